"""Keeps which exercises are done in one small file that a reader can open and mend.

The file is named by COURSE_PROGRESS; without it, nothing is kept. It reads
``{"version": 1, "done": {"basic.two_stamps": "right", "basic.hole": "wrong"}}``.
"""

import json
import os
from pathlib import Path
from typing import Any

from ..files import write_whole
from ..language import N_, sentences, tr
from .answers import Outcome

VERSION = 1
Done = dict[str, Outcome]
KEPT: tuple[Outcome, ...] = ("right", "wrong", "exception")


class Unusable(ValueError):
    """A progress file that can't be read."""


class Foreign(Unusable):
    """A progress file of another version of this course, which is left as it is."""


def location() -> Path | None:
    named = os.environ.get("COURSE_PROGRESS")
    return Path(named) if named else None


def read(path: Path) -> Done:
    """What is done, by exercise; nothing where there is no file or an empty one."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # Some editors put a mark in front.
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(tr("{path} can't be read: {error}", path=path, error=error)) from None
    return parse(text) if text.strip() else {}


def parse(text: str) -> Done:
    """What is done, from a file's text; what is no exercise's outcome is left out."""
    try:
        held: Any = json.loads(text)
        version, done = held["version"], dict(held["done"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unusable(
            tr("This is no progress file: it should hold a version and what is done.")
        ) from None
    if version != VERSION:
        foreign = N_("This progress file has version {version}; this course reads {wanted}.")
        raise Foreign(tr(foreign, version=repr(version), wanted=VERSION))
    return {str(name): outcome for name, outcome in done.items() if outcome in KEPT}


def dump(done: Done) -> str:
    return json.dumps({"version": VERSION, "done": dict(sorted(done.items()))}, indent=1) + "\n"


def write(path: Path, done: Done) -> None:
    write_whole(path, dump(done))


def record(name: str, outcome: Outcome) -> str:
    """Keep what became of an exercise; return a sentence where it could not be kept.

    Without a place to keep it, nothing is written.
    """
    path = location()
    return "" if path is None or outcome not in KEPT else merge(path, {name: outcome})


def merge(path: Path, brought: Done) -> str:
    """Add to what is done; return a sentence where something is in the way.

    Once right stays right. A file that is damaged is put aside, under a name of its own, and never
    overwritten; one of another version stays as it is.
    """
    said = ""
    try:
        try:
            done = read(path)
        except Foreign as error:
            return sentences([tr("Nothing is kept."), str(error)])
        except Unusable as error:
            aside = _aside(path)
            path.replace(aside)
            # Translators: "It" is a damaged progress file, of which the sentence before this tells.
            begun = tr("It is kept as {file}, and a new one is begun.", file=aside.name)
            done, said = {}, sentences([str(error), begun])
        right = {name: outcome for name, outcome in done.items() if outcome == "right"}
        merged = {**done, **brought, **right}
        if merged != done:
            write(path, merged)
    except OSError as error:
        why = error.strerror or error
        return tr("Your progress could not be kept in {path}: {error}.", path=path, error=why)
    return said


def _aside(path: Path) -> Path:
    n = 1
    while (aside := path.with_name(f"{path.name}.damaged{n}")).exists():
        n += 1
    return aside
