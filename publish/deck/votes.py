"""Turns a chapter's exercises into slides for a room: some to vote on, and one with all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from course.exercises.answers import Prediction
from course.exercises.bank import ASKED
from course.exercises.choose import Choose
from course.exercises.misconceptions import got_if
from course.exercises.spot import Spot
from course.language import sentences as joined
from course.language import tr
from course.number_format import row

from ..chapter.outline import STUB
from ..html.render import text_html
from .slides import fenced
from .space import fitting, letters_of, unbroken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .slides import Slide

# In a row a room votes twice; the rest is for the keyboard.
VOTES = 2
# Wrong answers beside the right one: as many as there is room for, in Latin letters of the question
# and of what is said. A long answer stands over what is said of it.
WRONG = (3, 2)
LONG = 23
# Latin letters of a vote, and of the prompts on one slide.
VOTED, LETTERS = 500, 520


@dataclass(frozen=True)
class Option:
    """What can be voted for, and what is said of it once all have voted."""

    answer: Any
    told: str
    right: bool = False

    @property
    def text(self) -> str:
        if isinstance(self.answer, bool):
            return tr("True") if self.answer else tr("False")
        return row(self.answer)


def options(name: str, question: str = "") -> list[Option]:
    """What a room can vote for in the exercise of this name; none where that makes no vote.

    In the order of their numbers, which tells nothing about which is right.
    """
    exercise = ASKED.get(name)
    if isinstance(exercise, Spot):
        case = {"true": exercise.true, **exercise.counterexample}
        told = {exercise.true: exercise.verdict(case).text, not exercise.true: ""}
        return [Option(value, told[value], value == exercise.true) for value in (True, False)]
    if not isinstance(exercise, Prediction):
        return []
    right = Option(exercise.asked, exercise.verdict(exercise.asked).text, right=True)
    most, fewer = ([right, *islice(_wrong(exercise), number)] for number in WRONG)
    letters = letters_of(question) + sum(letters_of(option.told) for option in most)
    crowded = letters > VOTED or any(map(_is_long, most))
    return sorted(fewer if crowded else most, key=_by_numbers)


def _is_long(option: Option) -> bool:
    return len(option.text) > LONG


def _wrong(exercise: Prediction) -> Iterator[Option]:
    """The likeliest wrong answers first, each once."""
    met = [exercise.asked]
    for idea in exercise.wrong_ideas:
        if idea.answer not in met:
            met.append(idea.answer)
            yield Option(idea.answer, got_if(idea.text))


def _by_numbers(option: Option) -> list[float]:
    def flat(value: Any) -> Iterator[float]:
        if isinstance(value, list):
            for each in value:
                yield from flat(each)
        else:
            yield value

    return list(flat(option.answer))


def for_a_room(slides: Sequence[Slide]) -> list[Slide]:
    """The slides with every row of exercises made into few: two votes, then all others on one."""
    made: list[Slide] = []
    waiting: list[Slide] = []
    for slide in slides:
        if slide.kind == "exercise":
            waiting.append(slide)
            continue
        made += _shared_out(waiting)
        made.append(slide)
        waiting = []
    return made + _shared_out(waiting)


def _shared_out(exercises: list[Slide]) -> list[Slide]:
    votes = [slide for slide in exercises if options(exercise_of(slide))][:VOTES]
    others = [slide for slide in exercises if slide not in votes]
    return [*map(_vote, votes), *([_keyboard(others)] if others else [])]


def exercise_of(slide: Slide) -> str:
    """The name of the exercise that a slide asks; "" for none."""
    found = (STUB.search(cell["source"]) for cell in slide.shows)
    return next((match[1] for match in found if match), "")


def _vote(slide: Slide) -> Slide:
    number = slide.heading
    heading = tr("Vote: {exercise}", exercise=number[:1].lower() + number[1:])
    notes = [*slide.notes, tr("To type it:"), *map(fenced, slide.shows)]
    return replace(slide, kind="vote", heading=heading, notes=notes)


def _keyboard(exercises: list[Slide]) -> Slide:
    """One slide that sends the room to the notebook or to the page, in pairs."""
    prompts = [text for slide in exercises for text in slide.before]
    room = LETTERS // len(prompts) if sum(map(letters_of, prompts)) > LETTERS else LETTERS
    texts, notes, said = [], [], []
    for slide in exercises:
        number = f"**{slide.number}.** " if slide.number else ""
        for place, text in enumerate(slide.before):
            whole = (number if not place else "") + text
            kept, rest = fitting(whole, room) if letters_of(whole) > room else (whole, "")
            texts.append(kept)
            said += [number + rest] if rest else []
        notes += [number + " ".join(slide.notes), *map(fenced, slide.shows)]
        said += slide.said
    return replace(
        exercises[0],
        heading=tr("In pairs, at the keyboard"),
        before=texts,
        shows=[],
        after=[],
        notes=notes,
        said=said,
    )


def vote_html(slide: Slide) -> str:
    """The options of a vote; what is said of them waits for a key."""
    votes = options(exercise_of(slide), joined(slide.before))
    kind = " wide" if any(map(_is_long, votes)) else ""
    items = (
        f'<li><b>{letter}</b> <span class="answer">{_answer(option)}</span> '
        f'<span class="fragment{" right" if option.right else ""}" data-fragment-index="0">'
        f"{escape(unbroken(option.told))}</span></li>"
        for letter, option in zip("ABCD", votes, strict=False)
    )
    return f'<ul class="options{kind}">{"".join(items)}</ul>'


def choices_html(name: str) -> str:
    """The choices of a prediction, and nothing of which is right; "" where it has none."""
    exercise = ASKED.get(name)
    if not isinstance(exercise, Choose):
        return ""
    texts = (text_html(tr(option.text)).strip() for option in exercise.options.values())
    items = (
        f'<li><b>{letter}</b> <div class="answer">{text}</div></li>'
        for letter, text in zip("ABCDE", texts, strict=False)
    )
    return f'<ul class="options choices">{"".join(items)}</ul>'


def _answer(option: Option) -> str:
    text = escape(option.text)
    return text if isinstance(option.answer, bool) else f'<code class="option">{text}</code>'
