"""Assembles a chapter's slides and reveal.js into one HTML file that needs no network."""

from __future__ import annotations

import importlib.util
import re
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from ..language import language, speaking
from .fonts import embedded, letters, style
from .stamps import PUBLISH, catalogues, digest, is_fresh, stamp
from .templates import rendered
from .tree import PublishError, Tree, chapter_sources, write_atomically
from .twins import Twin, twins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

MAKERS = [
    PUBLISH / name
    for name in (
        "ipynb.py",
        "source.py",
        "outline.py",
        "room.py",
        "render.py",
        "formulas.py",
        "spoken.py",
        "passages.py",
        "twins.py",
        "figures.py",
        "fonts.py",
        "layout.py",
        "cards.py",
        "slides.py",
        "templates.py",
        "decks.py",
        "deck.html.j2",
        "index.html.j2",
        "deck.css",
        "deck.js",
    )
]
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
    from .notebooks import bring_in_step
    from .pdf import build_pdfs

    reveal = reveal_files()
    shared = digest([*MAKERS, *_package(), *reveal.values(), *_pictures(tree)])

    def made_from(source: Path) -> str:
        files = [path for path in (source, tree.notebook(source)) if path.is_file()]
        linked = "".join(twin.language for twin in _twins(tree, tree.deck(source).name, beside))
        settings = tree.locale / language() / "fonts.toml"
        files += [settings] if settings.is_file() else []
        return shared + linked + digest([*files, *catalogues(source.stem)])

    inputs = {source: made_from(source) for source in chapter_sources(tree, chapters)}
    changed = [s for s, i in inputs.items() if force or not is_fresh(tree, tree.deck(s), i)]
    written, failures = [], []
    for source in tqdm(changed, unit="deck", file=sys.stderr, disable=not changed):
        try:
            bring_in_step(tree, [source])
            write_atomically(tree.deck(source), deck_html(tree, source, reveal, beside))
        except PublishError as error:
            failures.append(str(error))
        else:
            inputs[source] = made_from(source)
            stamp(tree, tree.deck(source), inputs[source])
            written.append(tree.deck(source))
    _write_index(tree, beside)
    if pdf:
        try:
            written += build_pdfs(tree, [tree.deck(source) for source in inputs], force=force)
        except PublishError as error:
            failures.append(str(error))
    if failures:
        raise PublishError("\n".join(failures))
    return written


def deck_html(
    tree: Tree,
    source: Path,
    reveal: dict[str, Path] | None = None,
    beside: Sequence[str] = (),
) -> str:
    """The whole deck of one chapter, as HTML."""
    from ..picture.live.page import figure_script, figure_style
    from .layout import Page, notes_html, slide_html
    from .outline import chapter_title
    from .render import code_css, refuse_loads
    from .slides import slides

    cells = executed_cells(tree, source)
    title = chapter_title(cells)
    if title is None:
        raise PublishError(f"{source.stem} has no H1 (`# …`) to take the deck's title from.")
    page = Page(source.stem, tree.notebooks, set())
    made = [
        {"kind": slide.kind, "html": slide_html(slide, page), "notes": notes_html(slide, page)}
        for slide in slides(cells)
    ]
    assets = {name: p.read_text(encoding="utf-8") for name, p in (reveal or reveal_files()).items()}
    css = [assets["dist/reset.css"], assets["dist/reveal.css"], _own("deck.css"), code_css()]
    scripts = [assets["dist/reveal.js"], assets["plugin/notes/notes.js"], _own("deck.js")]
    is_live = any('<div class="live">' in slide["html"] for slide in made)
    return rendered(
        "deck.html.j2",
        title=title,
        slides=made,
        twins=_twins(tree, tree.deck(source).name, beside),
        css=refuse_loads("\n".join(css), "The deck's style sheet"),
        letters=style(tree, embedded(font)) if (font := letters(tree)) else "",
        live_style=figure_style() if is_live else "",
        live_script=figure_script() if is_live else "",
        scripts=[_for_script_tag(script) for script in scripts],
    )


def executed_cells(tree: Tree, source: Path) -> list[NotebookNode]:
    """The source's cells in order, notes included, each with the outputs its notebook stores."""
    from .ipynb import read_notebook
    from .notebooks import difference
    from .source import chapter_cells, is_notes

    cells = chapter_cells(source)  # says what is wrong with a source before all else
    notebook = tree.notebook(source)
    if stale := difference(source, notebook):
        raise PublishError(stale[0])
    executed = iter(_refuse_errors(source.stem, read_notebook(notebook)["cells"]))
    return [cell if is_notes(cell) else next(executed) for cell in cells]


def _refuse_errors(chapter: str, cells: list[NotebookNode]) -> list[NotebookNode]:
    from .source import place

    for cell in cells:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                what = " ".join(f"{output['ename']}: {output['evalue']}".split())
                raise PublishError(f"{place(chapter, cell)} raised {what}")
    return cells


def reveal_files() -> dict[str, Path]:
    """Where the installed copy of reveal.js has the files a deck needs."""
    found = importlib.util.find_spec("sphinx_revealjs")
    if found is None or found.origin is None:
        raise PublishError(
            "Slides need reveal.js from the package sphinx-revealjs: pip install -e '.[author]'."
        )
    home = Path(found.origin).parent / "_static" / "revealjs"
    files = {name: home / name for name in REVEAL}
    for file in files.values():
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
    page = rendered("index.html.j2", decks=decks, twins=_twins(tree, "index.html", beside))
    index = tree.slides / "index.html"
    if not index.is_file() or index.read_text(encoding="utf-8") != page:
        write_atomically(index, page)


def _for_script_tag(script: str) -> str:
    r"""The same program, without what would end a script element or open a comment in it.

    The notes plugin holds a whole page in a string; `\x3C` is `<` there and in a pattern alike.
    """
    return re.sub(r"<(?=/?script|!--)", r"\\x3C", script, flags=re.IGNORECASE)


def _own(name: str) -> str:
    return (PUBLISH / name).read_text(encoding="utf-8")


def _package() -> list[Path]:
    """The files that draw the live figures; what a chapter prints is in its notebook already."""
    course = PUBLISH.parent
    folders = (course, *(course / name for name in ("views", "picture", "picture/live")))
    kinds = {".py", ".js", ".css"}
    return sorted(p for folder in folders for p in folder.iterdir() if p.suffix in kinds)


def _pictures(tree: Tree) -> list[Path]:
    kinds = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
    return sorted(p for p in tree.notebooks.rglob("*") if p.suffix in kinds and p.is_file())
