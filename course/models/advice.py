"""Says what to do where no setting makes the sizes wanted."""

from dataclasses import replace
from typing import Any

import numpy as np

from ..language import sentences, tr
from ..layer import FIELDS
from ..tensors import Array
from .candidates import Candidates, Grid, Pairs, fitting, offset, offsets
from .usual import has_holes, of_rows, sorted_rows


def advice(pairs: Pairs, candidates: Candidates) -> str:
    """What to do where no candidate makes the sizes of all pairs, along one axis."""
    uneven = len(fitting(pairs, replace(candidates, even=False))) if candidates.even else 0
    if uneven:
        return tr("Settings that fit without even=True: {count}.", count=uneven)
    # What a call gives at the end, or what is cut off there, needs no output_padding of the layer.
    plain = candidates.only(output_padding=np.array([0]))
    smaller = ""
    if all(large < small for small, large in pairs):
        smaller = tr("To make sizes smaller, use a convolution: nn.Conv1d, nn.Conv2d or nn.Conv3d.")
    if len(set(pairs)) == 1:
        return sentences([_cut(pairs, plain), _nearest(*pairs[0], candidates), smaller])
    asked = _asked(pairs, plain)
    told = [asked, _cut(pairs, plain), _multiple(pairs, candidates)]
    if not _on_a_line(pairs):
        alone = tr("No layer makes all of these without output_size=.")
        none = tr("No layer makes all of these.")
        return sentences([alone if asked else none, *told, smaller])
    # Translators: pairs of sizes, which no setting fits all at once.
    fewer = tr("Ask for fewer pairs at once, or widen the ranges.")
    return sentences([sentences(told) or fewer, smaller])


def _asked(pairs: Pairs, plain: Candidates) -> str:
    """The setting that makes each size when the call passes ``output_size``."""

    def fits(grid: Grid) -> Any:
        least, most = offsets(pairs, grid["stride"])
        longer = offset(grid)
        return (longer <= least) & (most < longer + grid["stride"])

    rows = plain.where(fits)
    if not len(rows):
        return ""
    # Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
    return tr(
        "With {setting}, calls that pass output_size= make all of them.",
        setting=_setting(rows, pairs[0]),
    )


def _cut(pairs: Pairs, plain: Candidates) -> str:
    """The setting whose outputs are the least too long, by less than a stride, or none at all."""

    def fits(grid: Grid) -> Any:
        least, most = offsets(pairs, grid["stride"])
        longer = offset(grid)
        return (longer >= most) & (longer < least + grid["stride"])

    rows = plain.where(fits)
    if not len(rows):
        return ""
    whole = rows[~of_rows(has_holes, rows)]
    rows = whole if len(whole) else rows
    grid = dict(zip(FIELDS, rows.T.astype(np.int64), strict=True))
    too_long = offset(grid) - offsets(pairs, grid["stride"])[0]
    tightest = _setting(rows[too_long == too_long.min()], pairs[0])
    if not too_long.min():
        # Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
        return tr("With output_padding=0, {setting} fits.", setting=tightest)
    # Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
    return tr(
        "With {setting}, the outputs are too long by at most {count}: cut the excess off the end.",
        setting=tightest,
        count=too_long.min(),
    )


def _multiple(pairs: Pairs, candidates: Candidates) -> str:
    """The setting that makes all sizes once they are multiples of its stride."""
    strides = candidates.values["stride"]
    strides = strides[strides > 1]
    for small, large in pairs:
        strides = strides[(large // strides == small) | (-(-large // strides) == small)]
    for stride in strides[:1].tolist():
        rows = fitting(((1, stride), (2, 2 * stride)), candidates)
        if len(rows):
            size = max(large % stride and large for _, large in pairs)
            # Translators: {setting} is as in "kernel_size=4, stride=2, padding=1".
            return tr(
                "Pad the model's input until these sizes are multiples of {stride} ({size} becomes "
                "{more}), and {setting} makes them.",
                stride=stride,
                size=size,
                more=size + -size % stride,
                setting=_setting(rows, (1, stride)),
            )
    return ""


def _nearest(small: int, large: int, candidates: Candidates) -> str:
    """The sizes next to the one wanted that some legal setting makes."""
    near = candidates.nearest(small, large)
    if not near:
        return tr("No setting within these ranges is legal.")
    if len(near) == 1:
        # Translators: the size that is nearest to the one wanted.
        return tr("The nearest size within these ranges is {size}.", size=near[0])
    less, more = near
    return tr("The nearest sizes within these ranges are {less} and {more}.", less=less, more=more)


def _on_a_line(pairs: Pairs) -> bool:
    """Whether some layer makes all sizes: they grow by one stride for each input element."""
    (first, made), (other, its), *_ = set(pairs)
    stride, rest = divmod(its - made, other - first) if other != first else (0, 0)
    fit = (large - made == stride * (small - first) for small, large in pairs)
    return stride > 0 and not rest and all(fit)


def _setting(rows: Array, pair: tuple[int, int]) -> str:
    """The most usual of some settings, without what is PyTorch's default."""
    rows = sorted_rows(rows, *pair)
    first = zip(FIELDS, rows[0].tolist(), (0, 0, 0, 0, 1), strict=True)
    setting = ", ".join(f"{name}={value}" for name, value, usual in first if value != usual)
    if of_rows(has_holes, rows)[0]:
        # Translators: a setting where some phases have no tap at all.
        return tr("{setting} (with holes)", setting=setting)
    return setting
