"""Shows the layers that were found: in lines, as a table, with a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, overload

from ..language import N_, sentences, tr
from ..layer import FIELDS, Layer
from ..phases import taps_of_phases
from ..picture import Picture
from .candidates import Pairs
from .constant_picture import constant_picture, is_drawn
from .found import OneAxis, SeveralAxes
from .modules import per_axis
from .tables import escaped, folded, html_table, image, text_table

SHOWN, FOLDED = 12, 240
# How many pairs of sizes, and how many phases, are listed one by one.
PAIRS, PHASES = 6, 8


@dataclass(frozen=True, eq=False, repr=False)
class Settings(Sequence[Any]):
    """The settings found, in order: ``len``, ``[0]`` and ``for`` work.

    Each is a ``Layer``, or, for sizes along several axes, a tuple with a ``Layer`` for each axis.

    Attributes: layers (all of them as a tuple), sizes (the pairs (input size, output size) that
    were asked for), even (only the settings with the same number of taps in every phase) and advice
    (what to do where no setting fits).
    """

    found: OneAxis | SeveralAxes
    axes: tuple[Pairs, ...]
    advice: str = ""

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        numbers = range(len(self))[at]
        if isinstance(numbers, int):
            return self.found.at(numbers)
        return tuple(map(self.found.at, numbers))

    def __len__(self) -> int:
        return len(self.found)

    @property
    def sizes(self) -> tuple[tuple[Any, Any], ...]:
        """The pairs (input size, output size): of numbers, or of tuples for several axes."""
        if len(self.axes) == 1:
            return self.axes[0]
        both = (tuple(zip(*pairs, strict=True)) for pairs in zip(*self.axes, strict=True))
        return tuple((small, large) for small, large in both)

    @property
    def layers(self) -> tuple[Any, ...]:
        return self[:]

    @cached_property
    def even(self) -> "Settings":
        return replace(self, found=self.found.even)

    @property
    def picture(self) -> Picture:
        """The first setting's stamps with a kernel of ones: each output counts its taps.

        Of several axes it shows the first with uneven phases, or else the last.
        """
        _, layer, size = self._drawn
        return constant_picture(layer, [1] * layer.kernel_size, size)

    def __repr__(self) -> str:
        if not self:
            return sentences([tr("{sizes}: no setting fits.", sizes=told(self.sizes)), self.advice])
        lines = [self._title, *text_table(_head(), map(_row, self[:SHOWN]))]
        if len(self) > SHOWN:
            lines.append(self._more(N_("and {count} more, from [{first}] to [{last}]")))
        return "\n".join(lines)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if not self:
            html = f"<p>{escaped(repr(self))}</p>"
        else:
            html = f"<p>{escaped(self._title)}</p>"
            html += html_table(_head(), map(_row, self[:SHOWN]))
            if len(self) > SHOWN:
                more = self._more(N_("{count} more, from [{first}] to [{last}]"))
                rest = html_table(_head(), map(_row, self[SHOWN:FOLDED]))
                html += folded(escaped(more), rest)
            if is_drawn(*self._drawn[1:]):
                html += f"<p>{escaped(self._caption)}</p>{image(self.picture)}"
        return {"text/html": f"<div>{html}</div>", "text/plain": repr(self)}

    @property
    def _drawn(self) -> tuple[int, Layer, int]:
        """The axis of the first setting that is drawn, with the input size along it."""
        layers = _axes(self[0])
        uneven = (n for n, layer in enumerate(layers) if len(set(taps_per_phase(layer))) > 1)
        axis = next(uneven, len(layers) - 1)
        return axis, layers[axis], self.axes[axis][0][0]

    @property
    def _caption(self) -> str:
        if len(self.axes) == 1:
            return tr(
                "The first setting with a kernel of ones: each output counts the taps that land on "
                "it."
            )
        return tr(
            "The first setting with a kernel of ones, along axis {axis}: each output counts the "
            "taps that land on it.",
            axis=self._drawn[0],
        )

    @property
    def _title(self) -> str:
        if len(self) == 1:
            # Translators: {sizes} is as in "7 → 14, 8 → 16".
            return tr("{sizes}: 1 setting", sizes=told(self.sizes))
        return tr(
            "{sizes}: {count} settings, the usual ones first",
            sizes=told(self.sizes),
            count=len(self),
        )

    def _more(self, template: str) -> str:
        return tr(template, count=len(self) - SHOWN, first=SHOWN, last=len(self) - 1)


def told(pairs: Sequence[tuple[Any, Any]]) -> str:
    """Pairs of sizes as arrows; the middle of a long row is left out."""
    arrows = [f"{small} → {large}" for small, large in pairs]
    return ", ".join([*arrows[:3], "…", arrows[-1]] if len(arrows) > PAIRS else arrows)


def _head() -> tuple[str, ...]:
    return (*FIELDS, tr("taps per phase"))


def _row(setting: Layer | tuple[Layer, ...]) -> tuple[str, ...]:
    layers = _axes(setting)
    each = [taps_per_phase(layer) for layer in layers]
    taps = " × ".join(map(_told_taps, each))
    if any(0 in counts for counts in each):
        # Translators: stands below "taps per phase": some phases have no tap at all.
        taps = tr("with holes, {taps}", taps=taps)
    elif all(len(set(counts)) == 1 for counts in each):
        # Translators: stands below "taps per phase": all phases have the same number of taps.
        taps = tr("even, {taps}", taps=taps)
    return (*(per_axis([getattr(layer, name) for layer in layers]) for name in FIELDS), taps)


def _axes(setting: Layer | tuple[Layer, ...]) -> tuple[Layer, ...]:
    return setting if isinstance(setting, tuple) else (setting,)


def _told_taps(counts: tuple[int, ...]) -> str:
    if len(set(counts)) > 1 and len(counts) > PHASES:
        # Translators: stands below "taps per phase", where there are many phases.
        return tr("{least} to {most}", least=min(counts), most=max(counts))
    return per_axis(counts)


def taps_per_phase(layer: Layer) -> tuple[int, ...]:
    return _counts(layer.kernel_size, layer.stride, layer.dilation)


@lru_cache(maxsize=4096)
def _counts(kernel_size: int, stride: int, dilation: int) -> tuple[int, ...]:
    layer = Layer(kernel_size, stride, dilation=dilation)
    return tuple(map(len, taps_of_phases(layer)))
