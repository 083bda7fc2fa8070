"""The calculator's rule and search in JavaScript say what the course's say in Python."""

from __future__ import annotations

from dataclasses import replace
from inspect import signature
from typing import Any

import numpy as np
import pytest
from node import CALCULATOR, answer, needs_node

from course import Layer, find_layers
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


def settings(count: int, seed: int = 0) -> list[tuple[float, ...]]:
    """The five parameters, an input size and an output size: about half of them no layer."""
    random = np.random.default_rng(seed)
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


@pytest.mark.long(sample=1)
@pytest.mark.parametrize("seed", range(5))
def test_what_is_legal_and_what_sizes_come_out(seed: int):
    asked = settings(2 * 10**4, seed)
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
    # Many phases are told by their least and most taps.
    asked += [(4 * k, s + 8, *others) for k, s, *others in asked[:500]]
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


# The pairs along each axis, the ranges of each axis, and whether only even phases are wanted.
Search = tuple[list[list[tuple[int, int]]], list[dict[str, Any]], bool]


def searches() -> list[Search]:
    random = np.random.default_rng(1)

    def pairs(count: int, most: int, grown: int) -> list[tuple[int, int]]:
        small = random.integers(1, most, count).tolist()
        s, more = random.integers((1, -3), (grown, 5)).tolist()
        off = random.integers(0, 3) == 0
        return [(n, max(1, n * s + more + int(off * random.integers(3)))) for n in small]

    asked: list[Search] = [
        ([pairs(count, 20, 6)], [], even)
        for count in (1, 1, 1, 2, 3, 8)
        for even in (False, False, True)
        for _ in range(20)
    ]
    asked += [([[pair]], [], False) for pair in WIDENED]
    asked += [([[pair]], [alone], False) for pair, alone in ALONE]
    asked += [
        ([[(10, 639), (10, 640)]], [], False),
        ([[(9, 9 * 200), (9, 9 * 200 + 1)]], [], False),
    ]
    asked += [([pairs(2, 9, 12)], [], even) for even in (False, True) for _ in range(10)]
    asked += [
        ([pairs(1, 9, 5) for _ in range(axes)], [], even)
        for axes in (2, 3)
        for even in (False, True)
        for _ in range(20)
    ]
    ranges = {
        "kernel_size": (-1, 9),
        "stride": (0, 6),
        "padding": (-2, 5),
        "output_padding": (-1, 6),
        "dilation": (0, 5),
    }
    for axes in (1, 1, 2):
        for _ in range(40):
            given: list[dict[str, Any]] = [
                {
                    name: random.integers(*ends, random.integers(1, 7)).tolist()
                    for name, ends in ranges.items()
                    if random.random() < 0.5
                }
                for _ in range(axes)
            ]
            even = bool(random.random() < 0.3)
            count = int(random.integers(1, 3))
            asked.append(([pairs(count, 9, 6) for _ in given], given, even))
    return asked


