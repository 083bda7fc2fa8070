"""Lists what is wrong with a model's transposed convolutions, one line each, to stop a build."""

from collections.abc import Iterator

from ..axes import one_or_each
from .explained import Explained
from .explained_layer import ExplainedLayer
from .usual import has_holes, is_even, of_layer


def findings(told: Explained) -> Iterator[str]:
    """A line for a pass that stops, for each clash of sizes, and for each fault of a layer.

    The faults are phases without taps, phases with different numbers of taps, and an odd stride
    without output_padding whose output is not a multiple of the stride. Weights are not judged:
    they are random before training.
    """
    if told.stopped:
        yield told.stopped
    for misfit in told.misfits:
        yield misfit.headline
    for name, layer in told.items():
        for found in _of(layer):
            yield f"{name}: {found}: {layer.code}"


def _of(layer: ExplainedLayer) -> Iterator[str]:
    if any(of_layer(has_holes, axis) for axis in layer.axes):
        yield f"phases without taps, taps per phase {layer.taps}"
    elif not all(of_layer(is_even, axis) for axis in layer.axes):
        yield f"uneven phases, taps per phase {layer.taps}"
    for axis, size, made in zip(layer.axes, layer.sizes, layer.kept, strict=True):
        times = axis.stride * size
        if axis.stride > 1 and axis.stride % 2 and not axis.output_padding and made != times:
            sizes = f"{one_or_each(layer.sizes)} → {one_or_each(layer.kept)}"
            yield f"odd stride {axis.stride} without output_padding, {sizes} is not × {axis.stride}"
            return
