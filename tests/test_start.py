"""start.py and its launcher package: what they install, copy, say and leave behind."""

import ast
import errno
import http.client
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType

import nbformat
import psutil
import pytest

from course.files import write_changed, write_whole
from course.lab import copies, server
from course.lab.words import Trouble
from launcher import checks, environment, words

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start_under_test", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- Python itself -------------------------------------------------------------------------------


def test_an_old_python_is_told_so_in_one_sentence() -> None:
    code = "import runpy, sys; sys.version_info = (3, 8, 18, 'final', 0); "
    code += "runpy.run_path('start.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "Python 3.11 or newer is needed; this is 3.8.\n"


def test_an_old_python_can_read_start_py() -> None:
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 7))


def test_the_launcher_needs_the_standard_library_only() -> None:
    lab = (ROOT / "course" / "lab").glob("*.py")
    package = [ROOT / "course" / name for name in ("__init__.py", "files.py", "still.py")]
    for path in [ROOT / "start.py", *package, *(ROOT / "launcher").glob("*.py"), *lab]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level < 2 or node.module in ("files", "still"), f"{path}: {node.module}"
                names += [node.module or ""] * (node.level == 0)
            for name in names:
                top = name.split(".")[0]
                ours = top == "launcher" or name in ("course", "course.files")
                ours |= name.startswith("course.lab")
                assert ours or top in sys.stdlib_module_names, f"{path}: {name}"


# --- commands ------------------------------------------------------------------------------------


def test_bare_start_shows_every_command(start: ModuleType, capsys: pytest.CaptureFixture) -> None:
    assert start.main([]) == 0
    said = capsys.readouterr().out
    assert all(re.search(rf"^  {name} +\w", said, re.MULTILINE) for name in start.COMMANDS)


def test_lab_refuses_what_it_does_not_know(start: ModuleType) -> None:
    with pytest.raises(SystemExit) as ended:
        start.main(["lab", "--nobrowser"])
    assert ended.value.code == 2


def test_further_arguments_go_to_the_command(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(start, "prepare", lambda root, extras, cuda: Path("python"))
    monkeypatch.setattr(start.checks, "test", lambda root, python, extra: seen.append(extra) or 3)
    assert start.main(["test", "-k", "stride", "-x"]) == 3
    assert seen == [["-k", "stride", "-x"]]


@pytest.mark.parametrize("command", ["notebooks", "slides"])
def test_publishing_is_passed_on(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    seen = []

    def run(argv: list[str], cwd: Path) -> subprocess.CompletedProcess:
        seen.append(argv)
        return subprocess.CompletedProcess(argv, 5)

    monkeypatch.setattr(start, "prepare", lambda root, extras, cuda: Path("python"))
    monkeypatch.setattr(start.subprocess, "run", run)
    assert start.main([command, "02_stride", "--check"]) == 5
    assert seen == [["python", "-m", "publish", command, "02_stride", "--check"]]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_makefile_has_an_alias_for_every_command(start: ModuleType) -> None:
    for name in start.COMMANDS:
        argv = ["make", "-n", "--no-print-directory", name, "PYTHON=py", "ARGS=-k x"]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == f"py start.py {name} -k x\n"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 1, "The disk is full"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES)), 1, "No permission to write"),
        (Trouble("Just this."), 1, "Just this."),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_an_error_becomes_one_sentence(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    error: BaseException,
    status: int,
    said: str,
) -> None:
    def fail(*arguments: object) -> Path:
        raise error

    monkeypatch.setattr(start, "prepare", fail)
    assert start.main(["lab"]) == status
    written = capsys.readouterr().err.strip()
    assert written.startswith(said)
    assert "\n" not in written


# --- the environment -----------------------------------------------------------------------------


