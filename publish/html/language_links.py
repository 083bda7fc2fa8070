"""Links a built file to its like in other languages, under what those call themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from course.language import language

from ..tree import edition

if TYPE_CHECKING:
    from ..tree import Tree


@dataclass(frozen=True)
class Twin:
    """A link to the same page or deck in another language."""

    language: str
    name: str
    href: str


def home() -> str:
    """The way from a built file up to the English ones: every other language has a folder there."""
    return "../" if edition() else ""


def twins(tree: Tree, file: str) -> list[Twin]:
    """The links that a file, in the language spoken, has to its like in each of the others."""
    return [
        Twin(name, own_name(name), home() + edition(name) + file)
        for name in tree.editions()
        if name != language()
    ]


def own_name(name: str) -> str:
    """What a language calls itself; its code, where Babel has no name for it."""
    try:
        found = Locale.parse(name).get_language_name(name)
    except (UnknownLocaleError, ValueError):
        found = None
    return found[:1].upper() + found[1:] if found else name
