"""Follows one forward pass: the call of each transposed layer, and where the pass stops."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from operator import attrgetter
from typing import Any

from ..extras import needed
from ..language import N_, refused, sentences, tr
from ..layer import IllegalLayer
from .calls import Call, Calls
from .clash import Clash, Shape, tensors_in
from .inputs import Arguments, check_arguments
from .modules import axes_of, in_layer, is_lazy, is_opaque, joined, kinds, refuse_lazy
from .stop import stop
from .watch import watching


@dataclass(frozen=True)
class Pass:
    """The calls of one forward pass in order, and what ended it: a clash, or another reason."""

    calls: tuple[Call, ...]
    clash: Clash | None = None
    stopped: str = ""


# By the axis that is the reason, counted from the first one of a size.
NO_SIZES = {
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    -1: N_("The channels clash, not the sizes: {operation} meets {shapes}."),
    -2: N_("The batches clash, not the sizes: {operation} meets {shapes}."),
}


def forward_pass(
    model: Any,
    modules: dict[str, Any],
    given: Arguments,
    calls: Calls,
    axes: int = 1,
    method: str = "forward",
) -> Pass:
    """Run the model once, and watch it.

    modules: its transposed layers, by name; axes: how many the first of them has; calls: gets what
    is called, also where the pass fails; method: of the model, or of a part of it. Raises
    ValueError if it stops before any call for another reason than two sizes that clash.
    """
    run = _begun(model, method, given, calls)
    seen = watching(calls, _known(model, given))
    own = {id(module) for module in modules.values()}
    with ExitStack() as stack:
        for name, module in model.named_modules():
            if not is_opaque(module):
                layer = id(module) in own
                shown = name or _kind(model, layer)
                stack.enter_context(_running(shown, module, layer, calls, seen))
        stack.enter_context(seen)
        try:
            run(*given.positional, **given.keywords)
        except Exception as error:
            if error is calls.refusal:
                raise
            clash = seen.ended(error)
            last = _axes(clash, calls, axes)
            if clash and clash.of_sizes(last):
                return Pass(tuple(calls.made), clash)
            stopped = sentences([*_no_sizes(clash, last), stop(error, model, given.tensors)])
            if not calls.made:
                raise ValueError(stopped) from error
            return Pass(tuple(calls.made), stopped=stopped)
    return Pass(tuple(calls.made))


def _begun(model: Any, method: str, given: Arguments, calls: Calls) -> Callable[..., Any]:
    """What runs. Its module runs from now on: no hook sees a call of another method."""
    path, _, last = str(method).rpartition(".")
    owner = model
    try:
        owner = attrgetter(path)(model) if path else model
        code = getattr(owner, last)
    except AttributeError:
        code = None
    if not callable(code):
        rule = tr("{model} has no method of that name", model=type(owner).__name__)
        raise ValueError(refused("method", repr(method), rule, _nearest(model, owner, path, last)))
    check_arguments(code, tr("{method} of {model}", method=last, model=type(owner).__name__), given)
    if last == "forward":
        return owner  # type: ignore[no-any-return]
    calls.running.append(path or type(model).__name__)
    return code  # type: ignore[no-any-return]


def _nearest(model: Any, owner: Any, path: str, last: str) -> str | None:
    """The method of that name of a part of the model, or else one with nearly that name."""
    for name, part in model.named_modules():
        if callable(getattr(part, last, None)):
            return repr(f"{name}.{last}".lstrip("."))
    # Not of the object itself: a property may be read only later.
    parts = getattr(owner, "_modules", {})
    names = [one for one in dir(owner) if callable(getattr(type(owner), one, parts.get(one)))]
    near = get_close_matches(last, names, 1)
    return repr(f"{path}.{near[0]}".lstrip(".")) if near else None


def _known(model: Any, given: Arguments) -> Iterator[Any]:
    """The tensors that are there before the forward pass."""
    yield from model.parameters()
    yield from model.buffers()
    yield from given.tensors


def _axes(clash: Clash | None, calls: Calls, axes: int) -> int:
    """How many axes the sizes of a clash have: those of the layer that made one, or of the last."""
    trails = [trail for _, trail in clash.trails if trail] if clash else []
    last = [calls.made[max(trail.call for trail in trails)]] if trails else calls.made[-1:]
    return len(last[0].axes) if last else axes


def _no_sizes(clash: Clash | None, axes: int) -> Iterator[str]:
    if clash:
        shapes = joined(map(str, clash.shapes), N_("{one} and {other}"))
        for axis in sorted(clash.along, reverse=True):
            if axis + axes in NO_SIZES:
                template = NO_SIZES[axis + axes]
                yield tr(template, operation=clash.operation, shapes=shapes)


def _kind(model: Any, layer: bool) -> str:
    """The name of a whole model that calls torch's function itself; a lone layer has none."""
    return "" if layer else type(model).__name__


@contextmanager
def _running(name: str, module: Any, layer: bool, calls: Calls, seen: Any) -> Iterator[None]:
    """Know the module that makes a call by its name, and what a layer's own code makes of it."""
    began: list[int] = []
    lazy = is_lazy(module)

    def before(_module: Any, args: Any, kwargs: Any) -> None:
        calls.running.append(name)
        began.append(len(calls.made))
        with calls.refusing():
            if lazy:
                refuse_lazy(name, module)
            if layer:
                _check_output_size(name, module, args, kwargs)

    def after(_module: Any, _args: Any, output: Any) -> None:
        # Also after a pre-hook of the model that failed, before this one.
        if began:
            calls.running.pop()
            last = len(calls.made) - 1
            if began.pop() <= last and layer:
                call = calls.made[last]
                kept = _kept(call, last, output, seen.trails)
                # Also what its own code does other than to cut, as to resize.
                if kept not in (None, call.kept or call.made):
                    calls.made[last] = replace(call, kept=kept, cut=None)

    handles = [
        # Before a lazy module's own one, which makes its weights.
        module.register_forward_pre_hook(before, with_kwargs=True, prepend=lazy),
        module.register_forward_hook(after, always_call=True),
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _kept(call: Call, n: int, output: Any, trails: Any) -> Shape | None:
    """The size that the module of call n leaves of what torch made, where its output shows it.

    Of its tensors the first counts whose places are the call's, or else the first of which
    this is unknown, with the same batch and channels.
    """
    axes = len(call.axes)
    sure, alike = [], []
    for tensor in tensors_in(output, needed("torch").Tensor):
        trail = trails.get(tensor)
        if trail and trail.call == n and trail.sure:
            sure.append(tensor)
        elif trail or tensor not in trails:
            alike += [tensor] if tensor.shape[:-axes] == call.shape_out[:-axes] else []
    return next((tuple(one.shape[-axes:]) for one in (*sure, *alike)), None)


def _check_output_size(name: str, module: Any, args: Any, kwargs: Any) -> None:
    """Complain of an impossible ``output_size=`` before torch does, and name what is possible."""
    if type(module).forward not in [kind.forward for kind in kinds()]:
        return  # Its own code may mean something else by it.
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
