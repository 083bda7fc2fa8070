"""A deck by ear, in the dark, enlarged, printed, and in front of a room that votes."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, needs_chromium, open_page
from test_decks import COLLIDES

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.exercises.answers import Prediction
from course.exercises.bank import EXERCISES
from course.exercises.spot import Spot
from course.language import speaking
from publish.chapter.ipynb import node
from publish.deck.decks import PRINTED
from publish.deck.slides import Slide
from publish.deck.votes import for_a_room, options
from publish.html import pdf
from publish.tree import Tree, chapter_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as BrowserPage

VOTED = [name for name, one in EXERCISES.items() if isinstance(one, Prediction | Spot)]
LANGUAGES = ("en", "ja")


def exercise(number: int, name: str) -> Slide:
    cell = node({"cell_type": "code", "metadata": {}, "source": f'check("{name}", ...)'})
    cell["outputs"] = []
    return Slide("exercise", f"Exercise {number}", ["Why?"], [cell], number=str(number))


class TestVotes:
    def test_the_answers_are_the_banks_in_the_order_of_their_numbers(self):
        voted = options("basic.hole")
        assert [option.text for option in voted] == [
            "[1, 0, 2, 2, 6]", "[1, 1, 2, 2, 6]", "[1, 1, 5, 2, 6]", "[3, 1, 7, 2, 2]",
        ]  # fmt: skip
        assert [option.right for option in voted] == [False, False, True, False]
        assert voted[0].told.startswith("This is what you get if a later stamp replaces an earlier")

    def test_a_sentence_is_true_or_false_and_a_case_shows_it(self):
        true, false = options("stride.doubles")
        assert (true.text, true.right, true.told) == ("True", False, "")
        assert (false.text, false.right) == ("False", True)
        assert "stride 2 makes 9 of 4 with kernel_size 3" in false.told
        true, false = options("padding.two_less")
        assert (true.right, false.right) == (True, False)

    @pytest.mark.parametrize("name", VOTED)
    def test_one_is_right_none_comes_twice_and_all_is_said(self, name: str):
        voted = options(name)
        assert len(voted) in (2, 3, 4)
        assert [option.right for option in voted].count(True) == 1
        assert len({option.text for option in voted}) == len(voted)
        for option in voted:
            outcome = EXERCISES[name].verdict(option.answer).outcome
            assert isinstance(option.answer, bool) or (outcome == "right") == option.right
            assert option.told or isinstance(option.answer, bool)

    def test_where_the_right_one_stands_tells_nothing(self):
        places = {[option.right for option in options(name)].index(True) for name in VOTED}
        assert places >= {0, 1, 2}

    def test_a_long_question_leaves_room_for_fewer_answers(self):
        assert len(options("basic.hole")) == 4
        assert len(options("basic.hole", "long " * 60)) == 3

    def test_what_no_bank_knows_or_code_answers_is_no_vote(self):
        assert options("stride.x") == options("stride.stamps") == options("stride.repair") == []

    def test_a_row_of_exercises_becomes_two_votes_and_one_slide(self):
        names = ("basic.two_stamps", "basic.stamps", "basic.hole", "basic.largest")
        row = [exercise(number, name) for number, name in enumerate(names, 1)]
        made = for_a_room([*row, Slide("closing"), exercise(5, "basic.stamps")])
        assert [slide.kind for slide in made] == ["vote", "vote", "exercise", "closing", "exercise"]
        assert made[0].heading == "Vote: exercise 1"
        assert made[2].before == ["**2.** Why?", "**4.** Why?"]
        assert made[2].shows == []
        assert 'check("basic.largest", ...)' in "".join(made[2].notes)
        assert 'check("basic.two_stamps", ...)' in "".join(made[0].notes)


@pytest.fixture(scope="module")
def published(publication: Callable[..., Tree]) -> Tree:
    return publication()


def deck_file(tree: Tree, chapter: str, language: str = "en") -> Any:
    with speaking(language):
        (source,) = chapter_sources(tree, [chapter])
        return tree.deck(source)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_deck_has_code_to_type_or_a_row_of_exercises(published: Tree, language: str):
    for source in chapter_sources(published):
        deck = deck_file(published, source.stem, language).read_text(encoding="utf-8")
        kinds = re.findall(r'<section data-kind="(\w+)"', deck)
        row = " ".join(kinds)
        assert not re.search(r"(\b(vote|exercise)\b ?){4}", row), source.stem
        assert "exercise exercise" not in row, source.stem
        shown = re.sub(r"(?s)<aside.*?</aside>|<script.*?</script>|<[^>]+>", "", deck)
        assert 'check("' not in shown, source.stem


@pytest.fixture(scope="module")
def page(published: Tree, chromium: Browser) -> Iterator[BrowserPage]:
    with open_page(chromium) as (page, witness):
        opened(page, published)
        yield page
        assert (witness.errors, witness.blocked) == ([], [])


def opened(page: BrowserPage, tree: Tree, query: str = "", chapter: str = "02_stride") -> None:
    page.goto(f"{file_url(deck_file(tree, chapter))}{query}")
    if "view=page" not in query:
        page.wait_for_function("window.deck && deck.isReady()")


def spoken(page: BrowserPage) -> str:
    """The text of the live regions, as Chromium's accessibility tree has it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def live(node: dict[str, Any]) -> bool:
        return any(
            p["name"] == "live" and p["value"].get("value") in ("polite", "assertive")
            for p in node.get("properties", [])
        )

    def text(node: dict[str, Any]) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        return " ".join(text(by_id[child]) for child in node.get("childIds", []) if child in by_id)

    parents = {child: node for node in nodes for child in node.get("childIds", [])}
    outer = [n for n in nodes if live(n) and not live(parents.get(n["nodeId"], {}))]
    return " ".join(filter(None, map(text, outer))).strip()


