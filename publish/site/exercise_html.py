"""Exercise HTML knows how a page asks an exercise: a field, hints and a solution to fold out.

What to say to which answer is worked out here, by the same judge as in a notebook, so that the
page's script has only lists to compare.
"""

from __future__ import annotations

import json
import re
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeGuard

from course.exercises import SECONDS, judge
from course.exercises.bank import EXERCISES
from course.exercises.misconceptions import SIZES, STRETCHES
from course.exercises.predict import PredictCount, PredictOutput, PredictSize, PredictStretched
from course.language import tr

from ..html.render import code_html

if TYPE_CHECKING:
    from course.numbers import Number

Predict = PredictOutput | PredictStretched | PredictSize | PredictCount
CHECK = re.compile(r'^check\("([\w.]+)"', re.MULTILINE)
# Numbers that no exercise holds: where they are told, the reader's own number and count go.
OWN = 765432
MANY = 4321


def exercise_name(source: str) -> str | None:
    """The exercise that a code cell checks, if it checks one."""
    found = CHECK.search(source)
    return found[1] if found and found[1] in EXERCISES else None


def exercise_html(name: str, source: str, prompt: str, notebook: str) -> str:
    """The prompt, a field where the answer is a row of numbers, the hints and the solution.

    notebook: how the reader gets to the notebook, where all other answers go.
    """
    exercise, anchor = EXERCISES[name], name.replace(".", "-")
    label = escape(tr("Exercise {name}", name=name))
    if isinstance(exercise, Predict):
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


def _form(exercise: Predict, anchor: str) -> str:
    sizes = isinstance(exercise, PredictSize | PredictCount)
    ask, example = tr("Your answer, a row"), "1, 0, 2"
    if sizes:
        ask, example = tr("Your answer, a number"), "9"
    if _in_planes(exercise):
        ask, example = tr("Your answer, row after row"), "[[1, 0], [2, 3]]"
    told = json.dumps(feedback(exercise), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<form class="predict"><label for="{anchor}-answer">{ask}</label>'
        f'<input id="{anchor}-answer" type="text" autocomplete="off" spellcheck="false" '
        f'placeholder="{tr("as in {example}", example=example)}">'
        f'<button type="submit">{tr("Check")}</button>'
        f'<p class="verdict" role="status"></p>'
        f'<script type="application/json">{told}</script></form>'
    )


def feedback(exercise: Predict) -> dict[str, Any]:
    """What to say to a row of numbers.

    {"answer": row, "right": text, "ideas": [[row, text], …], "wrong": [text for each place],
    "missing": [text for each length that is too short], "long": text}

    In the texts {have} is the reader's number at that place, {all} all of them, {count} how many.
    """
    answer = right_row(exercise)

    def said(row: list[Number]) -> str:
        return judge(exercise, in_rows(exercise, row), SECONDS).text

    if isinstance(exercise, PredictSize | PredictCount):
        wrong = [said([OWN]).replace(str(OWN), "{all}")]
        longer = wrong[0]
    else:
        places = range(len(answer))
        wrong = [
            said([*answer[:p], OWN, *answer[p + 1 :]]).replace(str(OWN), "{have}") for p in places
        ]
        longer = said([*answer, *[OWN] * (MANY - len(answer))])
        longer = longer.replace(f"1 × {MANY}", "{count}").replace(str(MANY), "{count}")
    return {
        "answer": answer,
        "right": said(answer),
        "ideas": [[row, said(row)] for row in _wrong_rows(exercise) if row != answer],
        "wrong": wrong,
        # Rows that are too few are told by their number alone: a page reads one after the other.
        "missing": [longer] * len(answer)
        if _in_planes(exercise)
        else [said(answer[:p]) for p in range(len(answer))],
        "long": longer,
    }


def _in_planes(exercise: Predict) -> TypeGuard[PredictOutput]:
    return isinstance(exercise, PredictOutput) and exercise.dimensions > 1


def in_rows(exercise: Predict, row: list[Number]) -> list[Any]:
    """A reader's row as the answer that it is: rows, where so many are asked for."""
    if not _in_planes(exercise):
        return row
    wide = len(exercise.asked[0])
    if len(row) != wide * len(exercise.asked):
        return [row]
    return [row[start : start + wide] for start in range(0, len(row), wide)]


def right_row(exercise: Predict) -> list[Number]:
    match exercise:
        case PredictOutput():
            return _one_row(exercise.asked)
        case PredictStretched():
            return exercise.stretched
        case PredictSize():
            return [exercise.layer.output_size(exercise.input_size)]
        case PredictCount():
            return [exercise.count]


def _one_row(answer: list[Any]) -> list[Number]:
    """An answer as the page's field holds it: rows one after the other."""
    return [*chain(*answer)] if isinstance(answer[0], list) else answer


def _wrong_rows(exercise: Predict) -> list[list[Number]]:
    """What each wrong idea that the exercise names leads to."""
    match exercise:
        case PredictOutput():
            made = map(exercise.led_to, exercise.ideas)
            return [_one_row(answer) for answer in made if answer is not None]
        case PredictStretched():
            x, stride = list(exercise.x), exercise.stride
            return [STRETCHES[idea][1](x, stride) for idea in exercise.ideas]
        case PredictSize():
            layer, size = exercise.layer, exercise.input_size
            return [[SIZES[idea].of(layer, size)] for idea in exercise.ideas]
        case PredictCount():
            return [[count] for _, count in exercise.own_ideas]


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
