"""Cuts the course's own Latin letters out of the fonts that packages bring.

A page, a deck, a PNG and a PDF are drawn with them, so that they look the same on every machine.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Any, NamedTuple

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
# Of these, a font gets those that it lacks, made from others that it has.
MADE = "ᵀ⋮○◐"


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
        layout_features=["kern", "tnum"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["DSIG", "STAT", "MVAR", "meta"],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(letter) for letter in USED})
    # The same font makes the same bytes, at any time.
    with TTFont(file, recalcTimestamp=False) as whole:
        font = instantiateVariableFont(whole, face.axes)
        cutter.subset(font)
        for letter in MADE:
            if ord(letter) not in font.getBestCmap():
                _make(font, letter)
        whole_name = f"{face.family} {face.style}"
        named = (face.family, face.style, whole_name, whole_name, whole_name.replace(" ", ""))
        for number, words in zip((1, 2, 3, 4, 6), named, strict=True):
            font["name"].setName(words, number, 3, 1, 0x409)
        bold = face.style == "Bold"
        font["OS/2"].usWeightClass = 700 if bold else 400
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
        font["head"].macStyle = int(bold)
        font.save(path)


def _make(font: Any, letter: str) -> None:
    """Draw the letter, and put it into the font."""
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs, names, pen = font.getGlyphSet(), font.getBestCmap(), TTGlyphPen(None)
    height = font["OS/2"].sCapHeight
    # Each is as wide as its model, so that it also stands in columns.
    model = names[ord({"ᵀ": "T", "⋮": "."}.get(letter, "●"))]
    width = glyphs[model].width
    if letter == "ᵀ":
        glyphs[model].draw(TransformPen(pen, (0.6, 0, 0, 0.6, 0.2 * width, 0.5 * height)))
    elif letter == "⋮":
        for place in (0, 0.35, 0.7):
            glyphs[model].draw(TransformPen(pen, (1, 0, 0, 1, 0, place * height)))
    else:
        disc = font["glyf"][model]
        x, y = (disc.xMin + disc.xMax) / 2, (disc.yMin + disc.yMax) / 2
        radius = (disc.xMax - disc.xMin) / 2
        pen.qCurveTo(*_arc(x, y, radius, range(15, 0, -2)), None)
        pen.closePath()
        pen.qCurveTo(*_arc(x, y, 0.82 * radius, range(1, 16, 2)), None)
        pen.closePath()
        if letter == "◐":
            pen.moveTo((x, y - radius))
            pen.qCurveTo(*_arc(x, y, radius, range(11, 4, -2)), (x, y + radius))
            pen.closePath()
    name = f"uni{ord(letter):04X}"
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, font["glyf"][name].xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def _arc(x: float, y: float, radius: float, turns: Iterable[int]) -> list[tuple[float, float]]:
    """The points that lead a curve around a circle, each turn an eighth of a half one."""
    reach = radius / cos(pi / 8)
    return [(x + reach * cos(turn * pi / 8), y + reach * sin(turn * pi / 8)) for turn in turns]
