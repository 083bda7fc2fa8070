"""Asks ten exercises of the whole course again, each with numbers that nobody has seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import escape
from random import SystemRandom
from typing import Any

from ..language import N_, tr
from ..widgets import in_notebook, widget_bundle
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
    """Some exercises in the order in which they are asked. A notebook shows their forms.

    panel: makes the form of an exercise by its name.
    """

    asked: tuple[Made, ...]
    panel: Callable[[str], Any] = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return "\n\n".join(
            f"{n}. {each.prompt}\n\n{blank(each.name, each.exercise)}"
            for n, each in enumerate(self.asked, 1)
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/plain": repr(self), **(self._forms() if in_notebook() else {})}

    def _forms(self) -> dict[str, Any]:
        import ipywidgets

        parts = []
        for n, each in enumerate(self.asked, 1):
            prompt = f"<p>{n}. {escape(each.prompt)}</p>"
            code = blank(each.name, each.exercise)
            if each.exercise.form() is None:
                prompt += f"<pre>{escape(code)}</pre>"
            parts += [ipywidgets.HTML(prompt), self.panel(each.name)]
        return widget_bundle(ipywidgets.VBox(parts))


def drawn(but: str | None) -> tuple[Made, ...]:
    """Ten exercises of ten kinds, none of them of the chapter that is named."""
    if but is not None and but not in CHAPTERS:
        near = get_close_matches(str(but), CHAPTERS, n=1, cutoff=0.0)[0]
        text = N_("There is no chapter {name}; the nearest name is {nearest}.")
        raise ValueError(tr(text, name=repr(but), nearest=repr(near)))
    random = SystemRandom()
    kinds = [kind for kind, maker in MAKERS.items() if maker.chapter != but]
    return tuple(made(kind, random.randrange(1, SEEDS)) for kind in random.sample(kinds, COUNT))


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
