"""A live figure where most readers meet it: in JupyterLab, and in Notebook 7."""

from __future__ import annotations

import ast
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from browser import launched, needs_chromium
from documented import ROOT
from heard import heard
from test_frames import VIEWS, texts, torch_y, whole
from test_still import CARDS, cards

from course import draw
from course.lab.copies import for_lab
from course.lab.server import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = [pytest.mark.browser, needs_chromium]

CHAPTER = "00_start.ipynb"
ARTEFACTS = ROOT / "dist" / "test-artefacts"
# The chapter begins with images of another kind.
STILL = '.jp-OutputArea-output img[alt*="kernel"]'
X, W = [1, 2, 3], [1, 1, 3]
RUNNING = {"stride": 2, "padding": 1, "output_padding": 1, "dilation": 1}
MAKE = """\
from course import explore
figure = explore([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
figure"""
RUN = """async ([index, source]) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = index;
  const cell = notebook.widgets[index];
  if (source !== null) cell.model.sharedModel.setSource(source);
  await window.jupyterapp.commands.execute("notebook:run-cell");
  return cell.model.outputs.toJSON();
}"""
READ = """(figure) => {
  const svg = figure.querySelector(".tc-stage > svg");
  return [svg.getAttribute("aria-label"),
          ...[...svg.querySelectorAll("text")].map((text) => text.textContent)];
}"""


# A figure waits eight seconds for a kernel's answer; a test that knows of none need not.
IMPATIENT = """() => {
  const wait = window.setTimeout;
  window.setTimeout = (then, after, ...rest) => wait(then, after === 8000 ? 500 : after, ...rest);
}"""


@dataclass
class Server:
    root: Path
    port: int
    token: str

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"

    def put_setting(self, name: str, value: dict[str, Any]) -> None:
        request = urllib.request.Request(
            self.address(f"lab/api/settings/{name}"),
            json.dumps({"raw": json.dumps(value)}).encode(),
            {"Content-Type": "application/json", "Authorization": f"token {self.token}"},
            method="PUT",
        )
        urllib.request.urlopen(request).close()


@dataclass
class Notebook:
    """An open notebook, under a reader's hands."""

    page: Page
    errors: list[str]

    def run(self, index: int, source: str | None = None) -> str:
        """Run a cell, perhaps with another text, and return what it printed."""
        outputs = self.page.evaluate(RUN, [index, source])
        failed = [one for one in outputs if one["output_type"] == "error"]
        assert not failed, failed
        return "".join(one["text"] for one in outputs if one["output_type"] == "stream")

    def command(self, name: str) -> None:
        self.page.evaluate("(name) => window.jupyterapp.commands.execute(name)", name)

    def active(self) -> tuple[int, str, int]:
        """The selected cell, the notebook's mode, and how many cells there are."""
        return tuple(
            self.page.evaluate("""() => {
              const notebook = window.jupyterapp.shell.currentWidget.content;
              return [notebook.activeCellIndex, notebook.mode, notebook.widgets.length];
            }""")
        )

    def figure(self, n: int = 0) -> Shown:
        found = self.page.locator(".tc-figure:not([aria-busy])").nth(n)
        found.wait_for()
        return Shown(found)


@dataclass
class Shown:
    """One figure of a notebook."""

    root: Locator

    def becomes(self, wanted: list[str]) -> None:
        """Wait until every text of the figure is as wanted."""
        deadline = time.monotonic() + 10
        while self.root.evaluate(READ) != wanted and time.monotonic() < deadline:
            self.root.page.wait_for_timeout(30)
        assert self.root.evaluate(READ) == wanted

    def press(self, name: str, *keys: str) -> None:
        self.root.get_by_role("slider", name=name, exact=True).focus()
        for key in keys:
            self.root.page.keyboard.press(key)


