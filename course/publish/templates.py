"""Templates know how a page or a deck is put together from the Jinja templates beside them."""

from __future__ import annotations

from ..language import language, tr
from .stamps import PUBLISH


def rendered(template: str, **values: object) -> str:
    """The template of this name with its values; a value that is missing is an error.

    Every template has ``tr`` and the language spoken besides.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PUBLISH),
        autoescape=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(template).render(tr=tr, language=language(), **values)
