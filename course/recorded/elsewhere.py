"""Asks other libraries for the running case, and shows what they answered.

``python -m course.recorded.elsewhere`` asks every library that is installed for each of its calls
in elsewhere.json again, and writes there what it answered, with the versions; what can't be asked
keeps its old answers, and is named. A new call is an entry with its ``code``.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from importlib.metadata import version
from itertools import groupby
from typing import Any

from ..extras import not_installed
from ..language import N_, left, listed, sentences, tr, width
from . import Recording, load, store
from .libraries import PACKAGES, WORDS
from .live import Live, apart

NAME = "elsewhere"
WIDTH = 72
LABEL = 5
"""The least room for a label, in characters."""
FIXED = "\xa0"
"""A space at which no line is broken."""


def replay(*names: str) -> Live:
    """Show calls of other libraries with their recorded results; a notebook can run them as well.

    names: "library.call", as in "jax.default". Raises ValueError for a name that has no recording.

    >>> replay("scipy.plain")
    scipy upfirdn(w, x, up=2)
          [1, 1, 5, 2, 9, 3, 9]
    recorded with scipy 1.17.1
    """
    recorded = load(NAME)
    known = names_in(recorded)
    if not names:
        raise ValueError(tr("Name a recorded call; there are {known}.", known=listed(known)))
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            text = N_("There is no recorded call {name}; there are {known}.")
            unknown = tr(text, name=repr(name), known=listed(known))
            meant = tr("Did you mean {name}?", name=repr(near[0])) if near else ""
            raise ValueError(sentences([unknown, meant]))

    def run() -> str:
        answers = apart("course.recorded.elsewhere", *names)
        trouble = list(answers["trouble"].values())
        if not answers["results"]:
            return "\n".join(trouble)
        here = replace(recorded, versions=answers["versions"], results=answers["results"])
        ran = [name for name in names if name.partition(".")[0] in here.results]
        alike = all(of_call(here, name) == of_call(recorded, name) for name in ran)
        verdict = tr("The same as recorded.") if alike else tr("This is not what was recorded.")
        ends = tr("run here with {versions}", versions=versions_of(here, ran))
        return "\n".join([*written(here, ran), *wrapped(ends), verdict, *trouble])

    # Translators: {versions} is a row as in "onnx 1.23.2, keras 3.15.1 (on jax)".
    ends = tr("recorded with {versions}", versions=versions_of(recorded, names))
    return Live("\n".join([*written(recorded, names), *wrapped(ends)]), run)


def names_in(recording: Recording) -> list[str]:
    """The names of its calls, as in "jax.default"."""
    return [f"{library}.{call}" for library, calls in recording.results.items() for call in calls]


def of_call(recording: Recording, name: str) -> dict[str, Any]:
    library, _, call = name.partition(".")
    asked: dict[str, Any] = recording.results[library][call]
    return asked


def written(recording: Recording, names: Sequence[str]) -> list[str]:
    """Each call and below it what it gave; neighbours that gave the same share that line."""
    # Translators: a label of at most 5 letters: the result of each of the calls above.
    each = tr("each")
    lines: list[str] = []
    room = max(LABEL, *(len(name.partition(".")[0]) for name in names))
    for gave, group in groupby(names, lambda name: _gave(of_call(recording, name))):
        calls = list(group)
        for name in calls:
            library, code = name.partition(".")[0], of_call(recording, name)["code"]
            lines += _labelled(library, code.splitlines(), room)
        lines += _labelled(each if len(calls) > 1 else "", wrapped(gave), room)
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


def _labelled(label: str, lines: Iterable[str], room: int) -> list[str]:
    return [f"{left('' if n else label, room)} {line}" for n, line in enumerate(lines)]


def ask(*names: str) -> tuple[Recording, dict[str, str]]:
    """The answers to these calls (all, if none is named), and by library why there are none."""
    recorded = load(NAME)
    wanted: dict[str, dict[str, str]] = {}
    for name in names or names_in(recorded):
        library, _, call = name.partition(".")
        wanted.setdefault(library, {})[call] = of_call(recorded, name)["code"]
    versions: dict[str, str] = {}
    results: dict[str, Any] = {}
    trouble: dict[str, str] = {}
    for library, calls in wanted.items():
        try:
            words = WORDS[library]()
        except ModuleNotFoundError:
            trouble[library] = not_installed(library, PACKAGES[library])
        except ImportError as error:
            trouble[library] = tr(
                "{library} can't be imported: {error}", library=library, error=error
            )
        else:
            versions[library] = (words.get("version") or version(library)) + words.get("on", "")
            results[library] = {call: _answer(code, words) for call, code in calls.items()}
    return replace(recorded, versions=versions, results=results), trouble


def _answer(code: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """What a call of ours returns, as whole numbers, or the first sentence of what it raises."""
    import numpy as np

    try:
        value = eval(code, dict(words))
    except (TypeError, ValueError, RuntimeError) as error:
        first = str(error).partition(". ")[0].replace("`", "")
        return {"code": code, "raises": f"{type(error).__name__}: {first}."}
    row = np.asarray(value, dtype=float).reshape(-1).tolist()
    if any(number != int(number) for number in row):
        raise ValueError(tr("{code} gives {row}: these are no whole numbers", code=code, row=row))
    return {"code": code, "result": [int(number) for number in row]}


def main(names: list[str]) -> None:
    """Print the answers to the calls named, as JSON; without any, ask all and write them."""
    answers, trouble = ask(*names)
    if names:
        answered = {"versions": answers.versions, "results": answers.results, "trouble": trouble}
        json.dump(answered, sys.stdout)
        return
    old = load(NAME)
    versions, results = old.versions | answers.versions, old.results | answers.results
    print(store(replace(old, versions=versions, results=results)))
    for sentence in trouble.values():
        print(sentence)


if __name__ == "__main__":
    main(sys.argv[1:])
