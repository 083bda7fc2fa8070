"""Keeps which exercises are done in one small file that a reader can open and mend.

The file is named by COURSE_PROGRESS; without it, nothing is kept. It reads
``{"version": 1, "done": {"basic.two_stamps": "right", "basic.hole": "wrong"}}``. A page's file has
what was typed as well, under "answers"; that and whatever else stands in a file is kept, downloaded
and restored with it.
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
Held = dict[str, Any]
"""All that a file holds: "version", "done", and what other programs keep in it, by their keys."""

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
    done: Done = held(path)["done"]
    return done


def held(path: Path) -> Held:
    """All that a file holds, or an empty one; Unusable as ``read`` raises it."""
    return parse(_raw(path))


def _raw(path: Path) -> bytes:
    """The file's bytes, or those of an empty progress file. What is no file is not opened."""
    try:
        if path.exists() and not path.is_file():
            raise Unusable(tr("{path} is no file.", path=path))
        raw = path.read_bytes()
        return raw if raw.strip() else EMPTY
    except (FileNotFoundError, NotADirectoryError):
        return EMPTY
    except OSError as error:
        why = error.strerror or error
        raise Unusable(tr("{path} can't be read: {error}.", path=path, error=why)) from None


def parse(raw: bytes) -> Held:
    """All that stands in a file's bytes; what is no exercise's outcome is left out."""
    try:
        held: Any = json.loads(raw.decode("utf-8-sig"))  # Some editors put a mark in front.
        version, done = held["version"], dict(held["done"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _of_no_use(raw) from None
    if version != VERSION:
        foreign = N_("This progress file has version {version}; this course reads {wanted}.")
        raise Unusable(tr(foreign, version=repr(version), wanted=VERSION))
    outcomes = {str(name): outcome for name, outcome in done.items() if outcome in KEPT}
    return {**held, "done": outcomes}


def _of_no_use(raw: bytes) -> Unusable:
    """Damaged if the bytes begin as a file of this course does, or are a beginning of it.

    A crash may leave zeros, and an editor write two bytes a letter.
    """
    begun = re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)|[\s\x00]", b"", raw[:1000])
    ours = begun.startswith(BEGINNING) or BEGINNING.startswith(begun)
    text = tr("This is no progress file: it should hold a version and what is done.")
    return (Damaged if ours else Unusable)(text)


def dump(held: Held) -> str:
    """The text of a file that holds this."""
    first = {"version": VERSION, "done": dict(sorted(held["done"].items()))}
    return json.dumps({**first, **held, **first}, indent=1) + "\n"


def write(path: Path, held: Held) -> None:
    write_whole(path, dump(held))


def record(name: str, outcome: Outcome) -> str:
    """Keep what became of an exercise; return a sentence where it could not be kept.

    Without a place to keep it nothing is written, and a notebook's first answer says so.
    """
    if outcome not in KEPT:
        return ""
    path = location()
    return _unkept() if path is None else merge(path, {"done": {name: outcome}})


def _unkept() -> str:
    """The sentence that nothing is kept: once a kernel, and never in a program."""
    global _said_unkept
    if _said_unkept or not in_notebook():
        return ""
    _said_unkept = True
    # Translators: {code} is a line of code.
    text = N_("Your progress is not kept here; {code} in a cell keeps it from then on.")
    return tr(text, code=NAME_A_FILE)


def merge(path: Path, brought: Held) -> str:
    """Add to what a file holds; return a sentence where something is in the way.

    What is brought is newer, but once right stays right, and nobody who writes at the same time
    loses anything. A link stays, and its target is written. A file that is damaged is put aside,
    under a name of its own, and never overwritten; whatever else is in the way stays as it is.
    """
    said, aside = "", None
    try:
        path = path.resolve()
        # Beside what is no file, or can't be read, no lock is put.
        if _holds(path, brought):
            return ""
        with alone(path):
            try:
                found = held(path)
            except Damaged as error:
                aside = _aside(path)
                path.replace(aside)
                # Translators: "It" is a damaged progress file, of which the sentence before tells.
                begun = tr("It is kept as {file}, and a new one is begun.", file=aside.name)
                found, said = parse(EMPTY), sentences([str(error), begun])
            try:
                write(path, _merged(found, brought))
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


def _holds(path: Path, brought: Held) -> bool:
    try:
        found = held(path)
    except Damaged:
        return False
    return _merged(found, brought) == found


def _merged(old: Held, brought: Held) -> Held:
    def both(key: str) -> Any:
        match old.get(key), brought[key]:
            case dict(mine), dict(theirs):
                return {**mine, **theirs}
            case _, theirs:
                return theirs

    right = {name: outcome for name, outcome in old["done"].items() if outcome == "right"}
    return {**old, **{key: both(key) for key in brought}, "done": {**both("done"), **right}}


def _aside(path: Path) -> Path:
    n = 1
    while (aside := path.with_name(f"{path.name}.damaged{n}")).exists():
        n += 1
    return aside
