"""Puts the chapters' pages, the first page and what they link to together, for any static host."""

from __future__ import annotations

import hashlib
import sys
from functools import partial
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.files import write_changed, write_whole
from course.language import language, speaking
from course.picture import LETTERS

from ..chapter.notebooks import bring_in_step
from ..digests import digest, is_fresh, programs, stamp, words
from ..html.fonts import letters
from ..html.language_links import home
from ..tree import edition
from . import page_html
from .page_html import Links
from .readme import Chapter, binder, chapters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ..tree import Tree


def build_site(tree: Tree, *, force: bool = False) -> list[Path]:
    """Make the changed pages of all languages, copy what they link to, return what was written.

    All is made before anything is written, so a PublishError leaves the site as it was. In the end
    the folder holds what this build knows of and nothing else.
    """
    made: dict[Path, str] = {}
    inputs: dict[Path, str] = {}
    copies: dict[Path, Path] = {}
    for name in tree.editions():
        with speaking(name):
            every = chapters(tree)
            products = _products(tree, every)
            inputs |= {path: made_from for path, (made_from, _) in products.items()}
            stale = [path for path in products if force or not is_fresh(tree, path, inputs[path])]
            if stale:
                bring_in_step(tree, [c.source for c in every if tree.page(c.source) in stale])
            for path in tqdm(stale, unit="page", file=sys.stderr, disable=not stale):
                made[path] = products[path][1]()
            copies |= copied(tree, every)
    for path, text in made.items():
        write_whole(path, text)
        stamp(tree, path, inputs[path])
    copied_anew = (p for p, origin in copies.items() if write_changed(p, origin.read_bytes()))
    written = [*made, *copied_anew]
    _remove_strays(tree.site, {*inputs, *copies})
    return written


def links(tree: Tree, chapter: Chapter) -> Links:
    """What a chapter's page can offer: decks and PDFs only where they have been made."""
    deck = tree.deck(chapter.source)
    pdf = deck.with_suffix(".pdf")
    return Links(
        notebook=f"{home()}notebooks/{edition()}{chapter.stem}.ipynb",
        deck=f"{home()}slides/{edition()}{deck.name}" if deck.is_file() else "",
        pdf=f"{home()}slides/{edition()}{pdf.name}" if pdf.is_file() else "",
        binder=binder(tree, chapter.stem),
    )


def copied(tree: Tree, every: Sequence[Chapter]) -> dict[Path, Path]:
    """The files that the site takes over as they are: where each goes, and where it comes from."""
    found = {}
    for chapter in every:
        notebook, deck = tree.notebook(chapter.source), tree.deck(chapter.source)
        found[tree.site / "notebooks" / edition() / notebook.name] = notebook
        for product in (deck, deck.with_suffix(".pdf")):
            if product.is_file():
                found[tree.site / "slides" / edition() / product.name] = product
    for file in (*letters(tree), *LETTERS.glob("*.LICENSE")):
        found[tree.site / "assets" / file.name] = file
    index = tree.slides / "index.html"
    if index.is_file() and all(tree.deck(chapter.source).is_file() for chapter in every):
        found[tree.site / "slides" / edition() / index.name] = index
    return found


def _products(tree: Tree, every: Sequence[Chapter]) -> dict[Path, tuple[str, Callable[[], str]]]:
    """Each file that is made: a digest of all that it is made from, and how."""
    every_link = {chapter.stem: links(tree, chapter) for chapter in every}
    facts = [(c.stem, c.title, c.label, c.shows, every_link[c.stem]) for c in every]
    makers = digest(programs(tree, "chapter", "html", "site"))
    spoken = makers + repr((facts, tree.editions(), language()))

    def product(made_from: str, make: Callable[[], str]) -> tuple[str, Callable[[], str]]:
        return hashlib.sha256(made_from.encode()).hexdigest(), make

    has_decks = (tree.slides / "index.html").is_file()
    index = partial(page_html.index, tree, every, every_link, has_decks)
    products = {
        tree.site / "assets" / "site.css": product(makers, page_html.style_sheet),
        tree.site / "assets" / "site.js": product(makers, page_html.script),
        tree.site / "assets" / "figure.js": product(makers, page_html.figure_script),
        tree.site / edition() / "index.html": product(spoken + digest(words()), index),
    }
    for chapter in every:
        files = [p for p in (chapter.source, tree.notebook(chapter.source)) if p.is_file()]
        made_from = spoken + digest([*files, *words(chapter.stem)])
        make = partial(page_html.chapter, tree, every, chapter, every_link[chapter.stem])
        products[tree.page(chapter.source)] = product(made_from, make)
    return products


def _remove_strays(site: Path, known: set[Path]) -> None:
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file() and path not in known:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