def fresh(x: list[float] = X, w: list[float] = W, view: str = "scatter", **changes: int):
    return texts(whole(x, w, view, **RUNNING | changes).svg)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def with_all_sliders(path: Path) -> bytes:
    """A notebook whose figure is the one of these tests."""
    notebook, line = nbformat.read(path, 4), re.compile(r"^explore\(.*", re.MULTILINE)
    (cell,) = (cell for cell in notebook.cells if line.search(cell.source))
    cell.source = line.sub(MAKE.splitlines()[1].removeprefix("figure = "), cell.source)
    picture = whole(X, W, **RUNNING)
    cell.outputs[0].data |= {"image/svg+xml": picture.svg, "text/plain": repr(picture)}
    return nbformat.writes(notebook).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab, which serves Notebook 7 as well, in a home of its own."""
    pytest.importorskip("jupyterlab")
    home = tmp_path_factory.mktemp("home")
    root, settings = home / "root", home / "settings"
    root.mkdir()
    settings.mkdir()
    (settings / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    (root / CHAPTER).write_bytes(for_lab(with_all_sliders(ROOT / "notebooks" / CHAPTER)))
    blank = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (MAKE, "figure", "", "", "")],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    for name in ("figure", "dying", "saved", "seven"):
        nbformat.write(blank, root / f"{name}.ipynb")
    env = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    env |= {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "user"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "COURSE_PROGRESS": str(home / "progress.json"),
        "OMP_NUM_THREADS": "1",
    }
    trust = "from nbformat.sign import TrustNotebookApp as app; app.launch_instance()"
    subprocess.run(
        [sys.executable, "-c", trust, str(root / CHAPTER)], env=env, check=True, capture_output=True
    )
    port, token = free_port(), secrets.token_hex(16)
    argv = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    argv += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    argv += [f"--IdentityProvider.token={token}", "--ServerApp.allow_root=True"]
    argv += [f"--ServerApp.root_dir={root}", f"--LabApp.app_settings_dir={settings}"]
    # So that a test can run and delete cells by name instead of finding their buttons.
    argv += ["--LabApp.expose_app_in_browser=True"]
    argv += ["--JupyterNotebookApp.expose_app_in_browser=True"]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(argv, env=env, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
    made = Server(root, port, token)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(made.address("api")).close()
                break
            except (urllib.error.URLError, ConnectionError):
                assert process.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, (home / "log").read_text()
                time.sleep(0.1)
        yield made
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    """Windows that reach this machine alone, and load JupyterLab's files once for all of them.

    Asking about every request, as elsewhere, would keep the browser from remembering any.
    """
    with (
        launched("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1") as browser,
        browser.new_context(
            viewport={"width": 1200, "height": 1000}, reduced_motion="reduce"
        ) as made,
    ):
        yield made


@contextmanager
def opened(context: BrowserContext, server: Server, path: str) -> Iterator[Notebook]:
    """A notebook in a window of its own, whose errors are kept."""
    with closing(context.new_page()) as page:
        errors: list[str] = []
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server.address(path))
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        yield Notebook(page, errors)


@pytest.fixture(scope="module")
def shared(context: BrowserContext, server: Server) -> Iterator[Notebook]:
    """A notebook with a figure in its first cell, and the same one again in its second."""
    with opened(context, server, "lab/workspaces/one/tree/figure.ipynb") as notebook:
        idle(notebook)
        yield notebook


@pytest.fixture
def notebook(shared: Notebook) -> Iterator[Notebook]:
    """The shared notebook with a new figure in its first two cells, and no error in the end."""
    shared.run(0)
    shared.run(1)
    for n in range(2):
        shared.figure(n).becomes(fresh())
    shared.errors.clear()
    yield shared
    assert shared.errors == []


def idle(notebook: Notebook) -> None:
    # The notebook's own indicator says idle too early, and a command is dropped.
    bar = notebook.page.locator("#jp-main-statusbar")
    bar.get_by_text(re.compile(r"\| Idle")).wait_for(timeout=60_000)


class TestChapter:
    @pytest.mark.long(sample=0)
    @pytest.mark.parametrize("theme", ["Light", "Dark"])
    def test_it_shows_a_picture_before_and_moves_after(
        self, context: BrowserContext, server: Server, theme: str
    ):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        server.put_setting(
            "@jupyterlab/apputils-extension:themes", {"theme": f"JupyterLab {theme}"}
        )
        path = f"lab/workspaces/{theme.lower()}/tree/{CHAPTER}"
        with opened(context, server, path) as chapter:
            page = chapter.page
            still = page.locator(STILL).first
            still.wait_for()
            assert still.evaluate("(img) => img.complete && img.naturalWidth > 300")
            # It has its words and its look before anything was run, whatever the system's theme is.
            assert whole(X, W, **RUNNING).alt in [one.name for one in heard(page)]
            page.emulate_media(color_scheme="dark" if theme == "Light" else "light")
            still.scroll_into_view_if_needed()
            assert cards(page, STILL) == [CARDS[theme.lower()]]
            assert page.get_by_text("model not found").count() == 0
            assert page.locator(".tc-figure").count() == 0
            idle(chapter)
            chapter.command("notebook:run-all-cells")
            figure = chapter.figure()
            figure.becomes(fresh())
            chapter.run(22, "from course import draw; draw([1, 2], [1, 1, 3])")
            still.wait_for()
            assert draw([1, 2], W).alt in [one.name for one in heard(page)]
            still.scroll_into_view_if_needed()
            assert cards(page, STILL) == [CARDS[theme.lower()]]
            figure.press("stride", "ArrowRight")
            before = chapter.active()
            figure.press("stride", "ArrowRight")
            figure.becomes(fresh(stride=4))
            figure.press("stride", "j", "k", "a", "b", "d", "d", "Escape")
            assert chapter.active() == before
            figure.root.scroll_into_view_if_needed()
            figure.root.locator('[data-id="y4"]').hover()
            page.screenshot(path=ARTEFACTS / f"live-lab-{theme.lower()}.png")
            assert figure.root.get_attribute("data-theme") == theme.lower()
            take_the_check(chapter, theme.lower())
            assert chapter.errors == []


def take_the_check(chapter: Notebook, theme: str) -> None:
    """Answer a question of the check of beliefs by keyboard: no key is JupyterLab's."""
    page = chapter.page
    fields = page.locator(".beliefs input[name=padding]")
    fields.first.click()
    before = chapter.active()
    for key in ("ArrowDown", "ArrowDown", "j", "d", "d"):
        page.keyboard.press(key)
    assert fields.nth(2).is_checked()
    assert chapter.active() == before
    page.screenshot(path=ARTEFACTS / f"beliefs-lab-{theme}.png")
    page.locator(".beliefs button[type=submit]").click()
    result = page.locator(".beliefs .result")
    assert "Padding makes the output longer." in result.inner_text()
    page.screenshot(path=ARTEFACTS / f"beliefs-lab-{theme}-result.png")
    there = result.get_by_role("link", name="04 padding").evaluate("(link) => link.href")
    assert there.split("?")[0].endswith(f"lab/workspaces/{theme}/tree/04_padding.ipynb")


