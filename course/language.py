"""Chooses the language that the course speaks, and puts its sentences into it.

English stands in the code and in ``notebooks/source``; every other language is a folder of gettext
catalogues, ``locale/<language>/LC_MESSAGES/*.po``, and nothing else. A sentence that is shown is
written ``tr("… {name} …", name=…)``; one that stands in a table and is shown elsewhere is marked
there by ``N_("…")`` and given to ``tr`` where it is shown.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def tr(text: str, /, **values: object) -> str:
    """The sentence in the language that is spoken here, the values in the places named in it.

    What no catalogue has, or has only as a fuzzy guess, stays English.
    """
    translation = text if language() == ENGLISH else _catalogue(language()).get(text, text)
    return translation.format(**values) if values else translation


def N_(text: str) -> str:  # noqa: N802  # the name that translators' tools know
    """The same text, marked for translation."""
    return text


def sentences(parts: Iterable[str]) -> str:
    """Whole sentences one after the other, spaced as the language does it; empty ones fall out."""
    return joined(parts, N_("{one} {other}"))


def listed(parts: Iterable[str], last: str = "") -> str:
    """Words in a row: "a, b, c", or as ``last`` has it: N_("{one} and {other}"), for one."""
    words = [part for part in parts if part]
    row = N_("{one}, {other}")
    if not last or len(words) < 2:
        return joined(words, row)
    return tr(last, one=joined(words[:-1], row), other=words[-1])


def refused(parameter: str, value: object, rule: str, nearest: object = None) -> str:
    """That a parameter can't have a value: what must hold instead, and the nearest that works.

    rule: in the language spoken, without the full stop at its end.

    >>> refused("stride", 0, "it must be at least 1", nearest=1)
    'stride=0 is not possible: it must be at least 1. The nearest value that works is 1.'
    """
    # Translators: the rule is a clause without a full stop, like "it must be at least 1".
    refusal = tr(
        "{parameter}={value} is not possible: {rule}.", parameter=parameter, value=value, rule=rule
    )
    mend = "" if nearest is None else tr("The nearest value that works is {value}.", value=nearest)
    return sentences([refusal, mend])


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How many letters wide a text is where a Japanese letter is as wide as two Latin ones."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def left(text: str, columns: int) -> str:
    """A text at the left of so many columns; a Japanese letter takes two."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """A text at the right of so many columns."""
    return " " * (columns - width(text)) + text


def language() -> str:
    """The language spoken here: that of the notebook's edition, or of COURSE_LANG, or English.

    A kernel runs in the folder of its notebook, and an edition is a folder with a language's name.
    The machine's own settings are never asked.
    """
    return _chosen.get() or _found()


def languages() -> tuple[str, ...]:
    """English, and each language that has catalogues."""
    return (ENGLISH, *sorted(folder.parent.name for folder in LOCALES.glob("*/LC_MESSAGES")))


def known(name: str, given_by: str) -> str:
    """The name, if it is that of a language here; given_by: the parameter that holds it.

    Raises ValueError otherwise.
    """
    if name not in languages():
        raise ValueError(
            f"{given_by}={name!r} is not possible: the course has no edition in that language. "
            f"Choose one of {', '.join(languages())}."
        )
    return name


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak another language for a while. Raises ValueError for one that is not here."""
    token = _chosen.set(known(name, "language"))
    try:
        yield
    finally:
        _chosen.reset(token)


def catalogue_files(name: str) -> list[Path]:
    """The catalogues of a language, in order."""
    return sorted((LOCALES / name / "LC_MESSAGES").glob("*.po"))


def translations(file: Path) -> dict[str, str]:
    """The texts in a catalogue whose translation is finished, each with that."""
    from babel.messages.pofile import read_po

    with file.open("rb") as catalogue:
        return {
            str(message.id): str(message.string)
            for message in read_po(catalogue)
            if message.id and message.string and not message.fuzzy
        }


def joined(parts: Iterable[str], pair: str) -> str:
    """The parts in a row, one and the other as ``pair`` has them: N_("{one} and {other}")."""
    return tr(pair, one="", other="").join(filter(None, parts))


@cache
def font_settings(name: str) -> dict[str, Any]:
    """The language's fonts.toml; empty where it needs no fonts of its own."""
    import tomllib

    path = LOCALES / name / "fonts.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def font_packages(name: str) -> dict[str, list[str]]:
    """The packages that the language's fonts.toml names, each with the files wanted of it."""
    files: dict[str, list[str]] = font_settings(name).get("files", {})
    return files


@cache
def font_files(name: str) -> tuple[Path, ...]:
    """The fonts that the language's fonts.toml names, its letters first; none if one is missing."""
    from importlib.util import find_spec

    found = []
    for package, files in font_packages(name).items():
        there = find_spec(package)
        if there is None or there.origin is None:
            return ()
        found += [Path(there.origin).parent / file for file in files]
    return tuple(found)


@cache
def _found() -> str:
    try:
        edition = Path.cwd().name
    except OSError:
        edition = ""  # The folder has been removed meanwhile.
    if edition in languages():
        return edition
    return known(os.environ.get("COURSE_LANG") or ENGLISH, "COURSE_LANG")


@cache
def _catalogue(name: str) -> dict[str, str]:
    """The package's sentences; a chapter's, in files like 02_stride.po, are in its notebook."""
    files = (file for file in catalogue_files(name) if not file.name[0].isdigit())
    return {text: said for file in files for text, said in translations(file).items()}
