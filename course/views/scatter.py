"""Scatter knows the view from the input: one row for each stamp, at the place where it lands."""

from ..numbers import number
from ..trace import Trace
from .scene import Row, Scene, inputs, outputs, scene, stamp, strides, sums, window


def scatter(trace: Trace) -> Scene:
    stamps = [
        Row(
            f"{number(x)} × kernel",
            f"starts at {number(trace.layer.place(i, 0))}",
            marks=stamp(trace, i),
            height=1.0 if len(trace.x) <= 6 else 0.8,
        )
        for i, x in enumerate(trace.x)
    ]
    arrows = [strides(trace)] if len(trace.x) > 1 else []
    cut = [sums(trace), window(trace)]
    return scene(trace, "scatter", [inputs(trace), *stamps, *arrows, *cut, outputs(trace)])
