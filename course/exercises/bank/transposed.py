"""Exercises of chapter 08: why "transposed"."""

from fractions import Fraction
from itertools import product
from random import Random

from ...arithmetic import conv1d
from ...extras import needed
from ...language import tr
from ...layer import Layer
from ...number_format import Number, number, row
from ...trace import Names, Trace
from ..answers import Exercise
from ..build import Build
from ..difference import alike
from ..misconceptions import Misconception
from ..predict import PredictOutput
from ..reach import ReachOutput, small_trace
from ..reading import read_numbers
from ..spot import Case, Spot
from .cases import W, size_of, varied

KERNEL = (1, 1, 3)


def _there_and_back(case: Case) -> tuple[list[float], list[float]]:
    """The input, and what the convolution makes of the transposed convolution of it."""
    trace = small_trace(case)
    # In floats, which do not wrap around where they are large.
    back = conv1d([float(value) for value in trace.y], trace.w, stride=trace.axes[0].stride)
    return list(trace.x), back.tolist()


def _told_way(case: Case) -> str:
    there, back = map(row, _there_and_back(case))
    # Translators: both are rows of numbers.
    return tr("{there} comes back as {back}.", there=there, back=back)


def _inner(case: Case) -> tuple[float, float]:
    """``<Cx, y>`` and ``<x, Cᵀy>``, where y is as long as the convolution of x.

    In fractions: what the sentence says of all numbers, no rounding refutes.
    """
    x, y, w = (read_numbers(case[name], 1) for name in ("x", "y", "weight"))
    layer = Layer(len(w), case["stride"])
    for numbers in (x, y):
        small_trace({"input": numbers, "weight": w, "stride": layer.stride})
    small = layer.conv_output_size(len(x))
    if len(y) != small:
        raise ValueError(
            tr(
                "The convolution makes {small} numbers of {size}: give as many for y.",
                small=small,
                size=len(x),
            )
        )
    there, back = [Fraction(0)] * len(y), [Fraction(0)] * len(x)
    for j, k in product(range(len(y)), range(len(w))):
        n = layer.place(j, k)
        there[j] += Fraction(x[n]) * Fraction(w[k])
        back[n] += Fraction(y[j]) * Fraction(w[k])
    return _dot(there, y), _dot(back, x)


def _told_inner(case: Case) -> str:
    there, back = map(number, _inner(case))
    return tr("⟨Cx, y⟩ = {there} and ⟨x, Cᵀy⟩ = {back}.", there=there, back=back)


def _dot(one: list[Fraction], other: list[Number]) -> float:
    try:
        return float(sum(a * Fraction(b) for a, b in zip(one, other, strict=True)))
    except OverflowError:
        told = tr("Take smaller numbers: their products are beyond any float.")
        raise ValueError(told) from None


def _backward_cases() -> list[Case]:
    """Each input size that a convolution makes into so many gradients, the smallest first."""
    gradients = [1, 2, -1, 3]
    cases: list[Case] = []
    for taps in (1, 2, 3, 4):
        for stride in (1, 2, 3):
            for count in (1, 2, 3, 4):
                least = Layer(taps, stride).output_size(count)
                cases += [
                    {"g": gradients[:count], "w": W[:taps], "input_size": size, "stride": stride}
                    for size in range(least, least + stride)
                ]

    def drawn(random: Random) -> Case:
        taps, stride, count = (random.randint(1, most) for most in (7, 6, 8))
        size = Layer(taps, stride).output_size(count) + random.randrange(stride)
        return {"g": [0] * count, "w": [0] * taps, "input_size": size, "stride": stride}

    return [*sorted(cases, key=size_of), *varied(drawn)]


def _torch_gradient(case: Case) -> list[float]:
    torch = needed("torch")
    g, w = (torch.tensor(case[name], dtype=torch.float64)[None, None] for name in ("g", "w"))
    gradient = torch.nn.grad.conv1d_input((1, 1, case["input_size"]), w, g, stride=case["stride"])
    row: list[float] = gradient[0, 0].tolist()
    return row


def _backward_trace(case: Case) -> Trace:
    layer = Layer(len(case["w"]), case["stride"])
    return Trace.of(
        case["g"],
        case["w"],
        stride=layer.stride,
        output_padding=layer.output_padding_for(len(case["g"]), case["input_size"]),
    )


def _read_only(case: Case) -> list[float]:
    return list(Trace.of(case["g"], case["w"], stride=case["stride"]).y)


def _unstrided(case: Case) -> list[float]:
    side_by_side = Trace.of(case["g"], case["w"]).y
    return [*side_by_side, *[0] * (case["input_size"] - len(side_by_side))]


