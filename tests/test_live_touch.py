"""A live figure under a finger and on a narrow screen: what is seen, what stays, what is hit."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_chromium
from test_live_page import RUNNING, STILL, Live, W, X, contrast, fresh, shown, tab

from course import draw, explore
from course.language import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, needs_chromium]

SHOWN = ("scatter", "gather", "zero_insert", "matrix", "phases")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Every control under the drawing, with its place on the screen, or on the page.
BOXES = """(onPage) => [...document.querySelectorAll(
  ".tc-says, .tc-slider > *, .tc-player > *, .tc-call, .tc-take > *")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .map(([one, box]) => [
    one.className || one.getAttribute("aria-label") || one.tagName,
    ...[box.left, box.top + (onPage ? scrollY : 0), box.width, box.height]])"""
# Of every text how high its letters are on the screen, and how far it sticks out of its cell.
LETTERS = """() => [...document.querySelectorAll(".tc-stage text")].map((text) => {
  const scale = text.getScreenCTM().a;
  const size = parseFloat(getComputedStyle(text).fontSize) * scale;
  const mark = text.closest("[data-id]");
  const cell = mark && mark.querySelector("text") === text && mark.querySelector("rect");
  const [box, room] = [text, cell || text].map((one) => one.getBoundingClientRect());
  const over = Math.max(0, room.left - box.left, box.right - room.right);
  return [text.textContent, size, over];
})"""


def page_of(folder: Path, language: str = "en") -> Path:
    path = folder / f"{language}.html"
    with speaking(language):
        figure = explore(X, W, **RUNNING)
        views = SHOWN if language == "en" else ("phases",)
        return figure.save(path, views=views, lengths=(3, 4))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("touch")
    return {language: page_of(folder, language) for language in ("en", "ja")}


@pytest.fixture(scope="module")
def held(chromium: Browser, pages: dict[str, Path]) -> Iterator[Live]:
    """One phone for many tests."""
    with tab(chromium, pages["en"], **PHONE, **STILL) as live:
        yield live


@pytest.fixture
def phone(held: Live, pages: dict[str, Path]) -> Iterator[Live]:
    held.page.goto("about:blank")
    with shown(held, pages["en"]) as live:
        yield live


def settled(live: Live) -> None:
    """Wait for what is done before the next picture of the page."""
    live.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def slide(live: Live, name: str, value: str) -> None:
    live.slider(name).fill(value)
    live.page.wait_for_timeout(20)
    settled(live)


def stays(now: list[list[Any]], before: list[list[Any]], told: object = "") -> None:
    """Everything is where it was, but for the part of a pixel that no page can be scrolled by."""
    assert [name for name, *_ in now] == [name for name, *_ in before]
    for (name, *here), (_, *there) in zip(now, before, strict=True):
        assert here == pytest.approx(there, abs=0.5), (name, told)


class TestRoom:
    @pytest.mark.long(sample=0)
    @pytest.mark.parametrize(
        ("language", "screen"),
        list(product(("en", "ja"), ({"viewport": {"width": 1000, "height": 900}}, PHONE))),
    )
    def test_no_control_moves(
        self, chromium: Browser, pages: dict[str, Path], language: str, screen: dict[str, Any]
    ):
        path = pages[language]
        with tab(chromium, path, **screen, **STILL) as live, shown(live, path):
            page = live.page
            for view in ("scatter", "phases"):
                page.locator(f'.tc-views [value="{view}"]').click()
                page.locator(f'.tc-views [value="{view}"][aria-pressed="true"]').wait_for()
                settled(live)
                sliders = page.locator(".tc-slider:not([hidden]) input")
                for n in range(sliders.count()):
                    slider = sliders.nth(n)
                    first = slider.input_value()
                    slider.fill(first)
                    settled(live)
                    before = page.evaluate(BOXES)
                    for value in (slider.get_attribute("max"), slider.get_attribute("min"), first):
                        slider.fill(str(value))
                        page.wait_for_timeout(30)
                        settled(live)
                        stays(page.evaluate(BOXES), before, (view, n, value))
                before = page.evaluate(BOXES, True)
                for key in ("x0", "y0", "p0.0"):
                    live.mark(key).hover()
                    stays(page.evaluate(BOXES, True), before)
                page.mouse.move(2, 2)
                live.mark("x0").click()
                if not page.locator(".tc-edit").count():
                    live.mark("x0").click()
                page.locator(".tc-edit").fill("abc")
                page.keyboard.press("Enter")
                assert live.says("message")
                stays(page.evaluate(BOXES, True), before)
                page.locator(".tc-play").click()
                stays(page.evaluate(BOXES, True), before)
                page.locator(".tc-play").click()
                page.keyboard.press("Escape")

    def test_there_is_no_hole_under_what_is_shown_first(self, phone: Live):
        stage, drawing = map(phone.page.locator, (".tc-stage", ".tc-stage > svg"))
        assert stage.bounding_box()["height"] - drawing.bounding_box()["height"] <= 20
        slide(phone, "input length", "4")
        assert stage.bounding_box()["height"] - drawing.bounding_box()["height"] <= 20


class TestLetters:
    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("view", SHOWN)
    def test_every_letter_can_be_read_on_a_phone(self, phone: Live, view: str):
        phone.page.locator(f'.tc-views [value="{view}"]').tap()
        phone.page.locator(f'.tc-views [value="{view}"][aria-pressed="true"]').wait_for()
        for x, moves in (
            ("", {}),
            ("", {"input length": "4", "stride": "5", "dilation": "3"}),
            ("-12345", {}),
            ("-0.33333", {"stride": "2"}),
            ("-1.2345e-300", {}),
        ):
            for name, value in moves.items():
                slide(phone, name, value)
            if x:
                phone.mark("x0").tap()
                if not phone.page.locator(".tc-edit").count():
                    phone.page.locator(".tc-pencil").tap()
                phone.page.locator(".tc-edit").fill(x)
                phone.page.keyboard.press("Enter")
                settled(phone)
            told = phone.page.evaluate(LETTERS)
            assert len(told) > 20
            assert [one for one in told if one[1] < 9.99 or one[2] > 0.6] == [], (x, moves)
            assert phone.page.evaluate("document.documentElement.scrollWidth") == 390

    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_a_label_holds_every_number(
        self, chromium: Browser, pages: dict[str, Path], language: str
    ):
        path = pages[language]
        with tab(chromium, path, **STILL) as live, shown(live, path):
            for typed in ("-1234567", "-12.345", "-1.2345e-300"):
                live.edit("x0", typed)
                settled(live)
                label = live.page.locator(".tc-stage [data-label]").first
                assert label.text_content().startswith("−1")
                stage = live.page.locator(".tc-stage").bounding_box()
                assert label.bounding_box()["x"] >= stage["x"] + 1
                assert float(label.get_attribute("font-size")) >= 10

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("view", SHOWN)
    def test_a_still_picture_has_no_smaller_ones(self, view: str):
        for w in ([1, 1, 3], [0.25, -12345, -0.333, 1e-30]):
            svg = draw(range(1, 7), w, view=view, stride=5, padding=1).svg
            assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) >= 10

    def test_a_plane_has_none_either(self):
        svg = draw([[1, -12345], [0.333, 2]], [[1, 2], [3, 4]], stride=2).svg
        assert min(map(float, re.findall(r'font-size="([\d.]+)"', svg))) >= 10


class TestFinger:
    def test_it_sees_first_and_changes_then(self, phone: Live):
        assert phone.says().startswith("Touch a number")
        phone.mark("x1").tap()
        assert phone.page.locator(".tc-edit").count() == 0
        assert phone.lit() >= {"x1", "p1.0", "p1.1", "p1.2"}
        assert "p0.1" not in phone.lit()
        assert phone.says() == "x[1] = 2"
        phone.mark("x0").tap()
        assert phone.page.locator(".tc-edit").count() == 0
        phone.mark("x0").tap()
        phone.page.locator(".tc-edit").fill("5")
        phone.page.keyboard.press("Enter")
        assert phone.texts() == fresh([5, 2, 3])

    def test_a_button_says_the_same_in_words(self, phone: Live):
        button = phone.page.get_by_role("button", name="Change w[1]")
        phone.mark("w0").tap()
        assert button.count() == 0
        phone.mark("w1").tap()
        button.tap()
        phone.page.locator(".tc-edit").fill("7")
        phone.page.keyboard.press("Enter")
        assert phone.texts() == fresh(w=[1, 7, 3])
        phone.mark("y1").tap()
        assert phone.page.locator(".tc-pencil").is_hidden()

    def test_what_it_hits_is_large(self, phone: Live):
        phone.mark("x1").tap()
        controls = phone.page.locator(".tc-figure :is(button, select, input)").all()
        sizes = [one.bounding_box() for one in controls if one.is_visible()]
        assert len(sizes) > 15
        assert min(min(size["width"], size["height"]) for size in sizes) >= 44

    def test_the_keyboard_scrolls_the_stage_and_not_the_page(self, phone: Live):
        stage = phone.page.locator(".tc-stage")
        stage.focus()
        before = phone.page.evaluate("[scrollX, scrollY]")
        for _ in range(8):
            phone.page.keyboard.press("ArrowRight")
        seen = "(one) => [one.scrollLeft, one.querySelector('.current').dataset.id]"
        scrolled, current = stage.evaluate(seen)
        assert current == "w2"
        assert scrolled > 0
        box, frame = phone.mark("w2").bounding_box(), stage.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert phone.page.evaluate("[scrollX, scrollY]") == before
        # Its ring lies inside, where nothing clips it.
        ring = "(one) => [getComputedStyle(one).outlineWidth, getComputedStyle(one).outlineOffset]"
        assert stage.evaluate(ring) == ["2px", "-2px"]

    def test_the_step_that_is_played_is_seen(self, phone: Live):
        phone.slider("Step").fill("3")
        phone.slider("Step").fill("2")
        phone.page.get_by_role("button", name="One step back").tap()
        phone.page.get_by_role("button", name="One step on").tap()
        frame = phone.page.locator(".tc-stage").bounding_box()
        for key in ("p1.0", "p1.2"):
            box = phone.mark(key).bounding_box()
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]


class TestMarks:
    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("view", SHOWN)
    def test_the_sign_of_what_can_be_changed_crosses_no_digit(self, phone: Live, view: str):
        phone.page.locator(f'.tc-views [value="{view}"]').tap()
        phone.page.locator(f'.tc-views [value="{view}"][aria-pressed="true"]').wait_for()
        slide(phone, "stride", "5")
        below = phone.page.evaluate("""() =>
          [...document.querySelectorAll(".tc-stage [data-edit]")].map((mark) => {
            const text = mark.querySelector("text");
            const pen = mark.querySelector("[data-pen]").getBBox();
            const baseline = Number(text.getAttribute("y")) +
              0.35 * Number(text.getAttribute("font-size"));
            const line = getComputedStyle(text).textDecorationLine;
            const { height } = mark.querySelector("rect").getBBox();
            return [pen.y - 1 - baseline, height - pen.y, line];
          })""")
        assert len(below) > 5
        for gap, room, line in below:
            assert gap >= 1.5
            assert room >= 2
            assert line == "none"

    def test_what_is_not_lit_can_be_read(self, phone: Live):
        for scheme, forced in product(("light", "dark"), ("none", "active")):
            phone.page.emulate_media(color_scheme=scheme, forced_colors=forced)
            phone.mark("x1").tap()
            told = phone.page.evaluate("""() => {
              const card = getComputedStyle(document.querySelector(".tc-stage > svg > rect")).fill;
              return [...document.querySelectorAll(".tc-stage .dim")].map((mark) => {
                const looks = getComputedStyle(mark.querySelector("text"));
                return [looks.fill, card, getComputedStyle(mark).opacity * looks.opacity];
              });
            }""")
            assert len(told) > 8
            assert min(contrast(ink, card) for ink, card, _ in told) >= 4.5
            assert {opacity for *_, opacity in told} == {1}
            phone.page.keyboard.press("Escape")
        phone.page.emulate_media(color_scheme="light", forced_colors="none")

    def test_a_parameter_and_its_number_light_up_together(self, phone: Live):
        named = "() => document.querySelector('.tc-figure').dataset.named ?? ''"
        halo = """(name) => [...document.querySelectorAll(`.tc-stage [data-parameter="${name}"]`)]
          .map((one) => [one.tagName, getComputedStyle(one).strokeWidth])"""
        quiet = {name: phone.page.evaluate(halo, name) for name in ("stride", "padding")}
        phone.page.mouse.move(2, 2)
        for name in ("stride", "padding", "output_padding", "dilation"):
            phone.slider(name).focus()
            assert phone.page.evaluate(named) == name
            told = phone.page.evaluate(halo, name)
            assert "text" in {tag for tag, _ in told}
            assert told != quiet.get(name)
            assert all(width == ("7px" if tag == "text" else "5px") for tag, width in told)
        phone.slider("dilation").focus()
        assert phone.page.evaluate(halo, "stride") == quiet["stride"]
        phone.slider("dilation").blur()
        assert phone.page.evaluate(named) == ""
        phone.page.locator('.tc-stage text[data-parameter="padding"]').tap()
        assert phone.page.evaluate(named) == "padding"
        label = phone.page.locator(".tc-slider", has_text="padding").nth(0)
        assert label.evaluate("(one) => getComputedStyle(one).boxShadow") != "none"


class TestMessages:
    def test_one_goes_when_it_is_no_longer_true(self, phone: Live):
        for end in ("4", None):
            phone.mark("x1").tap()
            phone.page.locator(".tc-pencil").tap()
            phone.page.locator(".tc-edit").fill("abc")
            phone.page.keyboard.press("Enter")
            assert "abc" in phone.says("message")
            phone.mark("x1").tap()
            # Nothing is lost of what was typed.
            assert phone.page.locator(".tc-edit").input_value() == "abc"
            if end:
                phone.page.locator(".tc-edit").fill(end)
            phone.page.keyboard.press("Enter" if end else "Escape")
            assert phone.says("message") == ""
            phone.page.keyboard.press("Escape")
        assert phone.texts() == fresh([1, 4, 3])

    def test_an_offer_stands_whole_in_a_box_that_leaves_no_hole(self, phone: Live):
        slide(phone, "output_padding", phone.slider("output_padding").get_attribute("max"))
        says, offer = map(phone.page.locator, (".tc-said", ".tc-message button"))
        box, button = says.bounding_box(), offer.bounding_box()
        assert button["y"] >= box["y"]
        assert button["y"] + button["height"] <= box["y"] + box["height"]
        # As high as a finger wants it, though its line is not.
        hit = "([x, y]) => document.elementFromPoint(x, y)?.closest('button') !== null"
        middle = button["x"] + button["width"] / 2, button["y"] + button["height"] / 2
        for beside in (-20, 20):
            place = [middle[0], middle[1] + beside]
            if box["y"] < place[1] < box["y"] + box["height"]:
                assert phone.page.evaluate(hit, place)
        assert box["height"] <= 112

    def test_full_width_digits_are_digits(self, phone: Live):
        phone.mark("x1").tap()
        phone.mark("x1").tap()
        phone.page.locator(".tc-edit").fill("１２")
        phone.page.keyboard.press("Enter")
        assert phone.texts() == fresh([1, 12, 3])
