"""How much a live figure shows; what is more is refused."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import traitlets

from ...language import refused, tr
from ...layer import IllegalLayer
from ...values import Place
from .frames import Reach

LONGEST = {1: {"x": 12, "w": 7}, 2: {"x": 16, "w": 16}}
LARGEST = 8
# Fewer values in two dimensions: a frame holds a whole plane.
USUAL = {
    1: {
        "stride": Reach(1, 5),
        "padding": Reach(0, 3),
        "output_padding": Reach(0, 4),
        "dilation": Reach(1, 3),
        "length": Reach(1, 6),
        "kernel_size": Reach(1, 5),
    },
    2: {
        "stride": Reach(1, 3),
        "padding": Reach(0, 2),
        "output_padding": Reach(0, 2),
        "dilation": Reach(1, 2),
    },
}
INSTEAD = {1: "draw(...)", 2: "animate(...)"}


class Refused(ValueError, traitlets.TraitError):
    """What no figure shows; a TraitError too, so that traitlets takes back a bundle of changes."""


class RefusedLayer(IllegalLayer, Refused):
    """What PyTorch refuses, set on a figure."""


def check_vector(name: str, values: Any, dimensions: int) -> None:
    longest = LONGEST[dimensions][name]
    if not 1 <= len(values) <= longest:
        raise Refused(
            # Translators: {name} is x or w, {instead} a call such as draw(...).
            tr(
                "{name} has {count} numbers, and a live figure shows 1 to {longest}: {instead} "
                "takes more.",
                name=name,
                count=len(values),
                longest=longest,
                instead=INSTEAD[dimensions],
            )
        )
    for i, value in enumerate(values):
        try:
            finite = isfinite(value)
        except OverflowError:
            raise Refused(tr("{name} is too large for any float.", name=f"{name}[{i}]")) from None
        if not finite:
            raise Refused(refused(f"{name}[{i}]", value, tr("it must be a finite number")))


def check_parameters(values: Mapping[str, int | Place], dimensions: int) -> None:
    for name, value in values.items():
        if isinstance(value, tuple):
            rule = tr("a live figure has one value for both axes; animate(...) takes pairs")
            raise Refused(refused(name, value, rule))
        if value > LARGEST:
            raise Refused(
                # Translators: {name} is a parameter, {instead} a call such as draw(...).
                tr(
                    "{name}={value} is more than a live figure shows, at most {largest}: "
                    "{instead} takes any.",
                    name=name,
                    value=value,
                    largest=LARGEST,
                    instead=INSTEAD[dimensions],
                )
            )
