"""The address of a page that shows a case: the site's, with the state behind #."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from ..axes import parameters_of
from ..language import ENGLISH, language, refused, tr
from ..trace import Trace

SITE = "COURSE_SITE"


def link(trace: Trace, view: str) -> str:
    """The address under which the site's embed.html shows the case, in the language spoken here.

    Raises ValueError where no site's address is known, and for what that page does not hold.
    """
    from .limits import check_linked

    check_linked(trace)
    if not (page := embed_address()):
        raise ValueError(
            tr(
                "No site's address is known here. Name it in the environment variable {name}, as "
                "in {example}.",
                name=SITE,
                example=f'os.environ["{SITE}"] = "https://example.org/course/"',
            )
        )
    return f"{page}#{state(trace, view)}"


def embed_address() -> str:
    """The address of the site's embed.html, or "" where COURSE_SITE names no site."""
    site = os.environ.get(SITE, "").strip()
    if not site:
        return ""
    if urlsplit(site).scheme not in ("http", "https", "file"):
        rule = tr("it must begin with https:, http: or file:")
        raise ValueError(refused(SITE, repr(site), rule))
    edition = "" if language() == ENGLISH else f"{language()}/"
    return f"{site.removesuffix('index.html').rstrip('/')}/{edition}embed.html"


def state(trace: Trace, view: str) -> str:
    """The case as it stands in an address: x=1,2,3&w=1,1,3&stride=2 … or x=1,2;3,1 for planes."""
    told = {"x": trace.x, "w": trace.w}
    parts = [f"{name}={_numbers(values)}" for name, values in told.items()]
    parts += (f"{name}={value}" for name, value in parameters_of(trace.axes).items())
    return "&".join([*parts, f"view={view}"])


def _numbers(values: Sequence[Any]) -> str:
    if isinstance(values[0], tuple):
        return ";".join(map(_numbers, values))
    return ",".join(repr(value).removesuffix(".0") for value in values)
