"""Finds all clashes of a forward pass, by going on after each, and what mends them."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from ..extras import needed
from .calls import Call, Calls
from .clash import Clash
from .forward import Pass, forward_pass
from .misfit import Misfit, check_skips, misfit_of_clash, misfit_of_skip
from .reach import Point
from .trials import MOST, trials_of, untried
from .untouched import untouched


def misfits_of(
    model: Any, modules: dict[str, Any], inputs: Any, first: Pass, clash: Clash, failed: int
) -> tuple[Pass, tuple[Misfit, ...]]:
    """A pass that goes on after each clash, as far as it can, and all its misfits.

    first: the pass that its first clash ended; failed: how many joins failed in it, of which the
    model itself caught all but the last one.
    """
    axes = len(first.calls[0].axes) if first.calls else 1
    calls, last = Calls(caught=failed - 1), None
    # What else a model complains of behind a size that is not its own is no fault of the sizes.
    with suppress(Exception), untouched(model):
        last = forward_pass(model, modules, inputs, calls, axes).clash
    if not any(one.clash for one in calls.met):
        return first, (misfit_of_clash(clash, first.calls),)
    trials = untried(calls) if failed > 1 else trials_of(model, modules, inputs, calls)
    called = _called(model, modules)
    misfits = [
        misfit_of_clash(one.clash, calls.made, one, trials, called)
        for one in calls.met
        if one.clash
    ]
    if last:
        misfits.append(misfit_of_clash(last, calls.made))
    return Pass(tuple(calls.made), last), tuple(misfits)


def misfits_of_skips(
    model: Any, modules: dict[str, Any], inputs: Any, skips: Any, made: Sequence[Call]
) -> tuple[Misfit, ...]:
    """Each call that misses the size wanted of it, where those before it are mended.

    made: the calls of a pass in which none is; for each misfit but the last another one follows.
    """
    wanted = check_skips(skips, made)
    called = _called(model, modules)
    found: list[Misfit] = []
    given: dict[int, tuple[int, ...]] = {}
    for n, want in enumerate(wanted):
        if len(made) <= n or want in (None, made[n].made, made[n].kept):
            continue
        shared = [
            Point(one.sizes, one.made, its)
            for at, (one, its) in enumerate(zip(made, wanted, strict=False))
            if its and at != n and one.name == made[n].name
        ]
        found.append(misfit_of_skip(made[n], want, called, shared))
        given[n] = want
        if not any(wanted[n + 1 :]) or len(given) > MOST:
            break
        calls = Calls(sizes_only=True, given=given)
        with suppress(Exception), untouched(model):
            forward_pass(model, modules, inputs, calls, len(made[0].axes))
        made = calls.made
    return tuple(found)


def _called(model: Any, modules: dict[str, Any]) -> dict[str, bool]:
    """Whether the module that calls each layer is an nn.Sequential."""
    sequential = needed("torch.nn").Sequential
    return {
        name: bool(name) and isinstance(model.get_submodule(name.rpartition(".")[0]), sequential)
        for name in modules
    }
