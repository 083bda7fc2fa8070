"""Trace2d knows every product in two dimensions: each axis is a layer of its own, and they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from numpy.typing import ArrayLike

from .arithmetic import as_array, layers_of
from .language import tr
from .layer import Layer
from .numbers import Number, number
from .trace import State, Trace, factor

Place = tuple[int, int]
"""Row and column."""
Rows = tuple[tuple[Number, ...], ...]
Ints = int | Sequence[int]


class Product2d(NamedTuple):
    """``input[i] · weight[k]``, which lands on the output's ``place``; all three are places."""

    i: Place
    k: Place
    value: Number
    place: Place


@dataclass(frozen=True)
class Trace2d:
    """One transposed convolution of a single channel in two dimensions, product by product.

    ``x`` (H, W) and ``w`` (kH, kW) are rows of plain numbers; ``layers`` are the height's and the
    width's. What becomes of a place along one axis is what the one-dimensional trace says of it.
    """

    x: Rows
    w: Rows
    layers: tuple[Layer, Layer]

    @classmethod
    def of(
        cls,
        input: ArrayLike,
        weight: ArrayLike,
        *,
        stride: Ints = 1,
        padding: Ints = 0,
        output_padding: Ints = 0,
        dilation: Ints = 1,
    ) -> "Trace2d":
        """Each parameter is an int or a pair (height, width).

        >>> Trace2d.of([[1, 2]], [[1, 1, 3]], stride=2).y
        ((1, 1, 5, 2, 6),)
        """
        x, w = rows("input", input), rows("weight", weight)
        layers = axes_of(w, stride, padding, output_padding, dilation)
        for layer, size in zip(layers, shape(x), strict=True):
            layer.output_size(size)
        return cls(x, w, layers)

    @cached_property
    def axes(self) -> tuple[Trace, Trace]:
        """The same layer along one axis alone, of ones: where things land, not what."""
        high, wide = (
            Trace((1,) * size, (1,) * layer.kernel_size, layer)
            for size, layer in zip(shape(self.x), self.layers, strict=True)
        )
        return high, wide

    @cached_property
    def size(self) -> Place:
        high, wide = (axis.size for axis in self.axes)
        return high, wide

    @property
    def spans(self) -> tuple[range, range]:
        """The rows and the columns to show: the stamped ones and those of output_padding."""
        high, wide = self.axes
        return high.columns, wide.columns

    @cached_property
    def products(self) -> tuple[Product2d, ...]:
        """Stamp by stamp, in the order of reading; within a stamp tap by tap."""
        stamps: dict[Place, list[Product2d]] = {i: [] for i in places(self.x)}
        high, wide = self.axes
        for down in high.products:
            for across in wide.products:
                i, k = (down.i, across.i), (down.k, across.k)
                value = self.x[i[0]][i[1]] * self.w[k[0]][k[1]]
                stamps[i].append(Product2d(i, k, value, (down.place, across.place)))
        return tuple(product for stamp in stamps.values() for product in stamp)

    def at(self, place: Place) -> tuple[Product2d, ...]:
        """The products that land on one place, in the order of the input."""
        return tuple(
            Product2d(
                (down.i, across.i),
                (down.k, across.k),
                self.x[down.i][across.i] * self.w[down.k][across.k],
                place,
            )
            for down in self.axes[0].at(place[0])
            for across in self.axes[1].at(place[1])
        )

    def sum_at(self, place: Place) -> Number:
        """The sum on one place, cut or not; added up tap by tap, as the arithmetic does."""
        total: Number = 0
        for product in reversed(self.at(place)):
            total = total + product.value
        return total

    @cached_property
    def y(self) -> Rows:
        high, wide = self.size
        return tuple(tuple(self.sum_at((r, c)) for c in range(wide)) for r in range(high))

    def state(self, place: Place) -> State:
        """What becomes of a place: the first of cut, empty and back that holds on an axis."""
        states = {axis.state(at) for axis, at in zip(self.axes, place, strict=True)}
        found: tuple[State, ...] = ("cut", "empty", "back")
        return next((state for state in found if state in states), "kept")

    def sentence(self, place: Place) -> str:
        """The sum on one place, written out.

        >>> Trace2d.of([[1, 2]], [[1, 1, 3]], stride=2).sentence((0, 2))
        'y[0, 2] = x[0, 0]·w[0, 2] + x[0, 1]·w[0, 0] = 1·3 + 2·1 = 5'
        """
        terms = self.at(place)
        if not terms:
            return tr("{name} = 0, because nothing lands there", name=f"y{told(place)}")
        names = " + ".join(f"x{told(t.i)}·w{told(t.k)}" for t in terms)
        return f"y{told(place)} = {names} = {factors(self, terms)}"


