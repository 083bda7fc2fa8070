"""Exercises and predictions of chapter 03: a stride made of zeros."""

from random import Random
from typing import Any

from ...language import N_, tr
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..choose import Choose, Option
from ..misconceptions import OUTPUTS, STRETCHES, Misconception
from ..predict import PredictCount, PredictOutput, PredictStretched
from ..reach import ReachSizes, small_trace
from ..spot import Case, Spot
from .cases import W, X, by_name, size_of, torch_output, varied

INSERTED = ("stride_zeros", "zeros_behind", "zeros_in_front", "repeated", "one_zero")


def _slides_alike(case: Case) -> bool:
    trace = small_trace(case)
    return bool(OUTPUTS["unflipped"].of(trace) == list(trace.y))


def _tell_both(case: Case) -> str:
    trace = Trace.of(**case)
    return tr(
        "stamping gives {stamped}, and sliding the kernel as it stands gives {slid}.",
        stamped=list(trace.y),
        slid=OUTPUTS["unflipped"].of(trace),
    )


def _of_case(idea: Misconception) -> Misconception:
    return idea._replace(of=lambda case: idea.of(case["x"], case["stride"]))


def _stretch_cases() -> list[Case]:
    cases: list[Case] = [
        {"x": [*X, 4, 0, 2][:length], "stride": stride}
        for length in range(1, 8)
        for stride in range(1, 5)
    ]

    def drawn(random: Random) -> Case:
        return {"x": [0] * random.randint(1, 9), "stride": random.randint(1, 8)}

    return [*sorted(cases, key=size_of), *varied(drawn)]


def _torch_stretched(case: Case) -> list[float]:
    """A kernel of one tap 1 stamps each input at its place, which is the stretched input."""
    return torch_output({"x": case["x"], "w": [1], "stride": case["stride"]})


def _matrix_cases() -> list[Case]:
    cases: list[Case] = [
        {"w": W[:taps], "input_size": length, "stride": stride}
        for taps in (1, 2, 3, 4)
        for length in (1, 2, 3, 4)
        for stride in (1, 2, 3)
    ]

    def drawn(random: Random) -> Case:
        size, stride = random.randint(1, 8), random.randint(1, 6)
        return {"w": [0] * random.randint(1, 8), "input_size": size, "stride": stride}

    return [*sorted(cases, key=size_of), *varied(drawn)]


def _torch_matrix(case: Case) -> list[list[float]]:
    """Column i is what PyTorch makes of an input that is 1 at i and 0 elsewhere."""
    columns = [
        torch_output(
            {
                "x": [int(i == j) for j in range(case["input_size"])],
                "w": case["w"],
                "stride": case["stride"],
            }
        )
        for i in range(case["input_size"])
    ]
    return [list(line) for line in zip(*columns, strict=True)]


def _transposed(case: Case) -> list[Any]:
    return [list(line) for line in zip(*_torch_matrix(case), strict=True)]


def _flipped(case: Case) -> list[Any]:
    return _torch_matrix({**case, "w": case["w"][::-1]})


def _one_row(case: Case) -> list[Any]:
    return [case["w"][-1:] * case["input_size"]] * len(_torch_matrix(case))


def _unstrided(case: Case) -> list[Any]:
    return _torch_matrix({**case, "stride": 1})


def _minus_zero(case: Case) -> list[float]:
    return [] if case["stride"] == 1 else _torch_stretched(case)


