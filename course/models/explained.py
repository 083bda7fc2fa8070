"""Shows a reader's model: its transposed layers, and a size that does not fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from ..language import listed, refused, sentences, tr
from ..layer import IllegalLayer, whole
from .calls import Calls
from .channel_pair import Pair
from .explained_layer import ExplainedLayer
from .forward import forward_pass
from .inputs import inputs_for, is_size
from .misfit import Misfit, misfit_of_clash, misfit_of_skips
from .modules import axes_of, check_model, check_opaque, refuse_none, transposed
from .overview import Overview, wanted_of
from .untouched import untouched


@dataclass(frozen=True, eq=False)
class Explained(Mapping[str, ExplainedLayer]):
    """What ``explain`` found: layers, in the order of their calls, and a misfit or None.

    ``explained["decoder.up1"]`` is a layer by its name; one that is called several times has the
    names "up", "up (call 2)" and so on, as the table shows them. A long answer shows the table and
    one layer; ``full`` is all of it as text, and ``misfitting`` and ``uneven`` are answers with
    these layers alone.

    missing: the names of the layers that were not called. stopped: where the model's own code
    stopped, and what it said, in a sentence; "" where it did not.
    """

    layers: tuple[ExplainedLayer, ...]
    misfit: Misfit | None
    missing: tuple[str, ...] = ()
    stopped: str = ""

    def pair(self, i: int, o: int, layer: int = 0) -> Pair:
        """The kernel from input channel i to output channel o of one of the layers."""
        layer = whole("layer", layer)
        if not -len(self.layers) <= layer < len(self.layers):
            count = len(self.layers)
            rule = tr("the forward pass called {count} transposed layers", count=count)
            raise IllegalLayer("layer", layer, rule, count - 1 if count else None)
        return self.layers[layer].pair(i, o)

    def __getitem__(self, name: str) -> ExplainedLayer:
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise NoSuchLayer(name, [layer.name for layer in self.layers], self.missing)

    def __iter__(self) -> Iterator[str]:
        return (layer.name for layer in self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    @property
    def misfitting(self) -> "Explained":
        """The layers alone that made a size which is not the one wanted."""
        return self._only(lambda layer: bool(wanted_of(layer, self._misfits)))

    @property
    def uneven(self) -> "Explained":
        """The layers alone that make a slight or strong checkerboard of a constant input."""
        return self._only(lambda layer: layer.unevenness.strength != "none")

    def _only(self, wanted: Callable[[ExplainedLayer], bool]) -> "Explained":
        return replace(self, layers=tuple(filter(wanted, self.layers)), missing=())

    @property
    def full(self) -> str:
        """All layers as text; print this where the answer leaves some out."""
        return self._overview.full

    def __repr__(self) -> str:
        return self._overview.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._overview.html(), "text/plain": repr(self)}

    @property
    def _headlines(self) -> list[str]:
        return [self.stopped] * bool(self.stopped) + list(map(str, self._misfits))

    @property
    def _misfits(self) -> tuple[Misfit, ...]:
        return (self.misfit,) if self.misfit else ()

    @property
    def _overview(self) -> Overview:
        return Overview(self._headlines, self.layers, self._misfits, self.missing)


class NoSuchLayer(KeyError):
    """A name that is none of a layer that ran; the message names the nearest ones."""

    def __init__(self, name: str, names: Sequence[str], missing: Sequence[str]) -> None:
        if name in missing:
            rule, near = tr("the forward pass did not reach it"), []
        else:
            rule = tr("it is no transposed layer of the forward pass")
            near = get_close_matches(str(name), names, 3, 0) if names else []
        named = refused("name", repr(name), rule)
        # Translators: {names} are names of layers.
        nearest = tr("The nearest names are {names}.", names=listed(map(repr, near)))
        super().__init__(sentences([named, nearest if near else ""]))

    def __str__(self) -> str:
        # A KeyError shows its message in quotes.
        return str(self.args[0])


def explain(
    layer: Any,
    input_size: Any,
    *,
    skips: Sequence[Any] | None = None,
    kwargs: Mapping[str, Any] | None = None,
    method: str = "forward",
) -> Explained:
    """Explain the transposed convolutions of a torch layer or model with its own numbers.

    layer: a ConvTranspose1d, 2d or 3d, or a model that holds some. input_size: the length of a 1-D
    input, a pair (height, width), three numbers (depth, height, width), a full shape such as
    (1, channels, length), or an example: a tensor or NumPy array, a tuple for a model that takes
    several, a dict for one that takes them by name, or a list where that is what it takes. kwargs:
    more arguments by name. method: what to run in place of forward, as "decode" or
    "decoder.sample". skips: for each transposed layer in the order of their calls the size wanted
    of it, or None.

    The model runs once, without gradients and in evaluation mode; it is left as it was. For each
    transposed layer you get its size formula, the sums of every stride-th tap (a constant input
    makes a checkerboard unless they are equal) and a picture of its weights. Where two sizes clash
    in the forward pass, or miss ``skips``, you get which layer made the one, and which single
    changes mend it. Where the model stops for another reason ``stopped`` tells it, and you get the
    layers that were called before.

    Raises IllegalLayer (a ValueError) as the layer's call would, ValueError for a model that has no
    transposed convolution or stops before it calls one, and TypeError for what is no model.
    """
    check_model(layer)
    with untouched(layer) as copies:
        modules = transposed(layer)
        check_opaque(layer)
        # All are judged before any runs, so that a complaint comes with its mend.
        each = [len(axes_of(module, name)) for name, module in modules.items()]
        whole = input_size if isinstance(input_size, Sequence) else [input_size]
        axes = each[0] if each else len(whole) if len(whole) < 3 else 1
        calls = Calls(copies)
        try:
            given = inputs_for(layer, axes, input_size, kwargs)
            done = forward_pass(layer, modules, given, calls, axes, method)
        except (TypeError, ValueError):
            # What is no size alone was meant for this model, and so its own complaint helps more.
            if not modules and is_size(input_size) and len(whole) < 3 and not calls.made:
                refuse_none(layer, ran=False)
            raise
        if not (modules or done.calls):
            refuse_none(layer)
    if done.clash:
        misfit: Misfit | None = misfit_of_clash(done.clash, done.calls)
    else:
        wanted = None if done.stopped else skips
        misfit = None if wanted is None else misfit_of_skips(wanted, done.calls)
    called = [call.name for call in done.calls]
    return Explained(
        tuple(
            ExplainedLayer(_named(call.name, called[:n].count(call.name)), call)
            for n, call in enumerate(done.calls)
        ),
        misfit,
        tuple(name or tr("the layer") for name in modules if name not in called),
        done.stopped,
    )


def _named(name: str, earlier: int) -> str:
    name = name or tr("the layer")
    # Translators: the name of a layer that a model calls several times.
    return tr("{name} (call {count})", name=name, count=earlier + 1) if earlier else name
