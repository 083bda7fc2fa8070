"""binder/: what Binder would build, as far as that shows without a container engine."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
BINDER = ROOT / "binder"


def requirements(path: Path) -> dict[str, Requirement]:
    lines = path.read_text("utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {canonicalize_name(one.name): one for one in asked}


def test_versions_are_those_of_the_pins() -> None:
    pins = requirements(ROOT / "requirements.txt")
    asked = requirements(BINDER / "requirements.txt")
    assert {"torch", "numpy", "ipywidgets", "anywidget", "jsonschema", "resvg-py"} <= set(asked)
    for name, requirement in asked.items():
        version = str(pins[name].specifier).removeprefix("==")
        if str(requirement.specifier).startswith("=="):
            assert requirement.specifier == pins[name].specifier, name
        assert requirement.specifier.contains(version), name


def test_what_the_image_brings_along_is_not_pinned() -> None:
    asked = requirements(BINDER / "requirements.txt")
    assert "jupyterlab" not in asked
    assert not str(asked["ipywidgets"].specifier).startswith("==")


def test_torch_comes_without_cuda() -> None:
    lines = (BINDER / "requirements.txt").read_text("utf-8").splitlines()
    assert "--extra-index-url https://download.pytorch.org/whl/cpu" in lines


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
@pytest.mark.parametrize("name", ["binder/postBuild", "binder/start", ".ci/run"])
def test_scripts_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("path", sorted(BINDER.iterdir()), ids=lambda path: path.name)
def test_lines_end_as_linux_wants(path: Path) -> None:
    assert b"\r" not in path.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="repo2docker does not run on Windows")
def test_repo2docker_uses_every_file_here() -> None:
    argv = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(argv, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "python=3.11" in said
    for line in (
        r'RUN .*/pip install .*-r "binder/requirements\.txt"',
        r"RUN \./binder/postBuild",
        r'ENV R2D_ENTRYPOINT="\$\{REPO_DIR\}/binder/start"',
    ):
        assert re.search(line, said), line
    # Torch must be in place before the sources are copied, or each commit installs it anew.
    assert said.index("pip install --no-cache-dir -r") < said.index("RUN ./binder/postBuild")


@pytest.fixture
def image(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Give a copy of the tree, and an environment that is new but sees this one's packages."""
    tree, venv, home = tmp_path / "tree", tmp_path / "venv", tmp_path / "home"
    leave = shutil.ignore_patterns(
        ".*cache*", ".git", ".venv", "__pycache__", "dist", "my", "node_modules"
    )
    shutil.copytree(ROOT, tree, ignore=leave)
    home.mkdir()
    # Its pip is the one seen there, too: a new one would take longer than all the rest.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "this.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    beside = Path(sys.executable).parent
    for script in (*beside.glob("jupyter*"), beside / "pip"):
        # Under their own Python they would change the environment that the tests run in.
        _, body = script.read_text("utf-8").split("\n", 1)
        copy = venv / "bin" / script.name
        copy.write_text(f"#!{venv}/bin/python\n{body}", "utf-8")
        copy.chmod(0o755)
    env = {**os.environ, "HOME": str(home), "PATH": f"{venv / 'bin'}:{os.environ['PATH']}"}
    # As there is no network to count on, hatchling is the one seen (pip's "0" means no).
    env["PIP_NO_BUILD_ISOLATION"] = "0"
    for name in ("PYTHONPATH", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "VIRTUAL_ENV"):
        env.pop(name, None)
    return tree, env


@pytest.mark.skipif(os.name == "nt", reason="postBuild is for Linux")
def test_post_build_installs_the_course(image: tuple[Path, dict[str, str]]) -> None:
    tree, env = image
    done = subprocess.run(["./binder/postBuild"], cwd=tree, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No broken requirements found" in done.stdout
    where = "import course; print(course.__file__)"
    # Through `start`, as in the image, and from a folder in which `import` finds nothing itself.
    argv = [str(tree / "binder" / "start"), "python", "-c", where]
    found = subprocess.run(argv, cwd=env["HOME"], env=env, capture_output=True, text=True)
    assert found.stdout.strip() == str(tree / "course" / "__init__.py"), found.stderr
    venv = Path(env["PATH"].split(":")[0]).parent
    overrides = venv / "share/jupyter/lab/settings/overrides.d/transposed-convolution.json"
    assert overrides.read_bytes() == (tree / "course" / "lab" / "overrides.json").read_bytes()
    config = venv / "etc/jupyter/labconfig/page_config.json"
    assert '"@jupyterlab/apputils-extension:announcements": true' in config.read_text("utf-8")
    # What is opened there is no copy, and its pictures have their words before anything is run.
    assert "<img alt=" in (tree / "notebooks" / "01_basic.ipynb").read_text("utf-8")
    trusted = list(Path(env["HOME"]).rglob("nbsignatures.db"))
    assert trusted, "no notebook was trusted"


@pytest.mark.skipif(os.name == "nt", reason="start is for Linux")
def test_start_gives_each_kernel_one_thread() -> None:
    argv = [str(BINDER / "start"), "sh", "-c", "echo $OMP_NUM_THREADS; exit 3"]
    done = subprocess.run(argv, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (3, "1\n")
