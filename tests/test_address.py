"""Nobody is sent to a dead link: the repository's address stands once, and links follow from it."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

import course
from course.lab.words import Trouble
from launcher.address import READMES, address, block, set_address

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The files that the address stands in, as in a fresh checkout."""
    for name in ("pyproject.toml", *READMES):
        shutil.copy(ROOT / name, tmp_path / name)
    set_address(tmp_path, "")
    return tmp_path


@pytest.mark.parametrize("readme", READMES)
def test_the_readmes_say_what_pyproject_does(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    between = text.split("<!-- address -->\n")[1].split("<!-- /address -->")[0]
    assert between == block(ROOT, readme)


@pytest.mark.parametrize("readme", READMES)
def test_without_an_address_nothing_leads_to_binder(copy: Path, readme: str) -> None:
    text = (copy / readme).read_text("utf-8")
    assert "mybinder.org" not in text
    assert "[binder]" not in text
    assert "make lab" in text


@pytest.mark.parametrize(
    ("readme", "first"),
    [("README.md", "notebooks/00_start.ipynb"), ("README.ja.md", "notebooks/ja/00_start.ipynb")],
)
def test_binder_opens_the_start_page_at_the_tag_of_this_version(
    copy: Path, readme: str, first: str
) -> None:
    set_address(copy, "ada/stamps")
    text = (copy / readme).read_text("utf-8")
    assert re.findall(r"^\[binder\]: (\S+)$", text, re.MULTILINE) == [
        f"https://mybinder.org/v2/gh/ada/stamps/v{course.__version__}?urlpath=lab/tree/{first}"
    ]
    assert text.count("[binder]") == 2


def test_the_site_is_where_github_publishes_pages(copy: Path) -> None:
    set_address(copy, "Ada/stamps.2")
    project = tomllib.loads((copy / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["urls"]["Site"] == "https://ada.github.io/stamps.2/"


def test_set_again_and_taken_away_it_leaves_nothing(copy: Path) -> None:
    before = {name: (copy / name).read_bytes() for name in ("pyproject.toml", *READMES)}
    set_address(copy, "ada/stamps")
    set_address(copy, "charles/engine.2")
    assert address(copy) == "charles/engine.2"
    assert "ada" not in "".join((copy / name).read_text("utf-8") for name in before)
    set_address(copy, "")
    assert {name: (copy / name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    "name", ["stamps", "ada/", "ada/stamps/tree", "https://github.com/ada/stamps", "a b/c", "-/x"]
)
def test_what_is_no_address_changes_nothing(copy: Path, name: str) -> None:
    before = (copy / "pyproject.toml").read_bytes()
    with pytest.raises(Trouble, match="OWNER/REPO"):
        set_address(copy, name)
    assert (copy / "pyproject.toml").read_bytes() == before


def test_no_other_file_has_an_address_of_its_own() -> None:
    others = {".venv", "dist", "my", ".git", "node_modules", "tests"}
    kinds = {".md", ".py", ".toml", ".yml", ".j2", ".ipynb", ".cff"}
    where = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.suffix in kinds
        and not others & set(path.relative_to(ROOT).parts)
        and "mybinder.org/v2" in path.read_text(encoding="utf-8", errors="ignore")
    }
    assert where - set(READMES) == {"launcher/address.py"}


def test_the_changelog_knows_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## {course.__version__} (" in changes
