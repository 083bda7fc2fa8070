"""Code after a layer that cuts its output, as causal codecs do, and how far outputs look ahead.

What a slice or a pad did is read off the places themselves: torch's function is called once more,
with each number replaced by its place in the row.
"""

from typing import Any

from ..axes import one_or_each
from ..extras import needed
from ..language import N_, tr
from ..layer import Layer
from .clash import Shape
from .spans import FIRST

# What takes a tensor and keeps each place in its row: it may cut or stretch, and moves no axis.
CUTS = frozenset(["getitem", "slice", "narrow", "pad", "constant_pad_nd"])


def cut_before(
    function: Any, args: Any, kwargs: Any, operand: Any, before: tuple[int, ...]
) -> tuple[int, ...] | None:
    """How many places are cut before what a function keeps of a tensor, along its last axes.

    before: those that were cut already. Negative where new ones were put there. None where the
    function keeps no row as it was: every second place, or a mirrored end.
    """
    torch = needed("torch")

    device = "cpu" if operand.is_meta else operand.device
    cuts = []
    for axis, cut in enumerate(before, -len(before)):
        size = operand.shape[axis]
        places = torch.arange(FIRST, FIRST + size, dtype=torch.int32, device=device)
        places = places.reshape(-1, *[1] * (-axis - 1)).expand(operand.shape)
        try:
            made = function(
                *(places if one is operand else one for one in args),
                **{name: places if one is operand else one for name, one in kwargs.items()},
            )
        except RuntimeError:
            return None
        if not made.numel():
            if not operand.numel():
                return None
            cuts.append(cut)
            continue
        row = made.movedim(axis, -1).flatten(0, -2).amax(0).tolist()
        at = [n for n, place in enumerate(row) if place >= FIRST]
        if not at or row[at[0] : at[-1] + 1] != list(range(row[at[0]], row[at[0]] + len(at))):
            return None
        cuts.append(cut + row[at[0]] - FIRST - at[0])
    return tuple(cuts)


def then(made: Shape, kept: Shape, cut: Shape | None) -> str:
    """What the layer's own code, or the code after it, keeps of the layer's output.

    >>> then((10,), (8,), (0,))
    "the model's code keeps 8: 0 cut at the start, 2 at the end"
    """
    if cut is None:
        return tr("the model's code turns that into {size}", size=one_or_each(kept))
    after = [n - size - begin for n, size, begin in zip(made, kept, cut, strict=True)]
    # Translators: {after} and {before} are sizes, or one for each axis; negative where zeros are
    # put there instead.
    return tr(
        "the model's code keeps {size}: {before} cut at the start, {after} at the end",
        size=one_or_each(kept),
        before=str(one_or_each(cut)).replace("-", "−"),
        after=str(one_or_each(after)).replace("-", "−"),
    )


def look_ahead(layer: Layer, cut: int = 0) -> int:
    """How many inputs after its own an output depends on, at most.

    Output n belongs to input n // stride. ``padding`` cells and then ``cut`` are missing at the
    start, so the stamp of input i, which begins at cell i·stride, begins that many cells earlier.
    Assumes that the first tap is not 0.

    >>> look_ahead(Layer(kernel_size=4, stride=2, padding=1)), look_ahead(Layer(4, stride=2))
    (1, 0)
    """
    return max(0, -(-(layer.padding + cut) // layer.stride))


def ahead(layer: Layer, cut: int = 0) -> str:
    """Whether outputs depend on later inputs, and how to make the layer causal if they do."""
    count = look_ahead(layer, cut)
    if not count:
        # Translators: stands behind the label "look-ahead", as the next two do.
        return tr("none: no output depends on an input after its own")
    past = layer.full_size(1) - layer.stride
    code = ["padding=0"]
    code += [f"output_padding={-past}"] if past < 0 else []
    code += [f"y[..., :{layer.stride} * x.shape[-1]]"] if past > 0 or layer.output_padding else []
    # Translators: output j's own input is number j // {stride}; {code} makes it causal, and is as
    # in "padding=0, y[..., :2 * x.shape[-1]]".
    template = (
        N_(
            "1 input: output j also depends on the input after its own (j // {stride}); to make it "
            "causal: {code}"
        )
        if count == 1
        else N_(
            "{count} inputs: output j also depends on inputs after its own (j // {stride}); to "
            "make it causal: {code}"
        )
    )
    return tr(template, count=count, stride=layer.stride, code=", ".join(code))
