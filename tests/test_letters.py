"""The course's own letters: cut as they are kept, complete, and drawn in every file and page."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from browser import file_url, needs_chromium, open_page

pytest.importorskip("fontTools", reason="the letters are cut with the extra 'author'")

from fontTools.ttLib import TTFont

from course import draw
from course.picture.picture import LETTERS, _png
from publish.html.letters import FACES, build_letters
from publish.tree import this_tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from publish.tree import Tree

FILES = sorted(LETTERS.glob("*.ttf"))


def test_every_face_is_kept_with_the_licence_of_its_font():
    licences = {f"{face.package.removeprefix('fontpkg_')}.LICENSE" for face in FACES.values()}
    kept = {f"{name}.ttf" for name in FACES} | licences
    assert {file.name for file in LETTERS.iterdir()} == kept


@pytest.mark.slow
@pytest.mark.long(sample=0)
@pytest.mark.parametrize("name", FACES)
def test_cutting_it_again_makes_the_same_bytes(tmp_path: Path, name: str):
    pytest.importorskip(FACES[name].package)
    made = build_letters(tmp_path, [name])
    assert len(made) == 2
    for file in made:
        assert file.read_bytes() == (LETTERS / file.name).read_bytes(), file.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_is_small_and_says_whose_it_is(file: Path):
    assert file.stat().st_size < 60_000
    with TTFont(file) as font:
        names = {number: font["name"].getDebugName(number) for number in (0, 1, 2, 13)}
    assert "Project Authors" in names[0]
    assert names[1] == ("Course Sans" if "sans" in file.stem else "Course Mono")
    assert names[2] == ("Bold" if "bold" in file.stem else "Regular")
    assert "SIL Open Font License" in names[13]


def letters_of(file: Path) -> set[str]:
    with TTFont(file) as font:
        return {chr(code) for code in font.getBestCmap()}


def test_each_has_the_letters_that_neither_font_brings():
    for file in FILES:
        assert set("ᵀ⋮○◐") <= letters_of(file), file.name
        with TTFont(file) as font:
            box = {letter: font["glyf"][font.getBestCmap()[ord(letter)]] for letter in "T.●ᵀ⋮○◐"}
            wide = {letter: font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in box}
        assert wide["ᵀ"] == wide["T"]
        assert wide["○"] == wide["◐"] == wide["●"]
        assert box["ᵀ"].yMin > box["T"].yMax / 3
        assert box["⋮"].yMax > box["."].yMax * 2
        assert abs(box["◐"].xMax - box["●"].xMax) <= 1


def test_no_letter_of_what_is_published_is_missing(publication: Callable[..., Tree]):
    """Letters from 0x2E80 on come with the edition that needs them."""
    there = set[str]().union(*map(letters_of, FILES))
    here, made = this_tree(), publication()
    for folder, pattern in [
        (made.root / "dist", "*.html"),
        (here.notebooks, "*.ipynb"),
        (here.locale, "*.po"),
        (here.root / "course", "*.py"),
        (here.root / "docs", "*.svg"),
    ]:
        files = list(folder.rglob(pattern))
        assert files, (folder, pattern)
        for file in files:
            told = {one for one in file.read_text(encoding="utf-8") if " " <= one < "\u2e80"}
            assert told <= there, f"{file}: {told - there}"


def test_a_png_is_drawn_with_them_on_any_machine(monkeypatch: pytest.MonkeyPatch):
    import resvg_py

    svg = draw([1, 2], [1, 3], stride=2).svg
    without = _png(re.sub(r"<text.*?</text>", "", svg))
    assert _png(svg) != without
    elsewhere = svg.replace("DejaVu Sans", "No Such Font").replace("system-ui", "None Either")
    assert _png(svg) == _png(elsewhere)
    drawn = []
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: drawn.append(given) or b"\x89PNG")
    _png(svg)
    assert drawn[0]["skip_system_fonts"] is True


def test_a_pdf_is_set_in_them(tmp_path: Path):
    pytest.importorskip("vl_convert", reason="PDF needs the extra 'author'")
    pdf = draw([1, 2], [1, 3], stride=2, formula=True).save(tmp_path / "x.pdf").read_bytes()
    assert {name.rsplit(b"+")[-1] for name in re.findall(rb"/BaseFont\s*/(\S+)", pdf)} == {
        b"CourseSansRegular", b"CourseSansBold", b"CourseMonoRegular",
    }  # fmt: skip


@pytest.mark.long(sample=1)
@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize(
    "name", ["slides/05_output_padding", "slides/index", "site/05_output_padding"]
)
def test_a_page_is_drawn_with_nothing_else(
    publication: Callable[..., Tree], chromium: Browser, name: str
):
    from test_japanese import fonts_of

    with open_page(chromium) as (page, _):
        page.goto(file_url(publication().root / "dist" / f"{name}.html"))
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        used = fonts_of(
            page, "h1, h2, .prose p, code, pre, svg text, button, .tc-slider, main > ol a, kbd"
        )
    assert used["Course Sans"] > 100
    assert set(used) <= {"Course Sans", "Course Mono"}


@pytest.mark.browser
@needs_chromium
@pytest.mark.skipif(sys.platform != "linux", reason="Chromium asks fontconfig on Linux alone")
def test_the_browser_of_the_tests_knows_no_other_font_of_the_machine(chromium: Browser):
    from test_japanese import fonts_of

    families = ["sans-serif", "monospace", "system-ui", "Arial", "Inter", "'Noto Sans CJK JP'"]
    lines = [f'<p style="font-family: {family}">A \u3042</p>' for family in families]
    with open_page(chromium) as (page, _):
        page.set_content("".join(lines))
        used = fonts_of(page, "p")
    assert set(used) == {"DejaVu Sans", "DejaVu Sans Mono"}
