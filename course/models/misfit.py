"""Finds the layer that made a size which does not fit, and the one change that mends it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import index
from typing import Any

from ..language import N_, listed, refused, tr
from ..layer import IllegalLayer
from .blame import CHANGED, PERHAPS_IT, SURE, Blame, Meeting, blamed
from .calls import Call
from .changes import Change
from .changes import mends as single_numbers
from .clash import Clash, Shape
from .mends import Mend, mends_of
from .modules import joined, per_axis
from .reach import NEXT, Known, Point, known_of, known_of_skip
from .search import find_layers
from .trials import Trials

# By whether the layer has a name, as all have that are part of a model.
MAKES = {
    True: N_("Layer {name} turns {size} into {made}, but {wanted} is wanted: {formulas}"),
    False: N_("The layer turns {size} into {made}, but {wanted} is wanted: {formulas}"),
}
NOT_TRIED = Trials()
# By name of a layer, whether an nn.Sequential calls it.
Called = Mapping[str, bool]
NOBODY: Called = {}
LETTERS = N_("Mends, best first (y: the layer's output, skip: the tensor it is joined with):")
OF_EACH = N_(
    "All sizes: the next {count}, computed for a skip connection that grows in proportion."
)
TRIALS = {
    True: N_("Run at {sizes}; the next {count} sizes are computed."),
    False: N_("Run at {sizes}."),
}
NO_TRIAL = N_("Not run at other sizes.")
NO_SKIP = {
    (True, 1): N_("layer {name} is 1-D, so its size is one number"),
    (True, 2): N_("layer {name} is 2-D, so its size is one number or a pair"),
    (True, 3): N_("layer {name} is 3-D, so its size is one number or three"),
    (False, 1): N_("the layer is 1-D, so its size is one number"),
    (False, 2): N_("the layer is 2-D, so its size is one number or a pair"),
    (False, 3): N_("the layer is 3-D, so its size is one number or three"),
}
BEHIND = {
    True: N_(
        "Layer {name} turns {size} into {made}, the code after it turns that into {then}, but "
        "{wanted} is wanted: {formulas}"
    ),
    False: N_(
        "The layer turns {size} into {made}, the code after it turns that into {then}, but "
        "{wanted} is wanted: {formulas}"
    ),
}
PERHAPS = {
    True: N_(
        "Perhaps layer {name} is the reason: it turns {size} into {made}, but {wanted} is wanted: "
        "{formulas}"
    ),
    False: N_(
        "Perhaps the layer is the reason: it turns {size} into {made}, but {wanted} is wanted: "
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
    sizes along each axis, in elements; changes: each mends it alone, the likeliest first; mends:
    these and all others that were tried, the best first; tried: at which sizes.
    """

    headline: str
    layer: str | None = None
    made: Shape = ()
    wanted: Shape = ()
    changes: tuple[Change, ...] = ()
    details: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    tried: str = ""

    def __str__(self) -> str:
        lines = [self.headline, *self.details]
        if self.mends:
            lines.append(tr(LETTERS))
            lines += [f"– {mend}" for mend in self.mends]
        return "\n  ".join([*lines, *filter(None, [self.tried])])

    @property
    def short(self) -> str:
        """Without the mends that are not the best."""
        return str(replace(self, mends=self.mends[:1], tried=""))


def misfit_of_clash(
    clash: Clash,
    calls: Sequence[Call],
    meeting: Meeting | None = None,
    trials: Trials = NOT_TRIED,
    called: Called = NOBODY,
) -> Misfit:
    """Who is behind the shapes that an operation could not bring together, and what mends it.

    meeting: where the pass went on after it, and trials: what it met at other sizes.
    """
    shapes = joined(map(str, clash.shapes), N_("{one} and {other}"))
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    headline = tr(
        "The shapes clash: {operation} meets {shapes}.", operation=clash.operation, shapes=shapes
    )
    blame = meeting.blame if meeting else blamed(clash, calls)
    if blame is None:
        return Misfit(headline, details=(_nobody(clash, calls),))
    call = calls[blame.call]
    axes = len(call.axes)
    more = [tr(text) for axis, text in AS_WELL.items() if axis - axes in clash.along]
    known = known_of(call, blame, meeting.join if meeting else -1, trials)
    misfit = _misfit(headline, call, blame, known, called, trials)
    sizes = [per_axis(size) for size in sorted(one.sizes for one in trials.all)]
    text = NO_TRIAL if len(sizes) < 2 else TRIALS[bool(known.counted)]
    tried = tr(text, sizes=listed(sizes), count=NEXT)
    return replace(misfit, details=(*misfit.details, *more), tried=tried)


