"""What pages say and how they read: no notebook's words, code that wraps, room at 320 pixels."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_site import NAMES, opened, show_answers

from course.language import speaking
from publish.html.render import READABLE, code_html, narrowest, printed_html, text_html
from publish.site.exercise_html import exercise_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from publish.tree import Tree

pytestmark = pytest.mark.slow

EDITIONS = ("", "ja/")
# How a notebook is used. On pages exercises have forms, and hints to fold out.
NOTEBOOKS_WORDS = re.compile(
    r"Shift \+ Enter|\bhint\(|\bprogress\(\)|\breview\(\)|true=True|place of the dots"
    r"|\b(?:run|into) (?:a|the|its) cell|セルを実行|(?<!ピク)セルに|「\.\.\.」のところ"
)
CELL = r'<div class="cell"><pre class="code".*?</pre>'
PRINTED = r'<pre class="output">(.*?)</pre>'


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    """This checkout's chapters with their decks and the site; tests only read it."""
    return publication()


def said(html: str) -> str:
    """What a page's article shows, without drawings, and without the solutions' code."""
    shown = html[html.index("<main") : html.index("</main>")]
    for left_out in ("<svg", "<noscript", '<details class="solution"'):
        tag = left_out[1:].split()[0]
        shown = re.sub(rf"{left_out}[ >].*?</{tag}>", "", shown, flags=re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", shown)))


def text_of(code: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", code))


# ---- the files ----------------------------------------------------------------------------------


class TestWords:
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_the_words_of_the_notebook_stay_in_it(self, tree: Tree, edition: str):
        found = {}
        for name in NAMES[1:]:
            html = (tree.site / edition / f"{name}.html").read_text(encoding="utf-8")
            found[name] = NOTEBOOKS_WORDS.findall(said(html))
        assert not any(found.values()), found
        for name in ("00_start", "01_basic", "12_cost"):
            notebook = tree.site / "notebooks" / edition / f"{name}.ipynb"
            assert NOTEBOOKS_WORDS.search(notebook.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("edition", EDITIONS)
    def test_nor_do_slides_have_them(self, tree: Tree, edition: str):
        for name in ("00_start", "01_basic", "12_cost"):
            html = (tree.site / "slides" / edition / f"{name}.html").read_text(encoding="utf-8")
            slides = "".join(re.findall(r"<section\b.*?</section>", html, re.DOTALL))
            assert slides
            assert not NOTEBOOKS_WORDS.search(text_of(re.sub(r"<svg\b.*?</svg>", "", slides)))

    def test_what_is_printed_twice_is_shown_once(self, tree: Tree):
        told = 0
        for name in NAMES[1:]:
            html = (tree.site / f"{name}.html").read_text(encoding="utf-8")
            told += html.count('<p class="same">')
            for one, other in re.findall(
                f"{CELL}{PRINTED}</div>\n{CELL}{PRINTED}", html, re.DOTALL
            ):
                assert one != other, name
        assert told >= 6
        html = (tree.site / "02_stride.html").read_text(encoding="utf-8")
        (one, _) = re.findall(
            r'<p class="same">.*?</p><pre class="code">(.*?)</pre>', html, re.DOTALL
        )
        assert text_of(one) == "show(conv_transpose1d([1, 1], [1, 1, 3], stride=1))"

    def test_chapters_agree_on_inserted_zeros(self, tree: Tree):
        third, twelfth = (
            said((tree.site / f"{name}.html").read_text(encoding="utf-8"))
            for name in ("03_zero_insert", "12_cost")
        )
        assert "Nobody inserts zeros" not in third
        assert "Not on the CPU" in third
        assert "Chapter 12 measures when it is quick all the same." in third
        assert "on the CPU, PyTorch multiplied by no inserted zero" in twelfth
        assert "Less time than stamps for nearly every kernel" in twelfth


class TestCode:
    def test_a_line_says_how_far_in_it_stands_and_where_it_may_break(self):
        code = "def stamps(x):\n    return torch.tensor([[x]])\n\n\nstamps(1)"
        html = code_html(code)
        assert text_of(html) == code
        assert html.count('class="line"') == code.count("\n") + 1
        assert html.count('style="--indent:4"') == 1
        assert re.findall(r">(\W+)</span><wbr>", html) == ["(", "([[", "("]

    @pytest.mark.parametrize(("language", "is_told"), [("en", False), ("ja", True)])
    def test_english_is_called_so_elsewhere(self, language: str, is_told: bool):
        with speaking(language):
            told = [
                code_html("show(y)"),
                text_html("Dumoulinの*A guide*です。"),
                printed_html("入力 [1]\noutput padding must be smaller"),
            ]
        assert [' lang="en"' in html for html in told] == [is_told] * 3
        if is_told:
            assert "入力 [1]\n<span" in told[2]
            assert '<em class="latin" lang="en">A guide</em>' in told[1]

    def test_tables_have_room_to_scroll(self, tree: Tree):
        for name in NAMES[1:]:
            html = (tree.site / f"{name}.html").read_text(encoding="utf-8")
            article = html[html.index("<article") : html.index("</article>")]
            written = re.sub(r'<div class="html">.*?</div>', "", article, flags=re.DOTALL)
            assert written.count("<table>") == written.count('<div class="wide"><table>')


def test_a_still_is_as_wide_as_its_smallest_letters_want():
    letters = "".join(f'<text font-size="{size}">1</text>' for size in (20, 16))
    svg = f'<svg width="400" height="9">{letters}</svg>'
    assert narrowest(svg) == 400 * READABLE / 16
    assert narrowest(svg.replace('"16"', '"8"')) == 400
    assert narrowest("<svg></svg>") == 0


def test_an_exercise_is_called_by_its_number():
    html = exercise_html(
        "basic.hole", 'check("basic.hole", ...)', "<p><strong>2.</strong> …</p>", ""
    )
    assert 'aria-label="Exercise 2"' in html
    html = exercise_html("basic.hole", 'check("basic.hole", ...)', "<p>…</p>", "")
    assert 'aria-label="Exercise basic.hole"' in html


# ---- in a browser -------------------------------------------------------------------------------

browser = pytest.mark.browser
KINDS = {
    "": ("index", "06_size_formula", "12_cost", "review", "calculator", "embed"),
    "ja/": ("index", "06_size_formula", "calculator"),
}
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
# What is not seen whole: the page's width, what the bar on top leaves outside, code that scrolls,
# and stops for the keyboard that have no name.
UNSEEN = """() => ({
  wide: document.documentElement.scrollWidth - innerWidth,
  outside: [...document.querySelectorAll(".top :is(a, button, summary)")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width && (left < 0 || right > innerWidth);
  }).map((one) => one.textContent),
  code: [...document.querySelectorAll("main pre")].filter(
    (pre) => pre.scrollWidth > pre.clientWidth).map((pre) => pre.textContent.slice(0, 40)),
  nameless: [...document.querySelectorAll("main [tabindex='0']")].filter((one) =>
    !one.hasAttribute("role") || !(one.ariaLabel || one.hasAttribute("aria-labelledby"))
    ).map((one) => one.outerHTML.slice(0, 80)),
  small: [...document.querySelectorAll(".still > svg")].filter((svg) => {
    const scale = svg.getBoundingClientRect().width / svg.getAttribute("width");
    const sized = [...svg.querySelectorAll("[font-size]")];
    const least = Math.min(...sized.map((one) => one.getAttribute("font-size")));
    return least >= 10 && least * scale < 9.99;
  }).map((svg) => svg.getAttribute("aria-label").slice(0, 40)),
})"""
NOTHING: dict[str, Any] = {"wide": 0, "outside": [], "code": [], "nameless": [], "small": []}


@pytest.fixture(scope="module")
def chapter(chromium: Browser, tree: Tree) -> Iterator[Page]:
    """A chapter that all tests share; each leaves it as it was."""
    with opened(chromium, file_url(tree.site), "06_size_formula") as page:
        show_answers(page)
        yield page


@browser
@needs_chromium
class TestReading:
    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("edition", EDITIONS)
    def test_at_400_percent_and_with_text_spaced_all_is_seen(
        self, chromium: Browser, tree: Tree, edition: str
    ):
        narrow = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
        with opened(chromium, file_url(tree.site), f"{edition}index", **narrow) as page:
            for name in KINDS[edition]:
                page.goto(f"{file_url(tree.site)}/{edition}{name}.html")
                assert page.evaluate(UNSEEN) == NOTHING, name
                page.add_style_tag(content=SPACED)
                assert page.evaluate(UNSEEN) == NOTHING, f"{name}, spaced"

    def test_code_is_copied_by_keyboard_and_said(self, chapter: Page):
        code = chapter.locator("article pre.code").nth(1)
        taker = code.get_by_role("button", name="Copy the code")
        chapter.evaluate("""() => {
          navigator.clipboard.writeText = async (text) => { window.taken = text; };
        }""")
        taker.focus()
        chapter.keyboard.press("Enter")
        chapter.wait_for_function("document.querySelector('#site-said').textContent === 'Copied'")
        assert (
            chapter.evaluate("window.taken")
            == "draw([1, 2, 3], [1, 1, 3], stride=4, padding=2, output_padding=3, formula=True)"
        )
        assert chapter.locator("#site-said").get_attribute("role") == "status"
        assert chapter.locator(".output button").count() == 0
        # Where nothing may be copied it is selected, line by line as it was written.
        chapter.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        taker = chapter.locator(".setup").get_by_role("button", name="Copy the code")
        chapter.locator(".setup summary").click()
        taker.click()
        chapter.wait_for_function(
            "document.querySelector('#site-said').textContent.startsWith('Sel')"
        )
        lines = chapter.evaluate("getSelection().toString()").splitlines()
        assert lines[:2] == ["import torch", "from torch import nn"]
        chapter.locator(".setup summary").click()

    def test_the_menu_says_where_one_is_and_stands_still(self, chapter: Page):
        side, here = (
            chapter.locator(".side"),
            chapter.locator('.side .contents [aria-current="true"]'),
        )
        places = """(side) => [...side.querySelectorAll("a")].map((link) => {
          const letters = document.createRange();
          letters.selectNodeContents(link);
          return letters.getBoundingClientRect().toJSON();
        })"""
        chapter.evaluate("scrollTo(0, 0)")
        chapter.wait_for_function("!document.querySelector('.contents [aria-current]')")
        before = side.evaluate(places)
        for anchor in ("the-ladder", "doubling-exactly"):
            chapter.evaluate("(id) => document.getElementById(id).scrollIntoView()", anchor)
            chapter.wait_for_function(
                "(id) => document.querySelector('.contents [aria-current]')?.hash === `#${id}`",
                arg=anchor,
            )
            assert here.count() == 1
            assert side.evaluate(places) == before
        chapter.evaluate("scrollTo(0, document.body.scrollHeight)")
        chapter.wait_for_function(
            "document.querySelector('.menu .contents [aria-current]')?.hash === '#where-to-go-next'"
        )
        chapter.evaluate("scrollTo(0, 0)")

    def test_no_two_fields_have_one_name(self, chapter: Page):
        chapter.locator(".ask form").first.wait_for()
        names = chapter.locator(".ask :is(textarea, input[type=text])").evaluate_all(
            "(fields) => fields.map((field) => field.getAttribute('aria-label'))"
        )
        assert len(names) >= 10
        assert len(set(names)) == len(names)
        assert "kernel_size =, Exercise 3" in names

    def test_paper_has_nothing_large_that_can_not_be_broken(self, chapter: Page):
        chapter.set_viewport_size({"width": 672, "height": 980})
        chapter.emulate_media(media="print")
        large = chapter.evaluate("""() => [...document.querySelectorAll("article *")].filter(
          (one) => getComputedStyle(one).breakInside === "avoid"
            && one.offsetHeight > innerHeight * 0.45
          ).map((one) => one.outerHTML.slice(0, 80))""")
        assert large == []
        assert not chapter.locator("article .copy").first.is_visible()
        chapter.emulate_media(media="screen")
        chapter.set_viewport_size({"width": 1280, "height": 800})

    def test_fingers_find_what_the_menu_and_the_bar_offer(self, chromium: Browser, tree: Tree):
        phone = {"viewport": {"width": 390, "height": 740}, "has_touch": True, "is_mobile": True}
        with opened(chromium, file_url(tree.site), "06_size_formula", **phone) as page:
            page.get_by_text("Chapters", exact=True).click()
            offered = page.locator(".top :is(a, button, summary), .offers a, article .copy")
            heights = offered.evaluate_all(
                "(all) => all.map((one) => one.getBoundingClientRect().height).filter(Boolean)"
            )
            assert len(heights) > 30
            assert min(heights) >= 44

    def test_forced_colours_leave_edges(self, chromium: Browser, tree: Tree):
        for name, buttons in (("index", ".start"), ("06_size_formula", ".theme, .copy, .tc-check")):
            with opened(chromium, file_url(tree.site), name, forced_colors="active") as page:
                page.locator(buttons).first.wait_for()
                edges = page.locator(buttons).evaluate_all("""(all) => all.map((one) => {
                  const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(one);
                  const ground = getComputedStyle(document.body).backgroundColor;
                  return borderTopStyle === "solid" && parseFloat(borderTopWidth) >= 1
                    && borderTopColor !== ground;
                })""")
                assert edges
                assert all(edges)
