"""The letters that a page or a deck takes along, so that it looks the same on every machine."""

from __future__ import annotations

import base64
from functools import partial
from typing import TYPE_CHECKING

from fontTools import subset
from fontTools.ttLib import woff2

from course.language import (
    LOCALES,
    catalogue_files,
    font_files,
    font_settings,
    language,
    languages,
    prose_files,
)
from course.picture import LETTERS

from ..digests import digest, is_fresh, stamp
from ..tree import PublishError
from .templates import own_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..tree import Tree

OWN = "Course Letters"
SANS = '"Course Sans", "Course Mono", var(--letters, sans-serif), sans-serif'
MONO = '"Course Mono", "Course Sans", var(--letters, monospace), monospace'
# Figures ask for the fonts of a machine, so that they also look well where no page brings its own.
RULES = f"""\
svg g[font-family*="sans-serif"], .tc-figure {{ font-family: {SANS}; }}
svg g[font-family*="monospace"], :is(.tc-sentence, .tc-sum) {{ font-family: {MONO}; }}
"""


def letters(tree: Tree, only: str = "") -> list[Path]:
    """The fonts, in WOFF2: Latin, the other languages' own names, the language spoken last.

    Made anew only when what they are made from changed. only: all that is said in the language, if
    that is little.
    Raises PublishError where the package with the language's font is not installed.
    """
    latin = [
        _kept(tree, file.stem, [file], partial(woff2.compress, file))
        for file in sorted(LETTERS.glob("*.ttf"))
    ]
    spoken_last = sorted(languages(), key=lambda name: name == language())
    return [*latin, *(font for name in spoken_last for font in _of_language(tree, name, only))]


def style(tree: Tree, address: Callable[[Path], str], only: str = "") -> str:
    """The style sheet that brings the letters, the language's behind every font.

    address: where a page finds a font. only: as for ``letters``.
    """
    sheet = ""
    for font in letters(tree, only):
        family = {"sans": "Course Sans", "mono": "Course Mono"}.get(font.stem.split("-")[0], OWN)
        weight = " font-weight: 700;" if font.stem.endswith("-bold") else ""
        source = f'src: url({address(font)}) format("woff2");'
        sheet += f'@font-face {{ font-family: "{family}";{weight} {source} }}\n'
    wanted = font_settings(language())
    families = ", ".join(f'"{name}"' for name in (*wanted.get("families", ()), OWN))
    sheet += f":root {{ --letters: {families}; }}\n"
    if wanted:
        # Letters that are not even, where there are no even ones, are better than none.
        even = ", ".join(f'"{name}"' for name in (*wanted["even"], "Course Mono", OWN))
        sheet += f":root {{ --even-letters: {even}; }}\n"
    return sheet + RULES


def embedded(font: Path) -> str:
    """The font as an address that needs no file."""
    return f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}"


def _of_language(tree: Tree, name: str, only: str) -> list[Path]:
    """A language's own letters: all that it is written with where it is spoken, or its name's."""
    wanted, files, spoken = font_settings(name), font_files(name), name == language()
    if not wanted or not (files or spoken):
        return []
    if not files:
        raise PublishError(
            f"The edition {name} has its letters from {', '.join(wanted['files'])}, and not "
            "all of that is installed: pip install -e '.[author]'."
        )
    glossary = (LOCALES / name).glob("*.toml")
    sources = [*catalogue_files(name), *prose_files(name), *glossary] if spoken else []
    said = [source.read_text(encoding="utf-8") for source in sources]
    text = "".join([only] if spoken and only else said) or own_name(name)

    def cut(path: Path) -> None:
        options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(letter for letter in text if ord(letter) >= wanted["first"]))
        with subset.load_font(str(files[0]), options, lazy=True) as font:
            cutter.subset(font)
            subset.save_font(font, str(path), options)

    called = f"name-{name}" if not spoken else f"few-{name}" if only else name
    return [_kept(tree, called, [files[0]], cut, text)]


def _kept(
    tree: Tree, name: str, sources: list[Path], make: Callable[[Path], None], *facts: object
) -> Path:
    """The font of this name, made anew only when what it is made from changed."""
    path, made_from = tree.root / "dist" / "letters" / f"{name}.woff2", digest(sources, *facts)
    if not is_fresh(tree, path, made_from):
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        stamp(tree, path, made_from)
    return path