EXERCISES: dict[str, Exercise] = {
    "gradient": PredictOutput(
        x=(2, 1),
        w=KERNEL,
        parameters={"stride": 2},
        ideas=(
            "turned",
            "overwritten",
            "first_stays",
            "averaged",
            "stride_ignored",
            "stride_too_wide",
            "unscaled",
            "reversed",
            "swapped",
        ),
        own_ideas={
            "taps_left_out": (
                "a gradient goes back as it is; each share is multiplied by the tap that "
                "read the input",
                [2, 2, 3, 1, 1],
            ),
            "to_the_start": (
                "a gradient goes back only to the first input that was read; all three get a share",
                [2, 0, 1, 0, 0],
            ),
            "stride_ignored_filled": (
                "the second output reads from one input further on; it reads from two further on",
                [2, 3, 7, 3, 0],
            ),
            "stride_too_wide_cut": (
                "the second output reads from three inputs further on; it reads from two "
                "further on",
                [2, 2, 6, 1, 1],
            ),
        },
        hints=(
            "Input n gets a share of every output that read it. Which read input 2?",
            "Output 0 read the inputs 0, 1 and 2 with the taps 1, 1 and 3.",
            "Two stamps: [2, 2, 6] from 0 on, and [1, 1, 3] from 2 on.",
        ),
        why="Input 2 was read twice, by tap 2 of output 0 and tap 0 of output 1: 2·3 + 1·1 = 7.",
    ),
    "column": ReachOutput(
        target=(0, 0, 1, 1, 3),
        given={"weight": KERNEL, "stride": 2},
        free=("input",),
        ideas=("reversed", "stride_ignored", "unscaled"),
        own_ideas={
            "column_given": (
                "the column itself is the input; the input has a number for each column",
                {"input": [0, 0, 1, 1, 3]},
            ),
            "zeros_left_out": (
                "the zeros in front are left out; an input of 0 makes room for them",
                {"input": [1]},
            ),
            "both_columns": (
                "both inputs are 1, which adds up both columns; only the second one is wanted",
                {"input": [1, 1]},
            ),
            "as_long_as_column": (
                "the input is as long as the column; it has a number for each column",
                {"input": [0, 1, 0, 0, 0]},
            ),
            "placed_in_the_column": (
                "the 1 marks where the stamp starts in the column; it marks which column is taken",
                {"input": [0, 0, 1, 0, 0]},
            ),
            "as_many_as_taps": (
                "there is a number for each tap; there is one for each column, and C.T has two",
                {"input": [0, 1, 0]},
            ),
        },
        hints=(
            "A matrix times a row of numbers adds up its columns, each times one number.",
            "Every column but one should be taken 0 times.",
            "Two columns, so two numbers: a 0 and a 1.",
        ),
        why="An input that is 1 in one place and 0 elsewhere picks one column: one stamp.",
    ),
    "undo": Spot(
        true=False,
        defaults={"input": [1, 2, 3], "weight": [0, 1, 0], "stride": 2},
        holds=lambda case: all(map(alike, *_there_and_back(case))),
        tell=_told_way,
        counterexample={"weight": [1, 1, 3]},
        hints=(
            "With the kernel [0, 1, 0] it is true. What does that kernel stamp?",
            "A number comes back times the sum of the squared taps, with its neighbours' share.",
            "Any kernel whose squares don't sum up to 1.",
        ),
        why="C @ C.T is the unit matrix for few kernels. The size comes back, the values don't.",
    ),
    "inner": Spot(
        true=True,
        defaults={"x": [1, 2, 3, 4], "y": [1, 2], "weight": list(KERNEL), "stride": 1},
        holds=lambda case: alike(*_inner(case)),
        tell=_told_inner,
        counterexample={},
        hints=(
            "Write both out for one case. Which products do you get?",
            "Both are sums of y[j]·C[j][n]·x[n], over all j and n.",
            "A sum does not mind in which order it is added up.",
        ),
        why="Both sides add up the same products, once row by row and once column by column.",
    ),
    "backward": Build(
        signature="backward(g, w, input_size, stride)",
        cases=_backward_cases,
        expected=_torch_gradient,
        trace=_backward_trace,
        names=Names("g", "gradient"),
        ideas=("unflipped", "overwritten", "first_stays", "largest_stays", "averaged"),
        own_ideas={
            "unread_left_out": Misconception(
                "inputs that no output reads are left out; their gradient is 0", _read_only
            ),
            "stride_ignored": Misconception(
                "output j reads from input j on; it reads from j·stride on", _unstrided
            ),
        },
        code="""
def backward(g, w, input_size, stride):
    gradient = [0] * input_size
    for j in range(len(g)):
        for k in range(len(w)):
            gradient[j * stride + k] += g[j] * w[k]
    return gradient
""",
        other_lines={
            "gradient = [0] * input_size": ("gradient = [0] * ((len(g) - 1) * stride + len(w))",),
            "gradient[j * stride + k] += g[j] * w[k]": (
                "gradient[j + k] += g[j] * w[k]",
                "gradient[j * stride + k] = g[j] * w[k]",
                "gradient[j * stride + k] += g[j] * w[-1 - k]",
            ),
        },
        hints=(
            "Output j reads input j·stride + k with the tap w[k]. Go through all j and k.",
            "If that input grows by 1, output j grows by w[k]. So its gradient gets g[j]·w[k].",
            "gradient[j * stride + k] += g[j] * w[k], in a list of input_size zeros.",
        ),
        why="These are your stamps of chapter 02; inputs behind the last stamp keep their 0.",
    ),
}
