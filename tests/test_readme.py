"""The README's picture, links, address and table are those of the course as it stands."""

import re
import tomllib
from pathlib import Path

from course import draw

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_what_the_course_draws():
    picture = draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
    stored = (ROOT / "docs" / "stamps.svg").read_text(encoding="utf-8")
    assert stored == picture.svg, "save it anew: draw(...).save('docs/stamps.svg')"


def test_every_relative_link_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_notebook_stands_in_the_table():
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert f"](notebooks/{notebook.name})" in README


def test_binder_opens_the_start_page_at_the_tag_of_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    address = re.search(r"^\[binder\]: (\S+)$", README, re.MULTILINE)
    assert address is not None
    assert address[1].endswith(f"/v{version}?urlpath=lab/tree/notebooks/00_start.ipynb")


def test_the_repositorys_address_stands_once():
    where = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.suffix in {".md", ".py", ".toml", ".yml", ".j2", ".ipynb"}
        and not {".venv", "dist", "my", ".git", "tests"} & set(path.relative_to(ROOT).parts)
        and "mybinder.org/v2" in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert where == ["README.md"]


def test_the_example_is_right():
    from course import conv_transpose1d

    assert "# array([1, 3, 0, 1, 1])" in README
    # By hand: [1, 1, 3, 0, 1, 1, 3] without its ends.
    assert conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1).tolist() == [1, 3, 0, 1, 1]
