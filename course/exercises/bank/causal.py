"""Exercises of chapter 13: what an output may depend on, and a layer that runs chunk by chunk."""

from functools import partial
from itertools import product
from random import Random

from ...extras import needed
from ...language import tr
from ...layer import Layer
from ..answers import Exercise
from ..build import Build
from ..misconceptions import Misconception
from ..predict import PredictCount
from ..reach import ReachSizes
from ..spot import Case, Spot
from .cases import W, by_name, size_of, torch_output, varied

STRIDE = 2


def _layer(case: Case) -> Layer:
    layer = Layer(stride=STRIDE, **case)
    made = layer.output_size(3)
    if made != STRIDE * 3:
        raise ValueError(
            tr(
                "The sentence is about layers that make {wanted} of 3 inputs, and this one makes "
                "{made}.",
                wanted=STRIDE * 3,
                made=made,
            )
        )
    return layer


def _tell_ahead(case: Case) -> str:
    layer = _layer(case)
    if not layer.padding:
        return tr("nothing is cut at the beginning, so each stamp begins with its input.")
    # Translators: the stamp of an input, and how many cells before it; {count} may be 1.
    return tr("each stamp begins before its input, by padding={count}.", count=layer.padding)


def _uncut_cases() -> list[Case]:
    def case(size: int, taps: int, stride: int) -> Case:
        return {"y": [0] * ((size - 1) * stride + taps), "input_size": size, "stride": stride}

    def drawn(random: Random) -> Case:
        stride = random.randint(1, 6)
        return case(random.randint(1, 7), stride + random.randint(0, 6), stride)

    small = [
        case(size, stride + more, stride)
        for size, stride, more in product((1, 2, 3), (1, 2, 3), (0, 1, 2, 3))
    ]
    for one in small:
        one["y"] = list(range(1, len(one["y"]) + 1))
    return [*sorted(small, key=size_of), *varied(drawn)]


def _stream_cases() -> list[Case]:
    splits = ([[1]], [[1], [2]], [[1, 2]], [[1], [2], [3]], [[1, 2], [3]], [[1], [2, 3]])
    small = [
        {"chunks": chunks, "w": W[:taps], "stride": stride, "bias": bias}
        for chunks, taps, stride, bias in product(splits, (1, 2, 3, 4), (1, 2, 3), (0, 10))
        if taps >= stride
    ]

    def drawn(random: Random) -> Case:
        stride = random.randint(1, 7)
        chunks = [[0] * random.randint(1, 7) for _ in range(random.randint(2, 4))]
        taps = stride + random.randint(0, 5)
        return {"chunks": chunks, "w": [0] * taps, "stride": stride, "bias": random.randint(0, 9)}

    return [*sorted(small, key=size_of), *varied(drawn)]


def _whole(case: Case) -> list[float]:
    """What PyTorch makes of all chunks at once, without the bias, up to the last final number."""
    x = [value for chunk in case["chunks"] for value in chunk]
    y = torch_output({"x": x, "w": case["w"], "stride": case["stride"]})
    return y[: len(x) * case["stride"]]


def _handed_out(case: Case, row: list[float]) -> list[list[float]]:
    """The row in one list for each chunk."""
    sizes = [len(chunk) * case["stride"] for chunk in case["chunks"]]
    return [row[sum(sizes[:n]) : sum(sizes[: n + 1])] for n in range(len(sizes))]


def _expected(case: Case) -> list[list[float]]:
    torch = needed("torch")
    return _handed_out(case, (torch.tensor(_whole(case)) + case["bias"]).tolist())


def _chunks_made(case: Case, carried: str) -> list[list[float]]:
    """Chunk by chunk, with what a wrong idea makes of the carry."""
    w, stride, bias = case["w"], case["stride"], case["bias"]
    tail = len(w) - stride
    carry = [0.0] * tail
    made: list[list[float]] = []
    for chunk in case["chunks"]:
        y = torch_output({"x": chunk, "w": w, "stride": stride})
        if carried == "with bias":
            y = [value + bias for value in y]
        ready = len(chunk) * stride
        if carried == "within the chunk":
            added = [*carry[:ready], *[0.0] * max(0, len(y) - ready)]
        else:
            added = [*carry, *[0.0] * len(y)]
        if carried == "over" and made:
            y = [*carry, *y[tail:]]
        elif carried not in ("nothing", "over"):
            y = [value + more for value, more in zip(y, added, strict=False)]
        once = 0 if carried == "with bias" else bias
        made.append([value + once for value in y[:ready]])
        carry = y[ready:]
    return made


_NO_CARRY = partial(_chunks_made, carried="nothing")
_BIAS_CARRIED = partial(_chunks_made, carried="with bias")
_CARRY_OVER = partial(_chunks_made, carried="over")
_CARRY_CUT = partial(_chunks_made, carried="within the chunk")


