"""Exercises of chapter 14: the other ways to grow, and which of them are this layer."""

from random import Random
from typing import Any

from ...extras import needed
from ...language import tr
from ...number_format import row
from ...phases import phase_sums
from ..answers import Exercise
from ..build import Build
from ..difference import alike
from ..misconceptions import Misconception
from ..predict import PredictCount, PredictOutput
from ..reach import small_trace
from ..spot import Case, Spot
from .cases import W, by_name, size_of, varied
from .padding import CUTS

STRIDE = 2


def _phases(case: Case) -> tuple[list[Any], list[Any]]:
    """The taps of the two phases, of which the second may be shorter."""
    w = small_trace({"input": [1], "stride": STRIDE, **case}).w
    sums = phase_sums(w, STRIDE)
    if not alike(*sums.tolist()):
        raise ValueError(
            tr(
                "The sentence is about kernels with equal phase sums, and here they are {sums}.",
                sums=row(sums),
            )
        )
    return list(w[::STRIDE]), list(w[1::STRIDE])


def _tell_phases(case: Case) -> str:
    even, odd = _phases(case)
    # Translators: the taps of the two phases, each in brackets.
    return tr("the phases are {even} and {odd}.", even=row(even), odd=row(odd) if odd else "[]")


def _cases(name: str, numbers: list[int]) -> list[Case]:
    """Rows under small strides, the smallest first, then varied ones."""

    def drawn(random: Random) -> Case:
        return {name: [0] * random.randint(1, 9), "stride": random.randint(1, 8)}

    small = [
        {name: numbers[:size], "stride": stride} for size in (1, 2, 3, 4) for stride in (1, 2, 3, 4)
    ]
    return [*sorted(small, key=size_of), *varied(drawn)]


def _filled(w: list[float], stride: int) -> list[float]:
    return [*w, *[0] * (-len(w) % stride)]


def _rows(w: list[float], stride: int) -> list[list[float]]:
    """Each phase's taps, turned round, as PyTorch lays them out."""
    blocks = needed("torch").tensor(_filled(w, stride)).view(-1, stride)
    made: list[list[float]] = blocks.T.flip(1).tolist()
    return made


def _one_kernel(c: list[float], stride: int) -> list[float]:
    """What nearest, then the convolution, make of a single 1."""
    torch = needed("torch")
    repeated = torch.ones(1, 1, stride, dtype=torch.float64)
    taps = torch.tensor([[c]], dtype=torch.float64)
    made: list[float] = torch.nn.functional.conv1d(repeated, taps, padding=len(c) - 1)[
        0, 0
    ].tolist()
    return made


def _spread(c: list[float], stride: int) -> list[float]:
    return [tap for tap in c[::-1] for _ in range(stride)]


