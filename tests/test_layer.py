"""Layer is legal exactly where PyTorch is, sizes are PyTorch's, and an error names its mend."""

from itertools import product

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from course import IllegalLayer, Layer, output_size

# A kernel of negative size can't be made in PyTorch, so there is nothing to compare it with.
KERNELS, STRIDES, PADDINGS, EXTRAS, DILATIONS, INPUTS = (
    range(4),
    range(-1, 4),
    range(-1, 5),
    range(-1, 5),
    range(-1, 4),
    range(4),
)
WEIGHTS = {k: torch.ones(1, 1, k) for k in KERNELS}
ONES = {n: torch.ones(1, 1, n) for n in range(12)}
NAMES = ("kernel_size", "stride", "padding", "output_padding", "dilation")

legal_layers = st.builds(
    Layer,
    kernel_size=st.integers(1, 6),
    stride=st.integers(4, 7),
    padding=st.integers(0, 4),
    output_padding=st.integers(0, 3),
    dilation=st.integers(1, 4),
)


def torch_size(n: int, k: int, s: int, p: int, extra: int, d: int) -> int | None:
    """PyTorch's output size for a batch of one; None where it refuses.

    A batch of one, because of more than one PyTorch lets an output of size 0 pass (pytorch#127734).
    """
    try:
        return functional.conv_transpose1d(
            ONES[n], WEIGHTS[k], stride=s, padding=p, output_padding=extra, dilation=d
        ).shape[-1]
    except RuntimeError:
        return None


def torch_conv_size(n: int, k: int, s: int, p: int, d: int) -> int | None:
    try:
        return functional.conv1d(ONES[n], WEIGHTS[k], stride=s, padding=p, dilation=d).shape[-1]
    except RuntimeError:
        return None


def course_size(n: int, *parameters: int) -> int | None:
    try:
        return output_size(n, *parameters)
    except IllegalLayer:
        return None


def course_conv_size(n: int, k: int, s: int, p: int, d: int) -> int | None:
    try:
        return Layer(k, s, p, dilation=d).conv_output_size(n)
    except IllegalLayer:
        return None


class TestLegality:
    @pytest.mark.parametrize("kernel_size", KERNELS)
    def test_it_is_pytorch_s_for_the_transposed_convolution(self, kernel_size: int):
        differ, refused = [], 0
        for n, s, p, extra, d in product(INPUTS, STRIDES, PADDINGS, EXTRAS, DILATIONS):
            ours = course_size(n, kernel_size, s, p, extra, d)
            theirs = torch_size(n, kernel_size, s, p, extra, d)
            refused += theirs is None
            if ours != theirs:
                differ.append(((n, kernel_size, s, p, extra, d), ours, theirs))
        assert differ == []
        assert refused > 1000

    def test_it_is_pytorch_s_for_the_convolution(self):
        differ, refused = [], 0
        for n, k, s, p, d in product(range(12), KERNELS, STRIDES, PADDINGS, DILATIONS):
            ours, theirs = course_conv_size(n, k, s, p, d), torch_conv_size(n, k, s, p, d)
            refused += theirs is None
            if ours != theirs:
                differ.append(((n, k, s, p, d), ours, theirs))
        assert differ == []
        assert refused > 1000

    def test_a_kernel_of_negative_size_is_refused(self):
        with pytest.raises(IllegalLayer, match="kernel_size=-1 is not possible"):
            Layer(kernel_size=-1)

    def test_output_padding_may_reach_the_stride_where_dilation_is_larger(self):
        assert Layer(3, stride=1, output_padding=1, dilation=2).output_size(3) == 8

    def test_padding_may_exceed_the_kernel(self):
        assert Layer(3, stride=2, padding=3).output_size(3) == 1


