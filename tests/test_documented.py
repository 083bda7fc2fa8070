"""What is documented, against the course, PyTorch, two other routes and the stored notebooks."""

import copy

import numpy as np
import pytest
import scipy.signal
import torch
from documented import (
    CASES,
    RESULTS,
    SIZES,
    course_disagreements,
    notebook_disagreements,
    notebooks,
    stamped,
    tagged_cells,
)
from torch.nn import functional

import course

case = pytest.mark.parametrize("name", CASES)
size = pytest.mark.parametrize("name", SIZES)


def a_case(name: str) -> tuple[list[int], list[int], dict[str, int], list[int]]:
    row = CASES[name]
    return row["input"], row["kernel"], row.get("parameters", {}), row["output"]


def cut(full: list[int], parameters: dict[str, int]) -> list[int]:
    """The window of the uncut output; beyond its end stand zeros."""
    padding, extra = parameters.get("padding", 0), parameters.get("output_padding", 0)
    return [*full, *[0] * extra][padding : len(full) - padding + extra]


def spread(values: list[int], distance: int) -> list[int]:
    """The values with ``distance − 1`` zeros between neighbours."""
    row = [0] * ((len(values) - 1) * distance + 1)
    for place, value in enumerate(values):
        row[place * distance] = value
    return row


def test_the_file_holds_what_it_must():
    assert list(RESULTS) == [
        "one_stamp",
        "two_stamps",
        "stride_4",
        "zeros_by_hand",
        "padding_1",
        "output_padding_1",
        "output_padding_3",
    ]
    assert len(CASES) == 25
    assert len(SIZES) == 19
    assert all(row["source"] for row in (CASES | SIZES).values())


@case
def test_the_course_agrees(name: str):
    x, w, parameters, output = a_case(name)
    assert course.conv_transpose1d(x, w, **parameters).tolist() == output
    assert list(course.Trace.of(x, w, **parameters).y) == output
    assert course.draw(x, w, **parameters).alt.count(f"Output {output}.") == 1


def test_the_program_that_judges_broken_copies_has_nothing_to_say():
    assert course_disagreements() == []


@case
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.int64])
def test_pytorch_agrees(name: str, dtype: torch.dtype):
    x, w, parameters, output = a_case(name)
    y = functional.conv_transpose1d(
        torch.tensor([[x]], dtype=dtype), torch.tensor([[w]], dtype=dtype), **parameters
    )
    assert y.tolist() == [[output]]


@case
def test_pytorch_s_layer_agrees(name: str):
    x, w, parameters, output = a_case(name)
    layer = torch.nn.ConvTranspose1d(1, 1, len(w), bias=False, **parameters)
    layer.weight.data = torch.tensor([[w]], dtype=torch.float32)
    with torch.no_grad():
        assert layer(torch.tensor([[x]], dtype=torch.float32)).tolist() == [[output]]


@case
def test_zeros_inserted_and_convolved_agree(name: str):
    x, w, parameters, output = a_case(name)
    stretched = spread(x, parameters.get("stride", 1))
    full = np.convolve(stretched, spread(w, parameters.get("dilation", 1)))
    assert cut(full.tolist(), parameters) == output


@case
def test_scipy_agrees(name: str):
    x, w, parameters, output = a_case(name)
    kernel = spread(w, parameters.get("dilation", 1))
    full = scipy.signal.upfirdn(kernel, x, up=parameters.get("stride", 1))
    assert cut(full.tolist(), parameters) == output


@case
def test_the_definition_agrees(name: str):
    x, w, parameters, output = a_case(name)
    assert stamped(x, w, **parameters) == output


@size
def test_the_course_agrees_on_sizes(name: str):
    row = SIZES[name]
    parameters = row["parameters"]
    for small, large in row.get("transposed", []):
        assert course.output_size(small, **parameters) == large
        assert course.Layer(**parameters).output_size(small) == large
    for large, small in row.get("convolution", []):
        assert course.Layer(**parameters).conv_output_size(large) == small


