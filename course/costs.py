"""Four ways to the same numbers: how often each multiplies, and how much it holds."""

from collections.abc import Callable
from operator import index
from typing import NamedTuple

import numpy as np

from .arithmetic import zero_insert
from .extras import needed
from .language import refused, tr
from .layer import Layer
from .phases import taps_of_phases
from .tensors import Array

Way = Callable[[Array, Array, int], Array]
"""Input (L,), kernel (k,) and stride to output (L_out,), without padding; all of one type."""
NUMBER = 8
"""Bytes of a number in float64."""


def inserting_zeros(x: Array, w: Array, stride: int) -> Array:
    """A plain convolution of the stretched input; it can't tell an inserted zero from a number."""
    return np.convolve(zero_insert(x, stride), w)


def stamping(x: Array, w: Array, stride: int) -> Array:
    """Each tap in turn, for all inputs at once; they land stride cells apart."""
    layer = Layer(len(w), stride)
    y = np.zeros(layer.full_size(len(x)), np.result_type(x, w))
    for k, tap in enumerate(w):
        y[layer.landing(k, len(x))] += x * tap
    return y


def by_phases(x: Array, w: Array, stride: int) -> Array:
    """For each of the stride phases a small convolution with the taps that reach it."""
    layer = Layer(len(w), stride)
    y = np.zeros(layer.full_size(len(x)), np.result_type(x, w))
    for phase, taps in enumerate(taps_of_phases(layer)):
        if taps:
            y[phase::stride] = np.convolve(x, w[list(taps)])
    return y


def by_torch(x: Array, w: Array, stride: int) -> Array:
    """PyTorch's own ``conv_transpose1d``, on the CPU."""
    torch = needed("torch")
    x_, w_ = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]
    y: Array = torch.nn.functional.conv_transpose1d(x_, w_, stride=stride)[0, 0].numpy()
    return y


WAYS: dict[str, Way] = {
    "zeros": inserting_zeros,
    "stamps": stamping,
    "phases": by_phases,
    "torch": by_torch,
}


class Cost(NamedTuple):
    """Multiplications, how many of them by an inserted zero, and bytes held on the way.

    The bytes are those of the largest row of float64 besides input, kernel and output.
    """

    multiplications: int
    by_zero: int
    held: int


def cost(input_size: int, kernel_size: int, stride: int = 1) -> dict[str, Cost]:
    """What each way costs, by counting: one channel, no padding.

    "torch" is what PyTorch's source says of float64 on a CPU (NaiveConvolutionTranspose2d.cpp): a
    product of matrices makes all products into a row of columns, ``col2im`` adds them up.

    >>> cost(1000, kernel_size=4, stride=2)["zeros"]
    Cost(multiplications=7996, by_zero=3996, held=15992)
    """
    input_size, layer = _sizes(input_size, kernel_size, stride)
    kernel_size, stride = layer.kernel_size, layer.stride
    stretched = Layer(1, stride).full_size(input_size)
    products = input_size * kernel_size
    # No phase is longer than the first one.
    phase = -(-layer.full_size(input_size) // stride)
    return {
        "zeros": Cost(
            stretched * kernel_size, (stretched - input_size) * kernel_size, stretched * NUMBER
        ),
        "stamps": Cost(products, 0, input_size * NUMBER),
        "phases": Cost(products, 0, phase * NUMBER),
        "torch": Cost(products, 0, products * NUMBER),
    }


def _sizes(input_size: int, kernel_size: int, stride: int) -> tuple[int, Layer]:
    """The size and the layer as Python's own whole numbers, which have no largest one."""
    layer = Layer(kernel_size, stride)
    layer.output_size(input_size)  # Refuses what is not a size.
    return index(input_size), layer


class Counted:
    """A tap that writes down each number it is multiplied by."""

    def __init__(self, value: float, met: list[float]) -> None:
        self.value, self.met = value, met

    def __rmul__(self, other: float) -> float:
        self.met.append(other)
        return other * self.value

    __mul__ = __rmul__


def counted(way: str, input_size: int, kernel_size: int, stride: int = 1) -> tuple[int, int]:
    """The multiplications of a way, and those by 0, counted while it runs on ones.

    way: "zeros", "stamps" or "phases"; what PyTorch does inside can't be counted from here.

    >>> counted("zeros", 3, kernel_size=3, stride=2)
    (15, 6)
    """
    if way not in ("zeros", "stamps", "phases"):
        raise ValueError(
            # Translators: zeros, stamps and phases are names in the code and stay as they are.
            refused("way", repr(way), tr("it must be zeros, stamps or phases"))
        )
    input_size, layer = _sizes(input_size, kernel_size, stride)
    met: list[float] = []
    taps = np.array([Counted(1, met) for _ in range(layer.kernel_size)], object)
    WAYS[way](np.ones(input_size, int), taps, layer.stride)
    return len(met), met.count(0)
