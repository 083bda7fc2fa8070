"""The READMEs' picture, links, address and tables are those of the course as it stands."""

import re
from pathlib import Path

import pytest

import course
from course import draw

ROOT = Path(__file__).resolve().parents[1]
# Each with the folder of the notebooks that it leads to.
FOLDERS = {"README.md": "notebooks", "README.ja.md": "notebooks/ja"}
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in FOLDERS}
README = READMES["README.md"]
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
each = pytest.mark.parametrize("name", FOLDERS)


def test_the_picture_is_what_the_course_draws():
    picture = draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
    stored = (ROOT / "docs" / "stamps.svg").read_text(encoding="utf-8")
    assert stored == picture.svg, "save it anew: draw(...).save('docs/stamps.svg')"


@each
def test_every_relative_link_leads_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", READMES[name])
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


@each
def test_every_notebook_stands_in_the_table(name):
    for notebook in sorted((ROOT / FOLDERS[name]).glob("*.ipynb")):
        assert f"]({FOLDERS[name]}/{notebook.name})" in READMES[name]


@each
def test_binder_opens_the_start_page_at_the_tag_of_this_version(name):
    address = re.search(r"^\[binder\]: (\S+)$", READMES[name], re.MULTILINE)
    assert address is not None
    assert address[1].endswith(
        f"/v{course.__version__}?urlpath=lab/tree/{FOLDERS[name]}/00_start.ipynb"
    )


def test_the_languages_lead_to_each_other():
    assert "[日本語](README.ja.md)" in README
    assert "[English](README.md)" in READMES["README.ja.md"]


def test_both_have_the_same_code_but_for_comments_and_the_language():
    english, japanese = (CODE.findall(READMES[name]) for name in FOLDERS)
    assert len(english) > 5

    def bare(block):
        return re.sub(r" *#.*", "", block).replace("make lab COURSE_LANG=ja", "make lab")

    assert list(map(bare, japanese)) == list(map(bare, english))


def test_the_repositorys_address_stands_in_the_readmes_alone():
    where = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.suffix in {".md", ".py", ".toml", ".yml", ".j2", ".ipynb"}
        and not {".venv", "dist", "my", ".git", "tests"} & set(path.relative_to(ROOT).parts)
        and "mybinder.org/v2" in path.read_text(encoding="utf-8", errors="ignore")
    }
    assert where == set(FOLDERS)
    told = [re.search(r"^\[binder\]: (\S+?)\?", text, re.MULTILINE) for text in READMES.values()]
    assert len({found[1] for found in told}) == 1


def test_the_example_is_right():
    from course import conv_transpose1d

    assert "# array([1, 3, 0, 1, 1])" in README
    # By hand: [1, 1, 3, 0, 1, 1, 3] without its ends.
    assert conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1).tolist() == [1, 3, 0, 1, 1]
