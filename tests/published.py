"""The checkout's chapters as their readers have them, built once for all files of a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publish.tree import Tree

SECONDS = 300
BUILD = """
import sys
from pathlib import Path
from course.language import speaking
from publish.deck.decks import build_decks
from publish.site.site import build_site
from publish.tree import Tree

made = Tree(Path(sys.argv[1]))
for name in made.editions():
    with speaking(name):
        build_decks(made, pdf=False)
        (made.slides / "01_basic.pdf").write_bytes(b"%PDF-1.4\\n")
build_site(made)
"""


def tree(folder: Path) -> Tree:
    """The chapters with their decks, one PDF, and the site, in all languages."""
    from launcher.address import set_address
    from publish.tree import Tree, this_tree

    here, made = this_tree(), Tree(folder / "checkout")
    done = made.root / "done"
    with alone(folder):
        if done.is_file():
            return made
        # What a build broke off half-way has left.
        shutil.rmtree(made.root, ignore_errors=True)
        shutil.copytree(here.notebooks, made.notebooks)
        shutil.copytree(here.locale, made.locale)
        for file in (*here.root.glob("README*.md"), here.root / "pyproject.toml"):
            shutil.copy(file, made.root)
        set_address(made.root, "ada/stamps")
        # In a process of its own, which is not measured: that takes half the time.
        subprocess.run([sys.executable, "-c", BUILD, made.root], check=True, cwd=here.root)
        done.touch()
    return made


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other worker is in here."""
    folder.mkdir(parents=True, exist_ok=True)
    lock, deadline = folder / "lock", time.monotonic() + SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            assert time.monotonic() < deadline, f"{lock} is still there"
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.unlink()
