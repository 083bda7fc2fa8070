"""Follows one forward pass: the call of each transposed layer, and where the pass stops."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any

from ..extras import needed
from ..language import N_, tr
from ..layer import IllegalLayer, Layer
from ..tensors import Array
from .clash import Clash, Shape, clash_seen
from .modules import axes_of, in_layer, joined


@dataclass(frozen=True, eq=False)
class Call:
    """One call of a transposed convolution, with what it made.

    axes: its parameters along each axis, as they were in force at the call. weight: (C_in,
    C_out / groups, *kernel) in float64, and eps, the rounding of the layer's own numbers.
    """

    name: str
    axes: tuple[Layer, ...]
    groups: int
    weight: Array
    eps: float
    shape_in: Shape
    shape_out: Shape

    @property
    def sizes(self) -> Shape:
        return self.shape_in[-len(self.axes) :]

    @property
    def made(self) -> Shape:
        return self.shape_out[-len(self.axes) :]

    @property
    def trimmed(self) -> bool:
        """Whether the module's own code changed the size that its layer makes."""
        sizes = (axis.output_size(n) for axis, n in zip(self.axes, self.sizes, strict=True))
        return tuple(sizes) != self.made


@dataclass(frozen=True)
class Pass:
    """The calls of one forward pass in order, and the clash that ended it, if one did."""

    calls: tuple[Call, ...]
    clash: Clash | None


def forward_pass(model: Any, modules: dict[str, Any], inputs: tuple[Any, ...]) -> Pass:
    """Run the model once, without gradients and in evaluation mode, and watch it.

    The model is left as it was, its mode included, also where the pass fails. Raises ValueError
    where it fails for another reason than two sizes that do not meet.
    """
    torch = needed("torch")

    calls: list[Call] = []
    _check_arguments(model, inputs)
    axes = next(module.weight.ndim - 2 for module in modules.values())
    with ExitStack() as stack:
        for name, module in modules.items():
            stack.enter_context(_watched(name, module, calls))
        stack.enter_context(_evaluating(model))
        # A model may draw noise: the reader's own random numbers go on as if it had not.
        stack.enter_context(torch.random.fork_rng(devices=[]))
        stack.enter_context(torch.no_grad())
        seen = stack.enter_context(clash_seen(axes))
        try:
            model(*inputs)
        except RuntimeError as error:
            if seen.clash is None:
                shapes = [str(tuple(getattr(x, "shape", ()))) for x in inputs]
                together = joined(shapes, N_("{one} and {other}"))
                raise ValueError(
                    tr(
                        "input_size is not possible: with an input of shape {shapes} the forward "
                        "pass stops. PyTorch says: {message}",
                        shapes=together,
                        message=(str(error) or type(error).__name__).splitlines()[0],
                    )
                ) from error
            return Pass(tuple(calls), seen.clash)
    return Pass(tuple(calls), None)


def _check_arguments(model: Any, inputs: tuple[Any, ...]) -> None:
    """Complain of a forward that takes more inputs, or fewer, than there are."""
    try:
        taken = signature(model.forward)
    except (TypeError, ValueError):
        return  # Code that is not Python's own.
    try:
        taken.bind(*inputs)
    except TypeError as error:
        raise ValueError(
            # Translators: {taken} is a signature as in "(x, skip)", {count} the number of inputs,
            # and {error} what Python says.
            tr(
                "input_size is not possible: forward of {model} takes {taken}, and it is called "
                "with {count} ({error}). A tuple of tensors gives it several.",
                model=type(model).__name__,
                taken=taken,
                count=len(inputs),
                error=error,
            )
        ) from None


@contextmanager
def _watched(name: str, module: Any, calls: list[Call]) -> Iterator[None]:
    own = axes_of(module, name)

    def before(_module: Any, args: Any, kwargs: Any) -> None:
        """Complain before torch does, with the mend."""
        input, *asked = _arguments(args, kwargs)
        try:
            for layer, size in zip(
                _in_force(own, input, *asked), input.shape[-len(own) :], strict=True
            ):
                layer.output_size(size)
        except IllegalLayer as error:
            raise in_layer(error, name) from None

    def after(module: Any, args: Any, kwargs: Any, output: Any) -> None:
        input, *asked = _arguments(args, kwargs)
        weight = module.weight.detach()
        calls.append(
            Call(
                name,
                _in_force(own, input, *asked),
                module.groups,
                # A copy, as the reader may train on.
                weight.double().cpu().numpy().copy(),
                _eps(weight.dtype),
                tuple(input.shape),
                tuple(output.shape),
            )
        )

    handles = [
        module.register_forward_pre_hook(before, with_kwargs=True),
        module.register_forward_hook(after, with_kwargs=True),
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _arguments(args: Any, kwargs: Any) -> tuple[Any, Any]:
    """The input and the output_size of one call of torch's layer."""
    given = {**dict(zip(("input", "output_size"), args, strict=False)), **kwargs}
    return given["input"], given.get("output_size")


def _in_force(own: tuple[Layer, ...], input: Any, asked: Any) -> tuple[Layer, ...]:
    """The layer's axes, with the output_padding that a call with ``output_size=`` asks for."""
    if asked is None:
        return own
    sizes = zip(own, input.shape[-len(own) :], asked[-len(own) :], strict=True)
    return tuple(
        replace(layer, output_padding=layer.output_padding_for(size, wanted))
        for layer, size, wanted in sizes
    )


@contextmanager
def _evaluating(model: Any) -> Iterator[None]:
    # Each has a mode of its own: a frozen part may be in another one than the whole.
    modes = [(module, module.training) for module in model.modules()]
    # Not eval(), which a model may have code of its own in.
    for module, _ in modes:
        module.training = False
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def _eps(dtype: Any) -> float:
    torch = needed("torch")

    return float(torch.finfo(dtype).eps) if dtype.is_floating_point else 0.0
