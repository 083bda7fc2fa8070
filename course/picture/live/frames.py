"""Draws every state that sliders can reach ahead of time, with its numbers left open."""

import gzip
import json
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import chain, product
from math import prod
from operator import sub
from typing import NamedTuple

from ...axes import one_or_each, parameters_of
from ...language import open_in, open_sentences, sentences
from ...layer import IllegalLayer, Layer
from ...number_format import Symbol
from ...trace import Trace
from ...values import Place, Values, nested, shape
from ...views.scene import WHOLE, Shown
from .. import live_pieces
from ..limits import Reach
from ..words import the_result, the_way

State = tuple[int, ...]
"""Values of PARAMETERS, in their order; each holds along every axis."""


class Group(NamedTuple):
    """The frames that belong together: one view of one shape of the input and of the kernel.

    All groups of a figure show the same, so that a key needs not say it.
    """

    view: str
    shape: Place
    kernel: Place
    shown: Shown = WHOLE

    @property
    def key(self) -> str:
        """As in "scatter/3/3" or, for planes, "scatter/3x3/2x2"."""
        sizes = ("x".join(map(str, size)) for size in self.sizes)
        return "/".join([self.view, *sizes])

    @property
    def sizes(self) -> tuple[Place, Place]:
        return self.shape, self.kernel

    @classmethod
    def of(cls, key: str, shown: Shown = WHOLE) -> "Group":
        """The group with this key. Raises ValueError where it is none."""
        view, *sizes = key.split("/")
        size, taps = (tuple(map(int, part.split("x"))) for part in sizes)
        return cls(view, size, taps, shown)


def frame(group: Group, state: State, languages: tuple[str, ...]) -> list[str]:
    """One state as an SVG template, in pieces; its numbers are expressions over x0, … and w0, … .

    Its sentences are left open, with room for them in these languages, and so is what a page puts
    in from the drawing itself: {summary}, {sums} and {rows}. Raises IllegalLayer where PyTorch does
    not accept the state.
    """
    with open_sentences(languages):
        trace = _trace(group.shape, group.kernel, state)
        alt = sentences([the_way(trace, group.view), "{summary}"])
        told = _attributes(trace, group.shown.formula)
        return live_pieces(trace, group.view, group.shown, alt, told)


def torch_call(trace: Trace) -> str:
    """The PyTorch call that makes this layer for one channel."""
    parts = ["1", "1", f"kernel_size={one_or_each(shape(trace.w))}"]
    parts += (
        f"{name}={value}"
        for name, value in parameters_of(trace.axes).items()
        if value != getattr(Layer, name)
    )
    return f"torch.nn.ConvTranspose{len(trace.axes)}d({', '.join(parts)}, bias=False)"


class Packed(NamedTuple):
    """All frames of a group, as gzipped JSON, and what is left open in them: see ``open_in``."""

    data: bytes
    open: dict[str, str]


