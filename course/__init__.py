"""Transposed convolution as a stamp: compute it, look at it, check what you believe about it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .arithmetic import (
        conv1d,
        conv2d,
        conv3d,
        conv_matrix,
        conv_transpose1d,
        conv_transpose2d,
        conv_transpose3d,
        zero_insert,
    )
    from .axes import output_size
    from .costs import cost, counted
    from .exercises import check, hint, progress, solution
    from .layer import IllegalLayer, Layer
    from .models.explained import explain
    from .models.search import find_layers
    from .numbers import show
    from .phases import phase_sums
    from .picture import Picture, draw, image, ladder, spectrum
    from .picture.animation import animate
    from .picture.live import explore
    from .picture.sounds import sound
    from .recorded.elsewhere import replay
    from .recorded.timings import timings
    from .trace import Trace
    from .tuning import tones

__version__ = "0.1.0"

# Each name is imported when it is first asked for: `import course` stays as quick as NumPy's.
_HOMES = {
    "arithmetic": (
        "conv1d",
        "conv2d",
        "conv3d",
        "conv3d",
        "conv_matrix",
        "conv_transpose1d",
        "conv_transpose2d",
        "conv_transpose3d",
        "conv_transpose3d",
        "zero_insert",
    ),
    "axes": ("output_size",),
    "costs": ("cost", "counted"),
    "exercises": ("check", "hint", "progress", "solution"),
    "layer": ("IllegalLayer", "Layer"),
    "numbers": ("show",),
    "models.explained": ("explain",),
    "models.search": ("find_layers",),
    "phases": ("phase_sums",),
    "picture": ("Picture", "draw", "image", "ladder", "spectrum"),
    "picture.animation": ("animate",),
    "picture.live": ("explore",),
    "picture.sounds": ("sound",),
    "recorded.timings": ("timings",),
    "recorded.elsewhere": ("replay",),
    "trace": ("Trace",),
    "tuning": ("tones",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "IllegalLayer",
    "Layer",
    "Picture",
    "Trace",
    "animate",
    "check",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_matrix",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "cost",
    "counted",
    "draw",
    "explain",
    "explore",
    "find_layers",
    "hint",
    "image",
    "ladder",
    "output_size",
    "phase_sums",
    "progress",
    "replay",
    "show",
    "solution",
    "sound",
    "spectrum",
    "timings",
    "tones",
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
