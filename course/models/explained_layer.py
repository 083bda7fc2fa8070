"""Shows one transposed layer: its size, phase sums and pictures."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any

import numpy as np

from ..language import N_, tr
from ..layer import IllegalLayer, Layer, whole
from ..phases import phase_sums
from ..tensors import Array
from .calls import Call
from .channel_pair import Pair
from .modules import written
from .tables import escaped, folded, labelled, preformatted
from .trims import ahead, then

OTHERS = 3
# Translators: labels before the formula of an output's size.
AXES = {1: (N_("size"),), 2: (N_("height"), N_("width"))}


@dataclass(frozen=True, eq=False)
class ExplainedLayer:
    """One transposed layer as one forward pass met it.

    Attributes: name (its own in the model, or "the layer"), axes (a ``Layer`` along each axis),
    sizes and made (of input and output along each, in elements), kept (what code behind the layer
    leaves of that), channels (in, out), spread (C_in, C_out / groups: how far a pair's phase sums
    lie apart) and flat (whether they are equal).
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
    def formulas(self) -> tuple[str, ...]:
        """The size formula with its numbers, one for each axis."""
        return tuple(axis.size_formula(n) for axis, n in zip(self.axes, self.sizes, strict=True))

    @cached_property
    def spread(self) -> Array:
        strides, dilations = zip(*((axis.stride, axis.dilation) for axis in self.axes), strict=True)
        sums = phase_sums(self.call.weight, strides, dilations)
        over = tuple(range(2, sums.ndim))
        with np.errstate(invalid="ignore"):  # of infinities
            return np.asarray(sums.max(over) - sums.min(over))

    @cached_property
    def flat(self) -> Array:
        """Equal but for the rounding of the layer's own numbers; whole numbers have none."""
        weight = np.abs(self.call.weight)
        return np.asarray(self.spread <= self.call.eps * weight.sum(tuple(range(2, weight.ndim))))

    @property
    def checkerboard(self) -> str:
        """What becomes of a constant input, away from the ends."""
        if all(axis.stride == 1 for axis in self.axes):
            # Translators: stands behind the label "checkerboard", as the next four do.
            return tr("none: stride 1 has a single phase")
        if not np.isfinite(self.call.weight).all():
            return tr("can't be told: the weight holds numbers that are not finite")
        alternating, pairs = int((~self.flat).sum()), self.flat.size
        if not alternating:
            return tr("none on a constant input: all phase sums are equal")
        if pairs == 1:
            return tr("yes, on a constant input: the phase sums differ")
        return tr(
            "yes, on a constant input: the phase sums differ in {uneven} of {count} channel pairs",
            uneven=alternating,
            count=pairs,
        )

    def pair(self, i: int, o: int) -> Pair:
        """The kernel from input channel i to output channel o, phase by phase and drawn."""
        for name, value, channels in zip("io", (i, o), self.channels, strict=True):
            whole(name, value)
            if not 0 <= value < channels:
                nearest = min(max(value, 0), channels - 1)
                rule = tr("it must be from 0 to {most}", most=channels - 1)
                raise IllegalLayer(name, value, rule, nearest)
        per_group = self.channels[1] // self.call.groups
        group = i * self.call.groups // self.channels[0]
        if o // per_group != group:
            first, last = group * per_group, (group + 1) * per_group - 1
            rule = tr(
                "input channel {channel} is in group {group} and leads to the outputs {first} to "
                "{last}",
                channel=i,
                group=group,
                first=first,
                last=last,
            )
            raise IllegalLayer("o", o, rule, min(max(o, first), last))
        return Pair(i, o, self.call.weight[i, o % per_group], self.axes, self.sizes)

    @property
    def code(self) -> str:
        return written(self.channels, self.axes, self.call.groups)

    @property
    def facts(self) -> list[tuple[str, str]]:
        names = [tr(name) for name in AXES[len(self.axes)]]
        facts = [*zip(names, self.formulas, strict=True), (tr("checkerboard"), self.checkerboard)]
        kept, cut = self.call.kept, self.call.cut
        if kept:
            # Translators: a label behind the formula of the size: what code made of it afterwards.
            facts.insert(len(names), (tr("then"), then(self.made, kept, cut)))
        if len(self.axes) == 1 and not (kept and cut is None):
            facts.append((tr("look-ahead"), ahead(self.axes[0], *cut or ())))
        return facts

    @property
    def others(self) -> str:
        inputs, outputs = self.channels
        count = self.flat.size - 1
        if count == 1:
            # Translators: the other pair of channels, and how it is shown.
            template = N_("1 other: .pair(i, o) with i below {inputs}, o below {outputs}")
        else:
            template = N_("{count} others: .pair(i, o) with i below {inputs}, o below {outputs}")
        return tr(template, count=count, inputs=inputs, outputs=outputs)

    def __repr__(self) -> str:
        facts = "\n".join(labelled(self.facts))
        others = f"\n{self.others}" if self.flat.size > 1 else ""
        return f"{self.name}: {self.code}\n{facts}\n\n{self.pair(0, 0)!r}{others}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def html(self, others: int = OTHERS, unfolded: bool = True) -> str:
        facts = preformatted("\n".join(labelled(self.facts)))
        body = facts + self.pair(0, 0).html
        per_group = self.channels[1] // self.call.groups
        pairs = (
            (i, i * self.call.groups // self.channels[0] * per_group + o)
            for i, o in product(range(self.channels[0]), range(per_group))
        )
        for i, o in islice(pairs, 1, 1 + others):
            pair = self.pair(i, o)
            body += folded(escaped(pair.title), pair.body)
        if self.flat.size > 1:
            body += f"<p>{escaped(self.others)}</p>"
        return folded(f"<b>{escaped(self.name)}</b>: {escaped(self.code)}", body, unfolded)
