"""Works out what a page says to every answer that it takes, by the judge of the notebooks.

A table holds each verdict once. The index of the one on an answer stands in lists within lists: the
place of a field's value in each list leads on, and an index that stands there instead of a list
goes for whatever would follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.exercises.answers import Exercise, Prediction, Template, Verdict, wrong
from course.exercises.build import Build
from course.exercises.parsons import parsons
from course.exercises.reach import Reach
from course.exercises.repair import Repair, told_change, too_many
from course.language import listed
from course.number_format import Symbol

from ..tree import PublishError
from .ranges import form_of, held, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.exercises.choose import Choose
    from course.number_format import Number

Table = dict[str, Any]


def table_of(name: str, exercise: Exercise) -> Table | None:
    """The form of an exercise, and what to say to each answer; None where code is written.

    {"form": …, "verdicts": [[outcome, text, idea or none], …], "pictures": {index: SVG}} and, by
    the kind of the form, where an answer finds its verdict.
    """
    form = form_on_page(name, exercise)
    if form is None:
        return None
    told = Told()
    found = BY_KIND[form["kind"]](exercise, form, told)
    return {"form": form, **found, **told.table()}


def form_on_page(name: str, exercise: Exercise) -> Table | None:
    """The form in which a page asks an exercise, or None where the answer is code of many lines."""
    if isinstance(exercise, Build):
        lines = parsons(exercise)
        return lines.form if lines else None
    form = exercise.form()
    wrong = exercise.own_ideas.values() if isinstance(exercise, Reach) else ()
    return form and form_of(name, form, [choice for _, choice in wrong])


def verdict_on(exercise: Exercise, read: Any) -> Verdict:
    """The verdict on what is read from a form."""
    try:
        answer = exercise.answer(read)
    except (TypeError, ValueError) as error:
        return wrong(str(error))
    return exercise.verdict(answer)


class Told:
    """The verdicts of a table, each once, with the pictures of those that name a wrong idea."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, ...], int] = {}
        self.pictures: dict[int, str] = {}

    def place(self, verdict: Verdict) -> int:
        """Where the verdict stands in the table.

        Raises PublishError where the answer could not be judged: a page may not say so for good.
        """
        if verdict.outcome == "not checked":
            raise PublishError(f"An answer could not be judged for the pages: {verdict.text}")
        named = (verdict.idea,) if verdict.idea else ()
        place = self.places.setdefault((verdict.outcome, verdict.text, *named), len(self.places))
        if named and verdict.picture:
            self.pictures.setdefault(place, verdict.picture.svg)
        return place

    def table(self) -> Table:
        return {"verdicts": list(self.places), "pictures": self.pictures}


def _of_fields(exercise: Exercise, form: Table, told: Told) -> Table:
    fields = form["fields"]

    def below(given: dict[str, Any]) -> Any:
        # A sentence that is said to be true needs no case.
        if len(given) == len(fields) or given.get("true"):
            return told.place(verdict_on(exercise, given))
        field = fields[len(given)]
        return _same([below({**given, field["name"]: value}) for value in held(field)])

    return {"at": below({})}


def _of_layers(exercise: Repair, form: Table, told: Told) -> Table:
    def judged(*changes: list[Any]) -> int:
        return told.place(verdict_on(exercise, [*changes]))

    layers = form["layers"]
    return {
        "nothing": judged(),
        "at": [
            [[judged([n, key, new]) for new in numbers(form["values"][key])] for key in layer]
            for n, layer in enumerate(layers)
        ],
        "many": told.place(wrong(too_many("{count}", "{changes}"))),
        "changes": [
            [told_change(n, key, old, "{new}") for key, old in layer.items()]
            for n, layer in enumerate(layers)
        ],
        "row": listed(["{one}", "{other}"]),
    }


def _of_lines(exercise: Build, _form: Table, told: Told) -> Table:
    asked, known = parsons(exercise), dict[str, int]()
    assert asked is not None

    def judged(taken: list[int]) -> int:
        if asked.fault(taken):
            return told.place(asked.verdict(taken))
        reached = asked.reached(taken)
        if reached not in known:
            known[reached] = told.place(asked.verdict(taken))
        return known[reached]

    def below(taken: list[int]) -> Any:
        if len(taken) == len(asked.groups):
            return judged(taken)
        used = {asked.group_of[index] for index in taken}
        free = [
            None if group in used else below([*taken, index])
            for index, group in enumerate(asked.group_of)
        ]
        return _same(free)

    return {
        "at": below([]),
        "groups": asked.group_of,
        "few": told.place(asked.few("{count}")),
        "pair": told.place(asked.pair()),
    }


def _same(places: list[Any]) -> Any:
    """The lists as they are, or the one index that they all are."""
    found = [place for place in places if place is not None]
    one = found[0]
    return one if isinstance(one, int) and all(place == one for place in found) else places


def _of_numbers(exercise: Prediction, _form: Table, told: Told) -> Table:
    """Answers by their first number that is wrong, but for the right one and the ideas'.

    In the texts {have} is the reader's number at that place, {all} all of them, {count} how many.
    """
    answer, axes = in_one_row(exercise.asked), len(exercise.shape)
    number: Any = Symbol("have" if axes else "all")

    def judged(row: list[Number]) -> int:
        return told.place(verdict_on(exercise, row))

    def template(row: list[Any]) -> int:
        return told.place(exercise.compare(exercise.answer(Template(row))))

    places = range(len(answer))
    wrong_at = [template([*answer[:p], number, *answer[p + 1 :]]) for p in places]
    longer = template([*answer, number]) if axes else wrong_at[0]
    # Rows of other lengths can't be told from one long row.
    led = [idea.answer for idea in exercise.wrong_ideas]
    fit = [rows for rows in led if axes < 2 or exercise.answer(in_one_row(rows)) == rows]
    ideas = [in_one_row(rows) for rows in fit]
    return {
        "answer": answer,
        "right": judged(answer),
        "ideas": [[row, judged(row)] for row in ideas if row != answer],
        "wrong": wrong_at,
        # A page reads rows as one row, and where numbers are missing can only say how many it has.
        "missing": [longer if axes > 1 else judged(answer[:p]) for p in places],
        "long": longer,
    }


def in_one_row(answer: Any) -> list[Number]:
    """An answer as the field holds it: its numbers one after the other."""
    if not isinstance(answer, list):
        return [answer]
    return [number for part in answer for number in in_one_row(part)]


def _of_choice(exercise: Choose, form: Table, told: Told) -> Table:
    return {"at": [told.place(verdict_on(exercise, word)) for word, _ in form["options"]]}


BY_KIND: dict[str, Callable[[Any, Table, Told], Table]] = {
    "numbers": _of_numbers,
    "fields": _of_fields,
    "layers": _of_layers,
    "lines": _of_lines,
    "choice": _of_choice,
}
