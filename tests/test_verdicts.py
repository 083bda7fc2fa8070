"""What a page says to an answer is what a notebook says, in outcome, words and idea."""

from __future__ import annotations

import gzip
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from documented import ROOT
from node import answer, needs_node

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.exercises.answers import RIGHT, Prediction, Verdict, counted, wrong
from course.exercises.bank import CHAPTERS, EXERCISES
from course.exercises.build import Build
from course.exercises.misconceptions import Idea
from course.exercises.parsons import parsons
from course.exercises.reach import Reach
from course.exercises.repair import Repair
from course.exercises.spot import Spot
from course.language import by_key, is_open, open_in, open_sentences, speaking, tr
from course.number_format import row
from publish.site import verdicts
from publish.site.ranges import SMALL, held
from publish.site.tables import Told, form_on_page, in_one_row, table_of, verdict_on
from publish.tree import PublishError, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

JS = ROOT / "course/exercises/js"
LANGUAGES = ("en", "ja")
HEAVIEST = 60_000
ASKED = [name for name in EXERCISES if form_on_page(name, EXERCISES[name])]
JUDGED = """
return given.sentences.map((sentences) => {
  const judge = table.judgeOf(given.table, sentences);
  return given.answers.map((answer) => judge(answer));
});
"""


def made(name: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """An exercise's table, and what it leaves open in each language."""
    with open_sentences(LANGUAGES):
        table = table_of(name, EXERCISES[name])
    assert table is not None
    left_open, said = open_in(json.dumps(table, ensure_ascii=False)), []
    for language in LANGUAGES:
        with speaking(language):
            said.append(by_key(left_open))
    return table, said


def on_page(table: dict[str, Any], said: list[dict[str, str]], answers: list[Any]) -> Any:
    """By language, what the page says to each answer."""
    given = {"table": table, "sentences": said, "answers": answers}
    return answer(JUDGED, given, table=JS / "table.js")


def in_notebook(name: str, read: Any) -> tuple[str, str, str | None, bool]:
    """Outcome, text and idea of the verdict in the language spoken, and whether a page draws it."""
    exercise = EXERCISES[name]
    if isinstance(exercise, Build):
        lines = parsons(exercise)
        assert lines is not None
        verdict = lines.verdict(read)
    else:
        verdict = verdict_on(exercise, read)
    is_drawn = verdict.idea is not None and verdict.picture is not None
    return verdict.outcome, in_one(verdict.text), verdict.idea, is_drawn


def in_one(text: str) -> str:
    """A text as a page has it, which reads rows as one row."""
    return re.sub(r"1 × (?=\d+( numbers|個))", "", text)


def differences(name: str, table: Any, said: list[dict[str, str]], answers: list[Any]) -> list[Any]:
    """The answers to which the page says something else than a notebook."""
    found = []
    for language, there in zip(LANGUAGES, on_page(table, said, answers), strict=True):
        with speaking(language):
            for read, page in zip(answers, there, strict=True):
                here = in_notebook(name, read)
                drawn = page["picture"]
                there_is = (page["outcome"], in_one(page["text"]), page["idea"], drawn is not None)
                if here != there_is or is_open(drawn or ""):
                    found.append((language, read, here, page))
    return found


def every(name: str) -> Iterable[Any]:
    """All answers that the page takes, or for numbers many of them."""
    exercise = EXERCISES[name]
    form = form_on_page(name, exercise)
    assert form is not None
    if form["kind"] == "fields":
        fields = form["fields"]
        if fields[0]["kind"] == "truth":
            yield {"true": True}
            fields = [{**fields[0], "kind": "false"}, *fields[1:]]
        values = [[False] if field["kind"] == "false" else held(field) for field in fields]
        names = [field["name"] for field in fields]
        yield from (dict(zip(names, chosen, strict=True)) for chosen in product(*values))
    elif form["kind"] == "layers":
        changes = [
            [n, key, new]
            for n, layer in enumerate(form["layers"])
            for key, old in layer.items()
            for new in range(SMALL[key]["from"], SMALL[key]["to"] + 1)
            if new != old
        ]
        yield []
        yield from ([change] for change in changes)
        # Further apart than one parameter has values.
        some = zip(changes, changes[9:], changes[18:], strict=False)
        yield from (list(each[:n]) for each in some for n in (2, 3))
    elif form["kind"] == "lines":
        assert isinstance(exercise, Build)
        lines = parsons(exercise)
        assert lines is not None
        yield from lines.answers()
        yield from (lines.right[:n] for n in range(1, len(lines.right)))
        yield list(range(len(lines.right)))
    else:
        yield from predicted(exercise)


def predicted(exercise: Any) -> Iterable[list[Any]]:
    right = in_one_row(exercise.asked)
    yield right
    yield from (in_one_row(idea.answer) for idea in exercise.wrong_ideas)
    for place, value in product(range(len(right)), (-7, 0.5, 1 / 3, 99, 1e7)):
        yield [*right[:place], value, *right[place + 1 :]]
        yield [*right[:place], value, *right[place + 1 :], 4]
    for place, off in product(range(len(right)), (1e-12, 3e-9, 1e-5, -1e-4, 0.01, 1e6 + 0.5)):
        yield [*right[:place], right[place] + off, *right[place + 1 :]]
    if isinstance(exercise.asked, list):
        yield from (right[:n] for n in range(1, len(right)))
        yield from ([*right, 0], [*right, 0, 0.25])


def drawn(name: str, count: int) -> list[Any]:
    answers = list(every(name))
    return Random(name).sample(answers, min(count, len(answers)))


def rights(name: str) -> list[Any]:
    """The answers that the exercise itself has for right ones."""
    exercise = EXERCISES[name]
    form = form_on_page(name, exercise)
    assert form is not None
    if isinstance(exercise, Prediction):
        return [in_one_row(exercise.asked)]
    if isinstance(exercise, Reach):
        return [eval(exercise.solution(name), {"check": lambda _, given: given})]
    if isinstance(exercise, Spot):
        if exercise.true:
            return [{"true": True}]
        return [{"true": False, **exercise.defaults, **exercise.counterexample}]
    if isinstance(exercise, Build):
        lines = parsons(exercise)
        return [lines.right] if lines else []
    assert isinstance(exercise, Repair)
    pairs = zip(exercise.layers, exercise.repaired(), strict=True)
    return [
        [
            [n, key, getattr(new, key)]
            for n, (old, new) in enumerate(pairs)
            for key in form["layers"][0]
            if getattr(old, key) != getattr(new, key)
        ]
    ]


@needs_node
@pytest.mark.no_cover
@pytest.mark.long(sample=8)
@pytest.mark.parametrize("name", ASKED)
class TestPage:
    @pytest.mark.long(sample=1)
    def test_it_says_what_a_notebook_says(self, name: str):
        table, said = made(name)
        answers = [*rights(name), *drawn(name, 36)]
        assert differences(name, table, said, answers) == []
        told = on_page(table, said, rights(name))[0]
        assert [page["outcome"] for page in told] == ["right"]


@needs_node
@pytest.mark.no_cover
@pytest.mark.long(sample=0)
@pytest.mark.parametrize("name", ASKED)
def test_it_says_so_to_every_answer(name: str):
    table, said = made(name)
    assert differences(name, table, said, list(every(name))) == []


@pytest.mark.long(sample=1)
@needs_node
@pytest.mark.parametrize("name", ["padding.middle", "basic.hole", "stride.repair", "padding.trim"])
def test_a_wrong_table_is_found(name: str):
    table, said = made(name)
    answers = [*rights(name), *drawn(name, 36)]
    assert differences(name, table, said, answers) == []
    for part in (0, 1):
        changed = {**table, "verdicts": [list(one) for one in table["verdicts"]]}
        for one in changed["verdicts"]:
            one[part] += "?"
        assert differences(name, changed, said, answers)
    turned = {**table, "verdicts": [*table["verdicts"][1:], table["verdicts"][0]]}
    assert differences(name, turned, said, answers)


@needs_node
def test_what_the_page_has_no_verdict_on_is_not_called_wrong():
    table, said = made("padding.middle")
    (told,) = on_page(table, said[:1], [{"stride": 6, "padding": 2}])
    assert told[0]["outcome"] == "not checked"
    assert "stride" in told[0]["text"]
    assert "1 to 5" in told[0]["text"]
    table, said = made("basic.which_input")
    (told,) = on_page(table, said[:1], [{"input": [4]}, {"input": [1] * 4}, {"input": [0.5]}])
    assert {one["outcome"] for one in told} == {"not checked"}
    assert all("up to 3 numbers from 0 to 3" in one["text"] for one in told)
    table, said = made("stride.repair")
    (told,) = on_page(table, said[:1], [[[1, "kernel_size", 8]]])
    assert told[0]["outcome"] == "not checked"


def test_each_named_idea_has_the_picture_of_its_own_numbers():
    with open_sentences(LANGUAGES):
        table = table_of("stride.by_two", EXERCISES["stride.by_two"])
    assert table is not None
    named = {place: one[2] for place, one in enumerate(table["verdicts"]) if len(one) > 2}
    assert set(named.values()) == set(EXERCISES["stride.by_two"].ideas)  # type: ignore[attr-defined]
    assert named.keys() == table["pictures"].keys()
    assert all(svg.startswith("<svg ") for svg in table["pictures"].values())
    assert len(set(table["pictures"].values())) == len(named)


@pytest.mark.parametrize("name", [n for n in EXERCISES if isinstance(EXERCISES[n], Reach)])
def test_each_idea_of_a_choice_is_reached_by_one_that_the_page_takes(name: str):
    exercise = EXERCISES[name]
    table = table_of(name, exercise)
    assert isinstance(exercise, Reach)
    assert table is not None
    assert {one[2] for one in table["verdicts"] if len(one) > 2} == {
        *exercise.ideas,
        *exercise.own_ideas,
    }


def test_what_could_not_be_judged_is_on_no_page():
    with pytest.raises(PublishError, match="could not be judged for the pages: no process"):
        Told().place(Verdict("not checked", "no process"))


def test_what_python_refuses_is_told_with_its_line():
    exercise = EXERCISES["basic.stamps"]
    assert isinstance(exercise, Build)
    lines = parsons(exercise)
    assert lines is not None
    y, i, k, added, returned = lines.right
    for order, said, code in (
        ([i, y, k, added, returned], "is not indented further", 3),
        ([y, k, i, added, returned], "indented further than the line above", 3),
        ([y, i, added, k, returned], "unlike any line above it", 5),
    ):
        verdict = lines.verdict(order)
        assert verdict.outcome == "wrong"
        assert said in verdict.text, verdict.text
        assert f"ine {code}" in verdict.text


def test_lines_for_one_place_make_the_same_names():
    """So that which of them stands where nothing is reached makes no difference."""
    for name in ASKED:
        exercise = EXERCISES[name]
        if isinstance(exercise, Build):
            lines = parsons(exercise)
            assert lines is not None
            for group in lines.groups:
                made = [re.match(r" *(\w+ = |\w+\[|return|for \w+)", line) for line in group]
                assert len({found and found[0] for found in made}) == 1, group


def test_every_exercise_but_a_long_function_is_asked():
    long = {name for name in EXERCISES if name not in ASKED}
    assert long == {
        "output_padding.transposed",
        "signature.channels",
        "two_dimensions.stamps",
        "causal.stream",
    }


def test_each_short_function_has_wrong_lines_beside_it():
    for name in ASKED:
        exercise = EXERCISES[name]
        if isinstance(exercise, Build):
            lines = parsons(exercise)
            assert lines is not None
            assert len(lines.lines) > len(lines.groups), name
            assert len(set(lines.lines)) == len(lines.lines), name
            # None is given for a line that the solution doesn't have.
            others = sum(map(len, exercise.other_lines.values()))
            assert len(lines.lines) == len(lines.groups) + others, name


@pytest.mark.parametrize("name", [n for n in EXERCISES if isinstance(EXERCISES[n], Prediction)])
def test_what_a_page_says_to_numbers_has_places_for_them(name: str):
    """The reader's own numbers have places in it, and no number stands there instead."""
    exercise = EXERCISES[name]
    table = table_of(name, exercise)
    assert table is not None
    texts = [text for _, text, *_ in table["verdicts"]]
    assert not [text for text in texts if re.search(r"(?<![a-z])nan(?![a-z])|^\s*$", text)]
    long, *wrong_at = (texts[place] for place in (table["long"], *table["wrong"]))
    assert "{count}" in long or "{all}" in long
    assert all("{have}" in text or "{all}" in text for text in wrong_at)
    assert texts[table["right"]].startswith("Right.")


@dataclass(frozen=True)
class Doubled(Prediction):
    """A kind of exercise that only this test knows."""

    x: list[int]

    @property
    def asked(self) -> list[int]:
        return [2 * value for value in self.x]

    @property
    def wrong_ideas(self) -> list[Idea]:
        return [Idea("undoubled", "nothing is doubled", self.x)]

    def compare(self, given: list[Any], /) -> Verdict:
        told = f"{counted(given)} of {counted(self.x)}: {row(given)}."
        idea = next((idea for idea in self.wrong_ideas if idea.answer == given), None)
        return RIGHT if given == self.asked else wrong(told, idea=idea)


@needs_node
def test_a_page_asks_a_kind_of_exercise_that_it_has_never_seen(monkeypatch: pytest.MonkeyPatch):
    exercise = Doubled([1, 0], hints=("Twice.",), why="It is twice as much.")
    monkeypatch.setitem(EXERCISES, "basic.doubled", exercise)
    table, said = made("basic.doubled")
    answers = [[2, 0], [1, 0], [2, -3], [7, 0], [2], [2, 0, 5]]
    right, undoubled, second, first, missing, long = on_page(table, said[:1], answers)[0]
    assert (right["outcome"], right["text"]) == ("right", "Right. It is twice as much.")
    assert undoubled["idea"] == "undoubled"
    assert second["text"] == "Wrong. 2 of 2: [2, −3]."
    assert first["text"] == "Wrong. 2 of 2: [7, 0]."
    assert missing["text"] == "Wrong. 1 of 2: [2]."
    assert long["text"] == "Wrong. 3 of 2: [2, 0, 5]."


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A tree whose exercises are two."""
    monkeypatch.setattr(verdicts, "every_name", lambda: ["basic.hole", "stride.doubles"])
    monkeypatch.setattr(Tree, "editions", lambda _: LANGUAGES)
    return Tree(tmp_path)


def test_they_are_made_once_until_something_changes(few: Tree, monkeypatch: pytest.MonkeyPatch):
    files, left_open = verdicts.verdicts(few)
    assert [file.name for file in files] == ["basic.js", "stride.js"]
    assert "Right." in left_open["basic"].values()
    before = [file.read_bytes() for file in files]
    judged: list[int] = []
    write = verdicts.write
    monkeypatch.setattr(verdicts, "write", lambda tree: (judged.append(1), write(tree))[1])
    # The first ones came from processes of their own, each of which takes a second to begin.
    monkeypatch.setattr(verdicts, "pool", lambda: ThreadPoolExecutor(1))
    assert verdicts.verdicts(few) == (files, left_open)
    assert judged == []
    for path in ("layer.py", "exercises/spot.py", "exercises/bank/basic.py", "views/scene.py"):
        rule = few.root / "course" / path
        rule.parent.mkdir(parents=True, exist_ok=True)
        rule.write_text("# changed\n", "utf-8")
        assert verdicts.verdicts(few) == (files, left_open)
        assert judged == [1], path
        judged.clear()
    for path in ("lab/page.py", "picture/live/page.py", "exercises/js/form.js"):
        other = few.root / "course" / path
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text("changed\n", "utf-8")
    assert verdicts.verdicts(few) == (files, left_open)
    assert judged == []
    files[0].unlink()
    assert verdicts.verdicts(few) == (files, left_open)
    assert judged == [1]
    assert [file.read_bytes() for file in files] == before


@pytest.mark.long(sample=0)
def test_all_are_light_and_in_no_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Tree, "editions", lambda _: LANGUAGES)
    files, left_open = verdicts.verdicts(Tree(tmp_path))
    assert {file.stem for file in files} == {*CHAPTERS, *verdicts.sheets()}
    for file in files:
        script = file.read_text("utf-8")
        weight = len(gzip.compress(script.encode()))
        assert weight + len(json.dumps(left_open[file.stem])) <= HEAVIEST, file.name
        for text in ("Right.", tr("Wrong."), "The first difference"):
            assert text not in script
