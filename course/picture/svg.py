"""Draws a scene, or planes, as SVG for hostile hosts: looks in attributes, on a light card."""

from functools import lru_cache
from html import escape
from math import ceil

from ..language import in_each, is_open, tr, width
from ..number_format import number
from ..trace import index
from ..values import Place
from ..views.planes import Planes
from ..views.scene import Arrow, Bar, Row, Scene, Span, Tick
from .marks import CELL, FLAG, NOTE, Grid, Sheet, draw_marks, flag, least_width
from .palette import CARD, EDGE, HUES, INK, MUTED, PARAMETERS, UNFINISHED, Stroke
from .shapes import MARGIN, MONO, MONO_LETTER, arrow_head, line, rect, text, width_of

GAP, WIDEST, FORMULA = 8, 960, 15.0
SIDE, PITCH, APART, TITLE, INDEX = 34, 38, 30, 20, 16


def scene_pieces(scene: Scene, alt: str, live: str | None = None) -> list[str]:
    """The SVG element of a scene in pieces, of which pictures that are alike share most.

    The first piece opens the drawing and the last closes it. Between them each is one element or a
    few, except that a mark takes two: where it stands, and the rest of it.

    live: attributes for the element of a live figure. Its marks then carry what a browser needs to
    know of them: data-id (the same in every frame), data-terms (the products that the mark has a
    share in, "x1*w2"), data-name, data-edit (the input or tap that it shows), on its number's text
    data-fit (largest size, room) and, where output_padding gives it back, data-look on its cell.
    What shows a parameter has data-parameter, and a label with an open number data-label.
    """
    labels = [width_of(row.label, 14) for row in scene.rows]
    labels += [width_of(row.detail, 11) for row in scene.rows]
    columns = scene.end - scene.start
    dense = any(row.bars for row in scene.rows)
    pitch = min(CELL + 6.0, WIDEST / columns)
    if not dense:
        cell = least_width([mark for row in scene.rows for mark in row.marks], live is not None)
        # Few pitches, so that live figures have few sizes of cells.
        pitch = max(26.0, pitch // 4 * 4, ceil((cell + min(6, cell / 5)) / 4) * 4)
    left = MARGIN + max(labels) + 14
    for span in (span for row in scene.rows for span in row.spans if span.start < 0):
        # Its text ends with it, and reaches less far into columns that are dense.
        wide, inside = width_of(span.text, 12), (span.end - span.start) * pitch - 3
        left = max(left, MARGIN + wide - 20, MARGIN / 2 + wide - inside)
    # All stands from the grid on, so that only the card knows how wide the labels are.
    sheet = Sheet(alt, live, round(left))
    gap = pitch / 6 if dense else pitch // 6
    grid = Grid(0, pitch, scene.start, pitch - min(6, gap))
    sheet.right = grid.x(scene.end)
    y: float = MARGIN
    for row in scene.rows:
        y += _draw_row(row, grid, y, sheet)
    if scene.formula:
        _draw_formula(scene.formula, y + 12, sheet)
    return sheet.pieces(y + 26 if scene.formula else y)


def planes_pieces(layout: Planes, alt: str, live: str | None = None) -> list[str]:
    """The SVG element in pieces, of which pictures that are alike share most.

    live: as for ``scene_pieces``. The marks' terms count the elements of input and kernel in
    the order of reading, and their names say row and column.
    """
    sheet = Sheet(alt, live)
    drawn = [mark for plane in layout.planes for mark in plane.marks.values()]
    side = max(SIDE, ceil(least_width(drawn, live is not None)))
    pitch = side + PITCH - SIDE
    left, bottom = float(MARGIN), 0.0
    top = MARGIN + TITLE + INDEX
    for (title, (rows, columns), numbered, *_), marks, laid in layout.planes:
        grid = Grid(left + INDEX, pitch, columns.start, side)
        sheet.text(grid.left, MARGIN + 8, title, 14, text_anchor="start")
        for r in rows:
            y = top + (r - rows.start) * pitch
            draw_marks([marks[r, c] for c in columns], grid, y, side, sheet)
            if 0 <= r < numbered[0]:
                sheet.text(
                    grid.left - 4, y + side / 2, number(r), NOTE, fill=MUTED, text_anchor="end"
                )
        if laid:
            _draw_laid(laid, grid, top - rows.start * pitch, sheet)
            under = top + len(rows) * pitch + 10
            # Translators: stands under the input, on which the kernel is outlined once.
            told = tr("outlined: where the kernel lies for {output}", output=f"y{index((0, 0))}")
            looks = {"fill": MUTED, "text_anchor": "start", "data_home": "y0, 0"}
            sheet.text(grid.left, under, told, 12, **looks)
            sheet.reach(grid.left + width_of(told, 12))
            bottom = max(bottom, under + 6)
        for c in range(numbered[1]):
            sheet.text(grid.x(c) + pitch / 2, top - 9, number(c), NOTE, fill=MUTED)
        bottom = max(bottom, top + len(rows) * pitch)
        sheet.reach(max(grid.x(columns.stop), grid.left + width_of(title, 14) - 14))
        left = sheet.right + APART
    for formula in layout.formulas:
        _draw_formula(formula, bottom + 18, sheet)
        bottom += 28
    return sheet.pieces(bottom)


def _draw_laid(laid: tuple[Place, ...], grid: Grid, top: float, sheet: Sheet) -> None:
    """Append an outline round each cell that a tap of the kernel lies on for the first output.

    In a live figure it rides along: to where the kernel lies for the output that is pointed at.
    """
    inset, side = (grid.pitch - grid.cell) / 2 - 2, grid.cell + 4
    path = "".join(
        f"M{grid.x(c) + inset:g} {top + r * grid.pitch - 2:g}h{side:g}v{side:g}h-{side:g}z"
        for r, c in laid
    )
    sheet.body.append(f'<g data-rides="y0, 0">{line(path, PARAMETERS["output"])}</g>')


def _draw_row(row: Row, grid: Grid, y: float, sheet: Sheet) -> float:
    """Append the row at height y; return how high it is."""
    cell = (34 if row.bars else min(CELL, grid.cell + 8)) * row.height
    middle = y + cell / 2
    if row.label and not row.told:
        lift = 7 if row.detail else 0
        # With a number of the reader's own in it, a label may become too long for its room.
        fit = "14" if sheet.live is not None and "{" in row.label else ""
        sheet.text(-14, middle - lift, row.label, 14, text_anchor="end", data_label=fit)
    if row.detail:
        sheet.text(-14, middle + 9, row.detail, NOTE, fill=MUTED, text_anchor="end")
    high = cell + GAP + (14 if any(mark.note for mark in row.marks) else 0)
    for tick in row.ticks:
        _draw_tick(tick, grid, y, high, sheet)
    for mark in row.marks:
        if mark.before:
            x = grid.x(mark.column) - 12
            sheet.text(x, middle, mark.before, 14, text_anchor="end")
    draw_marks(row.marks, grid, y, cell, sheet)
    for bar in row.bars:
        _draw_bar(bar, grid, y, cell, sheet)
    if row.arrows:
        return _draw_arrows(row.arrows, grid, y + 8, sheet)
    if row.spans:
        return _draw_spans(row.spans, grid, y + 4, sheet)
    if row.told:
        return _draw_told(row, grid, y, sheet)
    if row.key:
        # From where the labels begin: in sight also where a picture is wider than its page.
        start = MARGIN - sheet.left
        sheet.body.append(flag(start + FLAG - 3, y + 7))
        sheet.text(start + FLAG + 8, y + 10, row.key, 13, text_anchor="start")
        sheet.reach(start + FLAG + 8 + width_of(row.key, 13))
        return 26
    return high


def _draw_tick(tick: Tick, grid: Grid, y: float, high: float, sheet: Sheet) -> None:
    """Append the line of a moment, in the colour of the input that comes then."""
    colour, x = HUES[tick.of % len(HUES)].line, grid.x(tick.column)
    if not tick.ends:
        sheet.moments[tick.of] = y
        return
    began = sheet.moments[tick.of]
    sheet.put(x, began, line(f"M0 0v{y - began:g}", Stroke(colour, 1.5, "2 3")))
    sheet.put(x, y, line(f"M0 0v{high:g}", Stroke(colour, 3, "")))


def _draw_told(row: Row, grid: Grid, y: float, sheet: Sheet) -> float:
    """Append the words under the columns; return how high they are."""
    middle = y + 10
    sheet.text(-14, middle, row.label, 14, text_anchor="end")
    for column, words, strong in row.told:
        looks, ground = {"fill": MUTED}, ""
        if strong:
            wide = width_of(words, 13) + 10
            ground = rect(-wide / 2, -9, wide, 18, f'rx="8" fill="{INK}"')
            looks = {"fill": CARD, "font_weight": "600"}
        x = grid.x(column) + grid.pitch / 2
        sheet.put(x, middle, ground + text(0, 0, words, 13, **looks))
    return 24


def _draw_bar(bar: Bar, grid: Grid, y: float, height: float, sheet: Sheet) -> None:
    x = grid.x(bar.start)
    width = max(grid.x(bar.end) - x, 3)
    fill, edge = CARD, EDGE if bar.look == "bare" else INK
    if bar.owner is not None:
        fill, edge = sheet.hatch(bar.owner), HUES[bar.owner % len(HUES)].line
    look = f'rx="4" fill="{fill}" stroke="{edge}" stroke-width="1.5"'
    told = ""
    if bar.text:
        inside = width_of(bar.text, 12) < width
        place, anchor = (x + width / 2, "") if inside else (x + width + 8, "start")
        told = text(place, y + height / 2, bar.text, 12, text_anchor=anchor)
    sheet.body.append(rect(x, y, width, height, look) + told)


def _draw_arrows(arrows: tuple[Arrow, ...], grid: Grid, y: float, sheet: Sheet) -> float:
    """Append arrows, and what they say below each or else beside the last; return the height."""
    colour = PARAMETERS["stride"].colour
    named = sheet.named("stride")
    half = grid.pitch / 2
    ends = [(grid.x(arrow.start) + half, grid.x(arrow.end) + half) for arrow in arrows]
    for a, b in ends:
        sheet.body.append(
            f'<path d="M{a:g} {y - 5:g}v10M{a:g} {y:g}H{b - 7:g}" stroke="{colour}" '
            f'stroke-width="2" fill="none"{named}/>{arrow_head(b, y, colour)}'
        )
    told, (a, b) = arrows[-1].text, ends[-1]
    wide = width_of(told, 12) + 8
    if wide < b - a:
        sheet.body += [text((a + b) / 2, y + 15, told, 12, fill=MUTED) for a, b in ends]
        sheet.reach(b - half + 90)
        return 36
    sheet.text(b + 8, y, told, 12, fill=MUTED, text_anchor="start")
    sheet.reach(max(b - half + 90, b + wide))
    return 24


def _draw_spans(spans: tuple[Span, ...], grid: Grid, y: float, sheet: Sheet) -> float:
    """Append brackets and their texts; return the height."""
    lines = 0
    for span in spans:
        stroke = PARAMETERS.get(span.parameter, UNFINISHED)
        a, b = grid.x(span.start) + 3, grid.x(span.end) - 3
        ticks = span.parameter == "output"
        path = f"M{a:g} {y - 4:g}v8H{b:g}v-8" if ticks else f"M{a:g} {y + 4:g}H{b:g}"
        sheet.body.append(line(path, stroke, sheet.named(span.parameter)))
        if not span.text:
            continue
        lines = max(lines, span.line + 1)
        height, wide = y + 18 + 17 * span.line, width_of(span.text, 12)
        inside = span.parameter == "output_padding" and b - wide > grid.x(0)
        if span.start < 0 or inside:
            sheet.text(b, height, span.text, 12, text_anchor="end")
        else:
            sheet.text(a, height, span.text, 12, text_anchor="start")
            sheet.reach(a + wide)
    return 20 + 17 * lines


def _draw_formula(pieces: tuple[tuple[str, str], ...], y: float, sheet: Sheet) -> None:
    """Append the size formula, each number underlined in its parameter's own line.

    The words before it end where it starts, however wide a language makes them.
    """
    (words, _), *numbers = pieces
    start = MARGIN - sheet.left + _wide(words)
    length = "" if is_open(words) else f' textLength="{_wide(words):.1f}"'
    spaced = f'dy=".35em"{length} xml:space="preserve"'
    drawn, x = "", 0.0
    for number_told, parameter in numbers:
        piece, wide = _formula_piece(number_told, parameter, x, sheet.named(parameter))
        drawn += piece
        x += wide
    opening = f'<g transform="translate({start:.5g} {y:g})" font-family="{MONO}" '
    sheet.body += [
        f'{opening}font-size="{FORMULA:g}" text-anchor="end">',
        f"<text {spaced}>{escape(words)}</text></g>",
        f'{opening}font-size="{FORMULA:g}" text-anchor="start">',
        f"{drawn}</g>",
    ]
    sheet.reach(start + x)


@lru_cache(maxsize=4096)
def _formula_piece(words: str, parameter: str, x: float, named: str) -> tuple[str, float]:
    """A piece of the formula, and how wide it is; frames have most of them in common.

    named: the attribute that says whose number it is, in a live figure.
    """
    wide = _wide(words)
    drawn = (
        f'<text x="{x:.1f}" dy=".35em" textLength="{wide:.1f}" '
        f'xml:space="preserve"{named}>{escape(words)}</text>'
    )
    if parameter in PARAMETERS:
        drawn += line(f"M{x - 1:.1f} 12h{wide + 2:.1f}", PARAMETERS[parameter], named)
    return drawn, wide


def _wide(words: str) -> float:
    """How wide words are in the formula; a Japanese letter is as wide as it is high."""
    said = in_each(words)
    full = [width(text) - len(text) for text in said]
    return max(
        FORMULA * (len(text) * MONO_LETTER + more * (1 - MONO_LETTER))
        for text, more in zip(said, full, strict=True)
    )
