"""Exercises of chapter 10: phases, and what they add up to."""

from collections.abc import Callable
from random import Random
from typing import Any

from ...language import tr
from ...number_format import row
from ...phases import phase_sums
from ..answers import Exercise
from ..build import Build
from ..difference import alike
from ..misconceptions import Misconception
from ..predict import PredictOutput
from ..reach import ReachOutput, small_trace
from ..spot import Case, Spot
from .cases import W, by_name, size_of, torch_output, varied


def _sums_of(case: Case) -> list[Any]:
    trace = small_trace({"input": [1], **case})
    size, stride = len(trace.w), trace.axes[0].stride
    if size % stride:
        raise ValueError(
            tr(
                "The sentence is about strides that divide the kernel size, and {stride} does not "
                "divide {size}.",
                stride=stride,
                size=size,
            )
        )
    sums: list[Any] = phase_sums(trace.w, stride).tolist()
    return sums


def _sums_cases() -> list[Case]:
    small = [{"w": W[:taps], "stride": stride} for taps in (1, 2, 3, 4) for stride in (1, 2, 3, 4)]
    return [*sorted(small, key=size_of), *varied(_drawn("w"))]


def _start_cases() -> list[Case]:
    small = [{"v": W[:taps], "stride": stride} for taps in (1, 2, 3) for stride in (1, 2, 3, 4)]
    return [*sorted(small, key=size_of), *varied(_drawn("v"))]


def _drawn(name: str) -> Callable[[Random], Case]:
    return lambda random: {name: [0] * random.randint(1, 9), "stride": random.randint(1, 8)}


def _torch_sums(case: Case) -> list[float]:
    """One stride of outputs from the middle of what ones give."""
    w, stride = case["w"], case["stride"]
    y = torch_output({"x": [1] * (len(w) + 1), "w": w, "stride": stride})
    # Where the stride is larger than the kernel, the output ends before its last gap.
    return [*y, *[0] * stride][len(w) * stride :][:stride]


def _torch_start(case: Case) -> list[float]:
    """Each tap as often as the stride says: what a kernel of ones stamps for each."""
    y: list[float] = torch_output(
        {"x": case["v"], "w": [1] * case["stride"], "stride": case["stride"]}
    )
    return y


