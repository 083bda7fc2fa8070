"""Shows what is done, chapter by chapter, with buttons to save it and to restore it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from ..language import left, tr, width
from ..widgets import in_notebook, widget_bundle
from . import progress_file
from .bank import CHAPTERS

SIGNS = {"right": "●", "wrong": "◐", "exception": "◐"}
OPEN = "○"


@dataclass(frozen=True)
class Overview:
    """What is done. A notebook shows it with a button to download it and one to restore it."""

    held: progress_file.Held
    said: str = ""

    def __repr__(self) -> str:
        widest = max(width(tr(name)) for name in CHAPTERS)
        lines = [
            f"{left(chapter, widest)}  {signs:<7} {count}" for chapter, signs, count in self._rows()
        ]
        return "\n".join([*lines, *self._below()])

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        """Each chapter's name, a sign for each of its exercises, and how many are right."""
        done = self.held["done"]
        for chapter, exercises in CHAPTERS.items():
            outcomes = [done.get(f"{chapter}.{name}", "") for name in exercises]
            signs = "".join(SIGNS.get(outcome, OPEN) for outcome in outcomes)
            # Translators: so many of a chapter's exercises are right, as in "2 of 5".
            count = tr("{right} of {all}", right=outcomes.count("right"), all=len(outcomes))
            yield tr(chapter), signs, count

    def _below(self) -> list[str]:
        again = tr("review() asks ten exercises again, with new numbers.")
        lines = [
            tr("● right  ◐ tried  ○ open"),
            "right" in self.held["done"].values() and again,
            self.said,
        ]
        return [line for line in lines if line]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        restored = in_notebook() and progress_file.location() is not None
        return {"text/plain": repr(self), **(restorer(self) if restored else {})}

    def html(self) -> str:
        """The same as a table: no page promises a font in which letters make columns."""
        cell = '<td style="padding: 0 1.5em 0 0; text-align: left">'
        rows = "".join(
            f"<tr>{''.join(f'{cell}{escape(part)}</td>' for part in row)}</tr>"
            for row in self._rows()
        )
        below = "".join(f"<div>{escape(line)}</div>" for line in self._below())
        return f'<div style="line-height: 1.5"><table>{rows}</table>{below}</div>'


def progress() -> Overview:
    """Show which exercises are done, chapter by chapter, as the file COURSE_PROGRESS has them.

    A notebook also shows a button that saves the file, and one that adds a saved one, from a page
    or another notebook, to it.
    """
    path, nothing = progress_file.location(), progress_file.parse(progress_file.EMPTY)
    if path is None:
        return Overview(nothing, tr("Nothing is kept here: COURSE_PROGRESS names no file."))
    try:
        return Overview(progress_file.held(path))
    except progress_file.Unusable as error:
        return Overview(nothing, str(error))


def restorer(overview: Overview) -> dict[str, Any]:
    """The bundle of the overview with a button to download the file and one to put one back."""
    import ipywidgets

    from .download import Download

    download = Download(text=progress_file.dump(overview.held), label=tr("Download my progress"))
    shown = ipywidgets.HTML(overview.html())
    upload = ipywidgets.FileUpload(accept=".json", description=tr("Restore my progress"))
    upload.layout.width = "auto"
    said = ipywidgets.Label()

    def on_upload(_: object) -> None:
        path = progress_file.location()
        if path is None or not upload.value:
            return
        try:
            brought = progress_file.parse(bytes(upload.value[0]["content"]))
            trouble = progress_file.merge(path, brought)
            said.value = trouble or tr("{count} exercises restored.", count=len(brought["done"]))
        except (progress_file.Unusable, OSError) as error:
            said.value = str(error)
        now = progress()
        shown.value, download.text = now.html(), progress_file.dump(now.held)

    upload.observe(on_upload, "value")
    return widget_bundle(ipywidgets.VBox([shown, ipywidgets.HBox([download, upload, said])]))
