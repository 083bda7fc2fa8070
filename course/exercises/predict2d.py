"""Predict2d knows the exercises that ask what comes out in two dimensions, or in a corner of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from ..arithmetic import as_array
from ..layer import IllegalLayer
from ..numbers import Number, number, row
from ..trace2d import Place, Rows, Trace2d, shape
from .answers import RIGHT, Verdict, wrong
from .difference import alike
from .predict import IF


class Idea(NamedTuple):
    """``text`` goes on after "This is what you get if"; ``of`` is what it makes of a layer."""

    text: str
    of: Callable[[Trace2d], Rows | None]


def _with(trace: Trace2d, w: Rows | None = None, **changed: int) -> Rows | None:
    """What the same layer makes with another kernel or parameters, or None where it is illegal."""
    pairs: dict[str, tuple[int, int]] = {}
    for name in ("stride", "padding", "output_padding", "dilation"):
        high, wide = (changed.get(name, getattr(layer, name)) for layer in trace.layers)
        pairs[name] = (high, wide)
    try:
        return Trace2d.of(trace.x, trace.w if w is None else w, **pairs).y
    except IllegalLayer:
        return None


def _overwritten(trace: Trace2d) -> Rows:
    high, wide = map(range, trace.size)
    return tuple(
        tuple(trace.at((r, c))[-1].value if trace.at((r, c)) else 0 for c in wide) for r in high
    )


def _appended(trace: Trace2d) -> Rows:
    (high, wide), added = trace.size, [layer.output_padding for layer in trace.layers]
    return tuple(
        tuple(
            value if r < high - added[0] and c < wide - added[1] else 0
            for c, value in enumerate(line)
        )
        for r, line in enumerate(trace.y)
    )


IDEAS = {
    "unflipped": Idea(
        "the kernel slides over the stretched input as it stands; it has to be turned round, "
        "both ways",
        lambda t: _with(t, tuple(line[::-1] for line in t.w[::-1])),
    ),
    "mirrored": Idea(
        "the kernel is turned round along its rows alone; it has to be, along both axes",
        lambda t: _with(t, tuple(line[::-1] for line in t.w)),
    ),
    "overwritten": Idea(
        "a later stamp replaces an earlier one; where they overlap, they add up", _overwritten
    ),
    "unscaled": Idea(
        "every stamp is the kernel itself; each one is multiplied by its input",
        lambda t: Trace2d(tuple(tuple(int(v != 0) for v in line) for line in t.x), t.w, t.layers).y,
    ),
    "appended_zeros": Idea(
        "output_padding appends zeros; it first gives back what padding had cut", _appended
    ),
    "output_padding_ignored": Idea(
        "output_padding does nothing; it moves the lower and the right edge of the window",
        lambda t: _with(t, output_padding=0),
    ),
    "padding_ignored": Idea(
        "padding does nothing; it cuts rows and columns off at both ends",
        lambda t: _with(t, padding=0),
    ),
}


@dataclass(frozen=True)
class PredictRows:
    """Write down the output of a layer in two dimensions, row by row. ``ideas`` name IDEAS.

    corner: ask only for so many rows and columns, those at the bottom right.
    """

    x: Rows
    w: Rows
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str
    parameters: dict[str, int] = field(default_factory=dict)
    corner: Place | None = None

    @property
    def trace(self) -> Trace2d:
        return Trace2d.of(self.x, self.w, **self.parameters)

    @property
    def asked(self) -> list[list[Number]]:
        return self._part(self.trace.y)

    def wrong_rows(self, idea: str) -> list[list[Number]] | None:
        """What a wrong idea leads to, in the part that is asked for."""
        made = IDEAS[idea].of(self.trace)
        return None if made is None else self._part(made)

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        try:
            given = read_rows(answer)
        except (TypeError, ValueError) as error:
            return wrong(f"This can't be read as rows of numbers: {error}")
        told = self._difference(given)
        if not told:
            return RIGHT
        for idea in self.ideas:
            if self.wrong_rows(idea) == given:
                return wrong(f"{IF} {IDEAS[idea].text}.\n{told}")
        return wrong(told)

    def solution(self, name: str) -> str:
        return f"check({name!r}, {row(self.asked)})"

    def _part(self, rows: Rows) -> list[list[Number]]:
        high, wide = self.corner or shape(rows)
        return [list(line[-wide:]) for line in rows[-high:]]

    def _difference(self, given: list[list[Number]]) -> str:
        """The first wrong number with its sum, or nothing where there is none."""
        trace, asked = self.trace, self.asked
        (high, wide), (rows, columns) = shape(trace.y), (len(asked), len(asked[0]))
        if (len(given), len(given[0])) != (rows, columns):
            what = "the corner" if self.corner else "the output"
            return (
                f"You have {len(given)} × {len(given[0])} numbers, and {what} has {rows} × "
                f"{columns}.\nThe whole output's size is "
                f"{trace.layers[0].size_formula(len(trace.x))} along the height and "
                f"{trace.layers[1].size_formula(len(trace.x[0]))} along the width."
            )
        for r, c in product(range(rows), range(columns)):
            if not alike(given[r][c], asked[r][c]):
                place = (high - rows + r, wide - columns + c)
                return (
                    f"The first difference is at y[{place[0]}, {place[1]}], where you have "
                    f"{number(given[r][c])}.\n{trace.sentence(place)}"
                )
        return ""


def read_rows(answer: object) -> list[list[Number]]:
    """The answer as rows of numbers; TypeError or ValueError where it is none."""
    rows = as_array("answer", answer)  # type: ignore[arg-type]
    if rows.dtype.kind == "c":
        raise TypeError("complex numbers never come out of these layers.")
    while rows.ndim > 2 and len(rows) == 1:
        rows = rows[0]
    if rows.ndim != 2 or not rows.size:
        raise ValueError(f"the answer must be rows of numbers, and it has {rows.ndim} axes")
    values: list[list[Number]] = rows.tolist()
    return values
