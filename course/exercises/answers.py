"""Reads what a reader answered, and defines an exercise and the verdict on an answer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from ..language import sentences, tr
from ..numbers import Number, row
from ..picture import Picture
from ..tensors import Array, as_array

Outcome = Literal["not attempted", "right", "wrong", "exception"]


@dataclass(frozen=True)
class Verdict:
    """What became of an answer, in words, perhaps with a picture. A notebook shows both.

    panel: makes the mime bundle of the buttons that a notebook shows with it, where there are any.
    """

    outcome: Outcome
    text: str
    picture: Picture | None = None
    panel: Callable[[], Any] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": self.text}
        if self.picture is not None:
            bundle["image/svg+xml"] = self.picture.svg
        if self.panel is not None:
            bundle |= self.panel()
        return bundle


@dataclass(frozen=True, kw_only=True)
class Exercise(ABC):
    """``hints`` go from a nudge to nearly the answer; ``why`` is for after a right one."""

    hints: tuple[str, ...]
    why: str

    @abstractmethod
    def judge(self, answer: object, seconds: float, /) -> Verdict:
        """Judge an answer that was attempted; never raises for anything in it."""

    @abstractmethod
    def solution(self, name: str) -> str:
        """Code that answers the exercise of this name, found by computing."""


class Prediction(Exercise):
    """An exercise that asks for a number, a row of numbers or rows of them: a page can ask it."""

    @property
    @abstractmethod
    def asked(self) -> Any:
        """The right answer."""

    @property
    @abstractmethod
    def wrong_ideas(self) -> Iterable[tuple[str, Any]]:
        """Wrong ideas in English words, each with the answer that it leads to."""

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.asked)})"


class Template(list[Any]):
    """An answer with Symbols for numbers in it: its verdict is a text with places for them."""


RIGHT = Verdict("right", "")
LONG = 1_500


def wrong(text: str, picture: Picture | None = None) -> Verdict:
    return Verdict("wrong", sentences([tr("Wrong."), shortened(text)]), picture)


def shortened(text: str) -> str:
    """The text, or its two ends: an answer may hold a million numbers, and a verdict may not."""
    return text if len(text) <= LONG else f"{text[: LONG // 3]} … {text[-LONG // 3 :]}"


def untouched(answer: object) -> bool:
    """Whether the dots of the exercise still stand anywhere in the answer."""
    if isinstance(answer, Mapping):
        return not answer or any(untouched(value) for value in answer.values())
    if type(answer) in (list, tuple):
        return not answer or any(untouched(value) for value in answer)  # type: ignore[attr-defined]
    return answer is ... or answer is None


def read_row(answer: object, single: bool = False) -> list[Number]:
    """The answer as one row of numbers; TypeError or ValueError where it is none.

    single: a number alone is a row as well.
    """
    if isinstance(answer, Template):
        return answer
    given = as_array("answer", answer)  # type: ignore[arg-type]
    refuse_complex(given)
    if (single and given.ndim == 0) or (given.ndim > 1 and max(given.shape[:-1]) == 1):
        given = given.reshape(-1)
    if given.ndim != 1:
        raise ValueError(
            tr("the answer must be one row of numbers, and it has {count} axes", count=given.ndim)
        )
    values: list[Number] = given.tolist()
    return values


def counted(answer: list[Any]) -> str:
    """How many numbers an answer has, as in 4 or 3 × 4; the place for it in a template."""
    if isinstance(answer, Template):
        return "{count}"
    return " × ".join(map(str, np.shape(answer)))


def read_rows(answer: object) -> list[list[Number]]:
    """The answer as rows of numbers; TypeError or ValueError where it is none."""
    if isinstance(answer, Template):
        return answer
    rows = as_array("answer", answer)  # type: ignore[arg-type]
    refuse_complex(rows)
    while rows.ndim > 2 and len(rows) == 1:
        rows = rows[0]
    if rows.ndim != 2 or not rows.size:
        raise ValueError(
            tr("the answer must be rows of numbers, and it has {count} axes", count=rows.ndim)
        )
    values: list[list[Number]] = rows.tolist()
    return values


def refuse_complex(values: Array) -> None:
    if values.dtype.kind == "c":
        raise TypeError(tr("complex numbers never come out of these layers."))


def read_choice(answer: object, free: tuple[str, ...]) -> dict[str, Any]:
    """The values chosen by name; those left out keep their default."""
    if not isinstance(answer, Mapping):
        example = ", ".join(f"{name}=…" for name in free)
        raise TypeError(tr("Give the values by name, as in dict({example}).", example=example))
    for name in answer:
        if name not in free:
            # Translators: {name} and {free} are names of parameters.
            told = tr(
                "{name} is not free to choose here; {free} may be.",
                name=repr(name),
                free=", ".join(free),
            )
            raise ValueError(told)
    return dict(answer)
