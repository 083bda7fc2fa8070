"""Answers know how what a reader wrote is read, and what a verdict is."""

from dataclasses import dataclass
from typing import Literal

from ..arithmetic import as_array
from ..numbers import Number, number
from ..trace import Trace

Outcome = Literal["not attempted", "right", "wrong"]


@dataclass(frozen=True)
class Verdict:
    """What became of an answer. A notebook or a prompt shows the text."""

    outcome: Outcome
    text: str

    def __repr__(self) -> str:
        return self.text


def wrong(text: str) -> Verdict:
    return Verdict("wrong", f"Wrong. {text}")


RIGHT = Verdict("right", "")


def read_row(answer: object) -> list[Number]:
    """The answer as one row of numbers; TypeError or ValueError where it is none."""
    row = as_array("answer", answer)  # type: ignore[arg-type]
    if row.ndim > 1 and max(row.shape[:-1]) == 1:
        row = row.reshape(-1)
    if row.ndim != 1:
        raise ValueError(f"the answer must be one row of numbers, and this one has {row.ndim} axes")
    values: list[Number] = row.tolist()
    return values


def compare(trace: Trace, given: list[Number]) -> Verdict:
    """Right, or the first place that differs, with its sum."""
    for place in range(max(len(given), trace.size)):
        if place >= len(given):
            return wrong(f"y[{place}] is missing.\n{trace.sentence(place)}")
        if place >= trace.size:
            return wrong(
                f"You have {len(given)} numbers, and the output has {trace.size}: "
                f"size = {trace.layer.size_formula(len(trace.x))}"
            )
        if given[place] != trace.y[place]:
            return wrong(
                f"The first difference is at y[{place}], where you have {number(given[place])}.\n"
                f"{trace.sentence(place)}"
            )
    return RIGHT
