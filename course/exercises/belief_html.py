"""The check of beliefs as HTML: all questions, and all that can be said to their answers.

``js/beliefs.js`` shows what was chosen. Without a script the questions are there, and with each its
answer to fold out.
"""

import re
from collections.abc import Callable
from html import escape

from ..language import sentences, tr
from .belief import DONT_KNOW, HELD, NONE, OPEN, UNKNOWN, Belief, Question
from .beliefs import QUESTIONS

CODE = re.compile(r"`(.+?)`")

Link = Callable[[str], tuple[str, str]]
"""From a chapter's stem to the address and the name of its page."""


def html(link: Link) -> str:
    """The check in the language spoken, its chapters led to by ``link``."""
    asked = "".join(_asked(number, question, link) for number, question in enumerate(QUESTIONS, 1))
    held = "".join(
        _belief(choice.belief, link, f"{question.name} {place}", number)
        for number, question in enumerate(QUESTIONS, 1)
        for place, choice in enumerate(question.choices)
        if choice.belief
    )
    left = "".join(
        _item(_marked(one.about), one.chapter, link, f"{one.name} {UNKNOWN}", number)
        for number, one in enumerate(QUESTIONS, 1)
    )
    # Translators: so many questions of the check are answered.
    count = tr("{done} of {all} answered", done="{done}", all=len(QUESTIONS))
    return (
        f'<div class="beliefs" data-beliefs><form>{asked}<div class="end">'
        f'<p class="count" data-said="{escape(count)}"></p>'
        f'<button type="submit">{tr("What do I believe?")}</button>'
        f'<p class="unread" role="status" data-said="{escape(tr("Choose an answer first."))}"></p>'
        f"</div></form>"
        # Translators: the name of what the check of beliefs says in the end.
        f'<section class="result" tabindex="-1" aria-label="{tr("Result")}" hidden>'
        f"<h3>{tr(HELD)}</h3><ol>{held}</ol><h3>{tr(OPEN)}</h3><ol>{left}</ol>"
        f'<p class="none">{tr(NONE)}</p>'
        f'<button type="button">{tr("Take it again")}</button></section></div>'
    )


def _asked(number: int, question: Question, link: Link) -> str:
    choices = [(str(place), choice.text) for place, choice in enumerate(question.choices)]
    fields = "".join(
        f'<label><input type="radio" name="{question.name}" value="{value}">'
        f"<span>{_marked(text)}</span></label>"
        for value, text in [*choices, (UNKNOWN, DONT_KNOW)]
    )
    beliefs = [choice.belief for choice in question.choices if choice.belief]
    met = "".join(_belief(belief, link) for belief in beliefs)
    return (
        f'<fieldset><legend><span class="number">{number}</span> '
        f"{_marked(question.prompt)}</legend>{fields}"
        f'<details class="answer"><summary>{tr("Answer")}</summary>'
        f"<p><strong>{_marked(question.right.text)}</strong></p><ul>{met}</ul></details></fieldset>"
    )


def _belief(belief: Belief, link: Link, when: str = "", number: int = 0) -> str:
    says = f"<strong>{_marked(belief.says)}</strong>"
    told = sentences([says, _marked(belief.instead)])
    return _item(told, belief.chapter, link, when, number)


def _item(told: str, chapter: str, link: Link, when: str, number: int) -> str:
    """A line that leads to a chapter. when: which answer to question ``number`` brings it."""
    address, name = link(chapter)
    shown = f' value="{number}" data-when="{when}" hidden' if when else ""
    return f'<li{shown}>{told} <a href="{escape(address)}">{escape(name)}</a></li>'


def _marked(text: str) -> str:
    """A sentence as HTML, its code marked; what is short stays in one line."""

    def code(found: re.Match[str]) -> str:
        short = ' class="short"' if len(found[1]) < 25 else ""
        return f"<code{short}>{found[1]}</code>"

    return CODE.sub(code, escape(tr(text), quote=False))
