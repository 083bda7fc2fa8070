"""What search engines, previews and those who cite find in the site's pages."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import tomllib
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
import yaml
from browser import needs_chromium
from node import needs_node, program
from published import CARDS
from test_javascript import ROOT, why_skipped

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

import course
from course.language import speaking
from publish.site import cards, found
from publish.site.questions import listed
from publish.site.readme import beside, chapters
from publish.tree import Tree, edition, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Route

pytestmark = pytest.mark.slow

SITE = "https://ada.github.io/stamps/"


class Head(HTMLParser):
    """What a page says of itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.data: list[dict[str, Any]] = []
        self.reads = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "meta" and "content" in named:
            self.meta[named.get("property") or named.get("name", "")] = named["content"]
        elif tag == "link":
            self.links.append(named)
        self.reads = named.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.reads:
            self.data.append(json.loads(data))
            self.reads = False

    def rel(self, name: str) -> list[dict[str, str]]:
        return [link for link in self.links if link["rel"] == name]


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@pytest.fixture(scope="module")
def heads(tree: Tree) -> dict[str, Head]:
    pages = [*tree.site.glob("*.html"), *(tree.site / "ja").glob("*.html")]
    return {
        page.relative_to(tree.site).as_posix(): Head(page.read_text("utf-8"))
        for page in pages
        if page.name != "embed.html"
    }


def address(page: str) -> str:
    return SITE + page.removesuffix("index.html")


def test_every_page_says_where_it_is_and_where_its_likes_are(heads: dict[str, Head]):
    for page, head in heads.items():
        english = page.removeprefix("ja/")
        if english == "404.html":
            assert not head.rel("canonical")
            continue
        assert [link["href"] for link in head.rel("canonical")] == [address(page)]
        assert head.meta["og:url"] == address(page)
        told = {link["hreflang"]: link["href"] for link in head.rel("alternate")}
        assert told == {
            "en": address(english),
            "ja": address(f"ja/{english}"),
            "x-default": address(english),
        }


def test_every_page_has_a_title_and_a_description_of_its_own(heads: dict[str, Head]):
    for told in ("og:title", "og:description"):
        said = [head.meta[told] for page, head in heads.items() if not page.endswith("404.html")]
        assert all(said)
        assert len(set(said)) == len(said), told


def test_a_card_is_where_its_page_says(tree: Tree, heads: dict[str, Head]):
    drawn = 0
    for page, head in heads.items():
        if page.endswith("404.html"):
            continue
        assert head.meta["twitter:card"] == "summary_large_image"
        there = head.meta["og:image"]
        assert there == f"{SITE}cards/{page.removesuffix('.html')}.png"
        card = tree.site / there.removeprefix(SITE)
        if card.stem in CARDS:
            drawn += 1
            assert size(card) == (1200, 630)
            assert card.stat().st_size < 150_000
    assert drawn == 2 * len(CARDS)


def size(png: Path) -> tuple[int, int]:
    """A PNG's width and height, as its first chunk has them."""
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:])


def test_a_title_is_legible_where_its_card_is_a_thumb():
    """At 300 pixels, a quarter of a card, its letters are 9 high at least: as small print."""
    here = this_tree()
    for name in here.editions():
        with speaking(name):
            every = [*chapters(here), *beside(here)]
            titles = [one.title for one in every]
            asked = [one.source for one in every if one.stem == "questions"]
            titles += [question.title for question in listed(*asked)]
            for title in titles:
                size, lines = cards.fitted(title)
                assert 2 * size / 4 >= 9, title
                assert "".join("".join(lines).split()) == "".join(title.split())
                assert all(cards._ems(line) * size <= cards.TEXT for line in lines), lines


def test_a_title_breaks_between_words():
    with speaking("ja"):
        _, lines = cards.fitted("転置畳み込みは、スタンプです")
    assert lines == ["転置畳み込みは、", "スタンプです"]
    assert cards.fitted("Why does `cat` fail by one pixel?")[1] == [
        "Why does",
        "`cat` fail by",
        "one pixel?",
    ]


def test_a_card_is_drawn_anew_only_if_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    page = tmp_path / "dist/site/a.html"
    page.parent.mkdir(parents=True)
    drawn: list[str] = []
    save = cards.Picture.save
    monkeypatch.setattr(
        cards.Picture, "save", lambda picture, path: drawn.append(path.name) or save(picture, path)
    )
    monkeypatch.setattr(cards, "_pictures", lambda tree: {})
    for title in ("<h1>One &amp; <i>two</i></h1>", "<h1>One &amp; two</h1>", "<h1>Three</h1>"):
        page.write_text(title, "utf-8")
        cards.cards(Tree(tmp_path), [page])
    assert drawn == ["a.png", "a.png"]


def test_the_site_map_has_every_page_once(tree: Tree, heads: dict[str, Head]):
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    rows = ElementTree.parse(tree.site / "sitemap.xml").getroot().findall("s:url", spaces)
    places = [row.findtext("s:loc", "", spaces) for row in rows]
    assert sorted(places) == sorted(
        address(page) for page in heads if not page.endswith("404.html")
    )
    for row in rows:
        alike = row.findall("{http://www.w3.org/1999/xhtml}link")
        assert [link.get("hreflang") for link in alike] == ["en", "ja", "x-default"]
        assert row.findtext("s:loc", "", spaces) in {link.get("href") for link in alike}


