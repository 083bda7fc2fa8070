"""Explains, in a terminal, a model from one of the reader's own modules."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ..extras import needed
from .explained import Explained, explain

Size = tuple[int, ...]


def explained(model: str, inputs: Sequence[Size], skips: Sequence[Size | None] | None) -> Explained:
    """What ``explain`` says about a model. inputs: one size, or the full shape of each input.

    model: as in "module:Model". Raises ValueError or TypeError, in one sentence.
    """
    module = model_of(model)
    torch = needed("torch")
    size = inputs[0] if len(inputs) == 1 else tuple(map(torch.ones, inputs))
    each = None if skips is None else [skip and _alone(skip) for skip in skips]
    return explain(module, _alone(size), skips=each)


def model_of(spec: str) -> Any:
    """The torch module that "module:attribute" names, or that this class or function returns."""
    nn = needed("torch.nn")
    name, _, attribute = spec.partition(":")
    if not name or not attribute:
        raise ValueError(
            f"{spec!r} does not name a model: write module:Model, as in nets.unet:UNet."
        )
    try:
        if (here := str(Path.cwd())) not in sys.path:
            sys.path.insert(0, here)
        found: Any = import_module(name)
    except (Exception, SystemExit) as error:
        raise ValueError(f"{name} can't be imported from here: {_said(error)}") from error
    for part in attribute.split("."):
        if not hasattr(found, part):
            models = [key for key, value in vars(found).items() if _is_model(value, nn)]
            there = f" It has {', '.join(models)}." if models else ""
            raise ValueError(f"{name} has no {attribute}.{there}")
        found = getattr(found, part)
    if isinstance(found, nn.Module):
        return found
    if not callable(found):
        raise ValueError(f"{spec} is {found!r:.40}: it must be a torch.nn.Module, or return one.")
    try:
        made = found()
    except (Exception, SystemExit) as error:
        raise ValueError(
            f"{spec}() fails: {_said(error)} Name a function instead that takes no arguments and "
            "returns the model."
        ) from error
    if not isinstance(made, nn.Module):
        raise ValueError(f"{spec}() returns {made!r:.40}: it must return a torch.nn.Module.")
    return made


def _is_model(value: Any, nn: Any) -> bool:
    own = value if isinstance(value, type) else type(value)
    return issubclass(own, nn.Module) and not own.__module__.startswith("torch.")


def _alone(size: Any) -> Any:
    return size[0] if len(size) == 1 else size


def _said(error: BaseException) -> str:
    """The error in one line."""
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}".rstrip(".: ") + "."
