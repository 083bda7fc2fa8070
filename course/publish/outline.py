"""Divides a chapter's cells into slides, by their slideshow metadata or by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ipynb import node
from .room import PAGE, height, height_beside, stands_beside
from .source import is_notes, slide_type, tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbformat import NotebookNode

FENCE = re.compile(r" {0,3}(```|~~~)")
TOP_HEADING = re.compile(r"##? +\S")
H1 = re.compile(r"^# +(?:\d\d +)?(.+?)[ #]*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One cell on a slide; a fragment appears only at a further key press."""

    cell: NotebookNode
    fragment: bool = False


@dataclass
class Slide:
    """What stands on one slide, and what its speaker says."""

    steps: list[Step] = field(default_factory=list)
    notes: list[NotebookNode] = field(default_factory=list)

    @property
    def is_title(self) -> bool:
        """Whether the slide opens the chapter: it starts with the chapter's one H1."""
        first = self.steps[0].cell
        return first["cell_type"] == "markdown" and bool(H1.match(first["source"].lstrip()))


def columns(cells: Sequence[NotebookNode]) -> list[list[Slide]]:
    """The deck's slides from left to right, each with its subslides below it.

    Cells without a slide type continue the current slide. Where no cell of the chapter has one,
    every H1 and H2 starts a slide, which goes on below under the same heading when it is full.
    The title slide ends where the first code or figure begins.
    """
    if not any(slide_type(cell) in {"slide", "subslide", "fragment", "skip"} for cell in cells):
        cells = [part for cell in cells for part in _split_at_headings(cell)]
        cells = list(_paginated(cells))
    deck = [[Slide()]]
    for cell in cells:
        kind = slide_type(cell)
        if kind == "skip":
            continue
        current = deck[-1][-1]
        if is_notes(cell):
            current.notes.append(cell)
            continue
        starts = kind == "slide" or (
            cell["cell_type"] == "code" and is_shown(cell) and _is_lone_title(deck)
        )
        # A slide on which nothing is shown yet is used up before another one begins.
        if current.steps and starts:
            deck.append([Slide()])
        elif current.steps and kind == "subslide":
            deck[-1].append(Slide())
        if is_shown(cell):
            deck[-1][-1].steps.append(Step(cell, fragment=kind == "fragment"))
    return _without_empty_end(deck)


def chapter_title(cells: Sequence[NotebookNode]) -> str | None:
    """The text of the chapter's first H1, without Markdown's marks."""
    for cell in cells:
        if cell["cell_type"] == "markdown" and (found := H1.search(cell["source"])):
            return re.sub(r"[`*_]{1,2}(\S(?:.*?\S)?)[`*_]{1,2}", r"\1", found[1])
    return None


def hides_code(cell: NotebookNode) -> bool:
    return "hide-code" in tags(cell)


def is_shown(cell: NotebookNode) -> bool:
    if cell["cell_type"] == "code":
        return "setup" not in tags(cell) and bool(cell["outputs"] or not hides_code(cell))
    return cell["cell_type"] == "markdown" and bool(cell["source"].strip())


def _is_lone_title(deck: list[list[Slide]]) -> bool:
    only = deck[0][0]
    return len(deck) == len(deck[0]) == 1 and bool(only.steps) and only.is_title


def _split_at_headings(cell: NotebookNode) -> Iterator[NotebookNode]:
    if cell["cell_type"] != "markdown" or is_notes(cell):
        yield cell
        return
    parts: list[list[str]] = [[]]
    fenced = False
    for line in cell["source"].splitlines():
        fenced ^= bool(FENCE.match(line))
        if TOP_HEADING.match(line) and not fenced:
            parts.append([])
        parts[-1].append(line)
    for part in filter(None, parts):
        piece = node(cell | {"source": "\n".join(part).strip()})
        if TOP_HEADING.match(part[0]):
            piece["metadata"] = node(cell["metadata"] | {"slideshow": {"slide_type": "slide"}})
        yield piece


def _paginated(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """The cells, with the last heading repeated as a subslide where a slide would be too full.

    A text that leads to code or a figure moves on with it, if both fit a page together.
    """
    heading, used, before = None, 0.0, None
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if is_notes(cell) or not is_shown(cell):
            yield cell
            continue
        need = height(cell)
        if before is not None and stands_beside(cell, before):
            need = height_beside(cell, before)
        before = cell
        if cell["cell_type"] == "code" and heading is not None and H1.match(heading["source"]):
            heading, used = None, 0.0  # The title slide ends here by itself.
        elif slide_type(cell) == "slide":
            heading, used = cell, 0.0
        elif heading is not None and used:
            together = need
            if cell["cell_type"] == "markdown" and following and following["cell_type"] == "code":
                together += height(following)
            repeated = _subslide(heading)
            start = height(repeated)
            if used + need > PAGE or (used + together > PAGE >= start + together):
                yield repeated
                used, need = start, height(cell)
        used += need
        yield cell


def _subslide(heading: NotebookNode) -> NotebookNode:
    line = heading["source"].splitlines()[0]
    return node(heading | {"source": line, "metadata": {"slideshow": {"slide_type": "subslide"}}})


def _without_empty_end(deck: list[list[Slide]]) -> list[list[Slide]]:
    last = deck[-1][-1]
    if not last.steps:
        deck[-1].pop()
        if not deck[-1]:
            deck.pop()
        if deck:
            deck[-1][-1].notes.extend(last.notes)
    return deck
