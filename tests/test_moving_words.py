"""Words in prose that move a figure: buttons where one is alive, plain words elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_frames import texts, whole
from test_live_page import READ

from course import draw, explore
from course.language import speaking
from course.picture.live.page import figure_script, fragment
from publish.chapter import passages
from publish.chapter.ipynb import node, notebook_text
from publish.chapter.links import plain_words
from publish.chapter.notebooks import difference, executed_cells
from publish.chapter.source import unexecuted
from publish.deck.layout import Page, slide_html
from publish.deck.slides import slides
from publish.deck.space import letters_of
from publish.html.render import text_html
from publish.site.body import chapter_body
from publish.site.pages import style_sheet
from publish.tree import PublishError, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

X, W = [1, 2, 3], [1, 1, 3]
CALL = "explore([1, 2, 3], [1, 1, 3], stride=2)"
ASKED = (
    "**Predict, then play:** what does [stride 4](#stride=4) leave, and what is a "
    "[tap](glossary.html#tap)?"
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("at [stride 4](#stride=4&padding=1) they", "at stride 4 they"),
        ("[`stride=4`](#stride=4), [the row [1, 2]](#x=1,2)", "`stride=4`, the row [1, 2]"),
        ("each [tap](glossary.html#tap) of [all](glossary.html)", "each tap of all"),
        ("[asked](calculator.html#kernel_size=4&stride=2), [it](calculator.html)", "asked, it"),
        # A chapter, a place in one, and a list of numbers stay what they are.
        ("[06](06_size_formula.ipynb#x), [below](#exercises), [1, 2]", None),
    ],
)
def test_a_notebook_has_plain_words(text: str, plain: str | None):
    assert plain_words(text) == (text if plain is None else plain)


def written(folder: Path, *texts: str, live: bool = True) -> tuple[Tree, Path]:
    """A tree with one chapter of such prose, and of a live figure in the end."""
    tree = Tree(folder)
    source = tree.sources / "01_a.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    cells = [f"# %% [markdown]\n# {text}\n" for text in ("# 01 A: the first", *texts)]
    source.write_text("\n".join([*cells, f"# %%\n{CALL}\n" if live else ""]), "utf-8")
    notebook = unexecuted(source)
    svg = {"image/svg+xml": draw(X, W, stride=2).svg, "text/plain": "drawn"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            shown = {"output_type": "display_data", "data": svg, "metadata": {}}
            cell["execution_count"], cell["outputs"] = 1, [node(shown)]
    tree.notebook(source).parent.mkdir(parents=True, exist_ok=True)
    tree.notebook(source).write_text(notebook_text(notebook), "utf-8")
    return tree, source


class TestWhereThereIsNoFigure:
    def test_the_notebook_is_in_step_and_has_none_of_the_links(self, tmp_path: Path):
        tree, source = written(tmp_path, ASKED)
        assert difference(source, tree.notebook(source)) == ""
        stored = tree.notebook(source).read_text("utf-8")
        assert "what does stride 4 leave, and what is a tap?" in stored
        assert "](" not in stored
        # A page has the source's words, and what the notebook's cells gave.
        prose, code = executed_cells(tree, source)[1:]
        assert prose["source"] == ASKED
        assert code["outputs"][0]["data"]["text/plain"] == "drawn"

    def test_nor_has_a_translated_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        said = {ASKED: "[ストライド4](#stride=4)では?"}
        monkeypatch.setattr(passages, "_catalogue", lambda *_: said)
        with speaking("ja"):
            tree, source = written(tmp_path, ASKED)
            assert difference(source, tree.notebook(source)) == ""
            assert "ストライド4では?" in tree.notebook(source).read_text("utf-8")
            assert executed_cells(tree, source)[1]["source"] == said[ASKED]

    def test_a_slide_has_buttons_beside_its_figure_alone(self, tmp_path: Path):
        tree, source = written(tmp_path, "See [stride 3](#stride=3).", ASKED)
        made = {
            s.kind: slide_html(s, Page("01_a", set())) for s in slides(executed_cells(tree, source))
        }
        assert made["title"].count("stride 3") == 1
        assert "data-sets" not in made["title"] + made["predict"]
        assert '<span data-sets="stride=4">stride 4</span>' in made["live"]
        assert not any("glossary.html" in html for html in made.values())
        assert letters_of("[stride 4](#stride=4)") == len("stride 4")


class TestWhatNoFigureShows:
    @pytest.mark.parametrize(
        ("address", "live", "says"),
        [
            (
                "stride=4",
                False,
                "01_a, cell 2 has a word that sets stride=4, but no live figure is",
            ),
            (
                "stride=9",
                True,
                "01_a, cell 2 has a word that sets stride=9, but no live figure here",
            ),
            ("stride=2&groups=2", True, "01_a, cell 2 has a word that sets groups=2, but"),
            ("view=film", True, "sets view=film"),
            ("kernel_size=9", True, "sets kernel_size=9"),
            ("x=1,a", True, "sets x=1,a"),
            ("stride=", True, "sets stride="),
        ],
    )
    def test_is_refused_with_its_place(self, tmp_path: Path, address: str, live: bool, says: str):
        tree, source = written(tmp_path, f"At [this](#{address}).", live=live)
        with pytest.raises(PublishError, match=says) as error:
            chapter_body(tree, source, "")
        assert "\n" not in str(error.value)

    def test_what_one_shows_is_not(self, tmp_path: Path):
        whole = "x=1,-2.5&w=1,1,3&stride=4&padding=1&output_padding=1&dilation=2&view=scatter"
        words = " ".join(f"[a](#{one})" for one in (whole, "kernel_size=3", "input_size=4"))
        html = chapter_body(*written(tmp_path, words), "").html
        assert html.count("data-sets=") == 3
        assert f'data-sets="{whole.replace("&", "&amp;")}"' in html


# ---- in a browser -------------------------------------------------------------------------------

PROSE = (
    "Before [stride 4](#stride=4), [one back](#output_padding=1&padding=1) and [far](#stride=1)."
    " With [four taps](#kernel_size=4).\n\n## [Not in contents](#stride=2)"
)
SPOKEN = """() => new Promise((done) => {
  const voices = document.querySelectorAll(".tc-figure [role=status]");
  const watch = new MutationObserver(() => done([...voices].map((one) => one.textContent)));
  for (const one of voices) watch.observe(one, { childList: true, subtree: true });
  document.activeElement.click();
})"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with words before, between and behind two figures, the second one folded."""
    figures = [
        fragment(explore(X, W, stride=stride), lengths=(3,), kernel_sizes=(3, 4))
        for stride in (2, 3)
    ]
    high = '<div style="height:2000px"></div>'
    folded = f'<details class="answer"><summary>Show</summary>{figures[1]}</details>'
    between = text_html("Between: [padding 1](#padding=1).")
    html = (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>t</title>"
        f"<style>{style_sheet()}</style>"
        f"<nav><a href='#'>{text_html('[x](#stride=1)')[3:-5]}</a></nav>"
        f"<main>{text_html(PROSE)}{high}{figures[0]}{between}{folded}"
        f"{high}{text_html('Behind: [stride 5](#stride=5).')}</main>{figure_script()}</html>"
    )
    path = tmp_path_factory.mktemp("words") / "page.html"
    path.write_text(html, "utf-8")
    return path


