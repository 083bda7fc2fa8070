"""Exercises and predictions of chapter 01: one number, one stamp."""

from typing import Any

from ...language import N_, tr
from ...number_format import number, row
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..choose import Choose, Option
from ..misconceptions import Misconception
from ..predict import PredictCount, PredictOutput
from ..reach import ReachOutput, small_trace
from ..spot import Case, Spot
from .cases import UNSCALED, by_name, layer_cases, torch_output, trace_of

KERNEL = (1, 1, 3)


def _largest_is_a_product(case: Case) -> bool:
    trace = small_trace(case)
    if min(trace.x) <= 0 or min(trace.w) <= 0:
        raise ValueError(tr("The sentence is about positive numbers: take some above 0."))
    return bool(max(trace.y) == max(trace.x) * max(trace.w))


def _told_largest(case: Case) -> str:
    trace = Trace.of(**case)
    return tr(
        "{input} and {weight} give a largest output of {output}, and the largest product is "
        "{product}.",
        input=row(trace.x),
        weight=row(trace.w),
        output=number(max(trace.y)),
        product=number(max(trace.x) * max(trace.w)),
    )


def _convolved(x: list[Any], w: list[Any]) -> list[Any]:
    starts = range(len(x) - len(w) + 1)
    return [sum(a * b for a, b in zip(x[i:], w, strict=False)) for i in starts]


