"""Zero-insert knows the view without a stride: zeros between the inputs, then every cell stamps."""

from functools import lru_cache

from ..language import tr
from ..trace import Trace
from ..values import Place
from .scene import Mark, Row, Scene, input_mark, inputs, stamp, sums, times_kernel, with_output


def zero_insert(trace: Trace) -> Scene:
    (layer,), count = trace.axes, len(trace.x)
    of_input = {layer.place(i, 0): i for i in range(count)}
    cells = range(layer.place(0, 0), layer.place(count - 1, 0) + 1)
    stretched = Row(
        # Translators: stands before the input with zeros between its numbers.
        tr("zeros inserted"),
        # Translators: a number of zeros.
        tr("{count} between neighbours", count=layer.stride - 1),
        marks=tuple(
            input_mark(trace, (of_input[cell],), cell)._replace(kind="z", of=((m,),))
            if cell in of_input
            else _zero(cell, (m,))
            for m, cell in enumerate(cells)
        ),
    )
    # The stretched input is stamped with stride 1.
    stamps, of_zero = [], times_kernel(0)
    for m, cell in enumerate(cells):
        if cell in of_input:
            i = of_input[cell]
            stamps.append(Row(times_kernel(trace.x[i]), marks=stamp(trace, i), height=0.8))
        else:
            zeros = [_zero(cell + k * layer.dilation, (m,), (k,)) for k in range(len(trace.w))]
            stamps.append(Row(of_zero, marks=tuple(zeros), height=0.6))
    rows = [inputs(trace), stretched, *stamps, sums(trace)]
    return with_output(trace, "zero_insert", rows)


@lru_cache(maxsize=1024)
def _zero(column: int, *of: Place) -> Mark:
    return Mark("z", of, column, 0, look="pale")
