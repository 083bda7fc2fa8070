"""Builds the executed notebooks and says which of them are out of step with their sources."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from tqdm.asyncio import tqdm

from course.files import write_whole
from course.language import ENGLISH, speaking

from ..digests import digest, is_fresh, programs, stamp, words
from ..tree import PublishError, Tree, all_made, all_sources
from .ipynb import notebook_text, read_notebook, refuse_error, refuse_loads
from .outline import STUB
from .source import chapter_cells, is_for_notebooks, place, unexecuted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nbformat import NotebookNode

AT_ONCE = 2
MEND = "run: python -m publish notebooks"


def build_notebooks(
    tree: Tree,
    chapters: Sequence[str] = (),
    *,
    force: bool = False,
    output: Path | None = None,
    edition: str = "learner",
) -> list[Path]:
    """Execute the chapters that changed and write their notebooks; return what was written.

    All is in the language spoken. With an output folder everything is executed and the tree stays
    as it is. The instructor's edition has the solutions in it and goes to dist/instructor, never
    beside the learner's.
    Raises PublishError with a sentence for every chapter that failed; the others are written.
    """
    if edition == "instructor" and output is None:
        output = tree.instructor
    shared = digest(programs(tree, "chapter", browser=False))
    inputs = {
        source: digest([source, *words(source.stem)], shared)
        for source in all_sources(tree, chapters)
    }
    if output is None and not force:
        inputs = {s: i for s, i in inputs.items() if not is_fresh(tree, tree.notebook(s), i)}
    if not inputs:
        return []
    built = asyncio.run(_execute_all(tree, list(inputs), edition))

    def write(source: Path) -> list[Path]:
        if isinstance(result := built[source], PublishError):
            raise result
        notebook = (output or tree.notebooks) / tree.notebook(source).name
        write_whole(notebook, result)
        if output is None:
            stamp(tree, notebook, inputs[source])
        return [notebook]

    return all_made(partial(write, source) for source in built)


def bring_in_step(tree: Tree, sources: Sequence[Path]) -> None:
    """Build the notebooks that are not what their sources make; no other is executed.

    Raises PublishError as ``build_notebooks`` does.
    """
    if behind := [s.stem for s in sources if difference(s, tree.notebook(s))]:
        build_notebooks(tree, behind, force=True)


def differences(tree: Tree) -> list[str]:
    """A sentence for each notebook that is missing, stale, edited by hand, or has no source."""
    sources = all_sources(tree)
    found = []
    for name in tree.editions():
        with speaking(name):
            there = [said for s in sources if (said := difference(s, tree.notebook(s)))]
            orphans = {path.stem for path in tree.notebooks.glob("*.ipynb")}
        there += [
            f"{stem}.ipynb has no source, {stem}.py; remove it."
            for stem in sorted(orphans - {source.stem for source in sources})
        ]
        found += [said if name == ENGLISH else f"{name}: {said}" for said in there]
    return found


def difference(source: Path, notebook: Path) -> str:
    """The first thing in which a committed notebook is not what its source makes of it; else ""."""
    chapter = source.stem
    if not notebook.is_file():
        return f"{notebook.name} is missing; {MEND} {chapter}."
    committed, made = read_notebook(notebook), unexecuted(source)
    for ours, theirs in zip(made["cells"], committed["cells"], strict=False):
        if _form(ours) != _form(theirs):
            return f"{place(chapter, ours)} differs from its source; {MEND} {chapter}."
        if theirs["cell_type"] == "code" and theirs["execution_count"] is None:
            return f"{place(chapter, ours)} was not executed; {MEND} {chapter}."
    if len(made["cells"]) != len(committed["cells"]):
        numbers = f"{len(committed['cells'])} cells and its source {len(made['cells'])}"
        return f"{chapter} has {numbers}; {MEND} {chapter}."
    if any(made[key] != committed[key] for key in ("metadata", "nbformat_minor")):
        return f"{chapter}: the notebook's metadata is not what a build writes; {MEND} {chapter}."
    return ""


def executed_cells(tree: Tree, source: Path) -> list[NotebookNode]:
    """The source's cells that pages and decks show, in order, each with its stored outputs.

    Speaker's notes are among them; what is for notebooks alone is not. Prose is the source's, with
    the links that a notebook has not. The metadata `leads` says that a text leads to what follows:
    its last sentence ends with a colon in English, whatever its translation ends with.
    """
    cells = chapter_cells(source)  # says what is wrong with a source before all else
    with speaking(ENGLISH):
        leads = [cell["source"].rstrip().endswith(":") for cell in chapter_cells(source)]
    for cell, leading in zip(cells, leads, strict=True):
        if leading and cell["cell_type"] == "markdown":
            cell["metadata"]["leads"] = True
    notebook = tree.notebook(source)
    if stale := difference(source, notebook):
        raise PublishError(stale)
    stored = {cell["id"]: cell for cell in read_notebook(notebook)["cells"]}
    cells = [stored[c["id"]] if c["cell_type"] == "code" else c for c in cells]
    cells = [cell for cell in cells if not is_for_notebooks(cell)]
    for cell in cells:
        refuse_loads(cell, place(source.stem, cell))
        for output in cell.get("outputs", ()):
            refuse_error(output, place(source.stem, cell))
    return cells


def with_solutions(notebook: NotebookNode) -> NotebookNode:
    """The notebook with each exercise's cell replaced by its solution."""
    from course.exercises.bank import ASKED

    for cell in notebook["cells"]:
        stub = STUB.search(cell["source"]) if cell["cell_type"] == "code" else None
        if stub:
            cell["source"] = ASKED[stub[1]].solution(stub[1])
    return notebook


async def _execute_all(
    tree: Tree, sources: list[Path], edition: str
) -> dict[Path, str | PublishError]:
    """The text of each chapter's notebook, or what is wrong with it."""
    from .execute import execute  # Here: a build that finds nothing changed starts no kernel.

    tree.notebooks.mkdir(exist_ok=True)
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(source: Path) -> str | PublishError:
        async with turns:
            try:
                notebook = unexecuted(source)
                if edition == "instructor":
                    notebook = with_solutions(notebook)
                await execute(notebook, source.stem, tree.root, tree.notebooks)
                return notebook_text(notebook)
            except PublishError as error:
                return error

    results = await tqdm.gather(*map(one, sources), unit="chapter", file=sys.stderr)
    return dict(zip(sources, results, strict=True))


def _form(cell: NotebookNode) -> dict[str, Any]:
    return {key: cell.get(key) for key in ("cell_type", "id", "metadata", "source")}
