"""Reads what is typed into the fields of an exercise's form; on a page js/read.js reads the same.

A form is a dict that JSON can hold, in no language: {"kind": "numbers", "axes": 0, 1 or 2}, or
{"kind": "fields", "fields": [{"name": …, "kind": "number", "row" or "truth", "default": …}, …]}, or
{"kind": "layers", "channels": […], "layers": [{parameter: value, …}, …]}, {"kind": "lines", …}
or {"kind": "choice", "options": [[word, text], …]}.
"""

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

from ..language import N_, listed, tr

Form = dict[str, Any]
LONGEST = 10_000
SHOWN = 60
MOST = 999
"""The largest value of a layer's parameter in a field."""

SPACE = "[\t\n\v\f\r \u00a0\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"
# Full-width letters lie this far behind ASCII's.
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Signs that people type for a minus, and for a comma; a keyboard for Japanese has both.
MINUS = dict.fromkeys(map(ord, "−\u2010\u2011–—ー－"), "-")
COMMA = dict.fromkeys(map(ord, "、､，"), ",")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.ASCII | re.IGNORECASE)
NAMED = re.compile("([A-Za-z_][A-Za-z0-9_]*) ?=")
HALF = re.compile("[\ud800-\udfff]")
"""Half characters, which a browser may send and no file and no page can hold."""
EXAMPLES = {"number": "2", "row": "1, 0, 2", "rows": "[[1, 0], [2, 3]]", "truth": "True"}


class Unread(ValueError):
    """What is typed is no answer yet; the text says what to write."""


def read(form: Form, typed: Mapping[str, object]) -> Any:
    """The answer that is typed into a form: typed holds the text of each field by its name.

    numbers: a flat list. fields: {name: a number, a list of them, or a bool}. layers: the changes,
    [[layer, parameter, value], …]. lines: the indices of the lines taken, in order. choice: a word.

    Raises Unread.

    >>> read({"kind": "numbers", "axes": 1}, {"": "［１, −２］"})
    [1, -2]
    """
    kind = form["kind"]
    if kind == "fields":
        return _fields(form["fields"], typed)
    if kind == "layers":
        return _layers(form["layers"], typed)
    text = _plain(typed.get("", ""))
    if kind == "choice":
        return _choice([word for word, _ in form["options"]], text)
    if is_blank(text):
        raise Unread(tr("Write your answer into the field first."))
    if kind == "lines":
        return [_whole(n, "lines") for n in _numbers(text, "row")]
    return _numbers(text, ("number", "row", "rows")[form["axes"]])


def _fields(fields: list[dict[str, Any]], typed: Mapping[str, object]) -> dict[str, Any]:
    texts: dict[str, str] = {}
    known = {field["name"]: field for field in fields}
    for name in known:
        for key, text in _by_name(name, _plain(typed.get(name, ""))):
            if key not in known:
                # Translators: {name} and {free} are names of parameters.
                told = N_("“{name}” is not free to choose here; {free} may be.")
                raise Unread(tr(told, name=_shortened(key), free=listed(known)))
            if is_blank(text):
                continue
            if key in texts and texts[key] != text:
                raise Unread(tr("{name} is given twice.", name=key))
            texts[key] = text
    answer = {}
    for name, field in known.items():
        if name in texts:
            answer[name] = _value(field, texts[name])
        elif "default" in field:
            answer[name] = field["default"]
        elif field["kind"] == "truth":
            raise Unread(tr("Choose first whether the sentence is true or false."))
        else:
            raise Unread(tr("Choose a value for {name} first.", name=name))
        if field["kind"] == "truth" and answer[name]:
            return {name: True}
    return answer


def _choice(words: list[str], text: str) -> str:
    said = text.strip(" ,;.!。()[]「」'\"“”").lower()
    for word in words:
        if said == word:
            return word
    if is_blank(text):
        raise Unread(tr("Choose one of the answers first."))
    # Translators: {words} are the words that can be answered, as in 'yes', 'no'.
    told = N_("“{text}” is none of the answers; they are {words}.")
    raise Unread(tr(told, text=_shortened(text.strip(" ")), words=listed(map(repr, words))))


def _by_name(name: str, text: str) -> list[tuple[str, str]]:
    """What a field's text gives to which name: ``stride=2, padding=1`` may stand in one field."""
    text = re.sub(r"^ ?dict ?\(", "(", text)
    before, *rest = NAMED.split(text)
    if not rest:
        return [(name, text)]
    if before.strip(" ,;()[]"):
        raise Unread(_unread(text, "number"))
    return list(zip(rest[::2], rest[1::2], strict=True))


