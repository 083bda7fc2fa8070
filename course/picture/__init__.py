"""Draws a layer; its sizes, an image and the tones of a signal have modules of their own."""

from numpy.typing import ArrayLike

from ..axes import Ints
from ..trace import Trace
from .drawn import picture_of
from .picture import LETTERS, Picture

__all__ = ["LETTERS", "Picture", "draw"]


def draw(
    input: ArrayLike,
    weight: ArrayLike,
    *,
    view: str = "scatter",
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
) -> Picture:
    """Draw the transposed convolution of one channel.

    input: (L,), weight: (k,). view: "scatter" (from the input), "gather" (from the output),
    "zero_insert", "matrix" or "phases" (every stride-th output apart). Planes, (H, W) and (kH, kW),
    have the view "scatter", and each parameter may be a pair (height, width); volumes, (D, H, W)
    and (kD, kH, kW), are told in text alone. Raises IllegalLayer (a ValueError) as
    ``conv_transpose1d`` does, and ValueError for planes of more than 400 cells.

    >>> print(draw([1, 1], [1, 1, 3], stride=4, padding=1).text)
    input        1   1  kernel   1   1   3
    1 × kernel  (1)  1   3
    1 × kernel                   1   1  (3)
                 |--------------> stride 4
    sum         (1)  1   3   0   1   1  (3)
    padding cuts 1 | padding cuts 1
    output           1   3   0   1   1
                     0   1   2   3   4
    size = (2 − 1)·4 − 2·1 + 1·(3 − 1) + 0 + 1 = 5
    """
    trace = Trace.of(
        input,
        weight,
        stride=stride,
        padding=padding,
        output_padding=output_padding,
        dilation=dilation,
    )
    return picture_of(trace, view)
