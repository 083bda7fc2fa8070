"""Makes the exercises that ask whether a sentence about numbers is true."""

from random import Random

from ...language import tr
from ...layer import Layer
from ...number_format import row
from ...phases import phase_sums
from ...trace import Trace
from ..answers import Exercise
from ..reach import small_trace
from ..spot import Case, Spot
from .drawing import kernel


def multiple(random: Random) -> tuple[str, Exercise]:
    """A size is a multiple of a number for every input, or for every other one or third one."""
    number, stride = random.choice((2, 3)), random.choice((2, 3, 4))
    layer = Layer(random.randrange(2, 6), stride, random.choice((0, 1)))
    start = random.randrange(2, 5)
    true = stride % number == 0
    prompt = tr(
        "“With kernel_size {kernel_size}, stride {stride} and padding {padding} the output's "
        "size is a multiple of {number} for every input_size.” True? If not, give an "
        "input_size. For {start} it holds.",
        kernel_size=layer.kernel_size,
        stride=stride,
        padding=layer.padding,
        number=number,
        start=start,
    )

    def tell(case: Case) -> str:
        n = case["input_size"]
        return tr("{size} becomes {made}.", size=n, made=layer.output_size(n))

    return prompt, Spot(
        true=true,
        defaults={"input_size": start},
        holds=lambda case: layer.output_size(case["input_size"]) % number == 0,
        tell=tell,
        counterexample={} if true else {"input_size": start + 1},
        hints=(
            tr("What does one further input add to the size?"),
            tr("Each further input adds {stride} cells.", stride=stride),
            tr("Is {stride} a multiple of {number}?", stride=stride, number=number),
        ),
        why=tr("From one size to the next it is the stride, so the stride decides."),
    )


def largest(random: Random) -> tuple[str, Exercise]:
    w, stride = kernel(random, 3), random.choice((1, 2, 3))
    true = bool(phase_sums(w, stride).max() <= max(w))
    prompt = tr(
        "“With the kernel {w} and stride {stride}, no output is larger than the largest input "
        "times the largest tap, if all inputs are positive.” True? If not, give an input.",
        w=row(w),
        stride=stride,
    )

    def trace(case: Case) -> Trace:
        made = small_trace({"weight": w, "stride": stride, **case})
        if min(made.x) <= 0:
            raise ValueError(tr("The sentence is about positive numbers: take some above 0."))
        return made

    def tell(case: Case) -> str:
        return tr("{there} becomes {back}.", there=row(trace(case).x), back=row(trace(case).y))

    return prompt, Spot(
        true=true,
        defaults={"input": [1]},
        holds=lambda case: max(trace(case).y) <= max(trace(case).x) * max(w),
        tell=tell,
        counterexample={} if true else {"input": [1, 1, 1]},
        hints=(
            tr("Which taps can land on the same cell?"),
            tr(
                "With equal inputs, the taps that meet add up. Compare their sum with {tap}.",
                tap=max(w),
            ),
            tr("Try [1, 1, 1]."),
        ),
        why=tr("The largest sum of taps that can meet on one cell decides: the largest phase sum."),
    )


def restores(random: Random) -> tuple[str, Exercise]:
    stride = random.choice((1, 2, 3))
    layer = Layer(random.randrange(2, 6), stride, random.choice((0, 1)))
    start = layer.output_size(random.randrange(3, 7))
    prompt = tr(
        "“After a convolution with kernel_size {kernel_size}, stride {stride} and padding "
        "{padding}, a transposed convolution with the same settings brings back every size "
        "from {start} on.” True? If not, give a size.",
        kernel_size=layer.kernel_size,
        stride=stride,
        padding=layer.padding,
        start=start,
    )

    def back(case: Case) -> int:
        return layer.output_size(layer.conv_output_size(_from(start, case["size"])))

    def tell(case: Case) -> str:
        size = case["size"]
        small = layer.conv_output_size(size)
        return tr(
            "{size} becomes {small} and then {back}.", size=size, small=small, back=back(case)
        )

    return prompt, Spot(
        true=stride == 1,
        defaults={"size": start},
        holds=lambda case: back(case) == case["size"],
        tell=tell,
        counterexample={} if stride == 1 else {"size": start + 1},
        hints=(
            tr("Which sizes does the convolution turn into the same one?"),
            tr("{size} comes back. What about the next sizes?", size=start),
            tr("With stride 1 no two sizes become the same one; with a larger stride, some do."),
        ),
        why=tr(
            "The floor turns as many sizes into one as the stride says, and the smallest of "
            "them comes back."
        ),
    )


def _from(least: int, size: int) -> int:
    if size < least:
        raise ValueError(tr("The sentence is about sizes from {least} on.", least=least))
    return size


MAKERS = {
    "multiple": ("size_formula", multiple),
    "restores": ("size_formula", restores),
    "largest": ("artifacts", largest),
}
