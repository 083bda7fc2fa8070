"""A prediction is asked before its answer is shown: in sources, notebooks, on pages and slides."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import own_tree
import pytest
from browser import file_url, needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from playwright.sync_api import expect
from test_site import opened

from course import check, solution
from course.exercises.answers import Prediction
from course.exercises.bank import EXERCISES, PREDICTIONS
from course.exercises.choose import Choose
from course.exercises.panel import Panel
from course.language import speaking
from publish.chapter.outline import asks_prediction, exercise_name, question_at, roles
from publish.chapter.source import chapter_cells, is_notes, unexecuted
from publish.deck.layout import Page as Deck
from publish.deck.layout import notes_html, slide_html
from publish.deck.slides import slides
from publish.tree import chapter_sources, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from publish.tree import Tree

TREE = this_tree()
SOURCES = chapter_sources(TREE)
ASKING = [source for source in SOURCES if source.stem < "07"]
"""The chapters whose predictions are all asked."""

CHAPTER = """# %% [markdown]
# # 01 A
#
# Some words.

# %% tags=["setup"]
from course import check

# %% [markdown]
# ## Predict
#
# What is 1 + 1?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask the room.

# %%
check("basic.undone", ...)

# %% [markdown]
# ### The answer
#
# See.

# %%
print(2)

# %% [markdown]
# A word: **Predict, then play:** what is 2 + 2?

# %%
print(4)

# %% [markdown]
# ## Another thing

# %%
print(5)

# %% [markdown]
# Before it. **Predict** 3 + 3.

# %%
print(6)

# %% [markdown]
# **1.** What is 4 + 4?

# %%
check("basic.hole", ...)

# %% [markdown]
# **Predict:** 5 + 5?

# %%
print(10)

# %% [markdown]
# **To take away:** numbers add up.
"""
ROLES = [
    *("", "", "prediction", "check", "answer", "answer", "prediction", "answer", "", ""),
    *("prediction", "answer", "", "", "prediction", "answer", ""),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return own_tree.write(own_tree.empty(tmp_path / "small"), "01_a", CHAPTER)


class TestOutline:
    def test_an_answer_ends_where_something_else_begins(self, source: Path):
        cells = [cell for cell in chapter_cells(source) if not is_notes(cell)]
        found = list(roles(cells))
        assert [role for role, _ in found] == ROLES
        assert [name for role, name in found if role == "answer"] == [
            *("basic.undone", "basic.undone", "", "", ""),
        ]

    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("## Predict: this\n\nWhy? Say: so.\n\nGo.", "\n\nWhy? Say: so.\n\nGo."),
            ("## It is 2\n\nSee.\n\nBut. **Predict** it.", "\nBut. **Predict** it."),
            ("**Predict:** what?", "**Predict:** what?"),
            ("## Exercises\n\n**1.** What?", "**1.** What?"),
            ("Only words.", ""),
        ],
    )
    def test_a_heading_is_no_part_of_a_question(self, text: str, question: str):
        assert text[question_at(text) :] == question

    def test_what_an_answer_gives_is_folded_in_notebooks(self, source: Path):
        folded = {
            cell["source"]
            for cell in unexecuted(source)["cells"]
            if cell["metadata"].get("jupyter") == {"outputs_hidden": True}
        }
        assert folded == {"print(2)", "print(4)", "print(6)", "print(10)"}


def cells_of(source: Path) -> list[tuple[str, str, str]]:
    """Of each cell in a chapter's notebook: its role, what its check is called, its text."""
    cells = [cell for cell in chapter_cells(source) if not is_notes(cell)]
    told = zip(cells, roles(cells), strict=True)
    return [(role, name, cell["source"]) for cell, (role, name) in told]


