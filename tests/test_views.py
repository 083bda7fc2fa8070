"""All views lay out the same products and the same output, each in its own places."""

import re
from itertools import pairwise

import pytest
from documented import stamped
from hypothesis import given
from hypothesis import strategies as st
from test_trace import examples, landed

from course import Trace, draw
from course.picture.live.wording import WORDS
from course.picture.words import READING
from course.views import MANY_CELLS, VIEWS, lay_out, views_of
from course.views.scene import Mark, Scene

PRODUCT = re.compile(r"p(\d+)\.(\d+)")
views = pytest.mark.parametrize("view", views_of(1))


def marks_of(scene: Scene, kind: str) -> list[Mark]:
    return [mark for row in scene.rows for mark in row.marks if mark.id[0] == kind]


def laid_out(example, view: str) -> Scene:
    x, w, of = example
    return lay_out(Trace.of(x, w, **of), view)


@pytest.mark.parametrize(
    ("view", "dimensions"), [(view, count) for view, layouts in VIEWS.items() for count in layouts]
)
def test_every_view_has_its_words(view: str, dimensions: int):
    assert (view, dimensions) in READING, (
        "its sentence for the alt text is missing in READING, course/picture/words.py"
    )
    assert view in WORDS, "its button has no name in WORDS, course/picture/live/wording.py"
    assert f'"{view}"' in draw.__doc__, "draw's docstring does not name it, course/picture/"


@views
class TestEveryView:
    @given(example=examples())
    def test_ids_are_unique(self, view: str, example):
        ids = [mark.id for row in laid_out(example, view).rows for mark in row.marks]
        assert len(ids) == len(set(ids))

    @given(example=examples())
    def test_the_output_marks_hold_the_output(self, view: str, example):
        x, w, of = example
        y = {int(mark.id[1:]): mark.value for mark in marks_of(laid_out(example, view), "y")}
        assert y == dict(enumerate(stamped(x, w, **of)))

    @given(example=examples())
    def test_every_product_is_there_in_its_owner_s_colour(self, view: str, example):
        x, w, _ = example
        products = marks_of(laid_out(example, view), "p")
        assert len(products) == len(x) * len(w)
        for mark in products:
            i, k = map(int, PRODUCT.fullmatch(mark.id).groups())
            assert mark.owner == i
            assert mark.value == (w[k] if view == "matrix" else x[i] * w[k])

    @given(example=examples())
    def test_nothing_stands_on_anything_else(self, view: str, example):
        for row in laid_out(example, view).rows:
            columns = sorted(mark.column for mark in row.marks)
            assert all(b - a >= 1 for a, b in pairwise(columns))

    @given(example=examples())
    def test_all_marks_stand_between_start_and_end(self, view: str, example):
        scene = laid_out(example, view)
        columns = [mark.column for row in scene.rows for mark in row.marks]
        assert (scene.start, scene.end) == (min(columns), max(columns) + 1)
        assert scene.view == view

    @given(example=examples())
    def test_looks_follow_the_states(self, view: str, example):
        x, w, of = example
        scene = laid_out(example, view)
        size, extra = len(stamped(x, w, **of)), of["output_padding"]
        reached = landed(*example)
        for mark in marks_of(scene, "y"):
            place = int(mark.id[1:])
            gained = "back" if place >= size - extra else "kept"
            looks = {gained if place in reached else "empty"}
            # What "early" means is told in test_time_view.py.
            assert mark.look in looks | (
                {"early"} if view == "time" and place in reached else set()
            )
        for mark in marks_of(scene, "p"):
            i, k = map(int, PRODUCT.fullmatch(mark.id).groups())
            place = i * of["stride"] + k * of["dilation"] - of["padding"]
            early = view == "time" and place < i * of["stride"]
            assert mark.look == (("early" if early else "kept") if 0 <= place < size else "cut")

    @given(example=examples())
    def test_the_size_formula_stands_below(self, view: str, example):
        x, w, of = example
        formula = "".join(text for text, _ in laid_out(example, view).formula)
        assert formula.startswith("size = (")
        assert formula.endswith(f" = {len(stamped(x, w, **of))}")


