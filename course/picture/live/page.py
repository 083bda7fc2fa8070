"""Puts a live figure into a web page that has no kernel and no network."""

from __future__ import annotations

import json
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

from ...language import speaking, tr
from ...layer import PARAMETERS
from .assets import asset, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .figure import Figure

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; padding: 16px; max-width: 900px; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #14171b; }} }}
</style>
{style}
</head>
<body>
{figure}
{script}
</body>
</html>
"""


def page(figure: Figure, *, title: str | None = None, **kept: Iterable[Any]) -> str:
    """One HTML file with the figure, all its frames and nothing outside it, in its language.

    kept: as for ``fragment``.
    """
    with speaking(figure._language):
        # Translators: the title of a page with one live figure.
        usual = tr("Transposed convolution, stamp by stamp")
    return PAGE.format(
        language=figure._language,
        title=escape(usual if title is None else title),
        style=figure_style(),
        figure=fragment(figure, **kept),
        script=figure_script(),
    )


def figure_style() -> str:
    """The style element that the figures of a page share."""
    return f"<style>\n{style()}\n</style>"


def program() -> str:
    """The program that starts all figures of a page, to be run when they are there."""
    return asset("figure.bundle.js") + "liveFigure.start();\n"


def figure_script() -> str:
    """The script element that starts all figures of a page, with nothing to be loaded.

    A module, because those run when the whole page is there.
    """
    return f'<script type="module" id="tc-figure">\n{program()}</script>'


def fragment(
    figure: Figure,
    *,
    views: Iterable[str] = (),
    lengths: Iterable[int] = (),
    kernel_sizes: Iterable[int] = (),
) -> str:
    """One figure in a page: its still picture, for where no script runs, and its state.

    views, lengths, kernel_sizes: what can be reached without a kernel, besides the view, the input
    length and the kernel size that stand there now. Each combination costs 20 to 40 kB.
    """
    groups = figure.groups(views, lengths, kernel_sizes)
    names = ("x", "w", "view", *PARAMETERS, "_reach", "_counts", "_spare", "_words", "_names")
    state = {name: getattr(figure, name) for name in (*names, "_language")}
    with speaking(figure._language):
        state["_first"], still = figure.first(), figure.picture.svg
    state["_views"] = list(dict.fromkeys(group.view for group in groups))
    state["_frames"] = {g.key: b64encode(figure.frames(g)).decode() for g in groups}
    told = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")
    return f'<div data-tc-figure>{still}</div><script type="application/json">{told}</script>'
