"""Assembles a chapter's slides and reveal.js into one HTML file that needs no network."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from course.files import write_changed, write_whole
from course.language import speaking

from ..chapter.notebooks import bring_in_step, executed_cells
from ..chapter.outline import chapter_title
from ..digests import digest, is_fresh, programs, stamp, words
from ..html.fonts import embedded, style
from ..html.language_links import Twin, twins
from ..html.render import code_css, markdown_html, refuse_loads
from ..html.templates import rendered
from ..tree import PublishError, Tree, chapter_sources, package_folder
from .layout import Page, notes_html, slide_html
from .pdf import build_pdfs
from .slides import slides

if TYPE_CHECKING:
    from collections.abc import Sequence


HERE = Path(__file__).parent
REVEAL = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")
TITLE = re.compile(r"<title>(.*?)</title>")


def build_decks(
    tree: Tree,
    chapters: Sequence[str] = (),
    *,
    force: bool = False,
    pdf: bool = True,
    beside: Sequence[str] = (),
) -> list[Path]:
    """Make the decks of the chapters that changed, their PDFs, and the page that lists them all.

    All is in the language spoken, and links to the decks in the languages that are built beside, or
    are there already.

    Raises PublishError with a sentence for every chapter that failed; what was built of it before
    stays, and the others are made.
    """
    shared = digest([*programs(tree, "chapter", "html", "deck"), *reveal_files()])

    def made_from(source: Path) -> str:
        files = [path for path in (source, tree.notebook(source)) if path.is_file()]
        linked = "".join(twin.language for twin in _twins(tree, tree.deck(source).name, beside))
        return shared + linked + digest([*files, *words(source.stem)])

    sources = chapter_sources(tree, chapters)
    changed = [s for s in sources if force or not is_fresh(tree, tree.deck(s), made_from(s))]
    written, failures = [], []
    for source in tqdm(changed, unit="deck", file=sys.stderr, disable=not changed):
        try:
            bring_in_step(tree, [source])
            write_whole(tree.deck(source), deck_html(tree, source, beside))
        except PublishError as error:
            failures.append(str(error))
        else:
            stamp(tree, tree.deck(source), made_from(source))
            written.append(tree.deck(source))
    try:
        _write_index(tree, beside)
        if pdf:
            written += build_pdfs(tree, [tree.deck(source) for source in sources], force=force)
    except PublishError as error:
        failures.append(str(error))
    if failures:
        raise PublishError("\n".join(failures))
    return written


def deck_html(tree: Tree, source: Path, beside: Sequence[str] = ()) -> str:
    """The whole deck of one chapter, as HTML."""
    from course.picture.live.page import figure_script, figure_style

    cells = executed_cells(tree, source)
    title = chapter_title(cells)
    if title is None:
        raise PublishError(f"{source.stem} has no H1 (`# …`) to take the deck's title from.")
    for cell in cells:
        if cell["cell_type"] == "markdown":
            markdown_html(cell, source.stem)  # Says in which cell there is what a deck can't load.
    page = Page(source.stem, set())
    made = [
        {"kind": slide.kind, "html": slide_html(slide, page), "notes": notes_html(slide)}
        for slide in slides(cells)
    ]
    own = [HERE / "deck.css", HERE / "deck.js"]
    files = (path.read_text(encoding="utf-8") for path in (*reveal_files(), *own))
    reset_css, reveal_css, reveal_js, notes_js, own_css, own_js = files
    css = "\n".join([reset_css, reveal_css, own_css, code_css()])
    is_live = any('<div class="live">' in slide["html"] for slide in made)
    return rendered(
        "deck.html.j2",
        title=title,
        slides=made,
        twins=_twins(tree, tree.deck(source).name, beside),
        css=refuse_loads(css, "The deck's style sheet"),
        letters=style(tree, embedded),
        live_style=figure_style() if is_live else "",
        live_script=figure_script() if is_live else "",
        scripts=[_for_script_tag(script) for script in (reveal_js, notes_js, own_js)],
    )


def reveal_files() -> list[Path]:
    """Where the installed copy of reveal.js has the files of REVEAL."""
    why = "Slides need reveal.js from the package sphinx-revealjs"
    home = package_folder("sphinx_revealjs", why) / "_static" / "revealjs"
    files = [home / name for name in REVEAL]
    for file in files:
        if not file.is_file():
            raise PublishError(f"The installed sphinx-revealjs has no {file.relative_to(home)}.")
    return files


def _twins(tree: Tree, file: str, beside: Sequence[str]) -> list[Twin]:
    """The links to the same deck in the languages that have it, or will have it."""
    there = []
    for name in tree.editions():
        with speaking(name):
            if name in beside or (tree.slides / file).is_file():
                there.append(name)
    return twins(file, there)


def _write_index(tree: Tree, beside: Sequence[str]) -> None:
    decks = []
    for source in chapter_sources(tree):
        deck = tree.deck(source)
        if deck.is_file() and (title := TITLE.search(deck.read_text(encoding="utf-8"))):
            number = source.stem[:2]
            decks.append({"file": deck.name, "number": number, "title": unescape(title[1])})
    page = rendered(
        "index.html.j2",
        decks=decks,
        twins=_twins(tree, "index.html", beside),
        letters=style(tree, embedded),
    )
    write_changed(tree.slides / "index.html", page)


def _for_script_tag(script: str) -> str:
    r"""The same program, without what would end a script element or open a comment in it.

    The notes plugin holds a whole page in a string; `\x3C` is `<` there and in a pattern alike.
    """
    return re.sub(r"<(?=/?script|!--)", r"\\x3C", script, flags=re.IGNORECASE)
