"""Draws small images side by side: a grey and a number for each pixel."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy import isfinite, ndindex
from numpy.typing import ArrayLike

from ..language import N_, refused, sentences, tr
from ..number_format import number
from ..tensors import Array, as_array
from .palette import PARAMETERS
from .picture import Picture
from .shapes import MARGIN, card, rect, text, width_of

LARGEST = 64
"""Rows or columns of an image; in smaller pixels no number can be read."""
SIDE, APART, ROW = 220.0, 26.0, 560.0
"""How wide an image is, how far from the next, and how wide a row of images at most."""
NAME, SMALLEST = 14.0, 10.0
"""The size of a name's letters, and that of the smallest number that is written."""
SHADES = "#%+=-:. "
"""The greys in characters, from the darkest."""
# No colour of the palette, so that a dark page leaves an image as it is.
DARKEST, LIGHTEST = 0x26, 0xF4
BLACK, WHITE = "#000000", "#FEFEFE"
MIDDLE = 0x74
"""The lightest grey on which white is read at 4.5:1; on those above it black is."""
LACKS = PARAMETERS["padding"].colour


@dataclass(frozen=True)
class Grey:
    """An image, and the sizes of its drawing in px."""

    name: str
    values: Array
    side: float
    lacking: tuple[int, int]
    """How many rows and columns it lacks for the others' size."""

    @property
    def height(self) -> float:
        return self.side * (len(self.values) + self.lacking[0])

    @property
    def across(self) -> float:
        return self.side * (len(self.values[0]) + self.lacking[1])

    @property
    def width(self) -> float:
        """Of the drawing with its name."""
        return max(self.across, width_of(self.name, NAME))

    @property
    def digits(self) -> float:
        """The size of the numbers in the pixels; 0 where they would be too small to be read."""
        widest = max(width_of(number(value.item()), 1) for value in self.values.flat)
        size = min(14, self.side * 0.55, self.side * 0.9 / widest)
        return size if size >= SMALLEST else 0

    def greys(self) -> list[int]:
        """The grey of each pixel, row by row."""
        low, high = min(self.values.min().item(), 0), self.values.max().item()
        span = LIGHTEST - DARKEST
        shares = ((value - low) / (high - low) if high > low else 1 for value in self.values.flat)
        return [DARKEST + round(span * float(share)) for share in shares]


def image(
    images: Mapping[str, ArrayLike],
    *,
    pixel: float | None = None,
    same_size: bool = False,
    shows: str = "",
) -> Picture:
    """Draw small images side by side, with the numbers in their pixels where they can be read.

    images: (H, W) by name. Each has its own scale: its largest number is the lightest. pixel: how
    wide every pixel is drawn, in px; without it each image is as wide as the others. same_size:
    mark the rows and columns that an image lacks for the size of the largest. shows: what one sees,
    in a sentence for those who can't.

    >>> print(image({"rows": [[1, 2], [3, 10]]}).text)
    rows
     1  2
     3 10
    >>> print(image({"a": [[0, 9]], "b": [[9, 0, 9]]}, pixel=6, same_size=True).text)
    a
    ##  xx
    <BLANKLINE>
    b
      ##
    """
    if not isinstance(images, Mapping) or not images:
        # Translators: an example of what somebody calls an image.
        example = {tr("a name"): [[1, 2]]}
        # Translators: the example is as in {'a name': [[1, 2]]}.
        told = tr("images must be given by name, at least one, as in {example}.", example=example)
        raise TypeError(told)
    if pixel is not None and not (isinstance(pixel, int | float) and 1 <= pixel <= SIDE):
        raise ValueError(refused("pixel", repr(pixel), tr("it must be a width in px, as in 6")))
    arrays = {str(name): as_array(str(name), values) for name, values in images.items()}
    for name, values in arrays.items():
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
    most = [max(values.shape[axis] for values in arrays.values()) for axis in (0, 1)]
    drawn = []
    for name, values in arrays.items():
        rows, columns = most if same_size else values.shape
        lacking = rows - values.shape[0], columns - values.shape[1]
        drawn.append(Grey(name, values, pixel or SIDE / columns, lacking))
    words = sentences([shows, _words(drawn)])
    return Picture(_svg(drawn, words), "\n\n".join(map(_lines, drawn)), words)


