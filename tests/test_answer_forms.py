"""What is right is right in every reasonable form, and what is refused says how to write it."""

import ast
import itertools
import re
import subprocess
import sys
from collections import deque
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from course import check
from course.exercises.answers import Prediction
from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.reach import Reach
from course.exercises.repair import Repair
from course.exercises.spot import Spot

SEVERAL = (list, tuple, np.ndarray)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for a function: what one returns is read in the same way."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")


def of_kind(kind: type) -> list[str]:
    return [name for name, exercise in EXERCISES.items() if isinstance(exercise, kind)]


def solved(name: str) -> Any:
    """The answer in a solution, which is written as ``check(name, answer)``."""
    call = ast.parse(EXERCISES[name].solution(name)).body[0].value
    return eval(ast.unparse(call.args[1]))


def each(answer: Any, write) -> Any:
    """An answer with each number in it written in another way."""
    return [each(part, write) for part in answer] if isinstance(answer, list) else write(answer)


def wide(text: str) -> str:
    letters = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789=[]().ab"}
    return text.translate(letters).replace("-", "−").replace(", ", "、")


NUMBERS = [
    *(float, Fraction, Decimal, np.int8, np.float16, np.float32, np.array, torch.tensor, str),
    *(lambda n: torch.tensor(n, dtype=torch.bfloat16), lambda n: wide(str(n))),
    *(lambda n: torch.tensor(float(n), requires_grad=True), np.longdouble),
]
TYPES = [np.int8, np.uint8, np.float16, np.float32, np.float64, object]
TENSORS = [torch.int8, torch.float16, torch.bfloat16, torch.float32, torch.int64]


@pytest.mark.parametrize("name", of_kind(Prediction))
class TestPrediction:
    def test_numbers_of_any_type(self, name: str):
        for write in NUMBERS:
            answer = each(EXERCISES[name].asked, write)
            assert check(name, answer).outcome == "right", answer

    def test_arrays_of_any_type(self, name: str):
        asked = EXERCISES[name].asked
        for dtype in TYPES[:-1]:
            assert check(name, np.array(asked, dtype)).outcome == "right", dtype
        for dtype in TENSORS:
            assert check(name, torch.tensor(asked, dtype=dtype)).outcome == "right", dtype

    def test_pytorchs_own_shape(self, name: str):
        asked = torch.tensor(EXERCISES[name].asked, dtype=torch.float32, requires_grad=True)
        shaped = asked[(None,) * 2]
        for answer in (shaped, shaped.detach().numpy(), shaped.tolist(), shaped[0]):
            assert check(name, answer).outcome == "right", answer

    def test_tuples_and_lists_of_tensors(self, name: str):
        asked = EXERCISES[name].asked
        answers = [(asked,)]
        if isinstance(asked, list):
            answers = [tuple(asked), [torch.tensor([float(v)], requires_grad=True).squeeze() * 1.0
                                      for v in asked]] if not isinstance(asked[0], list) else [
                tuple(map(tuple, asked)), [torch.tensor(row) * 1.0 for row in asked]]  # fmt: skip
        for answer in answers:
            assert check(name, answer).outcome == "right", answer

    def test_texts_as_a_japanese_keyboard_writes_them(self, name: str):
        text = str(EXERCISES[name].asked)
        for answer in (text, wide(text), text.strip("[]"), f" {text} "):
            assert check(name, answer).outcome == "right", answer

    def test_a_wrong_one_is_no_righter_for_it(self, name: str):
        for write in NUMBERS:
            asked = EXERCISES[name].asked
            answer = each(asked, lambda n, write=write: write(n + 1))
            verdict = check(name, answer)
            assert verdict.outcome == "wrong", answer
            assert "can't be read" not in verdict.text


