"""How fast a live figure answers, beside the two usual ways, and what its frames cost.

Needs Chromium, playwright and matplotlib; one JupyterLab and one browser serve all three ways.
"""

import gzip
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import FLAGS, chromium_path, file_url  # noqa: E402

from course import explore  # noqa: E402
from course.lab.server import SETTINGS, free_port  # noqa: E402
from course.picture.live.frames import Group, packed  # noqa: E402

CHANGES = 96
WAYS = {
    "explore": """\
from course import explore
explore([1, 2, 3], [1, 1, 3], stride=2, padding=1)""",
    "interact + SVG": """\
from IPython.display import HTML, display
from ipywidgets import interact
from course import draw
@interact(stride=(1, 5))
def picture(stride=2):
    display(HTML(draw([1, 2, 3], [1, 1, 3], stride=stride, padding=1).svg))""",
    "interact + matplotlib": """\
import matplotlib.pyplot as plt
from course import conv_transpose1d
@interact(stride=(1, 5))
def picture(stride=2):
    figure, axes = plt.subplots(4, sharex=True)
    for i, x in enumerate([1, 2, 3]):
        axes[i].bar([i * stride + k for k in range(3)], [x * w for w in [1, 1, 3]])
    y = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=stride, padding=1)
    axes[3].bar(range(len(y)), y)
    plt.show()""",
}
# A slider is set; the time is taken at the change of the document that shows the new drawing.
DRIVE = """
window.drive = (index) => {
  const cell = window.jupyterapp.shell.currentWidget.content.widgets[index].node;
  const live = cell.querySelector(".tc-figure");
  const drawing = () => live
    ? live.querySelector(".tc-stage > svg").getAttribute("aria-label")
    : cell.querySelector(".widget-interact .jp-OutputArea svg")?.getAttribute("aria-label") ??
      cell.querySelector(".widget-interact .jp-OutputArea img")?.src;
  const press = (up) => {
    if (live) {
      const slider = live.querySelector('[aria-label="stride"]');
      slider.value = Number(slider.value) + (up ? 1 : -1);
      slider.dispatchEvent(new Event("input"));
    } else {
      const key = up ? "ArrowRight" : "ArrowLeft";
      cell.querySelector(".noUi-handle").dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  };
  const watch = (seen) => {
    const observer = new MutationObserver(() => seen(drawing()));
    observer.observe(cell, { subtree: true, childList: true, attributes: true });
    return observer;
  };
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  return {
    async changes(count) {
      const times = [];
      for (let n = 0; n < count; n += 1) {
        const before = drawing();
        let observer;
        const changed = new Promise((done) => {
          observer = watch((now) => now && now !== before && done(performance.now()));
        });
        const begun = performance.now();
        press(n % 6 < 3);
        times.push((await changed) - begun);
        observer.disconnect();
        await pause(40);
      }
      return times;
    },
    async held(repeats) {
      let last = drawing(), drawn = 0;
      const observer = watch((now) => {
        if (now && now !== last) [last, drawn] = [now, drawn + 1];
      });
      for (let n = 0; n < repeats; n += 1) {
        press(n % 6 < 3);
        await pause(33);
      }
      await pause(1500);
      observer.disconnect();
      return drawn;
    },
  };
};"""
# From the start of the navigation: loaded, first picture, frames there, first answer.
FIRST_ANSWER = """
(() => {
  const told = (window.told = {});
  addEventListener("load", () => (told.loaded = performance.now()));
  const look = () => {
    const figure = document.querySelector(".tc-figure");
    if (!figure || figure.hasAttribute("aria-busy")) return requestAnimationFrame(look);
    told.frames = performance.now();
    const slider = figure.querySelector('[aria-label="stride"]');
    slider.value = 4;
    slider.dispatchEvent(new Event("input"));
    told.answer = performance.now();
  };
  requestAnimationFrame(look);
})();"""


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """JupyterLab on one notebook with a cell for each way; gives the notebook's address."""
    (folder / "root").mkdir()
    (folder / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(source) for source in WAYS.values()]
    kernel = {"name": "python3", "display_name": "Python 3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "root" / "ways.ipynb")
    port, token = free_port(), secrets.token_hex(16)
    argv = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    argv += [f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
    argv += [f"--ServerApp.root_dir={folder / 'root'}", "--ServerApp.allow_root=True"]
    argv += [f"--LabApp.app_settings_dir={folder}", "--LabApp.expose_app_in_browser=True"]
    env = {**os.environ, "HOME": str(folder), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(argv, env=env, cwd=ROOT, **quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/api?token={token}").close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield f"{address}/lab/tree/ways.ipynb?token={token}"
    finally:
        server.terminate()
        server.wait()


def ways(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as name, lab(Path(name)) as address:
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.goto(address)
        bar = page.locator("#jp-main-statusbar")
        bar.get_by_text(re.compile(r"\| Idle")).wait_for(timeout=90_000)
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        page.locator(".jp-Cell >> nth=2").locator(".widget-interact img").wait_for(timeout=60_000)
        page.locator(".tc-figure:not([aria-busy])").wait_for()
        page.evaluate(f"() => {{ {DRIVE} }}")
        times: dict[str, list[float]] = {way: [] for way in WAYS}
        # In turns, so that a busy machine slows all of them alike.
        for turn in range(5):
            for index, way in enumerate(WAYS):
                taken = page.evaluate(f"drive({index}).changes({CHANGES // 4})")
                times[way] += taken if turn else []
        print(f"Slider set → new drawing in the document, {CHANGES} changes each, in turns")
        yardstick = statistics.median(times["explore"])
        for way, taken in times.items():
            middle, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
            drawn = page.evaluate(f"drive({list(WAYS).index(way)}).held(30)")
            print(
                f"  {way:22} median {middle:7.1f} ms   p95 {p95:7.1f} ms   "
                f"{middle / yardstick:5.1f} x   a key held, 30 repeats: {drawn} drawn"
            )
        aims = {
            "25 x matplotlib": statistics.median(times["interact + matplotlib"]) >= 25 * yardstick,
            "10 x SVG": statistics.median(times["interact + SVG"]) >= 10 * yardstick,
            "p95 of explore 10 ms": statistics.quantiles(times["explore"], n=20)[-1] <= 10,
        }
        print("  aims:", ", ".join(f"{k} {'met' if v else 'MISSED'}" for k, v in aims.items()))
        page.close()


def page_figures(browser: Browser) -> None:
    print("\nA page with one figure, no kernel")
    with tempfile.TemporaryDirectory() as name:
        for length, kernel_size in ((3, 3), (6, 3), (6, 5), (12, 7)):
            figure = explore([*range(1, length + 1)], [1] * kernel_size, stride=2)
            path = figure.save(Path(name) / "page.html")
            weight = len(gzip.compress(path.read_bytes()))
            told = [first_answer(browser, path) for _ in range(7)]
            middle = {key: statistics.median(one[key] for one in told) for key in told[0]}
            after = max(0.0, middle["answer"] - middle["loaded"])
            print(
                f"  {length:2} × {kernel_size}: {weight / 1000:6.1f} kB gzipped   "
                f"loaded {middle['loaded']:5.0f} ms, first answer {after:5.0f} ms later, moves "
                f"{moves(browser, path):5.1f} ms"
            )


def first_answer(browser: Browser, path: Path) -> dict[str, float]:
    page = browser.new_page()
    page.add_init_script(FIRST_ANSWER)
    page.goto(file_url(path))
    page.wait_for_function("told.answer && told.loaded")
    told: dict[str, float] = page.evaluate("told")
    page.close()
    return told


def moves(browser: Browser, path: Path) -> float:
    """Median ms of a slider's move in a page, from the input event to the marks."""
    page: Page = browser.new_page()
    page.goto(file_url(path))
    page.locator(".tc-figure:not([aria-busy])").wait_for()
    taken: list[float] = page.evaluate("""async () => {
      const slider = document.querySelector('[aria-label="stride"]');
      const taken = [];
      for (let n = 0; n < 60; n += 1) {
        slider.value = 2 + (n % 4);
        const begun = performance.now();
        slider.dispatchEvent(new Event("input"));
        taken.push(performance.now() - begun);
        await new Promise((done) => setTimeout(done, 20));
      }
      return taken;
    }""")
    page.close()
    return statistics.median(taken)


def frames() -> None:
    print("\nFrames of one view, drawn and packed: processor time (aim at 3 × 3: 60 ms, 60 kB)")
    cases: list[tuple[int, int, dict[str, int]]] = [(n, k, {}) for n, k in ((2, 2), (3, 3))]
    cases += [(6, 3, {}), (6, 5, {}), (12, 7, {}), (3, 3, {"stride": 8}), (3, 3, {"padding": 5})]
    for length, kernel_size, more in cases:
        usual: dict[str, Any] = {"stride": 4, **more}
        figure = explore([1] * length, [1] * kernel_size, **usual)
        for view in ("scatter", "gather", "zero_insert", "matrix"):
            group, taken = Group(view, (length,), (kernel_size,)), []
            for _ in range(3):
                packed.cache_clear()
                begun = time.process_time()
                data = figure.frames(group)
                taken.append(time.process_time() - begun)
            told = json.loads(gzip.decompress(data))["frames"]
            print(
                f"  {length:2} × {kernel_size} {view:12} {len(told):4} states   "
                f"{1000 * min(taken):6.0f} ms   {len(data) / 1000:6.1f} kB"
            )


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        ways(chromium)
        page_figures(chromium)
        chromium.close()
    frames()
