"""A function that can have no process of its own runs in this one, and leaves nothing there."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from course import check
from course.exercises import Verdict, in_process
from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.sandbox import CHECKING, Sandbox
from course.extras import NotInstalled

THERE = "Your function ran in the notebook's own process."


@pytest.fixture(autouse=True, params=["timer", "trace"])
def _no_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """And once no timer either, as in a browser."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    if request.param == "trace":
        monkeypatch.setattr(in_process, "has_timer", lambda: False)
    elif not in_process.has_timer():
        pytest.skip("there are no timers")
    before = (sys.stdout, sys.gettrace(), threading.active_count())
    timed = in_process.has_timer()
    handler = signal.getsignal(signal.SIGALRM) if timed else None
    yield
    assert before == (sys.stdout, sys.gettrace(), threading.active_count())
    if timed:
        assert signal.getsignal(signal.SIGALRM) is handler
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def stamps(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i in range(len(x)):
        for k in range(len(w)):
            y[i + k] += x[i] * w[k]
    return y


def called(function, seconds: float = 60, **arguments: Any):
    with Sandbox(function, seconds) as sandbox:
        told = sandbox.call(**(arguments or {"x": [1]}))
    assert sandbox.here.endswith(THERE)
    return told


def for_ever(x):
    while True:
        pass


def for_ever_in_spite_of_all(x):
    while True:
        try:
            x[0] += 1
        except:  # noqa: E722
            x[0] = 0


def deeper(x):
    return deeper(x)


def test_a_right_function_is_right_and_told_where_it_ran():
    verdict = check("basic.stamps", stamps)
    assert verdict.outcome == "right"
    assert THERE in verdict.text


def test_a_wrong_one_is_wrong():
    verdict = check("basic.stamps", lambda x, w: x)
    assert verdict.outcome == "wrong"
    assert verdict.text.endswith(THERE)


def test_one_that_raises_is_shown_its_line():
    def stamps(x, w):
        return x[9]

    verdict = check("basic.stamps", stamps)
    assert verdict.outcome == "exception"
    assert "IndexError: list index out of range\nin line 2 of stamps: return x[9]" in verdict.text


@pytest.mark.parametrize("ends", [SystemExit, GeneratorExit, MemoryError, RecursionError])
def test_what_it_raises_reaches_nobody(ends: type[BaseException]):
    def f(x):
        raise ends

    assert called(f).outcome == "exception"


def test_recursion_without_an_end():
    assert "RecursionError" in called(deeper).text


def test_the_stop_button_is_no_exception_of_the_functions():
    def f(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        called(f)


def test_an_endless_loop_is_stopped():
    told = called(for_ever, seconds=0.3)
    assert told.outcome == "failed"
    assert told.text.startswith("Your function was still running after 0.3 seconds and was stopped")


def test_waiting_is_stopped_where_there_is_a_timer():
    if not in_process.has_timer():
        pytest.skip("a library that waits is not traced")
    answer = in_process.call(lambda x: threading.Event().wait(600), '{"x": 1}', "", 60, 0.2)
    assert answer["outcome"] == "late"


def test_an_endless_loop_that_catches_whatever_comes():
    if not in_process.has_timer():
        pytest.skip("it ends the trace")
    assert "still running after 0.3 seconds" in called(for_ever_in_spite_of_all, seconds=0.3).text


def test_the_limit_is_for_all_calls_together():
    def f(x):
        for _ in range(2_000_000):
            pass
        return 1

    with Sandbox(f, 0.4) as sandbox:
        told = [sandbox.call(x=[1]).outcome for _ in range(60)]
    assert told[-1] == "failed"


def test_another_thread():
    told = []
    thread = threading.Thread(target=lambda: told.append(called(for_ever, seconds=0.3)))
    thread.start()
    thread.join()
    assert "still running" in told[0].text


def test_arguments_are_copies():
    given = [1]
    told = called(lambda x: x.append(2) or len(x), x=given)
    assert (told.value, told.mutated, given) == (2, True, [1])


def test_what_it_prints_is_kept():
    assert called(lambda x: print("here") or 1).printed == "here\n"


@pytest.mark.parametrize("name", [n for n, e in EXERCISES.items() if isinstance(e, Build)])
def test_where_there_is_neither_a_process_nor_pytorch(name: str, monkeypatch: pytest.MonkeyPatch):
    """As in a browser: a solution is right, or what is missing is said; nothing is called wrong."""
    monkeypatch.setitem(sys.modules, "torch", None)
    verdicts: list[Verdict] = []
    space = {"__name__": "__main__", "check": lambda *given: verdicts.append(check(*given))}
    try:
        exec(EXERCISES[name].solution(name), space)
    except NotInstalled:
        assert name != "elsewhere.pad"  # Its expected values need none.
    else:
        assert verdicts[0].outcome == "right"


def test_a_check_inside_a_check_is_not_checked():
    told = []

    def outer(x, w):
        told.append(check("basic.stamps", stamps))
        return stamps(x, w)

    assert check("basic.stamps", outer).outcome == "right"
    assert {verdict.outcome for verdict in told} == {"not checked"}
    assert told[0].text == "Not checked. A function that is being checked can't check another one."
    assert CHECKING not in os.environ


def test_nothing_is_kept_of_what_was_not_checked(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setenv(CHECKING, "1")
    assert check("basic.stamps", stamps).outcome == "not checked"
    assert not (tmp_path / "progress.json").exists()
