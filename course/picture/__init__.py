"""Draws a layer; its sizes, an image and the tones of a signal have modules of their own."""

from collections.abc import Sequence
from dataclasses import replace

from numpy.typing import ArrayLike

from ..axes import Ints
from ..language import N_, sentences, tr
from ..trace import Trace
from ..trimmed import trimmed
from ..views import VIEWS, lay_out
from ..views.film import check_cells
from ..views.planes import Planes
from ..views.scene import Scene, Shown
from .picture import LETTERS, Picture
from .svg import planes_pieces, scene_pieces
from .text import type_planes, type_scene
from .words import the_result, the_way

__all__ = ["LETTERS", "Picture", "draw"]


def draw(
    input: ArrayLike,
    weight: ArrayLike,
    *,
    view: str = "scatter",
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    dilation: Ints = 1,
    formula: bool = False,
    trim: Sequence[int] = (0, 0),
) -> Picture:
    """Draw the transposed convolution of one channel.

    input: (L,), weight: (k,). view: "scatter" (from the input), "gather" (from the output),
    "zero_insert", "matrix", "phases" (every stride-th output apart) or "time" (which outputs need
    inputs that arrive later). Planes, (H, W) and (kH, kW), have the views "scatter" and
    "zero_insert", and each parameter may be a pair (height, width); volumes, (D, H, W) and
    (kD, kH, kW), are told in text alone. Where nothing is cut or given back, the output is the sum,
    and stands for it. formula: whether the size formula stands below, with its numbers. trim: how
    many elements a slice then cuts at the beginning and at the end, along one axis. Raises
    IllegalLayer (a ValueError) as ``conv_transpose1d`` does, and ValueError for planes of more than
    400 cells, and where a trim leaves nothing.

    >>> print(draw([1, 1], [1, 1, 3], stride=4, padding=1, formula=True).text)
    input        1   1  kernel   1   1   3
    1 × kernel  (1)  1   3
    1 × kernel                   1   1  (3)
                 |--------------> stride 4
    sum         (1)  1   3   0   1   1  (3)
    padding cuts 1 | padding cuts 1
    output           1   3   0   1   1
                     0   1   2   3   4
    size = (2 − 1)·4 − 2·1 + 1·(3 − 1) + 0 + 1 = 5
    """
    trace = Trace.of(input, weight, stride, padding, output_padding, dilation)
    trace = trimmed(trace, trim) if trim != (0, 0) else trace
    return picture_of(trace, view, Shown.of(trace, formula=formula))


def picture_of(trace: Trace, view: str, shown: Shown) -> Picture:
    if len(trace.axes) > 1:
        # Translators: {name} is input, weight or "output", {size} as in 30×40.
        refusal = N_("{name} of {size} cells can't be drawn: at most {most} cells can.")
        check_cells(trace, tr("output"), refusal)
    layout = lay_out(trace, view, shown)
    alt = sentences([the_way(trace, view), the_result(trace, formula=shown.formula)])
    if not isinstance(layout, Planes):
        return replace(scene_picture(layout, alt), case=(trace, view))
    svg = "" if len(trace.axes) > 2 else "".join(planes_pieces(layout, alt))
    return Picture(svg, type_planes(layout), alt, (trace, view))


def scene_picture(scene: Scene, alt: str) -> Picture:
    return Picture("".join(scene_pieces(scene, alt)), type_scene(scene), alt)


def live_pieces(trace: Trace, view: str, shown: Shown, alt: str, live: str) -> list[str]:
    """The SVG element in pieces, of which frames that are alike share most, with all its marks.

    live: attributes of the element; see ``svg.scene_pieces``.
    """
    layout = VIEWS[view][len(trace.axes)](trace).only(shown)
    if isinstance(layout, Planes):
        return planes_pieces(layout, alt, live)
    return scene_pieces(layout, alt, live)
