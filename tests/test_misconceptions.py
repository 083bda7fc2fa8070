"""Each wrong idea leads where its sentence says, worked out by hand on asymmetric cases."""

import re
from itertools import product

import pytest
import torch
from torch.nn import functional

from course import Layer, Trace
from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES

RUNNING = Trace.of([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
"""Uncut [1, 1, 5, 2, 9, 3, 9], so the output is [1, 5, 2, 9, 3, 9]."""
GAP = Trace.of([2, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)
"""Uncut [2, 2, 6, 0, 1, 1, 3], so the output is [2, 6, 0, 1, 1, 3, 0, 0]."""

# By hand: the idea, what it makes of RUNNING, what it makes of GAP (None: it has nothing to say).
LEADS = {
    "unflipped": ([1, 7, 2, 11, 3, 3], [2, 2, 0, 3, 1, 1, 0, 0]),
    "stamped": ([1, 7, 2, 11, 3, 3], [2, 2, 0, 3, 1, 1, 0, 0]),
    "overwritten": ([1, 2, 2, 3, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "first_stays": ([1, 3, 2, 6, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "largest_stays": ([1, 3, 2, 6, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "averaged": ([1, 2.5, 2, 4.5, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "side_by_side": ([1, 1, 3, 2, 2, 6, 3, 3, 9], [2, 2, 6, 1, 1, 3]),
    "unscaled": ([1, 4, 1, 4, 1, 3], [1, 3, 0, 1, 1, 3, 0, 0]),
    "swapped": ([2, 4, 2, 6, 6, 9], [1, 0, 0, 2, 1, 0, 0, 6, 3, 0, 0]),
    "stride_ignored": ([3, 8, 9], [3, 7]),
    "stride_too_wide": ([1, 3, 2, 2, 6, 3, 3, 9], [2, 6, 0, 0, 1, 1, 3, 0, 0]),
    "stride_too_narrow": (None, None),  # output_padding would reach the stride
    "gaps_closed": ([1, 5, 2, 9, 3, 9], [2, 6, 1, 1, 3]),
    "dilation_ignored": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "dilation_too_wide": ([0, 3, 0, 8, 0, 9, 0, 9], [0, 2, 0, 7, 0, 1, 0, 3, 0, 0]),
    "stride_for_dilation": ([2, 4, 2, 6, 6, 9], [1, 0, 0, 2, 1, 0, 0, 6, 3, 0, 0]),
    "padding_adds": ([0, 1, 1, 5, 2, 9, 3, 9, 0, 0], [0, 2, 2, 6, 0, 1, 1, 3, 0, 0, 0, 0]),
    "padding_ignored": ([1, 1, 5, 2, 9, 3, 9, 0], [2, 2, 6, 0, 1, 1, 3, 0, 0, 0]),
    "padding_left_only": ([5, 2, 9, 3, 9], [6, 0, 1, 1, 3]),
    "padding_right_only": ([1, 1, 5, 2, 9], [2, 2, 6, 0, 1]),
    "padding_once": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3]),
    "appended_zeros": ([1, 5, 2, 9, 3, 0], [2, 6, 0, 1, 1, 0, 0, 0]),
    "output_padding_ignored": ([1, 5, 2, 9, 3], [2, 6, 0, 1, 1]),
    "at_the_left": ([1, 1, 5, 2, 9, 3], [0, 0, 2, 2, 6, 0, 1, 1]),
    "pads_swapped": ([1, 1, 5, 2, 9, 3], [0, 0, 2, 2, 6, 0, 1, 1]),
    "at_both_ends": ([1, 1, 5, 2, 9, 3, 9], [0, 0, 2, 2, 6, 0, 1, 1, 3, 0, 0]),
}
# By hand: 16 through k3 s2 p1 is 31; 6 through k5 s3 p2 output_padding 1 dilation 2 is 21.
DOUBLE, SPREAD = Layer(3, 2, 1), Layer(5, 3, 2, 1, 2)
LEADS_TO_SIZES = {
    "times_stride": (32, 18),
    "conv_formula": (8, 1),
    "padding_adds": (35, 29),
    "padding_once": (32, 23),
    "every_input": (33, 24),
    "fence_post": (30, 20),
    "whole_kernel": (32, 23),
}
# By hand: [1, 2, 3] at stride 3, and [5, 4] at stride 2.
STRETCHED = {
    "stride_zeros": ([1, 0, 0, 0, 2, 0, 0, 0, 3], [5, 0, 0, 4]),
    "zeros_behind": ([1, 0, 0, 2, 0, 0, 3, 0, 0], [5, 0, 4, 0]),
    "zeros_in_front": ([0, 0, 1, 0, 0, 2, 0, 0, 3], [0, 5, 0, 4]),
    "repeated": ([1, 1, 1, 2, 2, 2, 3], [5, 5, 4]),
}


def test_the_cases_are_what_they_are_said_to_be():
    assert list(RUNNING.y) == [1, 5, 2, 9, 3, 9]
    assert list(GAP.y) == [2, 6, 0, 1, 1, 3, 0, 0]
    assert (DOUBLE.output_size(16), SPREAD.output_size(6)) == (31, 21)


def test_the_tables_of_this_file_hold_every_idea():
    assert LEADS.keys() == OUTPUTS.keys()
    assert LEADS_TO_SIZES.keys() == SIZES.keys()
    assert STRETCHED.keys() == STRETCHES.keys()


@pytest.mark.parametrize("idea", LEADS)
def test_outputs(idea: str):
    assert (OUTPUTS[idea].of(RUNNING), OUTPUTS[idea].of(GAP)) == LEADS[idea]


def test_a_stride_too_narrow():
    """[1, 1] at stride 3, taken for stride 2; stride 1 can't be too wide by one."""
    of = OUTPUTS["stride_too_narrow"].of
    assert of(Trace.of([1, 1], [1, 1, 3], stride=3)) == [1, 1, 4, 1, 3]
    assert of(Trace.of([1, 1], [1, 1, 3])) is None


def test_appended_zeros_behind_less_than_nothing():
    """One cell, two cut, two given back: whether one or two zeros stand there, code decides."""
    trace = Trace.of([1], [1], stride=3, padding=1, output_padding=2)
    assert list(trace.y) == [0]
    assert OUTPUTS["appended_zeros"].of(trace) is None


def test_kernel_and_input_swapped_where_that_is_no_layer():
    """One number with ten taps leaves 2 of padding 4; ten numbers with one tap leave 2 as well."""
    trace = Trace.of([1], range(1, 11), padding=4)
    assert list(trace.y) == [5, 6] == OUTPUTS["swapped"].of(trace)
    trace = Trace.of([1, 1, 1], [1], stride=4, padding=4)
    assert list(trace.y) == [1]
    assert OUTPUTS["swapped"].of(trace) is None


@pytest.mark.parametrize("idea", LEADS_TO_SIZES)
def test_sizes(idea: str):
    of = SIZES[idea].of
    assert (of(DOUBLE, 16), of(SPREAD, 6)) == LEADS_TO_SIZES[idea]


@pytest.mark.parametrize("idea", STRETCHED)
def test_stretches(idea: str):
    _, of = STRETCHES[idea]
    assert (of([1, 2, 3], 3), of([5, 4], 2)) == STRETCHED[idea]


X, W = torch.tensor([[[[1, 2], [3, 4]]]]), torch.tensor([[[[1, 1, 3], [0, 2, 5]]]])
PARAMETERS = {"stride": 2, "padding": 1, "output_padding": 1}


def overwritten() -> torch.Tensor:
    """The last stamp on each place of the uncut output, then the window."""
    full = torch.zeros(1, 1, 5, 6, dtype=torch.long)
    for i, j in product(range(2), repeat=2):
        full[..., 2 * i : 2 * i + 2, 2 * j : 2 * j + 3] = X[0, 0, i, j] * W[0, 0]
    return full[..., 1:4, 1:5]


def by_torch(x: torch.Tensor = X, w: torch.Tensor = W, **changed: int) -> torch.Tensor:
    return functional.conv_transpose2d(x, w, **PARAMETERS | changed)


IN_PLANES = {
    "unflipped": by_torch(w=W.flip(-2, -1)),
    "mirrored": by_torch(w=W.flip(-1)),
    "overwritten": overwritten(),
    "unscaled": by_torch(torch.ones_like(X)),
    "appended_zeros": functional.pad(by_torch(output_padding=0), (0, 1, 0, 1)),
    "output_padding_ignored": by_torch(output_padding=0),
    "padding_ignored": by_torch(padding=0),
}


@pytest.mark.parametrize("idea", PLANES)
def test_planes(idea: str):
    trace = Trace.of(X, W, **PARAMETERS)
    assert PLANES[idea].of(trace) == IN_PLANES[idea][0, 0].tolist() != by_torch()[0, 0].tolist()


def sentences() -> list[str]:
    """All that may stand behind "This is what you get if"."""
    said = [idea.text for idea in (*OUTPUTS.values(), *PLANES.values(), *SIZES.values())]
    said += [text for text, _ in STRETCHES.values()]
    for exercise in EXERCISES.values():
        said += [text for text, _ in getattr(exercise, "own_ideas", {}).values()]
    return said


@pytest.mark.parametrize("text", sorted(set(sentences())))
def test_a_sentence_goes_on_after_its_beginning_and_says_what_is_so(text: str):
    assert re.fullmatch(r"\S.*[;,] \S.*[^.;, ]", text)
    assert text[0] == text[0].lower()
    assert "\n" not in text


def test_no_two_ideas_are_told_alike():
    for ideas in (OUTPUTS, PLANES, SIZES):
        texts = [idea.text for idea in ideas.values()]
        assert len(set(texts)) == len(texts)
    assert len({text for text, _ in STRETCHES.values()}) == len(STRETCHES)


def test_every_idea_is_met_in_some_exercise():
    named = {name for exercise in EXERCISES.values() for name in getattr(exercise, "ideas", ())}
    assert named == OUTPUTS.keys() | SIZES.keys() | STRETCHES.keys() | PLANES.keys()


def test_every_build_tells_its_ideas_in_their_own_words():
    for exercise in EXERCISES.values():
        if isinstance(exercise, Build):
            told = [idea.text for idea in exercise.wrong_ways]
            assert len(set(told)) == len(told) >= 2
