"""Which taps of a kernel make which outputs, and what each phase adds up to."""

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .axes import Ints, layers_of
from .language import tr
from .layer import Layer
from .tensors import Array, as_array


def taps_of_phases(layer: Layer) -> tuple[tuple[int, ...], ...]:
    """The taps of each phase. Phase r are the places r, r + stride, … from a stamp's start on.

    >>> taps_of_phases(Layer(kernel_size=3, stride=2))
    ((0, 2), (1,))
    """
    taps: list[list[int]] = [[] for _ in range(layer.stride)]
    for k in range(layer.kernel_size):
        taps[_phase_of(layer, k)].append(k)
    return tuple(map(tuple, taps))


def phase_sums(weight: ArrayLike, stride: Ints, dilation: Ints = 1) -> Array:
    """What a constant input of 1 gives in each phase, away from the ends: the sum of its taps.

    weight: plain (k,) or (kH, kW), or (C_in, C_out / groups, *kernel) with 1 to 3 axes of taps,
    whose channel axes stay. stride and dilation: an int, or one for each axis of taps. Returns
    (…, stride), (…, sH, sW) or (…, sD, sH, sW). Padding changes no sum, only the phase that the
    output begins with.

    >>> phase_sums([1, 1, 3], stride=2)
    array([4, 1])
    """
    w = as_array("weight", weight)
    if not 1 <= w.ndim <= 5 or 0 in w.shape:
        raise ValueError(
            tr(
                "weight of shape {shape} does not fit: it has 1 or 2 axes of taps, or 1 to 3 "
                "behind 2 axes of channels, each of at least 1 element.",
                shape=w.shape,
            )
        )
    kernel = w.shape[2:] if w.ndim > 2 else w.shape
    layers = layers_of(kernel, (stride, 0, 0, dilation))
    sums = np.zeros((*w.shape[: -len(kernel)], *(layer.stride for layer in layers)), w.dtype)
    # Tap by tap: a stride may be far larger than a kernel, and most phases have no tap then.
    for taps in product(*map(range, kernel)):
        phase: Any = (..., *map(_phase_of, layers, taps))
        tap: Any = (..., *taps)
        sums[phase] += w[tap]
    return sums


def _phase_of(layer: Layer, k: int) -> int:
    return (layer.place(0, k) - layer.place(0, 0)) % layer.stride
