"""Numbers are written as short as they can be, and show prints what a reader's layer returns."""

import math

import numpy as np
import pytest
import torch

from course import show
from course.number_format import Symbol, number, row


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7, "7"),
        (-7, "−7"),
        (3.0, "3"),
        (-3.0, "−3"),
        (0.5, "0.5"),
        (-0.5, "−0.5"),
        (1 / 3, "0.3333"),
        (2 / 3, "0.6667"),
        (12.3456, "12.35"),
        (999999, "999999"),
        (1_000_000, "1e6"),
        (-1_500_000, "−1.5e6"),
        (123456.7, "1.235e5"),
        (0.00001, "1e−5"),
        (-0.000012, "−1.2e−5"),
        (True, "1"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "nan"),
    ],
)
def test_number(value: float, text: str):
    assert number(value) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([], "[]"),
        ([1.0, -2.0, 0.5], "[1, -2, 0.5]"),
        ((1, (2.5, 3)), "[1, [2.5, 3]]"),
        ([1 + 2j], "[(1+2j)]"),
    ],
)
def test_row_is_a_list_that_python_reads(values: object, text: str):
    assert row(values) == text


@pytest.mark.parametrize(
    ("values", "label", "line"),
    [
        ([1, 3, 0], "", "[1, 3, 0]"),
        ([1, 3, 0], "torch", "torch   [1, 3, 0]"),
        ([1, 3, 0], "a longer one", "a longer one [1, 3, 0]"),
        (torch.tensor([[[1.0, -3.0, 0.5]]], requires_grad=True), "", "[1, -3, 0.5]"),
        (torch.tensor([[[1.0, 2.0]], [[3.0, 4.0]]]), "", "[[[1, 2]], [[3, 4]]]"),
        (np.array([[[1, 2], [3, 4]]]), "", "[[1, 2], [3, 4]]"),
        (np.float32(2), "", "2"),
        (np.array([True, False]), "", "[1, 0]"),
        (np.array([[7]]), "", "[7]"),
    ],
)
def test_show(values: object, label: str, line: str, capsys: pytest.CaptureFixture[str]):
    show(values, label)
    assert capsys.readouterr().out == line + "\n"


def test_show_refuses_what_is_no_number():
    with pytest.raises(TypeError, match="values must be made of numbers"):
        show("three")


class TestSymbol:
    def test_sums_of_products_are_written_out(self):
        x, w = ([Symbol(f"{name}{n}") for n in range(3)] for name in "xw")
        assert number(sum([x[1] * w[0], x[0] * w[2]])) == "{x1*w0+x0*w2}"
        assert number(x[1] + 0) == number(0 + x[1]) == "{x1}"

    @pytest.mark.parametrize(
        "lost",
        [
            lambda x: x + 3,
            lambda x: 3 + x,
            lambda x: x - 1,
            lambda x: 1 - x,
            lambda x: x * 2,
            lambda x: 2 * x,
            lambda x: (x + x) * x,
            lambda x: x / 2,
            lambda x: -x,
            lambda x: x < 1,
            lambda x: int(x),
        ],
    )
    def test_nothing_gets_lost(self, lost):
        with pytest.raises(TypeError):
            lost(Symbol("x0"))

    def test_it_is_written_in_a_row_as_well(self):
        assert row([2, Symbol("have")]) == "[2, {have}]"

    def test_it_is_like_no_other_number(self):
        assert math.isnan(float(Symbol("x0")))
        assert Symbol("x0") != 0
