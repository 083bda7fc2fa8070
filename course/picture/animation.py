"""Draws an animation in two dimensions, and tells it in characters."""

from collections import defaultdict
from typing import Any

from numpy.typing import ArrayLike

from ..axes import Ints
from ..language import N_, listed, refused, sentences, tr
from ..number_format import row
from ..trace import ConvTrace, Trace
from ..views.film import Film, check_cells
from ..views.films import FILMS, convolution
from .motion import play
from .picture import Picture
from .text import in_brackets, type_panels

NAMED = 4
"""How many steps an animation's alt text tells."""

READING = {
    # Translators: {heading} is as in "transposed convolution 2×2 → 4×4, kernel 2×2, stride 2".
    "scatter": N_(
        "Animation of a {heading}, stamp by stamp: each input element stamps the kernel, scaled, "
        "and sums grow."
    ),
    # Translators: {heading} is as in "transposed convolution 2×2 → 4×4, kernel 2×2, stride 2".
    "gather": N_(
        "Animation of a {heading}, output by output: the products that land on one place are "
        "added up."
    ),
    # Translators: {heading} is as in "transposed convolution 2×2 → 4×4, kernel 2×2, stride 2".
    "zero_insert": N_(
        "Animation of a {heading}, output by output: the kernel, turned round, slides over the "
        "input with zeros put in and around."
    ),
    # Translators: {heading} is as in "convolution 4×4 → 2×2, kernel 3×3, stride 1, padding 0".
    "convolution": N_(
        "Animation of a {heading}, output by output: the kernel slides over the input."
    ),
}


class Animation(Picture):
    """A picture in motion. In a notebook with a kernel it shows itself with its controls."""

    def _repr_mimebundle_(self, **_: Any) -> Any:
        from .live.film import FilmWidget

        view, told = FilmWidget(self.svg).view()
        return {**view, **super()._repr_mimebundle_()}, told


def animate(
    input: ArrayLike,
    weight: ArrayLike,
    *,
    view: str = "scatter",
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
    transposed: bool = True,
) -> Picture:
    """Draw a transposed convolution of one channel in two dimensions, in motion.

    input: (H, W), weight: (kH, kW); each parameter is an int or a pair (height, width). view:
    "scatter" (stamp by stamp), "gather" (output by output) or "zero_insert" (the kernel, turned
    round, slides over the stretched input). ``transposed=False`` draws the convolution with the
    same parameters. The picture plays through an image element; where motion is not wanted, or
    not possible, its last frame stands there. In a notebook it has controls. Raises IllegalLayer
    (a ValueError) as ``conv_transpose2d`` does, and ValueError for planes of more than 400 cells.

    >>> print(animate([[1, 2], [3, 1]], [[1, 1], [1, 3]], stride=2, padding=1).text)
    transposed convolution 2×2 → 2×2, kernel 2×2, stride 2, padding 1
    <BLANKLINE>
    input           kernel        output
       1   2           1   1        (1)  (1)  (2)  (2)
       3   1           1   3        (1)   3    2   (6)
                                    (3)   3    1   (1)
                                    (3)  (9)   (1)  (3)
    <BLANKLINE>
    size = (2 − 1)·2 − 2·1 + 1·(2 − 1) + 0 + 1 = 2, each way
    """
    if not transposed and output_padding not in (0, (0, 0)):
        rule = tr("a convolution has none")
        raise ValueError(refused("output_padding", output_padding, rule))
    if transposed and view not in FILMS:
        rule = tr("it must be one of {names}", names=listed(FILMS))
        raise ValueError(refused("view", repr(view), rule))
    kind: type[Trace] | type[ConvTrace] = Trace if transposed else ConvTrace
    trace = kind.of(input, weight, stride, padding, output_padding, dilation, dimensions=2)
    last = tr("output") if transposed else tr("input with its zeros")
    check_cells(
        trace,
        last,
        # Translators: {name} is input, weight, "output" or "input with its zeros".
        N_(
            "{name} of {rows} × {columns} cells can't be animated: at most {most} cells "
            "can, as in 20 × 20."
        ),
    )
    film = FILMS[view](trace) if isinstance(trace, Trace) else convolution(trace)
    numbers = tr(
        "Input {input}, kernel {kernel}, output {output}.",
        input=row(trace.x),
        kernel=row(trace.w),
        output=row(trace.y),
    )
    reading = READING[view if transposed else "convolution"]
    alt = sentences([tr(reading, heading=film.heading), _steps(film), numbers])
    return Animation(play(film, alt), type_film(film), alt)


def _steps(film: Film) -> str:
    """What happens in each frame, or in the first ones of many; the last one tells the size."""
    told = [frame.words for frame in film.frames[:-1]]
    if len(told) <= NAMED:
        return tr("Steps: {steps}.", steps="; ".join(told))
    # Translators: {count} more steps follow those that are told.
    more = N_("Steps: {steps}; and {count} more.")
    return tr(more, steps="; ".join(told[:NAMED]), count=len(told) - NAMED)


def type_film(film: Film) -> str:
    """The film's last frame in lines."""
    frame = film.frames[-1]
    texts: dict[int, dict[Any, str]] = defaultdict(dict)
    for cell in frame.cells:
        texts[cell.panel][cell.place] = in_brackets(cell.text, cell.look)
    # There is no stamp any more.
    panels = ((panel, texts[n]) for n, panel in enumerate(film.panels) if panel.title)
    return type_panels(film.heading, panels, frame.words)
