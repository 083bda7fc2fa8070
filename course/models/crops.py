"""Brings tensors to one size, by cutting or padding, and writes that as code."""

from collections.abc import Sequence
from typing import Any

from ..extras import needed
from .clash import Shape


def pads_of(have: Shape, want: Shape, at_end: bool) -> Shape:
    """What ``F.pad`` takes, the last axis first: at the end alone, or at both ends.

    >>> pads_of((18, 17), (17, 17), at_end=True)
    (0, 0, 0, -1)
    """
    pads: list[int] = []
    for size, wanted in zip(have, want, strict=True):
        more = wanted - size
        front = 0 if at_end else (more + 1) // 2
        pads = [front, more - front, *pads]
    return tuple(pads)


def in_numbers(name: str, pads: Shape) -> str:
    """The tensor of that name, cut by a slice or padded.

    >>> in_numbers("y", (0, 0, 0, -1)), in_numbers("skip", (-4, -4)), in_numbers("y", (0, 1))
    ('y[..., :-1, :]', 'skip[..., 4:-4]', 'F.pad(y, (0, 1))')
    """
    if max(pads) > 0:
        return f"F.pad({name}, {pads})"
    ends = list(zip(pads[::2], pads[1::2], strict=True))[::-1]
    slices = (f"{-front or ''}:{end or ''}" for front, end in ends)
    return f"{name}[..., {', '.join(slices)}]"


def to_the_other(name: str, other: str, axes: Sequence[int], at_end: bool) -> str:
    """The same for every size, as code: the size of the other tensor along these axes.

    axes: counted from the last one, −1.

    >>> to_the_other("y", "skip", [-1], at_end=True)
    'F.pad(y, (0, skip.shape[-1] - y.shape[-1]))'
    >>> to_the_other("skip", "y", [-1], at_end=False)
    'F.pad(skip, ((y.shape[-1] - skip.shape[-1] + 1) // 2, (y.shape[-1] - skip.shape[-1]) // 2))'
    """
    ends: list[str] = []
    for axis in range(-1, min(axes) - 1, -1):
        gap = f"{other}.shape[{axis}] - {name}.shape[{axis}]"
        if axis not in axes:
            ends += ["0", "0"]
        else:
            ends += ["0", gap] if at_end else [f"({gap} + 1) // 2", f"({gap}) // 2"]
    return f"F.pad({name}, ({', '.join(ends)}))"


def with_size(tensor: Any, size: Shape, at_end: bool = True, broadcast: bool = False) -> Any:
    """The tensor cut, or filled with zeros, along its last axes; at both ends if not at_end.

    broadcast: an axis of 1 stays, as it meets every size.
    """
    have = tuple(tensor.shape[-len(size) :])
    want = (n if broadcast and n == 1 else new for n, new in zip(have, size, strict=True))
    pads = pads_of(have, tuple(want), at_end)
    return needed("torch.nn.functional").pad(tensor, pads) if any(pads) else tensor
