"""Makes exercises of the last chapters: how far a layer looks ahead, one kernel for two steps."""

from random import Random

from ...language import tr
from ...number_format import row
from ..answers import Exercise
from ..predict import PredictCount, PredictOutput
from .drawing import TAPS, uneven


def ahead(random: Random) -> tuple[str, Exercise]:
    stride = random.randrange(2, 6)
    padding = random.randrange(stride + 1, 4 * stride)
    kernel_size = 2 * padding + random.randrange(3)
    count = -(-padding // stride)
    prompt = tr(
        "kernel_size {kernel_size}, stride {stride}, padding {padding}. How many inputs after its "
        "own does an output depend on, at most?",
        kernel_size=kernel_size,
        stride=stride,
        padding=padding,
    )
    return prompt, PredictCount(
        count=count,
        told=tr(
            "{padding} cells are cut at the beginning, {stride} belong to each input: {padding} / "
            "{stride}, rounded up, is {count}.",
            padding=padding,
            stride=stride,
            count=count,
        ),
        own_ideas={
            "rounded_down": (
                tr("it is rounded down; the cells that are left over reach one input further"),
                padding // stride,
            ),
            "cells": (
                tr("cells are counted; an input brings as many of them as the stride says"),
                padding,
            ),
            "both_ends": (
                tr("what is cut at both ends is counted; the end has no part in it"),
                -(-2 * padding // stride),
            ),
        },
        hints=(
            tr("How many cells earlier than its input does a stamp begin?"),
            tr(
                "{padding} cells, and with each input {stride} outputs are due.",
                padding=padding,
                stride=stride,
            ),
        ),
        why=tr("The cells just before an input's own place are the ones that need it too early."),
    )


def one_kernel(random: Random) -> tuple[str, Exercise]:
    stride = random.choice((2, 3))
    taps = uneven(random, random.choice((2, 3)), TAPS)
    turned = taps[::-1]
    prompt = tr(
        "Nearest by {stride}, then conv1d with {taps}. Which kernel does the same at stride "
        "{stride}?",
        stride=stride,
        taps=row(taps),
    )
    return prompt, PredictOutput(
        x=(1,) * stride,
        w=turned,
        parameters={},
        ideas=("unflipped", "overwritten", "averaged"),
        own_ideas={
            "as_it_is": (
                tr("the convolution stays as it is; nearest lets each input meet it several times"),
                list(taps),
            ),
            "repeated": (
                tr("each tap is repeated; neighbouring taps meet copies of one input, and add up"),
                [tap for tap in turned for _ in range(stride)],
            ),
        },
        hints=(
            tr("Send a single 1 through both: what comes out is the kernel."),
            tr("Nearest makes {count} ones of it, and the kernel slides over them.", count=stride),
        ),
        why=tr("A row of ones, stamped by the turned kernel: that is the convolution of the two."),
    )


MAKERS = {"ahead": ("causal", ahead), "one_kernel": ("upsampling", one_kernel)}
