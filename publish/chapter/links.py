"""Links in prose that only a page can follow: words that move a figure, and those to other pages.

A notebook has a plain word in their place, and so has a slide without a live figure.
"""

from __future__ import annotations

import re

WORDS = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
MOVE = re.compile(WORDS + r"\(#([^()\s]*=[^()\s]*)\)")
"""The words, and the state that they set in a figure, as in [stride 4](#stride=4)."""
TERM = re.compile(WORDS + r"\(glossary\.html(?:#([^()\s]*))?\)")
"""The words, and the place in the glossary, as in [taps](glossary.html#tap)."""
PAGE = re.compile(WORDS + r"\([\w-]+\.html(?:#[^()\s]*)?\)")
"""The words, and a page of the site with what it is to show, as in
[the size](calculator.html#kernel_size=4&stride=2)."""


def plain_words(text: str, *, moving: bool = False) -> str:
    """A Markdown text without such links; moving: those that move a figure stay."""
    text = PAGE.sub(r"\1", text)
    return text if moving else MOVE.sub(r"\1", text)
