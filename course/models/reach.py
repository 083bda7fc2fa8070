"""Says for which sizes a mend is right: of those tried, and of the next ones by arithmetic."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import floordiv, mul

from ..axes import one_or_each
from ..language import N_, tr
from ..layer import Layer
from .blame import SURE, Blame, Meeting
from .calls import Call
from .clash import Shape
from .trials import ENOUGH, Trials, rules

# So many sizes beyond the one at hand are judged by arithmetic.
NEXT = 64


@dataclass(frozen=True)
class Point:
    """What one layer met at one size of the model's input.

    sizes: of the layer's input; size: of its tensor where it is joined; wanted: of the other one,
    each along the layer's axes. works: the size of the model's input, where that has no clash.
    """

    sizes: Shape
    size: Shape
    wanted: Shape
    works: Shape = ()

    @property
    def axes(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.sizes, self.size, self.wanted, strict=True)


# Whether a mend fits: (number of the axis, input's size, its own size at the join, the one wanted).
Fits = Callable[[int, int, int, int], bool]


@dataclass(frozen=True)
class Known:
    """The points at which mends of a blame are tried, that at hand first, and those of arithmetic.

    shared: those of other joins at hand where the same layer meets something, and others: at other
    sizes. A change of the layer must be right there as well. agreed: whether the other joins of
    the same call want the same size of it.
    """

    blame: Blame
    tried: tuple[Point, ...]
    counted: tuple[Point, ...]
    shared: tuple[Point, ...] = ()
    others: tuple[Point, ...] = ()
    agreed: bool = True

    @property
    def of_layer(self) -> "Known":
        """The points of all joins of the layer."""
        return replace(self, tried=(*self.tried, *self.shared, *self.others), shared=(), others=())

    def here(self, fits: Fits) -> bool:
        """Whether a change of the layer is right at all joins of the pass at hand."""
        return all(fit(fits, point) for point in (self.tried[0], *self.shared))

    def reach(self, fits: Fits) -> tuple[str, bool]:
        """For which sizes a mend is right, and whether for all."""
        every = all(fit(fits, point) for point in self.tried)
        count = sum(fit(fits, point) for point in self.counted)
        if every and self.counted and count == len(self.counted):
            return tr("right for all sizes"), True
        if not self.counted and len(self.tried) == 1:
            return tr("right for this size, not tried at others"), False
        if every and not self.counted:
            return tr("right at all sizes that were run"), False
        if count:
            several = N_("right for this size and {count} of the next {all}")
            return tr(several, count=count, all=len(self.counted)), False
        return tr("right for this size only"), False

    def broken(self, fits: Fits) -> str:
        """What a mend breaks: a size at which all is well without it; empty for nothing."""
        for point in self.tried:
            if point.works and not fit(fits, point):
                # Translators: {size} is a size of the model's input.
                return tr("breaks {size}, which works now", size=one_or_each(point.works))
        for point in (*self.tried, *self.counted):
            for axis, (n, size, wanted) in enumerate(point.axes):
                if size == wanted and not fits(axis, n, size, wanted):
                    # Translators: {size} → {wanted}: what the layer makes of a size.
                    text = N_("breaks {size} → {wanted}, which works now")
                    return tr(text, size=n, wanted=wanted)
        return ""


def fit(fits: Fits, point: Point) -> bool:
    """Whether a mend is right at a point, along every axis."""
    return all(fits(axis, *one) for axis, one in enumerate(point.axes))


def known_of(meeting: Meeting, trials: Trials) -> Known:
    """What was seen of one join at all sizes tried, and what follows for the next ones."""
    blame, call = meeting.blame, meeting.blame.call
    tried = [Point(call.sizes, blame.size, blame.wanted)]
    shared: list[Point] = []
    others: list[Point] = []
    agreed = True
    for n, trial in enumerate(trials.all):
        works = trial.sizes if trial.whole else ()
        for at, met in trial.met.items():
            one = met.blame
            if one.call.name == call.name and len(one.size) == len(blame.size):
                point = Point(one.call.sizes, one.size, one.wanted, works)
                if at != meeting.join:
                    agreed &= bool(n) or one.n != blame.n or one.wanted == blame.wanted
                    (others if n else shared).append(point)
                elif n:
                    tried.append(point)
    counted = tuple(_counted(call, tried)) if blame.likely == SURE else ()
    return Known(blame, tuple(tried), counted, tuple(shared), tuple(others), agreed)


def known_of_skip(blame: Blame, shared: Sequence[Point]) -> Known:
    """A skip connection of a size in proportion to the layer's input is taken to be always so."""
    call, wanted = blame.call, blame.wanted
    ratios = tuple(map(floordiv, wanted, call.sizes))
    counted = []
    if blame.size == call.made and tuple(map(mul, ratios, call.sizes)) == wanted:
        for more in range(1, NEXT + 1):
            sizes = tuple(n + more for n in call.sizes)
            counted.append(_point(call, sizes, tuple(map(mul, ratios, sizes))))
    return Known(blame, (Point(call.sizes, blame.size, wanted),), tuple(counted), tuple(shared))


def _counted(call: Call, tried: Sequence[Point]) -> Iterator[Point]:
    """The points of the next sizes wanted, where all tried ones follow one rule."""
    found = rules(call, [(one.sizes, one.wanted) for one in tried])
    if len(tried) < ENOUGH or any(len(shifts) != 1 for shifts in found):
        return
    for more in range(1, NEXT + 1):
        wanted = tuple(size + more for size in tried[0].wanted)
        sizes = tuple(
            (want + shift) // layer.stride
            for want, [shift], layer in zip(wanted, found, call.axes, strict=True)
        )
        yield _point(call, sizes, wanted)


def _point(call: Call, sizes: Shape, wanted: Shape) -> Point:
    return Point(sizes, tuple(map(Layer.output_size, call.axes, sizes)), wanted)
