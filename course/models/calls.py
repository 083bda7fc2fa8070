"""Records each call of a transposed convolution in torch, with its numbers."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..axes import layers_of
from ..extras import needed
from ..layer import PARAMETERS, Layer
from ..tensors import Array
from .clash import Clash, Shape
from .crops import with_size
from .modules import check_weight, in_layer
from .receptive import NO_INPUT, NO_OUTPUT, Field

# Of torch's functions, in order.
GIVEN = ("input", "weight", "bias", *PARAMETERS[:3], "groups", "dilation")
DEFAULTS = {"stride": 1, "padding": 0, "output_padding": 0, "groups": 1, "dilation": 1}
AXES = {"conv_transpose1d": 1, "conv_transpose2d": 2, "conv_transpose3d": 3}


@dataclass(frozen=True, eq=False)
class Weight:
    """The numbers of a weight on the CPU, as the layer has them and in float64.

    They become float64 only when they are asked for: that takes twice the memory of most weights.
    """

    own: Any

    @cached_property
    def numbers(self) -> Array:
        numbers: Array = self.own.double().numpy()
        return numbers


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a transposed convolution, with what it made.

    name: of the layer, or of the module that calls torch's function. axes: the parameters along
    each axis at the time of the call. weight: of shape (C_in, C_out / groups, *kernel), in float64.
    eps: the rounding error of the layer's dtype. kept: the size along each axis after the layer's
    own code or the code after it has changed it, as in ``up(x)[..., :-2]``. cut: how much of it was
    cut at the start, None if unknown. bias: whether there is one. cell_bytes: of one number of the
    output. sees: which of the model's inputs the output sees.
    """

    name: str
    axes: tuple[Layer, ...]
    groups: int
    held: Weight
    eps: float
    shape_in: Shape
    shape_out: Shape
    kept: Shape | None = None
    cut: Shape | None = None
    bias: bool = True
    cell_bytes: int = 0
    sees: Field = NO_INPUT

    @property
    def weight(self) -> Array:
        return self.held.numbers

    @property
    def sizes(self) -> Shape:
        return self.shape_in[-len(self.axes) :]

    @property
    def made(self) -> Shape:
        return self.shape_out[-len(self.axes) :]


@dataclass(eq=False)
class Calls:
    """The calls of one pass so far in order, and the modules that run now, the innermost last.

    copies: by the id of a weight the copy of it that is there already. A weight is held once,
    however often it is used. refusal: a complaint that is not torch's, and not the model's. What
    ended the pass: clash, or stopped, which says another reason. sees: which inputs the model's
    output sees.

    sizes_only: no weight is asked for its numbers, so that a model on the meta device will do.
    caught: None, or that a pass goes on after each join that fails, but for so many at its
    beginning, which the model itself catches. Then met has what the joins brought together, by
    their numbers, and failed, how many joins did fail, is counted in any pass. keeps: by number of
    a join, along which axes to go on with the layer's own size. given: by number of a call the size
    that the model gets instead of what the layer makes.
    """

    copies: Mapping[int, Any] = field(default_factory=dict)
    sizes_only: bool = False
    caught: int | None = None
    given: Mapping[int, Shape] = field(default_factory=dict)
    keeps: Mapping[int, tuple[bool, ...]] = field(default_factory=dict)
    met: dict[int, Any] = field(default_factory=dict, init=False)
    failed: int = field(default=0, init=False)
    made: list[Call] = field(default_factory=list, init=False)
    running: list[str] = field(default_factory=list, init=False)
    refusal: Exception | None = field(default=None, init=False)
    clash: Clash | None = field(default=None, init=False)
    stopped: str = field(default="", init=False)
    sees: Field = field(default=NO_OUTPUT, init=False)
    # By name the weight last used, its version, and its copy.
    _last: dict[str, tuple[Any, int, Weight]] = field(default_factory=dict, init=False)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Within, an error is a complaint of this package, for the reader to see as it is."""
        try:
            yield
        except (TypeError, ValueError) as error:
            self.refusal = error
            raise

    def of(self, operation: str, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """What torch's function makes. Complains before torch does, with the mend."""
        given = DEFAULTS | dict(zip(GIVEN, args, strict=False)) | kwargs
        name = self.running[-1] if self.running else ""
        input, weight, axes = given["input"], given["weight"], AXES[operation]
        parameters = tuple(given[one] for one in PARAMETERS)
        with self.refusing():
            if not self.sizes_only:
                check_weight(name or operation, weight)
            with in_layer(name):
                layers = layers_of(tuple(weight.shape[2:]), parameters)
                if input.ndim in (axes + 1, axes + 2):
                    for layer, size in zip(layers, input.shape[-axes:], strict=True):
                        layer.output_size(size)
        output = function(*args, **kwargs)
        self.made.append(
            Call(
                name,
                layers,
                given["groups"],
                self._held(name, weight),
                needed("torch").finfo(weight.dtype).eps if weight.is_floating_point() else 0.0,
                tuple(input.shape),
                tuple(output.shape),
                bias=given.get("bias") is not None,
                cell_bytes=output.element_size(),
            )
        )
        size = self.given.get(len(self.made) - 1)
        return with_size(output, size) if size else output

    def _held(self, name: str, weight: Any) -> Weight:
        if self.sizes_only:
            return Weight(weight)
        version = -1 if weight.is_inference() else weight._version
        last, then, held = self._last.get(name, (None, 0, None))
        if held is None or last is not weight or then != version:
            # On the CPU first: not all devices have float64.
            now = weight.detach().cpu()
            if held is None or not _same(held.own, now):
                held = Weight(self._copy(weight, now))
            self._last[name] = weight, version, held
        return held

    def _copy(self, weight: Any, now: Any) -> Any:
        """The numbers as they are now, which stay so when the reader trains on."""
        copy = self.copies.get(id(weight))
        if copy is not None and copy.device.type == "cpu" and _same(copy, now):
            return copy
        # What came from another device is a copy already.
        return now.clone() if weight.device.type == "cpu" else now


def _same(one: Any, other: Any) -> bool:
    return bool(one.dtype == other.dtype and one.equal(other))
