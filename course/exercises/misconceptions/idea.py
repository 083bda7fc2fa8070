"""What a wrong idea is, and the sentence that meets it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ...language import tr

Numbers = list[Any]
"""A row of numbers, or rows of them."""


class Misconception(NamedTuple):
    """``text`` goes on after "This is what you get if"."""

    text: str
    of: Callable[..., Any]


class Idea(NamedTuple):
    """A wrong idea in one exercise: its name there, its text, and the answer that it leads to.

    Of an exercise that asks for a function, the answer is what it returns, as a function of a case.
    """

    name: str
    text: str
    answer: Any


def got_if(idea: str) -> str:
    """The sentence that meets a wrong idea, given in English words as the tables hold it."""
    # Translators: {idea} is a wrong idea and, behind a semicolon, what is so instead.
    return tr("This is what you get if {idea}.", idea=tr(idea))


def idea_behind(ideas: Iterable[Idea], given: Any) -> Idea | None:
    """The first idea that leads to an answer, or None."""
    return next((idea for idea in ideas if idea.answer == given), None)
