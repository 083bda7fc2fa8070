"""Draws a layer in two dimensions: input, kernel and output, with its cut."""

from ..numbers import number
from ..views.planes import Planes
from .marks import Grid, Sheet, draw_marks
from .palette import MUTED
from .shapes import MARGIN, text, width_of
from .svg import draw_formula
from .text import in_brackets, type_panels

SIDE, PITCH, APART, TITLE, INDEX = 34, 38, 30, 20, 16


def planes_pieces(layout: Planes, alt: str, live: str | None = None) -> list[str]:
    """The SVG element in pieces, of which pictures that are alike share most.

    live: as for ``svg.scene_pieces``. The marks' terms count the elements of input and kernel in
    the order of reading, and their names say row and column.
    """
    sheet = Sheet(alt, live)
    left, bottom = float(MARGIN), 0.0
    top = MARGIN + TITLE + INDEX
    for (title, (rows, columns), numbered, *_), marks in layout.planes:
        grid = Grid(left + INDEX, PITCH, columns.start, SIDE)
        sheet.body.append(text(grid.left, MARGIN + 8, title, 14, anchor="start"))
        for r in rows:
            y = top + (r - rows.start) * PITCH
            draw_marks((marks[r, c] for c in columns), grid, y, SIDE, sheet)
            if 0 <= r < numbered[0]:
                sheet.body.append(text(grid.left - 4, y + SIDE / 2, number(r), 11, MUTED, "end"))
        for c in range(numbered[1]):
            sheet.body.append(text(grid.x(c) + PITCH / 2, top - 9, number(c), 11, MUTED))
        bottom = max(bottom, top + len(rows) * PITCH)
        sheet.right = max(grid.x(columns.stop), grid.left + width_of(title, 14) - 14)
        left = sheet.right + APART
    for formula in layout.formulas:
        draw_formula(formula, bottom + 18, sheet)
        bottom += 28
    return sheet.pieces(bottom)


def type_planes(layout: Planes) -> str:
    """The planes in characters, as those of a film are."""
    panels = (
        (panel, {at: in_brackets(number(mark.value), mark.look) for at, mark in marks.items()})
        for panel, marks in layout.planes
    )
    return type_panels(layout.heading, panels, layout.words)
