"""Trace lists every product, and its sums, states and sentences follow from the list."""

import math
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
import torch
from documented import stamped
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from course import IllegalLayer, Trace, conv_transpose1d


@st.composite
def examples(draw) -> tuple[list[int], list[int], dict[str, int]]:
    """Input, kernel and legal parameters with at least one output cell."""
    x = draw(st.lists(st.integers(-9, 9), min_size=1, max_size=5))
    w = draw(st.lists(st.integers(-9, 9), min_size=1, max_size=4))
    stride, dilation = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    extra = draw(st.integers(0, max(stride, dilation) - 1))
    room = (len(x) - 1) * stride + dilation * (len(w) - 1) + extra
    padding = draw(st.integers(0, min(6, room // 2)))
    return (
        x,
        w,
        {
            "stride": stride,
            "padding": padding,
            "output_padding": extra,
            "dilation": dilation,
        },
    )


def landed(x: list[int], w: list[int], of: dict[str, int]) -> dict[int, list[int]]:
    """The products on each output index, by the definition."""
    places = defaultdict(list)
    for i, k in product(range(len(x)), range(len(w))):
        places[i * of["stride"] + k * of["dilation"] - of["padding"]].append(x[i] * w[k])
    return places


class TestNumbers:
    @given(examples())
    def test_the_output_is_everybody_s(self, example):
        x, w, of = example
        trace = Trace.of(x, w, **of)
        y = functional.conv_transpose1d(torch.tensor([[x]]), torch.tensor([[w]]), **of)
        assert list(trace.y) == y[0, 0].tolist() == stamped(x, w, **of)
        assert list(trace.y) == conv_transpose1d(x, w, **of).tolist()
        assert trace.size == len(trace.y)

    @given(
        st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5),
        st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5),
        st.integers(1, 4),
    )
    def test_floats_agree_with_the_arithmetic_to_the_last_bit(self, x, w, stride: int):
        y = conv_transpose1d(x, w, stride=stride).tolist()
        assert list(Trace.of(x, w, stride=stride).y) == y

    @given(examples())
    def test_every_product_stands_once_and_in_its_place(self, example):
        x, w, of = example
        products = Trace.of(x, w, **of).products
        wanted = [
            (i, k, x[i] * w[k], i * of["stride"] + k * of["dilation"] - of["padding"])
            for i in range(len(x))
            for k in range(len(w))
        ]
        assert [tuple(term) for term in products] == wanted

    @given(examples())
    def test_sums_are_the_sums_of_the_products(self, example):
        x, w, of = example
        trace, places = Trace.of(x, w, **of), landed(*example)
        assert {place: value for place, value in trace.sums.items() if place in places} == {
            place: sum(values) for place, values in places.items()
        }
        assert all(value == 0 for place, value in trace.sums.items() if place not in places)
        assert list(trace.sums) == list(range(min(places), max(places) + 1))
        for place in trace.columns:
            assert [term.value for term in trace.at(place)] == places.get(place, [])
            assert [term.i for term in trace.at(place)] == sorted(t.i for t in trace.at(place))
            assert all(term.place == place for term in trace.at(place))


class TestStates:
    @given(examples())
    def test_they_follow_from_the_window(self, example):
        x, w, of = example
        trace, places = Trace.of(x, w, **of), landed(*example)
        without = len(stamped(x, w, **of)) - of["output_padding"]
        for place in range(min(places) - 3, max(places) + 9):
            inside = 0 <= place < without + of["output_padding"]
            lands = place in places
            wanted = (
                "cut" if not inside
                else "empty" if not lands
                else "back" if place >= without
                else "kept"
            )  # fmt: skip
            assert trace.state(place) == wanted

    @given(examples())
    def test_the_tail_that_no_stamp_spans(self, example):
        """It has min(size, max(0, output_padding − padding)) cells, and they hold 0."""
        x, w, of = example
        trace = Trace.of(x, w, **of)
        last = max(landed(*example))
        tail = [place for place in range(trace.size) if place > last]
        assert len(tail) == min(trace.size, max(0, of["output_padding"] - of["padding"]))
        assert all(trace.state(place) == "empty" and trace.y[place] == 0 for place in tail)

    @given(examples())
    def test_columns_span_the_stamps_and_the_output_without_a_hole(self, example):
        trace, places = Trace.of(*example[:2], **example[2]), landed(*example)
        assert trace.columns.step == 1
        assert set(trace.columns) >= set(places) | set(range(trace.size))
        assert trace.columns.start == min(places)
        assert trace.columns[-1] == max(max(places), trace.size - 1)

    def test_by_hand(self):
        trace = Trace.of([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)
        states = [trace.state(place) for place in trace.columns]
        assert trace.columns == range(-1, 8)
        assert states == ["cut", *["kept"] * 2, "empty", "kept", "kept", "back", "empty", "empty"]


class TestSentence:
    @pytest.mark.parametrize(
        ("x", "w", "of", "place", "sentence"),
        [
            (
                [1, 2, 3], [1, 1, 3], {"stride": 2}, 4,
                "y[4] = x[1]·w[2] + x[2]·w[0] = 2·3 + 3·1 = 9",
            ),
            ([1, 1], [1, 1, 3], {"stride": 4}, 6, "y[6] = x[1]·w[2] = 1·3 = 3"),
            ([1, 1], [1, 1, 3], {"stride": 4}, 3, "y[3] = 0, because nothing lands there"),
            (
                [1, 1], [1, 1, 3], {"stride": 4, "padding": 1, "output_padding": 1}, 5,
                "y[5] = x[1]·w[2] = 1·3 = 3",
            ),
            (
                [-1, 2], [1, -3], {}, 1,
                "y[1] = x[0]·w[1] + x[1]·w[0] = (−1)·(−3) + 2·1 = 5",
            ),
            ([2], [-0.5], {}, 0, "y[0] = x[0]·w[0] = 2·(−0.5) = −1"),
            (
                [0.5, 1], [1.5, 0.25], {}, 1,
                "y[1] = x[0]·w[1] + x[1]·w[0] = 0.5·0.25 + 1·1.5 = 1.625",
            ),
            ([0, 2], [1, 3], {}, 0, "y[0] = x[0]·w[0] = 0·1 = 0"),
            (
                [1, 2, 3], [1, 1, 3], {"dilation": 2, "padding": 1}, 3,
                "y[3] = x[0]·w[2] + x[2]·w[1] = 1·3 + 3·1 = 6",
            ),
        ],
    )  # fmt: skip
    def test_by_hand(self, x, w, of, place: int, sentence: str):
        assert Trace.of(x, w, **of).sentence(place) == sentence

    @given(examples())
    def test_its_factors_make_its_sum(self, example):
        trace = Trace.of(*example[:2], **example[2])
        for place, value in enumerate(trace.y):
            parts = trace.sentence(place).split(" = ")
            assert parts[0] == f"y[{place}]"
            if len(parts) > 2:
                names, factors = parts[1].split(" + "), parts[2].split(" + ")
                read = [
                    [float(f.strip("()").replace("−", "-")) for f in pair.split("·")]
                    for pair in factors
                ]
                assert sum(map(math.prod, read)) == value
                assert names == [term.name for term in trace.at(place)]
            assert parts[-1].startswith(str(value).replace("-", "−"))


class TestInput:
    def test_the_axes_of_a_batch_of_one_fall_away(self):
        trace = Trace.of(torch.tensor([[[1.0, 2.0]]]), np.array([[[1, 1, 3]]]))
        assert (trace.x, trace.w) == ((1.0, 2.0), (1, 1, 3))

    @pytest.mark.parametrize(
        ("x", "w"),
        [
            ([[1, 2], [3, 4]], [1]),
            ([1], [[1], [3]]),
            (5, [1]),
            ([1j], [1]),
            ([1], np.ones((2, 1, 3))),
        ],
    )
    def test_more_than_one_row_of_real_numbers_is_refused(self, x, w):
        with pytest.raises(ValueError, match="can't be drawn: give one row of real numbers"):
            Trace.of(x, w)

    @pytest.mark.parametrize(
        ("of", "parameter"),
        [({"stride": 0}, "stride"), ({"padding": 2}, "padding"), ({"output_padding": 1}, None)],
    )
    def test_illegal_parameters_are_refused_at_once(self, of: dict[str, int], parameter):
        with pytest.raises(IllegalLayer) as caught:
            Trace.of([1], [1, 1, 3], **of)
        assert caught.value.parameter == (parameter or "output_padding")
