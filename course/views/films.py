"""What an animation in two dimensions shows in each frame.

Three films of a transposed convolution, and one of a convolution. They show the same numbers in
different orders: stamp by stamp, or output by output, there from the products that meet on an
output, or as a convolution of the stretched input with the kernel turned round.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from ..language import tr
from ..number_format import Number, number
from ..trace import ConvTrace, Product, Trace, factors, index, nothing_lands
from ..values import Place, Values, element, flat, nested, places, shape
from .film import (
    Cell,
    Film,
    Frame,
    Kernel,
    Look,
    Panel,
    grid,
    name,
    plus,
    setting,
    size_told,
    stretched,
    tap_told,
    taps_of,
)
from .scene import times_kernel

MANY_PRODUCTS = 400
"""From here on a film leaves out the sums that padding cuts."""


def stamps(trace: Trace) -> Film:
    """Each input element stamps the kernel, scaled, on the output, where sums grow."""
    high, wide = trace.spans
    (h, w), taps, size = trace.input_size, shape(trace.w), trace.size
    panels = (
        Panel(tr("input"), range(h), range(w), (range(h), range(w))),
        Panel(tr("kernel"), range(taps[0]), range(taps[1])),
        Panel("", range(taps[0]), range(taps[1]), under=1),
        Panel(tr("output"), high, wide, (range(size[0]), range(size[1])), framed=True),
    )
    tells_cut = len(trace.products) < MANY_PRODUCTS

    def canvas(texts: dict[Place, str]) -> Iterable[Cell]:
        for r, c in product(high, wide):
            state = trace.state((r, c))
            told = state != "cut" or tells_cut
            yield Cell(3, r, c, texts.get((r, c), "") if told else "", state)

    sums: dict[Place, Number] = {}
    frames = []
    for n, i in enumerate(places(trace.x)):
        x = element(trace.x, i)
        stamp = {p.place: p for p in trace.products if p.i == i}
        written = {
            place: f"{number(sums[place])}{plus(p.value)}" if place in sums else number(p.value)
            for place, p in stamp.items()
        }
        cells = [
            *grid(0, trace.x, {i: n}.get),
            *grid(1, trace.w),
            *(Cell(2, p.k[0], p.k[1], number(p.value), hue=n) for p in stamp.values()),
            *canvas({at: number(value) for at, value in sums.items()} | written),
        ]
        start = next(iter(stamp))
        # Translators: as in "x[0, 1] = 2 stamps 2 × kernel, its corner at [0, 2]".
        words = tr(
            "{name} = {value} stamps {value} × kernel, its corner at {place}",
            name=f"x{index(i)}",
            value=number(x),
            place=index(start),
        )
        laid = Kernel(3, start, taps_of(trace.w, trace.axes), n)
        frames.append(Frame(tuple(cells), words, times_kernel(x), laid))
        for place, p in stamp.items():
            sums[place] = sums.get(place, 0) + p.value
    still = [
        *grid(0, trace.x, trace.inputs.get),
        *grid(1, trace.w),
        *canvas({(r, c): number(sums.get((r, c), 0)) for r in high for c in wide}),
    ]
    frames.append(Frame(tuple(still), size_told(trace)))
    return Film(name(trace), setting(trace), panels, tuple(frames), 2)


def gather(trace: Trace) -> Film:
    """Output by output: the input elements that meet there, each with its tap."""
    h, w = trace.input_size
    panel = Panel(tr("input"), range(h), range(w), (range(h), range(w)))

    def frame(place: Place) -> tuple[list[Cell], str, None]:
        terms = trace.at(place)
        taps = {t.i: t.k for t in terms}
        order = trace.inputs
        shown = [
            cell._replace(
                hue=order[i] if i in taps else None,
                corner=tap_told(trace.w, taps[i]) if i in taps else "",
            )
            for i, cell in zip(places(trace.x), grid(0, trace.x), strict=True)
        ]
        met = {k: order[i] for i, k in taps.items()}
        shown += grid(1, trace.w, met.get)
        return shown, _summed(place, terms), None

    still = [*grid(0, trace.x), *grid(1, trace.w)]
    return _outputs(trace, panel, trace.w, frame, still, tr("kernel"))


def zero_insert(trace: Trace) -> Film:
    """Output by output: the kernel, turned round, slides over the input with zeros put in.

    Output r meets input i at tap k. With the kernel turned round, the window of output r begins at
    row r, so that input i stands where the last tap of its stamp lands. From there on it is a
    convolution with stride 1 of what stands there.
    """
    high, wide = (
        range(size + layer.full_size(1) - 1)
        for size, layer in zip(trace.size, trace.axes, strict=True)
    )
    last = tuple(layer.kernel_size - 1 for layer in trace.axes)
    stands = {trace.place(i, last): x for i, x in zip(places(trace.x), flat(trace.x), strict=True)}
    filled = nested([stands.get(at, 0) for at in product(high, wide)], (len(high), len(wide)))
    turned = tuple(row[::-1] for row in trace.w[::-1])
    slid = ConvTrace.of(
        filled, turned, dimensions=2, dilation=[layer.dilation for layer in trace.axes]
    )
    panel = Panel(tr("input with zeros put in and around"), high, wide)
    cells = [
        cell._replace(look="bare" if (cell.row, cell.column) in stands else "pale")
        for cell in grid(0, filled)
    ]
    return _slid(slid, panel, cells, tr("kernel, turned round"), trace, stretched(trace))


def convolution(trace: ConvTrace) -> Film:
    """Output by output: the kernel slides over the input and the zeros that padding puts round."""
    high, wide = trace.spans
    h, w = trace.input_size
    panel = Panel(tr("input"), high, wide, (range(h), range(w)), framed=True)
    cells = [
        Cell(0, r, c, number(trace.value((r, c))), "bare" if 0 <= r < h and 0 <= c < w else "pale")
        for r in high
        for c in wide
    ]
    return _slid(trace, panel, cells, tr("kernel"), trace)


FILMS: dict[str, Callable[[Trace], Film]] = {
    "scatter": stamps,
    "gather": gather,
    "zero_insert": zero_insert,
}


def _slid(
    trace: ConvTrace,
    panel: Panel,
    cells: list[Cell],
    title: str,
    of: Trace | ConvTrace,
    words: str = "",
) -> Film:
    """The kernel slides over a panel of cells."""
    still = [*cells, *grid(1, trace.w)]

    def frame(place: Place) -> tuple[list[Cell], str, Kernel]:
        terms = trace.at(place)
        laid = Kernel(0, terms[0].i, taps_of(trace.w, trace.axes, written=True), 0)
        return still, _summed(place, terms), laid

    return _outputs(of, panel, trace.w, frame, still, title, words)


def _outputs(
    trace: Trace | ConvTrace,
    panel: Panel,
    kernel: Values,
    frame: Callable[[Place], tuple[list[Cell], str, Kernel | None]],
    still: list[Cell],
    title: str,
    words: str = "",
) -> Film:
    """One frame an output: what makes it, its sum, and the outputs before it."""
    taps, size = shape(kernel), trace.size
    panels = (
        panel,
        Panel(title, range(taps[0]), range(taps[1])),
        Panel(tr("output"), range(size[0]), range(size[1]), (range(size[0]), range(size[1]))),
    )
    looks: list[tuple[Place, Look]] = [
        (at, trace.state(at) if isinstance(trace, Trace) else "bare") for at in places(trace.y)
    ]
    frames = []
    for n, (now, _) in enumerate(looks):
        shown, sentence, laid = frame(now)
        made = [
            Cell(
                2, r, c, number(trace.y[r][c]) if m <= n else "", "made" if (r, c) == now else look
            )
            for m, ((r, c), look) in enumerate(looks)
        ]
        frames.append(Frame((*shown, *made), sentence, kernel=laid))
    result = [Cell(2, r, c, number(trace.y[r][c]), look) for (r, c), look in looks]
    frames.append(Frame((*still, *result), words or size_told(trace)))
    return Film(name(trace), setting(trace), panels, tuple(frames))


def _summed(place: Place, terms: Sequence[Product]) -> str:
    """The output at a place, as the sum of its products."""
    if not terms:
        return nothing_lands(place)
    return f"y{index(place)} = {factors(terms)} = {number(sum(term.value for term in terms))}"
