"""Words in prose that move a live figure; where one is alive, a script makes buttons of them."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

STATE = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
WHOLE = re.compile(r"-?\d{1,6}")
ROW = re.compile(r"-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)*")
# Its slider has another name in a figure's state.
SIZES = {"input_size": "length"}


def move_html(words: str, address: str) -> str:
    """Words, as HTML, that set in the nearest figure what the address says."""
    return f'<span data-sets="{escape(address)}">{words}</span>'


def state_in(live: str) -> dict[str, Any]:
    """What a live figure's HTML tells its script: its values, and how far its sliders reach."""
    found = STATE.search(live)
    assert found, "A live figure's state stands behind it."
    told: dict[str, Any] = json.loads(found[1])
    return told


def not_taken(address: str, figures: Iterable[dict[str, Any]]) -> str:
    """The part of an address that no figure can show, or all where none can at once; or ""."""
    parts = address.split("&")
    alone = (part for part in parts if not any(_takes(figure, part) for figure in figures))
    together = any(all(_takes(figure, part) for part in parts) for figure in figures)
    return next(alone, "" if together else address)


def _takes(figure: dict[str, Any], part: str) -> bool:
    name, _, value = part.partition("=")
    reach, counts = figure["_reach"], figure["_counts"]
    if name == "view":
        return value in figure["_views"]
    if slider := next((slider for slider, of in counts.items() if of == name), ""):
        rows = value.split(";")
        least, most = reach[slider]
        return all(ROW.fullmatch(row) and least <= row.count(",") + 1 <= most for row in rows)
    least, most = reach.get(SIZES.get(name, name), (1, 0))
    return bool(WHOLE.fullmatch(value)) and least <= int(value) <= most
