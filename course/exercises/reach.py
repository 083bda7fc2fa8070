"""The exercises that ask for an input or parameters that make a given result."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from math import isfinite
from typing import Any

from ..axes import per_axis
from ..language import N_, sentences, tr
from ..layer import Layer
from ..number_format import Number, apart, number
from ..picture import draw
from ..trace import Trace
from .answers import RIGHT, Exercise, Verdict, as_dict, wrong
from .difference import alike, first_difference
from .misconceptions import OUTPUTS, SIZES, Idea
from .reading import read_choice
from .typed import Form

LARGE = 1_000
SMALL: dict[str, Any] = {
    "kernel_size": range(1, 8),
    "stride": range(1, 6),
    "padding": range(5),
    "output_padding": range(5),
    "dilation": range(1, 6),
    "input": [list(x) for size in (1, 2, 3) for x in product(range(4), repeat=size)],
}


@dataclass(frozen=True, kw_only=True)
class Reach(Exercise):
    """Choose values by name: all that make what is wanted with those given are right."""

    given: dict[str, Any]
    free: tuple[str, ...]
    ideas: tuple[str, ...] = ()
    own_ideas: Mapping[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    """Others by name, in words and the choice that each leads to."""

    @abstractmethod
    def compare(self, chosen: dict[str, Any], /) -> Verdict:
        """Judge all values by name; a ValueError or TypeError says what is wrong with them."""

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        return self.compare({**self.given, **read_choice(answer, self.form())})

    def enough(self, filled: dict[str, Any], /) -> bool:
        """Whether the values chosen do what is wanted with the others at their defaults."""
        try:
            return self.judge(filled).outcome == "right"
        except (TypeError, ValueError):
            return False

    def form(self) -> Form:
        fields = [
            {"name": name, "kind": "row" if name == "input" else "number"} for name in self.free
        ]
        return {"kind": "fields", "fields": fields}

    def own_idea(self, chosen: Callable[[dict[str, Any]], bool]) -> Idea | None:
        """The first of ``own_ideas`` whose values by name were chosen, or None."""
        ideas = (Idea(name, *told) for name, told in self.own_ideas.items())
        return next((idea for idea in ideas if chosen({**self.given, **idea.answer})), None)

    def solution(self, name: str) -> str:
        right = next(c for c in choices(self.free) if self.verdict(c).outcome == "right")
        return f"check({name!r}, {as_dict(right)})"


@dataclass(frozen=True)
class ReachOutput(Reach):
    """Choose an input or parameters that make an output. ``ideas`` name entries of OUTPUTS."""

    target: tuple[Number, ...]

    def compare(self, chosen: dict[str, Any], /) -> Verdict:
        trace = small_trace(chosen)
        if first_difference(trace.y, self.target) is None:
            return RIGHT
        picture = draw(**chosen)
        told = tr("This gives {numbers}.", numbers=apart(trace.y, self.target)[0])
        idea = self.own_idea(lambda values: Trace.of(**values) == trace)
        for name in self.ideas if idea is None else ():
            if OUTPUTS[name].of(trace) == list(self.target):
                text = f"{_right_if(OUTPUTS[name].text)}\n{told}"
                return replace(wrong(text, picture), idea=name)
        for place, (have, want) in enumerate(zip(trace.y, self.target, strict=False)):
            if not alike(have, want):
                given, aim = apart(have, want, number)
                first = tr(
                    "The first difference is at {place}: {given}, where {number} is wanted.",
                    place=f"y[{place}]",
                    given=given,
                    number=aim,
                )
                text = f"{sentences([told, first])}\n{trace.sentence((place,))}"
                return wrong(text, picture, idea=idea)
        wanted = len(self.target)
        those = tr("Those are {count} numbers, not {wanted}.", count=len(trace.y), wanted=wanted)
        return wrong(sentences([told, those]), picture, idea=idea)


@dataclass(frozen=True)
class ReachSizes(Reach):
    """Choose parameters that make every input size into its output size.

    ``ideas`` name entries of SIZES. axes: of the layer; each parameter is one number, or one along
    each axis.
    """

    sizes: tuple[tuple[int, int], ...]
    axes: int = 1

    def form(self) -> Form:
        fields = [{"name": name, "kind": "number", "axes": self.axes} for name in self.free]
        return {"kind": "fields", "fields": fields}

    def compare(self, chosen: dict[str, Any], /) -> Verdict:
        if "kernel_size" not in chosen:
            return wrong(tr("Choose a kernel_size as well."))
        along = self._along(chosen)
        missed = [
            (layer, size, wanted)
            for layer, (size, wanted) in product(along, self.sizes)
            if layer.output_size(size) != wanted
        ]
        if not missed:
            return RIGHT
        layer, size, wanted = missed[0]
        # Translators: both numbers are sizes; {formula} is the size formula with its numbers in it.
        told = tr(
            "{size} should become {wanted}, and here size = {formula}",
            size=size,
            wanted=wanted,
            formula=layer.size_formula(size),
        )
        idea = self.own_idea(lambda values: self._along(values) == along)
        for name in self.ideas if idea is None else ():
            if all(SIZES[name].of(layer, size) == wanted for size, wanted in self.sizes):
                return replace(wrong(f"{_right_if(SIZES[name].text)}\n{told}"), idea=name)
        return wrong(told, idea=idea)

    def _along(self, chosen: dict[str, Any]) -> list[Layer]:
        """The layer along each axis."""
        each = [per_axis(name, value, self.axes) for name, value in chosen.items()]
        return [Layer(**dict(zip(chosen, one, strict=True))) for one in zip(*each, strict=True)]


def small_trace(parameters: dict[str, Any]) -> Trace:
    """The trace of a reader's choice; ValueError where it is too large to be looked at."""
    trace = Trace.of(**parameters)
    if not all(isfinite(value) for value in (*trace.x, *trace.w)):
        raise ValueError(tr("Take numbers that are finite."))
    (size,) = trace.size
    if size > LARGE or len(trace.x) * len(trace.w) > LARGE:
        text = N_(
            "That makes {made} numbers of {given}. Take smaller ones: here {large} are more "
            "than enough."
        )
        raise ValueError(tr(text, made=size, given=len(trace.x), large=LARGE))
    return trace


def _right_if(idea: str) -> str:
    # Translators: {idea} is a wrong idea and, behind a semicolon, what is so instead.
    return tr("It would be right if {idea}.", idea=tr(idea))


def choices(free: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """All choices of small values, the smallest first; not every one need be legal."""
    for values in sorted(product(*(SMALL[name] for name in free)), key=_weight):
        yield dict(zip(free, values, strict=True))


def _weight(values: tuple[Any, ...]) -> int:
    return sum(sum(value) if isinstance(value, list) else value for value in values)
