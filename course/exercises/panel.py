"""What a notebook shows with a verdict: the exercise's form, with Check, Hint and Solution."""

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from ..extras import NotInstalled
from ..language import language, speaking, tr
from .answers import Exercise, Verdict, wrong
from .bank import PREDICTIONS
from .component import script, style, words
from .typed import Unread, read, typed_of

STEPS = 100


class Panel(anywidget.AnyWidget):
    """The form of an exercise, filled with what was answered in the cell, and the verdict on that.

    again: judges an answer as ``check`` does. The page sends what is typed; it is read and judged
    here. What comes from the page is anything at all until it is looked at.
    """

    _esm = script() + "export default exercise;\n"
    _css = style()

    _form = traitlets.Dict(allow_none=True).tag(sync=True)
    _typed = traitlets.Dict().tag(sync=True)
    _verdict = traitlets.Dict().tag(sync=True)
    _words = traitlets.Dict().tag(sync=True)
    _guess = traitlets.Bool().tag(sync=True)
    _helps = traitlets.Bool().tag(sync=True)  # whether a hint or a solution may still be wanted

    def __init__(
        self,
        name: str,
        exercise: Exercise,
        answer: object,
        verdict: Verdict,
        again: Callable[[object], Verdict],
    ) -> None:
        self.name, self.exercise, self.again = name, exercise, again
        self.language = language()
        form = exercise.form() if verdict.outcome != "right" else None
        if form and verdict.outcome == "not attempted":
            verdict = Verdict("not attempted", "")  # The form asks; the cell has dots no more.
        super().__init__(
            _form=form,
            _typed=typed_of(form, answer),
            _verdict=told(verdict),
            _words=words(),
            _guess=name in PREDICTIONS,
            _helps=verdict.outcome != "right" and bool(exercise.hints),
        )
        self.on_msg(self._answer)

    def check(self, typed: dict[str, object]) -> dict[str, Any]:
        """The verdict on what is typed, as the page shows it."""
        try:
            verdict = self.again(self.exercise.answer(read(self._form, typed)))
        except Unread as unread:
            return {"outcome": "unread", "text": str(unread)}
        except NotInstalled as error:
            return {"outcome": "not checked", "text": str(error)}
        except (TypeError, ValueError) as error:
            verdict = wrong(str(error))
        # A view that is opened later shows what stands there now.
        self._typed = {name: text for name, text in typed.items() if name in self._names()}
        self._verdict = told(verdict)
        return self._verdict

    def _names(self) -> set[str]:
        match self._form:
            case {"kind": "fields", "fields": fields}:
                return {field["name"] for field in fields}
            case {"kind": "layers", "layers": layers}:
                return {f"{n}.{name}" for n, layer in enumerate(layers) for name in layer}
        return {""}

    def _answer(self, _: object, content: Any, __: object) -> None:
        with speaking(self.language):
            match content:
                case {"do": "check", "typed": dict(typed), "id": int(turn)} if self._form:
                    made = self.check(typed)
                case {"do": "hint", "step": int(step), "id": int(turn)}:
                    made = {"text": self.exercise.hint(max(1, min(step, STEPS)))}
                case {"do": "solution", "id": int(turn)}:
                    made = {
                        "code": self.exercise.solution(self.name),
                        "text": tr(self.exercise.why),
                    }
                case _:
                    return
        self.send({**made, "id": turn})


def told(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the page shows it."""
    return {
        "outcome": verdict.outcome,
        "text": verdict.text,
        "idea": verdict.idea,
        "picture": verdict.picture.svg if verdict.picture else None,
    }
