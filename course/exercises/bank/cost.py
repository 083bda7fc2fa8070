"""Exercises of chapter 12: what it costs."""

from ...costs import Cost, cost
from ...language import tr
from ...layer import IllegalLayer, Layer, whole
from ..answers import Exercise
from ..predict import PredictCount
from ..spot import Case, Spot
from .cost_functions import FUNCTIONS


def _zeros(case: Case) -> Cost:
    return cost(case["input_size"], case["kernel_size"], case["stride"])["zeros"]


def _most(case: Case) -> bool:
    counted = _zeros(case)
    if case["stride"] < 3:
        raise ValueError(
            tr(
                "The sentence is about strides from 3 on, and stride is {stride}.",
                stride=case["stride"],
            )
        )
    return 2 * counted.by_zero > counted.multiplications


def _tell_zeros(case: Case) -> str:
    counted = _zeros(case)
    # Translators: so many of all multiplications multiply by a zero.
    return tr(
        "{by_zero} of {multiplications} are by an inserted zero.",
        by_zero=counted.by_zero,
        multiplications=counted.multiplications,
    )


def _shares(case: Case) -> list[Cost]:
    return [_zeros({**case, "kernel_size": case[name]}) for name in ("kernel_size", "other_size")]


def _same_share(case: Case) -> bool:
    one, other = _shares(case)
    return one.by_zero * other.multiplications == other.by_zero * one.multiplications


def _tell_shares(case: Case) -> str:
    one, other = _shares(case)
    # Translators: of the multiplications with one kernel size, and of those with the other.
    return tr(
        "{by_zero} of {multiplications} are by a zero, and {other_by_zero} of "
        "{other_multiplications}.",
        by_zero=one.by_zero,
        multiplications=one.multiplications,
        other_by_zero=other.by_zero,
        other_multiplications=other.multiplications,
    )


def _seen(case: Case) -> tuple[int, int]:
    """The most inputs that an output depends on, with so many layers and with one more."""
    layer, layers = Layer(case["kernel_size"], case["stride"]), whole("layers", case["layers"])
    if layers < 1:
        raise IllegalLayer("layers", layers, tr("it must be at least {least}", least=1), 1)
    first = _most_inputs(layer, layers)
    return first, _most_inputs(layer, layers + 1)


def _most_inputs(layer: Layer, layers: int) -> int:
    """From an output back: of r neighbours to the inputs that they depend on together."""
    if layer.stride == 1:
        return layers * (layer.kernel_size - 1) + 1
    r = 1
    for _ in range(layers):
        back = (r + layer.kernel_size - 2) // layer.stride + 1
        if back == r:
            break
        r = back
    return r


def _sees_more(case: Case) -> bool:
    first, second = _seen(case)
    return second > first


def _tell_seen(case: Case) -> str:
    first, second = _seen(case)
    # Translators: an output of a number of layers, and of one layer more.
    return tr(
        "an output depends on at most {first} of the inputs, with one layer more on {second}.",
        first=first,
        second=second,
    )


