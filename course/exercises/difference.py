"""Finds where an answer differs from the output, and says and draws it beside the stamps."""

from math import isclose

from ..language import tr
from ..numbers import Number, number
from ..picture import Picture
from ..picture.svg import draw_scene
from ..picture.text import type_scene
from ..trace import Trace
from ..views.scatter import scatter
from ..views.scene import Mark, Row, outputs
from .answers import Verdict, counted, wrong


def first_difference(trace: Trace, given: list[Number]) -> int | None:
    """The first place at which a row is not the output, rounding apart, or None if it is."""
    for place in range(max(len(given), trace.size)):
        if place >= min(len(given), trace.size) or not alike(given[place], trace.y[place]):
            return place
    return None


def alike(value: Number, wanted: Number) -> bool:
    """Whether two numbers are the same apart from rounding."""
    return isclose(value, wanted, abs_tol=1e-9)


def differs(trace: Trace, given: list[Number], reason: str = "", reveal: bool = False) -> Verdict:
    """The verdict on a row that is not the output: the reason, and the first wrong place's sum.

    reveal: draw the right row as well, where finding it is not what the reader was asked for.
    """
    place = first_difference(trace, given)
    assert place is not None
    if place >= trace.size:
        told = tr(
            "You have {count} numbers, and the output has {size}: size = {formula}",
            count=counted(given),
            size=trace.size,
            formula=trace.layer.size_formula(len(trace.x)),
        )
    elif place >= len(given):
        missing = tr("y[{place}] is missing.", place=place)
        told = f"{missing}\n{trace.sentence(place)}"
    else:
        first = tr(
            "The first difference is at y[{place}], where you have {given}.",
            place=place,
            given=number(given[place]),
        )
        told = f"{first}\n{trace.sentence(place)}"
    text = f"{reason}\n{told}" if reason else told
    return wrong(text, draw_answer(trace, given, place, text, reveal))


def draw_answer(
    trace: Trace, given: list[Number], place: int, text: str, reveal: bool = False
) -> Picture:
    """The stamps, and under them the answer with its first wrong place marked."""
    stamps = scatter(trace)
    # Not the sum, the window and the output.
    rows = [row for row in stamps.rows if not row.spans and not _is_sum(row)]
    yours = Row(
        # Translators: stands before the row of numbers that the reader has given.
        tr("yours"),
        marks=tuple(
            Mark(f"y{c}", c, value, look="wrong" if c == place else "kept", note=str(c))
            for c, value in enumerate(given[: len(trace.columns) + 4])
        ),
    )
    # Translators: stands before the row of numbers that would be right.
    right = (outputs(trace)._replace(label=tr("should be")),) if reveal else ()
    right_edge = max(stamps.end, len(given[: len(trace.columns) + 4]))
    scene = stamps._replace(rows=(*rows, yours, *right), end=right_edge, formula=())
    return Picture(draw_scene(scene, text), type_scene(scene), text)


def _is_sum(row: Row) -> bool:
    return any(mark.id[0] in "sy" for mark in row.marks)
