"""Makes the index in which the pages' search looks words up, with Pagefind."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ..digests import digest, is_fresh, stamp
from ..tree import PublishError, package_folder
from .found import UNLISTED
from .questions import NOTEBOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..tree import Tree

PACKAGES = ("pagefind", "pagefind_bin_extended")
# What nobody looks for, and a list of pages that are found themselves.
LEFT_OUT = UNLISTED | {f"{NOTEBOOK}.html"}
PARTS = re.compile(
    r'(<html.*?>).*?<title>(.*?)(?: · .*?)?</title>\s*<meta name="description" content="(.*?)">'
    r".*?(<main\b.*</main>)",
    re.DOTALL,
)
# Code that is written without spaces is one word to Pagefind, unless there is a space in it. The
# word joiner before the space tells the script which spaces it takes out again.
BREAK = "\u2060 "
JOINED = re.compile(r"<[^>]*>|[.(=\[,:/](?=(?:</?(?:span|wbr)\b[^>]*>)*[^\s<.(=\[,:/])")
# Titles come from the head; the glossary's own headings would stand at the end of what is above.
SKIPPED = (
    ".title h1, .hero h1, .eyebrow, .offers, .other, .setup, .ask, .hint, .solution, .believes, "
    ".kept, article.prose > h2, svg, form, nav, summary, script, noscript"
)
# What a fragment of the index begins with, and what stands between the words in Japanese.
SIGNATURE, BETWEEN = b"pagefind_dcd", "\u200b"
KEPT = ("pagefind.js", "pagefind-entry.json", "*.pf_*", "wasm.*")


def entry(tree: Tree) -> Path:
    """The file that the others of the index are found by."""
    return tree.site / "pagefind" / "pagefind-entry.json"


def stamp_index(tree: Tree, pages: Mapping[Path, str]) -> None:
    """Record what the index that lies there was made from."""
    stamp(tree, entry(tree), _made_from(pages))


def _made_from(pages: Mapping[Path, str]) -> str:
    """A digest of all that the index of these pages is made from."""
    versions = [version(name) for name in PACKAGES]
    return digest([Path(__file__)], versions, sorted(_searched(pages).items()))


def index(tree: Tree, pages: Mapping[Path, str], *, force: bool = False) -> dict[Path, bytes]:
    """All files of the index of these pages, by their places; made anew where a page changed.

    Raises PublishError where a package is missing, or Pagefind says why it can't.
    """
    for package in PACKAGES:
        package_folder(package, f"The search needs {package}")
    folder = entry(tree).parent
    if not force and is_fresh(tree, entry(tree), _made_from(pages)):
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with TemporaryDirectory() as made:
        site, out = Path(made, "site"), Path(made, "pagefind")
        for path, text in _searched(pages).items():
            copy = site / path.relative_to(tree.site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, encoding="utf-8")
        _run("--site", site, "--output-path", out, "--exclude-selectors", SKIPPED)
        kept = sorted(path for name in KEPT for path in out.rglob(name))
        files = {folder / path.relative_to(out): path.read_bytes() for path in kept}
        for name in json.loads((out / entry(tree).name).read_text("utf-8"))["languages"]:
            told = json.dumps(_words(out, name), ensure_ascii=False)
            files[folder / f"words.{name}.json"] = told.encode()
    return files


def _searched(pages: Mapping[Path, str]) -> dict[Path, str]:
    """Of each page that is searched, its language, title and main part, with code in words."""
    found = {path: PARTS.search(text) for path, text in pages.items() if path.name not in LEFT_OUT}
    return {path: _copy(*page.groups()) for path, page in found.items() if page}


def _copy(html: str, title: str, about: str, main: str) -> str:
    text = JOINED.sub(_broken, f"<h1>{title}</h1><p>{about}</p>{main}")
    return f"{html}<body>{text}</body></html>"


def _broken(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else found[0] + BREAK


def _run(*arguments: str | Path) -> None:
    # In a process of its own, as Python's way to it wants the event loop for itself.
    command = [sys.executable, "-m", "pagefind", "--silent", "--keep-index-url", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        raise PublishError(f"The search has no index: Pagefind says {said}")


def _words(out: Path, name: str) -> list[str]:
    """The words that a language without spaces is cut into; none of any other language."""
    found: set[str] = set()
    for path in (out / "fragment").glob(f"{name}_*"):
        told = gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE)
        text: str = json.loads(told)["content"]
        if BETWEEN in text:
            found.update(re.findall(r"[^\W\d_a-z]+", text.lower()))
    return sorted(found)
