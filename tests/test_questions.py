"""The questions that people ask: each is answered, proven by itself, and found in three clicks."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from browser import needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.language import languages, speaking
from publish.chapter.links import WORDS
from publish.html.moves import not_taken
from publish.site.questions import Question, answered, bare, listed
from publish.tree import PublishError, Tree, edition, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

SOURCE = this_tree().sources / "questions.py"
SLUGS = [
    "cat", "settings", "output-padding", "causal", "odd-stride", "same", "checkerboard", "export",
    "weights", "bilinear", "pixelshuffle", "errors", "three-dimensions", "receptive-field",
    "multiplications", "fast", "output-size", "positional-arguments", "empty-slice",
    "deconvolution", "depthwise", "blank-figure",
]  # fmt: skip
# What people are told elsewhere, and where it is said to be wrong.
TOLD = {
    "output-padding": "output_padding adds zeros",
    "checkerboard": "divisible is enough",
    "cat": "the same settings restore any size",
}
LINES, WIDE = 3, 100
FIGURE = re.compile(WORDS + r"\((\d\d_\w+)\.html#([^()\s]*=[^()\s]*)\)")
CHAPTER = re.compile(WORDS + r"\(\d\d_\w+\.ipynb(?:#[^()\s]*)?\)")
STATE = re.compile(WORDS + r"\((?:calculator|\d\d_\w+)\.html#[^()\s]*\)")
every = pytest.mark.parametrize("slug", SLUGS)
each_language = pytest.mark.parametrize("name", languages())


def questions(name: str = "en") -> dict[str, Question]:
    with speaking(name):
        return {question.slug: question for question in answered(this_tree(), SOURCE)}


def prose(question: Question) -> str:
    return "\n\n".join(c["source"] for c in question.cells if c["cell_type"] == "markdown")


@each_language
def test_all_are_asked_in_their_order(name: str):
    told = questions(name)
    assert list(told) == SLUGS
    titles = [question.title for question in told.values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= WIDE


@every
@each_language
def test_each_has_an_answer_a_proof_and_ways_on(slug: str, name: str):
    question = questions(name)[slug]
    _first, *rest = question.cells
    assert question.told
    assert "\n\n" not in question.answer, "The answer is one paragraph."
    assert any(cell["cell_type"] == "code" and cell["outputs"] for cell in rest)
    assert CHAPTER.search(prose(question)), "Which chapter says more?"
    if slug != "blank-figure":
        pictures = [
            o for c in rest for o in c.get("outputs", ()) if "image/svg+xml" in o.get("data", {})
        ]
        assert STATE.search(prose(question)) or pictures, "Where can one play with it?"


@every
def test_each_proof_stands_alone(slug: str, monkeypatch: pytest.MonkeyPatch):
    """Whoever lands there copies these cells and nothing else."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for cell in questions()[slug].cells:
        if cell["cell_type"] == "code":
            said, value = ran(cell["source"], space)
            stored = "".join(o["text"] for o in cell["outputs"] if o["output_type"] == "stream")
            assert said == stored
            results = [o["data"] for o in cell["outputs"] if o["output_type"] == "execute_result"]
            if results and "image/svg+xml" not in results[0]:
                assert " ".join(repr(value).split()) == " ".join(results[0]["text/plain"].split())


def ran(code: str, space: dict[str, Any]) -> tuple[str, Any]:
    """What a cell prints, and what its last line is worth."""
    tree, value = ast.parse(code), None
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(tree, "cell", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
    return said.getvalue(), value


@every
def test_each_proof_has_pytorch_and_the_course_side_by_side(slug: str):
    code = "\n".join(c["source"] for c in questions()[slug].cells if c["cell_type"] == "code")
    assert re.search(r"^(?:import|from) torch\b", code, re.MULTILINE)
    assert re.search(r"^(?:import|from) course\b", code, re.MULTILINE)


@pytest.mark.parametrize(("slug", "told"), TOLD.items())
def test_what_is_told_wrong_is_said_to_be_wrong(slug: str, told: str):
    said = prose(questions()[slug])
    often = [part for part in said.split("\n\n") if part.startswith("**Often told:**")]
    assert any(told.lower() in part.replace("`", "").lower() for part in often), often
    if slug == "checkerboard":
        assert any("k4 s2 p1" in part or "kernel_size=4" in part for part in often), often


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@each_language
def test_a_link_to_a_figure_is_a_state_that_it_can_show(tree: Tree, name: str):
    with speaking(name):
        for question in questions(name).values():
            for _, stem, state in FIGURE.findall(prose(question)):
                html = (tree.site / edition() / f"{stem}.html").read_text("utf-8")
                told = re.search(r'id="tc-wholes">(.*?)</script>', html)
                assert told, "No figure is alive there."
                figures = json.loads(told[1]).values()
                assert not not_taken(unquote(state), figures), (question.slug, stem, state)


def test_a_section_without_a_name_is_refused(tmp_path: Path):
    source = tmp_path / "questions.py"
    source.write_text("# %% [markdown]\n# # Questions\n\n# %% [markdown]\n# ## Why?\n#\n# So.\n")
    with pytest.raises(PublishError, match="cell 2 needs a tag, question:NAME"):
        listed(source)


# ---- on the site --------------------------------------------------------------------------------


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def file_of(tree: Tree, name: str, file: str) -> Path:
    with speaking(name):
        return tree.site / edition() / file


def first_paragraph(page: Path) -> str:
    text = page.read_text("utf-8")
    found = re.search(r"<article>\s*<div class=\"prose\">\s*<p>(.*?)</p>", text, re.DOTALL)
    assert found, page
    return found[1]


@needs_chromium
@pytest.mark.browser
@each_language
def test_three_clicks_lead_from_the_first_page_to_each_answer(phone: Page, tree: Tree, name: str):
    phone.goto(file_of(tree, name, "index.html").as_uri())
    phone.locator('main a[href="questions.html"]').first.click()
    places = phone.locator("main ol.questions a:visible").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    told = questions(name)
    assert places == [question.file for question in told.values()]
    for question in told.values():
        page = file_of(tree, name, question.file)
        heading = re.search(r"<h1>(.*?)</h1>", page.read_text("utf-8"))
        assert heading
        assert bare(heading[1]) == question.title
        assert bare(first_paragraph(page)) == question.told
    phone.locator("main ol.questions a").last.click()
    assert phone.locator("article p").first.is_visible()


@needs_chromium
@pytest.mark.browser
@each_language
def test_an_answer_takes_three_lines_at_most(chromium: Browser, tree: Tree, name: str):
    told = questions(name)
    answers = {slug: first_paragraph(file_of(tree, name, q.file)) for slug, q in told.items()}
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(file_of(tree, name, told["cat"].file).as_uri())
        lines = page.locator("article > .prose p").first.evaluate(
            """async (paragraph, answers) => {
              const made = {};
              for (const [slug, answer] of Object.entries(answers)) {
                paragraph.innerHTML = answer;
                await document.fonts.ready;
                const { height } = paragraph.getBoundingClientRect();
                const { lineHeight } = getComputedStyle(paragraph);
                made[slug] = Math.round(height / parseFloat(lineHeight));
              }
              return made;
            }""",
            answers,
        )
    assert {slug: count for slug, count in lines.items() if count > LINES} == {}


@each_language
def test_each_page_leads_to_the_next(tree: Tree, name: str):
    files = [question.file for question in questions(name).values()]
    for file, after in pairwise([*files, None]):
        html = file_of(tree, name, file).read_text("utf-8")
        assert re.findall(r'<a rel="next" href="(.*?)"', html) == ([after] if after else [])
