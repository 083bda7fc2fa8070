"""Follows one forward pass: the call of each transposed layer, and where the pass stops."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from operator import attrgetter
from typing import Any

from ..extras import needed
from ..language import N_, joined, refused, sentences, tr
from .calls import Call, Calls
from .clash import Clash, Shape, tensors_in
from .inputs import Arguments, check_arguments
from .modules import axes_of, in_layer, is_lazy, is_opaque, kinds, refuse_lazy
from .receptive import Fields
from .stop import stop
from .untouched import untouched
from .watch import watching

# By the axis that is the reason, counted from the first one of a size.
NO_SIZES = {
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    -1: N_("The channels clash, not the sizes: {operation} meets {shapes}."),
    -2: N_("The batches clash, not the sizes: {operation} meets {shapes}."),
}


@dataclass(frozen=True, eq=False)
class Run:
    """A model and what it is run with.

    modules: its transposed layers, by name; axes: how many the first of them has; method: of the
    model, or of a part of it, to run.
    """

    model: Any
    modules: Mapping[str, Any]
    given: Arguments
    axes: int
    method: str

    def watch(self, calls: Calls) -> None:
        """Run it once; calls gets what is called, also where the pass fails, and what ended it.

        Raises ValueError if it stops before any call for another reason than two sizes that clash.
        """
        model, given = self.model, self.given
        code = self._begun(calls)
        constants = (*model.parameters(), *model.buffers())
        fields = Fields(constants, tuple(given.tensors), self.axes)
        seen = watching(calls, (*constants, *given.tensors), fields)
        own = {id(module) for module in self.modules.values()}
        with ExitStack() as stack:
            for name, module in model.named_modules():
                if not is_opaque(module):
                    layer = id(module) in own
                    # A whole model may call torch's function itself; a lone layer has no name.
                    shown = name or ("" if layer else type(model).__name__)
                    stack.enter_context(_running(shown, module, layer, calls, seen))
            stack.enter_context(seen)
            try:
                calls.sees = fields.whole(code(*given.positional, **given.keywords))
            except Exception as error:
                if error is calls.refusal:
                    raise
                clash = seen.ended(error)
                last = _axes(clash, calls, self.axes)
                if clash and clash.of_sizes(last):
                    calls.clash = clash
                    return
                said = (*_no_sizes(clash, last), stop(error, model, given.tensors))
                calls.stopped = sentences(said)
                if not calls.made:
                    raise ValueError(calls.stopped) from error

    def again(self, calls: Calls) -> bool:
        """Run it once more, and leave it as it was; whether it ran to its end without a clash.

        What else a model complains of behind a size that is not its own is no fault of the sizes.
        """
        with suppress(Exception), untouched(self.model) as copies:
            calls.copies = copies
            self.watch(calls)
            clashes = [calls.clash, *(one.clash for one in calls.met.values())]
            return not calls.stopped and not any(clashes)
        return False

    def in_sequential(self, name: str) -> bool | None:
        """Whether an nn.Sequential calls the layer of that name; None where there is none."""
        if name not in self.modules:
            return None
        parent = self.model.get_submodule(name.rpartition(".")[0])
        return bool(name) and isinstance(parent, needed("torch.nn").Sequential)

    def _begun(self, calls: Calls) -> Callable[..., Any]:
        """What runs. Its module runs from now on: no hook sees a call of another method."""
        path, _, last = str(self.method).rpartition(".")
        owner = self.model
        try:
            owner = attrgetter(path)(owner) if path else owner
            code = getattr(owner, last)
        except AttributeError:
            code = None
        kind = type(owner).__name__
        if not callable(code):
            rule = tr("{model} has no method of that name", model=kind)
            near = _nearest(self.model, owner, path, last)
            raise ValueError(refused("method", repr(self.method), rule, near))
        check_arguments(code, tr("{method} of {model}", method=last, model=kind), self.given)
        if last == "forward":
            return owner  # type: ignore[no-any-return]
        calls.running.append(path or kind)
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
        with in_layer(name):
            for layer, size, wanted in sizes:
                layer.output_padding_for(size, wanted)
