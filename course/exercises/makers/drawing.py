"""Draws the numbers of an exercise; only in ways that are alike in all versions of Python."""

from random import Random

from ...number_format import Number

INPUTS = (1, 2, 3, 4, 5)
SIGNED = (-2, -1, 1, 2, 3)
TAPS = (1, 2, 3, 4)


def some(random: Random, count: int, values: tuple[int, ...]) -> tuple[Number, ...]:
    return tuple(random.choice(values) for _ in range(count))


def kernel(random: Random, taps: int) -> tuple[Number, ...]:
    return uneven(random, taps, TAPS)


def uneven(random: Random, count: int, values: tuple[int, ...]) -> tuple[Number, ...]:
    """So many numbers that read differently backwards."""
    while (row := some(random, count, values)) == row[::-1]:
        pass
    return row


def plane(random: Random, size: int, values: tuple[int, ...]) -> tuple[tuple[Number, ...], ...]:
    """A square of numbers."""
    return tuple(some(random, size, values) for _ in range(size))
