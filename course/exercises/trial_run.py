"""Runs a decoder once on zeros, and says what its layers got and made."""

import sys
import warnings
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..extras import needed
from ..language import N_, tr
from ..models.modules import check_model, check_opaque, kinds

# What torch says of an operation that this machine, device or dtype does not have.
UNAVAILABLE = (
    "not implemented for",
    "Could not run '",
    "meta tensor",
    "out of memory",
    "CUDA error",
    "cuDNN error",
)


class NotRun(Exception):
    """Nothing could be found out about a decoder; the message says why."""


class Stopped(Exception):
    """A decoder that does not run through; the message says where, in torch's words."""


@dataclass(frozen=True)
class Call:
    """A call of the layer of this number, with the size it got and the size it made."""

    layer: int
    got: int
    made: int


def transposed_in(model: Any) -> list[Any]:
    """The ConvTranspose1d layers of a torch module, in its own order.

    Raises TypeError for what is no module, and NotRun for one whose layers can't be seen.
    """
    check_model(model)
    found = [module for module in model.modules() if isinstance(module, kinds()[0])]
    try:
        check_opaque(model, none_seen=not found)
    except ValueError as error:
        raise NotRun(str(error)) from None
    return found


def run(model: Any, channels: int, size: int) -> tuple[tuple[Call, ...], tuple[int, ...]]:
    """The calls of the layers in one run on a batch of one, and the shape of what comes out.

    A copy runs, on the model's own device and in its own dtype: the model stays as it is, and so do
    torch's random numbers. Raises Stopped or NotRun.
    """
    torch = needed("torch")
    try:
        copy = deepcopy(model)
    except Exception as error:
        raise NotRun(_words(error)) from None
    calls: list[Call] = []
    running: list[str] = []
    numbers = {module: n for n, module in enumerate(transposed_in(copy))}
    for name, module in copy.named_modules():
        _watch(module, name, numbers.get(module), running, calls)
    numeric = (p for p in copy.parameters() if p.is_floating_point() or p.is_complex())
    like = {name: getattr(p, name) for p in numeric for name in ("dtype", "device")}
    try:
        with ExitStack() as quiet:
            quiet.enter_context(torch.no_grad())
            quiet.enter_context(torch.random.fork_rng(devices=[]))
            quiet.enter_context(warnings.catch_warnings())
            if "torch._dynamo" in sys.modules:
                # Compiling takes half a minute, to compute the same.
                quiet.enter_context(torch.compiler.set_stance("force_eager"))
            warnings.simplefilter("ignore")
            output = copy(torch.zeros(1, channels, size, **like))
    except (Exception, SystemExit) as error:
        if isinstance(error, MemoryError) or any(word in str(error) for word in UNAVAILABLE):
            raise NotRun(_words(error)) from None
        place = running[-1] if running else type(copy).__name__
        # Translators: {place} is a layer; {error} the English words of an exception.
        text = N_("The decoder does not run. In {place}: {error}")
        raise Stopped(tr(text, place=place, error=_words(error))) from None
    if not isinstance(output, torch.Tensor):
        text = N_("The decoder returns a {kind}, and it should return a tensor.")
        raise Stopped(tr(text, kind=type(output).__name__))
    if not calls:
        raise NotRun(tr("no layer was seen to run. Call each one itself, as in layer(x)."))
    return tuple(calls), tuple(output.shape)


def _watch(
    module: Any, name: str, number: int | None, running: list[str], calls: list[Call]
) -> None:
    """Know the module while it runs, the innermost last, and note what a layer makes."""
    kind = type(module).__name__
    place = f"{kind} {name!r}" if name else kind
    if number is not None:
        place = tr("decoder[{number}]", number=number)

    def before(*_: Any) -> None:
        running.append(place)

    def after(_module: Any, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        running.pop()
        if number is not None:
            given, *_ = (*args, *kwargs.values())
            calls.append(Call(number, given.shape[-1], output.shape[-1]))

    module.register_forward_pre_hook(before, prepend=True)
    module.register_forward_hook(after, with_kwargs=True)


def _words(error: BaseException) -> str:
    """An exception's kind and the first line of its message."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
