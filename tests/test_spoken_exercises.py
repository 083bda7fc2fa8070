"""Whatever is said around an exercise goes through a translator, by its buttons as well."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import ipywidgets
import pseudo
import pytest
from shown import widget_of

import course
from course import exercises, hint, language, progress, solution
from course.exercises import (
    bank,
    build,
    child,
    failures,
    panel,
    progress_file,
    progress_overview,
    reach,
    repair,
    sandbox,
    spot,
    trial_run,
)
from course.exercises import typed as typed_module
from course.exercises.bank import CHAPTERS, EXERCISES
from course.exercises.bank.cases import trace_of
from course.exercises.sandbox import Sandbox

ROOM = (
    exercises,
    bank,
    build,
    child,
    failures,
    panel,
    progress_file,
    progress_overview,
    reach,
    repair,
    sandbox,
    spot,
    trial_run,
    typed_module,
)
BUILD, REPAIR = EXERCISES["basic.stamps"], EXERCISES["size_formula.repair"]
REASON = "…"
"""Stands for what Python or PyTorch says."""

NAMES = {"check", "dict", "kernel_size", "stride", "padding", "output_padding", "dilation"}
NAMES |= {"input", "weight", "size", "true"}
NAMES |= {name for exercise in EXERCISES.values() for name in getattr(exercise, "defaults", ())}
# What the functions below are called with, and what stands in them.
NAMES |= {"stamps", "map", "lambda", "str", "untold", "raise", "KeyError", "RuntimeError"}


class Here(Sandbox):
    """Calls the function in this process, as the child does in its own."""

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def _exchange(self, line: str) -> Any:
        answer = child.call(self.function, json.loads(line), __file__)
        return json.loads(json.dumps(answer))


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[pseudo.Catalogue]:
    monkeypatch.setattr(build, "Sandbox", Here)
    monkeypatch.setattr(reach, "draw", lambda **_: None)
    monkeypatch.setattr(repair, "read_layers", lambda layers: layers)
    with pseudo.spoken() as catalogue:
        yield catalogue
    ipywidgets.Widget.close_all()


def english(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]{2,}", re.sub("⟦[^⟧]*⟧", " ", text))) - NAMES


def judged(exercise: Any, *given: object) -> Iterator[str]:
    for answer in given:
        yield exercise.verdict(answer, 1.0).text


class Sulks:
    @property
    def __array__(self) -> None:
        raise RuntimeError


def by_judges() -> Iterator[str]:
    yield from judged(EXERCISES["start.first"], ..., [1, 3, 5, 6], Sulks())
    for exercise in EXERCISES.values():
        match exercise:
            case reach.ReachOutput() | reach.ReachSizes():
                yield from judged(exercise, {}, *islice(reach.choices(exercise.free), 80))
            case spot.Spot():
                given = [{}, exercise.defaults, exercise.counterexample]
                yield from judged(exercise, *({"true": False} | case for case in given))
                yield from judged(exercise, {"true": True}, {"true": "no"})
    column = EXERCISES["transposed.column"]
    yield from judged(column, {"input": [float("inf")]}, {"input": [1] * 999})
    yield from judged(EXERCISES["size_formula.double"], {"stride": 2})


def by_repair(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    assert isinstance(REPAIR, repair.Repair)
    first, *rest = REPAIR.layers
    repaired = REPAIR.repaired()
    sizes = list(pairwise(REPAIR.sizes))
    calls = tuple(trial_run.Call(n, *pair) for n, pair in enumerate(sizes))
    shape = (1, 1, REPAIR.sizes[-1])

    def runs(made: object) -> None:
        monkeypatch.setattr(repair, "run", Mock(side_effect=[made] * 9))

    runs((calls, shape))
    for layers in (
        [first],
        REPAIR.layers,
        [replace(first, stride=3), *rest],
        [replace(first, padding=99), *rest],
        [replace(first, stride=3, kernel_size=5), *rest],
        repaired,
    ):
        yield from judged(REPAIR, tuple(layers))
    for made in (
        (calls[1:], shape),
        ((replace(calls[0], got=5), *calls[1:]), shape),
        ((replace(calls[0], made=5), *calls[1:]), shape),
        (calls, (1, 5)),
        trial_run.Stopped("…"),
        trial_run.NotRun("…"),
    ):
        runs(made)
        yield from judged(REPAIR, repaired)


def by_trial_run() -> Iterator[str]:
    """What running says itself, of models that it can't run."""
    from torch import nn

    class Model(nn.Module):
        def __init__(self, output: object) -> None:
            super().__init__()
            self.output = output

        def forward(self, x: object) -> object:
            return self.output

    stopped = nn.Sequential(nn.ConvTranspose1d(2, 1, 1))
    for model in (nn.Sequential(), nn.ModuleList(), Model([]), stopped):
        with pytest.raises((trial_run.Stopped, trial_run.NotRun)) as raised:
            trial_run.run(model, 1, 1)
        yield re.sub("NotImplementedError.*|RuntimeError.*|ModuleList|list", "", str(raised.value))


