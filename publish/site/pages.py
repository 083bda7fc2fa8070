"""Makes the site's pages: of a chapter's executed cells, and the first one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
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

from ..chapter.links import MOVE, TERM
from ..chapter.notebooks import executed_cells
from ..chapter.outline import H1, called, exercise_name, question_at, roles
from ..chapter.source import is_notes, place, tags
from ..html.figures import live_html, live_line
from ..html.fonts import embedded, style
from ..html.moves import not_taken, state_in
from ..html.render import (
    code_css,
    code_html,
    colours_css,
    figure_html,
    output_html,
    text_html,
)
from ..html.templates import home, rendered
from ..tree import PublishError, edition
from . import beliefs
from .exercise_html import answer_html, exercise_html, prediction_html
from .readme import chapters
from .terms import ANCHORS
from .verdicts import Sentences, file_of, sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nbformat import NotebookNode

    from ..tree import Tree
    from .readme import Chapter

HERE = Path(__file__).parent
HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
SHORT_CODE = re.compile(r"<code>(?=[^<]{1,24}</code>)")
LINK = re.compile(r"\]\(([\w-]+)\.ipynb[)#]")


@dataclass
class Body:
    """What a chapter's page holds between its title and its end."""

    source: Path
    parts: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    """Of the sections: the heading as HTML, and its id."""
    beside: Beside | None = None
    """The files with frames that live figures show."""
    ids: set[str] = field(default_factory=lambda: {"main", "contents"})
    asked: list[str] = field(default_factory=list)
    """The exercises and predictions, by name."""
    figures: list[dict[str, Any]] = field(default_factory=list)
    """The states of the live figures."""
    moves: list[tuple[NotebookNode, str]] = field(default_factory=list)
    """The cells with words that move a figure, and what each of these sets."""

    @property
    def html(self) -> str:
        return "\n".join(self.parts)

    def prose(self, cell: NotebookNode, source: str) -> str:
        for name in LINK.findall(source):
            if not self.source.with_stem(name).is_file():
                where = place(self.source.stem, cell)
                raise PublishError(f"{where} links to {name}.ipynb, which is no chapter.")
        for term in TERM.finditer(source):
            if term[2] and term[2] not in ANCHORS:
                where = place(self.source.stem, cell)
                raise PublishError(f"{where} links to {term[2]}, which is no term of the glossary.")
        self.moves += [(cell, move[2]) for move in MOVE.finditer(source)]
        # A short list of numbers is read in one line.
        html = SHORT_CODE.sub('<code class="short">', text_html(source))
        # The table itself would be none any more where it scrolled.
        html = html.replace("<table>", '<div class="wide"><table>')
        html = html.replace("</table>", "</table></div>")
        return HEADING.sub(self._heading, html)

    def refuse_dead_words(self) -> None:
        """Raise PublishError for words that set what no live figure of the chapter can show."""
        for cell, address in self.moves:
            if part := not_taken(address, self.figures):
                has = "no live figure here shows that" if self.figures else "no live figure is here"
                where = place(self.source.stem, cell)
                raise PublishError(f"{where} has a word that sets {part}, but {has}.")

    def _heading(self, found: re.Match[str]) -> str:
        words = unescape(re.sub(r"<[^>]+>", "", found[2]))
        slug = "-".join(re.findall(r"\w+", words.lower())) or "section"
        anchor, number = slug, 1
        while anchor in self.ids:
            number += 1
            anchor = f"{slug}-{number}"
        self.ids.add(anchor)
        if found[1] == "2":
            self.headings.append((found[2], anchor))
        return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'

    def code(self, cell: NotebookNode, twin: NotebookNode | None = None) -> str:
        """A code cell: a live figure where one can be made, else the code and what it gave.

        twin: the next cell, where that gives the same in another way.
        """
        if "setup" in tags(cell):
            summary = tr("Set-up: what this chapter imports")
            return (
                f'<details class="setup"><summary>{summary}</summary>'
                f"{code_html(cell['source'])}</details>"
            )
        if drawn := live_html(cell["source"], self.source.stem, self.ids, self.beside):
            self.figures.append(state_in(drawn))
            line = f"<figcaption><code>{escape(live_line(cell['source']))}</code></figcaption>"
            return f'<figure class="live">{drawn}{line}</figure>'
        outputs = "".join(output_html(output, self.ids, "still") for output in cell["outputs"])
        if twin:
            told = f'<p class="same">{tr("This gives the same:")}</p>'
            outputs += told + code_html(twin["source"])
        return f'<div class="cell">{code_html(cell["source"])}{outputs}</div>'


