"""Frames know how every state that sliders can reach is drawn ahead, with its numbers left open."""

import gzip
import json
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from html import escape
from itertools import product
from typing import Any, NamedTuple

from ...language import ENGLISH, sentences, speaking
from ...layer import IllegalLayer, Layer
from ...numbers import Symbol
from ...trace import Trace
from ...views import VIEWS
from ..svg import scene_pieces
from ..words import the_result, the_way


class Reach(NamedTuple):
    """The values that a slider can take, both ends included."""

    least: int
    most: int

    def including(self, value: int) -> "Reach":
        return Reach(min(self.least, value), max(self.most, value))

    @property
    def values(self) -> range:
        return range(self.least, self.most + 1)


PARAMETERS = ("stride", "padding", "output_padding", "dilation")
State = tuple[int, ...]
"""Values of PARAMETERS, in their order."""


class Group(NamedTuple):
    """The frames that belong together: one view of one input length and kernel size."""

    view: str
    length: int
    kernel_size: int

    @property
    def key(self) -> str:
        return f"{self.view}/{self.length}/{self.kernel_size}"


def frame(group: Group, state: State) -> list[str]:
    """One state as an SVG template, in pieces; its numbers are expressions over x0, … and w0, … .

    Raises IllegalLayer where the state is none that PyTorch accepts.
    """
    layer = Layer(group.kernel_size, *state)
    layer.output_size(group.length)
    trace = Trace(_open("x", group.length), _open("w", group.kernel_size), layer)
    told = {
        "stamps": _stamps(group.length, group.kernel_size),
        "outputs": steps([(t.i, t.k) for t in met] for met in map(trace.at, trace.columns) if met),
    }
    attributes = {
        "data-call": torch_call(layer),
        "data-summary": the_result(trace),
        **{f"data-{name}": order for name, order in told.items()},
    }
    live = " ".join(f'{name}="{escape(words)}"' for name, words in attributes.items())
    way = the_way(trace, group.view)
    return scene_pieces(VIEWS[group.view](trace), sentences([way, "{summary}"]), live)


def torch_call(layer: Layer) -> str:
    """The PyTorch call that makes this layer for one channel."""
    parts = ["1", "1", f"kernel_size={layer.kernel_size}"]
    parts += (
        f"{name}={getattr(layer, name)}"
        for name in PARAMETERS
        if getattr(layer, name) != getattr(Layer, name)
    )
    return f"torch.nn.ConvTranspose1d({', '.join(parts)}, bias=False)"


@lru_cache(maxsize=32)  # the pages of a site ask for the same ones, and a kernel twice
def packed(
    group: Hashable,
    reaches: tuple[Reach, ...],
    draw: Callable[[Any, State], list[str]] = frame,
    told_in: str = ENGLISH,
) -> bytes:
    """All legal frames of a group, and why the others are not, as gzipped JSON in one language.

    {"pieces": [text, …], "frames": {"4,1,3,1": [3, 7, …]}, "stops": {"2,1,3,1": [rule, words]}}

    A frame is its pieces in a row: frames share most of them, so each is sent once.
    A stop says why there is no frame: the rule, and PyTorch's words.
    """
    frames: dict[str, list[str]] = {}
    stops: dict[str, tuple[str, str]] = {}
    with speaking(told_in):
        for state in product(*(reach.values for reach in reaches)):
            key = ",".join(map(str, state))
            try:
                frames[key] = draw(group, state)
            except IllegalLayer as error:
                stops[key] = (str(error), error.torch)
    # In alphabetical order pieces that are alike stand within gzip's sight of one another.
    pieces = sorted(set().union(*frames.values()))
    place = {piece: n for n, piece in enumerate(pieces)}
    told = {
        "pieces": pieces,
        "frames": {key: [place[piece] for piece in drawn] for key, drawn in frames.items()},
        "stops": stops,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)  # 9 takes three times as long


@lru_cache
def _open(letter: str, size: int) -> tuple[Symbol, ...]:
    return tuple(Symbol(f"{letter}{n}") for n in range(size))


@lru_cache
def _stamps(length: int, kernel_size: int) -> str:
    return steps([(i, k) for k in range(kernel_size)] for i in range(length))


def steps(groups: Iterable[Iterable[tuple[int, int]]]) -> str:
    """What is played one after the other: the products of each step."""
    return "|".join(" ".join(f"x{i}*w{k}" for i, k in group) for group in groups)
