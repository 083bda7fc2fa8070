"""Scene knows the vocabulary of a view: marks, arrows and spans in rows, and nothing of pixels."""

from itertools import pairwise
from typing import Literal, NamedTuple

from ..language import N_, tr, width
from ..layer import Layer
from ..numbers import Number, number
from ..trace import Trace

Look = Literal["kept", "cut", "back", "empty", "pale", "bare", "wrong"]


class Mark(NamedTuple):
    """One number in its cell; ``id`` names the same thing in every view.

    x1, w2: input and tap. p1.2: the product of input 1 and tap 2. z3.2: the same of an inserted
    zero at 3. s-1, y4: the sum and the output at a place. o4.1: a 0 of the matrix.
    ``terms`` are the products (i, k) that the mark has a share in.
    """

    id: str
    column: float
    value: Number
    owner: int | None = None
    look: Look = "kept"
    note: str = ""
    terms: tuple[tuple[int, int], ...] = ()


class Word(NamedTuple):
    """A text that stands before a column."""

    column: float
    text: str


class Arrow(NamedTuple):
    start: float
    end: float
    text: str


class Span(NamedTuple):
    """A stretch of columns that belongs to a parameter; ``line`` is where its text stands."""

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


class Row(NamedTuple):
    label: str = ""
    detail: str = ""
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    spans: tuple[Span, ...] = ()
    bars: tuple[Bar, ...] = ()
    height: float = 1.0


class Scene(NamedTuple):
    """``start`` and ``end`` are the first column and the one after the last."""

    view: str
    rows: tuple[Row, ...]
    start: float
    end: float
    formula: tuple[tuple[str, str], ...]
    dense: bool = False


def scene(trace: Trace, view: str, rows: list[Row], dense: bool = False) -> Scene:
    """The rows with the size formula under them, as wide as their widest row."""
    columns = [mark.column for row in rows for mark in row.marks]
    columns += [edge - 1 for row in rows for bar in row.bars for edge in (bar.start + 1, bar.end)]
    formula = formula_of(trace.layer, len(trace.x))
    return Scene(view, tuple(rows), min(columns), max(columns) + 1, formula, dense)


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


def met(trace: Trace, place: int) -> tuple[tuple[int, int], ...]:
    """The products that land on a place, as a mark's terms."""
    return tuple((term.i, term.k) for term in trace.at(place))


def input_mark(trace: Trace, i: int, column: float) -> Mark:
    terms = tuple((i, k) for k in range(len(trace.w)))
    return Mark(f"x{i}", column, trace.x[i], i, note=str(i), terms=terms)


def stamp(trace: Trace, i: int) -> tuple[Mark, ...]:
    """The products of one input element, at the places where they land."""
    taps = len(trace.w)
    return tuple(
        Mark(f"p{i}.{k}", place, value, i, "kept" if trace.keeps(place) else "cut", "", ((i, k),))
        for _, k, value, place in trace.products[i * taps : (i + 1) * taps]
    )


def tap_mark(trace: Trace, k: int, column: float) -> Mark:
    terms = tuple((i, k) for i in range(len(trace.x)))
    return Mark(f"w{k}", column, trace.w[k], look="bare", note=str(k), terms=terms)


def inputs(trace: Trace) -> Row:
    """The input and, to its right, the kernel."""
    first = trace.columns.start
    # Translators: stands before the kernel's numbers, in a picture: the room is narrow.
    kernel = tr("kernel")
    # Narrow columns leave the word less room.
    narrow = max(len(trace.columns), len(trace.x) + len(trace.w)) > 17
    behind = first + len(trace.x) + max(3 if narrow else 2, -(-(width(kernel) + 1) // 4))
    return Row(
        tr("input"),
        marks=(
            *(input_mark(trace, i, first + i) for i in range(len(trace.x))),
            *(tap_mark(trace, k, behind + k) for k in range(len(trace.w))),
        ),
        words=(Word(behind, kernel),),
    )


def sums(trace: Trace) -> Row:
    return Row(
        # Translators: stands before a row of numbers: what all stamps add up to, place by place.
        tr("sum"),
        marks=tuple(
            Mark(f"s{c}", c, trace.sums.get(c, 0), look=trace.state(c), terms=met(trace, c))
            for c in trace.columns
        ),
    )


def window(trace: Trace) -> Row:
    """What the parameters do to the sum: the cells cut, the window kept, the cells given back."""
    layer, columns = trace.layer, trace.columns
    kept = Span(0, trace.size, "output", "")
    cut = [
        # Translators: a number of cells.
        Span(start, end, "padding", tr("padding cuts {count}", count=end - start))
        for start, end in ((columns.start, min(0, columns.stop)), (trace.size, columns.stop))
        if start < end
    ]
    back = []
    if layer.output_padding:
        start = max(0, trace.size - layer.output_padding)
        gained = range(start, trace.size)
        empty = sum(trace.state(place) == "empty" for place in gained)
        text = tr(
            _gains(len(gained) - empty, empty),
            value=layer.output_padding,
            back=len(gained) - empty,
            empty=empty,
        )
        back = [Span(start, trace.size, "output_padding", text, line=1 if cut else 0)]
    return Row(spans=(kept, *cut, *back))


def _gains(back: int, empty: int) -> str:
    """What output_padding gives: numbers that padding had cut, or cells where nothing lands."""
    if not empty:
        # Translators: a number of cells that padding had cut and that are given back.
        return N_("output_padding {value}: {back} back")
    if not back:
        # Translators: a number of cells on which nothing lands.
        return N_("output_padding {value}: {empty} empty")
    # Translators: both, one after the other.
    return N_("output_padding {value}: {back} back, {empty} empty")


def outputs(trace: Trace) -> Row:
    return Row(
        tr("output"),
        marks=tuple(
            Mark(f"y{c}", c, v, look=trace.state(c), note=str(c), terms=met(trace, c))
            for c, v in enumerate(trace.y)
        ),
    )


def strides(trace: Trace) -> Row:
    """Grey arrows from each stamp's start to the next one's."""
    starts = [trace.layer.place(i, 0) for i in range(len(trace.x))]
    told = tr("stride {stride}", stride=trace.layer.stride)
    return Row(arrows=tuple(Arrow(a, b, told) for a, b in pairwise(starts)))
