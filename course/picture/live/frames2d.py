"""Frames2d knows how every state of a figure in two dimensions is drawn ahead."""

from html import escape
from typing import NamedTuple

from ...language import sentences
from ...layer import Layer
from ...numbers import Symbol
from ...trace2d import Place, Rows, Trace2d, places
from ..planes import pieces, the_result, the_way
from .frames import State, steps, torch_call


class Planes(NamedTuple):
    """The frames that belong together: one shape of the input and one of the kernel."""

    view: str
    shape: Place
    kernel: Place

    @property
    def length(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def kernel_size(self) -> int:
        return self.kernel[0] * self.kernel[1]

    @property
    def key(self) -> str:
        return f"{self.view}/{self.length}/{self.kernel_size}"

    @property
    def names(self) -> dict[str, str]:
        """What each variable is called: x3 is x[1, 0] in rows of three."""
        return {
            f"{letter}{n}": f"{letter}[{r}, {c}]"
            for letter, (_, wide), size in (
                ("x", self.shape, self.length),
                ("w", self.kernel, self.kernel_size),
            )
            for n in range(size)
            for r, c in [divmod(n, wide)]
        }


def frame2d(group: Planes, state: State) -> list[str]:
    """One state as an SVG template, as ``frames.frame`` makes it in one dimension."""
    layers = (Layer(group.kernel[0], *state), Layer(group.kernel[1], *state))
    trace = Trace2d(open_rows("x", group.shape), open_rows("w", group.kernel), layers)
    high, wide = trace.spans
    (_, across), (_, taps) = group.shape, group.kernel
    stamps = [[(i, k) for k in range(group.kernel_size)] for i in range(group.length)]
    outputs = [
        [(t.i[0] * across + t.i[1], t.k[0] * taps + t.k[1]) for t in trace.at((r, c))]
        for r in high
        for c in wide
    ]
    attributes = {
        "data-planes": "",
        "data-call": call2d(group, layers[0]),
        "data-summary": the_result(trace),
        "data-stamps": steps(stamps),
        "data-outputs": steps(output for output in outputs if output),
    }
    live = "".join(f' {name}="{escape(told)}"' for name, told in attributes.items())
    return pieces(trace, sentences([the_way(trace), "{summary}"]), live)


def call2d(group: Planes, layer: Layer) -> str:
    """The PyTorch call that makes this layer for one channel."""
    high, wide = group.kernel
    size = str(high) if high == wide else f"({high}, {wide})"
    told = torch_call(layer).replace("Transpose1d", "Transpose2d")
    return told.replace(f"kernel_size={layer.kernel_size}", f"kernel_size={size}")


def open_rows(letter: str, shape: Place) -> Rows:
    """Numbers that stay open: x0, x1, … in the order of reading."""
    return flat_to_rows([Symbol(f"{letter}{n}") for n in range(shape[0] * shape[1])], shape)


def flat_to_rows(values: list[int | float] | list[Symbol], shape: Place) -> Rows:
    wide = shape[1]
    return tuple(tuple(values[r * wide : (r + 1) * wide]) for r in range(shape[0]))


def flat(values: Rows) -> list[int | float]:
    return [values[r][c] for r, c in places(values)]
