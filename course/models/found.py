"""Holds the settings found as numbers, and makes a Layer only of those that are looked at."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import product
from math import prod

from ..layer import Layer
from ..tensors import Array
from .usual import has_holes, is_even, of_rows


class OneAxis:
    """Layers in order. rows: their five parameters, (settings, 5)."""

    def __init__(self, rows: Array) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, n: int) -> Layer:
        return Layer(*self.rows[n].tolist())

    @property
    def even(self) -> "OneAxis":
        return OneAxis(self.rows[of_rows(is_even, self.rows)])


class SeveralAxes:
    """Every combination of a Layer for each axis, as a tuple.

    Those with holes along an axis come last. Otherwise those that are the same along all axes come
    first, then those that differ only in output_padding; the rest follows the order of the first
    axis, then of the next.
    """

    def __init__(self, axes: Sequence[Array]) -> None:
        self.axes = axes
        parts = [
            (rows[~holes], rows[holes]) for rows in axes for holes in [of_rows(has_holes, rows)]
        ]
        self.blocks = [_Block(chosen) for chosen in product(*parts)]

    def __len__(self) -> int:
        return sum(map(len, self.blocks))

    def at(self, n: int) -> tuple[Layer, ...]:
        for block in self.blocks:
            if n < len(block):
                return block.at(n)
            n -= len(block)
        raise IndexError(n)

    @property
    def even(self) -> "SeveralAxes":
        return SeveralAxes([rows[of_rows(is_even, rows)] for rows in self.axes])


class _Block:
    """Combinations that are never stored, because three axes can have a billion of them."""

    def __init__(self, axes: tuple[Array, ...]) -> None:
        self.axes = axes
        self.counts = tuple(map(len, axes))

    def __len__(self) -> int:
        return prod(self.counts)

    def at(self, n: int) -> tuple[Layer, ...]:
        if n < len(self.alike):
            places = self.alike[n]
        else:
            n -= len(self.alike)
            # Past those that came first.
            places = self._places(n + bisect_right(self._passed, n))
        rows = zip(self.axes, places, strict=True)
        return tuple(Layer(*axis[place].tolist()) for axis, place in rows)

    @cached_property
    def alike(self) -> list[tuple[int, ...]]:
        """Where on each axis the settings are that differ at most in output_padding, in order.

        The other parameters and the sizes leave one output_padding, so there is one of each.
        """
        gained = [axis[:, 3].tolist() for axis in self.axes]
        where = [
            {tuple(others): n for n, others in enumerate(axis[:, [0, 1, 2, 4]].tolist())}
            for axis in self.axes
        ]
        shared = [others for others in where[0] if all(others in one for one in where[1:])]

        def order(places: tuple[int, ...]) -> tuple[bool, list[int]]:
            same = len({own[n] for own, n in zip(gained, places, strict=True)}) == 1
            return not same, sorted(places)

        return sorted((tuple(one[others] for one in where) for others in shared), key=order)

    @cached_property
    def _passed(self) -> list[int]:
        """For each setting that came first, how many of the others are before its own place."""
        return [place - n for n, place in enumerate(sorted(map(self._number, self.alike)))]

    def _number(self, places: tuple[int, ...]) -> int:
        number = 0
        for count, place in zip(self.counts, places, strict=True):
            number = number * count + place
        return number

    def _places(self, number: int) -> tuple[int, ...]:
        places = []
        for count in reversed(self.counts):
            number, place = divmod(number, count)
            places.append(place)
        return tuple(reversed(places))