def turn(page: BrowserPage, number: int) -> None:
    page.evaluate("(n) => deck.slide(n - 1, 0, -1)", number)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))")


def first(page: BrowserPage, kind: str) -> int:
    """The number of the first slide of this kind."""
    kinds = page.evaluate("deck.getSlides().map((slide) => slide.dataset.kind)")
    return int(kinds.index(kind)) + 1


@pytest.mark.browser
@needs_chromium
class TestByEar:
    def test_no_answer_is_said_before_its_key_and_then_it_alone(self, page: BrowserPage):
        turn(page, 2)
        assert "so there are two equal stamps" in spoken(page)
        assert "[1, 2, 4, 3]" not in spoken(page)
        page.keyboard.press("ArrowRight")
        assert spoken(page) == "[1, 2, 4, 3]"

    def test_a_drawing_is_said_by_its_name(self, page: BrowserPage):
        turn(page, 3)
        said, name = (
            spoken(page),
            page.evaluate(
                "deck.getCurrentSlide().querySelector('.figure svg').getAttribute('aria-label')"
            ),
        )
        assert name in said
        assert said.count("starts at") == name.count("starts at")

    def test_a_vote_says_its_answers_and_not_which_is_right(self, page: BrowserPage):
        turn(page, first(page, "vote"))
        assert "A [1, 1, 2, 2, 3, 3, 9]" in spoken(page)
        assert "Right" not in spoken(page)
        page.keyboard.press("ArrowRight")
        assert "Right. Neighbours share exactly one cell" in spoken(page)
        assert "A [1, 1, 2, 2, 3, 3, 9]" not in spoken(page)

    def test_a_live_figure_says_no_program(self, page: BrowserPage):
        turn(page, first(page, "live"))
        assert "At which stride" in spoken(page)
        assert "_frames" not in spoken(page)
        assert len(spoken(page)) < 900


DARK, LIGHT = "rgb(20, 23, 27)", "rgb(255, 255, 255)"


