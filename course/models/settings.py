"""Shows the layers that were found: in lines, as a table, with a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, overload

from ..language import N_, sentences, tr
from ..layer import FIELDS, Layer
from ..phases import taps_of_phases
from ..picture import Picture
from .constant_picture import constant_picture, is_drawn
from .modules import per_axis
from .tables import escaped, folded, html_table, image, text_table

SHOWN, FOLDED = 12, 240


@dataclass(frozen=True, repr=False)
class Settings(Sequence[Layer]):
    """The layers found, in order: ``len``, ``[0]`` and ``for`` work, and each is a ``Layer``.

    Attributes: layers; sizes, the pairs (input size, output size) that each of them fulfils; even,
    those of the layers whose taps spread evenly over the phases.
    """

    layers: tuple[Layer, ...]
    sizes: tuple[tuple[int, int], ...]
    advice: str = ""

    @overload
    def __getitem__(self, at: int) -> Layer: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Layer, ...]: ...
    def __getitem__(self, at: int | slice) -> Layer | tuple[Layer, ...]:
        return self.layers[at]

    def __len__(self) -> int:
        return len(self.layers)

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    @cached_property
    def even(self) -> tuple[Layer, ...]:
        return tuple(layer for layer in self.layers if is_even(layer))

    @property
    def picture(self) -> Picture:
        """The first layer's stamps with a kernel of ones: each output counts its taps."""
        first = self.layers[0]
        return constant_picture(first, [1] * first.kernel_size, self.sizes[0][0])

    def __repr__(self) -> str:
        if not self.layers:
            return sentences([tr("{sizes}: no setting.", sizes=self._pairs), self.advice])
        lines = [self._title, *text_table(_head(), map(_row, self.layers[:SHOWN]))]
        if len(self) > SHOWN:
            lines.append(self._more(N_("and {count} more, from [{first}] to [{last}]")))
        return "\n".join(lines)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if not self.layers:
            html = f"<p>{escaped(repr(self))}</p>"
        else:
            html = f"<p>{escaped(self._title)}</p>"
            html += html_table(_head(), map(_row, self.layers[:SHOWN]))
            if len(self) > SHOWN:
                more = self._more(N_("{count} more, from [{first}] to [{last}]"))
                rest = html_table(_head(), map(_row, self.layers[SHOWN:FOLDED]))
                html += folded(escaped(more), rest)
            if is_drawn(self.layers[0], self.sizes[0][0]):
                caption = tr(
                    "The first one with a kernel of ones: each output counts the taps that land "
                    "on it."
                )
                html += f"<p>{escaped(caption)}</p>{image(self.picture)}"
        return {"text/html": f"<div>{html}</div>", "text/plain": repr(self)}

    @property
    def _pairs(self) -> str:
        return ", ".join(f"{small} → {large}" for small, large in self.sizes)

    @property
    def _title(self) -> str:
        if len(self) == 1:
            # Translators: {sizes} is as in "7 → 14, 8 → 16".
            return tr("{sizes}: 1 setting", sizes=self._pairs)
        return tr(
            "{sizes}: {count} settings, the usual ones first", sizes=self._pairs, count=len(self)
        )

    def _more(self, template: str) -> str:
        return tr(template, count=len(self) - SHOWN, first=SHOWN, last=len(self) - 1)


def is_even(layer: Layer) -> bool:
    """Whether every phase has as many taps as another."""
    return len(set(taps_per_phase(layer))) == 1


def has_holes(layer: Layer) -> bool:
    """Whether some phase has no tap, so that its outputs are the bias alone."""
    return 0 in taps_per_phase(layer)


def taps_per_phase(layer: Layer) -> tuple[int, ...]:
    return _counts(layer.kernel_size, layer.stride, layer.dilation)


@lru_cache(maxsize=4096)
def _counts(kernel_size: int, stride: int, dilation: int) -> tuple[int, ...]:
    layer = Layer(kernel_size, stride, dilation=dilation)
    return tuple(map(len, taps_of_phases(layer)))


def _head() -> tuple[str, ...]:
    return (*FIELDS, tr("taps per phase"))


def _row(layer: Layer) -> tuple[str, ...]:
    taps = per_axis(taps_per_phase(layer))
    if is_even(layer):
        # Translators: stands below "taps per phase": each phase has as many taps as another.
        taps = tr("even, {taps}", taps=taps)
    elif has_holes(layer):
        # Translators: stands below "taps per phase": some phases have no tap at all.
        taps = tr("with holes, {taps}", taps=taps)
    return (*(str(getattr(layer, name)) for name in FIELDS), taps)
