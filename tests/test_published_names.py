"""Names that others may link to: pages, places in them and exercises are never lost."""

from __future__ import annotations

import json
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import file_url, needs_chromium
from published import draw_few

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.exercises.bank import EXERCISES, PREDICTIONS
from publish.chapter.ipynb import notebook_text
from publish.chapter.source import unexecuted
from publish.site import site
from publish.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import Browser

NAMES = Path(__file__).with_name("published_names.toml")
KNOWN = tomllib.loads(NAMES.read_text("utf-8"))
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class Places(HTMLParser):
    """The ids of a page, and which of them are a heading's or an exercise's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[str] = []
        self.anchors: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if name := named.get("id"):
            self.all.append(name)
            if tag in HEADINGS or "exercise" in (named.get("class") or "").split():
                self.anchors.append(name)


def lost(known: Iterable[str], there: Iterable[str]) -> list[str]:
    gone = set(there)
    return [name for name in known if name not in gone]


def lines(names: Iterable[str]) -> str:
    """As the list has them."""
    return "\n".join(f"    {json.dumps(name, ensure_ascii=False)}," for name in names)


@pytest.fixture(scope="module")
def pages(publication: Callable[..., Tree]) -> dict[str, Places]:
    site = publication().site
    found = (path for path in sorted(site.rglob("*.html")) if "slides" not in path.parts)
    return {p.relative_to(site).as_posix(): Places(p.read_text("utf-8")) for p in found}


@pytest.mark.parametrize(
    ("kind", "there"), [("exercises", EXERCISES), ("predictions", PREDICTIONS)]
)
def test_no_exercise_is_lost_and_none_is_missing_in_the_list(kind: str, there: Iterable[str]):
    assert not lost(KNOWN[kind], there)
    new = lost(there, KNOWN[kind])
    assert not new, f"Add to {kind} in {NAMES.name}:\n{lines(new)}"


def test_no_page_is_lost(pages: dict[str, Places]):
    gone = lost(KNOWN["pages"], pages)
    assert not gone, f"Let {gone} lead to the pages that they are now: FORWARDED in site.py."


def lost_places(known: dict[str, list[str]], pages: dict[str, Places]) -> dict[str, list[str]]:
    """By page what others link to there and is gone, also from where the page is now."""
    gone = {}
    for page, names in known.items():
        folder, slash, file = page.rpartition("/")
        now = f"{folder}{slash}{site.FORWARDED.get(file, file)}"
        if now in pages and (missing := lost(names, pages[now].all)):
            gone[page] = missing
    return gone


def test_no_place_in_a_page_is_lost(pages: dict[str, Places]):
    gone = lost_places(KNOWN["pages"], pages)
    assert not gone, f'Put <span id="…"></span> where these were: {gone}'


def test_a_lost_place_is_found_out(monkeypatch: pytest.MonkeyPatch):
    known = {"old.html": ["one", "two"], "ja/old.html": ["一"], "b.html": ["three"]}
    pages = {
        "old.html": Places('<a href="new.html">new.html</a>'),
        "new.html": Places('<p><span id="one"></span></p><h2 id="first">First</h2>'),
        "ja/new.html": Places('<section class="exercise" id="一"></section>'),
        "b.html": Places('<h3 id="three">Three</h3>'),
    }
    monkeypatch.setitem(site.FORWARDED, "old.html", "new.html")
    assert lost_places(known, pages) == {"old.html": ["two"]}
    assert pages["new.html"].anchors == ["first"]
    assert pages["ja/new.html"].anchors == ["一"]


def test_what_is_new_is_in_the_list(pages: dict[str, Places]):
    new = {
        page: missing
        for page, places in pages.items()
        if (missing := lost(places.anchors, KNOWN["pages"].get(page, ())))
        or page not in KNOWN["pages"]
    }
    told = "\n".join(f'"{page}" = [\n{lines(names)}\n]' for page, names in new.items())
    assert not new, f"Add to [pages] in {NAMES.name}:\n{told}"


@pytest.mark.long(sample=1)
@needs_chromium
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "arrives"), [(True, "01_a.html#some-words"), (False, "01_a.html")]
)
def test_an_old_name_leads_on(
    chromium: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: bool,
    arrives: str,
):
    monkeypatch.setitem(site.FORWARDED, "01_old.html", "01_a.html")
    tree = Tree(tmp_path / "small")
    source = tree.sources / "01_a.py"
    source.parent.mkdir(parents=True)
    source.write_text("# %% [markdown]\n# # 01 A: the first\n#\n# ## Some words\n", "utf-8")
    tree.notebook(source).write_text(notebook_text(unexecuted(source)), "utf-8")
    draw_few(tree, lambda group: False)
    site.build_site(tree, pdf=False)
    base = file_url(tree.site)
    with chromium.new_context(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{base}/01_old.html#some-words", wait_until="commit")
        page.wait_for_url(f"{base}/{arrives}", timeout=10_000)
        assert page.locator("h1").inner_text() == "A: the first"
