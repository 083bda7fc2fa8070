"""Exercises and predictions of chapter 02: where the next stamp goes."""

from ...language import tr
from ...layer import Layer
from ..answers import Exercise
from ..build import Build
from ..misconceptions import Misconception
from ..predict import PredictCount, PredictOutput
from ..reach import ReachOutput
from ..repair import Repair
from ..spot import Case, Spot
from .cases import UNSCALED, layer_cases, torch_output, trace_of

KERNEL = (1, 1, 3)


def _doubles(case: Case) -> bool:
    size: int = case["input_size"]
    return Layer(case["kernel_size"], 2).output_size(size) == 2 * size


def _tell_size(case: Case) -> str:
    # Translators: {size} and {input_size} are numbers of cells.
    return tr(
        "stride 2 makes {size} of {input_size} with kernel_size {kernel_size}.",
        size=Layer(case["kernel_size"], 2).output_size(case["input_size"]),
        input_size=case["input_size"],
        kernel_size=case["kernel_size"],
    )


def _spread(case: Case) -> list[float]:
    return torch_output({"x": case["x"], "w": case["w"], "dilation": case["stride"]})


def _all_spread(case: Case) -> list[float]:
    side_by_side = torch_output({**case, "stride": 1})
    return torch_output({**case, "x": side_by_side, "w": [1]})


def _thinned(case: Case) -> list[float]:
    return torch_output({**case, "stride": 1})[:: case["stride"]]


def _times_stride(case: Case) -> list[float]:
    size = len(case["x"]) * case["stride"]
    return [*torch_output(case), *[0] * size][:size]


