"""What a reader answers on the site's pages stays in the browser, and goes where they take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser import file_url, needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from playwright.sync_api import expect
from test_site import opened

from course.exercises import progress_file
from course.language import speaking, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from publish.tree import Tree

pytestmark = [pytest.mark.slow, pytest.mark.browser, needs_chromium]

RIGHT = "1, 2, 4, 3"
WRONG = "1, 1, 1, 3"
REFUSES = """Object.defineProperty(window, "localStorage",
  { get() { throw new DOMException("no", "SecurityError"); } });"""


@pytest.fixture(scope="module")
def site(publication: Callable[..., Tree]) -> str:
    return file_url(publication().site)


def ask(page: Page) -> Locator:
    return page.locator('.ask[data-exercise="basic.two_stamps"] form')


def answer(page: Page, typed: str, outcome: str) -> None:
    ask(page).locator("textarea").fill(typed)
    ask(page).locator(".tc-check").click()
    ask(page).locator(f'[data-outcome="{outcome}"]').wait_for()


def ticks(page: Page, chapter: str = "basic") -> Locator:
    return page.locator(f'[data-of="{chapter}"] .tick')


def button(page: Page, does: str) -> Locator:
    return page.locator(f".kept [data-do={does}]")


def until(page: Page, shown: Callable[[], bool]) -> None:
    """Load the page until it shows what was stored, which reaches it a moment later."""
    for _ in range(20):
        page.reload()
        ask(page).wait_for()
        if shown():
            return
    pytest.fail("what was stored never reached the page")


def said(page: Page) -> Locator:
    return page.locator(".kept .said")


def test_an_answer_is_kept_saved_forgotten_and_brought_back(
    chromium: Browser, site: str, tmp_path: Path
):
    with opened(chromium, site, "01_basic") as page:
        state = page.locator(".kept .state")
        expect(state).to_have_text("0 of 79 exercises right")
        expect(ticks(page)).to_have_count(0)
        expect(button(page, "save")).to_be_disabled()
        answer(page, WRONG, "wrong")
        expect(ticks(page)).to_have_count(0)
        answer(page, RIGHT, "right")
        # In the menu beside the text, and in the one that a phone shows.
        expect(ticks(page)).to_have_text(["1/5", "1/5"])
        assert ticks(page).first.get_attribute("aria-label") == "1 of 5 exercises right"
        expect(state).to_have_text("1 of 79 exercises right")

        until(page, lambda: ask(page).locator('[data-outcome="right"]').count() == 1)
        assert ask(page).locator("textarea").input_value() == RIGHT
        assert ask(page).locator(".tc-text").inner_text().startswith("Right. ")

        with page.expect_download() as download:
            button(page, "save").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.name == "progress.json"
        assert progress_file.read(saved) == {"basic.two_stamps": "right"}

        forget = button(page, "forget")
        forget.click()
        expect(forget).to_have_text("Really forget all answers?")
        button(page, "save").focus()
        expect(forget).to_have_text("Forget my answers")
        expect(ticks(page)).to_have_count(2)
        forget.click()
        forget.click()
        expect(said(page)).to_have_text("Forgotten.")
        expect(ticks(page)).to_have_count(0)
        expect(ask(page).locator("textarea")).to_have_value("")
        assert ask(page).locator("[data-outcome]").count() == 0
        expect(forget).to_be_disabled()
        expect(button(page, "restore")).to_be_focused()

        chosen = page.locator(".kept input[type=file]")
        chosen.set_input_files(saved)
        expect(said(page)).to_have_text("1 exercises restored.")
        expect(ticks(page)).to_have_count(2)
        expect(ask(page).locator("textarea")).to_have_value(RIGHT)
        ask(page).locator('[data-outcome="right"]').wait_for()

        saved.write_text("[1, 2]", encoding="utf-8")
        chosen.set_input_files(saved)
        expect(said(page)).to_have_text("progress.json holds no saved answers.")
        expect(ticks(page)).to_have_count(2)


def test_the_first_page_and_another_tab_show_the_tick(chromium: Browser, site: str):
    with opened(chromium, site, "index") as first:
        expect(ticks(first)).to_have_count(0)
        other = first.context.new_page()
        other.goto(f"{site}/01_basic.html")
        answer(other, RIGHT, "right")
        # What one tab answers the other shows, without being loaded again.
        expect(ticks(first)).to_have_text("1/5")
        expect(first.locator(".kept .state")).to_have_text("1 of 79 exercises right")
        button(first, "forget").click()
        button(first, "forget").click()
        expect(ticks(other)).to_have_count(0)


def test_a_storage_that_refuses_says_so_and_keeps_for_as_long_as_the_page_is_open(
    chromium: Browser, site: str
):
    with opened(chromium, site, "01_basic", before=REFUSES) as page:
        where = page.locator(".kept .where")
        expect(where).to_have_text(
            "This browser keeps nothing for this page: save your answers before you leave."
        )
        answer(page, RIGHT, "right")
        expect(ticks(page)).to_have_count(2)
        expect(button(page, "save")).to_be_enabled()
        page.reload()
        ask(page).wait_for()
        expect(ticks(page)).to_have_count(0)


def test_in_japanese(chromium: Browser, site: str):
    with opened(chromium, site, "ja/01_basic") as page, speaking("ja"):
        expect(page.locator(".kept .where")).to_contain_text("このブラウザーにだけ保存され")
        answer(page, RIGHT, "right")
        assert ask(page).locator(".tc-text").inner_text().startswith(tr("Right."))
        expect(ticks(page)).to_have_count(2)
        assert ticks(page).first.get_attribute("aria-label") == "練習問題5問中1問正解"
        button(page, "forget").click()
        expect(button(page, "forget")).to_have_text("本当にすべての答えを消しますか?")
        button(page, "forget").click()
        expect(said(page)).to_have_text("消しました。")
        # Both languages share what is kept.
        answer(page, RIGHT, "right")
        page.goto(f"{site}/01_basic.html")
        until(page, lambda: ticks(page).count() == 2)
