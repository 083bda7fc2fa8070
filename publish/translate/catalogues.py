"""Collects every text that is translated, and brings the translations in step with it."""

from __future__ import annotations

import ast
import json
import re
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript
from babel.messages.pofile import read_po, unescape, write_po
from jinja2.ext import babel_extract

from course.files import write_changed
from course.language import ENGLISH, speaking, translations

from ..chapter.passages import passages
from ..chapter.source import chapter_cells, is_notes
from ..tree import all_sources
from . import review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..tree import Tree

KEYWORDS = ("tr", "N_")
TAG = "Translators:"
# Folders of a checkout in the order of their imports: a text in two of them belongs to the first.
ROOMS = {
    "course": ("course/*.py", "course/errors/*"),
    "pictures": ("course/views/**/*", "course/picture/**/*"),
    "exercises": ("course/exercises/**/*",),
    "layers": ("course/models/**/*", "course/recorded/**/*"),
    "publish": ("publish/**/*",),
}
# What an exercise says; its module has no other text in words.
FIELDS = {"hints", "why", "own_ideas", "told"}

WIDTH = 100
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# Dates and programs in a header would make every update touch every file.
FLEETING = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|'
    r'Project-Id-Version|Report-Msgid-Bugs-To): .*\n(?:^(?!"[\w-]+: )".*\n)*',
    re.MULTILINE,
)


def templates(tree: Tree) -> dict[str, Catalog]:
    """What there is to translate, a catalogue for each room of the package and each notebook."""
    made, known = {}, set[str]()
    for room, patterns in ROOMS.items():
        found = [pair for pair in _of_files(tree.root, patterns) if pair[0] not in known]
        made[room] = _catalogue(found)
        known |= {text for text, _ in found}
    with speaking(ENGLISH):
        return made | {s.stem: _catalogue(_of_prose(s)) for s in all_sources(tree)}


def _catalogue(texts: Iterable[tuple[str, str]]) -> Catalog:
    made = Catalog(charset="utf-8", fuzzy=False)
    for text, comment in texts:
        made.add(text, auto_comments=[comment] if comment else [])
    return made


def update(tree: Tree, name: str) -> list[Path]:
    """Bring a language's catalogues in step with the English; return the files that changed.

    A text that changed keeps its old translation, marked fuzzy; one that is gone becomes obsolete;
    one that moved to another catalogue takes its translation along.
    """
    made = templates(tree)
    memory = {
        text: translation
        for path in _files(tree, name)
        for text, translation in translations(path).items()
    }
    said = {message.id for template in made.values() for message in template if message.id}
    changed = []
    for domain, template in made.items():
        path = _file(tree, name, domain)
        catalogue = read(path, name)
        before = {message.id: message.previous_id for message in catalogue}
        catalogue.update(template)
        for message in catalogue:
            message.previous_id = message.previous_id or before.get(message.id, [])
            if message.id in memory and (not message.string or message.fuzzy):
                message.string = memory[str(message.id)]
                message.flags.discard("fuzzy")
                message.previous_id = []
        for text in [text for text in catalogue.obsolete if text in said]:
            del catalogue.obsolete[text]
        if write(path, catalogue):
            changed.append(path)
    return changed


def _files(tree: Tree, name: str) -> list[Path]:
    return sorted((tree.locale / name).glob("*/*.po"))


def _file(tree: Tree, name: str, domain: str) -> Path:
    """The catalogue of a room of the package, or of a notebook's prose."""
    return tree.locale / name / ("LC_MESSAGES" if domain in ROOMS else "notebooks") / f"{domain}.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file, or an empty one where there is no file."""
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        # The English that a fuzzy translation was made of, which Babel takes for a comment.
        before = " ".join(line[1:].strip() for line in message.user_comments if line[:1] == "|")
        message.user_comments = [line for line in message.user_comments if line[:1] != "|"]
        if before and message.fuzzy:
            message.previous_id = ["".join(map(unescape, QUOTED.findall(before)))]
    return catalogue


def write(path: Path, catalogue: Catalog) -> bool:
    """Write the catalogue if that changes its file; whether it did."""
    catalogue.header_comment = ""
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, no_location=True, include_previous=True)
    return write_changed(path, FLEETING.sub("", written.getvalue().decode("utf-8")).lstrip("\n"))


def faults(tree: Tree) -> list[str]:
    """A sentence for each translation that is missing, stale, broken or off its glossary."""
    made = templates(tree)
    others = [name for name in tree.editions() if name != ENGLISH]
    return [said for name in others for said in _faults_of(tree, name, made)]