def _blocks(w: list[int], stride: int) -> list[int]:
    size = -(-len(w) // stride)
    return [sum(w[r * size : (r + 1) * size]) for r in range(stride)]


def _zeros_behind(v: list[int], stride: int) -> list[int]:
    return [tap for value in v for tap in [value] + [0] * (stride - 1)]


def _averages(w: list[float], stride: int) -> list[float]:
    return [sum(taps) / max(len(taps), 1) for taps in (w[r::stride] for r in range(stride))]


EXERCISES: dict[str, Exercise] = {
    "ones": PredictOutput(
        x=(1, 1, 1, 1),
        w=(2, 1, 1),
        parameters={"stride": 2},
        ideas=(
            "overwritten",
            "first_stays",
            "averaged",
            "turned",
            "stride_ignored",
            "stride_too_wide",
            "times_stride",
        ),
        own_ideas={
            "no_ends": (
                "the phase sums alternate up to both ends; there some of the taps are missing",
                [3, 1, 3, 1, 3, 1, 3, 1, 3],
            ),
            "sums_repeated": (
                "each input makes both phase sums alone; taps 0 and 2 come from two "
                "neighbours, and the ends lack one",
                [3, 1, 3, 1, 3, 1, 3, 1],
            ),
            "phases_swapped": (
                "the even places get one tap and the odd ones two; tap 0 and tap 2 meet on even "
                "places",
                [1, 3, 1, 3, 1, 3, 1, 3, 1],
            ),
            "middle_only": (
                "the ends are left out; the whole output is asked for",
                [3, 1, 3, 1, 3],
            ),
            "mean_everywhere": (
                "the taps are spread evenly over all places; each phase has a sum of its own",
                [2, 2, 2, 2, 2, 2, 2, 2, 2],
            ),
            "all_taps": (
                "each place gets all the taps; it gets only those of its own phase",
                [4, 4, 4, 4, 4, 4, 4, 4, 4],
            ),
        },
        hints=(
            "Which taps meet on the even places, and which on the odd ones?",
            "The even places have the taps 2 and 1, the odd ones a single 1.",
            "Nine numbers. At the two ends of the even places one of the two taps is missing.",
        ),
        why="The phase sums are 3 and 1, so a constant comes out as 3, 1, 3, 1 between the ends.",
    ),
    "flat": ReachOutput(
        target=(1, 2, 2, 2, 2, 2, 2, 2, 2, 1),
        given={"input": (1, 1, 1), "weight": (1, 2, 2, 1)},
        free=("stride",),
        own_ideas={
            "stride_divides": (
                "the stride has to divide the kernel size; phase sums can be equal without that",
                {"stride": 2},
            ),
            "stride_is_kernel_size": (
                "the stamps lie end to end; the phases then have one tap each, and those differ",
                {"stride": 4},
            ),
            "overlap_counted": (
                "the stride is the number of cells that two stamps share; it is the distance "
                "from start to start",
                {"stride": 1},
            ),
        },
        hints=(
            "Ten numbers: how far apart do three stamps of four taps start?",
            "The first tap of a stamp and the last one of the stamp before make a 2 together.",
            "Neighbours overlap in exactly one cell.",
        ),
        why="The phase sums are 1 + 1, 2 and 2: equal, though this stride does not divide 4.",
    ),
    "divides": Spot(
        true=False,
        defaults={"weight": [1, 1, 1, 1, 1, 1], "stride": 3},
        holds=lambda case: all(alike(total, _sums_of(case)[0]) for total in _sums_of(case)),
        tell=lambda case: tr("{sums} are the phase sums.", sums=row(_sums_of(case))),
        counterexample={"weight": [2, 1, 1, 1, 1, 1]},
        hints=(
            "Six ones make three sums of two ones. Does each tap have to be a one?",
            "Each phase has as many taps as the others. That says nothing about their sum.",
            "Change a single tap.",
        ),
        why="Dividing makes the phases equally long. Only the taps can make their sums equal.",
    ),
    "sums": Build(
        signature="sums(w, stride)",
        cases=_sums_cases,
        expected=_torch_sums,
        own_ideas={
            "neighbouring_taps": Misconception(
                "neighbouring taps are added; a phase has every stride-th tap", by_name(_blocks)
            ),
            "taps_counted": Misconception(
                "the taps of a phase are counted; it is their sum that comes out",
                by_name(lambda w, stride: [len(w[r::stride]) for r in range(stride)]),
            ),
            "empty_left_out": Misconception(
                "phases without a tap are left out; their sum is 0",
                by_name(lambda w, stride: [sum(w[r::stride]) for r in range(min(stride, len(w)))]),
            ),
            "averaged": Misconception(
                "the taps of a phase are averaged; it is their sum that comes out",
                by_name(_averages),
            ),
        },
        code="""
def sums(w, stride):
    return [sum(w[r::stride]) for r in range(stride)]
""",
        other_lines={
            "return [sum(w[r::stride]) for r in range(stride)]": (
                "return [len(w[r::stride]) for r in range(stride)]",
                "return [sum(w[r : r + stride]) for r in range(stride)]",
            ),
        },
        hints=(
            "Tap 0 and which others reach the same places?",
            "Phase r has the taps r, r + stride, r + 2·stride and so on.",
            "A slice with a step takes them: w[r::stride].",
        ),
        why="A tap never changes its phase, because it moves on by whole strides.",
    ),
    "start": Build(
        signature="start(v, stride)",
        cases=_start_cases,
        expected=_torch_start,
        own_ideas={
            "repeated_whole": Misconception(
                "v as a whole is repeated; then neighbouring phases get different taps",
                by_name(lambda v, stride: v * stride),
            ),
            "zeros_behind": Misconception(
                "zeros are put behind each tap; then all phases but the first have no tap but 0",
                by_name(_zeros_behind),
            ),
            "shared_out": Misconception(
                "each tap is shared out among the phases; every phase has the whole tap",
                by_name(lambda v, stride: [tap / stride for tap in v for _ in range(stride)]),
            ),
        },
        code="""
def start(v, stride):
    return [tap for tap in v for _ in range(stride)]
""",
        other_lines={
            "return [tap for tap in v for _ in range(stride)]": (
                "return [tap for _ in range(stride) for tap in v]",
                "return [tap * (r == 0) for tap in v for r in range(stride)]",
            ),
        },
        hints=(
            "Write down the kernel for [2, 3] at stride 4 and take every fourth tap of it.",
            "The first stride taps are all v[0]: one for each phase.",
            "Each tap of v stands there stride times in a row.",
        ),
        why="Phase r has the taps r, r + stride, …, one out of each run, so all phases are alike.",
    ),
}
