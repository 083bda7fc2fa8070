"""Makes the body of a web page from a chapter's executed cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING

from course.language import tr

from ..chapter.notebooks import executed_cells
from ..chapter.outline import H1, marks
from ..chapter.source import is_notes, place, tags
from ..html.figures import live_html, live_line
from ..html.render import code_html, output_html, text_html
from ..tree import PublishError
from .exercise_html import exercise_html, exercise_name

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from ..tree import Tree

HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
LINK = re.compile(r"\]\(([\w-]+)\.ipynb[)#]")


@dataclass
class Body:
    """What a chapter's page holds between its title and its end.

    known: the names of all chapters.
    """

    chapter: str
    known: set[str]
    parts: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    """Of the sections: the heading as HTML, and its id."""
    figures: int = 0
    ids: set[str] = field(default_factory=lambda: {"main", "contents"})

    @property
    def html(self) -> str:
        return "\n".join(self.parts)

    def prose(self, cell: NotebookNode, source: str) -> str:
        for name in LINK.findall(source):
            if name not in self.known:
                where = place(self.chapter, cell)
                raise PublishError(f"{where} links to {name}.ipynb, which is no chapter.")
        # A short list of numbers is read in one line.
        html = re.sub(r"<code>(?=[^<]{1,24}</code>)", '<code class="short">', text_html(source))
        return HEADING.sub(self._heading, html)

    def _heading(self, found: re.Match[str]) -> str:
        words = unescape(re.sub(r"<[^>]+>", "", found[2]))
        slug = "-".join(re.findall(r"\w+", words.lower())) or "section"
        anchor, number = slug, 1
        while anchor in self.ids:
            number += 1
            anchor = f"{slug}-{number}"
        self.ids.add(anchor)
        if found[1] == "2":
            self.headings.append((found[2], anchor))
        return f'<h{found[1]} id="{anchor}">{found[2]}</h{found[1]}>'

    def code(self, cell: NotebookNode) -> str:
        """A code cell: a live figure where one can be made, else the code and what it gave."""
        if "setup" in tags(cell):
            summary = tr("Set-up: what this chapter imports")
            return (
                f'<details class="setup"><summary>{summary}</summary>'
                f"{code_html(cell['source'])}</details>"
            )
        if drawn := live_html(cell["source"], self.chapter, self.ids):
            self.figures += 1
            line = f"<figcaption><code>{escape(live_line(cell['source']))}</code></figcaption>"
            return f'<figure class="live">{drawn}{line}</figure>'
        outputs = "".join(output_html(output, self.ids, "still") for output in cell["outputs"])
        return f'<div class="cell">{code_html(cell["source"])}{outputs}</div>'


def chapter_body(tree: Tree, source: Path, known: set[str], notebook: str) -> Body:
    """The body of a chapter's page; ``known`` are the names of all chapters.

    Raises PublishError where a notebook is not in step with its source, and with chapter and cell
    for what no page can show.
    """
    page = Body(source.stem, known)
    cells = [
        cell
        for cell in executed_cells(tree, source)
        if not is_notes(cell) and (cell["cell_type"] == "code" or cell["source"].strip())
    ]
    prompt, titled = "", False
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if cell["cell_type"] == "code":
            name = exercise_name(cell["source"])
            if name and "setup" not in tags(cell):
                page.parts.append(exercise_html(name, cell["source"], prompt, notebook))
            else:
                page.parts.append(page.code(cell))
            prompt = ""
            continue
        text = cell["source"]
        if not titled and H1.match(text):
            text, titled = H1.sub("", text, count=1).strip(), True
        asks = following and exercise_name(following["source"])
        if asks and (found := marks().exercise.search(text)):
            prompt, text = page.prose(cell, text[found.start() :]), text[: found.start()].strip()
        if text:
            page.parts.append(f'<div class="prose">{page.prose(cell, text)}</div>')
    return page
