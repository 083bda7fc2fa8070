"""Arithmetic equals PyTorch, number for number, keeps its laws and says what does not fit."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch
from documented import stamped
from hypothesis import assume, given
from hypothesis import strategies as st
from torch.nn import functional

from course import (
    IllegalLayer,
    conv1d,
    conv2d,
    conv3d,
    conv_matrix,
    conv_transpose1d,
    conv_transpose2d,
    conv_transpose3d,
    output_size,
    show,
    zero_insert,
)
from course.tensors import as_array


@dataclass(frozen=True)
class Given:
    """Arrays of small whole numbers in float64, which every route adds up exactly."""

    x: np.ndarray
    w: np.ndarray
    bias: np.ndarray | None
    parameters: dict

    def torch(self, name: str) -> np.ndarray:
        tensors = (None if a is None else torch.from_numpy(a) for a in (self.x, self.w, self.bias))
        return getattr(functional, name)(*tensors, **self.parameters).numpy()


@st.composite
def layers(draw, axes: int, transposed: bool) -> Given:
    """A layer that PyTorch takes, with an input, over everything that the signature allows."""
    integers = lambda low, high: [draw(st.integers(low, high)) for _ in range(axes)]  # noqa: E731
    most = 5 if axes == 1 else 3
    length, kernel = integers(1, most + 2), integers(1, most)
    stride, padding, dilation = integers(1, most), integers(0, 4), integers(1, 3)
    extra = [draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)]
    groups = draw(st.integers(1, 3))
    channels, per_group = groups * draw(st.integers(1, 2)), draw(st.integers(1, 2))
    each = zip(length, kernel, stride, padding, extra, dilation, strict=True)
    if transposed:
        assume(all((n - 1) * s - 2 * p + d * (k - 1) + e >= 0 for n, k, s, p, e, d in each))
        shape = (channels, per_group, *kernel)
    else:
        assume(all(n + 2 * p > d * (k - 1) for n, k, s, p, e, d in each))
        shape = (groups * per_group, channels // groups, *kernel)
    batch = draw(st.sampled_from([(), (1,), (2,)]))
    numbers = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def whole(shape: tuple[int, ...]) -> np.ndarray:
        return numbers.integers(-4, 5, shape).astype(np.float64)

    parameters = {"stride": stride, "padding": padding, "dilation": dilation}
    parameters |= {"output_padding": extra} if transposed else {}
    for name, values in parameters.items():
        # One number stands for all axes where they are equal; a tuple of one does so as well.
        alike = len(set(values)) == 1
        forms = [tuple(values), *([values[0], (values[0],)] if alike else [])]
        parameters[name] = draw(st.sampled_from(forms))
    bias = whole((groups * per_group,)) if draw(st.booleans()) else None
    parameters["groups"] = groups
    return Given(whole((*batch, channels, *length)), whole(shape), bias, parameters)


def equal(ours: np.ndarray, theirs: np.ndarray) -> bool:
    return ours.shape == theirs.shape and ours.dtype == theirs.dtype and (ours == theirs).all()


class TestAsPyTorch:
    @given(layers(1, transposed=True))
    def test_conv_transpose1d(self, layer: Given):
        ours = conv_transpose1d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv_transpose1d"))

    @given(layers(2, transposed=True))
    def test_conv_transpose2d(self, layer: Given):
        ours = conv_transpose2d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv_transpose2d"))

    @given(layers(3, transposed=True))
    def test_conv_transpose3d(self, layer: Given):
        ours = conv_transpose3d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv_transpose3d"))

    @given(layers(1, transposed=False))
    def test_conv1d(self, layer: Given):
        ours = conv1d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv1d"))

    @given(layers(2, transposed=False))
    def test_conv2d(self, layer: Given):
        ours = conv2d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv2d"))

    @given(layers(3, transposed=False))
    def test_conv3d(self, layer: Given):
        ours = conv3d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert equal(ours, layer.torch("conv3d"))

    def test_the_parameters_stand_in_pytorch_s_order(self):
        x, w, b = (torch.arange(12.0).reshape(1, 4, 3), torch.ones(4, 1, 3), torch.arange(2.0))
        ours = conv_transpose1d(x, w, b, 3, 1, 2, 2, 2)
        assert equal(ours, functional.conv_transpose1d(x, w, b, 3, 1, 2, 2, 2).numpy())
        ours = conv_transpose2d(x[..., None], w[..., None], b, 3, 1, 2, 2, 2)
        theirs = functional.conv_transpose2d(x[..., None], w[..., None], b, 3, 1, 2, 2, 2)
        assert equal(ours, theirs.numpy())
        ours = conv_transpose3d(x[..., None, None], w[..., None, None], b, 3, 1, 2, 2, 2)
        cubes = (x[..., None, None], w[..., None, None], b, 3, 1, 2, 2, 2)
        assert equal(ours, functional.conv_transpose3d(*cubes).numpy())
        w, b = torch.ones(2, 2, 2), torch.arange(2.0)
        assert equal(conv1d(x, w, b, 2, 1, 3, 2), functional.conv1d(x, w, b, 2, 1, 3, 2).numpy())
        theirs = functional.conv2d(x[..., None], w[..., None], b, 2, 1, 3, 2).numpy()
        assert equal(conv2d(x[..., None], w[..., None], b, 2, 1, 3, 2), theirs)
        cubes = (x[..., None, None], w[..., None, None], b, 2, 1, 3, 2)
        assert equal(conv3d(*cubes), functional.conv3d(*cubes).numpy())

    def test_a_batch_of_none_stays_one(self):
        none, one = np.ones((0, 2, 3)), np.ones((2, 2, 3))
        for ours, theirs in (
            (conv_transpose1d, functional.conv_transpose1d),
            (conv1d, functional.conv1d),
        ):
            wanted = theirs(torch.from_numpy(none), torch.from_numpy(one), stride=2).numpy()
            assert equal(ours(none, one, stride=2), wanted)


class TestOtherRoutes:
    @given(layers(1, transposed=True))
    def test_fold_adds_up_the_same_stamps(self, layer: Given):
        stride, padding, extra, dilation = one_of_each(layer)
        # fold expects as many stamps as a convolution would read, which is one more from op = s on.
        assume(extra < stride)
        groups, (channels, length) = layer.parameters["groups"], layer.x.shape[-2:]
        ours = conv_transpose1d(layer.x, layer.w, **layer.parameters)
        x = layer.x.reshape(-1, groups, channels // groups, length)
        w = layer.w.reshape(groups, channels // groups, *layer.w.shape[1:])
        stamps = np.einsum("ngcl,gcok->ngokl", x, w).reshape(len(x), -1, length)
        taps = w.shape[-1]
        size = (length - 1) * stride - 2 * padding + dilation * (taps - 1) + extra + 1
        folded = functional.fold(
            torch.from_numpy(stamps),
            (1, size),
            (1, taps),
            dilation=(1, dilation),
            padding=(0, padding),
            stride=(1, stride),
        )
        assert equal(ours, folded.numpy().reshape(ours.shape))

    @given(layers(1, transposed=True))
    def test_it_is_the_gradient_of_a_convolution(self, layer: Given):
        stride, padding, extra, dilation = one_of_each(layer)
        assume(extra < stride)
        x = layer.x.reshape(-1, *layer.x.shape[-2:])
        ours = conv_transpose1d(x, layer.w, **layer.parameters)
        gradient = torch.nn.grad.conv1d_input(
            ours.shape,
            torch.from_numpy(layer.w),
            torch.from_numpy(x),
            stride=stride,
            padding=padding,
            dilation=dilation,
            groups=layer.parameters["groups"],
        )
        assert equal(ours, gradient.numpy())

    @given(
        st.lists(st.integers(-9, 9), min_size=1, max_size=6),
        st.lists(st.integers(-9, 9), min_size=1, max_size=5),
        st.integers(1, 4),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(1, 3),
    )
    def test_plain_lists_follow_the_definition(self, x, w, stride, padding, extra, dilation):
        assume(extra < max(stride, dilation))
        wanted = stamped(x, w, stride, padding, extra, dilation)
        assume(wanted)
        y = conv_transpose1d(
            x, w, stride=stride, padding=padding, output_padding=extra, dilation=dilation
        )
        assert (y.dtype, y.tolist()) == (np.int64, wanted)
        rows = conv_transpose2d(
            [x],
            [w],
            stride=stride,
            padding=(0, padding),
            output_padding=(0, extra),
            dilation=dilation,
        )
        assert rows.tolist() == [wanted]
        # Turned by a quarter, the rows are columns and everything happens along the other axis.
        columns = conv_transpose2d(
            np.array([x]).T,
            np.array([w]).T,
            stride=stride,
            padding=(padding, 0),
            output_padding=(extra, 0),
            dilation=dilation,
        )
        assert columns.tolist() == [[value] for value in wanted]
        # And the same once more, along the depth.
        volume = conv_transpose3d(
            np.array(x)[:, None, None],
            np.array(w)[:, None, None],
            stride=stride,
            padding=(padding, 0, 0),
            output_padding=(extra, 0, 0),
            dilation=dilation,
        )
        assert volume.tolist() == [[[value]] for value in wanted]


def one_of_each(layer: Given) -> list[int]:
    names = ("stride", "padding", "output_padding", "dilation")
    values = (layer.parameters[name] for name in names)
    return [value[0] if isinstance(value, tuple) else value for value in values]


class TestLaws:
    @given(layers(1, transposed=False), st.integers(0, 2**32 - 1))
    def test_the_transposed_convolution_is_the_adjoint(self, layer: Given, seed: int):
        there = conv1d(layer.x, layer.w, **layer.parameters)
        y = np.random.default_rng(seed).integers(-4, 5, there.shape).astype(float)
        parameters = {**layer.parameters}
        size, stride, padding, dilation = layer.x.shape[-1], *direct(layer)
        reach = (
            (there.shape[-1] - 1) * stride - 2 * padding + dilation * (layer.w.shape[-1] - 1) + 1
        )
        back = conv_transpose1d(y, layer.w, output_padding=size - reach, **parameters)
        assert back.shape == layer.x.shape
        assert np.vdot(there, y) == np.vdot(layer.x, back)

    @given(layers(2, transposed=True), st.integers(-3, 3), st.integers(0, 2**32 - 1))
    def test_it_is_linear_in_the_input(self, layer: Given, factor: int, seed: int):
        other = np.random.default_rng(seed).integers(-4, 5, layer.x.shape).astype(float)
        mixed = conv_transpose2d(factor * layer.x + other, layer.w, **layer.parameters)
        apart = factor * conv_transpose2d(layer.x, layer.w, **layer.parameters)
        apart = apart + conv_transpose2d(other, layer.w, **layer.parameters)
        assert (mixed == apart).all()

    @given(layers(1, transposed=True))
    def test_its_size_is_the_one_that_output_size_says(self, layer: Given):
        y = conv_transpose1d(layer.x, layer.w, layer.bias, **layer.parameters)
        assert y.shape[-1] == output_size(layer.x.shape[-1], layer.w.shape[-1], *one_of_each(layer))

    @given(layers(3, transposed=True))
    def test_so_it_is_along_three_axes(self, layer: Given):
        parameters = {n: v for n, v in layer.parameters.items() if n != "groups"}
        y = layer.torch("conv_transpose3d")
        assert output_size(layer.x.shape[-3:], layer.w.shape[-3:], **parameters) == y.shape[-3:]

    def test_a_size_is_a_tuple_where_something_is(self):
        assert output_size(7, 3, stride=(2, 1)) == (15, 9)
        assert output_size((7, 8), 3, 2) == (15, 17)
        assert output_size((7,), 3) == (9,)
        with pytest.raises(ValueError, match="it must be one number, or 3 of them"):
            output_size((7, 8, 9), (3, 3))
        with pytest.raises(IllegalLayer, match="padding=9 is not possible"):
            output_size((7, 8), 3, padding=(0, 9))
        with pytest.raises(TypeError, match="kernel_size='33' is not possible"):
            output_size(7, "33")

    @given(layers(1, transposed=False))
    def test_convolving_back_restores_the_size(self, layer: Given):
        small = conv1d(layer.x, layer.w, **layer.parameters)
        try:
            back = conv_transpose1d(small, layer.w, **layer.parameters)
        except IllegalLayer:
            return
        assert conv1d(back, layer.w, **layer.parameters).shape == small.shape

    @given(layers(1, transposed=True))
    def test_the_arguments_stay_as_they_are(self, layer: Given):
        arrays = [a for a in (layer.x, layer.w, layer.bias) if a is not None]
        kept = [a.copy() for a in arrays]
        for array in arrays:
            array.flags.writeable = False
        y = conv_transpose1d(layer.x, layer.w, layer.bias, **layer.parameters)
        y += 1
        assert all((a == b).all() for a, b in zip(arrays, kept, strict=True))


def direct(layer: Given) -> list[int]:
    values = (layer.parameters[name] for name in ("stride", "padding", "dilation"))
    return [value[0] if isinstance(value, tuple) else value for value in values]


class TestMatrix:
    @given(layers(1, transposed=False), st.integers(0, 2**32 - 1))
    def test_it_is_the_convolution_and_turned_round_the_transposed_one(self, layer, seed):
        assume(layer.parameters["groups"] == 1)
        x, w = layer.x.reshape(-1, layer.x.shape[-1])[0], layer.w[0, 0]
        stride, padding, dilation = direct(layer)
        of = {"stride": stride, "padding": padding, "dilation": dilation}
        matrix = conv_matrix(w, len(x), **of)
        assert (matrix @ x == conv1d(x, w, **of)).all()
        small = np.random.default_rng(seed).integers(-4, 5, len(matrix)).astype(float)
        reach = (len(small) - 1) * stride - 2 * padding + dilation * (len(w) - 1) + 1
        back = conv_transpose1d(small, w, output_padding=len(x) - reach, **of)
        assert (matrix.T @ small == back).all()

    def test_by_hand(self):
        padded = [[1, 3, 0, 0, 0], [0, 1, 1, 3, 0], [0, 0, 0, 1, 1]]
        assert conv_matrix([1, 1, 3], 5, stride=2, padding=1).tolist() == padded
        dilated = [[1, 0, 1, 0, 3, 0], [0, 1, 0, 1, 0, 3]]
        assert conv_matrix([1, 1, 3], 6, dilation=2).tolist() == dilated


class TestZeroInsert:
    @given(
        st.lists(st.integers(-9, 9), min_size=1, max_size=7),
        st.integers(1, 5),
    )
    def test_every_stride_th_is_an_element_and_the_rest_is_zero(self, x: list[int], stride: int):
        stretched = zero_insert(x, stride).tolist()
        by_hand = [cell for value in x for cell in [value, *[0] * (stride - 1)]]
        assert stretched == by_hand[: len(by_hand) - stride + 1]

    def test_it_works_along_the_last_axis(self):
        rows = zero_insert(np.array([[1, 2], [3, 4]], np.float32), 3)
        assert rows.dtype == np.float32
        assert rows.tolist() == [[1, 0, 0, 2], [3, 0, 0, 4]]

    def test_a_stride_of_0_is_refused(self):
        with pytest.raises(IllegalLayer, match="stride=0 is not possible"):
            zero_insert([1, 2], 0)


class TestTypes:
    @pytest.mark.parametrize("function", [conv_transpose1d, conv1d])
    @pytest.mark.parametrize(
        ("x", "w", "result"),
        [
            ("int32", "int32", "int32"),
            ("uint8", "uint8", "uint8"),
            ("int64", "int64", "int64"),
            ("float16", "float16", "float16"),
            ("float32", "float32", "float32"),
            ("float64", "float64", "float64"),
            ("complex64", "complex64", "complex64"),
            ("bool", "bool", "int64"),
            ("bool", "float32", "float64"),
            ("int32", "int64", "int64"),
            ("int8", "float32", "float32"),
            ("int64", "float32", "float64"),
            ("float16", "float32", "float32"),
            ("float32", "float64", "float64"),
            ("float32", "complex64", "complex64"),
        ],
    )
    @pytest.mark.parametrize("channels", [1, 2])
    def test_integers_stay_integers_and_floats_keep_their_width(
        self, function, x: str, w: str, result: str, channels: int
    ):
        y = function(np.ones((channels, 3), x), np.ones((channels, channels, 2), w), stride=1)
        assert y.dtype == result
        assert y.max() == 2 * channels

    def test_lists(self):
        assert conv_transpose1d([1, 2], [1, 3]).dtype == np.int64
        assert conv_transpose1d([True, True], [1, 3]).tolist() == [1, 4, 3]
        assert conv_transpose1d([True, True], [True]).dtype == np.int64
        assert conv_transpose1d([1, 2], [0.5, 3]).dtype == np.float64
        assert conv_transpose1d((1, 2), range(2)).tolist() == [0, 1, 2]

    def test_whole_numbers_beyond_float64_are_exact(self):
        assert conv_transpose1d([2**60 + 1], [1, 3]).tolist() == [2**60 + 1, 3 * 2**60 + 3]
        two = conv_transpose1d(np.full((2, 1), 2**60 + 1), np.ones((2, 1, 1), np.int64))
        assert two.tolist() == [[2**61 + 2]]

    def test_a_bias_is_added_to_every_cell_also_where_nothing_lands(self):
        y = conv_transpose1d([1, 1], [1, 1, 3], [10], stride=4, padding=1, output_padding=3)
        assert y.tolist() == [11, 13, 10, 11, 11, 13, 10, 10]
        assert conv_transpose1d([1], [1, 3], 0.5).tolist() == [1.5, 3.5]
        assert conv1d([1, 2, 3], [1, 1], [10]).tolist() == [13, 15]

    def test_a_tensor_that_tracks_gradients_is_read(self):
        layer = torch.nn.ConvTranspose1d(1, 1, 2)
        layer.weight.data, layer.bias.data = torch.tensor([[[1.0, 3.0]]]), torch.tensor([2.0])
        x = torch.tensor([[[1.0, 2.0]]], requires_grad=True)
        y = conv_transpose1d(x, layer.weight, layer.bias)
        assert isinstance(y, np.ndarray)
        assert equal(y, layer(x).detach().numpy())
        assert x.requires_grad

    def test_as_array_leaves_an_array_alone(self):
        array = np.array([1.0, 2.0])
        assert np.shares_memory(as_array("input", array), array)


ONES = np.ones


class TestErrors:
    @pytest.mark.parametrize(
        ("call", "kind", "words"),
        [
            (lambda: conv_transpose1d(ONES((1, 8, 3)), ONES((4, 8, 3))), ValueError,
             ["weight has 4 input channels and input has 8", "(C_in, C_out / groups, k)"]),
            (lambda: conv1d(ONES((1, 8, 3)), ONES((8, 4, 3))), ValueError,
             ["weight has 4 input channels for each of 1 groups and input has 8"]),
            (lambda: conv_transpose1d([[1, 2]], [1, 1, 3]), ValueError,
             ["(1, 2)", "(3,)", "3 axes (batched) or 2", "or both are plain with 1"]),
            (lambda: conv_transpose1d([1, 2], [[[1, 1, 3]]]), ValueError,
             ["(2,)", "(1, 1, 3)", "plain"]),
            (lambda: conv_transpose1d(5, [1, 1, 3]), ValueError, ["input of shape ()"]),
            (lambda: conv_transpose1d([1], 5), ValueError, ["weight of shape ()"]),
            (lambda: conv_transpose2d([1, 2], [[1, 1, 3]]), ValueError, ["a 2d input has 4 axes"]),
            (lambda: conv2d(ONES((1, 1, 1, 3, 3)), ONES((1, 1, 1, 1))), ValueError, ["2d input"]),
            (lambda: conv_transpose3d([[1]], [[[1]]]), ValueError,
             ["a 3d input has 5 axes (batched) or 4", "or both are plain with 3"]),
            (lambda: conv3d(ONES((1, 3, 3, 3, 3)), ONES((1, 2, 1, 1, 1))), ValueError,
             ["weight has 2 input channels for each of 1 groups and input has 3"]),
            (lambda: conv_transpose3d(ONES((1, 8, 3, 1, 1)), ONES((4, 8, 3, 1, 1))), ValueError,
             ["weight has 4 input channels and input has 8"]),
            (lambda: conv_transpose3d([[[1]]], [[[1]]], stride=(1, 2)), ValueError,
             ["stride=(1, 2) is not possible", "one number, or 3 of them"]),
            (lambda: conv_transpose3d(ONES((2, 2, 2)), ONES((1, 1, 1)), padding=(0, 0, 1)),
             IllegalLayer, ["padding=1", "= 0 elements"]),
            (lambda: conv_transpose3d(ONES((2, 2, 2)), ONES((1, 1, 1)), output_padding=(0, 1, 0)),
             IllegalLayer, ["output_padding=1", "smaller than 1"]),
            (lambda: conv_transpose1d([1], [1, 3], bias=[1, 2]), ValueError,
             ["bias of shape (2,)", "1 output channels"]),
            (lambda: conv1d([1, 2], [1, 3], bias=[[1]]), ValueError, ["bias of shape (1, 1)"]),
            (lambda: conv_transpose1d([1, 2], [1, 3], stride=(1, 2)), ValueError,
             ["stride=(1, 2) is not possible", "it must be one number"]),
            (lambda: conv_transpose2d([[1]], [[1]], padding=[0, 0, 0]), ValueError,
             ["padding=[0, 0, 0] is not possible", "one number, or 2 of them"]),
            (lambda: conv_transpose1d([1], [1, 3], stride="2"), TypeError, ["stride='2'"]),
            (lambda: conv_transpose1d([1], [1, 3], padding="same"), TypeError, ["padding='same'"]),
            (lambda: conv_transpose1d([1], [1, 3], dilation=2.0), TypeError, ["dilation=2.0"]),
            (lambda: conv_transpose2d([[1]], [[1]], stride=(1, 1.5)), TypeError, ["stride=1.5"]),
            (lambda: conv_transpose1d([], [1]), IllegalLayer, ["input size=0", "at least 1"]),
            (lambda: conv_transpose1d([1], []), IllegalLayer, ["weight size=0", "at least 1"]),
            (lambda: conv_transpose1d(ONES((1, 1, 0)), ONES((1, 1, 3))), IllegalLayer,
             ["need at least 1 element"]),
            (lambda: conv_transpose1d(["1"], [1]), TypeError, ["input must be made of numbers"]),
            (lambda: conv_transpose1d([1], "113"), TypeError, ["weight must be made of numbers"]),
            (lambda: conv_transpose1d([1], [None]), TypeError, ["weight must be made of numbers"]),
            (lambda: conv_transpose1d([[1], [1, 2]], [1]), TypeError,
             ["input must be made of numbers, in rows of equal length"]),
            (lambda: conv_transpose1d([1], [1], bias="b"), TypeError, ["bias must be made of"]),
            (lambda: conv_transpose1d(ONES((4, 3)), ONES((4, 1, 3)), groups=3), IllegalLayer,
             ["groups=3 is not possible: it must divide the 4 input channels"]),
            (lambda: conv_transpose1d(ONES((4, 3)), ONES((4, 1, 3)), groups=0), IllegalLayer,
             ["groups=0", "The nearest value that works is 1."]),
            (lambda: conv1d(ONES((4, 3)), ONES((3, 2, 3)), groups=2), IllegalLayer,
             ["groups=2 is not possible: it must divide the 3 output channels"]),
            (lambda: conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=4), IllegalLayer,
             ["padding=4", "= −1 elements", "The nearest value that works is 3."]),
            (lambda: conv_transpose2d(ONES((2, 2)), ONES((1, 1)), padding=(0, 1)), IllegalLayer,
             ["padding=1", "= 0 elements"]),
            (lambda: conv1d([1, 2], [1, 1, 3]), IllegalLayer, ["kernel_size=3", "spans 3 cells"]),
            (lambda: conv_matrix([1, 1, 3], 2), IllegalLayer, ["kernel_size=3"]),
        ],
    )  # fmt: skip
    def test_the_message_says_what_does_not_fit(self, call, kind, words: list[str]):
        with pytest.raises(kind) as caught:
            call()
        for word in words:
            assert word in str(caught.value)

    def test_the_nearest_number_of_groups_is_the_nearest(self):
        missed = []
        for channels in range(1, 13):
            divisors = [g for g in range(1, channels + 1) if channels % g == 0]
            for groups in sorted(set(range(-2, channels + 3)) - set(divisors)):
                with pytest.raises(IllegalLayer) as caught:
                    conv_transpose1d(ONES((channels, 2)), ONES((channels, 1, 1)), groups=groups)
                nearest = caught.value.nearest
                least = min(abs(g - groups) for g in divisors)
                if nearest not in divisors or abs(nearest - groups) > least:
                    missed.append((channels, groups, nearest))
        assert missed == []

    def test_a_plain_row_of_three_is_not_taken_for_channels(self):
        # (3,) and (1, 1, 3) hold the same numbers, and only one of the two is a kernel for [1].
        with pytest.raises(ValueError, match="do not fit"):
            conv_transpose1d([1], np.ones((1, 1, 3)))


def test_show_prints_what_a_layer_returns(capsys: pytest.CaptureFixture[str]):
    show(conv_transpose1d(torch.tensor([[[1.0, 1.0]]]), [[[1, 1, 3]]], stride=4))
    assert capsys.readouterr().out == "[1, 1, 3, 0, 1, 1, 3]\n"
