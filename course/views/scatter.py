"""The view from the input: one row for each stamp, at the place where it lands."""

from ..trace import Trace
from .scene import Row, Scene, inputs, stamp, starts_at, strides, sums, times_kernel, with_output


def scatter(trace: Trace) -> Scene:
    (layer,) = trace.axes
    stamps = [
        Row(
            times_kernel(x),
            starts_at(layer.place(i, 0)),
            marks=stamp(trace, i),
            height=1.0 if len(trace.x) <= 6 else 0.8,
        )
        for i, x in enumerate(trace.x)
    ]
    arrows = [strides(trace)] if len(trace.x) > 1 else []
    return with_output(trace, "scatter", [inputs(trace), *stamps, *arrows, sums(trace)])
