"""The glossary's terms, as glossary.toml has them."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

from ..digests import PUBLISH


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


TERMS = tuple(
    Term(**told)
    for told in tomllib.loads((PUBLISH / "site" / "glossary.toml").read_text("utf-8"))["term"]
)
ANCHORS = {term.anchor for term in TERMS}
