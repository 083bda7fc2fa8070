"""Finds which shapes an operation of torch could not bring together, and so which sizes clash."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..extras import needed

Shape = tuple[int, ...]
# What brings a decoder and its skip connections together; each needs equal sizes.
JOINS = frozenset(
    [
        "cat",
        "concat",
        "concatenate",
        "stack",
        "add",
        "radd",
        "iadd",
        "sub",
        "rsub",
        "isub",
        "mul",
        "rmul",
        "imul",
        "div",
        "lerp",
        "where",
        "maximum",
        "minimum",
        "mse_loss",
        "l1_loss",
    ]
)


@dataclass(frozen=True)
class Clash:
    """Two shapes that an operation of the forward pass could not bring together."""

    operation: str
    shapes: tuple[Shape, ...]


def clash_seen(axes: int) -> Any:
    """A mode under which an operation that fails leaves its operands' shapes behind.

    axes: how many axes at the end of a shape are sizes; a clash is about these, not about channels.
    """
    torch = needed("torch")

    class Watch(torch.overrides.TorchFunctionMode):  # type: ignore[misc,name-defined]
        clash: Clash | None = None

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None):  # type: ignore[no-untyped-def]
            try:
                return func(*args, **(kwargs or {}))
            except RuntimeError:
                shapes = tuple(dict.fromkeys(_shapes((args, kwargs or {}), torch.Tensor)))
                name = getattr(func, "__name__", "").strip("_")
                sizes = {shape[-axes:] for shape in shapes}
                ranks = {len(shape) for shape in shapes}
                if name in JOINS and len(sizes) > 1 and len(ranks) == 1 and min(ranks) > axes:
                    self.clash = Clash(name, shapes)
                raise

    return Watch()


def _shapes(operand: Any, tensor: type) -> Iterator[Shape]:
    """The shapes of all tensors in an operand, which may be a list or a dict of them."""
    if isinstance(operand, tensor):
        yield tuple(operand.shape)  # type: ignore[attr-defined]
    elif isinstance(operand, dict):
        yield from _shapes(tuple(operand.values()), tensor)
    elif isinstance(operand, list | tuple):
        for one in operand:
            yield from _shapes(one, tensor)
