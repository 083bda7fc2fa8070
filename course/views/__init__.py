"""Lays a trace out: which marks stand in which row and column."""

from collections.abc import Callable, Mapping

from ..language import listed, refused, tr
from ..trace import Trace
from .gather import gather
from .matrix import matrix
from .phases import phases
from .planes import Planes, planes, slices
from .planes import zero_insert as planes_of_zeros
from .ranges import ranges
from .scatter import scatter
from .scene import WHOLE, Scene, Shown
from .time import time
from .zero_insert import zero_insert

VIEWS: Mapping[str, Mapping[int, Callable[[Trace], Scene | Planes]]] = {
    "scatter": {1: scatter, 2: planes, 3: slices},
    "gather": {1: gather},
    "zero_insert": {1: zero_insert, 2: planes_of_zeros},
    "matrix": {1: matrix},
    "phases": {1: phases},
    "time": {1: time},
}
"""What lays out each view, by the number of axes that it can lay out."""
MANY_CELLS = 60


def views_of(dimensions: int) -> list[str]:
    """The views that lay out so many axes."""
    return [name for name, layouts in VIEWS.items() if dimensions in layouts]


def check_view(view: str, dimensions: int) -> None:
    """Raise ValueError where the view does not lay out so many axes."""
    names = views_of(dimensions)
    if view in names:
        return
    if dimensions == 2:
        # Translators: a list of views, which are names.
        rule = tr("planes have only the views {names}", names=listed(names))
    else:
        rule = tr("it must be one of {names}", names=listed(names))
    raise ValueError(refused("view", repr(view), rule))


def lay_out(trace: Trace, view: str, shown: Shown = WHOLE) -> Scene | Planes:
    """The layout of one view; a row of more than MANY_CELLS columns is told by its ranges."""
    check_view(view, len(trace.axes))
    if len(trace.axes) == 1 and len(trace.spans[0]) > MANY_CELLS:
        return ranges(trace).only(shown)
    return VIEWS[view][len(trace.axes)](trace).only(shown)
