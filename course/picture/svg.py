"""SVG knows how a scene is drawn for hostile hosts: looks in attributes, on a light card."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import NamedTuple
from zlib import crc32

from ..language import tr, width
from ..numbers import Number, Symbol, number, rounded
from ..views.scene import Arrow, Bar, Look, Mark, Row, Scene, Span
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
from .shapes import MARGIN, MONO, MONO_LETTER, card_ends, line, text, width_of

GAP, CELL = 8, 42
# The browser puts the figure's own prefix in its place, so that ids stay unique in a page.
LIVE_PREFIX = "LIVE-"
# What stands for the sum of a mark's own terms, which the browser adds up.
SUM = "{=}"
WIDEST = 960


class Grid(NamedTuple):
    """Where columns stand, in pixels."""

    left: float
    pitch: float
    start: float
    cell: float

    def x(self, column: float) -> float:
        return self.left + (column - self.start) * self.pitch


def draw_scene(scene: Scene, alt: str, live: str | None = None) -> str:
    """The scene as one SVG element, with ``alt`` as its accessible name; live: see below."""
    return "".join(scene_pieces(scene, alt, live))


def scene_pieces(scene: Scene, alt: str, live: str | None = None) -> list[str]:
    """The SVG element of ``draw_scene`` in pieces, of which pictures that are alike share most.

    The first piece opens the drawing and the last closes it. Between them each is one element or a
    few, except that a mark takes two: where it stands, and the rest of it.

    live: attributes for the element of a live figure. Its marks then carry what a browser needs to
    know of them: data-id (the same in every frame), data-terms (the products that the mark has a
    share in, "x1*w2"), data-name, data-edit (the input or tap that it shows) and, on its number's
    text, data-fit (largest size, room).
    """
    labels = [width_of(row.label, 14) for row in scene.rows]
    labels += [width_of(row.detail, 11) for row in scene.rows]
    columns = scene.end - scene.start
    pitch = min(CELL + 6.0, WIDEST / columns) if scene.dense else _pitch(columns)
    left = MARGIN + max(labels) + 14
    for span in (span for row in scene.rows for span in row.spans if span.start < 0):
        # Its text ends with it, and reaches less far into columns that are dense.
        wide, inside = width_of(span.text, 12), (span.end - span.start) * pitch - 3
        left = max(left, MARGIN + wide - 20, MARGIN / 2 + wide - inside)
    grid = Grid(round(left), pitch, scene.start, pitch - min(6, pitch / 6))

    prefix = f"f{crc32(alt.encode()):08x}" if live is None else LIVE_PREFIX
    body: list[str] = []
    y: float = MARGIN
    right = grid.x(scene.end)
    for row in scene.rows:
        height, reach = _draw_row(row, grid, y, prefix, body, live is not None)
        y += height
        right = max(right, reach)
    right = max(right, draw_formula(scene.formula, y + 12, body))
    y += 26 if scene.formula else 0
    width, height = round(right + MARGIN), round(y + MARGIN)
    owners = {mark.owner for row in scene.rows for mark in row.marks}
    owners |= {bar.owner for row in scene.rows for bar in row.bars}
    defs = hatches(prefix, sorted(owner for owner in owners if owner is not None))
    opening, closing = card_ends(width, height, alt, defs, f" {live}" if live else "")
    return [opening, *body, closing]


def short(value: Number) -> str:
    """A number that fits into a cell: as ``number`` writes it, or with two digits."""
    if isinstance(value, Symbol):
        return f"{{{value.expression}!}}"
    whole = number(value)
    if len(whole) <= 6:
        return whole
    return rounded(value, 2)


def _pitch(columns: float) -> float:
    return CELL + 6.0 if columns <= 20 else max(26.0, WIDEST // columns)


def _draw_row(
    row: Row, grid: Grid, y: float, prefix: str, body: list[str], live: bool
) -> tuple[float, float]:
    """Append the row at height y; return how high it is and how far right it reaches."""
    cell = (34 if row.bars else min(CELL, grid.cell + 8)) * row.height
    middle = y + cell / 2
    if row.label:
        lift = 7 if row.detail else 0
        body.append(text(grid.left - 14, middle - lift, row.label, 14, anchor="end"))
    if row.detail:
        body.append(text(grid.left - 14, middle + 9, row.detail, 11, MUTED, anchor="end"))
    body += (
        text(grid.x(word.column) - 12, middle, word.text, 14, anchor="end") for word in row.words
    )
    draw_marks(row.marks, grid, y, cell, prefix, body, live)
    body += (_draw_bar(bar, grid, y, cell, prefix) for bar in row.bars)
    height = cell + GAP if row.marks or row.bars else 0.0
    if any(mark.note for mark in row.marks):
        height += 14
    if not (row.marks or row.bars or row.arrows or row.spans):
        height = cell + GAP
    reach = 0.0
    if row.arrows:
        below = _fits_below(row.arrows[0], grid)
        body += _draw_arrows(row.arrows, grid, y + 8, below)
        height += 36 if below else 24
        beside = grid.pitch / 2 + 8 + width_of(row.arrows[-1].text, 12)
        reach = grid.x(row.arrows[-1].end) + max(90.0, 0.0 if below else beside)
    if row.spans:
        lines, reach = _draw_spans(row.spans, grid, y + 4, body)
        height += 20 + 17 * lines
    return height, reach


def draw_marks(
    marks: tuple[Mark, ...],
    grid: Grid,
    y: float,
    height: float,
    prefix: str,
    body: list[str],
    live: bool,
) -> None:
    """Append for each mark where it stands and then the rest of it, which many marks share."""
    gap = (grid.pitch - grid.cell) / 2
    # Translators: the name of a sum that is cut away, before its place: sum[7].
    sum_ = tr("sum") if live else ""
    for mark in marks:
        name, column, value, owner, look, note, terms = mark
        digits = SUM if live and name[0] in "sy" else short(value)
        shown = value.expression if isinstance(value, Symbol) else ""
        total = sum_ if look == "cut" else "y"
        told = _attributes(name, terms, total, shown) if live else ""
        strong = name[0] == "y"
        body.append(f'<g transform="translate({grid.x(column) + gap:g} {y:g})"{told}>')
        body.append(_cell(grid.cell, height, prefix, owner, look, strong, digits, note, live))


@lru_cache(maxsize=4096)
def _cell(
    width: float,
    height: float,
    prefix: str,
    owner: int | None,
    look: Look,
    strong: bool,
    digits: str,
    note: str,
    live: bool,
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
def _attributes(mark: str, terms: tuple[tuple[int, int], ...], total: str, shown: str) -> str:
    kind, place = mark[0], mark[1:].replace("-", "−")
    told = " ".join(f"x{i}*w{k}" for i, k in terms)
    name = {"y": "y", "s": total}.get(kind)
    named = f' data-name="{name}[{place}]"' if name else ""
    # A mark that shows an input or a tap itself can be edited in its place.
    if shown.isalnum():
        # The mark of x[1, 0] says so itself; one of an inserted row has another id.
        index = place if kind == shown[0] else shown[1:]
        named = f' data-name="{shown[0]}[{index}]"' if kind != "p" else ""
        named += f' data-edit="{shown}"'
    return f' data-id="{mark}" data-terms="{told}"{named}'


def _draw_bar(bar: Bar, grid: Grid, y: float, height: float, prefix: str) -> str:
    x = grid.x(bar.start)
    width = max(grid.x(bar.end) - x, 3)
    fill, edge = CARD, EDGE if bar.look == "bare" else INK
    if bar.owner is not None:
        fill, edge = f"url(#{prefix}h{bar.owner})", HUES[bar.owner % len(HUES)].line
    box = (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4" '
        f'fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'
    )
    if not bar.text:
        return box
    if width_of(bar.text, 12) < width:
        return box + text(x + width / 2, y + height / 2, bar.text, 12)
    return box + text(x + width + 8, y + height / 2, bar.text, 12, anchor="start")


def _fits_below(arrow: Arrow, grid: Grid) -> bool:
    return width_of(arrow.text, 12) + 8 < (arrow.end - arrow.start) * grid.pitch


def _draw_arrows(arrows: tuple[Arrow, ...], grid: Grid, y: float, below: bool) -> Iterable[str]:
    colour = PARAMETERS["stride"].colour
    half = grid.pitch / 2
    for arrow in arrows:
        a, b = grid.x(arrow.start) + half, grid.x(arrow.end) + half
        yield (
            f'<path d="M{a:g} {y - 5:g}v10M{a:g} {y:g}H{b - 7:g}" stroke="{colour}" '
            f'stroke-width="2" fill="none"/>'
            f'<path d="M{b - 9:g} {y - 5:g}l9 5l-9 5z" fill="{colour}"/>'
        )
    last = arrows[-1]
    if below:
        for arrow in arrows:
            middle = (grid.x(arrow.start) + grid.x(arrow.end)) / 2 + half
            yield text(middle, y + 15, arrow.text, 12, MUTED)
    else:
        yield text(grid.x(last.end) + half + 8, y, last.text, 12, MUTED, anchor="start")


def _draw_spans(
    spans: tuple[Span, ...], grid: Grid, y: float, body: list[str]
) -> tuple[int, float]:
    """Append brackets and their texts; return the number of text lines and the right reach."""
    reach = 0.0
    for span in spans:
        stroke = PARAMETERS[span.parameter]
        a, b = grid.x(span.start) + 3, grid.x(span.end) - 3
        ticks = span.parameter == "output"
        path = f"M{a:g} {y - 4:g}v8H{b:g}v-8" if ticks else f"M{a:g} {y + 4:g}H{b:g}"
        body.append(line(path, stroke))
        if not span.text:
            continue
        height, wide = y + 18 + 17 * span.line, width_of(span.text, 12)
        inside = span.parameter == "output_padding" and b - wide > grid.x(0)
        if span.start < 0 or inside:
            body.append(text(b, height, span.text, 12, anchor="end"))
        else:
            body.append(text(a, height, span.text, 12, anchor="start"))
            reach = max(reach, a + wide)
    texts = [span.line for span in spans if span.text]
    return max(texts) + 1 if texts else 0, reach


def draw_formula(pieces: tuple[tuple[str, str], ...], y: float, body: list[str]) -> float:
    """Append the size formula, each number underlined in its parameter's own line."""
    x, size = float(MARGIN), 15.0
    drawn = f'<g font-family="{MONO}" font-size="{size:g}" text-anchor="start">'
    for words, parameter in pieces:
        # A Japanese letter is as wide as it is high.
        full = width(words) - len(words)
        wide = len(words) * size * MONO_LETTER + full * size * (1 - MONO_LETTER)
        drawn += (
            f'<text x="{x:.1f}" y="{y:g}" dy=".35em" textLength="{wide:.1f}" '
            f'xml:space="preserve">{escape(words)}</text>'
        )
        if parameter in PARAMETERS:
            drawn += line(f"M{x - 1:.1f} {y + 12:g}h{wide + 2:.1f}", PARAMETERS[parameter])
        x += wide
    body.append(f"{drawn}</g>")
    return x


def hatches(prefix: str, owners: Iterable[int]) -> str:
    """The patterns that the marks of these inputs are filled with."""
    return "".join(_hatch(prefix, owner) for owner in owners)


def _hatch(prefix: str, owner: int) -> str:
    hue = HUES[owner % len(HUES)]
    return (
        f'<pattern id="{prefix}h{owner}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{hue.fill}"/>'
        f'<path d="{HATCHES[owner % len(HATCHES)]}" stroke="{hue.hatch}" stroke-width="1.2"/>'
        "</pattern>"
    )
