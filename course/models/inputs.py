"""Makes a model's arguments: the inputs given, or a tensor of the size given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from math import prod
from operator import index
from typing import Any

import numpy as np

from ..axes import output_size
from ..extras import needed
from ..language import N_, refused, tr
from .clash import mapped, tensors_in

# By the number of the layer's axes.
NO_SIZE = {
    1: N_(
        "it must be the length of the input, a full shape (1, channels, length), or an example "
        "tensor"
    ),
    2: N_(
        "it must be a pair (height, width), a full shape (1, channels, height, width), or an "
        "example tensor"
    ),
    3: N_(
        "it must be three numbers (depth, height, width), a full shape (1, channels, depth, "
        "height, width), or an example tensor"
    ),
}
# A small layer takes about a minute for this many numbers.
LARGEST = 10**8


@dataclass(frozen=True, eq=False)
class Arguments:
    """What a model is called with: by position, and by keyword."""

    positional: tuple[Any, ...]
    keywords: Mapping[str, Any]

    @property
    def tensors(self) -> Iterator[Any]:
        return tensors_in((self.positional, dict(self.keywords)), needed("torch").Tensor)


def inputs_for(
    model: Any, axes: int, input_size: Any, kwargs: Mapping[str, Any] | None = None
) -> Arguments:
    """The arguments for the model's forward pass.

    axes: the number of axes (1 to 3) of its first transposed convolution, used where the first
    module with weights has no kernel. A size makes one tensor of ones; if it names no channels,
    they are those of the first module with weights. Tensors, and all else in a tuple, a list or a
    dict, stay as they are; NumPy arrays become tensors on the model's device, floats in its
    dtype.
    """
    if not isinstance(kwargs, Mapping | None):
        rule = tr("it must be a dict, with the names of the arguments for keys")
        raise TypeError(refused("kwargs", repr(kwargs), rule))
    like = _like(model)
    given, by_name = input_size, {}
    if isinstance(input_size, Mapping):
        given, by_name = (), dict(input_size)
    elif is_size(input_size):
        given = _ones(model, axes, input_size, like)
    both = (given if isinstance(given, tuple) else (given,), {**by_name, **(kwargs or {})})
    return Arguments(*mapped(partial(_placed, like=like), both))


def is_size(given: Any) -> bool:
    """Whether this is a size, or no valid input at all, rather than the inputs themselves."""
    if isinstance(given, np.ndarray) and given.ndim == 1 and given.dtype.kind in "iu":
        return True
    if isinstance(given, list | tuple):
        inputs = tensors_in(given, (needed("torch").Tensor, np.ndarray, Mapping))
        return next(inputs, None) is None
    return not isinstance(given, Mapping) and getattr(given, "ndim", 0) == 0


def check_arguments(code: Any, name: str, given: Arguments) -> None:
    """Complain if the code takes more or fewer arguments than there are."""
    try:
        taken = signature(code)
    except (TypeError, ValueError):
        return  # Code that is not Python's own.
    try:
        taken.bind(*given.positional, **given.keywords)
    except TypeError as error:
        raise ValueError(
            # Translators: {name} is a method as in "forward of UNet", {taken} a signature as in
            # "(x, skip)", {count} the number of inputs, and {error} what Python says.
            tr(
                "input_size is not possible: {name} takes {taken}, and the number of arguments "
                "given is {count} ({error}). Give several inputs as a tuple of tensors, or by name "
                "as a dict.",
                name=name,
                taken=taken,
                count=len(given.positional) + len(given.keywords),
                error=error,
            )
        ) from None


def _ones(model: Any, axes: int, input_size: Any, like: Any) -> Any:
    given, input_size = input_size, getattr(input_size, "tolist", lambda: input_size)()
    first = _first_with_weights(model)
    kernel = getattr(first, "kernel_size", None)
    axes = len(kernel) if isinstance(kernel, tuple) else axes
    several = isinstance(input_size, Sequence) and not isinstance(input_size, str | bytes)
    try:
        size = [index(one) for one in input_size] if several else [index(input_size)]
    except TypeError:
        raise TypeError(refused("input_size", repr(given), tr(NO_SIZE[axes]))) from None
    # A layer that changes no size knows which sizes there are.
    output_size(size, kernel_size=1)
    shape = (1, _channels(first, input_size), *size) if len(size) == axes else tuple(size)
    if len(shape) < max(axes + 1, 3):
        # Translators: {rule} is what an input size must be, as in "it must be a pair".
        rule = tr("{rule} (the layer is {axes}-D)", rule=tr(NO_SIZE[axes]), axes=axes)
        raise ValueError(refused("input_size", repr(input_size), rule, _nearest(size, axes)))
    if prod(shape) > LARGEST:
        each = prod(shape[:-axes])
        side = int((LARGEST // each) ** (1 / axes)) if each <= LARGEST else 1
        rule = tr(
            "that is {count} numbers, and at most {most} are allowed",
            count=prod(shape),
            most=LARGEST,
        )
        nearest = _nearest([side] * axes, axes)
        raise ValueError(refused("input_size", repr(input_size), rule, nearest))
    return like.new_ones(shape)


def _like(model: Any) -> Any:
    """A tensor on the model's device, with the dtype that it computes in."""
    torch = needed("torch")

    # A model that only calls functions may have no parameters.
    numbers = (*model.parameters(), *model.buffers())
    first = next((one for one in numbers if one.is_floating_point()), torch.empty(()))
    return torch.empty((), dtype=first.dtype, device=first.device)


def _placed(given: Any, like: Any) -> Any:
    """A NumPy array as a tensor on the device of ``like``; integers stay integers."""
    if not isinstance(given, np.ndarray):
        return given
    floats = given.dtype.kind == "f"
    # A copy that torch can take: it reads neither foreign orders of bytes nor backward strides.
    native = given.astype(np.float64 if floats else given.dtype.newbyteorder("="))
    try:
        tensor = needed("torch").from_numpy(native)
    except TypeError:
        rule = tr("torch has no such dtype")
        # Translators: a NumPy array of a dtype.
        array = tr("array of {dtype}", dtype=given.dtype)
        raise TypeError(refused("input_size", array, rule)) from None
    return tensor.to(like.device, like.dtype if floats else tensor.dtype)


def _first_with_weights(model: Any) -> Any:
    for module in model.modules():
        # A parametrised weight, as of weight_norm, is an attribute and no parameter of the module.
        if hasattr(module, "weight") or list(module.parameters(recurse=False)):
            return module
    return model


def _channels(first: Any, input_size: Any) -> int:
    """The channels that the first module with weights takes."""
    for name in ("in_channels", "num_features", "num_channels"):
        if hasattr(first, name):
            return int(getattr(first, name)) or 1  # 0 of a lazy one, which complains at its call.
    rule = tr(
        "the model begins with {module}, which does not say how many channels it takes. Give a "
        "full shape or an example tensor",
        module=type(first).__name__,
    )
    raise ValueError(refused("input_size", repr(input_size), rule))


def _nearest(size: list[int], axes: int) -> object:
    size = size or [1]
    return (size[0],) * axes if axes > 1 else size[-1]