def chapter_body(tree: Tree, source: Path, notebook: str, beside: Beside | None = None) -> Body:
    """The body of a chapter's page.

    Raises PublishError where a notebook is not in step with its source, and with chapter and cell
    for what no page can show.
    """
    page = Body(source, beside=beside)
    cells = [cell for cell in executed_cells(tree, source) if not is_notes(cell)]
    made = _made(page, cells, notebook, chapters(tree))
    for name, parts in groupby(made, key=itemgetter(0)):
        html = [part for _, part in parts]
        page.parts += html if name is None else [answer_html(name, "\n".join(html))]
    page.refuse_dead_words()
    return page


def _made(
    page: Body, cells: Sequence[NotebookNode], notebook: str, every: Sequence[Chapter]
) -> Iterator[tuple[str | None, str]]:
    """The page's parts in order, each with the prediction that it answers, or None."""
    prompt, predictions = "", 0
    row = zip([None, *cells], cells, [*cells[1:], None], roles(cells), strict=False)
    for before, cell, following, (role, name) in row:
        if _are_twins(before, cell):
            continue
        answers = name if role == "answer" else None
        if cell["cell_type"] == "code":
            if role == "check":
                predictions += 1
                page.asked.append(name)
                yield None, prediction_html(name, prompt, predictions)
            elif asked := exercise_name(cell["source"]):
                page.asked.append(asked)
                yield None, exercise_html(asked, cell["source"], prompt, notebook)
            elif called(cell["source"]) == "beliefs":
                yield answers, beliefs.folded(every)
            else:
                yield answers, page.code(cell, following if _are_twins(cell, following) else None)
            prompt = ""
            continue
        text = cell["source"]
        # The page's own heading has the title.
        if H1.match(text):
            text = H1.sub("", text, count=1).strip()
        if following and exercise_name(following["source"]):
            begin = question_at(text)
            prompt, text = page.prose(cell, text[begin:]), text[:begin].strip()
        if text:
            yield answers, f'<div class="prose">{page.prose(cell, text)}</div>'


def _are_twins(cell: NotebookNode | None, following: NotebookNode | None) -> bool:
    """Whether the following cell only prints again what the cell printed."""
    first, second = (one.get("outputs", []) if one else [] for one in (cell, following))
    return bool(first) and first == second and "text" in first[0]


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
        verdicts=verdicts_of(map(file_of, body.asked), left_open),
        wholes=wholes(beside) if "data-tc-figure" in body.html else "",
        film_words=film_words() if "data-frames" in body.html else "",
    )


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
    return page(
        "site_index.html.j2",
        tree,
        every,
        "index.html",
        current=None,
        growing=growing,
        clash=clash,
        figure=fragment(figure, lengths=(1, 2, 3, 4), beside=beside),
        slides=f"{home()}slides/{edition()}index.html" if decks else "",
        beliefs=beliefs.folded(every),
        said={"words": component.words()},
        wholes=wholes(beside),
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
    return rendered(
        template,
        tree,
        file,
        chapters=every,
        exercises={chapter: list(names) for chapter, names in CHAPTERS.items()},
        letters=style(tree, lambda font: f"{home()}assets/{font.name}"),
        **own,
    )


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
