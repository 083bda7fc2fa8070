"""Trace knows every product of a transposed convolution, where it lands and whether it is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from operator import contains
from typing import ClassVar, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from .axes import Ints, layers_of
from .language import tr
from .layer import Layer
from .number_format import Number, number
from .tensors import Array
from .values import Place, Values, dimensions_of, element, flat, nested, places, read, shape

State = Literal["kept", "cut", "back", "empty"]
Terms = tuple[tuple[int, int], ...]


class Names(NamedTuple):
    """What a sentence calls the input and the output."""

    x: str = "x"
    y: str = "y"


NAMES = Names()


class Product(NamedTuple):
    """``input[i] · weight[k]``, which lands on the output index ``place``: three places."""

    i: Place
    k: Place
    x: Number
    w: Number
    value: Number
    place: Place

    def name(self, x: str = NAMES.x) -> str:
        return f"{x}{index(self.i)}·w{index(self.k)}"


@dataclass(frozen=True)
class Channel:
    """One channel's input and kernel, with a layer for each of their axes."""

    x: Values
    w: Values
    axes: tuple[Layer, ...]
    input_size: Place = field(init=False, repr=False, compare=False)
    size: Place = field(init=False, repr=False, compare=False)
    """The output's shape."""
    output_size: ClassVar[Callable[[Layer, int], int]]

    def __post_init__(self) -> None:
        sizes = shape(self.x)
        size = tuple(map(type(self).output_size, self.axes, sizes))
        vars(self).update(input_size=sizes, size=size)

    @classmethod
    def of(
        cls,
        input: ArrayLike,
        weight: ArrayLike,
        stride: Ints = 1,
        padding: Ints = 0,
        output_padding: Ints = 0,
        dilation: Ints = 1,
        *,
        dimensions: int | None = None,
    ) -> Self:
        """Each parameter is an int, or one for each axis.

        dimensions: how many axes there are; by default as many as the numbers need, up to 3.
        """
        axes = dimensions or dimensions_of(input, weight)
        x, w = read("input", input, axes), read("weight", weight, axes)
        layers = layers_of(shape(w), (stride, padding, output_padding, dilation))
        return cls(x, w, layers)

    @cached_property
    def inputs(self) -> dict[Place, int]:
        """The places of the input, numbered in the order of reading."""
        return {place: n for n, place in enumerate(places(self.x))}

    @cached_property
    def taps(self) -> dict[Place, int]:
        """The places of the kernel, numbered in the order of reading."""
        return {place: n for n, place in enumerate(places(self.w))}


