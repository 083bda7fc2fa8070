"""The view with time running, and slices: which outputs need an input that has not arrived."""

import re
from typing import Any

import pytest
import torch
from documented import stamped
from hypothesis import given
from hypothesis import strategies as st
from test_picture import contrast
from test_trace import examples, landed

from course import IllegalLayer, draw
from course.picture import palette
from course.picture.marks import LEAST, flag
from course.still import DARK
from course.trace import Trace
from course.trimmed import trimmed
from course.views import lay_out, views_of
from course.views.scene import Scene, Shown, Span

X, W = [1, 2, 3], [1, 2, 3, 4]
# By hand: what is cut, the output, the inputs that each output is due with and needs, the outputs
# that need the future, and from where on the next input changes something.
CASES: dict[str, tuple[dict[str, Any], list[int], list[int], list[int], set[int], int]] = {
    "right": (
        {"trim": (0, 2)},
        [1, 2, 5, 8, 9, 14],
        [0, 0, 1, 1, 2, 2],
        [0, 0, 1, 1, 2, 2],
        set(),
        6,
    ),
    "both": (
        {"padding": 1},
        [2, 5, 8, 9, 14, 9],
        [0, 0, 1, 1, 2, 2],
        [0, 1, 1, 2, 2, 2],
        {1, 3},
        5,
    ),
    "left": (
        {"trim": (2, 0)},
        [5, 8, 9, 14, 9, 12],
        [0, 0, 1, 1, 2, 2],
        [1, 1, 2, 2, 2, 2],
        {0, 1, 2, 3},
        4,
    ),
    "whole": (
        {},
        [1, 2, 5, 8, 9, 14, 9, 12],
        [0, 0, 1, 1, 2, 2, 3, 3],
        [0, 0, 1, 1, 2, 2, 2, 2],
        set(),
        6,
    ),
}
cases = pytest.mark.parametrize("name", CASES)


def drawn(name: str) -> str:
    return draw(X, W, view="time", stride=2, **CASES[name][0]).text


def scene_of(example: tuple[list[int], list[int], dict[str, int]], begin: int, end: int) -> Scene:
    x, w, of = example
    return lay_out(trimmed(Trace.of(x, w, **of), (begin, end)), "time")


def row(scene: Scene, label: str) -> list[str]:
    (found,) = [row for row in scene.rows if row.label == label]
    return [told.text for told in found.told]


@st.composite
def trims(pick: st.DrawFn) -> tuple[Any, int, int]:
    """A case, and a slice of its output that leaves something."""
    example = pick(examples())
    size = len(stamped(*example[:2], **example[2]))
    begin = pick(st.integers(0, size - 1))
    return example, begin, pick(st.integers(0, size - 1 - begin))


class TestByHand:
    @cases
    def test_the_output_and_which_inputs_it_needs(self, name: str):
        _, output, due, needs, early, _ = CASES[name]
        lines = drawn(name).splitlines()
        told = {
            label: [line.removeprefix(label).split() for line in lines if line.startswith(label)]
            for label in ("output", "due with input", "needs input")
        }
        mark = {True: "!", False: ""}
        assert told["output"] == [[f"{y}{mark[n in early]}" for n, y in enumerate(output)]]
        assert told["due with input"] == [list(map(str, due))]
        assert told["needs input"] == [[f"{i}{mark[n in early]}" for n, i in enumerate(needs)]]

    @cases
    def test_what_the_next_input_can_change_is_not_final_yet(self, name: str):
        *_, output = CASES[name][1:2]
        spans = [
            span
            for row in lay_out(
                trimmed(
                    Trace.of(X, W, 2, CASES[name][0].get("padding", 0)),
                    CASES[name][0].get("trim", (0, 0)),
                ),
                "time",
            ).rows
            for span in row.spans
            if not span.parameter
        ]
        first = CASES[name][5]
        rest = [Span(first, len(output), "", "not final yet")] if first < len(output) else []
        assert spans == rest
        assert ("not final yet" in drawn(name)) == bool(rest)

    def test_the_whole_text(self):
        assert drawn("both").splitlines() == [
            "kernel            1    2    3    4",
            "input                  1         2         3",
            "1 × kernel       (1)   2    3    4",
            "2 × kernel                  2!   4    6    8",
            "3 × kernel                            3!   6    9  (12)",
            "sum              (1)   2    5!   8    9!  14    9  (12)",
            "padding cuts 1 | padding cuts 1",
            "output                 2    5!   8    9!  14    9",
            "                       0    1    2    3    4    5",
            "due with input         0    0    1    1    2    2",
            "needs input            0    1!   1    2!   2    2",
            "                                              ~~~~ not final yet",
            "! needs an input that has not arrived: 2 of 6 outputs",
        ]

    @pytest.mark.parametrize(
        ("name", "cut"), [("right", "on the right: [9, 12]"), ("left", "on the left: [1, 2]")]
    )
    def test_a_slice_cuts_and_padding_does_not(self, name: str, cut: str):
        picture = draw(X, W, view="time", stride=2, **CASES[name][0])
        assert "\ncut 2\n" in picture.text
        assert "padding" not in picture.text
        assert f"Cut {cut}." in picture.alt
        assert "Padding" not in picture.alt
        scatter = draw(X, W, stride=2, **CASES[name][0])
        assert "\ncut 2\n" in scatter.text
        assert "padding" not in scatter.text

    def test_words_say_what_needs_the_future(self):
        alt = draw(X, W, view="time", stride=2, padding=1).alt
        assert "x[1] = 2 arrives at 2, its stamp starts at 1." in alt
        assert "Outputs that need a later input: [1, 3]." in alt
        assert "Outputs that the next input can still change: [5]." in alt
        causal = draw(X, W, view="time", stride=2, trim=(0, 2)).alt
        assert "No output needs a later input." in causal
        assert "still change" not in causal
        assert "A slice cuts 0 at the beginning and 2 at the end." in causal

    def test_where_nothing_lands_nothing_is_needed(self):
        lines = draw(X, [1, 1], view="time", stride=3).text.splitlines()
        assert lines[-1].split()[2:] == ["0", "0", "–", "1", "1", "–", "2", "2"]

    def test_padding_and_a_slice_are_told_apart(self):
        text = draw(X, W, stride=2, padding=1, trim=(0, 1), formula=True).text
        assert "padding cuts 1 | cut 1 | padding cuts 1" in text
        assert text.endswith("= (3 − 1)·2 − 2·1 + 1·(4 − 1) + 0 + 1 − 1 = 5")


