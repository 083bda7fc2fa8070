"""Makes the exercises about sizes and zeros: a size, a stretched input, a count of products."""

from random import Random

from ...costs import cost
from ...language import tr
from ...layer import Layer
from ...number_format import row
from ..answers import Exercise
from ..predict import PredictCount, PredictSize, PredictStretched
from .drawing import INPUTS, some


def stretched(random: Random) -> tuple[str, Exercise]:
    x, stride = some(random, random.choice((2, 3)), INPUTS), random.choice((2, 3, 4))
    prompt = tr(
        "Input {x}, stride {stride}. What is the input once the zeros are inserted?",
        x=row(x),
        stride=stride,
    )
    return prompt, PredictStretched(
        x=x,
        stride=stride,
        ideas=(
            "stride_zeros",
            "zeros_behind",
            "repeated",
            "zeros_in_front",
            "zeros_around",
            "at_the_ends",
        ),
        hints=(
            tr("How many zeros go between two neighbours?"),
            tr("Between two neighbours: {zeros}. At the ends: none.", zeros=stride - 1),
            tr(
                "{size} numbers. The first one is {first}, the last one {last}.",
                size=(len(x) - 1) * stride + 1,
                first=x[0],
                last=x[-1],
            ),
        ),
        why=tr("Zeros stand between neighbours only, stride − 1 of them each time."),
    )


def size(random: Random) -> tuple[str, Exercise]:
    n = random.randrange(3, 13)
    kernel_size, stride = random.randrange(2, 6), random.randrange(2, 5)
    padding = random.choice((1, 2))
    layer = Layer(kernel_size, stride, padding)
    prompt = tr(
        "{size} numbers, kernel_size {kernel_size}, stride {stride}, padding {padding}: how many "
        "come out?",
        size=n,
        kernel_size=kernel_size,
        stride=stride,
        padding=padding,
    )
    return prompt, PredictSize(
        input_size=n,
        layer=layer,
        ideas=(
            "times_stride",
            "conv_formula",
            "every_input",
            "padding_adds",
            "fence_post",
            "size_kept",
            "stride_too_wide",
        ),
        hints=(
            tr("Put the numbers into the formula, one term after the other."),
            tr(
                "From the first stamp's start to the last one's: ({size} − 1)·{stride} = {way}.",
                size=n,
                stride=stride,
                way=(n - 1) * stride,
            ),
            tr(
                "Then − {cut} for padding and + {kernel_size} for the last stamp.",
                cut=2 * padding,
                kernel_size=kernel_size,
            ),
        ),
        why=tr("Each further input adds the stride, the last stamp its own length."),
    )


def zeros(random: Random) -> tuple[str, Exercise]:
    n, taps, stride = random.randrange(3, 11), random.randrange(2, 5), random.randrange(2, 5)
    counted = cost(n, kernel_size=taps, stride=stride)["zeros"]
    cells, count = (n - 1) * stride + 1, counted.multiplications
    prompt = tr(
        "{size} numbers, kernel_size {kernel_size}, stride {stride}. How many multiplications does "
        "the way with zeros take?",
        size=n,
        kernel_size=taps,
        stride=stride,
    )
    return prompt, PredictCount(
        count=count,
        told=tr(
            "({size} − 1)·{stride} + 1 = {cells} cells, and each meets {taps} taps: {cells}·{taps} "
            "= {count}.",
            size=n,
            stride=stride,
            cells=cells,
            taps=taps,
            count=count,
        ),
        own_ideas={
            "zeros_left_out": (
                tr("the inserted zeros are left out; the convolution can't tell them from numbers"),
                n * taps,
            ),
            "zeros_behind": (
                tr("zeros go behind the last number as well; they go between neighbours only"),
                n * stride * taps,
            ),
            "zeros_only": (
                tr(
                    "only multiplications by an inserted zero are counted; the numbers are "
                    "multiplied as well"
                ),
                counted.by_zero,
            ),
            "whole_kernels": (
                tr("each output takes the whole kernel; at the ends some taps hang over"),
                taps * Layer(taps, stride).output_size(n),
            ),
        },
        hints=(
            tr("How long is the input once the zeros are in it? Chapter 03 counted that."),
            tr("With the zeros it has ({size} − 1)·{stride} + 1 cells.", size=n, stride=stride),
            tr("{cells} cells, and each of them is multiplied by each tap.", cells=cells),
        ),
        why=tr("The convolution multiplies whatever stands in a cell, zero or not."),
    )


MAKERS = {
    "stretched": ("zero_insert", stretched),
    "size": ("size_formula", size),
    "zeros": ("cost", zeros),
}
