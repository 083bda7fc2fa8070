"""Fonts know the letters that a page or deck takes along for machines without its language."""

from __future__ import annotations

import base64
import tomllib
from typing import TYPE_CHECKING, Any

from course.language import catalogue_files, font_files, language

from ..digests import digest, is_fresh, stamp
from ..tree import PublishError

if TYPE_CHECKING:
    from pathlib import Path

    from ..tree import Tree

OWN = "Course Letters"
FIGURES = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans"'


def letters(tree: Tree) -> Path | None:
    """The font, in WOFF2, with every letter that the language spoken is written with here.

    None for a language that needs no font of its own. Made anew only when the catalogues changed.
    Raises PublishError where the package with the font is not installed.
    """
    wanted = _wanted(tree)
    if not wanted:
        return None
    files = font_files(language())
    if not files:
        raise PublishError(
            f"The edition {language()} has its letters from {', '.join(wanted['files'])}, and not "
            "all of that is installed: pip install -e '.[author]'."
        )
    path = tree.root / "dist" / "letters" / f"{language()}.woff2"
    made_from = digest([files[0], *catalogue_files(language())])
    if not is_fresh(tree, path, made_from):
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = (po.read_text(encoding="utf-8") for po in catalogue_files(language()))
        used = {ord(letter) for text in texts for letter in text}
        _cut(files[0], path, {letter for letter in used if letter >= wanted["first"]})
        stamp(tree, path, made_from)
    return path


def style(tree: Tree, address: str) -> str:
    """The style sheet that puts the language's letters behind every font; "" where it needs none.

    address: where a page finds the font.
    """
    wanted = _wanted(tree)
    if not wanted:
        return ""
    families = ", ".join(f'"{name}"' for name in (*wanted["families"], OWN))
    even = ", ".join(f'"{name}"' for name in wanted["even"])
    return (
        f":root {{ --letters: {families}; --even-letters: {even}; }}\n"
        f'@font-face {{ font-family: "{OWN}"; src: url({address}) format("woff2"); }}\n'
        f'svg g[font-family$="sans-serif"], .tc-figure {{ font-family: {FIGURES}, var(--letters), '
        "sans-serif; }\n"
    )


def embedded(font: Path) -> str:
    """The font as an address that needs no file."""
    return f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}"


def _wanted(tree: Tree) -> dict[str, Any]:
    path = tree.locale / language() / "fonts.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _cut(file: Path, path: Path, used: set[int]) -> None:
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=used)
    with subset.load_font(str(file), options, lazy=True) as font:
        cutter.subset(font)
        subset.save_font(font, str(path), options)
