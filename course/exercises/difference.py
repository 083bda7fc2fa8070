"""Finds where an answer differs from the output, and says and draws it beside the stamps."""

from collections.abc import Sequence
from itertools import product, zip_longest
from math import isclose, nan
from typing import Any

from ..language import N_, tr
from ..layer import Layer
from ..number_format import Number, apart, number
from ..picture import Picture, scene_picture
from ..trace import NAMES, Names, Trace, index
from ..values import Place, lists
from ..views.scatter import scatter
from ..views.scene import Mark, Row, outputs
from .answers import Verdict, counted, met, wrong
from .misconceptions import Idea


def first_difference(given: Sequence[Number], wanted: Sequence[Number]) -> int | None:
    """The first place at which two rows differ, rounding apart, or None if none does."""
    pairs = enumerate(zip_longest(given, wanted, fillvalue=nan))
    return next((at for at, pair in pairs if not alike(*pair)), None)


def alike(value: Number, wanted: Number) -> bool:
    """Whether two numbers are the same apart from rounding."""
    return isclose(value, wanted, abs_tol=1e-9)


def differs(
    trace: Trace,
    given: list[Number],
    idea: Idea | None = None,
    reason: str = "",
    reveal: bool = False,
    names: Names = NAMES,
) -> Verdict:
    """The verdict on a row that is not the output: the idea behind it, the first wrong place's sum.

    reason: a line to say between the two. reveal: draw the right row as well, where finding it is
    not what the reader was asked for. names: what the exercise calls the input and the output.
    """
    place, (size,) = first_difference(given, trace.y), trace.size
    assert place is not None
    if place >= size:
        told = tr(
            "You have {count} numbers, and the output has {size}: size = {formula}",
            count=counted(given),
            size=size,
            formula=trace.axes[0].size_formula(len(trace.x)),
        )
    elif place >= len(given):
        # Translators: {name} is that of an output, like y[4].
        missing = tr("{name} is missing.", name=f"{names.y}{index((place,))}")
        told = f"{missing}\n{trace.sentence((place,), names)}"
    else:
        told = _first(trace, (place,), given[place], trace.y[place], names)
    text = reason + told
    picture = draw_answer(trace, given, place, met(idea) + text, reveal, names)
    return wrong(text, picture, idea=idea)


def corner_of(rows: list[Any], corner: Place | None) -> list[Any]:
    """That many rows and columns at the bottom right, or all of them."""
    return [row[-corner[1] :] for row in rows[-corner[0] :]] if corner else rows


def rows_differ(trace: Trace, given: list[list[Number]], corner: Place | None) -> str:
    """What is said of the first number in rows that is not the output's; nothing if none is."""
    asked = corner_of(lists(trace.y), corner)
    rows, columns = len(asked), len(asked[0])
    if (len(given), len(given[0])) != (rows, columns):
        return _other_shape(trace, given, asked, corner)
    high, wide = trace.size
    for r, c in product(range(rows), range(columns)):
        if not alike(given[r][c], asked[r][c]):
            place = (high - rows + r, wide - columns + c)
            return _first(trace, place, given[r][c], asked[r][c])
    return ""


def _first(trace: Trace, place: Place, given: Number, wanted: Number, names: Names = NAMES) -> str:
    first = tr(
        # Translators: {name} is that of an output, like y[4].
        "The first difference is at {name}, where you have {given}.",
        name=f"{names.y}{index(place)}",
        given=apart(given, wanted, number)[0],
    )
    return f"{first}\n{trace.sentence(place, names)}"


def _other_shape(trace: Trace, given: list[Any], asked: list[Any], corner: Place | None) -> str:
    # Translators: {given} and {wanted} are numbers of rows and columns, as in 3 × 4.
    of_corner = N_("You have {given} numbers, and the corner has {wanted}.")
    # Translators: {given} and {wanted} are numbers of rows and columns, as in 3 × 4.
    of_output = N_("You have {given} numbers, and the output has {wanted}.")
    text = of_corner if corner else of_output
    told = tr(text, given=counted(given), wanted=counted(asked))
    height, width = map(Layer.size_formula, trace.axes, trace.input_size)
    size = tr(
        "The whole output's size is {height} along the height and {width} along the width.",
        height=height,
        width=width,
    )
    return f"{told}\n{size}"


def draw_answer(
    trace: Trace,
    given: list[Number],
    place: int,
    text: str,
    reveal: bool = False,
    names: Names = NAMES,
) -> Picture:
    """The stamps, and under them the answer with its first wrong place marked."""
    stamps = scatter(trace)
    (columns,) = trace.spans
    shown = given[: len(columns) + 4]
    rows = [row for row in stamps.rows if row.part == "stamps"]
    yours = Row(
        # Translators: stands before the row of numbers that the reader has given.
        tr("yours"),
        marks=tuple(
            Mark("y", ((c,),), c, value, look="wrong" if c == place else "kept", note=str(c))
            for c, value in enumerate(shown)
        ),
    )
    # Translators: stands before the row of numbers that would be right.
    right = (outputs(trace)._replace(label=tr("should be")),) if reveal else ()
    right_edge = max(stamps.end, len(shown))
    if names.x != NAMES.x:
        rows[0] = rows[0]._replace(label=names.x)
    scene = stamps._replace(rows=(*rows, yours, *right), end=right_edge, formula=())
    return scene_picture(scene, text)