EXERCISES: dict[str, Exercise] = {
    "by_two": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 2},
        ideas=(
            "overwritten",
            "stride_ignored",
            "stride_too_wide",
            "turned",
            "first_stays",
            "averaged",
            "unscaled",
            "times_stride",
            "repeated",
            "cells_skipped",
            "moved_apart",
            "one_place",
            "convolved",
            "zero_appended",
            "swapped",
            "reversed",
            "overlaps_named",
        ),
        hints=(
            "The stamps start at 0, 2 and 4, and each is three cells long. Where do they meet?",
            "The stamps are [1, 1, 3], [2, 2, 6] and [3, 3, 9].",
            "Seven numbers: y[2] = 3 + 2 and y[4] = 6 + 3 are the overlaps.",
        ),
        why="Neighbours share exactly one cell, because 3 taps are one more than the stride.",
    ),
    "side_by_side": ReachOutput(
        target=(1, 1, 3, 1, 1, 3),
        given={"input": (1, 1), "weight": KERNEL},
        free=("stride",),
        ideas=("stride_too_wide", "stride_too_narrow"),
        own_ideas={
            "next_cell": (
                "“side by side” is taken to mean one cell further on; the first stamp takes "
                "three cells",
                {"stride": 1},
            ),
            "whole_output": (
                "all cells of the output are counted; the stride is the distance to the "
                "second stamp's start",
                {"stride": 6},
            ),
        },
        hints=(
            "No overlap and no gap.",
            "The second stamp has to start where the first one ends.",
            "The first stamp covers the cells 0, 1 and 2.",
        ),
        why="With stride = kernel_size the stamps lie side by side.",
    ),
    "doubles": Spot(
        true=False,
        defaults={"input_size": 4, "kernel_size": 2},
        holds=_doubles,
        tell=_tell_size,
        counterexample={"kernel_size": 3},
        hints=(
            "It is true for kernel_size 2. Try another one.",
            "The last stamp is kernel_size cells long, whatever the stride.",
            "Any kernel_size but 2 will do.",
        ),
        why="Each further input adds 2 cells, and the last stamp its own length.",
    ),
    "stamps": Build(
        signature="stamps(x, w, stride)",
        cases=lambda: layer_cases(stride=(1, 2, 3, 4)),
        expected=torch_output,
        trace=trace_of,
        ideas=(
            "stride_ignored",
            "stride_too_wide",
            "turned",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "side_by_side",
            "gaps_closed",
            "stride_too_narrow",
        ),
        own_ideas={
            "unscaled": UNSCALED,
            "taps_spread": Misconception("the taps lie stride cells apart; the stamps do", _spread),
            "all_spread": Misconception(
                "stride multiplies i + k; it multiplies only i", _all_spread
            ),
            "thinned": Misconception(
                "every stride-th output is kept, as a convolution does; here the stamps move apart",
                _thinned,
            ),
            "times_stride": Misconception(
                "the output is stride times as long as the input; the last stamp is len(w) long",
                _times_stride,
            ),
        },
        code="""
def stamps(x, w, stride):
    y = [0] * ((len(x) - 1) * stride + len(w))
    for i in range(len(x)):
        for k in range(len(w)):
            y[i * stride + k] += x[i] * w[k]
    return y
""",
        other_lines={
            "y = [0] * ((len(x) - 1) * stride + len(w))": ("y = [0] * (len(x) + len(w) - 1)",),
            "y[i * stride + k] += x[i] * w[k]": (
                "y[i + k] += x[i] * w[k]",
                "y[i * stride + k] = x[i] * w[k]",
                "y[i * stride + k] += x[i] * w[-1 - k]",
            ),
        },
        hints=(
            "Two things change: how long y is, and where a product lands.",
            "Stamp i starts at i·stride. The last one starts at (len(x) − 1)·stride.",
            "y[i * stride + k] += x[i] * w[k]",
        ),
        why="The stride says where each stamp starts, and nothing else.",
    ),
    "repair": Repair(
        layers=(Layer(4, 2, 1), Layer(3, 2, 1)),
        sizes=(8, 16, 32),
        channels=(4, 2, 1),
        hints=(
            "Which layer doesn't double? Its size is (L − 1)·2 − 2 + kernel_size.",
            "decoder[1] gets a length of 16 and makes 31, and 32 is wanted.",
            "One more tap, or one cell given back at the end.",
        ),
        why="An odd kernel at stride 2 misses the double by one; an even one hits it.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "apart": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        parameters={"stride": 4},
        ideas=(
            "stride_too_wide",
            "gaps_closed",
            "stride_ignored",
            "cells_skipped",
            "moved_apart",
            "repeated",
            "one_place",
            "turned",
            "last_dropped",
        ),
        own_ideas={
            "times_stride": (
                "the output is stride times as long as the input; it ends where the last stamp "
                "ends",
                [1, 1, 3, 0, 1, 1, 3, 0],
            ),
            "gap_of_stride": (
                "stride cells are left free between two stamps; the stride is counted from start "
                "to start",
                [1, 1, 3, 0, 0, 0, 0, 1, 1, 3],
            ),
            "taps_spread": (
                "the taps lie stride cells apart; the stamps do",
                [1, 1, 0, 0, 1, 1, 0, 0, 3, 3],
            ),
        },
    ),
    "touch": PredictCount(
        count=3,
        told="A stamp of three taps covers three cells, so the next one starts three cells further "
        "on.",
        own_ideas={
            "one_further": (
                "a cell is left free between two stamps; stamps that touch leave none",
                4,
            ),
            "cells_between": (
                "the two cells between one start and the next are counted; the stride is counted "
                "from start to start",
                2,
            ),
            "next_cell": (
                "stamps touch when they start side by side; then they still share two cells",
                1,
            ),
            "two_stamps": (
                "the length of both stamps is counted; the second starts where the first one ends",
                6,
            ),
        },
    ),
    "sixteen": PredictCount(
        count=31,
        told="The first stamp makes 3 cells and each of the 15 further inputs adds 2: 33. The "
        "padding takes 2 away: 31.",
        own_ideas={
            "times_stride": (
                "stride 2 doubles the size; a stamp of three taps reaches one cell further",
                32,
            ),
            "double_cut": (
                "the doubled size loses a cell at each end; the last stamp is three cells long, "
                "not two",
                30,
            ),
            "size_kept": (
                "padding 1 keeps the size, as it does for 3 taps in a convolution; here each "
                "further input adds 2 cells",
                16,
            ),
            "padding_ignored": (
                "all cells of the stamps are counted; padding takes 2 of them away",
                33,
            ),
            "padding_adds": (
                "padding adds a cell at each end, as in a convolution; it adds none here",
                35,
            ),
            "padded_double": (
                "the size is doubled and padding adds a cell at each end; it adds none here",
                34,
            ),
            "conv_formula": (
                "the stride divides the size, as in a convolution; here it moves stamps apart",
                8,
            ),
            "side_by_side": (
                "each input adds a whole stamp; with stride 2 it adds 2 cells",
                48,
            ),
        },
    ),
}
