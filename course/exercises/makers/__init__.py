"""Makes exercises from seeds: the same seed gives the same exercise for ever, on every machine."""

from collections.abc import Callable
from itertools import combinations
from random import Random
from typing import Any, NamedTuple

from ...layer import IllegalLayer
from ...trace import Trace
from ..answers import Exercise, Prediction
from ..build import Build
from ..misconceptions import OUTPUTS
from ..predict import PredictOutput
from ..spot import Spot
from . import builds, counts, growing, outputs, planes, reaches, repairs, spots

PREFIX = "review"
TRIES = 10_000


class Made(NamedTuple):
    """An exercise with its name, and the sentence that asks it in the language spoken here."""

    name: str
    prompt: str
    exercise: Exercise


class Maker(NamedTuple):
    """``chapter`` is the one that has taught enough for it."""

    chapter: str
    make: Callable[[Random], tuple[str, Exercise]]


MAKERS = {
    kind: Maker(chapter, make)
    for module in (outputs, counts, growing, planes, reaches, spots, repairs, builds)
    for kind, (chapter, make) in module.MAKERS.items()
}


def made(kind: str, seed: int) -> Made:
    """The exercise of this kind that a seed leads to."""
    # Seeded by text: that is the same in all versions of Python, as are randrange and choice.
    random = Random(f"{kind}.{seed}")
    for _ in range(TRIES):
        try:
            prompt, exercise = MAKERS[kind].make(random)
        except IllegalLayer:
            continue
        if is_sharp(exercise):
            return Made(f"{PREFIX}.{kind}.{seed}", prompt, exercise)
    raise RuntimeError(f"{kind} draws numbers that never tell its ideas apart")


def named(name: str) -> Made | None:
    """The exercise with a name such as ``review.cut.17``; None where no such name is made."""
    match name.split("."):
        case [prefix, kind, seed] if prefix == PREFIX and kind in MAKERS and is_seed(seed):
            return made(kind, int(seed))
    return None


def is_seed(text: str) -> bool:
    """Whether a text is a whole number as it is usually written, and none beyond a billion."""
    return text.isascii() and text.isdecimal() and len(text) < 10 and str(int(text)) == text


def like(name: str) -> list[str]:
    """A name of each kind to choose from for one that is not made; it keeps its seed if it can."""
    kind_of, _, seed = name.rpartition(".")
    kept = seed if kind_of and is_seed(seed) else 1
    return [f"{PREFIX}.{kind}.{kept}" for kind in MAKERS]


def is_sharp(exercise: Exercise) -> bool:
    """Whether no named idea leads to the right answer, nor two to the same one.

    Nor do two ideas together lead to the right answer, as far as that is told without much work.
    """
    match exercise:
        case Prediction():
            answers = [exercise.asked, *(idea.answer for idea in exercise.wrong_ideas)]
            return _differ(answers) and not _cancel(answers) and not _hidden_by_turning(exercise)
        case Build():
            cases = exercise.cases()
            ways = [exercise.expected, *(idea.answer for idea in exercise.wrong_ways)]
            return _differ([[way(case) for case in cases] for way in ways])
        case Spot():
            shown = {**exercise.defaults, **exercise.counterexample}
            return exercise.holds(exercise.defaults) and exercise.holds(shown) == exercise.true
    return True


def _differ(answers: list[Any]) -> bool:
    return all(one != other for one, other in combinations(answers, 2))


def _cancel(answers: list[Any]) -> bool:
    """Whether two ideas about a number miss it by as much, one above and the other below."""
    right, *others = answers
    return isinstance(right, int) and any(
        one + other == 2 * right for one, other in combinations(others, 2)
    )


def _hidden_by_turning(exercise: Prediction) -> bool:
    """Whether an idea leads to the right row after all once the kernel is turned round as well."""
    if not isinstance(exercise, PredictOutput) or exercise.dimensions > 1:
        return False
    trace = Trace.of(exercise.x, exercise.w[::-1], **exercise.parameters)
    return any(OUTPUTS[name].of(trace) == exercise.asked for name in _but_turning(exercise))


def _but_turning(exercise: PredictOutput) -> list[str]:
    return [name for name in exercise.ideas if name not in ("turned", "unflipped", "stamped")]
