"""Finds the layer that made a size which does not fit, and the one change that mends it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import index
from typing import Any

from ..language import N_, refused, tr
from ..layer import IllegalLayer
from .calls import Call
from .changes import Change, mends
from .clash import Clash, Shape, Trail
from .modules import joined, per_axis
from .search import find_layers

# By whether the layer has a name, as all have that are part of a model.
MAKES = {
    True: N_("Layer {name} makes {made} of {size}, and {wanted} is wanted: {formulas}"),
    False: N_("The layer makes {made} of {size}, and {wanted} is wanted: {formulas}"),
}
MENDS = {
    # Translators: {changes} is as in "output_padding 0 → 1, or kernel_size 3 → 4".
    True: N_("One change of layer {name} mends it: {changes}."),
    False: N_("One change of the layer mends it: {changes}."),
}
NO_MEND = {
    True: N_("No single number of layer {name} mends it."),
    False: N_("No single number of the layer mends it."),
}
NO_SKIP = {
    (True, 1): N_("layer {name} is 1-D, so its size is one number"),
    (True, 2): N_("layer {name} is 2-D, so its size is one number or a pair"),
    (True, 3): N_("layer {name} is 3-D, so its size is one number or three"),
    (False, 1): N_("the layer is 1-D, so its size is one number"),
    (False, 2): N_("the layer is 2-D, so its size is one number or a pair"),
    (False, 3): N_("the layer is 3-D, so its size is one number or three"),
}
# How likely a layer is the reason of a clash.
PERHAPS_IT, CHANGED, SURE = range(3)
BEHIND = {
    True: N_(
        "Layer {name} makes {made} of {size}, the code behind it makes that {then}, and {wanted} "
        "is wanted: {formulas}"
    ),
    False: N_(
        "The layer makes {made} of {size}, the code behind it makes that {then}, and {wanted} is "
        "wanted: {formulas}"
    ),
}
PERHAPS = {
    True: N_(
        "Perhaps layer {name} is the reason, which makes {made} of {size}; {wanted} is wanted: "
        "{formulas}"
    ),
    False: N_(
        "Perhaps the layer is the reason, which makes {made} of {size}; {wanted} is wanted: "
        "{formulas}"
    ),
}
# By the axis, counted from the first one of a size.
AS_WELL = {
    -1: N_("The channels clash as well."),
    -2: N_("The batches clash as well."),
}


@dataclass(frozen=True)
class Misfit:
    """A size that is not the one wanted.

    layer: the name of the transposed layer that made it (None where none did); made and wanted:
    sizes along each axis, in elements; changes: each mends it alone, the likeliest first.
    """

    headline: str
    layer: str | None = None
    made: Shape = ()
    wanted: Shape = ()
    changes: tuple[Change, ...] = ()
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n  ".join([self.headline, *self.details])


def misfit_of_clash(clash: Clash, calls: Sequence[Call]) -> Misfit:
    """Who is behind the shapes that an operation could not bring together."""
    shapes = joined(map(str, clash.shapes), N_("{one} and {other}"))
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    headline = tr(
        "The shapes clash: {operation} meets {shapes}.", operation=clash.operation, shapes=shapes
    )
    blamed = max(_suspects(clash, calls), default=None)
    if blamed is None:
        return Misfit(headline, details=(_nobody(clash, calls),))
    likely, n, shape = blamed
    call = calls[n]
    axes = len(call.axes)
    more = [tr(text) for axis, text in AS_WELL.items() if axis - axes in clash.along]
    wanted = _wanted(clash, shape, axes)
    if likely == SURE:
        return _of_call(headline, call, wanted, more)
    detail = _told(BEHIND if likely == CHANGED else PERHAPS, call, shape[-axes:], wanted)
    return Misfit(headline, call.name, call.made, wanted, details=(detail, *more))


def _suspects(clash: Clash, calls: Sequence[Call]) -> Iterator[tuple[int, int, Shape]]:
    """The shapes of the clash that came from a call: how likely it is the reason, and its number.

    A shape whose trail is lost counts where it still has the size that the layer made.
    """
    for shape, known in clash.trails:
        made = [n for n, one in enumerate(calls) if shape[-len(one.axes) :] in (one.made, one.kept)]
        if known is None and not made:
            continue
        trail = known or Trail(made[-1], sure=False)
        call = calls[trail.call]
        axes = len(call.axes)
        if clash.of_sizes(axes):
            kept = shape[-axes:] == call.made
            if trail.sure or kept:
                yield (
                    (PERHAPS_IT if not trail.sure else SURE if kept else CHANGED),
                    trail.call,
                    shape,
                )


def _wanted(clash: Clash, shape: Shape, axes: int) -> Shape:
    """The size that the other operand has, along the axes that clash."""
    wanted = list(shape[-axes:])
    for axis in (axis for axis in clash.along if axis >= -axes):
        others = (one[axis] for one in clash.shapes if len(one) >= -axis)
        wanted[axis] = next(size for size in others if size not in (shape[axis], 1))
    return tuple(wanted)


def misfit_of_skips(skips: Sequence[Any], calls: Sequence[Call]) -> Misfit | None:
    """The first call that misses the size wanted of it; None in ``skips`` wants nothing."""
    skips = getattr(skips, "tolist", lambda: skips)()
    if not isinstance(skips, Sequence) or isinstance(skips, str) or len(skips) != len(calls):
        rule = tr(
            "it needs one size for each transposed layer, so here a list of {count}, with None "
            "where any will do",
            count=len(calls),
        )
        raise ValueError(refused("skips", repr(skips), rule))
    for call, skip in zip(calls, skips, strict=True):
        if skip is None:
            continue
        several = isinstance(skip, Sequence) and not isinstance(skip, str)
        wanted = tuple(skip) if several else (skip,) * len(call.axes)
        if len(wanted) != len(call.axes):
            rule = tr(NO_SKIP[bool(call.name), len(call.axes)], name=call.name)
            raise ValueError(refused("skips", list(skips), rule))
        wanted = tuple(_size(size) for size in wanted)
        if wanted not in (call.made, call.kept):
            made = call.kept or call.made
            # Translators: {made} is the size that a layer made, {wanted} that of the connection.
            headline = tr(
                "A size misses its skip connection: {made} against {wanted}.",
                made=per_axis(made),
                wanted=per_axis(wanted),
            )
            if made == call.made:
                return _of_call(headline, call, wanted)
            return Misfit(
                headline, call.name, made, wanted, details=(_told(BEHIND, call, made, wanted),)
            )
    return None


def _size(value: Any) -> int:
    try:
        size = index(value)
    except TypeError:
        raise TypeError(refused("skips", repr(value), tr("a size is a whole number"))) from None
    if size < 1:
        raise IllegalLayer("skips", size, tr("a size is at least 1 element"), 1)
    return size


def _nobody(clash: Clash, calls: Sequence[Call]) -> str:
    if not calls:
        return tr("No transposed layer made either of these sizes (none ran).")
    # Translators: {name} is a layer, as in "up1 made 16".
    sizes = [tr("{name} made {size}", name=call.name, size=per_axis(call.made)) for call in calls]
    made = "; ".join(dict.fromkeys(sizes))
    if any(shape[-len(call.axes) :] == call.made for call in calls for shape in clash.shapes):
        # Translators: {made} is a row as in "up1 made 16; up2 made 32".
        return tr("No tensor here can be traced back to a transposed layer ({made}).", made=made)
    # Translators: {made} is a row as in "up1 made 16; up2 made 32".
    return tr("No transposed layer made either of these sizes ({made}).", made=made)


def _formulas(call: Call, made: Shape, wanted: Shape) -> str:
    """The size formula of each axis along which there is not the size wanted."""
    formulas = [
        tr("size = {formula}", formula=axis.size_formula(size))
        for axis, size, one, want in zip(call.axes, call.sizes, made, wanted, strict=True)
        if one != want
    ]
    return "; ".join(dict.fromkeys(formulas))


def _told(template: Mapping[bool, str], call: Call, then: Shape, wanted: Shape) -> str:
    """What the layer makes, what has become of that, and what is wanted."""
    return tr(
        template[bool(call.name)],
        name=call.name,
        made=per_axis(call.made),
        size=per_axis(call.sizes),
        then=per_axis(then),
        wanted=per_axis(wanted),
        formulas=_formulas(call, then, wanted),
    )


def _of_call(headline: str, call: Call, wanted: Shape, more: Sequence[str] = ()) -> Misfit:
    named = bool(call.name)
    details = [_told(MAKES, call, call.made, wanted)]
    changes = mends(call.axes, call.sizes, wanted)
    small, made, large, stride = next(
        (size, made, want, axis.stride)
        for axis, size, made, want in zip(call.axes, call.sizes, call.made, wanted, strict=True)
        if made != want
    )
    if changes:
        either = joined(map(str, changes), N_("{one}, or {other}"))
        details.append(tr(MENDS[named], name=call.name, changes=either))
    else:
        details.append(tr(NO_MEND[named], name=call.name))
    far = not changes or abs(large - made) > stride
    if far and find_layers(small, large):
        asked = f"find_layers({small}, {large})"
        details.append(tr("{call} lists the settings that fit.", call=asked))
    return Misfit(headline, call.name, call.made, wanted, changes, (*details, *more))
