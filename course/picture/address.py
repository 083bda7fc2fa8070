"""The address of a page that shows a case: the site's, with the state behind #."""

import os
from collections.abc import Sequence
from functools import cache
from typing import Any

from ..axes import parameters_of
from ..extras import PROJECT
from ..language import ENGLISH, language, refused, tr
from ..trace import Trace

SITE = "COURSE_SITE"


def link(trace: Trace, view: str) -> str:
    """The address under which the site's embed.html shows the case, in the language spoken here.

    Raises ValueError where no site's address is known, and for what that page does not hold.
    """
    from .limits import check_linked

    check_linked(trace)
    page = embed_address()
    if page:
        return f"{page}#{state(trace, view)}"
    example = f'os.environ["{SITE}"] = "https://example.org/course/"'
    if named := os.environ.get(SITE):
        rule = tr("it must be an address, as in {example}", example=example)
        raise ValueError(refused(SITE, repr(named), rule))
    raise ValueError(
        tr(
            "No site's address is known here. Put it into the environment variable {name}, as in "
            "{example}.",
            name=SITE,
            example=example,
        )
    )


def embed_address() -> str:
    """The address of the site's embed.html; "" where neither COURSE_SITE nor the package has it."""
    site = (os.environ.get(SITE) or _published()).strip()
    if not site.startswith(("https://", "http://", "file://")):
        return ""
    edition = "" if language() == ENGLISH else f"{language()}/"
    return f"{site.removesuffix('index.html').rstrip('/')}/{edition}embed.html"


@cache
def _published() -> str:
    """The address of the site that the installed package names."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata(PROJECT).get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    return next((url.removeprefix("Site, ") for url in urls if url.startswith("Site, ")), "")


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
