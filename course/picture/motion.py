"""Makes an animation one SVG that plays in an image element, without a script.

What frames share is written once: every piece says in which frames it is seen, and pieces of one
look and one time stand together. The times are CSS animations of ``visibility``. A host that plays
none, or a reader who wants none, sees the last frame, which is the result.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import NamedTuple
from zlib import crc32

from ..language import width as letters_of
from ..values import Place
from ..views.film import Cell, Film, Frame, Kernel, Panel
from .clock import Clock, Spot
from .palette import BOXES, HUES, INK, MUTED, PALE_FILL, PARAMETERS
from .shapes import MARGIN, MONO, MONO_LETTER, card, width_of

CELL, GAP, TITLE, INDEX = 36, 36, 24, 16
CELLS, OWNED, KERNELS, CROSSES, FRAMES, TEXTS = range(6)  # Layers, from below.
WORDS, PLAIN, HEADING, BOLD = 13.0, 13.0, 14.0, 0.63

MADE = f'fill="{PALE_FILL}" stroke="{INK}" stroke-width="3"'
CROSS = f'stroke="{PARAMETERS["padding"].colour}" stroke-width="1.5" stroke-opacity=".75"'
# A line ends after a space, or beside a full-width letter; no mark that closes begins one.
BREAKS = re.compile(r"(?<= )|(?:(?<=[⺀-￯])|(?=[⺀-￯]))(?<![ （「])(?![ 、。）」ー]|$)")
TERMS = re.compile(r"(?<= \+ )")
WINDOW = f'fill="none" stroke="{INK}" stroke-width="2.5"'


class Piece(NamedTuple):
    """A path or a text; pieces of one style and one time are written into one element."""

    layer: int
    style: str
    body: str


def play(film: Film, alt: str) -> str:
    """The film as one SVG element."""
    spots, width, bottom = _arrange(film)
    longest = max(letters_of(film.name) * HEADING * BOLD, width_of(film.setting, PLAIN))
    width = max(width, round(longest) + 2 * MARGIN)
    letters = int((width - 2 * MARGIN) / (WORDS * MONO_LETTER))
    lines = [_broken(frame.words, letters) for frame in film.frames]
    height = bottom + 14 + 19 * max(map(len, lines)) + MARGIN - 6
    prefix = f"m{crc32(alt.encode()) % 36**5:06x}"
    clock = Clock(prefix, len(film.frames), max(letters_of(frame.words) for frame in film.frames))
    times: dict[Piece, list[int]] = defaultdict(list)
    for n, (frame, words) in enumerate(zip(film.frames, lines, strict=True)):
        for piece in dict.fromkeys(_pieces(film, frame, words, spots, bottom)):
            times[piece].append(n)
    looks: dict[tuple[int, str], dict[tuple[int, ...], list[str]]] = {}
    for (layer, style, piece_body), seen in times.items():
        look = looks.setdefault((layer, style), {})
        look.setdefault(tuple(seen), []).append(piece_body)
    layers = defaultdict(str, {KERNELS: _kernels(film, spots, clock)})
    for (layer, style), seen_bodies in looks.items():
        layers[layer] += _look(style, seen_bodies, layer == TEXTS, clock)
    body = "".join(layers[layer] for layer in sorted(layers))
    return "".join(card(width, height, alt, [clock.style(), f"{clock.opening()}{body}</g>"]))


def _look(
    style: str, seen_bodies: dict[tuple[int, ...], list[str]], are_texts: bool, clock: Clock
) -> str:
    """All pieces of one style; those that are not seen where nothing moves stand together."""
    made = {True: "", False: ""}
    for seen, bodies in seen_bodies.items():
        name = clock.name(seen)
        timed = f' class="{name}"' if name else ""
        if not are_texts:
            element = f'<path{timed} d="{"".join(bodies)}"/>'
        elif len(bodies) == 1:
            element = f"<text{timed}{bodies[0]}</text>"
        else:
            element = "".join(f"<text{body}</text>" for body in bodies)
            element = f"<g{timed}>{element}</g>" if name else element
        made[clock.is_still(seen)] += element
    return f"<g {style}>{made[True]}{_hidden(made[False])}</g>"


def _hidden(elements: str) -> str:
    return f'<g visibility="hidden">{elements}</g>' if elements else ""


def _kernels(film: Film, spots: list[Spot], clock: Clock) -> str:
    """The kernel wherever frames lay it: one group for each colour, which moves."""
    stays: dict[Kernel, dict[int, Spot]] = defaultdict(dict)
    for n, frame in enumerate(film.frames):
        if frame.kernel:
            panel, place, _, hue = frame.kernel
            group = frame.kernel._replace(place=(0, 0), hue=hue % len(HUES))
            stays[group][n] = Spot(*_corner(spots[panel], place))
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
    x, bottom, right = MARGIN, 0, MARGIN - GAP
    for panel in film.panels:
        left = INDEX if any(panel.numbered) else 0
        if panel.under is None:
            x, y = right + GAP, MARGIN + 45 + TITLE + INDEX - 4
        else:
            y = _below(film.panels[panel.under], spots[panel.under]) + TITLE + 12
        rows, columns = panel.spans
        spots.append(Spot(x + left - columns.start * CELL, y - rows.start * CELL))
        wide = max(len(columns) * CELL + left, round(width_of(panel.title, 13)))
        if not panel.title:
            # What is told only for a while may reach into the gap.
            titles = (width_of(frame.title, 13) for frame in film.frames)
            wide = max(wide, round(max(titles)) - GAP + 4)
        right = max(right, x + wide)
        bottom = max(bottom, _below(panel, spots[-1]))
    return spots, right + MARGIN, bottom


def _below(panel: Panel, spot: Spot) -> int:
    return spot.y + panel.spans[0].stop * CELL


def _corner(spot: Spot, place: Place) -> tuple[int, int]:
    return spot.x + place[1] * CELL, spot.y + place[0] * CELL


def _pieces(
    film: Film, frame: Frame, words: list[str], spots: list[Spot], bottom: int
) -> Iterator[Piece]:
    bold = f'font-size="{HEADING:g}" font-weight="600" text-anchor="start"'
    yield _text(bold, MARGIN, MARGIN + 12, film.name)
    yield _text(f'font-size="{PLAIN:g}" text-anchor="start"', MARGIN, MARGIN + 31, film.setting)
    for panel, spot in zip(film.panels, spots, strict=True):
        yield from _around(panel, spot, panel.title or frame.title)
    for cell in frame.cells:
        yield from _cell(cell, *_corner(spots[cell.panel], cell.place))
    mono = f'font-family="{escape(MONO)}" font-size="{WORDS:g}" text-anchor="start"'
    for n, line in enumerate(words):
        yield _text(mono, MARGIN, bottom + 28 + 19 * n, line)


def _around(panel: Panel, spot: Spot, title: str) -> Iterator[Piece]:
    """The panel's title, its indices and the frame round what counts."""
    left, top = _corner(spot, tuple(span.start for span in panel.spans))
    if title:
        above = top - 8 - (INDEX - 4 if panel.under is None else 0)
        yield _text('font-size="13" text-anchor="start"', left, above, title)
    rows, columns = panel.numbered
    small = f'font-size="10" fill="{MUTED}"'
    for r in range(rows):
        y = spot.y + r * CELL + CELL // 2 + 4
        yield _text(f'{small} text-anchor="end"', left - 5, y, str(r))
    for c in range(columns):
        yield _text(small, spot.x + c * CELL + CELL // 2, top - 4, str(c))
    if panel.framed:
        size = f"h{columns * CELL}v{rows * CELL}h-{columns * CELL}z"
        yield Piece(FRAMES, WINDOW, f"M{spot.x} {spot.y}{size}")


def _cell(cell: Cell, x: int, y: int) -> Iterator[Piece]:
    look = "bare" if cell.look == "made" else cell.look
    box = BOXES[look]
    style = f'fill="{box.fill}" stroke="{box.edge}"'
    style += ' stroke-width="2.5"' if look == "back" else ""
    style += f' stroke-dasharray="{box.dashes}"' if box.dashes else ""
    yield Piece(CELLS, style, _box(x, y, 2))
    if cell.look == "made":
        yield Piece(OWNED, MADE, _box(x, y, 3))
    elif cell.hue is not None:
        yield Piece(OWNED, _hue(cell.hue), _box(x, y, 3))
    if look == "cut":
        yield Piece(CROSSES, CROSS, f"M{x + 6} {y + CELL - 6}l{CELL - 12} {12 - CELL}")
    if cell.text:
        size = {1: 15, 2: 15, 3: 12.5, 4: 10.5, 5: 9}.get(len(cell.text), 8)
        quiet = box.ink == MUTED and cell.hue is None
        style = f'font-size="{size:g}"' + (f' fill="{MUTED}"' if quiet else ' font-weight="600"')
        middle = y + CELL / 2 + size * 0.35
        yield _text(style, x + CELL // 2, round(middle), cell.text)
    if cell.corner:
        yield _text('font-size="10" text-anchor="end"', x + CELL - 5, y + CELL - 5, cell.corner)


def _box(x: int, y: int, inset: int) -> str:
    side = CELL - 2 * inset
    return f"M{x + inset} {y + inset}h{side}v{side}h-{side}z"


def _text(style: str, x: int, y: int, words: str) -> Piece:
    return Piece(TEXTS, style, f' x="{x}" y="{y}">{escape(words)}')


def _broken(words: str, letters: int) -> list[str]:
    """The words in lines of at most so many letters, broken where a term or a word ends."""
    breaks = TERMS if " + " in words else BREAKS
    lines, line = [], ""
    for part in breaks.split(words):
        if line and letters_of(line) + letters_of(part.rstrip()) > letters:
            lines.append(line.rstrip())
            line = "  "
        line += part
    return [*lines, line.rstrip()]
