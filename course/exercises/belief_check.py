"""Asks what one believes, and names the beliefs behind the answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any
from unicodedata import normalize

from ..language import N_, sentences, tr
from ..widgets import in_notebook, widget_bundle
from .bank import CHAPTERS
from .belief import DONT_KNOW, HELD, NONE, OPEN, UNKNOWN, Choice
from .belief_html import CODE, html
from .beliefs import QUESTIONS


@dataclass(frozen=True)
class Check:
    """The questions, or what the answers to them say. A notebook asks them with fields.

    chosen: for each question its answer, or None for "I don't know"; nothing before one answers.
    """

    chosen: tuple[Choice | None, ...] = ()
    said: str = ""

    def __repr__(self) -> str:
        return self.said or "\n".join(_result(self.chosen) if self.chosen else _questions())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        plain = {"text/plain": repr(self)}
        if self.chosen or self.said or not in_notebook():
            return plain
        from .belief_widget import BeliefWidget

        return {**plain, **widget_bundle(BeliefWidget(_html=html(notebook)))}


def beliefs(answers: str | None = None) -> Check:
    """Ask what you believe of transposed convolution, or name the beliefs behind answers.

    answers: a letter for each question, in their order, with ``?`` for "I don't know". Nothing is
    counted, kept or sent.

    >>> beliefs("bcccca??ca")
    What you believe, and what is so
      3. Padding makes the output longer. It undoes the padding of a convolution, so it cuts: 7
         become 5. (04 padding)
      4. output_padding repeats what stands at the end. It copies nothing: the row goes on, and
         the next number of it is 9. (05 output_padding)
    What you left open
      7. how the weight is stored (07 signature)
      8. whether it undoes a convolution (08 transposed)
    """
    if answers is None:
        return Check()
    letters = "".join(normalize("NFKC", str(answers)).lower().split())
    count = len(QUESTIONS)
    if len(letters) != count:
        text = N_("beliefs(…) takes {count} letters, one for each question, and {given} has {had}.")
        return Check(said=tr(text, count=count, given=repr(answers), had=len(letters)))
    chosen: list[Choice | None] = []
    for number, (letter, question) in enumerate(zip(letters, QUESTIONS, strict=True), 1):
        choices = dict(zip(ascii_lowercase, question.choices, strict=False))
        if letter != UNKNOWN and letter not in choices:
            text = N_("Question {number} has the answers a to {last} and ?, and {letter} is none.")
            return Check(said=tr(text, number=number, last=max(choices), letter=repr(letter)))
        chosen.append(choices.get(letter))
    return Check(tuple(chosen))


def notebook(stem: str) -> tuple[str, str]:
    """The address of a chapter's notebook, seen from another one, and the chapter's name."""
    number, _, name = stem.partition("_")
    assert name in CHAPTERS
    return f"{stem}.ipynb", f"{number} {tr(name)}"


def _questions() -> Iterator[str]:
    text = N_("{count} questions. Answer with {call}: a letter for each, in this order.")
    yield tr(text, count=len(QUESTIONS), call='beliefs("…")')
    for number, question in enumerate(QUESTIONS, 1):
        yield f"\n{number}. {_plain(question.prompt)}"
        for letter, choice in zip(ascii_lowercase, question.choices, strict=False):
            yield f"   {letter}  {_plain(choice.text)}"
        yield f"   {UNKNOWN}  {tr(DONT_KNOW)}"


def _result(chosen: Sequence[Choice | None]) -> Iterator[str]:
    answered = [*enumerate(zip(QUESTIONS, chosen, strict=True), 1)]
    held = [(number, one.belief) for number, (_, one) in answered if one and one.belief]
    left = [(number, question) for number, (question, one) in answered if not one]
    if held:
        yield tr(HELD)
    for number, belief in held:
        met = sentences([_plain(belief.says), _plain(belief.instead)])
        yield f"{number:>3}. {met} ({notebook(belief.chapter)[1]})"
    if left:
        yield tr(OPEN)
    for number, question in left:
        yield f"{number:>3}. {tr(question.about)} ({notebook(question.chapter)[1]})"
    if not held and not left:
        yield tr(NONE)


def _plain(text: str) -> str:
    return re.sub(CODE, r"\1", tr(text))
