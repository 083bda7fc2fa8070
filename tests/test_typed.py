"""What is typed into an exercise's fields is read the same in Python and on a page."""

from __future__ import annotations

import json
from itertools import product
from random import Random
from typing import Any

import pytest
from documented import ROOT
from node import answer, needs_node

from course.exercises.bank import EXERCISES, PREDICTIONS
from course.exercises.typed import Unread, read, typed_of

JS = ROOT / "course/exercises/js"
FORMS: dict[str, Any] = {
    "number": {"kind": "numbers", "axes": 0},
    "row": {"kind": "numbers", "axes": 1},
    "rows": {"kind": "numbers", "axes": 2},
    "stride": EXERCISES["stride.side_by_side"].form(),
    "input": EXERCISES["basic.which_input"].form(),
    "two": EXERCISES["padding.middle"].form(),
    "axes": EXERCISES["two_dimensions.arbitrary"].form(),
    "spot": EXERCISES["output_padding.zeros"].form(),
    "layers": EXERCISES["stride.repair"].form(),
    "choice": PREDICTIONS["basic.undone"].form(),
    "lines": {"kind": "lines", "head": "def f(x):", "lines": ["a", "b", "c"], "take": 2},
}
ROW, TWO = FORMS["row"], FORMS["two"]
ATOMS = [
    *("1", "2", "-3", "−3", "１２", "0.5", ".5", "5.", "1/2", "1/0", "1e3", "1E-2", "－４", "+1"),
    *("9" * 400, "1e400", "9007199254740993", "-0", "--1"),
    *("1_000", "ー1", "0x10", "NaN", "Infinity", "½", "٣"),
    *("True", "true", "FALSE", "ｔｒｕｅ", "正しい", "falſe", "...", "…", "．．．"),
    *("None", "x", "a.b", "stride", "padding", "input", "true", "dict"),
    *("__proto__", "constructor", "toString", "f", "0"),
]  # fmt: skip
JOINTS = [
    *(",", ", ", " ", "、", "，", ";", "\n", "\u3000"),
    *("\u00a0", "\ufeff", "=", "＝", " = ", "", "/", " / "),
    *("[", "]", "(", ")", "［", "］", "（", "[["),
    *("]]", "],[", "{", "}", "#", "＃", "\x1c", "\x85", "🙂", "\ud83d"),
]  # fmt: skip
BY_HAND = [
    *("", " ", "[]", "[1, 2, 4, 3]", "1 2 4 3", "1, 2", "[[1, 2], [3, 4]]", "１、２、４、３"),
    *("stride=2, padding=1", "dict(stride=2)", "dict(stride=2, padding=1)", "stride＝２", "(2,)"),
    *("［１，−２］", "(2, 2)", "(2, 1)", "2 2 2"),
    *("true=False, padding=1", "true=True, kernel_size=...", "[1, 2]  # mine"),
    *("input=[1, 1], true=False", "padding=1, padding=2", "padding=1, padding=1", "3, stride=2"),
    *("__proto__=1", "hasOwnProperty=1", "<img src=x onerror=alert(1)>", "[" * 5000, "(" * 20_000),
    *("9" * 5_000, "1 " * 4_000, "🙂" * 10_001, "🙂" * 10_000),
    *("yes.", "Ｙｅｓ！", "「no」。", "“longer”", "はい", "yes no", "y.es"),
    *("x" * 10_001, "\x00", "-" * 100, "1,,2"),
]  # fmt: skip


def generated(count: int) -> list[str]:
    """Texts of which the second half is mostly numbers."""
    random = Random(16)
    texts = []
    for n in range(count):
        atoms, joints = (ATOMS[:9], JOINTS[:10]) if 2 * n > count else (ATOMS, JOINTS)
        pairs = range(random.randint(1, 5))
        texts.append("".join(random.choice(atoms) + random.choice(joints) for _ in pairs))
    return texts


def fields_of(form: dict[str, Any]) -> list[str]:
    if form["kind"] == "layers":
        return ["0.stride", "1.kernel_size"]
    return [field["name"] for field in form["fields"]] if form["kind"] == "fields" else [""]


