"""Takes as much of a text as a slide has room for, in whole sentences; the rest is said."""

from __future__ import annotations

import re

from course.language import sentences as joined
from course.language import width

from ..chapter.passages import FENCE

LISTED = re.compile(r"\s*(?:[-*+]|\d+\.) |\|")
# A sentence ends before a capital, a digit's opening, a mark of emphasis or code.
END = re.compile(r"""(?<=[.?!:])[*_"')”]*\s+(?=[A-Z0-9*`"(“\[])""")
# Where letters are full-width it ends at a full-width stop, which no space follows.
WIDE_END = re.compile(r"(?<=[。？！])(?=[^\s」』）)*])")
MARKS = ("`", "**", '"')


def is_listed(block: str) -> bool:
    """Whether a block is a list, a table or a fenced code, of which nothing can be left out."""
    return bool(LISTED.match(block) or FENCE.match(block))


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; one that ends inside a code, a quotation or bold goes on."""
    flowing = " ".join(paragraph.split())
    found, begin = [], 0
    ends = END if width(flowing) == len(flowing) else WIDE_END
    for end in ends.finditer(flowing):
        sentence = flowing[begin : end.end()].strip()
        if all(sentence.count(mark) % 2 == 0 for mark in MARKS):
            found.append(sentence)
            begin = end.end()
    return [*found, flowing[begin:]] if begin < len(flowing) else found


def fitting(paragraph: str, letters: int) -> tuple[str, str]:
    """As many whole sentences as fit, at least one, and those that don't.

    letters: as ``letters_of`` counts them.
    """
    whole = sentences(paragraph)
    kept = 1
    while kept < len(whole) and letters_of(joined(whole[: kept + 1])) <= letters:
        kept += 1
    # What leads to something that stands elsewhere has no place at the end of a slide's text.
    while 1 < kept < len(whole) and whole[kept - 1].endswith(":"):
        kept -= 1
    return joined(whole[:kept]), joined(whole[kept:])


def letters_of(text: str) -> int:
    """How many Latin letters would take the room of a text.

    A full-width letter takes that of two and a bit, and its lines are broken at fewer places.
    """
    wide = width(text) - len(text)
    return round(len(text) + 1.2 * wide)


def without_lead(paragraph: str) -> tuple[str, str]:
    """The paragraph without its last sentence, and that one, if it leads to what follows."""
    whole = sentences(paragraph)
    if whole and whole[-1].endswith(":"):
        return joined(whole[:-1]), whole[-1]
    return paragraph, ""
