"""Puts the solutions into the notebooks of an instructor's edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .outline import STUB

if TYPE_CHECKING:
    from nbformat import NotebookNode


def with_solutions(notebook: NotebookNode) -> NotebookNode:
    """The notebook with each exercise's cell replaced by its solution."""
    from course.exercises.bank import EXERCISES

    for cell in notebook["cells"]:
        stub = STUB.search(cell["source"]) if cell["cell_type"] == "code" else None
        if stub:
            cell["source"] = EXERCISES[stub[1]].solution(stub[1])
    return notebook
