"""Makes an animation one SVG that plays in an image element, without a script.

What frames share is written once: every piece says in which frames it is seen, and pieces of one
look and one time stand together. The times are CSS animations of ``visibility``. A host that plays
none, or a reader who wants none, sees the last frame, which is the result.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple
from zlib import crc32

from ..language import width as letters_of
from ..views.film import Cell, Film, Frame, Kernel, Panel
from .clock import Clock, Spot
from .palette import BOXES, HUES, INK, MUTED, PALE_FILL, PARAMETERS
from .shapes import MARGIN, MONO, MONO_LETTER, card, width_of

CELL, GAP, TITLE, INDEX = 36, 36, 24, 16
WORDS, PLAIN, HEADING, BOLD = 13.0, 13.0, 14.0, 0.63

MADE = f'fill="{PALE_FILL}" stroke="{INK}" stroke-width="3"'
CROSS = f'stroke="{PARAMETERS["padding"].colour}" stroke-width="1.5" stroke-opacity=".75"'
# A line ends after a space, or beside a full-width letter; no mark that closes begins one.
BREAKS = re.compile(r"(?<= )|(?:(?<=[⺀-￯])|(?=[⺀-￯]))(?<![ （「])(?![ 、。）」ー]|$)")
WINDOW = f'fill="none" stroke="{INK}" stroke-width="2.5"'


class Piece(NamedTuple):
    """A path or a text; pieces of one style and one time are written into one element."""

    layer: int
    style: str
    body: str
    is_text: bool


def play(film: Film, alt: str) -> str:
    """The film as one SVG element."""
    spots, width, bottom = _arrange(film)
    longest = max(letters_of(film.name) * HEADING * BOLD, width_of(film.setting, PLAIN))
    width = max(width, round(longest) + 2 * MARGIN)
    letters = int((width - 2 * MARGIN) / (WORDS * MONO_LETTER))
    lines = [_broken(frame.words, letters) for frame in film.frames]
    height = bottom + 14 + 19 * max(map(len, lines)) + MARGIN - 6
    prefix = f"m{crc32(alt.encode()) % 36**5:06x}"
    clock = Clock(prefix, len(film.frames))
    times: dict[Piece, list[int]] = defaultdict(list)
    for n, (frame, words) in enumerate(zip(film.frames, lines, strict=True)):
        for piece in dict.fromkeys(_pieces(film, frame, words, spots, bottom)):
            times[piece].append(n)
    looks: dict[tuple[int, str], dict[tuple[int, ...], list[Piece]]] = {}
    for piece, seen in times.items():
        look = looks.setdefault((piece.layer, piece.style), {})
        look.setdefault(tuple(seen), []).append(piece)
    layers = defaultdict(str, {2: _kernels(film, spots, clock)})
    for (layer, style), seen_pieces in looks.items():
        layers[layer] += _look(style, seen_pieces, clock)
    body = "".join(layers[layer] for layer in sorted(layers))
    return "".join(card(width, height, alt, [clock.style(), f'<g class="{prefix}">{body}</g>']))


def _look(style: str, seen_pieces: dict[tuple[int, ...], list[Piece]], clock: Clock) -> str:
    """All pieces of one style; those that are not seen where nothing moves stand together."""
    still, hidden = "", ""
    for seen, pieces in seen_pieces.items():
        name = clock.name(seen)
        timed = f' class="{name}"' if name else ""
        if not pieces[0].is_text:
            made = f'<path{timed} d="{"".join(piece.body for piece in pieces)}"/>'
        elif len(pieces) == 1 or not name:
            made = "".join(f"<text{timed}{piece.body}</text>" for piece in pieces)
        else:
            texts = "".join(f"<text{piece.body}</text>" for piece in pieces)
            made = f"<g{timed}>{texts}</g>"
        if clock.is_still(seen):
            still += made
        else:
            hidden += made
    return f"<g {style}>{still}{_hidden(hidden)}</g>"


def _hidden(elements: str) -> str:
    return f'<g visibility="hidden">{elements}</g>' if elements else ""


def _kernels(film: Film, spots: list[Spot], clock: Clock) -> str:
    """The kernel wherever frames lay it: one group for each colour, which moves."""
    stays: dict[Kernel, dict[int, Spot]] = defaultdict(dict)
    for n, frame in enumerate(film.frames):
        if frame.kernel:
            kernel = frame.kernel
            panel, spot = film.panels[kernel.panel], spots[kernel.panel]
            x = spot.x + (kernel.place[1] - panel.columns.start) * CELL
            y = spot.y + (kernel.place[0] - panel.rows.start) * CELL
            stays[kernel._replace(place=(0, 0), hue=kernel.hue % len(HUES))][n] = Spot(x, y)
    drawn = ""
    for kernel, at in stays.items():
        boxes = "".join(_box(c * CELL, r * CELL, 3) for (r, c), _ in kernel.taps)
        taps = "".join(
            f'<text x="{c * CELL + CELL - 5}" y="{r * CELL + CELL - 5}">{escape(words)}</text>'
            for (r, c), words in kernel.taps
            if words
        )
        small = f'<g font-size="10" text-anchor="end">{taps}</g>' if taps else ""
        drawn += f'<g class="{clock.moving(at)}"><path {_hue(kernel.hue)} d="{boxes}"/>{small}</g>'
    return _hidden(drawn)


def _hue(hue: int) -> str:
    line, fill, _ = HUES[hue % len(HUES)]
    return f'fill="{fill}" stroke="{line}" stroke-width="2.5"'


def _arrange(film: Film) -> tuple[list[Spot], int, int]:
    """Where the panels stand; how wide all is, and where the last cell ends."""
    spots: list[Spot] = []
    x, bottom, right = MARGIN, 0, 0
    top = MARGIN + 45 + TITLE
    for n, panel in enumerate(film.panels):
        left = INDEX if panel.numbered else 0
        if panel.under is None:
            x = right + GAP if spots else MARGIN
            corner = Spot(x + left, top + INDEX - 4)
        else:
            higher = spots[panel.under]
            under = higher.y + len(film.panels[panel.under].rows) * CELL + TITLE + 12
            corner = Spot(higher.x, under)
        spots.append(corner)
        wide = max(len(panel.columns) * CELL + left, round(width_of(panel.title, 13)))
        if n == film.retitled:
            # What is told only for a while may reach into the gap.
            titles = (width_of(frame.title, 13) for frame in film.frames)
            wide = max(wide, round(max(titles)) - GAP + 4)
        right = max(right, x + wide)
        bottom = max(bottom, corner.y + len(panel.rows) * CELL)
    return spots, right + MARGIN, bottom


def _pieces(
    film: Film, frame: Frame, words: list[str], spots: list[Spot], bottom: int
) -> Iterator[Piece]:
    bold = f'font-size="{HEADING:g}" font-weight="600" text-anchor="start"'
    yield _text(5, bold, MARGIN, MARGIN + 12, film.name)
    yield _text(5, f'font-size="{PLAIN:g}" text-anchor="start"', MARGIN, MARGIN + 31, film.setting)
    for n, (panel, spot) in enumerate(zip(film.panels, spots, strict=True)):
        title = frame.title if n == film.retitled and frame.title else panel.title
        yield from _around(panel, spot, title if n != film.retitled or frame.title else "")
    for cell in frame.cells:
        yield from _cell(cell, film.panels[cell.panel], spots[cell.panel])
    mono = f'font-family="{escape(MONO)}" font-size="{WORDS:g}" text-anchor="start"'
    for n, line in enumerate(words):
        yield _text(5, mono, MARGIN, bottom + 28 + 19 * n, line)


def _around(panel: Panel, spot: Spot, title: str) -> Iterator[Piece]:
    """The panel's title, its indices and the frame round what counts."""
    above = spot.y - 8 - (INDEX - 4 if panel.under is None else 0)
    if title:
        yield _text(5, 'font-size="13" text-anchor="start"', spot.x, above, title)
    if panel.numbered is None:
        return
    rows, columns = panel.numbered
    left = spot.x + (columns.start - panel.columns.start) * CELL
    upper = spot.y + (rows.start - panel.rows.start) * CELL
    small = f'font-size="10" fill="{MUTED}"'
    for r in rows:
        y = upper + (r - rows.start) * CELL + CELL // 2 + 4
        yield _text(5, f'{small} text-anchor="end"', spot.x - 5, y, str(r))
    for c in columns:
        x = left + (c - columns.start) * CELL + CELL // 2
        yield _text(5, small, x, spot.y - 4, str(c))
    if panel.framed:
        size = f"h{len(columns) * CELL}v{len(rows) * CELL}h-{len(columns) * CELL}z"
        yield Piece(4, WINDOW, f"M{left} {upper}{size}", False)


