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
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

SECONDS = 10.0
MEGABYTES = 2_000

Outcome = Literal["value", "exception", "failed"]


class Run(NamedTuple):
    """What became of one call. ``text`` says it in words where there is no value."""

    outcome: Outcome
    value: Any = None
    text: str = ""
    printed: str = ""
    mutated: bool = False


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
        self._refused: Run | None = None

    def __enter__(self) -> Self:
        import cloudpickle

        self._deadline = time.monotonic() + self.seconds
        try:
            pickled = b64encode(cloudpickle.dumps(self.function)).decode()
            told = json.dumps({"path": sys.path, "function": pickled})
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
        self._process = subprocess.Popen(
            child,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        self._refused = self._trouble(self._exchange(told))
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
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError, AttributeError):
                    pipe.close()  # type: ignore[union-attr]

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
            text = f"Your function returned a {answer['error']}, and numbers are expected."
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
            answer = self._answers.get(timeout=max(0.0, self._deadline - time.monotonic()))
        except queue.Empty:
            self._process.kill()
            return "late"
        if answer is None:
            return "ended"
        told: dict[str, Any] = json.loads(answer)
        return told

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with suppress(OSError, ValueError):
            for line in process.stdout:
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
            assert self._process is not None
            code = self._process.wait()
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            text = f"Your function ended Python itself ({how}); a function returns instead."
            return Run("failed", text=text)
        assert isinstance(answer, dict)
        if answer["outcome"] == "unloadable":
            text = f"Your function can't be loaded in a process of its own: {answer['error']}"
            return Run("failed", text=text)
        return None

    def _exception(self, answer: dict[str, Any]) -> str:
        """The reader's own exception, with the line that it came from."""
        told = f"Your function raised {answer['kind']}: {answer['error']}".rstrip(": ")
        code = getattr(self.function, "__code__", None)
        if code is None or not answer["lines"]:
            return told
        number = answer["lines"][-1]
        line = linecache.getline(code.co_filename, number).strip()
        first = code.co_firstlineno
        where = f"in line {number - first + 1} of {self.function.__name__}"
        return f"{told}\n{where}: {line}" if line else f"{told}\n{where}"
