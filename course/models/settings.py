"""Shows the layers that were found: in lines, as a table, with a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from typing import Any, overload

from ..axes import along, one_or_each
from ..language import N_, sentences, tr
from ..layer import FIELDS, Layer
from ..phases import taps_of_phases
from ..picture import Picture
from .candidates import Pairs
from .chapters import with_chapter
from .constant_picture import constant_picture, is_drawn
from .found import SeveralAxes
from .tables import folded, html_table, image, text_table
from .usual import has_holes, is_even, of_layer

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

    found: SeveralAxes
    axes: tuple[Pairs, ...]
    advice: str = ""

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Any, ...]: ...
    def __getitem__(self, at: int | slice) -> Any:
        numbers = range(len(self))[at]
        if isinstance(numbers, range):
            return tuple(self[n] for n in numbers)
        layers = self.found.at(numbers)
        return layers if len(layers) > 1 else layers[0]

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
        lines = [self._title, *text_table(_head(), self._rows(0, SHOWN))]
        if len(self) > SHOWN:
            lines.append(self._more(N_("and {count} more, from [{first}] to [{last}]")))
        return "\n".join([*lines, *self._notes])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if not self:
            html = f"<p>{escape(repr(self))}</p>"
        else:
            html = f"<p>{escape(self._title)}</p>"
            html += html_table(_head(), self._rows(0, SHOWN))
            if len(self) > SHOWN:
                more = self._more(N_("{count} more, from [{first}] to [{last}]"))
                rest = html_table(_head(), self._rows(SHOWN, FOLDED))
                html += folded(escape(more), rest)
            html += "".join(f"<p>{escape(note)}</p>" for note in self._notes)
            if is_drawn(*self._drawn[1:]):
                html += f"<p>{escape(self._caption)}</p>{image(self.picture)}"
        return {"text/html": f"<div>{html}</div>", "text/plain": repr(self)}

    def _rows(self, start: int, stop: int) -> Iterator[tuple[str, ...]]:
        return (_row(self.found.at(n)) for n in range(len(self))[start:stop])

    @property
    def _drawn(self) -> tuple[int, Layer, int]:
        """The axis of the first setting that is drawn, with the input size along it."""
        layers = self.found.at(0)
        uneven = (n for n, layer in enumerate(layers) if not of_layer(is_even, layer))
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

    @property
    def _notes(self) -> list[str]:
        """What a chapter has about these sizes: an odd factor needs more than doubling does."""
        for pairs in self.axes:
            factor, rest = divmod(pairs[0][1], pairs[0][0])
            exact = not rest and all(large == factor * small for small, large in pairs)
            if exact and factor > 1 and factor % 2:
                said = tr("Exactly {factor} times as long: an odd stride", factor=factor)
                return [with_chapter(said, "odd stride")]
        return []

    def _more(self, template: str) -> str:
        return tr(template, count=len(self) - SHOWN, first=SHOWN, last=len(self) - 1)


def told(pairs: Sequence[tuple[Any, Any]]) -> str:
    """Pairs of sizes as arrows; the middle of a long row is left out."""
    arrows = [f"{small} → {large}" for small, large in pairs]
    return ", ".join([*arrows[:3], "…", arrows[-1]] if len(arrows) > PAIRS else arrows)


def _head() -> tuple[str, ...]:
    return (*FIELDS, tr("taps per phase"))


def _row(layers: tuple[Layer, ...]) -> tuple[str, ...]:
    taps = " × ".join(map(told_taps, layers))
    if any(of_layer(has_holes, layer) for layer in layers):
        # Translators: stands below "taps per phase": some phases have no tap at all.
        taps = tr("with holes, {taps}", taps=taps)
    elif all(of_layer(is_even, layer) for layer in layers):
        # Translators: stands below "taps per phase": all phases have the same number of taps.
        taps = tr("even, {taps}", taps=taps)
    each = (one_or_each(along(layers, name)) for name in FIELDS)
    return (*map(str, each), taps)


def told_taps(layer: Layer) -> str:
    """The number of taps in each phase, as in "2" or "(2, 1)"."""
    counts = taps_per_phase(layer)
    if len(set(counts)) > 1 and len(counts) > PHASES:
        # Translators: stands below "taps per phase", where there are many phases.
        return tr("{least} to {most}", least=min(counts), most=max(counts))
    return str(one_or_each(counts))


@lru_cache(maxsize=4096)
def taps_per_phase(layer: Layer) -> tuple[int, ...]:
    return tuple(map(len, taps_of_phases(layer)))
