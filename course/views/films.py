"""What an animation in two dimensions shows in each frame.

Three films of a transposed convolution, and one of a convolution. They show the same numbers in
different orders: stamp by stamp, or output by output, there from the products that meet on an
output, or as a convolution of the stretched input with the kernel turned round.
"""

from collections.abc import Callable, Container, Iterable
from itertools import product

from ..language import tr
from ..number_format import Number, number
from ..trace import ConvTrace, Product, Trace, factors, index, nothing_lands
from ..values import Place, Values, element, flat, nested, places, shape
from .film import (
    Cell,
    Film,
    Frame,
    Panel,
    grid,
    laid,
    name,
    panel,
    setting,
    size_told,
    slid_over,
    stretched,
    tap_told,
)
from .scene import times_kernel

MANY_PRODUCTS = 400
"""From here on a film leaves out the sums that padding cuts."""


def stamps(trace: Trace) -> Film:
    """Each input element stamps the kernel, scaled, on the output, where sums grow."""
    panels = (
        panel(tr("input"), trace.input_size),
        _taps(tr("kernel"), trace.w),
        _taps("", trace.w)._replace(under=1),
        Panel(tr("output"), trace.spans, trace.size, framed=True),
    )
    tells_cut = len(trace.products) < MANY_PRODUCTS

    def canvas(texts: dict[Place, str]) -> Iterable[Cell]:
        for at in product(*trace.spans):
            state = trace.state(at)
            told = state != "cut" or tells_cut
            yield Cell(3, at, texts.get(at, "") if told else "", state)

    sums: dict[Place, Number] = {}
    frames = []
    for i, n in trace.inputs.items():
        x = element(trace.x, i)
        stamp = {p.place: p for p in trace.products if p.i == i}
        texts = {at: number(value) for at, value in sums.items()}
        for place, p in stamp.items():
            sign = "+" if place in texts and not number(p.value).startswith("−") else ""
            texts[place] = texts.get(place, "") + sign + number(p.value)
            sums[place] = sums.get(place, 0) + p.value
        cells = (
            *grid(0, trace.x, {i: n}),
            *grid(1, trace.w),
            *(Cell(2, p.k, number(p.value), hue=n) for p in stamp.values()),
            *canvas(texts),
        )
        start = next(iter(stamp))
        # Translators: as in "x[0, 1] = 2 stamps 2 × kernel, its corner at [0, 2]".
        words = tr(
            "{name} = {value} stamps {value} × kernel, its corner at {place}",
            name=f"x{index(i)}",
            value=number(x),
            place=index(start),
        )
        frames.append(Frame(cells, words, times_kernel(x), laid(3, start, trace, n)))
    result = canvas({at: number(sums.get(at, 0)) for at in product(*trace.spans)})
    still = (*grid(0, trace.x, trace.inputs), *grid(1, trace.w), *result)
    frames.append(Frame(still, size_told(trace)))
    return Film(name(trace), setting(trace), panels, tuple(frames))


def gather(trace: Trace) -> Film:
    """Output by output: the input elements that meet there, each with its tap."""
    given, frames = list(grid(0, trace.x)), []
    for place in places(trace.y):
        terms = trace.at(place)
        corners = {term.i: tap_told(trace.w, term.k) for term in terms}
        inputs = (
            cell._replace(hue=trace.inputs[cell.place], corner=corners[cell.place])
            if cell.place in corners
            else cell
            for cell in given
        )
        met = {term.k: trace.inputs[term.i] for term in terms}
        frames.append(Frame((*inputs, *grid(1, trace.w, met)), _summed(place, terms)))
    frames.append(Frame((*given, *grid(1, trace.w)), size_told(trace)))
    panels = panel(tr("input"), trace.input_size), _taps(tr("kernel"), trace.w)
    return _outputs(trace, panels, frames)


def zero_insert(trace: Trace) -> Film:
    """Output by output: the kernel, turned round, slides over the input with zeros put in.

    It is a convolution with stride 1 of what stands there.
    """
    spans, inputs = slid_over(trace)
    stands = {at: element(trace.x, i) for at, i in inputs.items()}
    filled = nested([stands.get(at, 0) for at in product(*spans)], tuple(map(len, spans)))
    turned = tuple(row[::-1] for row in trace.w[::-1])
    slid = ConvTrace.of(
        filled, turned, dimensions=2, dilation=[layer.dilation for layer in trace.axes]
    )
    over = Panel(tr("input with zeros put in and around"), spans)
    panels = over, _taps(tr("kernel, turned round"), turned)
    return _slid(trace, panels, slid, stands, stretched(trace))


def convolution(trace: ConvTrace) -> Film:
    """Output by output: the kernel slides over the input and the zeros that padding puts round."""
    over = Panel(tr("input"), trace.spans, trace.input_size, framed=True)
    panels = over, _taps(tr("kernel"), trace.w)
    return _slid(trace, panels, trace, trace.inputs, size_told(trace))


FILMS: dict[str, Callable[[Trace], Film]] = {
    "scatter": stamps,
    "gather": gather,
    "zero_insert": zero_insert,
}


def _taps(title: str, kernel: Values) -> Panel:
    return Panel(title, tuple(map(range, shape(kernel))))


def _slid(
    trace: Trace | ConvTrace,
    panels: tuple[Panel, ...],
    slid: ConvTrace,
    given: Container[Place],
    words: str,
) -> Film:
    """The kernel slides over a panel of cells; those that were not given are zeros put in."""
    cells = (
        Cell(0, at, number(slid.value(at)), "bare" if at in given else "pale")
        for at in product(*panels[0].spans)
    )
    still = (*cells, *grid(1, slid.w))
    frames = []
    for place in places(slid.y):
        terms = slid.at(place)
        kernel = laid(0, terms[0].i, slid, 0)
        frames.append(Frame(still, _summed(place, terms), kernel=kernel))
    return _outputs(trace, panels, [*frames, Frame(still, words)])


def _outputs(trace: Trace | ConvTrace, panels: tuple[Panel, ...], frames: Iterable[Frame]) -> Film:
    """One frame for each output, with those before it; the last frame has all of them."""
    cells = [
        Cell(2, at, number(y), trace.state(at) if isinstance(trace, Trace) else "bare")
        for at, y in zip(places(trace.y), flat(trace.y), strict=True)
    ]
    shown = []
    for n, frame in enumerate(frames):
        made = [cell._replace(look="made") for cell in cells[n : n + 1]]
        to_come = [cell._replace(text="") for cell in cells[n + 1 :]]
        shown.append(frame._replace(cells=(*frame.cells, *cells[:n], *made, *to_come)))
    panels += (panel(tr("output"), trace.size),)
    return Film(name(trace), setting(trace), panels, tuple(shown))


def _summed(place: Place, terms: tuple[Product, ...]) -> str:
    """The output at a place, as the sum of its products."""
    if not terms:
        return nothing_lands(place)
    return f"y{index(place)} = {factors(terms)} = {number(sum(term.value for term in terms))}"
