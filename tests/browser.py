"""Finds the machine's Chromium and opens pages in it with the network off, and one font family."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# The last list of these counts, so those come first that Playwright would have given.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # Pages of the browser's own, for its address bar: each window would load two, in a process
    # that takes longer than many a test.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(OFF)}",
)

# What fontconfig tells Chromium of fonts: Matplotlib's DejaVu, and nothing of the machine's own.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <selectfont>
    <acceptfont><glob>*/DejaVu*</glob></acceptfont>
    <rejectfont><glob>*</glob></rejectfont>
  </selectfont>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""


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


def why_skipped() -> str | None:
    """What a browser test lacks here, or None."""
    if chromium_path() is None:
        return f"no Chromium: set CHROMIUM, or install one of {', '.join(NAMES)}"
    if find_spec("matplotlib") is None:
        return (
            "no matplotlib: its fonts, which the extra 'author' brings, are the browser's only ones"
        )
    try:
        from publish.html.pdf import driver_fault

        return driver_fault()
    except ImportError as error:
        return f"no {error.name}: a browser is driven by the extra 'author'"


# Found out once for each process, as this module is imported.
_why = why_skipped()
needs_chromium = pytest.mark.skipif(_why is not None, reason=_why or "")


@cache
def font_settings() -> Path:
    """The file with FONTS, beside their cache, which all browsers of this process share."""
    package = find_spec("matplotlib")
    assert package is not None
    assert package.origin is not None
    fonts = Path(package.origin).parent / "mpl-data" / "fonts" / "ttf"
    folder = tempfile.TemporaryDirectory(prefix="fonts-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    settings = Path(folder.name) / "fonts.conf"
    settings.write_text(FONTS.format(fonts=fonts, cache=folder.name), encoding="utf-8")
    return settings


@contextmanager
def launched(*flags: str) -> Iterator[Browser]:
    """A Chromium without a page, to which DejaVu is the machine's only font family.

    So a page looks the same to the tests of every machine. Without fontconfig, as on a Mac or on
    Windows, it sees the machine's own fonts nevertheless.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=[*FLAGS, *flags],
            env=os.environ | {"FONTCONFIG_FILE": str(font_settings())},
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser,
    width: int = 1280,
    height: int = 720,
    allowed: tuple[str, ...] = ("file:", "data:", "blob:"),
) -> Iterator[tuple[Page, Witness]]:
    """A fresh page, and the witness of what it does; only the allowed addresses are answered."""
    witness = Witness()

    def answer(route: Route) -> None:
        if route.request.url.startswith(allowed):
            route.continue_()
        else:
            witness.blocked.append(route.request.url)
            route.abort()

    with browser.new_context(viewport={"width": width, "height": height}) as context:
        context.route("**/*", answer)
        page = context.new_page()
        page.on("pageerror", lambda error: witness.errors.append(str(error)))
        page.on(
            "console",
            lambda line: witness.errors.append(line.text) if line.type == "error" else None,
        )
        yield page, witness


# Where an element is once it has stood still for some frames, as after the window was resized.
AT_REST = """
async (element) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const place = () => JSON.stringify(element.getBoundingClientRect());
  for (let still = 0, last = place(); still < 12; still += 1) {
    await frame();
    if (place() !== last) [still, last] = [0, place()];
  }
  return element.getBoundingClientRect().toJSON();
}
"""


def at_rest(locator: Locator) -> dict[str, float]:
    """The element's place in pixels of the window: x, y, width and height."""
    place: dict[str, float] = locator.evaluate(AT_REST)
    return place


def file_url(path: Path) -> str:
    return path.resolve().as_uri()
