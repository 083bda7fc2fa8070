"""Every product in two dimensions lands where PyTorch puts it."""

import itertools

import pytest
import torch
from torch.nn import functional

from course import IllegalLayer, Trace
from course.trace2d import ConvTrace2d, Trace2d, are_planes

X = [[1, 2, -3], [4, 0, 6]]
W = [[1, 1, 3], [2, 5, 7]]
PAIRS = [1, 2, (1, 3), (2, 1)]


def plane(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def rows(values: torch.Tensor) -> list[list[float]]:
    return values[0, 0].tolist()


@pytest.mark.parametrize("stride", PAIRS)
@pytest.mark.parametrize("padding", [0, 1, (0, 2)])
def test_the_output_is_pytorchs(stride, padding):
    compared = 0
    for output_padding, dilation in itertools.product([0, 1, (0, 1), (1, 0)], [1, 2, (2, 1)]):
        parameters = {
            "stride": stride, "padding": padding, "output_padding": output_padding,
            "dilation": dilation,
        }  # fmt: skip
        try:
            wanted = functional.conv_transpose2d(plane(X), plane(W), **parameters)
        except RuntimeError:
            with pytest.raises(IllegalLayer):
                Trace2d.of(X, W, **parameters)
            continue
        trace = Trace2d.of(X, W, **parameters)
        assert [list(row) for row in trace.y] == rows(wanted)
        assert trace.size == wanted.shape[2:]
        compared += 1
    assert compared


@pytest.mark.parametrize("stride", PAIRS)
@pytest.mark.parametrize("padding", [0, 1, (0, 2)])
@pytest.mark.parametrize("dilation", [1, (1, 2)])
def test_the_convolutions_output_is_pytorchs(stride, padding, dilation):
    x = [[(3 * r + c * c) % 7 - 2 for c in range(6)] for r in range(5)]
    trace = ConvTrace2d.of(x, W, stride=stride, padding=padding, dilation=dilation)
    wanted = functional.conv2d(
        plane(x), plane(W), stride=stride, padding=padding, dilation=dilation
    )
    assert [list(row) for row in trace.y] == rows(wanted)


def test_every_product_stands_once_and_meets_where_it_lands():
    trace = Trace2d.of(X, W, stride=(2, 1), padding=(0, 1), dilation=(1, 2))
    assert len({(p.i, p.k) for p in trace.products}) == len(trace.products) == 36
    met = [p for place in itertools.product(*trace.spans) for p in trace.at(place)]
    assert sorted(met) == sorted(trace.products)
    stamps = [p.i for p in trace.products]
    assert stamps == sorted(stamps)


def test_a_place_is_cut_empty_or_back_by_either_axis():
    # Height: stride 2, one tap: rows 0 and 2 are stamped, 1 is empty. Width: 4 cells, one cut at
    # each side, one given back.
    trace = Trace2d.of([[1, 2], [3, 4]], [[1, 1]], stride=2, padding=(0, 1), output_padding=(0, 1))
    told = [[trace.state((r, c)) for c in range(-1, 4)] for r in range(3)]
    assert told == [
        ["cut", "kept", "kept", "back", "cut"][:5],
        ["cut", "empty", "empty", "empty", "cut"],
        ["cut", "kept", "kept", "back", "cut"],
    ]


def test_one_row_is_the_trace_in_one_dimension():
    parameters = {"stride": 2, "output_padding": 1}
    flat = Trace.of([1, 2, 3], [1, 1, 3], padding=1, **parameters)
    both = Trace2d.of([[1, 2, 3]], [[1, 1, 3]], padding=(0, 1), **parameters)
    assert both.y[0] == flat.y
    assert [both.state((0, c)) for c in flat.columns] == [flat.state(c) for c in flat.columns]


def test_sentences():
    trace = Trace2d.of([[1, 2], [-3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]], stride=2, padding=1)
    assert trace.sentence((1, 1)) == (
        "y[1, 1] = x[0, 0]·w[2, 2] + x[0, 1]·w[2, 0] + x[1, 0]·w[0, 2] + x[1, 1]·w[0, 0] = "
        "1·2 + 2·1 + (−3)·3 + 1·1 = −4"
    )
    gap = Trace2d.of([[1, 2]], [[1]], stride=(1, 2))
    assert gap.sentence((0, 1)) == "y[0, 1] = 0, because nothing lands there"


@pytest.mark.parametrize(
    ("x", "w"), [([1, 2], [[1]]), ([[[1], [2]], [[1], [2]]], [[1]]), ([[]], [[1]]), ([[1j]], [[1]])]
)
def test_what_has_no_rows_is_refused(x, w):
    with pytest.raises(ValueError, match="can't be drawn"):
        Trace2d.of(x, w)


def test_a_parameter_of_three_axes_is_refused():
    with pytest.raises(ValueError, match=r"stride=\(1, 2, 3\) is not possible: it must be one"):
        Trace2d.of(X, W, stride=(1, 2, 3))


@pytest.mark.parametrize(
    ("x", "w", "planes"),
    [
        ([1, 2], [1], False),
        ([[1, 2]], [[1, 2]], False),
        ([[1], [2]], [[1]], True),
        ([[1, 2]], [[1], [2]], True),
        ([[1], [2]], [1], False),
        ([[[[1, 2], [3, 4]]]], [[[[1]]]], True),
    ],
)
def test_rows_are_told_from_one_row(x, w, planes: bool):
    assert are_planes(x, w) is planes
