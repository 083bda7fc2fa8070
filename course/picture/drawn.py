"""Makes a picture of a trace, or the pieces of a live one."""

from ..language import N_, tr
from ..trace import Trace
from ..views import VIEWS, lay_out
from ..views.film import check_cells
from ..views.planes import Planes
from ..views.scene import Scene
from .picture import Picture
from .planes import planes_pieces, type_planes
from .svg import scene_pieces
from .text import type_scene
from .words import in_words


def picture_of(trace: Trace, view: str) -> Picture:
    if len(trace.axes) > 1:
        # Translators: {name} is input, weight or "output", {size} as in 30×40.
        refusal = N_("{name} of {size} cells can't be drawn: at most {most} cells can.")
        check_cells(trace, tr("output"), refusal)
    layout, alt = lay_out(trace, view), in_words(trace, view)
    if not isinstance(layout, Planes):
        return scene_picture(layout, alt)
    svg = "" if len(trace.axes) > 2 else "".join(planes_pieces(layout, alt))
    return Picture(svg, type_planes(layout), alt)


def scene_picture(scene: Scene, alt: str) -> Picture:
    return Picture("".join(scene_pieces(scene, alt)), type_scene(scene), alt)


def live_pieces(trace: Trace, view: str, alt: str, live: str) -> list[str]:
    """The SVG element in pieces, of which frames that are alike share most, with all its marks.

    live: attributes of the element; see ``svg.scene_pieces``.
    """
    layout = VIEWS[view][len(trace.axes)](trace)
    if isinstance(layout, Planes):
        return planes_pieces(layout, alt, live)
    return scene_pieces(layout, alt, live)