@pytest.mark.parametrize("name", of_kind(Reach) + of_kind(Spot))
class TestByName:
    def test_values_of_any_form(self, name: str):
        right = solved(name)
        for write in (
            *(lambda n: (n,), lambda n: [n], lambda n: np.array(n), lambda n: torch.tensor(n)),
            *(lambda n: np.array([n]), lambda n: torch.tensor([n]), Fraction, Decimal, float),
            *(str, lambda n: wide(str(n)), np.int64),
        ):
            answer = {
                key: value if isinstance(value, bool) else each(value, write)
                if not isinstance(value, list) or write in (Fraction, Decimal, float, np.int64)
                else value
                for key, value in right.items()
            }  # fmt: skip
            assert check(name, answer).outcome == "right", answer

    def test_rows_of_any_form(self, name: str):
        right = solved(name)
        for write in (
            *(tuple, np.array, torch.tensor, str, lambda r: wide(str(r))),
            lambda r: torch.tensor([[r]], dtype=torch.float32, requires_grad=True),
            lambda r: torch.tensor(r, dtype=torch.bfloat16),
        ):
            answer = {k: write(v) if isinstance(v, list) else v for k, v in right.items()}
            assert check(name, answer).outcome == "right", answer

    def test_as_one_text(self, name: str):
        text = ", ".join(f"{key}={value}" for key, value in solved(name).items())
        assert check(name, text).outcome == "right", text
        assert check(name, f"dict({text})").outcome == "right", text


@pytest.mark.parametrize("name", of_kind(Reach))
class TestReach:
    def test_one_value_where_one_name_is_free(self, name: str):
        right = solved(name)
        for value in right.values():
            verdict = check(name, value)
            if len(right) == 1:
                assert verdict.outcome == "right"
            else:
                names = ", ".join(f"{key}=…" for key in EXERCISES[name].free)
                told = f"Wrong. Give the values by name, as in dict({names})."
                assert verdict.text == told

    def test_dots_stand_for_a_default_only_where_that_is_right(self, name: str):
        right = solved(name)
        defaults = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1}
        for key, value in right.items():
            outcome = check(name, right | {key: ...}).outcome
            wanted = value == defaults.get(key) and len(right) > 1
            assert outcome == ("right" if wanted else "not attempted")


@pytest.mark.parametrize("name", of_kind(Spot))
class TestSpot:
    def dots(self, name: str) -> dict[str, Any]:
        return dict.fromkeys(EXERCISES[name].defaults, ...)

    def test_other_dots_may_be_left(self, name: str):
        assert check(name, self.dots(name) | solved(name)).outcome == "right"

    def test_where_they_are_not_needed(self, name: str):
        exercise = EXERCISES[name]
        for claim in (True, np.True_, torch.tensor(True)):
            outcome = check(name, self.dots(name) | {"true": claim}).outcome
            assert outcome == ("right" if exercise.true else "wrong")
        for answer in ({"true": False}, {"true": ...}, {"true": ..., **exercise.counterexample}):
            assert check(name, self.dots(name) | answer).outcome == "not attempted"

    def test_a_truth_alone(self, name: str):
        right = "right" if EXERCISES[name].true else "wrong"
        assert check(name, True).outcome == right
        assert "Give a case in which it fails" in check(name, False).text


TURNED = ("torch.tensor(y)", "np.array(y)", "torch.tensor([[y]])", "[[y]]")
FLOATS = ("float16", "bfloat16", "float32", "float64")
RETURNED = [
    *("tuple(y) if isinstance(y, list) else (y,)", "[y]", "np.array(y)", "np.array([[y]])"),
    *(f"torch.tensor(y, dtype=torch.{dtype})" for dtype in FLOATS),
    "torch.tensor([[y]], dtype=torch.float32, requires_grad=True)",
    "torch.nn.Parameter(torch.tensor(y, dtype=torch.float32))[None, None]",
    "each(y, Fraction)", "each(y, Decimal)", "each(y, np.float16)", "each(y, torch.tensor)",
    "torch.tensor(y, dtype=torch.float32).tolist()", "np.array(y) + 1e-17j", "each(y, complex)",
]  # fmt: skip