class Pip:
    """Stands in for venv and pip: keeps what it was asked, and answers as told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls: list[tuple[str, ...]] = []
        self.made = 0
        self.answer: dict[str, str | BaseException] = {}

    def make(self, root: Path) -> None:
        self.made += 1
        python = environment.python_of(root)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    def __call__(self, root: Path, *arguments: str) -> str | None:
        self.calls.append(arguments)
        if "--dry-run" in arguments:
            return str(self.answer["asked again"]) if "asked again" in self.answer else None
        answer = self.answer.get("torch" if "--index-url" in arguments else "course")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    @property
    def courses(self) -> list[str]:
        return [call[-1] for call in self.calls if "-e" in call]


@pytest.fixture
def pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pip:
    for name in ("pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    fake = Pip(tmp_path)
    monkeypatch.setattr(environment, "pip", fake)
    monkeypatch.setattr(environment, "make", fake.make)
    monkeypatch.setattr(environment.sys, "platform", "linux")
    return fake


def test_a_second_start_installs_nothing(pip: Pip) -> None:
    assert environment.prepare(pip.root, set()) == environment.python_of(pip.root)
    assert (pip.made, pip.courses) == (1, ["."])
    before = len(pip.calls)
    environment.prepare(pip.root, set())
    assert (pip.made, len(pip.calls)) == (1, before)


def test_a_higher_level_satisfies_a_lower_one_and_keeps_what_is_there(pip: Pip) -> None:
    environment.prepare(pip.root, {"author"})
    environment.prepare(pip.root, set())
    environment.prepare(pip.root, {"test"})
    environment.prepare(pip.root, {"author"})
    assert pip.courses == [".[author]", ".[author,test]"]


def test_pins_hold_for_every_installation(pip: Pip) -> None:
    environment.prepare(pip.root, {"author"})
    course = next(call for call in pip.calls if "-e" in call)
    assert course[:3] == ("install", "-c", "requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_what_changes_the_packages_installs_again(pip: Pip, name: str) -> None:
    environment.prepare(pip.root, set())
    path = pip.root / name
    path.write_text(path.read_text("utf-8").replace("8.1", "8.2"), "utf-8")
    environment.prepare(pip.root, set())
    assert (pip.made, pip.courses) == (1, [".", "."])


def test_what_does_not_change_the_packages_installs_nothing(pip: Pip) -> None:
    environment.prepare(pip.root, set())
    path = pip.root / "pyproject.toml"
    path.write_text(path.read_text("utf-8").replace("line-length = 100", "line-length = 99"))
    environment.prepare(pip.root, set())
    assert pip.courses == ["."]


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), "ERROR: broken"])
def test_an_interrupted_installation_is_done_again(pip: Pip, stop: str | BaseException) -> None:
    environment.prepare(pip.root, set())
    pip.answer["course"] = stop
    with pytest.raises((KeyboardInterrupt, Trouble)):
        environment.prepare(pip.root, {"author"})
    assert not environment.stamp_of(pip.root).exists()
    pip.answer.clear()
    environment.prepare(pip.root, set())
    assert len(pip.courses) == 3


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"root": "/elsewhere"}'])
def test_a_damaged_or_moved_environment_is_made_anew(pip: Pip, damage: str) -> None:
    environment.prepare(pip.root, set())
    environment.stamp_of(pip.root).write_text(damage)
    environment.prepare(pip.root, set())
    assert pip.made == 2


def test_linux_gets_the_cpu_build_first(pip: Pip) -> None:
    environment.prepare(pip.root, set())
    torch = pip.calls[0]
    pin = re.search(r"^torch==.*$", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert pin is not None
    assert torch[-1] == pin.group()
    assert torch[torch.index("--index-url") + 1] == environment.CPU_INDEX
    assert torch[torch.index("--retries") + 1] == "0"
    assert "--no-deps" in torch


def test_other_systems_take_the_ordinary_route(pip: Pip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "platform", "darwin")
    environment.prepare(pip.root, set())
    assert len(pip.calls) == 1


def test_without_the_cpu_index_the_ordinary_route_is_taken_and_said(
    pip: Pip, capsys: pytest.CaptureFixture
) -> None:
    pip.answer["torch"] = "ERROR: no answer"
    environment.prepare(pip.root, set())
    assert pip.courses == ["."]
    assert "CPU index did not serve it" in capsys.readouterr().out


def test_cuda_replaces_a_cpu_build_once(pip: Pip) -> None:
    environment.prepare(pip.root, set())
    pip.calls.clear()
    environment.prepare(pip.root, set(), cuda=True)
    assert pip.calls[0] == ("uninstall", "--yes", "torch")
    assert not any("--index-url" in call for call in pip.calls)
    pip.calls.clear()
    environment.prepare(pip.root, set(), cuda=True)
    environment.prepare(pip.root, set())
    assert pip.calls == []


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device\n", "The disk is full"),
        ("ERROR: [Errno 13] Permission denied: '/x'\n", "No permission to write"),
        ("WARNING: Retrying after connection broken by 'x'\nERROR: none\n", "No network"),
        ("one\nERROR: two\n\n", "Installing failed: ERROR: two (all of it: .venv/install.log)"),
        ("", "Installing failed: nothing (all of it"),
    ],
)
def test_a_failed_installation_says_why(pip: Pip, log: str, said: str) -> None:
    pip.answer["course"] = log
    with pytest.raises(Trouble, match=re.escape(said)) as trouble:
        environment.prepare(pip.root, set())
    assert "\n" not in str(trouble.value)


# What pip 23.2.1 says, with shortened lists of versions; two of its cases are written after these.
CONFLICT = """\
ERROR: Cannot install beautifulsoup4==4.14.3 and beautifulsoup4==4.15.0 because these package \
versions have conflicting dependencies.

