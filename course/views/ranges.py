"""The view of a long signal: stretches and what they hold, not every number."""

from ..language import tr
from ..number_format import number
from ..trace import Trace
from ..values import Values
from .scene import Bar, Look, Row, Scene, scene, starts_at, times_kernel, window

STAMPS = 6


def ranges(trace: Trace) -> Scene:
    (layer,), (columns,) = trace.axes, trace.spans
    count, first = len(trace.x), columns.start
    shown = [*range(count)[: STAMPS // 2], *range(count)[max(STAMPS // 2, count - 3) :]]
    rows = [Row(tr("input"), bars=(_held("x", trace.x, first, "bare"),))]
    for i in shown:
        start, end = layer.place(i, 0), layer.place(i, layer.kernel_size - 1) + 1
        if count > STAMPS and i == count - 3:
            # Translators: stands before a row for the stamps that are not drawn.
            rows.append(Row("⋮", tr("{count} more stamps", count=count - STAMPS)))
        rows.append(Row(times_kernel(trace.x[i]), starts_at(start), bars=(Bar(start, end, "", i),)))
    total = tuple(trace.sums.values())
    rows += [
        Row(tr("sum"), bars=(_held(tr("sum"), total, first, "bare"),), part="sum"),
        window(trace),
        Row(tr("output"), bars=(_held("y", trace.y, 0),), part="output"),
    ]
    return scene(trace, "ranges", rows)


def _held(name: str, values: Values, start: int, look: Look = "kept") -> Bar:
    # Translators: what a stretch of numbers holds: x[0] … x[99], from 0 to 9.
    told = tr(
        "{first} … {last}, from {low} to {high}",
        first=f"{name}[0]",
        last=f"{name}[{len(values) - 1}]",
        low=number(min(values)),
        high=number(max(values)),
    )
    return Bar(start, start + len(values), told, look=look)
