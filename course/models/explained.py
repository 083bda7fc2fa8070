"""Shows a reader's model: its transposed convolutions, and a size that does not fit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from ..language import listed, refused, sentences, tr
from ..layer import IllegalLayer, whole
from .calls import Calls
from .channel_pair import Pair
from .costs import told_bytes, told_field, told_products
from .explained_layer import ExplainedLayer
from .forward import Run
from .inputs import inputs_for, is_size
from .misfit import Misfit
from .misfits import misfits_of, misfits_of_skips
from .modules import axes_of, check_model, check_opaque, refuse_none, transposed
from .overview import Overview, wanted_of
from .receptive import NO_OUTPUT, Field
from .tables import labelled
from .untouched import untouched


@dataclass(frozen=True, eq=False)
class Explained(Mapping[str, ExplainedLayer]):
    """What ``explain`` found: layers, in the order of their calls, and the sizes that misfit.

    ``explained["decoder.up1"]`` is the layer of that name. The calls of one layer are named "up",
    "up (call 2)" and so on, as in the table. A long answer shows the table and one layer; ``full``
    is all of it as text. ``misfitting`` and ``uneven`` hold only the layers with that fault.

    missing: the names of the layers that were not called. stopped: a sentence that says where the
    model's own code stopped, and with which error; "" if it ran to its end.

    products, weight_bytes and output_bytes: the sums over the layers, where a weight that several
    calls share counts once, and all outputs count as held together. receptive_field: of the model's
    output, None if unknown.
    """

    layers: tuple[ExplainedLayer, ...]
    misfits: tuple[Misfit, ...]
    missing: tuple[str, ...] = ()
    stopped: str = ""
    sees: Field = NO_OUTPUT

    @property
    def products(self) -> int:
        return sum(layer.products for layer in self.layers)

    @property
    def weight_bytes(self) -> int:
        return sum({id(one.call.held.own): one.weight_bytes for one in self.layers}.values())

    @property
    def output_bytes(self) -> int:
        return sum(layer.output_bytes for layer in self.layers)

    @property
    def receptive_field(self) -> tuple[int, ...] | None:
        return self.sees.most

    @property
    def misfit(self) -> Misfit | None:
        """The first one, or None."""
        return self.misfits[0] if self.misfits else None

    def pair(self, i: int, o: int, layer: int = 0) -> Pair:
        """The kernel from input channel i to output channel o of one of the layers."""
        layer = whole("layer", layer)
        if not -len(self.layers) <= layer < len(self.layers):
            count = len(self.layers)
            rule = tr("the number of transposed convolutions called is {count}", count=count)
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
        """Only the layers whose output size is not the one wanted."""
        return self._only(lambda layer: bool(wanted_of(layer, self.misfits)))

    @property
    def uneven(self) -> "Explained":
        """Only the layers that make a slight or strong checkerboard of a constant input."""
        return self._only(lambda layer: layer.unevenness.strength != "none")

    def _only(self, wanted: Callable[[ExplainedLayer], bool]) -> "Explained":
        return replace(self, layers=tuple(filter(wanted, self.layers)), missing=())

    @property
    def full(self) -> str:
        """All layers as text, also those that the short answer leaves out."""
        return self._overview.full

    def __repr__(self) -> str:
        return self._overview.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._overview.html(), "text/plain": repr(self)}

    @property
    def _overview(self) -> Overview:
        told = [one.short if n else str(one) for n, one in enumerate(self.misfits)]
        headlines = [self.stopped, *told] if self.stopped else told
        whole = self._whole
        return Overview(headlines, self.layers, self.misfits, self.missing, whole)

    @property
    def _whole(self) -> str:
        """What all layers cost; of a single one only what it does not say itself."""
        if not self.layers:
            return ""
        field = (tr("receptive field"), told_field(self.sees))
        if len(self.layers) == 1:
            cut_short = self.misfits or self.stopped
            alone = cut_short or self.sees.most == self.layers[0].receptive_field
            # Translators: above its receptive field.
            return "" if alone else "\n".join([tr("The model's output:"), *labelled([field])])
        rows = [
            (tr("products"), told_products(self.products)),
            (tr("bytes"), told_bytes(self.weight_bytes, self.output_bytes)),
            field,
        ]
        # Translators: above what all layers of a table cost, and the output's receptive field.
        return "\n".join([tr("All of these layers, and the model's output:"), *labelled(rows)])


class NoSuchLayer(KeyError):
    """A name that no layer called in the forward pass has; the message names the nearest."""

    def __init__(self, name: str, names: Sequence[str], missing: Sequence[str]) -> None:
        if name in missing:
            rule, near = tr("the forward pass did not reach it"), []
        else:
            rule = tr("no transposed convolution of that name was called")
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

    layer: a ConvTranspose1d, 2d or 3d, or a model that contains some.

    input_size: a length, a pair (height, width) or three numbers (depth, height, width); a full
    shape such as (1, channels, length); or example inputs: a tensor or NumPy array, a tuple of
    several, a dict of inputs by name, or a list if the model takes a list.

    skips: the output size wanted from each transposed convolution, in the order of their calls;
    None where any size will do.

    kwargs: more arguments by name. method: the method to run instead of forward, such as "decode"
    or "decoder.sample".

    The model runs once, without gradients and in evaluation mode, and is left as it was. For each
    transposed convolution you get its size formula, its phase sums (the sums of every stride-th
    tap: unless they are equal, a constant input becomes a checkerboard), the products that it
    makes, its bytes, its receptive field and a picture of its weights. Where the model stops for
    another reason than its sizes, ``stopped`` says which, and you get the layers called before
    that.

    Where sizes clash in the forward pass, or are not those in ``skips``, you get the layer that
    made each of them, and what mends it, the best first. For that the model, or a copy of it, runs
    up to ten times more: once to go on after each clash, with the layer's output cut or filled with
    zeros to the size that is wanted, and then at other input sizes.

    Raises IllegalLayer (a ValueError) for parameters that the layer's call would refuse, ValueError
    for a model that has no transposed convolution or stops before calling one, and TypeError if
    ``layer`` is not a torch model.
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
            run = Run(layer, modules, given, axes, method)
            run.watch(calls)
        except (TypeError, ValueError):
            # Unless a bare size was given, the model's own complaint helps more.
            if not modules and is_size(input_size) and len(whole) < 3 and not calls.made:
                refuse_none(layer, ran=False)
            raise
        if not (modules or calls.made):
            refuse_none(layer)
    done = calls
    misfits: tuple[Misfit, ...] = ()
    if calls.clash:
        done, misfits = misfits_of(run, calls, calls.clash)
    elif skips is not None and not calls.stopped:
        misfits = misfits_of_skips(run, skips, calls.made)
    called = [call.name for call in done.made]
    return Explained(
        tuple(
            ExplainedLayer(_named(call.name, called[:n].count(call.name)), call)
            for n, call in enumerate(done.made)
        ),
        misfits,
        tuple(name or tr("the layer") for name in modules if name not in called),
        calls.stopped,
        calls.sees,
    )


def _named(name: str, earlier: int) -> str:
    name = name or tr("the layer")
    # Translators: the name of a layer that a model calls several times.
    return tr("{name} (call {count})", name=name, count=earlier + 1) if earlier else name
