"""Ranges knows the view of a long signal: stretches and what they hold, not every number."""

from ..numbers import number
from ..trace import Trace
from .scene import Bar, Row, Scene, scene, window

STAMPS = 6


def ranges(trace: Trace) -> Scene:
    count, layer, first = len(trace.x), trace.layer, trace.columns.start
    shown = list(range(count)) if count <= STAMPS else [*range(STAMPS // 2), *range(-3, 0)]
    rows = [Row("input", bars=(Bar(first, first + count, _holds("x", trace.x), look="bare"),))]
    for i in (i % count for i in shown):
        start, end = layer.place(i, 0), layer.place(i, layer.kernel_size - 1) + 1
        if count > STAMPS and i == count - 3:
            rows.append(Row("⋮", f"{count - STAMPS} more stamps"))
        name = f"{number(trace.x[i])} × kernel"
        rows.append(Row(name, f"starts at {number(start)}", bars=(Bar(start, end, "", i),)))
    total = tuple(trace.sums.values())
    rows += [
        Row("sum", bars=(Bar(first, first + len(total), _holds("sum", total), look="bare"),)),
        window(trace),
        Row("output", bars=(Bar(0, trace.size, _holds("y", trace.y)),)),
    ]
    return scene(trace, "ranges", rows, dense=True)


def _holds(name: str, values: tuple[int | float, ...]) -> str:
    low, high = number(min(values)), number(max(values))
    return f"{name}[0] … {name}[{len(values) - 1}], from {low} to {high}"