class TestErrors:
    def test_the_nearest_value_mends_and_no_closer_one_does(self):
        seen = set()
        for values in product(range(-1, 4), STRIDES, PADDINGS, EXTRAS, DILATIONS, range(-1, 4)):
            given_ = dict(zip((*NAMES, "input_size"), values, strict=True))
            seen.add(self._check_complaint(given_, output_size))
        assert seen == {None, "input_size", *NAMES}

    def test_likewise_for_the_convolution(self):
        def conv_size(input_size: int, **parameters: int) -> int:
            return Layer(**parameters).conv_output_size(input_size)

        seen = set()
        names = ("kernel_size", "stride", "padding", "dilation", "input_size")
        for values in product(range(-1, 6), STRIDES, (-1, 0, 1), DILATIONS, range(-1, 5)):
            seen.add(self._check_complaint(dict(zip(names, values, strict=True)), conv_size))
        assert seen == {None, *names}

    @staticmethod
    def _complaint(parameters, compute) -> IllegalLayer | None:
        try:
            compute(**parameters)
        except IllegalLayer as error:
            return error
        return None

    def _check_complaint(self, parameters, compute) -> str | None:
        error = self._complaint(parameters, compute)
        if error is None:
            return None
        name, value, nearest = error.parameter, error.value, error.nearest
        assert value == parameters[name]
        assert str(error).startswith(f"{name}={value} is not possible: {error.rule}.")
        assert str(error).endswith(f"The nearest value that works is {nearest}.")

        def still_refused(other: int) -> bool:
            again = self._complaint({**parameters, name: other}, compute)
            return again is not None and again.parameter == name

        assert not still_refused(nearest), (parameters, str(error))
        distance = abs(nearest - value)
        closer = range(value - distance + 1, value + distance)
        assert all(still_refused(other) for other in closer), (parameters, str(error))
        return name

    @pytest.mark.parametrize(
        ("parameters", "message"),
        [
            (
                {"kernel_size": 3, "stride": 0},
                "stride=0 is not possible: it must be at least 1. "
                "The nearest value that works is 1.",
            ),
            (
                {"kernel_size": 3, "stride": 2, "output_padding": 5},
                "output_padding=5 is not possible: it must be smaller than stride or dilation, "
                "so here smaller than 2. The nearest value that works is 1.",
            ),
            (
                {"kernel_size": 3, "padding": 4, "stride": 2},
                "padding=4 is not possible: the output would have "
                "(3 − 1)·2 − 2·4 + 1·(3 − 1) + 0 + 1 = −1 elements, and it needs at least 1. "
                "The nearest value that works is 3.",
            ),
        ],
    )
    def test_the_text(self, parameters: dict[str, int], message: str):
        with pytest.raises(ValueError) as caught:
            output_size(3, **parameters)
        assert str(caught.value) == message

    def test_a_kernel_that_does_not_fit_names_the_widest_that_does(self):
        with pytest.raises(
            IllegalLayer, match="spans 7 cells and the padded input only 6"
        ) as error:
            Layer(kernel_size=4, padding=1, dilation=2).conv_output_size(4)
        assert error.value.nearest == 3

    def test_without_a_nearest_value_none_is_promised(self):
        assert str(IllegalLayer("stride", 0, "no", None)) == "stride=0 is not possible: no."

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("value", [1.0, "1", None, (1,), 1 + 0j])
    def test_what_is_no_whole_number_is_a_type_error(self, name: str, value: object):
        with pytest.raises(TypeError, match=rf"{name}=.* it must be a whole number"):
            Layer(**{"kernel_size": 3, name: value})

    @pytest.mark.parametrize("value", [2.0, "2"])
    def test_so_is_such_an_input_size(self, value: object):
        for sized in (Layer(3).output_size, Layer(1).conv_output_size):
            with pytest.raises(TypeError, match="input_size=.* it must be a whole number"):
                sized(value)

    def test_a_whole_number_of_another_type_becomes_an_int(self):
        layer = Layer(torch.tensor(3), stride=np.int8(2), padding=True)
        assert layer == Layer(3, 2, 1)
        assert all(type(getattr(layer, name)) is int for name in NAMES)


class TestFormula:
    @given(legal_layers, st.integers(1, 9))
    def test_its_text_evaluates_to_the_size(self, layer: Layer, n: int):
        text = layer.size_formula(n)
        left, right = text.replace("·", "*").replace("−", "-").split(" = ")
        k, s, p, extra, d = (getattr(layer, name) for name in NAMES)
        size = (n - 1) * s - 2 * p + d * (k - 1) + extra + 1
        assert eval(left) == int(right) == size

    @given(legal_layers, st.integers(1, 9))
    def test_each_piece_holds_its_parameter(self, layer: Layer, n: int):
        pieces = layer.size_pieces(n)
        assert layer.size_formula(n) == "".join(text for text, _ in pieces)
        named = {name: text for text, name in pieces if name}
        assert named == {name: str(getattr(layer, name)) for name in NAMES} | {"input": str(n)}

    def test_all_names_of_the_formula_by_hand(self):
        layer = Layer(kernel_size=5, stride=3, padding=2, output_padding=1, dilation=4)
        assert layer.size_formula(6) == "(6 − 1)·3 − 2·2 + 4·(5 − 1) + 1 + 1 = 29"


class TestPlaces:
    @given(legal_layers, st.integers(1, 6))
    def test_place_is_the_definition_s(self, layer: Layer, n: int):
        for i, k in product(range(n), range(layer.kernel_size)):
            assert layer.place(i, k) == i * layer.stride + k * layer.dilation - layer.padding

    @given(
        st.builds(
            Layer,
            kernel_size=st.integers(1, 6),
            stride=st.integers(1, 4),
            padding=st.integers(0, 4),
            dilation=st.integers(1, 4),
        ),
        st.integers(1, 6),
    )
    def test_meeting_finds_all_pairs_of_a_place_in_the_order_of_the_input(
        self, layer: Layer, n: int
    ):
        pairs = list(product(range(n), range(layer.kernel_size)))
        for place in range(-30, 60):
            lands = [
                (i, k)
                for i, k in pairs
                if i * layer.stride + k * layer.dilation - layer.padding == place
            ]
            assert list(layer.meeting(place, n)) == sorted(lands)

    @given(legal_layers, st.integers(1, 6))
    def test_landing_slices_the_uncut_output(self, layer: Layer, n: int):
        cells = list(range((n - 1) * layer.stride + layer.dilation * (layer.kernel_size - 1) + 1))
        assert layer.full_size(n) == len(cells)
        for k in range(layer.kernel_size):
            lands = [i * layer.stride + k * layer.dilation for i in range(n)]
            assert cells[layer.landing(k, n)] == lands

    @given(legal_layers, st.integers(1, 9))
    def test_a_convolution_gives_the_size_back(self, layer: Layer, n: int):
        try:
            size = layer.output_size(n)
        except IllegalLayer:
            return
        k, s, p, extra, d = (getattr(layer, name) for name in NAMES)
        assert Layer(k, s, p, dilation=d).conv_output_size(size) == n + extra // s


def test_a_grid_is_legal_where_its_layers_are():
    values = {"kernel_size": 0, "stride": 0, "padding": -1, "output_padding": -1, "dilation": 0}
    axes = np.meshgrid(*(range(least, least + 4) for least in values.values()), indexing="ij")
    grid = dict(zip(values, axes, strict=True))
    told = Layer.legal_on_grid(**grid)
    assert 0 < told.sum() < told.size
    for at in np.ndindex(told.shape):
        parameters = {name: int(axis[at]) for name, axis in grid.items()}
        try:
            Layer(**parameters)
        except IllegalLayer:
            assert not told[at], parameters
        else:
            assert told[at], parameters
