"""A language that nobody speaks: what is not in its brackets was never given to a translator."""

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course import language

VALUE = re.compile(r"\{\w+\}")


class Catalogue(dict[str, str]):
    """Translates whatever it is asked for, and keeps what that was.

    Values stand outside the brackets of their sentence, so that they have to be spoken as well.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, text: str, default: str | None = None) -> str:  # type: ignore[override]
        self.asked.add(text)
        return VALUE.sub(r"⟧\g<0>⟦", f"⟦{text}⟧")


@contextmanager
def spoken() -> Iterator[Catalogue]:
    """Speak the pseudo-language, in this process."""
    catalogue = Catalogue()
    known, of = language.languages, language._catalogue
    language.languages = lambda: ("en", "xx")
    language._catalogue = lambda name: catalogue  # type: ignore[assignment]
    try:
        with language.speaking("xx"):
            yield catalogue
    finally:
        language.languages, language._catalogue = known, of


def unspoken(text: str) -> str:
    """What of a text stands outside all brackets, where only values and signs should be."""
    depth, outside = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter != "⟧":
            outside.append(letter)
    return "".join(outside)


def marked(paths: Iterable[Path], marks: tuple[str, ...] = ("tr", "N_")) -> set[str]:
    """The texts that stand as literals in calls of these functions."""
    return {
        node.args[0].value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in marks
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
