"""Lays out a slide: its heading, text, figure, code and result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.language import sentences as joined
from course.language import tr

from ..chapter.links import plain_words
from ..chapter.outline import STUB, lines, mark, shows_code
from ..html.figures import live_html
from ..html.render import output_html, text_html
from .space import (
    code_card,
    fitting,
    formula_line,
    is_listed,
    letters_of,
    result,
    sentences,
    unbroken,
)
from .votes import choices_html, vote_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from .slides import Slide

CODE = re.compile(r"(`[^`]*`)")
INLINE_CODE = re.compile(r"(?<!<pre>)<code>([^<]{23,})</code>")
FORMULA_LINE = re.compile(r"<p><code>([^<]{40,})</code></p>")
QUESTION = re.compile(r"[?？]|か。")
ABOUT = re.compile(": (.*)</h1>")
SHORT, MIDDLING = 130, 260
ASKED = 125


@dataclass
class Page:
    """What the rendering of a deck's slides has in common."""

    chapter: str
    ids: set[str]


def prose(text: str, *, moving: bool = False) -> str:
    """Markdown as HTML, in which neither a sum nor a short code is torn in two.

    moving: a live figure stands beside it, for words to move.
    """
    parts = CODE.split(plain_words(text, moving=moving))
    parts[::2] = map(unbroken, parts[::2])
    html = FORMULA_LINE.sub(formula_line, text_html("".join(parts)))
    return INLINE_CODE.sub(r'<code class="long">\1</code>', html)


def slide_html(slide: Slide, page: Page) -> str:
    """What stands on a slide, its footer apart."""
    arranged = {
        "title": _title,
        "predict": _predict,
        "picture": _picture,
        "live": _live,
        "vote": _vote,
        "closing": _closing,
    }.get(slide.kind, _flowing)
    return arranged(slide, page)


def notes_html(slide: Slide) -> str:
    """The speaker's notes, then what the chapter says and the slide leaves out."""
    notes = [prose(note) for note in slide.notes]
    if slide.said:
        notes.append(f"<p><em>{tr('The chapter goes on:')}</em></p>")
        notes += [prose(text) for text in slide.said]
    return "\n".join(notes)


def _heading(text: str, kind: str = "") -> str:
    made = prose(f"## {text}") if text else ""
    return made.replace("<h2>", f'<h2 class="{kind}">', 1) if kind else made


def _under(heading: str, html: str, kind: str = "kicker") -> str:
    return f'{_heading(heading, kind)}<div class="fills">{html}</div>'


def _prose(texts: list[str], kind: str = "") -> str:
    inside = "\n".join(map(prose, texts))
    return f'<div class="prose{" " + kind if kind else ""}">{inside}</div>' if inside else ""


def _title(slide: Slide, page: Page) -> str:
    inside = ABOUT.sub(
        r'<span class="colon">: </span><span class="about">\1</span></h1>',
        prose(f"# {slide.heading}").strip(),
    )
    number = int(page.chapter[:2])
    chapter = f'<p class="number">{tr("Chapter {number}", number=number)}</p>' if number else ""
    return f"{chapter}{inside}{_prose(slide.before, 'lead')}"


def _flowing(slide: Slide, page: Page) -> str:
    parts = [_prose(slide.before, "" if slide.kind == "code" else _size(slide.before))]
    parts += [_cell(cell, page, reveals=not slide.asked) for cell in slide.shows]
    parts.append(_prose(slide.after))
    kind = "kicker" if slide.kind == "exercise" else ""
    return _under(slide.heading, "".join(parts), kind)


def _predict(slide: Slide, _: Page) -> str:
    texts = [_asked(text) for text in slide.before]
    words = _prose(texts, "middling" if slide.shows else _size(texts))
    codes = "".join(code_card(cell["source"]) for cell in slide.shows)
    return _under(tr("Predict"), words + codes + choices_html(slide.prediction))


def _vote(slide: Slide, _: Page) -> str:
    return _under(slide.heading, _prose(slide.before) + vote_html(slide))


def _asked(text: str) -> str:
    """A prediction without the label that its slide's heading says already."""
    label = mark("label").search(text)
    return text[: label.start()] + _capital(text[label.end() :]) if label else text


def _capital(text: str) -> str:
    """The text as a sentence of its own; a name such as output_padding keeps its small letter."""
    return text if "_" in text.split(maxsplit=1)[0] else text[:1].upper() + text[1:]


def _size(texts: list[str]) -> str:
    letters = sum(map(letters_of, texts))
    if letters > MIDDLING or any(map(is_listed, texts)):
        return ""
    return "statement" if letters < SHORT else "middling"


def _picture(slide: Slide, page: Page) -> str:
    codes = [code_card(cell["source"]) for cell in slide.shows if shows_code(cell)]
    figures = [output_html(output, page.ids) for c in slide.shows for output in c["outputs"]]
    words = _heading(slide.heading) + _prose([*slide.before, *slide.after])
    return (
        f'<div class="split"><div class="words">{words}{"".join(codes)}</div>'
        f'<div class="stage">{"".join(figures)}</div></div>'
    )


def _live(slide: Slide, page: Page) -> str:
    figure = live_html(slide.shows[-1]["source"], page.chapter, page.ids)
    if figure is None:
        return _picture(slide, page)
    asked = prose(_question(slide.before[0]), moving=True) if slide.before else ""
    words = f'{_heading(slide.heading)}<div class="prose">{asked}</div>'
    return f'<div class="words">{words}</div><div class="live">{figure}</div>'


def _question(text: str) -> str:
    """As much as stands beside a figure; what only leads up to the question goes first."""
    text = _asked(text)
    if letters_of(text) <= ASKED:
        return text
    whole = sentences(text)
    first = next((i for i, said in enumerate(whole) if QUESTION.search(said)), 0)
    return fitting(joined(whole[first:]), ASKED)[0]


def _closing(slide: Slide, _: Page) -> str:
    whole = sentences(slide.before[0])
    turns = (i for i, said in enumerate(whole) if i and mark("onward").match(said))
    turn = next(turns, len(whole))
    words = _prose([_capital(joined(whole[:turn]))], "statement")
    words += _prose([joined(whole[turn:]), *slide.before[1:]], "next")
    return _under(tr("To take away"), words)


def _cell(cell: NotebookNode, page: Page, *, reveals: bool) -> str:
    """A code and what it prints; where nobody was asked before, the result waits for a key."""
    parts = [code_card(cell["source"], lines(cell))] if shows_code(cell) else []
    waits = " fragment" if reveals and parts else ""
    # That of an exercise says only that nobody has answered yet.
    if not STUB.search(cell["source"]):
        printed = (result(output, page.ids, lines(cell)) for output in cell["outputs"])
        parts += [f'<div class="result{waits}">{html}</div>' for html in printed]
    return '<div class="cell">' + "\n".join(parts) + "</div>"
