"""No wrong idea, nor two of them together, leads to a right answer; each is met by its own name."""

import pytest
from accidents_answers import (
    CHANGES,
    CHANGES_OF_A_PLANE,
    CHANGES_OF_A_SIZE,
    Layer,
    Plane,
    held,
    held_of_a_plane,
    row_of,
    rows_of,
    sizes_held,
)

from course.exercises.bank import EXERCISES
from course.exercises.misconceptions import SIZES
from course.exercises.predict import PredictOutput, PredictSize
from course.exercises.reach import ReachSizes, choices

OUTPUTS = {n: e for n, e in EXERCISES.items() if isinstance(e, PredictOutput)}
ROWS = [name for name, exercise in OUTPUTS.items() if exercise.dimensions == 1]
GRIDS = [name for name, exercise in OUTPUTS.items() if exercise.dimensions == 2]
SIZED = {n: e for n, e in EXERCISES.items() if isinstance(e, PredictSize)}
REACHED = {n: e for n, e in EXERCISES.items() if isinstance(e, ReachSizes)}

# By hand: ideas that may be met by the name of a likelier one, which the same words put right.
LIKELIER = {
    "turned": {"turned", "unflipped", "stamped"},
    "largest": {"first_stays", "overwritten"},
    "stride_too_narrow": {"stride_ignored"},
    "all_cut_right": {"shared"},
}
# What ONNX cuts is no padding with output_padding; these ideas are told in words of their own.
NOT_ITS_OWN = {"elsewhere.pads": {"window", "extra"}}
# Where two things are wrong and what comes out is right, the formula is only written otherwise:
# the kernel's size instead of one less, and no 1 at the end.
SAME_FORMULA = {("fence_post", "whole_kernel")}
# By hand, for a choice: a likelier idea under which it is right as well.
LIKELIER_CHOICE = {
    "conv_formula": "the convolution's formula, for padding that keeps a size",
    "times_stride": "the size is doubled by the stride alone, whatever the rest",
}
# Nobody chooses parameters as if there were no kernel.
NOT_CHOSEN = {"kernel_ignored"}


def layer(name: str) -> Layer:
    exercise = OUTPUTS[name]
    return Layer(list(exercise.x), list(exercise.w), **exercise.parameters)


def plane(name: str) -> Plane:
    exercise = OUTPUTS[name]
    return Plane([*map(list, exercise.x)], [*map(list, exercise.w)], **exercise.parameters)


def corner(name: str, rows: list) -> list:
    high, wide = OUTPUTS[name].corner or (len(rows), len(rows[0]))
    return [row[-wide:] for row in rows[-high:]]


def test_what_is_worked_out_here_is_what_is_asked():
    for name in ROWS:
        assert row_of(layer(name)) == OUTPUTS[name].asked
    for name in GRIDS:
        assert corner(name, rows_of(plane(name))) == OUTPUTS[name].asked


@pytest.mark.parametrize("name", ROWS)
class TestRows:
    @pytest.mark.parametrize("at_once", [1, 2])
    def test_no_wrong_idea_comes_to_the_right_row(self, name: str, at_once: int):
        found = [ideas for ideas, row in held(layer(name), at_once) if row == OUTPUTS[name].asked]
        assert not found, f"right by accident, so take other numbers: {found}"

    def test_each_is_met_by_its_name(self, name: str):
        tried = 0
        for (idea,), row in held(layer(name), 1):
            if CHANGES[idea][0] not in NOT_ITS_OWN.get(name, ()):
                met = OUTPUTS[name].verdict(row).idea
                assert met in LIKELIER.get(idea, set()) | {idea}, f"{idea} leads to {row}"
                tried += 1
        assert tried > 4


@pytest.mark.parametrize("name", GRIDS)
class TestGrids:
    @pytest.mark.parametrize("at_once", [1, 2])
    def test_no_wrong_idea_comes_to_the_right_rows(self, name: str, at_once: int):
        right = OUTPUTS[name].asked
        made = held_of_a_plane(plane(name), at_once)
        found = [ideas for ideas, rows in made if corner(name, rows) == right]
        assert not found, f"right by accident, so take other numbers: {found}"

    def test_each_is_met_by_its_name(self, name: str):
        for (idea,), rows in held_of_a_plane(plane(name), 1):
            assert OUTPUTS[name].verdict(corner(name, rows)).idea == idea


@pytest.mark.parametrize("name", SIZED)
class TestSizes:
    @pytest.mark.parametrize("at_once", [1, 2])
    def test_no_wrong_idea_comes_to_the_right_size(self, name: str, at_once: int):
        exercise = SIZED[name]
        made = sizes_held(exercise.input_size, at_once, **vars(exercise.layer))
        found = {ideas for ideas, size in made if size == exercise.asked} - SAME_FORMULA
        assert not found, f"right by accident, so take other numbers: {found}"

    def test_each_is_met_by_its_name(self, name: str):
        exercise = SIZED[name]
        for (idea,), size in sizes_held(exercise.input_size, 1, **vars(exercise.layer)):
            assert exercise.verdict(size).idea == idea


@pytest.mark.parametrize("name", REACHED)
def test_what_a_wrong_idea_would_choose_is_met_by_its_name(name: str):
    """Of all small choices, those that would be right if the idea were."""
    exercise = REACHED[name]
    for choice in choices(exercise.free):
        verdict = exercise.verdict(choice)
        if verdict.outcome == "right" or "is not possible" in verdict.text:
            continue
        parameters = {"stride": 1, **exercise.given, **choice}
        led = [
            {ideas[0]: made for ideas, made in sizes_held(size, 1, exercise.free, **parameters)}
            for size, _ in exercise.sizes
        ]
        wanted = [made for _, made in exercise.sizes]
        right_under = {
            idea
            for idea in CHANGES_OF_A_SIZE.keys() - NOT_CHOSEN
            if [sizes.get(idea) for sizes in led] == wanted
        }
        if right_under:
            assert verdict.idea in {*right_under, *LIKELIER_CHOICE, *exercise.own_ideas}, choice


def test_what_changes_here_has_its_name_in_the_course():
    """An idea that is renamed or gone there must not be left unsearched here."""
    named = {idea for exercise in OUTPUTS.values() for idea in exercise.ideas}
    assert CHANGES.keys() | CHANGES_OF_A_PLANE.keys() <= named | LIKELIER.keys()
    assert CHANGES_OF_A_SIZE.keys() <= SIZES.keys()
