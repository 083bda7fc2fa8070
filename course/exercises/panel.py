"""The buttons that a notebook shows with a verdict: Check, Hint and Solution."""

import ast
from collections.abc import Callable
from html import escape
from typing import Any

from ..language import N_, tr
from ..widgets import widget_bundle
from .answers import Exercise, Verdict

# JupyterLab breaks plain text in the middle of a word.
PROSE = (
    '<pre style="margin: 0; padding: 0 6px 8px; white-space: pre-wrap; word-break: normal; '
    'overflow-wrap: anywhere; font-size: inherit">{}</pre>'
)


def panel(
    name: str, exercise: Exercise, verdict: Verdict, again: Callable[..., Verdict]
) -> dict[str, Any]:
    """The bundle of Check, with a field for an answer, Hint and Solution.

    again: judges the answer it is given, or without one the reader's first.
    """
    import ipywidgets

    output = ipywidgets.Output()
    field = ipywidgets.Text(
        placeholder=tr("your answer, as in [1, 2] or stride=2, padding=1"),
        continuous_update=False,
        layout=ipywidgets.Layout(width="24em"),
    )
    check, nudge, tell = (
        ipywidgets.Button(description=label, tooltip=label)
        # Translators: the names of three buttons.
        for label in (tr("Check"), tr("Hint"), tr("Solution"))
    )
    given = 0

    def say(text: str, verdict: Verdict | None = None) -> None:
        shown = [{"text/html": PROSE.format(escape(text)), "text/plain": text}]
        if verdict is not None and verdict.picture is not None:
            picture = verdict.picture
            shown.append({"image/svg+xml": picture.svg, "text/plain": picture.text})
        output.outputs = tuple(
            {"output_type": "display_data", "data": data, "metadata": {}} for data in shown
        )

    def on_check(_: object) -> None:
        try:
            typed = [read_typed(field.value)] if field.value.strip() else []
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            text = N_("{typed} can't be read; write it as in [1, 2, 3] or stride=2.")
            say(tr(text, typed=repr(field.value)))
            return
        result = again(*typed)
        say(result.text, result)

    def on_hint(_: object) -> None:
        nonlocal given
        given += 1
        say(exercise.hint(given))

    check.on_click(on_check)
    field.observe(on_check, "value")
    nudge.on_click(on_hint)
    tell.on_click(lambda _: say(exercise.solved(name)))
    say(verdict.text, verdict)
    # An answer that takes more than a line, as a function does, is written in the cell.
    row = [] if "\n" in exercise.solution(name) else [field, check]
    return widget_bundle(ipywidgets.VBox([output, ipywidgets.HBox([*row, nudge, tell])]))


def read_typed(text: str) -> object:
    """A typed answer: a Python literal, or values by name as in ``stride=2, padding=1``."""
    match ast.parse(f"f({text}\n)", mode="eval").body:
        # Or as it stands in a chapter: dict(stride=2).
        case ast.Call(ast.Name(), [], [_, *_] as words) | ast.Call(
            ast.Name(), [ast.Call(ast.Name("dict"), [], words)], []
        ) if all(word.arg for word in words):
            return {str(word.arg): ast.literal_eval(word.value) for word in words}
        case ast.Call(ast.Name(), [only], []):
            return ast.literal_eval(only)
        case ast.Call(ast.Name(), several, []):
            return [ast.literal_eval(one) for one in several]
    raise SyntaxError(text)
