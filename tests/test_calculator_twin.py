"""The calculator's rule and search in JavaScript say what the course's say in Python."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from node import CALCULATOR, answer, needs_node

from course import Layer
from course.layer import FIELDS, IllegalLayer
from course.models.settings import told_taps
from course.models.usual import has_holes, is_even, of_layer
from course.phases import taps_of_phases
from course.trace import Trace
from course.views.scene import gains

pytestmark = [needs_node, pytest.mark.no_cover]

RULE, SEARCH = CALCULATOR / "layer.js", CALCULATOR / "search.js"
# Above this JavaScript's numbers are no longer exact.
EXACT = 2**53 - 1


def settings(count: int) -> list[tuple[float, ...]]:
    """The five parameters, an input size and an output size: about half of them no layer."""
    random = np.random.default_rng(0)
    small = random.integers((0, 0, 0, 0, 0, 0, -3), (9, 7, 8, 5, 5, 9, 60), (count, 7))
    many = random.integers(-1, 10**9, (count, 7), endpoint=True)
    chosen = np.where(random.random((count, 7)) < 0.03, many, small).astype(object)
    odd = random.random((count, 7)) < 0.003
    chosen[odd] = random.choice([1.5, -0.5, np.nan], odd.sum())
    return [tuple(row) for row in chosen.tolist()]


def said(ask: Any, *given: Any) -> Any:
    """What a question is answered with, or what is said where it is refused."""
    try:
        return ask(*given)
    except IllegalLayer as error:
        return [str(error), error.parameter, error.nearest, error.torch]
    except TypeError as error:
        return [str(error).replace("=nan ", "=NaN ")]


# What is no whole number has no nearest: Python has a TypeError for it.
SAID = """
    Error.stackTraceLimit = 0;
    const said = (ask, ...given) => {
      try {
        return ask(...given);
      } catch (error) {
        if (!(error instanceof rule.IllegalLayer)) throw error;
        const { message, parameter, nearest, torch } = error;
        if (message.includes("whole number")) return [message];
        return [message, parameter, nearest, torch];
      }
    };
"""


def same(one: list[Any], other: list[Any], asked: list[Any]) -> None:
    """Two lists of answers are alike; the first question is named whose answers are not."""
    assert len(one) == len(other) == len(asked)
    for mine, its, question in zip(one, other, asked, strict=True):
        assert mine == its, question


def test_what_is_legal_and_what_sizes_come_out():
    asked = settings(10**5)
    script = """
        const made = (row) => {
          const [n, size] = row.splice(5);
          const [kernel_size, stride, padding, output_padding, dilation] = row;
          const layer = rule.layer({ kernel_size, stride, padding, output_padding, dilation });
          return [
            said(rule.outputSize, layer, n),
            said(rule.convOutputSize, layer, n),
            said(rule.outputPaddingFor, layer, n, size),
          ];
        };
        return given.map((row) => said(made, row.map((value) => value ?? NaN)));
    """

    def made(*row: Any) -> list[Any]:
        layer, (n, size) = Layer(*row[:5]), row[5:]
        return [
            said(output_size, layer, n),
            said(layer.conv_output_size, n),
            said(output_padding_for, layer, n, size),
        ]

    rows = [[None if value != value else value for value in row] for row in asked]
    found = answer(SAID + script, rows, rule=RULE)
    expected = [said(made, *row) for row in asked]
    same(found, expected, asked)
    sizes = sum(isinstance(row[0], int) for row in expected)
    assert 0.3 < sizes / len(expected) < 0.7


def output_size(layer: Layer, input_size: int) -> int:
    return exact(layer.output_size(input_size))


def output_padding_for(layer: Layer, input_size: int, size: int) -> int:
    if isinstance(size, int) and isinstance(input_size, int) and input_size > 0:
        most = replace(layer, output_padding=layer.stride - 1)
        exact(Layer.sizes_on_grid(input_size, **vars(most)))
    return layer.output_padding_for(input_size, size)


def exact(size: int) -> int:
    if size > EXACT:
        raise IllegalLayer("output_size", size, f"it must not exceed {EXACT}", None)
    return size


def test_which_taps_meet_and_which_cells_are_cut_and_given_back():
    asked = [row for row in settings(4000) if max(map(abs, row)) < 100]
    traces = [trace for row in asked for trace in [traced(row)] if trace]
    assert len(traces) > 1000
    script = """
        return given.map(([fields, n]) => {
          const layer = rule.layer(fields);
          const { left, right } = rule.cut(layer);
          const size = rule.outputSize(layer, n);
          return [
            rule.tapsOfPhases(layer),
            rule.toldTaps(layer),
            [rule.isEven(layer), rule.hasHoles(layer)],
            rule.sizePieces(layer, n),
            Array.from({ length: left + size + right }, (_, m) => rule.meeting(layer, m - left, n)),
            [left, right],
            rule.gained(layer, n),
          ];
        });
    """
    rows = [[vars(trace.axes[0]), trace.input_size[0]] for trace in traces]
    same(answer(script, rows, rule=RULE), list(map(landing, traces)), rows)


def traced(row: tuple[Any, ...]) -> Trace | None:
    try:
        return Trace.of([1] * row[5], [1] * row[0], **dict(zip(FIELDS[1:], row[1:5], strict=True)))
    except (TypeError, ValueError):
        return None


def landing(trace: Trace) -> list[Any]:
    (layer,), (size,), (cut,), (places,) = trace.axes, trace.input_size, trace.cut, trace.spans
    back, empty = gains(trace)
    meeting = [list(map(list, layer.meeting(place, size))) for place in places]
    return [
        list(map(list, taps_of_phases(layer))),
        told_taps(layer),
        [of_layer(is_even, layer), of_layer(has_holes, layer)],
        list(map(list, layer.size_pieces(size))),
        meeting,
        list(map(len, cut)),
        {"back": len(back), "empty": len(empty)},
    ]
