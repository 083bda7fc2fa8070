"""Finds what mends a misfit, tries it at other sizes, and puts the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from re import sub

from ..axes import along, one_or_each
from ..language import N_, joined, listed, tr
from ..layer import FIELDS, IllegalLayer, Layer
from .blame import SURE, keeps_own, meant
from .changes import Change
from .clash import Shape
from .crops import in_numbers, pads_of, to_the_other
from .reach import Known, fit
from .search import find_layers, other_kernel
from .settings import taps_per_phase
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
        return joined([said, *self.caveats], N_("{one}; {other}"))


def mends_of(
    known: Known, changes: Sequence[Change], in_sequential: bool | None, trials: Trials
) -> tuple[Mend, ...]:
    """All that mends one misfit, the best first.

    changes: of one parameter each. in_sequential: whether an nn.Sequential calls the layer; None
    where no layer of the model makes the call.
    """
    blame = known.blame
    found: list[Mend] = []
    if blame.likely == SURE:
        found += _of_output_size(known, in_sequential)
        found += _of_parameters(known, changes)
    # Where one size is twice the other, the stride is wrong, and nothing is to be cut.
    pairs = zip(blame.size, blame.wanted, strict=True)
    if not found or all(max(one) - min(one) < max(2, min(one)) for one in pairs):
        found.append(_crop(known))
    found += _of_input(trials)
    return tuple(sorted(found, key=_rank))


def _rank(mend: Mend) -> tuple[int | bool, ...]:
    return (
        any(of_layer(has_holes, layer) for layer in mend.axes),
        bool(mend.caveats),
        not mend.for_all,
        KINDS.index(mend.kind),
    )


def _of_output_size(known: Known, in_sequential: bool | None) -> Iterator[Mend]:
    call = known.blame.call

    def fits(axis: int, n: int, _: int, wanted: int) -> bool:
        try:
            call.axes[axis].output_padding_for(n, wanted)
        except IllegalLayer:
            return False
        return True

    if in_sequential is None or not (known.agreed and fit(fits, known.tried[0])):
        return
    code = f"{_in_code(call.name)}(x, output_size=skip.shape[-{len(call.axes)}:])"
    caveats = [known.broken(fits)]
    if in_sequential:
        caveats.append(tr("an nn.Sequential does not pass it on, so call the layer itself"))
    yield Mend("output_size", code, *known.reach(fits), tuple(filter(None, caveats)))


def _in_code(name: str) -> str:
    """The layer as its model's code has it: up.1 is up[1]."""
    code = sub(r"\.(\d+)", r"[\1]", name)
    return code if code[:1].isidentifier() else "layer"


def _of_parameters(known: Known, changes: Sequence[Change]) -> Iterator[Mend]:
    call = known.blame.call
    seen = {call.axes}
    far = any(keeps_own(known.blame))
    for change in changes:
        axes = tuple(
            replace(layer, **{change.name: new})
            for layer, new in zip(call.axes, change.new, strict=True)
        )
        seen.add(axes)
        # A kernel that grows by whole strides is another layer, where a cut is meant.
        if not (far and change.name == "kernel_size"):
            yield from _set(known, axes, "change", str(change))
    other = _other(known)
    if other and other not in seen:
        names = (name for name in FIELDS if along(other, name) != along(call.axes, name))
        changed = (Change(name, along(call.axes, name), along(other, name)) for name in names)
        action = listed(map(str, changed), N_("{one} and {other}"))
        yield from _set(known, other, "layer", action)


def _set(known: Known, axes: tuple[Layer, ...], kind: str, action: str) -> Iterator[Mend]:
    """The layer with other parameters, and what that does besides; none if another call of it
    were no longer right.
    """
    fits = partial(_makes, axes)
    if not known.here(fits):
        return
    call, known = known.blame.call, known.of_layer
    caveats = [known.broken(fits)]
    for new, old in dict.fromkeys(zip(axes, call.axes, strict=True)):
        taps = taps_per_phase(new)
        if of_layer(has_holes, new) and not of_layer(has_holes, old):
            # Translators: outputs on which no tap of the kernel lands.
            text = N_("{count} of every {stride} outputs is only the bias")
            caveats.append(tr(text, count=taps.count(0), stride=new.stride))
        elif of_layer(is_even, old) and not of_layer(is_even, new):
            caveats.append(tr("taps per phase become uneven: {taps}", taps=one_or_each(taps)))
    if call.name:
        # Translators: {change} is as in "output_padding 0 → 1".
        action = tr("{change} in {name}", change=action, name=call.name)
    yield Mend(kind, action, *known.reach(fits), tuple(filter(None, caveats)), axes)


def _other(known: Known) -> tuple[Layer, ...] | None:
    """The layer with another kernel and padding that is right at all sizes known, phases even.

    Its stride is the layer's own, or else what each size grows by.
    """
    call, first = known.blame.call, known.tried[0]
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
    return bool(Layer.sizes_on_grid(n, **vars(axes[axis])) == wanted)


def _crop(known: Known) -> Mend:
    """Cutting, or padding, what is joined."""
    blame, keeps = known.blame, keeps_own(known.blame)
    size = meant(blame, keeps)
    own, other = pads_of(blame.size, size, True), pads_of(blame.wanted, size, False)
    gaps = [want - have for have, want in zip(blame.size, blame.wanted, strict=True)]

    def fits(axis: int, _: int, have: int, wanted: int) -> bool:
        return wanted - have == gaps[axis]

    reach, for_all = known.reach(fits)
    numbers = [in_numbers(name, pads) for name, pads in (("y", own), ("skip", other)) if any(pads)]
    always = []
    for name, skip, keep in (("y", "skip", False), ("skip", "y", True)):
        axes = [axis for axis, own in enumerate(keeps, -len(keeps)) if own == keep]
        always += [to_the_other(name, skip, axes, at_end=not keep)] if axes else []
    if not for_all:
        # Translators: {code} is an expression for all sizes.
        reach = tr("right for this size; for every size use {code}", code=listed(always))
    return Mend("crop", listed(numbers), reach, True, (), (), own, other)


def _of_input(trials: Trials) -> Iterator[Mend]:
    if trials.multiple:
        code = in_numbers("x", pads_of(trials.all[0].sizes, trials.padded, True))
        multiple = one_or_each(trials.multiple)
        if trials.more:
            text = N_("pad the model's input to a multiple of {multiple} plus 1, here {code}")
        else:
            text = N_("pad the model's input to a multiple of {multiple}, here {code}")
        reach = tr("right for all sizes")
        yield Mend("input", tr(text, multiple=multiple, code=code), reach, True)
