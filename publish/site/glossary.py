"""The glossary: what the words mean, in numbers where possible, and which chapter shows it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from course.language import ENGLISH, language

from ..html.render import text_html
from ..translate.review import read_glossary
from ..tree import this_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree import Tree
    from .readme import Chapter

SHORT_CODE = re.compile(r"<code>(?=[^<]{1,24}</code>)")


class Term(NamedTuple):
    """A term and its meaning, in English, and the chapter that shows it.

    there: how the chapter's text has it, where that is another word than the term.
    """

    name: str
    meaning: str
    chapter: str
    there: str = ""

    @property
    def anchor(self) -> str:
        """The term's place in the page, the same in every language."""
        return self.name.lower().replace(" ", "-")

    def said(self, tree: Tree, edition: str) -> tuple[str, str]:
        """The word for it in a language, and what it means there."""
        if edition == ENGLISH:
            return self.name, self.meaning
        word, meaning, *_ = read_glossary(tree.locale / edition)["meanings"][self.name]
        return word, meaning

    def read(self, tree: Tree, edition: str) -> str:
        """The word for it in a language as it is looked up: by its reading where it has one."""
        word, _ = self.said(tree, edition)
        if edition == ENGLISH:
            return word.lower()
        _, _, *reading = read_glossary(tree.locale / edition)["meanings"][self.name]
        return "".join(reading or word).lower()


def _terms() -> tuple[Term, ...]:
    path = this_tree().locale / "glossary.toml"
    return tuple(Term(**one) for one in tomllib.loads(path.read_text(encoding="utf-8"))["term"])


TERMS = _terms()
ANCHORS = {term.anchor for term in TERMS}


def shown(tree: Tree, every: Sequence[Chapter]) -> dict[str, Any]:
    """What the page shows in the language spoken: the terms by chapter, and all in their order."""
    parts = [(one, [term for term in TERMS if term.chapter == one.stem]) for one in every]
    terms = [term for _, own in parts for term in own]
    return {
        "parts": [(one, [_shown(tree, term) for term in own]) for one, own in parts if own],
        "index": [
            _shown(tree, term)
            for term in sorted(terms, key=lambda term: term.read(tree, language()))
        ],
    }


def _shown(tree: Tree, term: Term) -> dict[str, Any]:
    name, meaning = term.said(tree, language())
    others = [other for other in tree.editions() if other != language()]
    return {
        "anchor": term.anchor,
        "name": name,
        "meaning": short_code(text_html(meaning)),
        "others": [(other, term.said(tree, other)[0]) for other in others],
    }


def short_code(html: str) -> str:
    """The HTML, with short codes marked: a short list of numbers is read in one line."""
    return SHORT_CODE.sub('<code class="short">', html)