@pytest.mark.parametrize("name", of_kind(Build))
class TestBuild:
    def function(self, name: str, returned: str):
        """The solution, which returns its y in another form."""
        space: dict[str, Any] = {"__name__": "__main__", "check": lambda *_: None}
        space |= {"np": np, "torch": torch, "Fraction": Fraction, "Decimal": Decimal, "each": each}
        signature, right = EXERCISES[name].signature, EXERCISES[name].name
        exec(EXERCISES[name].solution(name), space)
        names = signature.partition("(")[2]
        exec(f"right = {right}\ndef {signature}:\n    y = right({names}\n"
             f"    return {returned}", space)  # fmt: skip
        return space[right]

    @pytest.mark.long(sample=3)
    def test_what_it_returns_in_any_form(self, name: str, here: None):
        for returned in RETURNED:
            if re.search(r"\[\[y\]\]|None, None", returned) and name == "elsewhere.layout":
                continue  # A weight has all its axes.
            if "float16" in returned and name in ("cost.count", "size_formula.size"):
                continue  # These have no 4097, and the bfloat16 ones no 363.
            verdict = check(name, self.function(name, returned), seconds=60)
            assert verdict.outcome == "right", (returned, verdict.text)

    @pytest.mark.parametrize(
        ("dtype", "off"), [("float16", 1), ("bfloat16", 1), ("float32", 1e-3), ("float64", 1e-6)]
    )
    def test_what_is_off_is_wrong_in_any_type(self, name: str, dtype: str, off: float, here: None):
        returned = f"torch.tensor(each(y, lambda v: v + {off}), dtype=torch.{dtype})"
        verdict = check(name, self.function(name, returned), seconds=60)
        assert verdict.outcome == "wrong"
        told, wanted = verdict.text.split(" returns ")[1].split("; it should return ")
        assert told != wanted.split("\n")[0].removesuffix(".")


@pytest.mark.parametrize("written", ["a, b", "b, /, a", "*both", "a, b, trace=False", "a=0, b=0"])
def test_a_function_with_names_of_its_own_is_called_in_order(written: str, here: None):
    others = {"b, /, a": ("b", "a"), "*both": ("both[0]", "both[1]")}
    first, second = others.get(written, ("a", "b"))
    space: dict[str, Any] = {}
    code = f"return [{first}[i] for i in range({second}, len({first}) - {second})]"
    exec(f"def cut({written}):\n    {code}", space)
    assert check("padding.trim", space["cut"]).outcome == "right"


def test_numbers_that_come_one_by_one(here: None):
    assert check("basic.hole", iter([1, 1, 5, 2, 6])).outcome == "right"
    assert check("basic.hole", dict(enumerate([1, 1, 5, 2, 6])).values()).outcome == "right"
    assert check("basic.hole", itertools.count()).outcome == "wrong"
    for many in (iter, deque, lambda y: dict(enumerate(y)).values()):
        told = check("padding.trim", lambda uncut, padding, many=many: many(uncut)).text
        assert f"returned a {type(many([])).__name__}; write list(…) around it" in told
    for nothing_better in (str, set, frozenset):
        told = check("padding.trim", lambda uncut, padding, of=nothing_better: of(uncut)).text
        assert f"returned a {nothing_better.__name__}, and numbers are expected" in told


@pytest.mark.parametrize("blank", ["", " \n", "\u3000", "...", "[1, …]", "[]", "stride=..."])
def test_a_text_with_nothing_in_it_is_no_answer(blank: str):
    for name in EXERCISES:
        assert check(name, blank).outcome == "not attempted", name
    assert check("padding.middle", {"stride": 2, "padding": blank}).outcome == "not attempted"


def test_a_claim_as_a_text():
    for text in ("True", "true", "（Ｔｒｕｅ）", "true=True"):
        assert check("cost.share", text).outcome == "right"
        assert check("cost.most", text).outcome == "wrong"
    assert "can't be read; write it as in True" in check("cost.share", "yes").text


def test_half_a_character_is_shown_as_a_whole_one():
    text = check("basic.hole", "1 \ud83d 2").text
    assert "“1 \ufffd 2” can't be read" in text
    assert text.encode()


def test_what_is_really_complex_is_no_answer(here: None):
    told = check("basic.hole", [1, 1, 5, 2, 6 + 0.01j]).text
    assert "complex numbers never come out of these layers" in told
    told = check("padding.trim", lambda uncut, padding: [value + 1j for value in uncut]).text
    assert "returned a complex, and numbers are expected" in told


def test_a_layer_of_pytorch_itself():
    def stamps(x, w, stride):
        x, w = (torch.tensor(v, dtype=torch.float32)[None, None] for v in (x, w))
        return functional.conv_transpose2d(x, w, stride=stride)

    assert check("two_dimensions.stamps", stamps, seconds=60).outcome == "right"


