"""Exercises of chapter 05: what comes back."""

from ...language import tr
from ...layer import Layer
from ..answers import Exercise
from ..build import Build
from ..misconceptions import Misconception
from ..predict import PredictCount, PredictOutput
from ..reach import ReachSizes, small_trace
from ..repair import Repair
from ..spot import Case, Spot
from .cases import layer_cases, torch_output, trace_of

KERNEL = (1, 1, 3)


def _gain(case: Case) -> list[float]:
    trace = small_trace(case)
    if not trace.axes[0].output_padding:
        raise ValueError(
            tr("The sentence is about the numbers that output_padding adds: take 1 or more.")
        )
    return list(trace.y[-trace.axes[0].output_padding :])


def _cells(case: Case, first: int, behind: int) -> list[float]:
    """The sums from a place on, to so many places behind the last one; 0 beyond it."""
    sums = torch_output({**case, "padding": 0, "output_padding": 0})
    return [sums[at] if at < len(sums) else 0 for at in range(first, len(sums) + behind)]


def _clipped(case: Case) -> list[float]:
    behind = min(0, case["output_padding"] - case["padding"])
    return _cells(case, case["padding"], behind)


def _added_twice(case: Case) -> list[float]:
    return _cells(case, case["padding"], 2 * case["output_padding"] - case["padding"])


def _minus_zero(case: Case) -> list[float]:
    return torch_output(case) if case["padding"] else []


def _left_only(case: Case) -> list[float]:
    return _cells(case, case["padding"], case["output_padding"])


def _all_at_the_right(case: Case) -> list[float]:
    return _cells(case, 0, case["output_padding"] - 2 * case["padding"])


