"""Where sources, notebooks, decks and pages lie, and the error that a build complains with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from course.language import ENGLISH, language, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

SOURCE_NAME = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)*")
BESIDE = ("questions", "own_layer")
"""The notebooks beside the chapters, by name: no exercises, no deck."""


class PublishError(Exception):
    """One sentence for the author: which chapter, which cell, what is wrong, what mends it."""


@dataclass(frozen=True)
class Tree:
    """The folders of one checkout, all found from its root.

    What is built lies apart for each language: English where the property says, and the edition in
    the language spoken in a folder of its name inside that.
    """

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "notebooks" / "source"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks" / edition()

    @property
    def slides(self) -> Path:
        return self.root / "dist" / "slides" / edition()

    @property
    def site(self) -> Path:
        return self.root / "dist" / "site"

    @property
    def instructor(self) -> Path:
        return self.root / "dist" / "instructor" / edition()

    @property
    def locale(self) -> Path:
        return self.root / "course" / "locale"

    @property
    def stamps(self) -> Path:
        return self.root / "dist" / ".built.json"

    def notebook(self, source: Path) -> Path:
        return self.notebooks / f"{source.stem}.ipynb"

    def deck(self, source: Path) -> Path:
        return self.slides / f"{source.stem}.html"

    def page(self, source: Path) -> Path:
        return self.site / edition() / f"{source.stem}.html"

    def editions(self) -> tuple[str, ...]:
        """The languages that the chapters are built in, English first."""
        return tuple(n for n in languages() if n == ENGLISH or (self.locale / n).is_dir())


def edition(name: str = "") -> str:
    """A language's folder in every folder that holds what is built; by default the one spoken."""
    name = name or language()
    return "" if name == ENGLISH else f"{name}/"


def all_made(makers: Iterable[Callable[[], list[Path]]]) -> list[Path]:
    """What each of them makes, also after one that failed.

    Raises PublishError in the end, with the sentences of all that failed.
    """
    written, failures = [], []
    for make in makers:
        try:
            written += make()
        except PublishError as error:
            failures.append(str(error))
    if failures:
        raise PublishError("\n".join(failures))
    return written


def package_folder(package: str, why: str) -> Path:
    """Where an installed package lies, without importing it.

    Raises PublishError where it is not installed; why: what needs it, as the beginning of that.
    """
    found = find_spec(package)
    if found is None or found.origin is None:
        raise PublishError(f"{why}: pip install -e '.[author]'.")
    return Path(found.origin).parent


def this_tree() -> Tree:
    """The checkout this very file belongs to."""
    return Tree(Path(__file__).resolve().parents[1])


def beside_sources(tree: Tree) -> list[Path]:
    """The sources of the notebooks beside the chapters, of those that are there."""
    return [path for name in BESIDE if (path := tree.sources / f"{name}.py").is_file()]


def chapter_sources(tree: Tree, names: Sequence[str] = ()) -> list[Path]:
    """The sources of the named chapters (`02_stride`, `stride`, `02` or a path), or of all."""
    return _chosen([source for source in _found(tree) if source.stem not in BESIDE], names)


def all_sources(tree: Tree, names: Sequence[str] = ()) -> list[Path]:
    """The same with those of the notebooks beside the chapters."""
    return _chosen(_found(tree), names)


def _found(tree: Tree) -> list[Path]:
    sources = sorted(tree.sources.glob("*.py"))
    for source in sources:
        if not SOURCE_NAME.fullmatch(source.stem) and source.stem not in BESIDE:
            raise PublishError(
                f"{source.name}: a source is named NN_name.py in lower case, e.g. 02_stride.py."
            )
    if not sources:
        raise PublishError(f"There is no chapter in {tree.sources}.")
    return sources


def _chosen(sources: list[Path], names: Sequence[str]) -> list[Path]:
    if not names:
        return sources
    chosen = set()
    for name in names:
        stem = Path(name).stem
        found = [s for s in sources if stem in (s.stem, s.stem[:2], s.stem[3:])]
        if not found:
            known = ", ".join(s.stem for s in sources)
            raise PublishError(f"There is no chapter {name!r}; there are {known}.")
        chosen.update(found)
    return sorted(chosen)
