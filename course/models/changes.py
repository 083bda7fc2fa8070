"""Finds the single numbers that, changed, make layers fit the sizes that are wanted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..axes import along, one_or_each
from ..layer import Layer

# What one would try first: the output side alone, then the layer itself.
ORDER = ("output_padding", "padding", "kernel_size", "stride", "dilation")


class Change(NamedTuple):
    """One parameter with its values before and after, along each axis."""

    name: str
    old: tuple[int, ...]
    new: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.name} {one_or_each(self.old)} → {one_or_each(self.new)}"


def single_changes(
    layers: tuple[Layer, ...],
    fits: Callable[[tuple[Layer, ...]], bool],
    near: Mapping[str, Iterable[int]],
) -> Iterator[tuple[str, tuple[Layer, ...]]]:
    """The name changed, and the layers with one number of one of them changed so that they fit."""
    for name in (name for name in ORDER if name in near):
        for n, layer in enumerate(layers):
            for value in near[name]:
                try:
                    new = replace(layer, **{name: value})
                except ValueError:
                    continue
                changed = (*layers[:n], new, *layers[n + 1 :])
                if new != layer and fits(changed):
                    yield name, changed


def mends(
    axes: tuple[Layer, ...], sizes: Sequence[int], wanted: Sequence[int]
) -> tuple[Change, ...]:
    """The parameters of one layer that alone can bring every axis to the size wanted.

    sizes: the input's along each axis, in elements. An axis that fits keeps its value. No dilation
    is proposed: it changes what the layer sees.

    >>> [str(change) for change in mends((Layer(2, stride=2),), [8], [17])]
    ['output_padding 0 → 1', 'kernel_size 2 → 3']
    """
    by_axis = [
        _of_axis(layer, size, want) for layer, size, want in zip(axes, sizes, wanted, strict=True)
    ]
    found = []
    for name in ORDER:
        if all(name in own for own in by_axis):
            old = along(axes, name)
            new = tuple(own[name] for own in by_axis)
            found += [Change(name, old, new)] if new != old else []
    return tuple(found)


def _of_axis(layer: Layer, size: int, want: int) -> dict[str, int]:
    """For each parameter the value that brings this axis to the size wanted, where there is one."""

    def fits(layers: tuple[Layer, ...]) -> bool:
        return bool(Layer.sizes_on_grid(size, **vars(layers[0])) == want)

    if fits((layer,)):
        return {name: getattr(layer, name) for name in ORDER}
    # The size is linear in each number, so that there is one candidate of each.
    gap = want - layer.output_size(size)
    slopes = {
        "output_padding": 1,
        "padding": -2,
        "kernel_size": layer.dilation,
        "stride": size - 1,
    }
    near = {name: [getattr(layer, name) + gap // by] for name, by in slopes.items() if by}
    return {name: getattr(new[0], name) for name, new in single_changes((layer,), fits, near)}
