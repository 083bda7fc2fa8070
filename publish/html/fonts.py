"""Packs the letters that a page or deck takes along for machines without its language."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import woff2

from course.language import catalogue_files, font_files, font_settings, language
from course.picture import LETTERS

from ..digests import digest, is_fresh, stamp
from ..tree import PublishError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..tree import Tree

OWN = "Course Letters"
SANS = '"Course Sans", "Course Mono", var(--letters, sans-serif), sans-serif'
MONO = '"Course Mono", var(--letters, monospace), monospace'
# Figures ask for the fonts of a machine, so that they also look well where no page brings its own.
RULES = f"""\
svg g[font-family*="sans-serif"], .tc-figure {{ font-family: {SANS}; }}
svg g[font-family*="monospace"], .tc-sentence {{ font-family: {MONO}; }}
"""


def letters(tree: Tree) -> list[Path]:
    """The fonts, in WOFF2, with every letter that is used here, those of the language last.

    Made anew only when what they are made from changed.
    Raises PublishError where the package with the language's font is not installed.
    """
    return [*(_packed(tree, file) for file in sorted(LETTERS.glob("*.ttf"))), *_of_language(tree)]


def style(tree: Tree, address: Callable[[Path], str]) -> str:
    """The style sheet that brings the letters, the language's behind every font.

    address: where a page finds a font.
    """
    sheet = ""
    for font in letters(tree):
        family = {"sans": "Course Sans", "mono": "Course Mono"}.get(font.stem.split("-")[0], OWN)
        weight = " font-weight: 700;" if font.stem.endswith("-bold") else ""
        source = f'src: url({address(font)}) format("woff2");'
        sheet += f'@font-face {{ font-family: "{family}";{weight} {source} }}\n'
    if wanted := font_settings(language()):
        families = ", ".join(f'"{name}"' for name in (*wanted["families"], OWN))
        even = ", ".join(f'"{name}"' for name in wanted["even"])
        sheet += f":root {{ --letters: {families}; --even-letters: {even}; }}\n"
    return sheet + RULES


def embedded(font: Path) -> str:
    """The font as an address that needs no file."""
    return f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}"


def _packed(tree: Tree, file: Path) -> Path:
    """The font as WOFF2."""
    return _kept(tree, file.stem, digest([file]), lambda path: woff2.compress(file, path))


def _of_language(tree: Tree) -> list[Path]:
    """The font with the letters of the language spoken, where it needs one of its own."""
    wanted = font_settings(language())
    if not wanted:
        return []
    files, catalogues = font_files(language()), catalogue_files(language())
    if not files:
        raise PublishError(
            f"The edition {language()} has its letters from {', '.join(wanted['files'])}, and not "
            "all of that is installed: pip install -e '.[author]'."
        )

    def cut(path: Path) -> None:
        used = {ord(letter) for po in catalogues for letter in po.read_text(encoding="utf-8")}
        _cut(files[0], path, {letter for letter in used if letter >= wanted["first"]})

    return [_kept(tree, language(), digest([files[0], *catalogues]), cut)]


def _kept(tree: Tree, name: str, made_from: str, make: Callable[[Path], None]) -> Path:
    """The font of this name, made anew only when what it is made from changed."""
    path = tree.root / "dist" / "letters" / f"{name}.woff2"
    if not is_fresh(tree, path, made_from):
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        stamp(tree, path, made_from)
    return path


def _cut(file: Path, path: Path, used: set[int]) -> None:
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=used)
    with subset.load_font(str(file), options, lazy=True) as font:
        cutter.subset(font)
        subset.save_font(font, str(path), options)
