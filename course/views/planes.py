"""The view in two dimensions: input, kernel and output, with everything added up."""

from itertools import groupby, product
from typing import NamedTuple

from ..language import listed, tr
from ..trace import Trace, index
from ..values import Place, shape
from .film import Panel, name, panel, setting, size_told
from .scene import Mark, formula_of, input_mark, sum_mark, tap_mark


class Plane(NamedTuple):
    panel: Panel
    marks: dict[Place, Mark]


class Planes(NamedTuple):
    planes: tuple[Plane, ...]
    formulas: tuple[tuple[tuple[str, str], ...], ...]
    heading: str
    words: str


def planes(trace: Trace) -> Planes:
    given = {at: input_mark(trace, at, at[1]) for at in trace.inputs}
    kernel = {at: tap_mark(trace, at, at[1]) for at in trace.taps}
    return _laid_out(
        trace,
        Plane(panel(tr("input"), trace.input_size), given),
        Plane(panel(tr("kernel"), shape(trace.w)), kernel),
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


def _canvas(trace: Trace, title: str, before: Place = ()) -> Plane:
    """The sums along the last two axes, with those that padding cuts away."""
    spans = trace.spans[-2:]
    marks = {
        at[-2:]: output_mark(trace, at) if trace.keeps(at) else sum_mark(trace, at, at[-1], "s")
        for at in product(*([n] for n in before), *spans)
    }
    return Plane(Panel(title, spans, trace.size[-2:]), marks)


def output_mark(trace: Trace, at: Place) -> Mark:
    """The output at a place, with the input elements whose stamps meet on it."""
    mark = sum_mark(trace, at, at[-1], "y")
    columns = trace.input_size[-1]
    rows = groupby((i for i, _ in sorted(mark.terms)), lambda i: i // columns)
    return mark._replace(shared=tuple(tuple(row) for _, row in rows))
