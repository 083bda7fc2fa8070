"""Runs a reader's function in a process of its own, within limits of time and memory."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from ..language import N_, language, sentences, tr
from . import in_process
from .failures import code_of, ended, raised

SECONDS = 10.0
WAITING = 60.0
MEGABYTES = 2_000
# How long a child that answers no more may take to end, before it is said to run on.
ENDING = 5
# How often to look whether a child that answers nothing has ended, in seconds.
LOOKING = 0.2
# Where the system can count what a process computes: the signal that ends it.
SPENT = getattr(signal, "SIGPROF", None) if hasattr(signal, "setitimer") else None
# A few numbers need no more, and every thread takes memory of its own, 40 MB in OpenBLAS.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# Set in the child: a function from a module is imported there, with the checks that stand in it,
# and each of those would start a child again, without an end.
CHECKING = "COURSE_CHECKING"

# The longest answer that a child gives is 10,000 numbers of 300 digits.
MOST = 4_000_000

UNSTARTED = N_("The process of its own, in which your function should run, could not start")

Outcome = Literal["value", "exception", "failed"]


class Run(NamedTuple):
    """What became of one call. ``text`` says it in words where there is no value."""

    outcome: Outcome
    value: Any = None
    text: str = ""
    printed: str = ""
    mutated: bool = False
    step: float = 0.0
    """From 1 to the next number in the type that the numbers came in, where it is a coarse one."""


class NotChecked(Exception):
    """A function can't be run here; the message says why."""


class _NoProcess(Exception):
    """No process of its own can run the function; the message says why."""


