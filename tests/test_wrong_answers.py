"""Wrong answers that people may well give are judged wrong, and most are met with their idea.

They stand in wrong_answers.toml, worked out without looking at the bank.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from torch import nn

from course.exercises.answers import Prediction
from course.exercises.bank import EXERCISES
from course.exercises.reach import Reach
from course.exercises.repair import Repair

GIVEN: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "wrong_answers.toml").read_text(encoding="utf-8")
)
CASES = [(name, row) for name, rows in GIVEN.items() for row in rows]


def changed(exercise: Repair, layer: int, parameter: str, value: int) -> nn.Sequential:
    """The decoder of an exercise with one number changed."""
    channels = exercise.channels
    chosen = [vars(one).copy() for one in exercise.layers]
    chosen[layer][parameter] = value
    return nn.Sequential(
        *(
            nn.ConvTranspose1d(channels[n], channels[n + 1], **parameters)
            for n, parameters in enumerate(chosen)
        )
    )


@pytest.mark.parametrize(
    ("name", "row"), CASES, ids=[f"{name} {row['answer']}" for name, row in CASES]
)
def test_a_wrong_answer_is_met_with_the_idea_behind_it(name: str, row: dict[str, Any]):
    exercise, answer = EXERCISES[name], row["answer"]
    if isinstance(exercise, Repair):
        answer = changed(exercise, **answer)
    verdict = exercise.verdict(answer)
    assert verdict.outcome == "wrong"
    assert verdict.idea == row.get("idea"), row["thinking"]
    assert len(verdict.text.split()) > 5


@pytest.mark.parametrize("kind", [Prediction, Reach])
def test_most_of_what_people_think_has_a_name(kind: type):
    """A choice that no layer has is refused in words of its own, so it counts as met."""
    rows = [(name, row) for name, row in CASES if isinstance(EXERCISES[name], kind)]
    met = [
        "idea" in row or "is not possible" in EXERCISES[name].verdict(row["answer"]).text
        for name, row in rows
    ]
    assert sum(met) >= 0.75 * len(rows)
