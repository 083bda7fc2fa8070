"""Which settings are usual: the order in which they are listed.

Parameters are whole numbers, or NumPy arrays of them, broadcast against each other.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..layer import Layer
from ..tensors import Array


def is_even(kernel_size: Any, stride: Any, dilation: Any) -> Any:
    """Whether all phases have the same number of taps.

    Tap t is in phase t·dilation mod stride. Without a common divisor the taps visit all phases in
    turn, and after ``stride`` of them each phase has one.
    """
    return (np.gcd(stride, dilation) == 1) & (kernel_size % np.maximum(stride, 1) == 0)


def has_holes(kernel_size: Any, stride: Any, dilation: Any) -> Any:
    """Whether some phase has no tap, so that its outputs are only the bias."""
    return (np.gcd(stride, dilation) > 1) | (kernel_size < stride)


def sorted_rows(rows: Array, input_size: int, output_size: int) -> Array:
    """The settings, a row of five parameters each, in the order of ``find_layers``."""
    k, s, p, extra, d = rows.astype(np.int64).T
    odd = s % 2
    usual = (
        (np.where(s == 1, 3, 2 * s), s, (s + odd) // 2, np.where(s == 1, 0, odd), 1),
        (s, s, 0, 0, 1),
        (3, 2, 1, 1, 1),
    )
    full = (np.stack(np.broadcast_arrays(*one, k)[:5], axis=1) for one in usual)
    rank = np.select([(rows == one).all(axis=1) for one in full], [0, 1, 2], len(usual))
    multiplies = s * input_size == output_size
    keys = (has_holes(k, s, d), rank, ~multiplies, extra, ~is_even(k, s, d), d, k, p, s)
    return rows[np.lexsort(keys[::-1])]


def of_rows(rule: Callable[[Array, Array, Array], Any], rows: Array) -> Any:
    """``is_even`` or ``has_holes`` for settings in rows of five parameters."""
    return rule(rows[:, 0], rows[:, 1], rows[:, 4])


def of_layer(rule: Callable[[int, int, int], Any], layer: Layer) -> bool:
    """``is_even`` or ``has_holes`` for a single layer."""
    return bool(rule(layer.kernel_size, layer.stride, layer.dilation))
