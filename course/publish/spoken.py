"""Spoken knows how a formula is read aloud, from its MathML."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from xml.etree import ElementTree

SIGNS = {
    "+": "plus",
    "-": "minus",
    "−": "minus",
    "±": "plus or minus",
    "·": "times",
    "⋅": "times",
    "×": "times",
    "*": "times",
    "/": "divided by",
    "=": "equals",
    "≠": "is not",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "≈": "is about",
    "∈": "in",
    "→": "to",
    "⌊": "the floor of",
    "⌋": "end of floor",
    "⌈": "the ceiling of",
    "⌉": "end of ceiling",
    "(": "open bracket",
    ")": "close bracket",
    "[": "open square bracket",
    "]": "close square bracket",
    "{": "open brace",
    "}": "close brace",
    "∑": "the sum",
    "∏": "the product",
    "…": "and so on",
    "⋯": "and so on",
    "∞": "infinity",
    "⊤": "transposed",
}
ACCENTS = {"\u0302": "a hat", "^": "a hat", "¯": "a bar", "~": "a tilde", "→": "an arrow"}
# What is written small beside these are their ends.
LARGE = ("the sum", "the product")


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
            sign = (element.text or "").strip()
            return SIGNS.get(sign, sign)
        case "mfrac":
            above, below = map(_say, parts)
            # A long fraction needs its ends said, or nobody hears what is divided.
            long = len(above.split()) > 1 or len(below.split()) > 1
            return (
                f"the fraction {above} over {below}, end of fraction,"
                if long
                else (f"{above} over {below}")
            )
        case "msqrt":
            return f"the square root of {_row(element)}, end of root,"
        case "mroot":
            return f"the root of order {_say(parts[1])} of {_say(parts[0])}, end of root,"
        case "mover":
            above = (parts[1].text or "").strip()
            return f"{_say(parts[0])} with {ACCENTS.get(above) or _say(parts[1])}"
        case "msup":
            base, above = map(_say, parts)
            return f"{base} {above if above == SIGNS['⊤'] else f'to the power of {above}'}"
        case "msub":
            return f"{_say(parts[0])} sub {_say(parts[1])}"
        case "munder":
            return f"{_say(parts[0])} over {_say(parts[1])} of"
        case "msubsup":
            base, below, above = map(_say, parts)
            if base in LARGE:
                return f"{base} from {below} to {above} of"
            return f"{base} sub {below} to the power of {above}"
        case "munderover":
            base, below, above = map(_say, parts)
            return f"{base} from {below} to {above} of"
        case "mtable":
            return "; ".join(map(_say, parts))
        case "mtr":
            return ", ".join(map(_say, parts))
        case _:
            return _row(element)


def _row(element: ElementTree.Element) -> str:
    """What stands side by side; upright letters in a row are one word, as in stride."""

    def upright(part: ElementTree.Element) -> bool:
        return part.tag.endswith("mi") and part.get("mathvariant") == "normal"

    said = []
    for is_word, parts in groupby(element, upright):
        said.append(("" if is_word else " ").join(map(_say, parts)))
    return " ".join(said)