def asked() -> list[tuple[str, dict[str, str]]]:
    """Pairs of a form's name and what is typed there."""
    made: list[tuple[str, dict[str, str]]] = []
    texts = [*BY_HAND, *ATOMS, *generated(600)]
    for name, form in FORMS.items():
        fields = fields_of(form)
        made += [(name, {field: text}) for field, text in product(fields[:2], texts)]
        made.append((name, {}))
    random = Random(17)
    for name in ("two", "spot", "axes", "layers"):
        fields = fields_of(FORMS[name])
        made += [(name, {field: random.choice(texts[:60]) for field in fields}) for _ in range(300)]
    # Fields that no form has.
    made += [(name, {"__proto__": "1", "constructor": "2", "toString": "3"}) for name in FORMS]
    return made


def by_python(form: dict[str, Any], typed: dict[str, str]) -> Any:
    try:
        return {"answer": read(form, typed)}
    except Unread as unread:
        return {"unread": str(unread)}


def told(made: Any) -> str:
    """What was read, every number as a float: JSON has one kind. True is no number."""
    return repr(json.loads(json.dumps(made), parse_int=float))


@needs_node
def test_a_page_reads_as_the_kernel_does():
    cases = asked()
    script = """return given.cases.map(([name, typed]) => {
      try { return { answer: read.read(given.forms[name], JSON.parse(typed)) }; }
      catch (error) {
        if (!(error instanceof read.Unread)) throw error;
        return { unread: error.message };
      }
    });"""
    given = {"forms": FORMS, "cases": [(name, json.dumps(typed)) for name, typed in cases]}
    got = answer(script, given, read=JS / "read.js")
    wanted = [by_python(FORMS[name], typed) for name, typed in cases]
    differ = [
        (case, one, other)
        for case, one, other in zip(cases, got, wanted, strict=True)
        if told(one) != told(other)
    ]
    assert not differ, (len(differ), differ[:5])
    assert len(cases) > 5_000
    read_at_all = sum("answer" in one for one in wanted)
    assert 1_000 < read_at_all < len(cases) - 1_000


@pytest.mark.parametrize(
    ("form", "typed", "wanted"),
    [
        (ROW, {"": "[1, 2, 4, 3]"}, [1, 2, 4, 3]),
        (ROW, {"": "1 2 4 3"}, [1, 2, 4, 3]),
        (ROW, {"": "１、−２，３"}, [1, -2, 3]),
        (ROW, {"": "1/2, .5; 1e3"}, [0.5, 0.5, 1000]),
        (ROW, {"": "[1, 2]  # mine"}, [1, 2]),
        (FORMS["rows"], {"": "[[1, 3], [4, 9]]"}, [1, 3, 4, 9]),
        (FORMS["number"], {"": " 31 "}, [31]),
        (FORMS["choice"], {"": "yes."}, "yes"),
        (FORMS["choice"], {"": "「Ｎｏ」！"}, "no"),
        (FORMS["input"], {"input": "[2, 1]"}, {"input": [2, 1]}),
        (FORMS["stride"], {"stride": "(2,)"}, {"stride": 2}),
        (FORMS["stride"], {"stride": "dict(stride=2)"}, {"stride": 2}),
        (FORMS["axes"], {"stride": "(2, 2)", "padding": "1"}, {"stride": 2, "padding": 1}),
        (TWO, {"stride": "stride=2, padding=1"}, {"stride": 2, "padding": 1}),
        (TWO, {"stride": "2", "padding": "padding ＝ １"}, {"stride": 2, "padding": 1}),
        (FORMS["spot"], {"true": "True", "stride": "junk"}, {"true": True}),
        (
            FORMS["spot"],
            {"true": "false", "stride": "3", "padding": "..."},
            {
                "true": False,
                "input": [1, 2],
                "weight": [1, 1, 3],
                "stride": 3,
                "padding": 0,
                "output_padding": 1,
            },
        ),
        (FORMS["layers"], {"1.kernel_size": "4", "0.stride": "2"}, [[1, "kernel_size", 4]]),
        (FORMS["lines"], {"": "2 0"}, [2, 0]),
    ],
)
def test_what_people_write_is_read(form: Any, typed: dict[str, str], wanted: Any):
    assert read(form, typed) == wanted


