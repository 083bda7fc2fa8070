"""Figures know which cells hold a live figure, and how it is put into a page without a kernel."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..picture.live.figure import Figure


def live_figure(source: str) -> Figure | None:
    """The figure of a cell that is one ``explore(...)`` of literals, or None for another cell."""
    try:
        call = ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        return None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
        return None
    if call.func.id != "explore":
        return None
    from ..picture.live import explore

    arguments = [ast.literal_eval(argument) for argument in call.args]
    named = {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}
    return explore(*arguments, **named)
