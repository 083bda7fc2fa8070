"""Layer knows which parameters are legal, where a product lands and what size comes out."""

from dataclasses import dataclass, replace
from operator import index
from string import Formatter
from typing import Any

from .language import quoted, refused, tr


class IllegalLayer(ValueError):
    """Parameters that PyTorch refuses, with what the reader needs to mend them.

    Attributes: parameter (its name), value (what was given), rule (what must hold) and nearest
    (the nearest legal value, or None where no value of this parameter helps), torch (what PyTorch
    says to it, where it is more than the name of the rule).
    """

    def __init__(
        self, parameter: str, value: object, rule: str, nearest: int | None, torch: str = ""
    ) -> None:
        self.parameter, self.value, self.rule, self.nearest = parameter, value, rule, nearest
        self.torch = torch
        super().__init__(refused(parameter, value, rule, nearest))


@dataclass(frozen=True)
class Layer:
    """The parameters of a transposed convolution along one axis, under PyTorch's names.

    >>> layer = Layer(kernel_size=3, stride=4, padding=1)
    >>> layer.output_size(2)
    5

    Raises IllegalLayer (a ValueError) for what ``torch.nn.functional.conv_transpose1d`` refuses,
    and TypeError for a parameter that is no whole number. A size of the input is part of the
    question only in ``output_size``: PyTorch, too, can judge that part at the call alone.
    """

    kernel_size: int
    stride: int = 1
    padding: int = 0
    output_padding: int = 0
    dilation: int = 1

    def __post_init__(self) -> None:
        for name, least in _LEAST.items():
            value = whole(name, getattr(self, name))
            object.__setattr__(self, name, value)
            if value < least:
                # Translators: a rule, as in "stride=0 is not possible: …."
                rule = tr("it must be at least {least}", least=least)
                raise IllegalLayer(name, value, rule, least)
        bound = max(self.stride, self.dilation)
        if self.output_padding >= bound:
            raise IllegalLayer(
                "output_padding",
                self.output_padding,
                # Translators: a rule, as in "output_padding=4 is not possible: …."
                tr(
                    "it must be smaller than stride or dilation, so here smaller than {bound}",
                    bound=bound,
                ),
                bound - 1,
                quoted(
                    "output padding must be smaller than either stride or dilation, but got "
                    "output_padding_height: 0 output_padding_width: {output_padding} "
                    "stride_height: 1 stride_width: {stride} "
                    "dilation_height: 1 dilation_width: {dilation}",
                    **vars(self),
                ),
            )

    @property
    def parameters(self) -> dict[str, int]:
        """What a call takes beside the input and the weight, which has the kernel's size.

        >>> Layer(kernel_size=3, stride=4).parameters
        {'stride': 4, 'padding': 0, 'output_padding': 0, 'dilation': 1}
        """
        return {name: getattr(self, name) for name in PARAMETERS}

    def place(self, i: int, k: int) -> int:
        """The output index on which the product of ``input[i]`` and ``weight[k]`` lands.

        Negative, or not below the output size, where padding has cut that cell away.

        >>> Layer(kernel_size=3, stride=4, padding=1).place(i=1, k=2)
        5
        """
        return i * self.stride + k * self.dilation - self.padding

    def stamp(self, i: int) -> range:
        """The places on which the stamp of ``input[i]`` lands, tap by tap.

        >>> list(Layer(kernel_size=3, stride=4, padding=1, dilation=2).stamp(1))
        [3, 5, 7]
        """
        return range(self.place(i, 0), self.place(i, self.kernel_size), self.dilation)

    def meeting(self, place: int, input_size: int) -> tuple[tuple[int, int], ...]:
        """The pairs (i, k) whose products land on one place, in the order of the input.

        >>> Layer(kernel_size=3, stride=2).meeting(place=4, input_size=3)
        ((1, 2), (2, 0))
        """
        pairs = []
        for k in reversed(range(self.kernel_size)):
            i, between = divmod(place - self.place(0, k), self.stride)
            if not between and 0 <= i < input_size:
                pairs.append((i, k))
        return tuple(pairs)

    def landing(self, k: int, input_size: int) -> slice:
        """Where tap k of all input elements lands in the uncut output (cell 0 is place(0, 0))."""
        start = k * self.dilation
        return slice(start, start + (input_size - 1) * self.stride + 1, self.stride)

    def stamped(self, input_size: int) -> range:
        """The places from the first stamp's start to the last one's end, before anything is cut."""
        first = self.place(0, 0)
        return range(first, first + self.full_size(input_size))

    def gained(self, size: int) -> range:
        """The places of an output of this size that are kept because of output_padding."""
        return range(max(0, size - self.output_padding), size)

    def full_size(self, input_size: int) -> int:
        """The number of cells from the first stamp's start to the last stamp's end, uncut."""
        return (input_size - 1) * self.stride + self.dilation * (self.kernel_size - 1) + 1

    def output_size(self, input_size: int) -> int:
        """The transposed convolution's output size, in elements.

        The formula of ``torch.nn.ConvTranspose1d``'s documentation: ``full_size``, less
        ``padding`` at both ends, plus ``output_padding`` at the far end.

        >>> Layer(kernel_size=3, stride=4, padding=1, output_padding=3).output_size(2)
        8
        """
        input_size = _input_size(input_size)
        size = self._size_after_cut(input_size)
        if size < 1:
            raise IllegalLayer(
                "padding",
                self.padding,
                # Translators: a rule, as in "padding=9 is not possible: …."; the formula ends in
                # its result: (2 − 1)·4 − 2·9 + 1·(3 − 1) + 0 + 1 = −11.
                tr(
                    "the output would have {formula} elements, and it needs at least 1",
                    formula=self.size_formula(input_size),
                ),
                (self.full_size(input_size) + self.output_padding - 1) // 2,
                quoted(
                    "Given input size per channel: (1 x {input_size}). "
                    "Calculated output size per channel: (1 x {size}). Output size is too small",
                    input_size=input_size,
                    size=size,
                ),
            )
        return size

    def output_padding_for(self, input_size: int, output_size: int) -> int:
        """The output_padding that PyTorch chooses where a call asks for ``output_size=``.

        It takes the place of the layer's own, and is always smaller than the stride: what only a
        larger dilation allows can't be asked for.

        >>> Layer(kernel_size=3, stride=2, padding=1).output_padding_for(3, 6)
        1
        """
        output_size = whole("output_size", output_size)
        # What is cut away without output_padding may be there with the most of it.
        most = replace(self, output_padding=self.stride - 1).output_size(input_size)
        least = most - self.stride + 1
        if not least <= output_size <= most:
            raise IllegalLayer(
                "output_size",
                output_size,
                # Translators: a rule, as in "output_size=9 is not possible: …."
                tr(
                    "without output_padding it is {least}, and stride {stride} leaves room for "
                    "{more} more",
                    least=str(least).replace("-", "−"),
                    stride=self.stride,
                    more=self.stride - 1,
                ),
                min(max(output_size, least, 1), most),
                quoted(
                    "requested an output size of [{output_size}], but valid sizes range from "
                    "[{least}] to [{most}] (for an input of torch.Size([{input_size}]))",
                    output_size=output_size,
                    least=least,
                    most=most,
                    input_size=input_size,
                ),
            )
        extra = output_size - least
        replace(self, output_padding=extra).output_size(input_size)
        return extra

    @classmethod
    def sizes_on_grid(cls, input_size: int, **parameters: Any) -> Any:
        """The size formula on NumPy arrays: all five parameters, broadcast against each other.

        Nothing is checked: ``legal_on_grid`` says which of the sizes belong to legal layers.
        """
        grid = object.__new__(cls)
        vars(grid).update(parameters)
        return grid._size_after_cut(input_size)

    @staticmethod
    def legal_on_grid(**parameters: Any) -> Any:
        """Where a Layer can be made, on the same arrays: the rules of a Layer at once.

        The size that comes out is not among them, as it depends on the input.
        """
        stride, dilation = parameters["stride"], parameters["dilation"]
        gained = parameters["output_padding"]
        legal = (gained < stride) | (gained < dilation)
        for name, least in _LEAST.items():
            legal = legal & (parameters[name] >= least)
        return legal

    def conv_output_size(self, input_size: int) -> int:
        """The size that the *convolution* with the same parameters makes of ``input_size``.

        The formula of ``torch.nn.Conv1d``'s documentation: the number of whole strides that fit.

        >>> [Layer(kernel_size=5, stride=3, padding=2).conv_output_size(n) for n in (16, 17, 18)]
        [6, 6, 6]
        """
        input_size = _input_size(input_size)
        room = input_size + 2 * self.padding - self.full_size(1)
        if room < 0:
            reach = self.full_size(1)
            raise IllegalLayer(
                "kernel_size",
                self.kernel_size,
                # Translators: a rule, as in "kernel_size=9 is not possible: …."
                tr(
                    "the kernel spans {reach} cells and the padded input only {cells}",
                    reach=reach,
                    cells=input_size + 2 * self.padding,
                ),
                (reach + room - 1) // self.dilation + 1,
            )
        return room // self.stride + 1

    def size_pieces(self, input_size: int) -> tuple[tuple[str, str], ...]:
        """The size formula with its numbers, as (text, name of the parameter or "") pieces."""
        values, pieces = {"input": input_size, **vars(self)}, []
        formula = f"{_FORMULA} = {self._size_after_cut(input_size)}".replace("-", "−")
        for text, name, *_ in Formatter().parse(formula):
            pieces.append((text, ""))
            if name:
                pieces.append((str(values[name]), name))
        return tuple(pieces)

    def size_formula(self, input_size: int) -> str:
        """The size formula with its numbers, as one line.

        >>> Layer(kernel_size=3, stride=4, padding=1).size_formula(2)
        '(2 − 1)·4 − 2·1 + 1·(3 − 1) + 0 + 1 = 5'
        """
        return "".join(text for text, _ in self.size_pieces(input_size))

    def _size_after_cut(self, input_size: int) -> int:
        return self.full_size(input_size) - 2 * self.padding + self.output_padding


_FORMULA = (
    "({input} − 1)·{stride} − 2·{padding} + {dilation}·({kernel_size} − 1) + {output_padding} + 1"
)
_LEAST = {"kernel_size": 1, "stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
PARAMETERS = ("stride", "padding", "output_padding", "dilation")
"""What a layer has besides its kernel, in the order of ``Layer``'s fields."""
FIELDS = ("kernel_size", *PARAMETERS)


def needs_an_element(name: str) -> str:
    """The rule that something is not empty."""
    # Translators: a rule; the name is that of a parameter, like input or weight.
    return tr("the {name} needs at least 1 element", name=name)


def whole(name: str, value: object) -> int:
    """The value as a whole number of Python's own. Raises TypeError for anything else."""
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(refused(name, repr(value), tr("it must be a whole number"))) from None


def _input_size(value: int) -> int:
    value = whole("input_size", value)
    if value < 1:
        raise IllegalLayer("input_size", value, needs_an_element("input"), 1)
    return value
