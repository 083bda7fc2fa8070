"""Overview knows how what is done is shown, chapter by chapter, and taken along."""

from dataclasses import dataclass
from html import escape
from typing import Any

from . import kept
from .bank import CHAPTERS

SIGNS = {"right": "●", "wrong": "◐", "exception": "◐"}
OPEN = "○"


@dataclass(frozen=True)
class Overview:
    """What is done. In a notebook it brings a button to download it and one to restore it."""

    done: kept.Done
    said: str = ""

    def __repr__(self) -> str:
        width = max(map(len, CHAPTERS))
        lines = []
        for chapter, exercises in CHAPTERS.items():
            outcomes = [self.done.get(f"{chapter}.{name}", "") for name in exercises]
            signs = "".join(SIGNS.get(outcome, OPEN) for outcome in outcomes)
            count = f"{outcomes.count('right')} of {len(outcomes)}"
            lines.append(f"{chapter:<{width}}  {signs:<7} {count}")
        lines.append("● right  ◐ tried  ○ open")
        return "\n".join([*lines, self.said] if self.said else lines)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        from .panel import in_notebook, restorer, widget_bundle

        bundle: dict[str, Any] = {"text/plain": repr(self)}
        if in_notebook() and kept.place() is not None:
            bundle |= widget_bundle(restorer(self), **kwargs)
        return bundle

    def html(self) -> str:
        return f'<pre style="line-height:1.5">{escape(repr(self))}</pre>'


def progress() -> Overview:
    """Show which exercises are done, chapter by chapter."""
    path = kept.place()
    if path is None:
        return Overview({}, "Nothing is kept here: COURSE_PROGRESS names no file.")
    try:
        return Overview(kept.read(path))
    except kept.Unusable as error:
        return Overview({}, str(error))
