"""What chapter 08 prints, from matrices written by hand, PyTorch's gradients and its bare sums."""

import json

import numpy as np
import pytest
import torch
from documented import ROOT, printed
from torch.nn import functional

from course import conv_matrix

NOTEBOOK = ROOT / "notebooks" / "08_transposed.ipynb"
CELLS = [c for c in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
W = torch.tensor([[[1.0, 1.0, 3.0]]], dtype=torch.float64)
# By hand: the kernel in each row, two cells further down the rows.
C5 = np.array([[1, 1, 3, 0, 0], [0, 0, 1, 1, 3]])
C6 = np.array([[1, 1, 3, 0, 0, 0], [0, 0, 1, 1, 3, 0]])
C7 = np.array([[1, 1, 3, 0, 0, 0, 0], [0, 0, 1, 1, 3, 0, 0], [0, 0, 0, 0, 1, 1, 3]])


def rows(values: np.ndarray | torch.Tensor) -> str:
    return str([int(v) for v in values.flatten()])


def with_source(part: str) -> str:
    """What the one cell prints whose code has this part."""
    (cell,) = [cell for cell in CELLS if part in "".join(cell["source"])]
    return printed(cell)


def gradient(function, x: list[int], arriving: list[int]) -> torch.Tensor:
    given = torch.tensor([[x]], dtype=torch.float64, requires_grad=True)
    function(given, W, stride=2).backward(torch.tensor([[arriving]], dtype=torch.float64))
    assert given.grad is not None
    return given.grad


@pytest.mark.parametrize("matrix", [C5, C6, C7])
def test_the_matrix_is_the_one_written_by_hand(matrix: np.ndarray):
    assert np.array_equal(conv_matrix([1, 1, 3], matrix.shape[1], stride=2), matrix)


def test_the_matrices_in_the_chapter():
    assert with_source("input_size=5") == f"{C5}\n"
    assert with_source("print(C.T)") == f"{C5.T}\n"
    assert with_source("input_size=6").startswith(f"{C6}\n")
    assert with_source("print(C @ C.T)") == f"{C7 @ C7.T}\n"


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("functional.conv1d(five, kernel, stride=2), ", rows(C5 @ [1, 2, 3, 4, 5])),
        ('torch_layer(stride=2)(pair), "PyTorch"', rows(C5.T @ [1, 2])),
        ('show(conv_transpose1d([1, 2], [1, 1, 3], stride=2), "course")', rows(C5.T @ [1, 2])),
        ("output_padding=1", rows(C6.T @ [1, 2])),
        ("show(functional.conv1d(there", rows(C7 @ C7.T @ [1, 2, 3])),
        ("show(conv1d(there", rows(C7 @ C7.T @ [1, 2, 3])),
        ("show(conv_transpose1d(there", rows(C5.T @ C5 @ [1, 2, 3, 4, 5])),
        ("five.grad", rows(gradient(functional.conv1d, [1, 2, 3, 4, 5], [1, 2]))),
        ("pair.grad", rows(gradient(functional.conv_transpose1d, [1, 2], [1, 2, 3, 4, 5]))),
        ("x @ conv_transpose1d", "56\n56"),
    ],
)
def test_the_numbers_in_the_chapter(part: str, wanted: str):
    lines = with_source(part).rstrip().split("\n")
    assert "\n".join(lines).endswith(wanted)
    labelled = [
        line for line in lines if line.startswith(("PyTorch", "course", "C @ x", "C.T @ x"))
    ]
    assert all(line.endswith(wanted) for line in labelled)


def test_it_restores_the_size_and_no_value():
    """The case of the wrong idea: there and back makes [17, 34, 39] of [1, 2, 3]."""
    assert rows(C7 @ C7.T @ [1, 2, 3]) == "[17, 34, 39]"
    assert rows(C5.T @ [1, 2]) == "[1, 1, 5, 2, 6]"
