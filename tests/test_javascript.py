"""The scripts that run in a browser: bundled, typed, laid out and tested by Node.js."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from node import fault, program

from course.exercises import component
from course.exercises.panel import Panel
from course.language import speaking
from course.picture.live.figure import Figure
from course.picture.live.page import program as figure_program
from publish.translate.catalogues import of_script

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = json.loads((ROOT / "package.json").read_text("utf-8"))
FILM = ROOT / "course/picture/live/js/film.js"
MODULES = sorted({*(ROOT / "course/picture/live/js").glob("*.js")} - {FILM})
BELIEFS = ROOT / "course/exercises/js/beliefs.js"
EXERCISE = sorted({*(ROOT / "course/exercises/js").glob("*.js")} - {BELIEFS})
CALCULATOR = sorted((ROOT / "publish/site/calculator").glob("*.js"))
SCRIPTS = [
    *MODULES,
    FILM,
    *EXERCISE,
    BELIEFS,
    *(path for path in sorted((ROOT / "publish").rglob("*.js")) if ".bundle" not in path.name),
]
BUNDLES = {
    "figure": ROOT / "course/picture/live/figure.bundle.js",
    "film": ROOT / "course/picture/live/film.bundle.js",
    "exercise": ROOT / "course/exercises/exercise.bundle.js",
    "calculator": ROOT / "publish/site/calculator.bundle.js",
    "beliefs": ROOT / "course/exercises/beliefs.bundle.js",
}


def why_skipped() -> str | None:
    """What is missing here, or None."""
    if no_node := fault():
        return no_node
    missing = [name for name in PACKAGE["devDependencies"] if not installed(name)]
    if missing:
        return f"no {' and no '.join(missing)}: `npm install` puts the JavaScript tools here"
    return None


def installed(name: str) -> bool:
    """Whether node_modules holds a tool in the version that is asked for."""
    try:
        told = json.loads((ROOT / "node_modules" / name / "package.json").read_text("utf-8"))
    except FileNotFoundError:
        return False
    return bool(told["version"] == PACKAGE["devDependencies"][name])


_why = why_skipped()
needs_tools = pytest.mark.skipif(_why is not None, reason=_why or "")


def run(script: str, *arguments: str) -> None:
    """Run a script of package.json, which must succeed."""
    node = program()
    path = os.pathsep.join([str(node.parent), os.environ["PATH"]])
    done = subprocess.run(
        [node, "--run", script, "--", *arguments],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_tools
@pytest.mark.no_cover
class TestTools:
    @pytest.mark.parametrize("name", BUNDLES)
    def test_the_bundle_is_what_its_modules_make(self, name: str, tmp_path: Path):
        made = tmp_path / "made.js"
        run(f"bundle:{name}", f"--outfile={made}")
        mend = "The bundle is not what its modules make: `npm run bundle` makes it."
        assert made.read_text("utf-8") == BUNDLES[name].read_text("utf-8"), mend

    def test_types_are_sound(self):
        run("check")

    def test_the_layout_is_the_formatters(self):
        run("formatted")

    def test_functions_do_what_their_tests_say(self):
        run("test")


def test_the_tools_are_pinned_and_no_file_locks_them():
    versions = PACKAGE["devDependencies"].values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert not (ROOT / "package-lock.json").exists()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_script_is_read_in_one_sitting(script: Path):
    assert len(script.read_text("utf-8").splitlines()) <= 200


@pytest.mark.parametrize(
    "modules", [MODULES, EXERCISE, CALCULATOR], ids=["figure", "exercise", "calculator"]
)
def test_every_module_is_in_the_bundle(modules: list[Path]):
    imported = {
        name
        for module in modules
        for name in re.findall(
            r'^(?:(?:im|ex)port .*|\} )from "\./(\w+\.js)";$',
            module.read_text("utf-8"),
            re.MULTILINE,
        )
    }
    assert imported == {module.name for module in modules} - {"index.js"}


def test_the_bundle_fits_into_a_script_element():
    """As it is: a page would end at what closes the element, or read on after a comment."""
    assert not re.search(r"</script|<script|<!--", figure_program(), re.IGNORECASE)
    assert Figure._esm.endswith("export default liveFigure;\n")


def test_the_forms_bundle_does_so_too_and_is_a_module_to_a_widget():
    assert not re.search(r"</script|<script|<!--", component.script(), re.IGNORECASE)
    assert Panel._esm.endswith("export default exercise;\n")


def test_the_forms_sentences_are_those_that_its_scripts_say():
    """Found at run time without Babel, and by Babel for the catalogue."""
    wanted = {text for path in EXERCISE for text, _ in of_script(path)}
    assert set(component._texts()) == wanted
    assert len(wanted) > 25
    with speaking("ja"):
        assert component.words().keys() == wanted
