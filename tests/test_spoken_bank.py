"""Whatever an exercise says goes through a translator: hints, reasons, verdicts, wrong ideas."""

import ast
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pseudo
import pytest

from course import hint, solution
from course.exercises import (
    answers,
    bank,
    build,
    difference,
    misconceptions,
    predict,
    reading,
)
from course.exercises.answers import Prediction
from course.exercises.bank import ASKED
from course.exercises.build import Build
from course.exercises.choose import Choose
from course.exercises.misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES
from course.exercises.progress_overview import Overview
from course.exercises.reach import SMALL, ReachOutput, ReachSizes, choices
from course.exercises.sandbox import Run
from course.exercises.spot import Spot

BANK = sorted(Path(bank.__file__).parent.glob("*.py"))
FIELDS = {"hints", "why", "told", "own_ideas"}
UNREADABLE = [
    *("abc", ["a", "b"], [[1, 2], [3]], [1j, 2], [[1j, 2]], 2 + 1j, {"xyz"}, b"12", {"xyz": 1}),
    *([[[1, 2], [3, 4]]] * 2, [[[[1, 2], [3, 4]]] * 2], [[], []], {1: 2}, {"true": 1}),
]
WRONG = [
    *([1], 7, [1, 2, 3, 4], [0.5] * 30, list(range(5_000)), [1, 0, 0, 2, 0, 0, 3, 0]),
    *([[1, 2]], [[1], [2]], [[9, 9], [9, 9]], [[9.5] * 3] * 3, [[1, 2, 3]] * 40),
]
# What each sentence says of a case, and that it is not about another one.
CASES: dict[str, list[dict[str, Any]]] = {
    "artifacts.divides": [{"stride": 4}],
    "basic.largest": [{"input": [0]}],
    "causal.exactly": [{"kernel_size": 3}],
    "cost.most": [{"stride": 2}],
    "elsewhere.same": [{"weight": [1, 2]}],
    "output_padding.zeros": [{"output_padding": 0}],
    "padding.two_less": [{"input_size": 1, "padding": 1}],
    "signature.asks": [{"output_padding": 5}],
    "signature.weight": [{"groups": 3}, {"groups": 0}, {"groups": True}],
    "transposed.inner": [{"y": [1]}, {"x": [1e300] * 4, "y": [1e300] * 2}],
    "two_dimensions.zeros": [{"padding": padding} for padding in range(4)],
    "upsampling.equal": [{"weight": [1, 2]}],
}
# Names in code; "object" is NumPy's.
NAMES = {"true", "answer", "size", "object", *SMALL}
NAMES |= {name for exercise in ASKED.values() for name in getattr(exercise, "defaults", ())}


class Here:
    """A sandbox that calls the function in this process."""

    here = ""

    def __init__(self, function: Callable[..., Any], _seconds: float) -> None:
        self.function = function

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def call(self, **case: Any) -> Run:
        return Run("value", self.function(case))


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[pseudo.Catalogue]:
    monkeypatch.setattr(build, "Sandbox", Here)
    with pseudo.spoken() as catalogue:
        yield catalogue


def words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]{2,}", text))


def english(text: str) -> set[str]:
    """The words that no translator was given."""
    return words(pseudo.unspoken(text.replace("⟦", " ⟦")))


def wrong_answers(exercise: Any) -> list[object]:
    """What each wrong idea of an exercise answers."""
    match exercise:
        case Prediction():
            return [idea.answer for idea in exercise.wrong_ideas]
        case Choose():
            return list(exercise.options)
        case ReachOutput() | ReachSizes():
            own = [choice for _, choice in exercise.own_ideas.values()]
            return [*own, *islice(choices(exercise.free), 30)]
        case Build():
            return [thinking(exercise, idea.answer) for idea in exercise.wrong_ways]
    return []


