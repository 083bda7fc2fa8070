"""Writes rows as lines, and as HTML that light and dark notebooks can show.

The HTML sets no colour, so that it wears its host's; it has no script, style sheet or id, and its
pictures stand in image elements, so that JupyterLab shows it in an untrusted notebook as well.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from ..language import left, right, width
from ..picture import Picture

Rows = Iterable[Sequence[str]]


def text_table(head: Sequence[str], rows: Rows) -> list[str]:
    """The rows under their head; a column of numbers is aligned right, any other left.

    >>> print(*text_table(("name", "size"), [("up", "16")]), sep="|")
    name  size|up      16
    """
    lines = [list(head), *map(list, rows)]
    wide = [max(map(width, column)) for column in zip(*lines, strict=True)]
    sides = [right if numbers else left for numbers in _of_numbers(lines)]
    return [
        "  ".join(
            side(text, most) for text, side, most in zip(line, sides, wide, strict=True)
        ).rstrip()
        for line in lines
    ]


def labelled(facts: Sequence[tuple[str, str]]) -> list[str]:
    """Each label and its fact, one below the other.

    >>> print(*labelled([("size", "(2 − 1)·4"), ("then", "cut")]), sep="|")
    size  (2 − 1)·4|then  cut
    """
    most = max(width(label) for label, _ in facts)
    return [f"{left(label, most)}  {fact}" for label, fact in facts]


def html_table(head: Sequence[str], rows: Rows) -> str:
    lines = [list(head), *map(list, rows)]
    right = _of_numbers(lines)
    body = "".join(_html_row("td", line, right) for line in lines[1:])
    return f"<table><thead>{_html_row('th', head, right)}</thead><tbody>{body}</tbody></table>"


def image(picture: Picture) -> str:
    svg = b64encode(picture.svg.encode()).decode()
    return f'<p><img alt="{escaped(picture.alt)}" src="data:image/svg+xml;base64,{svg}"></p>'


def preformatted(text: str) -> str:
    return f'<pre style="margin:.6em 0">{escaped(text)}</pre>'


def folded(summary: str, body: str, unfolded: bool = False) -> str:
    """A part that a click opens; both texts are HTML already."""
    return (
        f"<details{' open' if unfolded else ''}><summary>{summary}</summary>"
        f'<div style="margin-left:1.2em">{body}</div></details>'
    )


def escaped(text: str) -> str:
    return escape(text, quote=True)


def _of_numbers(lines: list[list[str]]) -> list[bool]:
    """Of each column whether every text under its head is a number, or nothing."""
    return [
        all(not text or text.lstrip("−")[:1].isdigit() for text in column[1:])
        for column in zip(*lines, strict=True)
    ]


def _html_row(cell: str, texts: Sequence[str], right: list[bool]) -> str:
    cells = (
        f'<{cell} style="text-align:{"right" if to_right else "left"}">{escaped(text)}</{cell}>'
        for text, to_right in zip(texts, right, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"
