"""A layer whose output is cut once more, by a slice, as decoders do that may not look ahead."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from .language import refused, tr
from .layer import Layer, whole
from .trace import Trace

Trim = tuple[int, int]
"""How many elements a slice takes away at the beginning, and how many at the end."""


@dataclass(frozen=True)
class TrimmedLayer(Layer):
    """A layer with the slice ``output[..., begin : size - end]``; places are the slice's own.

    >>> layer = TrimmedLayer(kernel_size=4, stride=2, trim=(2, 0))
    >>> layer.output_size(3), layer.place(i=1, k=0)
    (6, 0)
    """

    trim: Trim = (0, 0)

    def place(self, i: int, k: int) -> int:
        return super().place(i, k) - self.trim[0]

    def gained(self, size: int) -> range:
        kept = super().gained(size + self.trim[1])
        return range(kept.start, size)

    def size_pieces(self, input_size: int) -> tuple[tuple[str, str], ...]:
        """The pieces of the layer's formula, the last of which says the slice and the size."""
        *pieces, (last, _) = super().size_pieces(input_size)
        layer, equals, size = last.partition(" = ")
        cuts = "".join(f" − {cells}" for cells in self.trim if cells)
        return (*pieces, (f"{layer}{cuts}{equals}{size}", ""))

    def _size_after_cut(self, input_size: int) -> int:
        return super()._size_after_cut(input_size) - sum(self.trim)


def trimmed(trace: Trace, trim: Sequence[int]) -> Trace:
    """The trace of a slice of the output, along one axis.

    Raises ValueError where there are more axes, for a negative number, and where nothing is left.
    """
    begin, end = _pair(trim)
    if len(trace.axes) > 1:
        raise ValueError(_refused(trim, tr("planes and volumes have no trim")))
    ((layer,), (size,)) = trace.axes, trace.size
    if min(begin, end) < 0:
        raise ValueError(_refused(trim, tr("both numbers must be at least 0")))
    if begin + end >= size:
        rule = tr("the output has {size} elements, and at least 1 must be left", size=size)
        raise ValueError(_refused(trim, rule))
    own = {field.name: getattr(layer, field.name) for field in fields(Layer)}
    return Trace(trace.x, trace.w, (TrimmedLayer(**own, trim=(begin, end)),))


def trim_of(layer: Layer) -> Trim:
    """What a slice takes away of a layer's output."""
    return layer.trim if isinstance(layer, TrimmedLayer) else (0, 0)


def _pair(trim: Sequence[int]) -> Trim:
    if isinstance(trim, str) or not isinstance(trim, Sequence) or len(trim) != 2:
        # Translators: the example is as in (0, 2).
        rule = tr("it must be two numbers, for begin and end, as in {example}", example=(0, 2))
        raise ValueError(_refused(trim, rule))
    begin, end = trim
    return whole("trim[0]", begin), whole("trim[1]", end)


def _refused(trim: object, rule: str) -> str:
    return refused("trim", repr(trim), rule)