The conflict is caused by:
    beautifulsoup4 4.15.0 depends on soupsieve>=1.6.1
    beautifulsoup4 4.14.3 depends on soupsieve>=1.6.1
    The user requested (constraint) soupsieve==4.1.2

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/\
dependency-resolution/#dealing-with-dependency-conflicts
"""
OTHER_PYTHON = """\
ERROR: Ignored the following versions that require a different python version: \
4.1 Requires-Python >=3.11.5; 4.1.1 Requires-Python >=3.11.5; 4.1.2 Requires-Python >=3.11.5; \
4.1.3 Requires-Python >=3.11.5
ERROR: Could not find a version that satisfies the requirement soupsieve==4.1.2 (from versions: \
0.4, 0.5, 2.10, 3.0, 3.0.1)
ERROR: No matching distribution found for soupsieve==4.1.2
"""
NOT_HERE = """\
ERROR: Could not find a version that satisfies the requirement torch==2.12.1 (from versions: none)
ERROR: No matching distribution found for torch==2.12.1
"""
BUILDING = """\
  note: This error originates from a subprocess, and is likely not a problem with pip.
  ERROR: Failed building wheel for badpkg
Failed to build badpkg
ERROR: Failed to build one or more wheels
"""


@pytest.mark.parametrize(
    ("log", "asked", "said"),
    [
        (
            CONFLICT,
            OTHER_PYTHON,
            "soupsieve 4.1.2 needs Python 3.11.5 or newer and this is 3.11.2: ",
        ),
        (CONFLICT, None, "soupsieve 4.1.2 does not fit what else is asked for ("),
        (
            OTHER_PYTHON.replace(
                "4.1.2 Requires-Python >=3.11.5", "4.1.2 Requires-Python <3.11,>=3"
            ),
            None,
            "soupsieve 4.1.2 needs Python <3.11,>=3 and this is 3.11.2: ",
        ),
        (NOT_HERE, None, "There is no torch 2.12.1 for Python 3.11.2 on this system: "),
        (BUILDING, None, "badpkg has no ready-made build for Python 3.11.2 on this system, and "),
    ],
)
def test_what_does_not_fit_this_python_is_named(
    pip: Pip, monkeypatch: pytest.MonkeyPatch, log: str, asked: str | None, said: str
) -> None:
    monkeypatch.setattr(words.platform, "python_version", lambda: "3.11.2")
    pip.answer["course"] = log
    if asked:
        pip.answer["asked again"] = asked
    with pytest.raises(Trouble) as trouble:
        environment.prepare(pip.root, set())
    assert str(trouble.value).startswith(said)
    assert "\n" not in str(trouble.value)
    assert str(trouble.value).endswith("tell us.")
    again = [call[-1] for call in pip.calls if "--dry-run" in call]
    assert again == (["soupsieve==4.1.2"] if log == CONFLICT else [])


def test_a_missing_venv_module_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The virtual environment was not created successfully because ensurepip is not\n"
    result = subprocess.CompletedProcess([], 1, said, "")
    monkeypatch.setattr(environment.subprocess, "run", lambda *a, **k: result)
    with pytest.raises(Trouble, match="install python3-venv"):
        environment.make(tmp_path)


def test_real_pip_without_a_network_is_recognised_and_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "python_of", lambda root: Path(sys.executable))
    (tmp_path / ".venv").mkdir()
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        index = f"http://127.0.0.1:{unheard.getsockname()[1]}/simple"
        asked = ["--isolated", "--retries", "1", "--index-url", index, "--target", str(tmp_path)]
        said = environment.pip(tmp_path, "install", *asked, "no-such-package-here")
    assert said is not None
    assert said == (tmp_path / ".venv" / "install.log").read_text("utf-8")
    assert words.sentence(said, "unknown").startswith("No network")


def test_real_pip_that_succeeds_returns_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "python_of", lambda root: Path(sys.executable))
    (tmp_path / ".venv").mkdir()
    assert environment.pip(tmp_path, "check", "--help") is None


def test_pins_are_exact_and_name_no_place() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    assert pins == sorted(pins, key=str.lower)


# --- the reader's copies -------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "notebooks", tmp_path / "my"
    for name in ("00_start", "02_stride", "ja/02_stride", "source/draft"):
        path = source / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} v1")
    return source, target


def text_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != copies.LEDGER
    }


def test_every_chapter_is_copied_once(folders: tuple[Path, Path]) -> None:
    source, target = folders
    assert len(copies.ship(source, target)) == 3
    assert text_of(target) == {
        "00_start.ipynb": "00_start v1",
        "02_stride.ipynb": "02_stride v1",
        "ja/02_stride.ipynb": "ja/02_stride v1",
    }
    assert copies.ship(source, target) == []


def test_an_untouched_copy_follows_its_chapter(folders: tuple[Path, Path]) -> None:
    source, target = folders
    copies.ship(source, target)
    (source / "02_stride.ipynb").write_text("v2")
    assert copies.ship(source, target) == [target / "02_stride.ipynb"]
    assert text_of(target)["02_stride.ipynb"] == "v2"
    assert copies.ship(source, target) == []


def test_an_edited_copy_stays_and_each_newer_chapter_lands_beside_it_once(
    folders: tuple[Path, Path],
) -> None:
    source, target = folders
    copies.ship(source, target)
    (target / "02_stride.ipynb").write_text("mine")
    assert copies.ship(source, target) == []
    for version, name in (("v2", "02_stride_newer.ipynb"), ("v3", "02_stride_newer2.ipynb")):
        (source / "02_stride.ipynb").write_text(version)
        assert copies.ship(source, target) == [target / name]
        assert copies.ship(source, target) == []
        assert text_of(target)[name] == version
    assert text_of(target)["02_stride.ipynb"] == "mine"


def test_an_edited_newer_copy_is_not_overwritten_either(folders: tuple[Path, Path]) -> None:
    source, target = folders
    copies.ship(source, target)
    (target / "02_stride.ipynb").write_text("mine")
    (source / "02_stride.ipynb").write_text("v2")
    copies.ship(source, target)
    (target / "02_stride_newer.ipynb").write_text("mine too")
    (source / "02_stride.ipynb").write_text("v3")
    copies.ship(source, target)
    there = text_of(target)
    assert there["02_stride_newer.ipynb"] == "mine too"
    assert there["02_stride_newer2.ipynb"] == "v3"


def test_opening_and_saving_is_no_edit_but_a_cell_is(folders: tuple[Path, Path]) -> None:
    source, target = folders
    chapter, copy = source / "02_stride.ipynb", target / "02_stride.ipynb"
    nbformat.write(a_notebook(), chapter)
    copies.ship(source, target)
    saved = json.loads(copy.read_text("utf-8"))
    saved["metadata"]["language_info"] = {"name": "python", "version": "3.13.0"}
    saved["cells"][0]["source"] = "".join(saved["cells"][0]["source"])
    copy.write_text(json.dumps(saved), "utf-8")
    newer = a_notebook()
    newer.cells.append(nbformat.v4.new_markdown_cell("New."))
    nbformat.write(newer, chapter)
    assert copies.ship(source, target) == [copy]
    saved["cells"][0]["source"] += "  # mine"
    copy.write_text(json.dumps(saved), "utf-8")
    nbformat.write(a_notebook(), chapter)
    assert copies.ship(source, target) == [target / "02_stride_newer.ipynb"]


def test_a_deleted_copy_comes_back(folders: tuple[Path, Path]) -> None:
    source, target = folders
    copies.ship(source, target)
    (target / "02_stride.ipynb").unlink()
    assert copies.ship(source, target) == [target / "02_stride.ipynb"]


@pytest.mark.parametrize("damage", [None, "", "{", "[1]", "3", '{"02_stride.ipynb": 7}'])
def test_without_its_ledger_nothing_is_overwritten(
    folders: tuple[Path, Path], damage: str | None
) -> None:
    source, target = folders
    copies.ship(source, target)
    (target / "00_start.ipynb").write_text("mine")
    (source / "02_stride.ipynb").write_text("v2")
    if damage is None:
        (target / copies.LEDGER).unlink()
    else:
        (target / copies.LEDGER).write_text(damage)
    before = text_of(target)
    copies.ship(source, target)
    after = text_of(target)
    assert {name: after[name] for name in before} == before
    assert after["02_stride_newer.ipynb"] == "v2"
    assert copies.ship(source, target) == []


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chapter.ipynb"
    path.write_bytes(b"whole")

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"other")
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "chapter.ipynb"
    assert write_changed(path, "1\r\n2")
    first = path.stat().st_ino
    assert not write_changed(path, b"1\r\n2")
    assert path.stat().st_ino == first
    assert write_changed(path, "1\n2")
    assert path.read_bytes() == b"1\n2"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_others_may_read_what_is_written_unless_they_might_not_before(tmp_path: Path) -> None:
    path = tmp_path / "new" / "chapter.ipynb"
    write_whole(path, "1\r\n2")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"1\r\n2", 0o644)
    path.chmod(0o600)
    write_whole(path, b"3")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"3", 0o600)


# --- JupyterLab ----------------------------------------------------------------------------------


def test_a_taken_port_is_passed_over_and_said(capsys: pytest.CaptureFixture) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        port = server.free_port(first)
    assert first < port < first + 100
    assert capsys.readouterr().out == f"Port {first} is taken; using {port}.\n"


def test_no_free_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(self: socket.socket, address: object) -> None:
        raise OSError(errno.EADDRINUSE, "Address already in use")

    monkeypatch.setattr(server.socket, "socket", type("Taken", (socket.socket,), {"bind": taken}))
    with pytest.raises(Trouble, match="No port from 8888 to 8987 is free"):
        server.free_port()


@pytest.mark.parametrize(
    ("platform", "env", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_browser_needs_a_screen(
    monkeypatch: pytest.MonkeyPatch, platform: str, env: dict[str, str], screen: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(server.sys, "platform", platform)
    assert server.has_screen() is screen


def test_the_settings_are_jupyterlabs_own() -> None:
    kinds = {bool: "boolean", str: "string"}
    share = Path(sys.prefix) / "share/jupyter"
    for plugin, settings in server.settings_for("ja/00_start.ipynb").items():
        extension, name = plugin.split(":")
        schemas = (share / "lab", share / "labextensions" / extension)
        (found,) = (p for s in schemas for p in s.glob(f"schemas/{extension}/{name}.json"))
        schema = json.loads(found.read_text("utf-8"))
        for key, value in settings.items():
            described = schema["properties"][key]
            assert described["type"] == kinds[type(value)]
            assert value in [one["const"] for one in described.get("oneOf", [{"const": value}])]


def test_jupyterlab_speaks_the_language_of_the_first_page() -> None:
    plugin = "@jupyterlab/translation-extension:plugin"
    assert server.settings_for("ja/00_start.ipynb")[plugin] == {"locale": "ja_JP"}
    assert server.settings_for("00_start.ipynb") == server.SETTINGS
    assert plugin not in server.SETTINGS


def test_the_settings_are_those_of_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An English run after a Japanese one is English again, and nothing else is written."""
    monkeypatch.setattr(server.subprocess, "Popen", lambda argv, **_: argv)
    for name in ("ja/00_start.ipynb", "00_start.ipynb"):
        argv = server.launch(tmp_path, Path("python"), 8888, "token", tmp_path / "log", name)
        (option,) = (one for one in argv if "app_settings_dir" in one)
        (written,) = Path(option.partition("=")[2]).iterdir()
        assert json.loads(written.read_text("utf-8")) == server.settings_for(name)
    assert {path.name for path in tmp_path.iterdir()} == {"log", ".settings"}


