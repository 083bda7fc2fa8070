"""How long the site takes: to make, to find unchanged, and a page's first figure to answer."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from publish.site.site import build_site
from publish.tree import this_tree

ROUNDS = 7
# The listener stands before the page's own scripts run, so that it misses nothing.
WATCH = """(() => {
  addEventListener("load", () => { window.loaded = performance.now(); });
  new MutationObserver(() => {
    const figure = document.querySelector(".tc-figure");
    if (figure && !figure.hasAttribute("aria-busy")) window.answers ??= performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true });
})()"""

if __name__ == "__main__":
    # The tests know where a browser is.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from browser import FLAGS, chromium_path, file_url

    tree = this_tree()
    for name, force in (("all pages made anew", True), ("nothing changed", False)):
        begun = time.perf_counter()
        build_site(tree, force=force)
        print(f"{name:26} {time.perf_counter() - begun:7.2f} s")
    if chromium_path() is None:
        sys.exit("No Chromium: the pages are not measured.")
    from playwright.sync_api import sync_playwright

    print(f"ms from a page's load until its first figure answers (medians of {ROUNDS})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        page = browser.new_page()
        page.add_init_script(WATCH)
        for path in sorted(tree.site.glob("*.html")):
            taken = []
            for _ in range(ROUNDS):
                page.goto(file_url(path))
                page.wait_for_function("window.answers && window.loaded")
                taken.append(page.evaluate("window.answers - window.loaded"))
            print(f"{path.name:26} {statistics.median(taken):7.1f}")
        browser.close()