class Sandbox:
    """A process that runs one function, call by call, within one time limit for them all.

    seconds: how long it may compute; what else the machine does is not counted. A function that
    waits is ended after as long by the clock, and not before WAITING seconds. Where the system
    doesn't count what is computed, as Windows, the clock alone decides. megabytes: how much memory
    it may take, where the system limits it.

    The function travels with its globals and closures (by cloudpickle), so that it may use whatever
    the notebook defines. ``call`` never raises for what the function does. The function and all
    processes that it started end with the sandbox.

    Where no process can be had, or the function can't travel, it runs in this one: ``here`` is the
    sentence that says why, and else empty. Raises NotChecked in a function that is checked.
    """

    def __init__(
        self, function: Callable[..., Any], seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self.function, self.seconds, self.megabytes = function, seconds, megabytes
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None
        self.here = ""
        self._patience = self._left = max(WAITING, seconds)
        self._computing, self._heard = seconds, 0

    def __enter__(self) -> Self:
        if CHECKING in os.environ:
            raise NotChecked(tr("A function that is being checked can't check another one."))
        try:
            self._start()
        except _NoProcess as error:
            self.__exit__()
            self._process = None
            # Python's own words have no full stop.
            why = str(error) if str(error).endswith((".", "。")) else f"{error}."
            self.here = sentences([why, tr("Your function ran in the notebook's own process.")])
        except BaseException:
            # Interrupted, say: then nothing else would end the process.
            self.__exit__()
            raise
        if SPENT is None or self.seconds <= 0:
            self._patience = self.seconds
        self._left = self._patience
        return self

    def _start(self) -> None:
        """Start the process and send it the function. Raises _NoProcess where that fails."""
        try:
            import cloudpickle

            pickled = b64encode(cloudpickle.dumps(self.function)).decode()
            request = {"path": [*map(str, sys.path)], "language": language(), "file": self._file}
            line = json.dumps(request | {"function": pickled})
        except Exception as error:
            text = tr(
                "Your function can't be sent to a process of its own, because something that "
                "it uses can't travel: {error}",
                error=error,
            )
            raise _NoProcess(text) from error
        child = [str(sys.executable), "-P", str(Path(__file__).with_name("child.py"))]
        try:
            self._process = subprocess.Popen(
                [*child, str(self.megabytes), str(self.seconds)],
                env=os.environ | ONE_THREAD | {CHECKING: "1"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
            self._listener = threading.Thread(target=self._listen, daemon=True)
            self._listener.start()
        except (OSError, RuntimeError, MemoryError) as error:
            raise _NoProcess(_unstarted(str(error) or type(error).__name__)) from error
        answer = self._exchange(line)
        if answer["outcome"] != "ready":
            raise _NoProcess(self._unready(answer))

    def _unready(self, answer: dict[str, Any]) -> str:
        """Why a process that was started can't run the function."""
        match answer:
            case {"outcome": "late"}:
                # Translators: "it" is the process that could not start.
                text = N_("it was not ready after {seconds} seconds.")
                return _unstarted(tr(text, seconds=f"{self._patience:g}"))
            case {"outcome": "unloadable", "error": error}:
                unloadable = N_("Your function can't be loaded in a process of its own: {error}")
                return tr(unloadable, error=error)
        return _unstarted(ended(self._code(), at_once=True))

    def __exit__(self, *_: object) -> None:
        if self._process is None:
            return
        _end_all(self._process)
        self._process.wait()
        with suppress(OSError, AttributeError):
            self._process.stdin.close()  # type: ignore[union-attr]
        if self._listener is not None and self._listener.ident is not None:
            # It closes what it reads from, and goes on for as long as a process that the
            # function had started, and that left its group, holds the other end.
            self._listener.join(timeout=1)
        elif self._process.stdout is not None:
            self._process.stdout.close()

    def call(self, **arguments: Any) -> Run:
        """Call the function on copies of the arguments (numbers and lists of numbers)."""
        line = json.dumps(arguments)
        if not self.here:
            return self._run(self._exchange(line))
        with in_process.marked(CHECKING):
            computed, begun = time.process_time(), time.monotonic()
            left = (self._computing, self._left)
            answer = in_process.call(self.function, line, self._file, *left)
            self._computing -= time.process_time() - computed
            self._left -= time.monotonic() - begun
        return self._run(answer)

    @property
    def _file(self) -> str:
        code = code_of(self.function)
        return code.co_filename if code else ""

    def _exchange(self, line: str) -> dict[str, Any]:
        """The child's answer to a line; without one, its outcome is "ended", "late" or "flood"."""
        assert self._process is not None
        assert self._process.stdin is not None
        begun = time.monotonic()
        try:
            self._heard = 0
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            heard = self._heard_by(begun + self._left)
            message = {"outcome": "ended"} if heard is None else json.loads(heard)
        except OSError:
            return {"outcome": "ended"}
        except queue.Empty:
            _end_all(self._process)
            return {"outcome": "late"}
        except (ValueError, RecursionError):
            message = None
        finally:
            # Only while the child is at work: what the parent does between two calls is its own.
            self._left -= time.monotonic() - begun
        if isinstance(message, dict) and "outcome" in message:
            return message
        return {"outcome": "flood"}

    def _heard_by(self, end: float) -> str | None:
        """The next answer, or None where none can come any more. Raises queue.Empty at the end."""
        assert self._process is not None
        while True:
            ended = self._process.poll() is not None
            try:
                wait = min(LOOKING, end - time.monotonic())
                return self._answers.get(timeout=max(0.0, LOOKING if ended else wait))
            except queue.Empty:
                # A process that the function had started may hold the connection open.
                if ended:
                    return None
                if time.monotonic() >= end:
                    raise

    def _listen(self) -> None:
        """Pass on what the child answers, one line for each request, and no more than MOST."""
        assert self._process is not None
        assert self._process.stdout is not None
        with suppress(OSError, ValueError), self._process.stdout as output:
            while line := output.readline(MOST):
                self._heard += len(line)
                if self._heard >= MOST:
                    self._answers.put('{"outcome": "flood"}')
                    break
                self._answers.put(line)
        self._answers.put(None)

    def _run(self, answer: dict[str, Any]) -> Run:
        printed = answer.get("printed", "")
        match answer:
            case {"outcome": "value", "value": value, "mutated": mutated, "step": step}:
                return Run("value", value, "", printed, mutated, step)
            case {"outcome": "error"}:
                return Run("exception", text=raised(self.function, answer), printed=printed)
            case {"outcome": "late"}:
                return _late(self.seconds if self.here else self._patience)
            case {"outcome": "unreadable", "text": text, "values": values}:
                text = tr(text, **values)
            case {"outcome": "flood"}:
                text = tr(
                    "Your function wrote into its connection to the notebook; a function "
                    "returns instead."
                )
            case _:
                code = self._code()
                if SPENT is not None and code == -SPENT:
                    return _late(self.seconds)
                text = ended(code, at_once=False)
        return Run("failed", text=text, printed=printed)

    def _code(self) -> int | None:
        """The child's return code, or None where it runs on."""
        assert self._process is not None
        try:
            return self._process.wait(timeout=ENDING)
        except subprocess.TimeoutExpired:
            return None


def _end_all(process: "subprocess.Popen[str]") -> None:
    """End a process and those that it started."""
    with suppress(OSError):
        if sys.platform == "win32":
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _late(seconds: float) -> Run:
    text = tr(
        "Your function was still running after {seconds} seconds and was stopped. Is there "
        "a loop that never ends? check(…, seconds={more}) waits longer.",
        seconds=f"{seconds:g}",
        more=f"{max(WAITING, 6 * seconds):g}",
    )
    return Run("failed", text=text)


def _unstarted(reason: str) -> str:
    # Translators: {trouble} is "The process of its own, …, could not start", {reason} why.
    return tr("{trouble}: {reason}", trouble=tr(UNSTARTED), reason=reason)