class TestAnimation:
    def test_it_has_its_controls_and_no_key_is_jupyterlabs(self, notebook: Notebook):
        notebook.run(2, "from course import animate; animate([[1, 2]], [[1, 3]])")
        film = notebook.page.locator(".tc-film")
        film.get_by_role("slider", name="Step").press("Home")
        before = notebook.active()
        forth = film.get_by_role("button", name="One step on")
        for key in ("Enter", "j", "d", "d"):
            forth.press(key)
        assert notebook.active() == before
        told = "x[0, 1] = 2 stamps 2 × kernel, its corner at [0, 1]"
        assert film.get_by_role("status").inner_text() == f"Step 2 of 3: {told}"
        assert notebook.page.locator(".tc-film-stage").get_by_text(told).is_visible()
        notebook.page.screenshot(path=ARTEFACTS / "film-lab.png")
        notebook.run(2, "")


class TestKernel:
    def test_python_sees_what_a_reader_moves(self, notebook: Notebook):
        figure = notebook.figure()
        figure.press("stride", "ArrowRight")
        figure.root.locator('[data-id="x1"]').click()
        figure.root.locator(".tc-edit").fill("-0.5")
        notebook.page.keyboard.press("Enter")
        figure.becomes(fresh([1, -0.5, 3], stride=3))
        told = notebook.run(2, "print([figure.stride, figure.x, list(figure.y)])")
        wanted = torch_y([1, -0.5, 3], W, **RUNNING | {"stride": 3})
        assert ast.literal_eval(told) == [3, [1, -0.5, 3], wanted]

    def test_both_views_follow_python_and_each_other(self, notebook: Notebook):
        one, other = notebook.figure(0), notebook.figure(1)
        notebook.run(2, "figure.stride, figure.w = 4, [1, 1, 0.5]")
        for figure in (one, other):
            figure.becomes(fresh(w=[1, 1, 0.5], stride=4))
        other.press("dilation", "ArrowRight")
        one.becomes(fresh(w=[1, 1, 0.5], stride=4, dilation=2))
        slider = one.root.get_by_role("slider", name="dilation", exact=True)
        assert slider.input_value() == "2"
        other.root.get_by_role("button", name="gather").click()
        one.becomes(fresh(w=[1, 1, 0.5], view="gather", stride=4, dilation=2))

    @pytest.mark.parametrize("n", [0, 1])
    def test_what_is_moved_stays_under_the_pointer(self, notebook: Notebook, n: int):
        """Also where another view of the same figure grows above it."""
        figure = notebook.figure(n)
        slider = figure.root.get_by_role("slider", name="input length", exact=True)
        slider.scroll_into_view_if_needed()
        slider.focus()
        # What is scrolled has come to rest.
        notebook.page.wait_for_timeout(100)
        before, stage = slider.bounding_box(), figure.root.locator(".tc-stage")
        first = stage.bounding_box()
        for length in (4, 5, 2):
            slider.fill(str(length))
            figure.becomes(fresh([1, 2, 3, 4, 5][:length]))
            notebook.page.wait_for_timeout(50)
            assert slider.bounding_box()["y"] == pytest.approx(before["y"], abs=1)
        assert stage.bounding_box()["height"] > first["height"]

    def test_a_length_that_is_not_there_is_asked_of_the_kernel(self, notebook: Notebook):
        figure = notebook.figure()
        figure.press("input length", "ArrowRight", "ArrowRight")
        figure.becomes(fresh([1, 2, 3, 4, 5]))
        figure.press("kernel_size", "ArrowLeft")
        figure.becomes(fresh([1, 2, 3, 4, 5], [1, 1]))
        # What two quick moves change reaches the kernel one after the other.
        deadline = time.monotonic() + 10
        while ast.literal_eval(told := notebook.run(2, "print(figure.x, figure.w, sep=',')")) != (
            [1, 2, 3, 4, 5],
            [1, 1],
        ):
            assert time.monotonic() < deadline, told

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("view", VIEWS[1:])
    def test_a_view_is_asked_for_when_it_is_wanted(self, notebook: Notebook, view: str):
        figure = notebook.figure()
        figure.root.get_by_role("button", name=view.replace("_", " ")).click()
        figure.becomes(fresh(view=view))

    def test_python_goes_where_no_slider_went(self, notebook: Notebook):
        """A value beyond the frames that were drawn ahead has new ones drawn."""
        notebook.run(2, "figure.stride, figure.x = 7, [1, 2, 3, 4, 5, 6, 7, 8]")
        figure = notebook.figure()
        figure.becomes(fresh([1, 2, 3, 4, 5, 6, 7, 8], stride=7))
        slider = figure.root.get_by_role("slider", name="stride", exact=True)
        assert slider.input_value() == "7"
        figure.press("stride", "ArrowLeft")
        figure.becomes(fresh([1, 2, 3, 4, 5, 6, 7, 8], stride=6))

    def test_no_two_things_of_a_notebook_share_an_id(self, notebook: Notebook):
        notebook.run(3, "explore([1, 2], [1, 1, 3])")
        notebook.figure(2)
        ids = notebook.page.evaluate(
            "[...document.querySelectorAll('.tc-figure [id]')].map((one) => one.id)"
        )
        assert len(ids) >= 2 * (2 + 2)  # hatches, and what is told of the figure
        assert len(set(ids)) == len(ids)
        notebook.run(3, "")

    def test_running_again_leaves_one_figure(self, notebook: Notebook):
        notebook.run(2, "old = figure")
        for _ in range(3):
            notebook.run(0)
            notebook.figure().becomes(fresh())
        first = notebook.page.locator(".jp-Cell").first
        assert first.locator(".tc-figure").count() == 1
        notebook.run(2, "old.stride = 5")
        notebook.figure(1).becomes(fresh(stride=5))
        notebook.figure(0).becomes(fresh())

    def test_a_figure_deleted_leaves_no_error(self, notebook: Notebook):
        notebook.run(3, "explore([1, 2], [1, 1, 3])")
        notebook.figure(2).press("stride", "ArrowRight")
        notebook.figure(2).root.get_by_role("button", name="Play").click()
        notebook.page.evaluate(
            "() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 3; }"
        )
        notebook.command("notebook:delete-cell")
        notebook.page.wait_for_function("document.querySelectorAll('.tc-figure').length === 2")
        notebook.command("notebook:insert-cell-below")
        notebook.figure().press("stride", "ArrowRight")
        notebook.figure().becomes(fresh(stride=3))

    @pytest.mark.long(sample=0)
    def test_a_dead_kernel_takes_only_what_it_had_to_give(
        self, context: BrowserContext, server: Server
    ):
        with opened(context, server, "lab/workspaces/two/tree/dying.ipynb") as notebook:
            idle(notebook)
            notebook.run(0)
            figure = notebook.figure()
            figure.becomes(fresh())
            figure.press("stride", "ArrowRight")
            notebook.page.evaluate(IMPATIENT)
            for kernel in json.load(urllib.request.urlopen(server.address("api/sessions"))):
                if kernel["path"].endswith("dying.ipynb"):
                    end(server, kernel["kernel"]["id"])
            figure.press("stride", "ArrowRight")
            figure.becomes(fresh(stride=4))
            figure.root.locator('[data-id="x1"]').click()
            figure.root.locator(".tc-edit").fill("7")
            notebook.page.keyboard.press("Enter")
            figure.becomes(fresh([1, 7, 3], stride=4))
            figure.root.get_by_role("button", name="gather").click()
            sentence = "No kernel answers, so only what is loaded already can be shown."
            figure.root.locator(".tc-message", has_text=sentence).wait_for()
            figure.press("stride", "ArrowRight")
            figure.becomes(fresh([1, 7, 3], stride=5))
            figure.press("input length", "ArrowRight")
            figure.root.locator(".tc-message", has_text=sentence).wait_for()
            figure.becomes(fresh([1, 7, 3], stride=5))
            assert notebook.errors == []


