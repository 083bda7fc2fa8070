"""Reads a reader's arrays and parameters, and says what does not fit together."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .language import N_, tr
from .layer import IllegalLayer, needs_an_element

Array = NDArray[Any]


def as_array(name: str, values: ArrayLike, axes: int | None = None) -> Array:
    """The values as an array of numbers; a tensor that tracks gradients is read without them.

    axes: where there are more, those of length 1 in front are taken off.
    """
    if hasattr(values, "detach"):
        values = _detached(name, values)
    try:
        array = np.asarray(values)
    except ValueError:
        raise TypeError(
            tr("{name} must be made of numbers, in rows of equal length.", name=name)
        ) from None
    if array.size == 0 and array.ndim <= 1:
        raise IllegalLayer(size_of(name), 0, needs_an_element(name), 1)
    if array.dtype.kind not in "biufc":
        raise TypeError(
            # Translators: {type} is "text", or NumPy's name for the type, like object.
            tr(
                "{name} must be made of numbers, not of {type} values: {values}",
                name=name,
                type=tr("text") if array.dtype.kind in "SU" else array.dtype,
                values=repr(values),
            )
        )
    # On 32 bits NumPy would hold the whole numbers of a list in as many, and sums would wrap round.
    listed = array.dtype == np.intp and not hasattr(values, "dtype")
    if array.dtype.kind == "b" or listed:
        array = array.astype(np.int64, copy=False)
    while axes is not None and array.ndim > axes and len(array) == 1:
        array = array[0]
    return array


def size_of(name: str) -> str:
    # Translators: what is refused, in the place of a parameter: "weight size=0 is not possible".
    return tr("{name} size", name=name)


def _detached(name: str, tensor: Any) -> Any:
    if tensor.is_meta:
        raise TypeError(
            tr("{name} must be made of numbers: on the meta device there are none.", name=name)
        )
    # NumPy has no bfloat16.
    return (tensor.float() if str(tensor.dtype) == "torch.bfloat16" else tensor).detach().cpu()


def shaped(axes: int, input: ArrayLike, weight: ArrayLike, groups: int) -> tuple[Array, Array, int]:
    """Input (N, C, …) and weight (C, C′, …), and how many leading axes the caller left out."""
    x, w = as_array("input", input), as_array("weight", weight)
    plain = axes + 2 - x.ndim
    fits = w.ndim == (axes if plain == 2 else axes + 2) and plain in (0, 1, 2)
    if not fits:
        raise ValueError(
            # Translators: {dimensions} is 1, 2 or 3, and so is {plain}, a number of axes. "Plain"
            # is without axes of channels.
            tr(
                "input of shape {input} and weight of shape {weight} do not fit: a {dimensions}d "
                "input has {batched} axes (batched) or {unbatched} with a weight of {axes}, "
                "or both are plain with {plain}.",
                input=x.shape,
                weight=w.shape,
                dimensions=axes,
                batched=axes + 2,
                unbatched=axes + 1,
                axes=axes + 2,
                plain=axes,
            )
        )
    dtype = np.result_type(x, w)
    if plain == 2:
        w = w[None, None]
    x = x[(None,) * plain]
    for name, sizes in (("input", x.shape[2:]), ("weight", w.shape)):
        if 0 in sizes:
            # Translators: a rule, as in "weight size=0 is not possible: …."
            rule = tr("input and weight need at least 1 element")
            raise IllegalLayer(size_of(name), 0, rule, 1)
    # Translators: a rule, as in "groups=3 is not possible: …."
    check_groups(groups, x.shape[1], N_("it must divide the {channels} input channels"))
    return x.astype(dtype, copy=False), w.astype(dtype, copy=False), plain


def unshaped(y: Array, bias: ArrayLike | None, plain: int) -> Array:
    """The result with its bias, and without the axes that the caller left out."""
    if bias is not None:
        b, channels = np.atleast_1d(as_array("bias", bias)), y.shape[1]
        if b.shape != (channels,):
            raise ValueError(
                tr(
                    "bias of shape {shape} does not fit: it needs one number for each of the "
                    "{channels} output channels.",
                    shape=b.shape,
                    channels=channels,
                )
            )
        y = y + b.reshape(-1, *(1,) * (y.ndim - 2))
    return y.reshape(y.shape[plain:])


def check_groups(groups: int, channels: int, rule: str) -> None:
    if groups < 1 or channels % groups:
        divisors = [g for g in range(1, channels + 1) if channels % g == 0]
        nearest = min(divisors, key=lambda g: abs(g - groups))
        raise IllegalLayer("groups", groups, tr(rule, channels=channels), nearest)
