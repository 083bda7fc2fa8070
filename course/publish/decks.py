"""Assembles a chapter's slides and reveal.js into one HTML file that needs no network."""

from __future__ import annotations

import importlib.util
import itertools
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from .stamps import PUBLISH, digest, is_fresh, stamp
from .tree import PublishError, Tree, chapter_sources, write_atomically

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
        "decks.py",
        "deck.html.j2",
        "index.html.j2",
        "deck.css",
        "deck.js",
    )
]
REVEAL = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")
TITLE = re.compile(r"<title>(.*?)</title>")


def build_decks(tree: Tree, chapters: Sequence[str] = (), *, force: bool = False) -> list[Path]:
    """Make the decks of the chapters that changed, and the page that lists them all.

    Raises PublishError where a notebook is not in step with its source.
    """
    reveal = reveal_files()
    shared = digest([*MAKERS, *reveal.values(), *_pictures(tree)])
    written = []
    for source in chapter_sources(tree, chapters):
        deck, notebook = tree.deck(source), tree.notebook(source)
        made_from = shared + digest([path for path in (source, notebook) if path.is_file()])
        if force or not is_fresh(tree, deck, made_from):
            write_atomically(deck, deck_html(tree, source, reveal))
            stamp(tree, deck, made_from)
            written.append(deck)
    _write_index(tree)
    return written


def deck_html(tree: Tree, source: Path, reveal: dict[str, Path] | None = None) -> str:
    """The whole deck of one chapter, as HTML."""
    from .outline import chapter_title, columns
    from .render import code_css, markdown_html, refuse_loads, slide_html

    cells = executed_cells(tree, source)
    title = chapter_title(cells)
    if title is None:
        raise PublishError(f"{source.stem} has no H1 (`# …`) to take the deck's title from.")
    ids: set[str] = set()
    pages = itertools.count(1)
    slides = [
        [
            {
                "is_title": slide.is_title,
                "page": next(pages),
                "steps": slide_html(slide, source.stem, tree.notebooks, ids),
                "notes": [markdown_html(n, source.stem, tree.notebooks) for n in slide.notes],
            }
            for slide in column
        ]
        for column in columns(cells)
    ]
    assets = {name: p.read_text(encoding="utf-8") for name, p in (reveal or reveal_files()).items()}
    css = [assets["dist/reset.css"], assets["dist/reveal.css"], _own("deck.css"), code_css()]
    scripts = [assets["dist/reveal.js"], assets["plugin/notes/notes.js"], _own("deck.js")]
    return _rendered(
        "deck.html.j2",
        title=title,
        number=int(source.stem[:2]),
        columns=slides,
        pages=next(pages) - 1,
        css=refuse_loads("\n".join(css), "The deck's style sheet"),
        scripts=[_for_script_tag(script) for script in scripts],
    )


def executed_cells(tree: Tree, source: Path) -> list[NotebookNode]:
    """The source's cells in order, notes included, each with the outputs its notebook stores."""
    from .ipynb import read_notebook
    from .notebooks import difference
    from .source import chapter_cells, is_notes

    notebook = tree.notebook(source)
    if stale := difference(source, notebook):
        raise PublishError(stale[0])
    executed = iter(read_notebook(notebook)["cells"])
    return [cell if is_notes(cell) else next(executed) for cell in chapter_cells(source)]


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


def _write_index(tree: Tree) -> None:
    decks = []
    for source in chapter_sources(tree):
        deck = tree.deck(source)
        if deck.is_file() and (title := TITLE.search(deck.read_text(encoding="utf-8"))):
            number = source.stem[:2]
            decks.append({"file": deck.name, "number": number, "title": unescape(title[1])})
    page = _rendered("index.html.j2", decks=decks)
    index = tree.slides / "index.html"
    if not index.is_file() or index.read_text(encoding="utf-8") != page:
        write_atomically(index, page)


def _rendered(template: str, **values: object) -> str:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PUBLISH),
        autoescape=True,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(template).render(**values)


def _for_script_tag(script: str) -> str:
    r"""The same program, without what would end a script element or open a comment in it.

    The notes plugin holds a whole page in a string; `\x3C` is `<` there and in a pattern alike.
    """
    return re.sub(r"<(?=/?script|!--)", r"\\x3C", script, flags=re.IGNORECASE)


def _own(name: str) -> str:
    return (PUBLISH / name).read_text(encoding="utf-8")


def _pictures(tree: Tree) -> list[Path]:
    kinds = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
    return sorted(p for p in tree.notebooks.rglob("*") if p.suffix in kinds and p.is_file())
