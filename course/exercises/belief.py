"""What the check of beliefs is made of, and what it says around it."""

from typing import NamedTuple

from ..language import N_

UNKNOWN = "?"
DONT_KNOW = N_("I don't know")
HELD = N_("What you believe, and what is so")
OPEN = N_("What you left open")
NONE = N_("You hold none of the beliefs that this check knows: what you chose is so.")


class Belief(NamedTuple):
    """A wrong idea: its sentence, what is so instead, and the chapter that shows it.

    name: that of the same idea in ``misconceptions``, where it is there.
    """

    name: str
    says: str
    instead: str
    chapter: str


class Choice(NamedTuple):
    """An answer that can be chosen; the right one has no belief behind it."""

    text: str
    belief: Belief | None = None


class Question(NamedTuple):
    """about: what it is about, as it is named where the question is left open."""

    name: str
    about: str
    chapter: str
    prompt: str
    choices: tuple[Choice, ...]

    @property
    def right(self) -> Choice:
        (choice,) = (choice for choice in self.choices if choice.belief is None)
        return choice
