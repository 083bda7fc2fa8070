"""Draws a kernel's stamps for a constant input, as long as they are worth seeing.

With every input 1 an output away from the ends is the sum of one phase's taps: a checkerboard shows
in the picture's own numbers.
"""

from collections.abc import Sequence

from ..layer import IllegalLayer, Layer
from ..number_format import Number
from ..picture import Picture, draw

MANY = 5
WIDEST = 500


def constant_picture(layer: Layer, weight: Sequence[Number], input_size: int) -> Picture:
    x = [1] * inputs_drawn(layer, input_size)
    return draw(x, weight, view="scatter", **layer.parameters)


def is_drawn(layer: Layer, input_size: int) -> bool:
    """Whether the picture is narrow enough to be drawn unasked, in cells."""
    return layer.full_size(inputs_drawn(layer, input_size)) <= WIDEST


def inputs_drawn(layer: Layer, input_size: int) -> int:
    """How many of the inputs the picture shows: enough to see all of the stamps' overlap."""
    overlapping = -(-layer.full_size(1) // layer.stride) + 1
    drawn = min(input_size, max(2, min(overlapping, MANY)))
    while drawn < input_size:
        try:
            layer.output_size(drawn)
            break
        except IllegalLayer:
            drawn += 1
    return drawn
