"""Makes the body of a chapter's page of its executed cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from course.language import tr

from ..chapter.links import MOVE, TERM
from ..chapter.notebooks import executed_cells
from ..chapter.outline import H1, called, exercise_name, question_at, roles
from ..chapter.source import is_notes, place, tags
from ..html.figures import live_html, live_line
from ..html.moves import not_taken, state_in
from ..html.render import code_html, output_html, text_html
from ..tree import PublishError
from . import beliefs
from .exercise_html import answer_html, exercise_html, prediction_html
from .glossary import ANCHORS, short_code
from .questions import bare, place_of
from .readme import chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from course.picture.live.page import Beside

    from ..tree import Tree
    from .readme import Chapter

HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
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
        html = short_code(text_html(source))
        # The table itself would be none any more where it scrolled.
        html = html.replace("<table>", '<div class="wide"><table>')
        html = html.replace("</table>", "</table></div>")
        return HEADING.sub(partial(self._heading, name=place_of(cell)), html)

    def refuse_dead_words(self) -> None:
        """Raise PublishError for words that set what no live figure of the chapter can show."""
        for cell, address in self.moves:
            if part := not_taken(address, self.figures):
                has = "no live figure here shows that" if self.figures else "no live figure is here"
                where = place(self.source.stem, cell)
                raise PublishError(f"{where} has a word that sets {part}, but {has}.")

    def _heading(self, found: re.Match[str], name: str = "") -> str:
        words = name or slug(bare(found[2]))
        anchor, number = words, 1
        while anchor in self.ids:
            number += 1
            anchor = f"{words}-{number}"
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
    return body_of(tree, source, executed_cells(tree, source), notebook, beside)


def body_of(
    tree: Tree,
    source: Path,
    cells: Iterable[NotebookNode],
    notebook: str = "",
    beside: Beside | None = None,
) -> Body:
    """The same of some cells of a source that were executed."""
    page = Body(source, beside=beside)
    cells = [cell for cell in cells if not is_notes(cell)]
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


def slug(words: str) -> str:
    """A heading's words as the place in the page; the second of the same words gets a number."""
    return "-".join(re.findall(r"\w+", words.lower())) or "section"
