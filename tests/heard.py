"""Reads what Chromium's accessibility tree says of a page, as a screen reader is told it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Heard(NamedTuple):
    role: str
    name: str
    live: str
    """How a change of it is said: "polite", or "" where it isn't."""


def heard(page: Page) -> list[Heard]:
    """All that is not ignored, in the order of reading."""
    session = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    return [
        Heard(
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            next((p["value"]["value"] for p in node["properties"] if p["name"] == "live"), ""),
        )
        for node in nodes
        if not node["ignored"]
    ]