def end(server: Server, kernel: str) -> None:
    request = urllib.request.Request(
        server.address(f"api/kernels/{kernel}"),
        headers={"Authorization": f"token {server.token}"},
        method="DELETE",
    )
    urllib.request.urlopen(request).close()


@pytest.mark.long(sample=0)
class TestSaved:
    def test_a_figure_run_saved_and_opened_without_its_kernel_still_stands(
        self, context: BrowserContext, server: Server
    ):
        with opened(context, server, "lab/workspaces/three/tree/saved.ipynb") as notebook:
            idle(notebook)
            notebook.run(0)
            notebook.figure().becomes(fresh())
            notebook.command("docmanager:save")
            notebook.page.evaluate(
                "window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
            )
        with opened(context, server, "lab/workspaces/four/tree/saved.ipynb") as notebook:
            notebook.page.locator(".tc-figure").wait_for()
            Shown(notebook.page.locator(".tc-figure")).becomes(fresh())


class TestNotebook7:
    @pytest.mark.long(sample=0)
    def test_it_opens_runs_and_moves(self, context: BrowserContext, server: Server):
        pytest.importorskip("notebook", reason="Notebook 7 comes with the extra 'test'")
        with opened(context, server, "notebooks/seven.ipynb") as notebook:
            notebook.page.wait_for_function(
                """() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session
                  ?.kernel?.status === "idle" """
            )
            # Notebook's own start reports an error of its own.
            notebook.errors.clear()
            notebook.run(0)
            figure = notebook.figure()
            figure.press("stride", "ArrowRight")
            figure.becomes(fresh(stride=3))
            before = notebook.active()
            figure.press("input length", "ArrowRight")
            figure.becomes(fresh([1, 2, 3, 4], stride=3))
            figure.press("stride", "d", "d", "j", "b")
            assert notebook.active() == before
            assert notebook.run(2, "print(figure.stride, len(figure.x))") == "3 4\n"
            assert notebook.errors == []
