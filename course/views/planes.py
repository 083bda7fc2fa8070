"""The view in two dimensions: input, kernel and output, with everything added up."""

from itertools import product
from typing import NamedTuple

from ..language import listed, tr
from ..trace import Trace, index
from ..values import Place, places, shape
from .film import name, setting, size_told
from .scene import Mark, formula_of, input_mark, sum_mark, tap_mark


class Plane(NamedTuple):
    """Marks by row and column, under a title; ``numbered`` have an index at the sides."""

    title: str
    marks: dict[Place, Mark]
    rows: range
    columns: range
    numbered: tuple[range, range]


class Planes(NamedTuple):
    planes: tuple[Plane, ...]
    formulas: tuple[tuple[tuple[str, str], ...], ...]
    heading: str
    words: str


def planes(trace: Trace) -> Planes:
    given = {at: input_mark(trace, at, at[1]) for at in places(trace.x)}
    kernel = {at: tap_mark(trace, at, at[1]) for at in places(trace.w)}
    return _laid_out(
        trace,
        _plane(tr("input"), given, trace.input_size),
        _plane(tr("kernel"), kernel, shape(trace.w)),
        _canvas(trace, tr("output")),
    )


def slices(trace: Trace) -> Planes:
    """The output in three dimensions, slice by slice; there is no drawing of it."""
    shown = range(trace.size[0])
    return _laid_out(trace, *(_canvas(trace, f"y{index((n,))}", (n,)) for n in shown))


def _laid_out(trace: Trace, *planes: Plane) -> Planes:
    formulas = dict.fromkeys(map(formula_of, trace.axes, trace.input_size))
    heading = listed([name(trace), setting(trace)])
    return Planes(planes, tuple(formulas), heading, size_told(trace))


def _plane(title: str, marks: dict[Place, Mark], size: Place) -> Plane:
    rows, columns = map(range, size)
    return Plane(title, marks, rows, columns, (rows, columns))


def _canvas(trace: Trace, title: str, before: Place = ()) -> Plane:
    """The sums along the last two axes, with those that padding cuts away."""
    (rows, columns), (high, wide) = trace.spans[-2:], trace.size[-2:]
    marks: dict[Place, Mark] = {
        (r, c): sum_mark(trace, at, c, "y" if trace.keeps(at) else "s")
        for r, c in product(rows, columns)
        for at in [(*before, r, c)]
    }
    return Plane(title, marks, rows, columns, (range(high), range(wide)))
