"""Makes slides of a chapter's cells: a prediction, then what it was about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course.language import N_, tr

from ..chapter.outline import H1, lines, mark, shown_kind
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
# Lines of code and output on a slide from which on there is less room for prose.
CROWDED = 5
# Latin letters of prose that a slide takes beside what it shows; the rest goes to the speaker.
LETTERS: dict[Kind, int] = {
    "title": 240, "text": 330, "code": 200, "picture": 200,
}  # fmt: skip


@dataclass
class Slide:
    """What stands on one slide, and what its speaker says.

    heading: Markdown without its marks. before, after: texts around what is shown. said: what the
    chapter says and the slide has no room for. asked: a prediction slide stands before it.
    """

    kind: Kind
    heading: str = ""
    before: list[str] = field(default_factory=list)
    shows: list[NotebookNode] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: bool = False

    @property
    def is_bare(self) -> bool:
        return not (self.before or self.shows or self.after or self.notes or self.kind == "title")


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
        elif cell["cell_type"] == "code":
            if "setup" not in tags(cell):
                deck.add_code(cell)
        else:
            for block in blocks(cell["source"]):
                deck.add_text(block)
    return deck.finished()


class _Deck:
    """The slides so far; the last one is still open."""

    def __init__(self) -> None:
        self.slides = [Slide("text")]  # a bare one before the first, so that there is always one
        self.section = ""  # the heading that holds here
        self.waiting: str | None = None  # a heading that would give a prediction's answer away
        self.question: str | None = None

    @property
    def last(self) -> Slide:
        return self.slides[-1]

    @property
    def was_asked(self) -> bool:
        """Whether a prediction stands before the last slide."""
        return any(slide.kind == "predict" for slide in self.slides[-2:-1])

    def add_text(self, block: str) -> None:
        if block.startswith("#"):
            self._add_heading(block)
        elif found := mark("closing").match(block):
            self._new("closing").before.append(block[found.end() :])
        elif found := mark("exercise").match(block):
            number = found[1]
            heading = tr("Exercise {number}", number=number) if number else tr("Exercise")
            self._new("exercise", heading).before.append(block[found.end() :])
        elif mark("predict").search(block):
            self._predict().before.append(block)
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
        leads_on = last.before and last.before[-1].rstrip().endswith(":")
        if last.kind == "predict" and leads_on:
            last.shows.append(cell)  # The question is about this code; what it prints comes next.
        lead = self.take_lead()
        if last.kind != "text" or last.shows or any(map(is_listed, last.before)):
            slide = self._new(kind)
            # The last of several texts after a code leads to the next one.
            if last.shows and len(last.after) > 1:
                slide.before.append(last.after.pop())
        slide = self.last
        slide.kind = kind
        if lead:
            slide.before.append(lead)
        if kind == "live" and self.question:
            slide.before = [self.question]
            self.question = None
        slide.heading = slide.heading or self._heading_for(kind)
        slide.asked = self.was_asked
        self.waiting = None
        slide.shows.append(cell)

    def finished(self) -> list[Slide]:
        made = [slide for slide in self.slides if not slide.is_bare]
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
            self.section, self.waiting = text, None

    def _predict(self) -> Slide:
        """The open prediction; a heading over it waits for the slide that has the answer."""
        last = self.last
        if last.kind == "text" and not last.shows:
            self.waiting, last.kind, last.heading = last.heading, "predict", ""
        return last if last.kind == "predict" else self._new("predict")

    def _heading_for(self, kind: Kind) -> str:
        if kind == "live":
            return tr(DEFAULT[kind])
        return self.waiting or (not self.was_asked and self.section) or tr(DEFAULT[kind])

    def take_lead(self) -> str:
        """The sentence before a code that only leads to it, taken from the slide it stands on."""
        texts = self.last.after if self.last.shows else self.last.before
        if not texts:
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
    if slide.kind == "code" and sum(map(lines, slide.shows)) > CROWDED:
        room = 135
    kept: dict[str, list[str]] = {"after": [], "before": []}
    for side in ("after", "before"):
        for text in getattr(slide, side):
            if is_listed(text):
                kept[side].append(text)
                continue
            shown, rest = fitting(text, room)
            taken = any(kept.values())
            if (taken or not room) and letters_of(shown) > room:
                shown, rest = "", text
            if shown:
                room -= letters_of(shown)
                kept[side].append(shown)
            if rest:
                slide.said.append(rest)
    slide.before, slide.after = kept["before"], kept["after"]
