"""The pins install on every Python that is promised, its first releases included."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent


def promised() -> list[str]:
    """The oldest and the newest Python: pyproject's bound and the workflow's last."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (oldest,) = SpecifierSet(project["requires-python"])
    workflow = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    (matrix,) = re.findall(r"^ +python: \[(.*)\]$", workflow, re.MULTILINE)
    versions = re.findall(r'"([\d.]+)"', matrix)
    # A bound of 3.11 lets in 3.11.0, and "3.11" in the workflow is its last release.
    assert versions[0] == oldest.version
    return [f"{version}.0" for version in versions]


def pinned() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if "==" in line and line[0] != "#"]


def refused(wanted: str, versions: list[str]) -> list[str]:
    allowed = SpecifierSet(wanted)
    return [version for version in versions if version not in allowed]


def test_the_promised_pythons_are_read() -> None:
    assert promised() == ["3.11.0", "3.14.0"]


def test_no_pin_refuses_a_promised_python() -> None:
    found = {}
    for name in pinned():
        try:
            wanted = distribution(name).metadata.get("Requires-Python")
        except ModuleNotFoundError:
            continue  # only on another system
        if versions := refused(wanted or "", promised()):
            found[name] = versions
    assert found == {}


@pytest.mark.parametrize(
    ("wanted", "versions"),
    [(">=3.11.5", ["3.11.0"]), (">=3.9,<3.14", ["3.14.0"]), ("!=3.11.0", ["3.11.0"]), ("", [])],
)
def test_a_refused_python_is_seen(wanted: str, versions: list[str]) -> None:
    assert refused(wanted, ["3.11.0", "3.14.0"]) == versions


def test_the_hook_before_a_commit_has_the_version_of_the_pins() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    pins = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    named = set(re.findall(r"\[([\w.=-]+==[\w.]+)\]", hooks))
    assert named
    assert named <= set(pins)
