"""Chooses the language that the course speaks, and puts its sentences into it.

English stands in the code and in ``notebooks/source``; every other language is a folder of gettext
catalogues and nothing else: ``locale/<language>/LC_MESSAGES/*.po``, and the prose of notebooks in
``locale/<language>/notebooks``. A sentence that is shown is written ``tr("… {name} …", name=…)``;
one that stands in a table and is shown elsewhere is marked there by ``N_("…")`` and given to ``tr``
where it is shown.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, partial, reduce
from pathlib import Path
from typing import Any
from zlib import crc32

LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"
_chosen: ContextVar[str | None] = ContextVar("language", default=None)
_measured: ContextVar[tuple[str, ...]] = ContextVar("measured", default=())
# In a text that is left open: a sentence's key and its values, from the first mark to the last.
_FIRST, _BETWEEN, _LAST = "\ue000", "\ue001", "\ue002"
_INNERMOST = re.compile(f"{_FIRST}([^{_FIRST}{_LAST}]*){_LAST}")
_PLACE = re.compile(r"\{(\w+)\}")
_sentences: dict[str, str] = {}


def tr(text: str, /, **values: object) -> str:
    """The sentence in the language that is spoken here, the values in the places named in it.

    What no catalogue has, or has only as a fuzzy guess, stays English; what is open stays so.
    """
    if _measured.get() and text and not is_open(text):
        return _open(text, values)
    translation = _translation(text, language())
    return translation.format(**values) if values else translation


def quoted(text: str, /, **values: object) -> str:
    """What others say in English, whatever language is spoken here, as ``tr`` puts it together."""
    return _open(text, values) if _measured.get() else text.format(**values)


@contextmanager
def open_sentences(measured: tuple[str, ...]) -> Iterator[None]:
    """For a while ``tr`` leaves every sentence open: its key with its values, in no language.

    measured: the languages that it has to have room in; see ``in_each``.
    """
    token = _measured.set(measured)
    try:
        yield
    finally:
        _measured.reset(token)


def spoken(text: str, name: str = "") -> str:
    """A text with its open sentences in a language, by default in the one spoken here."""
    said = partial(_said, name or language())
    # A text of somebody else's may hold such a mark itself, and then stays as it is.
    while (told := _INNERMOST.sub(said, text)) != text:
        text = told
    return text


def in_each(text: str) -> tuple[str, ...]:
    """A text in each of the languages that it has to have room in: itself, if nothing is open."""
    names = _measured.get()
    return _in_each(text, names) if names and is_open(text) else (text,)


@lru_cache(maxsize=4096)
def _in_each(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(spoken(text, name) for name in names)


def is_open(text: str) -> bool:
    """Whether a text has an open sentence in it, so that it is in no language yet."""
    return _FIRST in text


def open_in(text: str) -> dict[str, str]:
    """The sentences that are open in a text, in English, by their keys."""
    keys = sorted(set(re.findall(rf"{_FIRST}(\w+)", text)))
    return {key: _sentences[key] for key in keys}


def by_key(sentences: Mapping[str, str]) -> dict[str, str]:
    """Open sentences in the language spoken here, with numbers in the places of the names.

    An open text has the values in that order.
    """
    return {key: _numbered(text, language()) for key, text in sentences.items()}


def _open(text: str, values: dict[str, object]) -> str:
    opening, names = _opening(text)
    return f"{_BETWEEN.join([opening, *(str(values[name]) for name in names)])}{_LAST}"


@cache
def _opening(text: str) -> tuple[str, list[str]]:
    key = f"{crc32(text.encode()):x}"
    if _sentences.setdefault(key, text) != text:
        raise ValueError(f"Two sentences have the key {key}: {text!r} and {_sentences[key]!r}.")
    return f"{_FIRST}{key}", _names(text)


def _said(name: str, found: re.Match[str]) -> str:
    key, *given = found[1].split(_BETWEEN)
    return _numbered(_sentences[key], name).format(*given) if key in _sentences else found[0]


@cache
def _numbered(text: str, name: str) -> str:
    names = _names(text)
    return _PLACE.sub(lambda place: f"{{{names.index(place[1])}}}", _translation(text, name))


def _translation(text: str, name: str) -> str:
    return text if name == ENGLISH else _catalogue(name).get(text, text)


def _names(text: str) -> list[str]:
    """The places named in a sentence, each once, in order."""
    return list(dict.fromkeys(_PLACE.findall(text)))


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


def width(text: str) -> int:
    """How many letters wide a text is where a Japanese letter is as wide as two Latin ones."""
    return max(map(_width, in_each(text)))


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
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
    """The package's catalogues of a language, in order."""
    return sorted((LOCALES / name / "LC_MESSAGES").glob("*.po"))


def prose_files(name: str) -> list[Path]:
    """The catalogues with the prose of notebooks, in order; only a checkout has them."""
    return sorted((LOCALES / name / "notebooks").glob("*.po"))


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
    words = [part for part in parts if part]
    return reduce(lambda one, other: tr(pair, one=one, other=other), words) if words else ""


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
    """The package's sentences."""
    files = catalogue_files(name)
    return {text: said for file in files for text, said in translations(file).items()}
