"""No wrong function passes by accident: of those made from a solution, each fails on some case."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from accidents import around, call, each, function_of
from changed_code import changed
from torch import float32, tensor

from course.exercises.bank import EXERCISES
from course.exercises.build import Build, same
from course.exercises.child import plain

BUILDS = {name: asked for name, asked in EXERCISES.items() if isinstance(asked, Build)}
WRITTEN = tomllib.loads(Path(__file__).with_name("wrong_functions.toml").read_text("utf-8"))
every = pytest.mark.parametrize("name", BUILDS)

# Changes that change no result, whatever the legal input, by the reason.
EQUIVALENT = {
    "basic.stamps: w and x exchanged": "With stride 1 the two change places without a trace.",
    # Of sizes, and of what is added up to them.
    r".*: line \d: (?!.*- 2 \* padding →)"
    r"(\(?len|\(?input_size|kernel_size|dilation \* \(kernel_size).* → "
    r"(abs\(.*\)|max\(.*, 0\))": "It is never below 0.",
    r".*: line \d: .* \+ (len\(w(\[0\])?\)|1|stamp|output_padding) → max\(.*, 1\)": (
        "It is never below 1: so long is an output, or a stamp."
    ),
    r".*: line \d: len\(.*\) (\+ len\(.*\) - 1|- padding) → max\(.*, 1\)": "Nor is this.",
    # Of rows.
    r"(signature.channels|two_dimensions.stamps|elsewhere.layout): "
    r"line \d: ([xw](\[[0i]\])+ → .*|0 → -1)": "All rows are as long as the first one.",
    r"signature.channels: line [78]: ([io] → (-|bool\().*|w\[i\]\[o\] → .*)": (
        "All rows are as long as the first one."
    ),
    "signature.channels: line 5: x → w": "The weight has one row for each input channel.",
    r".*: line \d: \[\[0\] .*\] → .*\[::-1\]": "These rows are all zeros.",
    r".*: line \d: range\((.*)\) → range\(1, \1 \+ 1\)": "It only counts.",
    r".*: [xw]: without zeros|.*: result: without zeros": "A list of lists has no numbers in it.",
    "(signature.channels|artifacts.sums): w: with a 0 behind": (
        "Another tap of 0, or a row for a channel that there is not, adds nothing."
    ),
    # Of whole numbers.
    "(size_formula.size|cost.count|elsewhere.pad): result: "
    "(cut to a whole number|rounded|rounded down|with one digit)": "It is a whole number.",
    "(size_formula.size|cost.count): result: "
    "(without its sign|negative ones as 0|ones below 1 as 1|0 as 1)": "It is 1 at least.",
    "elsewhere.pad: result: sorted": "output_padding makes the second one the larger one.",
    "elsewhere.pad: result: (its first|zeros from) [2-5] .*": "There are two numbers.",
    "elsewhere.pad: result: of 8 bits": "No kernel is so long.",
}


@cache
def cases_of(name: str) -> list[tuple[dict[str, Any], Any]]:
    """The cases of an exercise, each with what is expected."""
    exercise = BUILDS[name]
    return [(case, exercise.expected(case)) for case in exercise.cases()]


def passes(name: str, function: Callable[..., Any]) -> bool:
    """Whether the function returns what is expected in all cases."""
    try:
        return all(same(plain(call(function, case)), want) for case, want in cases_of(name))
    except Exception:
        return False


def accidents(name: str) -> list[str]:
    """What was done to the solution of an exercise without any case that shows it."""
    exercise = BUILDS[name]
    solution, (case, _) = function_of(exercise.code), cases_of(name)[0]
    assert passes(name, solution)
    lists = {argument for argument, value in case.items() if isinstance(value, list)}
    made = [(told, function_of(code)) for told, code in changed(exercise.code, lists)]
    made += around(solution, case)
    assert len(made) > 100
    return [f"{name}: {told}" for told, function in made if passes(name, function)]


@pytest.mark.long(sample=2)
@every
def test_no_wrong_function_passes(name: str):
    survived = accidents(name)
    assert [told for told in survived if not reason(told)] == []
    needed = {pattern for told in survived for pattern in EQUIVALENT if re.fullmatch(pattern, told)}
    theirs = {pattern for pattern in EQUIVALENT if pattern.startswith(f"{name}:")}
    assert theirs <= needed, "what is not needed may hide an accident"


def reason(told: str) -> str | None:
    return next((why for what, why in EQUIVALENT.items() if re.fullmatch(what, told)), None)


@every
def test_nor_does_one_that_people_write(name: str):
    written = WRITTEN[name]
    assert len(written) >= 7
    assert [told for told, code in written.items() if passes(name, function_of(code))] == []


@every
def test_numbers_of_32_bits_are_right(name: str):
    """PyTorch computes in them unless it is told otherwise: a right function may do so as well."""
    solution = function_of(BUILDS[name].code)

    def in_32_bits(**case: Any) -> Any:
        given = {k: each(rounded, v) if isinstance(v, list) else v for k, v in case.items()}
        return each(rounded, solution(**given))

    assert passes(name, in_32_bits)


def rounded(value: float) -> float:
    return tensor(value, dtype=float32).item()


@every
def test_the_numbers_vary(name: str):
    """Each list of numbers has fractions, negatives, zeros, repeats and no order in some case.

    No question shows six values of a parameter, or rows of six lengths.
    """
    cases = [case for case, _ in cases_of(name)]
    for argument, first in cases[0].items():
        values = [case[argument] for case in cases]
        if not isinstance(first, list):
            assert len(set(values)) >= 6
            continue
        rows = [row for value in values for row in rows_of(value)]
        numbers = [number for row in rows for number in row]
        assert {0, 1, -1} <= set(numbers)
        assert any(number < 0 and number % 1 for number in numbers)
        assert any(row[::-1] != row != sorted(row) and len({*row}) < len(row) for row in rows)
        assert len({row[0] for row in rows}) > 5
        assert len({len(row) for row in rows}) >= 6


def rows_of(value: list[Any]) -> list[list[Any]]:
    if not isinstance(value[0], list):
        return [value]
    return [row for inner in value for row in rows_of(inner)]
