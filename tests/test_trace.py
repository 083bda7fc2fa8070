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

from course import IllegalLayer, Trace, conv_transpose1d, conv_transpose2d
from course.trace import ConvTrace
from course.values import dimensions_of


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
        assert trace.size == (len(trace.y),)

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
            ((i,), (k,), x[i] * w[k], (i * of["stride"] + k * of["dilation"] - of["padding"],))
            for i in range(len(x))
            for k in range(len(w))
        ]
        assert [(t.i, t.k, t.value, t.place) for t in products] == wanted

    @given(examples())
    def test_the_terms_of_a_place_are_all_its_pairs_in_the_order_of_the_input(self, example):
        x, w, of = example
        trace = Trace.of(x, w, **of)
        for place in range(-30, 60):
            lands = [
                (i, k)
                for i, k in product(range(len(x)), range(len(w)))
                if i * of["stride"] + k * of["dilation"] - of["padding"] == place
            ]
            assert list(trace.terms((place,))) == lands
            assert [(t.i, t.k) for t in trace.at((place,))] == [((i,), (k,)) for i, k in lands]

    @given(examples())
    def test_sums_are_the_sums_of_the_products(self, example):
        x, w, of = example
        trace, places = Trace.of(x, w, **of), landed(*example)
        assert {place: value for (place,), value in trace.sums.items() if place in places} == {
            place: sum(values) for place, values in places.items()
        }
        assert all(value == 0 for (place,), value in trace.sums.items() if place not in places)
        assert list(trace.sums) == [(n,) for n in range(min(places), max(places) + 1)]
        for place in trace.spans[0]:
            assert [term.value for term in trace.at((place,))] == places.get(place, [])
            assert [t.i for t in trace.at((place,))] == sorted(t.i for t in trace.at((place,)))
            assert all(term.place == (place,) for term in trace.at((place,)))

    def test_numbers_of_any_size_are_added_up_exactly_and_infinite_ones_quietly(self):
        assert Trace.of([2**62, 1], [2, 2]).y == (2**63, 2**63 + 2, 2)
        first, *rest = Trace.of([float("inf"), 1.0], [0.0, 2.0]).y
        assert first != first
        assert rest == [float("inf"), 2]


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
            assert trace.state((place,)) == wanted

    @given(examples())
    def test_the_tail_that_no_stamp_spans(self, example):
        """It has min(size, max(0, output_padding − padding)) cells, and they hold 0."""
        x, w, of = example
        trace = Trace.of(x, w, **of)
        last = max(landed(*example))
        tail = [place for place in range(len(trace.y)) if place > last]
        assert len(tail) == min(len(trace.y), max(0, of["output_padding"] - of["padding"]))
        assert all(trace.state((place,)) == "empty" and trace.y[place] == 0 for place in tail)

    @given(examples())
    def test_columns_span_the_stamps_and_the_output_without_a_hole(self, example):
        trace, places = Trace.of(*example[:2], **example[2]), landed(*example)
        (columns,) = trace.spans
        assert columns.step == 1
        assert set(columns) >= set(places) | set(range(len(trace.y)))
        assert columns.start == min(places)
        assert columns[-1] == max(max(places), len(trace.y) - 1)

    def test_by_hand(self):
        trace = Trace.of([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)
        states = [trace.state((place,)) for place in trace.spans[0]]
        assert trace.spans == (range(-1, 8),)
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
        assert Trace.of(x, w, **of).sentence((place,)) == sentence

    @given(examples())
    def test_its_factors_make_its_sum(self, example):
        trace = Trace.of(*example[:2], **example[2])
        for place, value in enumerate(trace.y):
            parts = trace.sentence((place,)).split(" = ")
            assert parts[0] == f"y[{place}]"
            if len(parts) > 2:
                names, factors = parts[1].split(" + "), parts[2].split(" + ")
                read = [
                    [float(f.strip("()").replace("−", "-")) for f in pair.split("·")]
                    for pair in factors
                ]
                assert sum(map(math.prod, read)) == value
                assert names == [term.name() for term in trace.at((place,))]
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


X = [[1, 2, -3], [4, 0, 6]]
W = [[1, 1, 3], [2, 5, 7]]
PAIRS = [1, 2, (1, 3), (2, 1)]


def plane(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def rows(values: torch.Tensor) -> list[list[float]]:
    return values[0, 0].tolist()


class TestPlanes:
    @pytest.mark.parametrize("stride", PAIRS)
    @pytest.mark.parametrize("padding", [0, 1, (0, 2)])
    def test_the_output_is_pytorchs(self, stride, padding):
        compared = 0
        for output_padding, dilation in product([0, 1, (0, 1), (1, 0)], [1, 2, (2, 1)]):
            parameters = {
                "stride": stride, "padding": padding, "output_padding": output_padding,
                "dilation": dilation,
            }  # fmt: skip
            try:
                wanted = functional.conv_transpose2d(plane(X), plane(W), **parameters)
            except RuntimeError:
                with pytest.raises(IllegalLayer):
                    Trace.of(X, W, **parameters, dimensions=2)
                continue
            trace = Trace.of(X, W, **parameters, dimensions=2)
            assert [list(row) for row in trace.y] == rows(wanted)
            assert trace.size == wanted.shape[2:]
            compared += 1
        assert compared

    @pytest.mark.parametrize("stride", PAIRS)
    @pytest.mark.parametrize("padding", [0, 1, (0, 2)])
    @pytest.mark.parametrize("dilation", [1, (1, 2)])
    def test_the_convolutions_output_is_pytorchs(self, stride, padding, dilation):
        x = [[(3 * r + c * c) % 7 - 2 for c in range(6)] for r in range(5)]
        trace = ConvTrace.of(x, W, stride=stride, padding=padding, dilation=dilation, dimensions=2)
        wanted = functional.conv2d(
            plane(x), plane(W), stride=stride, padding=padding, dilation=dilation
        )
        assert [list(row) for row in trace.y] == rows(wanted)

    def test_floats_agree_with_the_arithmetic_to_the_last_bit(self):
        x, w = (np.random.default_rng(0).standard_normal((n, n)) for n in (5, 4))
        assert Trace.of(x, w).y == tuple(map(tuple, conv_transpose2d(x, w).tolist()))
        assert Trace.of(x[0], w[0]).y == tuple(conv_transpose1d(x[0], w[0]).tolist())

    def test_every_product_stands_once_and_meets_where_it_lands(self):
        trace = Trace.of(X, W, stride=(2, 1), padding=(0, 1), dilation=(1, 2), dimensions=2)
        assert len({(p.i, p.k) for p in trace.products}) == len(trace.products) == 36
        met = [p for place in product(*trace.spans) for p in trace.at(place)]
        assert sorted(met) == sorted(trace.products)
        stamps = [p.i for p in trace.products]
        assert stamps == sorted(stamps)

    def test_a_place_is_cut_empty_or_back_by_either_axis(self):
        # Height: stride 2, one tap: rows 0 and 2 are stamped, 1 is empty. Width: 4 cells, one cut
        # at each side, one given back.
        trace = Trace.of(
            [[1, 2], [3, 4]],
            [[1, 1]],
            stride=2,
            padding=(0, 1),
            output_padding=(0, 1),
            dimensions=2,
        )
        told = [[trace.state((r, c)) for c in range(-1, 4)] for r in range(3)]
        assert told == [
            ["cut", "kept", "kept", "back", "cut"][:5],
            ["cut", "empty", "empty", "empty", "cut"],
            ["cut", "kept", "kept", "back", "cut"],
        ]

    def test_one_row_is_the_trace_in_one_dimension(self):
        parameters = {"stride": 2, "output_padding": 1}
        flat = Trace.of([1, 2, 3], [1, 1, 3], padding=1, **parameters)
        both = Trace.of([[1, 2, 3]], [[1, 1, 3]], padding=(0, 1), **parameters, dimensions=2)
        assert both.y[0] == flat.y
        assert [both.state((0, c)) for c in flat.spans[0]] == [
            flat.state((c,)) for c in flat.spans[0]
        ]

    def test_sentences(self):
        trace = Trace.of(
            [[1, 2], [-3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]], stride=2, padding=1, dimensions=2
        )
        assert trace.sentence((1, 1)) == (
            "y[1, 1] = x[0, 0]·w[2, 2] + x[0, 1]·w[2, 0] + x[1, 0]·w[0, 2] + x[1, 1]·w[0, 0] = "
            "1·2 + 2·1 + (−3)·3 + 1·1 = −4"
        )
        gap = Trace.of([[1, 2]], [[1]], stride=(1, 2), dimensions=2)
        assert gap.sentence((0, 1)) == "y[0, 1] = 0, because nothing lands there"

    @pytest.mark.parametrize(
        ("x", "w"),
        [([1, 2], [[1]]), ([[[1], [2]], [[1], [2]]], [[1]]), ([[]], [[1]]), ([[1j]], [[1]])],
    )
    def test_what_has_no_rows_is_refused(self, x, w):
        with pytest.raises(ValueError, match="can't be drawn"):
            Trace.of(x, w, dimensions=2)

    def test_a_parameter_of_three_axes_is_refused(self):
        with pytest.raises(ValueError, match=r"stride=\(1, 2, 3\) is not possible: it must be one"):
            Trace.of(X, W, stride=(1, 2, 3), dimensions=2)

    @pytest.mark.parametrize(
        ("x", "w", "dimensions"),
        [
            ([1, 2], [1], 1),
            (5, [1], 1),
            ([[1, 2]], [[1, 2]], 1),
            ([[1], [2]], [[1]], 2),
            ([[1, 2]], [[1], [2]], 2),
            ([[1], [2]], [1], 1),
            ([[[[1, 2], [3, 4]]]], [[[[1]]]], 2),
            (np.ones((2, 1, 1)), np.ones((1, 1, 1)), 3),
            (np.ones((1, 1, 1, 2, 2)), np.ones((1, 1, 2, 2, 2)), 3),
            (np.ones((2, 2, 2, 2)), np.ones((2, 2, 2, 2)), 3),
        ],
    )
    def test_rows_and_volumes_are_told_from_one_row(self, x, w, dimensions: int):
        assert dimensions_of(x, w) == dimensions


VOLUME, KERNEL = [[[1, 2], [-3, 4]], [[5, 0], [2, 1]]], [[[1, 1, 3]], [[2, 5, 7]]]


class TestVolumes:
    """Nothing but the number of axes is new: what PyTorch makes is the witness."""

    @pytest.mark.parametrize("stride", [1, 2, (1, 2, 3)])
    @pytest.mark.parametrize("padding", [0, (0, 0, 1), (1, 0, 1)])
    @pytest.mark.parametrize("dilation", [1, (2, 1, 2)])
    @pytest.mark.parametrize("output_padding", [0, (0, 0, 1)])
    def test_the_output_is_pytorchs(self, stride, padding, dilation, output_padding):
        parameters = {
            "stride": stride, "padding": padding, "output_padding": output_padding,
            "dilation": dilation,
        }  # fmt: skip
        try:
            wanted = functional.conv_transpose3d(plane(VOLUME), plane(KERNEL), **parameters)
        except RuntimeError:
            with pytest.raises(IllegalLayer):
                Trace.of(VOLUME, KERNEL, **parameters)
            return
        trace = Trace.of(VOLUME, KERNEL, **parameters)
        assert [[list(line) for line in lines] for lines in trace.y] == rows(wanted)
        assert len(trace.products) == 8 * 6
        for place, value in np.ndenumerate(wanted[0, 0]):
            assert sum(term.value for term in trace.at(place)) == value
            assert (trace.state(place) == "empty") == (not trace.at(place))

    def test_sentence(self):
        assert Trace.of(VOLUME, KERNEL).sentence((1, 0, 0)) == (
            "y[1, 0, 0] = x[0, 0, 0]·w[1, 0, 0] + x[1, 0, 0]·w[0, 0, 0] = 1·2 + 5·1 = 7"
        )

    def test_several_channels_are_refused(self):
        with pytest.raises(ValueError, match="weight of shape .* give one channel"):
            Trace.of(np.ones((1, 2, 3, 3)), np.ones((2, 2, 3, 3)))