class TestSources:
    @pytest.mark.parametrize("source", ASKING, ids=lambda source: source.stem)
    def test_every_prediction_is_asked(self, source: Path):
        cells = cells_of(source)
        for (role, _, text), (following, *_) in pairwise(cells):
            if role == "prediction":
                assert following == "check", text

    def test_each_is_asked_once_and_in_its_chapter(self):
        asked = [
            name
            for source in SOURCES
            for role, name, _ in cells_of(source)
            if role == "check" and name.partition(".")[0] == source.stem[3:]
        ]
        assert sorted(asked) == sorted(PREDICTIONS)

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
    def test_an_answer_shares_no_cell_with_what_comes_next(self, source: Path):
        cells = cells_of(source)
        for (before, *_), (role, _, text) in pairwise(cells):
            if before != "answer" or role == "answer" or exercise_name(text):
                continue
            begins = text.startswith("## ") or not text[: question_at(text)].strip()
            assert begins or (not asks_prediction(text) and "## " not in text), text

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
    def test_the_languages_agree(self, source: Path):
        told = [(role, name) for role, name, _ in cells_of(source)]
        for language in TREE.editions():
            with speaking(language):
                assert [(role, name) for role, name, _ in cells_of(source)] == told


@pytest.mark.parametrize("name", PREDICTIONS)
class TestBank:
    def test_every_wrong_idea_leads_to_an_answer_of_its_own(self, name: str):
        asked = PREDICTIONS[name]
        if isinstance(asked, Choose):
            wrong = {word: one.idea for word, one in asked.options.items() if one.idea}
            told = [one.told for one in asked.options.values() if one.idea]
            assert len(asked.options) == len(wrong) + 1
            assert len(set(told)) == len(set(wrong.values())) == len(wrong) >= 1
            answers = wrong.items()
        else:
            assert isinstance(asked, Prediction)
            answers = [(idea.answer, idea.name) for idea in asked.wrong_ideas]
            each = [repr(asked.asked), *(repr(answer) for answer, _ in answers)]
            assert len(set(each)) == len(each) >= 2
        for answer, idea in answers:
            verdict = asked.verdict(answer)
            assert (verdict.outcome, verdict.idea) == ("wrong", idea)
            assert len(verdict.text.split()) > 5
        assert asked.verdict(asked.asked).outcome == "right"

    def test_it_counts_for_nothing(self, name: str, tmp_path: Path, monkeypatch):
        path = tmp_path / "progress.json"
        monkeypatch.setenv("COURSE_PROGRESS", str(path))
        asked = PREDICTIONS[name]
        assert isinstance(asked, Choose | Prediction)
        assert check(name, asked.asked).outcome == "right"
        assert check(name, "no answer").outcome == "wrong"
        assert not path.exists()
        assert name not in EXERCISES

    def test_its_solution_ends_with_the_code(self, name: str, capsys: pytest.CaptureFixture[str]):
        solution(name)
        assert capsys.readouterr().out.endswith(")\n")

    def test_its_panel_helps_nobody_and_blames_nobody(self, name: str):
        asked = PREDICTIONS[name]
        panel = Panel(name, asked, ..., asked.verdict(...), lambda answer: check(name, answer))
        assert (panel._guess, panel._helps) == (True, False)
        assert panel._form["kind"] in ("choice", "numbers")
        other = EXERCISES["basic.hole"]
        shown = Panel("basic.hole", other, ..., other.verdict(...), other.verdict)
        assert (shown._guess, shown._helps) == (False, True)


CHOICES = {name: asked for name, asked in PREDICTIONS.items() if isinstance(asked, Choose)}


@pytest.mark.parametrize("name", CHOICES)
@pytest.mark.parametrize("language", TREE.editions())
def test_a_choice_names_its_words_and_takes_them_as_people_write_them(name: str, language: str):
    with speaking(language):
        for answer, outcome in ((..., "not attempted"), ("はい", "wrong"), (7, "wrong")):
            verdict = check(name, answer)
            assert verdict.outcome == outcome
            assert all(f"'{word}'" in verdict.text for word in CHOICES[name].options), verdict.text
        assert check(name, f" {CHOICES[name].asked.upper()}.").outcome == "right"


def test_a_slide_asks_and_tells_nothing(source: Path):
    made = slides(chapter_cells(source))[1:3]
    assert [slide.kind for slide in made] == ["predict", "code"]
    html, notes = slide_html(made[0], Deck("01_a", set())), notes_html(made[0])
    asked = PREDICTIONS["basic.undone"]
    assert isinstance(asked, Choose)
    letters = re.findall(r"<li><b>(\w)</b>(.*?)</li>", html, re.DOTALL)
    assert [letter for letter, _ in letters] == ["A", "B", "C"]
    for (_, text), option in zip(letters, asked.options.values(), strict=True):
        assert re.sub("<.*?>", "", text).strip() == option.text.replace("`", "")
        assert option.told not in html
    assert "check(" not in html
    assert "fragment" not in html
    assert notes.index("Ask the room.") < notes.index("basic.undone")


