"""What follows from the sizes in an error message: how far apart they are, the nearest that works.

The functions are values': from what was read to what its sentences need beside that.
"""

from typing import Any

from ..layer import IllegalLayer, Layer

Values = dict[str, Any]
# Two sizes that differ by more are not told as a layer's stride.
MOST_TIMES = 16


def output_padding(read: Values) -> Values | None:
    axes = [axis for axis in ("depth", "height", "width") if f"stride_{axis}" in read]
    names = ("output_padding", "stride", "dilation")
    given = [{name: read[f"{name}_{axis}"] for name in names} for axis in axes]
    fits = [_fitting(one) for one in given]
    wrong = [(one, fit) for one, fit in zip(given, fits, strict=True) if fit is not None]
    if not wrong:
        return None
    every = [
        one["output_padding"] if fit is None else fit for one, fit in zip(given, fits, strict=True)
    ]
    # PyTorch shows one axis as the width of two.
    flat = given[0] == {"output_padding": 0, "stride": 1, "dilation": 1} and len(axes) == 2
    return {**wrong[0][0], "nearest": wrong[0][1], "fit": _one_or_each(every)} | flags(
        flat=flat and every[1] > 0
    )


def _fitting(parameters: Values) -> int | None:
    """The nearest legal output_padding, or None where this one is legal."""
    try:
        Layer(kernel_size=1, **parameters)
    except IllegalLayer as illegal:
        return illegal.nearest if illegal.parameter == "output_padding" else None
    return None


def output_too_small(read: Values) -> Values | None:
    size = min(read["output"])
    if size > 0 or len(read["output"]) != len(read["input"]):
        return None
    cells = read["input"][read["output"].index(size)]
    # A padding that is smaller by 1 leaves 2 cells more.
    return {"size": size, "cells": cells, "less": (2 - size) // 2}


def output_size_range(read: Values) -> Values | None:
    wanted, least, most = read["wanted"], read["least"], read["most"]
    if not len(wanted) == len(least) == len(most):
        return None
    ranges = zip(wanted, least, most, strict=True)
    nearest = [min(max(size, low, 1), high) for size, low, high in ranges]
    if nearest == wanted:
        return None
    found: Values = {"nearest": nearest} if min(nearest) > 0 else {}
    if len(read.get("input", [])) == len(wanted):
        found |= {"small": _one_or_all(read["input"]), "large": _one_or_all(wanted)}
    return found


def sizes(read: Values, *, joined: bool = False) -> Values | None:
    """Two sizes that should be equal: of an addition, or of torch.cat, where they are joined."""
    small, large = sorted((read["a"], read["b"]))
    axis, dim = read.get("axis"), read.get("dim")
    if small == large or small < 0:
        return None
    batch, channel = axis == 0, axis == 1 and dim != 1
    no_size = joined and (batch or channel)
    alike = small > 0 and large % small == 0 and large // small <= MOST_TIMES
    found = {"difference": large - small, "small": small}
    if alike and not (batch or channel):
        found["times"] = large // small
    near = large - small < small and not (batch or no_size)
    return found | flags(
        batch=batch,
        channels=channel,
        no_size=no_size,
        other_dim=dim is not None and dim != 1,
        by_output_padding=near,
        by_crop=near,
    )


def kernel_too_large(read: Values) -> Values | None:
    cells, kernel = read["input"], read["kernel"]
    if len(cells) != len(kernel):
        return None
    over = [reach - room for reach, room in zip(kernel, cells, strict=True)]
    worst = over.index(max(over))
    if over[worst] < 1 or cells[worst] < 0:
        return None
    found = {"reach": kernel[worst], "cells": cells[worst]}
    return found | ({"more": (over[worst] + 1) // 2} if cells[worst] else {})


def flags(**flags: object) -> Values:
    """Those that hold, as values."""
    return {name: True for name, holds in flags.items() if holds}


def _one_or_each(numbers: list[int]) -> int | str:
    """One number where all are the same, else one for each axis, as a call has them."""
    return numbers[0] if len(set(numbers)) == 1 else f"({', '.join(map(str, numbers))})"


def _one_or_all(numbers: list[int]) -> int | str:
    """A size as find_layers takes it."""
    return numbers[0] if len(numbers) == 1 else f"({', '.join(map(str, numbers))})"
