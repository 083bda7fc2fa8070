"""Reads and writes gettext catalogues through Babel, without what changes on every writing."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, unescape, write_po

from course.files import write_changed

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 100
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# Dates and programs in a header would make every update touch every file.
FLEETING = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|'
    r'Project-Id-Version|Report-Msgid-Bugs-To): .*\n(?:^(?!"[\w-]+: )".*\n)*',
    re.MULTILINE,
)


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file, or an empty one where there is no file."""
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        _take_before(message)
    return catalogue


def _take_before(message: Message) -> None:
    """Read the English that a fuzzy translation was made of, which Babel takes for a comment."""
    before = " ".join(line[1:].strip() for line in message.user_comments if line[:1] == "|")
    message.user_comments = [line for line in message.user_comments if line[:1] != "|"]
    if before and message.fuzzy:
        message.previous_id = ["".join(map(unescape, QUOTED.findall(before)))]


def write(path: Path, catalogue: Catalog) -> bool:
    """Write the catalogue if that changes its file; whether it did."""
    catalogue.header_comment = ""
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, no_location=True, include_previous=True)
    return write_changed(path, FLEETING.sub("", written.getvalue().decode("utf-8")).lstrip("\n"))