class TestPlaces:
    """Where a product stands: places and indices of the definition, not the layer's."""

    @given(examples())
    def test_scatter_a_product_stands_in_its_stamp_s_row_above_its_place(self, example):
        _, _, of = example
        scene = laid_out(example, "scatter")
        rows = [row for row in scene.rows if any(mark.id[0] == "p" for mark in row.marks)]
        for i, row in enumerate(rows):
            for k, mark in enumerate(row.marks):
                assert mark.id == f"p{i}.{k}"
                place = i * of["stride"] + k * of["dilation"] - of["padding"]
                assert mark.column == place
        assert all(mark.column == int(mark.id[1:]) for mark in marks_of(scene, "s"))
        assert all(mark.column == int(mark.id[1:]) for mark in marks_of(scene, "y"))

    @given(examples())
    def test_scatter_the_sums_are_those_of_the_columns_above(self, example):
        scene = laid_out(example, "scatter")
        for total in marks_of(scene, "s"):
            above = [m.value for m in marks_of(scene, "p") if m.column == total.column]
            assert total.value == sum(above)

    @given(examples())
    def test_gather_the_products_of_an_output_stand_above_it_and_sum_up_to_it(self, example):
        _, _, of = example
        scene = laid_out(example, "gather")
        for mark in marks_of(scene, "p"):
            i, k = map(int, PRODUCT.fullmatch(mark.id).groups())
            assert mark.column == i * of["stride"] + k * of["dilation"] - of["padding"]
            assert mark.note == f"x{i}·w{k}"
        for y in marks_of(scene, "y"):
            assert y.value == sum(m.value for m in marks_of(scene, "p") if m.column == y.column)

    @given(examples())
    def test_gather_stacks_leave_no_gap_above_the_output(self, example):
        scene = laid_out(example, "gather")
        levels = [row.marks for row in scene.rows if any(m.id[0] == "p" for m in row.marks)]
        for upper, lower in pairwise(levels):
            assert {mark.column for mark in upper} <= {mark.column for mark in lower}

    @given(examples())
    def test_zero_insert_stamps_every_cell_of_the_stretched_input_with_stride_1(self, example):
        x, w, of = example
        scene = laid_out(example, "zero_insert")
        stretched = [cell for value in x for cell in [value, *[0] * (of["stride"] - 1)]]
        stretched = stretched[: (len(x) - 1) * of["stride"] + 1]
        cells = [mark for mark in marks_of(scene, "z") if "." not in mark.id]
        assert [mark.value for mark in cells] == stretched
        assert [mark.id for mark in cells] == [f"z{m}" for m in range(len(stretched))]
        stamps = [row for row in scene.rows if row.label.endswith("× kernel")]
        assert len(stamps) == len(stretched)
        for m, row in enumerate(stamps):
            places = [m + k * of["dilation"] - of["padding"] for k in range(len(w))]
            assert [mark.column for mark in row.marks] == places
            assert [mark.value for mark in row.marks] == [stretched[m] * tap for tap in w]
            pale = m % of["stride"] != 0
            assert all((mark.look == "pale") == pale for mark in row.marks)
            assert all(mark.id[0] == ("z" if pale else "p") for mark in row.marks)

    @given(examples())
    def test_matrix_has_a_stamp_in_each_column_and_an_output_in_each_row(self, example):
        x, w, of = example
        scene = laid_out(example, "matrix")
        places = landed(*example)
        first = -of["padding"]
        size = len(stamped(x, w, **of))
        assert len(scene.rows) == max(max(places) + 1, size) - first
        for r, row in enumerate(scene.rows):
            cells = [mark for mark in row.marks if mark.id[0] in "po"]
            assert [mark.column for mark in cells] == list(range(len(x)))
            for i, mark in enumerate(cells):
                k, between = divmod(r - i * of["stride"], of["dilation"])
                filled = not between and 0 <= k < len(w)
                assert mark.value == (w[k] if filled else 0)
                assert mark.id == (f"p{i}.{k}" if filled else f"o{first + r}.{i}")
                assert filled or mark.look == "pale"
            product = sum(mark.value * x[i] for i, mark in enumerate(cells))
            result = [mark for mark in row.marks if mark.id[0] in "ys"]
            assert [(mark.value, mark.look == "cut") for mark in result] == [
                (product, not 0 <= first + r < size)
            ]
        assert [mark.value for mark in marks_of(scene, "x")] == x

    @given(examples())
    def test_phases_has_a_row_for_each_tap_and_one_phase_after_the_other(self, example):
        x, w, of = example
        scene, stride = laid_out(example, "phases"), of["stride"]
        seen, sums = [], {}
        for row in scene.rows:
            if found := re.match(r"phase (\d+), sum (−?\d+): ", row.label):
                phase = int(found[1])
                sums[phase] = int(found[2].replace("−", "-"))
            if taps := [mark for mark in row.marks if mark.id[0] == "w"]:
                k = int(taps[0].id[1:])
                seen.append(k)
                assert taps[0].value == w[k]
                assert row.label.endswith(f"x·w[{k}]")
                places = [i * stride + k * of["dilation"] - of["padding"] for i in range(len(x))]
                products = [mark for mark in row.marks if mark.id[0] == "p"]
                assert [mark.id for mark in products] == [f"p{i}.{k}" for i in range(len(x))]
                assert [mark.column for mark in products] == places
                assert {(place + of["padding"]) % stride for place in places} == {phase}
        assert sorted(seen) == list(range(len(w)))
        # An input of ones, long enough that no end is near, gives each phase its sum.
        ones = stamped([1] * 40, w, stride=stride, dilation=of["dilation"])
        middle = stride * 20
        assert sums == dict(enumerate(ones[middle : middle + stride]))

    @given(examples())
    def test_spans_measure_what_the_parameters_do(self, example):
        x, w, of = example
        places, size = landed(*example), len(stamped(x, w, **of))
        spans = [span for row in laid_out(example, "scatter").rows for span in row.spans]
        (kept,) = [span for span in spans if span.parameter == "output"]
        assert (kept.start, kept.end) == (0, size)
        cut = {
            place
            for span in spans
            if span.parameter == "padding"
            for place in range(span.start, span.end)
        }
        assert cut >= {place for place in places if not 0 <= place < size}
        assert not cut & set(range(size))
        back = [span for span in spans if span.parameter == "output_padding"]
        gained = min(of["output_padding"], size)
        assert [(span.start, span.end) for span in back] == [(size - gained, size)] * bool(gained)
        for span in back:
            empty = sum(place not in places for place in range(span.start, span.end))
            assert ("empty" in span.text) == bool(empty)
            assert not empty or f"{empty} empty" in span.text
            assert empty == gained or f"{gained - empty} back" in span.text

    @given(examples())
    def test_arrows_lead_from_stamp_to_stamp(self, example):
        x, _, of = example
        arrows = [arrow for row in laid_out(example, "scatter").rows for arrow in row.arrows]
        starts = [i * of["stride"] - of["padding"] for i in range(len(x))]
        assert [(a.start, a.end) for a in arrows] == list(pairwise(starts))
        assert {a.text for a in arrows} <= {f"stride {of['stride']}"}


