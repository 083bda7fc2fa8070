"""Runs a model whose sizes clash at other input sizes, to see what its layers meet there."""

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, count
from math import dist, gcd, prod
from operator import mul
from typing import Any

from ..extras import needed
from ..layer import Layer
from .blame import Meeting
from .calls import Call, Calls
from .clash import Clash, Shape, mapped, tensors_in
from .forward import Run
from .inputs import Arguments

# Passes beside the first one: one goes on after the clashes, the rest are trials.
MOST = 10
# Of fewer sizes no rule is drawn.
ENOUGH = 5
# So many products, of all transposed layers together, and so many parameters take a moment.
CHEAP = 3 * 10**6


@dataclass(frozen=True)
class Trial:
    """A pass at one size of the input along each axis.

    met: what the joins brought together, by their numbers; whole: whether the pass reached its end
    without a clash.
    """

    sizes: Shape
    met: dict[int, Meeting]
    whole: bool


@dataclass(frozen=True)
class Trials:
    """All sizes that were tried, first the one at hand.

    multiple: with the input padded to this multiple plus ``more`` along each axis, none clashed;
    padded: the next such size. Both are empty where none was found.
    """

    all: tuple[Trial, ...] = ()
    multiple: Shape = ()
    more: int = 0
    padded: Shape = ()


def trials_of(run: Run, calls: Calls) -> Trials:
    """Try the model, where it clashes, at sizes next to its input's and at round ones.

    calls: of the pass that went on after its clashes. A copy of the model runs, on the meta device
    unless the model is small; where it can't, nothing was tried.
    """
    axes = len(calls.made[0].axes)
    sizes = _sizes(run.given, axes)
    if not sizes:
        return untried(calls)
    keeps = {join: one.keeps for join, one in calls.met.items() if one.clash}
    multiples = _multiples([call.axes for call in calls.made if len(call.axes) == axes])
    growth = prod(_padded(sizes, multiples[-1], 0)) // prod(sizes)
    # The meta device takes no time for large models, and seconds to be set up for small ones.
    for n, meta in enumerate(
        (False, True) if _is_cheap(run.model, calls.made, growth) else (True,)
    ):
        with suppress(Exception):  # Whatever a model's own code does on a copy.
            at = _runner(run, axes, meta, keeps)
            here = at(sizes)
            if _clashes(here.met) == _clashes(calls.met):
                # One pass went on after the clashes, n + 1 ran here.
                left = MOST - 2 - n
                return _search(at, here, multiples, left)
    return untried(calls)


def untried(calls: Calls) -> Trials:
    """The pass at hand alone, which goes on after its clashes."""
    return Trials((Trial((), calls.met, whole=False),))


def _is_cheap(model: Any, calls: Sequence[Call], growth: int) -> bool:
    """Whether a pass takes a moment, also with an input of so many times as many numbers."""
    products: int = sum(prod((*call.sizes, *call.held.own.shape)) for call in calls)
    numbers: int = sum(one.numel() for one in model.parameters())
    return max(products * max(1, growth), numbers) <= CHEAP


def _multiples(layers: Sequence[tuple[Layer, ...]]) -> list[Shape]:
    """What the layers multiply sizes by, from the last one alone to all of them.

    A decoder multiplies by what its encoder has divided by; a part of it may do.
    """
    strides = [tuple(axis.stride for axis in axes) for axes in reversed(layers)]
    return list(dict.fromkeys(accumulate(strides, partial(_each, mul))))


def _search(
    trial: Callable[[Shape], Trial], here: Trial, multiples: list[Shape], left: int
) -> Trials:
    """Sizes at which each layer meets all that it can: round ones, and those next to them."""
    tried = {here.sizes: here}

    def at(sizes: Shape) -> bool:
        nonlocal left
        if sizes not in tried and left > 0 and min(sizes) > 0:
            left -= 1
            tried[sizes] = trial(sizes)
        return sizes in tried and tried[sizes].whole

    def works(multiple: Shape, more: int) -> bool:
        """At the next such size, and at one that is no multiple of more by chance."""
        bare = _padded(here.sizes, multiple, more, whole)
        return at(bare) and at(_padded(here.sizes, multiple, more))

    whole = multiples.pop()
    found: Shape = ()
    more = 0
    for more in (0, 1):
        if works(whole, more):
            found = whole
            break
    # An encoder that rounds down meets odd sizes alone next to a round one, or to one that fits.
    at(_padded(here.sizes, whole, -1))
    at(_padded(here.sizes, whole, 1))
    for step in (-1, 1, 2):
        if step < 0 or len(tried) < ENOUGH:
            at(tuple(n + step for n in here.sizes))
    for join, met in here.met.items():
        # What a layer meets may still follow two rules: by one more of it the size is another one.
        if met.clash:
            steps = _each(lambda n, want: max(1, round(n / want)), here.sizes, met.blame.wanted)
            call = met.blame.call
            for times in range(1, max(axis.stride for axis in call.axes)):
                if max(map(len, rules(call, _points(tried.values(), join, call)))) > 1:
                    at(tuple(n + times * step for n, step in zip(here.sizes, steps, strict=True)))
    while found and multiples:
        middle = len(multiples) // 2
        if works(multiples[middle], more):
            found, multiples = multiples[middle], multiples[:middle]
        else:
            multiples = multiples[middle + 1 :]
    near = sorted(tried.values(), key=lambda one: dist(one.sizes, here.sizes))
    return Trials(tuple(near), found, more, _padded(here.sizes, found, more))