def untold(x: object, w: object) -> None:
    raise KeyError


def sometimes(x: list[int], w: object) -> list[int] | None:
    return [1] if len(x) + len(w) < 3 else None


def meddles(x: list[int], w: object) -> list[int]:
    print(7)
    x.append(0)
    return [0]


def says(x: object, w: object) -> None:
    print(7)


def shows_off(x: object, w: object) -> list[int]:
    print(7)
    return [1]


def by_build() -> Iterator[str]:
    assert isinstance(BUILD, build.Build)
    functions: list[Callable[..., Any]] = [
        *(lambda x, w: None, lambda x, w: [7], lambda x, w: "7", lambda x, w: 10**400),
        *(lambda x, w: [7] * 20_000, lambda x, w: [7] * 500, lambda x, w: {}[7]),
        *(lambda x, w: map(abs, x), untold, sometimes, meddles, says),
    ]
    first, *_, last = BUILD.cases()
    # As PyTorch would have it, which takes a second to start.
    exercise = replace(BUILD, expected=lambda case: list(trace_of(case).y))
    yield from judged(exercise, 5, *functions)
    yield from judged(replace(exercise, cases=lambda: [first]), shows_off)
    _, idea, of = BUILD.wrong_ways[0]
    with Here(lambda x, w: of({"x": x, "w": w})) as mistaken:
        told = exercise._failed(last, mistaken.call(**last), BUILD.cases(), mistaken)
        assert idea in told.text
        yield told.text


def by_sandbox() -> Iterator[str]:
    lock = Lock()
    with Sandbox(lambda x: lock) as there:
        yield re.sub("cannot pickle .* object", "", there.here)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(build, "Sandbox", Sandbox)
        patched.setenv(sandbox.CHECKING, "1")
        yield from judged(BUILD, abs)
    silent = Sandbox(abs)
    yield from (silent._run({"outcome": outcome}).text for outcome in ("late", "flood"))
    yield silent._unready({"outcome": "late"})
    yield silent._unready({"outcome": "unloadable", "error": REASON})
    for code in (0, 3, -9, None):
        yield failures.ended(code, at_once=False)
        yield failures.ended(code, at_once=True)
        yield sandbox._unstarted(failures.ended(code, at_once=True))
    nowhere = compile("def f(x): pass", "<nowhere>", "exec").co_consts[0]
    for line, error in ((1, "…: "), (2, ": ")):
        answer = {"kind": "KeyError", "error": error, "where": (line, 1, "f")}
        yield failures.raised(SimpleNamespace(__code__=nowhere), answer)


def by_progress(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    yield repr(progress())
    with monkeypatch.context() as patched:
        patched.setattr(progress_file, "_said_unkept", False)
        patched.setattr(progress_file, "in_notebook", lambda: True)
        yield progress_file.record("basic.hole", "wrong").replace(progress_file.NAME_A_FILE, "")
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    for text in (
        "mess",
        '{"version": 1, "done": {',
        '{"version": 2, "done": {}}',
        '{"version": 1, "done": {}}',
    ):
        path.write_text(text)
        yield repr(progress()).replace("COURSE_PROGRESS", "")
        yield progress_file.merge(path, {"done": {"basic.hole": "right"}})
    yield re.sub(r"<[^>]*>", " ", progress().html())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, REASON)

    with monkeypatch.context() as patched:
        patched.setattr(progress_file, "write", full)
        yield progress_file.merge(path, {"done": {"basic.two_stamps": "right"}})
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", full)
        yield repr(progress())
    folder = path.with_name("8")
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setenv("COURSE_PROGRESS", str(folder))
        yield repr(progress())


