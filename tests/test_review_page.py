"""The page of the review as its readers use it: ten exercises, answered, and ten others."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, needs_chromium, open_page

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_site import ALL, violations

from course.exercises import find
from course.exercises.answers import Prediction
from course.exercises.makers import MAKERS
from course.language import speaking
from publish.site import verdicts
from publish.site.tables import in_one_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from publish.tree import Tree

HEAVIEST = 60_000


def test_a_sheet_has_every_kind_but_functions_and_no_name_stands_on_two():
    names = [name for name in verdicts.every_name() if name.startswith("review.")]
    assert len(names) == len({*names}) == len(verdicts.SHEETS) * (len(MAKERS) - 1)
    assert len(verdicts.SHEETS) == 20
    assert verdicts.file_of("review.cut.17") == "review17"
    assert verdicts.file_of("basic.hole") == "basic"


@pytest.fixture(scope="module")
def site(publication: Callable[..., Tree]) -> Path:
    return publication().site


@pytest.fixture(scope="module", params=["", "ja/"], ids=["en", "ja"])
def opened(
    request: pytest.FixtureRequest, chromium: Browser, site: Path
) -> Iterator[tuple[Page, str]]:
    with open_page(chromium) as (page, witness):
        page.set_default_timeout(10_000)
        page.emulate_media(reduced_motion="reduce")
        page.goto(file_url(site / f"{request.param}review.html"))
        page.locator(".asked section").nth(9).wait_for()
        yield page, request.param.strip("/") or "en"
        assert witness.errors == []
        assert witness.blocked == []


@pytest.mark.browser
@pytest.mark.slow
@needs_chromium
class TestPage:
    @pytest.mark.long(sample=1)
    def test_ten_are_asked_with_hints_and_a_solution(self, opened: tuple[Page, str]):
        page, _ = opened
        assert page.locator(".asked section").count() == 10
        assert len({*names(page)}) == 10
        section = page.locator(".asked section").first
        section.locator(".hint > summary").first.click()
        assert section.locator(".hint > p").first.is_visible()
        section.locator(".solution > summary").click()
        assert names(page)[0] in section.locator(".solution").inner_text()
        assert "\ue000" not in page.locator("body").inner_text()

    def test_it_says_what_a_notebook_says_and_counts_what_is_right(self, opened: tuple[Page, str]):
        page, language = opened
        right = 0
        for name in names(page):
            with speaking(language):
                exercise = find(name)
                if not isinstance(exercise, Prediction):
                    continue
                idea = next(iter(exercise.wrong_ideas)).answer
                for answer, grows in ((idea, 0), (exercise.asked, 1)):
                    form = page.locator(f'section:has([data-exercise="{name}"])').first
                    typed(form, answer)
                    right += grows
                    wanted = exercise.verdict(answer).text
                    said = form.locator(".tc-text").inner_text()
                    assert " ".join(said.split()) == " ".join(wanted.split())
                    assert f"{right}" in page.locator(".count").inner_text()
        assert right

    def test_ten_others_are_others(self, opened: tuple[Page, str]):
        page, _ = opened
        before = names(page)
        page.locator(".others").click()
        page.wait_for_function(
            "(name) => !document.querySelector(`[data-exercise='${name}']`)", arg=before[0]
        )
        assert len(names(page)) == 10
        assert not {*names(page)} & {*before}
        first = page.locator(".asked section").first
        assert first.evaluate("(section) => section === document.activeElement")
        assert "0" in page.locator(".count").inner_text()

    def test_it_can_be_used_by_everybody(self, opened: tuple[Page, str]):
        page, _ = opened
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 720})
            assert violations(page, ALL) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width

    def test_a_sheet_that_is_not_there_is_told_of(self, chromium: Browser, site: Path):
        with open_page(chromium) as (page, _):
            page.goto(file_url(site / "review.html"))
            page.locator(".asked section").first.wait_for()
            page.route("**/verdicts/*", lambda route: route.abort())
            page.locator(".others").click()
            page.get_by_text("The exercises could not be loaded; try again.").wait_for()
            assert page.locator(".asked section").count() == 10

    @pytest.mark.parametrize("name", ["index.html", "14_upsampling.html"])
    @pytest.mark.parametrize("folder", ["", "ja/"])
    def test_pages_lead_to_it(self, site: Path, folder: str, name: str):
        html = (site / f"{folder}{name}").read_text(encoding="utf-8")
        assert '<a href="review.html"' in html or '<a rel="next" href="review.html"' in html

    def test_a_sheet_is_light(self, site: Path):
        for file in site.glob("verdicts/review*.js"):
            assert len(gzip.compress(file.read_bytes())) < HEAVIEST


def names(page: Page) -> list[str]:
    return [
        place.get_attribute("data-exercise") or ""
        for place in page.locator(".asked .ask[data-exercise]").all()
    ]


def typed(form: Locator, answer: Any) -> None:
    """Type an answer and wait for what is said to it."""
    field = form.locator(".tc-ask input, .tc-ask textarea").first
    field.fill(", ".join(map(str, in_one_row(answer))))
    before = form.locator(".tc-text").inner_text()
    field.press("Enter")
    form.page.wait_for_function(
        "([text, before]) => text.innerText !== before && text.innerText !== ''",
        arg=[form.locator(".tc-text").element_handle(), before],
    )
