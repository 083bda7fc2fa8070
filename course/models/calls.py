"""Notes each transposed convolution that torch is asked for, with its numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..axes import layers_of
from ..extras import needed
from ..layer import IllegalLayer, Layer
from ..tensors import Array
from .clash import Shape
from .crops import with_size
from .modules import check_weight, in_layer, refuse_3d

PARAMETERS = (
    "input",
    "weight",
    "bias",
    "stride",
    "padding",
    "output_padding",
    "groups",
    "dilation",
)
DEFAULTS = {"stride": 1, "padding": 0, "output_padding": 0, "groups": 1, "dilation": 1}
AXES = {"conv_transpose1d": 1, "conv_transpose2d": 2, "conv_transpose3d": 3}


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a transposed convolution, with what it made.

    name: of the layer, or of the module that calls torch's function. axes: the parameters along
    each axis, as they were in force at the call. weight: (C_in, C_out / groups, *kernel) in
    float64, and eps, the rounding of the layer's own numbers. kept: the size along each axis after
    the layer's own code or that behind it has changed it, as in ``up(x)[..., :-2]``; cut: how much
    of that was cut before what was kept, None where nobody knows.
    """

    name: str
    axes: tuple[Layer, ...]
    groups: int
    weight: Array
    eps: float
    shape_in: Shape
    shape_out: Shape
    kept: Shape | None = None
    cut: Shape | None = None

    @property
    def sizes(self) -> Shape:
        return self.shape_in[-len(self.axes) :]

    @property
    def made(self) -> Shape:
        return self.shape_out[-len(self.axes) :]


class Calls:
    """The calls so far in order, and the modules that run now, from the outermost to the innermost.

    A weight is held once, however often it is used.

    sizes_only: no weight is asked for its numbers, so that a model on the meta device will do.
    caught: None, or that a pass goes on after each join that fails, but for so many at its
    beginning, which the model itself catches. Then met has what the joins brought together, and
    failed, how many joins did fail, is counted in any pass. given: by number of a call the size
    that the model gets instead of what the layer makes.
    """

    def __init__(
        self,
        sizes_only: bool = False,
        caught: int | None = None,
        given: Mapping[int, Shape] | None = None,
    ) -> None:
        self.sizes_only, self.caught, self.given = sizes_only, caught, given or {}
        self.made: list[Call] = []
        self.running: list[str] = []
        self.met: list[Any] = []
        self.failed = 0
        # By name the weight last used, its version, and its copy.
        self._last: dict[str, tuple[Any, int, Array]] = {}

    def of(self, operation: str, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """What torch's function makes. Complains before torch does, with the mend."""
        given = DEFAULTS | dict(zip(PARAMETERS, args, strict=False)) | kwargs
        name = self.running[-1] if self.running else ""
        input, weight, axes = given["input"], given["weight"], AXES[operation]
        if axes == 3:
            refuse_3d(operation)
        if not self.sizes_only:
            check_weight(name or operation, weight)
        try:
            layers = layers_of(
                tuple(weight.shape[2:]),
                tuple(given[one] for one in ("stride", "padding", "output_padding", "dilation")),
            )
            if input.ndim in (axes + 1, axes + 2):
                for layer, size in zip(layers, input.shape[-axes:], strict=True):
                    layer.output_size(size)
        except IllegalLayer as error:
            raise in_layer(error, name) from None
        output = function(*args, **kwargs)
        self.made.append(
            Call(
                name,
                layers,
                given["groups"],
                self._held(name, weight),
                _eps(weight.dtype),
                tuple(input.shape),
                tuple(output.shape),
            )
        )
        size = self.given.get(len(self.made) - 1)
        return with_size(output, size) if size else output

    def _held(self, name: str, weight: Any) -> Array:
        if self.sizes_only:
            return np.empty(0)
        version = -1 if weight.is_inference() else weight._version
        last, then, held = self._last.get(name, (None, 0, np.empty(0)))
        if last is weight and then == version:
            return held
        # A copy, as the reader may train on. On the CPU first: not all devices have float64.
        copy: Array = weight.detach().cpu().double().numpy().copy()
        if np.array_equal(held, copy, equal_nan=True):
            copy = held
        self._last[name] = weight, version, copy
        return copy


def _eps(dtype: Any) -> float:
    torch = needed("torch")

    return float(torch.finfo(dtype).eps) if dtype.is_floating_point else 0.0
