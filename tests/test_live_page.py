"""A live figure in a page of its own, in a real browser: no kernel, no network, no Python.

What the page shows is compared with PyTorch and with a fresh drawing from Python.
"""

from __future__ import annotations

import json
import random
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
import torch
from browser import Witness, file_url, needs_chromium
from test_frames import MARKUP, SVG, VIEWS, texts, torch_words, torch_y, whole

from course import Trace, explore
from course.layer import PARAMETERS
from course.number_format import number
from course.picture.limits import USUAL
from course.picture.live.assets import asset
from course.picture.live.figure import Figure
from course.picture.live.page import figure_script, figure_style, fragment
from course.picture.marks import short
from course.views import lay_out

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_chromium]
views = pytest.mark.parametrize("view", VIEWS)

X, W = [1, 2, 3], [1, 1, 3]
RUNNING = {"stride": 2, "padding": 1, "output_padding": 1, "dilation": 1}
LENGTHS = (2, 3, 4)
LEGAL = {
    state
    for state in product(*(USUAL[1][name].values for name in PARAMETERS))
    if not torch_words(3, 3, state)
}
STILL = {"reduced_motion": "reduce"}
READ = """() => {
  const svg = document.querySelector(".tc-stage > svg");
  return [svg.getAttribute("aria-label"),
          ...[...svg.querySelectorAll("text")].map((text) => text.textContent)];
}"""
# Point at every mark in turn: what lights up, and what is said.
POINT_AT_ALL = """() => {
  const marks = [...document.querySelectorAll(".tc-stage [data-id]")];
  const told = {};
  for (const mark of marks) {
    mark.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    told[mark.dataset.id] = {
      lit: marks.filter((one) => one.classList.contains("lit")).map((one) => one.dataset.id),
      dim: marks.filter((one) => one.classList.contains("dim")).length,
      says: document.querySelector(".tc-sentence").textContent,
    };
    mark.dispatchEvent(new PointerEvent("pointerout", { bubbles: true }));
  }
  return told;
}"""