def test_jupyterlab_has_words_in_that_language() -> None:
    try:
        pack = distribution("jupyterlab-language-pack-ja-JP")
    except PackageNotFoundError:
        pytest.skip("no language pack (extra 'ja'), so its words were not read")
    assert [entry.name for entry in pack.entry_points] == ["ja_JP"]
    (words,) = (path for path in pack.files or () if path.name == "jupyterlab.json")
    assert json.loads(words.read_text())["Change Kernel…"] == ["カーネルを変更…"]


def test_a_server_that_does_not_start_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(
        target: Path, python: Path, port: int, token: str, log: Path, start: str
    ) -> subprocess.Popen:
        with log.open("wb") as out:
            return subprocess.Popen([sys.executable, "-c", "print('no luck')"], stdout=out)

    handlers = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    (tmp_path / "my").mkdir()
    monkeypatch.setattr(server, "launch", broken)
    monkeypatch.setattr(server, "deliver", lambda *a: None)
    try:
        with pytest.raises(Trouble, match="JupyterLab did not start: no luck"):
            server.lab(tmp_path, tmp_path / "my", Path(sys.executable), browser=False)
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)


def test_the_first_page_is_that_of_the_language(tmp_path: Path) -> None:
    for edition in ("", "ja", "source"):
        (tmp_path / "notebooks" / edition).mkdir(parents=True, exist_ok=True)
    for edition in ("", "ja"):
        (tmp_path / "notebooks" / edition / server.FIRST).touch()
    assert server.first(tmp_path / "notebooks", "en") == server.FIRST
    assert server.first(tmp_path / "notebooks", "ja") == f"ja/{server.FIRST}"
    with pytest.raises(Trouble, match="no edition in 'source', only en, ja"):
        server.first(tmp_path / "notebooks", "source")


