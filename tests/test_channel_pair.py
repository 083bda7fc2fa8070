"""The kernel between two channels: the picture shows the axis along which something happens."""

import re
from itertools import product

import pytest
import torch
from torch import nn
from torch.nn import functional

from course import Layer, explain
from course.models.calls import Call, Weight
from course.models.explained_layer import ExplainedLayer
from course.models.tables import evenly

CONVOLVE = (functional.conv_transpose1d, functional.conv_transpose2d, functional.conv_transpose3d)


def layer_of(axes: tuple[Layer, ...], sizes: tuple[int, ...]) -> ExplainedLayer:
    """A layer of 2 to 3 channels with whole numbers for weights, as a forward pass meets it."""
    kernel = [axis.kernel_size for axis in axes]
    numbers = torch.Generator().manual_seed(len(axes))
    weight = torch.randint(-9, 10, (2, 3, *kernel), generator=numbers).double()
    made = tuple(axis.output_size(n) for axis, n in zip(axes, sizes, strict=True))
    call = Call("up", axes, 1, Weight(weight), 1e-7, (1, 2, *sizes), (1, 3, *made))
    return ExplainedLayer("up", call)


CASES = {
    # By the parameters of each axis: the axis to be drawn, its name, and the taps that are.
    "tall": ((Layer(8, 4), Layer(1)), (3, 9), 0, "height", "w[·, 0]"),
    "wide": ((Layer(1), Layer(8, 4)), (3, 9), 1, "width", "w[0, ·]"),
    "square": ((Layer(4, 2, 1), Layer(4, 2, 1)), (5, 5), 1, "width", "w[0, ·]"),
    "only a kernel": ((Layer(3), Layer(1)), (5, 5), 0, "height", "w[·, 0]"),
    "the stride counts": ((Layer(2, 2), Layer(5)), (5, 5), 0, "height", "w[·, 0]"),
    "frames": ((Layer(4, 2), Layer(3), Layer(3)), (4, 5, 6), 0, "depth", "w[·, 0, 0]"),
    "volume": ((Layer(2, 2), Layer(3, 2), Layer(2, 2)), (4, 5, 6), 1, "height", "w[0, ·, 0]"),
    "row": ((Layer(1), Layer(1), Layer(4, 3)), (4, 5, 6), 2, "width", "w[0, 0, ·]"),
}


@pytest.mark.parametrize("name", CASES)
class TestAxes:
    def test_the_picture_and_its_caption_are_of_the_axis_that_grows(self, name: str):
        axes, sizes, along, axis, taps = CASES[name]
        pair = layer_of(axes, sizes).pair(1, 2)
        row = pair.weight.swapaxes(0, along).reshape(axes[along].kernel_size, -1)[:, 0]
        lines = repr(pair).splitlines()
        [caption] = [line for line in lines if line.startswith("Drawn")]
        assert caption.startswith(f"Drawn along the {axis}, with taps {taps}, for ")
        [shown] = [line for line in pair.picture.text.splitlines() if line.startswith("input")]
        numbers = [int(n.replace("−", "-")) for n in re.findall(r"−?\d+", shown)]
        assert numbers[-len(row) :] == row.tolist()
        inputs = len(numbers) - len(row)
        assert re.search(rf" (all )?{inputs} (of the {sizes[along]} )?inputs", caption)

    def test_its_phase_sums_are_torch_s(self, name: str):
        axes, sizes, *_ = CASES[name]
        layer = layer_of(axes, sizes)
        strides = tuple(axis.stride for axis in axes)
        weight = torch.from_numpy(layer.call.weight)
        for i, o in product(range(2), range(3)):
            one, kernel = torch.ones(1, 1, *[8] * len(axes)).double(), weight[None, None, i, o]
            y = CONVOLVE[len(axes) - 1](one, kernel, None, strides)[0, 0]
            at = tuple(slice(5 * stride, 6 * stride) for stride in strides)
            pair = layer.pair(i, o)
            assert (pair.sums == y[at].numpy()).all()
            assert layer.spread[i, o] == (y[at].max() - y[at].min()).item()
        assert len(layer.formulas) == len(axes)
        html = layer._repr_mimebundle_()["text/html"]
        assert html.count("<img") >= 1


def test_labels_of_three_axes():
    layer = layer_of(*CASES["frames"][:2])
    # By hand: (4 − 1)·2 + 3 + 1 = 10, (5 − 1) + 2 + 1 = 7 and (6 − 1) + 2 + 1 = 8.
    labels = [line.split()[0] for line in layer.head.splitlines()[1:]]
    assert labels == ["depth", "height", "width", "checkerboard", "products", "bytes", "receptive"]
    assert [line.split()[-1] for line in layer.head.splitlines()[1:4]] == ["10", "7", "8"]
    assert layer.code == "ConvTranspose3d(2, 3, kernel_size=(4, 3, 3), stride=(2, 1, 1))"
    assert "w[0, 0, 0] + w[0, 0, 1] + w[0, 0, 2] + … + w[2, 2, 2]" in repr(layer)


@pytest.mark.parametrize("bias", [True, False])
def test_the_code_makes_the_layer_again(bias: bool):
    layer = nn.ConvTranspose2d(4, 6, (3, 2), (2, 1), groups=2, bias=bias)
    code = explain(layer, (3, 3)).layers[0].code
    assert ("bias=False" in code) != bias
    assert repr(eval(code, vars(nn))) == repr(layer)


class TestNumbersInARow:
    def test_have_as_many_decimals_as_each_other(self):
        layer = nn.ConvTranspose1d(1, 1, 4, 2)
        layer.weight.data = torch.tensor([[[-0.123456, 0.000987, 0.5, -0.05]]])
        text = repr(explain(layer, 4))
        row = [line for line in text.splitlines() if line.startswith("    0  w[0] + w[2]")]
        assert row[0].split("w[2]")[1].split() == ["−0.1235", "+", "0.5000", "0.3765"]
        [kernel] = [line for line in text.splitlines() if line.startswith("input")]
        assert kernel.split()[-4:] == ["−0.123", "0.001", "0.5", "−0.05"]
        # 0.5 − 0.123456, rounded once.
        assert " 0.377 " in text

    @pytest.mark.parametrize(
        ("values", "texts"),
        [
            ([1.0, -20.0], ["1", "−20"]),
            ([0.5, 0.25], ["0.50", "0.25"]),
            ([1234.5678, 0.01], ["1235", "0"]),
            ([-0.00001, 1.5], ["0.0", "1.5"]),
            ([1e-9, -2e-9], ["1e−9", "−2e−9"]),
            ([float("nan"), 1.0], ["nan", "1"]),
            ([0.0], ["0"]),
            ([], []),
        ],
    )
    def test_of_all_sizes(self, values: list[float], texts: list[str]):
        assert list(map(evenly(values), values)) == texts


def test_a_picture_that_makes_the_answer_too_large_is_left_out():
    pair = layer_of((Layer(40, 2),), (40,)).pair(0, 0)
    whole = pair.body(10**6)
    size = len(whole.encode())
    assert (pair.body(size), whole.count("<img")) == (whole, 1)
    assert pair.body(size - 1).count("<img") == 0
    assert ".picture draws it" in pair.body(size - 1)