def test_without_an_address_no_page_claims_one(tmp_path: Path):
    assert found.addresses(Tree(tmp_path), "index.html") is None
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\n', "utf-8")
    assert found.site(Tree(tmp_path)) == found.repository(Tree(tmp_path)) == ""


def test_the_icons_are_there(tree: Tree, heads: dict[str, Head]):
    for page, head in heads.items():
        for kind in ("icon", "apple-touch-icon"):
            (link,) = head.rel(kind)
            assert ((tree.site / page).parent / link["href"]).is_file()
    assert size(tree.site / "assets/touch-icon.png") == (180, 180)


@needs_chromium
@pytest.mark.browser
@pytest.mark.parametrize("wanted", ["none.html", "a/b/c.html"])
def test_a_wrong_address_leads_back_from_anywhere(chromium: Browser, tree: Tree, wanted: str):
    asked: list[str] = []

    def answer(route: Route) -> None:
        path = tree.site / route.request.url.removeprefix(SITE).partition("#")[0]
        there = path.is_file()
        asked.append(f"{path.name} {there}")
        route.fulfill(path=path if there else tree.site / "404.html", status=200 if there else 404)

    with chromium.new_context() as context:
        page = context.new_page()
        context.route("**/*", answer)
        page.goto(SITE + wanted)
        assert page.locator("h1").inner_text() == "No such page"
        assert "site.css True" in asked
        places = page.eval_on_selector_all("main a", "links => links.map((link) => link.href)")
        assert len(places) >= 2
        for place in places:
            assert (tree.site / place.removeprefix(SITE)).is_file(), place
        page.locator("main a").first.click()
        assert page.locator("h1").inner_text() == "A transposed convolution is a stamp"


def test_how_to_cite_is_what_the_file_says(tree: Tree):
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    (author,) = told["authors"]
    html = unescape((tree.site / "index.html").read_text("utf-8"))
    cite = html[html.index('id="cite"') :].partition("</section>")[0]
    for said in (author["name"], told["title"], f"Version {course.__version__}", SITE):
        assert said in cite
    fields = dict(re.findall(r"^  (\w+) = \{+(.*?)\}+,$", cite, re.MULTILINE))
    assert fields == {
        "author": author["name"],
        "title": told["title"],
        "version": course.__version__,
        "url": SITE,
    }


def test_every_page_leads_to_the_repository(tree: Tree, heads: dict[str, Head]):
    urls = tomllib.loads((tree.root / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    for page in heads:
        html = (tree.site / page).read_text("utf-8")
        footer = html[html.index('<footer class="bottom">') :]
        assert f'href="{urls["Repository"]}"' in footer
        assert f'href="{urls["Repository"]}/issues"' in footer


# ---- structured data ----------------------------------------------------------------------------

KINDS = {"index.html": "Course", "questions.html": "CollectionPage"}


def kind(page: str) -> str:
    name = page.removeprefix("ja/")
    return KINDS.get(name, "FAQPage" if name.startswith("question-") else "LearningResource")


def test_what_a_page_is_stands_in_it(tree: Tree, heads: dict[str, Head]):
    here = this_tree()
    for name in here.editions():
        with speaking(name):
            every = chapters(here)
            for one in (*every, *beside(here)):
                (data,) = heads[f"{edition()}{one.stem}.html"].data
                assert data["@type"] == kind(f"{one.stem}.html")
            (first,) = heads[f"{edition()}index.html"].data
            assert [part["url"] for part in first["hasPart"]] == [f"{c.stem}.html" for c in every]
            for question in listed(here.sources / "questions.py"):
                (data,) = heads[edition() + question.file].data
                (asked,) = data["mainEntity"]
                assert asked["name"] == question.title
                html = unescape((tree.site / edition() / question.file).read_text("utf-8"))
                text = " ".join(re.sub(r"<[^>]+>", "", html).split())
                assert asked["acceptedAnswer"]["text"] in text


@needs_node
@pytest.mark.skipif(bool(why_skipped()), reason=str(why_skipped()))
def test_the_structured_data_is_as_schema_org_has_it(heads: dict[str, Head], tmp_path: Path):
    pages = [(page, head.data[0]) for page, head in sorted(heads.items()) if head.data]
    # And one that is wrong, which must be the only one.
    pages.append(("index.html", heads["index.html"].data[0] | {"autor": "nobody"}))
    lines = [
        f"export const page{n}: it.WithContext<it.{kind(page)}> = {json.dumps(data)};"
        for n, (page, data) in enumerate(pages)
    ]
    text = "\n".join(['import type * as it from "schema-dts";', *lines])
    (tmp_path / "data.ts").write_text(text, "utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    tsc = ROOT / "node_modules/typescript/bin/tsc"
    asked = [
        "--noEmit",
        "--skipLibCheck",
        "--strict",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
    ]
    done = subprocess.run(
        [program(), tsc, *asked, "data.ts"], cwd=tmp_path, capture_output=True, text=True
    )
    faults = [line for line in done.stdout.splitlines() if line.startswith("data.ts")]
    assert len(faults) == 1, done.stdout[:2000]
    assert faults[0].startswith(f"data.ts({len(lines) + 1},")
    assert "autor" in faults[0]
