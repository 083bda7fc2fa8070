"""Writes rows as lines, and as HTML that light and dark notebooks can show.

The HTML sets no colour, so that it wears its host's; it has no script, style sheet or id, and its
pictures stand in image elements, so that JupyterLab shows it in an untrusted notebook as well.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from math import floor, isfinite, log10

from ..language import left, right, width
from ..number_format import number
from ..picture import Picture
from ..still import image_html

Rows = Iterable[Sequence[str]]
# Of the HTML of one answer, in bytes, so that a notebook full of them stays quick.
MOST = 300_000


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
    return f"<p>{image_html(picture.svg)}</p>"


def preformatted(text: str, wraps: bool = True) -> str:
    space = "pre-wrap" if wraps else "pre"
    return f'<pre style="margin:.6em 0;white-space:{space}">{escape(text)}</pre>'


def folded(summary: str, body: str, unfolded: bool = False) -> str:
    """A part that a click opens; both texts are HTML already."""
    return (
        f"<details{' open' if unfolded else ''}><summary>{summary}</summary>"
        f'<div style="margin-left:1.2em">{body}</div></details>'
    )


def weight_of(html: str) -> int:
    """The bytes of it."""
    return len(html.encode())


def evenly(values: Iterable[float]) -> Callable[[float], str]:
    """How to write these numbers with as many decimals as each other: the largest has 4 digits.

    >>> write = evenly([-0.102912, 0.00093, 0.5])
    >>> [write(value) for value in (-0.102912, 0.00093, 0.5)]
    ['−0.1029', '0.0009', '0.5000']
    >>> evenly([3.0, -12.0])(-12.0), evenly([2e-9])(2e-9)
    ('−12', '2e−9')
    """
    given = list(values)
    largest = max(map(abs, given), default=0)
    if not all(map(isfinite, given)) or not (largest == 0 or 1e-3 <= largest < 1e6):
        return number
    decimals = max(0, 3 - floor(log10(largest))) if largest else 0
    texts = [f"{value:.{decimals}f}" for value in given]
    while decimals and all(text.endswith("0") for text in texts):
        decimals, texts = decimals - 1, [text[:-1] for text in texts]

    def write(value: float) -> str:
        text = f"{value:.{decimals}f}"
        return (text if text.strip("-0.") else text.lstrip("-")).replace("-", "−")

    return write


def _of_numbers(lines: list[list[str]]) -> list[bool]:
    """Of each column whether every text under its head is a number, or nothing."""
    return [
        all(not text or text.lstrip("−<")[:1].isdigit() for text in column[1:])
        for column in zip(*lines, strict=True)
    ]


def _html_row(cell: str, texts: Sequence[str], right: list[bool]) -> str:
    cells = (
        f'<{cell} style="text-align:{"right" if to_right else "left"}">{escape(text)}</{cell}>'
        for text, to_right in zip(texts, right, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"
