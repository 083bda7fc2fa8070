"""The vocabulary of a view: marks, arrows and spans in rows, and nothing of pixels."""

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Literal, NamedTuple

from ..language import N_, tr, width
from ..layer import Layer
from ..number_format import Number, number
from ..trace import Product, Terms, Trace
from ..trimmed import trim_of
from ..values import Place, element

# By whether output_padding gives numbers back, and whether it adds cells where nothing lands.
GAINED = {
    # Translators: a number of cells that padding had cut and that are given back.
    (True, False): N_("output_padding {value}: {back} back"),
    # Translators: a number of cells on which nothing lands.
    (False, True): N_("output_padding {value}: {empty} empty"),
    # Translators: both, one after the other.
    (True, True): N_("output_padding {value}: {back} back, {empty} empty"),
}
Kind = Literal["x", "w", "p", "z", "s", "y", "o"]
Look = Literal["kept", "cut", "back", "empty", "pale", "bare", "wrong", "early"]


class Mark(NamedTuple):
    """One number in its cell; ``kind`` and ``of`` name the same thing in every view.

    x, w: the input, the tap at a place. p: the product of an input and a tap. z: an inserted zero,
    or its product with a tap. s, y: the sum, the output at a place. o: a 0 of the matrix.
    ``terms`` are the products (i, k) that the mark has a share in, i and k counted in the order of
    reading. ``before`` is a word that stands before the mark. ``shared`` are the input elements
    whose stamps meet on a place of a plane, in rows as they stand in the input.
    """

    kind: Kind
    of: tuple[Place, ...]
    column: float
    value: Number
    owner: int | None = None
    look: Look = "kept"
    note: str = ""
    terms: Terms = ()
    before: str = ""
    shared: tuple[tuple[int, ...], ...] = ()

    @property
    def id(self) -> str:
        return mark_id(self.kind, self.of)


def mark_id(kind: Kind, of: tuple[Place, ...]) -> str:
    """A mark's name in a picture: x1, p1.2, s-1, o4.1, and in two dimensions y1, 0.

    >>> mark_id("p", ((1,), (2,)))
    'p1.2'
    """
    return kind + ".".join(", ".join(map(str, place)) for place in of)


class Arrow(NamedTuple):
    start: float
    end: float
    text: str


class Span(NamedTuple):
    """A stretch of columns that belongs to a parameter, or to "" where its text says what it is.

    ``line`` is where its text stands.
    """

    start: int
    end: int
    parameter: str
    text: str
    line: int = 0


class Bar(NamedTuple):
    """A stretch of columns drawn as one piece, with what it holds in words."""

    start: int
    end: int
    text: str
    owner: int | None = None
    look: Look = "kept"


class Tick(NamedTuple):
    """A moment: at a column's left edge, the line from the input that comes then to its stamp.

    It begins in the row of the inputs, and ends with that of the stamp, through which it is bold.
    """

    column: float
    of: int
    ends: bool = False


class Told(NamedTuple):
    """Words under a column; strong where they are what matters in their row."""

    column: float
    text: str
    strong: bool = False


