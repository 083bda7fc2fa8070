"""Makes a picture of a trace, or the pieces of a live one."""

from ..trace import Trace
from ..views import VIEWS, lay_out
from ..views.planes import Planes
from .picture import Picture
from .planes import check_cells, planes_pieces, type_planes
from .svg import draw_scene, scene_pieces
from .text import type_scene
from .words import in_words


def picture_of(trace: Trace, view: str) -> Picture:
    if len(trace.axes) > 1:
        check_cells(trace)
    layout, alt = lay_out(trace, view), in_words(trace, view)
    if not isinstance(layout, Planes):
        return Picture(draw_scene(layout, alt), type_scene(layout), alt)
    svg = "" if len(trace.axes) > 2 else "".join(planes_pieces(layout, alt))
    return Picture(svg, type_planes(layout), alt)


def live_pieces(trace: Trace, view: str, alt: str, live: str) -> list[str]:
    """The SVG element in pieces, of which frames that are alike share most, with all its marks.

    live: attributes of the element; see ``svg.scene_pieces``.
    """
    layout = VIEWS[view][len(trace.axes)](trace)
    if isinstance(layout, Planes):
        return planes_pieces(layout, alt, live)
    return scene_pieces(layout, alt, live)
