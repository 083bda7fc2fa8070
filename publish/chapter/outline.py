"""Says what the parts of a chapter are: what a text asks, what a cell shows."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal

from course.exercises.bank import ASKED, PREDICTIONS
from course.language import N_, tr

from .passages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode

Kind = Literal["title", "text", "predict", "code", "picture", "live", "exercise", "vote", "closing"]
Role = Literal["", "prediction", "check", "answer"]
TITLE = re.compile(r"^# (# .+?) *$", re.MULTILINE)  # in a chapter's source
H1 = re.compile(r"^# +(?:\d\d +)?(.+?)[ #]*$", re.MULTILINE)
STUB = re.compile(r'^check\("([\w.]+)"', re.MULTILINE)
SECTION = re.compile(r"^## ", re.MULTILINE)
EMPHASIS = re.compile(r"(`+|\*+)(\S(?:.*?\S)?)\1")
DRAWN = {"animate", "draw", "explore", "image", "ladder", "spectrogram", "timings"}


# Translators: chapters begin a prediction with this word, in bold or as a heading.
PREDICT = N_("Predict")
# How the words stand that say what a text is for. heading and label: over a prediction and before
# one. onward: where the next chapter is named.
MARKS = {
    "heading": (r"#+ +(?:{})[^:]*(?:: *(.*))?$", PREDICT),
    "predict": (r"\*\*(?:{})", PREDICT),
    # Translators: in bold before a prediction that leads to a live figure, then a colon.
    "label": (r"\*\*(?:{}):\*\*\s+", PREDICT, N_("Predict, then play")),
    # Translators: in bold before a chapter's only exercise, then a full stop.
    "exercise": (r"^\*\*(?:{}|(\d+))\.\*\*\s*", N_("Exercise")),
    # Translators: in bold before the last paragraph of a chapter, then a colon.
    "closing": (r"\*\*(?:{}):\*\*\s*", N_("To take away")),
    # Translators: how the sentence that leads to the next chapter begins.
    "onward": (r"(?:{})", N_("Next:"), N_("Go on")),
}


def mark(what: str) -> re.Pattern[str]:
    """The sign in the language spoken that a text is what MARKS names."""
    pattern, *words = MARKS[what]
    told = "|".join(re.escape(tr(word)) for word in words)
    return re.compile(pattern.replace("{}", told), re.MULTILINE)


def chapter_title(source: Path) -> str:
    """The text of the chapter's first H1, without its number and Markdown's marks; "" for none."""
    heading = TITLE.search(source.read_text(encoding="utf-8"))
    found = heading and H1.match(translated(heading[1], source.stem))
    return plain(found[1]) if found else ""


def plain(text: str) -> str:
    """A line of Markdown without the marks of emphasis and code."""
    return EMPHASIS.sub(r"\2", text)


def exercise_name(source: str) -> str | None:
    """The exercise or prediction that a code cell checks, if it checks one."""
    found = STUB.search(source)
    return found[1] if found and found[1] in ASKED else None


def asks_prediction(text: str) -> bool:
    """Whether a Markdown text has a prediction in it."""
    return bool(mark("heading").search(text) or mark("predict").search(text))


def question_at(text: str) -> int:
    """Where the question of an exercise or a prediction begins in the text before its check.

    A heading over it is no part of it. That is the text's end where it asks nothing.
    """
    if found := mark("exercise").search(text):
        return found.start()
    if found := mark("heading").search(text):
        return found.start() + len(text[found.start() :].partition("\n")[0])
    found = mark("predict").search(text)
    return text.rfind("\n\n", 0, found.start()) + 1 if found else len(text)


def roles(cells: Iterable[NotebookNode]) -> Iterator[tuple[Role, str]]:
    """What each cell of a chapter is to its predictions, and the name that the check there has.

    The answer to a prediction is every cell after it, and after its check, up to the next section,
    prediction, exercise or closing. The name is "" where nothing is checked.
    """
    inside, name = False, ""
    for cell in cells:
        source, is_code = cell["source"], cell["cell_type"] == "code"
        kept = {"setup", "notebook"} & set(cell["metadata"].get("tags", ()))
        if kept:
            yield "", ""
        elif is_code and (checked := exercise_name(source)):
            inside = checked in PREDICTIONS
            name = checked if inside else ""
            yield ("check" if inside else ""), name
        elif not is_code and asks_prediction(source):
            inside, name = True, ""
            yield "prediction", ""
        else:
            ends = (SECTION, mark("exercise"), mark("closing"))
            inside = inside and (is_code or not any(end.search(source) for end in ends))
            yield ("answer", name) if inside else ("", "")


def shows_code(cell: NotebookNode) -> bool:
    """Whether a slide has the cell's code: that of a picture says nothing that it doesn't show."""
    return shown_kind(cell) == "code" or called(cell["source"]) not in DRAWN


def lines(cell: NotebookNode) -> int:
    """How many lines of code and of what it prints a cell has."""
    printed = (output.get("text", "") for output in cell["outputs"])
    return sum(len(text.strip().splitlines()) for text in (cell["source"], *printed))


def last_call(source: str) -> ast.Call | None:
    """The last line of a code, if it is nothing but a call."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return None
    return last.value if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) else None


def called(source: str) -> str:
    """The name of the function that the last line of a code calls; "" where it does more."""
    call = last_call(source)
    return ast.unparse(call.func) if call else ""


def shown_kind(cell: NotebookNode) -> Kind:
    drawn = any("image/svg+xml" in output.get("data", {}) for output in cell["outputs"])
    if not drawn:
        return "code"
    return "live" if called(cell["source"]) == "explore" else "picture"
