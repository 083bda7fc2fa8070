"""Assembles a chapter's slides and reveal.js into one HTML file that needs no network."""

from __future__ import annotations

import re
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.files import write_changed, write_whole

from ..chapter.notebooks import bring_in_step, executed_cells
from ..chapter.outline import chapter_title
from ..digests import digest, is_fresh, programs, stamp, words
from ..html.fonts import embedded, style
from ..html.pdf import build_pdfs
from ..html.render import code_css, colours_css
from ..html.templates import rendered
from ..tree import PublishError, Tree, all_made, chapter_sources, package_folder
from .layout import Page, notes_html, slide_html
from .slides import slides
from .votes import for_a_room

if TYPE_CHECKING:
    from collections.abc import Sequence


HERE = Path(__file__).parent
REVEAL = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")

STILLS = ":is(.figure, [data-tc-figure], .tc-picture) > svg"
"""What holds a drawing that takes the colours of the page."""
PRINTED = {"query": "?print-pdf", "ready": "window.printable === true"}
"""How reveal.js lays a deck out for printing, one page for each slide."""
OWN = ("deck.css", "reading.css", "reading.js", "deck.js", "ear.js")


def build_decks(
    tree: Tree,
    chapters: Sequence[str] = (),
    *,
    force: bool = False,
    pdf: bool = True,
) -> list[Path]:
    """Make the decks of the chapters that changed, their PDFs, and the page that lists them all.

    All is in the language spoken, and links to its like in every other one.
    Raises PublishError with a sentence for every chapter that failed; what was built of it before
    stays, and the others are made.
    """
    shared = digest([*programs(tree, "chapter", "html", "deck"), *reveal_files()], tree.editions())

    def made_from(source: Path) -> str:
        return digest([source, tree.notebook(source), *words(source.stem)], shared)

    def write(source: Path) -> list[Path]:
        bring_in_step(tree, [source])
        write_whole(tree.deck(source), deck_html(tree, source))
        stamp(tree, tree.deck(source), made_from(source))
        return [tree.deck(source)]

    def list_and_print() -> list[Path]:
        _write_index(tree)
        decks = [tree.deck(source) for source in sources]
        return build_pdfs(tree, decks, **PRINTED, force=force) if pdf else []

    sources = chapter_sources(tree, chapters)
    changed = [s for s in sources if force or not is_fresh(tree, tree.deck(s), made_from(s))]
    shown = tqdm(changed, unit="deck", file=sys.stderr, disable=not changed)
    return all_made(chain((partial(write, source) for source in shown), [list_and_print]))


def deck_html(tree: Tree, source: Path) -> str:
    """The whole deck of one chapter, as HTML."""
    from course.picture.live.assets import following
    from course.picture.live.page import figure_script, figure_style, film_script

    cells = executed_cells(tree, source)
    title = chapter_title(source)
    if not title:
        raise PublishError(f"{source.stem} has no H1 (`# …`) to take the deck's title from.")
    page = Page(source.stem, set())
    made = [
        {"kind": slide.kind, "html": slide_html(slide, page), "notes": notes_html(slide)}
        for slide in for_a_room(slides(cells))
    ]
    files = (*reveal_files(), *(HERE / name for name in OWN))
    css, scripts = (
        [file.read_text(encoding="utf-8") for file in files if file.suffix == kind]
        for kind in (".css", ".js")
    )
    is_live = any('<div class="live">' in slide["html"] for slide in made)
    moves = any("data-frames" in slide["html"] for slide in made)
    return rendered(
        "deck.html.j2",
        tree,
        tree.deck(source).name,
        title=title,
        slides=made,
        css="\n".join([*css, colours_css(), code_css(), following(STILLS)]),
        theme=(HERE / "theme.js").read_text(encoding="utf-8"),
        letters=style(tree, embedded),
        live_style=figure_style() if is_live or moves else "",
        # The address of a deck says which slide it shows.
        live_script=(figure_script(addressed=False) if is_live else "")
        + (film_script() if moves else ""),
        scripts=[_for_script_tag(script) for script in scripts],
    )


def reveal_files() -> list[Path]:
    """Where the installed copy of reveal.js has the files of REVEAL."""
    why = "Slides need reveal.js from the package sphinx-revealjs"
    home = package_folder("sphinx_revealjs", why) / "_static" / "revealjs"
    return [home / name for name in REVEAL]


def _write_index(tree: Tree) -> None:
    decks = [
        {"file": tree.deck(s).name, "number": s.stem[:2], "title": chapter_title(s)}
        for s in chapter_sources(tree)
        if tree.deck(s).is_file()
    ]
    page = rendered(
        "index.html.j2",
        tree,
        "index.html",
        decks=decks,
        letters=style(tree, embedded),
        colours=colours_css(),
        theme=(HERE / "theme.js").read_text(encoding="utf-8"),
    )
    write_changed(tree.slides / "index.html", page)


def _for_script_tag(script: str) -> str:
    r"""The same program, without what would end a script element or open a comment in it.

    The notes plugin holds a whole page in a string; `\x3C` is `<` there and in a pattern alike.
    """
    return re.sub(r"<(?=/?script|!--)", r"\\x3C", script, flags=re.IGNORECASE)
