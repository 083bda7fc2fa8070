"""Keeps what was run elsewhere, with libraries or on machines that not every reader has.

A recording is a JSON file in this folder, with results that a script wrote, never a hand:

    {"what": "a sentence on what was run", "versions": {"jax": "0.10.2"}, "results": {…}}

It holds no date, path or name of a machine, so that running the script again changes nothing but
what has changed. ``load("elsewhere")`` reads one, ``store`` writes one. A chapter shows what it
makes of it with ``Live`` (in ``live``), which a notebook shows with a button that runs it here:

    Live(shown, run, "Run it here")

shown: a text or a Picture; all that is ever stored.
run: takes nothing, returns one to show below, and is called when the button is pressed.
What it raises becomes a sentence. ``apart(module, *arguments)`` (there, too) runs a module of
the course in a process of its own and returns the JSON that it prints: nothing that it imports or
starts stays in the reader's kernel.
"""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..language import listed, tr

HERE = Path(__file__).parent
# A row of numbers, which is read in one line.
ROW = re.compile(r"\[\n\s+((?:[-+\d.e]+,?\s+)+)\]")


@dataclass(frozen=True)
class Recording:
    """What was run, with which versions, and what came out, as the script put it."""

    name: str
    what: str
    versions: dict[str, str]
    results: dict[str, Any]


def load(name: str) -> Recording:
    """The recording of this name; ValueError, with the names there are, for another.

    >>> load("elsewhere").results["jax"]["default"]["result"]
    [3, 1, 7, 2, 11, 3, 3]
    """
    there = sorted(path.stem for path in HERE.glob("*.json"))
    if name not in there:
        known = listed(map(repr, there))
        raise ValueError(
            tr("There is no recording {name}; there are {known}.", name=repr(name), known=known)
        )
    return Recording(name, **json.loads((HERE / f"{name}.json").read_text(encoding="utf-8")))


def store(recording: Recording) -> Path:
    """Write the recording into this folder; return its path."""
    held = asdict(recording)
    path = HERE / f"{held.pop('name')}.json"
    text = json.dumps(held, indent=1, ensure_ascii=False)
    text = ROW.sub(lambda row: f"[{', '.join(row[1].split())}]".replace(",,", ","), text)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path
