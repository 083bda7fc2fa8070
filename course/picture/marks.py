"""Draws a number in its cell, with what a live figure needs to move it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from ..language import tr
from ..number_format import Number, Symbol, number, rounded
from ..trace import Terms, index
from ..values import Place
from ..views.scene import Kind, Look, Mark, mark_id
from .palette import BOXES, CARD, HATCHES, HUES, INK, MUTED, PARAMETERS
from .shapes import MARGIN, card, text, width_of

CELL = 42
LEAST = 10
"""The smallest letters of a drawing, in pixels; a page must not shrink them below that."""
NOTE = 11
FLAG = 12
DIGIT = 0.7
"""How wide a letter of a number is, in ems: in bold the wide font DejaVu needs that for −12345."""
Areas = tuple[tuple[str, ...], ...]
"""The attributes of the parts of a cell, in rows."""
# What stands for the sum of a mark's own terms, which the browser adds up.
SUM = "{=}"


class Sheet:
    """A drawing under way: its pieces, how far right they reach, and whose hatches they use.

    live: attributes for the element of a live figure. left: how far right of the card's edge the
    place 0 is.
    """

    def __init__(self, alt: str, live: str | None, left: float = 0) -> None:
        self.alt, self.live, self.left = alt, live, left
        # Of ids. The browser puts the figure's own in the place of LIVE-.
        self.prefix = f"f{crc32(alt.encode()):08x}" if live is None else "LIVE-"
        self.body: list[str] = []
        self.right = 0.0
        self.owners: set[int] = set()
        self.moments: dict[int, float] = {}
        """How far down the line begins that belongs to an input."""

    def hatch(self, owner: int) -> str:
        """What fills a shape that belongs to an input element."""
        self.owners.add(owner)
        return f"url(#{self.prefix}h{owner})"

    def named(self, parameter: str) -> str:
        """The attribute by which a live figure knows what shows a parameter."""
        shown = "length" if parameter == "input" else parameter
        return f' data-parameter="{shown}"' if self.live is not None and shown else ""

    def area(self, owner: int) -> str:
        """The attributes of a shape that belongs to an input element, and of which one it is."""
        of = "" if self.live is None else f' data-of="x{owner}"'
        return f'fill="{self.hatch(owner)}"{of}'

    def text(self, x: float, y: float, words: str, size: float, **looks: str) -> None:
        self.body.append(text(x, y, words, size, **looks))

    def put(self, x: float, y: float, drawn: str) -> None:
        """Append what is drawn from (0, 0) on; frames have the same at other places."""
        self.body += f'<g transform="translate({x:g} {y:g})">', f"{drawn}</g>"

    def reach(self, right: float) -> None:
        self.right = max(self.right, right)

    def pieces(self, bottom: float) -> list[str]:
        """The SVG element: what has been drawn, on its card."""
        defs = ""
        for owner in sorted(self.owners):
            hue, lines = HUES[owner % len(HUES)], HATCHES[owner % len(HATCHES)]
            defs += (
                f'<pattern id="{self.prefix}h{owner}" width="8" height="8" '
                'patternUnits="userSpaceOnUse">'
                f'<rect width="8" height="8" fill="{hue.fill}"/>'
                f'<path d="{lines}" stroke="{hue.hatch}" stroke-width="1.2"/></pattern>'
            )
        size = round(self.left + self.right + MARGIN), round(bottom + MARGIN)
        live = f" {self.live}" if self.live else ""
        return card(*size, self.alt, self.body, defs, live, self.left)


class Grid(NamedTuple):
    """Where columns stand, in pixels."""

    left: float
    pitch: float
    start: float
    cell: float

    def x(self, column: float) -> float:
        return self.left + (column - self.start) * self.pitch


def draw_marks(marks: Sequence[Mark], grid: Grid, y: float, height: float, sheet: Sheet) -> None:
    """Append for each mark where it stands and then the rest of it, which many marks share."""
    left, pitch, start, width = grid
    gap, live = (pitch - width) / 2, sheet.live is not None
    # Translators: the name of a sum that is cut away, before its place: sum[7].
    cut = tr("sum") if live else ""
    # Broken numbers of a row have one size, so that none looks like more than another.
    digits = () if live else (short(mark.value) for mark in marks)
    longest = max((len(one) for one in digits if "." in one), default=0)
    for kind, of, column, value, owner, look, note, terms, _, shared in marks:
        x = left + (column - start) * pitch + gap
        hatch = "" if owner is None else sheet.hatch(owner)
        areas = tuple(tuple(map(sheet.area, row)) for row in shared)
        what = kind, of, value, owner, look, note, terms, areas
        sheet.body += _drawn(x, y, width, height, hatch, live, longest, cut, *what)


@lru_cache(maxsize=8192)
def _drawn(
    x: float,
    y: float,
    width: float,
    height: float,
    hatch: str,
    live: bool,
    longest: int,
    cut: str,
    kind: Kind,
    of: tuple[Place, ...],
    value: Number,
    owner: int | None,
    look: Look,
    note: str,
    terms: Terms,
    areas: Areas,
) -> tuple[str, str]:
    """Where a mark stands, with what a live figure needs to know of it, and the rest of it."""
    digits = SUM if live and kind in "sy" else short(value)
    letters = max(len(digits), longest if "." in digits else 2)
    shown = value.expression if isinstance(value, Symbol) else ""
    # A mark that shows an input or a tap itself can be edited in its place.
    edit = live and shown.isalnum()
    strong = kind == "y"
    rest = _cell(
        width, height, live, edit, owner, hatch, look, strong, digits, letters, note, areas
    )
    told = f' data-id="{mark_id(kind, of)}" data-terms="{products_told(terms)}"' if live else ""
    if edit:
        # The mark of x[1, 0] says so itself; one of an inserted row has another place.
        place = index(of[0]) if kind == shown[0] else f"[{shown[1:]}]"
        told += f' data-name="{shown[0]}{place}"' if kind != "p" else ""
        told += f' data-edit="{shown}"'
    elif live and kind in "sy":
        name = cut if kind == "s" and look == "cut" else "y"
        told += f' data-name="{name}{index(of[0])}"'
    return f'<g transform="translate({x:g} {y:g})"{told}>', rest


@lru_cache(maxsize=4096)
def _cell(
    width: float,
    height: float,
    live: bool,
    edit: bool,
    owner: int | None,
    hatch: str,
    look: Look,
    strong: bool,
    digits: str,
    letters: int,
    note: str,
    areas: Areas,
) -> str:
    """The rest of a mark's element, with its upper left corner at (0, 0), up to its end."""
    box = BOXES[look]
    if owner is not None and look != "cut":
        box = box._replace(fill=hatch, edge=HUES[owner % len(HUES)].line, width=2.0)
        if look == "early":
            box = box._replace(edge=INK, width=3.0)
    elif strong and look in ("kept", "empty"):
        box = box._replace(edge=INK, width=2.5 if look == "kept" else box.width)
    body, filled = "", f'fill="{box.fill}"'
    if areas:
        # One stamp alone fills the cell itself.
        alone = len(areas) == len(areas[0]) == 1
        body, filled = ("", areas[0][0]) if alone else (_areas(areas, width, height), 'fill="none"')
    dashes = f' stroke-dasharray="{box.dashes}"' if box.dashes else ""
    # Of what becomes of a sum, these alone a live figure can't tell from the marks.
    told = f' data-look="{look}"' if live and look in ("back", "early") else ""
    body += (
        f'<rect{told} width="{width:g}" height="{height:g}" rx="{min(6, round(width / 6))}" '
        f'{filled} stroke="{box.edge}" stroke-width="{box.width:g}"{dashes}/>'
    )
    if look == "cut":
        body += (
            f'<path d="M6 {height - 6:g}L{width - 6:g} 6" '
            f'stroke="{PARAMETERS["padding"].colour}" stroke-width="1.5" stroke-opacity=".75"/>'
        )
    if look == "early":
        body += flag(width, 0, height)
    if edit:
        # Below the digits, which only a cut may cross.
        body += f'<path data-pen="" d="M{width / 2 - 7:g} {height - 5:g}h14"/>'
    weight = "400" if box.ink == MUTED else "600"
    # The card's own letters are ink.
    ink = "" if box.ink == INK else box.ink
    largest, room = 17 * (height / CELL) ** 0.5, (width - 1.5) / DIGIT
    size = min(largest, room / letters)
    fit = f"{largest:.3g} {room:.3g}" if live else ""
    body += text(
        width / 2,
        height / 2,
        digits,
        size,
        data_fit=fit,
        fill=ink,
        font_weight=weight,
    )
    if note:
        body += text(width / 2, height + 9, note, NOTE, fill=MUTED)
    return f"{body}</g>"


