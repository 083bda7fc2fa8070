"""Exercises of chapter 11: what others call it, and the line that makes them agree."""

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

from ...extras import needed
from ...language import tr
from ...layer import IllegalLayer, Layer
from ...number_format import row
from ..answers import Exercise
from ..build import Build
from ..difference import alike
from ..misconceptions import Misconception
from ..predict import PredictOutput
from ..reach import small_trace
from ..spot import Case, Spot
from .cases import by_name, size_of, varied

NAMES = ("kernel_size", "padding", "output_padding", "dilation")


def _rows(case: Case) -> tuple[list[float], list[float]]:
    """What Keras makes of the case with padding="same", and PyTorch with padding 1."""
    given = dict(case)
    extra = given.pop("output_padding")
    uncut = small_trace({**given, "stride": 2})
    if len(uncut.w) != 3:
        raise ValueError(
            tr("The sentence is about kernels of 3 taps, and {taps} are given.", taps=len(uncut.w))
        )
    torch = small_trace({**given, "stride": 2, "padding": 1, "output_padding": extra})
    # Both cut one cell at each end; output_padding 1 returns one of them, not the same one.
    return list(uncut.y[1 - extra : -1]), list(torch.y)


def _tell_rows(case: Case) -> str:
    keras, torch = map(row, _rows(case))
    return tr("Keras gives {keras}, PyTorch {torch}.", keras=keras, torch=torch)


def _pad_cases() -> list[Case]:
    """Every legal choice with stride 7, the smallest first, then varied ones."""

    def is_legal(case: Case) -> bool:
        try:
            Layer(**case, stride=7).output_size(5)
        except IllegalLayer:
            return False
        return True

    def drawn(random: Random) -> Case:
        ranges = ((1, 9), (0, 9), (0, 6), (1, 6))
        return {name: random.randint(*ends) for name, ends in zip(NAMES, ranges, strict=True)}

    grid = product((1, 2, 3, 4), (0, 1, 2), (0, 1, 2), (1, 2))
    small = sorted((dict(zip(NAMES, values, strict=True)) for values in grid), key=size_of)
    return [*filter(is_legal, small), *varied(drawn, is_legal)]


def _pads(kernel_size: int, padding: int, output_padding: int, dilation: int) -> list[int]:
    left = dilation * (kernel_size - 1) - padding
    return [left, left + output_padding]


def _pads_with(**changed: int) -> Callable[[Case], list[int]]:
    return lambda case: _pads(**{**case, **changed})


def _handed_on(case: Case) -> list[int]:
    return [case["padding"], case["padding"] + case["output_padding"]]


def _weight_cases() -> list[Case]:
    sizes = sorted(product((1, 2, 3), repeat=3), key=sum)
    small = [{"w": _numbered(inside, outside, taps)} for inside, outside, taps in sizes]
    return [*small, *varied(lambda random: {"w": _numbered(*random.choices(range(1, 8), k=3))})]


def _numbered(inside: int, outside: int, taps: int) -> list[Any]:
    """A weight in which no two numbers are alike, in PyTorch's layout."""
    count = iter(range(1, inside * outside * taps + 1))
    return [[[next(count) for _ in range(taps)] for _ in range(outside)] for _ in range(inside)]


def _permuted(case: Case, *axes: int) -> list[Any]:
    weight: list[Any] = needed("torch").tensor(case["w"]).permute(*axes).tolist()
    return weight


