"""Makes slides of a chapter's cells: a prediction, then what it was about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course.exercises.bank import PREDICTIONS
from course.language import N_, tr

from ..chapter.outline import H1, exercise_name, lines, mark, shown_kind
from ..chapter.passages import blocks
from ..chapter.source import is_notes, slide_type, tags
from .space import fitting, is_listed, letters_of, without_lead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

    from ..chapter.outline import Kind

DEFAULT = {
    "code": N_("The result"),
    "picture": N_("The picture"),
    "live": N_("Play with it"),
    "text": N_("The answer"),
}
# Lines of code and output on a slide from which on there is less room for prose, and still less.
CROWDED, FULL = 5, 8
# Latin letters of prose that a slide takes beside what it shows; the rest goes to the speaker.
LETTERS: dict[Kind, int] = {
    "title": 240, "text": 330, "code": 200, "picture": 200,
}  # fmt: skip


@dataclass
class Slide:
    """What stands on one slide, and what its speaker says.

    heading: Markdown without its marks. before, after: texts around what is shown. said: what the
    chapter says and the slide has no room for. asked: a prediction slide stands before it.
    prediction: the name under which the slide's question is checked.
    """

    kind: Kind
    heading: str = ""
    before: list[str] = field(default_factory=list)
    shows: list[NotebookNode] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: bool = False
    number: str = ""
    prediction: str = ""


def slides(cells: Sequence[NotebookNode]) -> list[Slide]:
    """The chapter's slides in order.

    A heading, a prediction, an exercise and every cell that shows something start a slide; the
    slide type `skip` leaves a cell out.
    """
    deck = _Deck()
    for cell in cells:
        if is_notes(cell):
            deck.last.notes.append(cell["source"])
        elif slide_type(cell) == "skip":
            if cell["cell_type"] == "code":
                deck.take_lead()
        elif exercise_name(cell["source"]) in PREDICTIONS:
            deck.add_check(cell)
        elif cell["cell_type"] == "code":
            if "setup" not in tags(cell):
                deck.add_code(cell)
        else:
            texts = blocks(cell["source"])
            if cell["metadata"].get("leads"):
                deck.leading.add(texts[-1])
            for block in texts:
                deck.add_text(block)
    return deck.finished()


def fenced(cell: NotebookNode) -> str:
    """The cell's code as Markdown."""
    return f"```python\n{cell['source']}\n```"


class _Deck:
    """The slides so far; the last one is still open."""

    def __init__(self) -> None:
        self.slides = [Slide("text")]  # a bare one before the first, so that there is always one
        self.section = ""  # the heading that holds here
        self.waiting = ""  # a heading that would give a prediction's answer away
        self.question = ""
        self.leading: set[str] = set()  # texts whose last sentence leads to what follows

    @property
    def last(self) -> Slide:
        return self.slides[-1]

    def add_text(self, block: str) -> None:
        if block.startswith("#"):
            self._add_heading(block)
        elif found := mark("closing").match(block):
            self._new("closing").before.append(block[found.end() :])
        elif found := mark("exercise").match(block):
            number = found[1]
            heading = tr("Exercise {number}", number=number) if number else tr("Exercise")
            slide = self._new("exercise", heading)
            slide.before.append(block[found.end() :])
            slide.number = number or ""
        elif mark("predict").search(block):
            if self.last.kind == "text" and not self.last.shows:
                # A heading over it waits for the slide that has the answer.
                self.waiting, self.last.kind, self.last.heading = self.last.heading, "predict", ""
            slide = self.last if self.last.kind == "predict" else self._new("predict")
            slide.before.append(block)
            self.question = block
        else:
            if self.last.kind == "live":
                self._new("text", tr(DEFAULT["text"]))
            last = self.last
            (last.after if last.shows else last.before).append(block)

    def add_code(self, cell: NotebookNode) -> None:
        kind, last = shown_kind(cell), self.last
        if last.kind == "exercise" and not last.shows:
            last.shows.append(cell)
            return
        if last.kind == "predict" and last.before and self._leads(last.before[-1]):
            last.shows.append(cell)  # The question is about this code; what it prints comes next.
        lead = self.take_lead()
        if last.kind != "text" or last.shows or any(map(is_listed, last.before)):
            slide = self._new(kind)
            # The last of several texts after a code leads to the next one.
            if last.shows and len(last.after) > 1:
                slide.before.append(last.after.pop())
        slide = self.last
        slide.kind = kind
        slide.asked = any(before.kind == "predict" for before in self.slides[-2:-1])
        known = self.waiting or ("" if slide.asked else self.section)
        if lead:
            slide.before.append(lead)
        if kind == "live":
            known = ""
            if self.question:
                slide.before, self.question = [self.question], ""
        slide.heading = slide.heading or known or tr(DEFAULT[kind])
        self.waiting = ""
        slide.shows.append(cell)

    def add_check(self, cell: NotebookNode) -> None:
        """The slide asks what the cell checks; only its speaker is told how that is typed."""
        self.last.prediction = exercise_name(cell["source"]) or ""
        self.last.notes += [tr("To type it:"), fenced(cell)]

    def finished(self) -> list[Slide]:
        """All but the headings that nothing came under, each with what it has room for."""
        made = [s for s in self.slides if s.kind == "title" or s.before or s.shows or s.notes]
        for slide in made:
            _settle(slide)
        return made

    def _new(self, kind: Kind, heading: str = "") -> Slide:
        self.slides.append(Slide(kind, heading))
        return self.last

    def _add_heading(self, block: str) -> None:
        text = block.lstrip("#").strip()
        if H1.match(block):
            self._new("title", text)
        elif found := mark("heading").match(block):
            self._new("predict")
            answer = found[1] or ""
            self.section = self.waiting = answer[:1].upper() + answer[1:]
        else:
            self._new("text", text)
            self.section, self.waiting = text, ""

    def _leads(self, text: str) -> bool:
        return text in self.leading or text.rstrip().endswith(":")

    def take_lead(self) -> str:
        """The sentence before a code that only leads to it, taken from the slide it stands on."""
        texts = self.last.after if self.last.shows else self.last.before
        if not texts:
            return ""
        if not self._leads(texts[-1]):
            return ""
        rest, lead = without_lead(texts.pop())
        if rest:
            texts.append(rest)
        return lead


def _settle(slide: Slide) -> None:
    """Leave on the slide what it has room for, the conclusion first; the rest is said."""
    if slide.kind == "exercise":
        slide.said, slide.after = slide.after, []
    if slide.kind not in LETTERS:
        return
    room = LETTERS[slide.kind]
    listed = list(filter(is_listed, slide.before))
    if slide.kind == "text" and listed:
        room = 150 if sum(text.count("\n") + 1 for text in listed) < CROWDED + 2 else 0
    if slide.kind == "code" and (shown := sum(map(lines, slide.shows))) > CROWDED:
        room = 135 if shown < FULL else 100
    taken = False
    said: list[str] = []
    for texts in (slide.after, slide.before):
        left: list[str] = []
        for place, text in enumerate(texts):
            if not is_listed(text):
                texts[place], rest = fitting(text, room)
                if (taken or not room) and letters_of(texts[place]) > room:
                    texts[place], rest = "", text
                room -= letters_of(texts[place])
                left += filter(None, [rest])
            taken = taken or bool(texts[place])
        texts[:] = filter(None, texts)
        said = left + said  # What stands first in the chapter is said first.
    slide.said += said