# Sizes for which the ranges widen: up to stride 64, with a larger stride alone, and beyond all.
WIDENED = [(8, 100), (8, 800), (10, 10**6), (1, 64), (1, 65), (7, 33), (10, 10**6 + 7), (9, 10**9)]
MOST = 10**9
ALONE: list[tuple[tuple[int, int], dict[str, Any]]] = [
    # The nearest size is 1; there is one that leaves less, but it has holes; sizes of 19 digits.
    ((1, 2), {"kernel_size": [1], "stride": [1], "padding": [0], "output_padding": [0]}),
    ((3, 9), {"kernel_size": [2, 4], "stride": [4], "padding": [0], "output_padding": [0]}),
    ((MOST, 5), {"kernel_size": [MOST], "stride": [MOST - 1], "dilation": [MOST - 1]}),
    ((MOST, MOST), {"padding": [MOST // 2, MOST], "dilation": [MOST, MOST - 1]}),
]


def test_what_is_found_in_which_order_and_what_is_said_where_nothing_is():
    asked = searches()
    script = """
        return given.map(([axes, ranges, even, at]) => {
          const found = search.findAxes(axes, ranges, { even });
          const rows = [...found.rows(0, at[0]), ...at.slice(1).map(found.at)];
          return [found.count, rows.map((layers) => layers.map(Object.values)), found.advice];
        });
    """
    found = [find(*search) for search in asked]
    random = np.random.default_rng(2)
    at = [[200, *random.integers(len(one), size=20).tolist()] if len(one) else [0] for one in found]
    rows = [[*search, places] for search, places in zip(asked, at, strict=True)]
    same(answer(script, rows, search=SEARCH), list(map(listed, found, at)), rows)
    advice = [one.advice for one in found if not len(one)]
    assert len(advice) > 50
    assert all(any(part in one for one in advice) for part in ADVICE)


ADVICE = (
    "even=True",
    "pass output_size=",
    "cut the excess off",
    "With output_padding=0",
    "Pad the model's input",
    "The nearest size within",
    "The nearest sizes within",
    "is legal",
    "(with holes)",
    "No layer makes all of these without",
    "No layer makes all of these.",
    "Ask for fewer pairs",
    "use a convolution",
    "Axis 1",
)


def find(axes: list[list[tuple[int, int]]], ranges: list[dict[str, Any]], even: bool) -> Any:
    small, large = (
        [tuple(pair[n] for pair in along) for along in zip(*axes, strict=True)] for n in (0, 1)
    )
    given: dict[str, Any] = {}
    for name in FIELDS:
        of_axes = [one[name] if name in one else default(name) for one in ranges]
        if any(name in one for one in ranges):
            given[name] = tuple(of_axes)
    return find_layers(small, large, even=even, **given)


def default(name: str) -> Any:
    return signature(find_layers).parameters[name].default


def listed(found: Any, at: list[int]) -> list[Any]:
    shown = [*range(len(found))[: at[0]], *at[1:]]
    rows = [found[n] if isinstance(found[n], tuple) else (found[n],) for n in shown]
    return [len(found), [[list(vars(one).values()) for one in row] for row in rows], found.advice]


UNASKABLE: list[tuple[list[tuple[Any, Any]], dict[str, Any]]] = [
    ([], {}),
    ([(0, 5)], {}),
    ([(4, 8), (5, -3)], {}),
    ([(4, 10**9 + 1)], {}),
    ([(7.5, 14)], {}),
    ([(7, 14)], {"stride": 10**9 + 1}),
    ([(7, 14)], {"padding": [0, -(10**9) - 1]}),
    ([(7, 14)], {"dilation": 1.5}),
    ([(7, 14)], {"kernel_size": list(range(10**4)), "padding": list(range(10**4))}),
]


def test_what_can_not_be_asked_for_is_refused_in_the_same_words():
    script = """
        return given.map(([pairs, ranges]) => {
          try {
            return search.findLayers(pairs, ranges).count;
          } catch (error) {
            return error.message;
          }
        });
    """
    found = answer(script, UNASKABLE, search=SEARCH)
    expected = []
    for pairs, ranges in UNASKABLE:
        with pytest.raises((TypeError, ValueError)) as refusal:
            find_layers([one for one, _ in pairs], [other for _, other in pairs], **ranges)
        # Of a list Python shows all.
        expected.append(str(refusal.value).replace("=[7.5]", "=7.5"))
    same(found, expected, UNASKABLE)


def test_numbers_that_no_layer_has_are_refused_in_a_sentence():
    script = """
        const kernels = [10 ** 9, 10 ** 9 + 1, Number("9".repeat(400)), -Infinity, "3", null, {}];
        return kernels.map((kernel_size) => said(() => rule.layer({ kernel_size }).kernel_size));
    """
    most = "it must not exceed 1000000000. The nearest value that works is 1000000000."
    assert answer(SAID + script, rule=RULE) == [
        10**9,
        [f"kernel_size=1000000001 is not possible: {most}", "kernel_size", 10**9, ""],
        [f"kernel_size=Infinity is not possible: {most}", "kernel_size", 10**9, ""],
        *(
            [f"kernel_size={value} is not possible: it must be a whole number."]
            for value in ("-Infinity", "3", "null", "[object Object]")
        ),
    ]


def test_a_convolutions_formula_stands_in_numbers():
    script = "return rule.convSizePieces(rule.layer(given), 16).map(([text]) => text).join('');"
    formula = answer(script, {"kernel_size": 5, "stride": 3, "padding": 2}, rule=RULE)
    assert formula == "⌊(16 + 2·2 − 1·(5 − 1) − 1) / 3⌋ + 1 = 6"


def test_the_largest_layers_are_told_without_going_through_all_of_their_cells():
    script = """
        const large = { kernel_size: 10 ** 9, stride: 10 ** 9, dilation: 10 ** 9 - 1 };
        const one = rule.layer({ ...large, output_padding: 10 ** 9 - 1 });
        const other = rule.layer({ ...large, kernel_size: 10 ** 9 - 1, dilation: 1, padding: 7 });
        const empty = rule.layer({ kernel_size: 1, stride: 10 ** 9, output_padding: 10 ** 9 - 1 });
        return [
          rule.tapsOfPhases(one),
          [rule.toldTaps(one), rule.toldTaps(other)],
          rule.meeting(one, 10 ** 9 * 5 + (10 ** 9 - 1) * 6, 9),
          rule.meeting(rule.layer({ kernel_size: 10 ** 9 }), 10 ** 8, 10 ** 9).length < 10 ** 5,
          rule.gained(empty, 2),
          rule.gained({ ...empty, padding: 10 ** 8 }, 2),
        ];
    """
    assert answer(script, rule=RULE) == [
        None,
        ["1", "0 to 1"],
        [[5, 6]],
        True,
        {"back": 0, "empty": 10**9 - 1},
        None,
    ]
