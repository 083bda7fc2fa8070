"""What the package alone does not bring along, and what to install for it."""

from importlib import import_module
from typing import Any

from .language import tr

PROJECT = "transposed-convolution-course"
EXTRAS = {
    "jupyterlab": "lab",
    "matplotlib_fontja": "ja",
    "torch": "torch",
    "vl_convert": "print",
}
"""By module, the extra of this package that brings it."""


class NotInstalled(ModuleNotFoundError):
    """A library of an extra is not there; the message says which, and how to get it."""


def needed(name: str) -> Any:
    """The module of this name; raises NotInstalled, with the mend, where its library is missing."""
    top = name.partition(".")[0]
    try:
        import_module(top)
    except ModuleNotFoundError as error:
        if error.name != top:
            raise
        raise NotInstalled(not_installed(top), name=top) from error
    return import_module(name)


def not_installed(library: str, packages: str = "") -> str:
    """In a sentence, what is missing and how to get it.

    library: a module. packages: what to name to pip, where no extra brings it and it is not the
    library's own name.
    """
    if library in EXTRAS:
        packages = f'"{PROJECT}[{EXTRAS[library]}]"'
    # Translators: {library} is a name as "jax"; what follows the colon is a command.
    return tr(
        "{library} is not installed: pip install {packages}",
        library=library,
        packages=packages or library,
    )
