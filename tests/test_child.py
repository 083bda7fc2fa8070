"""What the child makes of one call, seen from within; test_sandbox drives it as a process."""

import json
import subprocess
import sys
from base64 import b64encode
from decimal import Decimal
from fractions import Fraction

import cloudpickle
import numpy as np
import pytest
import torch

from course.exercises.child import (
    MANY,
    PRINTED,
    SINGLE,
    Limited,
    Unreadable,
    call,
    plain,
    unchanged,
)


def tell(function, **arguments):
    return call(function, arguments, __file__)


def test_a_value_comes_back_with_what_was_printed():
    def doubled(x):
        print("here")
        return [2 * v for v in x]

    assert tell(doubled, x=[1, 2]) == {
        "outcome": "value",
        "value": [2, 4],
        "mutated": False,
        "step": SINGLE,
        "printed": "here\n",
    }


def test_printing_is_given_back_after_an_exception_too():
    standard = sys.stdout
    tell(lambda x: print(x) or 1 / 0, x=[1])
    assert sys.stdout is standard


def test_changed_arguments_are_noticed():
    assert tell(lambda x: x.append(3), x=[1])["mutated"]
    assert tell(lambda x: x.append(object()), x=[1])["mutated"]
    assert unchanged({"x": [1]}, '{"x": [1]}')


def test_an_exception_is_told_with_its_line():
    def fails(x):
        y = len(x)
        return x[y]

    told = tell(fails, x=[1])
    assert (told["outcome"], told["kind"]) == ("error", "IndexError")
    assert told["error"] == "list index out of range"
    line, first, name = told["where"]
    assert (line - first, name) == (2, "fails")


@pytest.mark.parametrize("ends", [SystemExit, KeyboardInterrupt, RecursionError, MemoryError])
def test_whatever_is_raised_is_told(ends):
    def function(x):
        raise ends

    assert tell(function, x=[1])["kind"] == ends.__name__


def test_an_exception_that_can_not_be_told_is_still_one():
    class Mute(Exception):
        def __str__(self):
            raise ValueError

    def function(x):
        raise Mute

    assert tell(function, x=[1])["error"] == ""


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, None),
        (True, 1),
        (3, 3),
        (0.5, 0.5),
        ((1, 2), [1, 2]),
        (range(3), [0, 1, 2]),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.float32(0.5), 0.5),
        ([np.int64(4), 1.5], [4, 1.5]),
        (Fraction(1, 2), 0.5),
        ([Decimal("0.25"), Fraction(3)], [0.25, 3]),
        (np.longdouble(0.5), 0.5),
        (np.array([0.5], np.longdouble), [0.5]),
        (np.ones((1, 1, 1, 2)), [[[[1, 1]]]]),
        (torch.ones(1, 1, 1, 2, requires_grad=True), [[[[1, 1]]]]),
        (torch.ones(2, dtype=torch.bfloat16), [1, 1]),
        ([torch.tensor(2), torch.tensor(0.5)], [2, 0.5]),
        (torch.nn.Parameter(torch.ones(1)), [1]),
        (torch.ones(2, 3).shape, [2, 3]),
    ],
)
def test_numbers_are_read_as_plain_ones(value, read):
    assert plain(value) == read


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("12", "a str"),
        ({1: 2}, "a dict"),
        (Fraction(10**400), "300 digits"),
        (iter([1]), "a list_iterator; write list"),
        ([None], "a NoneType"),
        ([[[[[1]]]]], "a list"),
        (10**400, "300 digits"),
        ([0] * (MANY + 1), f"more than {MANY}"),
        (np.zeros((MANY, 2)), f"more than {MANY}"),
    ],
)
def test_what_is_no_number_or_too_many_is_refused(value, why):
    with pytest.raises(Unreadable, match=why):
        plain(value)
    told = tell(lambda x: value, x=[1])
    assert told["outcome"] == "unreadable"
    assert why in told["text"].format(**told["values"])


def test_only_the_beginning_of_what_is_printed_is_kept():
    printed = Limited()
    assert printed.write("ab" * PRINTED) == 2 * PRINTED
    printed.write("more")
    assert printed.text == "ab" * (PRINTED // 2)


def test_half_characters_do_not_get_through():
    printed = Limited()
    printed.write("a\ud800b")
    assert printed.text == "a?b"


def test_it_is_ready_before_its_time_is_limited():
    """An end by the limit would else be taken for a process that could not start."""
    program = """
import os
from course.exercises import child
child.limit_computing = lambda seconds: os._exit(7)
child.main(2_000, 0)
"""
    function = b64encode(cloudpickle.dumps(abs)).decode()
    request = {"path": sys.path, "language": "en", "function": function, "file": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(request), capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == ('{"outcome": "ready"}\n', 7)
