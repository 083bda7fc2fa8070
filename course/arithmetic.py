"""Convolutions and transposed convolutions, computed in NumPy.

Each function takes what the function of the same name in ``torch.nn.functional`` takes, in the same
order and the same shapes, batched or not. Plain lists work as well: one list of numbers (for 2d one
list of rows, for 3d one of planes) stands for a single channel, and the result is then as plain.

Types follow NumPy: integers stay integers (bool counts as an integer), floats keep their width, and
mixed types meet in ``numpy.result_type`` where PyTorch would refuse.
"""

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .axes import Ints, layers_of
from .language import N_, tr
from .layer import IllegalLayer, Layer, needs_an_element
from .tensors import Array, as_array, check_groups, shaped, size_of, unshaped


def conv_transpose1d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> Array:
    """Stamp the kernel, once for each input element, and add up what lands on the same place.

    input: (N, C_in, L), (C_in, L) or plain (L,). weight: (C_in, C_out / groups, k), or plain (k,).
    bias: (C_out,). Returns (N, C_out, L_out), (C_out, L_out) or (L_out,), with L_out as
    ``output_size`` says. The definition is that of ``torch.nn.ConvTranspose1d``'s documentation.

    Raises IllegalLayer (a ValueError) for parameters that PyTorch refuses, ValueError for shapes
    that do not fit and TypeError for what is not made of numbers.

    >>> conv_transpose1d([1, 1], [1, 1, 3], stride=4)
    array([1, 1, 3, 0, 1, 1, 3])
    """
    parameters = (stride, padding, output_padding, dilation)
    return _conv_transpose(1, input, weight, bias, parameters, groups)


def conv_transpose2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> Array:
    """The same in two dimensions; each parameter is an int or a pair (height, width).

    input: (N, C_in, H, W), (C_in, H, W) or plain (H, W). weight: (C_in, C_out / groups, kH, kW), or
    plain (kH, kW). Errors and source as for ``conv_transpose1d``.

    >>> conv_transpose2d([[1, 2]], [[1, 1, 3]], stride=(1, 2))
    array([[1, 1, 5, 2, 6]])
    """
    parameters = (stride, padding, output_padding, dilation)
    return _conv_transpose(2, input, weight, bias, parameters, groups)


def conv_transpose3d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> Array:
    """The same in three dimensions; each parameter is an int or three (depth, height, width).

    input: (N, C_in, D, H, W), (C_in, D, H, W) or plain (D, H, W). weight: (C_in, C_out / groups,
    kD, kH, kW), or plain (kD, kH, kW). Errors and source as for ``conv_transpose1d``.

    >>> conv_transpose3d([[[1, 2]]], [[[1, 1, 3]]], stride=(1, 1, 2))
    array([[[1, 1, 5, 2, 6]]])
    """
    parameters = (stride, padding, output_padding, dilation)
    return _conv_transpose(3, input, weight, bias, parameters, groups)


def conv1d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    """The convolution (in signal processing's words a correlation: the kernel is not flipped).

    input: (N, C_in, L), (C_in, L) or plain (L,). weight: (C_out, C_in / groups, k), or plain (k,).
    The definition is that of ``torch.nn.Conv1d``'s documentation; padding is a number of zeros.

    >>> conv1d([1, 2, 3, 4], [1, 1, 3])
    array([12, 17])
    """
    return _conv(1, input, weight, bias, (stride, padding, 0, dilation), groups)


def conv2d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    """The convolution in two dimensions; each parameter is an int or a pair (height, width).

    >>> conv2d([[1, 2, 3], [4, 5, 6]], [[1, 1], [1, 1]])
    array([[12, 16]])
    """
    return _conv(2, input, weight, bias, (stride, padding, 0, dilation), groups)


