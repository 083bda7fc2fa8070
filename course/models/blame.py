"""Finds the call of a transposed layer that is behind a clash, and the size that it should make."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..layer import Layer
from .calls import Call
from .clash import Clash, Shape, Trail

# How likely a layer is the reason of a clash.
PERHAPS_IT, CHANGED, SURE = range(3)


@dataclass(frozen=True)
class Blame:
    """One operand of a join that came from a transposed layer.

    likely: how sure that is; n: the number of the layer's call; shape: of the operand; size and
    wanted: along the layer's axes, what the operand has and what the other operands have.
    """

    likely: int
    n: int
    call: Call
    shape: Shape
    size: Shape
    wanted: Shape

    @property
    def misses(self) -> list[tuple[Layer, int, int, int]]:
        """Where it is not the size wanted: the layer, its input's size, its size, that wanted."""
        axes = zip(self.call.axes, self.call.sizes, self.size, self.wanted, strict=True)
        return [along for along in axes if along[2] != along[3]]


@dataclass(frozen=True)
class Meeting:
    """What a pass that goes on after clashes saw at one join.

    join: its number among all joins of the pass; clash: None where the shapes fit; keeps: along
    which axes it went on with the layer's own size.
    """

    join: int
    blame: Blame
    clash: Clash | None
    keeps: tuple[bool, ...] = ()


def blamed(clash: Clash, calls: Sequence[Call]) -> Blame | None:
    """The likeliest reason of a clash of sizes; None where no layer made any of the shapes.

    A shape whose trail is lost counts where it still has the size that the layer made.
    """
    found = []
    for shape, known in clash.trails:
        made = [n for n, one in enumerate(calls) if shape[-len(one.axes) :] in (one.made, one.kept)]
        if known is None and not made:
            continue
        trail = known or Trail(made[-1], sure=False)
        call = calls[trail.call]
        axes = len(call.axes)
        size, wanted = shape[-axes:], _wanted(clash, shape, axes)
        if clash.of_sizes(axes) and (trail.sure or size == call.made):
            likely = PERHAPS_IT if not trail.sure else SURE if size == call.made else CHANGED
            found.append(Blame(likely, trail.call, call, shape, size, wanted))
    return max(found, key=lambda one: (one.likely, one.n, one.shape), default=None)


def keeps_own(blame: Blame) -> tuple[bool, ...]:
    """Whether the size that the layer made is the one to meet at, along each axis.

    So it is where the other operand is larger by more than an output_padding can add: there a
    decoder is meant to cut its skip connection. Else it is the size wanted.
    """
    return tuple(
        want - size >= max(axis.stride, axis.dilation)
        for axis, size, want in zip(blame.call.axes, blame.size, blame.wanted, strict=True)
    )


def meant(blame: Blame, keeps: Sequence[bool]) -> Shape:
    """The size along each axis at which the operands can meet so that the model goes on."""
    both = zip(blame.size, blame.wanted, keeps, strict=True)
    return tuple(size if keep else want for size, want, keep in both)


def _wanted(clash: Clash, shape: Shape, axes: int) -> Shape:
    """The size that the other operand has, along the axes that clash."""
    wanted = list(shape[-axes:])
    for axis in (axis for axis in clash.along if axis >= -axes):
        others = (one[axis] for one in clash.shapes if len(one) >= -axis)
        # A 1 may be broadcast, and then wants nothing.
        wanted[axis] = next((size for size in others if size not in (shape[axis], 1)), 1)
    return tuple(wanted)
