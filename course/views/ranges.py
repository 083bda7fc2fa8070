"""The view of a long signal: stretches and what they hold, not every number."""

from ..language import tr
from ..number_format import number
from ..trace import Trace
from .scene import Bar, Row, Scene, scene, starts_at, times_kernel, window

STAMPS = 6


def ranges(trace: Trace) -> Scene:
    (layer,), (columns,), (size,) = trace.axes, trace.spans, trace.size
    count, first = len(trace.x), columns.start
    shown = list(range(count)) if count <= STAMPS else [*range(STAMPS // 2), *range(-3, 0)]
    given = Bar(first, first + count, _holds("x", trace.x), look="bare")
    rows = [Row(tr("input"), bars=(given,))]
    for i in (i % count for i in shown):
        start, end = layer.place(i, 0), layer.place(i, layer.kernel_size - 1) + 1
        if count > STAMPS and i == count - 3:
            # Translators: stands before a row for the stamps that are not drawn.
            rows.append(Row("⋮", tr("{count} more stamps", count=count - STAMPS)))
        rows.append(Row(times_kernel(trace.x[i]), starts_at(start), bars=(Bar(start, end, "", i),)))
    total = tuple(trace.sums.values())
    held = Bar(first, first + len(total), _holds(tr("sum"), total), look="bare")
    rows += [
        Row(tr("sum"), bars=(held,)),
        window(trace),
        Row(tr("output"), bars=(Bar(0, size, _holds("y", trace.y)),)),
    ]
    return scene(trace, "ranges", rows, dense=True)


def _holds(name: str, values: tuple[int | float, ...]) -> str:
    # Translators: what a stretch of numbers holds: x[0] … x[99], from 0 to 9.
    return tr(
        "{first} … {last}, from {low} to {high}",
        first=f"{name}[0]",
        last=f"{name}[{len(values) - 1}]",
        low=number(min(values)),
        high=number(max(values)),
    )
