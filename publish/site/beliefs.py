"""Puts the check of beliefs into a page, folded up until somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.exercises.belief_html import html
from course.exercises.beliefs import QUESTIONS
from course.exercises.component import asset
from course.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .readme import Chapter


def folded(every: Sequence[Chapter]) -> str:
    """The check, with links to the pages of these chapters; "" where one it needs is missing."""
    names = {chapter.stem: f"{chapter.number} {chapter.label}" for chapter in every}
    chapters = {question.chapter for question in QUESTIONS}
    chapters |= {one.belief.chapter for q in QUESTIONS for one in q.choices if one.belief}
    if chapters - names.keys():
        return ""
    summary = tr("Answer the {count} questions", count=len(QUESTIONS))
    asked = html(lambda stem: (f"{stem}.html", names[stem]))
    return f'<details class="believes"><summary>{summary}</summary>{asked}</details>'


def program() -> str:
    """The script that shows what belongs to the answers, to be run when its page is there."""
    return asset("beliefs.bundle.js") + "beliefCheck.start();\n"


def style() -> str:
    return asset("beliefs.css")
