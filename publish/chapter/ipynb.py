"""Reads and writes notebook files through nbformat, under types that mypy can follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import nbformat

from ..tree import PublishError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode


LOADED = re.compile(
    r"""<(?!a\b)[a-z][^<>]*?\s(?:src|srcset|href|data|poster)\s*=\s*["']?\s*(?:https?:)?//[^\s"'>]*"""
    r"""|(?:@import|url\()\s*(?:url\()?["']?(?:https?:)?//[^\s"')]*""",
    re.IGNORECASE,
)


def node(value: Mapping[str, Any]) -> NotebookNode:
    """The mapping, and all mappings in it, as nbformat's own."""
    made: NotebookNode = nbformat.from_dict(value)  # type: ignore[no-untyped-call]
    return made


def read_notebook(path: Path) -> NotebookNode:
    """The notebook at the path, or a PublishError when it is none."""
    try:
        read: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except nbformat.reader.NotJSONError as error:
        raise PublishError(
            f"{path.name} is not a notebook; run: python -m publish notebooks {path.stem}."
        ) from error
    return read


def refuse_loads(cell: NotebookNode, where: str) -> None:
    """Raise PublishError if showing the cell on a page would fetch something from a network."""
    shown = [cell["source"] if cell["cell_type"] == "markdown" else ""]
    for output in cell.get("outputs", ()):
        bundle = output.get("data", {})
        shown += (bundle.get(kind, "") for kind in ("image/svg+xml", "text/html"))
    if found := LOADED.search("\n".join(shown)):
        raise PublishError(f"{where} would load from the network: {found[0]}")


def refuse_error(output: NotebookNode, where: str) -> None:
    """Raise PublishError if the output is an error; where: which cell it is of."""
    if output["output_type"] == "error":
        message = " ".join(f"{output['ename']}: {output['evalue']}".split())
        raise PublishError(f"{where} raised {message}")


def notebook_text(notebook: NotebookNode) -> str:
    """The valid notebook as the text of its file, which ends with one line feed."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"
