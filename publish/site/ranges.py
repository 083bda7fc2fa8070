"""Which values a page takes in the field of an exercise: those that it holds verdicts on."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from course.exercises import reach

if TYPE_CHECKING:
    from collections.abc import Sequence

Values = dict[str, int]
"""From which number to which; for a row also how many of them at most."""

SMALL: dict[str, Values] = {
    **{
        name: {"from": values[0], "to": values[-1]}
        for name, values in reach.SMALL.items()
        if isinstance(values, range)
    },
    "input_size": {"from": 1, "to": 10},
    "in_channels": {"from": 1, "to": 8},
    "out_channels": {"from": 1, "to": 8},
    "groups": {"from": 1, "to": 4},
}
ROW: Values = {"from": 0, "to": 3, "most": 3}
# Where two rows, or many numbers, would make too many cases.
OWN: dict[str, dict[str, Values]] = {
    "basic.largest": {"input": {"from": 0, "to": 3, "most": 2}},
    "zero_insert.slide": {
        "input": {"from": 0, "to": 2, "most": 2},
        "weight": {"from": 0, "to": 3, "most": 3},
        "stride": {"from": 1, "to": 3},
    },
    "output_padding.zeros": {
        "input": {"from": 0, "to": 2, "most": 2},
        "weight": {"from": 0, "to": 1, "most": 3},
        "stride": {"from": 1, "to": 3},
        "padding": {"from": 0, "to": 2},
        "output_padding": {"from": 0, "to": 2},
    },
    "review.which_input": {"input": {"from": 1, "to": 3, "most": 3}},
    "review.column": {"input": {"from": 0, "to": 1, "most": 3}},
    "review.largest": {"input": {"from": 1, "to": 2, "most": 3}},
    "review.restores": {"size": {"from": 1, "to": 25}},
    "size_formula.restores": {"size": {"from": 8, "to": 20}},
    "transposed.undo": {
        "input": {"from": 0, "to": 2, "most": 2},
        "weight": {"from": 0, "to": 3, "most": 3},
        "stride": {"from": 1, "to": 3},
    },
    "transposed.inner": {
        "x": {"from": 0, "to": 1, "most": 4},
        "y": {"from": 0, "to": 2, "most": 2},
        "weight": {"from": 0, "to": 1, "most": 3},
        "stride": {"from": 1, "to": 2},
    },
    "artifacts.divides": {
        "weight": {"from": 1, "to": 2, "most": 6},
        "stride": {"from": 1, "to": 6},
    },
    "elsewhere.same": {
        "input": {"from": 0, "to": 3, "most": 2},
        "weight": {"from": 0, "to": 3, "most": 3},
        "output_padding": {"from": 0, "to": 2},
    },
    "cost.share": {
        "stride": {"from": 1, "to": 4},
        "kernel_size": {"from": 1, "to": 3},
        "other_size": {"from": 1, "to": 16},
    },
    "cost.deeper": {
        "kernel_size": {"from": 1, "to": 8},
        "stride": {"from": 1, "to": 4},
        "layers": {"from": 1, "to": 6},
    },
}


def form_of(name: str, form: dict[str, Any], wrong: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The form of an exercise of this name, its fields with the values that a page takes.

    Exercises that were made of one kind have the same values. wrong: what the exercise's own wrong
    ideas choose, by name; a field takes that in any case, as it does its default.
    """
    kind = name.rpartition(".")[0]
    if form["kind"] == "layers":
        return {**form, "values": {key: SMALL[key] for key in form["layers"][0]}}
    own = {**SMALL, **OWN.get(name, OWN.get(kind, {}))}
    fields = [
        field if field["kind"] == "truth" else _with(field, own.get(field["name"], ROW), wrong)
        for field in form.get("fields", [])
    ]
    return {**form, "fields": fields} if fields else form


def _with(field: dict[str, Any], values: Values, wrong: Sequence[dict[str, Any]]) -> dict[str, Any]:
    known, also = held({**field, "values": values}), list[Any]()
    for value in (field.get("default"), *(choice.get(field["name"]) for choice in wrong)):
        plain = list(value) if isinstance(value, tuple) else value
        is_one = isinstance(plain, list) == (field["kind"] == "row")
        if plain is not None and is_one and plain not in [*known, *also]:
            also.append(plain)
    return {**field, "values": values, **({"also": also} if also else {})}


def held(field: dict[str, Any]) -> list[Any]:
    """All values of a field, in the order of the table."""
    if field["kind"] == "truth":
        return [True, False]
    found = numbers(field["values"])
    if field["kind"] == "row":
        sizes = range(1, field["values"]["most"] + 1)
        found = [list(row) for size in sizes for row in product(found, repeat=size)]
    return [*found, *field.get("also", [])]


def numbers(values: Values) -> list[Any]:
    """The numbers from the first to the last."""
    return list(range(values["from"], values["to"] + 1))
