"""Transposed convolution as a stamp: compute it, look at it, check what you believe about it."""

import re
from importlib import import_module
from pathlib import Path

__version__ = "0.1.0"

# Each name is imported when it is first asked for: `import course` stays as quick as NumPy's. Which
# names there are, and where, is said once, in the stub that type checkers read.
_STUB = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")
_HOMES = {name: home for home, name in re.findall(r"^from (\S+) import (\w+)", _STUB, re.MULTILINE)}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name], __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
