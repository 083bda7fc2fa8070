"""Draws the card that a link to a page is shown with elsewhere: its title and one picture."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from course.language import font_files, language, tr
from course.picture import LETTERS, draw, motif
from course.picture.palette import CARD, HUES, INK, MUTED
from course.picture.picture import Picture
from course.picture.shapes import FONT, rect, text

from ..chapter.notebooks import executed_cells
from ..digests import PUBLISH, digest, is_fresh, stamp
from ..tree import edition
from .questions import NOTEBOOK, answered, bare
from .readme import beside, chapters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from ..tree import Tree

# A picture is saved at twice its size: 1200 by 630 pixels, as those who show cards ask for.
WIDTH, HEIGHT, MARGIN = 600, 315, 30
TEXT, PICTURE, ROOM = 250, 272, 216
"""How wide the title and the picture may be, and how high."""
SIZES = range(40, 15, -1)
TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
# A line of Japanese ends after the hiragana or the mark that ends a phrase, and after a particle
# before a word that asks.
PHRASE = re.compile(
    r"(?:畳み込み|継ぎ目|切り落|[^\u3041-\u309f\s、。？！])*(?:[\u3041-\u309f]*?[はがをにで](?=[どな])|[\u3041-\u309f]*)[、。？！)）」]*\s?"
)
BOX = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
SVG = "image/svg+xml"


def cards(tree: Tree, pages: Iterable[Path]) -> list[Path]:
    """The card of each page in the language spoken, drawn anew only if it changed."""
    shown = _pictures(tree)
    usual = draw([1, 2, 3], [1, 1, 3], stride=2, formula=False).svg
    made = []
    for page in pages:
        found = TITLE.search(page.read_text(encoding="utf-8"))
        assert found, page
        title = bare(found[1])
        svg = drawn(title, shown.get(page.name, usual))
        made.append(_kept(tree, f"{edition()}{page.stem}", svg))
    return made


def touch_icon(tree: Tree) -> Path:
    """The course's sign as a phone keeps it among its own: 180 by 180 pixels, without corners."""
    sign = f'<g transform="translate(13 13) scale(4)">{mark()}</g>'
    return _kept(tree, "touch-icon", _svg(90, 90, sign))


def _kept(tree: Tree, name: str, svg: str) -> Path:
    """The drawing as PNG of this name, made anew only when it changed."""
    path = tree.root / "dist" / "cards" / f"{name}.png"
    made_from = digest(_fonts(), svg)
    if not is_fresh(tree, path, made_from):
        path.parent.mkdir(parents=True, exist_ok=True)
        Picture(svg, "", name).save(path)
        stamp(tree, path, made_from)
    return path


def _svg(width: int, height: int, body: str) -> str:
    """A drawing on a ground that has no end."""
    ground = rect(0, 0, width, height, f'fill="{CARD}"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{ground}'
        f'<g font-family="{FONT}" fill="{INK}">{body}</g></svg>'
    )


def drawn(title: str, picture: str) -> str:
    """A card as SVG, with the whole of the picture at its right."""
    size, lines = fitted(title)
    found = BOX.match(picture)
    assert found, picture[:80]
    wide, high = float(found[1]), float(found[2])
    zoom = min(PICTURE / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = WIDTH - MARGIN - wide * zoom, (HEIGHT - high * zoom) / 2
    first = MARGIN + size * 0.62
    # The font of another language has one weight, which a line round its letters makes bolder.
    own = bool(font_files(language()))
    bold = {"stroke": INK, "stroke_width": f"{size / 28:.2g}"} if own else {"font_weight": "700"}
    body = [
        text(MARGIN, first + n * size * 1.18, line, size, text_anchor="start", **bold)
        for n, line in enumerate(lines)
    ]
    name = tr("Transposed convolution, stamp by stamp")
    body += [
        f'<g transform="translate({MARGIN} {HEIGHT - MARGIN - 16})">{mark()}</g>',
        text(MARGIN + 24, HEIGHT - MARGIN - 8, name, 12.5, text_anchor="start", fill=MUTED),
        f'<g transform="translate({left:g} {top:g}) scale({zoom:g})">{picture}</g>',
    ]
    stripes = [
        rect(n * WIDTH / len(HUES), HEIGHT - 7, WIDTH / len(HUES), 7, f'fill="{hue.line}"')
        for n, hue in enumerate(HUES)
    ]
    return _svg(WIDTH, HEIGHT, "".join([*stripes, *body]))


def fitted(title: str) -> tuple[int, list[str]]:
    """The largest letters with which the title has its room, and its lines in them."""
    for size in SIZES:
        lines = _lines(title, TEXT / size)
        if lines and len(lines) * size * 1.18 <= ROOM:
            return size, lines
    return SIZES[-1], _lines(title, WIDTH)


def mark() -> str:
    """The course's sign, 16 by 16: two stamps, the second one place further."""
    icon = (PUBLISH / "site" / "icon.svg").read_text(encoding="utf-8")
    return icon.strip()


def _lines(title: str, room: float) -> list[str]:
    """The title in lines of at most so many ems, none much shorter; none where a part is wider."""
    parts = [part for word in re.findall(r"\S+\s*", title) for part in _parts(word)]
    if max(map(_ems, parts), default=0) > room:
        return []
    full = _filled(parts, room)
    # The narrowest room that takes no more lines.
    tried = (room * share / 20 for share in range(10, 21))
    return next((found for one in tried if len(found := _filled(parts, one)) == len(full)), full)


def _parts(word: str) -> list[str]:
    return [word] if word.isascii() else list(filter(None, PHRASE.findall(word)))


def _filled(parts: list[str], room: float) -> list[str]:
    lines = [""]
    for part in parts:
        if lines[-1] and _ems((lines[-1] + part).rstrip()) > room:
            lines.append("")
        lines[-1] += part
    return [line.rstrip() for line in lines]


def _ems(words: str) -> float:
    """How wide bold letters are; those that the course's own font lacks are as wide as high."""
    widths = _widths()
    return sum(widths.get(ord(letter), 1.0) for letter in words)


@lru_cache
def _widths() -> dict[int, float]:
    with TTFont(LETTERS / "sans-bold.ttf") as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


def _fonts() -> list[Path]:
    return [*LETTERS.glob("*.ttf"), *font_files(language())]


def _pictures(tree: Tree) -> Mapping[str, str]:
    """The first picture of each page that has one, as the notebooks hold them."""
    found = {"index.html": motif.growing().svg}
    for one in (*chapters(tree), *beside(tree)):
        if one.stem == NOTEBOOK:
            for question in answered(tree, one.source):
                found |= _first(question.file, question.cells)
        else:
            found |= _first(f"{one.stem}.html", executed_cells(tree, one.source))
    return found


def _first(file: str, cells: Iterable[NotebookNode]) -> dict[str, str]:
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    bundles = (output.get("data", {}) for output in outputs)
    return next(({file: bundle[SVG]} for bundle in bundles if SVG in bundle), {})
