"""Chapters become decks: a prediction before each result, legible, and without any network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import browser
import pytest
from browser import at_rest, chromium_path, file_url, needs_chromium, open_page

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

import own_tree
from own_tree import write

from publish.chapter.ipynb import LOADED, node, notebook_text, read_notebook
from publish.chapter.notebooks import build_notebooks, executed_cells
from publish.chapter.outline import called, chapter_title
from publish.chapter.passages import blocks
from publish.chapter.source import chapter_cells, unexecuted
from publish.deck.decks import PRINTED, build_decks, deck_html
from publish.deck.layout import Page, notes_html, slide_html
from publish.deck.slides import Slide, slides
from publish.deck.space import fitting, sentences
from publish.html import pdf
from publish.tree import PublishError, Tree, chapter_sources, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from browser import Witness
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

pytestmark = pytest.mark.slow

CHAPTERS = [source.stem for source in chapter_sources(this_tree())]
FEWEST, MOST = 12, 18

STRIDE = """\
# %% [markdown]
# # Where does the *next* stamp go?
#
# What does `stride=4` do?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask the room first.

# %% tags=["setup"] editable=false
class Picture:
    def _repr_mimebundle_(self, include=None, exclude=None):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" '
            'viewBox="0 0 400 300"><defs><pattern id="hatch" width="8" height="8" '
            'patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#EEE"/>'
            '<path d="M0 0L8 8" stroke="#999"/></pattern></defs>'
            '<rect width="99" height="99" fill="url(#hatch)" stroke="black"/></svg>'
        )
        return {"image/svg+xml": svg, "text/plain": "Two stamps.\\n\\ny [1 1 3]"}

draw = Picture

# %% [markdown]
# ## It is four
#
# **Predict:** what is printed?

# %%
print("four")
print("cells")

# %% [markdown]
# Four cells. The other sentence of this paragraph is so long that a slide which has a code and its
# result on it already leaves it to the speaker, who can say it in better words than these are, and
# does so while the room looks at the result and wonders.
#
# ## Look

# %%
draw()

# %% [markdown]
# It goes on: [padding](04_padding.ipynb).

# %% slideshow={"slide_type": "skip"}
"left out"

# %% [markdown]
# **1.** Which one?

# %%
print("Not attempted yet")

# check
def check(*answer):
    return "Not attempted yet"

check("stride.x", ...)

