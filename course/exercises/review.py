"""Asks ten exercises of the whole course again, each with numbers that nobody has seen."""

from dataclasses import dataclass
from difflib import get_close_matches
from random import SystemRandom

from ..language import N_, tr
from .answers import Exercise
from .bank import CHAPTERS
from .build import Build
from .makers import MAKERS, Made, made
from .reach import Reach
from .repair import Repair, decoder
from .spot import Spot

COUNT = 10
SEEDS = 1_000


@dataclass(frozen=True)
class Review:
    """Some exercises in the order in which they are asked."""

    asked: tuple[Made, ...]

    def __repr__(self) -> str:
        return "\n\n".join(
            f"{n}. {each.prompt}\n\n{blank(each.name, each.exercise)}"
            for n, each in enumerate(self.asked, 1)
        )


def review(*, but: str | None = None) -> Review:
    """Ask ten exercises of the chapters again, with new numbers each time.

    but: the name of a chapter that none of them is of, as in "padding". They are checked, hinted at
    and solved by their names like all others, and nothing of them is kept.

    Raises ValueError for a name that no chapter has.
    """
    if but is not None and but not in CHAPTERS:
        near = get_close_matches(str(but), CHAPTERS, n=1, cutoff=0.0)[0]
        text = N_("There is no chapter {name}; the nearest name is {nearest}.")
        raise ValueError(tr(text, name=repr(but), nearest=repr(near)))
    random = SystemRandom()
    kinds = [kind for kind, maker in MAKERS.items() if maker.chapter != but]
    asked = (made(kind, random.randrange(1, SEEDS)) for kind in random.sample(kinds, COUNT))
    return Review(tuple(asked))


def blank(name: str, exercise: Exercise) -> str:
    """The code in which an answer is written in the place of the dots."""
    match exercise:
        case Build():
            return f"def {exercise.signature}:\n    ...\n\n\ncheck({name!r}, {exercise.name})"
        case Repair():
            return f"{decoder(exercise.layers, exercise.channels)}\n\ncheck({name!r}, decoder)"
        case Reach():
            free = exercise.free
        case Spot():
            free = ("true", *exercise.defaults)
        case _:
            return f"check({name!r}, ...)"
    return f"check({name!r}, dict({', '.join(f'{each}=...' for each in free)}))"
