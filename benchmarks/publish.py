"""How long publishing takes: from nothing, with nothing changed, and Python's own start."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "# %% [markdown]\n# # A chapter\n\n# %%\nprint(6 * 7)\n"


def seconds(*arguments: str, repeats: int = 1) -> float:
    """The median wall time of one Python command."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, *arguments],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
        )
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


with tempfile.TemporaryDirectory() as folder:
    sources = Path(folder, "notebooks", "source")
    sources.mkdir(parents=True)
    for number in range(1, 9):
        (sources / f"{number:02d}_chapter.py").write_text(CHAPTER)
    publish = ("-m", "course.publish", "--root", folder)
    print(f"Python's start              {seconds('-c', 'pass', repeats=5):6.2f} s")
    for command in ("notebooks", "slides"):
        print(f"{command + ', eight chapters':27} {seconds(*publish, command):6.2f} s")
        print(f"{command + ', none changed':27} {seconds(*publish, command, repeats=5):6.2f} s")