def by_buttons() -> Iterator[str]:
    exercise = EXERCISES["start.first"]

    def again(answer: object = ...) -> Any:
        return exercise.verdict(answer, 1.0)

    shown = panel.Panel("", exercise, ..., again(), again)
    sent: list[dict[str, Any]] = []
    shown.send = sent.append
    yield from (re.sub(r"{\w+}", "", text) for text in shown._words.values())
    for question in (
        {"do": "check", "typed": {"": "mine"}},
        {"do": "hint", "step": 1},
        {"do": "solution"},
    ):
        shown._handle_custom_msg({**question, "id": 0}, [])
    yield from (answer["text"].replace("mine", "") for answer in sent)
    yield from by_fields()
    shown, row = widget_of(progress_overview.restorer(progress())).children
    download, upload, said = row.children
    yield from (download.label, upload.description)
    for content in (b"mess", b'{"version": 1, "done": {"basic.hole": "right"}}'):
        file = {"name": "", "type": "", "size": 0, "last_modified": datetime.now(UTC)}
        upload.value = (file | {"content": memoryview(content)},)
        yield said.value
    yield re.sub(r"<[^>]*>", " ", shown.value)


def by_fields() -> Iterator[str]:
    row, two = EXERCISES["start.first"].form(), EXERCISES["padding.middle"].form()
    lines = {"kind": "lines", "head": "", "lines": [], "take": 1}
    for form, typed in (
        (row, {}),
        (row, {"": "7" * 10_001}),
        (lines, {"": "7.5"}),
        (two, {"stride": "7=8"}),
        (two, {"stride": "a=8"}),
        (two, {"stride": "stride=7, padding=8", "padding": "7"}),
        (two, {"stride": "7, 8"}),
        (two, {}),
        (EXERCISES["cost.share"].form(), {}),
    ):
        with pytest.raises(typed_module.Unread) as unread:
            typed_module.read(form, typed)
        yield re.sub("“.*?”|lines", "", str(unread.value))


def by_names(capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    for name, exercise in EXERCISES.items():
        for step in range(1, len(exercise.hints) + 1):
            hint(name, step)
        yield capsys.readouterr().out
        solution(name)
        yield capsys.readouterr().out.rpartition("\n\n")[2]
    with pytest.raises(ValueError, match="⟦") as error:
        hint("")
    yield re.sub("'.*?'", "", str(error.value))
    with pytest.raises(TypeError, match="⟦") as error:
        READ_LAYERS(5)
    yield str(error.value)


READ_LAYERS = repair.read_layers


def test_all_is_spoken(
    catalogue: pseudo.Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    path = tmp_path / "7.json"
    said = [
        *(*by_progress(path, monkeypatch), *by_buttons(), *by_names(capsys)),
        *(*by_judges(), *by_repair(monkeypatch), *by_trial_run(), *by_build(), *by_sandbox()),
    ]
    for text in said:
        assert not english(re.sub(rf"{tmp_path}/|7\.json(\.damaged\d)?", "", text)), text
    for module in ROOM:
        assert pseudo.marked([Path(str(module.__file__))]) <= catalogue.asked, module
    texts = {text for e in EXERCISES.values() for text in (*e.hints, e.why)}
    assert texts <= catalogue.asked
    assert set(CHAPTERS) <= catalogue.asked


def test_the_overview_stays_in_columns(monkeypatch: pytest.MonkeyPatch):
    names = {"start": "開始", "two_dimensions": "二次元 (two_dimensions)"}
    monkeypatch.setattr(progress_overview, "tr", lambda text, **values: names.get(text, text))
    lines = repr(progress_overview.Overview({"done": {}})).splitlines()[: len(CHAPTERS)]
    assert len({language.width(line[: line.index("○")]) for line in lines}) == 1


PO = """
msgid "There is no exercise {name}; the nearest name is {nearest}."
msgstr "{nearest} <- {name}"

msgid "Your function raised {exception}: {error}"
msgstr "{error} <- {exception}"
"""


class Moved:
    """Where it is unpickled, the catalogues lie in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> Any:
        return setattr, (language, "LOCALES", self.folder)


def test_the_child_speaks_as_the_notebook_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whatever COURSE_LANG says, and although the folder is that of another edition."""
    for name in ("xx", "yy"):
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "exercises.po").write_text(PO if name == "xx" else "")
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    monkeypatch.setenv("COURSE_LANG", "yy")
    monkeypatch.chdir(tmp_path / "yy")
    space = {"__name__": "__main__", "course": course, "moved": Moved(tmp_path)}
    exec("def f(x):\n    moved\n    course.hint('basic.hol')", space)
    try:
        with language.speaking("xx"), Sandbox(space["f"], 60) as running:
            told = running.call(x=[1]).text
    finally:
        language._catalogue.cache_clear()
    assert told.startswith("'basic.hole' <- 'basic.hol' <- ValueError\n")
