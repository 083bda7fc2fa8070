"""Explains, in a terminal, a model from one of the reader's own modules."""

import sys
from collections.abc import Sequence
from importlib import import_module
from math import prod
from pathlib import Path
from reprlib import repr as short
from typing import Any

from ..axes import output_size
from ..extras import NotInstalled, needed
from .explained import Explained, explain
from .inputs import LARGEST

Size = tuple[int, ...]
# The letters of an error of the reader's own code that are told.
LETTERS = 200


def explained(model: str, inputs: Sequence[Size], skips: Sequence[Size | None] | None) -> Explained:
    """What ``explain`` says about a model. inputs: one size, or the full shape of each input.

    model: as in "module:Model". Raises ValueError or TypeError, in one sentence.
    """
    module = model_of(model)
    size: Any = inputs[0]
    if len(inputs) > 1:
        for shape in inputs:
            output_size(shape, kernel_size=1)  # Complains of a size below 1.
            if prod(shape) > LARGEST:
                raise ValueError(f"--input {shape} makes more than {LARGEST} numbers.")
        size = tuple(map(needed("torch").ones, inputs))
    each = None if skips is None else [skip and _alone(skip) for skip in skips]
    try:
        return explain(module, _alone(size), skips=each)
    except (TypeError, ValueError, NotInstalled):
        raise
    except (Exception, SystemExit) as error:
        # What the reader's own code raises that is not its forward pass, as a parametrization.
        raise ValueError(f"{model} can't be explained: {_said(error)}") from error


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
        try:
            found = getattr(found, part)
        except AttributeError:
            own = getattr(found, "__dict__", {})
            models = [key for key, value in own.items() if _is_model(value, nn)]
            there = f" It has {', '.join(models)}." if models else ""
            raise ValueError(f"{name} has no {attribute}.{there}") from None
        except Exception as error:
            raise ValueError(f"{spec} can't be read: {_said(error)}") from error
    if isinstance(found, nn.Module):
        return found
    if not callable(found):
        raise ValueError(f"{spec} is {short(found)}: it must be a torch.nn.Module, or return one.")
    try:
        made = found()
    except (Exception, SystemExit) as error:
        raise ValueError(
            f"{spec}() fails: {_said(error)} Name a function instead that takes no arguments and "
            "returns the model."
        ) from error
    if not isinstance(made, nn.Module):
        raise ValueError(f"{spec}() returns {short(made)}: it must return a torch.nn.Module.")
    return made


def _is_model(value: Any, nn: Any) -> bool:
    own = value if isinstance(value, type) else type(value)
    return issubclass(own, nn.Module) and not own.__module__.startswith("torch.")


def _alone(size: Any) -> Any:
    return size[0] if len(size) == 1 else size


def _said(error: BaseException) -> str:
    """The error in one line."""
    lines = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:LETTERS]}".rstrip(".: ") + "."
