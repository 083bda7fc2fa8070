"""The sizes of a live figure's input and kernel: rows, squares and other planes."""

from math import isqrt, prod
from typing import Any

from ...language import N_, tr
from ...number_format import Number
from ...values import Place, nested
from ...views.film import by
from ..limits import HELD, LONGEST, USUAL, Reach, Refused

COUNTS = {"length": "x", "kernel_size": "w"}
"""Slider -> the vector whose length it sets, or the side of its square."""


def is_square(shape: Place) -> bool:
    return len(set(shape)) == 1


def shape_of(name: str, count: int, first: Place) -> Place:
    """The shape of so many numbers in a figure that began with ``first``.

    Raises Refused where the figure has none of so many.
    """
    side = count if len(first) == 1 else isqrt(count)
    if is_square(first) and side ** len(first) == count:
        return (side,) * len(first)
    if count == prod(first):
        return first
    told = N_(
        "{name} has {count} numbers, and in this figure it is a plane of {size}: a new "
        "explore(...) takes another shape."
    )
    if is_square(first):
        told = N_(
            "{name} has {count} numbers, and in this figure it is a square of 1, 4, 9 or 16 "
            "numbers: a new explore(...) takes another shape."
        )
    raise Refused(tr(told, name=name, count=count, size=by(first)))


def sides(shapes: dict[str, Place]) -> dict[str, Reach]:
    """The sliders that stay where they are: those of planes that are no squares."""
    return {
        slider: Reach(shapes[name][0], shapes[name][0])
        for slider, name in COUNTS.items()
        if not is_square(shapes[name])
    }


def most_terms(shapes: dict[str, Place]) -> int:
    """How many products can meet on one place of the output, wherever the sliders are."""
    most = []
    for slider, name in COUNTS.items():
        shape = shapes[name]
        reach = USUAL[len(shape)][slider].most if is_square(shape) else 0
        most.append([max(size, reach) for size in shape])
    return prod(map(min, *most))


def spare(name: str, shape: Place, now: list[Number]) -> list[Any]:
    """What stands there now, and what a slider adds to it: in rows, where it is a plane."""
    dimensions = len(shape)
    if dimensions == 1:
        added = range(len(now) + 1, LONGEST[1][name] + 1)
        return [*now, *(added if name == "x" else [1] * len(added))]
    rows: list[list[Number]] = [list(row) for row in nested(now, shape)]
    if not is_square(shape):
        return rows
    side = range(max(isqrt(LONGEST[2][name]), HELD[2][name]))
    whole: list[list[Number]] = [
        [(r + c) % 3 + 1 if name == "x" else 1 for c in side] for r in side
    ]
    for r, row in enumerate(rows):
        whole[r][: len(row)] = row
    return whole
