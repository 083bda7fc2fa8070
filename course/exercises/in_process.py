"""Runs a reader's function in this process, where none of its own can be had.

A loop that never ends is stopped; what leaves Python, takes all memory or waits inside a library is
not.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from . import child

INTERVAL = 0.05


class _Late(BaseException):
    """Raised within a function that has had its time."""


def call(
    function: Callable[..., Any], arguments: str, file: str, seconds: float, patience: float
) -> dict[str, Any]:
    """What the child would answer to a line of arguments; the outcome of one too slow is "late".

    seconds: of this process's computing. patience: by the clock.
    """
    computed, begun = time.process_time(), time.monotonic()

    def watch() -> None:
        if time.process_time() - computed > seconds or time.monotonic() - begun > patience:
            raise _Late

    late = {"outcome": "late", "seconds": seconds}
    try:
        with _watched(watch):
            watch()
            answer = child.call(function, json.loads(arguments), file)
    except _Late:
        return late
    if answer.get("kind") == "KeyboardInterrupt":
        raise KeyboardInterrupt  # The notebook's stop button.
    return late if answer.get("kind") == _Late.__name__ else answer


def has_timer() -> bool:
    """Whether a signal can come while a function runs in this thread."""
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer") and sys.platform not in ("emscripten", "wasi")


@contextmanager
def _watched(watch: Callable[[], None]) -> Iterator[None]:
    """Call ``watch`` again and again while the body runs: by a timer, or at every line of it."""
    if not has_timer():
        traced = sys.gettrace()

        def trace(*_: object) -> Any:
            watch()
            return trace

        sys.settrace(trace)
        try:
            yield
        finally:
            sys.settrace(traced)
        return
    handler = signal.signal(signal.SIGALRM, lambda *_: watch())
    # Again and again: a bare "except:" within a loop would catch a first one and go on.
    timer = signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # Even where it came while it was being stopped.
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, handler)


@contextmanager
def marked(name: str) -> Iterator[None]:
    """Set a variable of the environment, as it is set in a child."""
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before
