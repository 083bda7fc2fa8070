"""The cheat sheet: what fits on one sheet of paper, in the course's own numbers and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from course.layer import Layer
from course.phases import phase_sums, taps_of_phases
from course.picture import draw

from ..digests import PUBLISH
from ..html.render import figure_html
from . import pages
from .glossary import short_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..tree import Tree
    from .readme import Chapter

SIZE = 8
USUAL = (
    Layer(3, padding=1),
    Layer(2, 2),
    Layer(4, 2, padding=1),
    Layer(3, 2, padding=1, output_padding=1),
    Layer(3, 3),
    Layer(5, 3, padding=1),
    Layer(8, 4, padding=2),
    Layer(10, 5, padding=3, output_padding=1),
)
"""The settings that multiply every size, by 1, 2, 3, 4 and 5."""
EVEN, UNEVEN = ([1, 2, 1], [1, 2, 3, 4])
"""A kernel whose taps do not divide by the stride of 2 and that is even, and one the other way."""


class Setting(NamedTuple):
    """A row of the table: a layer, what it makes of SIZE, and how many taps its phases have."""

    layer: Layer
    size: int
    taps: str


def page(tree: Tree, every: Sequence[Chapter], has_pdf: bool) -> str:
    """The sheet in the language spoken."""
    stamps = draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1, formula=False)
    html = pages.page(
        "cheat_sheet.html.j2",
        tree,
        every,
        "cheat_sheet.html",
        current=None,
        wholes="",
        stamps=figure_html(stamps.svg, stamps.alt, set(), "still"),
        usual=list(_settings()),
        size=SIZE,
        there=_there_and_back(),
        sums=[(kernel, phase_sums(kernel, 2).tolist()) for kernel in (EVEN, UNEVEN)],
        has_pdf=has_pdf,
    )
    return short_code(html)


def _there_and_back() -> dict[str, int]:
    """Two sizes that a convolution makes one of, and that one."""
    layer = Layer(3, 2, padding=1)
    small = 2 * SIZE
    one = layer.output_size(small)
    assert layer.conv_output_size(one) == layer.conv_output_size(one + 1) == small
    return {"small": small, "one": one, "other": one + 1}


def style() -> str:
    """The sheet's CSS; that of the site goes before it."""
    return (PUBLISH / "site" / "cheat_sheet.css").read_text(encoding="utf-8")


def _settings() -> Iterator[Setting]:
    for layer in USUAL:
        counts = [len(taps) for taps in taps_of_phases(layer)]
        taps = counts[:1] if len(set(counts)) == 1 else counts
        yield Setting(layer, layer.output_size(SIZE), ", ".join(map(str, taps)))