def flag(right: float, top: float, height: float = CELL) -> str:
    """The mark of what needs the future: it hangs on the corner of a cell, clear of its digits.

    height: the cell's.
    """
    side = min(FLAG, FLAG * height / CELL)
    x, y, sixth = right - side + 3, top - 4, side / 6
    return (
        f'<rect x="{x:.4g}" y="{y:.4g}" width="{side:.3g}" height="{side + 2:.3g}" '
        f'rx="{side / 4:.2g}" fill="{INK}"/>'
        f'<path d="M{x + side / 2:.4g} {y + side / 4 + 0.5:.4g}v{2.5 * sixth:.3g}m0 {sixth:.2g}'
        f'v{sixth:.2g}" stroke="{CARD}" stroke-width="{sixth:.2g}"/>'
    )


def least_width(marks: Iterable[Mark], live: bool) -> float:
    """How wide a cell must be for its note, and for its number where that is not open."""
    notes = (width_of(mark.note, NOTE) for mark in marks)
    if live:
        return max(notes, default=0)
    digits = (len(short(mark.value)) * DIGIT * LEAST + 1.5 for mark in marks)
    return max(*notes, *digits, 0)


def _areas(rows: Areas, width: float, height: float) -> str:
    """A part of the cell for each stamp that lands on it, under the cell's edge."""
    drawn, high = "", (height - 2) / max(len(rows), 1)
    for r, row in enumerate(rows):
        wide = (width - 2) / len(row)
        for c, looks in enumerate(row):
            left, top = 1 + c * wide, 1 + r * high
            edges = f"M{left:.3g} {top:.3g}H{left + wide:.3g}V{top + high:.3g}H{left:.3g}"
            drawn += f'<path {looks} d="{edges}"/>'
    return drawn


def products_told(terms: Iterable[tuple[int, int]]) -> str:
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
    return whole if len(whole) <= 6 else rounded(value, 2)
