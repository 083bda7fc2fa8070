"""Sets a code, what it prints and a formula in code as large as a slide has room for."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from course.language import width

from ..html.render import code_html, output_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Pixels: the width of a card between its edges, also where it reaches into the slide's margins,
# and how wide a letter is in a type of one pixel.
WIDTH, WIDE, LETTER = 1110, 1188, 0.602
SMALLEST = 22
LARGEST_CODE = (34, 34, 34, 32, 30, 28, 26)  # by the lines on the slide
LARGEST_RESULT = (72, 52, 40, 36, 33)  # by its own lines
BESIDE_CODE = (72, 72, 72, 72, 72, 56, 36)  # by the lines on the slide


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
