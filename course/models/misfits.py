"""Finds all clashes of a forward pass, by going on after each, and what mends them."""

from collections.abc import Sequence
from typing import Any

from .calls import Call, Calls
from .clash import Clash
from .forward import Run
from .misfit import Misfit, check_skips, misfit_of_clash, misfit_of_skip
from .reach import Point
from .trials import MOST, trials_of, untried


def misfits_of(run: Run, first: Calls, clash: Clash) -> tuple[Calls, tuple[Misfit, ...]]:
    """A pass that goes on after each clash, as far as it can, and all its misfits.

    first: the pass that its first clash ended; of the joins that failed in it the model itself
    caught all but the last one.
    """
    calls = Calls(caught=first.failed - 1)
    run.again(calls)
    clashes = [(one, one.clash) for one in calls.met.values() if one.clash]
    if not clashes:
        return first, (misfit_of_clash(clash, first.made),)
    trials = untried(calls) if first.failed > 1 else trials_of(run, calls)
    misfits = [misfit_of_clash(one, calls.made, met, trials, run) for met, one in clashes]
    if calls.clash:
        misfits.append(misfit_of_clash(calls.clash, calls.made))
    return calls, tuple(misfits)


def misfits_of_skips(run: Run, skips: Any, made: Sequence[Call]) -> tuple[Misfit, ...]:
    """Each call that misses the size wanted of it, where those before it are mended.

    made: the calls of a pass in which none is; for each misfit but the last another one follows.
    """
    wanted = check_skips(skips, made)
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
        found.append(misfit_of_skip(made[n], want, run, shared))
        given[n] = want
        if not any(wanted[n + 1 :]) or len(given) > MOST:
            break
        calls = Calls(sizes_only=True, given=given)
        run.again(calls)
        made = calls.made
    return tuple(found)