def _points(trials: Iterable[Trial], join: int, call: Call) -> list[tuple[Shape, Shape]]:
    """What a join brought together: sizes of the layer's input, and those wanted."""
    found = (trial.met[join].blame for trial in trials if join in trial.met)
    return [(one.call.sizes, one.wanted) for one in found if one.call.name == call.name]


def rules(call: Call, points: Sequence[tuple[Shape, Shape]]) -> list[range]:
    """For each axis the numbers c that may stand in (wanted + c) // stride = input size.

    So an encoder makes the layer's input of the size wanted, rounded down. Empty: none does.
    """
    found = []
    for axis, layer in enumerate(call.axes):
        least = [sizes[axis] * layer.stride - wanted[axis] for sizes, wanted in points]
        found.append(range(max(least), min(least) + layer.stride))
    return found


def _each(how: Callable[..., int], *sizes: Shape) -> Shape:
    return tuple(map(how, *sizes))


def _padded(sizes: Shape, multiple: Shape, more: int, whole: Shape = ()) -> Shape:
    """The next size along each axis that is a multiple, and ``more``.

    Of the whole, if given, the multiple's other factor shares none.
    """

    def padded(size: int, multiple: int, whole: int) -> int:
        least = max(1, -(-(size - more) // multiple))
        return next(n for n in count(least) if gcd(n, whole) == 1) * multiple + more

    return _each(padded, sizes, multiple, whole or (1,) * len(sizes))


def _runner(
    run: Run, axes: int, meta: bool, keeps: Mapping[int, tuple[bool, ...]]
) -> Callable[[Shape], Trial]:
    """A function that runs a copy of the model at other sizes."""
    torch = needed("torch")
    # Numbers are not copied to the meta device, only their shapes.
    held = _without_numbers(run.model) if meta else {}
    twin = copy.deepcopy(run.model, held)
    named = dict(twin.named_modules())
    own = {name: named[name] for name in run.modules}
    device = torch.device("meta") if meta else next(run.given.tensors).device

    def at(sizes: Shape) -> Trial:
        calls = Calls(sizes_only=True, caught=0, keeps=keeps)
        parts = (run.given.positional, run.given.keywords)
        resized = partial(_resized, axes=axes, sizes=sizes)
        whole = False
        with suppress(Exception), device:
            given = Arguments(*mapped(resized, parts))
            whole = replace(run, model=twin, modules=own, given=given).again(calls)
        return Trial(sizes, calls.met, whole)

    return at


def _clashes(met: Mapping[int, Meeting]) -> list[Clash | None]:
    return [one.clash for one in met.values()]


def _without_numbers(model: Any) -> dict[int, Any]:
    """By id, for each tensor that the modules hold, one of its shape on the meta device."""
    torch = needed("torch")
    held: dict[int, Any] = {}
    for module in model.modules():
        for one in tensors_in(vars(module), torch.Tensor):
            empty = torch.empty_like(one, device="meta")
            parameter = isinstance(one, torch.nn.Parameter)
            held[id(one)] = torch.nn.Parameter(empty) if parameter else empty
    return held


def _is_sized(one: Any, axes: int) -> bool:
    return bool(one.is_floating_point() and one.ndim > axes)


def _sizes(given: Arguments, axes: int) -> Shape:
    """The size along each axis that all inputs share; empty where they share none."""
    sizes = {tuple(one.shape[-axes:]) for one in given.tensors if _is_sized(one, axes)}
    return sizes.pop() if len(sizes) == 1 else ()


def _resized(one: Any, axes: int, sizes: Shape) -> Any:
    """An input at another size, on the device of the copy that runs."""
    torch = needed("torch")
    if not isinstance(one, torch.Tensor):
        return one
    if not _is_sized(one, axes):
        return one.to(torch.get_default_device())
    return torch.ones(one.shape[:-axes] + sizes, dtype=one.dtype)
