"""Writes the tables of verdicts, a file for each chapter's exercises, in no language."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.exercises.bank import EXERCISES
from course.files import write_whole
from course.language import by_key, open_in, open_sentences, speaking

from ..digests import PUBLISH, digest, is_fresh, stamp
from .tables import Table, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..tree import Tree

Sentences = dict[str, dict[str, str]]
"""By chapter: the sentences that its tables leave open, in English, by their keys."""

# Rooms of the package that no judge asks, and what makes the tables.
ELSEWHERE = {"lab", "live", "recorded", "errors"}
MAKERS = ("site/ranges.py", "site/tables.py", "site/verdicts.py")


def chapter_of(name: str) -> str:
    """The chapter that an exercise belongs to, by the name of both."""
    return name.partition(".")[0]


def verdicts(tree: Tree) -> tuple[list[Path], Sentences]:
    """The files, made anew only when a rule or an exercise changed, and what they leave open."""
    folder = tree.root / "dist" / "verdicts"
    paths = {chapter_of(name): folder / f"{chapter_of(name)}.js" for name in EXERCISES}
    told = folder / "sentences.json"
    sentences: Sentences = json.loads(told.read_text("utf-8")) if told.is_file() else {}
    if not is_fresh(tree, told, _made_from(tree, sentences)) or not all(
        path.is_file() for path in paths.values()
    ):
        folder.mkdir(parents=True, exist_ok=True)
        tables, sentences = _tables(tree.editions())
        for chapter, path in paths.items():
            own = {name: table for name, table in tables.items() if chapter_of(name) == chapter}
            write_whole(path, delivery(own))
        write_whole(told, json.dumps(sentences, indent=1) + "\n")
        stamp(tree, told, _made_from(tree, sentences))
    return list(paths.values()), sentences


def delivery(tables: dict[str, Table]) -> str:
    """The script that brings a page its tables."""
    return f"exercise.deliver({json.dumps(tables, ensure_ascii=False, separators=(',', ':'))});\n"


def _tables(languages: tuple[str, ...]) -> tuple[dict[str, Table], Sentences]:
    """The table of each exercise that a page can ask, and all that they leave open."""
    tables: dict[str, Table] = {}
    sentences: Sentences = {chapter_of(name): {} for name in EXERCISES}
    with ProcessPoolExecutor() as pool:
        made = pool.map(_table, EXERCISES, [languages] * len(EXERCISES))
        judged = tqdm(made, total=len(EXERCISES), unit="exercise", file=sys.stderr)
        for name, (table, left_open) in zip(EXERCISES, judged, strict=True):
            sentences[chapter_of(name)] |= left_open
            if table:
                tables[name] = table
    # As they are read the next time, so that pages are made alike, and nothing anew.
    return tables, {chapter: dict(sorted(own.items())) for chapter, own in sentences.items()}


def _table(name: str, languages: tuple[str, ...]) -> tuple[Table | None, dict[str, str]]:
    with open_sentences(languages):
        table = table_of(name, EXERCISES[name])
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
    return digest([*files, *(PUBLISH / name for name in MAKERS)], said)
