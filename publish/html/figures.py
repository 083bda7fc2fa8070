"""Finds the cells that hold a live figure, and puts it into a page without a kernel."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from .render import own_ids

if TYPE_CHECKING:
    from course.picture.live.figure import Figure

# What a chapter invites its reader to try beyond the sliders that every figure has. A page can't
# carry all of it, and each combination of view, length and kernel size weighs 10 to 60 kB.
USUAL: dict[str, Any] = {"lengths": (1, 2, 3, 4), "kernel_sizes": (3,)}
INVITED: dict[str, dict[str, Any]] = {
    "01_basic": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "02_stride": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "03_zero_insert": {
        "views": ("scatter", "gather", "zero_insert", "matrix"),
        "lengths": (2, 3),
    },
    # A figure in two dimensions has one view, and keeps its shapes.
    "09_two_dimensions": {},
    "10_artifacts": {"views": ("phases", "scatter"), "lengths": (3,), "kernel_sizes": (3, 4)},
    "08_transposed": {"views": ("matrix", "scatter", "gather"), "lengths": (2, 3)},
    "12_cost": {"views": ("zero_insert", "phases"), "lengths": (3,), "kernel_sizes": (3, 4)},
}


def live_figure(source: str) -> Figure | None:
    """The figure of a cell that is one ``explore(...)`` of literals, or None for another cell."""
    call = _call(source)
    if call is None:
        return None
    from course.picture.live import explore

    try:
        arguments = [ast.literal_eval(argument) for argument in call.args]
        named = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
    except ValueError:
        return None  # Its numbers come from other cells.
    return explore(*arguments, **named)


def live_line(source: str) -> str:
    """The call alone, of a cell that holds a live figure."""
    call = _call(source)
    return (call and ast.get_source_segment(source.strip(), call)) or source


def live_html(source: str, chapter: str, ids: set[str]) -> str | None:
    """The live figure of a cell with all that its chapter invites to try, or None without one."""
    figure = live_figure(source)
    if figure is None:
        return None
    from course.picture.live.page import fragment

    still = figure.picture.svg
    whole = fragment(figure, **INVITED.get(chapter, USUAL))
    return whole.replace(still, own_ids(still, ids), 1)


def _call(source: str) -> ast.Call | None:
    """The ``explore(...)`` that a cell ends with, where nothing but imports stands before it."""
    try:
        *before, last = ast.parse(source.strip()).body
    except (SyntaxError, ValueError):
        return None
    if not all(isinstance(line, ast.Import | ast.ImportFrom) for line in before):
        return None
    call = last.value if isinstance(last, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        return call if call.func.id == "explore" else None
    return None
