"""Follows one forward pass: the call of each transposed layer, and where the pass stops."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any

from ..extras import needed
from ..language import N_, sentences, tr
from ..layer import IllegalLayer
from .calls import Call, Calls
from .clash import Clash, tensors_in
from .modules import axes_of, in_layer, is_opaque, joined
from .watch import watching


@dataclass(frozen=True)
class Pass:
    """The calls of one forward pass in order, and the clash that ended it, if one did."""

    calls: tuple[Call, ...]
    clash: Clash | None


# By the axis that is the reason, counted from the first one of a size.
NO_SIZES = {
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    -1: N_("The channels clash, not the sizes: {operation} meets {shapes}."),
    -2: N_("The batches clash, not the sizes: {operation} meets {shapes}."),
}


def forward_pass(
    model: Any, modules: dict[str, Any], inputs: tuple[Any, ...], calls: Calls, axes: int = 1
) -> Pass:
    """Run the model once, and watch it.

    modules: its transposed layers, by name; axes: how many the first of them has; calls: gets what
    is called, also where the pass fails. Raises ValueError where it fails for another reason than
    two sizes that do not meet.
    """
    _check_arguments(model, inputs)
    own = {id(module): name for name, module in modules.items()}
    with ExitStack() as stack:
        for name, module in model.named_modules():
            if not is_opaque(module):
                layer = id(module) in own
                stack.enter_context(_running(name or _kind(model, layer), module, layer, calls))
        seen = stack.enter_context(watching(calls, _known(model, inputs)))
        try:
            model(*inputs)
        except RuntimeError as error:
            clash = seen.ended(error)
            last = len(calls.made[-1].axes) if calls.made else axes
            if clash is None or not clash.of_sizes(last):
                shapes = [str(tuple(getattr(x, "shape", ()))) for x in inputs]
                together = joined(shapes, N_("{one} and {other}"))
                stops = tr(
                    "input_size is not possible: with an input of shape {shapes} the forward "
                    "pass stops. PyTorch says: {message}",
                    shapes=together,
                    message=(str(error) or type(error).__name__).splitlines()[0],
                )
                raise ValueError(sentences([*_no_sizes(clash, last), stops])) from error
            return Pass(tuple(calls.made), clash)
    return Pass(tuple(calls.made), None)


def _known(model: Any, inputs: Any) -> Iterator[Any]:
    """The tensors that are there before the forward pass."""
    yield from model.parameters()
    yield from model.buffers()
    yield from tensors_in(inputs, needed("torch").Tensor)


def _no_sizes(clash: Clash | None, axes: int) -> Iterator[str]:
    if clash:
        shapes = joined(map(str, clash.shapes), N_("{one} and {other}"))
        for axis in sorted(clash.along, reverse=True):
            if axis + axes in NO_SIZES:
                template = NO_SIZES[axis + axes]
                yield tr(template, operation=clash.operation, shapes=shapes)


def _kind(model: Any, layer: bool) -> str:
    """What a whole model is called that calls torch's function itself; a layer has no name."""
    return "" if layer else type(model).__name__


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
def _running(name: str, module: Any, layer: bool, calls: Calls) -> Iterator[None]:
    """Know the module that makes a call by its name, and what a layer's own code makes of it."""
    torch = needed("torch")
    began: list[int] = []

    def before(_module: Any, args: Any, kwargs: Any) -> None:
        calls.running.append(name)
        began.append(len(calls.made))
        if layer:
            _check_output_size(name, module, args, kwargs)

    def after(_module: Any, _args: Any, output: Any) -> None:
        # Also after a pre-hook of the model that failed, before this one.
        if began:
            calls.running.pop()
            own = len(calls.made) > began.pop()
            if layer and own and isinstance(output, torch.Tensor):
                last = calls.made[-1]
                kept = tuple(output.shape[-len(last.axes) :])
                # Also what its own code does other than to cut, as to resize.
                if output.ndim == len(last.shape_out) and kept != (last.kept or last.made):
                    calls.made[-1] = replace(last, kept=kept, cut=None)

    handles = [
        module.register_forward_pre_hook(before, with_kwargs=True),
        module.register_forward_hook(after, always_call=True),
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _check_output_size(name: str, module: Any, args: Any, kwargs: Any) -> None:
    """Complain before torch does of a call with ``output_size=``, with the mend."""
    nn = needed("torch.nn")

    torch_s = (nn.ConvTranspose1d.forward, nn.ConvTranspose2d.forward)
    if type(module).forward not in torch_s:
        return  # What its own code means by it nobody knows.
    given = {**dict(zip(("input", "output_size"), args, strict=False)), **kwargs}
    asked = given.get("output_size")
    if isinstance(asked, Sequence) and "input" in given:
        own = axes_of(module, name)
        sizes = zip(own, given["input"].shape[-len(own) :], asked[-len(own) :], strict=False)
        try:
            for layer, size, wanted in sizes:
                layer.output_padding_for(size, wanted)
        except IllegalLayer as error:
            raise in_layer(error, name) from None
