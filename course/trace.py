"""Trace knows every product of a transposed convolution, where it lands and whether it is kept."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from numpy.typing import ArrayLike

from .arithmetic import as_array
from .language import tr
from .layer import Layer
from .numbers import Number, number

State = Literal["kept", "cut", "back", "empty"]


class Product(NamedTuple):
    """``input[i] · weight[k]``, which lands on output index ``place``."""

    i: int
    k: int
    value: Number
    place: int

    @property
    def name(self) -> str:
        return f"x[{self.i}]·w[{self.k}]"


@dataclass(frozen=True)
class Trace:
    """One transposed convolution of a single channel, product by product.

    ``x`` (L,) and ``w`` (k,) are plain numbers; places are output indices, so that cells which
    padding cuts away stand below 0 or beyond the output.
    """

    x: tuple[Number, ...]
    w: tuple[Number, ...]
    layer: Layer

    @classmethod
    def of(
        cls,
        input: ArrayLike,
        weight: ArrayLike,
        *,
        stride: int = 1,
        padding: int = 0,
        output_padding: int = 0,
        dilation: int = 1,
    ) -> "Trace":
        """
        >>> Trace.of([1, 1], [1, 1, 3], stride=4, padding=1).y
        (1, 3, 0, 1, 1)
        """
        x, w = _numbers("input", input), _numbers("weight", weight)
        layer = Layer(len(w), stride, padding, output_padding, dilation)
        layer.output_size(len(x))
        return cls(x, w, layer)

    @cached_property
    def size(self) -> int:
        return self.layer.output_size(len(self.x))

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Stamp by stamp, tap by tap."""
        place = self.layer.place
        return tuple(
            Product(i, k, x * w, place(i, k))
            for i, x in enumerate(self.x)
            for k, w in enumerate(self.w)
        )

    @cached_property
    def stamped(self) -> range:
        """The places from the first stamp's start to the last one's end."""
        first = self.layer.place(0, 0)
        return range(first, first + self.layer.full_size(len(self.x)))

    @cached_property
    def sums(self) -> dict[int, Number]:
        """The sum on every stamped place, before anything is cut.

        Added up tap by tap, as the arithmetic does, so that floats agree to the last bit.
        """
        sums: dict[int, Number] = dict.fromkeys(self.stamped, 0)
        for k, w in enumerate(self.w):
            landing = self.stamped[self.layer.landing(k, len(self.x))]
            for x, place in zip(self.x, landing, strict=True):
                sums[place] += x * w
        return sums

    @cached_property
    def y(self) -> tuple[Number, ...]:
        """The output: the sums that the window keeps, and 0 where nothing lands."""
        return tuple(self.sums.get(place, 0) for place in range(self.size))

    @cached_property
    def columns(self) -> range:
        """All places to show: the stamped ones, and those that only output_padding adds."""
        return range(self.stamped.start, max(self.stamped.stop, self.size))

    @cached_property
    def _met(self) -> dict[int, tuple[Product, ...]]:
        return {}

    def at(self, place: int) -> tuple[Product, ...]:
        """The products that land on one place, in the order of the input."""
        if place not in self._met:
            self._met[place] = tuple(
                self.products[i * len(self.w) + k]
                for i, k in self.layer.meeting(place, len(self.x))
            )
        return self._met[place]

    def keeps(self, place: int) -> bool:
        """Whether a place lies in the output."""
        return 0 <= place < self.size

    def state(self, place: int) -> State:
        """What becomes of a place; it is "empty" where it is kept and no product lands."""
        if not self.keeps(place):
            return "cut"
        if not self.at(place):
            return "empty"
        return "back" if place >= self.size - self.layer.output_padding else "kept"

    def sentence(self, place: int) -> str:
        """The sum on one place, written out.

        >>> Trace.of([1, 2, 3], [1, 1, 3], stride=2).sentence(4)
        'y[4] = x[1]·w[2] + x[2]·w[0] = 2·3 + 3·1 = 9'
        """
        terms = self.at(place)
        if not terms:
            # Translators: the name is that of an output, like y[4].
            return tr("{name} = 0, because nothing lands there", name=f"y[{place}]")
        names = " + ".join(term.name for term in terms)
        factors = " + ".join(f"{factor(self.x[term.i])}·{factor(self.w[term.k])}" for term in terms)
        return f"y[{place}] = {names} = {factors} = {number(self.sums[place])}"


def factor(value: Number) -> str:
    text = number(value)
    return f"({text})" if text.startswith("−") else text


def _numbers(name: str, values: ArrayLike) -> tuple[Number, ...]:
    array = as_array(name, values)
    if array.ndim > 1 and max(array.shape[:-1]) == 1:
        array = array.reshape(-1)
    if array.ndim != 1 or array.dtype.kind == "c":
        raise ValueError(
            tr(
                "{name} of shape {shape} can't be drawn: give one row of real numbers.",
                name=name,
                shape=array.shape,
            )
        )
    numbers: list[Number] = array.tolist()
    return tuple(numbers)