@dataclass(frozen=True)
class ConvTrace2d:
    """One convolution of a single channel in two dimensions: what the transposed one turns round.

    Its output ``o`` reads tap ``k`` where a transposed layer with the same parameters would put the
    product of input ``o`` and tap ``k``: at ``Layer.place(o, k)``.
    """

    x: Rows
    w: Rows
    layers: tuple[Layer, Layer]

    @classmethod
    def of(
        cls,
        input: ArrayLike,
        weight: ArrayLike,
        *,
        stride: Ints = 1,
        padding: Ints = 0,
        dilation: Ints = 1,
    ) -> "ConvTrace2d":
        """
        >>> ConvTrace2d.of([[1, 2, 3, 4]], [[1, 1, 3]]).y
        ((12, 17),)
        """
        x, w = rows("input", input), rows("weight", weight)
        layers = axes_of(w, stride, padding, 0, dilation)
        for layer, size in zip(layers, shape(x), strict=True):
            layer.conv_output_size(size)
        return cls(x, w, layers)

    @cached_property
    def size(self) -> Place:
        high, wide = (
            layer.conv_output_size(size)
            for size, layer in zip(shape(self.x), self.layers, strict=True)
        )
        return high, wide

    @property
    def spans(self) -> tuple[range, range]:
        """The rows and the columns of the input with the zeros that padding puts around it."""
        high, wide = (
            range(layer.place(0, 0), size + layer.padding)
            for size, layer in zip(shape(self.x), self.layers, strict=True)
        )
        return high, wide

    def at(self, place: Place) -> tuple[Product2d, ...]:
        """The products that make one output, tap by tap; a tap on padding makes 0."""
        return tuple(
            Product2d(i, k, self.value(i) * self.w[k[0]][k[1]], place)
            for k in places(self.w)
            for i in [(self.layers[0].place(place[0], k[0]), self.layers[1].place(place[1], k[1]))]
        )

    def value(self, i: Place) -> Number:
        """The input at a place, 0 in the padding."""
        high, wide = shape(self.x)
        return self.x[i[0]][i[1]] if 0 <= i[0] < high and 0 <= i[1] < wide else 0

    @cached_property
    def y(self) -> Rows:
        high, wide = self.size
        return tuple(
            tuple(sum(product.value for product in self.at((r, c))) for c in range(wide))
            for r in range(high)
        )


def factors(trace: Trace2d | ConvTrace2d, terms: Sequence[Product2d]) -> str:
    """The terms as products of numbers, and their sum."""
    pairs = (
        (trace.value(t.i) if isinstance(trace, ConvTrace2d) else trace.x[t.i[0]][t.i[1]], t)
        for t in terms
    )
    told_ = " + ".join(f"{factor(x)}·{factor(trace.w[t.k[0]][t.k[1]])}" for x, t in pairs)
    return f"{told_} = {number(sum(t.value for t in terms))}"


def shape(values: Rows) -> Place:
    return len(values), len(values[0])


def places(values: Rows) -> list[Place]:
    """All places of rows, in the order of reading."""
    high, wide = shape(values)
    return [(r, c) for r in range(high) for c in range(wide)]


def told(place: Place) -> str:
    """A place as the figures write it.

    >>> told((-1, 2))
    '[−1, 2]'
    """
    return f"[{number(place[0])}, {number(place[1])}]"


def rows(name: str, values: ArrayLike) -> Rows:
    """One channel as rows of numbers; axes of length 1 in front are taken off."""
    array = as_array(name, values)
    while array.ndim > 2 and len(array) == 1:
        array = array[0]
    if array.ndim != 2 or not array.size or array.dtype.kind == "c":
        raise ValueError(
            tr(
                "{name} of shape {shape} can't be drawn: give rows of real numbers, all of one "
                "length.",
                name=name,
                shape=array.shape,
            )
        )
    return tuple(map(tuple, array.tolist()))


def are_planes(input: ArrayLike, weight: ArrayLike) -> bool:
    """Whether both are given as rows, more than one, and so are a matter of two dimensions."""
    arrays = as_array("input", input), as_array("weight", weight)
    return all(a.ndim > 1 for a in arrays) and any(max(a.shape[:-1]) > 1 for a in arrays)


def axes_of(w: Rows, *parameters: Ints) -> tuple[Layer, Layer]:
    """The layers of both axes, from stride, padding, output_padding and dilation."""
    high, wide = layers_of(shape(w), parameters)
    return high, wide
