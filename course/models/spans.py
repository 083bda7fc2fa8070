"""The arithmetic of receptive fields: which inputs the places along one axis see."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..tensors import Array

# Above any number that a pad writes: what is below it is not a place.
FIRST = 1 << 30
# Of a place that sees no input: later than any first one, earlier than any last one.
LATE, EARLY = 1 << 40, -(1 << 40)


@dataclass(frozen=True, eq=False)
class Span:
    """The first and the last input that each place sees."""

    first: Array
    last: Array

    @property
    def ends(self) -> tuple[Array, Array]:
        return self.first, self.last


Rule = Callable[[Span, int, int], Span]


def none_seen(size: int) -> Span:
    return Span(np.full(size, LATE), np.full(size, EARLY))


def joined_spans(spans: Sequence[Span], size: int) -> Span:
    """What the places see of all of these together; a single place serves all."""
    first, last = none_seen(size).ends
    for span in spans:
        first, last = np.minimum(first, span.first), np.maximum(last, span.last)
    if len(first) != size:
        raise ValueError(size)
    return Span(first, last)


def windows(span: Span, size: int, kernel: int, stride: int, padding: int, dilation: int) -> Span:
    """What the outputs of a convolution, or of a pooling, see.

    >>> windows(Span(np.arange(4), np.arange(4)), 2, 3, 2, 1, 1).ends
    (array([0, 1]), array([1, 3]))
    """
    first, last = none_seen(size).ends
    outputs = np.arange(size)
    for tap in range(kernel):
        at = outputs * stride - padding + tap * dilation
        there = (at >= 0) & (at < len(span.first))
        first[there] = np.minimum(first[there], span.first[at[there]])
        last[there] = np.maximum(last[there], span.last[at[there]])
    return Span(first, last)


def stamps(span: Span, size: int, kernel: int, stride: int, padding: int, dilation: int) -> Span:
    """What the outputs of a transposed convolution see.

    >>> stamps(Span(np.arange(3), np.arange(3)), 6, 4, 2, 1, 1).ends
    (array([0, 0, 0, 1, 1, 2]), array([0, 1, 1, 2, 2, 2]))
    """
    first, last = none_seen(size).ends
    inputs = np.arange(len(span.first))
    for tap in range(kernel):
        at = inputs * stride - padding + tap * dilation
        there = (at >= 0) & (at < size)
        # One tap takes no two inputs to the same output.
        first[at[there]] = np.minimum(first[at[there]], span.first[there])
        last[at[there]] = np.maximum(last[at[there]], span.last[there])
    return Span(first, last)


def of_places(rows: Array, span: Span) -> Span:
    """What was taken elsewhere sees: rows hold FIRST + each place, or less where it is new."""
    known = rows >= FIRST
    least = np.where(known, rows, np.inf).min(0)
    most = np.where(known, rows, -np.inf).max(0)
    there = np.isfinite(most)
    if (least[there] != most[there]).any():
        raise ValueError("the places differ")
    first, last = none_seen(rows.shape[1]).ends
    at = (most[there] - FIRST).astype(int)
    first[there], last[there] = span.first[at], span.last[at]
    return Span(first, last)


def of_window(name: str, axes: int, args: Any, kwargs: Any) -> Rule | None:
    """The rule of a convolution or a pooling; None for another function."""
    if name == f"conv{axes}d":
        given = _given(("input", "weight", "bias", "stride", "padding", "dilation"), args, kwargs)
        kernel = tuple(given["weight"].shape[2:])
    elif name == f"max_pool{axes}d":
        names = ("input", "kernel_size", "stride", "padding", "dilation")
        given = _given(names, args, kwargs)
        kernel = _each(given["kernel_size"], axes)
    elif name == f"avg_pool{axes}d":
        given = _given(("input", "kernel_size", "stride", "padding"), args, kwargs)
        kernel = _each(given["kernel_size"], axes)
    else:
        return None
    usual = 1 if name.startswith("conv") else kernel
    stride = _each(given.get("stride") or usual, axes)
    dilation = _each(given.get("dilation", 1), axes)
    padding = given.get("padding", 0)
    if padding == "same":
        padding = tuple(d * (k - 1) // 2 for k, d in zip(kernel, dilation, strict=True))
    before = _each(0 if padding == "valid" else padding, axes)
    return lambda span, axis, size: windows(
        span, size, kernel[axis], stride[axis], before[axis], dilation[axis]
    )


def of_stamps(name: str, axes: int, args: Any, kwargs: Any) -> Rule | None:
    """The rule of a transposed convolution; None for another function."""
    if name != f"conv_transpose{axes}d":
        return None
    names = ("input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation")
    given = _given(names, args, kwargs)
    kernel = tuple(given["weight"].shape[2:])
    stride, padding, dilation = (
        _each(given.get(one, usual), axes)
        for one, usual in (("stride", 1), ("padding", 0), ("dilation", 1))
    )
    return lambda span, axis, size: stamps(
        span, size, kernel[axis], stride[axis], padding[axis], dilation[axis]
    )


def _given(names: Sequence[str], args: Any, kwargs: Any) -> dict[str, Any]:
    return {**dict(zip(names, args, strict=False)), **kwargs}


def _each(value: Any, axes: int) -> tuple[int, ...]:
    values = tuple(value) if isinstance(value, Sequence) else (int(value),)
    return values * axes if len(values) == 1 else values