class Trace(Channel):
    """One transposed convolution of a single channel, product by product.

    ``x`` and ``w`` are plain numbers, in tuples as deep as there are axes. Places are output
    indices, so that cells which padding cuts away stand below 0 or beyond the output.

    >>> Trace.of([1, 1], [1, 1, 3], stride=4, padding=1).y
    (1, 3, 0, 1, 1)
    >>> Trace.of([[1, 2]], [[1, 1, 3]], dimensions=2, stride=(1, 2)).y
    ((1, 1, 5, 2, 6),)
    """

    output_size = Layer.output_size

    @property
    def stamped(self) -> tuple[range, ...]:
        """Along each axis, the places from the first stamp's start to the last one's end."""
        return tuple(map(Layer.stamped, self.axes, self.input_size))

    @cached_property
    def spans(self) -> tuple[range, ...]:
        """All places to show: the stamped ones, and those that only output_padding adds."""
        return tuple(
            range(stamped.start, max(stamped.stop, size))
            for stamped, size in zip(self.stamped, self.size, strict=True)
        )

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Stamp by stamp, in the order of reading; within a stamp tap by tap."""
        inputs = zip(self.inputs, flat(self.x), strict=True)
        pairs = product(inputs, list(zip(self.taps, flat(self.w), strict=True)))
        return tuple(Product(i, k, x, w, x * w, self.place(i, k)) for (i, x), (k, w) in pairs)

    def place(self, i: Place, k: Place) -> Place:
        """The output index on which the product of ``input[i]`` and ``weight[k]`` lands."""
        return tuple(layer.place(*pair) for layer, *pair in zip(self.axes, i, k, strict=True))

    @cached_property
    def _uncut(self) -> Array:
        """The sum on every place of ``spans``, before anything is cut; 0 where nothing lands.

        Added up tap by tap, as the arithmetic does, so that floats agree to the last bit. Of
        Python's own numbers: whole ones of any size, and such as are still open.
        """
        inputs: Array = np.array(flat(self.x), object).reshape(self.input_size)
        sums: Array = np.zeros(tuple(map(len, self.spans)), object)
        with np.errstate(all="ignore"):  # What is infinite is told by the numbers themselves.
            for k, w in zip(self.taps, flat(self.w), strict=True):
                sums[tuple(map(Layer.landing, self.axes, k, self.input_size))] += inputs * w
        return sums

    @cached_property
    def sums(self) -> dict[Place, Number]:
        """The sum on every stamped place, before anything is cut."""
        stamped = self._uncut[tuple(slice(len(places)) for places in self.stamped)]
        return dict(zip(product(*self.stamped), stamped.flat, strict=True))

    @cached_property
    def y(self) -> Values:
        """The output: the sums that the window keeps, and 0 where nothing lands."""
        kept = (
            slice(-span.start, size - span.start)
            for span, size in zip(self.spans, self.size, strict=True)
        )
        return nested(self._uncut[tuple(kept)].ravel().tolist(), self.size)

    def terms(self, place: Place) -> Terms:
        """The products that land on one place, in the order of the input, as pairs (i, k).

        Both are counted in the order of reading.
        """
        return self._terms.get(place, ())

    @cached_property
    def _terms(self) -> dict[Place, Terms]:
        terms: dict[Place, Terms] = {}
        for i, k, *_, place in self.products:
            terms[place] = (*terms.get(place, ()), (self.inputs[i], self.taps[k]))
        return terms

    def at(self, place: Place) -> tuple[Product, ...]:
        """The products that land on one place, in the order of the input."""
        products, taps = self.products, len(self.taps)
        return tuple([products[i * taps + k] for i, k in self.terms(place)])

    @cached_property
    def gained(self) -> tuple[range, ...]:
        """Along each axis, the places that are kept because of output_padding."""
        return tuple(layer.gained(size) for layer, size in zip(self.axes, self.size, strict=True))

    @property
    def cut(self) -> tuple[tuple[range, range], ...]:
        """Along each axis, the places that padding cuts away at the near end and at the far end."""
        return tuple(
            (range(span.start, 0), range(size, span.stop))
            for span, size in zip(self.spans, self.size, strict=True)
        )

    def keeps(self, place: Place) -> bool:
        """Whether a place lies in the output."""
        return place in self._states

    def state(self, place: Place) -> State:
        """What becomes of a place: the first of these that holds along some axis.

        "cut", "empty" (it is kept and no product lands), "back" (output_padding keeps it), "kept".
        """
        return self._states.get(place, "cut")

    @cached_property
    def _states(self) -> dict[Place, State]:
        """What becomes of each place of the output."""
        states: dict[Place, State] = dict.fromkeys(product(*map(range, self.size)), "empty")
        for place in states.keys() & self._terms.keys():
            states[place] = "back" if any(map(contains, self.gained, place)) else "kept"
        return states

    def sentence(self, place: Place, names: Names = NAMES) -> str:
        """The sum on one place, written out.

        >>> Trace.of([1, 2, 3], [1, 1, 3], stride=2).sentence((4,))
        'y[4] = x[1]·w[2] + x[2]·w[0] = 2·3 + 3·1 = 9'
        """
        terms = self.at(place)
        if not terms:
            return nothing_lands(place, names.y)
        named = " + ".join(term.name(names.x) for term in terms)
        return f"{names.y}{index(place)} = {named} = {factors(terms)} = {number(self.sums[place])}"


class ConvTrace(Channel):
    """One convolution of a single channel: what the transposed one turns round.

    Its output ``o`` reads tap ``k`` where a transposed layer with the same parameters would put the
    product of input ``o`` and tap ``k``: at ``Layer.place(o, k)``.

    >>> ConvTrace.of([1, 2, 3, 4], [1, 1, 3]).y
    (12, 17)
    """

    output_size = Layer.conv_output_size

    @property
    def spans(self) -> tuple[range, ...]:
        """Along each axis, the input with the zeros that padding puts around it."""
        return tuple(
            range(layer.place(0, 0), size + layer.padding)
            for layer, size in zip(self.axes, self.input_size, strict=True)
        )

    def at(self, place: Place) -> tuple[Product, ...]:
        """The products that make one output, tap by tap; a tap on padding makes 0."""
        return tuple(
            Product(i, k, x, w, x * w, place)
            for k, w in zip(places(self.w), flat(self.w), strict=True)
            for i in [tuple(map(Layer.place, self.axes, place, k))]
            for x in [self.value(i)]
        )

    def value(self, i: Place) -> Number:
        """The input at a place, 0 in the padding."""
        inside = all(0 <= at < size for at, size in zip(i, self.input_size, strict=True))
        return element(self.x, i) if inside else 0

    @cached_property
    def y(self) -> Values:
        made = product(*map(range, self.size))
        return nested([sum(term.value for term in self.at(place)) for place in made], self.size)


def index(place: Place) -> str:
    """A place as the figures write it.

    >>> index((-1, 2))
    '[−1, 2]'
    """
    return f"[{', '.join(map(number, place))}]"


def nothing_lands(place: Place, y: str = NAMES.y) -> str:
    # Translators: the name is that of an output, like y[4].
    return tr("{name} = 0, because nothing lands there", name=f"{y}{index(place)}")


def factors(terms: Iterable[Product]) -> str:
    """The terms as products of numbers."""
    return " + ".join(f"{_factor(term.x)}·{_factor(term.w)}" for term in terms)


def _factor(value: Number) -> str:
    text = number(value)
    return f"({text})" if text.startswith("−") else text