# ---- the pages ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    """This checkout's chapters with their decks and the site; tests only read it."""
    return publication()


@pytest.mark.slow
class TestPages:
    @pytest.mark.parametrize("edition", ["", "ja/"])
    def test_each_answer_follows_its_question_and_none_stands_in_another(
        self, tree: Tree, edition: str
    ):
        for source in SOURCES:
            html = (tree.site / edition / f"{source.stem}.html").read_text("utf-8")
            tags = re.findall(r'<details class="(\w+)"|(</details>)|(<h2)', html)
            stack: list[str] = []
            for opens, closes, _ in tags:
                assert "answer" not in stack or opens != "answer"
                assert "answer" not in stack or (opens or closes), f"a section in {source.stem}"
                if opens:
                    stack.append(opens)
                elif closes and stack:
                    stack.pop()
            runs = groupby(role for role, *_ in cells_of(source))
            answers = sum(role == "answer" for role, _ in runs)
            assert html.count('<details class="answer" open') == answers, source.stem
            for name in [name for role, name, _ in cells_of(source) if role == "check"]:
                section = re.search(
                    rf'<section class="exercise prediction" id="{name.replace(".", "-")}"(.*?)'
                    rf'</section>\n<details class="answer" open data-of="{name}">',
                    html,
                    re.DOTALL,
                )
                assert section, name
                assert re.search(r'aria-label="(Prediction |予想)\d+"', section[1])
                assert "<details" not in section[1]
                assert "check(" not in section[1]