@pytest.mark.parametrize(
    ("form", "typed", "told"),
    [
        (ROW, {}, "Write your answer into the field first."),
        (ROW, {"": "[1, ...]"}, "Write your answer into the field first."),
        (ROW, {"": "1, x"}, "“1, x” can't be read; write it as in 1, 0, 2."),
        (ROW, {"": "9" * 400}, f"“{'9' * 60}…” can't be read; write it as in 1, 0, 2."),
        (ROW, {"": "1" * 10_001}, "These are 10001 characters; 10000 are more than enough here."),
        (TWO, {"stride": "2"}, "Choose a value for padding first."),
        (TWO, {"stride": "2, 1"}, "stride takes one number, and 2 are given."),
        (TWO, {"stride": "strides=2"},
         "“strides” is not free to choose here; stride, padding may be."),
        (TWO, {"stride": "2, padding=1", "padding": "3"},
         "“2, padding=1” can't be read; write it as in 2."),
        (TWO, {"stride": "stride=2, padding=1", "padding": "3"}, "padding is given twice."),
        (FORMS["spot"], {}, "Choose first whether the sentence is true or false."),
        (FORMS["layers"], {"0.stride": "-1"}, "stride takes whole numbers from 0 to 999."),
        (FORMS["layers"], {"0.stride": "1.5"}, "stride takes whole numbers from 0 to 999."),
    ],
)  # fmt: skip
def test_what_is_no_answer_yet_hears_what_to_write(form: Any, typed: dict[str, str], told: str):
    with pytest.raises(Unread) as raised:
        read(form, typed)
    assert str(raised.value) == told


@pytest.mark.parametrize(
    ("name", "given", "texts"),
    [
        ("basic.two_stamps", [1, 2.5, -4], {"": "1, 2.5, -4"}),
        ("basic.two_stamps", ..., {}),
        ("basic.two_stamps", [1, ...], {"": "1, ..."}),
        ("basic.two_stamps", "1 2 4 3", {"": "1 2 4 3"}),
        ("basic.two_stamps", lambda: 0, {}),
        ("two_dimensions.corner", [[1, 2], [3, 4]], {"": "[1, 2], [3, 4]"}),
        ("basic.which_input", [2, 1], {"input": "2, 1"}),
        ("padding.middle", {"stride": 2}, {"stride": "2"}),
        ("padding.middle", ..., {}),
        ("cost.share", {"true": True, "stride": (2,)}, {"true": "True", "stride": "2"}),
        ("stride.stamps", lambda x: x, {}),
    ],
)
def test_an_answer_from_the_cell_stands_in_the_fields(name: str, given: Any, texts: dict[str, str]):
    assert typed_of(EXERCISES[name].form(), given) == texts


@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if e.form()])
def test_the_form_of_each_exercise_takes_its_solution(name: str):
    """Typed into the fields, what the solution says is right."""
    exercise = EXERCISES[name]
    form = exercise.form()
    json.dumps(form)
    if form["kind"] == "layers":
        old = [list(layer.values()) for layer in form["layers"]]
        new = [[getattr(layer, p) for p in form["layers"][0]] for layer in exercise.repaired()]
        typed = {
            f"{n}.{p}": str(new[n][k])
            for n in range(len(old))
            for k, p in enumerate(form["layers"][n])
            if new[n][k] != old[n][k]
        }
        assert len(typed) == 1
    else:
        code = exercise.solution(name)
        given = eval(code.replace(f"check({name!r}, ", "(", 1), {"dict": dict})
        typed = typed_of(form, given)
    verdict = exercise.verdict(exercise.answer(read(form, typed)))
    assert verdict.outcome == "right", verdict.text