EXERCISES: dict[str, Exercise] = {
    "slid": PredictOutput(
        x=(1, 2),
        w=(4, 2, 1),
        parameters={"stride": 2},
        ideas=(
            "stamped",
            "overwritten",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "times_stride",
            "reversed",
            "first_stays",
            "zero_appended",
        ),
        own_ideas={
            "fits_inside": (
                '"VALID" puts no zeros around the input; it puts kernel_size − 1 at each end here',
                [9],
            ),
        },
        hints=(
            "A kernel that slides stamps itself turned round.",
            "So the stamps are those of [4, 2, 1], two cells apart.",
            "The first one is 4, 2, 1, the second one 8, 4, 2, and they share one cell.",
        ),
        why="JAX's default turns the stamp round; transpose_kernel=True turns it back.",
    ),
    "pads": PredictOutput(
        x=(1, 2, 3),
        w=(1, 1, 3),
        parameters={"stride": 2, "padding": 2, "output_padding": 1},
        ideas=(
            "pads_swapped",
            "unflipped",
            "overwritten",
            "first_stays",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "reversed",
            "padding_zeroes",
        ),
        own_ideas={
            "padding_adds": (
                "the pads add zeros around the output; they cut cells off",
                [0, 0, 1, 1, 5, 2, 9, 3, 9, 0],
            ),
            "first_for_both": (
                "the first pad is taken for both ends; the second one is the end's",
                [5, 2, 9],
            ),
            "second_for_both": (
                "the second pad is taken for both ends; the first one is the beginning's",
                [1, 5, 2, 9, 3],
            ),
            "uncut": (
                "the pads do nothing; they cut cells off",
                [1, 1, 5, 2, 9, 3, 9],
            ),
            "second_left_out": (
                "the second pad is left out; it cuts at the end",
                [5, 2, 9, 3, 9],
            ),
            "all_cut_left": (
                "both pads cut at the beginning; the second one cuts at the end",
                [2, 9, 3, 9],
            ),
            "all_cut_right": (
                "both pads cut at the end; the first one cuts at the beginning",
                [1, 1, 5, 2],
            ),
            "zeros_around": (
                "the pads are zeros around the stretched input, as in JAX; in ONNX they cut cells "
                "off",
                [1, 1, 5, 2, 9, 3],
            ),
            "zero_at_the_end": (
                "the cell cut at the end becomes 0; it is removed",
                [5, 2, 9, 3, 0],
            ),
        },
        hints=(
            "Uncut it is [1, 1, 5, 2, 9, 3, 9].",
            "The first pad is for the beginning, the second one for the end, and both cut.",
            "Two cells go on the left and one on the right.",
        ),
        why="In PyTorch this is padding 2 with output_padding 1: 2 cut left, 2 − 1 right.",
    ),
    "same": Spot(
        true=False,
        defaults={"input": [1, 2, 3], "weight": [1, 1, 3], "output_padding": 0},
        holds=lambda case: all(map(alike, *_rows(case))),
        tell=_tell_rows,
        counterexample={"output_padding": 1},
        hints=(
            "With output_padding 0 both cut one cell at each end.",
            "At which end does Keras give a cell back, and at which does PyTorch?",
            "Let both give one back.",
        ),
        why="Keras gives back on the left, PyTorch on the right: as many cells, other numbers.",
    ),
    "layout": Build(
        signature="layout(w)",
        cases=_weight_cases,
        expected=lambda case: _permuted(case, 2, 1, 0),
        own_ideas={
            "channels_in_order": Misconception(
                "the taps come first and the channels stay in order; Keras wants out before in",
                lambda case: _permuted(case, 2, 0, 1),
            ),
            "taps_last": Misconception(
                "in and out change places and the taps stay last; Keras wants them first",
                lambda case: _permuted(case, 1, 0, 2),
            ),
            "turned": Misconception(
                "the taps are turned round as well; Keras stamps in PyTorch's direction",
                lambda case: _permuted(case, 2, 1, 0)[::-1],
            ),
            "unchanged": Misconception(
                "all stays in PyTorch's order; Keras wants the taps first, then out, then in",
                by_name(lambda w: w),
            ),
        },
        code="""
def layout(w):
    taps, outside, inside = range(len(w[0][0])), range(len(w[0])), range(len(w))
    return [[[w[i][o][k] for i in inside] for o in outside] for k in taps]
""",
        other_lines={
            "return [[[w[i][o][k] for i in inside] for o in outside] for k in taps]": (
                "return [[[w[i][o][k] for o in outside] for i in inside] for k in taps]",
                "return [[[w[i][o][k] for k in taps] for i in inside] for o in outside]",
                "return [[[w[i][o][k] for i in inside] for o in outside] for k in taps[::-1]]",
            ),
        },
        hints=(
            "PyTorch asks for w[i][o][k]. Where does Keras keep that number?",
            "At [k][o][i], so the outermost list has one entry for each tap.",
            "Three comprehensions: the outer one over k, then o, and inside them i.",
        ),
        why="The same numbers in another order: with tensors it is w.permute(2, 1, 0).",
    ),
    "pad": Build(
        signature="pad(kernel_size, padding, output_padding, dilation)",
        cases=_pad_cases,
        expected=_pads_with(),
        own_ideas={
            "handed_on": Misconception(
                "the padding of PyTorch is handed on; there it cuts, here it is put around",
                _handed_on,
            ),
            "dilation_ignored": Misconception(
                "dilation is left out; it makes the kernel longer, so there is more room around",
                _pads_with(dilation=1),
            ),
            "at_the_left": Misconception(
                "output_padding is put in front; it belongs behind",
                lambda case: _pads(**case)[::-1],
            ),
            "output_padding_ignored": Misconception(
                "output_padding is left out; it adds zeros behind", _pads_with(output_padding=0)
            ),
            "at_both_ends": Misconception(
                "output_padding is added at both ends; it is added behind only",
                lambda case: _pads(**case)[1:] * 2,
            ),
            "output_padding_subtracted": Misconception(
                "output_padding is subtracted; it adds zeros behind",
                by_name(
                    lambda output_padding, **others: _pads(output_padding=-output_padding, **others)
                ),
            ),
            "padding_adds": Misconception(
                "padding is added; it cuts, so fewer zeros go around the input",
                by_name(lambda padding, **others: _pads(padding=-padding, **others)),
            ),
            "whole_kernel": Misconception(
                "room for the whole kernel is left in front; its last tap lies on the first input",
                by_name(lambda kernel_size, **others: _pads(kernel_size + 1, **others)),
            ),
        },
        code="""
def pad(kernel_size, padding, output_padding, dilation):
    before = dilation * (kernel_size - 1) - padding
    return [before, before + output_padding]
""",
        other_lines={
            "before = dilation * (kernel_size - 1) - padding": (
                "before = padding",
                "before = kernel_size - 1 - padding",
            ),
            "return [before, before + output_padding]": (
                "return [before + output_padding, before]",
                "return [before, before]",
            ),
        },
        hints=(
            "How many zeros let the kernel reach the first input with its last tap alone?",
            "dilation·(kernel_size − 1) of them, and each padding of PyTorch takes one away.",
            "The same behind, and there output_padding adds some.",
        ),
        why="PyTorch counts what is cut from the full output, JAX what is put around the input.",
    ),
}
