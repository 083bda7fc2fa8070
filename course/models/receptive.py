"""Follows which inputs of a model each place of a tensor sees, along each of the last axes.

A place's span reaches from the first input that it sees to the last, also over those between them
that it skips, as with dilation. All channels and all of a batch count as one. What is not known to
keep to its places, as attention, makes it unknown; a norm of all places does as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..extras import needed
from .clash import CAT, tensors_in
from .spans import FIRST, Span, joined_spans, none_seen, of_places, of_stamps, of_window

ONE_BY_ONE = frozenset(
    [
        *(f"{way}{name}" for name in ("add", "sub", "mul", "truediv") for way in ("", "r", "i")),
        *("div", "pow", "lerp", "where", "maximum", "minimum", "addcmul", "addcdiv"),
        *("clone", "detach", "contiguous", "to", "type", "float", "double", "half", "bfloat16"),
        *("cpu", "cuda", "requires_grad", "dropout", "dropout1d", "dropout2d", "dropout3d"),
        *("relu", "relu6", "leaky_relu", "rrelu", "prelu", "elu", "selu", "celu", "gelu", "silu"),
        *("mish", "tanh", "sigmoid", "hardtanh", "hardsigmoid", "hardswish", "softplus", "logit"),
        *("softsign", "logsigmoid", "log_sigmoid", "tanhshrink", "hardshrink", "softshrink"),
        *("threshold", "clamp", "clip", "clamp_min", "clamp_max", "neg", "abs", "exp", "log"),
        *("sin", "cos", "sqrt", "rsqrt", "square", "reciprocal", "nan_to_num", "alpha_dropout"),
    ]
)
# What takes whole places to other places, or leaves them out.
MOVES = frozenset(
    [
        *("getitem", "narrow", "pad", "constant_pad_nd", "flip", "roll", "chunk", "split"),
        *("tensor_split", "index_select", "interpolate"),
    ]
)
# What mixes along one axis, which may be that of the channels.
ALONG = frozenset(["softmax", "log_softmax", "glu"])


@dataclass(frozen=True, eq=False)
class Field:
    """What the places of a tensor see, along each axis; what made it unknown, or "" if known."""

    spans: tuple[Span, ...] = ()
    unknown: str = ""

    @property
    def most(self) -> tuple[int, ...] | None:
        """The most inputs that one place sees, along each axis."""
        if self.unknown:
            return None
        return tuple(
            max(0, int((span.last - span.first).max(initial=-1)) + 1) for span in self.spans
        )


# Where no input of the model has places, and where nothing is known of what it returns.
NO_INPUT, NO_OUTPUT = Field(unknown="input"), Field(unknown="output")


class Fields:
    """The fields of all tensors seen in a pass. Those of constants are None."""

    def __init__(self, constants: Sequence[Any], inputs: Sequence[Any], axes: int) -> None:
        self.axes = axes
        self.of = needed("torch.utils.weak").WeakTensorKeyDictionary()
        for tensor in constants:
            self.of[tensor] = None
        placed = [one for one in inputs if one.ndim in (axes + 1, axes + 2)]
        for tensor in inputs:
            if tensor.is_floating_point() and tensor is (placed or [None])[0] and len(placed) == 1:
                sizes = tensor.shape[-axes:]
                self.of[tensor] = Field(tuple(Span(np.arange(n), np.arange(n)) for n in sizes))
            else:
                # One number for each example, as a time step, has no places.
                alone = tensor.ndim <= 1 and bool(placed)
                self.of[tensor] = None if alone else NO_INPUT

    def follow(self, name: str, function: Any, args: Any, kwargs: Any, made: Any) -> None:
        """Note what a function's outputs see."""
        tensor = needed("torch").Tensor
        given = list(tensors_in((args, kwargs), tensor))
        results = list(tensors_in(made, tensor))
        fields = [self.of.get(one, Field(unknown=name)) for one in given]
        known = [one for one in fields if one]
        if name == "setitem" or ("out" in kwargs and known):
            self._written(given[:1] + results, name)
            return
        if not known:
            for result in results:
                self.of[result] = None
            return
        lost = next((one for one in known if one.unknown), None)
        found: list[Field] = [lost] * len(results) if lost else []
        if not lost:
            try:
                found = list(self._fields(name, function, args, kwargs, results))
            except (RuntimeError, TypeError, ValueError, IndexError, KeyError):
                found = []
        if len(found) != len(results):
            found = [Field(unknown=name)] * len(results)
        old = [one for one in results if one in self.of]
        if len(known) > 1 and old:
            # Written in place: views of the same memory have changed with it.
            self._written(old, name)
        for result, field in zip(results, found, strict=True):
            self.of[result] = field

    def whole(self, output: Any) -> Field:
        """What a model's output sees, all of its tensors together."""
        tensors = list(tensors_in(output, needed("torch").Tensor))
        fields = [self.of.get(one, NO_OUTPUT) for one in tensors]
        found = [one for one in fields if one]
        lost = next((one for one in found if one.unknown), None)
        if lost or not found:
            return lost or NO_OUTPUT
        spans = [
            Span(*(np.concatenate(ends) for ends in zip(*(one.ends for one in along), strict=True)))
            for along in zip(*(one.spans for one in found), strict=True)
        ]
        return Field(tuple(spans))

    def _written(self, tensors: Sequence[Any], name: str) -> None:
        places = {one.untyped_storage().data_ptr() for one in tensors}
        for one in list(self.of):
            if one.untyped_storage().data_ptr() in places:
                self.of[one] = Field(unknown=name)

    def _fields(
        self, name: str, function: Callable[..., Any], args: Any, kwargs: Any, results: list[Any]
    ) -> Iterator[Field]:
        """The fields of the results, none where they are unknown. All operands' are known."""
        axes = self.axes
        first = args[0] if args else kwargs.get("input")
        field = self._at(first)
        if name in CAT:
            yield self._cat(first, kwargs.get("dim", args[1] if len(args) > 1 else 0))
        elif name in ONE_BY_ONE or self._is_even(name, args, kwargs, first):
            given = list(tensors_in((args, kwargs), needed("torch").Tensor))
            spans = [one.spans for one in map(self._at, given) if one]
            for result in results:
                yield Field(
                    tuple(
                        joined_spans(along, size)
                        for along, size in zip(
                            zip(*spans, strict=True), result.shape[-axes:], strict=True
                        )
                    )
                )
        elif field is None:
            return
        elif name in MOVES:
            if name != "interpolate" or "nearest" in _mode(args, kwargs):
                yield from of_moved(function, args, kwargs, first, field, axes)
        elif (rule := of_window(name, axes, args, kwargs)) or (
            rule := of_stamps(name, axes, args, kwargs)
        ):
            weight = args[1] if len(args) > 1 else kwargs.get("weight")
            if isinstance(weight, needed("torch").Tensor) and self.of.get(weight, field):
                return
            sizes = results[0].shape[-axes:]
            made = Field(tuple(map(rule, field.spans, range(axes), sizes)))
            yield from [made] * len(results)

    def _at(self, operand: Any) -> Field | None:
        tensor = isinstance(operand, needed("torch").Tensor)
        found: Field | None = self.of.get(operand) if tensor else None
        return found

    def _is_even(self, name: str, args: Any, kwargs: Any, first: Any) -> bool:
        """Whether it treats each place by itself, by what it is given."""
        if name == "batch_norm":
            return not kwargs.get("training", args[5] if len(args) > 5 else False)
        dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
        if name not in ALONG or dim is None:
            return False
        return bool(dim % first.ndim < first.ndim - self.axes)

    def _cat(self, operands: Any, dim: int) -> Field:
        rank = operands[0].ndim
        at = dim % rank - rank + self.axes
        each = []
        for one in operands:
            field = self._at(one)
            each.append(field.spans if field else tuple(map(none_seen, one.shape[-self.axes :])))
        spans = []
        for axis, along in enumerate(zip(*each, strict=True)):
            if axis == at:
                spans.append(
                    Span(
                        *(
                            np.concatenate(ends)
                            for ends in zip(*(s.ends for s in along), strict=True)
                        )
                    )
                )
            else:
                spans.append(joined_spans(along, len(along[0].first)))
        return Field(tuple(spans))


def of_moved(
    function: Any, args: Any, kwargs: Any, first: Any, field: Field, axes: int
) -> Iterator[Field]:
    """The fields of what takes places elsewhere, read off the places themselves."""
    torch = needed("torch")
    each: list[list[Span]] = []
    for axis in range(-axes, 0):
        size = first.shape[axis]
        places = torch.arange(FIRST, FIRST + size, dtype=torch.float64)
        places = places.reshape(-1, *[1] * (-axis - 1)).expand(first.shape)
        made = function(
            *(places if one is first else one for one in args),
            **{key: places if one is first else one for key, one in kwargs.items()},
        )
        results = list(tensors_in(made, torch.Tensor))
        each.append([])
        for result in results:
            if result.ndim != first.ndim or not result.numel():
                return
            rows = result.movedim(axis, -1).flatten(0, -2).numpy()
            each[-1].append(of_places(rows, field.spans[axis]))
    yield from (Field(tuple(spans)) for spans in zip(*each, strict=True))


def _mode(args: Any, kwargs: Any) -> str:
    return str(kwargs.get("mode", args[3] if len(args) > 3 else "nearest"))
