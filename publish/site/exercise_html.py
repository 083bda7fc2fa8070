"""Makes the HTML in which a page asks an exercise: a field, hints and a solution to fold out.

What to say to which answer is worked out here, by the same judge as in a notebook, so that the
page's script has only lists to compare.
"""

from __future__ import annotations

import json
from html import escape
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from course.exercises.answers import Prediction, Template
from course.exercises.bank import EXERCISES
from course.language import N_, tr
from course.number_format import Symbol

from ..chapter.outline import STUB
from ..html.render import code_html

if TYPE_CHECKING:
    from course.number_format import Number

# What a field asks for, and an example, by the number of the answer's axes.
FIELDS = (
    (N_("Your answer, a number"), "9"),
    (N_("Your answer, a row"), "1, 0, 2"),
    (N_("Your answer, row after row"), "[[1, 0], [2, 3]]"),
)


def exercise_name(source: str) -> str | None:
    """The exercise that a code cell checks, if it checks one."""
    found = STUB.search(source)
    return found[1] if found and found[1] in EXERCISES else None


def exercise_html(name: str, source: str, prompt: str, notebook: str) -> str:
    """The prompt, a field where the answer is made of numbers, the hints and the solution.

    notebook: how the reader gets to the notebook, where all other answers go.
    """
    exercise, anchor = EXERCISES[name], name.replace(".", "-")
    label = escape(tr("Exercise {name}", name=name))
    if isinstance(exercise, Prediction):
        asked = _form(exercise, anchor)
    else:
        told = tr("Answer it in the notebook ({link}):", link=notebook)
        asked = f'<p class="elsewhere">{told}</p>{code_html(source)}'
    return (
        f'<section class="exercise" id="{anchor}" aria-label="{label}">'
        f'<div class="prose">{prompt}</div>{asked}{_hints(exercise.hints)}'
        f'<details class="solution"><summary>{tr("Solution")}</summary>'
        f"{code_html(exercise.solution(name))}<p>{escape(tr(exercise.why))}</p></details></section>"
    )


def _form(exercise: Prediction, anchor: str) -> str:
    label, example = FIELDS[len(exercise.shape)]
    told = json.dumps(feedback(exercise), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<form class="predict"><label for="{anchor}-answer">{tr(label)}</label>'
        f'<input id="{anchor}-answer" type="text" autocomplete="off" spellcheck="false" '
        f'placeholder="{tr("as in {example}", example=example)}">'
        f'<button type="submit">{tr("Check")}</button>'
        f'<p class="verdict" role="status"></p>'
        f'<script type="application/json">{told}</script></form>'
    )


def feedback(exercise: Prediction) -> dict[str, Any]:
    """What to say to a row of numbers.

    {"answer": row, "right": text, "ideas": [[row, text], …], "wrong": [text for each place],
    "missing": [text for each length that is too short], "long": text}

    In the texts {have} is the reader's number at that place, {all} all of them, {count} how many.
    """
    answer, axes = in_one_row(exercise.asked), len(exercise.shape)
    number: Any = Symbol("have" if axes else "all")

    def said(row: list[Number]) -> str:
        return exercise.verdict(as_asked(exercise, row)).text

    def template(row: list[Number]) -> str:
        return exercise.compare(as_asked(exercise, Template(row))).text

    places = range(len(answer))
    wrong = [template([*answer[:p], number, *answer[p + 1 :]]) for p in places]
    longer = template([*answer, number]) if axes else wrong[0]
    # Rows of other lengths can't be told from one long row.
    led = [idea.answer for idea in exercise.wrong_ideas]
    ideas = [in_one_row(rows) for rows in led if axes < 2 or np.shape(rows) == exercise.shape]
    return {
        "answer": answer,
        "right": said(answer),
        "ideas": [[row, said(row)] for row in ideas if row != answer],
        "wrong": wrong,
        # A page reads rows as one row, and where numbers are missing can only say how many it has.
        "missing": [longer if axes > 1 else said(answer[:p]) for p in places],
        "long": longer,
    }


def in_one_row(answer: Any) -> list[Number]:
    """An answer as the field holds it: its numbers one after the other."""
    if not isinstance(answer, list):
        return [answer]
    return [number for part in answer for number in in_one_row(part)]


def as_asked(exercise: Prediction, row: list[Any]) -> list[Any]:
    """The numbers in the field as an answer: in rows of the right length, if they fill them."""
    shape = exercise.shape
    if len(shape) < 2:
        return row
    filled = len(row) == prod(shape)
    wide = shape[1] if filled else len(row)
    return type(row)(row[start : start + wide] for start in range(0, len(row), wide))


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
