"""Makes the site's pages: of a chapter's executed cells, and the first one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.exercises import component
from course.exercises.bank import CHAPTERS
from course.language import by_key, language, tr
from course.picture import motif
from course.picture.limits import HELD
from course.picture.live import explore
from course.picture.live.page import Beside, figure_style, film_words, fragment, wholes
from course.picture.live.wording import words
from course.views import views_of

from ..html.fonts import embedded, style
from ..html.render import (
    code_css,
    colours_css,
    figure_html,
)
from ..html.templates import home, rendered
from ..tree import edition
from . import beliefs, found
from .body import body_of, chapter_body
from .cards import mark
from .glossary import shown
from .questions import NOTEBOOK, Question, listed
from .readme import beside as notebooks_beside
from .verdicts import Sentences, file_of, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..tree import Tree
    from .readme import Chapter

HERE = Path(__file__).parent


def chapter(
    tree: Tree, every: Sequence[Chapter], one: Chapter, beside: Beside, left_open: Sentences
) -> str:
    """The whole page of a chapter.

    left_open: the sentences of its exercises' verdicts.
    """
    here = every.index(one)
    body = chapter_body(tree, one.source, _to_the_notebook(one), beside)
    return page(
        "site_chapter.html.j2",
        tree,
        every,
        tree.page(one.source).name,
        current=one,
        before=every[here - 1] if here else None,
        after=every[here + 1] if here + 1 < len(every) else None,
        body=body,
        data=found.chapter_data(one),
        verdicts=verdicts_of(map(file_of, body.asked), left_open),
        wholes=wholes(beside) if "data-tc-figure" in body.html else "",
        film_words=film_words() if "data-frames" in body.html else "",
    )


def notebook_page(tree: Tree, every: Sequence[Chapter], one: Chapter, beside: Beside) -> str:
    """The whole page of a notebook beside the chapters."""
    body = chapter_body(tree, one.source, _to_the_notebook(one), beside)
    is_list = one.stem == NOTEBOOK
    questions = listed(one.source) if is_list else []
    return page(
        "questions.html.j2" if is_list else "site_chapter.html.j2",
        tree,
        every,
        tree.page(one.source).name,
        current=one,
        before=None,
        after=None,
        body=body,
        data=found.questions_data(questions) if is_list else found.chapter_data(one),
        questions=questions,
        wholes=wholes(beside) if "data-tc-figure" in body.html else "",
        film_words="",
    )


def question(
    tree: Tree,
    every: Sequence[Chapter],
    one: Chapter,
    answers: Callable[[], list[Question]],
    here: int,
    beside: Beside,
) -> str:
    """The page of the question at this place; one: its notebook, answers: all that this has."""
    told = answers()
    body = body_of(tree, one.source, told[here].below, beside=beside)
    return page(
        "question.html.j2",
        tree,
        every,
        told[here].file,
        current=one,
        data=found.question_data(told[here]),
        question=told[here],
        before=told[here - 1] if here else None,
        after=told[here + 1] if here + 1 < len(told) else None,
        body=body,
        wholes=wholes(beside) if "data-tc-figure" in body.html else "",
        film_words="",
    )


def asked(tree: Tree) -> list[Question]:
    """All questions, where the notebook with them is there."""
    found = [one.source for one in notebooks_beside(tree) if one.stem == NOTEBOOK]
    return listed(found[0]) if found else []


def review(tree: Tree, every: Sequence[Chapter], left_open: Sentences) -> str:
    """The page that asks ten exercises of the whole course again, with new numbers."""
    return page(
        "review.html.j2",
        tree,
        every,
        "review.html",
        current=None,
        verdicts=verdicts_of(sheets(), left_open),
        wholes="",
    )


def verdicts_of(files: Iterable[str], left_open: Sentences) -> dict[str, Any]:
    """Which files of verdicts a page needs, and the sentences for them and the forms."""
    files = list(dict.fromkeys(files))
    sentences: dict[str, str] = {}
    for file in files:
        sentences |= by_key(left_open.get(file, {}))
    return {"files": files, "said": {"words": component.words(), "sentences": sentences}}


def index(tree: Tree, every: Sequence[Chapter], decks: bool, beside: Beside) -> str:
    """The first page: what the layer is for, a figure to play with, and the way in."""
    ids: set[str] = set()
    growing, clash = (
        figure_html(drawn.svg, drawn.alt, ids, "still")
        for drawn in (motif.growing(), motif.clash())
    )
    figure = explore([1, 2, 3], [1, 1, 3], stride=2, sliders=("stride", "input_size"))
    about = tr(
        "A course on one idea: each input number stamps a scaled copy of the kernel on the output, "
        "and overlapping stamps add up."
    )
    return page(
        "site_index.html.j2",
        tree,
        every,
        "index.html",
        current=None,
        about=about,
        cited=found.citation(tree),
        data=found.course_data(tree, every, about),
        growing=growing,
        clash=clash,
        figure=fragment(figure, lengths=(1, 2, 3, 4), beside=beside),
        slides=f"{home()}slides/{edition()}index.html" if decks else "",
        beliefs=beliefs.folded(every),
        questions=asked(tree),
        said={"words": component.words()},
        wholes=wholes(beside),
    )


def glossary(tree: Tree, every: Sequence[Chapter]) -> str:
    """The page that says what the words mean."""
    own = shown(tree, every)
    return page("glossary.html.j2", tree, every, "glossary.html", current=None, wholes="", **own)


def missing(tree: Tree, every: Sequence[Chapter]) -> str:
    """What a host shows for an address that is none, wherever that may be."""
    start = found.site(tree)
    return page(
        "missing.html.j2",
        tree,
        every,
        "404.html",
        current=None,
        base=f"{start}{edition()}" if start else "",
        questions=asked(tree),
        wholes="",
    )


def embed(tree: Tree, beside: Beside) -> str:
    """The page that shows a single figure: the one that its address says."""
    said = [*words(1).values(), *words(2).values(), *by_key(beside.sentences).values()]

    def address(font: Path) -> str:
        return embedded(font) if font.stem.startswith("few-") else f"{home()}assets/{font.name}"

    return rendered(
        "site_embed.html.j2",
        tree,
        "embed.html",
        style=figure_style(),
        letters=style(tree, address, " ".join(said)),
        figure=fragment(
            explore([1, 2, 3], [1, 1, 3], stride=2),
            views=views_of(1),
            lengths=range(1, HELD[1]["x"] + 1),
            kernel_sizes=range(1, HELD[1]["w"] + 1),
            beside=beside,
        ),
        wholes=wholes(beside),
    )


def beside(tree: Tree, sentences: Mapping[str, str]) -> Beside:
    """Where the pages in the language spoken find their frames."""
    return Beside(f"{home()}frames/", "embed.html", tree.editions(), sentences)


def forward(page: str) -> str:
    """What stands where a page stood before it got another name: the way there, and its place."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><meta charset="utf-8">'
        f'<meta name="color-scheme" content="light dark"><title>{page}</title>\n'
        f'<script>location.replace("{page}" + location.hash)</script>\n'
        f'<noscript><meta http-equiv="refresh" content="0; url={page}"></noscript>\n'
        f'<a href="{page}">{page}</a></html>\n'
    )


