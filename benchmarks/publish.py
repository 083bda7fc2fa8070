"""How long publishing takes, and how long the whole set of decks takes beside nbconvert's.

python benchmarks/publish.py          chapters that print one line, and Python's own start
python benchmarks/publish.py decks    this course's decks and PDFs against nbconvert's slides
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _side_by_side import side_by_side, table

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "# %% [markdown]\n# # A chapter\n\n# %%\nprint(6 * 7)\n"
AIM = 1 / 5
ROUNDS = 1


def run(*arguments: str | Path) -> float:
    """The wall time of one Python command, in seconds."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    return time.perf_counter() - begin


def seconds(*arguments: str, repeats: int = 1) -> float:
    return statistics.median(run(*arguments) for _ in range(repeats))


def small() -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "notebooks", "source")
        sources.mkdir(parents=True)
        for number in range(1, 9):
            (sources / f"{number:02d}_chapter.py").write_text(CHAPTER)
        publish = ("-m", "publish", "--root", folder)
        print(f"Python's start              {seconds('-c', 'pass', repeats=5):6.2f} s")
        for command in ("notebooks", "slides"):
            print(f"{command + ', eight chapters':27} {seconds(*publish, command):6.2f} s")
            print(f"{command + ', none changed':27} {seconds(*publish, command, repeats=5):6.2f} s")


def decks() -> None:
    """The notebooks are executed already: that is what their stored outputs are for."""
    with tempfile.TemporaryDirectory() as folder:
        chapters = Path(folder, "notebooks")
        shutil.copytree(ROOT / "notebooks", chapters)
        publish = ("-m", "publish", "--root", folder, "slides")
        without = "from publish.deck.decks import build_decks; from pathlib import Path; "
        without += f"from publish.tree import Tree; build_decks(Tree(Path({folder!r})), "
        convert = ("-m", "nbconvert", "--execute", "--to", "slides", "--output-dir")

        def each_notebook() -> float:
            notebooks = sorted(chapters.glob("*.ipynb"))
            return sum(run(*convert, Path(folder, "nbconvert"), book) for book in notebooks)

        rows = side_by_side(
            {
                "all decks": lambda: run("-c", f"{without}force=True, pdf=False)"),
                "all decks and PDFs": lambda: run(*publish, "--force"),
                "none changed": lambda: run(*publish),
                "nbconvert --execute --to slides": each_notebook,
            },
            ROUNDS,
            warm_up=0,
        )
    print(table("The whole set of decks", rows, ROUNDS, AIM))


decks() if sys.argv[1:] == ["decks"] else small()
