"""The exercises that ask what will come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..arithmetic import zero_insert
from ..language import N_, listed, tr
from ..layer import Layer
from ..number_format import Number, apart, number
from ..trace import Trace
from ..values import Place, Values, lists, shape
from .answers import RIGHT, Prediction, Verdict, counted, wrong
from .difference import corner_of, differs, first_difference, rows_differ
from .misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES, Idea, idea_behind


@dataclass(frozen=True)
class PredictOutput(Prediction):
    """Write down what a layer makes of an input, in two dimensions row by row.

    ``ideas`` name entries of OUTPUTS, or of PLANES in two dimensions, the likelier ones first.
    own_ideas: others by name, in words and the row that each leads to. corner: how many rows and
    columns to ask for, at the bottom right; None for all.
    """

    x: Values
    w: Values
    ideas: tuple[str, ...]
    parameters: dict[str, int] = field(default_factory=dict)
    own_ideas: Mapping[str, tuple[str, list[Number]]] = field(default_factory=dict)
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

    @property
    def wrong_ideas(self) -> list[Idea]:
        table = OUTPUTS if self.dimensions == 1 else PLANES
        made = (Idea(name, table[name].text, table[name].of(self.trace)) for name in self.ideas)
        shared = [
            idea._replace(answer=corner_of(idea.answer, self.corner))
            for idea in made
            if idea.answer is not None
        ]
        return [*shared, *(Idea(name, *told) for name, told in self.own_ideas.items())]

    def compare(self, given: list[Any], /) -> Verdict:
        if self.dimensions > 1:
            told = rows_differ(self.trace, given, self.corner)
            return wrong(told, idea=idea_behind(self.wrong_ideas, given)) if told else RIGHT
        if first_difference(given, self.trace.y) is None:
            return RIGHT
        return differs(self.trace, given, idea_behind(self.wrong_ideas, given))


@dataclass(frozen=True)
class PredictStretched(Prediction):
    """Write down an input with a stride's zeros inserted. ``ideas`` name entries of STRETCHES."""

    x: tuple[Number, ...]
    stride: int
    ideas: tuple[str, ...]

    @property
    def asked(self) -> list[Number]:
        values: list[Number] = zero_insert(self.x, self.stride).tolist()
        return values

    @property
    def wrong_ideas(self) -> list[Idea]:
        ideas = ((name, *STRETCHES[name]) for name in self.ideas)
        return [Idea(name, text, of(list(self.x), self.stride)) for name, text, of in ideas]

    def compare(self, given: list[Any], /) -> Verdict:
        place = first_difference(given, self.asked)
        if place is None:
            return RIGHT
        return wrong(self._told(given, place), idea=idea_behind(self.wrong_ideas, given))

    def _told(self, given: list[Number], place: int) -> str:
        """What is said of the first difference."""
        if place >= len(self.asked):
            return tr(
                "You have {count} numbers, and there are {wanted}: zeros stand "
                "between neighbours, none behind the last.",
                count=counted(given),
                wanted=len(self.asked),
            )
        # Translators: {reason} says what should stand there.
        none = N_("The first difference is at place {place}, where you have nothing: {reason}.")
        # Translators: {reason} says what should stand there.
        other = N_("The first difference is at place {place}, where you have {given}: {reason}.")
        missing = place >= len(given)
        return tr(
            none if missing else other,
            place=place,
            given="" if missing else apart(given[place], self.asked[place], number)[0],
            reason=self._stands(place),
        )

    def _stands(self, place: int) -> str:
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
            value=number(self.x[i]),
            stride=self.stride,
            place=place,
        )


@dataclass(frozen=True)
class PredictSize(Prediction):
    """Work out a size from the formula. ``ideas`` name entries of SIZES."""

    input_size: int
    layer: Layer
    ideas: tuple[str, ...]

    def compare(self, given: list[Any], /) -> Verdict:
        formula = self.layer.size_formula(self.input_size)
        return _compare_number(self, given, tr("size = {formula}", formula=formula))

    @property
    def asked(self) -> int:
        return self.layer.output_size(self.input_size)

    @property
    def wrong_ideas(self) -> list[Idea]:
        ideas = ((name, *SIZES[name]) for name in self.ideas)
        return [Idea(name, text, of(self.layer, self.input_size)) for name, text, of in ideas]


@dataclass(frozen=True)
class PredictCount(Prediction):
    """Count something. ``own_ideas``: wrong ideas by name, in words and the number each leads to.

    told: how it is counted, with the numbers in it.
    """

    count: int
    told: str
    own_ideas: Mapping[str, tuple[str, int]]

    def compare(self, given: list[Any], /) -> Verdict:
        return _compare_number(self, given, tr(self.told))

    @property
    def asked(self) -> int:
        return self.count

    @property
    def wrong_ideas(self) -> list[Idea]:
        return [Idea(name, *told) for name, told in self.own_ideas.items()]


def _compare_number(exercise: Prediction, given: list[Number], told: str) -> Verdict:
    if given == [exercise.asked]:
        return RIGHT
    # Translators: {numbers} is the answer: one number, or several where one is asked for.
    texts = (apart(value, exercise.asked, number)[0] for value in given)
    have = tr("You have {numbers}.", numbers=listed(texts))
    idea = idea_behind(exercise.wrong_ideas, given[0]) if len(given) == 1 else None
    return wrong(told if idea else f"{have}\n{told}", idea=idea)
