"""Cuts the course's own Latin letters out of the fonts that packages bring.

A page, a deck, a PNG and a PDF are drawn with them, so that they look the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from course.picture import LETTERS

from ..tree import package_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Latin and what the course sets beside it: signs of sums, arrows, marks, dashes and quotes.
USED = {
    *map(chr, range(0x20, 0x7F)),
    *"\u00a0§©«°±²³´·»¼½¾×÷àäçèéêëíñóöøüß–—‘’“”…‹›′−←↑→↓↔≤≥≠≈∞√✓✗⟨⟩─●○",
}


class Face(NamedTuple):
    """One file of letters: the variable font that it is cut from, and where on its axes."""

    package: str
    font: str
    family: str
    style: str
    axes: Mapping[str, int]


INTER = ("fontpkg_inter", "Inter[opsz,wght].ttf", "Course Sans")
JETBRAINS = ("fontpkg_jetbrains_mono", "JetBrainsMono[wght].ttf", "Course Mono")
FACES = {
    "sans": Face(*INTER, "Regular", {"opsz": 14, "wght": 400}),
    "sans-bold": Face(*INTER, "Bold", {"opsz": 14, "wght": 700}),
    "mono": Face(*JETBRAINS, "Regular", {"wght": 400}),
    "mono-bold": Face(*JETBRAINS, "Bold", {"wght": 700}),
}


def build_letters(folder: Path = LETTERS, names: Iterable[str] = FACES) -> list[Path]:
    """Cut the faces into the folder, as TTF, with the licences of the fonts beside them.

    Raises PublishError where a package with a font is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in names:
        face = FACES[name]
        home = package_folder(face.package, f"The letters come from {face.package}")
        written.append(folder / f"{name}.ttf")
        _cut(home / "files" / face.font, face, written[-1])
        licence = folder / f"{face.package.removeprefix('fontpkg_')}.LICENSE"
        licence.write_bytes((home / "LICENSE").read_bytes())
        written.append(licence)
    return sorted(set(written))


def _cut(file: Path, face: Face, path: Path) -> None:
    options = subset.Options(
        hinting=False,
        notdef_outline=True,
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["DSIG", "STAT", "MVAR", "meta"],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(letter) for letter in USED})
    # The same font makes the same bytes, at any time.
    with TTFont(file, recalcTimestamp=False) as whole:
        font = instantiateVariableFont(whole, face.axes)
        cutter.subset(font)
        whole_name = f"{face.family} {face.style}"
        names = {1: face.family, 2: face.style, 3: whole_name, 4: whole_name}
        names[6] = whole_name.replace(" ", "")
        for number, words in names.items():
            font["name"].setName(words, number, 3, 1, 0x409)
        bold = face.style == "Bold"
        font["OS/2"].usWeightClass = 700 if bold else 400
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
        font["head"].macStyle = int(bold)
        font.save(path)
