"""Picture knows how a view is shown and saved: SVG, characters, words, files."""

import re
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy import isfinite
from numpy.typing import ArrayLike

from ..arithmetic import as_array
from ..extras import needed, not_installed
from ..language import font_files, font_packages, language, tr
from ..layer import Layer
from ..trace import Trace
from ..tuning import tones
from ..views import lay_out
from .bars import spectrum_lines, spectrum_svg, spectrum_words
from .cells import cells_lines, cells_svg, cells_words
from .ladder import ladder_lines, ladder_svg, ladder_words
from .svg import draw_scene
from .text import type_scene
from .words import in_words

LETTERS = Path(__file__).parent / "letters"
"""The course's own letters, with which files, pages and decks look the same everywhere."""
LARGEST = 64
"""Rows or columns of an image; in smaller pixels no number can be read."""


@dataclass(frozen=True)
class Picture:
    """A view of one transposed convolution. In a notebook it shows itself."""

    svg: str
    text: str
    alt: str

    def __repr__(self) -> str:
        return f"{self.text}\n\n{self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def save(self, path: str | Path) -> Path:
        """Write the picture as .svg, .png (at twice its size) or .pdf; return the path.

        Raises ValueError for another ending, and ImportError with the mend where the library that
        makes this kind of file is not installed.
        """
        path = Path(path)
        if path.suffix == ".svg":
            path.write_text(self.svg, encoding="utf-8")
        elif path.suffix == ".png":
            path.write_bytes(_png(self.svg))
        elif path.suffix == ".pdf":
            path.write_bytes(_pdf(self.svg))
        else:
            raise ValueError(
                tr(
                    "{parameter}={value} is not possible: it must end in .svg, .png, .pdf",
                    parameter="path",
                    value=repr(str(path)),
                )
            )
        return path


def draw(
    input: ArrayLike,
    weight: ArrayLike,
    *,
    view: str = "scatter",
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> Picture:
    """Draw the transposed convolution of one channel.

    input: (L,), weight: (k,). view: "scatter" (from the input), "gather" (from the output),
    "zero_insert", "matrix" or "phases" (every stride-th output apart). Raises IllegalLayer (a
    ValueError) as ``conv_transpose1d`` does.

    >>> print(draw([1, 1], [1, 1, 3], stride=4, padding=1).text)
    input        1   1  kernel   1   1   3
    1 × kernel  (1)  1   3
    1 × kernel                   1   1  (3)
                 |--------------> stride 4
    sum         (1)  1   3   0   1   1  (3)
    padding cuts 1 | padding cuts 1
    output           1   3   0   1   1
                     0   1   2   3   4
    size = (2 − 1)·4 − 2·1 + 1·(3 − 1) + 0 + 1 = 5
    """
    trace = Trace.of(
        input,
        weight,
        stride=stride,
        padding=padding,
        output_padding=output_padding,
        dilation=dilation,
    )
    scene, alt = lay_out(trace, view), in_words(trace, view)
    return Picture(draw_scene(scene, alt), type_scene(scene), alt)


def ladder(sizes: Iterable[int], *, kernel_size: int, stride: int, padding: int = 0) -> Picture:
    """Draw which of the sizes a convolution makes into one, and the output_padding back to each.

    sizes: input sizes of the convolution, in elements, ascending.

    >>> print(ladder([16, 17, 18], kernel_size=5, stride=3, padding=2).text)
      16           output_padding 0 ──>  16
      17 ──>   6   output_padding 1 ──>  17
      18           output_padding 2 ──>  18
    """
    layer, sizes = Layer(kernel_size, stride, padding), tuple(sizes)
    words = ladder_words(layer, sizes)
    return Picture(ladder_svg(layer, sizes), "\n".join(ladder_lines(layer, sizes)), words)


def image(images: Mapping[str, ArrayLike]) -> Picture:
    """Draw small images side by side, with the numbers in their pixels.

    images: (H, W) by name. Each has its own scale: its largest number is the lightest.

    >>> print(image({"rows": [[1, 2], [3, 10]]}).text)
    rows
     1  2
     3 10
    """
    if not isinstance(images, Mapping) or not images:
        # Translators: an example of what somebody calls an image.
        example = {tr("a name"): [[1, 2]]}
        # Translators: the example is as in {'a name': [[1, 2]]}.
        told = tr("images must be given by name, at least one, as in {example}.", example=example)
        raise TypeError(told)
    drawn = {str(name): as_array(str(name), values) for name, values in images.items()}
    for name, values in drawn.items():
        if values.ndim != 2 or not values.size or values.dtype.kind == "c":
            raise ValueError(
                tr(
                    "{name} of shape {shape} can't be drawn: give rows of real numbers.",
                    name=name,
                    shape=values.shape,
                )
            )
        if not isfinite(values).all():
            raise ValueError(tr("{name} can't be drawn: its numbers must be finite.", name=name))
        if max(values.shape) > LARGEST:
            raise ValueError(
                tr(
                    "{name} of shape {shape} can't be drawn: give at most {largest} rows and "
                    "columns, as in {example}.",
                    name=name,
                    shape=values.shape,
                    largest=LARGEST,
                    example=f"{name}[:{LARGEST}, :{LARGEST}]",
                )
            )
    return Picture(cells_svg(drawn), "\n".join(cells_lines(drawn)), cells_words(drawn))


def spectrum(signal: ArrayLike, rate: int, played: Collection[int] = (0,)) -> Picture:
    """Draw the tones that a signal holds, and tell those that were played from the others.

    signal: (L,), a whole number of its periods. rate: samples per second. played: frequencies in
    Hz, 0 for a constant.

    >>> print(spectrum([1, 5, 1, 5], rate=8000).text)
        0 Hz     3  ########################  played
     4000 Hz     2  ################          nobody played
    """
    levels = tones(signal, rate)
    if isinstance(played, str) or not isinstance(played, Collection):
        raise TypeError(
            tr(
                "{parameter}={value} is not possible: give frequencies, as in {example}.",
                parameter="played",
                value=repr(played),
                example="played=(0,)",
            )
        )
    lines = "\n".join(spectrum_lines(levels, played))
    return Picture(spectrum_svg(levels, rate, played), lines, spectrum_words(levels, played))


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
