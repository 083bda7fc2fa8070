"""Puts the chapters' pages, the first page and what they link to together, for any static host."""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.exercises import component
from course.files import write_changed, write_whole
from course.language import language, speaking
from course.picture import LETTERS
from course.picture.live.film import program as film_program
from course.picture.live.page import program

from ..chapter.notebooks import bring_in_step
from ..digests import digest, is_fresh, programs, stamp, words
from ..html.fonts import letters
from ..html.pdf import build_pdfs, why_not
from ..tree import edition
from . import beliefs, calculator, cheat_sheet, found, pages, search
from .cards import cards, touch_icon
from .frames import frames
from .pages import HERE, style_sheet
from .questions import NOTEBOOK, answered
from .readme import Chapter, beside, chapters
from .verdicts import Sentences, verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ..tree import Tree

ASSETS = [HERE / name for name in ("site.js", "search.js", "segments.js", "icon.svg")]
FORWARDED: dict[str, str] = {}
"""Names that pages had, as in "02_strides.html", and which page each of them leads to now."""


def build_site(tree: Tree, *, force: bool = False, pdf: bool = True) -> list[Path]:
    """Make the changed pages of all languages, copy what they link to, return what was written.

    pdf: print the cheat sheets as well, which takes a browser.

    All is made before anything is written, so a PublishError leaves the site as it was. In the end
    the folder holds what this build knows of and nothing else.
    """
    prints = pdf and why_not() is None
    made: dict[Path, str] = {}
    inputs: dict[Path, str] = {}
    copies: dict[Path, Path] = {}
    drawn, sentences = frames(tree)
    judged, left_open = verdicts(tree)
    for name in tree.editions():
        with speaking(name):
            every = chapters(tree)
            products = _products(tree, every, sentences, left_open, prints)
            inputs |= {path: made_from for path, (made_from, _) in products.items()}
            stale = [path for path in products if force or not is_fresh(tree, path, inputs[path])]
            sources = [one.source for one in (*every, *beside(tree))]
            bring_in_step(tree, [source for source in sources if tree.page(source) in stale])
            for path in tqdm(stale, unit="page", file=sys.stderr, disable=not stale):
                made[path] = products[path][1]()
            copies |= copied(tree, every)
    copies |= {tree.site / file.parent.name / file.name: file for file in [*drawn, *judged]}
    texts = {
        path: made.get(path) or path.read_text(encoding="utf-8")
        for path in inputs
        if path.suffix == ".html"
    }
    searched = search.index(tree, texts, force=force)
    for path, text in made.items():
        write_whole(path, text)
        stamp(tree, path, inputs[path])
    copies |= _cards(tree, inputs)
    copied_anew = (p for p, origin in copies.items() if write_changed(p, origin.read_bytes()))
    searched_anew = [path for path, told in searched.items() if write_changed(path, told)]
    search.stamp_index(tree, texts)
    sheets = [path for path in inputs if path.name == "cheat_sheet.html"]
    printed = build_pdfs(tree, sheets, force=force) if pdf else []
    written = [*made, *copied_anew, *searched_anew, *printed]
    pdfs = {sheet.with_suffix(".pdf") for sheet in sheets}
    _remove_strays(tree.site, {*inputs, *copies, *searched, *pdfs})
    return written


def copied(tree: Tree, every: Sequence[Chapter]) -> dict[Path, Path]:
    """The files that the site takes over as they are: where each goes, and where it comes from."""
    notebooks = [tree.notebook(one.source) for one in (*every, *beside(tree))]
    decks = [tree.deck(chapter.source) for chapter in every]
    pdfs = [deck.with_suffix(".pdf") for deck in decks]
    folders = {
        f"notebooks/{edition()}": notebooks,
        f"slides/{edition()}": [*decks, *pdfs, tree.slides / "index.html"],
        "assets": [*ASSETS, touch_icon(tree), *letters(tree), *LETTERS.glob("*.LICENSE")],
    }
    return {
        tree.site / folder / file.name: file
        for folder, files in folders.items()
        for file in files
        if file.is_file()
    }


