"""Kinds know how each sort of exercise is judged and solved: by computing, never from a key."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

from ..arithmetic import zero_insert
from ..layer import Layer
from ..numbers import Number, number, row
from ..trace import Trace
from .answers import RIGHT, Verdict, compare, read_row, wrong

Parameters = dict[str, int]
LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
MOST = {"kernel_size": 7, "stride": 5, "padding": 4, "output_padding": 4, "dilation": 3}


class Exercise(Protocol):
    @property
    def hint(self) -> str: ...
    @property
    def why(self) -> str: ...
    def judge(self, answer: object) -> Verdict: ...
    def answer(self) -> str: ...


@dataclass(frozen=True)
class PredictOutput:
    """Write down what a layer makes of an input."""

    x: tuple[Number, ...]
    w: tuple[Number, ...]
    hint: str
    why: str
    parameters: Parameters = field(default_factory=dict)

    @property
    def trace(self) -> Trace:
        return Trace.of(self.x, self.w, **self.parameters)

    def judge(self, answer: object) -> Verdict:
        try:
            return compare(self.trace, read_row(answer))
        except (TypeError, ValueError) as error:
            return wrong(f"This can't be read as a row of numbers: {error}")

    def answer(self) -> str:
        return row(self.trace.y)


@dataclass(frozen=True)
class PredictStretched:
    """Write down an input with the zeros of a stride inserted."""

    x: tuple[Number, ...]
    stride: int
    hint: str
    why: str

    @property
    def stretched(self) -> list[Number]:
        values: list[Number] = zero_insert(self.x, self.stride).tolist()
        return values

    def judge(self, answer: object) -> Verdict:
        try:
            given = read_row(answer)
        except (TypeError, ValueError) as error:
            return wrong(f"This can't be read as a row of numbers: {error}")
        for place, value in enumerate(self.stretched):
            if place >= len(given) or given[place] != value:
                have = number(given[place]) if place < len(given) else "nothing"
                i, between = divmod(place, self.stride)
                reason = (
                    f"it is an inserted zero: {between} of {self.stride - 1} after x[{i}]"
                    if between
                    else f"x[{i}] = {number(value)} stands at {i}·{self.stride} = {place}"
                )
                return wrong(
                    f"The first difference is at place {place}: you have {have}; {reason}."
                )
        if len(given) > len(self.stretched):
            return wrong(
                f"You have {len(given)} numbers, and there are {len(self.stretched)}: zeros are "
                "inserted between neighbours, none behind the last."
            )
        return RIGHT

    def answer(self) -> str:
        return row(self.stretched)


@dataclass(frozen=True)
class PredictSize:
    """Work out a size from the formula."""

    input_size: int
    layer: Layer
    hint: str
    why: str

    def judge(self, answer: object) -> Verdict:
        try:
            values = read_row([answer] if isinstance(answer, int | float) else answer)
        except (TypeError, ValueError) as error:
            return wrong(f"This can't be read as a size: {error}")
        if values == [self.layer.output_size(self.input_size)]:
            return RIGHT
        return wrong(
            f"You have {', '.join(map(number, values))}.\n"
            f"size = {self.layer.size_formula(self.input_size)}"
        )

    def answer(self) -> str:
        return str(self.layer.output_size(self.input_size))


@dataclass(frozen=True)
class Reach:
    """Choose parameters that make an output out of an input. All that do are right."""

    x: tuple[Number, ...]
    w: tuple[Number, ...]
    target: tuple[Number, ...]
    free: tuple[str, ...]
    hint: str
    why: str
    given: Parameters = field(default_factory=dict)

    def judge(self, answer: object) -> Verdict:
        try:
            chosen = read_choice(answer, self.free)
            trace = Trace.of(self.x, self.w, **self.given, **chosen)
        except (TypeError, ValueError) as error:
            return wrong(str(error))
        if trace.y == self.target:
            return RIGHT
        got = f"These parameters give {row(trace.y)}"
        for place, (have, want) in enumerate(zip(trace.y, self.target, strict=False)):
            if have != want:
                return wrong(
                    f"{got}. The first difference is at y[{place}], which should be "
                    f"{number(want)}.\n{trace.sentence(place)}"
                )
        return wrong(f"{got}: {len(trace.y)} numbers instead of {len(self.target)}.")

    def answer(self) -> str:
        return str(next(choice for choice in choices(self.free) if self.judge(choice) == RIGHT))


@dataclass(frozen=True)
class ReachSizes:
    """Choose parameters that make every input size into its output size."""

    sizes: tuple[tuple[int, int], ...]
    free: tuple[str, ...]
    hint: str
    why: str
    given: Parameters = field(default_factory=dict)

    def judge(self, answer: object) -> Verdict:
        try:
            chosen = read_choice(answer, self.free)
            layer = Layer(**{**self.given, **chosen})
            for input_size, wanted in self.sizes:
                if layer.output_size(input_size) != wanted:
                    return wrong(
                        f"{input_size} should become {wanted}, and here "
                        f"size = {layer.size_formula(input_size)}"
                    )
        except (TypeError, ValueError) as error:
            return wrong(str(error))
        return RIGHT

    def answer(self) -> str:
        return str(next(choice for choice in choices(self.free) if self.judge(choice) == RIGHT))


def read_choice(answer: object, free: tuple[str, ...]) -> Parameters:
    """The chosen parameters; those left out keep PyTorch's default."""
    if not isinstance(answer, dict):
        example = ", ".join(f"{name}={LEAST[name]}" for name in free)
        raise TypeError(f"Give the parameters by name, as in dict({example}).")
    for name in answer:
        if name not in free:
            raise ValueError(f"{name!r} is not free to choose here; {', '.join(free)} may be.")
    return dict(answer)


def choices(free: tuple[str, ...]) -> Iterator[Parameters]:
    """All choices of small numbers, the smallest sum first; not every one need be legal."""
    ranges = (range(LEAST[name], MOST[name] + 1) for name in free)
    for values in sorted(product(*ranges), key=sum):
        yield dict(zip(free, values, strict=True))
