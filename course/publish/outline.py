"""Outline knows what the parts of a chapter are to a deck: what a text asks, what a cell shows."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal

from .source import tags

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

Kind = Literal["title", "text", "predict", "code", "picture", "live", "exercise", "closing"]
H1 = re.compile(r"^# +(?:\d\d +)?(.+?)[ #]*$", re.MULTILINE)
PREDICT_HEADING = re.compile(r"#+ +Predict\b[^:]*(?:: *(.*))?$")
PREDICT = re.compile(r"\*\*Predict\b")
EXERCISE = re.compile(r"\*\*(?:Exercise|(\d+))\.\*\*\s*")
CLOSING = re.compile(r"\*\*To take away:\*\*\s*")
STUB = re.compile(r"^check\(", re.MULTILINE)
DRAWN = {"animate", "draw", "explore", "image", "ladder", "spectrum", "timings"}


def chapter_title(cells: Iterable[NotebookNode]) -> str | None:
    """The text of the chapter's first H1, without Markdown's marks."""
    for cell in cells:
        if cell["cell_type"] == "markdown" and (found := H1.search(cell["source"])):
            return re.sub(r"[`*_]{1,2}(\S(?:.*?\S)?)[`*_]{1,2}", r"\1", found[1])
    return None


def hides_code(cell: NotebookNode) -> bool:
    return "hide-code" in tags(cell)


def shows_code(cell: NotebookNode) -> bool:
    """Whether a slide has the cell's code: that of a picture says nothing that it doesn't show."""
    drawn = shown_kind(cell) != "code" and last_call(cell["source"]) in DRAWN
    return not drawn and not hides_code(cell)


def hides_output(cell: NotebookNode) -> bool:
    """Whether the output says only that nobody has answered yet."""
    return bool(STUB.search(cell["source"]))


def lines(cell: NotebookNode) -> int:
    """How many lines of code and of what it prints a cell has."""
    printed = (output.get("text", "") for output in cell["outputs"])
    return sum(len(text.strip().splitlines()) for text in (cell["source"], *printed))


def last_call(source: str) -> str:
    """The name of the function that the last line of a code calls, if it is nothing but a call."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return ""
    call = last.value if isinstance(last, ast.Expr) else None
    return call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""


def is_shown(cell: NotebookNode) -> bool:
    return "setup" not in tags(cell) and bool(cell["outputs"] or not hides_code(cell))


def shown_kind(cell: NotebookNode) -> Kind:
    drawn = any("image/svg+xml" in output.get("data", {}) for output in cell["outputs"])
    if not drawn:
        return "code"
    return "live" if last_call(cell["source"]) == "explore" else "picture"
