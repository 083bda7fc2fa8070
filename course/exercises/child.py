"""Child knows how a reader's function runs in a process of its own: what is read, and what is told.

It reads one JSON line per call and writes one per answer, on pipes of its own, so that whatever the
function prints or closes disturbs nothing. It guards against accidents, not against intent.
"""

import io
import json
import os
import sys
from base64 import b64decode
from typing import Any

PRINTED = 2_000
MEGABYTE = 1 << 20


def main(megabytes: int) -> None:
    """Serve calls until the parent closes the pipe."""
    requests, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)

    def tell(**answer: Any) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        told = json.loads(requests.readline())
        sys.path[:] = told["path"]
        import cloudpickle

        function = cloudpickle.loads(b64decode(told["function"]))
    except BaseException as error:
        tell(outcome="unloadable", error=f"{type(error).__name__}: {error}")
        return
    limit_memory(megabytes)
    tell(outcome="ready")
    for line in requests:
        tell(**call(function, json.loads(line)))


def call(function: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call the function on lists of the numbers given, and tell what came of it in plain values."""
    printed = Limited()
    before = json.dumps(arguments)
    sys.stdout = sys.stderr = printed
    try:
        value = function(**arguments)
        mutated = json.dumps(arguments) != before
        return {
            "outcome": "value",
            "value": plain(value),
            "mutated": mutated,
            "printed": printed.text,
        }
    except Unreadable as error:
        return {"outcome": "unreadable", "error": str(error), "printed": printed.text}
    except BaseException as error:
        return {
            "outcome": "error",
            "kind": type(error).__name__,
            "error": str(error)[:500],
            "lines": lines_of(error, function),
            "printed": printed.text,
        }
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__


class Unreadable(Exception):
    """The function returned something that is not made of numbers."""


def plain(value: Any, depth: int = 0) -> Any:
    """Numbers and nested lists of them, from lists, tuples, arrays and tensors.

    Only built-in numbers come out, so that no object's own idea of equality is ever asked.
    """
    if value is None and depth == 0:
        return None
    if type(value) in (bool, int):
        return int(value)
    if type(value) is float:
        return value
    if type(value) in (list, tuple, range) and depth < 4:
        return [plain(item, depth + 1) for item in value]
    if type(value).__module__.split(".")[0] in ("numpy", "torch") and depth < 4:
        convert = getattr(value, "tolist", None)
        if convert is not None:
            return plain(convert(), depth + 1)
    raise Unreadable(type(value).__name__)


def lines_of(error: BaseException, function: Any) -> list[int]:
    """The line numbers of the traceback that lie in the function's own file, the last one last."""
    where = getattr(getattr(function, "__code__", None), "co_filename", "")
    lines: list[int] = []
    step = error.__traceback__
    while step is not None and len(lines) < 50:
        if step.tb_frame.f_code.co_filename == where:
            lines.append(step.tb_lineno)
        step = step.tb_next
    return lines


def limit_memory(megabytes: int) -> None:
    """Allow that much more memory than is in use now, where the system can say so."""
    try:
        import resource

        with open("/proc/self/statm") as statm:  # noqa: PTH123
            in_use = int(statm.read().split()[0]) * resource.getpagesize()
        bound = in_use + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    except (ImportError, OSError, ValueError):
        pass


class Limited(io.TextIOBase):
    """Keeps the beginning of what is printed and drops the rest."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        room = PRINTED - len(self.text)
        if room > 0:
            self.text += text[:room]
        return len(text)


if __name__ == "__main__":
    main(int(sys.argv[1]))