class TestTime:
    @given(trims())
    def test_the_definition(self, case: Any):
        """An input arrives at a multiple of the stride, in places of the slice's own."""
        example, begin, end = case
        x, w, of = example
        scene = scene_of(example, begin, end)
        size = len(stamped(x, w, **of)) - begin - end
        marks = {mark.id: mark for row in scene.rows for mark in row.marks}
        for i in range(len(x)):
            assert marks[f"x{i}"].column == i * of["stride"]
        last: dict[int, int] = {}
        for i in range(len(x)):
            for k in range(len(w)):
                place = i * of["stride"] + k * of["dilation"] - of["padding"] - begin
                early = place < i * of["stride"]
                kept = 0 <= place < size
                assert marks[f"p{i}.{k}"].column == place
                look = "cut" if not kept else "early" if early else "kept"
                assert marks[f"p{i}.{k}"].look == look
                last[place] = i
        for n in range(size):
            early = n in last and last[n] * of["stride"] > n
            assert (marks[f"y{n}"].look == "early") == early
            assert (f"s{n}" not in marks) or (marks[f"s{n}"].look == "early") == early
        assert row(scene, "due with input") == [str(n // of["stride"]) for n in range(size)]
        assert row(scene, "needs input") == [str(last.get(n, "–")) for n in range(size)]

    @given(trims(), st.integers(1, 9))
    def test_final_is_what_no_next_input_changes(self, case: Any, value: int):
        """One more input at the end, which the layer did not have: what changes is not final."""
        (x, w, of), begin, end = case
        w = [tap or 1 for tap in w]
        of = {**of, "dilation": 1}
        now, later = stamped(x, w, **of), stamped([*x, value], w, **of)
        if len(now) <= begin + end:
            return
        scene = scene_of((x, w, of), begin, end)
        kept = range(begin, len(now) - end)
        changed = [n - begin for n in kept if now[n] != later[n]]
        span = [one for row in scene.rows for one in row.spans if not one.parameter]
        open_ = range(span[0].start, span[0].end) if span else range(0)
        # A stride past the kernel leaves gaps that nothing changes.
        assert set(changed) <= set(open_)
        assert not open_ or len(w) < of["stride"] or changed[:1] == [open_.start]

    def test_a_causal_layer_has_no_early_cell_whatever_it_is(self):
        for stride in range(1, 5):
            for taps in range(1, 7):
                assert "!" not in draw([1] * 4, [1] * taps, view="time", stride=stride).text

    def test_long_rows_are_told_by_stretches(self):
        picture = draw(range(40), W, view="time", stride=2, trim=(0, 2))
        assert "y[0] … y[79]" in picture.text


class TestTrim:
    @given(trims(), st.sampled_from(views_of(1)))
    def test_it_is_the_slice(self, case: Any, view: str):
        (x, w, of), begin, end = case
        layer = torch.nn.functional.conv_transpose1d(torch.tensor([[x]]), torch.tensor([[w]]), **of)
        y = layer[..., begin : layer.shape[-1] - end][0, 0].tolist()
        scene = lay_out(trimmed(Trace.of(x, w, **of), (begin, end)), view)
        marks = [mark for row in scene.rows for mark in row.marks if mark.kind == "y"]
        assert [(mark.of[0][0], mark.value) for mark in marks] == [*enumerate(y)]
        formula = "".join(text for text, _ in scene.formula)
        assert formula.endswith(f" = {len(y)}")
        told, size = formula.removeprefix("size = ").rsplit(" = ", 1)
        assert eval(told.replace("−", "-").replace("·", "*")) == int(size)

    @given(trims())
    def test_what_output_padding_gives_back_is_gone_where_it_is_cut(self, case: Any):
        (x, w, of), begin, end = case
        trace = trimmed(Trace.of(x, w, **of), (begin, end))
        size = len(stamped(x, w, **of))
        gained = range(max(0, size - of["output_padding"]), size)
        assert [n + begin for n in trace.gained[0]] == [
            n for n in gained if begin <= n < size - end
        ]
        assert {n + begin for (n,), look in trace._states.items() if look == "back"} <= {*gained}
        landing = {place - begin for place in landed(x, w, of)}
        ((near, far),) = trace.cut
        assert {n for n in landing if not 0 <= n < size - begin - end} <= {*near, *far}

    @given(trims())
    def test_what_is_cut_is_told_by_what_cuts_it(self, case: Any):
        (x, w, of), begin, end = case
        trace = trimmed(Trace.of(x, w, **of), (begin, end))
        scene = lay_out(trace, "scatter")
        spans = [s for row in scene.rows for s in row.spans if s.parameter == "padding"]
        (size,) = trace.size
        by_slice = {n for s in spans if s.text.startswith("cut ") for n in range(s.start, s.end)}
        by_padding = {n for s in spans if "padding" in s.text for n in range(s.start, s.end)}
        assert by_slice == {*range(-begin, 0), *range(size, size + end)}
        assert by_padding == {n for part in trace.cut[0] for n in part} - by_slice
        for span in spans:
            assert span.text in (
                f"cut {span.end - span.start}",
                f"padding cuts {span.end - span.start}",
            )

    def test_no_trim_is_no_trim(self):
        assert draw(X, W, stride=2, trim=(0, 0)) == draw(X, W, stride=2)

    @pytest.mark.parametrize(
        ("trim", "says"),
        [
            ((-1, 0), "both numbers must be at least 0"),
            ((3, 5), "the output has 8 elements, and at least 1 must be left"),
            ((0,), r"two numbers, for begin and end, as in \(0, 2\)"),
            (2, r"two numbers, for begin and end, as in \(0, 2\)"),
            ("12", "two numbers"),
        ],
    )
    def test_a_trim_that_is_none_is_refused(self, trim: Any, says: str):
        with pytest.raises(ValueError, match=rf"trim=.* is not possible: .*{says}"):
            draw(X, W, stride=2, trim=trim)

    def test_planes_have_none(self):
        with pytest.raises(ValueError, match=r"trim=\(0, 1\) is not possible: planes and volumes"):
            draw([[1, 2], [3, 4]], [[1, 1]], trim=(0, 1))

    def test_a_layer_that_is_illegal_is_refused_first(self):
        with pytest.raises(IllegalLayer, match="padding=4 is not possible"):
            draw(X, W, stride=2, padding=4, trim=(0, 1))

    def test_no_page_shows_it(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("COURSE_SITE", "https://example.org/")
        assert "view=time" in draw(X, W, view="time", stride=2).link()
        with pytest.raises(ValueError, match="trim"):
            draw(X, W, view="time", stride=2, trim=(0, 2)).link()


class TestLook:
    def test_it_is_read_in_light_and_dark(self):
        box = palette.BOXES["early"]
        for colours in ({}, DARK):
            fill, edge, ink, card = (
                colours.get(one, one) for one in (box.fill, box.edge, box.ink, palette.CARD)
            )
            assert contrast(ink, fill) >= 4.5
            assert contrast(edge, card) >= 3
            # The mark itself: light on dark, or the other way round.
            assert contrast(ink, card) >= 4.5

    def test_it_is_no_other_look_s(self):
        others = {look: (box.fill, box.edge, box.width) for look, box in palette.BOXES.items()}
        early = others.pop("early")
        assert early not in others.values()

    @pytest.mark.parametrize("height", [22, 26, 33.6, 42])
    def test_the_mark_leaves_the_digits_alone(self, height: float):
        """They stand in the middle of the cell, and are as high as 0.73 of their size."""
        size = max(LEAST, 17 * (height / 42) ** 0.5)
        told = re.search(r'y="([-\d.]+)" width="[\d.]+" height="([\d.]+)"', flag(40, 0, height))
        assert float(told[1]) + float(told[2]) <= height / 2 - 0.73 / 2 * size

    @cases
    def test_every_early_cell_wears_it(self, name: str):
        early = CASES[name][4]
        svg = draw(X, W, view="time", stride=2, **CASES[name][0]).svg
        mark = flag(10, 0).partition('width="')[2].partition('"')[0]
        worn = len(re.findall(rf'width="{mark}" height="14"[^>]*fill="{palette.INK}"', svg))
        # A product, its sum and its output, and once more where the mark is explained.
        has_sum = Shown.of(Trace.of(X, W), formula=False).window or bool(CASES[name][0])
        assert worn == (len(early) * (2 + has_sum) + 1 if early else 0)
