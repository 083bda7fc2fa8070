"""Draws a kernel's stamps for the first few elements of a constant input.

With every input 1, an output away from the ends is the sum of one phase's taps, so that a
checkerboard shows in the picture's numbers.
"""

from collections.abc import Sequence
from math import floor, isfinite, log10

from ..language import sentences
from ..layer import Layer
from ..number_format import Number
from ..picture import Picture, scene_picture
from ..picture.words import the_result, the_way
from ..trace import Trace
from ..views import lay_out
from ..views.scene import Scene, Shown

MANY = 5
WIDEST = 500
# How many digits fit into a cell, with a sign and a point.
DIGITS = 4


def constant_picture(layer: Layer, weight: Sequence[Number], input_size: int) -> Picture:
    x = [1] * inputs_drawn(layer, input_size)
    return stamps(Trace.of(x, weight, **layer.parameters))


def stamps(trace: Trace) -> Picture:
    """The picture of one axis, its numbers rounded to as many decimals as each other."""
    scene = lay_out(trace, "scatter", Shown.of(trace, formula=True))
    assert isinstance(scene, Scene)
    alt = sentences([the_way(trace, "scatter"), the_result(trace)])
    return scene_picture(_rounded(scene), alt)


def _rounded(scene: Scene) -> Scene:
    values = [float(mark.value) for row in scene.rows for mark in row.marks]
    largest = max(map(abs, values), default=0)
    # Smaller ones need a power of ten, and so digits of their own.
    if not all(map(isfinite, values)) or not 0.01 <= largest < 1000:
        return scene
    decimals = DIGITS - max(1, floor(log10(largest)) + 1)
    rows = (
        row._replace(
            marks=tuple(mark._replace(value=round(mark.value, decimals)) for mark in row.marks)
        )
        for row in scene.rows
    )
    return scene._replace(rows=tuple(rows))


def is_drawn(layer: Layer, input_size: int) -> bool:
    """Whether the picture is narrow enough to show by itself."""
    return layer.full_size(inputs_drawn(layer, input_size)) <= WIDEST


def inputs_drawn(layer: Layer, input_size: int) -> int:
    """How many of the inputs the picture shows: enough to see how all the stamps overlap."""
    overlapping = -(-layer.full_size(1) // layer.stride) + 1
    drawn = min(input_size, max(2, min(overlapping, MANY)))
    while drawn < input_size and Layer.sizes_on_grid(drawn, **vars(layer)) < 1:
        drawn += 1
    return drawn