EXERCISES: dict[str, Exercise] = {
    "two_stamps": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        ideas=(
            "side_by_side",
            "overwritten",
            "first_stays",
            "turned",
            "averaged",
            "stride_too_wide",
            "one_place",
            "convolved",
            "last_dropped",
            "zero_appended",
        ),
        hints=(
            "The second stamp starts one cell after the first.",
            "Write [1, 1, 3] twice, the second one a cell further right, and add the columns.",
            "Four numbers: 1, then 1 + 1, then 3 + 1, then what the second stamp has left.",
        ),
        why="Only y[3] is a 3 that no addition made: the second stamp's last tap, all alone.",
    ),
    "hole": PredictOutput(
        x=(1, 0, 2),
        w=KERNEL,
        ideas=(
            "overwritten",
            "covered",
            "turned",
            "unscaled",
            "side_by_side",
            "zero_skipped",
            "stride_too_wide",
            "one_place",
            "convolved",
            "last_dropped",
            "zero_appended",
            "reversed",
        ),
        own_ideas={
            "first_stays": (
                "a stamp only fills what is empty or 0; where stamps overlap, they add up",
                [1, 1, 3, 2, 6],
            ),
            "averaged": (
                "numbers other than 0 are averaged where stamps overlap; they add up there",
                [1, 1, 2.5, 2, 6],
            ),
        },
        hints=(
            "A zero stamps as well. What does its stamp look like?",
            "The stamps are [1, 1, 3], [0, 0, 0] and [2, 2, 6], each a cell further right.",
            "Five numbers. Two stamps meet only in the middle one: 3 + 0 + 2.",
        ),
        why="The zero's stamp is [0, 0, 0]: it takes a place and adds nothing to it.",
    ),
    "which_input": ReachOutput(
        target=(2, 3, 7, 3),
        given={"weight": KERNEL},
        free=("input",),
        ideas=("reversed",),
        own_ideas={
            "first_outputs": (
                "the first two outputs are taken as they stand; y[1] holds a share of x[0] as well",
                {"input": [2, 3]},
            ),
            "output_taken": (
                "the output itself is taken for the input; its numbers would stamp once more",
                {"input": [2, 3, 7, 3]},
            ),
            "summed_up_again": (
                "output and kernel are multiplied and summed up; that does not take stamps back",
                {"input": [26, 19]},
            ),
            "as_long_as_output": (
                "the input is as long as the output; two stamps of three cells make four",
                {"input": [2, 1, 0, 0]},
            ),
        },
        hints=(
            "4 = 2 + 3 − 1, so the input has two numbers.",
            "Only the first stamp reaches y[0], and only the second one reaches y[3].",
            "x[0]·1 = 2 and x[1]·3 = 3.",
        ),
        why="The ends of an output belong to one stamp each, so they give the input away.",
    ),
    "largest": Spot(
        true=False,
        defaults={"input": [1], "weight": list(KERNEL)},
        holds=_largest_is_a_product,
        tell=_told_largest,
        counterexample={"input": [1, 1]},
        hints=(
            "One input has one stamp. What can two neighbours do that one can't?",
            "Where stamps overlap, two products land on one cell.",
            "Two equal inputs side by side are enough.",
        ),
        why="An overlap adds products up, so an output can be larger than each of them.",
    ),
    "stamps": Build(
        signature="stamps(x, w)",
        cases=layer_cases,
        expected=torch_output,
        trace=trace_of,
        ideas=(
            "turned",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "side_by_side",
        ),
        own_ideas={
            "unscaled": UNSCALED,
            "first_only": Misconception(
                "only the first input stamps, as with a return inside the loop; each input stamps",
                by_name(lambda x, w: [x[0] * tap for tap in w] + [0] * (len(x) - 1)),
            ),
            "convolved": Misconception(
                "a convolution is computed, which makes a row shorter; this layer makes it longer",
                by_name(_convolved),
            ),
        },
        code="""
def stamps(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i in range(len(x)):
        for k in range(len(w)):
            y[i + k] += x[i] * w[k]
    return y
""",
        other_lines={
            "y = [0] * (len(x) + len(w) - 1)": ("y = [0] * (len(x) * len(w))",),
            "y[i + k] += x[i] * w[k]": (
                "y[i + k] = x[i] * w[k]",
                "y[i + k] += w[k]",
                "y[i + k] += x[i] * w[-1 - k]",
                "y[i * len(w) + k] += x[i] * w[k]",
            ),
        },
        hints=(
            "Start with a list of zeros that is long enough: len(x) + len(w) − 1.",
            "Go through every input i and every tap k. Where does x[i]·w[k] land?",
            "y[i + k] += x[i] * w[k]",
        ),
        why="Two loops and one addition: this is the whole operation, at stride 1.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "one_stamp": PredictOutput(
        x=(1,),
        w=KERNEL,
        ideas=("turned",),
        own_ideas={
            "one_number": (
                "one number in gives one number out; here one number makes as many as the kernel "
                "has",
                [1],
            ),
            "summed_up": (
                "the products are summed up, as in a convolution; here each stays in a cell of "
                "its own",
                [5],
            ),
            "input_repeated": (
                "the input is repeated, as often as the kernel is long; it is multiplied by each "
                "number of the kernel",
                [1, 1, 1],
            ),
            "zeros_around": (
                "zeros stand on both sides, as padding puts them around a convolution's input; "
                "the output ends where the kernel ends",
                [0, 1, 1, 3, 0],
            ),
        },
    ),
    "scaled": PredictOutput(
        x=(2,),
        w=KERNEL,
        ideas=("unscaled", "turned"),
        own_ideas={
            "one_number": (
                "one number in gives one number out; here one number makes as many as the kernel "
                "has",
                [2],
            ),
            "added": (
                "the number is added to each tap; each tap is multiplied by it",
                [3, 3, 5],
            ),
            "stamped_twice": (
                "a 2 stamps the kernel twice; it stamps once, and each tap is multiplied by 2",
                [1, 1, 3, 1, 1, 3],
            ),
            "first_tap_only": (
                "only the first tap is multiplied; all of them are",
                [2, 1, 3],
            ),
            "last_tap_only": (
                "only the last tap is multiplied; all of them are",
                [1, 1, 6],
            ),
            "summed_up": (
                "the products are summed up, as in a convolution; here each stays in a cell of "
                "its own",
                [10],
            ),
        },
    ),
    "reach": PredictCount(
        count=3,
        told="The 100 makes one stamp as well, and a stamp is as long as the kernel: 3 cells.",
        own_ideas={
            "larger_reaches_further": (
                "a number reaches as far as it is large; it only makes the numbers in its stamp "
                "larger",
                100,
            ),
            "ten_times_as_far": (
                "a number ten times as large reaches ten times as far; only the numbers in its "
                "stamp grow",
                30,
            ),
            "whole_output": (
                "all cells of the output are counted; the first one holds the stamp of the 1 alone",
                4,
            ),
            "shared_only": (
                "only the cells are counted in which two stamps overlap; the 100 reaches the last "
                "cell as well",
                2,
            ),
            "one_cell": (
                "one number in reaches one number out; it stamps the whole kernel",
                1,
            ),
            "both_stamps": (
                "the cells of both stamps are counted; the 100 makes one of the two",
                6,
            ),
        },
    ),
    "undone": Choose(
        options={
            "yes": Option(
                N_("Yes: `[1]` comes back"),
                N_(
                    "This takes the name at its word, as if stamping and convolving undid each "
                    "other. The size comes back and the value does not: 1·1 + 1·1 + 3·3 = 11."
                ),
                "inverse",
            ),
            "no": Option(N_("No: one number, but another one"), N_("1·1 + 1·1 + 3·3 = 11.")),
            "longer": Option(
                N_("No: more than one number"),
                N_(
                    "This takes for granted that the convolution keeps the length. A kernel of 3 "
                    "fits on 3 numbers only once, so one number comes out: 11."
                ),
                "stays_long",
            ),
        },
    ),
}
