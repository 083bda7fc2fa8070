"""Writes the tables of verdicts, a file for each chapter and each sheet, in no language."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.exercises.bank import ASKED
from course.exercises.build import Build
from course.exercises.makers import MAKERS, PREFIX, made, named
from course.files import write_whole
from course.language import by_key, open_in, open_sentences, speaking

from ..digests import PUBLISH, digest, is_fresh, stamp
from ..workers import pool
from .exercise_html import made_html
from .tables import Table, table_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..tree import Tree

Sentences = dict[str, dict[str, str]]
"""By file: the sentences that its tables leave open, in English, by their keys."""

# Rooms of the package that no judge asks, and what makes the tables.
ELSEWHERE = {"lab", "live", "recorded", "errors"}
PROGRAMS = ("site/exercise_html.py", "site/ranges.py", "site/tables.py", "site/verdicts.py")
SHEETS = range(1, 21)
"""The seeds of the exercises on the page of the review: a sheet has one of each kind."""


def every_name() -> list[str]:
    """The names of all exercises that pages may ask."""
    # A function is tried in processes of its own, which takes too long for so many.
    kinds = [kind for kind in MAKERS if not isinstance(made(kind, 1).exercise, Build)]
    return [*ASKED, *(f"{PREFIX}.{kind}.{seed}" for seed in SHEETS for kind in kinds)]


def file_of(name: str) -> str:
    """The file with an exercise's table, named after its chapter, or after its sheet."""
    first, _, rest = name.partition(".")
    return sheet(int(rest.partition(".")[2])) if first == PREFIX else first


def sheet(seed: int) -> str:
    """The file with the exercises of this seed."""
    return f"{PREFIX}{seed}"


def sheets() -> list[str]:
    return [sheet(seed) for seed in SHEETS]


def verdicts(tree: Tree) -> tuple[list[Path], Sentences]:
    """The files, made anew only when a rule or an exercise changed, and what they leave open."""
    paths, told = _paths(tree), _told(tree)
    sentences: Sentences = json.loads(told.read_text("utf-8")) if told.is_file() else {}
    if not is_fresh(tree, told, _made_from(tree, sentences)) or not all(
        path.is_file() for path in paths.values()
    ):
        sentences = write(tree)
    return list(paths.values()), sentences


def write(tree: Tree, wanted: Callable[[str], bool] = lambda _: True) -> Sentences:
    """Judge and write all exercises whose names are wanted."""
    paths, told = _paths(tree), _told(tree)
    told.parent.mkdir(parents=True, exist_ok=True)
    tables, sentences = _tables(list(filter(wanted, every_name())), tree.editions())
    for file, path in paths.items():
        own = {name: table for name, table in tables.items() if file_of(name) == file}
        write_whole(path, delivery(own))
    write_whole(told, json.dumps(sentences, indent=1) + "\n")
    stamp(tree, told, _made_from(tree, sentences))
    return sentences


def _paths(tree: Tree) -> dict[str, Path]:
    """The file of each chapter and each sheet."""
    folder = _told(tree).parent
    return {file_of(name): folder / f"{file_of(name)}.js" for name in every_name()}


def _told(tree: Tree) -> Path:
    return tree.root / "dist" / "verdicts" / "sentences.json"


def delivery(tables: dict[str, Table]) -> str:
    """The script that brings a page its tables."""
    return f"exercise.deliver({json.dumps(tables, ensure_ascii=False, separators=(',', ':'))});\n"


def _tables(names: list[str], languages: tuple[str, ...]) -> tuple[dict[str, Table], Sentences]:
    """The table of each of these exercises that a page can ask, and all that they leave open."""
    tables: dict[str, Table] = {}
    sentences: Sentences = {file_of(name): {} for name in every_name()}
    # Functions take longest, and no core should be left with one in the end.
    names = sorted(names, key=lambda name: not isinstance(ASKED.get(name), Build))
    with pool() as processes:
        made = processes.map(_table, names, [languages] * len(names))
        judged = tqdm(made, total=len(names), unit="exercise", file=sys.stderr, disable=not names)
        for name, (table, left_open) in zip(names, judged, strict=True):
            sentences[file_of(name)] |= left_open
            if table:
                tables[name] = table
    # As they are read the next time, so that pages are made alike, and nothing anew.
    return tables, {file: dict(sorted(own.items())) for file, own in sentences.items()}


def _table(name: str, languages: tuple[str, ...]) -> tuple[Table | None, dict[str, str]]:
    """The table of an exercise, with the HTML that asks it where it was made."""
    with open_sentences(languages):
        asked = named(name)
        table = table_of(name, asked.exercise if asked else ASKED[name])
        if asked and table:
            table["html"] = made_html(asked)
    return table, open_in(json.dumps(table, ensure_ascii=False))


def _made_from(tree: Tree, sentences: Sentences) -> str:
    """A digest of all that judges and draws, and of the words that there has to be room for."""
    package = tree.root / "course"
    files = [
        file
        for file in sorted(package.rglob("*.py"))
        if ELSEWHERE.isdisjoint(file.relative_to(package).parts)
    ]
    said = []
    for name in tree.editions():
        with speaking(name):
            said.append([by_key(own) for own in sentences.values()])
    return digest([*files, *(PUBLISH / name for name in PROGRAMS)], said)