@pytest.mark.parametrize("given", [["lab", "--lang", "jp"], ["lab"]])
def test_an_unknown_language_is_told_before_anything_is_installed(given: list[str]) -> None:
    env = {**os.environ, "COURSE_LANG": "jp"}
    argv = [sys.executable, "start.py", *given]
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "There is no edition in 'jp', only en, ja.\n"
    assert done.stdout == ""


def test_a_language_brings_its_fonts(start) -> None:
    assert start.spoken("ja") == {"ja"}
    assert start.spoken("en") == start.spoken(None) == set()


def a_notebook() -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell("1 + 1", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "2"})]
    return nbformat.v4.new_notebook(cells=[cell])


def ask(address: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    base, token = re.fullmatch(r"(http://[^/]+)/.*token=(\w+)", address).groups()
    request = urllib.request.Request(base + path, body, {"Authorization": f"token {token}"})
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=30) as answer:
        return answer.status, answer.read()


def environment_of(process: psutil.Process) -> dict[str, str]:
    """Return a process's environment, empty where it has ended since it was listed."""
    try:
        return process.environ()
    except (psutil.NoSuchProcess, psutil.AccessDenied, ProcessLookupError):
        # Only root may ask for that of a process which has ended, and isn't waited for.
        return {}


def test_a_process_that_ended_since_it_was_listed_has_no_environment() -> None:
    pipe = subprocess.PIPE
    argv = [sys.executable, "-c", "print('ready', flush=True); input()"]
    with subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        # A process that is only just beginning has no environment to show either.
        assert child.stdout.readline()
        listed = psutil.Process(child.pid)
        assert environment_of(listed) != {}
        child.stdin.close()
        # Not waited for yet: its entry is still there, and its environment gone.
        while listed.status() != psutil.STATUS_ZOMBIE:
            pass
        assert environment_of(listed) == {}
    assert environment_of(listed) == {}


