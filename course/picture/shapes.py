"""Writes a card, a text and a line as SVG that survives hostile hosts.

Hosts strip styles, ignore CSS variables and show SVG through an image element. So every look stands
in an attribute, with a literal colour, on a light card of its own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from ..language import ENGLISH, in_each, is_open, language
from .palette import CARD, INK, RIM, Stroke

FONT = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans','Noto Sans CJK JP',"
    "sans-serif"
)
MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
MARGIN = 16
LETTER, MONO_LETTER = 0.56, 0.602
# A number that is still open in a template: see numbers.Symbol.
_OPEN = re.compile(r"\{[^}]*\}")


def card(
    width: float,
    height: float,
    alt: str,
    body: Iterable[str],
    defs: str = "",
    attributes: str = "",
    left: float = 0,
) -> list[str]:
    """An SVG element in pieces: the body on its card, with ``alt`` as accessible name.

    The first three open it; of these, the second says all that is not the size.
    left: where the body's place 0 is.
    """
    # A letter that Chinese and Japanese write differently has one code: a browser needs to know.
    speech = "" if language() == ENGLISH or is_open(alt) else f' lang="{language()}"'
    shift = f' transform="translate({left:g} 0)"' if left else ""
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}"',
        f' role="img" aria-label="{escape(alt)}"{speech}{attributes}>',
        f"<defs>{defs}</defs>"
        f'<rect x=".5" y=".5" width="{width - 1:g}" height="{height - 1:g}" rx="10" '
        f'fill="{CARD}" stroke="{RIM}"/>'
        f'<g font-family="{FONT}" fill="{INK}" text-anchor="middle"{shift}>',
        *body,
        "</g></svg>",
    ]


@lru_cache(maxsize=8192)
def text(x: float, y: float, words: str, size: float, **looks: str) -> str:
    """A text whose middle is at (x, y); text_anchor "start" or "end" moves that to an edge.

    looks: attributes by name, with _ for -; empty ones fall out.
    """
    told = "".join(f' {name.replace("_", "-")}="{look}"' for name, look in looks.items() if look)
    return (
        f'<text x="{x:g}" y="{y:g}" dy=".35em" font-size="{size:.3g}"{told}>{escape(words)}</text>'
    )


def rect(x: float, y: float, width: float, height: float, look: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" {look}/>'


def arrow_head(x: float, y: float, colour: str) -> str:
    """A triangle that points to the right and ends at (x, y)."""
    return f'<path d="M{x - 9:g} {y - 5:g}l9 5l-9 5z" fill="{colour}"/>'


def line(path: str, stroke: Stroke, attributes: str = "") -> str:
    dashes = f' stroke-dasharray="{stroke.dashes}"' if stroke.dashes else ""
    return (
        f'<path d="{path}" fill="none" stroke="{stroke.colour}" '
        f'stroke-width="{stroke.width:g}"{dashes}{attributes}/>'
    )


def width_of(words: str, size: float) -> float:
    """About how wide a text is; a full-width (Japanese) letter takes a whole em."""
    return max(map(_wide, in_each(words))) * size


@lru_cache(maxsize=4096)
def _wide(words: str) -> float:
    letters = _OPEN.sub("−0.5", words)
    return sum(1.0 if ord(letter) > 0x2E7F else LETTER for letter in letters)
