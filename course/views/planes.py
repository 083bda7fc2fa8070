"""The views in two dimensions: input, kernel and output, with everything added up."""

from functools import lru_cache
from itertools import groupby, product
from operator import contains, sub
from typing import NamedTuple

from ..language import listed, tr
from ..trace import Trace, index
from ..values import Place, shape
from .film import Panel, name, panel, setting, size_told, slid_over, stretched
from .scene import Look, Mark, Shown, formula_of, input_mark, sum_mark, tap_mark


class Plane(NamedTuple):
    """``laid`` are the cells on which the kernel is laid, to make the first output."""

    panel: Panel
    marks: dict[Place, Mark]
    laid: tuple[Place, ...] = ()


class Planes(NamedTuple):
    planes: tuple[Plane, ...]
    formulas: tuple[tuple[tuple[str, str], ...], ...]
    heading: str
    size: str
    words: str = ""

    def only(self, shown: Shown) -> "Planes":
        """The planes with what is shown of them."""
        return self if shown.formula else self._replace(formulas=(), size="")


def planes(trace: Trace) -> Planes:
    given = {at: input_mark(trace, at, at[1]) for at in trace.inputs}
    kernel = {at: tap_mark(trace, at, at[1]) for at in trace.taps}
    return _laid_out(
        trace,
        Plane(panel(tr("input"), trace.input_size), given),
        Plane(panel(tr("kernel"), shape(trace.w)), kernel),
        _canvas(trace, tr("output")),
    )


def zero_insert(trace: Trace) -> Planes:
    """What the kernel, turned round, slides over: the input with zeros put in and around it."""
    read, stands = slid_over(trace)
    spans = tuple(
        range(min(span.start, *places), max(span.stop - 1, *places) + 1)
        for span, *places in zip(read, *stands, strict=True)
    )
    marks = {}
    for at in product(*spans):
        inside = all(map(contains, read, at))
        if at in stands:
            mark = input_mark(trace, stands[at], at[1])
            marks[at] = mark if inside else mark._replace(look="cut")
        else:
            marks[at] = _zero(at, "pale" if inside else "cut")
    size = shape(trace.w)
    ends = tuple(n - 1 for n in size)
    turned = {tuple(map(sub, ends, k)): tap_mark(trace, k, ends[1] - k[1]) for k in trace.taps}
    kernel = Panel(tr("kernel, turned round"), tuple(map(range, size)))
    first = tuple(
        tuple(n * layer.dilation for n, layer in zip(k, trace.axes, strict=True))
        for k in trace.taps
    )
    outputs = {at: output_mark(trace, at) for at in product(*map(range, trace.size))}
    return _laid_out(
        trace,
        Plane(Panel(tr("input with zeros put in and around"), spans), marks, first),
        Plane(kernel, turned),
        Plane(panel(tr("output"), trace.size), outputs),
    )._replace(words=stretched(trace))


@lru_cache(maxsize=4096)
def _zero(at: Place, look: Look) -> Mark:
    return Mark("z", (at,), at[1], 0, look=look)


def slices(trace: Trace) -> Planes:
    """The output in three dimensions, slice by slice."""
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
