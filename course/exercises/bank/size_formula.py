"""Exercises of chapter 06: which size did you mean?"""

from collections.abc import Callable
from itertools import product
from random import Random

from ...extras import needed
from ...language import tr
from ...layer import FIELDS, IllegalLayer, Layer
from ..answers import Exercise
from ..build import Build
from ..misconceptions import SIZES, Misconception
from ..predict import PredictCount, PredictSize
from ..reach import ReachSizes
from ..repair import Repair
from ..spot import Case, Spot
from .cases import size_of, varied

TIMES_STRIDE = SIZES["times_stride"]
PADDING_ONCE = SIZES["padding_once"].text
PADDING_IGNORED = SIZES["padding_ignored"].text
BOTH_ENDS = SIZES["output_padding_doubled"].text
FORMULAS = ("fence_post", "conv_formula", "padding_once", "every_input", "whole_kernel")


def _there_and_back(case: Case) -> tuple[int, int]:
    layer = Layer(case["kernel_size"], case["stride"], case["padding"])
    small = layer.conv_output_size(case["size"])
    return small, layer.output_size(small)


def _tell_way(case: Case) -> str:
    small, back = _there_and_back(case)
    # Translators: all three are sizes.
    return tr("{size} becomes {small} and then {back}.", size=case["size"], small=small, back=back)


def _size_cases() -> list[Case]:
    names = ("input_size", *FIELDS)

    def is_legal(case: Case) -> bool:
        layer = {name: case[name] for name in FIELDS}
        try:
            return Layer(**layer).output_size(case["input_size"]) > 0
        except IllegalLayer:
            return False

    def drawn(random: Random) -> Case:
        ranges = ((1, 30), (1, 12), (1, 9), (0, 9), (0, 6), (1, 6))
        return {n: random.randint(*ends) for n, ends in zip(names, ranges, strict=True)}

    ranges = ((1, 2, 16), (1, 2, 3, 4), (1, 2, 3), (0, 1, 2), (0, 1, 2), (1, 2))
    small = [dict(zip(names, values, strict=True)) for values in product(*ranges)]
    return [*sorted(filter(is_legal, small), key=size_of), *varied(drawn, is_legal)]


def _torch_size(case: Case) -> int:
    """The size of what PyTorch makes of that many numbers."""
    torch = needed("torch")
    x, w = torch.ones(1, 1, case["input_size"]), torch.ones(1, 1, case["kernel_size"])
    parameters = {name: case[name] for name in FIELDS[1:]}
    return int(torch.nn.functional.conv_transpose1d(x, w, **parameters).shape[-1])


def _formula(case: Case, padding_sign: int = -1, **changed: int) -> int:
    """The formula with wrong values put in; not the rule itself, which ``Layer`` holds."""
    given = {**case, **changed}
    layer = Layer(given["kernel_size"], given["stride"], dilation=given["dilation"])
    size: int = (
        layer.full_size(given["input_size"])
        + 2 * padding_sign * given["padding"]
        + given["output_padding"]
    )
    return size


def _times_stride(case: Case) -> int:
    size: int = case["input_size"] * case["stride"]
    return size


def _by_size(name: str) -> Callable[[Case], int]:
    def size(case: Case) -> int:
        wrong: int = SIZES[name].of(Layer(**{n: case[n] for n in FIELDS}), case["input_size"])
        return wrong

    return size


def _output_padding_twice(case: Case) -> int:
    return _formula(case, output_padding=2 * case["output_padding"])


def _dilated_whole(case: Case) -> int:
    dilation: int = case["dilation"]
    return _formula(case) + dilation - 1