def _value(field: dict[str, Any], text: str) -> Any:
    name, kind = field["name"], field["kind"]
    if kind == "truth":
        said = text.strip(" ,;()[]")
        for word, value in (("true", True), ("false", False)):
            if re.fullmatch(word, said, re.ASCII | re.IGNORECASE):
                return value
        raise Unread(_unread(text, kind))
    values = _numbers(text, kind)
    if kind == "row":
        return values
    # One for each axis, as PyTorch takes it.
    if len(values) == field.get("axes", 1) and all(value == values[0] for value in values):
        values = values[:1]
    if len(values) > 1:
        told = N_("{name} takes one number, and {count} are given.")
        raise Unread(tr(told, name=name, count=len(values)))
    return values[0]


def _layers(layers: list[dict[str, int]], typed: Mapping[str, object]) -> list[list[Any]]:
    changes: list[list[Any]] = []
    for n, layer in enumerate(layers):
        for parameter, old in layer.items():
            name = f"{n}.{parameter}"
            text = _plain(typed.get(name, ""))
            if is_blank(text):
                continue
            value = _value({"name": parameter, "kind": "number"}, text)
            if (new := _whole(value, parameter)) != old:
                changes.append([n, parameter, new])
    return changes


def _whole(value: float, name: str) -> int:
    if isinstance(value, int) and 0 <= value <= MOST:
        return value
    told = N_("{name} takes whole numbers from 0 to {most}.")
    raise Unread(tr(told, name=name, most=MOST))


def _plain(typed: object) -> str:
    """A text in one alphabet: ASCII for full-width letters, one space for any white ones."""
    text = typed if isinstance(typed, str) else ""
    if len(text) > LONGEST:
        told = N_("These are {count} characters; {most} are more than enough here.")
        raise Unread(tr(told, count=len(text), most=LONGEST))
    text = text.translate(MINUS | COMMA).translate(WIDE)
    return re.sub(SPACE, " ", re.sub("#[^\n]*", "", text))


def is_blank(text: str) -> bool:
    """Whether nothing is typed, or the dots of the exercise still stand there."""
    return not text.strip(" ,;()[]") or "..." in text or "…" in text


def _numbers(text: str, kind: str) -> list[int | float]:
    """The numbers in a text, wherever brackets stand and whatever stands between them."""
    parts = re.split(r"[ ,;()\[\]]+", re.sub(" ?/ ?", "/", text))
    return [_number(part, text, kind) for part in parts if part]


def _number(part: str, text: str, kind: str) -> int | float:
    over, slash, under = part.partition("/")
    if not NUMBER.fullmatch(over) or (slash and not NUMBER.fullmatch(under)):
        raise Unread(_unread(text, kind))
    below = float(under) if slash else 1.0
    value = float(over) / below if below else float("inf")
    if not isfinite(value):
        raise Unread(_unread(text, kind))
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _unread(text: str, kind: str) -> str:
    told = N_("“{text}” can't be read; write it as in {example}.")
    return tr(told, text=_shortened(text.strip(" ")), example=EXAMPLES[kind])


def _shortened(text: str) -> str:
    text = HALF.sub("\ufffd", text)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def typed_of(form: Form | None, answer: object) -> dict[str, str]:
    """The texts for the fields of a form with which an answer from a notebook's cell stands there.

    >>> typed_of({"kind": "numbers", "axes": 1}, [1, 2.5])
    {'': '1, 2.5'}
    """
    if form is None or form["kind"] not in ("numbers", "fields", "choice"):
        return {}
    names = [field["name"] for field in form.get("fields", [{"name": ""}])]
    given = answer if isinstance(answer, Mapping) else {names[0]: answer}
    texts = {name: _text(given[name]) for name in names if name in given}
    return {name: text for name, text in texts.items() if text}


def _text(value: object) -> str:
    if callable(getattr(value, "tolist", None)):
        value = value.tolist()  # type: ignore[attr-defined]
    if isinstance(value, str):
        return value[:LONGEST]
    if value is None or value is ... or not isinstance(value, list | tuple):
        return repr(value) if isinstance(value, bool | int | float) else ""
    return ", ".join(
        f"[{_text(v)}]" if isinstance(v, list | tuple) else _text(v) or "..." for v in value
    )[:LONGEST]
