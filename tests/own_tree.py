"""A tree with chapters of a test's own."""

from pathlib import Path

from publish.chapter.notebooks import build_notebooks
from publish.tree import Tree


def empty(folder: Path) -> Tree:
    made = Tree(folder)
    made.sources.mkdir(parents=True)
    return made


def write(tree: Tree, name: str, text: str) -> Path:
    source = tree.sources / f"{name}.py"
    source.write_text(text, encoding="utf-8")
    return source


def built(folder: Path, name: str, text: str) -> Tree:
    """One chapter, executed."""
    made = empty(folder)
    write(made, name, text)
    build_notebooks(made)
    return made
