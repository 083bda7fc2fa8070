"""Page HTML puts a chapter's body and the first page into their templates, in one style sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course.language import tr

from ..html.fonts import style
from ..html.language_links import home, twins
from ..html.render import code_css
from ..html.templates import rendered
from ..tree import edition
from .pages import chapter_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree import Tree
    from .readme import Chapter

HERE = Path(__file__).parent


def chapter(tree: Tree, every: Sequence[Chapter], one: Chapter) -> str:
    """The whole page of a chapter."""
    here = every.index(one)
    body = chapter_body(tree, one.source, {c.stem for c in every}, _to_the_notebook(one))
    return _page(
        "site_chapter.html.j2",
        tree,
        every,
        tree.page(one.source).name,
        current=one,
        before=every[here - 1] if here else None,
        after=every[here + 1] if here + 1 < len(every) else None,
        body=body,
        live=body.figures,
    )


def index(tree: Tree, every: Sequence[Chapter], decks: bool) -> str:
    """The first page: a figure to play with, one sentence, and the way in."""
    from course.picture.live import explore
    from course.picture.live.page import fragment

    # What one plays with before a word is read; more lengths would load slowly.
    figure = explore([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
    return _page(
        "site_index.html.j2",
        tree,
        every,
        "index.html",
        current=None,
        figure=fragment(figure, lengths=(1, 2, 3, 4)),
        slides=f"{home()}slides/{edition()}index.html" if decks else "",
        live=True,
    )


def _page(template: str, tree: Tree, every: Sequence[Chapter], file: str, **own: object) -> str:
    return rendered(
        template,
        chapters=every,
        twins=twins(tree, file),
        home=home(),
        letters=style(tree, lambda font: f"{home()}assets/{font.name}"),
        **own,
    )


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


def _to_the_notebook(chapter: Chapter) -> str:
    there = f'<a href="{chapter.notebook}" download>{tr("download")}</a>'
    binder = f'<a href="{chapter.binder}">Binder</a>'
    return tr("{one}, or {other}", one=there, other=binder) if chapter.binder else there
