"""The vocabulary of an animation in two dimensions: cells in panels, frame by frame."""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Literal, NamedTuple

from ..axes import parameters_of
from ..language import N_, listed, tr
from ..layer import Layer
from ..number_format import number
from ..trace import ConvTrace, Trace
from ..values import Place, Values, element, places, shape

Look = Literal["bare", "kept", "cut", "back", "empty", "pale", "made"]
CELLS = 400


class Cell(NamedTuple):
    """A text in a cell of a panel; ``hue`` is the input element that it belongs to, if any.

    ``corner`` is a small text: the tap that meets the number.
    """

    panel: int
    place: Place
    text: str
    look: Look = "bare"
    hue: int | None = None
    corner: str = ""


class Kernel(NamedTuple):
    """The kernel laid on a panel with its corner at a place: (offset, tap's text) for each tap."""

    panel: int
    place: Place
    taps: tuple[tuple[Place, str], ...]
    hue: int


class Panel(NamedTuple):
    """A grid of cells; one without a title has that of the frame.

    ``numbered``: how many rows and columns, from 0 on, have an index at their side.
    """

    title: str
    spans: tuple[range, ...]
    numbered: Place = (0, 0)
    framed: bool = False
    under: int | None = None
    """The panel that this one stands under; else it stands to the right of the one before."""


class Frame(NamedTuple):
    cells: tuple[Cell, ...]
    words: str
    title: str = ""
    kernel: Kernel | None = None


class Film(NamedTuple):
    """The last frame is the result; it stays longer, and stands alone where nothing moves."""

    name: str
    setting: str
    """The kernel's size and the parameters."""
    panels: tuple[Panel, ...]
    frames: tuple[Frame, ...]

    @property
    def heading(self) -> str:
        return listed([self.name, self.setting])


def panel(title: str, size: Place) -> Panel:
    """A panel of that many rows and columns, each with its index."""
    return Panel(title, tuple(map(range, size)), size)


def laid(panel: int, place: Place, trace: Trace | ConvTrace, hue: int) -> Kernel:
    """The kernel with its corner at a place; in a convolution its taps' numbers are written."""
    taps = (
        (
            tuple(n * layer.dilation for n, layer in zip(k, trace.axes, strict=True)),
            tap_told(trace.w, k) if isinstance(trace, ConvTrace) else "",
        )
        for k in places(trace.w)
    )
    return Kernel(panel, place, tuple(taps), hue)


def tap_told(w: Values, k: Place) -> str:
    return f"·{number(element(w, k))}"


def grid(panel: int, values: Values, hues: Mapping[Place, int] = {}) -> Iterable[Cell]:
    return (Cell(panel, at, number(element(values, at)), hue=hues.get(at)) for at in places(values))


def check_cells(trace: Trace | ConvTrace, drawn: str, refusal: str) -> None:
    """Refuse what nobody could read or watch, and what would take minutes to draw.

    drawn: what is drawn last.
    """
    sizes = {"input": trace.input_size, "weight": shape(trace.w)}
    sizes[drawn] = tuple(map(len, trace.spans))
    for name, size in sizes.items():
        if prod(size) > CELLS:
            told = {"name": name, "size": by(size), "rows": size[-2], "columns": size[-1]}
            raise ValueError(tr(refusal, **told, most=CELLS))


def by(size: Iterable[int]) -> str:
    return "×".join(map(str, size))


def name(trace: Trace | ConvTrace) -> str:
    """What it is, and its sizes."""
    sizes = {"before": by(trace.input_size), "after": by(trace.size)}
    if isinstance(trace, Trace):
        # Translators: a figure's title. The values are sizes such as 2×2.
        return tr("transposed convolution {before} → {after}", **sizes)
    # Translators: a figure's title. The values are sizes such as 2×2.
    return tr("convolution {before} → {after}", **sizes)


# Translators: {value} is a number, or two of them in brackets.
PARAMETERS = {
    "stride": N_("stride {value}"),
    "padding": N_("padding {value}"),
    "output_padding": N_("output_padding {value}"),
    "dilation": N_("dilation {value}"),
}


SIZES = {
    # Translators: two formulas, each of which ends in its result.
    2: N_("height = {high}; width = {wide}"),
    # Translators: three formulas, each of which ends in its result.
    3: N_("depth = {deep}; height = {high}; width = {wide}"),
}


def setting(trace: Trace | ConvTrace) -> str:
    """The kernel's size and the parameters; of some only what is not the default."""
    # Translators: a size such as 3×3.
    parts = [tr("kernel {size}", size=by(shape(trace.w)))]
    for parameter, value in parameters_of(trace.axes).items():
        if (parameter, value) not in (("output_padding", 0), ("dilation", 1)):
            parts.append(tr(PARAMETERS[parameter], value=value))
    return listed(parts)


def slid_over(trace: Trace) -> tuple[tuple[range, ...], dict[Place, Place]]:
    """The cells that a convolution of the stretched input reads, and where each input stands there.

    Output r meets input i at tap k. With the kernel turned round, the window of output r begins at
    row r, so that input i stands where the last tap of its stamp lands. Padding that is deep leaves
    inputs outside the cells.
    """
    spans = tuple(
        range(size + layer.full_size(1) - 1)
        for size, layer in zip(trace.size, trace.axes, strict=True)
    )
    last = tuple(layer.kernel_size - 1 for layer in trace.axes)
    return spans, {trace.place(i, last): i for i in trace.inputs}


def stretched(trace: Trace) -> str:
    """What "A guide to convolution arithmetic" calls i′, p′ and a."""
    lasts = [layer.kernel_size - 1 for layer in trace.axes]
    around = map(Layer.place, trace.axes, (0, 0), lasts)
    sizes = [
        (size - 1) * layer.stride + 1
        for layer, size in zip(trace.axes, trace.input_size, strict=True)
    ]
    more = [layer.output_padding for layer in trace.axes]

    def one(numbers: Iterable[int]) -> str:
        return listed(dict.fromkeys(map(number, numbers)), N_("{one} and {other}"))

    told = N_("stretched to {size}, zeros around: {around}")
    if any(more):
        # Translators: what zeros make of the input: its size, how many zeros stand at each side,
        # and how many more at two sides. A number, or "1 and 2" for height and width.
        told = N_(
            "stretched to {size}, zeros around: {around}, {more} more at the bottom and right"
        )
    return tr(told, size=by(sizes), around=one(around), more=one(more))


def size_told(trace: Trace | ConvTrace) -> str:
    if isinstance(trace, ConvTrace):
        return f"{by(trace.input_size)} → {by(trace.size)}"
    sizes = list(map(Layer.size_formula, trace.axes, trace.input_size))
    if len(set(sizes)) == 1:
        # Translators: {formula} holds for the height and for the width.
        return tr("size = {formula}, each way", formula=sizes[0])
    names = ("deep", "high", "wide")[-len(sizes) :]
    return tr(SIZES[len(sizes)], **dict(zip(names, sizes, strict=True)))
