"""Estimates how much of a slide's height a cell takes, at the deck's full text size."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from .source import tags

if TYPE_CHECKING:
    from nbformat import NotebookNode

# In the deck's pixels. The style sheet shrinks text by up to a tenth without harm.
PAGE = 660
PROSE_LINE, PROSE_GAP = 45, 22
LETTERS, LETTERS_BESIDE = 70, 30
CODE_LINE, CODE_FRAME = 36, 38
HEADING = 64
SVG_HEIGHT = re.compile(r"""<svg\b[^>]*?\sheight=["']([\d.]+)""")


def height(cell: NotebookNode) -> float:
    """The height of a cell, its outputs included."""
    if cell["cell_type"] == "markdown":
        return _prose(cell["source"])
    code = 0 if "hide-code" in tags(cell) else CODE_FRAME + CODE_LINE * _lines(cell["source"])
    return code + sum(map(_output, cell["outputs"])) + PROSE_GAP


def stands_beside(text: NotebookNode, figure: NotebookNode | None) -> bool:
    """Whether a text follows a cell that ends with a figure, and is no heading."""
    return (
        figure is not None
        and text["cell_type"] == "markdown"
        and not text["source"].lstrip().startswith(("#", "|"))
        and figure["cell_type"] == "code"
        and bool(figure["outputs"])
        and "image/svg+xml" in figure["outputs"][-1].get("data", {})
    )


def height_beside(text: NotebookNode, figure: NotebookNode) -> float:
    """What a text adds to the height of the figure that it stands beside."""
    return max(0.0, _prose(text["source"], LETTERS_BESIDE) - _output(figure["outputs"][-1]))


def _prose(text: str, letters: int = LETTERS) -> float:
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block]
    return sum(_block(block, letters) for block in blocks) + PROSE_GAP * len(blocks)


def _block(block: str, letters: int) -> float:
    if block.startswith("#"):
        return HEADING
    if block.startswith("|"):
        return 62 * (_lines(block) - 1)
    # A list's items begin lines of their own; the lines of a paragraph flow into each other.
    items = re.split(r"\n(?=\s*(?:[-*+]|\d+\.)\s)", block)
    return PROSE_LINE * sum(math.ceil(len(item) / letters) for item in items)


def _output(output: NotebookNode) -> float:
    if output["output_type"] == "stream":
        return CODE_LINE * _lines(output["text"]) + PROSE_GAP
    bundle = output["data"]
    if found := SVG_HEIGHT.search(bundle.get("image/svg+xml", "")):
        return float(found[1])
    return CODE_LINE * _lines(bundle.get("text/plain", "")) + PROSE_GAP


def _lines(text: str) -> int:
    return text.rstrip("\n").count("\n") + 1
