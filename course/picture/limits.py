"""How much a live figure shows; what is more is refused."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from math import isfinite
from typing import Any, NamedTuple

import traitlets

from ..axes import parameters_of
from ..language import N_, refused, tr
from ..layer import IllegalLayer
from ..trace import Trace
from ..trimmed import trim_of
from ..values import Place, flat, shape
from ..views.film import by


class Reach(NamedTuple):
    """The values that a slider can take, both ends included."""

    least: int
    most: int

    @property
    def values(self) -> range:
        return range(self.least, self.most + 1)


# How many numbers: of planes, those of a square of 4 by 4.
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
        "length": Reach(1, 4),
        "kernel_size": Reach(1, 3),
    },
}
# The longest input and kernel of which a site has frames; planes are square, and have one view.
HELD = {1: {"x": 8, "w": 5}, 2: {"x": 5, "w": 3}}
SLIDERS = {"input_size" if name == "length" else name: name for name in USUAL[1]}
"""What a slider is asked for by, and its name in the tables above."""
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


def check_sliders(names: Iterable[str]) -> tuple[str, ...]:
    """The sliders asked for by name, a single one for a tuple of one."""
    asked = (names,) if isinstance(names, str) or not isinstance(names, Iterable) else tuple(names)
    meant = {said: name for name, own in SLIDERS.items() for said in (name, own)}
    for name in asked:
        if name not in SLIDERS:
            rule = tr("it must be one of {names}", names=", ".join(SLIDERS))
            near = get_close_matches(str(name), meant, 1, 0.4)
            raise ValueError(refused("sliders", repr(name), rule, *(repr(meant[n]) for n in near)))
    return asked


def check_linked(trace: Trace) -> None:
    """Raise Refused for a case of which a site has no frames."""
    dimensions = len(trace.axes)
    held, usual = HELD.get(dimensions), USUAL.get(dimensions)
    if not held or not usual:
        raise Refused(tr("A page shows 1 or 2 axes, but here there are {axes}.", axes=dimensions))
    for name, sizes in {"x": shape(trace.x), "w": shape(trace.w)}.items():
        if len(set(sizes)) > 1 or sizes[0] > held[name]:
            # Translators: {size} is a size, as in 3×4; {most} a number for one axis, or as in 5×5.
            said = N_("{name} has the size {size}, but a page shows at most {most}.")
            if len(set(sizes)) > 1:
                said = N_("{name} has the size {size}, but a page shows squares of at most {most}.")
            largest = by((held[name],) * dimensions)
            raise Refused(tr(said, name=name, size=by(sizes), most=largest))
    for trim in filter(any, map(trim_of, trace.axes)):
        raise Refused(refused("trim", trim, tr("a page shows a layer's whole output")))
    for name, value in parameters_of(trace.axes).items():
        if isinstance(value, tuple):
            raise Refused(refused(name, value, tr("a page has one value for both axes")))
        least, most = usual[name]
        if not least <= value <= most:
            rule = tr("a page shows {least} to {most}", least=least, most=most)
            raise Refused(refused(name, value, rule, min(max(value, least), most)))
    for name, numbers in {"x": flat(trace.x), "w": flat(trace.w)}.items():
        check_vector(name, list(numbers), dimensions)
