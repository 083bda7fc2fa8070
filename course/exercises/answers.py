"""Reads what a reader answered, and defines an exercise and the verdict on an answer."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import prod
from typing import Any, Literal

import numpy as np

from ..extras import NotInstalled
from ..language import N_, sentences, tr
from ..number_format import row
from ..picture import Picture
from ..still import shown
from .misconceptions import Idea, got_if
from .reading import filled_in, read_numbers, untouched
from .typed import Form, read

VERSION = 1
Outcome = Literal["not attempted", "right", "wrong", "exception", "not checked"]


@dataclass(frozen=True)
class Verdict:
    """What became of an answer, in words, perhaps with a picture. A notebook shows both.

    "not checked" is an answer that nothing could be found out about. idea: the name that the
    exercise has for the wrong idea behind a wrong answer, where it knows one. panel: makes the mime
    bundle of the buttons that a notebook shows with it, where there are any.
    """

    outcome: Outcome
    text: str
    picture: Picture | None = None
    idea: str | None = None
    exercise: str = ""
    panel: Callable[[], Any] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        return self.text

    def json(self) -> str:
        """The verdict for other programs to read: one JSON object with these keys.

        version: 1, and another number once a key changes its meaning. exercise, outcome, idea and
        text are the verdict's own, idea being null where none is known. picture: an SVG, or null.
        """
        picture = self.picture.svg if self.picture else None
        told = {
            "version": VERSION,
            "exercise": self.exercise,
            "outcome": self.outcome,
            "idea": self.idea,
            "text": self.text,
            "picture": picture,
        }
        return json.dumps(told, ensure_ascii=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": self.text}
        if self.picture is not None:
            bundle |= shown(self.picture.svg)
        if self.panel is not None:
            bundle |= self.panel()
        return bundle


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """``hints`` go from a nudge to nearly the answer; ``why`` is for after a right one.

    A prediction has no hints: what follows it shows the answer.
    """

    hints: tuple[str, ...] = ()
    why: str = ""

    @abstractmethod
    def judge(self, answer: object, seconds: float, /) -> Verdict:
        """Judge an answer that was attempted.

        Raises TypeError or ValueError, with what is wrong with it, for one that can't be judged.
        """

    def verdict(self, answer: object, seconds: float = 0.0) -> Verdict:
        """The verdict on whatever is answered, with the sentence that a right answer earns."""
        try:
            if untouched(answer):
                filled = filled_in(answer)
                if not filled or not self.enough(filled):
                    return Verdict("not attempted", self.unanswered())
                answer = filled
            try:
                verdict = self.judge(self._read(answer), seconds)
            except (TypeError, ValueError, IndexError) as error:
                return wrong(str(error))
        except NotInstalled:
            raise
        except (ImportError, MemoryError, OSError) as error:
            return not_checked(": ".join(filter(None, (type(error).__name__, str(error)))))
        except Exception as error:
            # An object may answer anything that is asked of it with an exception of its own.
            # Translators: {exception} is the name of a Python exception.
            text = N_("This answer can't be read: it raises {exception}.")
            return wrong(tr(text, exception=type(error).__name__))
        if verdict.outcome == "right":
            why = tr(self.why) if self.why else ""
            return Verdict("right", sentences(filter(None, [tr("Right."), verdict.text, why])))
        return verdict

    def _read(self, answer: object) -> object:
        """An answer that is a text as ``typed`` reads it; any other as it is."""
        form = self.form()
        if form is None or not isinstance(answer, str):
            return answer
        if form["kind"] in ("numbers", "choice"):
            return self.answer(read(form, {"": answer}))
        if form["kind"] == "fields":
            first, *others = form["fields"]
            if "=" in answer or first["kind"] == "truth" or not others:
                return self.answer(read(form, {first["name"]: answer}))
        return answer

    def unanswered(self) -> str:
        """What is said while the dots stand there."""
        return tr("Not attempted yet: put your answer in the place of the dots.")

    def enough(self, _filled: dict[str, Any], /) -> bool:
        """Whether values by name can be judged although dots stand in the place of others."""
        return False

    def form(self) -> Form | None:
        """The fields that ask for an answer, as ``typed`` describes them; None: code is written."""
        return None

    def answer(self, read: Any) -> object:
        """The answer that is meant by what ``typed.read`` has read.

        Raises TypeError or ValueError where that makes none.
        """
        return read

    def hint(self, step: int) -> str:
        """The hint with its number; steps beyond the last give the last one."""
        if not self.hints:
            return tr("A prediction has no hints: make a guess, and what follows shows the answer.")
        step = min(step, len(self.hints))
        place = tr("(hint {number} of {count})", number=step, count=len(self.hints))
        return f"{tr(self.hints[step - 1])}\n{place}"

    @abstractmethod
    def solution(self, name: str) -> str:
        """Code that answers the exercise of this name, found by computing."""

    def solved(self, name: str) -> str:
        """Its solution, and why that is right; what follows a prediction shows that."""
        return f"{self.solution(name)}\n\n{tr(self.why)}" if self.why else self.solution(name)


class Prediction(Exercise):
    """An exercise that asks for a number, a row of numbers or rows of them: a page can ask it."""

    @property
    @abstractmethod
    def asked(self) -> Any:
        """The right answer."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the right answer: () for a number, (4,) for a row, (2, 4) for rows."""
        return np.shape(self.asked)

    @property
    @abstractmethod
    def wrong_ideas(self) -> Iterable[Idea]:
        """Wrong ideas in English words, each with the answer that it leads to."""

    @abstractmethod
    def compare(self, given: list[Any], /) -> Verdict:
        """Judge a row of numbers or rows of them, which may be a Template."""

    def form(self) -> Form:
        return {"kind": "numbers", "axes": len(self.shape)}

    def answer(self, read: list[Any]) -> list[Any]:
        """A flat list in rows of the length asked for, if it fills them; else in one row."""
        if len(self.shape) < 2:
            return read
        wide = self.shape[1] if len(read) == prod(self.shape) else len(read)
        return type(read)(read[start : start + wide] for start in range(0, len(read), wide))

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        axes = len(self.shape)
        try:
            given = read_numbers(answer, axes)
        except (TypeError, ValueError) as error:
            return wrong(tr(UNREADABLE[axes], reason=error))
        return self.compare(given)

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.asked)})"


