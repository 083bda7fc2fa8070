"""Makes the HTML in which a page asks an exercise, with hints and a solution to fold out."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from course.exercises.bank import ASKED
from course.language import tr

from ..html.render import code_html
from .tables import form_on_page

if TYPE_CHECKING:
    from course.exercises.answers import Exercise
    from course.exercises.makers import Made

NUMBER = re.compile(r"<strong>(\d+)\.</strong>")


def exercise_html(name: str, source: str, prompt: str, notebook: str) -> str:
    """The prompt, a place for the form where a page can ask it, the hints and the solution.

    notebook: how the reader gets to the notebook, where all other answers go, and all of them
    where no script runs.
    """
    exercise = ASKED[name]
    told = tr("Answer it in the notebook ({link}):", link=notebook)
    asked = f'<p class="elsewhere">{told}</p>{code_html(source)}'
    if form_on_page(name, exercise):
        asked = f'<div class="ask" data-exercise="{name}">{asked}</div>'
    return _section(name, exercise, prompt, asked)


def prediction_html(name: str, prompt: str, number: int) -> str:
    """A prediction's question and the place for its form; what follows in the page answers it.

    number: among the predictions of the page, from 1 on.
    """
    label = escape(tr("Prediction {number}", number=number))
    return (
        f'<section class="exercise prediction" id="{name.replace(".", "-")}" aria-label="{label}">'
        f'<div class="prose">{prompt}</div><div class="ask" data-exercise="{name}"></div></section>'
    )


def answer_html(name: str, html: str) -> str:
    """What answers a prediction, to fold out. It is open until a script shuts it.

    name: that of the prediction; "" where a page doesn't ask it.
    """
    of = f' data-of="{name}"' if name else ""
    return (
        f'<details class="answer" open{of}><summary>{tr("Show me")}</summary>\n{html}\n</details>'
    )


def made_html(made: Made) -> str:
    """The same for an exercise that was made, which a script asks."""
    asked = f'<div class="ask" data-exercise="{made.name}"></div>'
    return _section(made.name, made.exercise, f"<p>{escape(made.prompt)}</p>", asked)


def _section(name: str, exercise: Exercise, prompt: str, asked: str) -> str:
    number = NUMBER.search(prompt)
    told = tr("Exercise {number}", number=number[1]) if number else tr("Exercise {name}", name=name)
    label = escape(told)
    return (
        f'<section class="exercise" id="{name.replace(".", "-")}" aria-label="{label}">'
        f'<div class="prose">{prompt}</div>{asked}{_hints(exercise.hints)}'
        f'<details class="solution"><summary>{tr("Solution")}</summary>'
        f"{code_html(exercise.solution(name))}<p>{escape(tr(exercise.why))}</p></details></section>"
    )


def _hints(hints: tuple[str, ...]) -> str:
    """Each hint inside the one before it, so that they fold out one after the other."""
    html = ""
    for number, text in reversed(list(enumerate(hints, 1))):
        told = tr("Hint {number} of {count}", number=number, count=len(hints))
        html = (
            f'<details class="hint"><summary>{told}</summary>'
            f"<p>{escape(tr(text))}</p>{html}</details>"
        )
    return html
