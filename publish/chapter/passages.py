"""Finds the pieces of a chapter's prose that are translated, and puts translations in their place.

A passage is a heading, a paragraph, a list or a table. How its lines are broken in the source says
nothing, so that a paragraph that is only wrapped anew keeps its translation. Fenced code is none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from course.language import ENGLISH, LOCALES, language, translations

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = re.compile(r" {0,3}(```|~~~)")
HEADING = re.compile(r"#{1,6} +\S")
ITEM = re.compile(r"\s*(?:[-*+]|\d+\.) +|\|")


def blocks(text: str) -> list[str]:
    """The headings, paragraphs, lists, tables and fenced codes of a Markdown text, in order."""
    parts: list[list[str]] = [[]]
    fenced = False
    for line in text.strip().splitlines():
        fence = bool(FENCE.match(line))
        if fenced or (fence and parts[-1]):
            parts[-1].append(line)
        elif not line.strip():
            parts.append([])
        elif HEADING.match(line):
            parts += [[line], []]
        else:
            parts[-1].append(line)
        fenced ^= fence
    return ["\n".join(part) for part in parts if part]


def passage(block: str) -> str:
    """A block of Markdown with each paragraph, item and table row on one line; "" for code."""
    if FENCE.match(block):
        return ""
    lines: list[str] = []
    for line in block.splitlines():
        if lines and not ITEM.match(line):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.rstrip())
    return "\n".join(lines)


def passages(text: str) -> Iterator[str]:
    """The passages of a Markdown text, in order."""
    return filter(None, map(passage, blocks(text)))


def translated(text: str, chapter: str) -> str:
    """A chapter's Markdown in the language spoken; what has no translation stays English."""
    if language() == ENGLISH:
        return text
    said = _catalogue(language(), chapter)
    return "\n\n".join(said.get(passage(block), block) for block in blocks(text))


@cache
def _catalogue(name: str, chapter: str) -> dict[str, str]:
    file = LOCALES / name / "notebooks" / f"{chapter}.po"
    return translations(file) if file.is_file() else {}
