"""The reader's copies of the chapters: kept up to date, never written over an edit.

Their pictures are shown as a kernel in JupyterLab shows them, with words and dark where it is dark.
What a prediction asks for is not in them: JupyterLab says the first line of what is folded.
"""

import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

from ..files import write_changed, write_whole
from ..still import image_html

LEDGER = ".shipped.json"
SVG, HTML = "image/svg+xml", "text/html"


def chapters(source: Path) -> list[Path]:
    """Return the notebooks a reader is given, in order."""
    found = (path.relative_to(source) for path in source.rglob("*.ipynb"))
    hidden = {"source", ".ipynb_checkpoints"}
    return [source / path for path in sorted(found) if not hidden & set(path.parts)]


def ship(source: Path, target: Path) -> list[Path]:
    """Bring the copies in `target` up to date with `source`; return the files written."""
    try:
        ledger = dict(json.loads((target / LEDGER).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        # Without its ledger every copy that differs counts as edited.
        ledger = {}
    written = []
    for chapter in chapters(source):
        name = chapter.relative_to(source).as_posix()
        newest = digest(chapter)
        place = placement(target / name, newest, ledger.get(name))
        if place is not None:
            write_whole(place, for_lab(chapter.read_bytes()))
            written.append(place)
        ledger[name] = newest
    write_changed(target / LEDGER, json.dumps(ledger, indent=1, sort_keys=True))
    return written


def placement(copy: Path, newest: str | None, offered: object) -> Path | None:
    """Return where a chapter's newest version goes, or None where the reader has it."""
    present = digest(copy)
    if present is None or present == offered != newest:
        return copy
    if newest in (present, offered):
        return None
    for count in itertools.count(1):
        beside = copy.with_stem(f"{copy.stem}_newer{count if count > 1 else ''}")
        there = digest(beside)
        if there in (None, newest):
            break
    return beside if there is None else None


def digest(path: Path) -> str | None:
    return hashlib.sha256(content(path.read_bytes())).hexdigest() if path.is_file() else None


def for_lab(raw: bytes) -> bytes:
    """Return a notebook with HTML for each drawing that it stores, and without what is folded.

    What is no notebook is returned as it is.
    """
    notebook = read(raw)
    if notebook is None:
        return raw
    leave_out_folded(notebook["cells"])
    for bundle in drawings(notebook["cells"]):
        bundle[HTML] = image_html("".join(bundle[SVG]))
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def put_html(folder: str) -> None:
    """Give the chapters in a folder what copies of them have: where a reader opens those."""
    for chapter in chapters(Path(folder)):
        write_whole(chapter, for_lab(chapter.read_bytes()))


def content(raw: bytes) -> bytes:
    """Return of a notebook only its cells: being opened is enough for the rest to change.

    Nor does the HTML of a drawing count, which says what the drawing says, nor what is folded.
    """
    notebook = read(raw)
    if notebook is None:
        return raw
    leave_out_folded(notebook["cells"])
    cells = joined(notebook["cells"])
    for bundle in drawings(cells):
        bundle.pop(HTML, None)
    return json.dumps(cells, sort_keys=True).encode()


def read(raw: bytes) -> Any:
    """Return a notebook, or None for what is none."""
    try:
        notebook = json.loads(raw)
        return notebook if isinstance(notebook["cells"], list) else None
    except (ValueError, KeyError, TypeError):
        return None


def leave_out_folded(cells: list[Any]) -> None:
    """Make cells whose output is folded such that have not run."""
    for cell in cells:
        if cell.get("metadata", {}).pop("jupyter", {}).get("outputs_hidden"):
            cell |= {"outputs": [], "execution_count": None}


def drawings(cells: list[Any]) -> list[dict[str, Any]]:
    """Return the bundle of each output that is a drawing of the course."""
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    bundles = (output.get("data", {}) for output in outputs)
    return [bundle for bundle in bundles if "".join(bundle.get(SVG, "")).startswith("<svg ")]


def joined(part: Any) -> Any:
    """Join texts that are kept as lists of lines, which is a matter of who wrote the file."""
    if isinstance(part, dict):
        return {key: joined(value) for key, value in part.items()}
    if isinstance(part, list):
        lines = all(isinstance(one, str) for one in part)
        return "".join(part) if lines else [joined(one) for one in part]
    return part
