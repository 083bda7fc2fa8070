"""Planes knows how a layer in two dimensions is drawn: input, kernel and output, with its cut."""

from typing import NamedTuple
from zlib import crc32

from ..language import N_, listed, sentences, tr
from ..numbers import number
from ..trace2d import Place, Rows, Trace2d, places, shape
from ..views.films import stamps
from ..views.scene import Mark, formula_of
from . import Picture
from .animation import type_film
from .palette import MUTED
from .shapes import MARGIN, card_ends, text, width_of
from .svg import LIVE_PREFIX, Grid, draw_formula, draw_marks, hatches
from .words import the_layer

SIDE, PITCH, APART, TITLE, INDEX = 34, 38, 30, 20, 16


class Plane(NamedTuple):
    """Marks by their places, under a title; ``numbered`` is the part with indices at its sides."""

    title: str
    marks: dict[Place, Mark]
    numbered: tuple[range, range]


def still(trace: Trace2d) -> Picture:
    """The picture of a layer in two dimensions, with everything added up."""
    alt = sentences([the_way(trace), the_result(trace)])
    return Picture("".join(pieces(trace, alt)), type_film(stamps(trace)), alt)


def the_way(trace: Trace2d) -> str:
    layer = trace.layers[0]
    return sentences(
        [
            tr(
                "Transposed convolution in two dimensions: each input stamps the kernel, scaled, "
                "on the output; overlapping stamps add up."
            ),
            the_layer(layer, _rows(trace.x), _rows(trace.w)),
        ]
    )


def the_result(trace: Trace2d) -> str:
    sizes = dict.fromkeys(
        layer.size_formula(size) for layer, size in zip(trace.layers, shape(trace.x), strict=True)
    )
    # Translators: {size} is a formula that ends in its result, or two of them.
    return tr(
        "Output {output}. Size {size}.",
        output=_rows(trace.y),
        size=listed(sizes, N_("{one} and {other}")),
    )


def _rows(values: Rows) -> str:
    lines = (f"[{', '.join(map(number, line))}]" for line in values)
    return f"[{', '.join(lines)}]"


def pieces(trace: Trace2d, alt: str, live: str | None = None) -> list[str]:
    """The SVG element in pieces, of which pictures that are alike share most.

    live: as for ``svg.scene_pieces``. The marks' terms count the elements of input and kernel in
    the order of reading, and their names say row and column.
    """
    prefix = f"f{crc32(alt.encode()):08x}" if live is None else LIVE_PREFIX
    body: list[str] = []
    left, bottom = float(MARGIN), 0.0
    top = MARGIN + TITLE + INDEX
    for plane in _planes(trace):
        rows = range(min(r for r, _ in plane.marks), max(r for r, _ in plane.marks) + 1)
        columns = range(min(c for _, c in plane.marks), max(c for _, c in plane.marks) + 1)
        grid = Grid(left + INDEX, PITCH, columns.start, SIDE)
        body.append(text(grid.left, MARGIN + 8, plane.title, 14, anchor="start"))
        for r in rows:
            y = top + (r - rows.start) * PITCH
            marks = tuple(plane.marks[r, c] for c in columns)
            draw_marks(marks, grid, y, SIDE, prefix, body, live is not None)
            if r in plane.numbered[0]:
                body.append(text(grid.left - 4, y + SIDE / 2, number(r), 11, MUTED, "end"))
        body += (
            text(grid.x(c) + PITCH / 2, top - 9, number(c), 11, MUTED) for c in plane.numbered[1]
        )
        bottom = max(bottom, top + len(rows) * PITCH)
        left = max(grid.x(columns.stop) + APART, grid.left + width_of(plane.title, 14) + MARGIN)
    formulas = dict.fromkeys(
        formula_of(layer, size) for layer, size in zip(trace.layers, shape(trace.x), strict=True)
    )
    right = left - APART
    for formula in formulas:
        right = max(right, draw_formula(formula, bottom + 18, body))
        bottom += 28
    owners = range(len(places(trace.x)))
    start, end = card_ends(
        round(right + MARGIN), round(bottom + MARGIN), alt, hatches(prefix, owners), live or ""
    )
    return [start, *body, end]


def _planes(trace: Trace2d) -> tuple[Plane, Plane, Plane]:
    high, wide = trace.spans
    inside = tuple(map(range, trace.size))
    order = {place: n for n, place in enumerate(places(trace.x))}
    taps = {place: n for n, place in enumerate(places(trace.w))}
    canvas = {}
    for at in ((r, c) for r in high for c in wide):
        state = trace.state(at)
        terms = tuple((order[t.i], taps[t.k]) for t in trace.at(at))
        name = f"{'s' if state == 'cut' else 'y'}{at[0]}, {at[1]}"
        canvas[at] = Mark(name, at[1], trace.sum_at(at), look=state, terms=terms)
    given = {
        at: Mark(
            f"x{at[0]}, {at[1]}",
            at[1],
            trace.x[at[0]][at[1]],
            n,
            terms=tuple((n, k) for k in taps.values()),
        )
        for at, n in order.items()
    }
    kernel = {
        at: Mark(
            f"w{at[0]}, {at[1]}",
            at[1],
            trace.w[at[0]][at[1]],
            look="bare",
            terms=tuple((i, k) for i in order.values()),
        )
        for at, k in taps.items()
    }
    return (
        Plane(tr("input"), given, (range(len(trace.x)), range(len(trace.x[0])))),
        Plane(tr("kernel"), kernel, (range(len(trace.w)), range(len(trace.w[0])))),
        Plane(tr("output"), canvas, (inside[0], inside[1])),
    )
