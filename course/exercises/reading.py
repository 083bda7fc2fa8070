"""Reads a reader's answer in any reasonable form: as numbers, or as values by name."""

from collections.abc import Iterator, Mapping, ValuesView
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from ..language import N_, listed, tr
from ..tensors import as_array
from .child import MANY, ROUNDING
from .typed import Form, is_blank, read


def untouched(answer: object) -> bool:
    """Whether the dots of the exercise, or nothing, still stand anywhere in the answer."""
    if isinstance(answer, str):
        return is_blank("".join(answer.split()))
    if isinstance(answer, Mapping):
        return not answer or any(untouched(value) for value in answer.values())
    if type(answer) in (list, tuple):
        return not answer or any(untouched(value) for value in answer)  # type: ignore[attr-defined]
    return answer is ... or answer is None


def filled_in(answer: object) -> dict[str, Any]:
    """Of values by name, those in the place of which no dots stand."""
    if not isinstance(answer, Mapping):
        return {}
    return {name: value for name, value in answer.items() if not untouched(value)}


def plain(value: Any, depth: int = 0) -> Any:
    """Exact numbers, and NumPy's and PyTorch's, as Python's own; in lists also typed ones."""
    if isinstance(value, Iterator | ValuesView) and not depth:
        value = [*islice(value, MANY)]
    if type(value) in (list, tuple) and depth < 5:
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, str) and depth:
        return read({"kind": "numbers", "axes": 0}, {"": value})[0]
    if isinstance(value, Fraction | Decimal):
        return whole_as_int(float(value))
    convert = getattr(value, "tolist", None)
    if callable(convert) and (depth or getattr(value, "shape", None) == ()):
        return convert()
    return value


def whole_as_int(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def read_numbers(answer: object, axes: int) -> list[Any]:
    """The answer as a row of numbers, or as rows for 2 axes; 0 axes: a number is a row of one.

    Raises TypeError or ValueError for anything else.
    """
    given = as_array("answer", plain(answer), max(axes, 1))
    if given.dtype.kind == "c":
        if not (abs(given.imag) < ROUNDING).all():
            raise TypeError(tr("complex numbers never come out of these layers."))
        given = given.real
    if axes == 0 and given.ndim == 0:
        given = given.reshape(1)
    if given.ndim != max(axes, 1) or (axes > 1 and not given.size):
        one_row = N_("the answer must be one row of numbers, and it has {count} axes")
        rows = N_("the answer must be rows of numbers, and it has {count} axes")
        raise ValueError(tr(rows if axes > 1 else one_row, count=given.ndim))
    values: list[Any] = given.tolist()
    return values


def read_choice(answer: object, form: Form) -> dict[str, Any]:
    """The values chosen by name for the fields of a form; those left out keep their default.

    For a sole field the value alone will do.
    """
    fields = {each["name"]: each for each in form["fields"]}
    if len(fields) == 1 and not isinstance(answer, Mapping | bool):
        answer = dict.fromkeys(fields, answer)
    if not isinstance(answer, Mapping):
        example = ", ".join(f"{name}=…" for name in fields)
        raise TypeError(tr("Give the values by name, as in dict({example}).", example=example))
    for name in answer:
        if name not in fields:
            # Translators: {name} and {free} are names of parameters.
            text = N_("{name} is not free to choose here; {free} may be.")
            raise ValueError(tr(text, name=repr(name), free=listed(fields)))
    return {name: _value(fields[name], value) for name, value in answer.items()}


def _value(field: dict[str, Any], value: object) -> Any:
    """A value as a field takes it: PyTorch writes a parameter as (2,)."""
    name, kind = field["name"], field["kind"]
    if isinstance(value, str) and kind != "truth":
        return read({"kind": "fields", "fields": [field]}, {name: value})[name]
    value = plain(value, depth=int(kind == "number"))
    if kind == "row":
        return [value] if isinstance(value, int | float) else value
    while kind == "number" and isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    return whole_as_int(value)
