"""Exercises of chapter 04: what is cut off."""

from random import Random
from typing import Any

from ...language import N_, tr
from ...layer import IllegalLayer, Layer
from ..answers import Exercise
from ..build import Build
from ..choose import Choose, Option
from ..misconceptions import SIZES, Misconception
from ..predict import PredictCount, PredictOutput
from ..reach import ReachOutput
from ..repair import Repair
from ..spot import Case, Spot
from .cases import by_name, size_of, torch_output, varied

KERNEL = (1, 1, 3)
TIMES_STRIDE = SIZES["times_stride"].text
# What is believed of the cut itself, the likelier ideas first.
CUTS = (
    "padding_adds",
    "padding_ignored",
    "padding_left_only",
    "padding_right_only",
    "padding_doubled",
    "padded_input",
    "all_cut_left",
    "all_cut_right",
    "padding_zeroes",
)


def _sizes(case: Case) -> tuple[int, int]:
    names = ("kernel_size", "stride", "padding")
    layer = Layer(**{name: case[name] for name in names})
    more = Layer(layer.kernel_size, layer.stride, layer.padding + 1)
    size = layer.output_size(case["input_size"])
    try:
        return size, more.output_size(case["input_size"])
    except IllegalLayer:
        raise ValueError(
            tr(
                "With padding {padding} nothing would be left of these {size}; take a longer"
                " input.",
                padding=layer.padding + 1,
                size=size,
            )
        ) from None


def _tell_sizes(case: Case) -> str:
    size, less = _sizes(case)
    # Translators: {more} is {padding} + 1, and {less} are the cells that are left with it.
    return tr(
        "padding {padding} gives {size} cells, padding {more} gives {less}.",
        padding=case["padding"],
        size=size,
        more=case["padding"] + 1,
        less=less,
    )


