"""Zero-insert knows the view without a stride: zeros between the inputs, then every cell stamps."""

from .. import arithmetic
from ..layer import Layer
from ..numbers import number
from ..trace import Trace
from .scene import Mark, Row, Scene, inputs, outputs, scene, sums, window


def zero_insert(trace: Trace) -> Scene:
    first = trace.columns.start
    origin = {trace.layer.place(i, 0): i for i in range(len(trace.x))}
    values = arithmetic.zero_insert(trace.x, trace.layer.stride).tolist()
    stretched = Row(
        "zeros inserted",
        f"{trace.layer.stride - 1} between neighbours",
        marks=tuple(
            Mark(f"z{m}", c, v, origin.get(c), "kept" if c in origin else "pale")
            for m, v in enumerate(values)
            for c in (first + m,)
        ),
    )
    # The stretched input is stamped with stride 1: the same layer otherwise.
    unstrided = Layer(
        trace.layer.kernel_size, padding=trace.layer.padding, dilation=trace.layer.dilation
    )
    stamps = []
    for m, v in enumerate(values):
        i = origin.get(first + m)
        marks = tuple(
            Mark(
                f"z{m}.{k}" if i is None else f"p{i}.{k}",
                place := unstrided.place(m, k),
                v * w,
                i,
                "pale" if i is None else "cut" if trace.state(place) == "cut" else "kept",
            )
            for k, w in enumerate(trace.w)
        )
        stamps.append(Row(f"{number(v)} × kernel", marks=marks, height=0.6 if i is None else 0.8))
    tail = [sums(trace), window(trace), outputs(trace)]
    return scene(trace, "zero_insert", [inputs(trace), stretched, *stamps, *tail])