def _products(
    tree: Tree,
    every: Sequence[Chapter],
    sentences: dict[str, str],
    left_open: Sentences,
    prints: bool,
) -> dict[Path, tuple[str, Callable[[], str]]]:
    """Each file that is made: a digest of all that it is made from, and how."""
    makers = digest(programs(tree, "chapter", "html", "site"))
    has_decks = (tree.slides / "index.html").is_file()
    others = beside(tree)
    cited, asked = found.citation(tree), pages.asked(tree)
    addresses = (found.site(tree), found.repository(tree))
    facts = (makers, every, others, asked, has_decks, tree.editions(), addresses, cited, language())
    held = pages.beside(tree, sentences)
    assets, folder = tree.site / "assets", tree.site / edition()
    products: dict[Path, tuple[str, Callable[[], str]]] = {
        assets / "site.css": (makers, style_sheet),
        assets / "figure.js": (makers, program),
        assets / "film.js": (makers, film_program),
        assets / "exercise.js": (makers, component.script),
        assets / "calculator.css": (makers, calculator.style),
        assets / "cheat_sheet.css": (makers, cheat_sheet.style),
        assets / "calculator.js": (makers, calculator.program),
        assets / "beliefs.js": (makers, beliefs.program),
        folder / "index.html": (
            digest(words(), *facts),
            partial(pages.index, tree, every, has_decks, held),
        ),
        folder / "calculator.html": (
            digest(words(), *facts),
            partial(calculator.page, tree, every, held),
        ),
        folder / "cheat_sheet.html": (
            digest(words(), *facts, prints),
            partial(cheat_sheet.page, tree, every, prints),
        ),
        folder / "review.html": (
            digest(words(), *facts),
            partial(pages.review, tree, every, left_open),
        ),
        # It has the words of every language.
        folder / "glossary.html": (
            digest(_all_words(tree), *facts),
            partial(pages.glossary, tree, every),
        ),
        folder / "404.html": (digest(words(), *facts), partial(pages.missing, tree, every)),
        folder / "embed.html": (digest(words(), *facts), partial(pages.embed, tree, held)),
    }
    for old, now in FORWARDED.items():
        made_from = digest([], makers, now, language())
        products[tree.site / edition() / old] = (made_from, partial(pages.forward, now))
    for chapter in every:
        files = [chapter.source, tree.notebook(chapter.source), *words(chapter.stem)]
        make = partial(pages.chapter, tree, every, chapter, held, left_open)
        products[tree.page(chapter.source)] = (digest(files, *facts), make)
    for one in others:
        files = [one.source, tree.notebook(one.source), *words(one.stem)]
        made_from = digest(files, *facts)
        make = partial(pages.notebook_page, tree, every, one, held)
        products[tree.page(one.source)] = (made_from, make)
        answers = cache(partial(answered, tree, one.source))
        for here, question in enumerate(asked if one.stem == NOTEBOOK else ()):
            make = partial(pages.question, tree, every, one, answers, here, held)
            products[folder / question.file] = (made_from, make)
    if found.site(tree):
        names = sorted(page.name for page in _listed(products))
        made_from = digest([], makers, names, tree.editions(), addresses)
        products[tree.site / "sitemap.xml"] = (made_from, partial(found.site_map, tree, names))
    return products


def _listed(known: Iterable[Path]) -> Iterator[Path]:
    """Those of the files that are pages to look for."""
    unlisted = found.UNLISTED | FORWARDED.keys()
    return (path for path in known if path.suffix == ".html" and path.name not in unlisted)


def _cards(tree: Tree, known: Iterable[Path]) -> dict[Path, Path]:
    """The cards of all pages, where an address leads to them, and where each comes from."""
    if not found.site(tree):
        return {}
    copies: dict[Path, Path] = {}
    for name in tree.editions():
        with speaking(name):
            own = [page for page in _listed(known) if page.parent == tree.site / edition()]
            folder = tree.site / "cards" / edition()
            copies |= {folder / card.name: card for card in cards(tree, own)}
    return copies


def _all_words(tree: Tree) -> list[Path]:
    found = []
    for name in tree.editions():
        with speaking(name):
            found += words()
    return found


def _remove_strays(site: Path, known: set[Path]) -> None:
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file() and path not in known:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