def _cut_cases() -> list[Case]:
    """Rows cut by up to as much as leaves one cell."""
    uncut = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    cases: list[Case] = [
        {"uncut": uncut[:length], "padding": padding}
        for length in range(1, 10)
        for padding in range((length - 1) // 2 + 1)
    ]

    def drawn(random: Random) -> Case:
        padding = random.randint(0, 7)
        return {"uncut": [0] * (2 * padding + random.randint(1, 9)), "padding": padding}

    return [*sorted(cases, key=size_of), *varied(drawn)]


def _torch_cut(case: Case) -> list[float]:
    """A kernel of one tap 1 stamps the row itself, so that only the padding acts."""
    return torch_output({"x": case["uncut"], "w": [1], "padding": case["padding"]})


def _zeroed(uncut: list[Any], padding: int) -> list[Any]:
    kept = range(padding, len(uncut) - padding)
    return [value if place in kept else 0 for place, value in enumerate(uncut)]


EXERCISES: dict[str, Exercise] = {
    "cut": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 2, "padding": 1},
        ideas=(
            *CUTS,
            "input_cut",
            "overwritten",
            "first_stays",
            "averaged",
            "stride_ignored",
            "unflipped",
            "unscaled",
            "convolved",
            "stride_too_wide",
            "reversed",
        ),
        hints=(
            "Work it out without padding first.",
            "Without padding it is [1, 1, 5, 2, 9, 3, 9].",
            "Take the first and the last number away.",
        ),
        why="5 of the 7 cells are left; padding made the output smaller.",
    ),
    "middle": ReachOutput(
        target=(5, 2, 9),
        given={"input": (1, 2, 3), "weight": KERNEL},
        free=("stride", "padding"),
        ideas=("padding_doubled", "stride_too_wide", "stride_too_narrow"),
        own_ideas={
            "nothing_cut": (
                "the three numbers stand in the output, with others around them; padding has "
                "to cut those off",
                {"stride": 2, "padding": 0},
            ),
            "size_kept": (
                "three numbers stay three, as in a convolution; 5 = 3 + 2 needs another stride",
                {"stride": 1, "padding": 1},
            ),
        },
        hints=(
            "Which stride makes a 5 = 3 + 2?",
            "With stride 2 the uncut output is [1, 1, 5, 2, 9, 3, 9].",
            "Two cells have to go at each end.",
        ),
        why="A padding of 2 at each end leaves the middle three of seven cells.",
    ),
    "two_less": Spot(
        true=True,
        defaults={"input_size": 5, "kernel_size": 3, "stride": 2, "padding": 0},
        holds=lambda case: _sizes(case)[0] - _sizes(case)[1] == 2,
        tell=_tell_sizes,
        counterexample={},
        hints=(
            "Look at the place where padding stands in the size formula.",
            "It stands there as − 2·padding, and nowhere else.",
            "Does the stride change that term?",
        ),
        why="Padding is counted in output cells, one at each end, so the stride has no say in it.",
    ),
    "trim": Build(
        signature="cut(uncut, padding)",
        cases=_cut_cases,
        expected=_torch_cut,
        own_ideas={
            "padding_adds": Misconception(
                "padding adds cells; it cuts them off",
                by_name(lambda uncut, padding: [*[0] * padding, *uncut, *[0] * padding]),
            ),
            "padding_left_only": Misconception(
                "only the left end is cut; both ends are",
                by_name(lambda uncut, padding: uncut[padding:]),
            ),
            "padding_right_only": Misconception(
                "only the right end is cut; both ends are",
                by_name(lambda uncut, padding: uncut[: len(uncut) - padding]),
            ),
            "cut_twice": Misconception(
                "2·padding cells are cut at each end; only padding cells are",
                by_name(lambda uncut, padding: uncut[2 * padding : len(uncut) - 2 * padding]),
            ),
            "zeroed": Misconception(
                "the ends become 0 and stay; they are cut off", by_name(_zeroed)
            ),
            "one_cell": Misconception(
                "one cell is cut at each end, whatever padding is; padding cells are",
                by_name(lambda uncut, padding: uncut[1:-1] if padding else uncut),
            ),
            "last_index": Misconception(
                "the slice ends one cell too early; its end is the place after the last cell",
                by_name(lambda uncut, padding: uncut[padding : len(uncut) - padding - 1]),
            ),
            "minus_zero": Misconception(
                "the slice is uncut[padding:-padding] for padding 0 too; −0 is 0, so nothing "
                "is left",
                by_name(lambda uncut, padding: uncut[padding:-padding]),
            ),
        },
        code="""
def cut(uncut, padding):
    return uncut[padding : len(uncut) - padding]
""",
        other_lines={
            "return uncut[padding : len(uncut) - padding]": (
                "return uncut[padding:-padding]",
                "return uncut[padding:]",
                "return [0] * padding + uncut + [0] * padding",
            ),
        },
        hints=(
            "A slice does it. What if padding is 0?",
            "uncut[padding:-padding] is empty for padding 0, because −0 is 0.",
            "The slice ends at len(uncut) − padding.",
        ),
        why="Counting from the front, len(uncut) − padding, is right for padding 0 as well.",
    ),
    "repair": Repair(
        layers=(Layer(4, 2), Layer(4, 2, 1)),
        sizes=(5, 10, 20),
        channels=(4, 2, 1),
        hints=(
            "decoder[0] makes 12 of 5, and its skip connection has 10.",
            "Two cells too many: one at each end.",
            "decoder[1] is right. Look at what it has and decoder[0] has not.",
        ),
        why="kernel_size 4, stride 2, padding 1 is the usual way to double a size.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "one": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        parameters={"stride": 4, "padding": 1},
        ideas=CUTS,
    ),
    "way_back": PredictCount(
        count=7,
        told="The last of the 3 stamps starts at cell 2·2 = 4 and is 3 cells long: 4 + 3 = 7.",
        own_ideas={
            "five_again": (
                "the way back ends at the five numbers of the start; the convolution went through "
                "seven cells, two of them zeros",
                5,
            ),
            "times_stride": (TIMES_STRIDE, 6),
            "side_by_side": ("stamps lie end to end; they start two cells apart and overlap", 9),
            "one_each": ("one number in gives one number out; each stamps three cells", 3),
            "convolved": ("the three numbers are convolved once more; here each one stamps", 1),
        },
    ),
    "too_far": Choose(
        options={
            "empty": Option(
                N_("It gives an empty list"),
                N_(
                    "This takes padding for a slice of a Python list, which may end before it "
                    "begins. Seven cells less 2·4 would be −1 cells, and no output has that size."
                ),
                "like_a_slice",
            ),
            "one": Option(
                N_("It leaves one number, as padding 3 does"),
                N_(
                    "This takes it for granted that padding stops by itself at the last cell. It "
                    "cuts what it is told to, and 2·4 cells are more than there are."
                ),
                "stops_itself",
            ),
            "zero": Option(
                N_("It gives a 0"),
                N_(
                    "This takes it for granted that a cell stays when its number is cut. Padding "
                    "cuts cells away, and here more of them than there are."
                ),
                "cell_stays",
            ),
            "error": Option(
                N_("It stops with an error"), N_("7 − 2·4 = −1: there is no such output.")
            ),
        },
    ),
    "one_left": PredictCount(
        count=2,
        told="Padding 2 cuts two cells off each end: 5 − 2·2 = 1.",
        own_ideas={
            "at_one_end": (
                "four cells are cut, and padding counts them all; it counts those of one end",
                4,
            ),
            "cells_left": (
                "padding counts the cells that are left; padding 1 leaves three of the five",
                1,
            ),
            "of_seven": ("the seven cells above are taken once more; two inputs make five", 3),
        },
    ),
}
