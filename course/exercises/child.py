"""The process in which a reader's function runs: `sandbox` starts it as a script.

It reads one JSON line per call and writes one per answer, on pipes of its own, so that whatever the
function prints or closes disturbs nothing. It guards against accidents, not against intent.
"""

import dis
import inspect
import io
import json
import os
import signal
import struct
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from math import isfinite, prod
from types import CodeType
from typing import Any

PRINTED = 2_000
MANY = 10_000
HUGE = 10**300
EXACT = (("fractions", "Fraction"), ("decimal", "Decimal"))
ROUNDING = 1e-3
"""What a Fourier transform may leave of an imaginary part."""
UNORDERED = (str, bytes, dict, set, frozenset, list, tuple)
"""Types of which list(…) makes nothing better."""
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
MEGABYTE = 1 << 20
YEAR = 365 * 86_400.0
SINGLE = 2.0**-23
"""The step from 1 to the next number in single precision."""


def N_(text: str) -> str:  # noqa: N802 - the name that is looked for
    """The same text, marked for translation, as course.language does it: the parent translates."""
    return text


HUGE_NUMBER = N_("Your function returned a number of more than 300 digits.")


def main(megabytes: int, seconds: float) -> None:
    """Serve calls until the parent closes the pipe."""
    requests, answers = os.fdopen(os.dup(0), "r"), os.fdopen(os.dup(1), "w")
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)

    def tell(**answer: Any) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        request = json.loads(requests.readline())
        sys.path[:] = request["path"]
        import cloudpickle

        from course import language

        # What the function calls of the course speaks as the notebook does.
        language._chosen.set(request["language"])
        function = cloudpickle.loads(b64decode(request["function"]))
        for name in imports(getattr(function, "__code__", None)):
            # What can't be imported says so in the call.
            with suppress(Exception):
                import_module(name)
    except BaseException as error:
        tell(outcome="unloadable", error=f"{type(error).__name__}: {said(error)}")
        return
    limit_memory(megabytes)
    tell(outcome="ready")
    # Not before: an end by this limit would look like a process that could not start.
    limit_computing(seconds)
    for line in requests:
        tell(**call(function, json.loads(line), request["file"]))


def imports(code: object) -> Iterator[str]:
    """The modules that code imports where it runs: they take time that is not the function's."""
    if isinstance(code, CodeType):
        for instruction in dis.get_instructions(code):
            if instruction.opname == "IMPORT_NAME":
                yield instruction.argval
        for constant in code.co_consts:
            yield from imports(constant)


def call(function: Any, arguments: dict[str, Any], file: str) -> dict[str, Any]:
    """Call the function on lists of the numbers given, and tell what came of it in plain values."""
    printed = Limited()
    before = json.dumps(arguments)
    try:
        with redirect_stdout(printed), redirect_stderr(printed):
            made = called(function, arguments)
            value = plain(made)
        mutated = not unchanged(arguments, before)
        answer = {"outcome": "value", "value": value, "mutated": mutated}
        answer |= {"step": precision(made) or (SINGLE if single(value) else 0.0)}
    except Unreadable as error:
        answer = {"outcome": "unreadable", "text": error.text, "values": error.values}
    except BaseException as error:
        answer = {"outcome": "error", "kind": type(error).__name__}
        answer |= {"error": said(error), "where": where(error, file)}
    return answer | {"printed": printed.text}


def called(function: Any, arguments: dict[str, Any]) -> Any:
    """What it returns, called by name, or in order if it has names of its own for them."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # Of what is written in C, as a rule.
        return function(**arguments)
    if not fits(signature, **arguments) and fits(signature, *arguments.values()):
        return function(*arguments.values())
    return function(**arguments)


def fits(signature: inspect.Signature, *ordered: Any, **named: Any) -> bool:
    with suppress(TypeError):
        signature.bind(*ordered, **named)
        return True
    return False


class Unreadable(Exception):
    """The function returned something that is not made of numbers, or is far too much.

    text: the sentence that says so, with places for the values.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values


def unchanged(arguments: dict[str, Any], before: str) -> bool:
    try:
        return json.dumps(arguments) == before
    except (TypeError, ValueError, RecursionError):
        return False  # Something stands in them now that is no plain number.


def said(error: BaseException) -> str:
    try:
        return writable(str(error))[:500]
    except Exception:
        return ""


