"""Reads what find_layers is asked: the sizes and the numbers to try, for each axis."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import index
from typing import Any

import numpy as np

from ..language import refused, tr
from ..layer import IllegalLayer
from ..tensors import Array
from .candidates import Pairs

Sizes = int | Iterable[int] | Iterable[Iterable[int]]
Values = int | Iterable[int] | Iterable[int | Iterable[int]]
# So that no product of two of them, nor a sum of such products, leaves 64 bits.
LARGEST = 10**9
# Of torch's transposed convolutions.
MOST_AXES = 3
# So that a search takes half a second and some 100 MB.
MANY = 10**7


def pairs_of_axes(input_size: Sizes, output_size: Sizes) -> tuple[Pairs, ...]:
    """The pairs (input size, output size wanted) along each axis."""
    alone = _is_one(input_size) and _is_one(output_size)
    small = _entries("input_size", input_size, alone)
    large = _entries("output_size", output_size, alone)
    if len(small) != len(large):
        rule = tr("it must have as many sizes as input_size, which has {count}", count=len(small))
        raise ValueError(refused("output_size", output_size, rule))
    axes = max(map(len, small + large))
    if axes > MOST_AXES:
        of_input = axes in map(len, small)
        name, given = ("input_size", input_size) if of_input else ("output_size", output_size)
        rule = tr(
            "a tuple holds the sizes along 1 to {most} axes, without batch and channels, and "
            "several sizes stand in a list",
            most=MOST_AXES,
        )
        raise ValueError(refused(name, given, rule))
    for name, given, entries in (
        ("input_size", input_size, small),
        ("output_size", output_size, large),
    ):
        if any(len(entry) not in (1, axes) for entry in entries):
            # Translators: a rule; an entry is a size or, as in (7, 9), the sizes along the axes.
            rule = tr("each entry must be one size, or a tuple of {axes}", axes=axes)
            raise ValueError(refused(name, given, rule))
    return tuple(
        tuple(
            (one[axis % len(one)], other[axis % len(other)])
            for one, other in zip(small, large, strict=True)
        )
        for axis in range(axes)
    )


def values_of_axes(name: str, values: Values, axes: int) -> tuple[Values, ...]:
    """What to try along each axis: with several axes a tuple has an entry for each."""
    values = _lasting(values)
    if not isinstance(values, tuple) or (axes == 1 and all(map(_is_number, values))):
        return (values,) * axes
    if len(values) != axes:
        rule = tr(
            "a tuple needs one entry for each axis, here {axes}; give several numbers to try as a "
            "list",
            axes=axes,
        )
        raise ValueError(refused(name, values, rule))
    return tuple(map(_lasting, values))


def _lasting(values: Any) -> Any:
    """What can be gone through once, as a list: there may be several axes, and several tries."""
    return list(values) if isinstance(values, Iterator) else values


def numbers(name: str, values: Any) -> Array:
    """One number or several, each of them once, in order."""
    if isinstance(values, Sequence) and values[MANY : MANY + 1]:
        rule = tr("at most {most} numbers can be tried", most=MANY)
        raise ValueError(refused(name, repr(values), rule))
    if isinstance(values, range) and values:
        first, last = sorted((values[0], values[-1]))
        _check(name, (first, last))
        # A step that is never taken may be of any size.
        step = abs(values.step) if first < last else 1
        return np.arange(first, last + 1, step, dtype=np.int32)
    try:
        found = _whole(values)
    except TypeError:
        raise TypeError(_no_number(name, values)) from None
    _check(name, found)
    return np.unique(np.array(found, np.int32))


def _is_one(sizes: object) -> bool:
    """Whether this is one size: a number, or a tuple of one for each axis, as a shape is."""
    return _is_number(sizes) or (isinstance(sizes, tuple) and all(map(_is_number, sizes)))


def _is_number(value: Any) -> bool:
    try:
        index(value)
    except TypeError:
        return False
    return True


def _entries(name: str, sizes: Any, alone: bool) -> list[tuple[int, ...]]:
    """Each size, or each tuple of sizes along the axes."""
    try:
        one = alone or _is_number(sizes)
        entries = [_whole(sizes)] if one else [_whole(size) for size in sizes]
    except TypeError:
        raise TypeError(_no_number(name, sizes)) from None
    if not entries or not all(entries):
        raise ValueError(refused(name, sizes, tr("it must hold at least one size")))
    for size in chain(*entries):
        if size < 1:
            raise IllegalLayer(name, size, tr("a size is at least 1 element"), 1)
    _check(name, chain(*entries))
    return entries


def _whole(values: Any) -> tuple[int, ...]:
    # First, as a tensor of one number can be iterated over as well.
    return (index(values),) if _is_number(values) else tuple(map(index, values))


def _check(name: str, values: Iterable[int]) -> None:
    for value in values:
        if abs(value) > LARGEST:
            nearest = LARGEST if value > 0 else -LARGEST
            rule = tr("it must not exceed {most}", most=LARGEST)
            raise IllegalLayer(name, value, rule, nearest)


def _no_number(name: str, values: object) -> str:
    return refused(name, repr(values), tr("it must be a whole number, or a list of them"))
