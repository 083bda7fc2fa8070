"""Tells a scene, planes or a film in characters, for a terminal, a screen reader and nbval."""

from collections.abc import Callable, Iterable, Mapping

from ..language import left, tr, width
from ..number_format import number
from ..values import Place
from ..views.film import Panel
from ..views.planes import Planes
from ..views.scene import Row, Scene


def type_scene(scene: Scene) -> str:
    """The scene in lines. ``(1)`` is cut by padding, ``[3]`` given back by output_padding."""
    marks = [mark for row in scene.rows for mark in row.marks]
    texts = [number(mark.value) for mark in marks] + [mark.note for mark in marks]
    pitch = max((len(text) for text in texts), default=1) + 3
    margin = max(width(row.label) for row in scene.rows) + 1

    def ends(column: float) -> int:
        """Where a column's cell ends."""
        return margin + round((column - scene.start + 1) * pitch)

    lines: list[str] = []
    for row in scene.rows:
        lines += _type_row(row, left(row.label, margin), ends)
    if scene.formula:
        lines.append("".join(text for text, _ in scene.formula))
    return "\n".join(line.rstrip() for line in lines)


def type_planes(layout: Planes) -> str:
    """The planes in characters, as those of a film are."""
    panels = (
        (panel, {at: in_brackets(number(mark.value), mark.look) for at, mark in marks.items()})
        for panel, marks, _ in layout.planes
    )
    words = "\n".join(filter(None, (layout.words, layout.size)))
    return type_panels(layout.heading, panels, words)


def type_panels(
    heading: str, panels: Iterable[tuple[Panel, Mapping[Place, str]]], words: str
) -> str:
    """Panels of texts side by side, words above and below."""
    blocks = []
    for (title, (rows, columns), *_), texts in panels:
        cell = max(map(len, texts.values())) + 1
        lines = ["".join(texts[r, c].rjust(cell) for c in columns) for r in rows]
        blocks.append([title, *lines])
    high = max(map(len, blocks))
    lines = [""] * high
    for block in blocks:
        wide = max(map(width, block)) + 4
        for n, line in enumerate([*block, *[""] * (high - len(block))]):
            lines[n] += left(line, wide)
    under = ["", words] if words else []
    return "\n".join([heading, "", *(line.rstrip() for line in lines), *under])


def in_brackets(text: str, look: str) -> str:
    """``(1)`` is cut, ``[3]`` given back by output_padding, ``2?`` wrong, ``2!`` too early."""
    looks = {"cut": "({})", "back": "[{}]", "wrong": " {}?", "early": " {}!"}
    return looks.get(look, " {} ").format(text)


def _type_row(row: Row, line: str, ends: Callable[[float], int]) -> list[str]:
    """The row in lines, of which the first begins with the label."""

    def put(line: str, column: float, text: str) -> str:
        """The line with a text that ends where the column's cell ends."""
        return left(line, ends(column) - width(text)) + text

    for mark in row.marks:
        if mark.before:
            line = put(line, mark.column - 1, f"{mark.before} ")
        line = put(line, mark.column, in_brackets(number(mark.value), mark.look))
    for bar in row.bars:
        # Translators: of a stretch of the output, the first place and the last one.
        places = tr("places {first} to {last}", first=number(bar.start), last=number(bar.end - 1))
        line += bar.text or places
    notes, arrows = "", ""
    # The indices of input and kernel go without saying.
    if any(mark.note for mark in row.marks if mark.kind not in "xw"):
        for mark in row.marks:
            notes = put(notes, mark.column, mark.note + " ")
    for arrow in row.arrows:
        arrows = arrows.ljust(ends(arrow.start) - 2) + "|"
        arrows += "-" * (ends(arrow.end) - len(arrows) - 3) + ">"
    if arrows:
        arrows += f" {row.arrows[-1].text}"
    for column, text, strong in row.told:
        line = put(line, column, text + (" ", "!")[strong])
    if row.key:
        line = f"! {row.key}"
    spans = " | ".join(span.text for span in sorted(row.spans) if span.text)
    if row.spans and row.part == "output":
        (start, end, _, text, _) = row.spans[0]
        dashes = "~" * (ends(end - 1) - ends(start - 1) - 1)
        spans = put("", end - 1, dashes) + f" {text}"
    return [line for line in (line, notes, arrows, spans) if line.strip()]
