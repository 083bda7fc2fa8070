"""The checkout's chapters as their readers have them, built once for all files of a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from course.picture.live.frames import Group
    from publish.tree import Tree

SECONDS = 300
CARDS = {"index", "05_output_padding", "question-cat", "calculator"}
"""The pages whose cards are drawn here: all of them take a quarter of a minute."""
SHEETS = range(1, 3)
"""The sheets of the review that are judged here: all of them take half a minute."""
BUILD = """
import sys
from pathlib import Path
sys.path.append("tests")
from published import SHEETS, asked, draw_few, few_cards, needed
from course.language import speaking
from publish.deck.decks import build_decks
from publish.site import site, verdicts
from publish.tree import Tree

verdicts.SHEETS = SHEETS
site.cards = few_cards
made = Tree(Path(sys.argv[1]))
for name in made.editions():
    with speaking(name):
        build_decks(made, pdf=False)
        (made.slides / "01_basic.pdf").write_bytes(b"%PDF-1.4\\n")
draw_few(made, needed, asked)
site.build_site(made, pdf=False)
"""


def needed(group: Group) -> bool:
    """Whether the sliders of a chapter's figure reach it, or a test asks for it by an address."""
    (size, *planes), (taps, *_) = group.shape, group.kernel
    if group.key in ("gather/5/2", "scatter/8/5"):
        return True
    if planes:
        return size <= 3 and taps >= 2
    seldom = group.view != "scatter"
    return size <= 4 and 2 <= taps <= 4 and not (seldom and (size not in (2, 3) or taps == 2))


def asked(name: str) -> bool:
    """Whether the page asks it in these tests: one of each kind that takes long to judge."""
    from course.exercises.bank import EXERCISES
    from course.exercises.build import Build

    return not isinstance(EXERCISES.get(name), Build) or name in (
        "padding.trim",
        "size_formula.size",
    )


def few_cards(tree: Tree, pages: Iterable[Path]) -> list[Path]:
    """The cards of the pages whose cards are drawn here."""
    from publish.site.cards import cards

    return cards(tree, [page for page in pages if page.stem in CARDS])


def draw_few(
    tree: Tree,
    wanted: Callable[[Group], bool],
    judged: Callable[[str], bool] = lambda name: False,
) -> None:
    """Give a tree fresh files of frames and of verdicts, with those that are wanted in them.

    All of them take a minute each.
    """
    from publish import digests
    from publish.site import frames, verdicts

    folder = tree.root / "dist" / "frames"
    folder.mkdir(parents=True)
    sentences: dict[str, str] = {}
    for group in frames.groups():
        script, left_open = frames._script(group, tree.editions()) if wanted(group) else ("", {})
        (folder / f"{group.key.replace('/', '-')}.js").write_text(script, encoding="utf-8")
        sentences |= left_open
    told = folder / "sentences.json"
    told.write_text(json.dumps(sentences), encoding="utf-8")
    digests.stamp(tree, told, frames._made_from(tree, sentences))
    verdicts.write(tree, judged)


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
        for file in ("README.md", "README.ja.md", "pyproject.toml", "CITATION.cff"):
            shutil.copy(here.root / file, made.root)
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