def _faults_of(tree: Tree, name: str, made: dict[str, Catalog]) -> Iterator[str]:
    glossary = review.read_glossary(tree.locale / name)
    before: dict[str, str] = {}
    known = {_file(tree, name, domain) for domain in made}
    for path in _files(tree, name):
        if path not in known:
            yield f"{name}, {path.name}: there is no notebook or room of that name; remove it."
    for domain, template in made.items():
        catalogue = read(_file(tree, name, domain), name)
        for message in template:
            if not message.id:
                continue
            text, there = str(message.id), catalogue.get(str(message.id))
            translation = str(there.string) if there else ""
            said = list(review.faults(text, translation, is_prose=domain not in ROOMS))
            if translation:
                said += review.style_faults(text, translation, glossary)
            if there and there.fuzzy:
                said.append("is fuzzy: look whether it still says the same")
            if before.setdefault(text, translation) != translation:
                said.append("is translated differently elsewhere")
            if said:
                yield f"{name}, {domain}.po: “{text[:60]}” {'; '.join(said)}."
        stale = [message for message in catalogue if message.id and message.id not in template]
        for message in [*stale, *catalogue.obsolete.values()]:
            yield f"{name}, {domain}.po: “{str(message.id)[:60]}” is said nowhere any more."


def _of_files(root: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each text with a comment for its translators, or an empty one."""
    for path in (path for pattern in patterns for path in sorted(root.glob(pattern))):
        if path.suffix == ".py":
            yield from _of_python(path)
            if path.parent.name == "bank":
                yield from _of_bank(path)
        elif path.suffix == ".j2":
            yield from _of_template(path)
        elif path.suffix == ".js" and not path.name.endswith(".bundle.js"):
            yield from of_script(path)
        elif path.name == "messages.json":
            told = json.loads(path.read_text(encoding="utf-8"))
            yield from ((text, "") for text in of_messages(told))


def _of_python(path: Path) -> Iterator[tuple[str, str]]:
    """The texts in ``tr("…")`` and ``N_("…")``, in order, with the comments above them.

    From the syntax tree: Babel's own reader sees no call inside another or inside an f-string.
    """
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        match call:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                if name in KEYWORDS:
                    yield text, _comment(lines[: call.lineno - 1])


def _comment(lines: list[str]) -> str:
    """What the comment at the end of these lines says to translators."""
    above = takewhile(lambda line: line.startswith("#"), map(str.strip, reversed(lines)))
    comment = " ".join(line.removeprefix("#").strip() for line in reversed([*above]))
    return comment.removeprefix(TAG).strip() if comment.startswith(TAG) else ""


def of_script(path: Path) -> Iterator[tuple[str, str]]:
    """The texts in a module of JavaScript, each with the comment above it for translators."""
    with path.open("rb") as file:
        found: Iterable[Any] = extract_javascript(file, dict.fromkeys(KEYWORDS), [TAG], {})
        for _, _, text, comments in found:
            comment = " ".join(comments).removeprefix(TAG).strip()
            yield str(text[0] if isinstance(text, tuple) else text), comment


def of_messages(table: dict[str, Any]) -> Iterator[str]:
    """The sentences of messages.json, in order."""

    def said(entry: Any) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        else:
            for part in entry if isinstance(entry, list) else [entry["say"]]:
                yield from said(part)

    yield from (table["by_words"], table["unknown"])
    for row in table["kinds"]:
        yield from said(row["means"] + row["write"])


def _of_template(path: Path) -> Iterator[tuple[str, str]]:
    options = {"trimmed": "true", "lstrip_blocks": "true", "trim_blocks": "true"}
    with path.open("rb") as file:
        for _, _, text, _ in babel_extract(file, KEYWORDS, (), options):
            # With values the text is the first of several arguments.
            yield str(text[0] if isinstance(text, tuple) else text), ""


def _of_bank(path: Path) -> Iterator[tuple[str, str]]:
    """The texts that stand in an exercise's fields; they need no mark. Ideas have names, too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in FIELDS:
            inside = list(ast.walk(node.value))
            names = [key for part in inside if isinstance(part, ast.Dict) for key in part.keys]
            for part in inside:
                if not isinstance(part, ast.Constant) or part in names:
                    continue
                if isinstance(part.value, str):
                    yield part.value, f"{path.stem}, {node.arg}"


def _of_prose(source: Path) -> Iterator[tuple[str, str]]:
    for cell in chapter_cells(source):
        if cell["cell_type"] == "markdown":
            for text in passages(cell["source"]):
                yield text, "speaker's note" if is_notes(cell) else ""
