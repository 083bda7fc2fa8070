"""Finds every legal layer within some ranges that makes the sizes wanted."""

from collections.abc import Iterable, Sequence
from math import prod
from operator import index
from typing import Any

import numpy as np

from ..language import refused, tr
from ..layer import FIELDS, IllegalLayer, Layer
from .settings import Settings, has_holes, is_even

Sizes = int | Sequence[int]
Values = int | Iterable[int]
# So that no product of two of them, nor a sum of such products, leaves 64 bits.
LARGEST = 10**9
# So that a search takes a second and some 100 MB.
MANY = 10**7
KERNELS, STRIDES, PADDINGS = range(1, 8), range(1, 5), range(4)
# The largest stride that is tried unasked: a million settings, in a tenth of a second.
FARTHEST = 64
FARTHEST_SIZE = np.iinfo(np.int64).max


def find_layers(
    input_size: Sizes,
    output_size: Sizes,
    kernel_size: Values = KERNELS,
    stride: Values = STRIDES,
    padding: Values = PADDINGS,
    output_padding: Values = range(4),
    dilation: Values = (1,),
) -> Settings:
    """Find every legal setting within the ranges that makes the output size of the input size.

    Sizes are elements along one axis. Lists of sizes, paired, ask for settings that fit all of them
    at once. A parameter is a number or all the numbers to try; illegal ones are passed over.
    Without them strides go up to 4, kernels to 7 and paddings to 3, and where the sizes grow by
    more, to what the usual settings for it take, up to stride 64.

    The usual settings come first:

    1. kernel_size 2·stride with padding stride/2 (for an odd stride (stride + 1)/2, and
       output_padding 1): stamps overlap by half. For stride 1, kernel_size 3 with padding 1.
    2. kernel_size = stride without padding: stamps touch and never overlap.
    3. kernel_size 3, stride 2, padding 1, output_padding 1.

    Then come those that multiply every size by their stride, then the rest; in each the smallest
    output_padding first, then even phases, then the smallest dilation, kernel_size and padding.
    Settings with holes come last of all.

    Even phases: outputs j, j + stride, … are made by taps of their own (a phase), and each phase
    has as many taps as another. With uneven ones an even kernel makes a checkerboard. Holes: a
    phase has no tap, and its outputs are the bias alone.

    Raises ValueError or TypeError for a size that is none, and for lists of different lengths.

    >>> find_layers(7, 14, padding=1)
    7 → 14: 2 settings, the usual ones first
    kernel_size  stride  padding  output_padding  dilation  taps per phase
              4       2        1               0         1         even, 2
              3       2        1               1         1          (2, 1)
    >>> find_layers([7, 8, 31], [14, 16, 62])[0]
    Layer(kernel_size=4, stride=2, padding=1, output_padding=0, dilation=1)
    """
    sizes = _pairs(input_size, output_size)
    ranges = (*_widened((kernel_size, stride, padding), sizes), output_padding, dilation)
    axes = [
        list(dict.fromkeys(_values(name, each))) for name, each in zip(FIELDS, ranges, strict=True)
    ]
    if prod(map(len, axes)) > MANY:
        raise ValueError(
            tr(
                "The ranges hold {count} settings, and at most {most} can be tried. Take fewer of "
                "{parameter}.",
                count=prod(map(len, axes)),
                most=MANY,
                parameter=max(zip(map(len, axes), FIELDS, strict=True))[1],
            )
        )
    # On 32 bits NumPy's own choice is too small for a product of two.
    wide = [np.array(axis, np.int64) for axis in axes]
    open_grid = np.meshgrid(*wide, indexing="ij", sparse=True)
    grid = dict(zip(FIELDS, open_grid, strict=True))
    fits: Any = Layer.legal_on_grid(**grid)
    for small, large in sizes:
        fits = fits & (Layer.sizes_on_grid(small, **grid) == large)
    found = [
        Layer(*(axis[n] for axis, n in zip(axes, at, strict=True)))
        for at in np.argwhere(fits).tolist()
    ]
    found.sort(key=lambda layer: _unusual(layer, *sizes[0]))
    return Settings(tuple(found), sizes, "" if found else _advice(sizes, grid))