@pytest.mark.browser
@needs_chromium
class TestInTheDark:
    def test_it_follows_the_system_then_the_key_and_keeps_that(
        self, page: BrowserPage, published: Tree
    ):
        ground = "getComputedStyle(document.querySelector('.reveal-viewport')).backgroundColor"
        page.emulate_media(color_scheme="dark")
        try:
            assert page.evaluate(ground) == DARK
            page.mouse.click(10, 10)
            page.keyboard.press("d")
            assert page.evaluate(ground) == LIGHT
            page.reload()
            page.wait_for_function("window.deck && deck.isReady()")
            assert page.evaluate(ground) == LIGHT
            opened(page, published, "?theme=dark")
            assert page.evaluate(ground) == DARK
            assert page.locator('.tc-figure[data-theme="dark"]').count() == 1
            page.emulate_media(color_scheme="dark", media="print")
            assert page.evaluate(ground) == LIGHT
        finally:
            page.emulate_media(color_scheme="light", media="screen")
            page.evaluate("sessionStorage.clear()")
            opened(page, published)

    def test_the_help_names_the_keys(self, page: BrowserPage):
        page.keyboard.press("Shift+?")
        keys = page.locator(".r-overlay-help td:first-child").all_inner_texts()
        page.keyboard.press("Escape")
        assert {"D", "R"} <= set(keys)

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("theme", ["light", "dark"])
    @pytest.mark.parametrize("chapter", ["02_stride", "10_artifacts"])
    def test_letters_keep_their_contrast(
        self, page: BrowserPage, published: Tree, theme: str, chapter: str
    ):
        from test_site import CONTRAST, violations

        # As a page a deck shows all of its slides at once.
        opened(page, published, f"?view=page&theme={theme}", chapter)
        page.locator(".slide > button").evaluate_all("(all) => all.forEach((one) => one.click())")
        assert violations(page, CONTRAST) == []
        page.evaluate("sessionStorage.clear()")
        opened(page, published)

    def test_sounds_on_a_slide_play_and_say_how_long_they_are(
        self, page: BrowserPage, published: Tree
    ):
        opened(page, published, chapter="10_artifacts")
        played = page.evaluate(
            """Promise.all([...document.querySelectorAll("audio")].map(async (sound) => {
              sound.muted = true;
              await sound.play();
              await new Promise((done) => (sound.ontimeupdate = () => sound.currentTime && done()));
              sound.pause();
              return sound.duration;
            }))"""
        )
        opened(page, published)
        assert played == [4, 4, 4]

    def test_a_still_is_read_on_its_dark_card(self, page: BrowserPage, published: Tree):
        opened(page, published, "?view=page&theme=dark")
        drawn = page.evaluate(
            """[...document.querySelectorAll(".figure > svg")].map((svg) => [
              ...[svg.querySelector("rect"), ...svg.querySelectorAll("text")].map(
                (part) => getComputedStyle(part).fill)])"""
        )
        page.evaluate("sessionStorage.clear()")
        opened(page, published)
        assert len(drawn) >= 2
        for card, *letters in drawn:
            assert luminance(card) < 0.05
            assert min(map(luminance, letters)) > 4.5 * (luminance(card) + 0.05) - 0.05


def luminance(colour: str) -> float:
    """WCAG's relative luminance of what a browser computes, as rgb(20, 23, 27)."""
    parts = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.browser
