"""The glossary: what the words mean, in numbers where possible, and which chapter shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.language import language, speaking, tr

from ..html.render import text_html
from . import pages
from .terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree import Tree
    from .readme import Chapter
    from .terms import Term


def page(tree: Tree, every: Sequence[Chapter]) -> str:
    """The glossary in the language spoken: by chapters, with what the other languages say."""
    others = [name for name in tree.editions() if name != language()]
    shown = [(c, [_shown(term, others) for term in TERMS if term.chapter == c.stem]) for c in every]
    terms = [term for _, own in shown for term in own]
    return pages.page(
        "glossary.html.j2",
        tree,
        every,
        "glossary.html",
        current=None,
        wholes="",
        parts=[(chapter, own) for chapter, own in shown if own],
        index=sorted(terms, key=lambda term: term["name"].lower()),
    )


def _shown(term: Term, others: Sequence[str]) -> dict[str, Any]:
    elsewhere = []
    for name in others:
        with speaking(name):
            elsewhere.append((name, tr(term.name)))
    meaning = pages.SHORT_CODE.sub('<code class="short">', text_html(tr(term.meaning)))
    return {"anchor": term.anchor, "name": tr(term.name), "meaning": meaning, "others": elsewhere}