def _cell(cell: Cell, panel: Panel, spot: Spot) -> Iterator[Piece]:
    x = spot.x + (cell.column - panel.columns.start) * CELL
    y = spot.y + (cell.row - panel.rows.start) * CELL
    look = "bare" if cell.look == "made" else cell.look
    box = BOXES[look]
    style = f'fill="{box.fill}" stroke="{box.edge}"'
    style += ' stroke-width="2.5"' if look == "back" else ""
    style += f' stroke-dasharray="{box.dashes}"' if box.dashes else ""
    yield Piece(0, style, _box(x, y, 2), False)
    if cell.look == "made":
        yield Piece(1, MADE, _box(x, y, 3), False)
    elif cell.hue is not None:
        yield Piece(1, _hue(cell.hue), _box(x, y, 3), False)
    if look == "cut":
        yield Piece(3, CROSS, f"M{x + 6} {y + CELL - 6}l{CELL - 12} {12 - CELL}", False)
    if cell.text:
        size = {1: 15, 2: 15, 3: 12.5, 4: 10.5, 5: 9}.get(len(cell.text), 8)
        quiet = box.ink == MUTED and cell.hue is None
        style = f'font-size="{size:g}"' + (f' fill="{MUTED}"' if quiet else ' font-weight="600"')
        middle = y + CELL / 2 + size * 0.35
        yield _text(5, style, x + CELL // 2, round(middle), cell.text)
    if cell.corner:
        yield _text(5, 'font-size="10" text-anchor="end"', x + CELL - 5, y + CELL - 5, cell.corner)


def _box(x: int, y: int, inset: int) -> str:
    side = CELL - 2 * inset
    return f"M{x + inset} {y + inset}h{side}v{side}h-{side}z"


def _text(layer: int, style: str, x: int, y: int, words: str) -> Piece:
    return Piece(layer, style, f' x="{x}" y="{y}">{escape(words)}', True)


def _broken(words: str, letters: int) -> list[str]:
    """The words in lines of at most so many letters, broken where a term or a word ends."""
    lines, line = [], ""
    for part in _parts(words):
        if line and letters_of(line) + letters_of(part.rstrip()) > letters:
            lines.append(line.rstrip())
            line = "  "
        line += part
    return [*lines, line.rstrip()]


def _parts(words: str) -> Iterable[str]:
    """The terms of a sum, or else what may begin a line of its own."""
    if " + " in words:
        *terms, last = words.split(" + ")
        return [*(f"{term} + " for term in terms), last]
    return BREAKS.split(words)
