"""Finds the layer that made a size which does not fit, and the one change that mends it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import index
from typing import Any

from ..axes import one_or_each
from ..language import N_, joined, listed, refused, tr
from ..layer import IllegalLayer
from .blame import CHANGED, PERHAPS_IT, SURE, Blame, Meeting, blamed
from .calls import Call
from .changes import Change
from .changes import mends as single_numbers
from .clash import Clash, Shape
from .forward import Run
from .mends import Mend, mends_of
from .reach import NEXT, Known, Point, known_of, known_of_skip
from .search import find_layers
from .trials import Trials

# By how likely the layer is the reason; {layer} is as in "layer up" or "the layer".
SAID = {
    SURE: N_("{layer} turns {size} into {made}, but {wanted} is wanted: {formulas}"),
    CHANGED: N_(
        "{layer} turns {size} into {made}, the code after it turns that into {then}, but {wanted} "
        "is wanted: {formulas}"
    ),
    PERHAPS_IT: N_(
        "Perhaps {layer} is the reason: it turns {size} into {made}, but {wanted} is wanted: "
        "{formulas}"
    ),
}
# By the number of the layer's axes.
NO_SKIP = {
    1: N_("{layer} is 1-D, so its size is one number"),
    2: N_("{layer} is 2-D, so its size is one number or a pair"),
    3: N_("{layer} is 3-D, so its size is one number or three"),
}
NOT_TRIED = Trials()
LETTERS = N_("Mends, best first (y: the layer's output, skip: the tensor it is joined with):")
OF_EACH = N_(
    "All sizes: the next {count}, computed for a skip connection that grows in proportion."
)
TRIALS = {
    True: N_("Run at {sizes}; the next {count} sizes are computed."),
    False: N_("Run at {sizes}."),
}
NO_TRIAL = N_("Not run at other sizes.")
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
    run: Run | None = None,
) -> Misfit:
    """Who is behind the shapes that an operation could not bring together, and what mends it.

    meeting: where a pass of ``run`` went on after it, and trials: what it met at other sizes.
    """
    shapes = joined(map(str, clash.shapes), N_("{one} and {other}"))
    # Translators: {operation} is a function of PyTorch, as "cat", which was given the shapes.
    headline = tr(
        "The shapes clash: {operation} meets {shapes}.", operation=clash.operation, shapes=shapes
    )
    blame = meeting.blame if meeting else blamed(clash, calls)
    if blame is None:
        return Misfit(headline, details=(_nobody(clash, calls),))
    axes = len(blame.size)
    more = [tr(text) for axis, text in AS_WELL.items() if axis - axes in clash.along]
    known = known_of(meeting or Meeting(-1, blame, clash), trials)
    misfit = _misfit(headline, known, run, trials)
    sizes = [str(one_or_each(size)) for size in sorted(one.sizes for one in trials.all)]
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
            rule = tr(NO_SKIP[len(call.axes)], layer=_layer(call))
            raise ValueError(refused("skips", list(skips), rule))
        wanted.append(None if skip is None else tuple(map(_size, sizes)))
    return tuple(wanted)


def misfit_of_skip(call: Call, wanted: Shape, run: Run, shared: Sequence[Point]) -> Misfit:
    """A call that misses the size wanted of it, and what mends that.

    shared: what is wanted of the same layer's other calls.
    """
    made = call.kept or call.made
    # Translators: {made} is the size that a layer made, {wanted} that of the connection.
    headline = tr(
        "A size misses its skip connection: {made} against {wanted}.",
        made=one_or_each(made),
        wanted=one_or_each(wanted),
    )
    whole = made == call.made
    blame = Blame(SURE if whole else CHANGED, 0, call, call.shape_out, made, wanted)
    known = known_of_skip(blame, shared)
    misfit = _misfit(headline, known, run)
    details = (*misfit.details, *(_search(blame, misfit.changes) if whole else ()))
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
    sizes = [
        # Translators: {name} is a layer, as in "up1 made 16".
        tr("{name} made {size}", name=call.name, size=one_or_each(call.made))
        for call in calls
    ]
    made = "; ".join(dict.fromkeys(sizes))
    if any(shape[-len(call.axes) :] == call.made for call in calls for shape in clash.shapes):
        # Translators: {made} is a row as in "up1 made 16; up2 made 32".
        return tr(
            "No tensor here can be traced back to a transposed convolution ({made}).", made=made
        )
    # Translators: {made} is a row as in "up1 made 16; up2 made 32".
    return tr("No transposed convolution made either of these sizes ({made}).", made=made)


def _misfit(headline: str, known: Known, run: Run | None, trials: Trials = NOT_TRIED) -> Misfit:
    blame, call = known.blame, known.blame.call
    formulas = [
        tr("size = {formula}", formula=layer.size_formula(size)) for layer, size, *_ in blame.misses
    ]
    said = tr(
        SAID[blame.likely],
        layer=_layer(call),
        made=one_or_each(call.made),
        size=one_or_each(call.sizes),
        then=one_or_each(blame.size),
        wanted=one_or_each(blame.wanted),
        formulas="; ".join(dict.fromkeys(formulas)),
    )
    changes: tuple[Change, ...] = ()
    if blame.likely == SURE:
        changes = single_numbers(call.axes, call.sizes, blame.wanted)
    in_sequential = run.in_sequential(call.name) if run else None
    mends = mends_of(known, changes, in_sequential, trials)
    details = (said[:1].upper() + said[1:],)
    return Misfit(headline, call.name, call.made, blame.wanted, changes, details, mends)


def _layer(call: Call) -> str:
    return tr("layer {name}", name=call.name) if call.name else tr("the layer")


def _search(blame: Blame, changes: Sequence[Change]) -> Iterator[str]:
    """The search that lists settings, where one number mends nothing or changes much."""
    layer, small, made, large = blame.misses[0]
    far = not changes or abs(large - made) > layer.stride
    if far and find_layers(small, large):
        asked = f"find_layers({small}, {large})"
        yield tr("{call} lists the settings that fit.", call=asked)