def page(template: str, tree: Tree, every: Sequence[Chapter], file: str, **own: object) -> str:
    """A page of the site, of this template."""
    own = {"data": {}} | own
    return rendered(
        template,
        tree,
        file,
        chapters=every,
        others=notebooks_beside(tree),
        addresses=found.addresses(tree, file),
        repository=found.repository(tree),
        mark=mark().replace("<svg", '<svg aria-hidden="true"'),
        exercises={chapter: list(names) for chapter, names in CHAPTERS.items()},
        letters=_letters(tree, language()),
        **own,
    )


@cache
def _letters(tree: Tree, _: str) -> str:
    """The style sheet of the letters: the same on all pages of a language."""
    return style(tree, lambda font: f"{home()}assets/{font.name}")


def style_sheet() -> str:
    """The site's CSS: its own, the code's and the figures', each for light and for dark."""
    from course.picture.live.assets import following, style

    still = following(":is(.still, [data-tc-figure], .tc-picture) > svg")
    own = (HERE / "site.css").read_text(encoding="utf-8")
    parts = [colours_css(), own, code_css(), style(), component.style(), beliefs.style(), still]
    return "\n".join(parts) + "\n"


def _to_the_notebook(chapter: Chapter) -> str:
    there = f'<a href="{chapter.notebook}" download>{tr("download")}</a>'
    binder = f'<a href="{chapter.binder}">Binder</a>'
    return tr("{one}, or {other}", one=there, other=binder) if chapter.binder else there
