"""Numbers knows how a number, a row of numbers and a tensor are written."""

from typing import Any

from numpy.typing import ArrayLike

from .arithmetic import as_array

Number = int | float


def number(value: Number) -> str:
    """A number as the figures and sentences write it: whole where it is whole, else 4 digits.

    >>> [number(v) for v in (3, 3.0, -0.5, 2 / 3, 1e6, -0.0, float("inf"))]
    ['3', '3', '−0.5', '0.6667', '1e6', '0', '∞']
    """
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "−∞"
    if value == int(value) and abs(value) < 1e6:
        return f"{int(value)}".replace("-", "−")
    digits, _, power = f"{value:.4g}".partition("e")
    if power:
        digits += f"e{int(power)}"
    return digits.replace("-", "−")


def row(values: Any) -> str:
    """A (nested) list of numbers as Python writes it, with ``number``'s digits."""
    if isinstance(values, list | tuple):
        return "[" + ", ".join(map(row, values)) + "]"
    return number(values).replace("−", "-") if isinstance(values, int | float) else str(values)


def show(values: ArrayLike, label: str = "") -> None:
    """Print a tensor, array or list as one list of numbers, without its axes of length 1 in front.

    >>> show([[[1.0, 3.0, 0.0]]])
    [1, 3, 0]
    >>> show([1, 3, 0], "torch")
    torch   [1, 3, 0]
    """
    array = as_array("values", values)
    while array.ndim > 1 and len(array) == 1:
        array = array[0]
    print(f"{label:<7} {row(array.tolist())}" if label else row(array.tolist()))