class Row(NamedTuple):
    """``part``: what it belongs to: the sum, with the window that is kept of it, the output, or all
    that comes before. ``key`` says what the mark of an early number means.
    """

    label: str = ""
    detail: str = ""
    marks: tuple[Mark, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    spans: tuple[Span, ...] = ()
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    told: tuple[Told, ...] = ()
    key: str = ""
    height: float = 1.0
    part: Literal["stamps", "sum", "output"] = "stamps"


class Shown(NamedTuple):
    """What a picture shows of the result: the sum with its window, and the size formula."""

    window: bool = True
    formula: bool = True

    @classmethod
    def of(cls, trace: Trace, *, formula: bool, moving: bool = False) -> "Shown":
        """moving: whether a hand can move the window, so that it is shown in any case."""
        cuts = any(map(any, trace.cut)) or any(trace.gained)
        return cls(moving or cuts, formula)


WHOLE = Shown()


class Scene(NamedTuple):
    """``start`` and ``end`` are the first column and the one after the last."""

    view: str
    rows: tuple[Row, ...]
    start: float
    end: float
    formula: tuple[tuple[str, str], ...]

    def only(self, shown: Shown) -> "Scene":
        """The scene with what is shown of it; without a window the output is the sum."""
        rows = tuple(row for row in self.rows if shown.window or row.part != "sum")
        return self._replace(rows=rows, formula=self.formula if shown.formula else ())


def scene(trace: Trace, view: str, rows: list[Row]) -> Scene:
    """The rows with the size formula under them, as wide as their widest row."""
    columns = [mark.column for row in rows for mark in row.marks]
    columns += [end for row in rows for bar in row.bars for end in (bar.start, bar.end - 1)]
    formula = formula_of(trace.axes[0], len(trace.x))
    return Scene(view, tuple(rows), min(columns), max(columns) + 1, formula)


def with_output(trace: Trace, view: str, rows: list[Row]) -> Scene:
    """The rows with what is kept of the sum, and the output, under them."""
    return scene(trace, view, [*rows, window(trace), outputs(trace)])


def formula_of(layer: Layer, input_size: int) -> tuple[tuple[str, str], ...]:
    """The size formula as an equation, in ``size_pieces``' pieces."""
    # Translators: an equation, whose formula stands last: size = (2 − 1)·4 + … = 7.
    return ((tr("size = {formula}", formula=""), ""), *layer.size_pieces(input_size))


def times_kernel(value: Number) -> str:
    """What a stamp's row is called."""
    # Translators: stands before a stamp: the kernel multiplied by an input.
    return tr("{number} × kernel", number=number(value))


def starts_at(place: int) -> str:
    """Where a stamp starts."""
    # Translators: a stamp, at a place of the output.
    return tr("starts at {place}", place=number(place))


def input_mark(trace: Trace, i: Place, column: float, note: str = "") -> Mark:
    n = trace.inputs[i]
    terms = tuple(product((n,), trace.taps.values()))
    return Mark("x", (i,), column, element(trace.x, i), n, note=note, terms=terms)


def tap_mark(trace: Trace, k: Place, column: float, note: str = "") -> Mark:
    n = trace.taps[k]
    terms = tuple(product(trace.inputs.values(), (n,)))
    return Mark("w", (k,), column, element(trace.w, k), look="bare", note=note, terms=terms)


def product_mark(trace: Trace, term: Product, column: float, note: str = "") -> Mark:
    i, k = trace.inputs[term.i], trace.taps[term.k]
    look: Look = "kept" if trace.keeps(term.place) else "cut"
    return Mark("p", (term.i, term.k), column, term.value, i, look, note, ((i, k),))


def stamp(trace: Trace, i: int) -> tuple[Mark, ...]:
    """The products of one input element, at the places where they land."""
    taps = len(trace.w)
    made = trace.products[i * taps : (i + 1) * taps]
    return tuple(product_mark(trace, term, term.place[0]) for term in made)


def sum_mark(trace: Trace, place: Place, column: float, kind: Kind, note: str = "") -> Mark:
    """What is on a place, as the sum "s" or as the output "y"."""
    value, look = trace.sums.get(place, 0), trace.state(place)
    return Mark(kind, (place,), column, value, None, look, note, trace.terms(place))


def inputs(trace: Trace) -> Row:
    """The input and, to its right, the kernel."""
    (columns,) = trace.spans
    first = columns.start
    # Translators: stands before the kernel's numbers, in a picture: the room is narrow.
    kernel = tr("kernel")
    # Narrow columns leave the word less room.
    narrow = max(len(columns), len(trace.x) + len(trace.w)) > 17
    behind = first + len(trace.x) + max(3 if narrow else 2, -(-(width(kernel) + 1) // 4))
    given = [input_mark(trace, (i,), first + i, str(i)) for i in range(len(trace.x))]
    taps = [tap_mark(trace, (k,), behind + k, str(k)) for k in range(len(trace.w))]
    taps[0] = taps[0]._replace(before=kernel)
    return Row(tr("input"), marks=(*given, *taps))


def sums(trace: Trace) -> Row:
    (columns,) = trace.spans
    marks = tuple(sum_mark(trace, (c,), c, "s") for c in columns)
    # Translators: stands before a row of numbers: what all stamps add up to, place by place.
    return Row(tr("sum"), marks=marks, part="sum")


def window(trace: Trace) -> Row:
    """What the parameters do to the sum: the cells cut, the window kept, the cells given back."""
    (size,), (cut,), (gained,) = trace.size, trace.cut, trace.gained
    spans = [Span(0, size, "output", ""), *_cuts(trace)]
    if gained:
        back, empty = map(len, gains(trace))
        output_padding = trace.axes[0].output_padding
        text = tr(GAINED[bool(back), bool(empty)], value=output_padding, back=back, empty=empty)
        line = int(any(cut))
        spans.append(Span(gained.start, gained.stop, "output_padding", text, line))
    return Row(spans=tuple(spans), part="sum")


def _cuts(trace: Trace) -> Iterator[Span]:
    """The cells that padding cuts and, next to the output, those that a slice cuts."""
    ((near, far),), (size,), (begin, end) = trace.cut, trace.size, trim_of(trace.axes[0])
    # Translators: a number of cells.
    padding = N_("padding cuts {count}")
    # Translators: a number of cells that a slice of the output leaves out.
    slice_cuts = N_("cut {count}")
    outer = range(near.start, -begin), range(size + end, far.stop)
    for told, ends in ((padding, outer), (slice_cuts, (range(-begin, 0), range(size, size + end)))):
        for cells, beyond in zip(ends, outer, strict=True):
            line = int(told == slice_cuts and bool(beyond))
            if cells:
                text = tr(told, count=len(cells))
                yield Span(cells.start, cells.stop, "padding", text, line)


def gains(trace: Trace) -> tuple[list[int], list[int]]:
    """The places that output_padding adds: those with a sum that was cut, and the empty ones."""
    (layer,), (gained,), (size,) = trace.axes, trace.gained, trace.input_size
    empty = [place for place in gained if not layer.meeting(place, size)]
    return [place for place in gained if place not in empty], empty


def outputs(trace: Trace) -> Row:
    (size,) = trace.size
    marks = tuple(sum_mark(trace, (c,), c, "y", str(c)) for c in range(size))
    return Row(tr("output"), marks=marks, part="output")


def strides(trace: Trace) -> Row:
    """Grey arrows from each stamp's start to the next one's."""
    (layer,) = trace.axes
    starts = [layer.place(i, 0) for i in range(len(trace.x))]
    told = tr("stride {stride}", stride=layer.stride)
    return Row(arrows=tuple(Arrow(a, b, told) for a, b in pairwise(starts)))
