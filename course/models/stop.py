"""Says in one sentence where a model's own code stopped, and with which error."""

from collections.abc import Iterable
from traceback import extract_tb, walk_tb
from typing import Any

from ..language import N_, tr
from .modules import joined

# Of what an error says.
LETTERS = 1000


def stop(error: Exception, model: Any, tensors: Iterable[Any]) -> str:
    """Where a pass with these tensors stopped: in the innermost module whose code was running."""
    where = type(model).__name__
    modules = {id(module): (name, module) for name, module in model.named_modules()}
    for frame, _ in walk_tb(error.__traceback__):
        name, module = modules.get(id(frame.f_locals.get("self")), ("", None))
        if module is not None:
            kind = type(module).__name__
            where = f"{name} ({kind})" if name else kind
    shapes = [str(tuple(one.shape)) for one in tensors]
    if not shapes:
        # Translators: {where} is a module as in "up1 (ConvTranspose1d)", {error} what it says.
        return tr("The forward pass stops in {where}: {error}", where=where, error=_said(error))
    return tr(
        "With an input of shape {shapes} the forward pass stops in {where}: {error}",
        shapes=joined(shapes, N_("{one} and {other}")),
        where=where,
        error=_said(error),
    )


def _said(error: Exception) -> str:
    """The kind of an error and how it begins; the code that raised it if it has no message."""
    said = str(error).strip() or extract_tb(error.__traceback__)[-1].line or ""
    return ": ".join([type(error).__name__, *(line[:LETTERS] for line in said.splitlines()[:1])])
