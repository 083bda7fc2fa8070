"""Remembers what each built file was built from, so that only what changed is built again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from course.files import write_whole
from course.language import LOCALES, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .tree import Tree

PUBLISH = Path(__file__).resolve().parent
# What acts in the browser only, and reaches no stored output.
BROWSER = {".js", ".css"}


def digest(files: Iterable[Path], *facts: object) -> str:
    """One hash of facts and of the names and bytes of the files that are there."""
    total = hashlib.sha256(repr(facts).encode())
    for file in filter(Path.is_file, files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.name}\0{content}\n".encode())
    return total.hexdigest()


def programs(tree: Tree, *rooms: str, browser: bool = True) -> list[Path]:
    """All files that can change what these rooms of ``publish`` make: theirs and the package's.

    browser: with those that act in the browser only. The package's sentences are not among them:
    see ``words``.
    """
    package = tree.root / "course"
    folders = [package, *(PUBLISH / room for room in rooms)]
    found = [*PUBLISH.glob("*.py"), *(file for folder in folders for file in folder.rglob("*"))]
    left_out = {".pyc"} | (set() if browser else BROWSER)
    return sorted(
        file
        for file in found
        if file.is_file() and file.suffix not in left_out and not file.is_relative_to(tree.locale)
    )


def words(*prose: str) -> list[Path]:
    """The files with the words of these notebooks, and the package's, in the language spoken."""
    files = sorted(path for path in (LOCALES / language()).rglob("*") if path.is_file())
    return [file for file in files if file.parent.name != "notebooks" or file.stem in prose]


def is_fresh(tree: Tree, built: Path, made_from: str) -> bool:
    """Whether the built file is the one that was made from exactly these inputs."""
    stamp = _read(tree).get(built.relative_to(tree.root).as_posix())
    return built.is_file() and stamp == [made_from, digest([built])]


def stamp(tree: Tree, built: Path, made_from: str) -> None:
    """Record what the built file was made from, and its own hash, so that edits are noticed."""
    stamps = _read(tree)
    stamps[built.relative_to(tree.root).as_posix()] = [made_from, digest([built])]
    write_whole(tree.stamps, json.dumps(stamps, indent=1, sort_keys=True) + "\n")


def _read(tree: Tree) -> dict[str, list[str]]:
    if not tree.stamps.is_file():
        return {}
    stamps: dict[str, list[str]] = json.loads(tree.stamps.read_text(encoding="utf-8"))
    return stamps
