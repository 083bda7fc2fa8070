"""The controls of an animation, in a notebook and in a page without a kernel."""

from typing import Any

import anywidget
import traitlets

from ...language import N_, language, tr
from .assets import asset, style
from .wording import WORDS

SHARED = ("play", "pause", "back", "forth", "moment", "step", "speed", "slow", "normal", "fast")
OWN = {
    # Translators: read out for the buttons that steer an animation.
    "film": N_("Animation, step by step"),
    # Translators: folds out a list in which each step of an animation is a sentence.
    "all_steps": N_("All steps in words"),
}


class FilmWidget(anywidget.AnyWidget):
    """An animation with its controls; the kernel hears nothing of what is done with them."""

    # The bundle is a plain script, which pages load as it is; a widget's is a module.
    _esm = asset("film.bundle.js") + "export default film;\n"
    _css = style()

    _svg = traitlets.Unicode().tag(sync=True)
    _words = traitlets.Dict().tag(sync=True)
    _language = traitlets.Unicode().tag(sync=True)

    def __init__(self, svg: str) -> None:
        super().__init__(_svg=svg, _words=words(), _language=language())

    def view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The widget's view, as a notebook takes it, and what is told of it."""
        bundle: Any = self._repr_mimebundle_() or {}
        return bundle if isinstance(bundle, tuple) else (bundle, {})


def words() -> dict[str, str]:
    """All that the controls say, in the language spoken here."""
    return {name: tr(WORDS[name]) for name in SHARED} | {name: tr(OWN[name]) for name in OWN}


def program() -> str:
    """The program that starts all animations of a page, to be run when they are there."""
    return f"{asset('film.bundle.js')}film.start();\n"
