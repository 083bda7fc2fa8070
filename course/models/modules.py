"""Finds the transposed convolutions in a torch model, and the Layer of each along an axis."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from ..axes import along, layers_of, one_or_each
from ..extras import needed
from ..language import refused, sentences, tr
from ..layer import FIELDS, IllegalLayer, Layer


def transposed(model: Any) -> dict[str, Any]:
    """The ConvTranspose1d, 2d and 3d layers of a torch model by name, in its own order.

    A layer itself has the name ""; a model may have none. Raises TypeError if the model is not
    a torch.nn.Module, and ValueError for a layer whose weights are not real numbers, or whose
    padding_mode is not "zeros".
    """
    check_model(model)
    found = {}
    for name, module in model.named_modules():
        if isinstance(module, kinds()):
            _check(_told(name, module), module)
            found[name] = module
    return found


def kinds() -> tuple[Any, ...]:
    """Torch's transposed layers, by the number of their axes."""
    nn = needed("torch.nn")
    return nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d


def is_lazy(module: Any) -> bool:
    """Whether a module has weights that are made at its first call."""
    mixin = needed("torch.nn").modules.lazy.LazyModuleMixin
    return isinstance(module, mixin) and module.has_uninitialized_params()


def refuse_lazy(name: str, module: Any) -> NoReturn:
    """Complain of a call that would make a module's weights."""
    rule = tr("its weights are made at its first call. Run one batch through the model first")
    raise ValueError(refused("layer", _told(name, module), rule))


def check_model(model: Any) -> None:
    """Raise TypeError if the model is not a torch.nn.Module."""
    if not isinstance(model, needed("torch.nn").Module):
        rule = tr(
            "it must be a torch.nn.ConvTranspose1d, ConvTranspose2d or ConvTranspose3d, or a model "
            "that contains one"
        )
        raise TypeError(refused("layer", _short(model), rule))


def is_opaque(module: Any) -> bool:
    """Whether a module is scripted, traced or quantized, so that its layers can't be seen."""
    scripted = isinstance(module, needed("torch.jit").ScriptModule)
    return scripted or "quantized" in type(module).__module__.split(".")


def check_opaque(model: Any, none_seen: bool = False) -> None:
    """Complain of transposed convolutions that can't be seen, and name what to do instead.

    none_seen: no other layer was found, so that any opaque part may contain some.
    """
    for name, module in model.named_modules():
        if is_opaque(module):
            kind = getattr(module, "original_name", type(module).__name__)
            if none_seen or kind.startswith(("ConvTranspose", "LazyConvTranspose")):
                rule = tr(
                    "it is scripted, traced or quantized, so its layers can't be seen. Give the "
                    "model from before that, with the same weights"
                )
                raise ValueError(refused("layer", f"{kind}{f' {name!r}' if name else ''}", rule))


def refuse_none(model: Any, ran: bool = True) -> NoReturn:
    """Complain of a model without any transposed convolution.

    ran: whether its forward pass ran, and would have shown what its code calls.
    """
    check_opaque(model, none_seen=True)
    kind = type(model).__name__
    works = f"ConvTranspose{kind[-2:] if kind.endswith(('2d', '3d')) else '1d'}"
    rule = tr(
        "it must be a transposed convolution, or contain one. The nearest layer that works is "
        "{nearest}",
        nearest=works,
    )
    parts = [refused("layer", kind, rule)]
    if not ran and any(not type(one).__module__.startswith("torch.") for one in model.modules()):
        parts.append(
            tr(
                "If its code calls a function such as conv_transpose1d instead, give a full shape "
                "or an example tensor as input_size."
            )
        )
    raise ValueError(sentences(parts))


def axes_of(module: Any, name: str = "") -> tuple[Layer, ...]:
    """The layer's parameters along each of its axes, from the first to the last.

    Raises as ``Layer`` does for what torch's constructor accepts and its call refuses.
    """
    values = [_joined(getattr(module, number)) for number in FIELDS[1:]]
    # The weight counts at the call, whatever kernel_size says of it, if it is there already.
    weight = None if is_lazy(module) else getattr(module, "weight", None)
    kernel = module.kernel_size if weight is None else weight.shape[2:]
    with in_layer(name):
        return layers_of(tuple(kernel), tuple(values))


@contextmanager
def in_layer(name: str) -> Iterator[None]:
    """Within, a complaint says in which layer, if it has a name."""
    try:
        yield
    except IllegalLayer as error:
        if not name:
            raise
        # Translators: {rule} is a rule that a parameter breaks, as in "it must be at least 1".
        rule = tr("{rule} (in layer {name})", rule=error.rule, name=repr(name))
        raise IllegalLayer(error.parameter, error.value, rule, error.nearest, error.torch) from None


def written(
    channels: Sequence[int], axes: tuple[Layer, ...], groups: int = 1, bias: bool = True
) -> str:
    """The layer as code, with what differs from torch's defaults.

    >>> written((4, 2), (Layer(4, stride=2, padding=1),))
    'ConvTranspose1d(4, 2, kernel_size=4, stride=2, padding=1)'
    """
    parts = list(map(str, channels))
    for name in FIELDS:
        values = along(axes, name)
        if name == "kernel_size" or set(values) != {getattr(Layer(1), name)}:
            parts.append(f"{name}={one_or_each(values)}")
    parts += [f"groups={groups}"] if groups != 1 else []
    parts += [] if bias else ["bias=False"]
    return f"ConvTranspose{len(axes)}d({', '.join(parts)})"


def _check(kind: str, module: Any) -> None:
    if module.padding_mode != "zeros":
        rule = tr("torch allows only one for {layer}", layer=kind)
        raise ValueError(refused("padding_mode", repr(module.padding_mode), rule, "'zeros'"))
    # A weight that is made in the forward pass is judged at the call.
    if getattr(module, "weight", None) is not None:
        check_weight(kind, module.weight)


def check_weight(kind: str, weight: Any) -> None:
    """Complain of a weight without real numbers; kind: the layer that it belongs to."""
    if weight.is_meta:
        raise ValueError(
            tr(
                "weight on the meta device in {layer} is not possible: it has no numbers. Load "
                "some, as with to_empty() and load_state_dict().",
                layer=kind,
            )
        )
    if weight.is_complex():
        raise ValueError(
            tr(
                "weight of complex numbers in {layer} is not possible: its numbers must be real.",
                layer=kind,
            )
        )


def _told(name: str, module: Any) -> str:
    return f"{type(module).__name__}{f' {name!r}' if name else ''}"


def _joined(value: Any) -> Any:
    """The parameter as it was written: torch takes the word "same" for four axes."""
    spelt = isinstance(value, tuple) and all(isinstance(letter, str) for letter in value)
    return "".join(value) if spelt else value


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
