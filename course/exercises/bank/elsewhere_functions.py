"""Exercises of chapter 11 that ask for a function: a layout, JAX's padding, what "same" cuts."""

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

from ...extras import needed
from ...layer import IllegalLayer, Layer
from ..answers import Exercise
from ..build import Build
from ..misconceptions import Misconception
from ..spot import Case
from .cases import by_name, size_of, varied

NAMES = ("kernel_size", "padding", "output_padding", "dilation")


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


def _same_cases() -> list[Case]:
    def drawn(random: Random) -> Case:
        return {"kernel_size": random.randint(1, 20), "stride": random.randint(1, 12)}

    small = [
        {"kernel_size": size, "stride": stride}
        for size, stride in product(range(1, 7), range(1, 5))
    ]
    return [*sorted(small, key=size_of), *varied(drawn)]


def _same(kernel_size: int, stride: int) -> list[int]:
    more = kernel_size - stride
    begin = max(0, more // 2)
    return [begin, more - begin]


def _larger_first(kernel_size: int, stride: int) -> list[int]:
    begin, end = _same(kernel_size, stride)
    return [end, begin]


def _at_both(kernel_size: int, stride: int) -> list[int]:
    return [(kernel_size - stride) // 2] * 2


FUNCTIONS: dict[str, Exercise] = {
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
    "cut": Build(
        signature="cut(kernel_size, stride)",
        cases=_same_cases,
        expected=by_name(_same),
        own_ideas={
            "larger_first": Misconception(
                "the odd one goes at the beginning, as ONNX's LOWER has it; Keras takes it at the "
                "end",
                by_name(_larger_first),
            ),
            "both_alike": Misconception(
                "both ends lose the same; where an odd number goes, the end loses one more",
                by_name(_at_both),
            ),
            "of_the_kernel": Misconception(
                "half of the kernel goes at each end, as in a convolution; what goes is "
                "kernel_size − stride in all",
                by_name(lambda kernel_size, **_: [(kernel_size - 1) // 2, kernel_size // 2]),
            ),
            "never_negative": Misconception(
                "nothing is put on where the kernel is shorter than the stride; the zeros that "
                "are missing go to the end",
                by_name(
                    lambda kernel_size, stride: [
                        max(0, number) for number in _same(kernel_size, stride)
                    ]
                ),
            ),
            "zeros_shared": Misconception(
                "zeros that are missing are put at both ends; they all go to the end",
                by_name(
                    lambda kernel_size, stride: [
                        (kernel_size - stride) // 2,
                        kernel_size - stride - (kernel_size - stride) // 2,
                    ]
                ),
            ),
            "all_at_the_end": Misconception(
                "all goes at the end, as in a causal layer; half of it goes at the beginning",
                by_name(lambda kernel_size, stride: [0, kernel_size - stride]),
            ),
        },
        code="""
def cut(kernel_size, stride):
    begin = max(0, (kernel_size - stride) // 2)
    return [begin, kernel_size - stride - begin]
""",
        other_lines={
            "begin = max(0, (kernel_size - stride) // 2)": (
                "begin = (kernel_size - stride) // 2",
                "begin = max(0, (kernel_size - stride + 1) // 2)",
            ),
            "return [begin, kernel_size - stride - begin]": (
                "return [begin, begin]",
                "return [begin, max(0, kernel_size - stride - begin)]",
            ),
        },
        hints=(
            "In full there are kernel_size − stride more than stride for each input.",
            "Half of that goes at the beginning, rounded down, and the rest at the end.",
            "A kernel shorter than the stride leaves too few; then nothing goes at the beginning.",
        ),
        why="With kernel_size − stride odd, no padding of PyTorch does it: a slice has to.",
    ),
}
