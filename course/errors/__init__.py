"""Takes an error message of PyTorch apart: what it means, which parameter, what to write instead.

The messages and their sentences stand in messages.json, which the site's calculator reads as well.
A message there has places, ``{name}`` for a number, ``{name:size}`` for numbers in a row and
``{name:word}``; a sentence is said where the message fills all of its places, and ``if`` or
``unless`` names a value that must be there or not. Of alternatives, a list, the first that can be
said is. ``words`` are those by which the text of another version is still found.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..language import sentences, tr
from .values import VALUES, table

# What is read of a long text: its beginning, and its end, where a traceback has its message.
FIRST, LAST = 4_000, 16_000
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
# Numbers of up to nine digits; in a size they stand as in [1, 3], (1 x 3) or 1 3.
_NUMBER = "-?[0-9]{1,9}"
_SHAPES = {
    None: f"{_NUMBER}(?![0-9])",
    "size": f"{_NUMBER}(?:[,x \n]{{1,3}}{_NUMBER}){{0,7}}(?![0-9])",
    "word": "[A-Za-z0-9_]{1,40}",
    "type": "[A-Za-z0-9_.:<> ]{1,40}",
}


@dataclass(frozen=True)
class Meaning:
    """An error message, understood.

    Attributes: kind (its name in messages.json), means (sentences in the language spoken), write
    (what to write instead, a line for each way), parameter (which is meant, or ""), values (what
    was read and what follows from it) and exact (False where the message was found by a few of its
    words: then no number was read).
    """

    kind: str
    means: str
    parameter: str
    write: str
    values: Mapping[str, Any]
    exact: bool

    def __str__(self) -> str:
        return f"{self.means}\n{self.write}"


def meaning(text: str) -> Meaning | None:
    """What an error message of PyTorch means; None where it is not recognised.

    text: the message, alone or with what stands round it, as a whole traceback. Of several
    messages the last counts.

    >>> print(meaning("RuntimeError: non-positive stride is not supported"))
    stride is 0 or below.
    Write stride=1 or more.
    """
    text = _cleaned(text)
    squeezed = _squeezed(text)
    found = max(_exactly(text, squeezed), key=lambda one: one[0], default=None)
    if found:
        return _meaning(found[1], found[2], exact=True)
    by_words = max(_by_words(squeezed), key=lambda one: one[0], default=None)
    return _meaning(by_words[1], {}, exact=False) if by_words else None


def not_recognised() -> str:
    """What is said where nothing was found."""
    return tr(table()["unknown"])


def _cleaned(text: str) -> str:
    """A text in plain characters, without colours, indents and marks of quotation."""
    if len(text) > FIRST + LAST:
        text = f"{text[:FIRST]}\n{text[-LAST:]}"
    text = re.sub(r"\x1b\[[0-9;]{0,20}[A-Za-z]", "", text)
    text = re.sub("[\u2018\u2019]", "'", re.sub("[\u201c\u201d]", '"', text))
    text = re.sub(r"[^\n!-~]+", " ", text)
    return re.sub(r" ?\n[ >|]*", "\n", text)


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


def _exactly(
    text: str, squeezed: str
) -> Iterator[tuple[tuple[int, int], dict[str, Any], dict[str, Any]]]:
    """The rows whose message stands in the text, each with its place and its values."""
    for row in table()["kinds"]:
        for pattern in row["patterns"]:
            literals, places = _PLACE.split(pattern)[::3], _PLACE.findall(pattern)
            if not all(_squeezed(literal) in squeezed for literal in literals):
                continue
            for match in _compiled(pattern).finditer(text):
                kinds = dict(places)
                read = {name: _value(kinds[name], said) for name, said in match.groupdict().items()}
                derive = VALUES.get(row["kind"])
                more = derive(read) if derive else {}
                if more is not None:
                    # The one that ends last counts; of two with one end, the longer one.
                    yield (match.end(), -match.start()), row, read | more


def _by_words(squeezed: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in table()["kinds"]:
        for words in row["words"]:
            places = [squeezed.rfind(_squeezed(word)) for word in words]
            if min(places) >= 0:
                yield max(places), row


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A message with its places. A terminal may have broken a line wherever it was full."""
    made = []
    parts = iter(_PLACE.split(pattern))
    for literal in parts:
        letters = ("[ \n]" if letter == " " else re.escape(letter) for letter in literal)
        made.append("\n?".join(letters))
        if name := next(parts, None):
            made.append(f"(?P<{name}>{_SHAPES[next(parts)]})")
    return re.compile("\n?".join(filter(None, made)))


def _value(kind: str, said: str) -> Any:
    numbers = [int(number) for number in re.findall(_NUMBER, said)] if kind in ("", "size") else []
    return said if kind in ("word", "type") else numbers if kind else numbers[0]


def _meaning(row: dict[str, Any], values: dict[str, Any], *, exact: bool) -> Meaning:
    note = "" if exact else tr(table()["by_words"])
    means = sentences([note, *(_said(entry, values) for entry in row["means"])])
    write = "\n".join(filter(None, (_said(entry, values) for entry in row["write"])))
    parameter = values.get("parameter", row["parameter"])
    return Meaning(row["kind"], means, parameter, write, values, exact)


def _said(entry: Any, values: dict[str, Any]) -> str:
    """A sentence of the table, or nothing where its places or its condition don't hold."""
    if isinstance(entry, list):
        return next(filter(None, (_said(one, values) for one in entry)), "")
    if isinstance(entry, dict):
        if entry.get("unless") in values or entry.get("if", "") not in {"", *values}:
            return ""
        entry = entry["say"]
    names = {name for name, _ in _PLACE.findall(entry)}
    return tr(entry, **values) if names <= values.keys() else ""
