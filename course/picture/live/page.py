"""Puts a live figure into a web page that has no kernel and no network."""

from __future__ import annotations

import json
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from ...language import by_key, open_sentences, speaking, spoken, tr
from ...layer import PARAMETERS
from ...values import nested
from ...views import views_of
from ..limits import HELD
from . import explore
from .assets import asset, following, style
from .film import program as film_program
from .film import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .figure import Figure


class Beside(NamedTuple):
    """Files with frames beside a page, and the page there that shows a single figure.

    languages: those that the frames have room for. sentences: what is left open in them.
    """

    folder: str
    embed: str
    languages: tuple[str, ...]
    sentences: Mapping[str, str]


PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; padding: 16px; max-width: 900px; background: light-dark(#fff, #14171b); }}
</style>
{style}
</head>
<body>
{figure}
{script}
</body>
</html>
"""


def page(figure: Figure, *, title: str | None = None, **kept: Any) -> str:
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
    """The style element that the figures of a page share, and their stills before any script."""
    return f"<style>\n{style()}\n{following('[data-tc-figure] > svg')}\n</style>"


def program(*, addressed: bool = True) -> str:
    """The program that starts all figures of a page, to be run when they are there.

    addressed: whether the page's address says what they show.
    """
    return f"{asset('figure.bundle.js')}liveFigure.start({json.dumps(addressed)});\n"


def figure_script(*, addressed: bool = True) -> str:
    """The script element that starts all figures of a page, with nothing to be loaded.

    A module, because those run when the whole page is there.
    """
    return f'<script type="module" id="tc-figure">\n{program(addressed=addressed)}</script>'


def film_script() -> str:
    """The script elements that start all animations of a page, with nothing to be loaded."""
    return f'{film_words()}<script type="module">\n{film_program()}</script>'


def film_words() -> str:
    """A script element with what the controls of a page's animations say."""
    return in_script(words(), "tc-film")


_PRIVATE = ("_reach", "_counts", "_spare", "_words", "_shapes", "_code", "_longest")
STATE = ("x", "w", "view", *PARAMETERS, *_PRIVATE)


def fragment(
    figure: Figure,
    *,
    views: Iterable[str] = (),
    lengths: Iterable[int] = (),
    kernel_sizes: Iterable[int] = (),
    beside: Beside | None = None,
) -> str:
    """One figure in a page: its still picture, for where no script runs, and its state.

    views, lengths, kernel_sizes: what can be reached without a kernel, besides the view, the input
    length and the kernel size that stand there now; of square planes, their sides. Each combination
    costs 20 to 40 kB, unless the frames lie beside the page. Those there are of whole figures; one
    with fewer sliders has far fewer frames, and its page holds them.
    """
    groups = figure.groups(views, lengths, kernel_sizes)
    state = state_of(figure, beside)
    state["_views"] = list(dict.fromkeys(group.view for group in groups))
    for name, sizes in (
        ("length", [group.shape[0] for group in groups]),
        ("kernel_size", [group.kernel[0] for group in groups]),
    ):
        state["_reach"] = {**state["_reach"], name: [min(sizes), max(sizes)]}
    if "_beside" not in state:
        state["_frames"] = {g.key: b64encode(figure.frames(g)).decode() for g in groups}
        state["_sentences"] = figure._sentences
    return f"<div data-tc-figure>{still(figure, beside)}</div>{in_script(state)}"


def still(figure: Figure, beside: Beside | None = None) -> str:
    """The drawing of what stands there now, laid out as the frames that will follow it."""
    with speaking(figure._language):
        with open_sentences(_languages(figure, beside)):
            drawn = figure.picture.svg
        return spoken(drawn)


def state_of(figure: Figure, beside: Beside | None = None) -> dict[str, Any]:
    """All that a page without a kernel has to know of a figure, but for its frames."""
    state = {name: getattr(figure, name) for name in (*STATE, "_language")}
    state["_first"] = figure.first(_languages(figure, beside))
    state["_sentences"] = figure._sentences
    if beside:
        state["_embed"] = beside.embed
    if beside and figure.is_whole:
        with speaking(figure._language):
            state["_sentences"] = {**figure._sentences, **by_key(beside.sentences)}
        state["_beside"] = beside.folder
    return state


def _languages(figure: Figure, beside: Beside | None) -> tuple[str, ...]:
    """Those that the figure's frames have room for."""
    return beside.languages if beside and figure.is_whole else (figure._language,)


def in_script(told: object, name: str = "") -> str:
    """A script element that holds JSON."""
    text = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    named = f' id="{name}"' if name else ""
    return f'<script type="application/json"{named}>{text}</script>'


def wholes(beside: Beside) -> str:
    """A script element with the figures that open any address of which the site has the frames."""
    told = {}
    for dimensions, held in HELD.items():
        small = nested([1] * 2**dimensions, (2,) * dimensions)
        figure = explore(small, small)
        state = state_of(figure, beside)
        for name, of in figure._counts.items():
            state["_reach"] = {**state["_reach"], name: [1, held[of]]}
        told[dimensions] = {**state, "_views": views_of(dimensions), "_first": ""}
    return in_script(told, "tc-wholes")