EXERCISES: dict[str, Exercise] = {
    "zeros": PredictCount(
        count=cost(10, kernel_size=3, stride=4)["zeros"].multiplications,
        told="(10 − 1)·4 + 1 = 37 cells, and each meets 3 taps: 37·3 = 111.",
        own_ideas={
            "zeros_left_out": (
                "the inserted zeros are left out; the convolution can't tell them from numbers",
                30,
            ),
            "zeros_behind": (
                "zeros go behind the last number as well; they go between neighbours only",
                120,
            ),
            "zeros_only": (
                "only multiplications by an inserted zero are counted; the numbers are "
                "multiplied as well",
                81,
            ),
            "stride_too_wide": (
                "4 zeros go into each gap; there are 3, one fewer than the stride",
                138,
            ),
            "one_per_output": (
                "each output takes one multiplication; it takes one for each tap that lies on a "
                "cell",
                39,
            ),
            "one_per_cell": (
                "each cell is multiplied once; it is multiplied by each of the 3 taps",
                37,
            ),
            "zeros_counted": (
                "only the inserted zeros are counted; every cell is multiplied, by each tap",
                27,
            ),
            "kernels_inside": (
                "only places where the kernel lies wholly inside are counted; where it hangs "
                "over, it multiplies too",
                105,
            ),
            "last_left_out": (
                "the last number is left out; it takes a cell behind the 9 gaps",
                108,
            ),
            "whole_kernels": (
                "each of the 39 outputs takes all 3 taps; at the ends some of them hang over",
                117,
            ),
        },
        hints=(
            "How long is the input once the zeros are in it? Chapter 03 counted that.",
            "9 gaps of 3 zeros each, and the 10 numbers.",
            "37 cells, and each of them is multiplied by each of the 3 taps.",
        ),
        why="The convolution multiplies whatever stands in a cell, and 81 times that is a zero.",
    ),
    "most": Spot(
        true=False,
        defaults={"input_size": 10, "kernel_size": 3, "stride": 3},
        holds=_most,
        tell=_tell_zeros,
        counterexample={"input_size": 2},
        hints=(
            "Between two neighbours there are stride − 1 zeros. How many gaps are there?",
            "One gap fewer than numbers. When does the missing one weigh most?",
            "Take a very short input.",
        ),
        why="A long input has nearly stride − 1 zeros for each number, a very short one has fewer.",
    ),
    "share": Spot(
        true=True,
        defaults={"input_size": 10, "stride": 4, "kernel_size": 3, "other_size": 16},
        holds=_same_share,
        tell=_tell_shares,
        counterexample={},
        hints=(
            "Which of the two numbers, all multiplications and those by 0, has the kernel in it?",
            "Each cell of the stretched input, zero or not, meets every tap once.",
            "Both are a number of cells times kernel_size.",
        ),
        why="The kernel size is a factor of both counts, so only the stride and L decide.",
    ),
    **FUNCTIONS,
    "products": PredictCount(
        count=108,
        told="3 numbers in 4 channels, each with 3 taps in 6/2 = 3 channels: 3·4·3·3 = 108.",
        own_ideas={
            "groups_forgotten": (
                "each input channel stamps into all 6 output channels; it stamps into the 3 of its "
                "group",
                216,
            ),
            "both_divided": (
                "input and output channels are both divided by groups; every input channel makes "
                "products, with the output channels of its group",
                54,
            ),
            "outputs_times_taps": (
                "each output takes all 3 taps, as in a convolution; here it takes those of its "
                "phase, one of them",
                180,
            ),
            "zeros_inserted": (
                "the input is stretched by zeros; stamps multiply by none",
                252,
            ),
            "kept_only": (
                "what padding cuts off is left out; the stamps were made before the cut",
                60,
            ),
            "weights_only": (
                "the weight's numbers are counted; each of them is multiplied by several inputs",
                36,
            ),
            "channels_forgotten": (
                "the channels are left out; each of the 4 makes products with 3 others",
                9,
            ),
            "bias_added": (
                "an addition of the bias is counted for each output; the question is how many "
                "products there are",
                138,
            ),
        },
        hints=(
            "Start from one number of one channel: into how many output channels does it stamp?",
            "Its group has 6/2 = 3 output channels, and each stamp has 3 taps.",
            "9 products for each number of each channel, and there are 3·4 of those.",
        ),
        why="Stride and padding move and cut the stamps; they don't change how many there are.",
    ),
    "deeper": Spot(
        true=False,
        defaults={"kernel_size": 4, "stride": 2, "layers": 1},
        holds=_sees_more,
        tell=_tell_seen,
        counterexample={"layers": 2},
        hints=(
            "Go back from one output, and write down the cells of each row that it depends on.",
            "r neighbours depend on floor((r + kernel_size − 2)/stride) + 1 inputs.",
            "From 1 it is 2 with the numbers given. What does 2 lead to, and what 3?",
        ),
        why="A layer adds neighbours, but the way back divides the distances by the stride.",
    ),
}
