"""Exercises of chapter 12: the functions to write."""

from itertools import product
from math import inf
from random import Random

import numpy as np

from ...costs import cost
from ...extras import needed
from ...layer import Layer
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..misconceptions import OUTPUTS, STRETCHES, Misconception
from ..spot import Case
from .cases import W, X, by_name, size_of, torch_output, varied

OVERWRITTEN, STRIDE_ZEROS = OUTPUTS["overwritten"], STRETCHES["stride_zeros"]


def _count_cases() -> list[Case]:
    names = ("input_size", "kernel_size", "stride")
    sizes = product((1, 2, 5, 16), (1, 2, 3, 4), (1, 2, 3, 8))
    cases = [dict(zip(names, values, strict=True)) for values in sizes]

    def drawn(random: Random) -> Case:
        return {name: random.randint(1, 30) for name in names}

    return [*sorted(cases, key=size_of), *varied(drawn)]


def _by_zero(case: Case) -> int:
    return cost(**case)["zeros"].by_zero


def _outputs(case: Case) -> int:
    return Layer(case["kernel_size"], case["stride"]).output_size(case["input_size"])


def _whole_kernels(case: Case) -> int:
    size: int = case["kernel_size"]
    return size * _outputs(case)


def _stride_zeros(input_size: int, kernel_size: int, stride: int) -> int:
    return ((input_size - 1) * (stride + 1) + 1) * kernel_size


def _torch_count(case: Case) -> int:
    """What a kernel of ones makes of the stretched input's cells, each a one: so many products."""
    torch = needed("torch")
    ones, conv_transpose1d = torch.ones, torch.nn.functional.conv_transpose1d
    one = ones(1, 1, 1)
    stretched = conv_transpose1d(ones(1, 1, case["input_size"]), one, stride=case["stride"])
    taps = ones(1, 1, case["kernel_size"])
    return int(conv_transpose1d(ones(stretched.shape), taps).sum())


def _phase_cases() -> list[Case]:
    small = [
        {"x": X[:length], "w": W[:taps], "stride": stride, "r": r}
        for length, taps, stride in product((1, 2, 3), (1, 2, 3, 4), (1, 2, 3))
        for r in range(min(stride, taps))
    ]

    def drawn(random: Random) -> Case:
        taps, stride = random.randint(1, 12), random.randint(1, 9)
        r = random.randrange(min(taps, stride))
        return {"x": [0] * random.randint(1, 9), "w": [0] * taps, "stride": stride, "r": r}

    # An inserted zero times infinity is not a number: it can't hide in the sums.
    dyed = [{"x": X[:3], "w": [1, inf, 3], "stride": 2, "r": 0}]
    return [*sorted(small, key=size_of), *varied(drawn), *dyed]


def _torch_phase(case: Case) -> list[float]:
    stride, r = case["stride"], case["r"]
    # The taps of the other phases don't reach these places, whatever they are.
    return _zeros_left(case)[r::stride]


def _convolved(x: list[int], taps: list[int]) -> list[int]:
    row: list[int] = np.convolve(x, taps).tolist() if taps else [0] * (len(x) - 1)
    return row


def _block(w: list[int], stride: int, r: int) -> list[int]:
    size = -(-len(w) // stride)
    return w[r * size : (r + 1) * size]


def _zeros_left(case: Case) -> list[float]:
    stride, r = case["stride"], case["r"]
    w = [tap if k % stride == r else 0 for k, tap in enumerate(case["w"])]
    return torch_output({"x": case["x"], "w": w, "stride": stride})


def _overwritten(case: Case) -> list[float]:
    taps = case["w"][case["r"] :: case["stride"]]
    row: list[float] = OVERWRITTEN.of(Trace.of(case["x"], taps))
    return row


FUNCTIONS: dict[str, Exercise] = {
    "count": Build(
        signature="count(input_size, kernel_size, stride)",
        cases=_count_cases,
        expected=_torch_count,
        own_ideas={
            "zeros_left_out": Misconception(
                "the inserted zeros are left out; the convolution multiplies by them as well",
                by_name(lambda input_size, kernel_size, **_: input_size * kernel_size),
            ),
            "zeros_behind": Misconception(
                "zeros go behind the last number as well; they go between neighbours only",
                by_name(lambda input_size, kernel_size, stride: input_size * stride * kernel_size),
            ),
            "zeros_only": Misconception(
                "only multiplications by an inserted zero are counted; the numbers are "
                "multiplied as well",
                _by_zero,
            ),
            "whole_kernels": Misconception(
                "each output takes the whole kernel; at the ends some taps hang over",
                _whole_kernels,
            ),
            "stride_zeros": STRIDE_ZEROS._replace(of=by_name(_stride_zeros)),
            "outputs_counted": Misconception(
                "the outputs are counted; each of them is a sum of several products", _outputs
            ),
        },
        code="""
def count(input_size, kernel_size, stride):
    stretched = (input_size - 1) * stride + 1
    return stretched * kernel_size
""",
        other_lines={
            "stretched = (input_size - 1) * stride + 1": (
                "stretched = input_size * stride",
                "stretched = input_size",
            ),
            "return stretched * kernel_size": (
                "return (stretched + kernel_size - 1) * kernel_size",
                "return (stretched - input_size) * kernel_size",
            ),
        },
        hints=(
            "First the length of the input with its zeros.",
            "From the first number to the last one it is (input_size − 1)·stride cells.",
            "Every cell of (input_size − 1)·stride + 1 meets every tap once.",
        ),
        why="Stamps take input_size·kernel_size, so about 1/stride of this is of any use.",
    ),
    "phase": Build(
        signature="phase(x, w, stride, r)",
        cases=_phase_cases,
        expected=_torch_phase,
        own_ideas={
            "neighbouring_taps": Misconception(
                "neighbouring taps are taken; a phase has every stride-th tap, from r on",
                by_name(lambda x, w, stride, r: _convolved(x, _block(w, stride, r))),
            ),
            "turned": Misconception(
                "the taps are turned round; a stamp runs from its first tap",
                by_name(lambda x, w, stride, r: _convolved(x, w[r::stride][::-1])),
            ),
            "whole_kernel": Misconception(
                "the whole kernel is used; a phase has every stride-th tap only",
                by_name(lambda x, w, **_: _convolved(x, w)),
            ),
            "r_ignored": Misconception(
                "the taps are taken from the first one on; those of phase r begin at r",
                by_name(lambda x, w, stride, **_: _convolved(x, w[::stride])),
            ),
            "zeros_left": Misconception(
                "the other phases are left as zeros; only every stride-th output is asked for",
                _zeros_left,
            ),
            "overwritten": OVERWRITTEN._replace(of=_overwritten),
        },
        code="""
def phase(x, w, stride, r):
    taps = w[r::stride]
    y = [0] * (len(x) + len(taps) - 1)
    for i in range(len(x)):
        for k in range(len(taps)):
            y[i + k] += x[i] * taps[k]
    return y
""",
        other_lines={
            "taps = w[r::stride]": (
                "taps = w[r : r + stride]",
                "taps = w",
            ),
            "y[i + k] += x[i] * taps[k]": ("y[i + k] += x[i] * taps[-1 - k]",),
        },
        hints=(
            "Which taps reach the places r, r + stride, r + 2·stride and so on?",
            "w[r::stride] are those taps, and from place to place the input moves on by one.",
            "So it is your stamps of chapter 01, with fewer taps.",
        ),
        why="Each phase is a stride-1 layer with some of the taps, so no zero is ever multiplied.",
    ),
}