EXERCISES: dict[str, Exercise] = {
    "many": PredictCount(
        count=75,
        told="The next stamp begins 3 cells early, so it reaches the last 3 of each 4 outputs.",
        own_ideas={
            "all": ("every output looks ahead; those before the next stamp begins do not", 100),
            "once": (
                "only the first outputs are early; each stamp begins early, so it is so everywhere",
                3,
            ),
            "the_others": ("the outputs that do not look ahead are counted; the others do", 25),
            "half": ("half of them look ahead; that is so at half a stride of padding", 50),
        },
        hints=(
            "How many cells before its input does each stamp begin?",
            "Three. With each input four outputs are due: draw them, and the next stamp.",
        ),
        why="With padding up to the stride it is padding of every stride outputs, here 3 of 4.",
    ),
    "ahead": PredictCount(
        count=12,
        told="46 cells are cut at the beginning, 4 belong to each input: ceil(46 / 4) = 12.",
        own_ideas={
            "rounded_down": (
                "46 / 4 is rounded down; the two cells that are left over reach one input further",
                11,
            ),
            "cells": ("cells are counted; an input brings 4 of them", 46),
            "both_ends": ("what is cut at both ends is counted; the end has no part in it", 23),
            "kernel": ("the kernel's length is counted; only what is cut counts", 16),
        },
        hints=(
            "How many cells earlier than its input does a stamp begin?",
            "46. And with each input four outputs are due.",
            "46 cells are eleven and a half inputs.",
        ),
        why="The cells just before an input's own place are the ones that need it too early.",
    ),
    "exact": ReachSizes(
        sizes=((7, 35), (8, 40)),
        given={"kernel_size": 10, "stride": 5},
        free=("padding", "output_padding"),
        ideas=("output_padding_cuts", "padding_doubled", "fence_post", "whole_kernel"),
        own_ideas={
            "rounded_down": (
                "half of the stride is rounded down; that leaves one number too many",
                {"padding": 2, "output_padding": 0},
            ),
            "rounded_up": (
                "half of the stride is rounded up and nothing given back; one number is missing",
                {"padding": 3, "output_padding": 0},
            ),
        },
        hints=(
            "Five numbers have to go: (7 − 1)·5 + 10 = 40.",
            "An even number goes with padding alone; output_padding gives one back.",
            "Three off each end, and one back at the end.",
        ),
        why="ceil(5 / 2) = 3 are cut at the beginning and 3 − 1 = 2 at the end: five.",
    ),
    "exactly": Spot(
        true=False,
        defaults={"kernel_size": 2, "padding": 0},
        holds=lambda case: not _layer(case).padding,
        tell=_tell_ahead,
        counterexample={"kernel_size": 4, "padding": 1},
        hints=(
            "The sentence speaks of a size. Which cells were cut to make it?",
            "A longer kernel at stride 2 makes more than twice as many, and padding cuts them.",
            "PyTorch's usual doubling: 4 taps.",
        ),
        why="The size doesn't say at which end the cells were cut.",
    ),
    "causal": Build(
        signature="causal(y, input_size, stride)",
        cases=_uncut_cases,
        expected=by_name(
            lambda y, input_size, stride: (
                needed("torch").tensor(y).narrow(0, 0, input_size * stride).tolist()
            )
        ),
        own_ideas={
            "empty": Misconception(
                "the cut is counted from the end; where nothing is left over, −0 keeps nothing",
                by_name(lambda y, input_size, stride: y[: -(len(y) - input_size * stride)]),
            ),
            "at_the_beginning": Misconception(
                "the beginning is cut; that looks ahead, and loses the first numbers",
                by_name(lambda y, input_size, stride: y[len(y) - input_size * stride :]),
            ),
            "at_both_ends": Misconception(
                "half is cut at each end; what is cut at the beginning looks ahead",
                by_name(
                    lambda y, input_size, stride: y[(len(y) - input_size * stride) // 2 :][
                        : input_size * stride
                    ]
                ),
            ),
            "last_left_out": Misconception(
                "the numbers of the last input are left out; they are final as well",
                by_name(lambda y, input_size, stride: y[: (input_size - 1) * stride]),
            ),
            "uncut": Misconception(
                "nothing is cut; the last numbers are not final", by_name(lambda y, **_: y)
            ),
        },
        code="""
def causal(y, input_size, stride):
    return y[:input_size * stride]
""",
        other_lines={
            "return y[:input_size * stride]": (
                "return y[:input_size * stride - len(y)]",
                "return y[len(y) - input_size * stride:]",
            ),
        },
        hints=(
            "Each input brings as many outputs as the stride says.",
            "Keep that many from the beginning, instead of cutting so many from the end.",
        ),
        why="How many are kept is right for every kernel, and never 0 by accident.",
    ),
    "stream": Build(
        signature="stream(chunks, w, stride, bias)",
        cases=_stream_cases,
        expected=_expected,
        own_ideas={
            "nothing_carried": Misconception(
                "each chunk begins anew; what the one before left over is added to its first "
                "numbers",
                _NO_CARRY,
            ),
            "bias_carried": Misconception(
                "the bias is in what is carried as well; add it once, to what is handed out",
                _BIAS_CARRIED,
            ),
            "carry_cut": Misconception(
                "what is carried ends with the next chunk; with a long kernel the rest of it goes "
                "on to the one after",
                _CARRY_CUT,
            ),
            "carry_overwrites": Misconception(
                "what is carried replaces the next chunk's first numbers; it is added to them",
                _CARRY_OVER,
            ),
            "bias_left_out": Misconception(
                "the bias is left out; every number has it once",
                lambda case: _handed_out(case, _whole(case)),
            ),
        },
        code="""
def stream(chunks, w, stride, bias):
    carry = [0] * (len(w) - stride)
    made = []
    for chunk in chunks:
        ready = len(chunk) * stride
        y = carry + [0] * ready
        for i, value in enumerate(chunk):
            for k, tap in enumerate(w):
                y[i * stride + k] += value * tap
        made.append([value + bias for value in y[:ready]])
        carry = y[ready:]
    return made
""",
        hints=(
            "One call of m inputs stamps m strides and T cells more. What lies in the first T?",
            "Begin with the carry and zeros behind it, and stamp onto that, without the bias.",
            "Hand out the first m strides with the bias; all behind them is the next carry.",
        ),
        why="The carry is all that the past still has to say: T numbers, however long it was.",
    ),
}
