"""Reads what the README says once for all: where Binder is, and what each notebook shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.language import ENGLISH, language

from ..chapter.outline import chapter_title, plain
from ..html.templates import home
from ..tree import beside_sources, chapter_sources, edition

if TYPE_CHECKING:
    from pathlib import Path

    from ..tree import Tree

BINDER = re.compile(r"^\[binder\]: *(\S+)", re.MULTILINE)
ROW = re.compile(
    r"^\| *\[(?:\d\d )?(.+?)\]\(notebooks/(?:\w+/)?(\w+)\.ipynb\) *\| *(.+?) *\|", re.MULTILINE
)


@dataclass(frozen=True)
class Chapter:
    """What every page says about a chapter, and its own page offers; "" for what there is not.

    The notebooks beside the chapters have no number and no deck.
    """

    source: Path
    title: str
    label: str
    """The shortest name, for the navigation."""
    shows: str
    notebook: str
    deck: str
    pdf: str
    binder: str

    @property
    def stem(self) -> str:
        return self.source.stem

    @property
    def number(self) -> str:
        return self.stem[:2] if self.stem[0].isdigit() else ""


def readme(tree: Tree) -> str:
    """The README in the language spoken, or the English one where that has none."""
    own = "" if language() == ENGLISH else f".{language()}"
    paths = (tree.root / f"README{own}.md", tree.root / "README.md")
    return next((path.read_text(encoding="utf-8") for path in paths if path.is_file()), "")


def chapters(tree: Tree) -> list[Chapter]:
    """All chapters in order; one that the README's table leaves out has only its title."""
    return _read(tree, chapter_sources(tree))


def beside(tree: Tree) -> list[Chapter]:
    """The same of the notebooks beside the chapters."""
    return _read(tree, beside_sources(tree))


def _read(tree: Tree, sources: list[Path]) -> list[Chapter]:
    binder = BINDER.search(readme(tree))
    rows = {stem: (label, shows) for label, stem, shows in ROW.findall(readme(tree))}
    found = []
    for source in sources:
        bare = re.sub(r"^\d\d_", "", source.stem)
        label, shows = rows.get(source.stem, (bare.replace("_", " "), ""))
        # A parameter keeps the spelling that PyTorch gives it.
        label = label if "_" in label else label.capitalize()
        notebook, deck = f"{edition()}{source.stem}.ipynb", tree.deck(source)
        made = [
            f"{home()}slides/{edition()}{file.name}" if file.is_file() else ""
            for file in (deck, deck.with_suffix(".pdf"))
        ]
        run = re.sub(r"(?<=notebooks/)\S+\.ipynb", notebook, binder[1]) if binder else ""
        offers = (f"{home()}notebooks/{notebook}", *made, run)
        title = chapter_title(source) or label
        found.append(Chapter(source, title, label, plain(shows), *offers))
    return found