def thinking(exercise: Build, of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def made(case: Any) -> Any:
        wanted = of(case)
        return exercise.expected(case) if wanted is None else wanted

    return made


class Full:
    """There is no room for what it holds."""

    def __array__(self, *_: object, **__: object) -> None:
        raise MemoryError


class Hostile:
    """Raises what its repr says, whatever it is asked."""

    def __array__(self, *_: object, **__: object) -> None:
        raise RuntimeError

    def __repr__(self) -> str:
        return "RuntimeError"


def spoken_by(name: str) -> list[tuple[object, answers.Verdict]]:
    """The verdicts on answers of all kinds."""
    exercise = ASKED[name]
    given = [*wrong_answers(exercise), *UNREADABLE, *WRONG, Hostile(), Full(), ...]
    if isinstance(exercise, Spot):
        cases = [{}, exercise.defaults, exercise.counterexample, *CASES.get(name, [])]
        given += [{"true": True}, *({"true": False, **case} for case in cases)]
    return [(answer, exercise.verdict(answer, 1.0)) for answer in given]


class TestSpoken:
    def test_no_verdict_has_an_english_word_outside_a_sentence(
        self, catalogue: pseudo.Catalogue, capsys: pytest.CaptureFixture[str]
    ):
        outcomes, shown = set(), set()
        for name, exercise in ASKED.items():
            known = NAMES | {"MemoryError", "True"} | words(getattr(exercise, "signature", ""))
            known |= set(getattr(exercise, "names", ())) | set(getattr(exercise, "options", ()))
            for answer, verdict in spoken_by(name):
                assert english(verdict.text) <= known | words(repr(answer)), verdict.text
                outcomes.add(verdict.outcome)
                if verdict.picture is not None:
                    shown |= english(verdict.picture.text)
            for step in range(1, max(1, len(exercise.hints)) + 1):
                hint(name, step)
            assert not english(capsys.readouterr().out)
            if isinstance(exercise, Choose):
                assert not english(" ".join(text for _, text in exercise.form()["options"]))
            if exercise.why:
                solution(name)
                _, _, why = capsys.readouterr().out.strip().rpartition("\n\n")
                assert not english(why)
        assert outcomes == {"not attempted", "right", "wrong", "not checked"}
        assert not shown
        assert not english(repr(Overview({"done": {}})))
        # All that stands in these modules has been said.
        for path in map(Path, [*BANK, *(module.__file__ for module in MODULES)]):
            assert pseudo.marked([path]) | in_fields(path) <= catalogue.asked


MODULES = (answers, difference, misconceptions, predict, reading)


def in_fields(path: Path) -> set[str]:
    """All strings inside the fields that are translated without a mark."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    # The names of ideas.
    keys = [key for node in nodes if isinstance(node, ast.Dict) for key in node.keys]
    return {
        part.value
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg in FIELDS
        for part in ast.walk(node.value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        if part not in keys
    }


def texts(exercise: Any) -> set[str]:
    own = [text for text, _ in getattr(exercise, "own_ideas", {}).values()]
    return {*exercise.hints, exercise.why, getattr(exercise, "told", exercise.why), *own} - {""}


IDEAS = [*OUTPUTS.values(), *PLANES.values(), *SIZES.values(), *STRETCHES.values()]
TABLES = {text for text, _ in IDEAS}


class TestFound:
    """What is to be translated can be found in the source without running it."""

    def test_the_fields_hold_what_is_said_and_no_other_string(self):
        said = set().union(*map(texts, ASKED.values()))
        assert set().union(*map(in_fields, BANK)) == said - TABLES

    def test_the_fields_hold_no_text_put_together(self):
        for path in BANK:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.keyword) and node.arg in FIELDS:
                    assert not any(
                        isinstance(part, ast.JoinedStr)
                        or (isinstance(part, ast.Call) and ast.unparse(part.func) in ("tr", "N_"))
                        for part in ast.walk(node.value)
                    )

    def test_each_wrong_idea_of_the_tables_is_marked(self):
        tables = sorted(Path(misconceptions.__file__).parent.glob("*.py"))
        assert pseudo.marked(tables, ("N_",)) >= TABLES
