"""Says in words what a reader's function raised, or how it ended its process."""

import linecache
from types import CodeType
from typing import Any, NamedTuple

from ..language import N_, tr


def raised(function: Any, answer: dict[str, Any]) -> str:
    """What the reader's function raised, by the child's report, and the line it came from."""
    error = answer["error"].rstrip(": ")
    if error:
        # Translators: {exception} is the name of a Python exception, {error} Python's own message.
        text = tr(
            "Your function raised {exception}: {error}", exception=answer["kind"], error=error
        )
    else:
        text = tr("Your function raised {exception}", exception=answer["kind"])
    code = code_of(function)
    return f"{text}\n{_where(code, answer['where'])}" if code and answer["where"] else text


def code_of(function: Any) -> CodeType | None:
    """The code behind a function, a partial or an object that can be called, if it is Python's."""
    function = getattr(function, "func", function)
    if not hasattr(function, "__code__"):
        function = getattr(function, "__call__", None)  # noqa: B004 - what it runs is asked for
    code = getattr(function, "__code__", None)
    return code if isinstance(code, CodeType) else None


def _where(code: CodeType, where: tuple[int, int, str]) -> str:
    number, first, name = where
    line = linecache.getline(code.co_filename, number).strip()
    inside = number - first + 1
    if not line:
        return tr("in line {number} of {function}", number=inside, function=name)
    return tr("in line {number} of {function}: {code}", number=inside, function=name, code=line)


class Ended(NamedTuple):
    """How a process ended, in words: in a call of the function, and at once, before any."""

    in_a_call: str
    at_once: str


def ended(code: int | None) -> Ended:
    """code: the process's return code, or None where it runs on without a word."""
    if code is None:
        text = N_(
            "Your function closed the connection to the notebook; a function returns instead."
        )
        # Translators: "it" is the process that could not start.
        return Ended(tr(text), tr("it closed the connection to the notebook."))
    # Translators: how a process ended, as the operating system numbers it.
    how = tr("signal {code}", code=-code) if code < 0 else tr("exit code {code}", code=code)
    return Ended(
        # Translators: {how} is "exit code 1", for one, or "signal 9".
        tr("Your function ended Python itself ({how}); a function returns instead.", how=how),
        # Translators: "it" is the process that could not start; {how} as in "exit code 1".
        tr("it ended Python itself ({how}).", how=how),
    )
