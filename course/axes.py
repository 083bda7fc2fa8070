"""How a parameter is given: one number for all axes, or one for each."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TypeGuard, overload

from .language import N_, refused, tr
from .layer import PARAMETERS, Layer, whole

Ints = int | Sequence[int]


@overload
def output_size(
    input_size: int,
    kernel_size: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int: ...
@overload
def output_size(
    input_size: Ints,
    kernel_size: Ints,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
) -> int | tuple[int, ...]: ...
def output_size(
    input_size: Ints,
    kernel_size: Ints,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
) -> int | tuple[int, ...]:
    """The output size of a transposed convolution, in elements along each axis.

    All are numbers, for one axis; or some are tuples, with a number for each axis, and so is the
    size.

    >>> output_size(2, kernel_size=3, stride=4)
    7
    >>> output_size((2, 3), kernel_size=3, stride=(4, 1))
    (7, 5)
    """
    parameters = (stride, padding, output_padding, dilation)
    given = [value for value in (input_size, kernel_size, *parameters) if _several(value)]
    axes = max(map(len, given), default=1)
    layers = layers_of(per_axis("kernel_size", kernel_size, axes), parameters)
    made = tuple(map(Layer.output_size, layers, per_axis("input_size", input_size, axes)))
    return made if given else made[0]


def layers_of(kernel: tuple[int, ...], parameters: tuple[Ints, ...]) -> tuple[Layer, ...]:
    """The layer of each axis, from stride, padding, output_padding and dilation."""
    each = [
        per_axis(name, value, len(kernel))
        for name, value in zip(PARAMETERS, parameters, strict=True)
    ]
    return tuple(Layer(*of_axis) for of_axis in zip(kernel, *each, strict=True))


def per_axis(name: str, value: Ints, axes: int) -> tuple[int, ...]:
    if not _several(value):
        return (whole(name, value),) * axes
    if len(value) not in (1, axes):
        several = N_("it must be one number, or {axes} of them")
        rule = tr(several if axes > 1 else N_("it must be one number"), axes=axes)
        raise ValueError(refused(name, repr(value), rule))
    return tuple(value) if len(value) == axes else (value[0],) * axes


def _several(value: object) -> TypeGuard[Sequence[int]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def along(axes: Iterable[Layer], name: str) -> tuple[int, ...]:
    """A parameter along each axis."""
    return tuple(map(attrgetter(name), axes))


def parameters_of(axes: tuple[Layer, ...]) -> dict[str, int | tuple[int, ...]]:
    """The parameters by name, each one number that all axes share, or else one for each."""
    return {name: one_or_each(along(axes, name)) for name in PARAMETERS}


def one_or_each(values: Sequence[int]) -> int | tuple[int, ...]:
    """The number that all axes share, or else one for each axis, as PyTorch takes it."""
    return values[0] if len(set(values)) == 1 else tuple(values)
