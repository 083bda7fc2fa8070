"""Finds what mends a misfit, tries it at other sizes, and puts the best first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from re import sub

from ..language import N_, listed, tr
from ..layer import FIELDS, IllegalLayer, Layer
from .blame import SURE, Blame, meant
from .calls import Call
from .changes import Change
from .clash import Shape
from .crops import in_numbers, pads_of, to_the_other
from .modules import per_axis
from .search import find_layers
from .settings import has_holes, is_even, taps_per_phase
from .trials import Trials

# So many sizes beyond the one at hand are judged by arithmetic.
NEXT = 64
# A larger ratio of two sizes is no stride that anybody has.
WIDEST = 64
# In this order come those that are equally good.
KINDS = ("output_size", "change", "layer", "crop", "input")


@dataclass(frozen=True)
class Mend:
    """One way to mend a misfit, which was tried.

    kind: of KINDS; action: what to do; reach: for which sizes it is right; caveats: what it does
    besides, which speaks against it. What it sets: axes, the layer's new parameters; pads, what
    ``F.pad`` takes for the layer's output, and skip_pads, for the other tensor.
    """

    kind: str
    action: str
    reach: str
    for_all: bool
    caveats: tuple[str, ...] = ()
    axes: tuple[Layer, ...] = ()
    pads: Shape = ()
    skip_pads: Shape = ()

    def __str__(self) -> str:
        # Translators: what to do, and for which sizes that is right.
        said = tr("{action}: {reach}", action=self.action, reach=self.reach)
        for caveat in self.caveats:
            said = tr("{one}; {other}", one=said, other=caveat)
        return said


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
    """The points at which mends are tried, the one at hand first, and those of arithmetic."""

    tried: tuple[Point, ...]
    counted: tuple[Point, ...]

    def reach(self, fits: Fits) -> tuple[str, bool]:
        """For which sizes a mend is right, and whether for all."""

        def fit(point: Point) -> bool:
            return all(fits(axis, *one) for axis, one in enumerate(point.axes))

        every = all(map(fit, self.tried))
        count = sum(map(fit, self.counted))
        if every and self.counted and count == len(self.counted):
            return tr("right for all sizes"), True
        if not self.counted and len(self.tried) == 1:
            return tr("right for this size, not tried at others"), False
        if every and not self.counted:
            return tr("right at all sizes tried"), False
        if count:
            several = N_("right for this size and {count} of the next {all}")
            return tr(several, count=count, all=len(self.counted)), False
        return tr("right for this size only"), False

    def broken(self, fits: Fits) -> str:
        """What a mend breaks: a size at which all is well without it; empty for nothing."""
        for point in self.tried:
            fitted = all(fits(axis, *one) for axis, one in enumerate(point.axes))
            if point.works and not fitted:
                # Translators: {size} is a size of the model's input.
                return tr("breaks {size}, which fits now", size=per_axis(point.works))
        for point in (*self.tried, *self.counted):
            for axis, (n, size, wanted) in enumerate(point.axes):
                if size == wanted and not fits(axis, n, size, wanted):
                    # Translators: {size} → {wanted}: what the layer makes of a size.
                    text = N_("breaks {size} → {wanted}, which fits now")
                    return tr(text, size=n, wanted=wanted)
        return ""


def known_of(call: Call, blame: Blame, join: int, trials: Trials) -> Known:
    """What was seen of one join at all sizes tried, and what follows for the next ones."""
    tried = [Point(call.sizes, blame.size, blame.wanted)]
    for trial in trials.all[1:]:
        met, one = trial.met.get(join, (None, None))
        if met and one and one.name == call.name and len(one.axes) == len(call.axes):
            works = trial.sizes if trial.whole else ()
            tried.append(Point(one.sizes, met.blame.size, met.blame.wanted, works))
    return Known(tuple(tried), tuple(_counted(call, tried)) if blame.likely == SURE else ())


def known_of_skip(call: Call, size: Shape, wanted: Shape) -> Known:
    """A skip connection of a size in proportion to the layer's input is taken to be always so."""
    ratios = [want // n for n, want in zip(call.sizes, wanted, strict=True)]
    counted = []
    if size == call.made and all(
        n * r == want for n, r, want in zip(call.sizes, ratios, wanted, strict=True)
    ):
        for more in range(1, NEXT + 1):
            sizes = tuple(n + more for n in call.sizes)
            counted.append(
                Point(
                    sizes,
                    _made(call, sizes),
                    tuple(n * r for n, r in zip(sizes, ratios, strict=True)),
                )
            )
    return Known((Point(call.sizes, size, wanted),), tuple(counted))


def _counted(call: Call, tried: Sequence[Point]) -> Iterator[Point]:
    """The points of the next sizes wanted, where all tried ones follow one rule.

    An encoder makes the layer's input of the size wanted by (wanted + c) // stride, rounded down,
    with some c of its own.
    """
    shifts = []
    for axis, layer in enumerate(call.axes):
        least = [p.sizes[axis] * layer.stride - p.wanted[axis] for p in tried]
        if max(least) != min(least) + layer.stride - 1:
            return
        shifts.append(max(least))
    for more in range(1, NEXT + 1):
        wanted = tuple(size + more for size in tried[0].wanted)
        sizes = tuple(
            (want + shift) // layer.stride
            for want, shift, layer in zip(wanted, shifts, call.axes, strict=True)
        )
        yield Point(sizes, _made(call, sizes), wanted)


def _made(call: Call, sizes: Shape) -> Shape:
    return tuple(layer.output_size(n) for layer, n in zip(call.axes, sizes, strict=True))


def mends_of(
    call: Call,
    blame: Blame,
    changes: Sequence[Change],
    known: Known,
    in_sequential: bool | None,
    trials: Trials,
) -> tuple[Mend, ...]:
    """All that mends one misfit, the best first.

    changes: of one parameter each. in_sequential: whether an nn.Sequential calls the layer; None
    where no layer of the model makes the call.
    """
    found: list[Mend] = []
    if blame.likely == SURE and not call.trimmed:
        found += _of_output_size(call, blame, known, in_sequential)
        found += _of_parameters(call, blame, changes, known)
    close = all(a < 2 * b and b < 2 * a for a, b in zip(blame.size, blame.wanted, strict=True))
    if close or not found:
        found.append(_crop(call, blame, known))
    found += _of_input(trials)
    return tuple(sorted(found, key=_rank))


def _rank(mend: Mend) -> tuple[int | bool, ...]:
    return (
        any(map(has_holes, mend.axes)),
        bool(mend.caveats),
        not mend.for_all,
        KINDS.index(mend.kind),
    )


def _of_output_size(
    call: Call, blame: Blame, known: Known, in_sequential: bool | None
) -> Iterator[Mend]:
    def fits(axis: int, n: int, _: int, wanted: int) -> bool:
        try:
            call.axes[axis].output_padding_for(n, wanted)
        except IllegalLayer:
            return False
        return True

    sizes = enumerate(zip(call.sizes, blame.wanted, strict=True))
    if in_sequential is None or not all(fits(axis, n, 0, want) for axis, (n, want) in sizes):
        return
    code = f"{_in_code(call.name)}(x, output_size=skip.shape[-{len(call.axes)}:])"
    caveats = [known.broken(fits)]
    if in_sequential:
        caveats.append(tr("an nn.Sequential does not pass it on, so call the layer itself"))
    reach, for_all = known.reach(fits)
    yield Mend("output_size", code, reach, for_all, tuple(filter(None, caveats)))


def _in_code(name: str) -> str:
    """The layer as its model's code has it: up.1 is up[1]."""
    code = sub(r"\.(\d+)", r"[\1]", name)
    return code if code[:1].isidentifier() else "layer"


def _of_parameters(
    call: Call, blame: Blame, changes: Sequence[Change], known: Known
) -> Iterator[Mend]:
    seen = {call.axes}
    far = meant(call, blame) != blame.wanted
    for change in changes:
        axes = tuple(
            replace(layer, **{change.name: new})
            for layer, new in zip(call.axes, change.new, strict=True)
        )
        seen.add(axes)
        # A kernel that grows by whole strides is another layer, where a cut is meant.
        if not (far and change.name == "kernel_size"):
            yield _set(call, axes, "change", str(change), known)
    other = _other(call, known)
    if other and other not in seen:
        changed = (
            str(Change(name, tuple(getattr(old, name) for old in call.axes), new))
            for name in FIELDS
            if (new := tuple(getattr(one, name) for one in other))
            != tuple(getattr(old, name) for old in call.axes)
        )
        yield _set(call, other, "layer", listed(changed, N_("{one} and {other}")), known)


def _set(call: Call, axes: tuple[Layer, ...], kind: str, action: str, known: Known) -> Mend:
    """The layer with other parameters, and what that does besides."""

    def fits(axis: int, n: int, _: int, wanted: int) -> bool:
        try:
            return axes[axis].output_size(n) == wanted
        except ValueError:
            return False

    caveats = [known.broken(fits)]
    for new, old in dict.fromkeys(zip(axes, call.axes, strict=True)):
        taps = taps_per_phase(new)
        if has_holes(new) and not has_holes(old):
            # Translators: outputs on which no tap of the kernel lands.
            text = N_("leaves the bias alone in {count} of every {stride} outputs")
            caveats.append(tr(text, count=taps.count(0), stride=new.stride))
        elif is_even(old) and not is_even(new):
            caveats.append(tr("taps per phase become uneven: {taps}", taps=per_axis(taps)))
    if call.name:
        # Translators: {change} is as in "output_padding 0 → 1".
        action = tr("{change} in {name}", change=action, name=call.name)
    reach, for_all = known.reach(fits)
    return Mend(kind, action, reach, for_all, tuple(filter(None, caveats)), axes)


def _other(call: Call, known: Known) -> tuple[Layer, ...] | None:
    """The layer with another kernel and padding that multiplies each size as wanted.

    Its phases are even, and its kernel stays as it is, where that can be.
    """
    points = (*known.tried, *known.counted)
    found = []
    for axis, old in enumerate(call.axes):
        pairs = list(dict.fromkeys((p.sizes[axis], p.wanted[axis]) for p in points))
        ratio = pairs[0][1] // pairs[0][0]
        if any(n * ratio != wanted for n, wanted in pairs) or not 1 <= ratio <= WIDEST:
            return None
        # A size that is a straight line is the right one everywhere where it is at two places.
        small, large = zip(*pairs[:2], strict=True)
        layers = find_layers(
            small,
            large,
            kernel_size=range(1, max(2 * ratio + 1, old.kernel_size) + 1),
            stride=ratio,
            padding=range(max(2 * ratio + 1, old.kernel_size) // 2 + ratio),
            output_padding=range(ratio),
        ).even
        if not layers:
            return None
        found.append(min(layers, key=lambda one: one.kernel_size != old.kernel_size))
    return tuple(found)


def _crop(call: Call, blame: Blame, known: Known) -> Mend:
    """Cutting, or padding, what is joined."""
    size = meant(call, blame)
    own, other = pads_of(blame.size, size, True), pads_of(blame.wanted, size, False)
    gaps = [want - have for have, want in zip(blame.size, blame.wanted, strict=True)]

    def fits(axis: int, _: int, have: int, wanted: int) -> bool:
        return wanted - have == gaps[axis]

    reach, for_all = known.reach(fits)
    numbers, always = [], []
    for name, its, pads, at_end in (("y", "skip", own, True), ("skip", "y", other, False)):
        if any(pads):
            numbers.append(in_numbers(name, pads))
            axes = [-1 - n for n in range(len(size)) if any(pads[2 * n : 2 * n + 2])]
            always.append(to_the_other(name, its, axes, at_end))
    action = listed(numbers)
    if not for_all:
        # Translators: {code} is an expression for all sizes.
        reach = tr("right for this size, and for all sizes {code}", code=listed(always))
    return Mend("crop", action, reach, True, (), (), own, other)


def _of_input(trials: Trials) -> Iterator[Mend]:
    if trials.multiple:
        code = in_numbers("x", pads_of(trials.all[0].sizes, trials.padded, True))
        multiple = per_axis(trials.multiple)
        if trials.more:
            text = N_("pad the model's input to a multiple of {multiple} plus 1, here {code}")
        else:
            text = N_("pad the model's input to a multiple of {multiple}, here {code}")
        reach = tr("right for all sizes")
        yield Mend("input", tr(text, multiple=multiple, code=code), reach, True, pads=())