@pytest.mark.long(sample=1)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize(("stop", "language"), [(signal.SIGINT, "en"), (signal.SIGTERM, "ja")])
def test_lab_serves_the_chapters_and_ends_without_leftovers(
    tmp_path: Path, stop: signal.Signals, language: str
) -> None:
    (tmp_path / "notebooks" / "ja").mkdir(parents=True)
    for edition in ("", "ja"):
        nbformat.write(a_notebook(), tmp_path / "notebooks" / edition / server.FIRST)
    first = server.first(tmp_path / "notebooks", language)
    env = {**os.environ, "JUPYTER_DATA_DIR": str(tmp_path / "data"), "HOME": str(tmp_path)}
    env["COURSE_LANG"] = "ja"
    env["JUPYTER_CONFIG_DIR"] = str(tmp_path / "config")
    code = "import sys; from pathlib import Path; from course.lab.server import lab; "
    code += f"root = Path({str(tmp_path)!r}); python = Path(sys.executable); "
    code += f"sys.exit(lab(root / 'notebooks', root / 'my', python, False, {first!r}))"
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        while "Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line, f"it ended early, having said: {said}"
            said += line
        address = re.search(r"http://\S+", said).group()
        assert "Put 2 new notebooks into my/." in said
        assert address.partition("/lab/tree/")[2].partition("?")[0] == first
        assert ask(address, f"/lab/tree/{first}")[0] == 200
        shown = json.loads(ask(address, f"/api/contents/{first}")[1])["content"]
        assert shown["cells"][0]["metadata"]["trusted"] is True
        plugin = "@jupyter-widgets/jupyterlab-manager:plugin"
        schema = json.loads(ask(address, f"/lab/api/settings/{plugin}")[1])["schema"]
        assert schema["properties"]["saveState"]["default"] is True
        assert ask(address, "/api/kernels", b"{}")[0] == 201
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2
        assert [one for one in family if "COURSE_LANG" in environment_of(one)] == []
        process.send_signal(stop)
        rest = process.communicate(timeout=10)[0]
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in said + rest
    assert psutil.wait_procs(family, timeout=5)[1] == []
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection(re.search(r"//([^/]+)/", address).group(1)).connect()


