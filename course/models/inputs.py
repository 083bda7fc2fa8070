"""Makes the tensor that an input size stands for."""

from collections.abc import Sequence
from math import prod
from operator import index
from typing import Any

from ..extras import needed
from ..language import N_, refused, tr
from ..layer import Layer

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
}
OTHER_AXES = {
    1: N_(
        "the layer is 1-D, and so it must be the length of the input, a full shape (1, channels, "
        "length), or an example tensor"
    ),
    2: N_(
        "the layer is 2-D, and so it must be a pair (height, width), a full shape (1, channels, "
        "height, width), or an example tensor"
    ),
}
# So many numbers run through a small layer in about a minute.
LARGEST = 10**8


def inputs_for(model: Any, axes: int, input_size: Any) -> tuple[Any, ...]:
    """The arguments for the model's forward pass: tensors as they are, else one of ones.

    axes: of the model's first transposed layer, 1 or 2. A size without channels takes them from the
    first module of the model that has weights.
    """
    torch = needed("torch")

    if isinstance(input_size, torch.Tensor) and input_size.ndim:
        return (input_size,)
    given, input_size = input_size, getattr(input_size, "tolist", lambda: input_size)()
    several = isinstance(input_size, Sequence) and not isinstance(input_size, str)
    if several and any(isinstance(one, torch.Tensor) for one in input_size):
        return tuple(input_size)
    try:
        size = [index(one) for one in input_size] if several else [index(input_size)]
    except TypeError:
        raise TypeError(refused("input_size", repr(given), tr(NO_SIZE[axes]))) from None
    for one in size:
        # A layer that changes no size knows which sizes there are.
        Layer(kernel_size=1).output_size(one)
    shape = (1, _channels(model, input_size), *size) if len(size) == axes else tuple(size)
    if len(shape) < 3:
        rule, nearest = tr(OTHER_AXES[axes]), _nearest(size, axes)
        raise ValueError(refused("input_size", repr(input_size), rule, nearest))
    if prod(shape) > LARGEST:
        each = prod(shape[:-axes])
        side = int((LARGEST // each) ** (1 / axes)) if each <= LARGEST else 1
        rule = tr(
            "that makes {count} numbers, and the model runs on at most {most}",
            count=prod(shape),
            most=LARGEST,
        )
        nearest = _nearest([side] * axes, axes)
        raise ValueError(refused("input_size", repr(input_size), rule, nearest))
    # A model that only calls functions may have no parameters.
    first = next(model.parameters(), torch.ones(()))
    return (torch.ones(shape, dtype=first.dtype, device=first.device),)


def _channels(model: Any, input_size: Any) -> int:
    """The channels that the first module with weights takes."""
    first = model
    for module in model.modules():
        # A parametrised weight, as of weight_norm, is an attribute and no parameter of the module.
        if not hasattr(module, "weight") and not list(module.parameters(recurse=False)):
            continue
        for name in ("in_channels", "num_features", "num_channels"):
            if hasattr(module, name):
                return int(getattr(module, name))
        first = module
        break
    rule = tr(
        "the model begins with {module}, which tells no channels. Give a full shape or an "
        "example tensor",
        module=type(first).__name__,
    )
    raise ValueError(refused("input_size", repr(input_size), rule))


def _nearest(size: list[int], axes: int) -> object:
    size = size or [1]
    return (size[0],) * 2 if axes == 2 else size[-1]
