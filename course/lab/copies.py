"""The reader's copies of the chapters: kept up to date, never written over an edit."""

import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

from ..files import write_changed, write_whole

LEDGER = ".shipped.json"


def chapters(source: Path) -> list[Path]:
    """Return the notebooks a reader is given, in order."""
    found = (path.relative_to(source) for path in source.rglob("*.ipynb"))
    hidden = {"source", ".ipynb_checkpoints"}
    return [source / path for path in sorted(found) if not hidden & set(path.parts)]


def ship(source: Path, target: Path) -> list[Path]:
    """Bring the copies in `target` up to date with `source`; return the files written."""
    try:
        ledger = dict(json.loads((target / LEDGER).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        # Without its ledger every copy that differs counts as edited.
        ledger = {}
    written = []
    for chapter in chapters(source):
        name = chapter.relative_to(source).as_posix()
        newest = digest(chapter)
        place = placement(target / name, newest, ledger.get(name))
        if place is not None:
            write_whole(place, chapter.read_bytes())
            written.append(place)
        ledger[name] = newest
    write_changed(target / LEDGER, json.dumps(ledger, indent=1, sort_keys=True))
    return written


def placement(copy: Path, newest: str | None, offered: object) -> Path | None:
    """Return where a chapter's newest version goes, or None where the reader has it."""
    present = digest(copy)
    if present is None or present == offered != newest:
        return copy
    if newest in (present, offered):
        return None
    for count in itertools.count(1):
        beside = copy.with_stem(f"{copy.stem}_newer{count if count > 1 else ''}")
        there = digest(beside)
        if there in (None, newest):
            break
    return beside if there is None else None


def digest(path: Path) -> str | None:
    return hashlib.sha256(content(path.read_bytes())).hexdigest() if path.is_file() else None


def content(raw: bytes) -> bytes:
    """Return of a notebook only its cells: being opened is enough for the rest to change."""
    try:
        cells = json.loads(raw)["cells"]
    except (ValueError, KeyError, TypeError):
        return raw
    return json.dumps(joined(cells), sort_keys=True).encode()


def joined(part: Any) -> Any:
    """Join texts that are kept as lists of lines, which is a matter of who wrote the file."""
    if isinstance(part, dict):
        return {key: joined(value) for key, value in part.items()}
    if isinstance(part, list):
        lines = all(isinstance(one, str) for one in part)
        return "".join(part) if lines else [joined(one) for one in part]
    return part