# --- checks and benchmarks -----------------------------------------------------------------------


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_stages_end_with_pytest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notebooks" / "ja").mkdir(parents=True)
    (tmp_path / "notebooks" / server.FIRST).touch()
    (tmp_path / "notebooks" / "ja" / server.FIRST).touch()
    stages = dict(checks.stages(tmp_path, Path("py"), []))
    solved = "instructor's edition"
    assert list(stages) == ["style", "layout", "types", "imports", solved, "notebooks", "tests"]
    assert "--nbval" in stages["notebooks"]
    run = [f"notebooks/{name}" for name in (server.FIRST, f"ja/{server.FIRST}")]
    assert stages["notebooks"][-2:] == run
    assert stages[solved][-6:] == ["--lang", "en", *checks.SOLVED]
    assert not any(part.startswith("--cov") for part in stages["tests"])
    for name in ("notebooks", "tests"):
        assert stages[name][stages[name].index("--dist") + 1] == "loadfile"
    some = dict(checks.stages(tmp_path, Path("py"), ["-k", "stride"]))["tests"]
    assert some[-2:] == ["-k", "stride"]
    long = dict(checks.stages(tmp_path, Path("py"), ["--long"]))
    assert not {"--lang", *checks.SOLVED} & set(long[solved])
    assert {"--long", "--cov-fail-under=95"} <= set(long["tests"])
    some = dict(checks.stages(tmp_path, Path("py"), ["--long", "-k", "stride"]))["tests"]
    assert some[-3:] == ["--long", "-k", "stride"]
    assert not any(part.startswith("--cov") for part in some)