def _lines(grey: Grey) -> str:
    """The image's name, then its rows: of numbers, or of shades where no number is drawn."""
    down, right = grey.lacking
    columns = grey.values.shape[1]
    if grey.digits:
        cells = [number(value.item()) for value in grey.values.flat]
        width, between = max(map(len, cells)), " "
    else:
        step = (LIGHTEST + 1 - DARKEST) / len(SHADES)
        cells = [2 * SHADES[int((shade - DARKEST) / step)] for shade in grey.greys()]
        width, between = 2, ""
    missing = "x" * width
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    rows = [row + [missing] * right for row in rows] + [[missing] * (columns + right)] * down
    lines = [between.join(f"{cell:>{width}}" for cell in row).rstrip() for row in rows]
    return "\n".join([grey.name, *lines])


def _words(images: list[Grey]) -> str:
    """What is drawn, in a sentence for each image."""
    told = [tr("Images in greys, the largest number of each lightest.")]
    steps = [_alternation(grey.values) for grey in images]
    for grey, step in zip(images, steps, strict=True):
        rows, columns = grey.values.shape
        low, high = number(grey.values.min().item()), number(grey.values.max().item())
        told.append(
            tr(
                N_("{name}: {rows} by {columns} pixels, all {low}.")
                if low == high
                else N_("{name}: {rows} by {columns} pixels, from {low} to {high}."),
                name=grey.name,
                rows=rows,
                columns=columns,
                low=low,
                high=high,
            )
        )
        if step:
            told.append(
                tr("A checkerboard: pixels and their neighbours take turns by {step}.", step=step)
            )
        elif any(steps):
            told.append(tr("No checkerboard."))
        if any(grey.lacking):
            told.append(
                tr(
                    "What it lacks for {rows} by {columns} is red, at the bottom or on the right.",
                    rows=rows + grey.lacking[0],
                    columns=columns + grey.lacking[1],
                )
            )
    return sentences(told)


def _alternation(values: Array) -> str:
    """How much lighter every other pixel is than those beside it; "" where it isn't.

    The median over all pixels, which no edge of what is seen changes.
    """
    strongest = 0.0
    for grid in (values.astype(float), values.astype(float).T):
        if len(grid) < 3:
            continue
        apart = grid[1:-1] - (grid[:-2] + grid[2:]) / 2
        rows, columns = (-1) ** np.indices(apart.shape)
        found = (abs(float(np.median(apart * sign))) for sign in (rows, rows * columns))
        strongest = max(strongest, *found)
    return f"{strongest:.2g}" if strongest > np.ptp(values) / 50 else ""


def _svg(images: list[Grey], alt: str) -> str:
    """The images as one SVG element, side by side in rows as wide as a page."""
    body: list[str] = []
    x, top, right, bottom = float(MARGIN), float(MARGIN), 0.0, 0.0
    for grey in images:
        if x > MARGIN and x + grey.width > MARGIN + ROW:
            x, top = float(MARGIN), bottom + APART
        body.append(text(x + grey.width / 2, top + 8, grey.name, NAME))
        body += _pixels(grey, x + (grey.width - grey.across) / 2, top + 26)
        bottom = max(bottom, top + 26 + grey.height)
        right = max(right, x + grey.width)
        x += grey.width + APART
    return "".join(card(round(right + MARGIN), round(bottom + MARGIN), alt, body))


def _pixels(grey: Grey, left: float, top: float) -> list[str]:
    """The pixels of an image and the numbers in them, or a path for each grey; what is lacking."""
    side, size, crisp = grey.side, grey.digits, 'shape-rendering="crispEdges"'
    drawn, paths = list[str](), dict[str, str]()
    height, width = grey.values.shape
    # A pixel ends exactly where the next one begins, or a line of the card shows between them.
    xs = [round(left + c * side, 2) for c in range(width + 1)]
    ys = [round(top + r * side, 2) for r in range(height + 1)]
    for (r, c), shade in zip(ndindex(height, width), grey.greys(), strict=True):
        x, y, look = xs[c], ys[r], f'fill="#{f"{shade:02X}" * 3}" {crisp}'
        across, down = round(xs[c + 1] - x, 2), round(ys[r + 1] - y, 2)
        if not size:
            square = f"M{x:g} {y:g}h{across:g}v{down:g}h-{across:g}z"
            paths[look] = paths.get(look, "") + square
            continue
        drawn.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{across:.2f}" height="{down:.2f}" {look}/>'
        )
        middle = round(x + side / 2, 2), round(y + side / 2, 2)
        words, ink = number(grey.values[r, c].item()), BLACK if shade > MIDDLE else WHITE
        drawn.append(text(*middle, words, size, fill=ink))
    drawn += [f'<path {look} d="{path}"/>' for look, path in paths.items()]
    down, right = (count * side for count in grey.lacking)
    look = f'fill="{LACKS}" {crisp}'
    if right:
        drawn.append(rect(left + width * side, top, right, grey.height, look))
    if down:
        drawn.append(rect(left, top + height * side, width * side, down, look))
    return drawn
