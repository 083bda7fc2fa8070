"""Says what a slide has room for: so many sentences of a text, a code in so large a type."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from course.language import sentences as joined
from course.language import width

from ..chapter.links import plain_words
from ..chapter.passages import FENCE
from ..html.render import code_html, output_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

LISTED = re.compile(r"\s*(?:[-*+]|\d+\.) |\|")
# A sentence ends before a capital, a digit's opening, a mark of emphasis or code.
END = re.compile(r"""(?<=[.?!:])[*_"')”]*\s+(?=[A-Z0-9*`"(“\[])""")
# Where letters are full-width it ends at a full-width stop, which no space follows.
WIDE_END = re.compile(r"(?<=[。？！])(?=[^\s」』）)*])")
MARKS = ("`", "**", '"')
OPEN, CLOSED = re.compile(r"[(（「『]"), re.compile(r"[)）」』]")
SUM = re.compile(r"(?<=[\d\]`]) ([+=·×−]) (?=[\d\[`−])")
# Pixels: the width of a card between its edges, also where it reaches into the slide's margins,
# and how wide a letter is in a type of one pixel.
WIDTH, WIDE, LETTER = 1110, 1188, 0.602
SMALLEST = 22
LARGEST_CODE = (34, 34, 34, 32, 30, 28, 26)  # by the lines on the slide
LARGEST_RESULT = (72, 52, 40, 36, 33)  # by its own lines
BESIDE_CODE = (72, 72, 72, 72, 72, 56, 36)  # by the lines on the slide


def is_listed(block: str) -> bool:
    """Whether a block is a list, a table or a fenced code, of which nothing can be left out."""
    return bool(LISTED.match(block) or FENCE.match(block))


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; one that ends inside code, quotes or brackets goes on."""
    flowing = " ".join(paragraph.split())
    found, begin = [], 0
    ends = END if width(flowing) == len(flowing) else WIDE_END
    for end in ends.finditer(flowing):
        sentence = flowing[begin : end.end()].strip()
        if _is_whole(sentence):
            found.append(sentence)
            begin = end.end()
    return [*found, flowing[begin:]] if begin < len(flowing) else found


def _is_whole(sentence: str) -> bool:
    within = len(OPEN.findall(sentence)) > len(CLOSED.findall(sentence))
    return not within and all(sentence.count(mark) % 2 == 0 for mark in MARKS)


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
    text = plain_words(text)
    wide = width(text) - len(text)
    return round(len(text) + 1.2 * wide)


def unbroken(text: str) -> str:
    """The text with every sum in it kept on one line."""
    return SUM.sub("\u00a0\\1\u00a0", text)


def without_lead(paragraph: str) -> tuple[str, str]:
    """The paragraph without its last sentence, which leads to what follows, and that one."""
    whole = sentences(paragraph)
    return joined(whole[:-1]), whole[-1]


def code_card(code: str, on_slide: int = 0) -> str:
    compact = re.sub(r"\n{3,}", "\n\n", code.strip())
    number = on_slide or compact.count("\n") + 1
    return _sized(code_html(compact), compact, _for(number, LARGEST_CODE))


def result(output: NotebookNode, ids: set[str], on_slide: int) -> str:
    html = output_html(output, ids)
    if not html.startswith('<pre class="output">'):
        return html
    text = output["text"] if output["output_type"] == "stream" else output["data"]["text/plain"]
    printed = text.strip("\n").split("\n")
    if len(printed) == 1 and width(printed[0]) > 60:
        return f'<p class="message">{escape(printed[0])}</p>'
    largest = min(_for(len(printed), LARGEST_RESULT), _for(on_slide, BESIDE_CODE))
    return _sized(html, text, largest)


def _for(number: int, sizes: tuple[int, ...]) -> int:
    return sizes[min(number, len(sizes)) - 1]


def _sized(html: str, text: str, largest: int) -> str:
    """The largest type in which the longest line needs no second one, if it can be read."""
    longest = max(1, *map(width, text.rstrip().split("\n")))
    size, kind = min(largest, int(WIDTH / (LETTER * longest))), ""
    if size < SMALLEST + 2:
        size, kind = max(SMALLEST, min(largest, int(WIDE / (LETTER * longest)))), " wide"
    return re.sub(
        r'^<pre class="(\w+)"', rf'<pre class="\1{kind}" style="font-size:{size}px"', html
    )


def formula_line(found: re.Match[str]) -> str:
    size = min(30, int(WIDTH / (LETTER * len(unescape(found[1])))))
    return f'<p class="formula" style="font-size:{size}px"><code class="line">{found[1]}</code></p>'
