"""Passages know which pieces of a chapter's prose are translated, and put translations in place.

A passage is a heading, a paragraph, a list or a table. How its lines are broken in the source says
nothing, so that a paragraph that is only wrapped anew keeps its translation. Fenced code is none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from course.language import ENGLISH, catalogue_files, language

from .blocks import FENCE, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEM = re.compile(r"\s*(?:[-*+]|\d+\.) +|\|")


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
    translations = _catalogue(language(), chapter)
    return "\n\n".join(translations.get(passage(block), block) for block in blocks(text))


@cache
def _catalogue(name: str, chapter: str) -> dict[str, str]:
    from .po import read, spoken

    found = (file for file in catalogue_files(name) if file.stem == chapter)
    return {pair[0]: pair[1] for file in found for pair in spoken(read(file, name))}
