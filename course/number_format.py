"""Writes a number, a row of numbers and a tensor."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context
from functools import lru_cache
from math import inf
from typing import Any

from numpy.typing import ArrayLike

from .language import left
from .tensors import as_array

Number = int | float


@dataclass(frozen=True, eq=False, slots=True)
class Symbol:
    """A number that stays open in a template: it is written as its expression, in braces.

    Only sums of products have an expression: all else raises TypeError, so that nothing gets lost.
    As a float it is NaN, like no other number.

    >>> number(Symbol("x0") * Symbol("w2") + Symbol("x1") * Symbol("w0"))
    '{x0*w2+x1*w0}'
    """

    expression: str

    # One expression is one object, so that whoever draws it can look it up.
    @lru_cache(maxsize=4096)  # noqa: B019
    def __mul__(self, other: object) -> "Symbol":
        if isinstance(other, Symbol) and "+" not in self.expression + other.expression:
            return Symbol(f"{self.expression}*{other.expression}")
        return NotImplemented

    @lru_cache(maxsize=4096)  # noqa: B019
    def __add__(self, other: object) -> "Symbol":
        if isinstance(other, Symbol):
            return Symbol(f"{self.expression}+{other.expression}")
        return self.__radd__(other)

    def __radd__(self, other: object) -> "Symbol":
        # A sum begins with 0.
        return self if other == 0 else NotImplemented

    def __float__(self) -> float:
        return float("nan")

    def __str__(self) -> str:
        return f"{{{self.expression}}}"


def number(value: Number | Symbol, digits: int = 4) -> str:
    """A number as the figures and sentences write it: whole where it is whole, else 4 digits.

    >>> [number(v) for v in (3, 3.0, -0.5, 2 / 3, 1e6, -0.0, float("inf"))]
    ['3', '3', '−0.5', '0.6667', '1e6', '0', '∞']
    """
    if isinstance(value, Symbol):
        return str(value)
    if abs(value) < 1e6 and value == int(value):
        return str(int(value)).replace("-", "−")
    if value != value:
        return "nan"
    if abs(value) == inf:
        return "∞" if value > 0 else "−∞"
    return rounded(value, digits)


def rounded(value: Number, digits: int) -> str:
    """A finite number with that many digits, halves rounded away from zero as a browser does."""
    decimal = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(value)
    mantissa, _, power = f"{float(decimal):.{digits}g}".partition("e")
    return (mantissa + (f"e{int(power)}" if power else "")).replace("-", "−")


def row(values: Any, digits: int = 4) -> str:
    """A (nested) list of numbers as Python writes it, with ``number``'s digits."""
    if isinstance(values, list | tuple):
        return "[" + ", ".join(row(value, digits) for value in values) + "]"
    if not isinstance(values, int | float):
        return str(values)
    return number(values, digits).replace("−", "-")


def apart(one: Any, other: Any, write: Callable[[Any, int], str] = row) -> tuple[str, str]:
    """Two numbers, or lists of them, with as many digits as it takes to tell them apart.

    >>> apart([0.5, 1 / 3], [0.5, 0.33334])
    ('[0.5, 0.33333]', '[0.5, 0.33334]')
    """
    digits = 4
    while write(one, digits) == write(other, digits) and digits < 17:
        digits += 1
    return write(one, digits), write(other, digits)


def show(values: ArrayLike, label: str = "") -> None:
    """Print a tensor, array or list as one list of numbers, without its axes of length 1 in front.

    >>> show([[[1.0, 3.0, 0.0]]])
    [1, 3, 0]
    >>> show([1, 3, 0], "torch")
    torch   [1, 3, 0]
    """
    before = f"{left(label, 7)} " if label else ""
    print(before + row(as_array("values", values, axes=1).tolist()))