# Whether an answer was ever open when the browser drew.
WATCH = """
  window.seen = [];
  const look = () => {
    if (document.querySelector("details.answer[open]")) window.seen.push(document.readyState);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
SHUT = "document.querySelectorAll('details.answer:not([open])').length"
# The boxes of a question with choices: the field set's name, each choice, the whole.
BOXES = """(form) => [...form.querySelectorAll("legend, .tc-choice"), form].map((one) => {
  const { left, right, top, bottom } = one.getBoundingClientRect();
  return [left, right, top, bottom];
})"""


@pytest.fixture(scope="module")
def page(chromium: Browser, tree: Tree) -> Iterator[Page]:
    """The first chapter that asks predictions; the tests follow each other on it."""
    with opened(chromium, file_url(tree.site), "01_basic", before=WATCH) as page:
        yield page


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
class TestInTheBrowser:
    def test_answers_are_shut_before_anything_is_drawn(self, page: Page):
        page.locator("#basic-undone form").wait_for()
        assert page.evaluate("window.seen") == []
        assert page.evaluate(SHUT) == page.locator("details.answer").count() >= 2
        assert not page.locator("details.answer pre.output").first.is_visible()

    @pytest.mark.parametrize("width", [390, 1280])
    def test_choices_stand_under_each_other_in_their_form(self, page: Page, width: int):
        page.set_viewport_size({"width": width, "height": 720})
        # Taken whole, the page is laid out once more: what has no height of its own may move then.
        page.screenshot(full_page=True)
        *rows, (left, right, _, _) = page.locator("#basic-undone form").evaluate(BOXES)
        assert len(rows) == 1 + len(PREDICTIONS["basic.undone"].options)
        for (*_, above), (_, _, below, _) in pairwise(rows):
            assert above - 1 < below < above + 20
        assert all(left <= begins and ends <= right for begins, ends, *_ in rows)

    def test_a_figure_in_an_answer_has_its_size_once_that_is_shown(self, page: Page):
        answer = page.locator("details.answer:has(.tc-figure)").last
        answer.locator("summary", has_text="Show me").press("Enter")
        drawing = answer.locator(".tc-figure svg").first
        expect(drawing).to_be_visible()
        digit = drawing.locator("text").first.bounding_box()
        assert digit is not None
        assert digit["height"] >= 10
        inner, outer = drawing.bounding_box(), answer.bounding_box()
        assert inner is not None
        assert outer is not None
        assert 200 < inner["width"] <= outer["width"] + 1
        slider = answer.get_by_role("slider").first
        before = drawing.inner_html()
        slider.focus()
        slider.press("ArrowUp")
        assert drawing.inner_html() != before
        page.wait_for_function("location.hash.length > 1")
        page.evaluate("history.replaceState(null, '', location.pathname)")

    def test_an_answer_shows_what_was_to_be_seen_and_nothing_above_moves(self, page: Page):
        section = page.locator("#basic-undone")
        answer = page.locator("#basic-undone + details.answer")
        section.scroll_into_view_if_needed()
        place = section.evaluate("(one) => one.getBoundingClientRect().top")
        button = section.get_by_role("button", name="Check")
        button.focus()
        button.press("Enter")
        expect(section.locator(".tc-text")).to_contain_text("Choose one of the answers first")
        assert answer.get_attribute("open") is None
        first = PREDICTIONS["basic.undone"].options["yes"]
        section.get_by_role("radio").first.check()
        button.focus()
        button.press("Enter")
        expect(section.locator('[data-outcome="wrong"]')).to_be_visible()
        assert section.locator(".tc-text").text_content() == f"Not this time. {first.told}"
        assert answer.get_attribute("open") is not None
        assert section.evaluate("(one) => one.getBoundingClientRect().top") == place
        # What is heard: the verdict at once, then what was opened.
        assert button.evaluate("(one) => one === document.activeElement")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.parentElement.dataset.of") == "basic.undone"
        assert section.locator(".tc-text").get_attribute("role") == "status"
        # No colour of a fault.
        colours = section.locator(".tc-mark").evaluate(
            "(one) => [getComputedStyle(one).color, "
            "getComputedStyle(one.closest('form').querySelector('.tc-check')).backgroundColor]"
        )
        assert colours[0] == colours[1]

    def test_it_counts_for_nothing_and_is_found_again(self, page: Page):
        assert page.locator(".tick").count() == 0
        expect(page.locator(".kept .state")).to_have_text(re.compile("^0 of"))
        kept = page.evaluate("JSON.parse(localStorage['transposed-convolution'])")
        assert kept["done"] == {}
        assert kept["answers"] == {"basic.undone": {"": "yes"}}
        page.reload()
        expect(page.locator('#basic-undone [data-outcome="wrong"]')).to_be_visible()
        assert page.locator("#basic-undone").get_by_role("radio").first.is_checked()
        opened = page.locator("details.answer[open]")
        assert opened.evaluate_all("(all) => all.map((one) => one.dataset.of)") == ["basic.undone"]
        forget = page.get_by_role("button", name="Forget my answers")
        assert forget.is_enabled()

    def test_paper_has_all_answers(self, page: Page):
        shut = page.evaluate(SHUT)
        assert shut
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(SHUT) == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(SHUT) == shut
        page.emulate_media(media="print")
        hidden = page.locator("details.answer > :not(summary)").evaluate_all(
            "(all) => all.filter((one) => !one.checkVisibility()).length"
        )
        assert hidden == 0
        page.emulate_media(media="screen")

    def test_what_an_address_leads_to_is_shown(self, page: Page):
        place = "details.answer:not([open]) :is(h3, h4)[id]"
        anchor = page.locator(place).first.get_attribute("id")
        page.evaluate("(anchor) => { location.hash = anchor; }", anchor)
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
        # That it is drawn there: what is folded has a place on the page as well.
        assert page.locator(f"details.answer[open] #{anchor}").count() == 1
        there = page.url.partition("#")[0]
        page.goto("about:blank")
        page.goto(f"{there}#x=1,10&w=1,1,3&stride=2")
        figure = page.locator("details.answer[open] .tc-figure")
        expect(figure.locator("svg").first).to_be_in_viewport()
        assert figure.get_by_role("slider", name="stride").input_value() == "2"

    def test_without_a_script_all_is_there(self, chromium: Browser, tree: Tree):
        with opened(chromium, file_url(tree.site), "01_basic", java_script_enabled=False) as page:
            answers = page.locator("details.answer[open]")
            assert answers.count() == page.locator("details.answer").count() >= 2
            expect(answers.first.locator("pre.output").first).to_be_visible()
            expect(page.locator("#basic-undone .prose")).to_be_visible()
