"""The glossary: whole in every language, linked from every page, and true to the chapters."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_moving_words import written

from course import conv_transpose1d, output_size
from course.language import speaking
from publish.chapter.links import plain_words
from publish.chapter.source import chapter_cells, is_notes
from publish.site.body import chapter_body
from publish.site.glossary import TERMS
from publish.site.pages import glossary as page
from publish.site.readme import chapters
from publish.translate.review import read_glossary
from publish.tree import PublishError, Tree, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TREE = this_tree()
EDITIONS = ("en", "ja")


class Headings(HTMLParser):
    """The chapter that each term of a page stands under, by the term's place."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.chapter = self.tag = ""
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        if tag == "a" and self.tag == "h2":
            self.chapter = str(named["href"])
        if tag == "h3":
            assert named["id"] not in self.found
            self.found[str(named["id"])] = self.chapter
        self.tag = tag


def glossary(language: str) -> str:
    with speaking(language):
        return page(TREE, chapters(TREE))


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", EDITIONS)
class TestEachTerm:
    def test_is_in_the_page_with_its_meaning_and_the_other_languages_word(self, language: str):
        html = glossary(language)
        shown = text_of(html)
        (other,) = set(EDITIONS) - {language}
        found = Headings(html).found
        assert list(found.items()) == sorted(
            ((term.anchor, f"{term.chapter}.html") for term in TERMS), key=lambda pair: pair[1]
        )
        for term in TERMS:
            word, meaning = term.said(TREE, language)
            elsewhere = term.said(TREE, other)[0]
            assert (word if word == elsewhere else f"{word} {elsewhere}") in shown
            assert text_of(meaning.replace("`", " "))[:12] in shown
            assert (meaning == term.meaning) == (language == "en")
            assert f'<a href="#{term.anchor}">' in html
        assert len(TERMS) >= 35

    def test_stands_in_the_chapter_that_it_leads_to(self, language: str):
        words = read_glossary(TREE.locale / "ja")["terms"]
        missing = []
        for term in TERMS:
            with speaking(language):
                cells = chapter_cells(TREE.sources / f"{term.chapter}.py")
                known = [term.said(TREE, language)[0].split("(")[0], term.name]
            known += words.get(term.name, []) if language == "ja" else [term.there or term.name]
            said = "\n".join(plain_words(c["source"]) for c in cells if not is_notes(c)).lower()
            if not any(word.lower() in said for word in known):
                missing.append((term.name, term.chapter))
        assert missing == []


def test_the_japanese_list_is_in_the_order_of_its_readings():
    html = glossary("ja")
    listed = [term for term in TERMS if f'<a href="#{term.anchor}">' in html]
    index = sorted(listed, key=lambda term: html.index(f'<a href="#{term.anchor}">'))
    words = [term.said(TREE, "ja")[0] for term in index]
    some = [
        "U-Net",
        "アップサンプリング",
        "位相",
        "カーネル",
        "切り捨て",
        "すき間",
        "畳み込み",
        "転置",
        "転置畳み込み",
        "バイアス",
    ]
    assert [word for word in words if word in some] == some
    meanings = read_glossary(TREE.locale / "ja")["meanings"].values()
    unread = [
        word
        for word, _, *read in meanings
        if not re.match(r"[A-Za-z\u30a0-\u30ff]", "".join(read or word))
    ]
    assert unread == []


def test_every_page_of_the_site_links_it(publication: Callable[..., Tree]):
    site = publication().site
    for folder in (site, site / "ja"):
        names = {path.name for path in folder.glob("*.html")} - {"embed.html"}
        assert {"glossary.html", "calculator.html", "index.html", "01_basic.html"} <= names
        for name in names:
            html = (folder / name).read_text(encoding="utf-8")
            assert '<a href="glossary.html">' in html[html.index("<footer") :], name


def test_the_readmes_name_it():
    for path in TREE.root.glob("README*.md"):
        assert "glossary.html" in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("address", ["glossary.html#tap", "glossary.html"])
def test_a_chapter_links_to_a_term(tmp_path: Path, address: str):
    html = chapter_body(*written(tmp_path, f"A [tap]({address})."), "").html
    assert f'<a href="{address}">tap</a>' in html


def test_a_link_to_no_term_is_refused(tmp_path: Path):
    tree, source = written(tmp_path, "A [tip](glossary.html#tip).")
    with pytest.raises(PublishError, match="01_a, cell 2 links to tip, which is no term of the gl"):
        chapter_body(tree, source, "")


def test_what_the_meanings_say_in_numbers():
    def gives(*x: int, **parameters: int) -> list[int]:
        return conv_transpose1d(list(x), [1, 1, 3], **parameters).tolist()

    assert gives(2) == [2, 2, 6]
    assert gives(1, 1, stride=4) == gives(1, 0, 0, 0, 1) == [1, 1, 3, 0, 1, 1, 3]
    assert output_size(3, 3, stride=2) == 7
    assert len(gives(1, dilation=2)) == 5
    assert {(size + 4 - 5) // 3 + 1 for size in (16, 17, 18)} == {6}
    ones = conv_transpose1d([1] * 6, [1, 2, 3, 4], stride=2).tolist()
    assert set(ones[2:-2]) == {4, 6}
    assert [
        sum(a * b for a, b in zip(x, [1, 1, 3], strict=True)) for x in ([1, 2, 3], [2, 3, 4])
    ] == [12, 17]