@pytest.fixture(scope="module")
def shown(chromium: Browser, file: Path) -> Iterator[Tab]:
    with chromium.new_context(viewport={"width": 900, "height": 700}, reduced_motion="reduce") as c:
        tab = c.new_page()
        tab.set_default_timeout(5_000)
        yield tab


@pytest.fixture
def page(shown: Tab, file: Path) -> Tab:
    shown.goto("about:blank")
    shown.goto(file_url(file))
    shown.locator(".tc-figure:not([aria-busy])").first.wait_for()
    return shown


def wait_for(page: Tab, wanted: list[str]) -> None:
    page.wait_for_function(f"(wanted) => `${{({READ})()}}` === `${{wanted}}`", arg=wanted)


def drawn(**parameters: Any) -> list[str]:
    return texts(whole(X, parameters.pop("w", W), **parameters).svg)


@needs_chromium
@pytest.mark.browser
class TestOnAPage:
    def test_a_word_is_a_button_that_moves_the_figure_and_says_so(self, page: Tab):
        word = page.get_by_role("button", name="stride 4: show this in the figure", exact=True)
        assert word.get_attribute("type") == "button"
        word.focus()
        voice, _ = page.evaluate(SPOKEN)
        assert "[1, 1, 3, 0, 2, 2, 6, 0, 3, 3, 9]" in voice
        wait_for(page, drawn(stride=4))
        # What is set stays, and a second word sets only its own.
        page.get_by_role("button", name="one back").press("Enter")
        wait_for(page, drawn(stride=4, padding=1, output_padding=1))
        page.get_by_role("button", name="four taps").press("Space")
        wait_for(page, drawn(w=[*W, 1], stride=4, padding=1, output_padding=1))
        page.wait_for_function("location.hash.includes('w=1,1,3,1&stride=4&padding=1')")
        page.go_back()
        wait_for(page, drawn(stride=2))

    def test_pressed_again_it_says_the_same_again(self, page: Tab):
        page.get_by_role("button", name="stride 4").focus()
        first, second = page.evaluate(SPOKEN)[0], page.evaluate(SPOKEN)[0]
        assert first != second
        assert first == second.strip("\u00a0")

    def test_a_figure_out_of_sight_comes_and_the_focus_stays(self, page: Tab):
        word = page.get_by_role("button", name="stride 4")
        word.focus()
        assert page.evaluate("scrollY") == 0
        word.press("Enter")
        page.wait_for_function(
            "() => { const { top, bottom } = document.querySelector('.tc-stage > svg')"
            ".getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
        )
        assert page.evaluate("document.activeElement.textContent") == "stride 4"

    def test_what_is_not_legal_is_said_and_nothing_moves(self, page: Tab):
        page.get_by_role("button", name="one back").press("Enter")
        wait_for(page, drawn(stride=2, padding=1, output_padding=1))
        page.get_by_role("button", name="far").press("Enter")
        message = page.locator(".tc-message").first
        message.locator("details").wait_for()
        assert message.inner_text().startswith("output_padding")
        wait_for(page, drawn(stride=2, padding=1, output_padding=1))
        page.get_by_role("button", name="stride 4").press("Enter")
        wait_for(page, drawn(stride=4, padding=1, output_padding=1))
        assert message.inner_text() == ""

    def test_it_moves_the_next_figure_else_the_last_and_unfolds_it(self, page: Tab):
        fold = page.locator("details")
        for name, wanted in (("padding 1", "padding=1"), ("stride 5", "stride=5")):
            fold.evaluate("(fold) => { fold.open = false; }")
            page.get_by_role("button", name=name).press("Enter")
            page.wait_for_function("document.querySelector('details').open")
            page.wait_for_function("(part) => location.hash.includes(part)", arg=wanted)
            assert page.evaluate("location.hash").startswith("#figure=2&")
        wait_for(page, drawn(stride=2))

    def test_it_is_a_word_inside_a_link_on_paper_and_without_a_script(
        self, page: Tab, chromium: Browser, file: Path
    ):
        assert page.locator("nav button").count() == 0
        word = page.get_by_role("button", name="stride 4")
        line = "(e) => { const { display, textDecorationLine } = getComputedStyle(e);"
        line += " return [display, textDecorationLine]; }"
        assert word.evaluate(line) == ["inline-block", "underline"]
        page.emulate_media(media="print")
        assert word.evaluate(line) == ["inline-block", "none"]
        page.emulate_media(media="screen")
        with chromium.new_context(java_script_enabled=False) as context:
            still = context.new_page()
            still.goto(file_url(file))
            assert still.get_by_role("button").count() == 0
            assert still.get_by_text("Before stride 4, one back and far.").count() == 1

    def test_its_line_has_the_colour_of_its_parameter_in_both_themes(self, page: Tab):
        word = page.get_by_role("button", name="padding 1")
        colour = "(e) => getComputedStyle(e).textDecorationColor"
        assert word.evaluate(colour) == "rgb(179, 18, 60)"
        page.emulate_media(color_scheme="dark")
        dark = word.evaluate(colour)
        page.emulate_media(color_scheme="light")
        red, green, blue = (int(part) for part in dark.removeprefix("rgb(").rstrip(")").split(","))
        assert red > 200 > max(green, blue)
