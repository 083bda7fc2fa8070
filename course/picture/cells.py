"""Draws small images side by side: a grey and a number for each pixel."""

from collections.abc import Mapping

from numpy import isfinite, ndindex
from numpy.typing import ArrayLike

from ..language import N_, sentences, tr
from ..number_format import number
from ..tensors import Array, as_array
from .picture import Picture
from .shapes import MARGIN, card, text, width_of

LARGEST = 64
"""Rows or columns of an image; in smaller pixels no number can be read."""
SIDE, APART = 242.0, 26.0
# No colour of the palette, so that a dark page leaves an image as it is.
DARKEST, LIGHTEST = 0x26, 0xF4
BLACK, WHITE = "#000000", "#FEFEFE"
MIDDLE = 0x74
"""The lightest grey on which white is read at 4.5:1; on those above it black is."""


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
            refusal = N_("{name} of shape {shape} can't be drawn: give rows of real numbers.")
        elif not isfinite(values).all():
            refusal = N_("{name} can't be drawn: its numbers must be finite.")
        elif max(values.shape) > LARGEST:
            refusal = N_(
                "{name} of shape {shape} can't be drawn: give at most {largest} rows and "
                "columns, as in {example}."
            )
        else:
            continue
        corner = f"{name}[:{LARGEST}, :{LARGEST}]"
        facts = {"shape": values.shape, "largest": LARGEST, "example": corner}
        raise ValueError(tr(refusal, name=name, **facts))
    words = _words(drawn)
    return Picture(_svg(drawn, words), "\n".join(_lines(drawn)), words)


def _lines(images: Mapping[str, Array]) -> list[str]:
    """Each image's name, then its rows of numbers."""
    lines = []
    for name, image in images.items():
        rows = [[number(value) for value in row] for row in image.tolist()]
        width = max(len(cell) for row in rows for cell in row)
        lines += [name, *(" ".join(f"{cell:>{width}}" for cell in row) for row in rows), ""]
    return lines[:-1]


def _words(images: Mapping[str, Array]) -> str:
    """What is drawn, in a sentence for each image."""
    told = [tr("Images in greys, the largest number of each lightest.")]
    for name, image in images.items():
        rows, columns = image.shape
        low, high = number(image.min().item()), number(image.max().item())
        told.append(
            tr(
                N_("{name}: {rows} by {columns} pixels, all {low}.")
                if low == high
                else N_("{name}: {rows} by {columns} pixels, from {low} to {high}."),
                name=name,
                rows=rows,
                columns=columns,
                low=low,
                high=high,
            )
        )
    return sentences(told)


def _svg(images: Mapping[str, Array], alt: str) -> str:
    """The images in a row as one SVG element, each as wide as the others."""
    body, x, bottom = [], float(MARGIN), 0.0
    for name, image in images.items():
        rows, columns = image.shape
        side, wide = SIDE / columns, max(SIDE, width_of(name, 14))
        x += (wide - SIDE) / 2
        body.append(text(x + SIDE / 2, MARGIN + 8, name, 14))
        top = MARGIN + 26.0
        low, high = min(image.min().item(), 0), image.max().item()
        for (r, c), value in zip(ndindex(rows, columns), image.flat, strict=True):
            share = (value.item() - low) / (high - low) if high > low else 1.0
            grey = DARKEST + round((LIGHTEST - DARKEST) * share)
            body.append(
                f'<rect x="{x + c * side:.2f}" y="{top + r * side:.2f}" width="{side:.2f}" '
                f'height="{side:.2f}" fill="#{grey:02X}{grey:02X}{grey:02X}" '
                'shape-rendering="crispEdges"/>'
            )
            words = number(value.item())
            # With many pixels the greys tell, and numbers are for those who enlarge it.
            size = min(14, side * 0.55, side * 0.9 / max(width_of(words, 1), 0.1))
            middle = round(x + (c + 0.5) * side, 2), round(top + (r + 0.5) * side, 2)
            body.append(text(*middle, words, size, fill=BLACK if grey > MIDDLE else WHITE))
        bottom = max(bottom, top + rows * side)
        x += (wide + SIDE) / 2 + APART
    width, height = x - APART + MARGIN, bottom + MARGIN
    return "".join(card(round(width), round(height), alt, body))
