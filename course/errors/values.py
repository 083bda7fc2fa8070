"""What follows from the numbers of an error message: nearest values, differences, what is swapped.

Each function takes what was read from one kind of message, by the names in messages.json, and
gives what its sentences need beside that, or None where a message can't have such numbers.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ..layer import PARAMETERS
from .sizes import (
    Values,
    flags,
    kernel_too_large,
    output_padding,
    output_size_range,
    output_too_small,
    sizes,
)

LAYER = re.compile(r"Conv(?:Transpose)?[123]d")
FUNCTION = re.compile(r"conv(?:_transpose)?[123]d")


@cache
def table() -> Values:
    """messages.json."""
    read: Values = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
    return read


def rank(read: Values) -> Values | None:
    shape, axes = read["input"], len(read["input"])
    if "call" not in read:
        missing = read["wanted"] - axes
        alone = {"axes": axes} | flags(batch_missing=missing == 1)
        return alone | ({"longer": [1, *shape]} if missing == 1 else {})
    if not FUNCTION.fullmatch(read["call"]):
        return None
    found: Values = {"axes": axes}
    missing, extra = read["unbatched"] - axes, axes - read["batched"]
    if missing > 0:
        found |= {"missing": missing, "longer": [1, *shape]} | flags(one_missing=missing == 1)
    if axes == 2 and missing > 0:
        found["noise"] = [*shape, *[1] * (read["unbatched"] - 1)]
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
    return {"layer": f"{kind}{len(weight) - 2}d", "made": made} | flags(
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
    return found | flags(
        complex=given.startswith("complex"),
        from_numpy=(given, weight) == ("float64", "float32"),
    )


def padding_mode(read: Values) -> Values | None:
    return {"pads": f"({', '.join(['m, m'] * read['n'])})"} if 1 <= read["n"] <= 3 else None


def output_size_argument(read: Values) -> Values | None:
    return flags(functional=FUNCTION.fullmatch(read["owner"]))


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
    return {"first": first} | flags(
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
    return found | flags(weight_short=count > read["axes"])


def argument(read: Values) -> Values | None:
    """An argument of one of these functions, or of something else."""
    return {} if FUNCTION.fullmatch(read["call"]) else None


def target(read: Values) -> Values | None:
    output, wanted = read["input"], read["target"]
    if output == wanted:
        return None
    more = len(output) - len(wanted)
    channels = more == 0 and len(output) > 1 and output[1] != wanted[1]
    found = {"wanted": wanted[1]} if channels else {}
    return found | flags(
        batch=more == 0 and output[:1] != wanted[:1],
        channels=channels,
        size=more == 0 and output[2:] != wanted[2:],
        flat=more == 1,
        flat_output=more == -1,
    )


def pixel_shuffle(read: Values) -> Values | None:
    arriving, square = read["channels"], read["square"]
    if square < 1 or arriving % square == 0:
        return None
    return {"more": (arriving // square + 1) * square}


def missing(read: Values) -> Values | None:
    return {} if LAYER.fullmatch(read["owner"]) else None


def unknown_argument(read: Values) -> Values | None:
    owner, name = read["owner"], read["name"]
    if not (LAYER.fullmatch(owner) or FUNCTION.fullmatch(owner)):
        return None
    if name == "output_padding":
        return flags(convolution=True)
    meant = table()["names"].get(name.lower())
    return {"parameter": meant} if meant else {}


def state(read: Values) -> Values | None:
    stored, model = read["stored"], read["model"]
    return flags(
        swapped=len(stored) > 2 and stored != model and [*stored[1::-1], *stored[2:]] == model
    )


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
    "cat": lambda read: sizes(read, joined=True),
    "broadcast": sizes,
    "target": target,
    "pixel_shuffle": pixel_shuffle,
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
