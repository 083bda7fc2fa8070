"""Finds every legal setting within some ranges that makes the sizes wanted."""

from collections.abc import Sequence
from math import prod

import numpy as np

from ..language import sentences, tr
from ..layer import FIELDS, Layer
from ..tensors import Array
from .advice import advice
from .asked import MANY, Sizes, Values, numbers, pairs_of_axes, values_of_axes
from .candidates import Candidates, Pairs, fitting
from .found import SeveralAxes
from .settings import Settings, told
from .usual import has_holes, is_even, of_rows, sorted_rows

KERNELS, STRIDES, PADDINGS = range(1, 8), range(1, 5), range(4)
# Strides up to this one are all tried by default: a million settings.
FARTHEST = 64
# The largest stride tried by default, with the usual kernels for it and any padding.
ALONE = 10**5


def find_layers(
    input_size: Sizes,
    output_size: Sizes,
    kernel_size: Values = KERNELS,
    stride: Values = STRIDES,
    padding: Values = PADDINGS,
    output_padding: Values = range(4),
    dilation: Values = 1,
    even: bool = False,
) -> Settings:
    """Find every legal setting within the ranges that makes the output size from the input size.

    input_size, output_size: numbers of elements along one axis. Two lists of sizes ask for settings
    that fit every pair at once. Tuples, like the end of a tensor's shape, hold the sizes along
    several axes, which are searched one by one; lists of tuples ask for both.

    kernel_size, stride, padding, output_padding, dilation: a number, or a list of numbers to try;
    illegal combinations are skipped. For several axes, a tuple has an entry for each axis. By
    default strides go up to 4, kernels to 7 and paddings to 3. If the sizes grow by more than 4
    times, the ranges widen to hold the usual settings for that stride, up to stride 64; a larger
    stride is tried with kernels of one stride and of two.

    even: only settings with even phases.

    Each setting found is a Layer, or, for several axes, a tuple with a Layer for each axis.

    The usual settings come first:

    1. kernel_size 2·stride with padding stride/2 (for an odd stride (stride + 1)/2, and
       output_padding 1): stamps overlap by half. For stride 1, kernel_size 3 with padding 1.
    2. kernel_size = stride without padding: stamps touch and never overlap.
    3. kernel_size 3, stride 2, padding 1, output_padding 1.

    Then come the settings that multiply every size by their stride, then all others. Within each of
    these groups the smallest output_padding comes first, then even phases, then the smallest
    dilation, kernel_size and padding. Settings with holes come last. For several axes, settings
    that are the same along all axes come first, then those that differ only in output_padding.

    A phase is the group of taps that make outputs j, j + stride, …. Phases are even if all have the
    same number of taps; if they are not, a kernel of equal weights makes a checkerboard. Holes are
    phases without taps: their outputs are only the bias.

    Where no setting fits, printing the result says what to do: pass output_size= in the calls, cut
    the output, pad to a multiple, or take the nearest size.

    Raises ValueError or TypeError for a size below 1 or not a whole number, for lists of different
    lengths, and for more than ten million settings to try.

    >>> find_layers(7, 14, padding=1)
    7 → 14: 2 settings, the usual ones first
    kernel_size  stride  padding  output_padding  dilation  taps per phase
              4       2        1               0         1         even, 2
              3       2        1               1         1          (2, 1)
    >>> find_layers([7, 8, 31], [14, 16, 62])[0]
    Layer(kernel_size=4, stride=2, padding=1, output_padding=0, dilation=1)
    >>> find_layers((7, 8), (14, 17), kernel_size=4, even=True)
    (7, 8) → (14, 17): 1 setting
    kernel_size  stride  padding  output_padding  dilation  taps per phase
              4       2        1          (0, 1)         1     even, 2 × 2
    """
    axes = pairs_of_axes(input_size, output_size)
    given = (kernel_size, stride, padding, output_padding, dilation)
    ranges = [
        values_of_axes(name, values, len(axes)) for name, values in zip(FIELDS, given, strict=True)
    ]
    candidates = [
        _candidates(pairs, of_axis, even, MANY // len(axes))
        for pairs, of_axis in zip(axes, zip(*ranges, strict=True), strict=True)
    ]
    rows = [
        sorted_rows(fitting(pairs, tried), *pairs[0])
        for pairs, tried in zip(axes, candidates, strict=True)
    ]
    found = SeveralAxes(rows)
    return Settings(found, axes, "" if len(found) else _advice(axes, candidates, rows))


def other_kernel(
    layers: Sequence[Layer], input_size: Sequence[int], output_size: Sequence[int]
) -> tuple[Layer, ...] | None:
    """The layers nearest to these, one for each axis, that make the output size; same strides.

    Settings with even phases come before others, and those with holes last. An axis that fits stays
    as it is. None where there is none. As only the stride says how sizes grow, it then makes
    output_size + stride·n of input_size + n, for every n.

    >>> other_kernel([Layer(10, 5, 2)], [256], [1280])
    (Layer(kernel_size=10, stride=5, padding=3, output_padding=1, dilation=1),)
    """
    asked = zip(layers, input_size, output_size, strict=True)
    found = [_nearest_to(layer, small, large) for layer, small, large in asked]
    return tuple(layer for layer in found if layer) if all(found) else None


def _nearest_to(layer: Layer, small: int, large: int) -> Layer | None:
    if Layer.sizes_on_grid(small, **vars(layer)) == large:
        return layer
    k, s, p, extra, d = (getattr(layer, name) for name in FIELDS)
    # On 32 bits NumPy's own choice is too small for a product of two.
    kernels = np.arange(1, k + 2 * s + 1, dtype=np.int64)[:, np.newaxis]
    # A padding takes 2 away, so that no more output_padding is needed than 1.
    gained = np.array([each for each in {0, 1, extra} if each < max(s, d)])
    grid = {"stride": s, "padding": 0, "output_padding": gained, "dilation": d}
    paddings, odd = np.divmod(Layer.sizes_on_grid(small, kernel_size=kernels, **grid) - large, 2)
    # With more, no product of the first input is kept.
    fits = (odd == 0) & (paddings >= 0) & (paddings <= d * (kernels - 1))
    every = np.broadcast_arrays(kernels, s, paddings, gained, d)
    rows = np.stack([each[fits] for each in every], axis=1)
    away = np.abs(rows - [k, s, p, extra, d])
    holes, even = of_rows(has_holes, rows), of_rows(is_even, rows)
    order = np.lexsort((rows[:, 0], *away.T[::-1], away.sum(axis=1), ~even, holes))
    return Layer(*rows[order[0]].tolist()) if len(rows) else None


def _candidates(pairs: Pairs, ranges: tuple[Values, ...], even: bool, most: int) -> Candidates:
    for tried in (_widened(ranges, pairs), ranges):
        values = dict(zip(FIELDS, map(numbers, FIELDS, tried), strict=True))
        counts = list(map(len, values.values()))
        if prod(counts) <= most:
            return Candidates(values, even)
    raise ValueError(
        tr(
            "The ranges hold {count} settings, but at most {most} can be tried: give fewer values "
            "of {parameter}.",
            count=prod(counts),
            most=most,
            parameter=max(zip(counts, FIELDS, strict=True))[1],
        )
    )


def _widened(ranges: tuple[Values, ...], pairs: Pairs) -> tuple[Values, ...]:
    """The kernels, strides and paddings, widened to the usual ones for these sizes if not given."""
    stride = max(-(-large // small) for small, large in pairs)
    if stride in STRIDES:
        return ranges
    if FARTHEST < stride <= ALONE:
        strides = (stride - 1, stride)
        wide: tuple[Values, ...] = (
            (*strides, *(2 * each for each in strides)),
            strides,
            range(stride // 2 + 2),
        )
    else:
        stride = min(stride, FARTHEST)
        wide = (range(1, 2 * stride + 1), range(1, stride + 1), range((stride + 1) // 2 + 1))
    own = (KERNELS, STRIDES, PADDINGS)
    # By identity, as who asks for just these numbers gets them.
    widened = (
        more if given is left else given
        for given, left, more in zip(ranges, own, wide, strict=False)
    )
    return (*widened, *ranges[len(wide) :])


def _advice(axes: Sequence[Pairs], candidates: Sequence[Candidates], rows: Sequence[Array]) -> str:
    """What to do, for each axis along which no setting fits."""
    parts = []
    for axis, (pairs, tried, found) in enumerate(zip(axes, candidates, rows, strict=True)):
        if len(found):
            continue
        if len(axes) > 1:
            # Translators: {sizes} is as in "7 → 14, 8 → 16".
            parts.append(tr("Axis {axis} ({sizes}) has none.", axis=axis, sizes=told(pairs)))
        parts.append(advice(pairs, tried))
    return sentences(parts)
