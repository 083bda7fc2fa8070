"""Renders the parts of a cell as HTML: prose, highlighted code, and outputs, figures first."""

from __future__ import annotations

import re
from html import escape
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import mistune
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name
from pygments.token import STANDARD_TYPES

from course.language import ENGLISH, language, tr, width

from ..chapter.outline import H1
from .moves import move_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

# For light and for dark: of Pygments' styles those whose colours keep 4.5:1 on the code's card.
STYLES = ("xcode", "github-dark")
SVG_TAG = re.compile(r"""(<svg\b(?:[^>"']|"[^"]*"|'[^']*')*>)""")
# A link to a chapter, in this edition or another.
CHAPTER = re.compile(r"^((?:\.\./|\w\w/)?[^:/]+)\.ipynb")
FONT_SIZE = re.compile(r"""\bfont-size=(["'])([\d.]+)\1""")
WIDTH = re.compile(r"""\swidth=(["'])([\d.]+)\1""")
READABLE = 10
"""The height in pixels below which no letter of a still picture is shown: it scrolls instead."""
ID = re.compile(r"""(?<![\w:-])id=(["'])(.+?)\1""")
LABELS = re.compile(r"""\saria-(?:labelledby|describedby)=(["']).*?\1""")


def colours_css() -> str:
    """The colours of pages and decks, in both themes."""
    return (Path(__file__).parent / "colours.css").read_text(encoding="utf-8")


def code_css() -> str:
    """The rules that colour what `code_html` marks, in both themes."""
    light, dark = (dict(get_style_by_name(name)) for name in STYLES)
    rules = []
    for token, name in STANDARD_TYPES.items():
        day, night = light[token]["color"], dark[token]["color"]
        if name and day and night:
            rules.append(f".code .{name}{{color:#{day};color:light-dark(#{day},#{night})}}")
    return "\n".join(rules)


def code_html(code: str) -> str:
    """Python in its colours, line by line, so that what goes on below can stand further in."""
    marked = highlight(code, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))
    lines = "".join(map(_line_html, marked.rstrip().splitlines(keepends=True)))
    return f'<pre class="code"{_in_english()}><code>{lines}</code></pre>'


def _line_html(marked: str) -> str:
    shown = re.sub(r"<[^>]+>", "", marked)
    indent = len(shown) - len(shown.lstrip(" "))
    style = f' style="--indent:{indent}"' if indent else ""
    # A long call is broken behind its bracket, rather than within a name.
    broken = re.sub(r"\([\[(]*</span>", r"\g<0><wbr>", marked)
    return f'<span class="line"{style}>{broken}</span>'


def _in_english() -> str:
    """The attribute that says so, where the page speaks another language."""
    return "" if language() == ENGLISH else f' lang="{ENGLISH}"'


class Renderer(mistune.HTMLRenderer):
    """Code in its colours, emphasis as the language marks it, links to notebooks led to pages.

    A link to a state sets that in a figure.
    """

    def block_code(self, code: str, info: str | None = None) -> str:
        if (info or "python").split()[0] in {"python", "py"}:
            return code_html(code)
        return f"<pre><code>{escape(code.rstrip())}</code></pre>"

    def emphasis(self, text: str) -> str:
        # Full-width letters aren't slanted, and what is said has quotation marks already.
        if language() == ENGLISH:
            return f"<em>{text}</em>"
        if width(text) == len(text):
            return f'<em class="latin"{_in_english()}>{text}</em>'
        return f'<em class="{"said" if text.startswith("「") else ""}">{text}</em>'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#") and "=" in url:
            return move_html(text, url.removeprefix("#"))
        return super().link(text, CHAPTER.sub(r"\1.html", url), title)


markdown = mistune.create_markdown(renderer=Renderer(escape=False), plugins=["table"])


def text_html(text: str) -> str:
    """A Markdown text as HTML, its title without the chapter's number."""
    return str(markdown(H1.sub(r"# \1", text) if H1.match(text) else text))


def output_html(output: NotebookNode, ids: set[str], kind: str = "figure") -> str:
    """The richest form of an output that a page can show, plain text being the last resort.

    kind: the class of what holds a drawing.
    """
    if output["output_type"] == "stream":
        return printed_html(output["text"])
    bundle = output["data"]
    plain = bundle.get("text/plain", "")
    if "image/svg+xml" in bundle:
        return figure_html(bundle["image/svg+xml"], plain, ids, kind)
    if "text/html" in bundle:
        return f'<div class="html">{bundle["text/html"]}</div>'
    return printed_html(plain) if "text/plain" in bundle else ""


def printed_html(text: str) -> str:
    """What a cell prints; where it has full-width letters, in a font that keeps its columns."""
    printed = "\n".join(map(_printed_line, text.rstrip().splitlines()))
    if width(printed) > len(printed):
        printed = f'<span class="even">{printed}</span>'
    return f'<pre class="output">{printed}</pre>'


def _printed_line(text: str) -> str:
    """A line that is printed; what libraries say is English everywhere."""
    line = escape(text)
    if language() == ENGLISH or width(text) > len(text) or not re.search("[A-Za-z]{3}", text):
        return line
    return f"<span{_in_english()}>{line}</span>"


def figure_html(svg: str, plain: str, ids: set[str], kind: str = "figure") -> str:
    """An inline SVG that has a name and shares no id with a figure before it."""
    _, tag, drawn = SVG_TAG.split(svg, maxsplit=1)
    if not re.search(r"\srole=", tag):
        tag = tag.replace("<svg", '<svg role="img"', 1)
    if not re.search(r"\saria-label(ledby)?=", tag):
        # The alt text opens the plain form and ends at a blank line; what follows is drawn.
        alt = " ".join(plain.strip().split("\n\n")[0].split()) or tr("figure")
        tag = tag.replace("<svg", f'<svg aria-label="{escape(alt)}"', 1)
    if kind == "still":
        tag = tag.replace("<svg", f'<svg style="min-width:{narrowest(svg)}px"', 1)
    return f'<div class="{kind}">{own_ids(tag + drawn.strip(), ids)}</div>'


def narrowest(svg: str) -> int:
    """How many pixels wide a drawing has to be for its smallest letters to be read."""
    width = WIDTH.search(SVG_TAG.split(svg, maxsplit=1)[1])
    sizes = [float(size) for _, size in FONT_SIZE.findall(svg)]
    return ceil(float(width[2]) * min(1, READABLE / min(sizes))) if width and sizes else 0


def own_ids(svg: str, ids: set[str]) -> str:
    """The drawing, its ids renamed where one of them stands in the page already."""
    own = {found[2] for found in ID.finditer(svg)}
    if own & ids:
        number = 2
        while {f"{name}-{number}" for name in own} & ids:
            number += 1
        names = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
        svg = ID.sub(rf"id=\1\2-{number}\1", svg)
        svg = re.sub(rf"""#({names})(?=["')])""", rf"#\1-{number}", svg)
        in_row = re.compile(rf"""(?<=["'\s])({names})(?=["'\s])""")
        svg = LABELS.sub(lambda row: in_row.sub(rf"\1-{number}", row[0]), svg)
        own = {f"{name}-{number}" for name in own}
    ids |= own
    return svg