EXERCISES: dict[str, Exercise] = {
    "back": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 2, "padding": 2, "output_padding": 1},
        ideas=(
            "appended_zeros",
            "output_padding_ignored",
            "zeros_in_front",
            "at_the_left",
            "at_both_ends",
            "zeros_at_both_ends",
            "padding_ignored",
            "uncut",
            "last_repeated",
            "output_padding_doubled",
            "padding_adds",
            "overwritten",
            "first_stays",
            "averaged",
            "unflipped",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "padding_left_only",
            "padding_right_only",
            "all_cut_left",
            "all_cut_right",
            "reversed",
        ),
        hints=(
            "What stood in the first cell that padding cut off at the right end?",
            "Uncut it is [1, 1, 5, 2, 9, 3, 9].",
            "Four numbers: two cells are cut off at the left end, and one at the right.",
        ),
        why="The last number is a sum that padding had cut. It is no added zero.",
    ),
    "beyond": PredictOutput(
        x=(2, 1),
        w=KERNEL,
        parameters={"stride": 3, "padding": 1, "output_padding": 2},
        ideas=(
            "appended_zeros",
            "output_padding_ignored",
            "nothing_beyond",
            "at_the_left",
            "zeros_in_front",
            "shared",
            "at_both_ends",
            "zeros_at_both_ends",
            "padding_ignored",
            "last_repeated",
            "end_repeated",
            "output_padding_doubled",
            "padding_adds",
            "unflipped",
            "unscaled",
            "stride_ignored",
            "stride_too_narrow",
            "stride_too_wide",
            "padding_left_only",
            "padding_right_only",
            "padding_doubled",
            "all_cut_left",
            "reversed",
        ),
        hints=(
            "padding cut one cell at the right end. output_padding asks for two.",
            "Uncut it is [2, 2, 6, 1, 1, 3].",
            "One real number comes back, and one cell beyond it was never reached.",
        ),
        why="One cell comes back. The other was never reached by a stamp, so it is a true 0.",
    ),
    "double": ReachSizes(
        sizes=((3, 6), (10, 20)),
        given={"kernel_size": 5},
        free=("stride", "padding", "output_padding"),
        ideas=(
            "output_padding_cuts",
            "padding_once",
            "fence_post",
            "every_input",
            "times_stride",
        ),
        hints=(
            "Each further input element adds stride cells, so the stride has to be 2.",
            "On their own, 5 taps at stride 2 make 9 of 3: three too many.",
            "padding 2 takes four, and output_padding can give one back.",
        ),
        why="5 taps at stride 2 make three cells too many: two are cut at each end, and one "
        "comes back.",
    ),
    "zeros": Spot(
        true=False,
        defaults={
            "input": [1, 2],
            "weight": list(KERNEL),
            "stride": 2,
            "padding": 0,
            "output_padding": 1,
        },
        holds=lambda case: not any(_gain(case)),
        tell=lambda case: tr("output_padding adds {numbers}.", numbers=_gain(case)),
        counterexample={"padding": 1},
        hints=(
            "With padding 0 it is true. When is there something to give back?",
            "output_padding first gives back what padding had cut.",
            "One more padding is enough.",
        ),
        why="It appends zeros only where padding had cut nothing that could come back.",
    ),
    "transposed": Build(
        signature="transposed(x, w, stride, padding, output_padding)",
        cases=lambda: layer_cases(stride=(1, 2, 3), padding=(0, 1, 2), output_padding=(0, 1, 2)),
        expected=torch_output,
        trace=trace_of,
        ideas=(
            "appended_zeros",
            "output_padding_ignored",
            "at_the_left",
            "at_both_ends",
            "padding_ignored",
            "padding_adds",
            "unflipped",
            "overwritten",
            "first_stays",
        ),
        own_ideas={
            "clipped": Misconception(
                "the slice ends with the list; beyond it output_padding adds zeros", _clipped
            ),
            "added_twice": Misconception(
                "output_padding is added twice; it is added at the right end, once",
                _added_twice,
            ),
            "minus_zero": Misconception(
                "the slice is [padding:-padding] for padding 0 too; −0 is 0, so nothing is left",
                _minus_zero,
            ),
            "padding_left_only": Misconception(
                "only the left end is cut; both ends are",
                _left_only,
            ),
            "all_at_the_right": Misconception(
                "all 2·padding cells are cut at the right end; padding cells go at each end",
                _all_at_the_right,
            ),
        },
        code="""
def transposed(x, w, stride, padding, output_padding):
    size = (len(x) - 1) * stride - 2 * padding + len(w) + output_padding
    y = [0] * size
    for i in range(len(x)):
        for k in range(len(w)):
            place = i * stride + k - padding
            if 0 <= place < size:
                y[place] += x[i] * w[k]
    return y
""",
        hints=(
            "Take your stamps of chapter 02. What does padding do to the place of a product?",
            "Every place moves left by padding; what falls outside the output is dropped.",
            "place = i * stride + k − padding, and the size has − 2·padding + output_padding.",
        ),
        why="One formula for the place, one for the size; output_padding is in the size alone.",
    ),
    "repair": Repair(
        layers=(Layer(5, 3, 2), Layer(4, 2, 1)),
        sizes=(6, 18, 36),
        channels=(4, 2, 1),
        hints=(
            "decoder[0] makes 16 of 6, and its skip connection has 18.",
            "Two cells are missing at one end. Stride 3 allows up to 2.",
            "Which parameter gives back at one end only?",
        ),
        why="16, 17 and 18 were all 6 for the convolution; output_padding 2 says that it was 18.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "one": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        parameters={"stride": 4, "padding": 1, "output_padding": 1},
        ideas=(
            "appended_zeros",
            "zeros_in_front",
            "at_the_left",
            "last_repeated",
            "zeros_at_both_ends",
            "at_both_ends",
            "output_padding_ignored",
        ),
    ),
    "three": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        parameters={"stride": 4, "padding": 1, "output_padding": 3},
        ideas=(
            "appended_zeros",
            "nothing_beyond",
            "end_repeated",
            "at_the_left",
            "at_both_ends",
            "output_padding_ignored",
        ),
        own_ideas={
            "zeros_first": (
                "the empty cells come before the one that was cut; it lies next to the others",
                [1, 3, 0, 1, 1, 0, 0, 3],
            ),
            "goes_on": (
                "another stamp begins behind the last one; two inputs make two stamps",
                [1, 3, 0, 1, 1, 3, 0, 1],
            ),
        },
    ),
    "eighth": PredictCount(
        count=0,
        told="Nothing was cut, so nothing comes back, and no stamp reaches an eighth cell.",
        own_ideas={
            "comes_back": (
                "the last sum comes back; it was never cut, and stands there already",
                9,
            ),
            "last_tap": ("the last tap comes back; it is in the 9 = 3·3 already", 3),
        },
    ),
    "highest": PredictCount(
        count=2,
        told="output_padding has to be smaller than the stride: 2 < 3.",
        own_ideas={
            "up_to_stride": ("output_padding may be the stride; it has to be smaller", 3),
            "with_padding": (
                "stride and padding are added up; padding doesn't move the limit",
                4,
            ),
            "what_was_cut": (
                "only what padding had cut can come back; beyond it there are empty cells",
                1,
            ),
        },
    ),
}
