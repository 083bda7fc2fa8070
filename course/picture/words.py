"""Words knows how a trace is told to somebody who can't see the picture."""

from ..language import N_, sentences, tr
from ..layer import Layer
from ..numbers import number
from ..phases import taps_of_phases
from ..trace import Trace
from ..views import MANY_CELLS

READING = {
    "scatter": N_(
        "Transposed convolution, scatter view: each input stamps the kernel, scaled, on the "
        "output; overlapping stamps add up."
    ),
    "gather": N_(
        "Transposed convolution, gather view: each output adds up the products that land on it."
    ),
    "zero_insert": N_(
        "Transposed convolution, zero_insert view: zeros are inserted between the inputs, then "
        "each element is stamped, stride 1."
    ),
    "matrix": N_(
        "Transposed convolution, matrix view: each column of the matrix is one input's stamp, "
        "each row makes one output."
    ),
    "phases": N_(
        "Transposed convolution, phases view: every stride-th output is one phase, made by taps "
        "of its own; their sum is what an input of ones gives there."
    ),
}


def in_words(trace: Trace, view: str) -> str:
    """The whole picture in a few sentences."""
    return sentences([the_way(trace, view), the_result(trace)])


def the_result(trace: Trace) -> str:
    return tr(
        "Output {output}. Size {size}.",
        output=_list(trace.y),
        size=trace.layer.size_formula(len(trace.x)),
    )


def the_layer(layer: Layer, x: str, w: str) -> str:
    """Input, kernel and parameters, in a sentence."""
    return tr(
        "Input {input}, kernel {kernel}, stride {stride}, padding {padding}, "
        "output_padding {output_padding}, dilation {dilation}.",
        input=x,
        kernel=w,
        stride=layer.stride,
        padding=layer.padding,
        output_padding=layer.output_padding,
        dilation=layer.dilation,
    )


def the_way(trace: Trace, view: str) -> str:
    layer = trace.layer
    told = [
        tr(READING[view]),
        the_layer(layer, _list(trace.x), _list(trace.w)),
    ]
    if len(trace.columns) <= MANY_CELLS:
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
    if view == "phases":
        told += (
            tr(
                "Phase {phase} has the taps {taps}, sum {sum}.",
                phase=r,
                taps=_list([trace.w[k] for k in taps]),
                sum=number(sum(trace.w[k] for k in taps)),
            )
            for r, taps in enumerate(taps_of_phases(layer))
        )
    cut = trace.columns.stop - trace.size - trace.columns.start
    if cut:
        left = -trace.columns.start
        told.append(
            # Translators: numbers of cells of the output.
            tr(
                "Padding cuts {left} on the left and {right} on the right.",
                left=left,
                right=cut - left,
            )
        )
    return sentences([*told, _gained(trace)])


def _gained(trace: Trace) -> str:
    """What output_padding adds, if anything."""
    gained = range(max(0, trace.size - trace.layer.output_padding), trace.size)
    back = [trace.y[place] for place in gained if trace.state(place) == "back"]
    empty = len(gained) - len(back)
    if not gained:
        return ""
    if not empty:
        # Translators: a list of numbers that padding had cut.
        return tr("output_padding gives back {numbers}.", numbers=_list(back))
    if not back:
        # Translators: a number of cells of the output.
        return tr("output_padding adds {count} where nothing lands.", count=empty)
    # Translators: a list of numbers that padding had cut, and a number of further cells.
    return tr(
        "output_padding gives back {numbers} and adds {count} where nothing lands.",
        numbers=_list(back),
        count=empty,
    )


def _list(values: tuple[int | float, ...] | list[int | float]) -> str:
    if len(values) <= MANY_CELLS:
        return f"[{', '.join(map(number, values))}]"
    first, last = (", ".join(map(number, some)) for some in (values[:3], values[-3:]))
    # Translators: a row of numbers, the first and the last of it, and how many there are.
    return tr("{row} ({count} numbers)", row=f"[{first}, …, {last}]", count=len(values))
