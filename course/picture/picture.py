"""A drawing that shows itself in a notebook and can be saved."""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..extras import needed, not_installed
from ..language import font_files, font_packages, language, refused, tr
from ..still import shown
from ..trace import Trace
from .address import link

LETTERS = Path(__file__).parent / "letters"
"""The course's own letters, with which files, pages and decks look the same everywhere."""


@dataclass(frozen=True)
class Picture:
    """A view of one transposed convolution. In a notebook it shows itself."""

    svg: str
    text: str
    alt: str
    case: tuple[Trace, str] | None = field(default=None, repr=False, compare=False)
    """What it shows in which view, where a page can show it alive."""

    def link(self) -> str:
        """The address of a page that shows the same, alive; see ``Figure.link``."""
        if self.case is None:
            raise ValueError(tr("Only what draw(...) draws has a page with its live figure."))
        return link(*self.case)

    def __repr__(self) -> str:
        return f"{self.text}\n\n{self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {**shown(self.svg), "text/plain": repr(self)}

    def save(self, path: str | Path) -> Path:
        """Write the picture as .svg, .png (at twice its size) or .pdf; return the path.

        Raises ValueError for another ending, and ImportError with the mend where the library that
        makes this kind of file is not installed.
        """
        path = Path(path)
        if path.suffix not in MADE:
            rule = tr("it must end in .svg, .png or .pdf")
            raise ValueError(refused("path", repr(str(path)), rule))
        path.write_bytes(MADE[path.suffix](self.svg))
        return path


def _png(svg: str) -> bytes:
    # With the machine's own fonts a word of two scripts is drawn in whatever has both.
    own = _fonts()
    fonts = [*sorted(LETTERS.glob("*.ttf")), *own]
    made = needed("resvg_py").svg_to_bytes(
        svg_string=_in_own_letters(svg),
        zoom=2,
        font_files=[str(file) for file in fonts],
        skip_system_fonts=bool(own) or not font_packages(language()),
    )
    return bytes(made)


def _pdf(svg: str) -> bytes:
    vl_convert = needed("vl_convert")
    for folder in {LETTERS, *(file.parent for file in _fonts())}:
        vl_convert.register_font_directory(str(folder))
    return bytes(vl_convert.svg_to_pdf(_in_own_letters(svg)))


def _in_own_letters(svg: str) -> str:
    """The picture with the course's letters before the fonts of a machine that it asks for."""
    for family, kind in (("Course Sans", "sans-serif"), ("Course Mono", "monospace")):
        svg = re.sub(rf'font-family="(?=[^"]*{kind}")', f'font-family="{family},', svg)
    return svg


def _fonts() -> tuple[Path, ...]:
    """The files of the language's fonts; where they are missing the machine's own have to do."""
    files, packages = font_files(language()), font_packages(language())
    if packages and not files:
        warnings.warn(not_installed(next(iter(packages))), stacklevel=4)
    return files


MADE: dict[str, Callable[[str], bytes]] = {".svg": str.encode, ".png": _png, ".pdf": _pdf}
"""What makes a file of each kind."""
