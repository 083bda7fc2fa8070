"""The kernel between two channels of a reader's layer: its phases and its picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from math import prod
from typing import Any

from ..language import N_, tr, width
from ..layer import Layer
from ..number_format import number
from ..phases import phase_sums, taps_of_phases
from ..picture import Picture
from ..tensors import Array
from .constant_picture import constant_picture, inputs_drawn, is_drawn
from .tables import escaped, html_table, image, preformatted, text_table

SHOWN, WIDEST = 16, 160
# By the number of axes, and whether the picture shows some of the inputs, all, or the only one.
DRAWN = {
    # Translators: the caption of a picture below it. Each input has the value 1.
    (1, "some"): N_("Drawn: {drawn} of the {count} inputs, each of them 1:"),
    (1, "all"): N_("Drawn: all {count} inputs, each of them 1:"),
    (1, "only"): N_("Drawn: the only input, which is 1:"),
    (2, "some"): N_(
        "Drawn: row 0 of the kernel along the width, {drawn} of the {count} inputs, each of them 1:"
    ),
    (2, "all"): N_(
        "Drawn: row 0 of the kernel along the width, all {count} inputs, each of them 1:"
    ),
    (2, "only"): N_("Drawn: row 0 of the kernel along the width, the only input, which is 1:"),
}


@dataclass(frozen=True, eq=False)
class Pair:
    """The kernel that leads from input channel i to output channel o.

    weight: (k,) or (kH, kW), the layer's own numbers; axes: its parameters along each axis; sizes:
    of the input along each, in elements.
    """

    i: int
    o: int
    weight: Array
    axes: tuple[Layer, ...]
    sizes: tuple[int, ...]

    @cached_property
    def sums(self) -> Array:
        """What a constant input of 1 makes, phase by phase: (stride,) or (stride, stride)."""
        strides, dilations = zip(*((axis.stride, axis.dilation) for axis in self.axes), strict=True)
        return phase_sums(self.weight, strides, dilations)

    @property
    def picture(self) -> Picture:
        """The stamps of this kernel on a constant input; of a 2-D layer those of its first row."""
        weight = self.weight.reshape(-1, self.weight.shape[-1])[0]
        return constant_picture(self.axes[-1], weight.tolist(), self.sizes[-1])

    def __repr__(self) -> str:
        drawing = self.picture.text if is_drawn(self.axes[-1], self.sizes[-1]) else ""
        if not drawing or max(map(width, drawing.splitlines())) > WIDEST:
            drawing = tr(
                "too wide for {count} characters a line: .picture shows it in a notebook",
                count=WIDEST,
            )
        lines = [self.title, *text_table(*self._phases)]
        return "\n".join([*lines, "", self._caption, drawing])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    @property
    def html(self) -> str:
        return f"<p>{escaped(self.title)}</p>{self.body}"

    @property
    def body(self) -> str:
        """The HTML below the title."""
        table = html_table(*self._phases)
        if len(self.axes) == 2:
            kernel = "\n".join(text_table(("", *_columns(self.weight)), _rows(self.weight)))
            table = f"{preformatted(kernel)}{table}"
        if not is_drawn(self.axes[-1], self.sizes[-1]):
            wide = tr("The picture is too wide to stand here: .picture draws it.")
            return f"{table}<p>{escaped(wide)}</p>"
        return f"{table}<p>{escaped(self._caption)}</p>{image(self.picture)}"

    @property
    def title(self) -> str:
        return tr(
            "pair ({i}, {o}): from input channel {i} to output channel {o}", i=self.i, o=self.o
        )

    @property
    def _caption(self) -> str:
        drawn, size = inputs_drawn(self.axes[-1], self.sizes[-1]), self.sizes[-1]
        which = "only" if size == 1 else "some" if drawn < size else "all"
        return tr(DRAWN[len(self.axes), which], drawn=drawn, count=size)

    @property
    def _phases(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """The head and the rows of the table of phases; at most SHOWN rows."""
        phases = self.sums.size
        shown = phases if phases <= SHOWN else SHOWN - 1
        rows = [self._phase(place, taps) for place, taps in islice(self._taps(), shown)]
        if phases > shown:
            # Translators: in a table of phases, for those left out; .sums holds all of them.
            rows.append((tr("{count} more: .sums", count=phases - shown), "", "", ""))
        # Translators: the four heads of a table: a phase, which taps are in it, which numbers the
        # kernel has there, and the sum of these.
        head = (tr("phase"), tr("its taps"), tr("their numbers"), tr("sum"))
        return head, rows

    def _taps(self) -> Iterator[tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]]:
        """Each phase with the taps it has along each axis."""
        along = [taps_of_phases(axis) for axis in self.axes]
        for place in product(*(range(axis.stride) for axis in self.axes)):
            yield place, tuple(taps[r] for taps, r in zip(along, place, strict=True))

    def _phase(self, place: tuple[int, ...], taps: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
        phase = str(place[0]) if len(place) == 1 else str(place)
        if not prod(map(len, taps)):
            # Translators: a phase that has no taps.
            sums = (tr("none"), "")
        else:
            places = list(product(*taps))
            names = [f"w[{', '.join(map(str, tap))}]" for tap in places]
            sums = (_summed(names), _summed([number(self.weight[tap].item()) for tap in places]))
        return phase, *sums, number(self.sums[place].item())


def _summed(parts: list[str]) -> str:
    """The parts as a sum in one line, the middle of many left out."""
    shown = [*parts[:3], "…", parts[-1]] if len(parts) > 4 else parts
    return " + ".join(shown).replace("+ −", "− ")


def _columns(weight: Array) -> list[str]:
    return [f"w[·, {n}]" for n in range(min(weight.shape[1], SHOWN))]


def _rows(weight: Array) -> list[list[str]]:
    return [
        [f"w[{n}, ·]", *(number(value) for value in values[:SHOWN])]
        for n, values in enumerate(weight[:SHOWN].tolist())
    ]
