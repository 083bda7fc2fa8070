"""Makes the calculator's page: its fields, the sentences of its scripts, and its looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.errors.values import table
from course.language import ENGLISH, language, tr, translations
from course.models.chapters import EXPLAINED
from course.picture.live.page import wholes

from ..digests import PUBLISH
from ..translate.catalogues import of_messages, of_script
from . import pages
from .body import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.picture.live.page import Beside

    from ..tree import Tree
    from .readme import Chapter

HERE = PUBLISH / "site"
SCRIPTS = HERE / "calculator"


def page(tree: Tree, every: Sequence[Chapter], beside: Beside) -> str:
    """The calculator in the language spoken."""
    errors = table()
    return pages.page(
        "calculator.html.j2",
        tree,
        every,
        "calculator.html",
        current=None,
        wholes=wholes(beside),
        errors=errors,
        words=spoken(errors),
        explained=explained(tree, every),
    )


def spoken(errors: Any) -> dict[str, str]:
    """What the calculator says, in English, and in the language spoken where that is another."""
    texts = [text for file in sorted(SCRIPTS.glob("*.js")) for text, _ in of_script(file)]
    said = {text: tr(text) for text in [*texts, *of_messages(errors)]}
    return {text: other for text, other in said.items() if other != text}


def explained(tree: Tree, every: Sequence[Chapter]) -> dict[str, dict[str, str]]:
    """By what is answered, the place that explains it, in the language spoken: a link's parts."""
    numbers = {one.stem: one.number for one in every}
    told = {}
    for answer, (stem, heading) in EXPLAINED.items():
        if stem in numbers:
            words = _said(tree, stem, heading)
            text = tr("Chapter {number}: {title}", number=int(numbers[stem]), title=words)
            told[answer] = {"href": f"{stem}.html#{slug(words)}", "text": text}
    return told


def _said(tree: Tree, stem: str, heading: str) -> str:
    """A chapter's heading in the language spoken."""
    if language() == ENGLISH:
        return heading
    said = translations(tree.locale / language() / "notebooks" / f"{stem}.po")
    headings = {text.lstrip("# "): other.lstrip("# ") for text, other in said.items()}
    return headings.get(heading, heading)


def program() -> str:
    """The calculator's script, to be run when its page is there."""
    return (HERE / "calculator.bundle.js").read_text(encoding="utf-8")


def style() -> str:
    """The calculator's CSS; that of the site goes before it."""
    return (HERE / "calculator.css").read_text(encoding="utf-8")
