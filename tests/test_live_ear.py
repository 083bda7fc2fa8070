"""What a live figure says to the ear: its one live region, and Chromium's accessibility tree.

The running case: x = [1, 2, 3], w = [1, 1, 3], stride 2, padding 1, output_padding 1. The product
of x[i] and w[k] lands on 2·i + k − 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_chromium, open_page
from test_live_page import VIEWS, Live, shown

from course import explore
from course.language import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, needs_chromium]

LISTEN = """() => {
  const voice = document.querySelector("[role=status]");
  window.heard = [];
  new MutationObserver(() => window.heard.push(voice.textContent))
    .observe(voice, { childList: true, characterData: true, subtree: true });
}"""
# What is said a second time ends in a space that makes it another text.
HEARD = """() => new Promise((done) => setTimeout(() => {
  done(window.heard.splice(0));
}))"""


class Ear(Live):
    def heard(self) -> list[str]:
        """The utterances since it was asked last."""
        return [said.strip() for said in self.page.evaluate(HEARD)]

    def keys(self, *keys: str) -> list[str]:
        for key in keys:
            self.page.keyboard.press(key)
        return self.heard()

    def walk(self) -> list[str]:
        """Focus the picture as a keyboard does."""
        self.page.locator(".tc-stage").focus()
        return self.heard()

    def tree(self) -> list[dict[str, Any]]:
        """The accessibility tree as (role, name, description, …) of what is not ignored."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        session.detach()
        return [
            {
                **{
                    key: node[key]["value"]
                    for key in ("role", "name", "description", "value")
                    if key in node
                },
                **{one["name"]: one["value"].get("value") for one in node.get("properties", ())},
                "id": node["nodeId"],
                "parent": node.get("parentId"),
            }
            for node in nodes
            if not node["ignored"]
        ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The running case, in English, in Japanese and in all views; and planes."""
    folder = tmp_path_factory.mktemp("ear")
    made = {}
    for name, language, views in (("en", "en", ()), ("ja", "ja", ()), ("views", "en", VIEWS)):
        with speaking(language):
            figure = explore([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
            made[name] = figure.save(folder / f"{name}.html", views=views)
    planes = explore([[1, 2], [3, 1]], [[1, 1], [1, 3]], stride=2, padding=1)
    return made | {"planes": planes.save(folder / "planes.html")}


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Ear]:
    """One window for all pages, without motion."""
    with open_page(chromium, width=1000, height=1300) as (page, witness):
        page.emulate_media(reduced_motion="reduce")
        page.set_default_timeout(5_000)
        yield Ear(page, witness)


@pytest.fixture
def hear(window: Ear, pages: dict[str, Path]) -> Iterator[Callable[[str], Ear]]:
    """Loads a page anew, and listens."""

    def load(name: str) -> Ear:
        window.page.goto("about:blank")
        with shown(window, pages[name]):
            window.page.evaluate(LISTEN)
        return window

    yield load
    assert window.witness.errors == []


@pytest.fixture
def ear(hear: Callable[[str], Ear]) -> Ear:
    return hear("en")


@pytest.fixture
def mimi(hear: Callable[[str], Ear]) -> Ear:
    """The Japanese page."""
    return hear("ja")


ROWS = (
    ("gather", "p0.0", "terms: x[0]·w[0] = 1·1 = 1, which padding cuts."),
    ("gather", "p1.2", "terms: x[1]·w[2] = 2·3 = 6, lands on y[3]."),
    ("zero_insert", "z2", "zeros inserted: x[1] = 2."),
    ("zero_insert", "z1", "zeros inserted: 0, an inserted zero: it adds nothing."),
    ("matrix", "p1.2", "matrix, column of x[1]: x[1]·w[2] = 2·3 = 6, lands on y[3]."),
    ("matrix", "o3.0", "matrix: 0: the input of this column doesn’t reach"),
    ("phases", "p1.2", "products with w[2]: x[1]·w[2] = 2·3 = 6, lands on y[3]."),
    (
        "time",
        "p1.0",
        "stamp of x[1]: x[1]·w[0] = 2·1 = 2, lands on y[1], before its input arrives.",
    ),
    ("time", "p1.1", "stamp of x[1]: x[1]·w[1] = 2·1 = 2, lands on y[2]."),
    ("time", "y1", "output: y[1] = x[0]·w[2] + x[1]·w[0] = 1·3 + 2·1 = 5, which needs an input"),
)


class TestMarks:
    def test_a_mark_says_its_row_its_fate_and_what_lights_up(self, ear: Ear):
        assert ear.walk() == [
            "input: x[0] = 1. Lights up w[0], w[1], w[2], 3 products, sum[−1], y[0] and y[1]."
        ]
        assert ear.keys("ArrowDown") == [
            "stamp of x[0]: x[0]·w[0] = 1·1 = 1, lands on sum[−1], which padding cuts. "
            "Lights up x[0], w[0] and sum[−1]."
        ]
        assert ear.keys("ArrowRight") == [
            "stamp of x[0]: x[0]·w[1] = 1·1 = 1, lands on y[0]. Lights up x[0], w[1] and y[0]."
        ]

    def test_the_sum_and_the_output_say_which_they_are(self, ear: Ear):
        nine = "y[3] = x[1]·w[2] + x[2]·w[0] = 2·3 + 3·1 = 9"
        lit = "Lights up x[1], x[2], w[0], w[2] and 2 products."
        ear.mark("y3").click()
        ear.heard()
        assert ear.keys("ArrowUp") == [f"sum: {nine}. {lit}"]
        assert ear.keys("ArrowDown") == [f"output: {nine}. {lit}"]
        last = "y[5] = x[2]·w[2] = 3·3 = 9, which output_padding gives back"
        assert ear.keys("ArrowRight", "ArrowRight")[-1] == (
            f"output: {last}. Lights up x[2], w[2] and x[2]·w[2]."
        )

    def test_what_is_cut_and_what_is_empty_is_said(self, ear: Ear):
        ear.press("stride", "ArrowRight", "ArrowRight")
        ear.mark("s-1").click()
        assert ear.says() == "sum[−1] = x[0]·w[0] = 1·1 = 1, which padding cuts"
        ear.mark("y2").click()
        assert ear.says() == "y[2] = 0, because nothing lands there"

    def test_in_japanese(self, mimi: Ear):
        assert mimi.walk() == [
            "入力: x[0] = 1。光るのはw[0]、w[1]、w[2]、積3個、和[−1]、y[0]とy[1]です。"
        ]
        assert mimi.keys("ArrowDown") == [
            "x[0]のスタンプ: x[0]·w[0] = 1·1 = 1、和[−1]に落ちますが、"
            "パディングで切り落とされます。光るのはx[0]、w[0]と和[−1]です。"
        ]

    def test_other_views_name_their_rows(self, hear: Callable[[str], Ear]):
        ear = hear("views")
        for view, mark, said in ROWS:
            ear.look(view)
            assert heard_at(ear, mark).startswith(said)
            ear.page.keyboard.press("Escape")

    def test_planes_count_what_is_many(self, hear: Callable[[str], Ear]):
        planes = hear("planes")
        assert planes.walk() == [
            "input: x[0, 0] = 1. Lights up 4 taps, sum[−1, −1], sum[−1, 0], sum[0, −1] and y[0, 0]."
        ]
        assert planes.keys("ArrowRight", "ArrowRight")[-1].startswith("kernel: w[0, 0] = 1.")
        assert planes.keys("ArrowRight", "ArrowRight")[-1] == (
            "sum: sum[−1, −1] = x[0, 0]·w[0, 0] = 1·1 = 1, which padding cuts. "
            "Lights up x[0, 0] and w[0, 0]."
        )

    def test_each_key_is_one_utterance_also_where_it_leads_nowhere(self, ear: Ear):
        ear.walk()
        last = ""
        for key in ["ArrowDown"] * 8 + ["ArrowLeft"] * 3 + ["ArrowUp"] * 8:
            ear.page.keyboard.press(key)
            [said] = ear.page.evaluate(HEARD)
            # A text that doesn't change is not read out.
            assert said != last
            last = said

    def test_a_mouse_says_nothing(self, ear: Ear):
        for mark in ("y3", "p1.2", "x0"):
            ear.mark(mark).hover()
            assert ear.says() != ""
        ear.page.mouse.move(2, 2)
        assert ear.says().startswith("Point at a number")
        assert ear.heard() == []


def heard_at(ear: Ear, mark: str) -> str:
    """What is heard when the keyboard comes back to a mark."""
    for keys in (("ArrowRight", "ArrowLeft"), ("ArrowLeft", "ArrowRight")):
        ear.mark(mark).click()
        # A number that can be edited is come back to from its field.
        said = ear.keys(*(["Escape"] if ear.page.locator(".tc-edit").count() else keys))
        current = ear.page.locator(".tc-stage .current").get_attribute("data-id")
        if current == mark:
            return said[-1]
    raise AssertionError(mark)


class TestMoves:
    def test_nothing_is_spoken_on_first_load(self, hear: Callable[[str], Ear]):
        for live in map(hear, ("en", "ja", "planes")):
            live.page.wait_for_timeout(50)
            assert live.page.locator("[role=status]").text_content() == ""
            assert live.heard() == []

    def test_a_slider_says_what_is_cut_and_what_comes_back(self, ear: Ear):
        ear.press("padding", "ArrowRight")
        result = (
            "Padding cuts [1, 1] on the left and [9] on the right. output_padding gives back [3]. "
            "Output [5, 2, 9, 3]. Size (3 − 1)·2 − 2·2 + 1·(3 − 1) + 1 + 1 = 4."
        )
        assert ear.heard() == [result]

    def test_a_stop_says_why(self, ear: Ear):
        ear.press("output_padding", "ArrowRight")
        [said] = ear.heard()
        assert said.startswith("output_padding stops at 1: output_padding=2 is not possible: ")

    def test_a_stop_on_the_way_says_both(self, ear: Ear):
        ear.slider("stride").fill("4")
        ear.heard()
        ear.slider("output_padding").fill("4")
        [said] = ear.heard()
        assert "output_padding stops at 3: " in said
        # The stamps start at −1, 3 and 7; the last of 10 cells is one where nothing lands.
        assert (
            "output_padding gives back [9] and adds 2 where nothing lands. Output [1, 3, " in said
        )

    def test_a_view_says_how_it_is_read_and_the_result(self, hear: Callable[[str], Ear]):
        ear = hear("views")
        ear.page.locator(".tc-views [value=matrix]").focus()
        ear.page.keyboard.press("Enter")
        ear.page.locator('.tc-views [value="matrix"][aria-pressed="true"]').wait_for()
        [said] = ear.heard()
        assert said == (
            "Transposed convolution, matrix view: each column of the matrix is one input's stamp, "
            "each row makes one output. Padding cuts [1] on the left. "
            "output_padding gives back [9]. Output [1, 5, 2, 9, 3, 9]. "
            "Size (3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6."
        )

    def test_pins_copies_and_the_way_back_are_said(self, ear: Ear):
        ear.walk()
        ear.keys("ArrowDown", "ArrowRight")
        one = "x[0]·w[1] = 1·1 = 1, lands on y[0]"
        assert ear.keys("Enter") == [f"Pinned: {one}"]
        assert ear.keys("Escape") == [f"Freed: {one}"]
        ear.page.get_by_role("button", name="Copy the PyTorch call").click()
        ear.page.locator(".tc-message textarea").or_(
            ear.page.get_by_role("button", name="Copied")
        ).wait_for()
        assert ear.heard() in (["Copied"], ["Copy this:"])
        ear.press("stride", "ArrowRight", "ArrowRight")
        ear.press("padding", "ArrowRight")
        assert len(ear.heard()) == 3
        ear.page.get_by_role("button", name="Reset").click()
        [said] = ear.heard()
        assert said.startswith("Reset. Padding cuts [1] on the left.")
        assert said.count("Output") == 1
        ear.page.get_by_role("button", name="Reset").click()
        assert ear.heard() == ["Reset."]

    def test_an_edit_says_its_result(self, ear: Ear):
        ear.walk()
        assert ear.keys("5", "Enter") == [
            "Padding cuts [5] on the left. output_padding gives back [9]. "
            "Output [5, 17, 2, 9, 3, 9]. Size (3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6."
        ]
        ear.keys("Enter")
        ear.page.locator(".tc-edit").fill("")
        assert ear.keys("Enter")[0].startswith("Nothing was typed, so x[0] stays 5.")
        assert ear.marks("x")["x0"] == "5"

    def test_a_message_goes_once_it_is_not_true_any_more(self, ear: Ear):
        ear.edit("x0", "five")
        assert ear.says("message") != ""
        ear.edit("x0", "5")
        assert ear.says("message") == ""


class TestTree:
    def test_the_picture_is_told_outside_of_what_takes_the_keys(self, hear: Callable[[str], Ear]):
        ear = hear("views")
        tree = ear.tree()
        [figure] = [one for one in tree if one["name"] == "Live figure of a transposed convolution"]
        [stage] = [one for one in tree if one["role"] == "application"]
        assert figure["role"] == "group"
        assert stage["name"] == "Picture: scatter view"
        assert stage["description"].startswith("Arrow keys move between numbers")
        whole = ear.texts()[0]
        assert "gives back [9]. Output [1, 5, 2, 9, 3, 9]." in whole
        assert figure["description"] == whole
        [told] = [one for one in tree if one["role"] == "StaticText" and one["name"] == whole]
        above, by_id = told, {one["id"]: one for one in tree}
        while above := by_id.get(above["parent"]):
            assert above["role"] != "application"

        ear.press("stride", "ArrowRight")
        ear.look("gather")
        tree = ear.tree()
        [figure] = [one for one in tree if one["name"] == "Live figure of a transposed convolution"]
        assert figure["description"] == ear.texts()[0]
        assert "gather view" in figure["description"]
        assert "stride 3" in figure["description"]
        assert [one["name"] for one in tree if one["role"] == "application"] == [
            "Picture: gather view"
        ]

    def test_there_is_one_live_region(self, ear: Ear):
        lives = [one for one in ear.tree() if one.get("live", "off") != "off"]
        assert {one["role"] for one in lives} <= {"status", "StaticText", "InlineTextBox"}
        assert len([one for one in lives if one["role"] == "status"]) == 1
        assert ear.page.locator(".tc-figure :is(output, [aria-live], [role=alert])").count() == 0

    def test_controls_have_names_and_values(self, hear: Callable[[str], Ear]):
        for name in ("en", "ja"):
            tree = hear(name).tree()
            controls = [
                one for one in tree if one["role"] in ("button", "slider", "combobox", "checkbox")
            ]
            assert len(controls) >= 15
            assert all(re.search(r"\w{2}", one["name"]) for one in controls)
            sliders = {one["name"]: one for one in controls if one["role"] == "slider"}
            assert sliders.keys() >= {"stride", "padding", "output_padding", "dilation"}
        assert sliders["ステップ"]["value"] == 3

    def test_a_step_is_said_in_words(self, ear: Ear):
        ear.page.get_by_role("button", name="One step back").click()
        [said] = ear.heard()
        assert said.startswith("Step 2 of 3: x[1] = 2 stamps 2·1 on y[1], ")
        [slider] = [one for one in ear.tree() if one["role"] == "slider" and one["name"] == "Step"]
        assert slider["value"] == 2
        # Chromium's protocol leaves it out. Screen readers read it, so a move of this slider itself
        # says nothing more.
        assert ear.slider("Step").get_attribute("aria-valuetext") == said
        ear.press("Step", "ArrowLeft")
        assert ear.heard() == []


# Three words of English in a row, and the language of the element that they stand in.
ENGLISH = """() => {
  const told = [];
  const figure = document.querySelector(".tc-figure");
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (/[A-Za-z]{2,}(?:,? [A-Za-z]{2,}){2,}/.test(node.data))
      told.push(node.parentElement.closest("[lang]").lang);
  return told;
}"""


def test_english_words_in_a_japanese_figure_say_so(mimi: Ear):
    assert mimi.page.locator(".tc-figure").get_attribute("lang") == "ja"
    mimi.press("output_padding", "ArrowRight")
    assert "output padding must be smaller" in mimi.page.locator(".tc-message code").text_content()
    assert set(mimi.page.evaluate(ENGLISH)) == {"en"}
    assert "padding must" not in mimi.heard()[0]


def test_forced_colours_tell_the_pressed_view_and_the_keyboard_s_place(
    hear: Callable[[str], Ear],
):
    ear = hear("views")
    ear.page.emulate_media(forced_colors="active")
    looks = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    try:
        ear.walk()
        pressed, other = (
            ear.page.locator(f'.tc-views [aria-pressed="{state}"]').first.evaluate(looks)
            for state in ("true", "false")
        )
        assert pressed[0] != other[0]
        assert pressed[1] != pressed[0]
        for button in ear.page.locator(".tc-figure button:visible").all():
            edge = "(one) => [getComputedStyle(one).borderStyle, getComputedStyle(one).borderColor]"
            style, colour = button.evaluate(edge)
            assert style == "solid"
            assert colour != ear.page.evaluate("getComputedStyle(document.body).backgroundColor")
        outline = "getComputedStyle(document.querySelector('.current > rect')).outlineWidth"
        assert ear.page.evaluate(outline) == "4px"
    finally:
        ear.page.emulate_media(forced_colors="none")