@size
def test_pytorch_agrees_on_sizes(name: str):
    row = SIZES[name]
    parameters = dict(row["parameters"])
    weight = torch.ones(1, 1, parameters.pop("kernel_size"))
    for small, large in row.get("transposed", []):
        y = functional.conv_transpose1d(torch.ones(1, 1, small), weight, **parameters)
        assert y.shape == (1, 1, large)
    parameters.pop("output_padding", None)
    for large, small in row.get("convolution", []):
        assert functional.conv1d(torch.ones(1, 1, large), weight, **parameters).shape[-1] == small


@pytest.mark.parametrize("name", [name for name, row in SIZES.items() if "stretched" in row])
def test_the_animations_reading_agrees(name: str):
    """Zeros between, around and behind the input, then a convolution that moves by one."""
    row = SIZES[name]
    of = row["parameters"]
    ((small, large),) = row["transposed"]
    stretched = course.zero_insert([1] * small, of.get("stride", 1))
    assert len(stretched) == row["stretched"]
    assert row["extra"] == of.get("output_padding", 0)
    around = [0] * row["border"]
    bordered = [*around, *stretched.tolist(), *around, *[0] * row["extra"]]
    kernel = list(range(1, of["kernel_size"] + 1))
    dilation = of.get("dilation", 1)
    slid = np.correlate(bordered, spread(kernel[::-1], dilation), mode="valid").tolist()
    assert len(slid) == large
    assert (
        slid
        == course.conv_transpose1d(
            [1] * small, kernel, **{key: v for key, v in of.items() if key != "kernel_size"}
        ).tolist()
    )


class TestMisconceptions:
    """The numbers that a wrong idea gives, and the layer doesn't."""

    def test_the_kernel_slid_as_it_is(self):
        unflipped = [3, 1, 7, 2, 11, 3, 3]
        stretched = course.zero_insert([1, 2, 3], 2)
        assert course.conv1d(stretched, [1, 1, 3], padding=2).tolist() == unflipped
        assert course.conv1d(stretched, [3, 1, 1], padding=2).tolist() == CASES["uncut"]["output"]

    def test_a_convolution_behind_it_does_not_undo_it(self):
        uncut = course.conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2)
        assert course.conv1d(uncut, [1, 1, 3], stride=2).tolist() == [17, 34, 39]

    def test_the_bound_of_output_padding_is_where_the_size_changes_hands(self):
        layer = course.Layer(kernel_size=5, stride=3, padding=2)
        assert [layer.conv_output_size(size) for size in (16, 17, 18, 19)] == [6, 6, 6, 7]
        with pytest.raises(course.IllegalLayer):
            course.output_size(6, kernel_size=5, stride=3, padding=2, output_padding=3)


class TestNotebooks:
    """The numbers that stand in the committed notebooks."""

    def test_they_are_the_documented_ones(self):
        assert notebook_disagreements(notebooks()) == []

    def test_every_result_stands_there_twice(self):
        cells = tagged_cells(notebooks())
        assert cells.keys() == RESULTS.keys()
        assert all(len(of_result) >= 2 for of_result in cells.values())

    @pytest.mark.parametrize("name", RESULTS)
    def test_a_lost_cell_is_noticed(self, name: str):
        for position in range(2):
            found = copy.deepcopy(notebooks())
            tagged_cells(found)[name][position]["metadata"]["tags"] = []
            assert [line.split(":")[0] for line in notebook_disagreements(found)] == [name]

    def test_a_misspelt_tag_is_noticed(self):
        found = copy.deepcopy(notebooks())
        tagged_cells(found)["stride_4"][0]["metadata"]["tags"] = ["documented:stride_5"]
        assert "stride_5: a tag, and no documented result" in notebook_disagreements(found)

    def test_a_cleared_output_is_noticed(self):
        found = copy.deepcopy(notebooks())
        tagged_cells(found)["stride_4"][1]["outputs"] = []
        assert notebook_disagreements(found) == ["stride_4: '' instead of [1, 1, 3, 0, 1, 1, 3]"]