class TestManyCells:
    @views
    def test_up_to_sixty_columns_every_number_is_drawn(self, view: str):
        scene = lay_out(Trace.of([1] * 58, [1, 1, 3]), view)
        assert MANY_CELLS == 60
        assert scene.view == view
        assert len(marks_of(scene, "y")) == 60

    @views
    def test_above_there_are_stretches(self, view: str):
        scene = lay_out(Trace.of([1] * 59, [1, 1, 3]), view)
        assert scene.view == "ranges"
        assert not [mark for row in scene.rows for mark in row.marks]

    def test_a_stretch_says_what_it_holds(self):
        x = list(range(-50, 51))
        scene = lay_out(Trace.of(x, [1, 1, 3], stride=2, padding=1, output_padding=1), "scatter")
        bars = [bar for row in scene.rows for bar in row.bars]
        # The stamps of the first three inputs and the last three; each is three cells long.
        stamps = [bar for bar in bars if bar.owner is not None]
        assert [(bar.start, bar.end, bar.owner) for bar in stamps] == [
            (-1, 2, 0),
            (1, 4, 1),
            (3, 6, 2),
            (195, 198, 98),
            (197, 200, 99),
            (199, 202, 100),
        ]
        # 50 is the last input: 1 * 50 at 199, 1 * 50 at 200 and 3 * 50 at 201, which comes back.
        # The overlaps are largest in size at x[0] = -50: 3 * -50 + 1 * -49 = -199.
        texts = {bar.text for bar in bars if bar.text}
        assert texts == {
            "x[0] … x[100], from −50 to 50",
            "sum[0] … sum[202], from −199 to 197",
            "y[0] … y[201], from −199 to 197",
        }
        assert [row.detail for row in scene.rows if row.label == "⋮"] == ["95 more stamps"]

    def test_few_inputs_and_a_long_kernel_show_every_stamp(self):
        scene = lay_out(Trace.of([1, 2], [1] * 100, stride=3), "gather")
        assert [row.label for row in scene.rows] == [
            "input",
            "1 × kernel",
            "2 × kernel",
            "sum",
            "",
            "output",
        ]


def test_an_unknown_view_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="view='3d' is not possible: .* scatter, gather, zero_in"):
        lay_out(Trace.of([1], [1]), "3d")


@given(st.integers(1, 70), st.sampled_from(["scatter", "matrix"]))
def test_a_row_of_ones_is_laid_out_at_any_length(length: int, view: str):
    scene = lay_out(Trace.of([1] * length, [1, 1, 3]), view)
    assert scene.end > scene.start
