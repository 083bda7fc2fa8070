"""Tries all settings within some ranges, in arrays that stay small."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from math import prod
from typing import Any

import numpy as np

from ..layer import Layer
from ..tensors import Array
from .usual import is_even

Pairs = tuple[tuple[int, int], ...]
Grid = dict[str, Array]
# How many at once: an array of them takes one megabyte and stays in the cache.
AT_ONCE = 2**17


@dataclass(frozen=True, eq=False)
class Candidates:
    """All legal settings within some ranges. even: only those with even phases.

    values: for each of Layer's fields, the numbers to try, each once.
    """

    values: dict[str, Array]
    even: bool = False

    def where(self, fits: Callable[[Grid], Any]) -> Array:
        """The legal settings that fit, a row of five parameters each: (settings, 5)."""
        found = []
        for grid in self.grids():
            shape = np.broadcast_shapes(*(axis.shape for axis in grid.values()))
            here = np.broadcast_to(fits(grid) & self._taken(grid), shape)
            at = np.unravel_index(np.flatnonzero(here), shape)
            columns = [axis.ravel()[n] for axis, n in zip(grid.values(), at, strict=True)]
            found.append(np.stack(columns, axis=1).astype(np.int32))
        return np.concatenate(found)

    def nearest(self, input_size: int, output_size: int) -> tuple[int, ...]:
        """The next smaller and the next larger size that a legal setting makes, if any."""
        farthest = np.iinfo(np.int64).max
        below, above = 0, farthest
        for grid in self.grids():
            # Illegal ones make 0, as those do that cut all away.
            made = np.where(self._taken(grid), Layer.sizes_on_grid(input_size, **grid), 0)
            below = max(below, int(np.where(made < output_size, made, 0).max(initial=0)))
            larger = np.where(made > output_size, made, farthest)
            above = min(above, int(larger.min(initial=farthest)))
        return tuple(size for size in (below, above) if 0 < size < farthest)

    def grids(self) -> Iterator[Grid]:
        """The settings as open grids, part by part: five arrays that broadcast."""
        longest = max(self.values, key=lambda name: len(self.values[name]))
        count = len(self.values[longest])
        others = max(1, prod(map(len, self.values.values())) // max(1, count))
        step = max(1, AT_ONCE // others)
        for start in range(0, max(1, count), step):
            part = self.values | {longest: self.values[longest][start : start + step]}
            # On 32 bits NumPy's own choice is too small for a product of two.
            wide = [axis.astype(np.int64) for axis in part.values()]
            yield dict(zip(part, np.meshgrid(*wide, indexing="ij", sparse=True), strict=True))

    def only(self, **values: Array) -> "Candidates":
        """The same with other values for some parameters."""
        return replace(self, values=self.values | values)

    def _taken(self, grid: Grid) -> Any:
        legal = Layer.legal_on_grid(**grid)
        if self.even:
            return legal & is_even(grid["kernel_size"], grid["stride"], grid["dilation"])
        return legal


def fitting(pairs: Pairs, candidates: Candidates) -> Array:
    """The settings that make the second size of each pair from the first."""
    if len(set(pairs)) > 1:
        # Most strides let the sizes grow in another way.
        strides = candidates.values["stride"].astype(np.int64)
        least, most = offsets(pairs, strides)
        candidates = candidates.only(stride=strides[least == most])
    return candidates.where(lambda grid: offset(grid) == offsets(pairs, grid["stride"])[0])


def offset(grid: Grid) -> Any:
    """How much longer each setting's output is than stride times the input."""
    return Layer.sizes_on_grid(0, **grid)


def offsets(pairs: Pairs, stride: Array) -> tuple[Any, Any]:
    """The smallest and the largest such offset that the pairs need with a stride."""
    asked = [large - stride * small for small, large in dict.fromkeys(pairs)]
    return reduce(np.minimum, asked), reduce(np.maximum, asked)
