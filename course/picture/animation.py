"""Animation knows how a film in two dimensions is asked for, and how it is told in characters."""

from numpy.typing import ArrayLike

from ..numbers import row
from ..trace2d import ConvTrace2d, Ints, Trace2d, shape
from ..views.film import Film
from ..views.films import FILMS, convolution
from . import Picture
from .motion import play

READING = {
    "scatter": "stamp by stamp: each input element stamps the kernel, scaled, and sums grow",
    "gather": "output by output: the products that land on one place are added up",
    "zero_insert": "output by output: the kernel, turned round, slides over the input with zeros "
    "put in and around",
    "convolution": "output by output: the kernel slides over the input",
}


CELLS = 400


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
    not possible, its last frame stands there. Raises IllegalLayer (a ValueError) as
    ``conv_transpose2d`` does, and ValueError for planes of more than 400 cells.

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
    if not transposed:
        if output_padding not in (0, (0, 0)):
            raise ValueError(
                f"output_padding={output_padding} is not possible: a convolution has none."
            )
        forward = ConvTrace2d.of(input, weight, stride=stride, padding=padding, dilation=dilation)
        _check_cells(forward)
        return _picture(convolution(forward), forward, "convolution")
    if view not in FILMS:
        raise ValueError(f"view={view!r} is not possible: it must be one of {', '.join(FILMS)}.")
    trace = Trace2d.of(
        input,
        weight,
        stride=stride,
        padding=padding,
        output_padding=output_padding,
        dilation=dilation,
    )
    _check_cells(trace)
    return _picture(FILMS[view](trace), trace, view)


def _check_cells(trace: Trace2d | ConvTrace2d) -> None:
    """Refuse what nobody could watch, and what would take minutes to draw."""
    high, wide = map(len, trace.spans)
    drawn = "output" if isinstance(trace, Trace2d) else "input with its zeros"
    planes = {"input": shape(trace.x), "weight": shape(trace.w), drawn: (high, wide)}
    for name, (rows, columns) in planes.items():
        if rows * columns > CELLS:
            raise ValueError(
                f"{name} of {rows} × {columns} cells can't be animated: at most {CELLS} cells can, "
                "as in 20 × 20."
            )


def _picture(film: Film, trace: Trace2d | ConvTrace2d, view: str) -> Picture:
    alt = (
        f"Animation of a {film.heading}, {READING[view]}. Input {row(trace.x)}, kernel "
        f"{row(trace.w)}, output {row(trace.y)}."
    )
    return Picture(play(film, alt), type_film(film), alt)


def type_film(film: Film) -> str:
    """The film's last frame in lines. ``(1)`` is cut by padding, ``[3]`` given back."""
    frame = film.frames[-1]
    blocks: list[list[str]] = []
    for n, panel in enumerate(film.panels):
        if n == film.retitled:
            continue  # There is no stamp any more.
        marks = {"cut": "({})", "back": "[{}]"}
        texts = {
            (cell.row, cell.column): marks.get(cell.look, " {} ").format(cell.text)
            for cell in frame.cells
            if cell.panel == n
        }
        width = max(map(len, texts.values())) + 1
        lines = ["".join(texts[r, c].rjust(width) for c in panel.columns) for r in panel.rows]
        blocks.append([panel.title, *lines])
    high = max(map(len, blocks))
    wide = [max(map(len, block)) + 4 for block in blocks]
    lines = [
        "".join(
            (block[n] if n < len(block) else "").ljust(width)
            for block, width in zip(blocks, wide, strict=True)
        ).rstrip()
        for n in range(high)
    ]
    return "\n".join([film.heading, "", *lines, "", frame.words])
