"""Draws a part of a cell in an input element's colour and hatch, line by line.

A pattern for each part would do as well, but when Chromium prints, each takes 50 kB of the PDF.
"""

from collections.abc import Iterator
from math import ceil

from .palette import HATCHES, HUES

# Of HATCHES, in their order: which way the lines run, the first one's place, and how far apart.
_LINES = (("/", 0, 8), ("\\", 0, 8), ("|", 2, 4), ("-", 2, 4), ("|-", 4, 8), ("-", 4, 8))
_DOTTED = 5


def hatched(owner: int, x: float, y: float, width: float, height: float) -> str:
    """The attributes of a path that fills a rectangle."""
    hue, hatch = HUES[owner % len(HUES)], owner % len(HATCHES)
    ways, first, apart = _LINES[hatch]
    path = f"M{x:.4g} {y:.4g}h{width:.4g}v{height:.4g}h-{width:.4g}z"
    for way in ways:
        path += "".join(_lines(way, first, apart, x, y, x + width, y + height))
    dots = ' stroke-dasharray="1.5 2.5"' if hatch == _DOTTED else ""
    return f'fill="{hue.fill}" stroke="{hue.hatch}"{dots} d="{path}"'


def _lines(
    way: str, first: int, apart: int, left: float, top: float, right: float, bottom: float
) -> Iterator[str]:
    """The lines of one way between the edges, each at places of its own."""
    least, most = {
        "|": (left, right),
        "-": (top, bottom),
        "/": (left + top, right + bottom),
        "\\": (top - right, bottom - left),
    }[way]
    for place in range(first + ceil((least - first + 1) / apart) * apart, ceil(most - 1), apart):
        if way == "|":
            yield f"M{place} {top:.4g}V{bottom:.4g}"
        elif way == "-":
            yield f"M{left:.4g} {place}H{right:.4g}"
        elif way == "/":
            a, b = max(left, place - bottom), min(right, place - top)
            yield f"M{a:.4g} {place - a:.4g}L{b:.4g} {place - b:.4g}"
        else:
            a, b = max(left, top - place), min(right, bottom - place)
            yield f"M{a:.4g} {a + place:.4g}L{b:.4g} {b + place:.4g}"
