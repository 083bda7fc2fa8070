"""Sandbox knows how to run a reader's function where it can't hurt: elsewhere, and not for ever."""

import json
import linecache
import queue
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Literal, NamedTuple, Self

SECONDS = 10.0
LOADING = 60.0
MEGABYTES = 2_000

UNSTARTED = "The process of its own, in which your function should run, could not start"

Outcome = Literal["value", "exception", "failed"]


class Run(NamedTuple):
    """What became of one call. ``text`` says it in words where there is no value."""

    outcome: Outcome
    value: Any = None
    text: str = ""
    printed: str = ""
    mutated: bool = False


def code_of(function: Any) -> CodeType | None:
    """The code behind a function, a partial or an object that can be called, if it is Python's."""
    function = getattr(function, "func", function)
    if not hasattr(function, "__code__"):
        function = getattr(function, "__call__", None)  # noqa: B004 - what it runs is asked for
    code = getattr(function, "__code__", None)
    return code if isinstance(code, CodeType) else None


class Sandbox:
    """A process that runs one function, call by call, within one time limit for them all.

    The function travels with its globals and closures (by cloudpickle), so that it may use whatever
    the notebook defines. ``call`` never raises for what the function does.
    """

    def __init__(
        self, function: Callable[..., Any], seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self.function, self.seconds, self.megabytes = function, seconds, megabytes
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._process: subprocess.Popen[str] | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._refused: Run | None = None

    def __enter__(self) -> Self:
        import cloudpickle

        self._deadline = time.monotonic() + max(LOADING, self.seconds)
        try:
            pickled = b64encode(cloudpickle.dumps(self.function)).decode()
            code = code_of(self.function)
            file = code.co_filename if code else ""
            told = json.dumps({"path": sys.path, "function": pickled, "file": file})
        except Exception as error:
            self._refused = Run(
                "failed",
                text="Your function can't be sent to a process of its own, because something that "
                f"it uses can't travel: {error}",
            )
            return self
        child = [
            sys.executable,
            "-P",
            str(Path(__file__).with_name("child.py")),
            str(self.megabytes),
        ]
        try:
            self._process = subprocess.Popen(
                child,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
            self._listener.start()
            answer = self._exchange(told)
        except OSError as error:
            self._refused = Run("failed", text=f"{UNSTARTED}: {error}")
            return self
        except BaseException:
            # Interrupted, say: then nothing else would end the process.
            self.__exit__(None, None, None)
            raise
        if answer == "ended":
            self._refused = Run("failed", text=f"{UNSTARTED}: it {self._ended()}.")
        else:
            self._refused = self._trouble(answer)
        # The clock starts with the first call: what the function imports is not its own slowness.
        self._deadline = time.monotonic() + self.seconds
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            with suppress(OSError, AttributeError):
                self._process.stdin.close()  # type: ignore[union-attr]
            if self._listener.is_alive():
                # It closes what it reads from, and goes on for as long as a process that the
                # function had started holds the other end.
                self._listener.join(timeout=1)
            else:
                self._process.stdout.close()  # type: ignore[union-attr]

    def call(self, **arguments: Any) -> Run:
        """Call the function on copies of the arguments (numbers and lists of numbers)."""
        if self._refused is not None:
            return self._refused
        answer = self._exchange(json.dumps(arguments))
        trouble = self._trouble(answer)
        if trouble is not None:
            return trouble
        assert isinstance(answer, dict)
        printed = answer.get("printed", "")
        if answer["outcome"] == "unreadable":
            text = f"Your function returned {answer['error']}."
            return Run("failed", text=text, printed=printed)
        if answer["outcome"] == "error":
            return Run("exception", text=self._exception(answer), printed=printed)
        return Run("value", answer["value"], printed=printed, mutated=answer["mutated"])

    def _exchange(self, line: str) -> dict[str, Any] | str:
        """The child's answer to a line, or in a word why there is none."""
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            return "ended"
        try:
            left = max(0.0, self._deadline - time.monotonic())
            answer = self._answers.get(timeout=min(left, threading.TIMEOUT_MAX))
        except queue.Empty:
            self._process.kill()
            return "late"
        if answer is None:
            return "ended"
        try:
            told = json.loads(answer)
        except ValueError:
            return "ended"  # In the middle of a line.
        return told if isinstance(told, dict) else "ended"

    def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        with suppress(OSError, ValueError), self._process.stdout as lines:
            for line in lines:
                self._answers.put(line)
        self._answers.put(None)

    def _trouble(self, answer: dict[str, Any] | str) -> Run | None:
        if answer == "late":
            text = (
                f"Your function was still running after {self.seconds:g} seconds and was stopped. "
                "Is there a loop that never ends? check(…, seconds=60) waits longer."
            )
            return Run("failed", text=text)
        if answer == "ended":
            text = f"Your function {self._ended()}; a function returns instead."
            return Run("failed", text=text)
        assert isinstance(answer, dict)
        if answer["outcome"] == "unloadable":
            text = f"Your function can't be loaded in a process of its own: {answer['error']}"
            return Run("failed", text=text)
        return None

    def _ended(self) -> str:
        assert self._process is not None
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "closed the connection to the notebook"
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"ended Python itself ({how})"

    def _exception(self, answer: dict[str, Any]) -> str:
        """The reader's own exception, with the line that it came from."""
        told = f"Your function raised {answer['kind']}: {answer['error']}".rstrip(": ")
        code = code_of(self.function)
        if code is None or not answer["where"]:
            return told
        number, first, name = answer["where"]
        line = linecache.getline(code.co_filename, number).strip()
        where = f"in line {number - first + 1} of {name}"
        return f"{told}\n{where}: {line}" if line else f"{told}\n{where}"
