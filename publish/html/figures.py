"""Finds the cells that hold a live figure, and puts it into a page without a kernel."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

from ..chapter.outline import called, last_call
from .render import own_ids

if TYPE_CHECKING:
    from course.picture.live.page import Beside

# What a chapter invites its reader to try: views, and sizes that its figure has sliders for. A page
# can't carry all of it: each combination of view, length and kernel size weighs 10 to 60 kB, and of
# a figure with fewer sliders 1 to 10 kB.
USUAL: dict[str, Any] = {"lengths": (1, 2, 3, 4), "kernel_sizes": (3,)}
INVITED: dict[str, dict[str, Any]] = {
    "01_basic": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "02_stride": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "03_zero_insert": {
        "views": ("scatter", "gather", "zero_insert", "matrix"),
        "lengths": (2, 3),
        "kernel_sizes": (3, 4),
    },
    "04_padding": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "05_output_padding": {"lengths": (1, 2, 3), "kernel_sizes": (2, 3, 4)},
    "06_size_formula": {"lengths": (2, 3, 4), "kernel_sizes": (2, 3, 4)},
    "09_two_dimensions": {
        "views": ("scatter", "zero_insert"),
        "lengths": (1, 2, 3),
        "kernel_sizes": (2, 3),
    },
    "10_artifacts": {"views": ("phases", "scatter"), "lengths": (3,), "kernel_sizes": (3, 4)},
    "08_transposed": {"views": ("matrix", "scatter", "gather"), "lengths": (2, 3)},
    "13_causal": {"views": ("time", "scatter"), "lengths": (3,), "kernel_sizes": (2, 3, 4)},
    "14_upsampling": {"views": ("phases", "scatter"), "lengths": (3,), "kernel_sizes": (3, 4)},
    "12_cost": {"views": ("zero_insert", "phases"), "lengths": (3,), "kernel_sizes": (3, 4)},
}


def live_line(source: str) -> str:
    """The call alone and in one line, of a cell that holds a live figure."""
    call = last_call(source)
    line = (call and ast.get_source_segment(source, call)) or source
    line = re.sub(r",?\s*\n\s*(?=[)\]])|(?<=[(\[])\s*\n\s*", "", line)
    return re.sub(r"\s*\n\s*", " ", line)


def live_html(source: str, chapter: str, ids: set[str], beside: Beside | None = None) -> str | None:
    """The live figure of a cell with all that its chapter invites to try, or None without one.

    Such a cell is one ``explore(...)`` of literals, with nothing but imports before it.
    """
    call = last_call(source)
    if call is None or called(source) != "explore":
        return None
    before = ast.parse(source).body[:-1]
    if not all(isinstance(line, ast.Import | ast.ImportFrom) for line in before):
        return None
    from course.picture.live import explore
    from course.picture.live.page import fragment, still

    try:
        arguments = [ast.literal_eval(argument) for argument in call.args]
        named = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
    except ValueError:
        return None  # Its numbers come from other cells.
    figure = explore(*arguments, **named)
    drawn = still(figure, beside)
    whole = fragment(figure, **INVITED.get(chapter, USUAL), beside=beside)
    return whole.replace(drawn, own_ids(drawn, ids), 1)
