"""Draws a layer, its sizes, an image, or the tones of a signal."""

from collections.abc import Collection, Iterable, Mapping

from numpy import isfinite
from numpy.typing import ArrayLike

from ..axes import Ints
from ..language import refused, tr
from ..layer import Layer
from ..tensors import as_array
from ..trace import Trace
from ..tuning import tones
from .bars import spectrum_lines, spectrum_svg, spectrum_words
from .cells import cells_lines, cells_svg, cells_words
from .drawn import picture_of
from .ladder import ladder_lines, ladder_svg, ladder_words
from .picture import LETTERS, Picture

__all__ = ["LETTERS", "Picture", "draw", "image", "ladder", "spectrum"]

LARGEST = 64
"""Rows or columns of an image; in smaller pixels no number can be read."""


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


def ladder(sizes: Iterable[int], *, kernel_size: int, stride: int, padding: int = 0) -> Picture:
    """Draw which of the sizes a convolution makes into one, and the output_padding back to each.

    sizes: input sizes of the convolution, in elements, ascending.

    >>> print(ladder([16, 17, 18], kernel_size=5, stride=3, padding=2).text)
      16           output_padding 0 ──>  16
      17 ──>   6   output_padding 1 ──>  17
      18           output_padding 2 ──>  18
    """
    layer, sizes = Layer(kernel_size, stride, padding), tuple(sizes)
    words = ladder_words(layer, sizes)
    return Picture(ladder_svg(layer, sizes), "\n".join(ladder_lines(layer, sizes)), words)


def image(images: Mapping[str, ArrayLike]) -> Picture:
    """Draw small images side by side, with the numbers in their pixels.

    images: (H, W) by name. Each has its own scale: its largest number is the lightest.

    >>> print(image({"rows": [[1, 2], [3, 10]]}).text)
    rows
     1  2
     3 10
    """
    if not isinstance(images, Mapping) or not images:
        # Translators: an example of what somebody calls an image.
        example = {tr("a name"): [[1, 2]]}
        # Translators: the example is as in {'a name': [[1, 2]]}.
        told = tr("images must be given by name, at least one, as in {example}.", example=example)
        raise TypeError(told)
    drawn = {str(name): as_array(str(name), values) for name, values in images.items()}
    for name, values in drawn.items():
        if values.ndim != 2 or not values.size or values.dtype.kind == "c":
            raise ValueError(
                tr(
                    "{name} of shape {shape} can't be drawn: give rows of real numbers.",
                    name=name,
                    shape=values.shape,
                )
            )
        if not isfinite(values).all():
            raise ValueError(tr("{name} can't be drawn: its numbers must be finite.", name=name))
        if max(values.shape) > LARGEST:
            raise ValueError(
                tr(
                    "{name} of shape {shape} can't be drawn: give at most {largest} rows and "
                    "columns, as in {example}.",
                    name=name,
                    shape=values.shape,
                    largest=LARGEST,
                    example=f"{name}[:{LARGEST}, :{LARGEST}]",
                )
            )
    return Picture(cells_svg(drawn), "\n".join(cells_lines(drawn)), cells_words(drawn))


def spectrum(signal: ArrayLike, rate: int, played: Collection[int] = (0,)) -> Picture:
    """Draw the tones that a signal holds, and tell those that were played from the others.

    signal: (L,), a whole number of its periods. rate: samples per second. played: frequencies in
    Hz, 0 for a constant.

    >>> print(spectrum([1, 5, 1, 5], rate=8000).text)
        0 Hz     3  ########################  played
     4000 Hz     2  ################          nobody played
    """
    levels = tones(signal, rate)
    if isinstance(played, str) or not isinstance(played, Collection):
        rule = tr("give frequencies, as in {example}", example="played=(0,)")
        raise TypeError(refused("played", repr(played), rule))
    lines = "\n".join(spectrum_lines(levels, played))
    return Picture(spectrum_svg(levels, rate, played), lines, spectrum_words(levels, played))
