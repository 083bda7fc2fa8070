"""Shows a recording, with a button below it that runs the same thing here."""

from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeAlias

from ..extras import not_installed
from ..language import N_, sentences, tr
from ..widgets import in_notebook, widget_bundle
from .process import DidNotRun

if TYPE_CHECKING:
    import ipywidgets

    from ..picture import Picture

Shown: TypeAlias = "str | Picture"
# Translators: the name of a button.
RUN = N_("Run it here")


@dataclass(frozen=True)
class Live:
    """What was recorded. A notebook brings a button that shows what ``run()`` returns below it.

    Both show a text or a Picture. What ``run`` raises becomes a sentence.

    >>> Live("recorded: [1, 1, 3]", lambda: "here: [1, 1, 3]")
    recorded: [1, 1, 3]
    """

    shown: Shown
    run: Callable[[], Shown]
    label: str = RUN

    def __repr__(self) -> str:
        return str(self.shown)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle = _bundle(self.shown)
        if in_notebook():
            bundle |= widget_bundle(_panel(self), **kwargs)
        return bundle


def outcome(run: Callable[[], Shown]) -> Shown:
    """What ``run()`` returns, or in a sentence why it returns nothing; it never raises."""
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            return run()
    except ModuleNotFoundError as error:
        return not_installed((error.name or tr("a package")).partition(".")[0])
    except DidNotRun as error:
        return sentences([tr("This did not run here."), str(error)])
    except Exception as error:
        words = " ".join(str(error).split())
        return sentences([tr("This did not run here."), f"{type(error).__name__}: {words}"])


def _panel(live: Live) -> "ipywidgets.Widget":
    import ipywidgets

    recorded, here = ipywidgets.Output(), ipywidgets.Output()
    label = tr(live.label)
    button = ipywidgets.Button(
        description=label, tooltip=label, layout=ipywidgets.Layout(width="auto")
    )

    def on_click(_: object) -> None:
        if button.disabled:
            return
        button.disabled, button.description = True, tr("Running …")
        try:
            here.outputs = (_output(outcome(live.run)),)
        finally:
            button.disabled, button.description = False, label

    button.on_click(on_click)
    recorded.outputs = (_output(live.shown),)
    return ipywidgets.VBox([recorded, button, here])


def _bundle(shown: Shown) -> dict[str, str]:
    return {"text/plain": shown} if isinstance(shown, str) else shown._repr_mimebundle_()


def _output(shown: Shown) -> dict[str, Any]:
    if isinstance(shown, str):
        return {"output_type": "stream", "name": "stdout", "text": shown + "\n"}
    return {"output_type": "display_data", "data": _bundle(shown), "metadata": {}}
