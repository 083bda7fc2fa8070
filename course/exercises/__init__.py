"""Exercises by name: check an answer, print a hint or the solution, show what is done."""

from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from ..language import N_, tr
from ..widgets import in_notebook, widget_bundle
from . import makers, progress_file
from .answers import Exercise, Verdict
from .bank import ASKED, EXERCISES
from .progress_overview import progress
from .reviews import Review, drawn
from .sandbox import SECONDS

if TYPE_CHECKING:
    from .panel import Panel

__all__ = ["Verdict", "check", "hint", "points", "progress", "review", "solution"]


def check(name: str, answer: object = ..., *, seconds: float = SECONDS) -> Verdict:
    """Say whether an answer is right, and why it is wrong if it is not.

    name: "chapter.exercise", or "review.kind.number" for one of ``review``. answer: what the
    exercise asks for: numbers, values by name (or the value alone where one name is free), either
    of them as a text too, a function or a torch module; ``...`` stands for "not attempted". A
    function runs in a process of its own and may compute for that many seconds in all, and wait for
    as long, or for a minute if that is longer: a guard against accidents, not intent. Where it can
    have none, it runs in this one, and the verdict says so. What it returns in single or half
    precision is right within that.

    The verdict's ``outcome`` is "not attempted", "right", "wrong", "exception" (the reader's) or
    "not checked", where nothing could be found out.

    Raises ValueError for a name that no exercise has, and ModuleNotFoundError with the mend where
    the answer is compared with PyTorch's and that is not installed.

    >>> check("basic.two_stamps", [1, 1, 1, 3])  # doctest: +ELLIPSIS
    Wrong. This is what you get if a later stamp replaces an earlier one; ...
    The first difference is at y[1], where you have 1.
    y[1] = x[0]·w[1] + x[1]·w[0] = 1·1 + 1·1 = 2
    """
    exercise = find(name)
    verdict = replace(exercise.verdict(answer, seconds), exercise=name)
    said = progress_file.record(name, verdict.outcome) if name in EXERCISES else ""
    if said:
        verdict = replace(verdict, text=f"{verdict.text}\n{said}")
    if not in_notebook():
        return verdict

    def shown() -> dict[str, Any]:
        return widget_bundle(_panel(name, answer, verdict, seconds))

    return replace(verdict, panel=shown)


def _panel(name: str, answer: object, verdict: Verdict, seconds: float = SECONDS) -> "Panel":
    """The exercise's form in a notebook, with what has been answered and what was said to it."""
    from .panel import Panel

    return Panel(name, find(name), answer, verdict, partial(check, name, seconds=seconds))


def review(*, but: str | None = None) -> Review:
    """Ask ten exercises of the chapters again, with new numbers each time.

    but: the name of a chapter that none of them is of, as in "padding". They are checked, hinted at
    and solved by their names like all others, and nothing of them is kept.

    Raises ValueError for a name that no chapter has.
    """
    unsaid = Verdict("not attempted", "")
    return Review(drawn(but), lambda name: _panel(name, ..., unsaid))


def points(name: str, answer: object = ..., *, seconds: float = SECONDS) -> float:
    """Print the verdict on an answer, keep it as `check` does, and return a number from 0 to 1.

    1.0 for a right answer and 0.0 for any other, a missing one included: for programs that grade
    a cell by the number at its end, as nbgrader does.

    Raises RuntimeError with the verdict's text where the answer could not be checked, since no
    number would be true. A program that grades takes that for no points, and shows why. Raises
    ValueError and ModuleNotFoundError as `check` does.

    >>> points("basic.two_stamps", [1, 2, 4, 3])  # doctest: +ELLIPSIS
    Right. ...
    1.0
    """
    verdict = check(name, answer, seconds=seconds)
    if verdict.outcome == "not checked":
        raise RuntimeError(verdict.text)
    print(verdict)
    return float(verdict.outcome == "right")


def hint(name: str, step: int = 1) -> None:
    """Print a nudge; each further step tells more, and the last nearly all.

    >>> hint("basic.two_stamps")
    The second stamp starts one cell after the first.
    (hint 1 of 3)
    """
    print(find(name).hint(max(step, 1)))


def solution(name: str) -> None:
    """Print an answer that is right, and why."""
    print(find(name).solved(name))


def find(name: str) -> Exercise:
    if isinstance(name, str) and name in ASKED:
        return ASKED[name]
    made = makers.named(str(name))
    if made is not None:
        return made.exercise
    near = get_close_matches(str(name), [*ASKED, *makers.like(str(name))], n=1, cutoff=0.0)[0]
    text = N_("There is no exercise {name}; the nearest name is {nearest}.")
    raise ValueError(tr(text, name=repr(name), nearest=repr(near)))
