"""Transposed convolution as a stamp: compute it, look at it, check what you believe about it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .arithmetic import (
        conv1d,
        conv2d,
        conv_matrix,
        conv_transpose1d,
        conv_transpose2d,
        zero_insert,
    )
    from .exercises import check, hint, progress, solution
    from .layer import IllegalLayer, Layer, output_size
    from .numbers import show
    from .picture import Picture, draw, ladder
    from .picture.live import explore
    from .trace import Trace

# Each name is imported when it is first asked for: `import course` stays as quick as NumPy's.
_HOMES = {
    "arithmetic": (
        "conv1d",
        "conv2d",
        "conv_matrix",
        "conv_transpose1d",
        "conv_transpose2d",
        "zero_insert",
    ),
    "exercises": ("check", "hint", "progress", "solution"),
    "layer": ("IllegalLayer", "Layer", "output_size"),
    "numbers": ("show",),
    "picture": ("Picture", "draw", "ladder"),
    "picture.live": ("explore",),
    "trace": ("Trace",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "IllegalLayer",
    "Layer",
    "Picture",
    "Trace",
    "check",
    "conv1d",
    "conv2d",
    "conv_matrix",
    "conv_transpose1d",
    "conv_transpose2d",
    "draw",
    "explore",
    "hint",
    "ladder",
    "output_size",
    "progress",
    "show",
    "solution",
    "zero_insert",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