@needs_chromium
class TestRoom:
    def test_letters_that_would_lie_on_each_other_stay_as_they_were_drawn(
        self, page: BrowserPage, published: Tree
    ):
        turn(page, 3)
        assert page.locator(".present .plain").count() == 0
        opened(page, published)
        page.add_style_tag(
            content='.slide:not(.plain) svg text[font-size="17"] { font-size: 90px !important }'
        )
        turn(page, 3)
        assert page.locator(".present .plain").count() == 1
        assert page.evaluate(COLLIDES) == []
        opened(page, published)

    def test_the_room_of_what_will_be_said_gives_no_answer_away(self, page: BrowserPage):
        turn(page, first(page, "vote") + 1)
        rows = page.locator(".present .options li")
        assert rows.locator(".answer").all_inner_texts() == ["True", "False"]
        true, false = (row.bounding_box() or {} for row in rows.all())
        assert true["height"] == pytest.approx(false["height"], abs=0.5)

    def test_what_a_figure_says_moves_nothing(self, page: BrowserPage):
        turn(
            page, page.evaluate("deck.getSlides().findIndex((s) => s.dataset.kind === 'live')") + 1
        )
        places = """() => [".tc-stage", ".tc-says", ".tc-sliders", ".tc-player"].map((part) =>
          JSON.stringify(document.querySelector(`.present ${part}`).getBoundingClientRect()))"""
        before = page.evaluate(places)
        page.evaluate(
            "document.querySelector('.present .tc-sentence').textContent = 'a long sum '.repeat(40)"
        )
        assert page.evaluate(places) == before
        page.reload()
        page.wait_for_function("window.deck && deck.isReady()")


@pytest.mark.browser
@needs_chromium
class TestEnlarged:
    def test_a_zoom_of_200_percent_enlarges_the_letters(self, published: Tree, chromium: Browser):
        """A browser's zoom halves the window in its own pixels and doubles each of them."""
        with open_page(chromium, 640, 360) as (page, _):
            page.goto(file_url(deck_file(published, "02_stride")))
            size = "(e) => parseFloat(getComputedStyle(e).fontSize) * e.currentCSSZoom"
            words = page.locator(".slide.predict p").first
            assert words.evaluate(size) * 2 >= 33
            assert page.evaluate("document.documentElement.scrollHeight") > 3000

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("chapter", ["02_stride", "09_two_dimensions"])
    @pytest.mark.parametrize("width", [390, 320])
    def test_on_a_phone_it_is_a_page_that_moves_one_way(
        self, published: Tree, chromium: Browser, chapter: str, width: int
    ):
        with open_page(chromium, width, 800) as (page, witness):
            page.goto(file_url(deck_file(published, chapter)))
            assert page.locator("html.reading").count() == 1
            page.locator(".slide > button").evaluate_all("(all) => all.forEach((b) => b.click())")
            assert page.locator(".fragment:not(.visible)").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") == width
            heights = page.locator(".figure svg text, .result").evaluate_all(
                "(all) => all.map((e) => e.getBoundingClientRect().height)"
            )
            assert min(heights) >= 10
            assert witness.errors == []

    def test_a_key_turns_to_the_page_and_back_at_the_same_slide(
        self, page: BrowserPage, published: Tree
    ):
        turn(page, 6)
        page.mouse.click(10, 10)
        page.keyboard.press("r")
        page.wait_for_selector("html.reading")
        page.wait_for_function("scrollY > 300")
        page.keyboard.press("r")
        page.wait_for_function("window.deck && deck.isReady()")
        assert page.evaluate("deck.getState().indexh") == 5
        opened(page, published)


def inflated(content: bytes) -> bytes:
    """A PDF with what is packed in it beside it, unpacked."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.mark.browser
@needs_chromium
@pytest.mark.long(sample=1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_says_its_language_its_headings_and_its_figures(
    page: BrowserPage, published: Tree, language: str
):
    path = deck_file(published, "02_stride", language)
    content = inflated(pdf.printed(page.context, path, **PRINTED))
    deck = path.read_text(encoding="utf-8")
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"/Outlines" in content
    assert f"/Lang ({language})".encode() in content
    slides, figures = deck.count("<section"), len(re.findall('<svg [^>]*role="img"', deck))
    headings = re.findall(rb"/S /H[12]\b", content)
    assert len(headings) == slides
    assert len(re.findall(rb"/Alt\b", content)) == figures > 0