def test_check_runs_the_quick_ones_and_says_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    given = []

    def stages(root: Path, py: Path, extra: list[str]) -> list[tuple[str, list[str]]]:
        given.append(extra)
        names = ["types", "instructor's edition", "notebooks", "tests"]
        return [(name, python(f'print("ran {name}")')) for name in names]

    monkeypatch.setattr(checks, "stages", stages)
    assert checks.check(tmp_path, Path("py"), ["-x"]) == 0
    assert given == [["-m", "not browser and not slow", "-n", "2", "-x"]]
    said = capfd.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("ran ")] == ["ran types", "ran tests"]
    assert "the instructor's edition and the notebooks" in said[0]


def test_a_notebook_passes_by_hand_too() -> None:
    env = {name: value for name, value in os.environ.items() if name != "COURSE_PROGRESS"}
    argv = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    argv += ["--nbval", f"notebooks/{server.FIRST}"]
    done = subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_notebooks_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no notebooks"):
        checks.stages(tmp_path, Path("py"), [])


def test_the_first_stage_that_fails_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    run = [("one", python("")), ("two", python("raise SystemExit(7)")), ("three", python(""))]
    monkeypatch.setattr(checks, "stages", lambda *a: run)
    assert checks.test(tmp_path, Path("py"), []) == 7
    said = capfd.readouterr().out
    assert re.search(r"^== one: \d+\.\d s$", said, re.MULTILINE)
    assert said.endswith("== two failed with status 7; the stages after it did not run.\n")


def test_the_quick_stages_run_beside_the_others_and_stop_the_run_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    # Each waits for the other, so that they end only if they run at the same time.
    code = "import pathlib, sys; a, b = map(pathlib.Path, sys.argv[1:]); a.touch()\n"
    code += "while not b.exists(): pass"
    run = [("types", [*python(code), "a", "b"]), ("style", python("print('bad'); exit(4)"))]
    run += [("notebooks", [*python(code), "b", "a"]), ("tests", python("print('too far')"))]
    monkeypatch.setattr(checks, "stages", lambda *a: run)
    assert checks.test(tmp_path, Path("py"), []) == 4
    said = capfd.readouterr().out
    assert re.findall(r"^== (\w+): ", said, re.MULTILINE) == ["notebooks", "types"]
    last = "== style\nbad\n== style failed with status 4; the stages after it did not run.\n"
    assert said.endswith(last)


def test_the_last_words_and_the_status_are_the_last_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> None:
    code = "import os; e = os.environ; p = e['COURSE_PROGRESS']; d = os.path.dirname(p); "
    code += "print(e['PYTHONHASHSEED'], os.path.exists(p), os.listdir(d), "
    code += "e.get('PYTHONDONTWRITEBYTECODE'), e['OMP_NUM_THREADS']); raise SystemExit(1)"
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(checks, "stages", lambda *a: [("one", python("")), ("two", python(code))])
    assert checks.test(tmp_path, Path("py"), []) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "0 False [] None 1"


def test_benchmarks_run_in_turn_or_by_name(tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    (tmp_path / "benchmarks").mkdir()
    for name in ("a", "b", "_shared"):
        (tmp_path / "benchmarks" / f"{name}.py").write_text(f"print('ran {name}')")
    assert checks.bench(tmp_path, Path(sys.executable), []) == 0
    assert capfd.readouterr().out.split("\n") == ["== a", "ran a", "== b", "ran b", ""]
    assert checks.bench(tmp_path, Path(sys.executable), ["b"]) == 0
    assert capfd.readouterr().out.split("\n") == ["== b", "ran b", ""]
    with pytest.raises(Trouble, match="no benchmark 'c', only a, b"):
        checks.bench(tmp_path, Path(sys.executable), ["c"])
