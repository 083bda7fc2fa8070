"""Shows one transposed layer: its size, phase sums and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import islice, product
from math import prod
from typing import Any

import numpy as np

from ..language import N_, tr
from ..layer import IllegalLayer, Layer, whole
from ..phases import phase_sums
from ..tensors import Array
from .calls import Call
from .channel_pair import AXIS_NAMES, Pair
from .chapters import with_chapter
from .costs import told_bytes, told_field, told_products
from .modules import written
from .settings import told_taps
from .tables import MOST, folded, labelled, preformatted, weight_of
from .trims import ahead, look_ahead, then
from .unevenness import Unevenness, unevenness_of

# How many other pairs are shown, folded.
OTHERS = 3


@dataclass(frozen=True, eq=False)
class ExplainedLayer:
    """One call of a transposed convolution in the forward pass.

    Attributes: name (in the model, or "the layer"), axes (a ``Layer`` for each axis), sizes and
    made (the input and output size along each axis, in elements), kept (the output size after the
    model's code has cut it) and channels (in, out). For each pair of channels, in arrays of shape
    (C_in, C_out / groups): spread (the largest phase sum minus the smallest) and flat (whether all
    phase sums are equal). unevenness: the spread relative to the mean magnitude of the phase sums,
    and a word for it, ``strength``.

    products: the multiplications made, as the stamps, before padding cuts; no additions, no bias.
    weight_bytes: of weight and bias. output_bytes: of what torch made, before code cuts it.
    receptive_field: the most inputs of the model, along each axis, that one output sees at this
    input size, counted from the first to the last; None if ``unknown`` names what can't be
    followed.
    """

    name: str
    call: Call

    @property
    def axes(self) -> tuple[Layer, ...]:
        return self.call.axes

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.call.sizes

    @property
    def made(self) -> tuple[int, ...]:
        return self.call.made

    @property
    def kept(self) -> tuple[int, ...]:
        return self.call.kept or self.call.made

    @property
    def channels(self) -> tuple[int, int]:
        taken, given = self.call.weight.shape[:2]
        return taken, given * self.call.groups

    @property
    def products(self) -> int:
        """Batch · input size · C_in · C_out / groups · kernel."""
        batch = self.call.shape_in[: -len(self.axes) - 1]
        return prod((*batch, *self.sizes, *self.call.held.own.shape))

    @property
    def weight_bytes(self) -> int:
        own = self.call.held.own
        bias = self.channels[1] if self.call.bias else 0
        return int((own.numel() + bias) * own.element_size())

    @property
    def output_bytes(self) -> int:
        return prod(self.call.shape_out) * self.call.cell_bytes

    @property
    def receptive_field(self) -> tuple[int, ...] | None:
        return self.call.sees.most

    @property
    def unknown(self) -> str:
        return self.call.sees.unknown

    @property
    def formulas(self) -> tuple[str, ...]:
        """The size formula with its numbers, one for each axis."""
        return tuple(map(Layer.size_formula, self.axes, self.sizes))

    @property
    def _sums(self) -> Array:
        strides, dilations = zip(*((axis.stride, axis.dilation) for axis in self.axes), strict=True)
        return phase_sums(self.call.weight, strides, dilations)

    @cached_property
    def spread(self) -> Array:
        sums = self._sums
        over = tuple(range(2, sums.ndim))
        with np.errstate(invalid="ignore"):  # of infinities
            return np.asarray(sums.max(over) - sums.min(over))

    @cached_property
    def flat(self) -> Array:
        """Whether the phase sums of each pair are equal, up to rounding in the layer's dtype."""
        weight = np.abs(self.call.weight)
        return np.asarray(self.spread <= self.call.eps * weight.sum(tuple(range(2, weight.ndim))))

    @cached_property
    def unevenness(self) -> Unevenness:
        return unevenness_of(self._sums, self.spread, self.flat)

    @property
    def taps(self) -> str:
        """Taps per phase along each axis, as in "2" or "(2, 1) × 2"."""
        along = list(map(told_taps, self.axes))
        return along[0] if len(set(along)) == 1 else " × ".join(along)

    @property
    def checkerboard(self) -> str:
        """What becomes of a constant input, away from the ends."""
        if all(axis.stride == 1 for axis in self.axes):
            # Translators: stands behind the label "checkerboard", as the next two do.
            return tr("none: stride 1 has a single phase")
        if not np.isfinite(self.call.weight).all():
            return tr("unknown: the weight contains inf or nan")
        if self.flat.all():
            return tr("none for a constant input: all phase sums are equal")
        return str(self.unevenness)

    def pair(self, i: int, o: int) -> Pair:
        """The kernel from input channel i to output channel o: its phases and its picture."""
        i, o = whole("i", i), whole("o", o)
        for name, value, channels in zip("io", (i, o), self.channels, strict=True):
            if not 0 <= value < channels:
                nearest = min(max(value, 0), channels - 1)
                rule = tr("it must be from 0 to {most}", most=channels - 1)
                raise IllegalLayer(name, value, rule, nearest)
        per_group = self.channels[1] // self.call.groups
        group = i * self.call.groups // self.channels[0]
        if o // per_group != group:
            first, last = group * per_group, (group + 1) * per_group - 1
            rule = tr(
                "input channel {channel} is in group {group}, which makes output channels {first} "
                "to {last}",
                channel=i,
                group=group,
                first=first,
                last=last,
            )
            raise IllegalLayer("o", o, rule, min(max(o, first), last))
        return Pair(i, o, self.call.weight[i, o % per_group], self.axes, self.sizes)

    @property
    def code(self) -> str:
        return written(self.channels, self.axes, self.call.groups, self.call.bias)

    @property
    def facts(self) -> list[tuple[str, str]]:
        names = [tr(name) for name in AXIS_NAMES[len(self.axes)]]
        uneven = self.unevenness.strength in ("slight", "strong")
        told = self.checkerboard
        seen = with_chapter(told, "checkerboard") if uneven else told
        facts = [*zip(names, self.formulas, strict=True), (tr("checkerboard"), seen)]
        kept, cut = self.call.kept, self.call.cut
        if kept:
            # Translators: a label below the size formula: what code makes of the output afterwards.
            facts.insert(len(names), (tr("then"), then(self.made, kept, cut)))
        if len(self.axes) == 1 and not (kept and cut is None):
            told = ahead(self.axes[0], *cut or ())
            if look_ahead(self.axes[0], *cut or ()):
                told = with_chapter(told, "look-ahead")
            facts.append((tr("look-ahead"), told))
        return [
            *facts,
            (tr("products"), told_products(self.products)),
            (tr("bytes"), told_bytes(self.weight_bytes, self.output_bytes)),
            (tr("receptive field"), told_field(self.call.sees)),
        ]

    @property
    def others(self) -> str:
        inputs, outputs = self.channels
        count = self.flat.size - 1
        if count == 1:
            # Translators: the other pair of channels, and how it is shown.
            template = N_("1 other pair: .pair(i, o) with i < {inputs}, o < {outputs}")
        else:
            template = N_("{count} other pairs: .pair(i, o) with i < {inputs}, o < {outputs}")
        return tr(template, count=count, inputs=inputs, outputs=outputs)

    def __repr__(self) -> str:
        others = f"\n{self.others}" if self.flat.size > 1 else ""
        return f"{self.head}\n\n{self.pair(0, 0)!r}{others}"

    @property
    def head(self) -> str:
        """The layer as code, its sizes, and what becomes of a constant input."""
        return "\n".join([f"{self.name}: {self.code}", *labelled(self.facts)])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self, most: int = MOST, others: int = OTHERS, unfolded: bool = True) -> str:
        """The HTML in at most ``most`` bytes: pictures that don't fit are left out."""
        summary = f"<b>{escape(self.name)}</b>: {escape(self.code)}"
        body = preformatted("\n".join(labelled(self.facts)))
        end = f"<p>{escape(self.others)}</p>" if self.flat.size > 1 else ""

        def room() -> int:
            return most - weight_of(folded(summary, body + end, unfolded))

        first = self.pair(0, 0)
        body += f"<p>{escape(first.title)}</p>"
        body += first.body(room())
        for i, o in islice(self._pairs(), 1, 1 + others):
            pair = self.pair(i, o)
            more = folded(escape(pair.title), pair.body(MOST))
            if weight_of(more) > room():
                break
            body += more
        return folded(summary, body + end, unfolded)

    def _pairs(self) -> Iterator[tuple[int, int]]:
        per_group = self.channels[1] // self.call.groups
        for i, o in product(range(self.channels[0]), range(per_group)):
            yield i, i * self.call.groups // self.channels[0] * per_group + o
