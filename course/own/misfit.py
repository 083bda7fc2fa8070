"""Misfit knows how a size that does not fit is told: who made it, and which one change mends it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Any

from ..layer import IllegalLayer
from .changes import Change, mends
from .forward import Call
from .modules import per_axis
from .witness import Clash, Shape


@dataclass(frozen=True)
class Misfit:
    """A size that is not the one wanted.

    layer: the name of the transposed layer that made it (None where none did); made and wanted:
    sizes along each axis, in elements; changes: each mends it alone, the likeliest first.
    """

    headline: str
    layer: str | None = None
    made: Shape = ()
    wanted: Shape = ()
    changes: tuple[Change, ...] = ()
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n  ".join([self.headline, *self.details])


def misfit_of_clash(clash: Clash, calls: Sequence[Call]) -> Misfit:
    """Who is behind the shapes that an operation could not bring together."""
    whole = [call for call in calls if call.shape_out in clash.shapes]
    sized = [c for c in calls if any(shape[-len(c.axes) :] == c.made for shape in clash.shapes)]
    told = " and ".join(map(str, clash.shapes))
    if not whole and not sized:
        made = "; ".join(f"{call.name} made {per_axis(call.made)}" for call in calls) or "none ran"
        return Misfit(
            f"The shapes clash: {clash.operation} meets {told}.",
            details=(f"No transposed layer made either of these sizes ({made}).",),
        )
    call = (whole or sized)[-1]
    axes = len(call.axes)
    wanted = next(shape[-axes:] for shape in clash.shapes if shape[-axes:] != call.made)
    return _told(f"The shapes clash: {clash.operation} meets {told}.", call, wanted)


def misfit_of_skips(skips: Sequence[Any], calls: Sequence[Call]) -> Misfit | None:
    """The first call that misses the size wanted of it; None in ``skips`` wants nothing."""
    skips = getattr(skips, "tolist", lambda: skips)()
    if not isinstance(skips, Sequence) or isinstance(skips, str) or len(skips) != len(calls):
        raise ValueError(
            f"skips={skips!r} is not possible: it needs one size for each transposed layer, so "
            f"here a list of {len(calls)}, with None where any will do."
        )
    for call, skip in zip(calls, skips, strict=True):
        if skip is None:
            continue
        several = isinstance(skip, Sequence) and not isinstance(skip, str)
        wanted = tuple(skip) if several else (skip,) * len(call.axes)
        if len(wanted) != len(call.axes):
            raise ValueError(
                f"skips={list(skips)} is not possible: {_name(call)} is {len(call.axes)}-D, so its "
                f"size is {'one number' if len(call.axes) == 1 else 'one number or a pair'}."
            )
        wanted = tuple(_size(size) for size in wanted)
        if wanted != call.made:
            headline = (
                f"A size misses its skip connection: {per_axis(call.made)} against "
                f"{per_axis(wanted)}."
            )
            return _told(headline, call, wanted)
    return None


def _size(value: Any) -> int:
    try:
        size = index(value)
    except TypeError:
        raise TypeError(f"skips={value!r} is not possible: a size is a whole number.") from None
    if size < 1:
        raise IllegalLayer("skips", size, "a size is at least 1 element", 1)
    return size


def _name(call: Call) -> str:
    return f"layer {call.name}" if call.name else "the layer"


def _told(headline: str, call: Call, wanted: Shape) -> Misfit:
    name = _name(call)
    formulas = [
        f"size = {axis.size_formula(size)}"
        for axis, size, made, want in zip(call.axes, call.sizes, call.made, wanted, strict=True)
        if made != want
    ]
    told = f"{name[0].upper()}{name[1:]} makes {per_axis(call.made)} of {per_axis(call.sizes)}"
    details = [f"{told}, and {per_axis(wanted)} is wanted: {'; '.join(dict.fromkeys(formulas))}"]
    changes: tuple[Change, ...] = ()
    if not call.trimmed:
        changes = mends(call.axes, call.sizes, wanted)
        small, made, large, stride = next(
            (size, made, want, axis.stride)
            for axis, size, made, want in zip(call.axes, call.sizes, call.made, wanted, strict=True)
            if made != want
        )
        if changes:
            details.append(f"One change of {name} mends it: {', or '.join(map(str, changes))}.")
        else:
            details.append(f"No single number of {name} mends it.")
        if not changes or abs(large - made) > stride:
            details.append(f"find_layers({small}, {large}) lists the settings that fit.")
    return Misfit(headline, call.name, call.made, wanted, changes, tuple(details))
