"""Reads a chapter's text source into notebook cells with derived ids and minimal metadata."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..tree import PublishError
from .ipynb import node
from .links import plain_words
from .outline import roles
from .passages import translated

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# TeX by Pandoc's rule, so that "$5 and $6" is none, nor what stands in a code span; a picture.
UNDRAWN = re.compile(r"\$\$|\$[^\s$`](?:[^$`]*[^\s$`])?\$(?!\d)|!\[[^\]]*\](?:\([^)]*\))?")
SLIDE_TYPES = ("skip", "notes")


def slide_type(cell: NotebookNode) -> str:
    """``skip`` for a cell that decks leave out, ``notes`` for a speaker's note, or nothing."""
    return str(cell["metadata"].get("slideshow", {}).get("slide_type", ""))


def tags(cell: NotebookNode) -> list[str]:
    return list(cell["metadata"].get("tags", ()))


def is_notes(cell: NotebookNode) -> bool:
    """Whether the cell is a speaker's note, which decks have and a learner's notebook has not."""
    return slide_type(cell) == "notes"


def is_for_notebooks(cell: NotebookNode) -> bool:
    """Whether the cell says how a notebook is used, which pages and decks leave out."""
    return "notebook" in tags(cell)


def place(chapter: str, cell: NotebookNode) -> str:
    """Where a cell is, in words: `02_stride, cell 7` (as the learner's notebook counts)."""
    kind, _, number = cell["id"].rpartition("-")
    return f"{chapter}, {'note' if kind.endswith('-note') else 'cell'} {int(number)}"


def chapter_cells(source: Path) -> list[NotebookNode]:
    """Every cell of the source, speaker's notes included, with ids, and empty of outputs.

    Prose is in the language spoken; code is the same in all. Notes are counted apart, so that
    adding one leaves the ids in the notebook as they are.
    """
    chapter, slug = source.stem, re.sub(r"^\d\d_", "", source.stem).replace("_", "-")
    cells, numbers = [], {"": 0, "note-": 0}
    for read in _parsed(source.read_text(encoding="utf-8")):
        metadata = {k: v for k in ("slideshow", "tags") if (v := read["metadata"].get(k))}
        cell = node(read | {"metadata": metadata})
        series = "note-" if is_notes(cell) else ""
        numbers[series] += 1
        cell["id"] = f"{slug}-{series}{numbers[series]:03d}"
        if complaint := _nonsense(cell):
            raise PublishError(f"{place(chapter, cell)}: {complaint}")
        if cell["cell_type"] == "markdown":
            cell["source"] = translated(cell["source"], chapter)
        cells.append(cell)
    return cells


def unexecuted(source: Path) -> NotebookNode:
    """The learner's notebook of a source, before any cell has run.

    What the cells of an answer give is folded until the reader runs them.
    """
    cells = [cell for cell in chapter_cells(source) if not is_notes(cell)]
    for cell, (role, _) in zip(cells, roles(cells), strict=True):
        if cell["cell_type"] == "markdown":
            cell["source"] = plain_words(cell["source"])
        elif role == "answer":
            cell["metadata"]["jupyter"] = {"outputs_hidden": True}
    return node({"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5})


@lru_cache(maxsize=64)
def _parsed(text: str) -> list[NotebookNode]:
    """The cells as jupytext reads them, which takes long; nobody changes these."""
    import jupytext  # Here: a build that finds nothing changed parses nothing.

    cells: list[NotebookNode] = jupytext.reads(text, fmt="py:percent").cells
    return cells


def _nonsense(cell: NotebookNode) -> str:
    """What no notebook or deck can make of a cell, and the mend; empty if it is all right."""
    kind, text = slide_type(cell), cell["source"]
    if kind and kind not in SLIDE_TYPES:
        return f"slide_type {kind!r} is unknown; it is {' or '.join(SLIDE_TYPES)}."
    if cell["cell_type"] == "markdown" and (found := UNDRAWN.search(text)):
        return (
            f"no page draws {found[0]}; write TeX as code, in backticks, and draw a picture in a "
            "code cell."
        )
    if is_notes(cell) and cell["cell_type"] != "markdown":
        return f"a speaker's note is a Markdown cell, not {cell['cell_type']}."
    if cell["cell_type"] == "code" and not text.strip():
        return "the code cell is empty, so nothing can execute it; give it a comment or remove it."
    return ""
