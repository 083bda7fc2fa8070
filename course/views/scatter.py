"""Scatter knows the view from the input: one row for each stamp, at the place where it lands."""

from ..numbers import number
from ..trace import Trace
from .scene import Mark, Row, Scene, inputs, outputs, scene, strides, sums, window


def scatter(trace: Trace) -> Scene:
    taps = len(trace.w)
    stamps = [
        Row(
            f"{number(x)} × kernel",
            f"starts at {number(trace.layer.place(i, 0))}",
            marks=tuple(
                Mark(
                    f"p{i}.{term.k}",
                    term.place,
                    term.value,
                    i,
                    "kept" if trace.keeps(term.place) else "cut",
                    terms=((i, term.k),),
                )
                for term in trace.products[i * taps : (i + 1) * taps]
            ),
            height=1.0 if len(trace.x) <= 6 else 0.8,
        )
        for i, x in enumerate(trace.x)
    ]
    arrows = [strides(trace)] if len(trace.x) > 1 else []
    cut = [sums(trace), window(trace)]
    return scene(trace, "scatter", [inputs(trace), *stamps, *arrows, *cut, outputs(trace)])