EXERCISES: dict[str, Exercise] = {
    "ends": PredictOutput(
        x=(1, 1, 2),
        w=(1, 3, 3, 1),
        parameters={"stride": 2, "padding": 1},
        ideas=(
            *CUTS,
            "input_cut",
            "overwritten",
            "first_stays",
            "averaged",
            "stride_ignored",
            "unscaled",
            "convolved",
            "stride_too_wide",
            "largest_stays",
            "reversed",
        ),
        own_ideas={
            "repeated_ends": (
                "the first and the last number are repeated, as interpolate does; this layer sees "
                "nothing beyond them",
                [4, 4, 4, 5, 7, 8],
            ),
        },
        hints=(
            "In full it has eight numbers: which stamps lie on the second one?",
            "Between the ends two stamps meet on each place. On the second place it is the first "
            "stamp's 3 alone.",
        ),
        why="Interpolation has 4 and 8 at the ends, four times 1 and 2. Between them it agrees.",
    ),
    "one_kernel": PredictOutput(
        x=(1, 1),
        w=(4, 1, 2),
        parameters={},
        ideas=(
            "unflipped",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "side_by_side",
            "stride_too_wide",
        ),
        own_ideas={
            "as_it_is": (
                "the convolution stays as it is; nearest makes two of each number, so its taps "
                "meet one input twice",
                [2, 1, 4],
            ),
            "doubled": (
                "each tap is written twice; neighbouring taps meet the two copies, and add up",
                [4, 4, 1, 1, 2, 2],
            ),
        },
        hints=(
            "Send a single 1 through both: what comes out is the kernel.",
            "Nearest makes 1, 1 of it. The convolution slides over 0, 0, 1, 1, 0, 0.",
            "Its last tap meets the first 1 alone, then the last two taps meet both.",
        ),
        why="[4, 1, 2] stamped twice, one cell apart: two ones, stamped by the turned kernel.",
    ),
    "taps": PredictCount(
        count=36,
        told="3·3 taps for each of the 2·2 places of a block: 9·4 = 36, a kernel of 6·6.",
        own_ideas={
            "kernel_kept": ("the kernel stays 3·3; each of the 4 channels has one of its own", 9),
            "four_by_four": (
                "nearest, then 3·3, is counted; there the taps of the phases depend on each other",
                16,
            ),
            "one_way": ("the stride counts once; there are 2·2 phases", 18),
            "with_channels": (
                "the channels are counted twice; each of them is a phase already",
                144,
            ),
        },
        hints=(
            "Each output channel of the convolution becomes one phase.",
            "There are 2·2 phases, and each has all the taps of its channel.",
        ),
        why="No tap is lost or shared: the weights are the same, only rearranged.",
    ),
    "equal": Spot(
        true=False,
        defaults={"weight": [1, 1, 3, 3]},
        holds=lambda case: (
            len({len(taps) for taps in _phases(case)}) == 1 and all(map(alike, *_phases(case)))
        ),
        tell=_tell_phases,
        counterexample={"weight": [1, 3, 3, 1]},
        hints=(
            "The phases of [1, 1, 3, 3] are [1, 3] and [1, 3].",
            "Two different rows can have the same sum.",
            "A sum doesn't know the order.",
        ),
        why="ICNR starts with equal phases. For a flat constant equal sums are enough.",
    ),
    "rows": Build(
        signature="rows(w, stride)",
        cases=lambda: _cases("w", W),
        expected=by_name(_rows),
        own_ideas={
            "not_turned": Misconception(
                "the taps of a phase are not turned round; conv1d slides them as they stand",
                by_name(lambda w, stride: [r[::-1] for r in _rows(w, stride)]),
            ),
            "blocks": Misconception(
                "neighbouring taps make a row; a phase has every stride-th tap",
                by_name(
                    lambda w, stride: [
                        _filled(w, stride)[r : r + len(_filled(w, stride)) // stride][::-1]
                        for r in range(
                            0, len(_filled(w, stride)), len(_filled(w, stride)) // stride
                        )
                    ]
                ),
            ),
            "turned_whole": Misconception(
                "the kernel is turned round before it is split; then the phases change places",
                by_name(lambda w, stride: _rows(w, stride)[::-1]),
            ),
            "not_filled": Misconception(
                "no zeros are put at the end; the rows have to be equally long",
                by_name(lambda w, stride: [w[r::stride][::-1] for r in range(stride)]),
            ),
            "zeros_in_front": Misconception(
                "the zeros stand in front of the kernel; they belong to its end",
                by_name(lambda w, stride: _rows([*[0] * (-len(w) % stride), *w], stride)),
            ),
        },
        code="""
def rows(w, stride):
    w = list(w) + [0] * (-len(w) % stride)
    return [w[r::stride][::-1] for r in range(stride)]
""",
        other_lines={
            "w = list(w) + [0] * (-len(w) % stride)": (
                "w = [0] * (-len(w) % stride) + list(w)",
                "w = list(w)",
            ),
            "return [w[r::stride][::-1] for r in range(stride)]": (
                "return [w[r::stride] for r in range(stride)]",
                "return [w[::-1][r::stride] for r in range(stride)]",
            ),
        },
        hints=(
            "Which taps reach the outputs r, r + stride and so on?",
            "Every stride-th one from r on, and conv1d takes them turned round.",
            "-len(w) % stride zeros make the kernel a whole number of strides.",
        ),
        why="Each row is one phase. Laid alternately, what the rows make is what the kernel makes.",
    ),
    "kernel_of": Build(
        signature="kernel_of(c, stride)",
        cases=lambda: _cases("c", W),
        expected=by_name(_one_kernel),
        own_ideas={
            "not_turned": Misconception(
                "the taps are not turned round; a stamp runs from the last tap of a convolution",
                by_name(lambda c, stride: _one_kernel(c[::-1], stride)),
            ),
            "spread": Misconception(
                "each tap is repeated; neighbouring taps meet copies of one input, and add up",
                by_name(_spread),
            ),
            "as_it_is": Misconception(
                "the taps stay as they are; nearest lets each input meet them stride times",
                by_name(lambda c, **_: c[::-1]),
            ),
            "averaged": Misconception(
                "the copies are averaged; each of them is the whole number",
                by_name(lambda c, stride: [tap / stride for tap in _one_kernel(c, stride)]),
            ),
        },
        code="""
def kernel_of(c, stride):
    made = [0] * (stride + len(c) - 1)
    for copy in range(stride):
        for k, tap in enumerate(c[::-1]):
            made[copy + k] += tap
    return made
""",
        other_lines={
            "for k, tap in enumerate(c[::-1]):": ("for k, tap in enumerate(c):",),
            "made[copy + k] += tap": (
                "made[copy + k] = tap",
                "made[copy + k] += tap / stride",
            ),
        },
        hints=(
            "Send a single 1 through both steps.",
            "Nearest makes it stride ones. Each of them is met by all the taps, last one first.",
            "Stamp c, turned round, stride times, each one cell further.",
        ),
        why="A row of ones, stamped by the turned kernel: that is the convolution of the two.",
    ),
}
