"""The numbers of one channel as nested tuples, read by their places."""

from collections.abc import Iterator, Sequence
from itertools import chain, product
from typing import Any

from numpy.typing import ArrayLike

from .language import N_, tr
from .number_format import Number
from .tensors import as_array

Place = tuple[int, ...]
"""An index, one number for each axis."""
Values = tuple[Any, ...]
"""Numbers in tuples, as deep as there are axes."""

# Translators: {name} is input or weight, {shape} as in (2, 3).
ASKED_FOR = {
    1: N_("{name} of shape {shape} can't be drawn: give one row of real numbers."),
    2: N_("{name} of shape {shape} can't be drawn: give rows of real numbers, all of one length."),
    3: N_(
        "{name} of shape {shape} can't be drawn: give one channel of real numbers, along 1, 2 or "
        "3 axes."
    ),
}


def dimensions_of(*values: ArrayLike) -> int:
    """How many axes numbers of one channel need that meet, at most 3.

    Axes of length 1 in front don't count, as long as nothing else needs them.

    >>> dimensions_of([[1, 2]], [[1], [3]])
    2
    """
    arrays = [as_array(name, v) for name, v in zip(("input", "weight"), values, strict=True)]
    needed = (a.ndim - n for a in arrays for n, size in enumerate(a.shape) if size > 1)
    most = min(3, *(a.ndim for a in arrays))
    return max(1, min(most, max(needed, default=1)))


def read(name: str, values: ArrayLike, dimensions: int) -> Values:
    """The numbers of one channel; axes of length 1 in front are taken off."""
    array = as_array(name, values, dimensions)
    if array.ndim != dimensions or not array.size or array.dtype.kind == "c":
        raise ValueError(tr(ASKED_FOR[dimensions], name=name, shape=array.shape))
    return nested(array.reshape(-1).tolist(), array.shape)


def shape(values: Values) -> Place:
    return (len(values), *shape(values[0])) if isinstance(values, tuple) else ()


def places(values: Values) -> Iterator[Place]:
    """All places, in the order of reading."""
    return product(*map(range, shape(values)))


def element(values: Values, place: Place) -> Number:
    found: Any = values
    for at in place:
        found = found[at]
    number: Number = found
    return number


def flat(values: Values) -> Values:
    """The numbers alone, in the order of reading."""
    while isinstance(values[0], tuple):
        values = tuple(chain.from_iterable(values))
    return values


def lists(values: Values) -> list[Any]:
    """The same numbers in lists, as a reader writes them."""
    return [lists(value) if isinstance(value, tuple) else value for value in values]


def nested(values: Sequence[Any], sizes: Place) -> Values:
    """Numbers in the order of reading, as values of that shape.

    >>> nested([1, 2, 3, 4, 5, 6], (2, 3))
    ((1, 2, 3), (4, 5, 6))
    """
    for size in reversed(sizes[1:]):
        values = [tuple(values[n : n + size]) for n in range(0, len(values), size)]
    return tuple(values)
