"""The quick run holds a sample of what takes long, the same each time; --long holds all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CASES = """
import pytest

@pytest.mark.long(sample=3)
@pytest.mark.parametrize("name", [f"chapter{n}" for n in range(12)])
class TestMany:
    def test_one(self, name): {body}
    def test_other(self, name): pass

def test_quick(): pass
"""
HERE = Path(__file__).parent


def ran(folder: Path, *arguments: str, body: str = "pass") -> list[str]:
    (folder / "test_many.py").write_text(CASES.replace("{body}", body), encoding="utf-8")
    argv = [sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider", "--rootdir", folder]
    argv += ["-o", "addopts=", "-o", f"pythonpath={HERE}", "-p", "conftest", *arguments, folder]
    # The markers and the options are registered in this project's own settings.
    argv += ["-c", HERE.parent / "pyproject.toml", "-o", "testpaths="]
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", cwd=folder, env=env)
    return [line for line in done.stdout.splitlines() if re.match(r"\S*test_many.py::", line)]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a quick run in which one of the tests is broken for all cases."""
    return ran(tmp_path_factory.mktemp("quick"), body="assert False")


def test_the_quick_run_holds_the_same_few_cases_of_each(quick: list[str]) -> None:
    found = [line.partition(" ")[0].partition("::")[2] for line in quick]
    one, other = (
        {name.partition("[")[2] for name in found if f"::test_{which}[" in name}
        for which in ("one", "other")
    )
    assert len(one) == 3
    assert one == other
    assert "test_quick" in found
    assert len(found) == 7


@pytest.mark.long(sample=0)
def test_the_long_run_holds_all(tmp_path: Path) -> None:
    assert len(ran(tmp_path, "--long")) == 25


def test_what_is_broken_for_all_turns_the_sample_red(quick: list[str]) -> None:
    assert sum("FAILED" in line for line in quick) == 3
