"""Shows the layers of a model: a table first, then as many of them as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain

from ..axes import one_or_each
from ..language import listed, tr
from .clash import Shape
from .explained_layer import OTHERS, ExplainedLayer
from .misfit import Misfit
from .tables import MOST, html_table, preformatted, text_table, weight_of
from .unevenness import STRENGTHS, legend, percent

# The lines of a text, those that stand first, and the names of layers that are not reached.
LINES, HEADLINES, NAMES = 60, 20, 8


@dataclass(frozen=True)
class Overview:
    """What is shown of a model: headlines, its layers, and the names of those not reached.

    misfits: the sizes that are marked in the table. whole: what stands below the table.
    """

    headlines: Sequence[str]
    layers: Sequence[ExplainedLayer]
    misfits: Sequence[Misfit]
    missing: Sequence[str]
    whole: str = ""

    @property
    def full(self) -> str:
        """All of it as text."""
        return "\n\n".join(self._blocks())

    @property
    def text(self) -> str:
        """All of it, or, if it exceeds LINES lines, the headlines, the table and one layer."""
        blocks: list[str] = []
        for block in self._blocks():
            blocks.append(block)
            if _lines(blocks) > LINES:
                return self._short()
        return "\n\n".join(blocks)

    def html(self) -> str:
        """The same with one layer unfolded, in at most MOST bytes."""
        start = preformatted(self._cut_headline) if self.headlines else ""
        if len(self.layers) > 1:
            rows = self.layers
            while weight_of(table := html_table(self._head, self._rows(rows))) > MOST // 2:
                rows = rows[: len(rows) // 2]
            more = self._more(len(self.layers) - len(rows))
            start += table + _paragraph(more) + _paragraph(legend()) + preformatted(self.whole)
        elif self.whole:
            start += preformatted(self.whole)
        end = _paragraph(self._not_reached)
        if not self.layers:
            return f"<div>{start}{end}</div>"
        others = OTHERS if len(self.layers) == 1 else 0
        room = MOST - weight_of(start + end) - weight_of(_paragraph(self._left(1))) - 100
        first = self._first
        drawn = {first: self.layers[first].html(room, others)}
        room -= weight_of(drawn[first])
        for n, layer in enumerate(self.layers):
            if n != first:
                drawn[n] = layer.html(MOST, others, unfolded=False)
                room -= weight_of(drawn[n])
                if room < 0:
                    del drawn[n]
                    break
        if len(drawn) < len(self.layers):
            end = _paragraph(self._left(len(self.layers) - len(drawn))) + end
        return f"<div>{start}{''.join(drawn[n] for n in sorted(drawn))}{end}</div>"

    def _blocks(self) -> Iterator[str]:
        table = self._table(self.layers) if len(self.layers) > 1 else self.whole
        before, after = ["\n\n".join(self.headlines), table], [self._not_reached]
        return filter(None, chain(before, map(repr, self.layers), after))

    def _short(self) -> str:
        before = list(filter(None, [self._cut_headline]))
        after = list(filter(None, [self._not_reached]))
        if len(self.layers) < 2:
            return "\n\n".join(filter(None, [*before, self.whole, *map(repr, self.layers), *after]))
        layer = self.layers[self._first]
        after.insert(0, self._left(len(self.layers) - 1))
        # The lines of the table beside its rows: head, legend, and what is left out.
        rows = min(len(self.layers), 12) + 5 + len(self.whole.splitlines())
        for shown in (repr(layer), layer.head):
            room = LINES - _lines([*before, shown, *after]) - 1
            if room >= rows or shown == layer.head:
                break
        room -= len(self.whole.splitlines()) + 1
        count = len(self.layers) if room >= len(self.layers) + 2 else max(room - 3, 1)
        return "\n\n".join([*before, self._table(self.layers[:count]), shown, *after])

    @property
    def _first(self) -> int:
        """The layer to show first: one that does not fit, or is uneven."""
        for wanted in (
            lambda layer: wanted_of(layer, self.misfits),
            lambda layer: layer.unevenness.strength == "strong",
            lambda layer: layer.unevenness.strength != "none",
        ):
            found = (n for n, layer in enumerate(self.layers) if wanted(layer))
            if (first := next(found, None)) is not None:
                return first
        return 0

    def _table(self, layers: Sequence[ExplainedLayer]) -> str:
        more = self._more(len(self.layers) - len(layers))
        lines = [
            *text_table(self._head, self._rows(layers)),
            *filter(None, [more]),
            legend(),
            "",
            self.whole,
        ]
        return "\n".join(lines)

    @property
    def _head(self) -> tuple[str, ...]:
        # Translators: the heads of a table of layers, with rows as in
        # "up1  8 → 16  (2, 1)  strong  120 %  200 %  17 wanted": how far apart the phase sums lie,
        # for the median of the channel pairs and the worst of them.
        head = (
            tr("name"),
            tr("sizes"),
            tr("taps per phase"),
            tr("checkerboard"),
            tr("median"),
            tr("worst"),
        )
        return (*head, tr("misfit")) if self.misfits else head

    def _rows(self, layers: Sequence[ExplainedLayer]) -> Iterator[tuple[str, ...]]:
        for layer in layers:
            uneven = layer.unevenness
            sizes = layer.sizes, layer.made, *([layer.kept] if layer.kept != layer.made else ())
            row = (
                layer.name,
                " → ".join(str(one_or_each(size)) for size in sizes),
                layer.taps,
                tr(STRENGTHS[uneven.strength]) if uneven.strength else "?",
                percent(uneven.median),
                percent(uneven.worst),
            )
            wanted = wanted_of(layer, self.misfits)
            # Translators: a size, in a table below "misfit".
            mark = tr("{size} wanted", size=one_or_each(wanted)) if wanted else ""
            yield (*row, mark) if self.misfits else row

    @property
    def _cut_headline(self) -> str:
        lines = "\n\n".join(self.headlines).splitlines()
        if (left := len(lines) - HEADLINES) > 0:
            more = tr("and {count} more lines: .misfits holds all of them", count=left + 1)
            lines = [*lines[: HEADLINES - 1], more]
        return "\n".join(lines)

    @property
    def _not_reached(self) -> str:
        if not self.missing:
            return ""
        names = listed(self.missing[:NAMES])
        if len(self.missing) > NAMES:
            # Translators: the layers that the forward pass did not call.
            count = len(self.missing) - NAMES
            return tr("Not reached: {names} and {count} more.", names=names, count=count)
        # Translators: the layers that the forward pass did not call.
        return tr("Not reached: {names}.", names=names)

    def _more(self, count: int) -> str:
        # Translators: rows of a table that are left out.
        return tr("and {count} more: .layers holds all of them", count=count) if count > 0 else ""

    def _left(self, count: int) -> str:
        name = self.layers[-1].name
        # Translators: layers that are in the table alone; {example} is code.
        return tr(
            "{count} more: {one} shows one of them, {all} all of them.",
            count=count,
            one=f"explained[{name!r}]",
            all="print(explained.full)",
        )


def wanted_of(layer: ExplainedLayer, misfits: Sequence[Misfit]) -> Shape:
    """The size wanted from a layer that does not fit; () if it fits."""
    made = layer.kept, layer.made
    fits = (one.wanted for one in misfits if one.layer == layer.call.name and one.made in made)
    return next(fits, ())


def _lines(blocks: Sequence[str]) -> int:
    return len("\n\n".join(blocks).splitlines())


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""
