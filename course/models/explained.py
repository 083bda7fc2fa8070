"""Shows a reader's model: its transposed layers, and a size that does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language import tr
from ..layer import IllegalLayer
from .calls import Calls
from .channel_pair import Pair
from .explained_layer import OTHERS, ExplainedLayer
from .forward import Pass, forward_pass
from .inputs import inputs_for
from .misfit import Misfit
from .misfits import misfits_of, misfits_of_skips
from .modules import axes_of, check_model, check_opaque, per_axis, refuse_none, transposed
from .tables import escaped, html_table, preformatted, text_table
from .untouched import untouched


@dataclass(frozen=True, eq=False)
class Explained:
    """What ``explain`` found: layers, in the order of their calls, and the sizes that misfit."""

    layers: tuple[ExplainedLayer, ...]
    misfits: tuple[Misfit, ...]
    missing: tuple[str, ...] = ()

    @property
    def misfit(self) -> Misfit | None:
        """The first one, or None."""
        return self.misfits[0] if self.misfits else None

    def pair(self, i: int, o: int, layer: int = 0) -> Pair:
        """The kernel from input channel i to output channel o of one of the layers."""
        if not -len(self.layers) <= layer < len(self.layers):
            count = len(self.layers)
            rule = tr("the forward pass called {count} transposed layers", count=count)
            raise IllegalLayer("layer", layer, rule, count - 1 if count else None)
        return self.layers[layer].pair(i, o)

    def __repr__(self) -> str:
        parts = self._misfits
        if len(self.layers) > 1:
            parts.append("\n".join(text_table(*self._table)))
        parts += map(repr, self.layers)
        parts += [self._not_reached] if self.missing else []
        return "\n\n".join(parts)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = "".join(map(preformatted, self._misfits))
        if len(self.layers) > 1:
            html += html_table(*self._table)
        # Pictures of wide kernels weigh some 40 kB each.
        alone = len(self.layers) == 1
        html += "".join(layer.html(OTHERS if alone else 1, alone) for layer in self.layers)
        html += f"<p>{escaped(self._not_reached)}</p>" if self.missing else ""
        return {"text/html": f"<div>{html}</div>", "text/plain": repr(self)}

    @property
    def _table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        # Translators: three heads of a table of layers, with rows as in
        # "up1  8 → 16  3 of 12 pairs": {uneven} pairs of channels make a checkerboard.
        head = (".layers", tr("name"), tr("sizes"), tr("checkerboard"))
        return head, [
            (
                f"[{n}]",
                layer.name,
                f"{per_axis(layer.sizes)} → {per_axis(layer.made)}",
                tr(
                    "{uneven} of {count} pairs",
                    uneven=int((~layer.flat).sum()),
                    count=layer.flat.size,
                ),
            )
            for n, layer in enumerate(self.layers)
        ]

    @property
    def _misfits(self) -> list[str]:
        """The first one in full, and of each other the best mend."""
        return [one.short if n else str(one) for n, one in enumerate(self.misfits)]

    @property
    def _not_reached(self) -> str:
        # Translators: the layers that the forward pass did not call.
        return tr("Not reached: {names}.", names=", ".join(self.missing))


def explain(layer: Any, input_size: Any, *, skips: Sequence[Any] | None = None) -> Explained:
    """Explain the transposed convolutions of a torch layer or model with its own numbers.

    layer: a ConvTranspose1d or ConvTranspose2d, or a model that holds some. input_size: the length
    of a 1-D input, a pair (height, width), a full shape such as (1, channels, length), an example
    tensor, or a tuple of tensors for a model that takes several. skips: for each transposed layer
    in the order of their calls the size wanted of it, or None.

    The model runs once, without gradients and in evaluation mode; it is left as it was. For each
    transposed layer you get its size formula, the sums of every stride-th tap (a constant input
    makes a checkerboard unless they are equal) and a picture of its weights.

    Where sizes clash in the forward pass, or miss ``skips``, you get which layer made each of them,
    and what mends it, the best first. For that the model, or a copy of it, runs up to ten times
    more: once it goes on after each clash, with the layer's output cut or filled with zeros to the
    size that is wanted, and then at other input sizes.

    Raises IllegalLayer (a ValueError) as the layer's call would, ValueError for a model that has no
    transposed convolution or stops for another reason, and TypeError for what is no model.
    """
    check_model(layer)
    calls = Calls()
    with untouched(layer):
        modules = transposed(layer)
        check_opaque(layer)
        # All are judged before any runs, so that a complaint comes with its mend.
        axes = [axes_of(module, name) for name, module in modules.items()]
        if modules:
            inputs = inputs_for(layer, len(axes[0]), input_size)
            done = forward_pass(layer, modules, inputs, calls, len(axes[0]))
        else:
            inputs, done = _functions_only(layer, input_size, calls)
    if done.clash:
        done, misfits = misfits_of(layer, modules, inputs, done, done.clash, calls.failed)
    else:
        misfits = ()
        if skips is not None:
            misfits = misfits_of_skips(layer, modules, inputs, skips, done.calls)
    called = [call.name for call in done.calls]
    return Explained(
        tuple(
            ExplainedLayer(_named(call.name, called[:n].count(call.name)), call)
            for n, call in enumerate(done.calls)
        ),
        misfits,
        tuple(name for name in modules if name not in called),
    )


def _functions_only(model: Any, input_size: Any, calls: Calls) -> tuple[Any, Pass]:
    """The pass of a model that has no transposed layer, and may call torch's functions."""
    whole = input_size if isinstance(input_size, Sequence) else [input_size]
    # What is no size alone was meant for this model, and so torch's own complaint helps more.
    alone = len(whole) < 3 and not any(getattr(one, "ndim", 0) for one in whole)
    try:
        inputs = inputs_for(model, min(len(whole), 2), input_size)
        done = forward_pass(model, {}, inputs, calls)
    except (TypeError, ValueError):
        if alone and not calls.made:
            refuse_none(model, ran=False)
        raise
    if not done.calls:
        refuse_none(model)
    return inputs, done


def _named(name: str, earlier: int) -> str:
    name = name or tr("the layer")
    # Translators: the name of a layer that a model calls several times.
    return tr("{name} (call {count})", name=name, count=earlier + 1) if earlier else name
