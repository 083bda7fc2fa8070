"""The Japanese pages, decks and pictures in a browser, also where there are no Japanese fonts."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, needs_chromium, open_page

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_decks import (
    CHAPTERS,
    COLLIDES,
    OUTPUT,
    STATE,
    STICKS_OUT,
    Deck,
    assert_it_can_be_read,
    moved,
    open_deck,
    torch_output,
)

from course.language import speaking
from course.picture.picture import _png
from publish.deck.decks import PRINTED
from publish.html import fonts, pdf
from publish.tree import Tree, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

KANA = re.compile(r"[ぁ-んァ-ヶ]")
PAGES = ["index", *CHAPTERS]
# What a reader of Japanese should not see, in places where code names can't be.
ENGLISH = re.compile(
    r"Not attempted|Wrong\.|Right\.|\bHint\b|Solution|Predict|Exercise|To take away|Next\b|Play\b"
)


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@pytest.fixture(scope="module", params=CHAPTERS)
def deck(request: pytest.FixtureRequest, tree: Tree, chromium: Browser) -> Iterator[Deck]:
    path = tree.root / "dist" / "slides" / "ja" / f"{request.param}.html"
    with open_deck(chromium, path) as opened:
        yield opened


@pytest.mark.long(sample=2)
@pytest.mark.browser
@needs_chromium
class TestDecks:
    @pytest.mark.long(sample=1)
    def test_every_slide_fits_its_page_and_can_be_read(self, deck: Deck):
        assert_it_can_be_read(deck)

    @pytest.mark.long(sample=1)
    def test_it_speaks_japanese_and_leads_to_its_twin(self, deck: Deck):
        page = deck.page
        assert page.locator("html").get_attribute("lang") == "ja"
        for number in range(deck.slides):
            where = deck.show(number)
            slide = page.locator("section.present .slide")
            assert KANA.search(slide.inner_text()), where
            heading = slide.locator("h1, h2").first.inner_text()
            assert not ENGLISH.search(heading), where
        deck.show(0)
        page.get_by_role("link", name="English").click()
        page.wait_for_function("window.deck && deck.isReady()")
        assert page.locator("html").get_attribute("lang") == "en"
        page.get_by_role("link", name="日本語").click()
        page.wait_for_function("window.deck && deck.isReady()")
        assert page.locator("html").get_attribute("lang") == "ja"

    def test_a_live_figure_moves_and_is_right(self, deck: Deck):
        kinds = deck.page.evaluate("deck.getSlides().map((slide) => slide.dataset.kind)")
        deck.show(kinds.index("live"))
        state = deck.page.evaluate(STATE)
        wanted = torch_output(moved(deck, state))
        deck.page.wait_for_function("(wanted) => (" + OUTPUT + ")().join() === wanted", arg=wanted)
        assert deck.page.evaluate(STICKS_OUT) == []
        assert deck.page.evaluate(COLLIDES) == []


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, tree: Tree, chromium: Browser) -> Iterator[Page]:
    with open_page(chromium, 1280, 800) as (page, witness):
        page.goto(file_url(tree.site / "ja" / f"{request.param}.html"))
        page.wait_for_function("!document.querySelector('[data-tc-figure]:not(:has(.tc-stage))')")
        yield page
        assert (witness.errors, witness.blocked) == ([], [])


@pytest.mark.long(sample=2)
@pytest.mark.browser
@needs_chromium
class TestPages:
    def test_it_speaks_japanese(self, visit: Page):
        assert visit.locator("html").get_attribute("lang") == "ja"
        assert KANA.search(visit.title())
        chrome = visit.locator("header, nav, footer, summary, button, label, h1, h2, h3")
        for text in chrome.all_inner_texts():
            assert not ENGLISH.search(text), text
        for text in visit.locator("p, li, td, figcaption + *").all_inner_texts():
            prose = re.sub(r"pip install .*", "", text)
            assert not re.search(r"(?:[A-Za-z]{2,} ){6}", prose), text

    def test_what_is_japanese_is_called_so(self, visit: Page):
        called = visit.evaluate("""() => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
          while (texts.nextNode()) {
            const { data, parentElement: parent } = texts.currentNode;
            const language = parent.closest("[lang]").getAttribute("lang");
            if (parent.checkVisibility()) found.push([data, language]);
          }
          return found;
        }""")
        assert {language for text, language in called if KANA.search(text)} == {"ja"}

    @pytest.mark.parametrize("width", [360, 1920])
    def test_nothing_moves_the_page_sideways(self, visit: Page, width: int):
        visit.set_viewport_size({"width": width, "height": 740})
        assert visit.evaluate("document.documentElement.scrollWidth") <= width
        visit.set_viewport_size({"width": 1280, "height": 800})

    @pytest.mark.long(sample=1)
    def test_it_leads_to_its_twin(self, visit: Page):
        address = visit.url
        visit.get_by_role("link", name="English", exact=True).click()
        visit.wait_for_function("document.documentElement.lang === 'en'")
        assert visit.url == address.replace("/ja/", "/")
        visit.get_by_role("link", name="日本語", exact=True).click()
        visit.wait_for_function("document.documentElement.lang === 'ja'")
        assert visit.url == address


@pytest.mark.browser
@needs_chromium
def test_an_exercise_answers_in_japanese(tree: Tree, chromium: Browser):
    with open_page(chromium) as (page, _):
        page.goto(file_url(tree.site / "ja" / "02_stride.html"))
        form = page.locator("#stride-by_two form")
        field, says = form.get_by_role("textbox"), form.locator(".tc-text")
        for answer, told in [
            ("", "先に欄に答えを"),
            ("abc", "「abc」は読み取れません"),
            ("1, 1, 5, 2, 9, 3, 9", "正解です。"),
            ("3, 1, 7, 2, 11, 3, 3", "カーネルを逆の順にスタンプしていませんか。"),
            ("1, 1, 5, 2, 9, 3, 9, 4", "8"),
        ]:
            field.fill(answer)
            field.press("Enter")
            assert told in says.inner_text(), answer
            assert "{" not in says.inner_text(), answer


@pytest.mark.browser
@needs_chromium
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_every_page_is_well_formed_and_light(tree: Tree):
    import gzip

    html5lib = pytest.importorskip("html5lib", reason="well-formedness needs html5lib")
    for path in (tree.site / "ja").glob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        assert len(gzip.compress(path.read_bytes())) < 300_000, path.name


class TestWithoutJapaneseFonts:
    """The tests' browser knows DejaVu alone, which has Latin letters and no Japanese ones."""

    def test_the_font_has_every_letter_of_the_catalogues(self, tmp_path: Path):
        from fontTools.ttLib import TTFont

        made = Tree(tmp_path)
        shutil.copytree(this_tree().locale / "ja", made.locale / "ja")
        with speaking("ja"):
            file = fonts.letters(made)[-1]
            assert file == tmp_path / "dist" / "letters" / "ja.woff2"
            assert fonts.letters(made)[-1].stat().st_mtime_ns == file.stat().st_mtime_ns
            assert f"url({fonts.embedded(file)})" in fonts.style(made, fonts.embedded)
        catalogues = (made.locale / "ja").rglob("*.po")
        used = {ord(one) for po in catalogues for one in po.read_text(encoding="utf-8")}
        with TTFont(file) as font:
            there = set(font.getBestCmap())
        assert len(there) > 500
        assert {chr(one) for one in used if one >= 0x2E80} <= {chr(one) for one in there}

    @pytest.mark.long(sample=1)
    @pytest.mark.browser
    @needs_chromium
    @pytest.mark.parametrize("name", ["slides/ja/09_two_dimensions", "site/ja/02_stride"])
    def test_no_glyph_is_missing(self, tree: Tree, chromium: Browser, name: str):
        with open_page(chromium) as (page, _):
            page.goto(file_url(tree.root / "dist" / f"{name}.html"))
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(300)
            used = fonts_of(page, "h1, h2, .prose p, svg text, button, .tc-slider")
        assert used.pop("IPAexGothic", 0) > 100
        assert set(used) <= {"Course Sans", "Course Mono"}, used

    @pytest.mark.long(sample=1)
    @pytest.mark.browser
    @needs_chromium
    @pytest.mark.parametrize("name", ["slides/index", "slides/02_stride", "site/02_stride"])
    def test_english_pages_can_write_its_name(self, tree: Tree, chromium: Browser, name: str):
        with open_page(chromium) as (page, _):
            page.goto(file_url(tree.root / "dist" / f"{name}.html"))
            page.evaluate("document.fonts.ready")
            page.wait_for_timeout(300)
            assert fonts_of(page, "[hreflang=ja]") == {"IPAexGothic": len("日本語")}

    @pytest.mark.browser
    @needs_chromium
    def test_the_pdf_has_the_text(self, tree: Tree, chromium: Browser, tmp_path: Path):
        pdftotext = shutil.which("pdftotext")
        if pdftotext is None:
            pytest.skip("no pdftotext (Debian: poppler-utils), so the PDF's text was not read")
        deck = tree.root / "dist" / "slides" / "ja" / "02_stride.html"
        with chromium.new_context() as context:
            (tmp_path / "deck.pdf").write_bytes(pdf.printed(context, deck, **PRINTED))
        argv = [pdftotext, tmp_path / "deck.pdf", "-"]
        text = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
        assert "ストライド" in text
        assert "カーネル" in text
        assert "\0" not in text

    def test_a_png_draws_each_letter(self, monkeypatch: pytest.MonkeyPatch):
        import resvg_py

        drawn: dict[str, Any] = {}
        real = resvg_py.svg_to_bytes
        monkeypatch.setattr(
            resvg_py, "svg_to_bytes", lambda **given: real(**(drawn.update(given) or given))
        )
        picture = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">'
            '<text y="20" font-family="DejaVu Sans">{}</text></svg>'
        )
        with speaking("ja"):
            made = {letter: _png(picture.format(letter)) for letter in "入出カ力A"}
            box = _png(picture.format("\U0010fffd"))
        assert drawn["skip_system_fonts"] is True
        assert len({*made.values(), box}) == 6


def fonts_of(page: Page, selector: str) -> dict[str, int]:
    """How many glyphs of each font the elements are drawn with, as the browser tells."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found: dict[str, int] = {}
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    for node in nodes:
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            name = font["familyName"]
            found[name] = found.get(name, 0) + int(font["glyphCount"])
    return found
