"""Says what a translation changed and may not: code, links, numbers, structure."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

import mistune

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MARKDOWN = mistune.create_markdown(escape=False, plugins=["table"])
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
EDITION = re.compile(r"^(?:\.\./|[a-z]{2}/)")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARKER = re.compile(r"#{1,6}(?= )|[-*+](?= )|\d+\.(?= )|\|")
LEFT_OVER = re.compile(r"\*\*|(?<!\*)\*(?!\*)(?=\S)|(?<=\S)(?<!\*)\*(?!\*)")


def faults(text: str, translation: str, *, is_prose: bool) -> Iterator[str]:
    """What is wrong with a translation, each as the end of a sentence. is_prose: it is Markdown."""
    if not translation.strip():
        yield "is not translated"
        return
    if translation != translation.strip() and text == text.strip():
        yield "begins or ends with a space"

    def differ(what: str, parts: Callable[[str], Iterable[str]]) -> Iterator[str]:
        ours, theirs = Counter(parts(text)), Counter(parts(translation))
        if missing := ours - theirs:
            yield f"lacks of {what}: {', '.join(missing.elements())}"
        if added := theirs - ours:
            yield f"adds to {what}: {', '.join(added.elements())}"

    if not is_prose:
        yield from differ("the placeholders", _placeholders)
        yield from differ("the ends of lines", lambda text: text.count("\n") * "⏎")
    else:
        yield from differ("the links", _links)
        yield from differ("the marks at the beginning of lines", _marks)
        if _strong(text) != _strong(translation):
            yield f"has {_strong(translation)} texts in bold or italics, not {_strong(text)}"
        if loose := LEFT_OVER.search(_shown(translation)):
            near = _shown(translation)[max(0, loose.start() - 8) : loose.end() + 8]
            yield f"leaves a mark of emphasis unread: “{near}”"
    yield from differ("the code spans", CODE.findall)
    if lost := _numbers(text) - _numbers(translation):
        yield f"has lost {', '.join(lost.elements())}"


def style_faults(text: str, translation: str, glossary: dict[str, Any]) -> Iterator[str]:
    """Where a translation leaves its language's glossary, each as the end of a sentence.

    A line of code, which is the same in every language, has nothing to keep to.
    """
    if translation == text:
        return
    for word, better in glossary.get("never", {}).items():
        if word in translation:
            yield f"has “{word}”; it is “{better}” here"
    rest = _words(text)
    for term, pattern in _terms(tuple(glossary.get("terms", {}))):
        rest, count = pattern.subn(" ", rest)
        wanted = glossary["terms"][term]
        if count and not any(word in translation for word in wanted):
            yield f"has no {' or '.join(wanted)} for “{term}”"


def read_glossary(folder: Path) -> dict[str, Any]:
    """The glossary in a language's folder; empty where there is none."""
    path = folder / "glossary.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _terms(terms: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    longest = sorted(terms, key=len, reverse=True)
    return [(t, re.compile(rf"\b{re.escape(t)}(?:s|es)?\b", re.IGNORECASE)) for t in longest]


def _words(text: str) -> str:
    """The text without what is code, a link's address or a placeholder."""
    code = re.compile(r"\b\w+_\w+\b|\w+=|\w+\[[^\[\]]*\]")
    for part in (CODE, LINK, re.compile(r"\{\w+\}"), code):
        text = part.sub(" ", text)
    return text


def _links(text: str) -> list[str]:
    """The addresses; a link from one edition to another may lead the other way."""
    return [EDITION.sub("", address) for address in LINK.findall(text)]


def _placeholders(text: str) -> list[str]:
    try:
        return [*dict.fromkeys(name for _, name, _, _ in Formatter().parse(text) if name)]
    except ValueError as error:
        return [str(error)]


def _marks(text: str) -> list[str]:
    """The mark that each line begins with; of a row of a table all its bars."""
    found = (MARKER.match(line.strip()) for line in text.splitlines())
    rows = [line.count("|") * "|" for line in text.splitlines() if line.startswith("|")]
    return [mark[0] for mark in found if mark and mark[0] != "|"] + rows


def _numbers(text: str) -> Counter[str]:
    """The numbers in words, those with zeros in front as what they are: chapter 06 is chapter 6."""
    return Counter(found.lstrip("0") or "0" for found in NUMBER.findall(CODE.sub("", text)))


@cache
def _html(text: str) -> str:
    return str(MARKDOWN(text))


def _strong(text: str) -> int:
    return len(re.findall(r"<(?:strong|em)>", _html(text)))


def _shown(text: str) -> str:
    """What is read of a Markdown text, without code."""
    html = re.sub(r"<code>.*?</code>", "", _html(text), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", html)