@dataclass
class Live:
    """The one figure of a page, under a reader's hands."""

    page: Page
    witness: Witness

    def texts(self) -> list[str]:
        return self.page.evaluate(READ)

    def becomes(self, wanted: list[str]) -> None:
        """Wait for frames that have to be unpacked, or asked for, first."""
        deadline = time.monotonic() + 5
        while self.texts() != wanted and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        assert self.texts() == wanted

    def marks(self, kind: str = "") -> dict[str, str]:
        """The number in each mark, by the mark's key."""
        return self.page.evaluate(
            """(kind) => Object.fromEntries(
              [...document.querySelectorAll(".tc-stage [data-id]")]
                .filter((mark) => mark.dataset.id.startsWith(kind))
                .map((mark) => [mark.dataset.id, mark.querySelector("text").textContent]))""",
            kind,
        )

    def value(self, key: str) -> float:
        """The number in a mark."""
        return float(self.mark(key).locator("text").first.text_content().replace("−", "-"))

    def lit(self) -> set[str]:
        lit = "[...document.querySelectorAll('.tc-stage .lit')].map((mark) => mark.dataset.id)"
        return set(self.page.evaluate(lit))

    def slider(self, name: str) -> Any:
        return self.page.get_by_role("slider", name=name, exact=True)

    def press(self, name: str, *keys: str) -> None:
        """Press keys on a slider."""
        self.slider(name).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def mark(self, key: str) -> Any:
        return self.page.locator(f'.tc-stage [data-id="{key}"]')

    def edit(self, key: str, text: str) -> None:
        self.mark(key).click()
        self.page.locator(".tc-edit").fill(text)
        self.page.keyboard.press("Enter")

    def look(self, view: str) -> None:
        button = self.page.get_by_role("button", name=view.replace("_", " "), exact=True)
        button.click()
        self.page.locator(f'.tc-views [value="{view}"][aria-pressed="true"]').wait_for()

    def says(self, part: str = "sentence") -> str:
        return self.page.locator(f".tc-{part}").inner_text()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The running case in all views and three lengths."""
    figure = explore(X, W, **RUNNING)
    path = tmp_path_factory.mktemp("page") / "figure.html"
    return figure.save(path, views=VIEWS, lengths=LENGTHS)


@contextmanager
def opened(chromium: Browser, path: Path, **context: Any) -> Iterator[Live]:
    """The page in a browser that answers for files only; every request and error is witnessed."""
    with tab(chromium, path, **context) as live, shown(live, path, **context):
        yield live


@contextmanager
def tab(chromium: Browser, path: Path, **context: Any) -> Iterator[Live]:
    """An empty page that can open this one file only."""
    witness = Witness()
    settings = {"viewport": {"width": 1000, "height": 1300}} | context
    with chromium.new_context(**settings) as made:

        def answer(route: Any) -> None:
            if route.request.url == file_url(path):
                route.continue_()
            else:
                witness.blocked.append(route.request.url)
                route.abort()

        made.route(re.compile("^(?!blob:|data:)"), answer)
        page = made.new_page()
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda error: witness.errors.append(str(error)))
        page.on(
            "console",
            lambda line: (
                witness.errors.append(line.text) if line.type in ("error", "warning") else None
            ),
        )
        yield Live(page, witness)


@contextmanager
def shown(live: Live, path: Path, **context: Any) -> Iterator[Live]:
    """The file, loaded anew; in the end nothing has gone wrong in it."""
    live.page.goto(file_url(path))
    if context.get("java_script_enabled", True):
        live.page.locator(".tc-figure:not([aria-busy])").first.wait_for()
    yield live
    assert live.witness.errors == []
    assert live.witness.blocked == []


@pytest.fixture(scope="module")
def still(chromium: Browser, page_file: Path) -> Iterator[Live]:
    """One page for many tests: a new window takes the browser as long as most of them."""
    with tab(chromium, page_file, **STILL) as live:
        yield live


@pytest.fixture
def live(still: Live, page_file: Path) -> Iterator[Live]:
    """The running case without motion, so that what is read is what stays."""
    still.page.goto("about:blank")
    still.page.mouse.move(2, 2)
    still.witness.errors.clear()
    still.witness.blocked.clear()
    with shown(still, page_file) as live:
        yield live


@pytest.fixture
def moving(chromium: Browser, page_file: Path) -> Iterator[Live]:
    with opened(chromium, page_file) as live:
        yield live


def fresh(x: list[float] = X, w: list[float] = W, view: str = "scatter", **changes: int):
    return texts(whole(x, w, view, **RUNNING | changes).svg)


def landing(state: dict[str, int], length: int = 3) -> dict[str, set[str]]:
    """The terms of each mark of the scatter view, found by letting PyTorch stamp single ones."""
    open_ended = state | {"padding": 0, "output_padding": 0}
    marks: dict[str, set[str]] = {}
    for i, k in product(range(length), range(3)):
        x, w = [float(j == i) for j in range(length)], [float(j == k) for j in range(3)]
        place = torch_y(x, w, **open_ended).index(1.0) - state["padding"]
        for mark in (f"x{i}", f"w{k}", f"p{i}.{k}", f"s{place}", f"y{place}"):
            marks.setdefault(mark, set()).add(f"x{i}*w{k}")
    return marks


class TestSliders:
    @pytest.mark.long(sample=0)
    @pytest.mark.parametrize("stride", sorted({state[0] for state in LEGAL}))
    def test_keys_reach_every_state_and_every_text_is_right(self, live: Live, stride: int):
        """A tour over all legal states with a stride, one key at a time, there and back."""
        x, w = [1.0, 20.0, -0.5], [1.0, 0.1, 3.0]
        for n in range(3):
            live.edit(f"x{n}", str(x[n]))
            live.edit(f"w{n}", str(w[n]))
        beginning = RUNNING | {"output_padding": 0, "stride": stride}
        # No stride is so small that it forbids an output_padding of 0.
        for name in ("output_padding", "stride"):
            live.slider(name).fill(str(beginning[name]))
        among = {state for state in LEGAL if state[0] == stride}
        moves = tour(tuple(beginning.values()), among)
        assert {state for _, _, state in moves} == among
        focused, checked = None, set()
        for name, key, state in moves:
            if name != focused:
                live.slider(name).focus()
                focused = name
            live.page.keyboard.press(key)
            if state in checked:
                continue
            checked.add(state)
            parameters = dict(zip(PARAMETERS, state, strict=True))
            assert live.texts() == fresh(x, w, **parameters), state
            y = torch_y(x, w, **parameters)
            marks = live.marks()
            assert [marks[f"y{place}"] for place in range(len(y))] == [short(v) for v in y]
            assert f"y{len(y)}" not in marks

            terms, told = landing(parameters), live.page.evaluate(POINT_AT_ALL)
            for key in marks:
                mine = terms.get(key, set())
                lit = {other for other in marks if terms.get(other, set()) & mine} | {key}
                assert set(told[key]["lit"]) == lit, (state, id)
                assert told[key]["dim"] == len(marks) - len(lit)
            trace = Trace.of(x, w, **parameters)
            for place, value in enumerate(y):
                back = f"y{place}" in terms and place >= len(y) - parameters["output_padding"]
                fate = ", which output_padding gives back" if back else ""
                assert told[f"y{place}"]["says"] == trace.sentence((place,)) + fate
                ending = "= 0, because nothing lands there" if f"y{place}" not in terms else fate
                assert told[f"y{place}"]["says"].endswith(ending or f"= {number(value)}")
        assert checked == among

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("view", VIEWS[1:])
    def test_every_length_and_view_is_right_too(self, live: Live, view: str):
        live.look(view)
        seen = set()
        for length in (*LENGTHS, 3):
            live.slider("input length").fill(str(length))
            x = [1, 2, 3, 4][:length]
            live.becomes(fresh(x, view=view))
            for name, values in {
                "padding": (0, 2, 1),
                "stride": (5, 3, 4, 2),
                "output_padding": (0, 1),
                "dilation": (3, 2, 1),
            }.items():
                for value in values:
                    live.slider(name).fill(str(value))
                    assert live.texts() == fresh(x, view=view, **{name: value}), (length, name)
                    seen.add((length, name, value))
        assert len(seen) >= 30

    def test_the_mouse_drags(self, live: Live):
        box = live.slider("stride").bounding_box()
        middle = box["y"] + box["height"] / 2
        live.page.mouse.move(box["x"] + box["width"] * 0.26, middle)
        live.page.mouse.down()
        for share in (0.4, 0.55, 0.7, 0.85, 0.99):
            live.page.mouse.move(box["x"] + box["width"] * share, middle)
        live.page.mouse.up()
        assert live.texts() == fresh(stride=5)

    def test_what_moves_arrives(self, moving: Live):
        """With motion on, what fades out is gone in the end, and nothing is left over."""
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"):
            moving.press("stride", key)
        moving.look("zero_insert")
        moving.look("gather")
        moving.page.wait_for_function("document.getAnimations().length === 0")
        assert moving.texts() == fresh(view="gather", stride=4)

    def test_lengths_keep_what_was_typed(self, live: Live):
        live.edit("x2", "7.5")
        live.slider("input length").fill("2")
        live.becomes(fresh([1, 2]))
        live.slider("input length").fill("4")
        live.becomes(fresh([1, 2, 7.5, 4]))

    def test_a_stop_says_why_in_our_words_and_in_pytorchs(self, live: Live):
        before = live.texts()
        live.press("stride", "ArrowLeft")
        assert live.texts() == before
        assert live.slider("stride").input_value() == "2"
        rule = (
            "output_padding=1 is not possible: it must be smaller than stride or dilation, so here "
            "smaller than 1. The nearest value that works is 0."
        )
        assert live.says("message").startswith(f"stride stops at 2: {rule}")
        details = live.page.locator(".tc-message details")
        assert not details.locator("code").is_visible()
        details.locator("summary").click()
        assert details.locator("code").inner_text() == torch_words(3, 3, (1, 1, 1, 1))
        live.press("stride", "ArrowRight")
        assert live.says("message") == ""

    def offered(self, live: Live, label: str) -> None:
        """Take what a stop offers, by keyboard."""
        button = live.page.locator(".tc-message button")
        assert button.inner_text() == label
        assert live.page.locator("[role=status]").inner_text().endswith(label)
        button.press("Enter")
        assert live.says("message") == ""

    def test_a_stop_offers_the_other_change(self, live: Live):
        focused = "document.activeElement.getAttribute('aria-label')"
        live.press("output_padding", "ArrowRight")
        # PyTorch wants output_padding to be smaller than stride or dilation.
        self.offered(live, "Set stride to 3 too")
        assert live.texts() == fresh(output_padding=2, stride=3)
        assert live.page.evaluate(focused) == "output_padding"
        assert live.slider("stride").input_value() == "3"
        heard = live.page.get_by_role("status").inner_text()
        assert "Output [1, 3, 2, 2, 6, 3, 3, 9, 0]." in heard
        live.slider("stride").fill("1")
        assert live.slider("stride").input_value() == "3"
        self.offered(live, "Set output_padding to 0 too")
        assert live.texts() == fresh(output_padding=0, stride=1)
        assert live.page.evaluate(focused) == "stride"

    def test_a_length_that_stops_offers_it_too(self, live: Live):
        for name, value in {"output_padding": 0, "stride": 1, "padding": 2}.items():
            live.slider(name).fill(str(value))
        live.slider("input length").fill("2")
        live.page.locator(".tc-message button").wait_for()
        self.offered(live, "Set padding to 1 too")
        live.becomes(fresh([1, 2], output_padding=0, stride=1, padding=1))
        assert live.slider("input length").input_value() == "2"
        assert live.page.evaluate("document.activeElement.ariaLabel") == "input length"

    def test_a_slider_goes_as_far_as_it_may(self, live: Live):
        live.slider("output_padding").fill("4")
        assert live.texts() == fresh()
        live.slider("dilation").fill("3")
        live.slider("output_padding").fill("4")
        assert live.texts() == fresh(output_padding=2, dilation=3)
        assert live.says("message").startswith("output_padding stops at 2: output_padding=4 is not")

    def test_a_length_can_be_stopped_as_well(self, live: Live):
        for name, value in {"output_padding": 0, "stride": 1, "padding": 2}.items():
            live.slider(name).fill(str(value))
        live.slider("input length").fill("2")
        live.page.locator(".tc-message", has_text="input length stops").wait_for()
        assert live.texts() == fresh(output_padding=0, stride=1, padding=2)
        assert live.says("message").startswith("input length stops at 3: padding=2 is not possible")
        assert live.slider("input length").input_value() == "3"


def tour(
    start: tuple[int, ...], among: set[tuple[int, ...]]
) -> list[tuple[str, str, tuple[int, ...]]]:
    """Slider, key and the state then reached: depth first over the states, and back."""
    seen, moves = {start}, []
    keys = ("ArrowRight", "ArrowLeft")

    def visit(state: tuple[int, ...]) -> None:
        for n, name in reversed(list(enumerate(PARAMETERS))):
            for key, back in (keys, keys[::-1]):
                step = 1 if key == "ArrowRight" else -1
                there = (*state[:n], state[n] + step, *state[n + 1 :])
                if there in among and there not in seen:
                    seen.add(there)
                    moves.append((name, key, there))
                    visit(there)
                    moves.append((name, back, state))

    visit(start)
    return moves


class TestNumbers:
    def test_they_are_written_as_python_writes_them(self, live: Live):
        random.seed(0)
        values = [0.0, -0.0, 1.0625, -1.0625, 2.5, 0.125, 0.00012345, 999999.5, 999999.4, -999999.5]
        values += [1e6, 1e6 - 1, 1e-4, 9.9995e-5, 1e21, 1e-9, 1e300, 5e-324, 1e-5, 12345.5, 99995.0]
        values += [1 / 3, 2 / 3, 0.1 + 0.2, 1.005, 0.5, -0.5, 1e5 + 0.5, float("nan")]
        values += [float("inf"), float("-inf"), 123456.75, 0.99995, 9.9995, 99.995, 999.95, 9999.5]
        values += [n / 2**k for n in (-7, 1, 3, 17, 2049, 65537) for k in range(24)]
        values += [random.uniform(-1, 1) * 10 ** random.randint(-12, 12) for _ in range(3000)]
        values += [round(random.uniform(-999, 999), 4) for _ in range(1000)]
        values += [random.randint(-2_000_000, 2_000_000) for _ in range(500)]
        written = live.page.evaluate(
            """async ([values, text]) => {
              const { number, short } = await import(
                URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
              return values.map((value) => [number(value), short(value)]);
            }""",
            [values, asset("js/numbers.js")],
        )
        wrong = [
            (value, js, [number(value), short(value)])
            for value, js in zip(values, written, strict=True)
            if js != [number(value), short(value)]
        ]
        assert wrong == []

    @pytest.mark.long(sample=2)
    @views
    def test_a_number_changed_in_its_place_changes_every_text(self, live: Live, view: str):
        live.look(view)
        x, w = list(X), list(W)
        edits = [("x0", "-0.5"), ("w2", "10"), ("x2", "1e6"), ("w0", "0.1"), ("x1", "−0.25")]
        edits += [("x0", "0.3333333333333333"), ("w1", "1e-9"), ("w2", "-1234567.8"), ("x2", "0")]
        edits += [("x1", "-0"), ("w0", "1e300"), ("x0", " 1e300 ")]
        for key, text in edits:
            if view == "matrix" and key[0] == "w":
                continue  # a matrix holds the taps as its elements, not as a row of their own
            live.edit(key, text)
            {"x": x, "w": w}[key[0]][int(key[1])] = float(text.replace("−", "-"))
            assert live.texts() == fresh(x, w, view=view), (key, text)
        y = torch_y(x, w, **RUNNING)
        marks = live.marks("y")
        assert [marks[f"y{place}"] for place in range(len(y))] == [short(v) for v in y]

    def test_floats_are_added_in_the_order_in_which_python_adds_them(self, live: Live):
        """1 + 1e16 − 1e16 is 0 and 1e16 − 1e16 + 1 is 1: the sums differ in every digit."""
        for name in ("output_padding", "padding"):
            live.slider(name).fill("0")
        live.slider("stride").fill("1")
        x = [-1e16, 1e16, 1.0]
        for i, value in enumerate(x):
            live.edit(f"x{i}", str(value))
        live.edit("w2", "1")
        assert live.texts() == fresh(x, [1, 1, 1], stride=1, padding=0, output_padding=0)
        live.mark("y2").hover()
        assert (
            live.says() == "y[2] = x[0]·w[2] + x[1]·w[1] + x[2]·w[0] = (−1e16)·1 + 1e16·1 + 1·1 = 0"
        )

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("text", ["abc", "1e999", "NaN", "Infinity", "1,5", MARKUP])
    def test_what_is_no_number_is_said_and_changes_nothing(self, live: Live, text: str):
        before = live.texts()
        live.edit("x1", text)
        assert live.says("message") == f"“{text}” is not a finite number, so x[1] stays as it is."
        assert live.texts() == before
        assert live.page.locator("img").count() == 0
        assert live.page.locator(".tc-edit").count() == 0

    def test_an_emptied_field_is_told_so(self, live: Live):
        before = live.texts()
        for text in ("", " "):
            live.edit("x1", text)
            assert live.says("message") == "Nothing was typed, so x[1] stays 2."
        assert live.texts() == before

    def test_escape_and_an_unchanged_number_leave_no_word(self, live: Live):
        before = live.texts()
        live.mark("x1").click()
        live.page.locator(".tc-edit").fill("77")
        live.page.keyboard.press("Escape")
        live.mark("x1").click()
        live.page.keyboard.press("Enter")
        assert live.texts() == before
        assert live.says("message") == ""

    def test_leaving_the_field_keeps_the_number(self, live: Live):
        live.mark("w1").click()
        live.page.locator(".tc-edit").fill("4")
        live.slider("stride").focus()
        assert live.texts() == fresh(w=[1, 4, 3])

    def test_a_number_typed_on_a_mark_replaces_it(self, live: Live):
        live.page.locator(".tc-stage").focus()
        live.page.keyboard.type("-.25")
        live.page.keyboard.press("Enter")
        live.page.keyboard.press("ArrowRight")
        live.page.keyboard.type("4")
        live.page.keyboard.press("Enter")
        assert live.texts() == fresh([-0.25, 4, 3])

    def test_a_drawing_that_changes_under_an_open_field_takes_it_along(self, live: Live):
        live.mark("x1").click()
        live.page.locator(".tc-edit").fill("5")
        # As a second view of the same figure would: a move while the field has the focus.
        live.page.evaluate("""() => {
          const slider = document.querySelector('[aria-label="stride"]');
          slider.value = 3;
          slider.dispatchEvent(new Event("input"));
        }""")
        live.page.wait_for_function("!document.querySelector('.tc-edit')")
        assert live.texts() == fresh([1, 5, 3], stride=3)


class TestPointing:
    @pytest.mark.long(sample=1)
    @views
    def test_the_mouse_lights_what_shares_a_term(self, live: Live, view: str):
        live.look(view)
        trace = Trace.of(X, W, **RUNNING)
        marks = {mark.id: mark for row in lay_out(trace, view).rows for mark in row.marks}
        sample = list(marks)[:: max(1, len(marks) // 12)]
        assert len(sample) >= 10
        for key in sample:
            live.page.mouse.move(2, 2)
            live.mark(key).hover()
            mine = set(marks[key].terms)
            wanted = {other for other, mark in marks.items() if mine & set(mark.terms)} | {key}
            assert live.lit() == wanted, key
            if sentence := sentence_of(trace, key, marks):
                assert live.says() == sentence
        live.page.mouse.move(2, 2)
        assert live.lit() == set()

    def test_a_sum_is_written_out(self, live: Live):
        for name, value in {"padding": 0, "output_padding": 0}.items():
            live.slider(name).fill(str(value))
        live.mark("y4").hover()
        assert live.says() == "y[4] = x[1]·w[2] + x[2]·w[0] = 2·3 + 3·1 = 9"
        assert live.lit() == {"y4", "s4", "p1.2", "p2.0", "x1", "x2", "w0", "w2"}

    def test_an_input_among_inserted_zeros_is_told_as_that_input(self, live: Live):
        live.look("zero_insert")
        live.mark("z2").hover()
        assert live.says() == "x[1] = 2"

    def test_a_negative_factor_stands_in_brackets(self, live: Live):
        live.edit("x1", "-0.5")
        live.mark("y3").hover()
        trace = Trace.of([1, -0.5, 3], W, **RUNNING)
        assert live.says() == trace.sentence((3,))
        assert "(−0.5)·3" in live.says()

    def test_a_click_pins_and_escape_frees(self, live: Live):
        live.mark("y1").click()
        pinned = live.lit()
        assert "y1" in pinned
        live.page.mouse.move(2, 2)
        assert live.lit() == pinned
        live.press("stride", "ArrowRight", "ArrowLeft")
        assert live.lit() == pinned
        live.page.locator(".tc-stage").focus()
        live.page.keyboard.press("Escape")
        live.press("stride", "ArrowRight")
        assert live.lit() == set()
        assert live.page.locator(".tc-stage .dim").count() == 0

    def test_a_second_click_frees_as_well(self, live: Live):
        live.mark("y1").click()
        live.mark("y1").click()
        live.page.mouse.move(2, 2)
        assert live.lit() == set()

    def test_a_finger_pins_too(self, chromium: Browser, page_file: Path):
        with opened(chromium, page_file, has_touch=True, **STILL) as live:
            live.mark("y1").tap()
            assert "y1" in live.lit()
            assert live.says() == Trace.of(X, W, **RUNNING).sentence((1,))


def sentence_of(trace: Trace, key: str, marks: Container[str]) -> str:
    """What a mark of the running case is said to be; "" where only its light is looked at."""
    if found := re.fullmatch(r"y(\d+)", key):
        fate = ", which output_padding gives back" if key == "y5" else ""
        return trace.sentence((int(found[1]),)) + fate
    if found := re.fullmatch(r"([xw])(\d+)", key):
        return f"{found[1]}[{found[2]}] = {number(getattr(trace, found[1])[int(found[2])])}"
    if found := re.fullmatch(r"p(\d+)\.(\d+)", key):
        i, k = int(found[1]), int(found[2])
        x, w, place = trace.x[i], trace.w[k], 2 * i + k - 1
        fate = f", lands on y[{place}]"
        if place < 0:
            fate = ", which padding cuts"
            if "s-1" in marks:
                fate = f", lands on sum[−1]{fate}"
        return f"x[{i}]·w[{k}] = {number(x)}·{number(w)} = {number(x * w)}{fate}"
    if re.fullmatch(r"z\d+\.\d+", key):
        return "0, an inserted zero: it adds nothing"
    if key.startswith("o"):
        return "0: the input of this column doesn’t reach the output of this row"
    return ""


class TestKeyboard:
    def test_tab_reaches_every_control(self, live: Live):
        controls = live.page.evaluate("""() =>
          [...document.querySelectorAll(
            ".tc-figure :is(button, select, input, summary), .tc-stage")]
            .filter((one) => one.checkVisibility()).length""")
        reached = []
        live.page.evaluate("() => document.activeElement.blur()")
        while True:
            live.page.keyboard.press("Tab")
            name = live.page.evaluate("""() => {
              const one = document.activeElement;
              return one === document.body ? "" :
                one.getAttribute("aria-label") || one.textContent.trim();
            }""")
            if not name or name in reached:
                break
            reached.append(name)
        assert len(reached) == controls
        assert {"gather", "stride", "input length", "Play", "Step", "Download SVG"} <= set(reached)

    @pytest.mark.long(sample=2)
    @views
    def test_arrows_reach_every_mark(self, live: Live, view: str):
        live.look(view)
        live.page.locator(".tc-stage").focus()
        now = "document.querySelector('.tc-stage .current').dataset.id"
        reached, row = [live.page.evaluate(now)], ""
        while reached[-1] != row:
            row = reached[-1]
            for key in ("ArrowLeft", "ArrowRight"):
                while True:
                    live.page.keyboard.press(key)
                    there = live.page.evaluate(now)
                    if there == reached[-1]:
                        break
                    reached.append(there)
            row = reached[-1]
            live.page.keyboard.press("ArrowDown")
            reached.append(live.page.evaluate(now))
        assert set(reached) == set(live.marks())
        live.page.keyboard.press("ArrowUp")
        assert live.page.evaluate(now) != reached[-1]

    def test_what_the_keyboard_is_on_is_lit_and_told(self, live: Live):
        live.page.locator(".tc-stage").focus()
        assert "x0" in live.lit()
        live.page.keyboard.press("ArrowRight")
        assert live.says() == "x[1] = 2"
        while "y" not in live.page.evaluate(
            "document.querySelector('.tc-stage .current').dataset.id"
        ):
            live.page.keyboard.press("ArrowDown")
        live.page.keyboard.press("Enter")
        pinned = live.lit()
        live.press("stride", "ArrowRight", "ArrowLeft")
        assert live.lit() == pinned

    def test_keys_stay_in_the_figure(self, live: Live):
        live.page.evaluate(
            "() => document.addEventListener('keydown', (e) => (window.keys ??= []).push(e.key))"
        )
        live.page.evaluate("() => document.activeElement.blur()")
        live.page.keyboard.press("j")
        assert live.page.evaluate("window.keys") == ["j"]
        live.press("stride", "ArrowRight", "ArrowLeft", "j", "Escape")
        live.page.locator(".tc-stage").focus()
        for key in ("ArrowRight", "Enter", "5", "Enter", "Escape", " ", "Escape", "d", "d"):
            live.page.keyboard.press(key)
        live.page.get_by_role("button", name="Play").focus()
        live.page.keyboard.press("x")
        assert live.page.evaluate("window.keys") == ["j"]


# Keeps every motion that is begun, because on a busy machine it may be over when asked for.
KEEP_MOTIONS = """() => {
  window.motions = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, timing) {
    window.motions.push([this.dataset.id ?? null, frames]);
    return animate.call(this, frames, timing);
  };
}"""


class TestViews:
    def test_a_product_stays_itself_and_travels(self, moving: Live):
        # From the card's edge on, however wide the labels to the left of the marks are.
        where = """() => {
          const numbers = (element) =>
            (element.getAttribute("transform")?.match(/[\\d.-]+/g) ?? [0, 0]).map(Number);
          const marks = [...document.querySelectorAll('.tc-stage [data-id^="p"]')];
          const [left, top] = numbers(marks[0].parentElement);
          const places = marks.map((mark) => [mark.dataset.id, numbers(mark)]);
          return [left, top, Object.fromEntries(
            places.map(([id, [x, y]]) => [id, [x + left, y + top]]))];
        }"""
        products = {f"p{i}.{k}" for i in range(3) for k in range(3)}
        moving.page.evaluate(KEEP_MOTIONS)
        _, _, before = moving.page.evaluate(where)
        for view in (*VIEWS[1:], VIEWS[0]):
            moving.look(view)
            motions = moving.page.evaluate("motions.splice(0)")
            left, top, after = moving.page.evaluate(where)
            begun = {key: frames[0].get("transform") for key, frames in motions}
            assert set(after) == products
            moved = {key for key in products if before[key] != after[key]}
            assert len(moved) >= 5
            for key in moved:
                x, y = map(float, re.findall(r"-?[\d.]+", begun[key]))
                assert [x + left, y + top] == before[key]
            moving.page.wait_for_function("document.getAnimations().length === 0")
            assert moving.texts() == fresh(view=view)
            before = after

    def test_what_is_not_in_the_other_view_fades(self, moving: Live):
        moving.page.evaluate(KEEP_MOTIONS)
        moving.look("zero_insert")
        zeros = set(moving.marks("z"))
        assert len(zeros) > 5
        motions = dict(moving.page.evaluate("motions"))
        for key in zeros:
            assert motions[key] == [{"opacity": 0}, {"opacity": 1}]

    def test_without_motion_nothing_moves(self, live: Live):
        live.page.evaluate(KEEP_MOTIONS)
        for view in ("gather", "zero_insert"):
            live.look(view)
            assert live.page.evaluate("document.getAnimations().length") == 0
        live.mark("y1").hover()
        assert live.page.evaluate("motions") == []
        assert live.page.evaluate("document.getAnimations().length") == 0


class TestPlaying:
    @pytest.mark.parametrize("order", ["stamps", "outputs"])
    def test_each_step_shows_the_sums_so_far(self, live: Live, order: str):
        parameters = RUNNING
        terms, y = landing(parameters), torch_y(X, W, **parameters)
        if order == "stamps":
            steps = [{f"x{i}*w{k}" for k in range(3)} for i in range(3)]
        else:
            places = sorted(int(key[1:]) for key in terms if key[0] == "s")
            steps = [terms[f"s{place}"] for place in places]
            live.page.get_by_role("combobox", name="Order").select_option(order)
        value = {f"x{i}*w{k}": X[i] * W[k] for i in range(3) for k in range(3)}
        forth = live.page.get_by_role("button", name="One step on")
        live.slider("Step").fill("0")
        for n in range(len(steps) + 1):
            reached = set().union(*steps[:n])
            marks, waits = live.marks(), live.page.locator(".tc-stage .waits").count()
            for place in range(len(y)):
                mine = terms.get(f"y{place}", set())
                so_far = (
                    ""
                    if mine and not mine & reached
                    else short(sum(value[term] for term in mine & reached))
                )
                told = marks[f"y{place}"]
                # What comes to a sum in this step stands beside it: "3+2".
                newest = mine & steps[n - 1] if 0 < n < len(steps) else set()
                beside = len(newest) + bool(mine & reached - newest) - 1 if newest else 0
                assert told.count("+") == beside, (n, place)
                added = short(sum(map(int, told.split("+")))) if told else ""
                assert added == so_far, (n, place)
            assert waits == 9 - len(reached)
            assert live.says().startswith(f"Step {n} of {len(steps)}")
            # By the slider it is said as its value, by a button where the figure speaks.
            assert live.says() == live.slider("Step").get_attribute("aria-valuetext")
            if n:
                assert live.says() == live.page.locator(".tc-figure > [role=status]").inner_text()
            assert live.slider("Step").input_value() == str(n)
            if n < len(steps):
                forth.click()
        assert live.texts() == fresh()
        live.page.get_by_role("button", name="One step back").click()
        assert live.page.locator(".tc-stage .waits").count() == len(steps[-1])

    def test_a_step_is_said_with_its_products_places_and_sums(self, live: Live):
        live.slider("Step").fill("2")
        assert live.says() == (
            "Step 2 of 3: x[1] = 2 stamps 2·1 on y[1], 2·1 on y[2], 2·3 on y[3]; y[1] = 3+2 = 5"
        )
        live.slider("Step").fill("1")
        assert live.says() == (
            "Step 1 of 3: x[0] = 1 stamps 1·1 on sum[−1], 1·1 on y[0], 1·3 on y[1]"
        )
        live.look("phases")
        live.slider("Step").fill("1")
        assert "1 stamps 1·1 (cut), 1·1 on y[0]" in live.says()
        live.page.get_by_role("combobox", name="Order").select_option("outputs")
        live.slider("Step").fill("2")
        assert live.says() == ("Step 2 of 6: y[1] = x[0]·w[2] + x[1]·w[0] = 1·3 + 2·1 = 5")

    def test_what_is_played_is_spoken_where_there_is_time_and_in_the_end(self, live: Live):
        live.page.evaluate("""() => {
          window.spoken = [];
          const voice = document.querySelector(".tc-figure > [role=status]");
          new MutationObserver(() => spoken.push(voice.textContent)).observe(
            voice, { childList: true, characterData: true, subtree: true });
        }""")
        live.page.get_by_role("combobox", name="Speed").select_option("fast")
        live.page.get_by_role("button", name="Play").click()
        live.page.get_by_role("button", name="Pause").wait_for()
        live.page.get_by_role("button", name="Play").wait_for()
        (spoken,) = live.page.evaluate("spoken")
        assert spoken == live.says()
        assert spoken.startswith("Step 3 of 3: x[2] = 3 stamps")

    def test_products_travel_from_their_input_to_their_places(self, moving: Live):
        moving.page.evaluate(KEEP_MOTIONS)
        moving.slider("Step").fill("1")
        assert moving.page.evaluate("motions") == []
        moving.page.get_by_role("button", name="One step on").click()
        motions = moving.page.evaluate("motions")
        begun = {key: frames[0]["transform"] for key, frames in motions}
        assert set(begun) == {"p1.0", "p1.1", "p1.2"}
        place = moving.mark("x1").get_attribute("transform")
        assert {text.replace("px", "").replace(",", "") for text in begun.values()} == {place}
        moving.page.wait_for_function("document.getAnimations().length === 0")

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("order", ["stamps", "outputs"])
    @views
    def test_in_the_end_all_stands_what_is_cut_too(self, live: Live, view: str, order: str):
        live.look(view)
        live.page.get_by_role("combobox", name="Order").select_option(order)
        assert live.page.locator(".tc-stage .waits").count() > 0
        step = live.slider("Step")
        step.fill(step.get_attribute("max"))
        assert live.texts() == fresh(view=view)
        assert live.page.locator(".tc-stage .waits, .tc-stage .dim").count() == 0

    def test_it_plays_to_the_end_by_itself(self, live: Live):
        live.page.get_by_role("combobox", name="Speed").select_option("fast")
        button = live.page.get_by_role("button", name="Play")
        button.click()
        live.page.get_by_role("button", name="Pause").wait_for()
        live.page.get_by_role("button", name="Play").wait_for()
        assert live.texts() == fresh()
        assert live.page.locator(".tc-stage .waits, .tc-stage .dim").count() == 0

    def test_a_slider_ends_the_play_and_all_stands(self, live: Live):
        live.page.get_by_role("button", name="Play").click()
        live.press("stride", "ArrowRight")
        assert live.texts() == fresh(stride=3)
        live.page.get_by_role("button", name="Play").wait_for()
        assert live.slider("Step").input_value() == live.slider("Step").get_attribute("max")


COLOURS = """() => {
  const style = (element, name) => getComputedStyle(element)[name];
  const fills = (rect) => {
    const id = /url\\(["']?#(.*?)["']?\\)/.exec(style(rect, "fill"))?.[1];
    if (!id) return [style(rect, "fill")];
    const pattern = document.getElementById(id);
    return [...pattern.children].map((part) =>
      style(part, part.tagName === "rect" ? "fill" : "stroke"));
  };
  const svg = document.querySelector(".tc-stage > svg");
  const card = style(svg.querySelector(":scope > rect"), "fill");
  const told = [...svg.querySelectorAll("text")].map((text) => {
    const mark = text.closest("[data-id]");
    const inside = mark && mark.querySelector("text") === text;
    return [text.textContent, style(text, "fill"),
            inside ? fills(mark.querySelector("rect")) : [card]];
  });
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = style(one, "backgroundColor");
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const words = document.querySelectorAll(
    ".tc-figure :is(button, option:checked, p, span, output, code, summary, .tc-message)");
  for (const one of words)
    if (one.checkVisibility() && one.textContent.trim())
      told.push([one.textContent, style(one, "color"), [behind(one)]]);
  return told;
}"""


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours as a browser writes them."""

    def luminance(colour: str) -> float:
        shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        r, g, b = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


class TestLooks:
    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_every_text_can_be_read(
        self, chromium: Browser, tmp_path_factory: pytest.TempPathFactory, scheme: str
    ):
        path = tmp_path_factory.mktemp("wide") / "six.html"
        # Six inputs wear every hue, and the parameters bring every look of a cell.
        figure = explore([1, 2, 3, 4, 5, 6], W, stride=4, padding=1, output_padding=3)
        figure.save(path, views=["zero_insert"])
        with opened(chromium, path, color_scheme=scheme, **STILL) as live:
            for view in ("scatter", "zero_insert"):
                live.look(view)
                live.press("stride", "ArrowLeft")
                assert live.says("message") != ""
                told = live.page.evaluate(COLOURS)
                assert len(told) > 60
                faint = [
                    (text, ink, ground)
                    for text, ink, grounds in told
                    for ground in grounds
                    if contrast(ink, ground) < 4.5
                ]
                assert faint == []
            # What the browser draws itself follows, too.
            drawn = live.page.locator(".tc-figure").evaluate(
                "el => getComputedStyle(el).colorScheme"
            )
            assert drawn == scheme
            card = live.page.evaluate(COLOURS)[0][2][0]
            assert (contrast(card, "rgb(0, 0, 0)") > 10) == (scheme == "light")

    @pytest.mark.parametrize("width", [360, 320])
    def test_a_phone_shows_it_without_moving_sideways(
        self, chromium: Browser, page_file: Path, width: int
    ):
        size = {"width": width, "height": 640}
        with opened(chromium, page_file, viewport=size, has_touch=True, **STILL) as live:
            for view in VIEWS:
                live.look(view)
                live.slider("stride").fill("5")
                live.slider("input length").fill("4")
                live.page.wait_for_function(
                    "document.querySelectorAll('.tc-stage [data-id^=x]').length === 4"
                )
                assert live.page.evaluate("document.documentElement.scrollWidth") <= width
                live.slider("stride").fill("2")
            live.edit("x1", "4")
            assert live.texts() == fresh([1, 4, 3, 4], view=VIEWS[-1])

    def test_the_words_for_a_screen_reader_keep_step(self, live: Live):
        live.press("stride", "ArrowRight")
        summary = live.page.locator("p[role=status]")
        y = [number(value) for value in torch_y(X, W, **RUNNING | {"stride": 3})]
        assert f"Output [{', '.join(y)}]. Size " in summary.inner_text()
        assert fresh(stride=3)[0].endswith(summary.inner_text())

    def test_without_a_script_the_still_picture_stands(self, chromium: Browser, page_file: Path):
        with opened(chromium, page_file, java_script_enabled=False) as live:
            svg = live.page.locator("svg")
            assert svg.is_visible()
            assert svg.get_attribute("aria-label") == fresh()[0]
            assert svg.locator("text").all_text_contents() == fresh()[1:]
            assert live.page.locator(".tc-figure").count() == 0


class TestTakingItAway:
    @pytest.mark.parametrize("allowed", [True, False])
    def test_the_call_is_copied_and_runs(
        self, chromium: Browser, page_file: Path, capsys: pytest.CaptureFixture[str], allowed: bool
    ):
        grants = ["clipboard-read", "clipboard-write"] if allowed else []
        with opened(chromium, page_file, permissions=grants, **STILL) as live:
            live.press("stride", "ArrowRight")
            if not allowed:
                live.page.evaluate(
                    "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
                )
            live.page.get_by_role("button", name="Copy the PyTorch call").click()
            if allowed:
                live.page.get_by_role("button", name="Copied").wait_for()
                lines = live.page.evaluate("navigator.clipboard.readText()")
            else:
                field = live.page.get_by_role("textbox", name="Copy this:")
                lines = field.input_value()
                # What is to be copied is selected whole, so that Ctrl+C is enough.
                assert field.evaluate("(one) => [one.selectionStart, one.selectionEnd]") == [
                    0,
                    len(lines),
                ]
        given: dict[str, Any] = {}
        exec(lines, given)
        wanted = torch_y(X, W, **RUNNING | {"stride": 3})
        assert capsys.readouterr().out == f"{wanted}\n"
        assert isinstance(given["layer"], torch.nn.ConvTranspose1d)
        assert given["layer"].stride == (3,)

    def test_the_picture_is_downloaded_whole(self, moving: Live, tmp_path: Path):
        moving.edit("x1", "-0.5")
        moving.look("zero_insert")
        moving.mark("y1").click()
        moving.slider("Step").fill("1")
        moving.slider("Step").fill("3")
        with moving.page.expect_download() as download:
            moving.page.get_by_role("button", name="Download SVG").click()
        assert download.value.suggested_filename == "transposed_convolution.svg"
        download.value.save_as(tmp_path / "a.svg")
        svg = (tmp_path / "a.svg").read_text(encoding="utf-8")
        assert texts(svg) == fresh([1, -0.5, 3], view="zero_insert")
        root = ElementTree.fromstring(svg)
        assert root.tag == f"{SVG}svg"
        assert {"width", "height", "viewBox"} <= root.attrib.keys()
        names = {name for element in root.iter() for name in element.attrib}
        assert not [n for n in names if n.startswith(("data-", "on")) or n in ("class", "style")]
        ids = {element.get("id") for element in root.iter()} - {None}
        assert set(re.findall(r"url\(#(.+?)\)", svg)) == ids


class TestLastingLong:
    def test_two_figures_share_no_id_and_no_state(self, chromium: Browser, tmp_path: Path):
        figures = explore(X, W, **RUNNING), explore(X, W, view="gather", **RUNNING)
        body = "".join(map(fragment, figures))
        path = tmp_path / "two.html"
        path.write_text(
            f'<!doctype html><meta charset="utf-8">{figure_style()}{body}{figure_script()}',
            encoding="utf-8",
        )
        with opened(chromium, path, **STILL) as live:
            live.page.wait_for_function(
                "document.querySelectorAll('.tc-figure:not([aria-busy])').length === 2"
            )
            ids = live.page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
            assert len(ids) > 6
            assert len(ids) == len(set(ids))
            live.slider("stride").first.fill("3")
            labels = live.page.locator(".tc-stage > svg")
            assert labels.nth(0).get_attribute("aria-label") == fresh(stride=3)[0]
            assert labels.nth(1).get_attribute("aria-label") == fresh(view="gather")[0]

    @pytest.mark.long(sample=0)
    def test_a_thousand_moves_leave_memory_flat(self, chromium: Browser, page_file: Path):
        move = """async (times) => {
          const slider = document.querySelector('[aria-label="stride"]');
          for (let n = 0; n < times; n += 1) {
            slider.value = 2 + (n % 4);
            slider.dispatchEvent(new Event("input"));
            await Promise.resolve();
            if (n % 50 === 49) await new Promise((done) => setTimeout(done));
          }
        }"""
        with opened(chromium, page_file) as live:
            devtools = live.page.context.new_cdp_session(live.page)

            def weight() -> dict[str, float]:
                live.page.wait_for_function("document.getAnimations().length === 0")
                for _ in range(2):
                    devtools.send("HeapProfiler.collectGarbage")
                used = devtools.send("Runtime.getHeapUsage")["usedSize"]
                return {"heap": used} | devtools.send("Memory.getDOMCounters")

            live.page.evaluate(move, 200)
            before = weight()
            live.page.evaluate(move, 1000)
            after = weight()
            assert live.texts() == fresh(stride=5)
        # A thousand drawings kept by mistake would weigh tens of megabytes.
        assert after["heap"] - before["heap"] < 500_000
        assert after["nodes"] - before["nodes"] < 500
        assert after["jsEventListeners"] <= before["jsEventListeners"] + 5

    def test_a_figure_taken_away_listens_to_nothing(self, live: Live):
        asked = """async (texts) => {
          const load = (text) => import(URL.createObjectURL(new Blob(
            [text], { type: "text/javascript" })));
          const [figure, { host }] = await Promise.all(texts.map(load));
          const state = document.querySelector('[type="application/json"]').textContent;
          const model = host(JSON.parse(state));
          const heard = new Map();
          const change = (by) => (event) => heard.set(event, (heard.get(event) ?? 0) + by);
          for (const [name, by] of [["on", 1], ["off", -1]]) {
            const plain = model[name];
            model[name] = (event, listener) => (change(by)(event), plain(event, listener));
          }
          const counts = [];
          for (let round = 0; round < 2; round += 1) {
            const el = document.createElement("div");
            document.body.append(el);
            const forget = figure.default.render({ model, el });
            await new Promise((done) => setTimeout(done, 300));
            counts.push([...heard.values()].reduce((a, b) => a + b));
            const shown = el.querySelector("svg").outerHTML;
            forget();
            model.set("stride", 3 + round);
            counts.push([...heard.values()].reduce((a, b) => a + b));
            document.documentElement.dataset.theme = round ? "light" : "dark";
            await new Promise((done) => setTimeout(done, 30));
            counts.push(el.querySelector("svg").outerHTML === shown &&
              el.firstChild.dataset.theme === (round ? "dark" : "light"));
            el.remove();
          }
          return counts;
        }"""
        told = live.page.evaluate(asked, [Figure._esm, asset("js/host.js")])
        listening, left, still, *again = told
        assert listening >= 7
        assert (left, still) == (0, True)
        assert again == [listening, 0, True]

    def test_a_model_that_speaks_only_now_and_then_is_enough(self, chromium: Browser, tmp_path):
        """A length that the page does not hold ends in a sentence, and the rest goes on."""
        path = explore(X, W, **RUNNING).save(tmp_path / "one.html", views=["gather"])
        text = path.read_text(encoding="utf-8")
        found = re.search(r'<script type="application/json">(.*?)</script>', text, re.DOTALL)
        assert found is not None
        state = json.loads(found[1])
        del state["_frames"]["gather/3/3"]
        told = json.dumps(state).replace("<", "\\u003c")
        path.write_text(text.replace(found[1], told), encoding="utf-8")
        with opened(chromium, path, **STILL) as live:
            live.page.get_by_role("button", name="gather").click()
            live.page.locator(".tc-message", has_text="No kernel answers").wait_for()
            live.press("stride", "ArrowRight")
            assert live.texts() == fresh(stride=3)


def test_the_tour_takes_one_key_at_a_time():
    """The tour itself: neighbours differ in one slider, by one."""
    start = tuple(RUNNING.values())
    for (_, _, here), (_, _, there) in pairwise([("", "", start), *tour(start, LEGAL)]):
        assert sum(abs(a - b) for a, b in zip(here, there, strict=True)) == 1