class Template(list[Any]):
    """An answer with Symbols in place of numbers: the text of its verdict has placeholders."""


# By the number of axes that the answer should have.
UNREADABLE = (
    N_("This can't be read as a number: {reason}"),
    N_("This can't be read as a row of numbers: {reason}"),
    N_("This can't be read as rows of numbers: {reason}"),
)
RIGHT = Verdict("right", "")
LONG = 1_500


def wrong(text: str, picture: Picture | None = None, *, idea: Idea | None = None) -> Verdict:
    """The verdict on a wrong answer; an idea that led to it is met before the text."""
    name = idea.name if idea else None
    return Verdict("wrong", sentences([tr("Wrong."), met(idea) + shortened(text)]), picture, name)


def not_checked(reason: str) -> Verdict:
    """The verdict where nothing could be found out, with the reason as a sentence."""
    return Verdict("not checked", sentences([tr("Not checked."), reason]))


def met(idea: Idea | None) -> str:
    """The line that meets a wrong idea; nothing for none."""
    return f"{got_if(idea.text)}\n" if idea else ""


def shortened(text: str) -> str:
    """The text, or its two ends: an answer may hold a million numbers, and a verdict may not."""
    return text if len(text) <= LONG else f"{text[: LONG // 3]} … {text[-LONG // 3 :]}"


def counted(answer: list[Any]) -> str:
    """How many numbers an answer has, as in 4 or 3 × 4; for a Template, the placeholder for it."""
    if isinstance(answer, Template):
        return "{count}"
    return " × ".join(map(str, np.shape(answer)))


def as_dict(values: dict[str, Any]) -> str:
    """The code of a choice of values by name."""
    return f"dict({', '.join(f'{name}={value!r}' for name, value in values.items())})"
