"""An animation under a hand: stepped, slowed, halted and said, on a page and in a notebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser import file_url, needs_chromium, open_page

from course import animate
from course.language import speaking
from course.picture.clock import LONGEST, SHORTEST
from course.picture.live.film import FilmWidget
from course.picture.live.page import figure_style, film_script
from publish.chapter.execute import WIDGET_VIEW, stored_outputs
from publish.tree import this_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

X, W = [[1, 2], [3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
# By hand: the outputs of X and W with stride 2, in the order of reading.
SUMS = {3: "y[0, 2] = 1·3 + 2·1 = 5", 13: "y[2, 2] = 1·2 + 2·1 + 3·3 + 1·1 = 14"}
SEEN = """() => [...document.querySelectorAll("svg text")]
  .filter((text) => getComputedStyle(text).visibility === "visible")
  .map((text) => text.textContent)"""


class TestTimes:
    @pytest.mark.parametrize("view", ["scatter", "gather", "zero_insert"])
    def test_each_step_stays_for_as_long_as_its_words_are_read(self, view: str):
        svg = animate(X, W, stride=2, view=view).svg
        seconds = float(re.search(r'data-seconds="([\d.]+)"', svg)[1])
        assert SHORTEST <= seconds <= LONGEST
        longest = max(map(len, re.findall(r">([^<>]* = [^<>]*)</text>", svg)))
        assert seconds * 30 >= min(longest, 90)

    def test_long_sentences_stay_longer(self):
        short, long = (
            float(re.search(r'data-seconds="([\d.]+)"', animate(X, w, view="zero_insert").svg)[1])
            for w in ([[1]], W)
        )
        assert short == SHORTEST
        assert long > 2.5


class TestWords:
    def test_the_alt_text_says_the_steps(self):
        alt = animate(X, [[1]]).alt
        assert "Steps: x[0, 0] = 1 stamps 1 × kernel, its corner at [0, 0]; " in alt
        assert "; x[1, 1] = 1 stamps 1 × kernel, its corner at [1, 1]. Input" in alt

    def test_of_many_steps_it_says_the_first_and_how_many_follow(self):
        alt = animate(X, W, stride=2, view="gather").alt
        assert f"; {SUMS[3]}; " in alt
        assert "; and 21 more. Input" in alt
        assert "y[4, 4] = " not in alt


class TestNotebook:
    def test_it_shows_itself_with_controls_and_is_stored_without(self):
        picture = animate(X, W, stride=2)
        data, _ = picture._repr_mimebundle_()
        assert data["image/svg+xml"] == picture.svg
        assert data["text/plain"] == repr(picture)
        assert WIDGET_VIEW in data
        cell = {
            "outputs": [{"output_type": "display_data", "data": data, "metadata": {}}],
            "id": "cell-1",
        }
        (stored,) = stored_outputs("09", cell, this_tree().root)
        assert WIDGET_VIEW not in stored["data"]
        assert {"image/svg+xml", "text/plain"} <= set(stored["data"])

    def test_the_widget_speaks_the_language_in_which_it_was_made(self):
        with speaking("ja"):
            widget = FilmWidget(animate(X, W).svg)
        assert widget._language == "ja"
        assert widget._words["play"] == "再生"
        assert FilmWidget._esm.endswith("export default film;\n")


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("film") / "film.html"
    still = animate(X, W, stride=2, view="gather").svg
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Film</title>{figure_style()}'
        f'<body><div id="place">{still}</div>{film_script()}',
        encoding="utf-8",
    )
    with open_page(chromium) as (page, witness):
        page.emulate_media(reduced_motion="reduce")
        page.goto(file_url(path))
        page.locator(".tc-film").wait_for()
        yield page
        assert witness.errors == []
        assert witness.blocked == []


def said(page: Page) -> str:
    return page.locator(".tc-film [role=status]").inner_text()


@pytest.mark.browser
@needs_chromium
class TestControls:
    def test_it_halts_at_the_result_where_no_motion_is_wanted(self, page: Page):
        assert page.locator(".tc-count").inner_text() == "Step 26 of 26"
        assert page.get_by_role("button", name="Play").is_visible()
        assert any(text.startswith("size = ") for text in page.evaluate(SEEN))

    @pytest.mark.parametrize("step", SUMS)
    def test_one_can_stop_at_a_step_and_it_is_said_once(self, page: Page, step: int):
        page.get_by_role("slider", name="Step").fill(f"{step - 1}")
        before = said(page)
        assert page.get_by_role("slider").get_attribute("aria-valuetext") != before
        page.get_by_role("button", name="One step on").click()
        assert said(page) == f"Step {step} of 26: {SUMS[step]}"
        assert page.locator(".tc-count").inner_text() == f"Step {step} of 26"
        assert SUMS[step] in page.evaluate(SEEN)
        assert page.locator("[role=status], [aria-live], output").count() == 1
        page.get_by_role("button", name="One step back").click()
        page.keyboard.press("Enter")
        assert page.locator(".tc-count").inner_text() == f"Step {step - 2} of 26"

    def test_the_slider_says_its_step_by_key(self, page: Page):
        slider = page.get_by_role("slider", name="Step")
        slider.fill("12")
        slider.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") == f"Step 13 of 26: {SUMS[13]}"
        assert SUMS[13] in page.evaluate(SEEN)

    def test_all_steps_can_be_read_and_the_drawing_stays_where_it_was(self, page: Page):
        page.get_by_role("slider", name="Step").fill("3")
        page.get_by_text("All steps in words").click()
        page.locator(".tc-film li").first.wait_for()
        told = page.locator(".tc-film li").all_inner_texts()
        assert len(told) == 26
        assert {n: told[n - 1] for n in SUMS} == SUMS
        assert SUMS[3] in page.evaluate(SEEN)

    def test_it_plays_on_and_is_halted(self, page: Page):
        page.get_by_role("combobox", name="Speed").select_option("fast")
        page.get_by_role("slider", name="Step").fill("3")
        page.get_by_role("button", name="Play").click()
        page.get_by_text("Step 4 of 26").wait_for()
        page.get_by_role("button", name="Pause").click()
        assert page.evaluate("""() => document.getAnimations()
          .every((one) => one.playState === "paused")""")

    def test_what_was_hidden_comes_back_at_its_step(self, page: Page):
        page.get_by_role("slider", name="Step").fill("13")
        page.evaluate("document.querySelector('#place').style.display = 'none'")
        assert page.evaluate("document.getAnimations().length") == 0
        page.evaluate("document.querySelector('#place').style.display = ''")
        page.wait_for_function("document.getAnimations()[0]?.playState === 'paused'")
        assert SUMS[13] in page.evaluate(SEEN)

    def test_no_control_is_printed(self, page: Page):
        page.emulate_media(media="print")
        assert not page.locator(".tc-film").is_visible()
        page.emulate_media(media="screen")

    def test_a_notebooks_widget_has_them_too(self, page: Page):
        model = FilmWidget(animate(X, W, stride=2).svg)
        state = {name: getattr(model, name) for name in ("_svg", "_words", "_language")}
        page.evaluate(
            """([module, state]) => import(URL.createObjectURL(
                 new Blob([module], { type: "text/javascript" }))).then(({ default: film }) => {
              const el = document.createElement("div");
              el.id = "widget";
              document.body.append(el);
              film.render({ model: { get: (name) => state[name], set() {}, on() {} }, el });
            })""",
            [FilmWidget._esm, state],
        )
        widget = page.locator("#widget")
        widget.get_by_role("button", name="One step back").click()
        assert widget.locator(".tc-count").inner_text() == "Step 4 of 5"
        told = widget.locator("[role=status]").inner_text()
        assert told.endswith("x[1, 1] = 1 stamps 1 × kernel, its corner at [2, 2]")
