"""Says what the parts of a chapter are: what a text asks, what a cell shows."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from course.language import tr

from .passages import translated

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

Kind = Literal["title", "text", "predict", "code", "picture", "live", "exercise", "closing"]
TITLE = re.compile(r"^# (# .+?) *$", re.MULTILINE)  # in a chapter's source
H1 = re.compile(r"^# +(?:\d\d +)?(.+?)[ #]*$", re.MULTILINE)
STUB = re.compile(r'^check\("([\w.]+)"', re.MULTILINE)
EMPHASIS = re.compile(r"(`+|\*+)(\S(?:.*?\S)?)\1")
DRAWN = {"animate", "draw", "explore", "image", "ladder", "spectrum", "timings"}


class Marks(NamedTuple):
    """The words that say what a text is for, in the language spoken.

    heading and label: over a prediction and before one. onward: where the next chapter is named.
    """

    heading: re.Pattern[str]
    predict: re.Pattern[str]
    label: re.Pattern[str]
    exercise: re.Pattern[str]
    closing: re.Pattern[str]
    onward: re.Pattern[str]


def marks() -> Marks:
    words = (
        # Translators: chapters begin a prediction with this word, in bold or as a heading.
        tr("Predict"),
        # Translators: in bold before a prediction that leads to a live figure, then a colon.
        tr("Predict, then play"),
        # Translators: in bold before a chapter's only exercise, then a full stop.
        tr("Exercise"),
        # Translators: in bold before the last paragraph of a chapter, then a colon.
        tr("To take away"),
        # Translators: how the sentence that leads to the next chapter begins.
        tr("Next:"),
        tr("Go on"),
    )
    predict, play, exercise, closing, following, onward = map(re.escape, words)
    return Marks(
        heading=re.compile(rf"#+ +{predict}[^:]*(?:: *(.*))?$"),
        predict=re.compile(rf"\*\*{predict}"),
        label=re.compile(rf"\*\*(?:{predict}|{play}):\*\*\s+"),
        exercise=re.compile(rf"^\*\*(?:{exercise}|(\d+))\.\*\*\s*", re.MULTILINE),
        closing=re.compile(rf"\*\*{closing}:\*\*\s*"),
        onward=re.compile(rf"{following}|{onward}"),
    )


def chapter_title(source: Path) -> str:
    """The text of the chapter's first H1, without its number and Markdown's marks; "" for none."""
    heading = TITLE.search(source.read_text(encoding="utf-8"))
    found = heading and H1.match(translated(heading[1], source.stem))
    return plain(found[1]) if found else ""


def plain(text: str) -> str:
    """A line of Markdown without the marks of emphasis and code."""
    return EMPHASIS.sub(r"\2", text)


def shows_code(cell: NotebookNode) -> bool:
    """Whether a slide has the cell's code: that of a picture says nothing that it doesn't show."""
    return shown_kind(cell) == "code" or last_call(cell["source"]) not in DRAWN


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


def shown_kind(cell: NotebookNode) -> Kind:
    drawn = any("image/svg+xml" in output.get("data", {}) for output in cell["outputs"])
    if not drawn:
        return "code"
    return "live" if last_call(cell["source"]) == "explore" else "picture"