def check_skips(skips: Any, calls: Sequence[Call]) -> tuple[Shape | None, ...]:
    """The size along each axis wanted of each call; None wants nothing."""
    skips = getattr(skips, "tolist", lambda: skips)()
    if not isinstance(skips, Sequence) or isinstance(skips, str) or len(skips) != len(calls):
        rule = tr(
            "it needs one size for each transposed convolution, here a list of {count}; use None "
            "where any size will do",
            count=len(calls),
        )
        raise ValueError(refused("skips", repr(skips), rule))
    wanted: list[Shape | None] = []
    for call, skip in zip(calls, skips, strict=True):
        several = isinstance(skip, Sequence) and not isinstance(skip, str)
        sizes = tuple(skip) if several else (skip,) * len(call.axes)
        if len(sizes) != len(call.axes):
            rule = tr(NO_SKIP[bool(call.name), len(call.axes)], name=call.name)
            raise ValueError(refused("skips", list(skips), rule))
        wanted.append(None if skip is None else tuple(map(_size, sizes)))
    return tuple(wanted)


def misfit_of_skip(
    call: Call, wanted: Shape, called: Called = NOBODY, shared: Sequence[Point] = ()
) -> Misfit:
    """A call that misses the size wanted of it, and what mends that.

    shared: what is wanted of the same layer's other calls.
    """
    made = call.kept or call.made
    # Translators: {made} is the size that a layer made, {wanted} that of the connection.
    headline = tr(
        "A size misses its skip connection: {made} against {wanted}.",
        made=per_axis(made),
        wanted=per_axis(wanted),
    )
    whole = made == call.made
    blame = Blame(SURE if whole else CHANGED, 0, call.shape_out, made, wanted)
    known = known_of_skip(call, made, wanted, shared)
    misfit = _misfit(headline, call, blame, known, called)
    details = (*misfit.details, *(_search(misfit, call) if whole else ()))
    tried = tr(OF_EACH, count=NEXT) if known.counted else ""
    return replace(misfit, made=made, details=details, tried=tried)


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
        return tr("No transposed convolution made either of these sizes (none ran).")
    # Translators: {name} is a layer, as in "up1 made 16".
    sizes = [tr("{name} made {size}", name=call.name, size=per_axis(call.made)) for call in calls]
    made = "; ".join(dict.fromkeys(sizes))
    if any(shape[-len(call.axes) :] == call.made for call in calls for shape in clash.shapes):
        # Translators: {made} is a row as in "up1 made 16; up2 made 32".
        return tr(
            "No tensor here can be traced back to a transposed convolution ({made}).", made=made
        )
    # Translators: {made} is a row as in "up1 made 16; up2 made 32".
    return tr("No transposed convolution made either of these sizes ({made}).", made=made)


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


def _misfit(
    headline: str,
    call: Call,
    blame: Blame,
    known: Known,
    called: Called,
    trials: Trials = NOT_TRIED,
) -> Misfit:
    template = {SURE: MAKES, CHANGED: BEHIND, PERHAPS_IT: PERHAPS}[blame.likely]
    changes: tuple[Change, ...] = ()
    if blame.likely == SURE:
        changes = single_numbers(call.axes, call.sizes, blame.wanted)
    return Misfit(
        headline,
        call.name,
        call.made,
        blame.wanted,
        changes,
        (_told(template, call, blame.size, blame.wanted),),
        mends_of(call, blame, changes, known, called.get(call.name), trials),
    )


def _search(misfit: Misfit, call: Call) -> Iterator[str]:
    """The search that lists settings, where one number mends nothing or changes much."""
    small, made, large, stride = next(
        (size, made, want, axis.stride)
        for axis, size, made, want in zip(
            call.axes, call.sizes, misfit.made, misfit.wanted, strict=True
        )
        if made != want
    )
    far = not misfit.changes or abs(large - made) > stride
    if far and find_layers(small, large):
        asked = f"find_layers({small}, {large})"
        yield tr("{call} lists the settings that fit.", call=asked)
