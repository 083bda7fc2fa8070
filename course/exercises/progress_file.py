"""Keeps which exercises are done in one small file that a reader can open and mend.

The file is named by COURSE_PROGRESS; without it, nothing is kept. It reads
``{"version": 1, "done": {"basic.two_stamps": "right", "basic.hole": "wrong"}}``, and what else
other programs keep in it, as a page does what was typed, stays there.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

from ..files import alone, write_whole
from ..language import N_, sentences, tr
from ..widgets import in_notebook
from .answers import Outcome

VERSION = 1
Done = dict[str, Outcome]
KEPT: tuple[Outcome, ...] = ("right", "wrong", "exception")
# How each file begins that `dump` has written, without its spaces.
BEGINNING = b'{"version":1,"done":{'
EMPTY = b'{"version": 1, "done": {}}'
NAME_A_FILE = "%env COURSE_PROGRESS=progress.json"

_said_unkept = False


class Unusable(ValueError):
    """A progress file that is of no use, and is left as it is."""


class Damaged(Unusable):
    """A file that was a progress file of this course once."""


def location() -> Path | None:
    named = os.environ.get("COURSE_PROGRESS")
    return Path(named) if named else None


def read(path: Path) -> Done:
    """What is done, by exercise; nothing where there is no file or an empty one.

    Raises Unusable, or Damaged, which is one.
    """
    return _outcomes(_held(_raw(path)))


def parse(text: str) -> Done:
    """What is done, from a file's text; what is no exercise's outcome is left out."""
    return _outcomes(_held(text.encode("utf-8", "replace")))


def _raw(path: Path) -> bytes:
    """The file's bytes, or those of an empty progress file. What is no file is not opened."""
    try:
        if path.exists() and not path.is_file():
            raise Unusable(tr("{path} is not a file.", path=path))
        raw = path.read_bytes()
        return raw if raw.strip() else EMPTY
    except (FileNotFoundError, NotADirectoryError):
        return EMPTY
    except OSError as error:
        why = error.strerror or error
        raise Unusable(tr("{path} can't be read: {error}.", path=path, error=why)) from None


def _held(raw: bytes) -> dict[str, Any]:
    """All that a file holds, of which "version" and "done" are this course's."""
    try:
        held: Any = json.loads(raw.decode("utf-8-sig"))  # Some editors put a mark in front.
        version, held = held["version"], {**held, "done": dict(held["done"])}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _of_no_use(raw) from None
    if version != VERSION:
        foreign = N_("This progress file has version {version}; this course reads {wanted}.")
        raise Unusable(tr(foreign, version=repr(version), wanted=VERSION))
    return held  # type: ignore[no-any-return]


def _outcomes(held: dict[str, Any]) -> Done:
    return {str(name): outcome for name, outcome in held["done"].items() if outcome in KEPT}


def _of_no_use(raw: bytes) -> Unusable:
    """Damaged if the bytes begin as a file of this course does, or are a beginning of it.

    A crash may leave zeros, and an editor write two bytes a letter.
    """
    begun = re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)|[\s\x00]", b"", raw[:1000])
    ours = begun.startswith(BEGINNING) or BEGINNING.startswith(begun)
    text = tr("This is no progress file: it should hold a version and what is done.")
    return (Damaged if ours else Unusable)(text)


def dump(done: Done, others: dict[str, Any] | None = None) -> str:
    """The text of a file; others: what other programs keep in it, by key."""
    held = {"version": VERSION, "done": dict(sorted(done.items()))}
    return json.dumps({**held, **(others or {})}, indent=1) + "\n"


def write(path: Path, done: Done, others: dict[str, Any] | None = None) -> None:
    write_whole(path, dump(done, others))


def record(name: str, outcome: Outcome) -> str:
    """Keep what became of an exercise; return a sentence where it could not be kept.

    Without a place to keep it nothing is written, and a notebook's first answer says so.
    """
    if outcome not in KEPT:
        return ""
    path = location()
    return _unkept() if path is None else merge(path, {name: outcome})


def _unkept() -> str:
    """The sentence that nothing is kept: once a kernel, and never in a program."""
    global _said_unkept
    if _said_unkept or not in_notebook():
        return ""
    _said_unkept = True
    # Translators: {code} is a line of code.
    text = N_("Your progress is not kept here; {code} in a cell keeps it from then on.")
    return tr(text, code=NAME_A_FILE)


def merge(path: Path, brought: Done) -> str:
    """Add to what is done; return a sentence where something is in the way.

    Once right stays right, and nobody who writes at the same time loses anything. A link stays,
    and its target is written. A file that is damaged is put aside, under a name of its own, and
    never overwritten; whatever else is in the way stays as it is.
    """
    said, aside = "", None
    try:
        path = path.resolve()
        # Beside what is no file, or can't be read, no lock is put.
        if _holds(path, brought):
            return ""
        with alone(path):
            try:
                held = _held(_raw(path))
            except Damaged as error:
                aside = _aside(path)
                path.replace(aside)
                # Translators: "It" is a damaged progress file, of which the sentence before tells.
                begun = tr("It is kept as {file}, and a new one is begun.", file=aside.name)
                held, said = _held(EMPTY), sentences([str(error), begun])
            others = {key: value for key, value in held.items() if key not in _held(EMPTY)}
            try:
                write(path, _merged(_outcomes(held), brought), others)
            except OSError:
                if aside:
                    aside.replace(path)
                raise
    except Unusable as error:
        mend = tr("Let COURSE_PROGRESS name another file.")
        return sentences([tr("Nothing is kept."), str(error), mend])
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        return tr("Your progress could not be kept in {path}: {error}.", path=path, error=why)
    return said


def _holds(path: Path, brought: Done) -> bool:
    try:
        done = read(path)
    except Damaged:
        return False
    return _merged(done, brought) == done


def _merged(done: Done, brought: Done) -> Done:
    right = {name: outcome for name, outcome in done.items() if outcome == "right"}
    return {**done, **brought, **right}


def _aside(path: Path) -> Path:
    n = 1
    while (aside := path.with_name(f"{path.name}.damaged{n}")).exists():
        n += 1
    return aside
