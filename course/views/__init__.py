"""Views know how one trace is laid out: which marks stand in which row and column."""

from collections.abc import Callable

from ..language import tr
from ..trace import Trace
from .gather import gather
from .matrix import matrix
from .phases import phases
from .ranges import ranges
from .scatter import scatter
from .scene import Scene
from .zero_insert import zero_insert

VIEWS: dict[str, Callable[[Trace], Scene]] = {
    "scatter": scatter,
    "gather": gather,
    "zero_insert": zero_insert,
    "matrix": matrix,
    "phases": phases,
}
MANY_CELLS = 60


def lay_out(trace: Trace, view: str) -> Scene:
    """The scene of one view; above MANY_CELLS columns every view becomes the one of ranges."""
    if view not in VIEWS:
        raise ValueError(
            tr(
                "{parameter}={value} is not possible: it must be one of {names}.",
                parameter="view",
                value=repr(view),
                names=", ".join(VIEWS),
            )
        )
    return (ranges if len(trace.columns) > MANY_CELLS else VIEWS[view])(trace)
