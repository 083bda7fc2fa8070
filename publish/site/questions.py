"""The questions that people ask: sections of one notebook, and a page for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from ..chapter.notebooks import executed_cells
from ..chapter.source import chapter_cells, place, tags
from ..html.render import text_html
from ..tree import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nbformat import NotebookNode

    from ..tree import Tree

NOTEBOOK = "questions"
TAG = "question:"


@dataclass(frozen=True)
class Question:
    """One question in the language spoken."""

    slug: str
    """Its place in the page of all, the same in every language."""
    title: str
    answer: str
    """In Markdown: the few lines right below the title."""
    cells: tuple[NotebookNode, ...]
    """All that belongs to it, the title's cell first."""

    @property
    def heading(self) -> str:
        """The title as HTML: it may have code in it."""
        heading, _, _ = self.cells[0]["source"].partition("\n")
        return text_html(heading.lstrip("# ")).removeprefix("<p>").removesuffix("</p>\n")

    @property
    def file(self) -> str:
        return f"question-{self.slug}.html"

    @property
    def told(self) -> str:
        """The answer as plain text."""
        return bare(text_html(self.answer))

    @property
    def below(self) -> list[NotebookNode]:
        """The cells without the title."""
        first, *rest = self.cells
        return [first.__class__(first, source=self.answer), *rest]


def bare(html: str) -> str:
    """What a reader sees of HTML, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def place_of(cell: NotebookNode) -> str:
    """The place that a cell's tag gives its heading; "" for none."""
    named = (tag.removeprefix(TAG) for tag in tags(cell) if tag.startswith(TAG))
    return next(named, "")


def listed(source: Path) -> list[Question]:
    """All questions of the source, without what their cells give."""
    return _questions(source, chapter_cells(source))


def answered(tree: Tree, source: Path) -> list[Question]:
    """All questions of the source, with what their cells give."""
    return _questions(source, executed_cells(tree, source))


def _questions(source: Path, cells: Iterable[NotebookNode]) -> list[Question]:
    """Raises PublishError where a section has no name."""
    found: list[Question] = []
    for cell in cells:
        if slug := place_of(cell):
            heading, _, answer = cell["source"].partition("\n")
            title = bare(text_html(heading.lstrip("# ")))
            found.append(Question(slug, title, answer.strip(), (cell,)))
        elif cell["cell_type"] == "markdown" and cell["source"].startswith("## "):
            raise PublishError(f"{place(source.stem, cell)} needs a tag, {TAG}NAME.")
        elif found:
            found[-1] = replace(found[-1], cells=(*found[-1].cells, cell))
    return found
