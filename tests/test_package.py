"""The package by itself: what its wheel holds, what it asks for, and what it can do alone."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import hatchling.build
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import course
from course.extras import EXTRAS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {"course", "launcher", "publish", "start"} | {
    path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).glob("*.py")
}
# What a part of the project uses without an import of its own.
UNSEEN = {
    "course": {
        "jupyterlab",  # started as a program
        "jupyterlab-language-pack-ja-jp",  # its words, asked for in locale/ja/lab.json
        "jsonschema",  # held back, see pyproject.toml
        "matplotlib-fontja",  # its fonts
    },
    "publish": {
        "brotli",  # packs fonts for fontTools
        "pagefind",  # started as a program
        "pagefind-bin-extended",  # what that starts
        "fontpkg-inter", "fontpkg-jetbrains-mono",  # their fonts
        "matplotlib-fontja",  # its fonts
        "sphinx-revealjs",  # its reveal.js
    },
    "tests": {
        "import-linter", "mypy", "ruff",  # stages of `test`
        "jupyter-repo2docker", "notebook",  # started as programs
        "matplotlib",  # imported in a cell of a benchmark
        "pytest-cov", "pytest-xdist",  # options of pytest
    },
}  # fmt: skip
# Both are asked for by anywidget, whose classes are made of theirs.
WITH_ANYWIDGET = {"traitlets", "ipywidgets"}


def asked(*extras: str) -> set[str]:
    lists = [PROJECT["optional-dependencies"][extra] for extra in extras]
    lists = lists or [PROJECT["dependencies"]]
    return {canonicalize_name(Requirement(line).name) for one in lists for line in one}


def modules(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, also within a function or by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name
            case ast.Call(
                func=ast.Name(id="needed") | ast.Attribute(attr="importorskip"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name


def imported(*folders: str) -> set[str]:
    """The distributions that the files of these folders import."""
    homes, found = packages_distributions(), set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for name in modules(ast.parse(path.read_text("utf-8"))):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names or top in OURS or top.startswith("no_such_"):
                continue
            assert top in homes, f"{path}: {name} is not installed"
            found.add(canonicalize_name(homes[top][0]))
    return found


def test_the_package_asks_for_what_it_imports() -> None:
    used = imported("course") | UNSEEN["course"]
    there = asked() | asked("lab", "torch", "print", "ja")
    assert there == used - (WITH_ANYWIDGET - there)


def test_the_extra_author_is_what_publish_imports() -> None:
    used = imported("publish") | UNSEEN["publish"]
    assert asked("author") == used


def test_the_extra_test_is_what_tests_and_benchmarks_import() -> None:
    used = imported("tests", "benchmarks") | UNSEEN["tests"]
    elsewhere = asked() | asked("author", "lab", "print") | WITH_ANYWIDGET
    assert asked("test") == used - elsewhere


def test_nothing_heavy_comes_with_the_package_alone() -> None:
    assert asked() == {"anywidget", "babel", "cloudpickle", "numpy", "resvg-py"}


def test_every_package_asked_for_is_pinned() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = {canonicalize_name(line.split("==")[0]) for line in lines if line[0] != "#"}
    assert asked() | asked(*PROJECT["optional-dependencies"]) <= pins


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        name = hatchling.build.build_wheel(str(folder))
    with ZipFile(folder / name) as opened:
        yield opened


def test_the_wheel_holds_every_module_and_every_file_beside_them(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    author = re.compile(r"course/locale/[^/]+/(notebooks/.*|LC_MESSAGES/publish)\.po")
    for path in (ROOT / "course").rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and path.suffix not in {".pyc", ".mo"}:
            assert (name in names) is not bool(author.fullmatch(name)), name
    assert "course/py.typed" in names


def test_the_wheel_brings_the_chapters_of_every_edition_without_their_sources(
    wheel: ZipFile,
) -> None:
    inside = {name for name in wheel.namelist() if name.startswith("course/notebooks/")}
    chapters = {
        f"course/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "notebooks").rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
    }
    assert chapters
    assert inside == chapters
    tops = {PurePosixPath(name).parts[0].partition("-")[0] for name in wheel.namelist()}
    assert tops == {"course", "transposed_convolution_course"}


def test_the_wheel_says_what_it_is(wheel: ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    said = wheel.read(name).decode()
    assert f"\nVersion: {course.__version__}\n" in said
    assert "\nDescription-Content-Type: text/markdown\n" in said


# Nothing that only an extra brings can be imported, however much is installed here.
ABSENT = ("jupyterlab", "matplotlib", "matplotlib_fontja", "torch", "vl_convert")
ALONE = f"""
import sys
sys.modules.update(dict.fromkeys({ABSENT}))
"""
WORKS = {
    "arithmetic": "course.conv_transpose1d([1, 2], [1, 1, 3], stride=2)",
    "draw": "course.draw([1, 2], [1, 1, 3], stride=2).save('x.svg')",
    "png": "course.draw([1, 2], [1, 1, 3], stride=2).save('x.png')",
    "animate": "course.animate([[1, 2]], [[1, 3]], stride=2)._repr_mimebundle_()",
    "explore": "course.explore([1, 2], [1, 1, 3], stride=2).save('x.html')",
    "explore2d": "course.explore([[1, 2]], [[1, 1]], stride=2).save('x.html')",
    "error": "from course.errors import meaning; assert not meaning('negative')",
    "find_layers": "assert 'kernel_size' in str(course.find_layers(8, 16))",
    "output_size": "assert course.output_size(3, kernel_size=3, stride=2) == 7",
    "right": "assert course.check('stride.by_two', [1, 1, 5, 2, 9, 3, 9]).outcome == 'right'",
    "wrong": "assert course.check('stride.by_two', [1, 1, 3, 2, 9, 3, 9]).outcome == 'wrong'",
    "replay": "repr(course.replay('jax.default'))",
    "timings": "repr(course.timings('stride'))",
    "sound": "course.sound({'a': ([1, -1], 8000)})._repr_mimebundle_()",
}
NEEDS = {
    "torch": (
        "course.explain(object(), 3)",
        "course.check('basic.stamps', lambda x, w: x)",
        "from course.costs import by_torch; by_torch(None, None, 2)",
    ),
    "print": ("course.draw([1, 2], [1, 1, 3], stride=2).save('x.pdf')",),
}


def alone(code: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has the package and what it asks for, and no extra."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COURSE_PROGRESS": str(folder / "p.json"), **env}
    argv = [sys.executable, "-c", f"{ALONE}\nimport course\n{code}"]
    return subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True)


def test_alone_it_computes_draws_and_checks(tmp_path: Path) -> None:
    code = "\n".join(f"print({name!r})\n{line}" for name, line in WORKS.items())
    done = alone(code, tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.split() == list(WORKS)
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_the_course_imports_what_an_extra_brings_by_needed_alone() -> None:
    for path in (ROOT / "course").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert not {name.partition(".")[0] for name in modules(node)} & set(EXTRAS), path
    assert set(EXTRAS.values()) == set(PROJECT["optional-dependencies"]) - {"author", "test"}


@pytest.mark.parametrize(("extra", "code"), [(x, code) for x in NEEDS for code in NEEDS[x]])
def test_what_an_extra_brings_is_named_with_it(tmp_path: Path, extra: str, code: str) -> None:
    done = alone(code, tmp_path)
    last = done.stderr.splitlines()[-1]
    mend = f'pip install "transposed-convolution-course[{extra}]"'
    assert re.fullmatch(rf"[\w.]+: \w+ is not installed: {re.escape(mend)}", last)


def test_a_japanese_picture_without_its_fonts_says_so(tmp_path: Path) -> None:
    code = "course.draw([1, 2], [1, 1, 3], stride=2).save('x.png')"
    done = alone(code, tmp_path, COURSE_LANG="ja")
    assert done.returncode == 0
    assert 'pip install "transposed-convolution-course[ja]"' in done.stderr
    assert (tmp_path / "x.png").is_file()


def test_widgets_are_saved_by_the_jupyterlab_beside_the_wheel(wheel: ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if ".data/data/" in name)
    place = "share/jupyter/lab/settings/overrides.d/transposed-convolution.json"
    assert name.partition(".data/data/")[2] == place
    settings = json.loads(wheel.read(name))
    assert settings == {"@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True}}
