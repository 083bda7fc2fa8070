"""The exercises that ask whether a sentence is true, with a case that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..language import N_, listed, tr
from .answers import RIGHT, Exercise, Verdict, as_dict, wrong
from .reading import plain, read_choice
from .typed import Form

Case = dict[str, Any]


@dataclass(frozen=True)
class Spot(Exercise):
    """Say ``true=True``, or ``true=False`` with a case in which the sentence fails.

    ``holds`` says whether the sentence holds in a case, and raises ValueError, with a sentence for
    the reader, where it is not about such a case. ``defaults`` name all that makes up a case.
    """

    true: bool
    defaults: Case
    holds: Callable[[Case], bool]
    tell: Callable[[Case], str]
    counterexample: Case

    def judge(self, answer: object, _seconds: float = 0.0, /) -> Verdict:
        claimed = plain(answer)
        if isinstance(claimed, bool):
            answer = {"true": claimed}
        chosen = read_choice(answer, self.form())
        claimed = chosen.pop("true", None)
        if not isinstance(claimed, bool):
            return wrong(tr("Say true=True, or true=False with a case in which it fails."))
        if claimed and self.true:
            return RIGHT
        if claimed:
            return wrong(tr("There is a case in which the sentence fails. Look for one."))
        if not chosen:
            text = N_("Give a case in which it fails, by naming some of {names}.")
            return wrong(tr(text, names=listed(self.defaults)))
        case = {**self.defaults, **chosen}
        held, reason = self.holds(case), self.tell(case)
        if held:
            # Translators: "the sentence" is the one that the exercise asks about.
            return wrong(tr("In this case the sentence holds: {reason}", reason=reason))
        return Verdict("right", reason)

    def enough(self, filled: dict[str, Any], /) -> bool:
        """Whether a claim is made, and a case given where it needs one."""
        return plain(filled.get("true")) is True or ("true" in filled and len(filled) > 1)

    def form(self) -> Form:
        case = [
            {"name": name, "kind": "row" if isinstance(value, list) else "number", "default": value}
            for name, value in self.defaults.items()
        ]
        return {"kind": "fields", "fields": [{"name": "true", "kind": "truth"}, *case]}

    def solution(self, name: str) -> str:
        return f"check({name!r}, {as_dict({'true': self.true, **self.counterexample})})"
