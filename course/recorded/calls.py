"""Writes calls of other libraries in lines, each with what it gave."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from ..language import left, listed, tr, width
from . import Recording

WIDTH = 72
FIXED = "\xa0"
"""A space at which no line is broken."""


def names_in(recording: Recording) -> list[str]:
    """The names of its calls, as in "jax.default"."""
    return [f"{library}.{call}" for library, calls in recording.results.items() for call in calls]


def of_call(recording: Recording, name: str) -> dict[str, Any]:
    library, _, call = name.partition(".")
    asked: dict[str, Any] = recording.results[library][call]
    return asked


def written(recording: Recording, names: Iterable[str]) -> list[str]:
    """Each call and below it what it gave; neighbours that gave the same share that line."""
    # Translators: a label of at most 5 letters: the result of each of the calls above.
    each = tr("each")
    lines: list[str] = []
    for gave, group in groupby(names, lambda name: _gave(of_call(recording, name))):
        calls = list(group)
        for name in calls:
            library, code = name.partition(".")[0], of_call(recording, name)["code"]
            lines += _labelled(library, code.splitlines())
        lines += _labelled(each if len(calls) > 1 else "", wrapped(gave))
    return lines


def versions_of(recording: Recording, names: Iterable[str]) -> str:
    """Each library with its version, which stay on one line."""
    libraries = dict.fromkeys(name.partition(".")[0] for name in names)
    held = (_version(library, recording.versions[library]) for library in libraries)
    return listed(version.replace(" ", FIXED) for version in held)


def _version(library: str, recorded: str) -> str:
    """As it was recorded: "0.10.2", or "3.15.1 (on jax)"."""
    version, _, backend = recorded.removesuffix(")").partition(" (on ")
    if not backend:
        return f"{library} {version}"
    return tr(
        "{library} {version} (on {backend})", library=library, version=version, backend=backend
    )


def _gave(asked: Mapping[str, Any]) -> str:
    if "result" in asked:
        return str(asked["result"])
    # Translators: {error} is what a library says, as in "ValueError: strides > 1 …".
    return tr("raises {error}", error=asked["raises"])


def wrapped(text: str) -> list[str]:
    """The text in lines, broken at spaces and behind the commas and stops of Japanese."""
    lines = [""]
    for piece in re.findall(r" *[^ 、。]+[、。]?", text.replace("\n", " ")):
        if lines[-1] and width(lines[-1] + piece) > WIDTH:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip(" ")
    return [line.replace(FIXED, " ") for line in lines]


def _labelled(label: str, lines: Iterable[str]) -> list[str]:
    return [f"{left('' if n else label, 5)} {line}" for n, line in enumerate(lines)]
