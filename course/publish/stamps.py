"""Remembers what each built file was built from, so that only what changed is built again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..language import catalogue_files, language
from .tree import Tree, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLISH = Path(__file__).resolve().parent


def digest(files: Iterable[Path]) -> str:
    """One hash of the files' names and bytes."""
    total = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.name}\0{content}\n".encode())
    return total.hexdigest()


def catalogues(chapter: str) -> list[Path]:
    """The catalogues that a chapter is made of in the language spoken."""
    files = catalogue_files(language())
    return [file for file in files if file.stem == chapter or not file.stem[0].isdigit()]


def course_files(tree: Tree) -> list[Path]:
    """The files of the package that can change what a chapter prints or draws.

    JavaScript and CSS are left out: they act in the browser and reach no stored output. So are the
    catalogues, see ``catalogues``.
    """
    course = tree.root / "course"
    return sorted(
        file
        for file in course.rglob("*")
        if file.is_file()
        and file.suffix not in {".pyc", ".js", ".css"}
        and not {"publish", "locale", "__pycache__"} & set(file.relative_to(course).parts)
    )


def is_fresh(tree: Tree, built: Path, made_from: str) -> bool:
    """Whether the built file is the one that was made from exactly these inputs."""
    stamp = _read(tree).get(built.relative_to(tree.root).as_posix())
    return stamp is not None and built.is_file() and stamp == [made_from, digest([built])]


def stamp(tree: Tree, built: Path, made_from: str) -> None:
    """Record what the built file was made from, and its own hash, so that edits are noticed."""
    stamps = _read(tree)
    stamps[built.relative_to(tree.root).as_posix()] = [made_from, digest([built])]
    write_atomically(tree.stamps, json.dumps(stamps, indent=1, sort_keys=True) + "\n")


def _read(tree: Tree) -> dict[str, list[str]]:
    try:
        stamps = json.loads(tree.stamps.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamps if isinstance(stamps, dict) else {}