def conv3d(
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> Array:
    """The convolution in three dimensions; each parameter is an int or (depth, height, width).

    >>> conv3d([[[1, 2, 3], [4, 5, 6]]], [[[1, 1], [1, 1]]])
    array([[[12, 16]]])
    """
    return _conv(3, input, weight, bias, (stride, padding, 0, dilation), groups)


def zero_insert(input: ArrayLike, stride: int) -> Array:
    """Put ``stride − 1`` zeros between neighbours along the last axis.

    input: (…, L). Returns (…, (L − 1)·stride + 1): none is put behind the last element.

    >>> zero_insert([1, 1], stride=4)
    array([1, 0, 0, 0, 1])
    """
    x = as_array("input", input)
    if not x.ndim or not x.shape[-1]:
        raise IllegalLayer(size_of("input"), 0, needs_an_element("input"), 1)
    layer = Layer(kernel_size=1, stride=stride)
    stretched = np.zeros((*x.shape[:-1], layer.full_size(x.shape[-1])), x.dtype)
    stretched[..., layer.landing(0, x.shape[-1])] = x
    return stretched


def conv_matrix(
    weight: ArrayLike, input_size: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> Array:
    """The matrix C of the *convolution* of ``input_size`` elements: ``conv1d(x, weight) = C @ x``.

    weight: plain (k,). Returns (conv_output_size, input_size). ``C.T`` is the transposed
    convolution with the same parameters back to ``input_size`` elements.

    >>> conv_matrix([1, 1, 3], input_size=5, stride=2)
    array([[1, 1, 3, 0, 0],
           [0, 0, 1, 1, 3]])
    """
    w = as_array("weight", weight)
    if w.ndim != 1:
        raise ValueError(
            # Translators: "plain" is one list of numbers, without axes of channels.
            tr(
                "weight of shape {shape} does not fit: it must be plain, one list.",
                shape=w.shape,
            )
        )
    layer = Layer(len(w), stride, padding, dilation=dilation)
    matrix = np.zeros((layer.conv_output_size(input_size), input_size), w.dtype)
    for row, tap in product(range(len(matrix)), range(len(w))):
        column = layer.place(row, tap)
        if 0 <= column < input_size:
            matrix[row, column] = w[tap]
    return matrix


def _conv_transpose(
    axes: int,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None,
    parameters: tuple[Ints, ...],
    groups: int,
) -> Array:
    x, w, plain = shaped(axes, input, weight, groups)
    channels, length = x.shape[1], x.shape[2:]
    if w.shape[0] != channels:
        raise ValueError(
            tr(
                "weight has {count} input channels and input has {channels}: they must be equal. "
                "The weight of a transposed convolution is (C_in, C_out / groups, k), "
                "the other way round from a convolution's.",
                count=w.shape[0],
                channels=channels,
            )
        )
    layers = layers_of(w.shape[2:], parameters)
    size = tuple(map(Layer.output_size, layers, length))
    out_per_group, taps = w.shape[1], list(product(*map(range, w.shape[2:])))

    kernel = w.reshape(groups, channels // groups, out_per_group, len(taps))
    kernel = np.ascontiguousarray(kernel.transpose(3, 0, 2, 1))
    elements = x.reshape(len(x), groups, channels // groups, prod(length))
    stamp_shape = (len(x), groups, out_per_group, *length)

    # Room for what padding will cut, and for the zeros that output_padding adds beyond it.
    kept = [slice(layer.padding, layer.padding + n) for layer, n in zip(layers, size, strict=True)]
    room = map(max, map(Layer.full_size, layers, length), (cells.stop for cells in kept))
    full = np.zeros((len(x), groups, out_per_group, *room), w.dtype)
    for t, tap in enumerate(taps):
        # For one input channel a product is all that a matrix product does, and it is quicker.
        stamp = kernel[t] @ elements if kernel.shape[-1] > 1 else kernel[t] * elements
        full[_at(map(Layer.landing, layers, tap, length))] += stamp.reshape(stamp_shape)

    y = full[_at(kept)].reshape(len(x), groups * out_per_group, *size)
    return unshaped(y, bias, plain)


def _conv(
    axes: int,
    input: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None,
    parameters: tuple[Ints, ...],
    groups: int,
) -> Array:
    x, w, plain = shaped(axes, input, weight, groups)
    channels, length = x.shape[1], x.shape[2:]
    # Translators: a rule, as in "groups=3 is not possible: …."
    check_groups(groups, w.shape[0], N_("it must divide the {channels} output channels"))
    if w.shape[1] * groups != channels:
        raise ValueError(
            tr(
                "weight has {count} input channels for each of {groups} groups and input has "
                "{channels}: weight must be (C_out, C_in / groups, k).",
                count=w.shape[1],
                groups=groups,
                channels=channels,
            )
        )
    layers = layers_of(w.shape[2:], parameters)
    size = tuple(map(Layer.conv_output_size, layers, length))

    padded = np.pad(x, [(0, 0), (0, 0), *((layer.padding, layer.padding) for layer in layers)])
    elements = padded.reshape(len(x), groups, channels // groups, *padded.shape[2:])
    kernel = w.reshape(groups, w.shape[0] // groups, channels // groups, *w.shape[2:])
    y = np.zeros((len(x), *kernel.shape[:2], *size), np.result_type(x, w))
    for tap in product(*map(range, w.shape[2:])):
        # Tap k reads where, in the transposed convolution, it would land.
        read = elements[_at(map(Layer.landing, layers, tap, size))]
        heard = read.reshape(*elements.shape[:3], prod(size))
        y += (np.ascontiguousarray(kernel[_at(tap)]) @ heard).reshape(y.shape)
    return unshaped(y.reshape(len(x), w.shape[0], *size), bias, plain)


def _at(index: Iterable[Any]) -> Any:
    """An index into the last axes."""
    return (..., *index)
