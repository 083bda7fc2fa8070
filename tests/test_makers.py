"""An exercise from a seed is legal and right, tells its ideas apart, and stays what it was."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import prompts
import pytest
import torch
from torch import nn

from course import check, hint, review, solution
from course.exercises import makers, reviews
from course.exercises.answers import Prediction
from course.exercises.bank import CHAPTERS
from course.exercises.build import Build
from course.exercises.makers import MAKERS, Made, made
from course.exercises.reach import Reach, choices
from course.exercises.repair import Repair
from course.exercises.reviews import COUNT, Review, blank
from course.language import language, speaking

NUMBER = re.compile(r"\d+")
every_kind = pytest.mark.parametrize("kind", MAKERS)
HELD = json.loads(Path(__file__).with_name("made.json").read_text(encoding="utf-8"))
"""For each kind and its first seeds: the prompt and the answer, or the code that answers."""


def ran(code: str) -> dict[str, Any]:
    """What a solution or a blank defines, and the answer that it gives to ``check``."""
    names: dict[str, Any] = {"nn": nn, "check": lambda name, answer: names.update(answer=answer)}
    exec(code, names)
    return names


def answer(asked: Made) -> Any:
    return ran(asked.exercise.solution(asked.name))["answer"]


def sizes_made(decoder: nn.Sequential, channels: int, size: int) -> list[int]:
    made = [torch.ones(1, channels, size)]
    for layer in decoder:
        made.append(layer(made[-1]))
    return [each.shape[-1] for each in made]


def assert_repaired(asked: Made) -> None:
    wanted = prompts.whole(asked.prompt, "# numbers come in, .* bring # and #")
    broken, mended = ran(blank(asked.name, asked.exercise))["answer"], answer(asked)
    assert isinstance(asked.exercise, Repair)
    assert sizes_made(broken, 4, wanted[0]) != wanted
    assert sizes_made(mended, 4, wanted[0]) == wanted
    assert asked.exercise.verdict(mended).outcome == "right"
    assert asked.exercise.verdict(broken).outcome == "not attempted"


def assert_written(asked: Made) -> None:
    (w,), given = prompts.rows(asked.prompt), prompts.whole(asked.prompt, "stride #")
    written = answer(asked)
    assert isinstance(asked.exercise, Build)
    cases = asked.exercise.cases()
    for case in cases:
        wanted = prompts.stamped(case["x"], w, stride=given[0])
        assert asked.exercise.expected(case) == written(case["x"]) == wanted
    ways = [asked.exercise.expected, *(idea.answer for idea in asked.exercise.wrong_ways)]
    for one, other in combinations(ways, 2):
        assert any(one(case) != other(case) for case in cases)


def assert_predicted(asked: Made, right: Any) -> None:
    exercise = asked.exercise
    assert isinstance(exercise, Prediction)
    assert answer(asked) == right == exercise.asked
    assert exercise.verdict(right).outcome == "right"
    ideas = list(exercise.wrong_ideas)
    assert len(ideas) > 2
    for one, other in combinations([right, *(idea.answer for idea in ideas)], 2):
        assert one != other
    for idea in ideas:
        verdict = exercise.verdict(idea.answer)
        assert (verdict.outcome, verdict.idea) == ("wrong", idea.name)


def assert_chosen(kind: str, asked: Made) -> None:
    exercise, chosen = asked.exercise, answer(asked)
    assert exercise.verdict(chosen).outcome == "right"
    assert prompts.CHOICES[kind](asked.prompt, chosen)
    if isinstance(exercise, Reach):
        columns = [{"input": [int(i == n) for i in range(5)]} for n in range(5)]
        tried = [*choices(exercise.free), *(columns if kind == "column" else [])]
        told = [exercise.verdict(each) for each in tried]
        assert {verdict.idea for verdict in told} - {None} == {*exercise.ideas}
        assert {verdict.idea for verdict in told if verdict.outcome == "right"} == {None}


def assert_sound(kind: str, seed: int) -> None:
    asked = made(kind, seed)
    assert asked.exercise.hints
    assert all([asked.exercise.why, *asked.exercise.hints])
    assert not any("{" in text for text in (asked.prompt, *asked.exercise.hints))
    if kind in prompts.ANSWERS:
        assert_predicted(asked, prompts.ANSWERS[kind](asked.prompt))
    elif kind in prompts.CHOICES:
        assert_chosen(kind, asked)
    elif kind == "repair":
        assert_repaired(asked)
    else:
        assert_written(asked)


@pytest.mark.long(sample=8)
@every_kind
def test_the_first_ten_seeds(kind: str):
    for seed in range(1, 11):
        assert_sound(kind, seed)


@pytest.mark.long(sample=1)
@pytest.mark.parametrize("hundred", range(10))
@every_kind
def test_a_thousand_seeds(kind: str, hundred: int, monkeypatch: pytest.MonkeyPatch):
    # Nearly all the time would go into pictures, which are the same as for the first ten.
    monkeypatch.setattr("course.exercises.difference.draw_answer", lambda *_: None)
    monkeypatch.setattr("course.exercises.reach.draw", lambda **_: None)
    for seed in range(100 * hundred + 1, 100 * hundred + 101):
        assert_sound(kind, seed)


@every_kind
def test_a_seed_leads_to_the_same_exercise_for_ever(kind: str):
    for seed, (prompt, right) in HELD[kind].items():
        asked = made(kind, int(seed))
        assert asked.prompt == prompt
        given = asked.exercise.solution(asked.name)
        assert given == right if isinstance(right, str) else answer(asked) == right


def test_three_seeds_of_each_kind_are_held():
    assert HELD.keys() == MAKERS.keys()
    assert all(len(seeds) == 3 for seeds in HELD.values())


@every_kind
def test_seeds_lead_to_many_exercises(kind: str):
    assert len({made(kind, seed).prompt for seed in range(1, 21)}) >= 8


def test_each_chapter_but_those_that_can_have_none_is_asked_about():
    assert {maker.chapter for maker in MAKERS.values()} == {*CHAPTERS}


@pytest.mark.parametrize("other", ["ja"])
@every_kind
def test_other_languages_say_the_same_numbers(kind: str, other: str):
    assert language() == "en"
    for seed in range(1, 6):
        english = made(kind, seed)
        with speaking(other):
            said = made(kind, seed)
        assert said.prompt != english.prompt
        assert Counter(NUMBER.findall(english.prompt)) <= Counter(NUMBER.findall(said.prompt))


def test_a_function_that_follows_an_idea_is_told_so():
    exercise = made("write", 1).exercise
    assert isinstance(exercise, Build)
    for idea in exercise.wrong_ways:
        verdict = exercise.verdict(lambda x, idea=idea: idea.answer({"x": x}), 10.0)
        assert verdict.idea == idea.name


class TestByName:
    def test_an_exercise_is_checked_hinted_at_and_solved(self, capsys: pytest.CaptureFixture[str]):
        name = "review.first.1"  # [5, 1] stamps [4, 3]
        assert check(name, [20, 19, 3]).outcome == "right"
        verdict = check(name, [20, 4, 3])
        assert (verdict.exercise, verdict.idea) == (name, "overwritten")
        hint(name, 2)
        assert "[20, 15], [4, 3]" in capsys.readouterr().out
        solution(name)
        assert "check('review.first.1', [20, 19, 3])" in capsys.readouterr().out

    def test_nothing_is_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        kept = tmp_path / "progress.json"
        monkeypatch.setenv("COURSE_PROGRESS", str(kept))
        check("review.first.1", [20, 19, 3])
        assert not kept.exists()
        check("start.first", [1])
        assert kept.exists()

    @pytest.mark.parametrize(
        ("name", "nearest"),
        [
            ("review.firs.17", "review.first.17"),
            ("review.first.x", "review.first.1"),
            ("review.first.017", "review.first.1"),
            ("review.first.-1", "review.first.1"),
            ("review.first.1.0", "review.first.0"),
            ("review.first.٣", "review.first.1"),
            ("review.first", "review.first.1"),
            ("reviews.first.3", "review.first.3"),
        ],
    )
    def test_another_name_is_answered_with_the_nearest(self, name: str, nearest: str):
        with pytest.raises(ValueError, match=f"the nearest name is '{nearest}'"):
            check(name, 1)

    def test_a_seed_is_a_number_that_is_not_too_long(self):
        assert makers.is_seed("0")
        assert not makers.is_seed("1" * 5_000)


class TestReview:
    def test_a_notebook_shows_the_form_of_each(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(reviews, "in_notebook", lambda: True)
        monkeypatch.setattr(reviews, "widget_bundle", lambda widget: {"shown": widget})
        asked = Review((made("first", 1), made("write", 1)), review().panel)
        prompt, form, task, none = asked._repr_mimebundle_()["shown"].children
        assert prompt.value == "<p>1. Input [5, 1], kernel [4, 3]. What comes out?</p>"
        assert form.check({"": "20, 4, 3"})["idea"] == "overwritten"
        assert form.check({"": "20, 19, 3"})["outcome"] == "right"
        assert "def stamps(x):" in task.value
        assert none._form is None
        assert none._verdict["text"] == ""

    def test_ten_kinds_with_other_numbers_each_time(self):
        once, again = review(), review()
        assert len({asked.name.split(".")[1] for asked in once.asked}) == COUNT == 10
        assert once.asked != again.asked

    def test_a_chapter_is_left_out(self):
        for _ in range(20):
            for asked in review(but="stride").asked:
                assert MAKERS[asked.name.split(".")[1]].chapter != "stride"

    def test_a_chapter_that_is_not_there(self):
        with pytest.raises(ValueError, match="There is no chapter 'strid'; .* is 'stride'"):
            review(but="strid")

    def test_the_text_asks_each_in_code_that_is_not_attempted(self):
        shown = review()
        parts = repr(shown).split("\n\n")
        for number, asked in enumerate(shown.asked, 1):
            assert f"{number}. {asked.prompt}" in parts
            given = ran(blank(asked.name, asked.exercise))["answer"]
            assert asked.exercise.verdict(given, 10.0).outcome == "not attempted"
