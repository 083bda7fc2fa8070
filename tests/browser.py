"""Finds the machine's Chromium and opens pages in it with the network off."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Witness:
    """What a page did behind its pictures: errors it reported, addresses it asked for."""

    errors: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)


def chromium_path() -> str | None:
    """The browser that CHROMIUM names, else the first known one on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


needs_chromium = pytest.mark.skipif(
    chromium_path() is None,
    reason=f"no Chromium: set CHROMIUM, or install one of {', '.join(NAMES)}",
)


@contextmanager
def open_browser(
    width: int = 1280, height: int = 720, allowed: tuple[str, ...] = ("file:", "data:", "blob:")
) -> Iterator[tuple[Page, Witness]]:
    """A fresh page, and the witness of what it does; only the allowed addresses are answered."""
    from playwright.sync_api import sync_playwright

    witness = Witness()

    def answer(route: Route) -> None:
        if route.request.url.startswith(allowed):
            route.continue_()
        else:
            witness.blocked.append(route.request.url)
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        try:
            context = browser.new_context(viewport={"width": width, "height": height})
            context.route("**/*", answer)
            page = context.new_page()
            page.on("pageerror", lambda error: witness.errors.append(str(error)))
            page.on(
                "console",
                lambda line: witness.errors.append(line.text) if line.type == "error" else None,
            )
            yield page, witness
        finally:
            browser.close()


def file_url(path: Path) -> str:
    return path.resolve().as_uri()
