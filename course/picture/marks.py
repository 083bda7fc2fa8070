"""Draws a number in its cell, with what a live figure needs to move it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from ..language import tr
from ..numbers import Number, Symbol, number, rounded
from ..trace import Terms, index
from ..values import Place
from ..views.scene import Kind, Look, Mark, mark_id
from .palette import (
    BACK_FILL,
    CARD,
    CUT_EDGE,
    EDGE,
    HATCHES,
    HUES,
    INK,
    MUTED,
    PALE_EDGE,
    PALE_FILL,
    PARAMETERS,
    WRONG_FILL,
)
from .shapes import MARGIN, card_pieces, text

CELL = 42
# The browser puts the figure's own prefix in its place, so that ids stay unique in a page.
LIVE_PREFIX = "LIVE-"
# What stands for the sum of a mark's own terms, which the browser adds up.
SUM = "{=}"


class Grid(NamedTuple):
    """Where columns stand, in pixels."""

    left: float
    pitch: float
    start: float
    cell: float
    prefix: str
    """Of the ids in the picture."""
    live: bool

    def x(self, column: float) -> float:
        return self.left + (column - self.start) * self.pitch


def draw_marks(marks: Iterable[Mark], grid: Grid, y: float, height: float, body: list[str]) -> None:
    """Append for each mark where it stands and then the rest of it, which many marks share."""
    left, pitch, start, width, prefix, live = grid
    gap = (pitch - width) / 2
    # Translators: the name of a sum that is cut away, before its place: sum[7].
    sum_ = tr("sum") if live else ""
    for kind, of, column, value, owner, look, note, terms in marks:
        x = left + (column - start) * pitch + gap
        what = kind, of, value, owner, look, note, terms
        body += _drawn(x, y, width, height, prefix, live, sum_, *what)


@lru_cache(maxsize=8192)
def _drawn(
    x: float,
    y: float,
    width: float,
    height: float,
    prefix: str,
    live: bool,
    sum_: str,
    kind: Kind,
    of: tuple[Place, ...],
    value: Number,
    owner: int | None,
    look: Look,
    note: str,
    terms: Terms,
) -> tuple[str, str]:
    """Where a mark stands, with what a live figure needs to know of it, and the rest of it."""
    digits = SUM if live and kind in "sy" else short(value)
    rest = _cell(width, height, prefix, live, owner, look, kind == "y", digits, note)
    told = f' data-id="{mark_id(kind, of)}" data-terms="{products_told(terms)}"' if live else ""
    shown = value.expression if isinstance(value, Symbol) else ""
    # A mark that shows an input or a tap itself can be edited in its place.
    if live and shown.isalnum():
        # The mark of x[1, 0] says so itself; one of an inserted row has another place.
        place = index(of[0]) if kind == shown[0] else f"[{shown[1:]}]"
        told += f' data-name="{shown[0]}{place}"' if kind != "p" else ""
        told += f' data-edit="{shown}"'
    elif live and kind in "sy":
        name = sum_ if kind == "s" and look == "cut" else "y"
        told += f' data-name="{name}{index(of[0])}"'
    return f'<g transform="translate({x:g} {y:g})"{told}>', rest


@lru_cache(maxsize=4096)
def _cell(
    width: float,
    height: float,
    prefix: str,
    live: bool,
    owner: int | None,
    look: Look,
    strong: bool,
    digits: str,
    note: str,
) -> str:
    """The rest of a mark's element, with its upper left corner at (0, 0), up to its end."""
    fill, edge, stroke, ink, dashes = CARD, EDGE, 1.5, INK, ""
    if owner is not None:
        fill, edge, stroke = f"url(#{prefix}h{owner})", HUES[owner % len(HUES)].line, 2.0
    elif strong:
        edge, stroke = INK, 2.5
    if look == "cut":
        fill, edge, stroke, ink = CARD, CUT_EDGE, 1.2, MUTED
    elif look == "pale":
        fill, edge, stroke, ink = PALE_FILL, PALE_EDGE, 1.0, MUTED
    elif look == "empty":
        ink, dashes, stroke = MUTED, ' stroke-dasharray="2 3"', 1.5
    elif look == "wrong":
        fill, edge, stroke = WRONG_FILL, INK, 3.5
    elif look == "back":
        fill, edge = BACK_FILL, PARAMETERS["output_padding"].colour
        stroke = PARAMETERS["output_padding"].width
    body = (
        f'<rect width="{width:g}" height="{height:g}" rx="{min(6, width / 6):g}" '
        f'fill="{fill}" stroke="{edge}" stroke-width="{stroke:g}"{dashes}/>'
    )
    if look == "cut":
        body += (
            f'<path d="M6 {height - 6:g}L{width - 6:g} 6" '
            f'stroke="{PARAMETERS["padding"].colour}" stroke-width="1.5" stroke-opacity=".75"/>'
        )
    weight = "400" if look in ("pale", "empty", "cut") else "600"
    largest, room = 17 * (height / CELL) ** 0.5, width * 1.3
    size = min(largest, room / max(len(digits), 2))
    fit = f' data-fit="{largest:.3g} {room:.3g}"' if live else ""
    body += text(width / 2, height / 2, digits, size, ink, weight=weight, attributes=fit)
    if note:
        size = min(11, width / 3, width * 1.7 / len(note))
        body += text(width / 2, height + 9, note, size, MUTED)
    return f"{body}</g>"


@lru_cache(maxsize=4096)
def products_told(terms: Terms) -> str:
    """Products as a live figure reads them.

    >>> products_told(((1, 2), (2, 0)))
    'x1*w2 x2*w0'
    """
    return " ".join(f"x{i}*w{k}" for i, k in terms)


def short(value: Number) -> str:
    """A number that fits into a cell: as ``number`` writes it, or with two digits."""
    if isinstance(value, Symbol):
        return f"{{{value.expression}!}}"
    whole = number(value)
    if len(whole) <= 6:
        return whole
    return rounded(value, 2)


def prefix_of(alt: str, live: str | None) -> str:
    return f"f{crc32(alt.encode()):08x}" if live is None else LIVE_PREFIX


def framed(
    body: list[str],
    right: float,
    bottom: float,
    alt: str,
    owners: Iterable[int | None],
    live: str | None,
) -> list[str]:
    """The pieces of an SVG element: the body on its card, with the patterns of those owners."""
    inputs = sorted({owner for owner in owners if owner is not None})
    defs = "".join(_hatch(prefix_of(alt, live), owner) for owner in inputs)
    size = round(right + MARGIN), round(bottom + MARGIN)
    return card_pieces(*size, alt, body, defs, f" {live}" if live else "")


@lru_cache
def _hatch(prefix: str, owner: int) -> str:
    hue = HUES[owner % len(HUES)]
    return (
        f'<pattern id="{prefix}h{owner}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{hue.fill}"/>'
        f'<path d="{HATCHES[owner % len(HATCHES)]}" stroke="{hue.hatch}" stroke-width="1.2"/>'
        "</pattern>"
    )
