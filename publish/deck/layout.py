"""Lays out a slide: its heading, text, figure, code and result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from course.language import sentences as joined
from course.language import tr

from ..chapter.ipynb import node
from ..chapter.outline import H1, hides_output, lines, marks, shows_code
from ..chapter.source import place
from ..html.figures import live_html
from ..html.render import markdown_html, output_html, refuse_loads
from .code_card import code_card, formula_line, result
from .space import fitting, is_listed, letters_of, sentences

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from .slides import Slide

SUM = re.compile(r"(?<=[\d\]`]) ([+=·×−]) (?=[\d\[`−])")
CODE = re.compile(r"(`[^`]*`)")
INLINE_CODE = re.compile(r"(?<!<pre>)<code>([^<]{23,})</code>")
FORMULA_LINE = re.compile(r"<p><code>([^<]{40,})</code></p>")
SHORT, MIDDLING = 130, 260
LONG = 52
ASKED = 125


@dataclass
class Page:
    """What the rendering of a deck's slides has in common."""

    chapter: str
    ids: set[str]

    def prose(self, cell: NotebookNode) -> str:
        """Markdown as HTML, in which neither a sum nor a short code is torn in two."""
        parts = CODE.split(cell["source"])
        parts[::2] = [SUM.sub("\u00a0\\1\u00a0", part) for part in parts[::2]]
        whole = "".join(parts)
        html = markdown_html(node(cell | {"source": whole}), self.chapter)
        html = FORMULA_LINE.sub(formula_line, html)
        return INLINE_CODE.sub(_long, html)


def _long(found: re.Match[str]) -> str:
    kind = "long" if len(unescape(found[1])) <= LONG else "endless"
    return f'<code class="{kind}">{found[1]}</code>'


def slide_html(slide: Slide, page: Page) -> str:
    """What stands on a slide, its footer apart."""
    arranged = {
        "title": _title,
        "predict": _predict,
        "code": _code,
        "picture": _picture,
        "live": _live,
        "exercise": _exercise,
        "closing": _closing,
    }.get(slide.kind, _text)
    return arranged(slide, page)


def notes_html(slide: Slide, page: Page) -> str:
    """The speaker's notes, then what the chapter says and the slide leaves out."""
    notes = [page.prose(note) for note in slide.notes]
    if slide.said:
        notes.append(f"<p><em>{tr('The chapter goes on:')}</em></p>")
        notes += [page.prose(text) for text in slide.said]
    return "\n".join(notes)


def _heading(text: str, page: Page, kind: str = "") -> str:
    if not text:
        return ""
    made = page.prose(node({"source": f"## {text}", "id": "heading-000"}))
    return made.replace("<h2>", f'<h2 class="{kind}">', 1) if kind else made


def _prose(texts: list[NotebookNode], page: Page, kind: str = "") -> str:
    inside = "\n".join(page.prose(text) for text in texts)
    return f'<div class="prose{" " + kind if kind else ""}">{inside}</div>' if inside else ""


def _title(slide: Slide, page: Page) -> str:
    found = H1.match(f"# {slide.heading}")
    name, _, about = (found[1] if found else slide.heading).partition(": ")
    inside = page.prose(node({"source": f"# {name}", "id": "title-001"})).strip()
    if about:
        rest = page.prose(node({"source": about, "id": "title-001"})).strip()
        rest = rest.removeprefix("<p>").removesuffix("</p>")
        inside = inside.replace(
            "</h1>", f'<span class="colon">: </span><span class="about">{rest}</span></h1>'
        )
    number = int(page.chapter[:2])
    chapter = f'<p class="number">{tr("Chapter {number}", number=number)}</p>' if number else ""
    return f"{chapter}{inside}{_prose([*slide.before, *slide.after], page, 'lead')}"


def _text(slide: Slide, page: Page) -> str:
    return _heading(slide.heading, page) + _fills(_prose(slide.before, page, _size(slide.before)))


