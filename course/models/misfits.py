"""Finds all clashes of a forward pass, by going on after each, and what mends them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from ..extras import needed
from .calls import Call, Calls
from .clash import Clash
from .forward import Pass
from .inputs import Arguments
from .misfit import Misfit, check_skips, misfit_of_clash, misfit_of_skip
from .reach import Point
from .trials import MOST, trials_of, untried
from .untouched import untouched


def misfits_of(
    run: Callable[..., Pass],
    model: Any,
    modules: dict[str, Any],
    given: Arguments,
    first: Pass,
    clash: Clash,
    failed: int,
) -> tuple[Pass, tuple[Misfit, ...]]:
    """A pass that goes on after each clash, as far as it can, and all its misfits.

    run: does a pass of a model, with its layers, arguments and calls. first: the pass that its
    first clash ended; failed: how many joins failed in it, of which the model itself caught all
    but the last one.
    """
    last = None
    # What else a model complains of behind a size that is not its own is no fault of the sizes.
    with untouched(model) as copies, suppress(Exception):
        calls = Calls(copies, caught=failed - 1)
        last = run(model, modules, given, calls).clash
    if not any(one.clash for one in calls.met):
        return first, (misfit_of_clash(clash, first.calls),)
    trials = untried(calls) if failed > 1 else trials_of(run, model, modules, given, calls)
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
    run: Callable[..., Pass],
    model: Any,
    modules: dict[str, Any],
    arguments: Arguments,
    skips: Any,
    made: Sequence[Call],
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
            run(model, modules, arguments, calls)
        made = calls.made
    return tuple(found)


def _called(model: Any, modules: dict[str, Any]) -> dict[str, bool]:
    """Whether the module that calls each layer is an nn.Sequential."""
    sequential = needed("torch.nn").Sequential
    return {
        name: bool(name) and isinstance(model.get_submodule(name.rpartition(".")[0]), sequential)
        for name in modules
    }
