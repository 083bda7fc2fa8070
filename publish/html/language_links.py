"""Links a built file to its like in other languages, under what those call themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from course.language import ENGLISH, language

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Twin:
    """A link to the same page or deck in another language."""

    language: str
    name: str
    href: str


def home() -> str:
    """The way from a built file up to the English ones: every other language has a folder there."""
    return "" if language() == ENGLISH else "../"


def edition() -> str:
    """The folder of the language spoken, in every folder that holds what is built."""
    return "" if language() == ENGLISH else f"{language()}/"


def twins(file: str, languages: Iterable[str]) -> list[Twin]:
    """The links that a file, in the language spoken, has to its like in each of the others."""
    return [
        Twin(name, own_name(name), home() + ("" if name == ENGLISH else f"{name}/") + file)
        for name in languages
        if name != language()
    ]


def own_name(name: str) -> str:
    """What a language calls itself; its code, where Babel has no name for it."""
    try:
        found = Locale.parse(name).get_language_name(name)
    except (UnknownLocaleError, ValueError):
        found = None
    return found[:1].upper() + found[1:] if found else name
