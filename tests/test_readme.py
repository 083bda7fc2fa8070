"""The READMEs' pictures, links, address and tables are those of the course as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course import draw

ROOT = Path(__file__).resolve().parents[1]
# Each with the folder of the notebooks that it leads to.
FOLDERS = {"README.md": "notebooks", "README.ja.md": "notebooks/ja"}
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in FOLDERS}
README = READMES["README.md"]
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
each = pytest.mark.parametrize("name", FOLDERS)


STILLS = ("growing", "clash", "stamps")


def test_the_picture_is_what_the_course_draws():
    picture = draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
    stored = (ROOT / "docs" / "stamps.svg").read_text(encoding="utf-8")
    assert stored == picture.svg, "run: python -m publish gallery"


@each
def test_it_begins_with_what_the_layer_is_for(name):
    """Before a reader has to scroll: the picture, the clash, and only then how to start."""
    first = READMES[name].partition("\n## ")[0]
    shown = re.findall(r'<img src="docs/(\w+)\.svg"', first)
    assert shown == list(STILLS)
    for word in ("U-Net", "GAN", "`output_padding=1`"):
        assert word in first


@each
def test_the_sentence_of_pytorch_is_its_own(name):
    """Two parts of it, around an ellipsis."""
    torch = pytest.importorskip("torch")
    up = torch.nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1)(torch.zeros(1, 1, 16, 16))
    with pytest.raises(RuntimeError) as caught:
        torch.cat([up, torch.zeros(1, 1, 32, 32)], dim=1)
    [told] = re.findall(r"[“「](Sizes of [^”」]+)[”」]", READMES[name].replace("\n", " "))
    parts = told.split(" … ")
    assert len(parts) == 2
    for part in parts:
        assert part in str(caught.value)


@each
def test_every_picture_is_dark_on_a_dark_page(name):
    pictures = re.findall(r"<picture>.*?</picture>", READMES[name], re.DOTALL)
    assert READMES[name].count("<img") == len(pictures) == len(STILLS)
    for still, picture in zip(STILLS, pictures, strict=True):
        dark = f'<source media="(prefers-color-scheme: dark)" srcset="docs/{still}-dark.svg">'
        assert dark in picture
        [alt] = re.findall(rf'<img src="docs/{still}.svg" alt="([^"]+)">', picture)
        assert len(alt) > 60
        light, dark = (
            set(re.findall(r'(?:fill|stroke)="(#\w+)"', (ROOT / "docs" / file).read_text("utf-8")))
            for file in (f"{still}.svg", f"{still}-dark.svg")
        )
        assert {"#FFFFFF", "#1B1F24"} <= light
        assert {"#1F242B", "#F0F3F6"} <= dark
        # The greys of an image stay.
        greys = {colour for colour in light if colour[1:3] == colour[3:5] == colour[5:]}
        assert light & dark <= greys - {"#FFFFFF"}
    # The others are by themselves.
    moving = re.findall(r"!\[[^\]]+\]\((?!https?:|docs/binder)([^)]+)\)", READMES[name])
    assert len(moving) == 2
    for file in moving:
        drawn = (ROOT / file).read_text(encoding="utf-8")
        assert '@media (prefers-color-scheme:dark){[fill="#' in drawn


@each
def test_every_relative_link_leads_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", READMES[name])
    links += re.findall(r'(?:src|srcset)="([^"]+)"', READMES[name])
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).exists()] == []


@each
def test_every_notebook_stands_in_the_table(name):
    for notebook in sorted((ROOT / FOLDERS[name]).glob("*.ipynb")):
        assert f"]({FOLDERS[name]}/{notebook.name})" in READMES[name]


def test_the_languages_lead_to_each_other():
    assert "[日本語](README.ja.md)" in README
    assert "[English](README.md)" in READMES["README.ja.md"]


def test_both_have_the_same_code_but_for_comments_and_the_language():
    english, japanese = (CODE.findall(READMES[name]) for name in FOLDERS)
    assert len(english) > 5
    # What is printed is in the language; see the next test.
    for name, blocks in (("en", english), ("ja", japanese)):
        blocks.remove(f"```\n{report(name)}\n```")

    def bare(block):
        return re.sub(r" *#.*", "", block).replace("make lab COURSE_LANG=ja", "make lab")

    assert list(map(bare, japanese)) == list(map(bare, english))


def report(language):
    """What the layer's example prints."""
    from torch import nn

    from course import explain, find_layers
    from course.language import speaking

    with speaking(language):
        layer = nn.ConvTranspose1d(8, 4, 3, stride=2, padding=1)
        found = find_layers([7, 8, 31], [14, 16, 62], padding=1)
        return f"{explain(layer, 16, skips=[32]).misfit}\n{found}"


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_it_shows_what_the_course_says_of_a_layer_in_its_language(name, language):
    assert f"```\n{report(language)}\n```\n" in READMES[name]


def test_the_example_is_right():
    from course import conv_transpose1d

    assert "# array([1, 3, 0, 1, 1])" in README
    # By hand: [1, 1, 3, 0, 1, 1, 3] without its ends.
    assert conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1).tolist() == [1, 3, 0, 1, 1]


@pytest.mark.slow
@pytest.mark.long(sample=0)
@pytest.mark.skipif(os.name == "nt", reason="the line is one of a POSIX shell")
def test_the_line_for_an_environment_of_ones_own_passes(tmp_path: Path):
    """Fetches PyTorch and JupyterLab: some minutes, and it needs the network."""
    (line,) = set(re.findall(r"`(pip install -c .+ && pytest .+)`", README))
    assert f"`{line}`" in READMES["README.ja.md"]
    leave = shutil.ignore_patterns(".*", "__pycache__", "dist", "my")
    tree = shutil.copytree(ROOT, tmp_path / "tree", ignore=leave)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "own"], check=True)
    env = {**os.environ, "PATH": f"{tmp_path / 'own' / 'bin'}:{os.environ['PATH']}"}
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "COURSE_PROGRESS", "COURSE_LANG"):
        env.pop(name, None)
    done = subprocess.run(line, shell=True, cwd=tree, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