def test_what_is_refused_says_how_to_write_it():
    for answer, told in [
        (("basic.two_stamps", "one, two"), "“one, two” can't be read; write it as in 1, 0, 2."),
        (("zero_insert.how_long", "x"), "“x” can't be read; write it as in 2."),
        (("padding.middle", 2), "Give the values by name, as in dict(stride=…, padding=…)."),
        (("zero_insert.how_long", [1, 2]), "it must be one number"),
        (("zero_insert.how_long", 2.5), "it must be a whole number"),
    ]:
        verdict = check(*answer)
        assert verdict.outcome == "wrong"
        assert told in verdict.text


# ---------------------------------------------------------------- precision

THIRD = "def stamps(x, w):\n    return [sum(x[i] * w[n - i] for i in range(len(x)) "
THIRD += "if 0 <= n - i < len(w)) + {off} for n in range(len(x) + len(w) - 1)]\n"


@pytest.mark.parametrize(
    ("off", "outcome"),
    [("1e-12", "right"), ("1e-7", "wrong"), ("1e-8", "wrong"), ("2 ** -30", "right")],
)
def test_a_plain_float_is_compared_at_a_billionth(off: str, outcome: str):
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(THIRD.format(off=off), space)
    verdict = check("basic.stamps", space["stamps"])
    assert verdict.outcome == outcome
    if outcome == "wrong":
        told, wanted = verdict.text.split(" returns ")[1].split("; it should return ")
        assert told != wanted.split("\n")[0].removesuffix(".")
        assert "1.0000000" in told or told == "[1.0000001]"


FRACTIONS = [
    {"x": [1], "w": [1]},
    {"x": [0.1, 0.7], "w": [0.3]},
    {"x": [0.1, -0.7, 3.3], "w": [0.3, 1.1]},
    {"x": [9.1, 0.2, -8.7], "w": [-9.3, 7.7, 8.9]},
]


def exact(case: dict[str, Any]) -> list[float]:
    x, w = ([Fraction(str(v)) for v in case[name]] for name in ("x", "w"))
    y = [Fraction(0)] * (len(x) + len(w) - 1)
    for i, k in itertools.product(range(len(x)), range(len(w))):
        y[i + k] += x[i] * w[k]
    return [float(v) for v in y]


@pytest.mark.parametrize("factor", ["1", "0.9", "(1 if x[0] < 2 else 1.1)"])
@pytest.mark.parametrize(
    "returned",
    [
        *(f"y.to(torch.{dtype})[0, 0]" for dtype in FLOATS),
        *("y.float().numpy()", "y.half().numpy()[0]", "y.float()[0, 0].tolist()"),
        *("[*y.float()[0, 0]]", "tuple(y[0, 0].half().numpy())", "y[0, 0].tolist()"),
    ],
)
def test_results_are_right_within_the_precision_of_their_type(
    returned: str, factor: str, here: None, monkeypatch: pytest.MonkeyPatch
):
    exercise = replace(EXERCISES["basic.stamps"], cases=lambda: FRACTIONS, expected=exact)
    monkeypatch.setitem(EXERCISES, "basic.stamps", exercise)
    space: dict[str, Any] = {"__name__": "__main__", "torch": torch}
    exec(
        f"""
def stamps(x, w):
    a, b = (torch.tensor([[v]], dtype=torch.float64) for v in (x, w))
    y = torch.nn.functional.conv_transpose1d(a, b) * {factor}
    return {returned}
""",
        space,
    )
    verdict = check("basic.stamps", space["stamps"])
    assert verdict.outcome == ("right" if factor == "1" else "wrong"), verdict.text


@pytest.mark.parametrize("dtype", FLOATS[:3])
def test_the_first_difference_is_not_one_of_rounding(
    dtype: str, here: None, monkeypatch: pytest.MonkeyPatch
):
    exercise = replace(EXERCISES["basic.stamps"], cases=lambda: FRACTIONS, expected=exact)
    monkeypatch.setitem(EXERCISES, "basic.stamps", exercise)
    space: dict[str, Any] = {"__name__": "__main__", "torch": torch, "exact": exact}
    exec(
        "def stamps(x, w):\n    y = exact({'x': x, 'w': w})\n    if len(y) > 3: y[3] = 77\n"
        f"    return torch.tensor(y, dtype=torch.{dtype})",
        space,
    )
    text = check("basic.stamps", space["stamps"]).text
    assert "The first difference is at y[3], where you have 77.\n" in text


