"""What follows from the numbers of an error message: nearest values, differences, what is swapped.

Each function takes what was read from one kind of message, by the names in errors.json, and
gives what its sentences need beside that, or None where a message can't have such numbers.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from .layer import PARAMETERS, IllegalLayer, Layer

Values = dict[str, Any]
LAYER = re.compile(r"Conv(?:Transpose)?[123]d")
FUNCTION = re.compile(r"conv(?:_transpose)?[123]d")
MOST_TIMES = 16


@cache
def table() -> Values:
    """errors.json."""
    read: Values = json.loads(Path(__file__).with_name("errors.json").read_text("utf-8"))
    return read


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
    return {**wrong[0][0], "nearest": wrong[0][1], "fit": _one_or_each(every)} | _flags(
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


def rank(read: Values) -> Values | None:
    shape, axes = read["input"], len(read["input"])
    if "call" not in read:
        missing = read["wanted"] - axes
        alone = {"axes": axes} | _flags(batch_missing=missing == 1)
        return alone | ({"longer": [1, *shape]} if missing == 1 else {})
    if not FUNCTION.fullmatch(read["call"]):
        return None
    found: Values = {"axes": axes}
    missing, extra = read["unbatched"] - axes, axes - read["batched"]
    if missing > 0:
        found |= {"missing": missing, "longer": [1, *shape]} | _flags(one_missing=missing == 1)
    if extra == 1 and 1 in shape:
        found["place"] = shape.index(1)
    if extra > 0 and axes <= 5:
        kind = "ConvTranspose" if "transpose" in read["call"] else "Conv"
        found["other"] = f"{kind}{axes - 2}d"
    return found


def channels(read: Values) -> Values | None:
    weight, shape, got, groups = read["weight"], read["input"], read["got"], read.get("groups")
    if not 3 <= len(weight) <= 5 or len(shape) < 2:
        return None
    made = weight[1]
    kind = "Conv" if groups else "ConvTranspose"
    return {"layer": f"{kind}{len(weight) - 2}d", "made": made} | _flags(
        fits=groups and got % groups == 0,
        uneven=groups and got % groups,
        swapped=made == got,
        last=len(shape) == len(weight) and shape[-1] == read["expected"],
    )


def dtype(read: Values) -> Values | None:
    found = {
        f"{whose}_type": table()["types"][read[whose]]
        for whose in ("given", "weight")
        if read.get(whose) in table()["types"]
    }
    weight = found.get("weight_type")
    if weight in table()["methods"]:
        found["method"] = table()["methods"][weight]
    given = found.get("given_type", "")
    return found | _flags(
        complex=given.startswith("complex"),
        from_numpy=(given, weight) == ("float64", "float32"),
    )


def padding_mode(read: Values) -> Values | None:
    return {"pads": f"({', '.join(['m, m'] * read['n'])})"} if 1 <= read["n"] <= 3 else None


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


def output_size_argument(read: Values) -> Values | None:
    return _flags(functional=FUNCTION.fullmatch(read["owner"]))


def sizes(read: Values) -> Values | None:
    """Two sizes that should be equal: of torch.cat, or of an addition."""
    small, large = sorted((read["a"], read["b"]))
    axis, joined = read.get("axis"), read.get("dim")
    if small == large or small < 0:
        return None
    batch, channel = axis == 0, axis == 1 and joined != 1
    no_size = joined is not None and (batch or channel)
    alike = small > 0 and large % small == 0 and large // small <= MOST_TIMES
    found = {"difference": large - small, "small": small}
    if alike and not (batch or channel):
        found["times"] = large // small
    near = large - small < small and not no_size
    return found | _flags(
        batch=batch,
        channels=channel,
        no_size=no_size,
        other_dim=joined is not None and joined != 1,
        by_output_padding=near,
        by_crop=near,
    )


def groups(read: Values) -> Values | None:
    return {} if read["which"] in ("in_channels", "out_channels") else None


def groups_weight(read: Values) -> Values | None:
    first, asked = read["weight"][0], read["groups"]
    if first < 1:
        return None
    low = [number for number in range(1, int(first**0.5) + 1) if first % number == 0]
    divisors = sorted({*low, *(first // number for number in low)})
    if asked in divisors:
        return None
    return {"first": first, "nearest": min(divisors, key=lambda one: abs(one - asked))}


def bias(read: Values) -> Values | None:
    count, first = 1, read["weight"][0]
    for size in read["bias"]:
        count *= size
    several = len(read["bias"]) > 1
    return {"first": first} | _flags(
        flat=several and count == read["expected"],
        swapped=not several and count == first,
    )


def axes(read: Values) -> Values | None:
    given, count = read["given"], len(read["given"])
    if read["parameter"] != read["same"] or read["parameter"] not in PARAMETERS:
        return None
    found: Values = {"count": count, "rank": count + 2}
    if len(set(given)) == 1:
        found["fit"] = given[0]
    return found | _flags(weight_short=count > read["axes"])


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


def argument(read: Values) -> Values | None:
    """An argument of one of these functions, or of something else."""
    return {} if FUNCTION.fullmatch(read["call"]) else None


def missing(read: Values) -> Values | None:
    return {} if LAYER.fullmatch(read["owner"]) else None


def unknown_argument(read: Values) -> Values | None:
    owner, name = read["owner"], read["name"]
    if not (LAYER.fullmatch(owner) or FUNCTION.fullmatch(owner)):
        return None
    if name == "output_padding":
        return _flags(convolution=True)
    meant = table()["names"].get(name.lower())
    return {"parameter": meant} if meant else {}


def state(read: Values) -> Values | None:
    stored, model = read["stored"], read["model"]
    return _flags(
        swapped=len(stored) > 2 and stored != model and [*stored[1::-1], *stored[2:]] == model
    )


def _flags(**flags: object) -> Values:
    """Those that hold, as values."""
    return {name: True for name, holds in flags.items() if holds}


def _one_or_each(numbers: list[int]) -> int | str:
    """One number where all are the same, else one for each axis, as a call has them."""
    return numbers[0] if len(set(numbers)) == 1 else f"({', '.join(map(str, numbers))})"


def _one_or_all(numbers: list[int]) -> int | str:
    """A size as find_layers takes it."""
    return numbers[0] if len(numbers) == 1 else f"({', '.join(map(str, numbers))})"


VALUES: dict[str, Callable[[Values], Values | None]] = {
    "output_padding": output_padding,
    "output_too_small": output_too_small,
    "rank": rank,
    "channels_transposed": channels,
    "channels": channels,
    "dtype": dtype,
    "not_implemented": dtype,
    "padding_mode": padding_mode,
    "padding_same": lambda read: {} if 1 <= read["n"] <= 3 else None,
    "argument_type": argument,
    "output_size_range": output_size_range,
    "output_size_argument": output_size_argument,
    "cat": sizes,
    "broadcast": sizes,
    "groups": groups,
    "groups_weight": groups_weight,
    "bias_transposed": bias,
    "bias": bias,
    "axes": axes,
    "kernel_too_large": kernel_too_large,
    "missing_argument": missing,
    "unknown_argument": unknown_argument,
    "state": state,
}
