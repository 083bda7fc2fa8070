"""How long a reader waits: for an import, for the first cell in JupyterLab, for all notebooks."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from _side_by_side import clock, side_by_side, table
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from course.lab.server import FIRST, free_port  # noqa: E402
from launcher import checks  # noqa: E402

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What start.py does when everything is installed, but on notebooks that are nobody's own.
START_LAB = f"""
import sys
from pathlib import Path
import start
from launcher.environment import fingerprint, read_stamp
fingerprint(start.ROOT), read_stamp(start.ROOT)
folder = Path(sys.argv[1])
sys.exit(start.lab(folder / 'notebooks', folder / 'my', Path({sys.executable!r}), browser=False))
"""


def importing(module: str) -> Callable[[], float]:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"

    def measure() -> float:
        argv = [sys.executable, "-c", code]
        return float(subprocess.run(argv, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)

    return measure


def cleared(notebook: Path, target: Path) -> None:
    """Copy a notebook without its results, so that a prompt [1] means it was run."""
    content = json.loads(notebook.read_text("utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(content), "utf-8")


@contextmanager
def serving(argv: list[str], cwd: Path) -> Iterator[str]:
    """Start a server and give its address as soon as it prints it."""
    server = subprocess.Popen(
        argv, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        for line in server.stdout:
            if found := re.search(r"http://127\.0\.0\.1\S+token=\w+", line):
                yield found.group()
                break
        else:
            raise SystemExit(f"no address from {argv}")
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate()


def first_cell(browser: Browser, argv: list[str], cwd: Path) -> Callable[[], float]:
    def measure() -> float:
        begun = time.perf_counter()
        with serving(argv, cwd) as address:
            page = browser.new_page()
            page.goto(address)
            # The notebook's own indicator says idle too early, and the command is dropped.
            page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle")).wait_for(
                timeout=90_000
            )
            cell = page.locator(".jp-Notebook .jp-CodeCell").first
            cell.locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            cell.locator(".jp-InputPrompt", has_text="[1]:").wait_for(timeout=90_000)
            seconds = time.perf_counter() - begun
            page.close()
        return seconds

    return measure


def imports(rounds: int = 11) -> str:
    names = ("course", "torch", "numpy")
    rows = side_by_side({f"import {name}": importing(name) for name in names}, rounds)
    return table("import course against import numpy, each in a new process", rows, rounds, 1.3)


def lab(rounds: int = 5) -> str:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        cleared(ROOT / "notebooks" / FIRST, folder / "notebooks" / FIRST)
        cleared(ROOT / "notebooks" / FIRST, folder / "bare" / FIRST)
        # Without the settings that start.py leaves in the environment.
        bare = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
        bare += [f"--ServerApp.root_dir={folder / 'bare'}", f"--ServerApp.port={free_port(9800)}"]
        bare += [f"--LabApp.default_url=/lab/tree/{FIRST}"]
        bare += ["--ServerApp.allow_root=True"]
        bare += [f"--LabApp.app_settings_dir={folder / 'settings'}"]
        bare += [f"--LabApp.workspaces_dir={folder / 'workspaces'}"]
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        measures = {
            "start.py lab": first_cell(
                browser, [sys.executable, "-c", START_LAB, str(folder)], ROOT
            ),
            "jupyter lab": first_cell(browser, bare, folder),
        }
        rows = side_by_side(measures, rounds)
        browser.close()
    return table("from the command to the first executed cell", rows, rounds, 1.15)


def notebooks(rounds: int = 3) -> str:
    parallel = dict(checks.stages(ROOT, Path(sys.executable), []))["notebooks"]
    chapters = [part for part in parallel if part.endswith(".ipynb")]
    sequential = [sys.executable, "-m", "pytest", "--nbval", *chapters]

    def running(argv: list[str]) -> Callable[[], float]:
        def run() -> None:
            env = {**os.environ, "PYTHONHASHSEED": "0"}
            with tempfile.TemporaryDirectory() as empty:
                env["COURSE_PROGRESS"] = str(Path(empty) / "progress.json")
                # A failing notebook ends early, and its time means nothing.
                if subprocess.run(argv, cwd=ROOT, env=env, stdout=subprocess.DEVNULL).returncode:
                    raise SystemExit("A notebook fails: start.py test says which.")

        return clock(run)

    measures = {"as in start.py test": running(parallel), "pytest --nbval": running(sequential)}
    rows = side_by_side(measures, rounds, warm_up=0)
    return table("nbval on every notebook", rows, rounds, 0.6)


if __name__ == "__main__":
    for part in (imports, lab, notebooks):
        print(part(), flush=True)
