"""Exercises know how an answer is asked for and met: check, hint and solution, by name."""

from .answers import Verdict
from .bank import EXERCISES
from .kinds import Exercise

__all__ = ["Verdict", "check", "hint", "solution"]


def check(name: str, answer: object = ...) -> Verdict:
    """Say whether an answer is right, and where it first goes wrong if it is not.

    name: "chapter.exercise". answer: what the exercise asks for (a list of numbers, a number or a
    dict of parameters); ``...`` stands for "not attempted". The verdict's ``outcome`` is
    "not attempted", "right" or "wrong". Raises ValueError for a name that no exercise has.

    >>> check("basic.two_stamps", [1, 2, 4])
    Wrong. y[3] is missing.
    y[3] = x[1]·w[2] = 1·3 = 3
    """
    exercise = _find(name)
    if _untouched(answer):
        return Verdict(
            "not attempted", "Not attempted yet: put your answer in the place of the dots."
        )
    verdict = exercise.judge(answer)
    if verdict.outcome == "right":
        return Verdict("right", f"Right. {exercise.why}")
    return verdict


def hint(name: str) -> None:
    """Print a nudge that does not give the answer away."""
    print(_find(name).hint)


def solution(name: str) -> None:
    """Print an answer that is right, and why."""
    exercise = _find(name)
    print(f"check({name!r}, {exercise.answer()})")
    print(exercise.why)


def _find(name: str) -> Exercise:
    if name not in EXERCISES:
        from difflib import get_close_matches

        near = get_close_matches(str(name), EXERCISES, n=1, cutoff=0.0)[0]
        raise ValueError(f"There is no exercise {name!r}; the nearest name is {near!r}.")
    return EXERCISES[name]


def _untouched(answer: object) -> bool:
    if isinstance(answer, dict):
        return not answer or any(_untouched(value) for value in answer.values())
    if isinstance(answer, list | tuple):
        return not answer or any(_untouched(value) for value in answer)
    return answer is ... or answer is None