EXERCISES: dict[str, Exercise] = {
    "stretch": PredictStretched(
        x=(1, 2, 3),
        stride=3,
        ideas=(
            "stride_zeros",
            "zeros_behind",
            "repeated",
            "zeros_in_front",
            "zeros_around",
            "at_the_ends",
            "one_zero",
        ),
        hints=(
            "How many zeros go between two neighbours?",
            "stride − 1 = 2 zeros between neighbours, and none at the ends.",
            "Seven numbers: 1, two zeros, 2, …",
        ),
        why="Zeros stand between neighbours only, so 3 elements become 2·3 + 1 = 7.",
    ),
    "how_long": ReachSizes(
        sizes=((5, 17),),
        given={"kernel_size": 1},
        free=("stride",),
        ideas=("stride_too_wide",),
        own_ideas={
            "shared_out": (
                "the zeros are shared out among the five elements; they lie in the four gaps "
                "between",
                {"stride": 2},
            ),
            "all_zeros": (
                "all zeros are counted; the stride is the distance from one element to the next",
                {"stride": 12},
            ),
        },
        hints=(
            "Four gaps lie between five elements. How long must each be?",
            "17 = 5 elements + 12 zeros, in four gaps.",
            "Three zeros a gap are stride − 1.",
        ),
        why="The stretched input has (5 − 1)·4 + 1 = 17 cells: four strides and the last element.",
    ),
    "slide": Spot(
        true=False,
        defaults={"input": [1, 2], "weight": [1, 2, 1], "stride": 2},
        holds=_slides_alike,
        tell=_tell_both,
        counterexample={"weight": [1, 1, 3]},
        hints=(
            "With the kernel [1, 2, 1] it is true. What is special about that kernel?",
            "Turned round, [1, 2, 1] is still [1, 2, 1].",
            "Any kernel that reads differently backwards.",
        ),
        why="Sliding has to use the kernel turned round; a symmetric kernel hides that.",
    ),
    "insert": Build(
        signature="stretch(x, stride)",
        cases=_stretch_cases,
        expected=_torch_stretched,
        own_ideas={
            **{name: _of_case(STRETCHES[name]) for name in INSERTED},
            "minus_zero": Misconception(
                "zeros are cut off by [:-(stride - 1)] for stride 1 too; −0 is 0, so nothing "
                "is left",
                _minus_zero,
            ),
            "thinned": Misconception(
                "every stride-th element is taken, as a convolution does; here zeros go between",
                by_name(lambda x, stride: x[::stride]),
            ),
        },
        code="""
def stretch(x, stride):
    stretched = [0] * ((len(x) - 1) * stride + 1)
    stretched[::stride] = x
    return stretched
""",
        other_lines={
            "stretched = [0] * ((len(x) - 1) * stride + 1)": (
                "stretched = [0] * (len(x) * stride)",
            ),
            "stretched[::stride] = x": (
                "stretched[:: stride + 1] = x",
                "stretched[: len(x)] = x",
            ),
        },
        hints=(
            "Make a list of zeros of the right length first.",
            "The length is (len(x) − 1)·stride + 1. Where does x[i] go?",
            "stretched[i * stride] = x[i]",
        ),
        why="Element i stands where its stamp will start, at i·stride.",
    ),
    "matrix": Build(
        signature="matrix(w, input_size, stride)",
        cases=_matrix_cases,
        expected=_torch_matrix,
        own_ideas={
            "axes_swapped": Misconception(
                "rows and columns are swapped; a column is a stamp, a row an output", _transposed
            ),
            "unflipped": Misconception(
                "the kernel stands in a column upside down; a stamp runs from its first tap",
                _flipped,
            ),
            "stride_ignored": Misconception(
                "each column stands one row lower than the one before; it stands stride rows lower",
                _unstrided,
            ),
            "one_row": Misconception(
                "all rows are one list, as [[0] * n] * m makes them; each has to be a list "
                "of its own",
                _one_row,
            ),
        },
        code="""
def matrix(w, input_size, stride):
    rows = (input_size - 1) * stride + len(w)
    table = [[0] * input_size for _ in range(rows)]
    for i in range(input_size):
        for k in range(len(w)):
            table[i * stride + k][i] = w[k]
    return table
""",
        other_lines={
            "table = [[0] * input_size for _ in range(rows)]": (
                "table = [[0] * rows for _ in range(input_size)]",
            ),
            "table[i * stride + k][i] = w[k]": (
                "table[i][i * stride + k] = w[k]",
                "table[i * stride + k][i] = w[-1 - k]",
            ),
        },
        hints=(
            "One row for each output, one column for each input.",
            "Column i is the kernel, starting in row i·stride: the stamp of a 1 at i.",
            "table[i * stride + k][i] = w[k]",
        ),
        why="This matrix times x is the transposed convolution. Turned, it is a convolution's.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "by_hand": PredictOutput(
        x=(1, 0, 0, 0, 1),
        w=(1, 1, 3),
        ideas=(
            "zero_skipped",
            "overwritten",
            "side_by_side",
            "convolved",
            "as_long_as_input",
            "one_place",
            "turned",
            "last_dropped",
            "zero_appended",
        ),
        own_ideas={
            "zeros_behind_stamps": (
                "the zeros lie between the stamps; they lie between the numbers of the input, and "
                "the first stamp covers two of their places",
                [1, 1, 3, 0, 0, 0, 1, 1, 3],
            ),
            "zeros_stamp": (
                "each 0 stamps the kernel as it is; its stamp is 0 times the kernel",
                [1, 2, 5, 5, 5, 4, 3],
            ),
        },
    ),
    "sliding": Choose(
        options={
            "same": Option(
                N_("The same seven numbers"),
                N_(
                    "This takes for granted that a kernel lies the same way round whether it "
                    "slides or stamps. But what slides in from the left arrives with its last tap "
                    "first: a 3 comes first."
                ),
                "unflipped",
            ),
            "reversed": Option(
                N_("The same numbers in reverse order"),
                N_(
                    "This takes for granted that sliding turns the whole row round. It turns each "
                    "stamp round, and leaves the stamps where they are: [3, 1, 7, 2, 11, 3, 3]."
                ),
                "row_reversed",
            ),
            "others": Option(
                N_("Other numbers"),
                N_("The last tap is multiplied with the first number first, so a 3 comes first."),
            ),
        },
    ),
    "products": PredictCount(
        count=1,
        told="With stride 3 a stamp of three taps starts where the one before ends, so one stamp "
        "covers each cell.",
        own_ideas={
            "all_taps": (
                "each cell adds up as many products as there are taps; only stamps that cover it "
                "count",
                3,
            ),
            "times_stride": (
                "a larger stride brings more stamps to a cell; it moves them apart",
                9,
            ),
            "one_less": (
                "one stamp less covers the cell; at stride 3 the neighbours on both sides are gone",
                2,
            ),
            "gap": (
                "a cell is taken for a gap; at stride 3 stamps of three taps lie side by side",
                0,
            ),
        },
    ),
}
