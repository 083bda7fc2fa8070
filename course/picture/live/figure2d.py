"""Figure2d knows the live figure in two dimensions: the same widget, on planes of a fixed shape."""

from types import MappingProxyType

import traitlets

from ...language import tr
from ...layer import Layer
from ...numbers import Number
from ...trace2d import Rows, Trace2d, shape
from .. import Picture
from ..planes import still
from .figure import Figure, Refused
from .frames import PARAMETERS, Reach, packed
from .frames2d import Planes, flat, flat_to_rows, frame2d

# Fewer values than in one dimension: a frame holds a whole plane.
USUAL = {
    "stride": Reach(1, 3),
    "padding": Reach(0, 2),
    "output_padding": Reach(0, 2),
    "dilation": Reach(1, 2),
}


class Figure2d(Figure):
    """A picture of planes whose numbers and parameters move under the reader's hand.

    Traits as a ``Figure``'s; x and w hold the numbers in the order of reading, and keep their
    shape. Each parameter holds along both axes.
    """

    view = traitlets.Enum(["scatter"], "scatter").tag(sync=True)

    longest = MappingProxyType({"x": 16, "w": 16})
    instead = "animate(...)"

    def __init__(self, trace: Trace2d) -> None:
        for name in PARAMETERS:
            high, wide = (getattr(layer, name) for layer in trace.layers)
            if high != wide:
                raise Refused(
                    tr(
                        "{name}={pair} is not possible: a live figure has one value for both axes; "
                        "animate(...) takes pairs.",
                        name=name,
                        pair=(high, wide),
                    )
                )
        self.planes = Planes("scatter", shape(trace.x), shape(trace.w))
        counts = {"length": self.planes.length, "kernel_size": self.planes.kernel_size}
        self._begin(
            "scatter",
            flat(trace.x),
            flat(trace.w),
            trace.layers[0],
            {**USUAL, **{name: Reach(size, size) for name, size in counts.items()}},
            _views=["scatter"],
            _names=self.planes.names,
        )

    @property
    def trace(self) -> Trace2d:
        return Trace2d.of(
            flat_to_rows(self.x, self.planes.shape),
            flat_to_rows(self.w, self.planes.kernel),
            **self.parameters,
        )

    @property
    def picture(self) -> Picture:
        return still(self.trace)

    @property
    def y(self) -> Rows:  # type: ignore[override]
        """The output that stands there now, row by row."""
        return self.trace.y

    def first(self) -> str:
        return "".join(frame2d(self.planes, tuple(self.parameters.values())))

    def group(self, view: str, length: int, kernel_size: int) -> Planes:  # type: ignore[override]
        """The only group there is; ValueError for another."""
        if (view, length, kernel_size) != (
            "scatter",
            self.planes.length,
            self.planes.kernel_size,
        ):
            raise ValueError(f"{view}/{length}/{kernel_size}")
        return self.planes

    def groups(self, *_: object) -> list[Planes]:  # type: ignore[override]
        return [self.planes]

    def frames(self, group: Planes) -> bytes:  # type: ignore[override]
        return packed(group, self._reaches(), frame2d, self._language)

    def _sizes(self, x: list[Number], w: list[Number], values: dict[str, int]) -> None:
        wanted = self.planes.length, self.planes.kernel_size
        if (len(x), len(w)) != wanted:
            raise Refused(
                tr(
                    "x and w have {x_count} and {w_count} numbers, and this figure's planes hold "
                    "{x_wanted} and {w_wanted}: a new explore(...) takes another shape.",
                    x_count=len(x),
                    w_count=len(w),
                    x_wanted=wanted[0],
                    w_wanted=wanted[1],
                )
            )
        for taps, size in zip(self.planes.kernel, self.planes.shape, strict=True):
            Layer(taps, **values).output_size(size)
