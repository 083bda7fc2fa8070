"""The live figure: the picture of ``draw`` under the reader's hand, with or without a kernel."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from ...trace import Trace
from ..limits import SLIDERS

if TYPE_CHECKING:
    from .figure import Figure


def explore(
    input: ArrayLike,
    weight: ArrayLike,
    *,
    view: str = "scatter",
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
    sliders: Iterable[str] = tuple(SLIDERS),
) -> "Figure":
    """The picture of ``draw``, alive: move the parameters, change the numbers, point at a sum.

    Takes what ``draw`` takes but for ``trim``, as a layer's own padding moves here: up to 12 input
    elements and 7 taps, all finite; or rows of numbers for both, up to 4 by 4. sliders: which of
    stride, padding, output_padding, dilation, input_size and kernel_size can be moved; the size
    formula stands below only with all of them, and where nothing can be cut or given back the
    output stands for the sum. With fewer sliders, there are buttons for the views only if it begins
    with another than "scatter". The figure's traits follow (``figure.stride``, ``figure.x``, …),
    ``figure.y`` is the output that stands there now, and ``figure.save("page.html")`` makes a page
    that works without Python.
    """
    from .figure import Figure

    trace = Trace.of(input, weight, stride, padding, output_padding, dilation)
    return Figure(trace, view, sliders)