def test_a_size_is_compared_exactly():
    def size(input_size, kernel_size, stride, padding, output_padding, dilation):
        right = (input_size - 1) * stride - 2 * padding + dilation * (kernel_size - 1)
        return right + output_padding + 1 + 2**-40

    verdict = check("size_formula.size", size)
    assert verdict.outcome == "wrong"
    assert "returns 1.000000000001; it should return 1." in verdict.text
    assert check("size_formula.not_double", 28 + 1e-12).text.startswith("Wrong. You have 28.000000")


@pytest.mark.parametrize("off", [1e-3, 1e-6, 1e-8])
@pytest.mark.parametrize("name", of_kind(Prediction))
def test_a_difference_is_always_to_be_seen(name: str, off: float):
    asked = EXERCISES[name].asked
    text = check(name, each(asked, lambda n: n + off)).text
    assert f"{off:.8f}".rstrip("0")[2:] in text


def test_the_same_numbers_are_never_said_to_differ_in_a_choice():
    assert check("basic.which_input", {"input": [2 + 1e-12, 1]}).outcome == "right"
    text = check("basic.which_input", {"input": [2.00001, 1]}).text
    assert text.startswith("Wrong. This gives [2.00001, 3.00001, 7.00003, 3].")


# ---------------------------------------------------------------- prints, returns nothing


def printing(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i, k in itertools.product(range(len(x)), range(len(w))):
        y[i + k] += x[i] * w[k]
    print(y)


def silent(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i, k in itertools.product(range(len(x)), range(len(w))):
        y[i + k] += x[i] * w[k]


def in_place(x, w):
    x[:] = [a * w[0] for a in x]


class TestNothingReturned:
    CALL = "Wrong. stamps(x=[1], w=[1]) returns nothing; it should return [1]. "

    def test_one_that_prints(self):
        assert check("basic.stamps", printing).text == (
            f"{self.CALL}What the function prints is not returned: write return instead of print.\n"
            "It printed: [1]\n"
        )

    def test_one_that_returns_nothing(self):
        told = f"{self.CALL}End the function with return and its result."
        assert check("basic.stamps", silent).text == told
        assert check("basic.stamps", lambda x, w: x.sort()).text.startswith(told)

    def test_one_that_changes_its_input_alone(self):
        told = "Your function changes its arguments; work on a copy, as in list(x)."
        text = check("basic.stamps", lambda x, w: x.append(w)).text
        assert text.endswith(f"\n{told}")

    @pytest.mark.parametrize("name", of_kind(Build))
    @pytest.mark.parametrize("body", ["...", "pass", '"""Text."""', "return None", "return ..."])
    def test_one_as_the_chapter_gives_it(self, name: str, body: str, here: None):
        space: dict[str, Any] = {"__name__": "__main__"}
        exec(f"def {EXERCISES[name].signature}:\n    {body}\n", space)
        verdict = check(name, space[EXERCISES[name].name])
        assert verdict.outcome == "not attempted"
        assert verdict.text == f"{EXERCISES[name].signature} returns nothing so far."


# ---------------------------------------------------------------- time and outcome

FRESH = """
import sys
from course import check
def stamps(x, w, stride):
    {first}
    y = [0] * ((len(x) - 1) * stride + len(w))
    for i in range(len(x)):
        for k in range(len(w)):
            y[i * stride + k] += x[i] * w[k]
    return y
assert "torch" not in sys.modules
verdict = check("stride.stamps", stamps, seconds=0.5)
assert "torch" in sys.modules
print(verdict.outcome, verdict.text)
"""


@pytest.mark.long(sample=1)
@pytest.mark.parametrize("first", ["pass", "import torch", "import torch.nn.functional as F"])
def test_pytorch_is_imported_outside_the_functions_time(first: str):
    program = FRESH.format(first=first)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.startswith("right "), done.stdout + done.stderr


@pytest.mark.parametrize("name", of_kind(Prediction) + of_kind(Build) + of_kind(Repair))
def test_what_goes_wrong_in_the_checker_is_not_called_wrong(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    for trouble in (MemoryError(), OSError(12, "no memory"), ImportError("no library")):

        def raising(*_: object, trouble: Exception = trouble) -> None:
            raise trouble

        monkeypatch.setattr(type(EXERCISES[name]), "judge", raising)
        assert check(name, [1]).outcome == "not checked"
