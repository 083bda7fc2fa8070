"""Puts a page or a deck together from the Jinja templates of its room."""

from __future__ import annotations

import jinja2

from course.language import language, tr

from ..digests import PUBLISH

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


def rendered(template: str, **values: object) -> str:
    """The template of this name with its values; a value that is missing is an error.

    Every template has ``tr`` and the language spoken besides.
    """
    return TEMPLATES.get_template(template).render(tr=tr, language=language(), **values)
