"""Finds what mends a misfit, tries it at other sizes, and puts the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from re import sub

from ..language import N_, listed, tr
from ..layer import FIELDS, IllegalLayer, Layer
from ..phases import taps_of_phases
from .blame import SURE, Blame, kept, meant
from .calls import Call
from .changes import Change
from .clash import Shape
from .crops import in_numbers, pads_of, to_the_other
from .modules import per_axis
from .reach import Known
from .search import find_layers, other_kernel
from .trials import Trials
from .usual import has_holes, is_even, of_layer

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
    if blame.likely == SURE:
        found += _of_output_size(call, blame, known, in_sequential)
        found += _of_parameters(call, blame, changes, known)
    # Where one size is twice the other, the stride is wrong, and nothing is to be cut.
    pairs = zip(blame.size, blame.wanted, strict=True)
    if not found or all(max(one) - min(one) < max(2, min(one)) for one in pairs):
        found.append(_crop(call, blame, known))
    found += _of_input(trials)
    return tuple(sorted(found, key=_rank))


def _rank(mend: Mend) -> tuple[int | bool, ...]:
    return (
        any(of_layer(has_holes, layer) for layer in mend.axes),
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
    reached = all(fits(axis, n, 0, want) for axis, (n, want) in sizes)
    if in_sequential is None or not (known.agreed and reached):
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
    far = any(kept(call, blame))
    for change in changes:
        axes = tuple(
            replace(layer, **{change.name: new})
            for layer, new in zip(call.axes, change.new, strict=True)
        )
        seen.add(axes)
        # A kernel that grows by whole strides is another layer, where a cut is meant.
        if not (far and change.name == "kernel_size"):
            yield from _set(call, axes, "change", str(change), known)
    other = _other(call, known)
    if other and other not in seen:
        changed = (
            str(Change(name, tuple(getattr(old, name) for old in call.axes), new))
            for name in FIELDS
            if (new := tuple(getattr(one, name) for one in other))
            != tuple(getattr(old, name) for old in call.axes)
        )
        yield from _set(call, other, "layer", listed(changed, N_("{one} and {other}")), known)


def _set(
    call: Call, axes: tuple[Layer, ...], kind: str, action: str, known: Known
) -> Iterator[Mend]:
    """The layer with other parameters, and what that does besides; none if another call of it
    were no longer right.
    """
    fits = partial(_makes, axes)
    if not known.here(fits):
        return
    known = known.of_layer
    caveats = [known.broken(fits)]
    for new, old in dict.fromkeys(zip(axes, call.axes, strict=True)):
        taps = tuple(map(len, taps_of_phases(new)))
        if of_layer(has_holes, new) and not of_layer(has_holes, old):
            # Translators: outputs on which no tap of the kernel lands.
            text = N_("{count} of every {stride} outputs is only the bias")
            caveats.append(tr(text, count=taps.count(0), stride=new.stride))
        elif of_layer(is_even, old) and not of_layer(is_even, new):
            caveats.append(tr("taps per phase become uneven: {taps}", taps=per_axis(taps)))
    if call.name:
        # Translators: {change} is as in "output_padding 0 → 1".
        action = tr("{change} in {name}", change=action, name=call.name)
    reach, for_all = known.reach(fits)
    yield Mend(kind, action, reach, for_all, tuple(filter(None, caveats)), axes)


def _other(call: Call, known: Known) -> tuple[Layer, ...] | None:
    """The layer with another kernel and padding that is right at all sizes known, phases even.

    Its stride is the layer's own, or else what each size grows by.
    """
    first = known.tried[0]
    ratio = first.wanted[0] // first.sizes[0]
    others = [other_kernel(call.axes, first.sizes, first.wanted)]
    if ratio not in [axis.stride for axis in call.axes]:
        found = find_layers(first.sizes, first.wanted, stride=max(ratio, 1), even=True)
        others = [(one,) if isinstance(one, Layer) else one for one in found[:1]]
    for layers in filter(None, others):
        if (
            all(of_layer(is_even, layer) for layer in layers)
            and known.reach(partial(_makes, layers))[1]
        ):
            return layers
    return None


def _makes(axes: Sequence[Layer], axis: int, n: int, _: int, wanted: int) -> bool:
    try:
        return axes[axis].output_size(n) == wanted
    except ValueError:
        return False


def _crop(call: Call, blame: Blame, known: Known) -> Mend:
    """Cutting, or padding, what is joined."""
    size = meant(blame, kept(call, blame))
    own, other = pads_of(blame.size, size, True), pads_of(blame.wanted, size, False)
    gaps = [want - have for have, want in zip(blame.size, blame.wanted, strict=True)]

    def fits(axis: int, _: int, have: int, wanted: int) -> bool:
        return wanted - have == gaps[axis]

    reach, for_all = known.reach(fits)
    numbers = [in_numbers(name, pads) for name, pads in (("y", own), ("skip", other)) if any(pads)]
    last = enumerate(reversed(kept(call, blame)))
    axes: dict[bool, list[int]] = {False: [], True: []}
    for n, keeps in last:
        axes[keeps].append(-1 - n)
    always = [to_the_other("y", "skip", axes[False], at_end=True)] if axes[False] else []
    always += [to_the_other("skip", "y", axes[True], at_end=False)] if axes[True] else []
    action = listed(numbers)
    if not for_all:
        # Translators: {code} is an expression for all sizes.
        reach = tr("right for this size; for every size use {code}", code=listed(always))
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