# %% [markdown]
# Stuck? Ask.
#
# **To take away:** the stride. Next: more.
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return own_tree.empty(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A tree with one built chapter, which the tests only read."""
    return own_tree.built(tmp_path_factory.mktemp("built"), "02_stride", STRIDE)


def outlined(tree: Tree, text: str) -> list[Slide]:
    """The slides of a source; a code that holds a name in capitals has drawn or printed it."""
    cells = chapter_cells(write(tree, "01_a", text))
    for cell in cells:
        if cell["cell_type"] == "code":
            drawn = {"image/svg+xml": "<svg/>"} if "draw" in cell["source"] else {}
            data = drawn | {"text/plain": cell["source"].upper()}
            output = {"output_type": "display_data", "metadata": {}, "data": data}
            cell["outputs"] = [node(output)]
    return slides(cells)


class TestRoom:
    def test_blocks_are_headings_paragraphs_and_fences(self):
        text = "# A\nWhy?\nSo.\n\n```\n## no\n\nno\n```\n\n- one\n- two"
        assert blocks(text) == ["# A", "Why?\nSo.", "```\n## no\n\nno\n```", "- one\n- two"]

    def test_sentences_end_outside_of_code_and_quotations(self):
        text = 'It is `a. B` here. "One. Two." **Three. Four.** 5 comes:\n`x` goes.'
        assert sentences(text) == [
            "It is `a. B` here.", '"One. Two."', "**Three. Four.**", "5 comes:", "`x` goes.",
        ]  # fmt: skip
        assert sentences("It is one. (Or two. Or three.) Then four.") == [
            "It is one.", "(Or two. Or three.)", "Then four.",
        ]  # fmt: skip
        assert sentences("図です。(数です。値です。)") == ["図です。", "(数です。値です。)"]

    def test_whole_sentences_fit_and_none_that_only_leads_on(self):
        assert fitting("One two. Three four. Five.", 20) == ("One two. Three four.", "Five.")
        assert fitting("One two three. Four.", 3) == ("One two three.", "Four.")
        assert fitting("One. Two: Three.", 10) == ("One.", "Two: Three.")


class TestOutline:
    def test_a_prediction_comes_before_its_result_and_hides_the_heading(self, tree: Tree):
        text = "# %% [markdown]\n# # A\n# ## It is 2\n# Why?\n#\n# **Predict** it.\n\n# %%\n2\n"
        title, asked, result = outlined(tree, text)
        assert [slide.kind for slide in (title, asked, result)] == ["title", "predict", "code"]
        assert (asked.heading, result.heading) == ("", "It is 2")
        assert asked.before == ["Why?", "**Predict** it."]
        assert result.asked

    def test_a_prediction_that_ends_with_a_colon_shows_the_code(self, tree: Tree):
        text = "# %% [markdown]\n# # A\n# ## B\n# **Predict** this:\n\n# %%\n2\n"
        _, asked, result = outlined(tree, text)
        assert asked.shows == result.shows
        assert "result" not in slide_html(asked, Page("01_a", set()))

    def test_every_code_has_a_slide_of_its_own_with_the_text_after_it(self, tree: Tree):
        text = (
            "# %% [markdown]\n# # A\n# ## B\n# First.\n\n# %%\n1\n\n# %% [markdown]\n# It is 1. So:"
            "\n\n# %%\ndraw(2)\n\n# %% [markdown]\n# It is 2.\n"
        )
        _, first, second = outlined(tree, text)
        assert [(slide.kind, slide.heading) for slide in (first, second)] == [
            ("code", "B"), ("picture", "B"),
        ]  # fmt: skip
        assert [first.before, first.after] == [
            ["First."], ["It is 1."],
        ]  # fmt: skip
        assert [*second.before, *second.after] == ["So:", "It is 2."]

    def test_a_live_figure_keeps_the_question_whatever_leads_up_to_it(self):
        cell = node({"cell_type": "code", "source": "explore([1, 2], [1, 1, 3])"})
        text = "**Predict, then play:** " + "here is a long way to it. " * 8 + "Which stride? Why?"
        asked = slide_html(Slide("live", "A", [text], [cell]), Page("01_a", set()))
        assert "<p>Which stride? Why?</p>" in asked

    def test_a_translated_lead_needs_no_colon(self, tree: Tree):
        text = "# %% [markdown]\n# # A\n# ## B\n\n# %%\n1\n\n# %% [markdown]\n# 1です。次です。\n"
        cells = chapter_cells(write(tree, "01_a", text + "\n# %%\n2\n"))
        cells[2]["metadata"]["leads"] = True
        _, first, second = slides(cells)
        assert (first.after, second.before) == (["1です。"], ["次です。"])

    def test_what_is_skipped_makes_no_slide(self, tree: Tree):
        skip = '%% slideshow={"slide_type": "skip"}\n'
        text = f"# %% [markdown]\n# # A\n\n# %%\n1\n\n# {skip}2\n\n"
        title, shown = outlined(
            tree, text + f"# {skip.replace(' s', ' [markdown] s')}# Not on one.\n"
        )
        assert [cell["source"] for cell in [*title.shows, *shown.shows]] == ["1"]
        assert [*title.before, *shown.before, *shown.after] == []

    def test_what_has_no_room_is_said(self, built: Tree):
        made = slides(executed_cells(built, built.sources / "02_stride.py"))
        result = next(slide for slide in made if slide.kind == "code")
        assert result.after == ["Four cells."]
        notes = notes_html(result)
        assert "leaves it to the speaker" in notes

    def test_what_is_said_keeps_the_order_of_the_chapter(self, tree: Tree):
        before, after = "First it goes. " * 30, "Last it comes. " * 30
        text = (
            f"# %% [markdown]\n# # A\n# ## B\n# {before}\n\n# %%\n1\n\n# %% [markdown]\n# {after}\n"
        )
        _, shown = outlined(tree, text)
        assert [said.split()[0] for said in shown.said] == ["First", "Last"]

    def test_the_kinds_of_a_chapter(self, built: Tree):
        made = slides(executed_cells(built, built.sources / "02_stride.py"))
        assert [slide.kind for slide in made] == [
            "title", "predict", "code", "picture", "exercise", "closing",
        ]  # fmt: skip
        assert made[0].notes == ["Ask the room first."]

    @pytest.mark.parametrize("code", ["x = 1", "", "1 +", "(f)(x).y", "f(x)[0]"])
    def test_no_call_is_no_call(self, code: str):
        assert called(code) == ""

    def test_the_title_has_no_marks(self, built: Tree):
        title = chapter_title(built.sources / "02_stride.py")
        assert title == "Where does the next stamp go?"


class TestDecks:
    def test_a_deck_is_one_file_with_all_it_needs(self, built: Tree):
        deck = deck_html(built, built.sources / "02_stride.py")
        begins = deck.index("<body>")
        ends = deck.index("<script>", begins)
        body = deck[begins:ends]
        assert not LOADED.search(deck[:ends])
        assert not re.search(r"<(script|link)[^>]*\s(src|href)=", deck)
        counts = [deck.lower().count(mark) for mark in ("<script", "</script", "<!--")]
        assert counts == [6, 6, 0]
        assert "<title>Where does the next stamp go?</title>" in deck
        assert body.count("<section") == body.count("</section>") == 6
        assert re.search(r'<aside class="notes">\s*<p>Ask the room first.</p>', body)
        text = re.sub(r"</?span[^>]*>", "", body)
        for absent in ("class Picture", "draw()", "left out", "Not attempted yet</pre>"):
            assert absent not in text
        assert 'href="04_padding.html"' in body
        assert body.count("<svg") == 1

    def test_only_a_changed_deck_is_made_again(self, tree: Tree):
        source = write(tree, "01_a", "# %% [markdown]\n# # A & B\n")
        build_notebooks(tree)
        assert build_decks(tree, pdf=False) == [tree.deck(source)]
        assert build_decks(tree, pdf=False) == []
        assert 'href="01_a.html"' in (tree.slides / "index.html").read_text()
        assert "A &amp; B" in (tree.slides / "index.html").read_text()

    def test_one_bad_chapter_keeps_its_old_deck_and_stops_no_other(self, tree: Tree):
        first, second = (write(tree, name, "# %% [markdown]\n# # A\n") for name in ("01_a", "02_b"))
        build_notebooks(tree)
        build_decks(tree, pdf=False)
        before = tree.deck(first).read_bytes()
        write(tree, "01_a", "# %% [markdown]\n# # Changed\n\n# %%\n1 / 0\n")
        write(tree, "02_b", "# %% [markdown]\n# # Changed\n")
        third = write(tree, "03_c", '# %% [markdown] slideshow={"slide_type": "page"}\n# # C\n')
        with pytest.raises(PublishError) as failure:
            build_decks(tree, pdf=False)
        one, three = str(failure.value).splitlines()
        assert one.startswith("01_a, cell 2")
        assert "ZeroDivisionError" in one
        assert three.startswith("03_c")
        assert tree.deck(first).read_bytes() == before
        assert "Changed" in tree.deck(second).read_text()
        assert not tree.deck(third).exists()

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("# %% [markdown]\n# Only a text.\n", "01_a has no H1"),
            (
                '# %% [markdown] slideshow={"slide_type": "page"}\n# # A\n',
                "01_a, cell 1: slide_type 'page' is unknown",
            ),
        ],
    )
    def test_a_source_that_makes_no_deck_is_refused(self, tree: Tree, text: str, message: str):
        source = write(tree, "01_a", text)
        with suppress(PublishError):
            build_notebooks(tree)
        with pytest.raises(PublishError, match=message):
            build_decks(tree, pdf=False)
        assert not tree.deck(source).exists()

    def test_a_chapter_without_a_notebook_is_refused(self, tree: Tree):
        source = write(tree, "01_a", "# %% [markdown]\n# # A\n")
        with pytest.raises(PublishError, match=r"01_a.ipynb is missing; run: python -m"):
            deck_html(tree, source)

    def test_a_text_that_would_load_is_refused_with_its_cell(self, tree: Tree):
        text = "# %% [markdown]\n# # A\n\n# %% [markdown]\n# So: <img src='//a.org/b.png'>\n"
        source = write(tree, "01_a", text)
        build_notebooks(tree)
        with pytest.raises(PublishError, match="01_a, cell 2 would load from the network"):
            deck_html(tree, source)

    def test_a_stored_error_is_refused(self, tree: Tree):
        source = write(tree, "01_a", "# %% [markdown]\n# # A\n\n# %%\n1\n")
        build_notebooks(tree)
        notebook = read_notebook(tree.notebook(source))
        error = {"output_type": "error", "ename": "E", "evalue": "no", "traceback": []}
        notebook["cells"][1]["outputs"] = [node(error)]
        tree.notebook(source).write_text(notebook_text(notebook))
        with pytest.raises(PublishError, match="01_a, cell 2 raised E: no"):
            deck_html(tree, source)

    def test_without_a_browser_there_are_decks_and_a_sentence(
        self, tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        monkeypatch.setenv("CHROMIUM", "no-such-browser")
        source = write(tree, "01_a", "# %% [markdown]\n# # A\n")
        build_notebooks(tree)
        capsys.readouterr()
        assert build_decks(tree) == [tree.deck(source)]
        said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("No PDFs")]
        assert len(said) == 1
        assert "CHROMIUM" in said[0]

    def test_an_unchanged_tree_takes_under_a_second(self, tree: Tree):
        write(tree, "01_a", "# %% [markdown]\n# # A\n")
        build_notebooks(tree)
        build_decks(tree, pdf=False)
        program = (
            "import time; begun = time.perf_counter(); from pathlib import Path\n"
            "from publish.deck.decks import build_decks; from publish.tree import Tree\n"
            f"assert build_decks(Tree(Path({str(tree.root)!r})), pdf=False) == []\n"
            "print(time.process_time())"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True, text=True, check=True, cwd=this_tree().root,
        )  # fmt: skip
        assert float(done.stdout) < 1


@dataclass
class Deck:
    """A chapter's deck on disk, in a browser."""

    chapter: str
    path: Path
    page: BrowserPage
    witness: Witness

    @property
    def slides(self) -> int:
        return int(self.page.evaluate("deck.getTotalSlides()"))

    def show(self, number: int) -> str:
        """Turn to a slide, with all that appears on it; return its place in words."""
        self.page.evaluate("(n) => deck.slide(n, 0, 99)", number)
        self.page.wait_for_function("deck.getCurrentSlide().querySelector('.slide').dataset.fit")
        return f"{self.chapter}, slide {number + 1}"


@pytest.fixture(scope="module")
def published(publication: Callable[..., Tree]) -> Tree:
    """This checkout's decks, which the tests only read."""
    return publication()


@pytest.fixture(scope="module", params=CHAPTERS)
def deck(request: pytest.FixtureRequest, published: Tree, chromium: Browser) -> Iterator[Deck]:
    (source,) = chapter_sources(published, [request.param])
    with open_deck(chromium, published.deck(source)) as opened:
        yield opened


@contextmanager
def open_deck(chromium: Browser, path: Path) -> Iterator[Deck]:
    with open_page(chromium) as (page, witness):
        page.goto(file_url(path))
        page.wait_for_function("window.deck && deck.isReady()")
        yield Deck(path.stem, path, page, witness)


def assert_it_can_be_read(deck: Deck) -> None:
    """Every slide fits its page, nothing lies on something else, and no letter is too small."""
    for number in range(deck.slides):
        where = deck.show(number)
        assert deck.page.evaluate(STICKS_OUT) == [], where
        assert deck.page.evaluate(COLLIDES) == [], where
        assert deck.page.evaluate(TOO_SMALL) == [], where
    assert (deck.witness.errors, deck.witness.blocked) == ([], [])


@pytest.mark.long(sample=2)
@pytest.mark.browser
@needs_chromium
def test_every_slide_fits_its_page_and_can_be_read(deck: Deck):
    assert_it_can_be_read(deck)


@pytest.mark.long(sample=1)
@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_it_fits_in_the_widest_common_letters_as_well(
    published: Tree, chromium: Browser, tmp_path: Path, chapter: str
):
    """Where a browser refuses the letters that a deck brings along, it takes DejaVu."""
    (source,) = chapter_sources(published, [chapter])
    whole = published.deck(source).read_text(encoding="utf-8")
    without = re.sub(r"@font-face \{[^}]*\}", "", whole)
    path = tmp_path / f"{chapter}.html"
    path.write_text(without, encoding="utf-8")
    with open_deck(chromium, path) as opened:
        assert opened.page.evaluate("document.fonts.size") == 0
        assert_it_can_be_read(opened)


@pytest.mark.long(sample=2)
@pytest.mark.browser
@needs_chromium
class TestInTheBrowser:
    def test_it_has_as_many_slides_as_a_lesson_takes_and_notes_for_them(self, deck: Deck):
        fewest = FEWEST if deck.chapter != CHAPTERS[0] else 5
        assert fewest <= deck.slides <= MOST
        without = deck.page.evaluate(
            "deck.getSlides().map((s, i) => deck.getSlideNotes(s) ? '' : i + 1).filter(Boolean)"
        )
        assert len(without) <= 1, f"no notes on {without}"

    def test_a_prediction_stands_before_a_result_or_the_result_waits(self, deck: Deck):
        kinds = deck.page.evaluate("deck.getSlides().map((slide) => slide.dataset.kind)")
        at_once = deck.page.evaluate(
            "deck.getSlides().map((s) => s.querySelectorAll('.result:not(.fragment)').length)"
        )
        for number, results in enumerate(at_once):
            if results:
                assert kinds[number - 1] == "predict", f"{deck.chapter}, slide {number + 1}"
        assert kinds[-1] == "closing"

    def test_each_live_figure_moves_and_is_right(self, deck: Deck):
        for number in live_slides(deck):
            where = deck.show(number)
            state = deck.page.evaluate(STATE)
            wanted = torch_output(moved(deck, state))
            deck.page.wait_for_function(
                "(wanted) => (" + OUTPUT + ")().join() === wanted", arg=wanted
            )
            assert deck.page.evaluate(STICKS_OUT) == [], where
            assert deck.page.evaluate(COLLIDES) == [], where

    def test_a_move_leaves_the_slides_own_address(self, deck: Deck):
        for number in live_slides(deck):
            deck.show(number)
            here, entries = "location.hash", "history.length"
            deck.page.wait_for_function(f"location.hash.startsWith('#/{number}')")
            before = deck.page.evaluate(here), deck.page.evaluate(entries)
            slider(deck).press("ArrowRight")
            # A page of its own would have written it by now.
            deck.page.wait_for_timeout(400)
            assert (deck.page.evaluate(here), deck.page.evaluate(entries)) == before

    def test_keys_belong_to_the_figure_while_it_has_them(self, deck: Deck):
        for number in live_slides(deck):
            deck.show(number)
            slider(deck).focus()
            for key in ("ArrowRight", "ArrowLeft", "Space", "Home", "End", "n", "b", "f"):
                deck.page.keyboard.press(key)
                assert deck.page.evaluate("deck.getState().indexh") == number, key
            assert not deck.page.evaluate("deck.isPaused() || deck.isOverview()")
            deck.page.keyboard.press("PageDown")
            assert deck.page.evaluate("deck.getState().indexh") == number + 1, "a remote's key"
            deck.show(number)
            deck.page.mouse.click(10, 10)
            deck.page.keyboard.press("ArrowRight")
            assert deck.page.evaluate("deck.getState().indexh") == number + 1

    def test_a_number_is_edited_where_it_stands_on_a_large_screen(self, deck: Deck):
        numbers = live_slides(deck)
        if not numbers:
            pytest.skip(f"{deck.chapter} has no live figure")
        deck.page.set_viewport_size({"width": 1920, "height": 1080})
        try:
            deck.show(numbers[0])
            there = at_rest(current(deck).locator('.tc-stage [data-id^="x0"] rect').first)
            deck.page.mouse.click(there["x"] + 9, there["y"] + 9)
            field = at_rest(current(deck).locator(".tc-edit"))
            assert abs(there["x"] - field["x"]) < 3
            assert abs(there["y"] - field["y"]) < 3
            deck.page.keyboard.press("Escape")
        finally:
            deck.page.set_viewport_size({"width": 1280, "height": 720})

    def test_the_speaker_sees_the_notes(self, deck: Deck):
        deck.show(0)
        deck.page.mouse.click(10, 10)
        with deck.page.expect_popup() as opened:
            deck.page.keyboard.press("s")
        notes = opened.value.locator(".speaker-controls-notes .value")
        notes.get_by_text(re.compile(r"\w")).first.wait_for()
        opened.value.close()

    def test_the_pdf_has_a_page_for_each_slide_and_its_text(self, deck: Deck, tmp_path: Path):
        pdftotext = shutil.which("pdftotext")
        printed = tmp_path / f"{deck.chapter}.pdf"
        content = pdf.printed(deck.page.context, deck.path, **PRINTED)
        printed.write_bytes(content)
        assert len(content) < 2_000_000
        assert pages_of(content) == deck.slides
        if pdftotext is None:
            pytest.skip("no pdftotext (Debian: poppler-utils), so the PDF's text was not read")
        done = subprocess.run([pdftotext, "-layout", printed, "-"], capture_output=True, text=True)
        pages = done.stdout.split("\f")[:-1]
        assert len(pages) == deck.slides
        for number, text in enumerate(pages, 1):
            assert f"{number}/{deck.slides}" in text.replace(" ", "")
            heading = deck.page.evaluate(
                "(n) => deck.getSlides()[n].querySelector('h1, h2').innerText", number - 1
            )
            assert heading.split()[0] in text, f"{deck.chapter}, page {number}"
        assert not re.search(r"\$|\\frac|Not attempted|\bundefined\b", done.stdout)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A chapter with a list that no slide has room for."""
    made = Tree(tmp_path_factory.mktemp("crowded"))
    made.sources.mkdir(parents=True)
    items = "".join(f"# - item {number}\n" for number in range(16))
    source = write(made, "01_a", f"# %% [markdown]\n# # A\n#\n# ## B\n#\n{items}")
    # There is nothing to execute: where Playwright runs, no other event loop can.
    made.notebooks.mkdir(exist_ok=True)
    notebook = notebook_text(unexecuted(source))
    made.notebook(source).write_text(notebook, encoding="utf-8")
    return made


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("deck", CHAPTERS[:1], indirect=True)  # for its browser alone
def test_a_crowded_slide_is_shrunk_into_its_page(deck: Deck, crowded: Tree, tmp_path: Path):
    (source,) = chapter_sources(crowded)
    path = tmp_path / "deck.html"
    path.write_text(deck_html(crowded, source), encoding="utf-8")
    page = deck.page.context.new_page()
    page.goto(file_url(path))
    page.wait_for_function("window.deck && deck.isReady()")
    page.keyboard.press("ArrowRight")
    fit = page.evaluate("deck.getCurrentSlide().querySelector('.slide').dataset.fit")
    assert 0.4 < float(fit) < 1
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(TOO_SMALL) != []
    page.close()


# What makes a live figure worse, and what the fault is called.
SPOILS = {
    "a number wider than its cell": (
        ".tc-stage [data-id] text { font-size: 130px !important }", "sticks out",
    ),
    "words over words": (
        '.tc-stage text[font-size="11"] { transform: translateY(-14px) }', "meets",
    ),
    "a slider over a slider": (".tc-slider { margin-top: -30px }", "SPAN. meets SPAN."),
    "the figure over its sentence": (".tc-stage { margin-bottom: -120px }", "DIV.tc-stage meets"),
}  # fmt: skip


@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("deck", CHAPTERS[5:6], indirect=True)
@pytest.mark.parametrize("spoilt", SPOILS)
def test_a_fault_inside_a_live_figure_is_seen(deck: Deck, spoilt: str):
    rule, fault = SPOILS[spoilt]
    deck.show(live_slides(deck)[0])
    assert deck.page.evaluate(COLLIDES) == []
    style = deck.page.add_style_tag(content=rule)
    assert any(fault in told for told in deck.page.evaluate(COLLIDES)), spoilt
    style.evaluate("(style) => style.remove()")


@pytest.mark.browser
@needs_chromium
def test_the_builder_finds_the_browser_that_the_tests_find():
    assert pdf.browser_path() == chromium_path()
    assert pdf.why_not() is None


LIBATOMIC = (
    "node: error while loading shared libraries: libatomic.so.1: "
    "cannot open shared object file: No such file or directory"
)


@pytest.mark.skipif(os.name == "nt", reason="a driver that is a shell script")
@pytest.mark.parametrize(
    ("does", "said"),
    [
        (f"echo '{LIBATOMIC}' >&2; exit 127", f"({LIBATOMIC}); on Debian or Ubuntu install lib"),
        ("exit 3", "does not start (status 3)."),
        (None, "does not start ("),
    ],
)
def test_a_driver_that_does_not_start_is_one_sentence_and_the_decks_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str | None, said: str
):
    node = tmp_path / "node"
    if does:
        node.write_text(f"#!/bin/sh\n{does}\n")
        node.chmod(0o755)
    deck = tmp_path / "deck.html"
    deck.write_text("<p>deck</p>")
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
    monkeypatch.setattr(pdf, "why_not", lambda: None)
    with pytest.raises(PublishError, match=re.escape(said)) as fault:
        pdf.build_pdfs(Tree(tmp_path), [deck])
    assert str(fault.value).startswith("The PDFs were not made: Playwright's driver ")
    assert "\n" not in str(fault.value)
    assert [path.name for path in tmp_path.glob("deck.*")] == ["deck.html"]
    monkeypatch.setattr(browser, "chromium_path", lambda: "chromium")
    assert said in (browser.why_skipped() or "")


def current(deck: Deck) -> Any:
    return deck.page.locator("section.present")


def slider(deck: Deck) -> Any:
    """The first slider of the slide's figure: of the stride, or of the input's length."""
    return current(deck).locator(".tc-sliders input:visible").first


def moved(deck: Deck, state: dict[str, Any]) -> dict[str, Any]:
    """Move that slider by one; what the figure's state is then."""
    name = slider(deck).locator("..").get_attribute("data-parameter")
    slider(deck).focus()
    deck.page.keyboard.press("ArrowRight")
    if name == "length":
        return state | {"x": state["_spare"]["x"][: len(state["x"]) + 1]}
    return state | {"stride": state["stride"] + 1}


def live_slides(deck: Deck) -> list[int]:
    """Where the deck's live figures are; each chapter has one at least."""
    found = deck.page.evaluate(
        "deck.getSlides().map((s, i) => s.dataset.kind === 'live' ? i : -1).filter((i) => i >= 0)"
    )
    assert found, f"{deck.chapter} has no live figure"
    return list(found)


def torch_output(state: dict[str, Any]) -> str:
    torch = pytest.importorskip("torch")
    # A figure of planes holds its numbers in the order of reading, and knows their shapes.
    shapes = state["_shapes"]
    x, w = (
        torch.tensor(state[name], dtype=torch.float64).reshape(1, 1, *shapes.get(name, [-1]))
        for name in ("x", "w")
    )
    functional = torch.nn.functional
    transposed = functional.conv_transpose2d if shapes else functional.conv_transpose1d
    y = transposed(
        x,
        w,
        stride=state["stride"],
        padding=state["padding"],
        output_padding=state["output_padding"],
        dilation=state["dilation"],
    )
    return ",".join(f"{value:g}" for value in y.flatten().tolist())


def pages_of(content: bytes) -> int:
    """How many pages a PDF has, counted in its objects, the compressed ones included."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    parts = [content]
    for stream in packed:
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)


OUTPUT = """() => [...deck.getCurrentSlide().querySelectorAll('.tc-stage [data-id^="y"]')]
  .map((mark) => mark.querySelector("text").textContent.replace("−", "-"))"""
STATE = """JSON.parse(deck.getCurrentSlide().querySelector("script").textContent)"""
STICKS_OUT = """
[...deck.getCurrentSlide().querySelectorAll(".slide *")]
  .filter((part) => !part.closest("defs") && !part.closest("svg svg"))
  .map((part) => [part.tagName, part.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height &&
    (box.left < -1 || box.top < -1 || box.right > 1281 || box.bottom > 721))
  .map(([tag, box]) => `${tag} ${box.left},${box.top} to ${box.right},${box.bottom}`)
"""
# Parts that must keep clear of each other, once all motion that ends has ended: what flows, the
# footer, a live figure's own, and the words in a drawing, which must also stay in their cells.
COLLIDES = """(async () => {
  const ends = document.getAnimations()
    .filter((motion) => motion.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ends.map((motion) => motion.finished));
  const slide = deck.getCurrentSlide().querySelector(".slide"), found = [];
  const boxes = (selector) => [...slide.querySelectorAll(selector)]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }))
    .map((part) => [part, part.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  const told = (part) =>
    part.matches("text") ? `"${part.textContent}"` : `${part.tagName}.${part.className}`;
  const meet = (parts, least) => parts.forEach(([one, a], place) => {
    for (const [other, b] of parts.slice(place + 1))
      if (!one.contains(other) && !other.contains(one) &&
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > least &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > least)
        found.push(`${told(one)} meets ${told(other)}`);
  });
  const parts = boxes(
    "h1, h2, .prose > *, .cell > *, .fills > pre, .split .figure, footer > *, " +
    ".words > *, .tc-views > *, .tc-stage, .tc-slider > *, .tc-player > *, .tc-sentence, " +
    ".tc-message:not(:empty)");
  meet(parts, 1);
  for (const [one] of parts)
    if (one.matches("pre, button, .tc-slider > span, .words *") &&
        one.scrollWidth > one.clientWidth + 1) found.push("a line is cut");
  // A letter's box has some air in it.
  const words = boxes(":is(.tc-stage, .figure) svg text")
    .filter(([one]) => one.checkVisibility({ opacityProperty: true }));
  meet(words, 3);
  for (const [one, a] of words) {
    const around = one.closest(".tc-stage, .figure").getBoundingClientRect();
    const cell = one.closest("[data-id]")?.querySelector("rect")?.getBoundingClientRect() ?? around;
    if (a.left < cell.left - 1 || a.right > cell.right + 1 ||
        a.top < around.top - 1 || a.bottom > around.bottom + 1)
      found.push(`${told(one)} sticks out`);
  }
  return found;
})()"""
# Text by the size in which it is rendered: 28 pixels for prose, 22 for code.
TOO_SMALL = """(() => {
  const slide = deck.getCurrentSlide().querySelector(".slide");
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT), found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest("footer, svg, script, .tc-hidden, .colon, option")) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < (parent.closest("pre, code") ? 22 : 28)) found.push(`${size} ${text.data.trim()}`);
  }
  return found;
})()"""