def writable(text: str) -> str:
    """Without the half characters that no file and no page can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(value: Any, depth: int = 0) -> Any:
    """Numbers and nested lists of them, from lists, tuples, arrays and tensors.

    Only built-in numbers come out, so that no object's own idea of equality is ever asked.
    """
    kind = type(value)
    if depth == 0 and (value is None or value is ...):
        return None
    if kind in (bool, int):
        if abs(value) >= HUGE:
            raise Unreadable(HUGE_NUMBER)
        return int(value)
    if kind is float:
        return value
    if kind is complex and abs(value.imag) < ROUNDING:
        return value.real
    if kind in (list, tuple, range) and depth < 4:
        few(len(value))
        items = [plain(item, depth + 1) for item in value]
        few(sum(len(item) for item in items if isinstance(item, list)))
        return items
    if (kind.__module__, kind.__name__) in EXACT:
        try:
            return float(value)
        except OverflowError:
            raise Unreadable(HUGE_NUMBER) from None
    if library(value) in ("numpy", "torch"):
        if isinstance(value, tuple):  # A torch.Size, say.
            return plain(tuple(value), depth)
        convert = getattr(value, "tolist", None)
        if convert is not None:
            few(prod(getattr(value, "shape", ())))
            with suppress(NotImplementedError, RuntimeError):  # There may be no numbers in it.
                made = convert()
                # A number that Python has no type for comes out as itself.
                return plain(float(made) if type(made) is kind else made, depth)
    # Translators: {kind} is the name of a Python type, such as str or dict.
    text = N_("Your function returned a {kind}, and numbers are expected.")
    of_python = hasattr(kind, "__iter__") and library(value) in ("array", "builtins", "collections")
    if hasattr(kind, "__next__") or (of_python and kind not in UNORDERED):
        # Translators: {kind} is the name of a Python type, such as generator or map.
        text = N_("Your function returned a {kind}; write list(…) around it to get its numbers.")
    raise Unreadable(text, kind=kind.__name__)


def library(value: Any) -> str:
    return type(value).__module__.partition(".")[0]


def precision(value: Any) -> float:
    """The step from 1 to the next number in the coarsest type in a value; 0 if none says it."""
    if type(value) in (list, tuple):
        return max(map(precision, value), default=0.0)
    try:
        return float(sys.modules[library(value)].finfo(value.dtype).eps)
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0.0


def single(value: Any) -> bool:
    """Whether all of the plain numbers are ones of single precision, as ``tolist`` gives them."""
    if isinstance(value, list):
        return all(map(single, value))
    try:
        return not isinstance(value, float) or not isfinite(value) or rounded(value) == value
    except OverflowError:
        return False


def rounded(value: float) -> float:
    rounded: float = struct.unpack("f", struct.pack("f", value))[0]
    return rounded


def few(numbers: int) -> None:
    """The parent reads and compares what comes out, beyond the time limit if it is too much."""
    if numbers > MANY:
        raise Unreadable(N_("Your function returned more than {count} numbers."), count=MANY)


def where(error: BaseException, file: str) -> tuple[int, int, str] | None:
    """The last line of the traceback in the function's own file, if there is one.

    As the line's number, that of its function's first line, and the function's name.
    """
    found = None
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == file:
            inside = code.co_name in COMPREHENSIONS and found is not None
            first, name = found[1:] if inside and found else (code.co_firstlineno, code.co_name)
            found = (step.tb_lineno, first, name)
        step = step.tb_next
    return found


def limit_memory(megabytes: int) -> None:
    """Allow that much more memory than is in use now, where the system can say so.

    Data is counted, and not addresses: importing PyTorch takes 0.8 GB of data at most, and maps
    more than 3 GB of addresses where it is built for CUDA.
    """
    try:
        import resource

        with open("/proc/self/statm") as statm:  # noqa: PTH123
            in_use = int(statm.read().split()[5]) * resource.getpagesize()
        bound = in_use + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    except (ImportError, OSError, ValueError):
        pass


def limit_computing(seconds: float) -> None:
    """End this process once it has used that much processor time, where the system counts it.

    How busy the machine is makes no difference. Waiting isn't counted: the parent limits it.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, min(YEAR, max(seconds, 0.001)))


class Limited(io.TextIOBase):
    """Keeps the beginning of what is printed and drops the rest."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        room = PRINTED - len(self.text)
        if room > 0:
            self.text += writable(text[:room])
        return len(text)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
