"""Prints pages through a headless Chromium, their text selectable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.files import write_whole

from ..digests import digest, is_fresh, stamp
from ..tree import PublishError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import BrowserContext

    from ..tree import Tree

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A Mac has its browsers in bundles, which no PATH leads to.
BUNDLES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SECONDS = 60


def browser_path() -> str | None:
    """The browser that CHROMIUM names, else the first one that is installed in a usual place."""
    named = os.environ.get("CHROMIUM")
    if named is not None:
        return shutil.which(named)
    found = (shutil.which(name) for name in (*NAMES, *BUNDLES))
    return next(filter(None, found), None)


def why_not() -> str | None:
    """What is missing for printing, in one sentence, or None."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "No PDFs: they need the package playwright (pip install -e '.[author]')."
    if browser_path() is None:
        return (
            "No PDFs: there is no Chromium here; install one of "
            f"{', '.join(NAMES[:3])}, or name it in CHROMIUM."
        )
    return None


def driver_fault() -> str | None:
    """Why the program that Playwright steers browsers with does not start, or None."""
    from playwright._impl._driver import compute_driver_executable
    from playwright.sync_api import Error

    try:
        node, _ = compute_driver_executable()
        tried = subprocess.run([node, "--version"], capture_output=True, text=True)
    except (Error, OSError) as error:
        return f"Playwright's driver does not start ({error})."
    if not tried.returncode:
        return None
    said = (tried.stderr.strip().splitlines() or [f"status {tried.returncode}"])[-1]
    mend = "; on Debian or Ubuntu install libatomic1" if "libatomic" in said else ""
    return f"Playwright's driver does not start ({said}){mend}."


def build_pdfs(
    tree: Tree,
    pages: Sequence[Path],
    *,
    query: str = "",
    ready: str = 'document.fonts.status === "loaded"',
    force: bool = False,
) -> list[Path]:
    """Print the pages that changed; without a browser say so in a line on stderr instead.

    query and ready: what is added to their addresses, and what is true as soon as they can be
    printed.
    """
    changed = {}
    for page in filter(Path.is_file, pages):
        made_from = digest([page, Path(__file__)])
        if force or not is_fresh(tree, page.with_suffix(".pdf"), made_from):
            changed[page] = made_from
    if not changed:
        return []
    if why := why_not():
        print(why, file=sys.stderr)
        return []
    if fault := driver_fault():
        raise PublishError(f"The PDFs were not made: {fault}")
    from playwright.sync_api import Error, sync_playwright

    try:
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=browser_path(), args=list(FLAGS)) as browser,
        ):
            context = browser.new_context(viewport={"width": 1280, "height": 720})
            # What prints may not depend on what a network happens to answer.
            context.route("http*://**", lambda route: route.abort())
            for page, made_from in tqdm(changed.items(), unit="PDF", file=sys.stderr):
                pdf = page.with_suffix(".pdf")
                write_whole(pdf, printed(context, page, query, ready))
                stamp(tree, pdf, made_from)
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise PublishError(f"No PDFs: {browser_path()} does not start ({first}).") from error
    return [page.with_suffix(".pdf") for page in changed]


def printed(context: BrowserContext, file: Path, query: str, ready: str) -> bytes:
    """The page as a tagged PDF with an outline."""
    from playwright.sync_api import Error

    page = context.new_page()
    try:
        page.goto(f"{file.resolve().as_uri()}{query}")
        page.wait_for_function(ready, timeout=SECONDS * 1000)
        return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise PublishError(f"{file.stem} could not be printed: {first}") from error
    finally:
        page.close()
