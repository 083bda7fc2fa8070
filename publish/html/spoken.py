"""Spoken knows how a formula is read aloud, from its MathML."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from xml.etree import ElementTree

from course.language import N_, tr

SIGNS = {
    "+": N_("plus"),
    "-": N_("minus"),
    "−": N_("minus"),
    "±": N_("plus or minus"),
    "·": N_("times"),
    "⋅": N_("times"),
    "×": N_("times"),
    "*": N_("times"),
    "/": N_("divided by"),
    "=": N_("equals"),
    "≠": N_("is not"),
    "<": N_("is less than"),
    ">": N_("is greater than"),
    "≤": N_("is at most"),
    "≥": N_("is at least"),
    "≈": N_("is about"),
    "∈": N_("in"),
    "→": N_("to"),
    "⌊": N_("the floor of"),
    "⌋": N_("end of floor"),
    "⌈": N_("the ceiling of"),
    "⌉": N_("end of ceiling"),
    "(": N_("open bracket"),
    ")": N_("close bracket"),
    "[": N_("open square bracket"),
    "]": N_("close square bracket"),
    "{": N_("open brace"),
    "}": N_("close brace"),
    "∑": N_("the sum"),
    "∏": N_("the product"),
    "…": N_("and so on"),
    "⋯": N_("and so on"),
    "∞": N_("infinity"),
    "⊤": N_("transposed"),
}
ACCENTS = {
    "\u0302": N_("a hat"),
    "^": N_("a hat"),
    "¯": N_("a bar"),
    "~": N_("a tilde"),
    "→": N_("an arrow"),
}
# What is written small beside these are their ends.
LARGE = ("∑", "∏")


def spoken(mathml: str) -> str:
    r"""The formula in words.

    >>> spoken("<mrow><mfrac><mi>L</mi><mn>2</mn></mfrac><mo>+</mo><mi>p</mi></mrow>")
    'L over 2 plus p'
    """
    words = _say(ElementTree.fromstring(mathml))
    return re.sub(r"\s+", " ", words).replace(" ,", ",").strip()


def _say(element: ElementTree.Element) -> str:
    parts = list(element)
    match element.tag.rpartition("}")[2]:
        case "mi" | "mn" | "mtext" | "ms":
            # A bold W is a letter of its own, which few screen readers can say.
            return unicodedata.normalize("NFKC", element.text or "")
        case "mo":
            sign = _sign(element)
            return tr(SIGNS[sign]) if sign in SIGNS else sign
        case "mfrac":
            above, below = map(_say, parts)
            # A long fraction needs its ends said, or nobody hears what is divided.
            if len(above.split()) > 1 or len(below.split()) > 1:
                return tr(
                    "the fraction {above} over {below}, end of fraction,", above=above, below=below
                )
            return tr("{above} over {below}", above=above, below=below)
        case "msqrt":
            return tr("the square root of {root}, end of root,", root=_row(element))
        case "mroot":
            root, order = map(_say, parts)
            return tr("the root of order {order} of {root}, end of root,", order=order, root=root)
        case "mover":
            accent = ACCENTS.get(_sign(parts[1]))
            over = tr(accent) if accent else _say(parts[1])
            return tr("{base} with {accent}", base=_say(parts[0]), accent=over)
        case "msup":
            base, above = map(_say, parts)
            if _sign(parts[1]) == "⊤":
                return f"{base} {above}"
            return tr("{base} to the power of {above}", base=base, above=above)
        case "msub":
            base, below = map(_say, parts)
            return tr("{base} sub {below}", base=base, below=below)
        case "munder":
            base, below = map(_say, parts)
            return tr("{base} over {below} of", base=base, below=below)
        case "msubsup" | "munderover" as kind:
            base, below, above = map(_say, parts)
            if kind == "munderover" or _sign(parts[0]) in LARGE:
                return tr("{base} from {below} to {above} of", base=base, below=below, above=above)
            return tr(
                "{base} sub {below} to the power of {above}", base=base, below=below, above=above
            )
        case "mtable":
            return "; ".join(map(_say, parts))
        case "mtr":
            return ", ".join(map(_say, parts))
        case _:
            return _row(element)


def _sign(element: ElementTree.Element) -> str:
    return (element.text or "").strip()


def _row(element: ElementTree.Element) -> str:
    """What stands side by side; upright letters in a row are one word, as in stride."""

    def upright(part: ElementTree.Element) -> bool:
        return part.tag.endswith("mi") and part.get("mathvariant") == "normal"

    said = []
    for is_word, parts in groupby(element, upright):
        said.append(("" if is_word else " ").join(map(_say, parts)))
    return " ".join(said)
