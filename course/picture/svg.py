"""Draws a scene as SVG for hostile hosts: looks in attributes, on a light card."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from ..language import width
from ..views.scene import Arrow, Bar, Row, Scene, Span
from .marks import CELL, Grid, draw_marks, framed, prefix_of
from .palette import CARD, EDGE, HUES, INK, MUTED, PARAMETERS
from .shapes import MARGIN, MONO, MONO_LETTER, arrow_head, line, rect, text, width_of

GAP, WIDEST, FORMULA = 8, 960, 15.0


def scene_pieces(scene: Scene, alt: str, live: str | None = None) -> list[str]:
    """The SVG element of a scene in pieces, of which pictures that are alike share most.

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
    if scene.dense:
        pitch = min(CELL + 6.0, WIDEST / columns)
    else:
        pitch = CELL + 6.0 if columns <= 20 else max(26.0, WIDEST // columns)
    left = MARGIN + max(labels) + 14
    for span in (span for row in scene.rows for span in row.spans if span.start < 0):
        # Its text ends with it, and reaches less far into columns that are dense.
        wide, inside = width_of(span.text, 12), (span.end - span.start) * pitch - 3
        left = max(left, MARGIN + wide - 20, MARGIN / 2 + wide - inside)
    cell, prefix = pitch - min(6, pitch / 6), prefix_of(alt, live)
    grid = Grid(round(left), pitch, scene.start, cell, prefix, live is not None)
    body: list[str] = []
    y: float = MARGIN
    right = grid.x(scene.end)
    for row in scene.rows:
        height, reach = _draw_row(row, grid, y, body)
        y += height
        right = max(right, reach)
    right = max(right, draw_formula(scene.formula, y + 12, body))
    y += 26 if scene.formula else 0
    owners = {mark.owner for row in scene.rows for mark in row.marks}
    owners |= {bar.owner for row in scene.rows for bar in row.bars}
    return framed(body, right, y, alt, owners, live)


def _draw_row(row: Row, grid: Grid, y: float, body: list[str]) -> tuple[float, float]:
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
    draw_marks(row.marks, grid, y, cell, body)
    body += (_draw_bar(bar, grid, y, cell) for bar in row.bars)
    height = cell + GAP if row.marks or row.bars else 0.0
    if any(mark.note for mark in row.marks):
        height += 14
    if not (row.marks or row.bars or row.arrows or row.spans):
        height = cell + GAP
    reach = 0.0
    if row.arrows:
        first = row.arrows[0]
        below = width_of(first.text, 12) + 8 < (first.end - first.start) * grid.pitch
        body += _draw_arrows(row.arrows, grid, y + 8, below)
        height += 36 if below else 24
        beside = grid.pitch / 2 + 8 + width_of(row.arrows[-1].text, 12)
        reach = grid.x(row.arrows[-1].end) + max(90.0, 0.0 if below else beside)
    if row.spans:
        lines, reach = _draw_spans(row.spans, grid, y + 4, body)
        height += 20 + 17 * lines
    return height, reach


def _draw_bar(bar: Bar, grid: Grid, y: float, height: float) -> str:
    x = grid.x(bar.start)
    width = max(grid.x(bar.end) - x, 3)
    fill, edge = CARD, EDGE if bar.look == "bare" else INK
    if bar.owner is not None:
        fill, edge = f"url(#{grid.prefix}h{bar.owner})", HUES[bar.owner % len(HUES)].line
    look = f'rx="4" fill="{fill}" stroke="{edge}" stroke-width="1.5"'
    box = rect(x, y, width, height, look)
    if not bar.text:
        return box
    if width_of(bar.text, 12) < width:
        return box + text(x + width / 2, y + height / 2, bar.text, 12)
    return box + text(x + width + 8, y + height / 2, bar.text, 12, anchor="start")


def _draw_arrows(arrows: tuple[Arrow, ...], grid: Grid, y: float, below: bool) -> Iterable[str]:
    colour = PARAMETERS["stride"].colour
    half = grid.pitch / 2
    for arrow in arrows:
        a, b = grid.x(arrow.start) + half, grid.x(arrow.end) + half
        yield (
            f'<path d="M{a:g} {y - 5:g}v10M{a:g} {y:g}H{b - 7:g}" stroke="{colour}" '
            f'stroke-width="2" fill="none"/>{arrow_head(b, y, colour)}'
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
    x = float(MARGIN)
    drawn = f'<g font-family="{MONO}" font-size="{FORMULA:g}" text-anchor="start">'
    for words, parameter in pieces:
        piece, wide = _formula_piece(words, parameter, x, y)
        drawn += piece
        x += wide
    body.append(f"{drawn}</g>")
    return x


@lru_cache(maxsize=4096)
def _formula_piece(words: str, parameter: str, x: float, y: float) -> tuple[str, float]:
    """A piece of the formula, and how wide it is; frames have most of them in common."""
    # A Japanese letter is as wide as it is high.
    full = width(words) - len(words)
    wide = len(words) * FORMULA * MONO_LETTER + full * FORMULA * (1 - MONO_LETTER)
    drawn = (
        f'<text x="{x:.1f}" y="{y:g}" dy=".35em" textLength="{wide:.1f}" '
        f'xml:space="preserve">{escape(words)}</text>'
    )
    if parameter in PARAMETERS:
        drawn += line(f"M{x - 1:.1f} {y + 12:g}h{wide + 2:.1f}", PARAMETERS[parameter])
    return drawn, wide
