"""Tells a trace to somebody who can't see the picture."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

from ..axes import parameters_of
from ..language import N_, listed, sentences, tr
from ..layer import Layer
from ..number_format import Symbol, number
from ..phases import taps_of_phases
from ..trace import Product, Trace, index
from ..trimmed import trim_of
from ..values import places
from ..views import MANY_CELLS
from ..views.film import by
from ..views.scene import gains
from ..views.time import early, unfinished

READING = {
    ("scatter", 1): N_(
        "Transposed convolution, scatter view: each input stamps the kernel, scaled, on the "
        "output; overlapping stamps add up."
    ),
    ("gather", 1): N_(
        "Transposed convolution, gather view: each output adds up the products that land on it."
    ),
    ("zero_insert", 1): N_(
        "Transposed convolution, zero_insert view: zeros are inserted between the inputs, then "
        "each element is stamped, stride 1."
    ),
    ("matrix", 1): N_(
        "Transposed convolution, matrix view: each column of the matrix is one input's stamp, "
        "each row makes one output."
    ),
    ("phases", 1): N_(
        "Transposed convolution, phases view: every stride-th output is one phase, made by taps "
        "of its own; their sum is what an input of ones gives there."
    ),
    ("time", 1): N_(
        "Transposed convolution, time view: each input stands where it arrives, its stamp below "
        "it; what lands before its input arrives needs the future."
    ),
    ("scatter", 2): N_(
        "Transposed convolution in two dimensions: each input stamps the kernel, scaled, on the "
        "output; overlapping stamps add up."
    ),
    ("zero_insert", 2): N_(
        "Transposed convolution in two dimensions, zero_insert view: zeros are put between the "
        "inputs and around them, and the kernel, turned round, slides over them, stride 1."
    ),
    ("scatter", 3): N_(
        "Transposed convolution in three dimensions: each input stamps the kernel, scaled, on the "
        "output; overlapping stamps add up."
    ),
}


# By whether padding cuts numbers on the left, and on the right.
CUT = {
    (False, False): "",
    # Translators: lists of numbers.
    (True, False): N_("Padding cuts {left} on the left."),
    (False, True): N_("Padding cuts {right} on the right."),
    (True, True): N_("Padding cuts {left} on the left and {right} on the right."),
}

# The same where a slice of the output cuts as well.
SLICED = {
    (False, False): "",
    # Translators: lists of numbers that the output does not hold any more.
    (True, False): N_("Cut on the left: {left}."),
    (False, True): N_("Cut on the right: {right}."),
    (True, True): N_("Cut on the left: {left}, on the right: {right}."),
}

# By whether output_padding gives numbers back, and whether it adds cells where nothing lands.
GAINED = {
    (False, False): "",
    # Translators: a list of numbers that padding had cut.
    (True, False): N_("output_padding gives back {numbers}."),
    # Translators: a number of cells of the output.
    (False, True): N_("output_padding adds {count} where nothing lands."),
    # Translators: a list of numbers that padding had cut, and a number of further cells.
    (True, True): N_("output_padding gives back {numbers} and adds {count} where nothing lands."),
}


def the_result(trace: Trace, *, formula: bool = True) -> str:
    """What the parameters cut of the sums and give back, the output, and its size."""
    sizes = dict.fromkeys(map(Layer.size_formula, trace.axes, trace.input_size))
    if not formula:
        sizes = {by(trace.size): None}
    # Translators: {size} is a size, as in 7 or 7×7, or a formula that ends in it.
    result = tr(
        "Output {output}. Size {size}.",
        output=_list(trace.y),
        size=listed(sizes, N_("{one} and {other}")),
    )
    if len(trace.axes) > 1:
        return sentences([_counted(trace), result])
    (cut,) = trace.cut
    left, right = ([trace.sums.get((place,), 0) for place in cells] for cells in cut)
    back, empty = gains(trace)
    cuts = CUT if trim_of(trace.axes[0]) == (0, 0) else SLICED
    lost = tr(cuts[bool(left), bool(right)], left=_list(left), right=_list(right))
    numbers = _list([trace.y[place] for place in back])
    gained = tr(GAINED[bool(back), bool(empty)], numbers=numbers, count=len(empty))
    return sentences([lost, gained, result])


def _counted(trace: Trace) -> str:
    """How many cells of planes padding cuts, and how many of those output_padding gives back."""
    back = sum(trace.state(place) == "back" for place in places(trace.y))
    every = prod(map(len, trace.spans))
    told = {"count": every - prod(trace.size) + back, "all": every}
    if back:
        # Translators: numbers of cells.
        words = N_("Padding cuts {count} of {all} cells, and output_padding gives back {back}.")
        return tr(words, **told, back=back)
    # Translators: numbers of cells.
    return tr("Padding cuts {count} of {all} cells.", **told) if told["count"] else ""


def the_way(trace: Trace, view: str) -> str:
    """How a view is read, and ``the_layer``."""
    return sentences([reading(trace, view), the_layer(trace, view)])


def reading(trace: Trace, view: str) -> str:
    return tr(READING[view, len(trace.axes)])


def the_layer(trace: Trace, view: str) -> str:
    """The numbers of a trace, and what a view shows on the way to the result."""
    layer_told = tr(
        "Input {input}, kernel {kernel}, stride {stride}, padding {padding}, "
        "output_padding {output_padding}, dilation {dilation}.",
        input=_list(trace.x),
        kernel=_list(trace.w),
        **parameters_of(trace.axes),
    )
    if sum(trim := trim_of(trace.axes[0])):
        # Translators: a slice of the output, which takes away numbers of elements.
        sliced = tr(
            "A slice cuts {begin} at the beginning and {end} at the end.",
            begin=trim[0],
            end=trim[1],
        )
        layer_told = sentences([layer_told, sliced])
    if len(trace.axes) > 1:
        shared = [place for place in places(trace.y) if len(trace.terms(place)) > 1]
        # Translators: numbers of places of the output.
        overlaps = tr(
            "Stamps overlap on {count} of {all} places.", count=len(shared), all=prod(trace.size)
        )
        return sentences([layer_told, overlaps])
    shown = len(trace.spans[0]) <= MANY_CELLS or view == "phases"
    return sentences([layer_told, *(SHOWN[view](trace) if shown else ())])


def _is_open(trace: Trace) -> bool:
    """Whether the numbers are still open, so that a page lists sums and rows from the marks."""
    return isinstance(trace.x[0], Symbol)


def _stamps(trace: Trace) -> Iterable[str]:
    (layer,) = trace.axes
    for i, x in enumerate(trace.x):
        # Translators: the name is that of an input, like x[0]; the place is one of the output.
        yield tr(
            "The stamp of {name} = {value} starts at {place}.",
            name=f"x[{i}]",
            value=number(x),
            place=number(layer.place(i, 0)),
        )


def _products(trace: Trace) -> Iterable[str]:
    if len(trace.products) > MANY_CELLS:
        return
    sums = ((at, " + ".join(map(Product.name, trace.at(at)))) for at in places(trace.y))
    told = "; ".join(f"y{index(at)} = {met or 0}" for at, met in sums)
    # Translators: a row of sums like y[4] = x[1]·w[2] + x[2]·w[0].
    yield tr("The products in each output: {sums}.", sums="{sums}" if _is_open(trace) else told)


def _stretched(trace: Trace) -> Iterable[str]:
    (layer,), x = trace.axes, trace.x
    cells = range((len(x) - 1) * layer.stride + 1)
    between = [0 if cell % layer.stride else x[cell // layer.stride] for cell in cells]
    # Translators: a list of numbers.
    yield tr("With zeros inserted the input is {numbers}.", numbers=_list(between))
    yield from _stamps(trace)


def _rows(trace: Trace) -> Iterable[str]:
    if len(trace.spans[0]) * len(trace.x) > 2 * MANY_CELLS:
        return
    met = {at: {term.i: term.w for term in trace.at(at)} for at in product(*trace.spans)}
    told = "; ".join(
        f"{'y' if trace.keeps(at) else tr('sum')}{index(at)} = "
        f"{_list([taps.get(i, 0) for i in trace.inputs])}"
        for at, taps in met.items()
    )
    # Translators: the rows of the matrix, like y[4] = [0, 3, 1].
    yield tr("The rows of the matrix: {rows}.", rows="{rows}" if _is_open(trace) else told)


def _phases(trace: Trace) -> Iterable[str]:
    (layer,) = trace.axes
    if len(trace.spans[0]) <= MANY_CELLS:
        yield from _stamps(trace)
    for r, taps in enumerate(taps_of_phases(layer)):
        yield tr(
            "Phase {phase} has the taps {taps}, sum {sum}.",
            phase=r,
            taps=_list([trace.w[k] for k in taps]),
            sum=number(sum(trace.w[k] for k in taps)),
        )


def _arrivals(trace: Trace) -> Iterable[str]:
    (layer,) = trace.axes
    for i, x in enumerate(trace.x):
        # Translators: the name is that of an input, like x[0]; the places are of the output.
        yield tr(
            "{name} = {value} arrives at {moment}, its stamp starts at {place}.",
            name=f"x[{i}]",
            value=number(x),
            moment=number(i * layer.stride),
            place=number(layer.place(i, 0)),
        )
    if needy := early(trace):
        # Translators: a list of places of the output.
        yield tr("Outputs that need a later input: {places}.", places=_list(needy))
    else:
        yield tr("No output needs a later input.")
    if open_ := unfinished(trace):
        # Translators: a list of places of the output.
        yield tr("Outputs that the next input can still change: {places}.", places=_list(open_))


SHOWN = {
    "scatter": _stamps,
    "gather": _products,
    "zero_insert": _stretched,
    "matrix": _rows,
    "phases": _phases,
    "time": _arrivals,
}
"""What tells, along one axis, what each view shows between the input and the sums."""


def _list(values: Sequence[Any]) -> str:
    if len(values) <= MANY_CELLS:
        return f"[{', '.join(map(_one, values))}]"
    first, last = (", ".join(map(_one, some)) for some in (values[:3], values[-3:]))
    # Translators: a row of numbers, the first and the last of it, and how many there are.
    return tr("{row} ({count} numbers)", row=f"[{first}, …, {last}]", count=len(values))


def _one(value: Any) -> str:
    return _list(value) if isinstance(value, tuple) else number(value)