def _predict(slide: Slide, page: Page) -> str:
    texts = [_asked(text) for text in slide.before]
    words = _prose(texts, page, "middling" if slide.shows else _size(texts))
    codes = "".join(code_card(cell["source"]) for cell in slide.shows)
    return _heading(tr("Predict"), page, kind="kicker") + _fills(words + codes)


def _asked(text: NotebookNode) -> NotebookNode:
    """A prediction without the label that its slide's heading says already."""
    label = marks().label.search(text["source"])
    if label is None:
        return text
    rest = _capital(text["source"][label.end() :])
    before = text["source"][: label.start()]
    return node(text | {"source": before + rest})


def _capital(text: str) -> str:
    """The text as a sentence of its own; a name such as output_padding keeps its small letter."""
    return text if "_" in text.split(maxsplit=1)[0] else text[:1].upper() + text[1:]


def _size(texts: list[NotebookNode]) -> str:
    letters = sum(letters_of(text["source"]) for text in texts)
    listed = any(is_listed(text["source"]) for text in texts)
    if letters > MIDDLING or listed:
        return ""
    return "statement" if letters < SHORT else "middling"


def _fills(html: str) -> str:
    return f'<div class="fills">{html}</div>'


def _code(slide: Slide, page: Page) -> str:
    parts = [_prose(slide.before, page)]
    parts += [_cell(cell, page, reveals=not slide.asked) for cell in slide.shows]
    parts.append(_prose(slide.after, page))
    return _heading(slide.heading, page) + _fills("".join(parts))


def _picture(slide: Slide, page: Page) -> str:
    codes = [code_card(cell["source"]) for cell in slide.shows if shows_code(cell)]
    figures = [output_html(output, page.ids) for c in slide.shows for output in c["outputs"]]
    words = _heading(slide.heading, page) + _prose([*slide.before, *slide.after], page)
    inside = refuse_loads("".join(figures), place(page.chapter, slide.shows[0]))
    return (
        f'<div class="split"><div class="words">{words}{"".join(codes)}</div>'
        f'<div class="stage">{inside}</div></div>'
    )


def _live(slide: Slide, page: Page) -> str:
    figure = live_html(slide.shows[-1]["source"], page.chapter, page.ids)
    if figure is None:
        return _picture(slide, page)
    asked = ""
    if slide.before:
        text = _asked(slide.before[0])
        asked = page.prose(node(text | {"source": fitting(text["source"], ASKED)[0]}))
    words = f'{_heading(slide.heading, page)}<div class="prose">{asked}</div>'
    return f'<div class="words">{words}</div><div class="live">{figure}</div>'


def _exercise(slide: Slide, page: Page) -> str:
    parts = [_prose(slide.before, page, _size(slide.before))]
    parts += [_cell(cell, page, reveals=False) for cell in slide.shows]
    return _heading(slide.heading, page, kind="kicker") + _fills("".join(parts))


def _closing(slide: Slide, page: Page) -> str:
    text = slide.before[0]
    whole = sentences(text["source"])
    turns = (i for i, said in enumerate(whole) if i and marks().onward.match(said))
    turn = next(turns, len(whole))
    big = node(text | {"source": _capital(joined(whole[:turn]))})
    small = node(text | {"source": joined(whole[turn:])})
    following = _prose([small, *slide.before[1:]], page, "next") if turn < len(whole) else ""
    words = _prose([big], page, "statement") + following
    return _heading(tr("To take away"), page, kind="kicker") + _fills(words)


def _cell(cell: NotebookNode, page: Page, *, reveals: bool) -> str:
    """A code and what it prints; where nobody was asked before, the result waits for a key."""
    parts = [code_card(cell["source"], lines(cell))] if shows_code(cell) else []
    waits = " fragment" if reveals and parts else ""
    if not hides_output(cell):
        printed = (result(output, page.ids, lines(cell)) for output in cell["outputs"])
        parts += [f'<div class="result{waits}">{html}</div>' for html in printed]
    inside = refuse_loads("\n".join(parts), place(page.chapter, cell))
    return f'<div class="cell">{inside}</div>'