EXERCISES: dict[str, Exercise] = {
    "not_double": PredictSize(
        input_size=16,
        layer=Layer(kernel_size=4, stride=2, padding=3),
        ideas=(
            "times_stride",
            "conv_formula",
            "every_input",
            "padding_once",
            "padding_adds",
            "padding_ignored",
            "padding_doubled",
            "fence_post",
            "whole_kernel",
            "kernel_ignored",
            "size_kept",
            "stride_too_wide",
        ),
        hints=(
            "Put the numbers into the formula, one term after the other.",
            "(16 − 1)·2 is 30.",
            "30 − 6 + 3 + 1.",
        ),
        why="Stride 2 alone does not double: four cells are missing.",
    ),
    "rung": ReachSizes(
        sizes=((6, 18),),
        given={"kernel_size": 7, "stride": 3, "padding": 3},
        free=("output_padding",),
        ideas=("whole_kernel", "times_stride"),
        hints=(
            "Without output_padding, 6 goes back to 16.",
            "Each further output_padding makes one more.",
            "16, 17, 18: which of them is 18, counted from 0?",
        ),
        why="16, 17 and 18 share the size 6, and output_padding says which one you meant.",
    ),
    "double": ReachSizes(
        sizes=((16, 32), (5, 10)),
        given={},
        free=("kernel_size", "stride", "padding"),
        ideas=(
            "padding_once",
            "padding_ignored",
            "padding_doubled",
            "fence_post",
            "every_input",
            "stride_too_wide",
            "times_stride",
        ),
        own_ideas={
            "without_output_padding": (
                "the usual layer of three taps is taken; it doubles only with output_padding 1",
                {"kernel_size": 3, "stride": 2, "padding": 1},
            ),
        },
        hints=(
            "Two sizes have to double, so the stride is 2.",
            "The rest must add up to 0: kernel_size − 2 − 2·padding = 0.",
            "An even kernel: 2 with padding 0, or 4 with padding 1.",
        ),
        why="An even kernel doubles without output_padding; the usual one is 4 taps, padding 1.",
    ),
    "restores": Spot(
        true=False,
        defaults={"size": 16, "kernel_size": 5, "stride": 3, "padding": 2},
        holds=lambda case: _there_and_back(case)[1] == case["size"],
        tell=_tell_way,
        counterexample={"size": 17},
        hints=(
            "Which sizes become 6? The ladder shows them.",
            "The way back without output_padding gives the smallest of them.",
            "Take the size one above 16.",
        ),
        why="The floor makes several sizes into one, and only the lowest of them comes back.",
    ),
    "size": Build(
        signature="size(input_size, kernel_size, stride, padding, output_padding, dilation)",
        cases=_size_cases,
        expected=_torch_size,
        own_ideas={
            "padding_adds": Misconception(
                "padding adds cells; it is subtracted, twice", lambda case: _formula(case, 1)
            ),
            "dilation_ignored": Misconception(
                "dilation is left out; it spreads the taps", lambda case: _formula(case, dilation=1)
            ),
            "output_padding_ignored": Misconception(
                "output_padding is left out; it is added at the end",
                lambda case: _formula(case, output_padding=0),
            ),
            "output_padding_twice": Misconception(
                "output_padding is added twice; it acts at one end only",
                _output_padding_twice,
            ),
            "dilated_whole": Misconception(
                "a stamp is taken to be dilation·kernel_size long; nothing comes behind its "
                "last tap",
                _dilated_whole,
            ),
            "times_stride": TIMES_STRIDE._replace(of=_times_stride),
            **{name: SIZES[name]._replace(of=_by_size(name)) for name in FORMULAS},
        },
        code="""
def size(input_size, kernel_size, stride, padding, output_padding, dilation):
    stamp = dilation * (kernel_size - 1) + 1
    return (input_size - 1) * stride + stamp - 2 * padding + output_padding
""",
        other_lines={
            "stamp = dilation * (kernel_size - 1) + 1": (
                "stamp = kernel_size",
                "stamp = dilation * (kernel_size - 1)",
            ),
            "return (input_size - 1) * stride + stamp - 2 * padding + output_padding": (
                "return (input_size - 1) * stride + stamp + 2 * padding + output_padding",
                "return (input_size - 1) * stride + stamp - 2 * padding",
            ),
        },
        hints=(
            "From the first stamp's start to the last one's, then the length of a stamp.",
            "A stamp is dilation·(kernel_size − 1) + 1 long.",
            "Subtract 2·padding and add output_padding.",
        ),
        why="Every term is something that you can see in the picture.",
    ),
    "repair": Repair(
        layers=(Layer(4, 2, 1), Layer(3, 2, 1), Layer(4, 2, 1)),
        sizes=(7, 14, 28, 56),
        channels=(8, 4, 2, 1),
        hints=(
            "Work the sizes out from the top: 7, 14, then?",
            "decoder[1] makes 27 of 14. One is missing.",
            "Compare decoder[1] with the two others, or remember what gives one cell back.",
        ),
        why="One cell too few in the middle becomes two at the end: mend the first misfit.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {
    "cells": PredictCount(
        count=10,
        told="The last stamp starts at cell 8 and is 3 cells long, so 11 cells in all; 4 are cut, "
        "and 3 are added: 11 − 4 + 3 = 10.",
        own_ideas={
            "gap_forgotten": (
                "the stamps' cells are counted; the cells between the stamps are there as well",
                8,
            ),
            "padding_once": (PADDING_ONCE, 12),
            "padding_ignored": ("nothing is cut; padding cuts two cells off each end", 14),
            "nothing_beyond": (
                "output_padding only gives back what was cut; beyond that it adds empty cells",
                9,
            ),
            "output_padding_ignored": ("output_padding is left out; it adds 3 cells", 7),
            "both_ends": (BOTH_ENDS, 13),
        },
    ),
    "different": PredictCount(
        count=1,
        told="(16 + 4 − 5) / 3 = 5, (17 + 4 − 5) / 3 = 5.33 and (18 + 4 − 5) / 3 = 5.67 all "
        "become 5, and 5 + 1 = 6.",
        own_ideas={
            "all_differ": (
                "each input size has an output size of its own; the floor makes them one",
                3,
            ),
            "rounded": ("5.33 becomes 5 and 5.67 becomes 6; a floor never rounds up", 2),
        },
    ),
    "there_and_back": PredictCount(
        count=16,
        told="(6 − 1)·3 − 2·2 + 1·(5 − 1) + 0 + 1 = 16.",
        own_ideas={
            "restored": (
                "the way back knows where it came from; it sees the 6 numbers, and 16 would have "
                "made 6 of them as well",
                17,
            ),
            "stays": ("the way back keeps the 6; each further number adds 3 cells", 6),
            "times_stride": (TIMES_STRIDE.text, 18),
        },
    ),
    "taps": PredictCount(
        count=4,
        told="The last line above has to be 0: 4 − 2 − 2·1 + 0 = 0.",
        own_ideas={
            "padding_once": (PADDING_ONCE, 3),
            "padding_ignored": (PADDING_IGNORED, 2),
        },
    ),
    "four": PredictCount(
        count=9,
        told="(4 − 1)·3 − 2·2 + 3 + 1 = 9.",
        own_ideas={
            "doubles_all": (
                "what doubles one size doubles every size; at stride 3 each further input adds 3 "
                "cells, not 2",
                8,
            ),
            "times_stride": (TIMES_STRIDE.text, 12),
            "one_more": ("one more input makes one more cell; it adds stride cells", 7),
        },
    ),
}
