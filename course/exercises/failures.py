"""Says in words what a reader's function raised, or how it ended its process."""

import linecache
from types import CodeType
from typing import Any

from ..language import N_, tr


def raised(function: Any, answer: dict[str, Any]) -> str:
    """What the reader's function raised, by the child's report, and the line it came from."""
    error, code = answer["error"].rstrip(": "), code_of(function)
    # Translators: {exception} is the name of a Python exception, {error} Python's own message.
    said = N_("Your function raised {exception}: {error}")
    silent = N_("Your function raised {exception}")
    text = tr(said if error else silent, exception=answer["kind"], error=error)
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


def ended(code: int | None, *, at_once: bool) -> str:
    """How a process ended, at once or in a call of the function.

    code: the process's return code, or None where it runs on without a word.
    """
    if code is None:
        if at_once:
            # Translators: "it" is the process that could not start.
            return tr("it closed the connection to the notebook.")
        return tr(
            "Your function closed the connection to the notebook; a function returns instead."
        )
    # Translators: how a process ended, as the operating system numbers it.
    how = tr("signal {code}", code=-code) if code < 0 else tr("exit code {code}", code=code)
    if at_once:
        # Translators: "it" is the process that could not start; {how} as in "exit code 1".
        return tr("it ended Python itself ({how}).", how=how)
    # Translators: {how} is "exit code 1", for one, or "signal 9".
    return tr("Your function ended Python itself ({how}); a function returns instead.", how=how)
