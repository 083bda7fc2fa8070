"""Puts a page or a deck together, with links to its like in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from babel import Locale, UnknownLocaleError

from course.language import language, tr

from ..digests import PUBLISH
from ..tree import edition

if TYPE_CHECKING:
    from ..tree import Tree

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader([PUBLISH / room for room in ("deck", "site")]),
    autoescape=True,
    keep_trailing_newline=True,
    lstrip_blocks=True,
    trim_blocks=True,
    undefined=jinja2.StrictUndefined,
)
# JSON in the page's own letters.
TEMPLATES.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def home() -> str:
    """The way from a built file up to the English ones: every other language has a folder there."""
    return "../" if edition() else ""


def twins(tree: Tree, file: str) -> list[dict[str, str]]:
    """The links that a file, in the language spoken, has to its like in each of the others."""
    return [
        {"language": name, "name": own_name(name), "href": home() + edition(name) + file}
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


def rendered(template: str, tree: Tree, file: str, **values: object) -> str:
    """The file's text: the template of this name with its values; one that lacks is an error.

    Every template has besides ``tr``, the language spoken, and the ways home and to the twins.
    """
    ours = {"tr": tr, "language": language(), "home": home(), "twins": twins(tree, file)}
    return TEMPLATES.get_template(template).render(**ours, **values)
