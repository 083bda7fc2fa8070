"""Draws every state that sliders can reach ahead of time, with its numbers left open."""

import gzip
import json
from functools import lru_cache
from html import escape
from itertools import product
from math import prod
from typing import NamedTuple

from ...axes import one_or_each, parameters_of
from ...language import ENGLISH, language, sentences, speaking
from ...layer import IllegalLayer, Layer
from ...number_format import Symbol
from ...trace import Trace, index
from ...values import Place, Values, nested, shape
from .. import live_pieces
from ..marks import products_told
from ..words import reading, the_layer, the_result


class Reach(NamedTuple):
    """The values that a slider can take, both ends included."""

    least: int
    most: int

    @property
    def values(self) -> range:
        return range(self.least, self.most + 1)


State = tuple[int, ...]
"""Values of PARAMETERS, in their order; each holds along every axis."""


class Group(NamedTuple):
    """The frames that belong together: one view of one shape of the input and of the kernel."""

    view: str
    shape: Place
    kernel: Place

    @property
    def length(self) -> int:
        return prod(self.shape)

    @property
    def kernel_size(self) -> int:
        return prod(self.kernel)

    @property
    def key(self) -> str:
        return f"{self.view}/{self.length}/{self.kernel_size}"

    @property
    def names(self) -> dict[str, str]:
        """What each variable is called where that is not plain: x3 is x[1, 0] in rows of three."""
        if len(self.shape) == 1:
            return {}
        return {
            f"{letter}{n}": f"{letter}{index(place)}"
            for letter, size in (("x", self.shape), ("w", self.kernel))
            for n, place in enumerate(product(*map(range, size)))
        }


def frame(group: Group, state: State) -> list[str]:
    """One state as an SVG template, in pieces; its numbers are expressions over x0, … and w0, … .

    Raises IllegalLayer where the state is none that PyTorch accepts.
    """
    trace = _trace(group.shape, group.kernel, state)
    live, layer = _words(trace, group.view == "phases", language())
    alt = sentences([reading(trace, group.view), layer, "{summary}"])
    return live_pieces(trace, group.view, alt, live)


def torch_call(trace: Trace) -> str:
    """The PyTorch call that makes this layer for one channel."""
    parts = ["1", "1", f"kernel_size={one_or_each(shape(trace.w))}"]
    parts += (
        f"{name}={value}"
        for name, value in parameters_of(trace.axes).items()
        if value != getattr(Layer, name)
    )
    return f"torch.nn.ConvTranspose{len(trace.axes)}d({', '.join(parts)}, bias=False)"


@lru_cache(maxsize=32)  # the pages of a site ask for the same ones, and a kernel twice
def packed(group: Group, reaches: tuple[Reach, ...], told_in: str = ENGLISH) -> bytes:
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
                frames[key] = frame(group, state)
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


@lru_cache(maxsize=256)  # the views of one shape follow one another
def _trace(size: Place, kernel: Place, state: State) -> Trace:
    layers = tuple(Layer(taps, *state) for taps in kernel)
    return Trace(_open("x", size), _open("w", kernel), layers)


@lru_cache(maxsize=512)
def _words(trace: Trace, phases: bool, _told_in: str) -> tuple[str, str]:
    """What every view says of a state: the attributes of its element, and the layer in words."""
    inputs, taps = range(len(trace.inputs)), range(len(trace.taps))
    attributes = {
        **({"data-planes": ""} if len(trace.axes) > 1 else {}),
        "data-call": torch_call(trace),
        "data-summary": the_result(trace),
        # What is played one after the other: the products of each step.
        "data-stamps": "|".join(products_told(product((i,), taps)) for i in inputs),
        "data-outputs": "|".join(
            products_told(terms) for terms in map(trace.terms, product(*trace.spans)) if terms
        ),
    }
    live = " ".join(f'{name}="{escape(words)}"' for name, words in attributes.items())
    return live, the_layer(trace, phases)


@lru_cache
def _open(letter: str, sizes: Place) -> Values:
    """Numbers that stay open: x0, x1, … in the order of reading."""
    return nested([Symbol(f"{letter}{n}") for n in range(prod(sizes))], sizes)
