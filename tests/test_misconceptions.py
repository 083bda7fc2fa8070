"""Each wrong idea leads where its sentence says, worked out by hand on asymmetric cases."""

import re
from collections.abc import Callable
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
    "turned": ([1, 7, 2, 11, 3, 3], [2, 2, 0, 3, 1, 1, 0, 0]),
    "unflipped": ([1, 7, 2, 11, 3, 3], [2, 2, 0, 3, 1, 1, 0, 0]),
    "stamped": ([1, 7, 2, 11, 3, 3], [2, 2, 0, 3, 1, 1, 0, 0]),
    "overwritten": ([1, 2, 2, 3, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "covered": ([1, 2, 2, 3, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "first_stays": ([1, 3, 2, 6, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "largest_stays": ([1, 3, 2, 6, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "averaged": ([1, 2.5, 2, 4.5, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "side_by_side": ([1, 1, 3, 2, 2, 6, 3, 3, 9], [2, 2, 6, 1, 1, 3]),
    "one_place": ([6, 6, 18], [3, 3, 9]),
    "unscaled": ([1, 4, 1, 4, 1, 3], [1, 3, 0, 1, 1, 3, 0, 0]),
    "swapped": ([2, 4, 2, 6, 6, 9], [1, 0, 0, 2, 1, 0, 0, 6, 3, 0, 0]),
    "reversed": ([3, 11, 2, 7, 1, 3], [1, 3, 0, 2, 2, 6, 0, 0]),
    "stride_ignored": ([3, 8, 9, 9], [3, 7, 3, 0, 0]),
    "stride_too_wide": ([1, 3, 2, 2, 6, 3, 3, 9], [2, 6, 0, 0, 1, 1, 3, 0, 0]),
    "stride_too_narrow": ([3, 8, 9, 9], [2, 6, 1, 1, 3, 0, 0]),
    "cells_skipped": ([3, 9], [3, 0]),
    "moved_apart": (
        [3, 0, 8, 0, 9, 0, 9],
        [3, 0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0],
    ),
    "repeated": (None, None),  # output_padding would reach the stride
    "zero_skipped": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "convolved": ([7, 5], [5]),
    "gaps_closed": ([1, 5, 2, 9, 3, 9], [2, 6, 1, 1, 3]),
    "dilation_ignored": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "dilation_too_wide": ([0, 3, 0, 8, 0, 9, 0, 9], [0, 2, 0, 7, 0, 1, 0, 3, 0, 0]),
    "stride_for_dilation": ([2, 4, 2, 6, 6, 9], [1, 0, 0, 2, 1, 0, 0, 6, 3, 0, 0]),
    "dilated_starts": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "dilation_for_stride": (None, None),  # output_padding would reach the stride
    "dilated_behind": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "taps_repeated": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "padding_adds": ([0, 1, 1, 5, 2, 9, 3, 9, 0, 0], [0, 2, 2, 6, 0, 1, 1, 3, 0, 0, 0, 0]),
    "padding_ignored": ([1, 1, 5, 2, 9, 3, 9, 0], [2, 2, 6, 0, 1, 1, 3, 0, 0, 0]),
    "uncut": ([1, 1, 5, 2, 9, 3, 9], [2, 2, 6, 0, 1, 1, 3]),
    "padding_left_only": ([1, 5, 2, 9, 3, 9, 0], [2, 6, 0, 1, 1, 3, 0, 0, 0]),
    "padding_right_only": ([1, 1, 5, 2, 9, 3, 9], [2, 2, 6, 0, 1, 1, 3, 0, 0]),
    "all_cut_left": ([5, 2, 9, 3, 9, 0], [6, 0, 1, 1, 3, 0, 0, 0]),
    "all_cut_right": ([1, 1, 5, 2, 9, 3], [2, 2, 6, 0, 1, 1, 3, 0]),
    "padding_doubled": ([5, 2, 9, 3], [6, 0, 1, 1, 3, 0]),
    "padded_input": (
        [0, 0, 1, 1, 5, 2, 9, 3, 9, 0, 0, 0],
        [0, 0, 0, 0, 2, 2, 6, 0, 1, 1, 3, 0, 0, 0, 0, 0, 0, 0],
    ),
    "input_cut": ([2, 2, 6, 0], None),
    "padding_zeroes": ([0, 1, 5, 2, 9, 3, 9], [0, 2, 6, 0, 1, 1, 3, 0, 0]),
    "appended_zeros": ([1, 5, 2, 9, 3, 0], [2, 6, 0, 1, 1, 0, 0, 0]),
    "output_padding_ignored": ([1, 5, 2, 9, 3], [2, 6, 0, 1, 1]),
    "at_the_left": ([1, 1, 5, 2, 9, 3], [0, 0, 2, 2, 6, 0, 1, 1]),
    "at_both_ends": ([1, 1, 5, 2, 9, 3, 9], [0, 0, 2, 2, 6, 0, 1, 1, 3, 0, 0]),
    "shared": (None, None),  # half of an odd number
    "zeros_in_front": ([0, 1, 5, 2, 9, 3], [0, 0, 0, 2, 6, 0, 1, 1]),
    "zeros_at_both_ends": ([0, 1, 5, 2, 9, 3, 0], [0, 0, 0, 2, 6, 0, 1, 1, 0, 0, 0]),
    "last_repeated": ([1, 5, 2, 9, 3, 3], [2, 6, 0, 1, 1, 1, 1, 1]),
    "end_repeated": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 3, 3]),
    "nothing_beyond": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3]),
    "output_padding_doubled": ([1, 5, 2, 9, 3, 9, 0], [2, 6, 0, 1, 1, 3, 0, 0, 0, 0, 0]),
    "pads_swapped": ([1, 1, 5, 2, 9, 3], [0, 0, 2, 2, 6, 0, 1, 1]),
    "times_stride": ([1, 5, 2, 9, 3, 9], [2, 6, 0, 1, 1, 3, 0, 0]),
    "as_long_as_input": ([1, 5, 2], [2, 6]),
    "last_dropped": ([1, 5, 2, 9, 3], [2, 6, 0, 1, 1, 3, 0]),
    "zero_appended": ([1, 5, 2, 9, 3, 9, 0], [2, 6, 0, 1, 1, 3, 0, 0, 0]),
    "overlaps_named": ([1, 3], []),
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
    "padding_ignored": (33, 25),
    "padding_doubled": (29, 17),
    "kernel_ignored": (28, 12),
    "size_kept": (16, 6),
    "stride_too_wide": (46, 26),
    "dilation_too_wide": (33, 25),
    "output_padding_cuts": (31, 19),
    "output_padding_doubled": (31, 22),
}
# By hand: [1, 2, 3] at stride 3, and [5, 4] at stride 2.
STRETCHED = {
    "stride_zeros": ([1, 0, 0, 0, 2, 0, 0, 0, 3], [5, 0, 0, 4]),
    "zeros_behind": ([1, 0, 0, 2, 0, 0, 3, 0, 0], [5, 0, 4, 0]),
    "zeros_in_front": ([0, 0, 1, 0, 0, 2, 0, 0, 3], [0, 5, 0, 4]),
    "zeros_around": ([0, 1, 0, 0, 2, 0, 0, 3, 0], [5, 0, 4, 0]),
    "at_the_ends": ([0, 0, 1, 2, 3, 0, 0], [0, 5, 4, 0]),
    "one_zero": ([1, 0, 2, 0, 3], [5, 0, 4]),
    "repeated": ([1, 1, 1, 2, 2, 2, 3, 3, 3], [5, 5, 4, 4]),
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


def test_dilation_by_hand():
    """[1, 2] at stride 2, the taps of [1, 1, 3] at 0, 3 and 6: [1, 0, 2, 1, 0, 2, 3, 0, 6]."""
    trace = Trace.of([1, 2], [1, 1, 3], stride=2, dilation=3)
    leads = {
        "dilation_ignored": [1, 1, 5, 2, 6],
        "dilated_starts": [1, 0, 0, 1, 0, 0, 5, 0, 0, 2, 0, 0, 6],
        "dilation_for_stride": [1, 1, 3, 2, 2, 6],
        "dilated_behind": [1, 0, 2, 1, 0, 2, 3, 0, 6, 0, 0],
        "taps_repeated": [1, 1, 3, 3, 3, 3, 5, 5, 9, 6, 6],
    }
    assert {name: OUTPUTS[name].of(trace) for name in leads} == leads


def test_zeros_in_the_input_by_hand():
    """[1, 0, 2] with [1, 1, 3]: the stamp of the 0 hides the first one, or takes no place."""
    trace = Trace.of([1, 0, 2], [1, 1, 3])
    leads = {
        "overwritten": [1, 0, 2, 2, 6],
        "covered": [1, 1, 2, 2, 6],
        "first_stays": [1, 1, 3, 0, 6],
        "averaged": [1, 0.5, 5 / 3, 1, 6],
        "zero_skipped": [1, 3, 5, 6],
    }
    assert {name: OUTPUTS[name].of(trace) for name in leads} == leads


def test_each_number_stamped_twice():
    """[1, 1, 2, 2, 3, 3] at stride 1, for [1, 2, 3] at stride 2."""
    trace = Trace.of([1, 2, 3], [1, 1, 3], stride=2)
    assert OUTPUTS["repeated"].of(trace) == [1, 2, 6, 7, 11, 12, 12, 9]


def test_both_ends_share_output_padding():
    """[2, 1] at stride 3, padding 1: of two cells one comes back at each end."""
    trace = Trace.of([2, 1], [1, 1, 3], stride=3, padding=1, output_padding=2)
    assert OUTPUTS["shared"].of(trace) == [2, 2, 6, 1, 1, 3]


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


def met(of: Callable[[list[int]], float]) -> torch.Tensor:
    """What is made of the stamps on each place of the uncut output, then the window."""
    full = torch.zeros(1, 1, 5, 6, dtype=torch.double)
    for at in product(range(5), range(6)):
        here = [(at[0] - 2 * i, at[1] - 2 * j, i, j) for i, j in product(range(2), repeat=2)]
        values = [X[0, 0, i, j] * W[0, 0, k, m] for k, m, i, j in here if 0 <= k < 2 and 0 <= m < 3]
        full[0, 0, *at] = of([int(value) for value in values] or [0])
    return full[..., 1:4, 1:5]


def by_torch(x: torch.Tensor = X, w: torch.Tensor = W, **changed: int) -> torch.Tensor:
    return functional.conv_transpose2d(x, w, **PARAMETERS | changed)


IN_PLANES = {
    "turned": by_torch(w=W.flip(-2, -1)),
    "mirrored": by_torch(w=W.flip(-1)),
    "upside_down": by_torch(w=W.flip(-2)),
    "axes_swapped": by_torch().transpose(-2, -1),
    "kernel_swapped": by_torch(w=W.transpose(-2, -1)),
    "input_swapped": by_torch(X.transpose(-2, -1)),
    "overwritten": met(lambda values: values[-1]),
    "first_stays": met(lambda values: values[0]),
    "largest_stays": met(max),
    "averaged": met(lambda values: sum(values) / len(values)),
    "side_by_side": torch.kron(X, W),
    "convolved": (X * W[..., :2]).sum((2, 3), keepdim=True),
    "each_its_own": X * W[..., :2],
    "as_long_as_input": by_torch()[..., :2, :2],
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
