"""The exercises that ask for one of a few choices."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..language import N_, listed, tr
from .answers import Exercise, Verdict, wrong
from .typed import Form


class Option(NamedTuple):
    """What can be chosen, and what is said to whoever chooses it.

    text: the choice in English words; what stands in backticks is code. told: a sentence, which for
    a wrong choice says what it takes for granted and what is so instead. idea: the name of the
    wrong idea behind it; "" for the right choice.
    """

    text: str
    told: str = ""
    idea: str = ""


@dataclass(frozen=True)
class Choose(Exercise):
    """Choose one of a few options, each under the short word that a notebook's cell takes."""

    options: Mapping[str, Option]

    @property
    def asked(self) -> str:
        """The right choice's word."""
        (word,) = (word for word, option in self.options.items() if not option.idea)
        return word

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        chosen = self.options.get(answer) if isinstance(answer, str) else None
        if chosen is None:
            told = N_("Answer with one of these words: {words}.")
            return wrong(tr(told, words=listed(map(repr, self.options))))
        if not chosen.idea:
            return Verdict("right", tr(chosen.told) if chosen.told else "")
        return replace(wrong(tr(chosen.told)), idea=chosen.idea)

    def unanswered(self) -> str:
        # A stored notebook has no form: this is all that names the words there.
        told = N_("Not attempted yet: put one of these words in the place of the dots: {words}.")
        return tr(told, words=listed(map(repr, self.options)))

    def form(self) -> Form:
        return {
            "kind": "choice",
            "options": [[word, tr(option.text)] for word, option in self.options.items()],
        }

    def solution(self, name: str) -> str:
        return f"check({name!r}, {self.asked!r})"
