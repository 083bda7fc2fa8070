"""Makes the exercises that ask for an input or parameters that lead to a given result."""

from random import Random
from typing import Any

from ...language import tr
from ...layer import Layer
from ...number_format import row
from ...trace import Trace
from ..answers import Exercise
from ..reach import ReachOutput, ReachSizes
from .drawing import INPUTS, kernel, some, uneven


def which_input(random: Random) -> tuple[str, Exercise]:
    x = uneven(random, random.choice((2, 3)), (1, 2, 3))
    w = kernel(random, random.choice((2, 3)))
    target = Trace.of(x, w).y
    prompt = tr("Kernel {w}. Which input gives {target}?", w=row(w), target=row(target))
    return prompt, ReachOutput(
        target=target,
        given={"weight": w},
        free=("input",),
        ideas=("reversed",),
        hints=(
            tr("How many inputs make {size} numbers with this kernel?", size=len(target)),
            tr(
                "Only the first stamp reaches y[0] = {first}, only the last one {last}.",
                first=target[0],
                last=f"y[{len(target) - 1}] = {row(target[-1])}",
            ),
            tr("The input has {count} numbers and begins with {first}.", count=len(x), first=x[0]),
        ),
        why=tr("The ends of an output belong to one stamp each, so they give the input away."),
    )


def column(random: Random) -> tuple[str, Exercise]:
    size, stride = random.choice((2, 3)), 2
    place, w = random.randrange(size), kernel(random, random.choice((2, 3)))
    target = Trace.of([int(i == place) for i in range(size)], w, stride=stride).y
    prompt = tr(
        "Kernel {w}, stride {stride}. Choose the input that gives {target}, a column of C.T.",
        w=row(w),
        stride=stride,
        target=row(target),
    )
    return prompt, ReachOutput(
        target=target,
        given={"weight": w, "stride": stride},
        free=("input",),
        ideas=("unscaled", "stride_ignored"),
        hints=(
            tr("A matrix times a row of numbers adds up its columns, each times one number."),
            tr("Every column but one should be taken 0 times."),
            tr("{size} numbers, one of them a 1 and the rest 0.", size=size),
        ),
        why=tr("An input that is 1 in one place and 0 elsewhere picks one column: one stamp."),
    )


def which_stride(random: Random) -> tuple[str, Exercise]:
    x, w = some(random, random.choice((2, 3)), INPUTS), kernel(random, random.choice((2, 3)))
    stride = random.choice((2, 3, 4))
    target = Trace.of(x, w, stride=stride).y
    prompt = tr(
        "Choose the stride so that the input {x} and the kernel {w} give {target}.",
        x=row(x),
        w=row(w),
        target=row(target),
    )
    return prompt, ReachOutput(
        target=target,
        given={"input": x, "weight": w},
        free=("stride",),
        ideas=("stride_too_wide", "stride_too_narrow"),
        hints=(
            tr("Where does the second stamp start?"),
            tr("The second stamp begins with {value}.", value=row(x[1] * w[0])),
            tr("Count the cells from the first stamp's start to the second one's."),
        ),
        why=tr("The stride is the distance from one stamp's start to the next one's."),
    )


def middle(random: Random) -> tuple[str, Exercise]:
    x, w = some(random, 3, INPUTS), kernel(random, 3)
    stride, padding = random.choice((2, 3)), random.choice((1, 2))
    target = Trace.of(x, w, stride=stride, padding=padding).y
    prompt = tr(
        "Choose stride and padding so that the input {x} and the kernel {w} give {target}.",
        x=row(x),
        w=row(w),
        target=row(target),
    )
    uncut = Trace.of(x, w, stride=stride).y
    return prompt, ReachOutput(
        target=target,
        given={"input": x, "weight": w},
        free=("stride", "padding"),
        ideas=("stride_too_wide", "stride_too_narrow"),
        hints=(
            tr("Write the output down for the strides 2 and 3 without padding."),
            tr("With the right stride, uncut it is {uncut}.", uncut=row(uncut)),
            tr("So many cells have to go at each end: {padding}.", padding=padding),
        ),
        why=tr("The stride decides what is added up, padding what is cut off."),
    )


def rung(random: Random) -> tuple[str, Exercise]:
    kernel_size, stride = random.randrange(3, 6), random.choice((2, 3, 4))
    padding, n = random.choice((1, 2)), random.randrange(4, 10)
    output_padding = random.randrange(1, stride)
    least = Layer(kernel_size, stride, padding).output_size(n)
    given: dict[str, Any] = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
    prompt = tr(
        "kernel_size {kernel_size}, stride {stride}, padding {padding}: which output_padding leads "
        "from {size} to {wanted}?",
        size=n,
        wanted=least + output_padding,
        **given,
    )
    return prompt, ReachSizes(
        sizes=((n, least + output_padding),),
        given=given,
        free=("output_padding",),
        ideas=("whole_kernel",),
        hints=(
            tr("Work the size out without output_padding first."),
            tr("Without output_padding, {size} becomes {least}.", size=n, least=least),
            tr("Each further cell at the end is one more output_padding."),
        ),
        why=tr("output_padding says which of several sizes you meant; it is added at the end."),
    )


def sizes(random: Random) -> tuple[str, Exercise]:
    kernel_size, stride = random.randrange(2, 6), random.randrange(2, 5)
    layer = Layer(kernel_size, stride, random.choice((0, 1)))
    n = random.randrange(2, 6)
    m = n + random.randrange(2, 6)
    wanted, other = layer.output_size(n), layer.output_size(m)
    prompt = tr(
        "Choose kernel_size, stride and padding so that {size} numbers become {wanted} and {other} "
        "become {other_wanted}.",
        size=n,
        wanted=wanted,
        other=m,
        other_wanted=other,
    )
    return prompt, ReachSizes(
        sizes=((n, wanted), (m, other)),
        given={},
        free=("kernel_size", "stride", "padding"),
        ideas=("padding_once", "fence_post"),
        hints=(
            tr("How many cells does each further input add?"),
            tr(
                "{more} further inputs add {cells} cells, so the stride is {stride}.",
                more=m - n,
                cells=other - wanted,
                stride=stride,
            ),
            tr(
                "Without padding, kernel_size is {wanted} − {way}.",
                wanted=wanted,
                way=(n - 1) * stride,
            )
            if wanted > (n - 1) * stride
            else tr(
                "kernel_size − 2·padding is {wanted} − {way}.", wanted=wanted, way=(n - 1) * stride
            ),
        ),
        why=tr("Two sizes give the stride away; kernel_size − 2·padding is what is left."),
    )


MAKERS = {
    "which_input": ("basic", which_input),
    "which_stride": ("stride", which_stride),
    "middle": ("padding", middle),
    "rung": ("output_padding", rung),
    "sizes": ("size_formula", sizes),
    "column": ("transposed", column),
}
