"""Asks whether a notebook is there to show a widget, and makes what puts one into it."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ipywidgets


def in_notebook() -> bool:
    """Whether a kernel runs this, so that there is a page to show buttons on."""
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell is not None else None
    return running is not None and hasattr(running, "kernel")


def widget_bundle(widget: "ipywidgets.Widget", **kwargs: Any) -> dict[str, Any]:
    """The mime bundle of a widget alone."""
    bundle = widget._repr_mimebundle_(**kwargs)
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    return {mime: value for mime, value in (data or {}).items() if mime != "text/plain"}
