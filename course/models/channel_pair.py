"""The kernel between two channels of a reader's layer: its phases and its picture."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, islice, product
from typing import Any

import numpy as np

from ..language import N_, tr, width
from ..layer import Layer
from ..phases import phase_sums, taps_of_phases
from ..picture import Picture
from ..tensors import Array
from .constant_picture import constant_picture, inputs_drawn, is_drawn
from .tables import MOST, evenly, html_table, image, preformatted, text_table, weight_of

SHOWN, WIDEST = 16, 160
# Translators: labels before the formula of an output's size, and names of axes in a caption.
AXIS_NAMES = {
    1: (N_("size"),),
    2: (N_("height"), N_("width")),
    3: (N_("depth"), N_("height"), N_("width")),
}


@dataclass(frozen=True, eq=False)
class Pair:
    """The kernel from input channel i to output channel o.

    weight: the layer's own numbers, of shape (k,), (kH, kW) or (kD, kH, kW). axes: a ``Layer`` for
    each axis. sizes: the input size along each axis, in elements.
    """

    i: int
    o: int
    weight: Array
    axes: tuple[Layer, ...]
    sizes: tuple[int, ...]

    @cached_property
    def sums(self) -> Array:
        """The sum of each phase's taps, of shape (stride,) or one stride for each axis.

        A constant input of 1 makes these outputs, away from the ends.
        """
        strides, dilations = zip(*((axis.stride, axis.dilation) for axis in self.axes), strict=True)
        return np.asarray(phase_sums(self.weight[None, None], strides, dilations)[0, 0])

    @property
    def along(self) -> int:
        """The axis that the picture shows: the one with the largest stride, then kernel."""

        def happens(n: int) -> tuple[int, int, int]:
            return self.axes[n].stride, self.axes[n].kernel_size, n

        return max(range(len(self.axes)), key=happens)

    @property
    def picture(self) -> Picture:
        """The stamps of this kernel for a constant input, along the axis ``along``."""
        taps: Any = tuple(slice(None) if n == self.along else 0 for n in range(len(self.axes)))
        layer, size = self._drawn
        return constant_picture(layer, self.weight[taps].tolist(), size)

    @property
    def _drawn(self) -> tuple[Layer, int]:
        return self.axes[self.along], self.sizes[self.along]

    def __repr__(self) -> str:
        drawing = self.picture.text if is_drawn(*self._drawn) else ""
        if not drawing or max(map(width, drawing.splitlines())) > WIDEST:
            drawing = tr(
                "wider than {count} characters: .picture shows it in a notebook",
                count=WIDEST,
            )
        lines = [self.title, *text_table(*self._phases)]
        return "\n".join([*lines, "", self._caption, drawing])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = f"<p>{escape(self.title)}</p>"
        return {"text/html": html + self.body(MOST - weight_of(html)), "text/plain": repr(self)}

    def body(self, most: int) -> str:
        """The HTML below the title, without the picture if it would exceed ``most`` bytes."""
        table = html_table(*self._phases)
        if len(self.axes) == 2:
            table = preformatted(_kernel(self.weight), wraps=False) + table
        wide = tr("The picture is too large to show here: .picture draws it.")
        without = f"{table}<p>{escape(wide)}</p>"
        if not is_drawn(*self._drawn):
            return without
        drawn = f"{table}<p>{escape(self._caption)}</p>{image(self.picture)}"
        return drawn if weight_of(drawn) <= most else without

    @property
    def title(self) -> str:
        return tr(
            "pair ({i}, {o}): from input channel {i} to output channel {o}", i=self.i, o=self.o
        )

    @property
    def _caption(self) -> str:
        drawn, count = inputs_drawn(*self._drawn), self._drawn[1]
        # Translators: what {inputs} is in the caption of a picture, as the next two.
        inputs = tr("all {count} inputs, each set to 1", count=count)
        if count == 1:
            inputs = tr("the only input, set to 1")
        elif drawn < count:
            inputs = tr("{drawn} of the {count} inputs, each set to 1", drawn=drawn, count=count)
        axes = len(self.axes)
        if axes == 1:
            return tr("Drawn for {inputs}:", inputs=inputs)
        taps = ", ".join("·" if n == self.along else "0" for n in range(axes))
        # Translators: {axis} is "height" or the like, and {taps} as in "w[0, ·]".
        return tr(
            "Drawn along the {axis}, with taps {taps}, for {inputs}:",
            axis=tr(AXIS_NAMES[axes][self.along]),
            taps=f"w[{taps}]",
            inputs=inputs,
        )

    @property
    def _phases(self) -> tuple[tuple[str, ...], list[tuple[str, str, str, str]]]:
        """The head and the rows of the table of phases; at most SHOWN rows."""
        phases = self.sums.size
        shown = phases if phases <= SHOWN else SHOWN - 1
        write = evenly(chain(self.weight.flat, self.sums.flat))
        along = [taps_of_phases(axis) for axis in self.axes]
        rows = []
        for place in islice(product(*(range(axis.stride) for axis in self.axes)), shown):
            taps = list(product(*(own[r] for own, r in zip(along, place, strict=True))))
            names = [f"w[{', '.join(map(str, tap))}]" for tap in taps]
            weights = [write(self.weight[tap].item()) for tap in taps]
            phase = str(place if len(place) > 1 else place[0])
            # Translators: a phase that has no taps.
            told = _summed(names) if taps else tr("none")
            rows.append((phase, told, _summed(weights), write(self.sums[place].item())))
        if phases > shown:
            # Translators: in a table of phases, for those left out; .sums holds all of them.
            rows.append((tr("{count} more: .sums", count=phases - shown), "", "", ""))
        # Translators: the four heads of a table: a phase, its taps, the weights of these taps,
        # and the sum of the weights.
        head = (tr("phase"), tr("taps"), tr("weights"), tr("sum"))
        return head, rows


def _summed(parts: list[str]) -> str:
    """The parts as a sum in one line; the middle of a long one is left out."""
    shown = [*parts[:3], "…", parts[-1]] if len(parts) > 4 else parts
    return " + ".join(shown).replace("+ −", "− ")


def _kernel(weight: Array) -> str:
    """The first rows and columns of a kernel of two axes."""
    write = evenly(weight.flat)
    head = ["", *(f"w[·, {n}]" for n in range(min(weight.shape[1], SHOWN)))]
    rows = enumerate(weight[:SHOWN, :SHOWN].tolist())
    return "\n".join(text_table(head, ([f"w[{n}, ·]", *map(write, row)] for n, row in rows)))
