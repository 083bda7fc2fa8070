"""Tells along which axes the shapes clash that an operation of torch could not bring together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..extras import needed

Shape = tuple[int, ...]
CAT = frozenset(["cat", "concat", "concatenate"])
STACK = frozenset(["stack"])
BROADCAST = frozenset(
    [
        *(f"{way}{name}" for name in ("add", "sub", "mul", "truediv") for way in ("", "r", "i")),
        *("div", "pow", "lerp", "where", "maximum", "minimum", "addcmul", "addcdiv"),
        *("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"),
    ]
)
# What brings a decoder and its skip connections together.
JOINS = CAT | STACK | BROADCAST


@dataclass(frozen=True)
class Trail:
    """Where a tensor came from: which call of a transposed layer, by its number.

    sure: whether all that was done since is known to keep each place in its row. cut: how much was
    cut before what is left along each axis, None where more was done than to cut or to pad.
    """

    call: int
    sure: bool = True
    cut: Shape | None = ()


@dataclass(frozen=True)
class Clash:
    """Shapes that an operation of the forward pass could not bring together.

    along: the axes that are the reason, counted from the last one, which is −1. trails: the shapes
    that came from a transposed layer; without a trail those of which nobody knows.
    """

    operation: str
    shapes: tuple[Shape, ...]
    along: frozenset[int]
    trails: tuple[tuple[Shape, Trail | None], ...] = ()

    def of_sizes(self, axes: int) -> bool:
        """Whether one of so many axes at the end is a reason: these are sizes, not channels."""
        return any(axis >= -axes for axis in self.along)


def clash_of(
    operation: str, args: Any, kwargs: Any, trails: Mapping[Any, Trail | None], tensor: type
) -> Clash | None:
    """The clash of the operands of a join; None where their shapes are no reason to fail.

    trails: of the tensors seen so far, None of those that came from no layer.
    """
    operands = list(tensors_in((args, kwargs), tensor))
    shapes = tuple(dict.fromkeys(tuple(operand.shape) for operand in operands))
    dim = kwargs.get("dim", kwargs.get("axis", args[1] if len(args) > 1 else 0))
    along = clashing(operation, shapes, dim)
    if not along:
        return None
    found = [
        (tuple(one.shape), trails.get(one))
        for one in operands
        if one not in trails or trails[one] is not None
    ]
    return Clash(operation, shapes, along, tuple(found))


def clashing(operation: str, shapes: Sequence[Shape], dim: Any = 0) -> frozenset[int]:
    """The axes, counted from the last, along which the operation can't take these shapes together.

    dim: the axis of a ``cat``, along which sizes may differ.

    >>> sorted(clashing("cat", [(1, 4, 16), (1, 3, 17)], 1))
    [-1]
    >>> sorted(clashing("mul", [(1, 2, 16), (1, 3, 1)]))
    [-2]
    """
    ranks = {len(shape) for shape in shapes}
    if not ranks or (operation not in BROADCAST and len(ranks) > 1):
        return frozenset()
    rank = max(ranks)
    along = set()
    for axis in range(-rank, 0):
        sizes = {shape[axis] for shape in shapes if len(shape) >= -axis}
        if operation in BROADCAST:
            sizes -= {1}
        if len(sizes) > 1 and not (operation in CAT and axis in (dim, dim - rank)):
            along.add(axis)
    return frozenset(along)


def mapped(how: Callable[[Any], Any], operands: Any) -> Any:
    """The same with all that lists, tuples and dicts hold changed."""
    return needed("torch.utils._pytree").tree_map(how, operands)


def tensors_in(operand: Any, tensor: type | tuple[type, ...]) -> Iterator[Any]:
    """All tensors in an operand, which may be a list or a dict of them."""
    if isinstance(operand, tensor):
        yield operand
    elif isinstance(operand, (list, tuple, dict)):
        for one in operand.values() if isinstance(operand, dict) else operand:
            # Asked here as well: most operands hold no more than tensors and numbers.
            if isinstance(one, tensor):
                yield one
            elif isinstance(one, (list, tuple, dict)):
                yield from tensors_in(one, tensor)
