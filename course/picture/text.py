"""Draws a scene in characters, for a terminal, a screen reader and nbval."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..language import left, tr, width
from ..numbers import number
from ..views.scene import Arrow, Row, Scene


def type_scene(scene: Scene) -> str:
    """The scene in lines. ``(1)`` is cut by padding, ``[3]`` given back by output_padding."""
    marks = [mark for row in scene.rows for mark in row.marks]
    texts = [number(mark.value) for mark in marks] + [mark.note for mark in marks]
    pitch = max((len(text) for text in texts), default=1) + 3
    margin = max(width(row.label) for row in scene.rows) + 1
    lines: list[str] = []
    for row in scene.rows:
        lines += _type_row(row, scene.start, pitch, margin)
    lines.append("".join(text for text, _ in scene.formula))
    return "\n".join(line.rstrip() for line in lines)


def type_panels(
    heading: str, panels: Iterable[tuple[str, tuple[range, ...], Mapping[Any, str]]], words: str
) -> str:
    """Grids of texts side by side: (title, (rows, columns), texts) each, words above and below."""
    blocks = []
    for title, (rows, columns), texts in panels:
        cell = max(map(len, texts.values())) + 1
        lines = ["".join(texts[r, c].rjust(cell) for c in columns) for r in rows]
        blocks.append([title, *lines])
    high = max(map(len, blocks))
    lines = [""] * high
    for block in blocks:
        wide = max(map(width, block)) + 4
        for n, line in enumerate([*block, *[""] * (high - len(block))]):
            lines[n] += left(line, wide)
    return "\n".join([heading, "", *(line.rstrip() for line in lines), "", words])


def in_brackets(text: str, look: str) -> str:
    """``(1)`` is cut by padding, ``[3]`` given back by output_padding, ``2?`` wrong."""
    return {"cut": "({})", "back": "[{}]", "wrong": " {}?"}.get(look, " {} ").format(text)


def _type_row(row: Row, start: float, pitch: int, margin: int) -> list[str]:
    def put(line: str, end: float, text: str) -> str:
        """The line with a text that ends where the column's cell ends."""
        position = margin + round((end - start + 1) * pitch) - width(text)
        return left(line, position) + text

    line = row.label
    words = {word.column: word.text for word in row.words}
    for mark in row.marks:
        if mark.column in words:
            line = put(line, mark.column - 1, words[mark.column] + " ")
        line = put(line, mark.column, in_brackets(number(mark.value), mark.look))
    for bar in row.bars:
        # Translators: of a stretch of the output, the first place and the last one.
        places = tr("places {first} to {last}", first=number(bar.start), last=number(bar.end - 1))
        line = left(row.label, margin) + (bar.text or places)
    lines = [line] if row.label or row.marks or row.bars else []
    # The indices of input and kernel go without saying.
    if any(mark.note for mark in row.marks if mark.kind not in "xw"):
        notes = ""
        for mark in row.marks:
            notes = put(notes, mark.column, mark.note + " ")
        lines.append(notes)
    if row.arrows:
        lines.append(_type_arrows(row.arrows, start, pitch, margin))
    if row.spans:
        lines.append(" | ".join(span.text for span in sorted(row.spans) if span.text))
    return [line for line in lines if line.strip()]


def _type_arrows(arrows: tuple[Arrow, ...], start: float, pitch: int, margin: int) -> str:
    def position(column: float) -> int:
        return margin + round((column - start + 1) * pitch) - 2

    line = ""
    for arrow in arrows:
        line = line.ljust(position(arrow.start)) + "|"
        line += "-" * (position(arrow.end) - len(line) - 1) + ">"
    return f"{line} {arrows[-1].text}"
