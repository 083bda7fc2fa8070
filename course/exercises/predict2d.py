"""Predict2d knows the exercises that ask what comes out in two dimensions, or in a corner of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

from ..arithmetic import as_array
from ..language import N_, tr
from ..layer import IllegalLayer
from ..numbers import Number, number
from ..trace2d import Place, Rows, Trace2d, shape
from .answers import RIGHT, Prediction, Template, Verdict, counted, refuse_complex, wrong
from .difference import alike
from .misconceptions import got_if


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
        N_(
            "the kernel slides over the stretched input as it stands; it has to be turned round, "
            "both ways"
        ),
        lambda t: _with(t, tuple(line[::-1] for line in t.w[::-1])),
    ),
    "mirrored": Idea(
        N_("the kernel is turned round along its rows alone; it has to be, along both axes"),
        lambda t: _with(t, tuple(line[::-1] for line in t.w)),
    ),
    "overwritten": Idea(
        N_("a later stamp replaces an earlier one; where they overlap, they add up"), _overwritten
    ),
    "unscaled": Idea(
        N_("every stamp is the kernel itself; each one is multiplied by its input"),
        lambda t: Trace2d(tuple(tuple(int(v != 0) for v in line) for line in t.x), t.w, t.layers).y,
    ),
    "appended_zeros": Idea(
        N_("output_padding appends zeros; it first gives back what padding had cut"), _appended
    ),
    "output_padding_ignored": Idea(
        N_("output_padding does nothing; it moves the lower and the right edge of the window"),
        lambda t: _with(t, output_padding=0),
    ),
    "padding_ignored": Idea(
        N_("padding does nothing; it cuts rows and columns off at both ends"),
        lambda t: _with(t, padding=0),
    ),
}


@dataclass(frozen=True)
class PredictRows(Prediction):
    """Write down the output of a layer in two dimensions, row by row. ``ideas`` name IDEAS.

    corner: ask only for so many rows and columns, those at the bottom right.
    """

    x: Rows
    w: Rows
    ideas: tuple[str, ...]
    parameters: dict[str, int] = field(default_factory=dict)
    corner: Place | None = None

    @property
    def trace(self) -> Trace2d:
        return Trace2d.of(self.x, self.w, **self.parameters)

    @property
    def asked(self) -> list[list[Number]]:
        return self._part(self.trace.y)

    @property
    def wrong_ideas(self) -> list[tuple[str, Any]]:
        made = ((IDEAS[idea].text, self.wrong_rows(idea)) for idea in self.ideas)
        return [(text, rows) for text, rows in made if rows is not None]

    def wrong_rows(self, idea: str) -> list[list[Number]] | None:
        """What a wrong idea leads to, in the part that is asked for."""
        made = IDEAS[idea].of(self.trace)
        return None if made is None else self._part(made)

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        try:
            given = read_rows(answer)
        except (TypeError, ValueError) as error:
            return wrong(tr("This can't be read as rows of numbers: {reason}", reason=error))
        told = self._difference(given)
        if not told:
            return RIGHT
        for idea in self.ideas:
            if self.wrong_rows(idea) == given:
                return wrong(f"{got_if(IDEAS[idea].text)}\n{told}")
        return wrong(told)

    def _part(self, rows: Rows) -> list[list[Number]]:
        high, wide = self.corner or shape(rows)
        return [list(line[-wide:]) for line in rows[-high:]]

    def _difference(self, given: list[list[Number]]) -> str:
        """The first wrong number with its sum, or nothing where there is none."""
        trace, asked = self.trace, self.asked
        (high, wide), (rows, columns) = shape(trace.y), (len(asked), len(asked[0]))
        if (len(given), len(given[0])) != (rows, columns):
            return self._other_shape(given)
        for r, c in product(range(rows), range(columns)):
            if not alike(given[r][c], asked[r][c]):
                place = (high - rows + r, wide - columns + c)
                first = tr(
                    "The first difference is at y[{place}], where you have {given}.",
                    place=f"{place[0]}, {place[1]}",
                    given=number(given[r][c]),
                )
                return f"{first}\n{trace.sentence(place)}"
        return ""

    def _other_shape(self, given: list[list[Number]]) -> str:
        trace, wanted = self.trace, self.asked
        # Translators: {given} and {wanted} are numbers of rows and columns, as in 3 × 4.
        of_corner = N_("You have {given} numbers, and the corner has {wanted}.")
        # Translators: {given} and {wanted} are numbers of rows and columns, as in 3 × 4.
        of_output = N_("You have {given} numbers, and the output has {wanted}.")
        told = tr(
            of_corner if self.corner else of_output,
            given=counted(given),
            wanted=counted(wanted),
        )
        size = tr(
            "The whole output's size is {height} along the height and {width} along the width.",
            height=trace.layers[0].size_formula(len(trace.x)),
            width=trace.layers[1].size_formula(len(trace.x[0])),
        )
        return f"{told}\n{size}"


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