def _widened(ranges: tuple[Values, ...], sizes: tuple[tuple[int, int], ...]) -> tuple[Values, ...]:
    """The kernels, strides and paddings, widened to the usual ones for these sizes if not given."""
    stride = min(max(-(-large // small) for small, large in sizes), FARTHEST)
    if stride not in STRIDES:
        wide = (range(1, 2 * stride + 1), range(1, stride + 1), range((stride + 1) // 2 + 1))
        own = (KERNELS, STRIDES, PADDINGS)
        # By identity, as who asks for just these numbers gets them.
        return tuple(
            more if given is left else given
            for given, left, more in zip(ranges, own, wide, strict=True)
        )
    return ranges


def _unusual(layer: Layer, input_size: int, output_size: int) -> tuple[int | bool, ...]:
    """What the layers are sorted by: the less usual the larger."""
    k, s, p, extra, d = (getattr(layer, name) for name in FIELDS)
    odd = s % 2
    usual = (
        (3, 1, 1, 0, 1) if s == 1 else (2 * s, s, (s + odd) // 2, odd, 1),
        (s, s, 0, 0, 1),
        (3, 2, 1, 1, 1),
    )
    rank = usual.index((k, s, p, extra, d)) if (k, s, p, extra, d) in usual else len(usual)
    multiplies = output_size == s * input_size
    return (has_holes(layer), rank, not multiplies, extra, not is_even(layer), d, k, p, s)


def _advice(sizes: tuple[tuple[int, int], ...], grid: Any) -> str:
    """What to ask instead: the sizes next to the one wanted that some legal layer makes."""
    if len(sizes) > 1:
        # Translators: pairs of sizes, which no setting fits all at once.
        return tr("Ask for fewer of the pairs at once, or for wider ranges.")
    [(small, large)] = sizes
    # Illegal ones make 0, as those do that cut all away.
    made = Layer.sizes_on_grid(small, **grid) * Layer.legal_on_grid(**grid)
    below = int(made.max(where=made < large, initial=0))
    above = int(made.min(where=made > large, initial=FARTHEST_SIZE))
    near = [size for size in (below, above) if 0 < size < FARTHEST_SIZE]
    if not near:
        return tr("No setting within the ranges is legal.")
    if len(near) == 1:
        # Translators: the size that is nearest to the one wanted.
        return tr("The nearest that the ranges reach: {size}.", size=near[0])
    less, more = near
    return tr("The nearest that the ranges reach: {less} and {more}.", less=less, more=more)


def _pairs(input_size: Sizes, output_size: Sizes) -> tuple[tuple[int, int], ...]:
    small, large = _sizes("input_size", input_size), _sizes("output_size", output_size)
    if len(small) != len(large):
        rule = tr(
            "it must have as many sizes as input_size, and that has {count}", count=len(small)
        )
        raise ValueError(refused("output_size", output_size, rule))
    return tuple(zip(small, large, strict=True))


def _sizes(name: str, sizes: Sizes) -> list[int]:
    values = _values(name, sizes)
    for value in values:
        if value < 1:
            raise IllegalLayer(name, value, tr("a size is at least 1 element"), 1)
    if not values:
        raise ValueError(refused(name, sizes, tr("it must hold at least one size")))
    return values


def _values(name: str, values: Values) -> list[int]:
    """One number or several as a list, each small enough for NumPy's integers."""
    complaint = refused(name, repr(values), tr("it must be a whole number, or several"))
    try:
        # First, as a tensor of one number can be iterated over as well.
        found = [index(values)]  # type: ignore[arg-type]
    except TypeError:
        if not isinstance(values, Iterable) or isinstance(values, str):
            raise TypeError(complaint) from None
        if isinstance(values, Sequence) and len(values) > MANY:
            rule = tr("at most {most} numbers can be tried", most=MANY)
            raise ValueError(refused(name, repr(values), rule)) from None
        try:
            found = [index(value) for value in values]
        except TypeError:
            raise TypeError(complaint) from None
    for value in found:
        if abs(value) > LARGEST:
            nearest = LARGEST if value > 0 else -LARGEST
            rule = tr("it must not exceed {most}", most=LARGEST)
            raise IllegalLayer(name, value, rule, nearest)
    return found
