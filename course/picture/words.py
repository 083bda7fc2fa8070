"""Tells a trace to somebody who can't see the picture."""

from collections.abc import Sequence
from math import prod
from typing import Any

from ..axes import parameters_of
from ..language import N_, listed, sentences, tr
from ..layer import Layer
from ..number_format import number
from ..phases import taps_of_phases
from ..trace import Trace
from ..values import places
from ..views import MANY_CELLS
from ..views.scene import gains

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


def the_result(trace: Trace) -> str:
    sizes = dict.fromkeys(map(Layer.size_formula, trace.axes, trace.input_size))
    # Translators: {size} is a formula that ends in its result, or one for each axis.
    return tr(
        "Output {output}. Size {size}.",
        output=_list(trace.y),
        size=listed(sizes, N_("{one} and {other}")),
    )


def the_way(trace: Trace, view: str) -> str:
    """How a view is read, and ``the_layer``."""
    return sentences([reading(trace, view), the_layer(trace, phases=view == "phases")])


def reading(trace: Trace, view: str) -> str:
    return tr(READING[view, len(trace.axes)])


def the_layer(trace: Trace, phases: bool = False) -> str:
    """The numbers of a trace, what its parameters do, and what its phases add up to."""
    layer_told = tr(
        "Input {input}, kernel {kernel}, stride {stride}, padding {padding}, "
        "output_padding {output_padding}, dilation {dilation}.",
        input=_list(trace.x),
        kernel=_list(trace.w),
        **parameters_of(trace.axes),
    )
    if len(trace.axes) > 1:
        shared = [place for place in places(trace.y) if len(trace.terms(place)) > 1]
        # Translators: numbers of places of the output.
        overlaps = tr(
            "Stamps overlap on {count} of {all} places.", count=len(shared), all=prod(trace.size)
        )
        return sentences([layer_told, overlaps])
    told = [layer_told]
    (layer,), (columns,) = trace.axes, trace.spans
    if len(columns) <= MANY_CELLS:
        told += (
            # Translators: the name is that of an input, like x[0]; the place is one of the output.
            tr(
                "The stamp of {name} = {value} starts at {place}.",
                name=f"x[{i}]",
                value=number(x),
                place=number(layer.place(i, 0)),
            )
            for i, x in enumerate(trace.x)
        )
    if phases:
        told += (
            tr(
                "Phase {phase} has the taps {taps}, sum {sum}.",
                phase=r,
                taps=_list([trace.w[k] for k in taps]),
                sum=number(sum(trace.w[k] for k in taps)),
            )
            for r, taps in enumerate(taps_of_phases(layer))
        )
    ((left, right),) = trace.cut
    if left or right:
        told.append(
            # Translators: numbers of cells of the output.
            tr(
                "Padding cuts {left} on the left and {right} on the right.",
                left=len(left),
                right=len(right),
            )
        )
    given, empty = gains(trace)
    back = _list([trace.y[place] for place in given])
    told.append(tr(GAINED[bool(given), bool(empty)], numbers=back, count=len(empty)))
    return sentences(told)


def _list(values: Sequence[Any]) -> str:
    if len(values) <= MANY_CELLS:
        return f"[{', '.join(map(_one, values))}]"
    first, last = (", ".join(map(_one, some)) for some in (values[:3], values[-3:]))
    # Translators: a row of numbers, the first and the last of it, and how many there are.
    return tr("{row} ({count} numbers)", row=f"[{first}, …, {last}]", count=len(values))


def _one(value: Any) -> str:
    return _list(value) if isinstance(value, tuple) else number(value)
