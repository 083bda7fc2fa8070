"""Lists what is wrong with a model's transposed convolutions, one line each, to stop a build."""

from collections.abc import Iterator

from .explained import Explained
from .explained_layer import ExplainedLayer
from .modules import per_axis
from .trims import ahead, look_ahead
from .usual import has_holes, is_even, of_layer


def findings(told: Explained, causal: bool = False) -> Iterator[str]:
    """A line for a pass that stops, for each clash of sizes, and for each fault of a layer.

    The faults are phases without taps, phases with different numbers of taps, an odd stride without
    output_padding whose output is not a multiple of the stride, and code after the layer that keeps
    nothing of it. causal: in 1-D layers, look-ahead is a fault, too. Weights are not judged: they
    are random before training.
    """
    if told.stopped:
        yield told.stopped
    for misfit in told.misfits:
        yield misfit.headline
    for name, layer in told.items():
        for found in (*_of(layer), *(_ahead(layer) if causal else ())):
            yield f"{name}: {found}: {layer.code}"


def _ahead(layer: ExplainedLayer) -> Iterator[str]:
    cut = layer.call.cut or ()
    if len(layer.axes) == 1 and look_ahead(layer.axes[0], *cut):
        yield f"look-ahead, {ahead(layer.axes[0], *cut)}"


def _of(layer: ExplainedLayer) -> Iterator[str]:
    if any(of_layer(has_holes, axis) for axis in layer.axes):
        yield f"phases without taps, taps per phase {layer.taps}"
    elif not all(of_layer(is_even, axis) for axis in layer.axes):
        yield f"uneven phases, taps per phase {layer.taps}"
    if 0 in layer.kept:
        yield "the code after it keeps nothing, as [..., :-n] does where n is 0"
        return
    for axis, size, made in zip(layer.axes, layer.sizes, layer.kept, strict=True):
        times = axis.stride * size
        if axis.stride > 1 and axis.stride % 2 and not axis.output_padding and made != times:
            sizes = f"{per_axis(layer.sizes)} → {per_axis(layer.kept)}"
            yield f"odd stride {axis.stride} without output_padding, {sizes} is not × {axis.stride}"
            return
