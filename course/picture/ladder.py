"""Draws the sizes that share one output of a convolution as rungs of a ladder."""

from collections.abc import Iterable
from itertools import groupby

from ..language import listed, sentences, tr
from ..layer import Layer
from .palette import BACK_FILL, CARD, EDGE, INK, MUTED, PARAMETERS, Stroke
from .picture import Picture
from .shapes import MARGIN, arrow_head, card, line, rect, text, width_of

Groups = list[tuple[int, list[tuple[int, int]]]]
CELL, PITCH = 34, 42
GREY = Stroke(EDGE, 1.5, "")
RIGHT = "output_padding "


def ladder(sizes: Iterable[int], *, kernel_size: int, stride: int, padding: int = 0) -> Picture:
    """Draw which of the sizes a convolution makes into one, and the output_padding back to each.

    sizes: input sizes of the convolution, in elements, ascending.

    >>> print(ladder([16, 17, 18], kernel_size=5, stride=3, padding=2).text)
      16           output_padding 0 ──>  16
      17 ──>   6   output_padding 1 ──>  17
      18           output_padding 2 ──>  18
    """
    layer = Layer(kernel_size, stride, padding)
    # Each output size of the convolution, with the (size, output_padding) that lead to it.
    groups = [
        (small, [(size, size - layer.output_size(small)) for size in group])
        for small, group in groupby(sizes, layer.conv_output_size)
    ]
    words = _words(layer, groups)
    return Picture(_svg(groups, words), "\n".join(_lines(groups)), words)


def _lines(groups: Groups) -> list[str]:
    """The ladder in characters: sizes, the one they become, and the output_padding back."""
    lines = []
    for small, rungs in groups:
        middle = (len(rungs) - 1) // 2
        for n, (size, rung) in enumerate(rungs):
            arrow = f"──> {small:>3}" if n == middle else " " * 7
            lines.append(f"{size:>4} {arrow}   output_padding {rung} ──> {size:>3}")
    return lines


def _words(layer: Layer, groups: Groups) -> str:
    """The ladder told to somebody who can't see it."""
    told = [
        tr(
            "Sizes with kernel_size {kernel_size}, stride {stride}, padding {padding}.",
            kernel_size=layer.kernel_size,
            stride=layer.stride,
            padding=layer.padding,
        )
    ]
    for small, rungs in groups:
        ways = listed(
            # Translators: a way back to a size.
            tr("output_padding {output_padding} gives {size}", output_padding=rung, size=size)
            for size, rung in rungs
        )
        told.append(
            # Translators: {sizes} is a row of numbers, and {ways} one as in
            # "output_padding 0 gives 16, output_padding 1 gives 17".
            tr(
                "The convolution makes {sizes} into {small}; back from {small}, {ways}.",
                sizes=listed(str(size) for size, _ in rungs),
                small=small,
                ways=ways,
            )
        )
    return sentences(told)


def _svg(groups: Groups, alt: str) -> str:
    """The ladder as one SVG element."""
    heads = (
        # Translators: the head of a column of sizes.
        tr("input size"),
        # Translators: the head of a column: the size that a convolution makes.
        tr("convolution"),
        # Translators: the head of a column: the sizes to which the transposed convolution leads
        # back.
        tr("transposed, back"),
    )
    half = [width_of(head, 12) / 2 for head in heads]
    x1 = MARGIN + max(24.0, half[0] - CELL / 2)
    x2 = x1 + max(150, half[0] + half[1] + 12)
    x3 = x2 + max(60 + width_of(RIGHT + "0", 13) + 46, half[1] + half[2] + 12)
    body = [
        text(x + CELL / 2, MARGIN + 8, head, 12, fill=MUTED)
        for x, head in zip((x1, x2, x3), heads, strict=True)
    ]
    y = MARGIN + 26.0
    for small, rungs in groups:
        height = PITCH * len(rungs) - (PITCH - CELL)
        middle = y + height / 2
        a, b = x1 + CELL + 6, x2 - 8
        for n, (size, rung) in enumerate(rungs):
            at = y + n * PITCH + CELL / 2
            bend = (a + b) / 2
            body.append(line(f"M{a:g} {at:g}H{bend:g}V{middle:g}H{b - 6:g}", GREY))
            stroke = PARAMETERS["output_padding"] if rung else GREY
            left = x2 + CELL + 6
            body.append(line(f"M{left:g} {middle:g}h14V{at:g}H{x3 - 14:g}", stroke))
            body.append(arrow_head(x3 - 6, at, stroke.colour))
            body.append(text(left + 24, at - 11, f"{RIGHT}{rung}", 13, text_anchor="start"))
            body.append(_box(x1, at, str(size)))
            body.append(_box(x3, at, str(size), stroke.colour, BACK_FILL if rung else CARD))
        body.append(arrow_head(b, middle, EDGE))
        body.append(_box(x2, middle, str(small), INK))
        y += height + 22
    width = x3 + CELL / 2 + half[2] + MARGIN
    return "".join(card(round(width), round(y - 22 + MARGIN), alt, body))


def _box(x: float, middle: float, words: str, edge: str = EDGE, fill: str = CARD) -> str:
    look = f'rx="6" fill="{fill}" stroke="{edge}" stroke-width="2"'
    number = text(x + CELL / 2, middle, words, 15, font_weight="600")
    return rect(x, middle - CELL / 2, CELL, CELL, look) + number
