"""Words knows how a trace is told to somebody who can't see the picture."""

from ..numbers import number
from ..phases import taps_of_phases
from ..trace import Trace
from ..views import MANY_CELLS

READING = {
    "scatter": "each input stamps the kernel, scaled, on the output; overlapping stamps add up",
    "gather": "each output adds up the products that land on it",
    "zero_insert": "zeros are inserted between the inputs, then each element is stamped, stride 1",
    "matrix": "each column of the matrix is one input's stamp, each row makes one output",
    "phases": "every stride-th output is one phase, made by taps of its own; their sum is what an "
    "input of ones gives there",
}


def in_words(trace: Trace, view: str) -> str:
    """The whole picture in a few sentences."""
    return f"{the_way(trace, view)} {the_result(trace)}"


def the_result(trace: Trace) -> str:
    size = trace.layer.size_formula(len(trace.x))
    return f"Output {_list(trace.y)}. Size {size}."


def the_way(trace: Trace, view: str) -> str:
    layer = trace.layer
    sentences = [
        f"Transposed convolution, {view} view: {READING[view]}",
        f"Input {_list(trace.x)}, kernel {_list(trace.w)}, {_parameters(trace)}",
    ]
    if len(trace.columns) <= MANY_CELLS:
        sentences += (
            f"The stamp of x[{i}] = {number(x)} starts at {number(layer.place(i, 0))}"
            for i, x in enumerate(trace.x)
        )
    if view == "phases":
        sentences += (
            f"Phase {r} has the taps {_list([trace.w[k] for k in taps])}, sum "
            f"{number(sum(trace.w[k] for k in taps))}"
            for r, taps in enumerate(taps_of_phases(layer))
        )
    cut = trace.columns.stop - trace.size - trace.columns.start
    if cut:
        left = -trace.columns.start
        sentences.append(f"Padding cuts {left} on the left and {cut - left} on the right")
    gained = range(max(0, trace.size - layer.output_padding), trace.size)
    if gained:
        back = [trace.y[place] for place in gained if trace.state(place) == "back"]
        empty = len(gained) - len(back)
        parts = [f"gives back {_list(back)}"] if back else []
        parts += [f"adds {empty} where nothing lands"] if empty else []
        sentences.append(f"output_padding {' and '.join(parts)}")
    return ". ".join(sentences) + "."


def _list(values: tuple[int | float, ...] | list[int | float]) -> str:
    told = ", ".join(map(number, values if len(values) <= MANY_CELLS else values[:3]))
    if len(values) <= MANY_CELLS:
        return f"[{told}]"
    return f"[{told}, …, {', '.join(map(number, values[-3:]))}] ({len(values)} numbers)"


def _parameters(trace: Trace) -> str:
    layer = trace.layer
    parts = [f"stride {layer.stride}", f"padding {layer.padding}"]
    parts.append(f"output_padding {layer.output_padding}")
    return ", ".join([*parts, f"dilation {layer.dilation}"])
