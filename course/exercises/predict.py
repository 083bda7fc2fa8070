"""Predict knows the exercises that ask what will come out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..arithmetic import zero_insert
from ..language import N_, tr
from ..layer import Layer
from ..numbers import Number, number, row
from ..trace import Trace
from ..values import Place, Values, lists, shape
from .answers import RIGHT, Verdict, read_row, read_rows, wrong
from .difference import alike, corner_of, differs, first_difference, judge_rows
from .misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES, Misconception, got_if


@dataclass(frozen=True)
class PredictOutput:
    """Write down what a layer makes of an input, in two dimensions row by row.

    ``ideas`` name entries of OUTPUTS, or of PLANES in two dimensions. corner: ask only for so many
    rows and columns, those at the bottom right.
    """

    x: Values
    w: Values
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str
    parameters: dict[str, int] = field(default_factory=dict)
    corner: Place | None = None

    @property
    def dimensions(self) -> int:
        return len(shape(self.x))

    @property
    def trace(self) -> Trace:
        return Trace.of(self.x, self.w, dimensions=self.dimensions, **self.parameters)

    @property
    def asked(self) -> list[Any]:
        return corner_of(lists(self.trace.y), self.corner)

    def led_to(self, idea: str) -> list[Any] | None:
        """What a wrong idea leads to, in the part that is asked for."""
        made = self._ideas[idea].of(self.trace)
        return None if made is None else corner_of(made, self.corner)

    @property
    def _ideas(self) -> dict[str, Misconception]:
        return OUTPUTS if self.dimensions == 1 else PLANES

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        trace, row_alone = self.trace, self.dimensions == 1
        try:
            given: list[Any] = read_row(answer) if row_alone else read_rows(answer)
        except (TypeError, ValueError) as error:
            of_row = N_("This can't be read as a row of numbers: {reason}")
            of_rows = N_("This can't be read as rows of numbers: {reason}")
            return wrong(tr(of_row if row_alone else of_rows, reason=error))
        ideas = (
            got_if(self._ideas[idea].text) for idea in self.ideas if self.led_to(idea) == given
        )
        if not row_alone:
            return judge_rows(trace, given, self.corner, ideas)
        if first_difference(trace, given) is None:
            return RIGHT
        return differs(trace, given, next(ideas, ""))

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.asked)})"


@dataclass(frozen=True)
class PredictStretched:
    """Write down an input with a stride's zeros inserted. ``ideas`` name entries of STRETCHES."""

    x: tuple[Number, ...]
    stride: int
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str

    @property
    def stretched(self) -> list[Number]:
        values: list[Number] = zero_insert(self.x, self.stride).tolist()
        return values

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        try:
            given = read_row(answer)
        except (TypeError, ValueError) as error:
            return wrong(tr("This can't be read as a row of numbers: {reason}", reason=error))
        if len(given) == len(self.stretched) and all(map(alike, given, self.stretched)):
            return RIGHT
        for idea in self.ideas:
            text, of = STRETCHES[idea]
            if of(list(self.x), self.stride) == given:
                return wrong(f"{got_if(text)}\n{self._first(given)}")
        return wrong(self._first(given))

    def _first(self, given: list[Number]) -> str:
        for place, value in enumerate(self.stretched):
            if place < len(given) and alike(given[place], value):
                continue
            reason = self._reason(place, value)
            if place >= len(given):
                # Translators: {reason} says what should stand there.
                return tr(
                    "The first difference is at place {place}, where you have nothing: {reason}.",
                    place=place,
                    reason=reason,
                )
            # Translators: {reason} says what should stand there.
            return tr(
                "The first difference is at place {place}, where you have {given}: {reason}.",
                place=place,
                given=number(given[place]),
                reason=reason,
            )
        return tr(
            "You have {count} numbers, and there are {wanted}: zeros stand "
            "between neighbours, none behind the last.",
            count=len(given),
            wanted=len(self.stretched),
        )

    def _reason(self, place: int, value: Number) -> str:
        """What stands at a place of the stretched input."""
        i, between = divmod(place, self.stride)
        if between:
            # Translators: of the zeros behind the element x[{index}] the one with that number.
            return tr(
                "zero {zero} of {zeros} behind x[{index}] stands there",
                zero=between,
                zeros=self.stride - 1,
                index=i,
            )
        return tr(
            "x[{index}] = {value} stands at {index}·{stride} = {place}",
            index=i,
            value=number(value),
            stride=self.stride,
            place=place,
        )

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.stretched)})"


@dataclass(frozen=True)
class PredictSize:
    """Work out a size from the formula. ``ideas`` name entries of SIZES."""

    input_size: int
    layer: Layer
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        ideas = (
            (SIZES[idea].text, SIZES[idea].of(self.layer, self.input_size)) for idea in self.ideas
        )
        right = self.layer.output_size(self.input_size)
        formula = tr("size = {formula}", formula=self.layer.size_formula(self.input_size))
        unreadable = N_("This can't be read as a size: {reason}")
        return _judge_one_number(answer, unreadable, right, ideas, formula)

    def solution(self, name: str) -> str:
        return f"check({name!r}, {self.layer.output_size(self.input_size)})"


@dataclass(frozen=True)
class PredictCount:
    """Count something. ``own_ideas`` are wrong ideas in words, each with the number it leads to.

    told: how it is counted, with the numbers in it.
    """

    count: int
    told: str
    own_ideas: tuple[tuple[str, int], ...]
    hints: tuple[str, ...]
    why: str

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        unreadable = N_("This can't be read as a number: {reason}")
        return _judge_one_number(answer, unreadable, self.count, self.own_ideas, tr(self.told))

    def solution(self, name: str) -> str:
        return f"check({name!r}, {self.count})"


def _judge_one_number(
    answer: object, unreadable: str, right: int, ideas: Iterable[tuple[str, int]], told: str
) -> Verdict:
    try:
        values = read_row(answer, single=True)
    except (TypeError, ValueError) as error:
        return wrong(tr(unreadable, reason=error))
    if values == [right]:
        return RIGHT
    for text, value in ideas:
        if values == [value]:
            return wrong(f"{got_if(text)}\n{told}")
    # Translators: {numbers} is the answer: one number, or several where one is asked for.
    have = tr("You have {numbers}.", numbers=", ".join(map(number, values)))
    return wrong(f"{have}\n{told}")
