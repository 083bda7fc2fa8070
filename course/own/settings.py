"""Settings know how the layers that were found are told: in lines, as a table, with a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, overload

from ..layer import Layer
from ..phases import taps_of_phases
from ..picture import Picture
from .constant import constant_picture, is_drawn
from .modules import NUMBERS, per_axis
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
            return f"{self._title}. {self.advice}"
        lines = [self._title, *text_table(_HEAD, map(_row, self.layers[:SHOWN]))]
        return "\n".join([*lines, *([f"and {self._more}"] if self._more else [])])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = f"<p>{escaped(self._title)}</p>"
        if not self.layers:
            html = f"<p>{escaped(repr(self))}</p>"
        else:
            html += html_table(_HEAD, map(_row, self.layers[:SHOWN]))
            if self._more:
                rest = html_table(_HEAD, map(_row, self.layers[SHOWN:FOLDED]))
                html += folded(escaped(self._more), rest)
            if is_drawn(self.layers[0], self.sizes[0][0]):
                html += (
                    "<p>The first one with a kernel of ones: each output counts the taps that land "
                    f"on it.</p>{image(self.picture)}"
                )
        return {"text/html": f"<div>{html}</div>", "text/plain": repr(self)}

    @property
    def _title(self) -> str:
        told = ", ".join(f"{small} → {large}" for small, large in self.sizes)
        if not self.layers:
            return f"{told}: no setting"
        count = "1 setting" if len(self) == 1 else f"{len(self)} settings, the usual ones first"
        return f"{told}: {count}"

    @property
    def _more(self) -> str:
        rest = len(self) - SHOWN
        return f"{rest} more, from [{SHOWN}] to [{len(self) - 1}]" if rest > 0 else ""


def is_even(layer: Layer) -> bool:
    """Whether every phase has as many taps as another."""
    return len(set(taps_per_phase(layer))) == 1


def taps_per_phase(layer: Layer) -> tuple[int, ...]:
    return _counts(layer.kernel_size, layer.stride, layer.dilation)


@lru_cache(maxsize=4096)
def _counts(kernel_size: int, stride: int, dilation: int) -> tuple[int, ...]:
    layer = Layer(kernel_size, stride, dilation=dilation)
    return tuple(map(len, taps_of_phases(layer)))


_HEAD = (*NUMBERS, "taps per phase")


def _row(layer: Layer) -> tuple[str, ...]:
    even = "even, " if is_even(layer) else ""
    return (
        *(str(getattr(layer, name)) for name in NUMBERS),
        f"{even}{per_axis(taps_per_phase(layer))}",
    )
