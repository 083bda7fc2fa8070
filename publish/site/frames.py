"""Draws the frames of every case that the site's pages can show, a file for each shape and view."""

from __future__ import annotations

import json
import sys
from base64 import b85encode
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.files import write_whole
from course.language import by_key, speaking
from course.layer import PARAMETERS
from course.picture.limits import HELD, USUAL
from course.picture.live.frames import Group, packed
from course.views import views_of

from ..digests import digest, is_fresh, stamp
from ..workers import pool

if TYPE_CHECKING:
    from ..tree import Tree

# What can change a drawing, or the rule of which drawings there are.
RULES = ("axes", "language", "layer", "number_format", "phases", "trace", "trimmed", "values")


def groups() -> list[Group]:
    """All groups of frames, the largest first, so that no core is left with one in the end."""
    found = [
        Group(view, (size,) * axes, (taps,) * axes)
        for axes, held in HELD.items()
        for view in views_of(axes)
        for size in range(1, held["x"] + 1)
        for taps in range(1, held["w"] + 1)
    ]
    return sorted(found, key=lambda group: -group.shape[0] * group.kernel[0])


def frames(tree: Tree) -> tuple[list[Path], dict[str, str]]:
    """The files, made anew only when a rule or a picture changed, and what they leave open."""
    folder, languages = tree.root / "dist" / "frames", tree.editions()
    paths = {group: folder / f"{group.key.replace('/', '-')}.js" for group in groups()}
    told = folder / "sentences.json"
    sentences: dict[str, str] = json.loads(told.read_text("utf-8")) if told.is_file() else {}
    if not is_fresh(tree, told, _made_from(tree, sentences)) or not all(
        map(Path.is_file, paths.values())
    ):
        folder.mkdir(parents=True, exist_ok=True)
        sentences = {}
        with pool() as processes:
            made = processes.map(_script, paths, [languages] * len(paths))
            drawn = tqdm(made, total=len(paths), unit="file", file=sys.stderr)
            for path, (script, left_open) in zip(paths.values(), drawn, strict=True):
                write_whole(path, script)
                sentences |= left_open
        # As they are read the next time, so that pages are made alike, and nothing anew.
        sentences = dict(sorted(sentences.items()))
        write_whole(told, json.dumps(sentences, indent=1) + "\n")
        stamp(tree, told, _made_from(tree, sentences))
    return list(paths.values()), sentences


def _made_from(tree: Tree, sentences: dict[str, str]) -> str:
    """A digest of all that draws, and of the words that there has to be room for."""
    package = tree.root / "course"
    files = [package / f"{name}.py" for name in RULES]
    files += [package / "picture" / "live" / "frames.py"]
    for room in ("views", "picture"):
        files += sorted((package / room).glob("*.py"))
    said = []
    for name in tree.editions():
        with speaking(name):
            said.append(by_key(sentences))
    return digest(files, said)


def _script(group: Group, languages: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    usual = USUAL[len(group.shape)]
    made = packed(group, tuple(usual[name] for name in PARAMETERS), languages, level=9)
    data = b85encode(made.data).decode()
    return f'liveFigure.deliver("{group.key}", "{data}");\n', made.open
