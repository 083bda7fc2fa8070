"""Page HTML puts a chapter's body and the first page into their templates, in one style sheet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course.language import tr

from ..html.fonts import style
from ..html.language_links import home, twins
from ..html.templates import rendered
from ..tree import edition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..tree import Tree
    from .readme import Chapter

# What the first page lets one play with before a word is read; more lengths would load slowly.
FIRST = "explore([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)"
FIRST_LENGTHS = (1, 2, 3, 4)
HERE = Path(__file__).parent
CODE_STYLES = ("xcode", "github-dark")


@dataclass(frozen=True)
class Links:
    """Where a page leads besides the other pages; empty for what there is none of."""

    notebook: str
    deck: str
    pdf: str
    binder: str


def chapter(tree: Tree, every: Sequence[Chapter], one: Chapter, links: Links) -> str:
    """The whole page of a chapter."""
    from .pages import chapter_body

    here = every.index(one)
    body = chapter_body(tree, one.source, {c.stem for c in every}, _to_the_notebook(links))
    return rendered(
        "site_chapter.html.j2",
        chapters=every,
        current=one,
        before=every[here - 1] if here else None,
        after=every[here + 1] if here + 1 < len(every) else None,
        links=links,
        body=body,
        twins=twins(tree, tree.page(one.source).name),
        home=home(),
        letters=style(tree, lambda font: f"{home()}assets/{font.name}"),
        words=_words(),
        live=body.figures,
    )


def index(tree: Tree, every: Sequence[Chapter], links: Mapping[str, Links], decks: bool) -> str:
    """The first page: a figure to play with, one sentence, and the way in."""
    from course.picture.live.page import fragment

    from ..html.figures import live_figure

    figure = live_figure(FIRST)
    assert figure is not None
    return rendered(
        "site_index.html.j2",
        chapters=every,
        current=None,
        figure=fragment(figure, lengths=FIRST_LENGTHS),
        links=links[every[0].stem],
        decks=decks,
        slides=f"{home()}slides/{edition()}",
        twins=twins(tree, "index.html"),
        home=home(),
        letters=style(tree, lambda font: f"{home()}assets/{font.name}"),
        words=_words(),
        live=True,
    )


def script() -> str:
    return (HERE / "site.js").read_text(encoding="utf-8")


def figure_script() -> str:
    """The script that the pages with live figures share."""
    from course.picture.live.page import program

    return program()


def style_sheet() -> str:
    """The site's CSS: its own, the code's and the figures', each for light and for dark."""
    from course.picture.live.assets import style
    from course.picture.palette import DARK

    still = (
        f":is(.still, [data-tc-figure]) > svg [{attribute}='{light}']"
        f"{{{attribute}:light-dark({light},{dark})}}"
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
    own = (HERE / "site.css").read_text(encoding="utf-8")
    return "\n".join([own, code_css(), style(), *still]) + "\n"


def code_css() -> str:
    """The colours of code in both themes, for the classes that Pygments marks it with."""
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES

    light, dark = (
        {token: told for token, told in get_style_by_name(name) if token in STANDARD_TYPES}
        for name in CODE_STYLES
    )
    rules = []
    for token, name in STANDARD_TYPES.items():
        pair = [style[token]["color"] for style in (light, dark)]
        if name and any(pair):
            day, night = (f"#{colour}" if colour else "inherit" for colour in pair)
            rules.append(f".code .{name}{{color:{day};color:light-dark({day},{night})}}")
    return "\n".join(rule for rule in rules if "inherit" not in rule)


def _to_the_notebook(links: Links) -> str:
    there = f'<a href="{links.notebook}" download>{tr("download")}</a>'
    binder = f'<a href="{links.binder}">Binder</a>'
    return tr("{one}, or {other}", one=there, other=binder) if links.binder else there


def _words() -> str:
    """What the site's script says, as the JSON that it reads."""
    words = {
        "empty": tr("Write your answer into the field first."),
        "unread": tr("“{text}” can’t be read; write numbers, as in 1, 0, 2."),
    }
    return json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
