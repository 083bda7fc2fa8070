"""Predict knows the exercises that ask what will come out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..arithmetic import zero_insert
from ..layer import Layer
from ..numbers import Number, number, row
from ..trace import Trace
from .answers import RIGHT, Verdict, read_row, wrong
from .difference import alike, differs, first_difference
from .misconceptions import OUTPUTS, SIZES, STRETCHES

IF = "This is what you get if"


@dataclass(frozen=True)
class PredictOutput:
    """Write down what a layer makes of an input. ``ideas`` name entries of OUTPUTS."""

    x: tuple[Number, ...]
    w: tuple[Number, ...]
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str
    parameters: dict[str, int] = field(default_factory=dict)

    @property
    def trace(self) -> Trace:
        return Trace.of(self.x, self.w, **self.parameters)

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        trace = self.trace
        try:
            given = read_row(answer)
        except (TypeError, ValueError) as error:
            return wrong(f"This can't be read as a row of numbers: {error}")
        if first_difference(trace, given) is None:
            return RIGHT
        for idea in self.ideas:
            if OUTPUTS[idea].of(trace) == given:
                return differs(trace, given, f"{IF} {OUTPUTS[idea].text}.")
        return differs(trace, given)

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.trace.y)})"


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
            return wrong(f"This can't be read as a row of numbers: {error}")
        if len(given) == len(self.stretched) and all(map(alike, given, self.stretched)):
            return RIGHT
        for idea in self.ideas:
            text, of = STRETCHES[idea]
            if of(list(self.x), self.stride) == given:
                return wrong(f"{IF} {text}.\n{self._first(given)}")
        return wrong(self._first(given))

    def _first(self, given: list[Number]) -> str:
        for place, value in enumerate(self.stretched):
            if place < len(given) and alike(given[place], value):
                continue
            have = number(given[place]) if place < len(given) else "nothing"
            i, between = divmod(place, self.stride)
            reason = (
                f"zero {between} of {self.stride - 1} behind x[{i}] stands there"
                if between
                else f"x[{i}] = {number(value)} stands at {i}·{self.stride} = {place}"
            )
            return f"The first difference is at place {place}, where you have {have}: {reason}."
        return (
            f"You have {len(given)} numbers, and there are {len(self.stretched)}: zeros stand "
            "between neighbours, none behind the last."
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
        formula = f"size = {self.layer.size_formula(self.input_size)}"
        return _judge_one_number(answer, "a size", right, ideas, formula)

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
        return _judge_one_number(answer, "a number", self.count, self.own_ideas, self.told)

    def solution(self, name: str) -> str:
        return f"check({name!r}, {self.count})"


def _judge_one_number(
    answer: object, kind: str, right: int, ideas: Iterable[tuple[str, int]], told: str
) -> Verdict:
    try:
        values = read_row(answer, single=True)
    except (TypeError, ValueError) as error:
        return wrong(f"This can't be read as {kind}: {error}")
    if values == [right]:
        return RIGHT
    for text, value in ideas:
        if values == [value]:
            return wrong(f"{IF} {text}.\n{told}")
    return wrong(f"You have {', '.join(map(number, values))}.\n{told}")
