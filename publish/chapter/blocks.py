"""The blocks that a Markdown text is made of."""

from __future__ import annotations

import re

FENCE = re.compile(r" {0,3}(```|~~~)")
HEADING = re.compile(r"#{1,6} +\S")


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