@lru_cache(maxsize=32)  # the pages of a site ask for the same ones, and a kernel twice
def packed(
    group: Group, reaches: tuple[Reach, ...], languages: tuple[str, ...], level: int = 6
) -> Packed:
    """All legal frames of a group, with room for these languages, and why the others are not.

    {"parts": [text, …], "marks": [text, …], "frames": ["4,1,3,1", …],
    "drawn": [[…], …], "stops": {"2,1,3,1": [rule, words]}}

    A frame is its pieces in a row. ``drawn`` are six lists, each with an entry for each frame: what
    is alike stands in gzip's sight of each other. For each piece the first entry of a frame says
    which of ``parts`` it is, and the second which of ``marks`` stands before that: "" where it is
    no mark. A mark's column and row are the next numbers of the third and the fourth entry; where
    these are stands in the last two. The first four are texts: a letter for each number, see
    ``_Letters``. A stop says why there is no frame: the rule, and PyTorch's words.

    level: of compression; 9 makes it smaller by some percent, and takes three times as long.
    """
    drawn: dict[str, _Frame] = {}
    stops: dict[str, tuple[str, str]] = {}
    for state in product(*(reach.values for reach in reaches)):
        key = ",".join(map(str, state))
        try:
            drawn[key] = _Frame.of(frame(group, state, languages))
        except IllegalLayer as error:
            stops[key] = (str(error), error.torch)
    parts = _numbered(one.parts for one in drawn.values())
    marks = _numbered(one.marks for one in drawn.values())
    told = {
        "parts": list(parts),
        "marks": list(marks),
        "frames": list(drawn),
        "drawn": list(zip(*(one.told(parts, marks) for one in drawn.values()), strict=True)),
        "stops": stops,
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Packed(gzip.compress(text.encode(), compresslevel=level, mtime=0), open_in(text))


def _numbered(rows: Iterable[Iterable[str]]) -> dict[str, int]:
    """Each text once, with its number; those that are alike stand in gzip's sight of each other."""
    texts = sorted(dict.fromkeys(chain.from_iterable(rows)), key=lambda text: text[:12])
    return {text: number for number, text in enumerate(texts)}


_PLACED = '<g transform="translate('


class _Frame(NamedTuple):
    """A frame as ``packed`` tells it, with its texts themselves."""

    parts: list[str]
    marks: list[str]
    columns: list[int]
    rows: list[int]
    x: list[float]
    y: list[float]

    @classmethod
    def of(cls, drawn: Iterable[str]) -> "_Frame":
        pieces, parts, marks, places = iter(drawn), [], [], []
        for piece in pieces:
            if piece.startswith(_PLACED):
                place, mark = piece[len(_PLACED) :].split(')"', 1)
                places.append(place.split(" "))
                marks.append(mark)
                parts.append(next(pieces))
            else:
                marks.append("")
                parts.append(piece)
        (columns, x), (rows, y) = map(_in_order, zip(*places, strict=True))
        return cls(parts, marks, columns, rows, x, y)

    def told(self, parts: dict[str, int], marks: dict[str, int]) -> list[str | list[float]]:
        texts = map(parts.__getitem__, self.parts), map(marks.__getitem__, self.marks)
        rows = (list(row) for row in (*texts, self.columns, self.rows))
        return [*map(_letters, rows), self.x, self.y]


def _in_order(ends: Iterable[str]) -> tuple[list[int], list[float]]:
    """For each of some numbers, which of them it is in order, and all of them in order."""
    told = sorted(set(ends), key=float)
    at = {text: n for n, text in enumerate(told)}
    return [at[text] for text in ends], list(map(float, told))


class _Letters(dict[int, str]):
    """A letter for each step from one number to the next.

    Its code, less 32, is twice what is added, or 1 less than twice what is taken away.
    """

    def __missing__(self, step: int) -> str:
        self[step] = chr(32 + (2 * step if step >= 0 else -2 * step - 1))
        return self[step]


_LETTERS = _Letters()


def _letters(numbers: list[int]) -> str:
    return "".join(map(_LETTERS.__getitem__, map(sub, numbers, [0, *numbers])))


@lru_cache(maxsize=256)  # the views of one shape follow one another
def _trace(size: Place, kernel: Place, state: State) -> Trace:
    layers = tuple(Layer(taps, *state) for taps in kernel)
    return Trace(_open("x", size), _open("w", kernel), layers)


@lru_cache(maxsize=512)
def _attributes(trace: Trace, formula: bool) -> str:
    """What every view says of a state, in attributes of its element."""
    attributes = {
        **({"data-planes": ""} if len(trace.axes) > 1 else {}),
        "data-call": torch_call(trace),
        "data-summary": the_result(trace, formula=formula),
    }
    return " ".join(f'{name}="{escape(words)}"' for name, words in attributes.items())


@lru_cache
def _open(letter: str, sizes: Place) -> Values:
    """Numbers that stay open: x0, x1, … in the order of reading."""
    return nested([Symbol(f"{letter}{n}") for n in range(prod(sizes))], sizes)
