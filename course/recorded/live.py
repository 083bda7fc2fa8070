"""Shows a recording, with a button below it that runs the same thing here, in a process apart."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ..extras import not_installed
from ..language import N_, language, sentences, tr
from ..picture import Picture
from ..widgets import in_notebook, widget_bundle

ROOT = Path(__file__).parents[2]
SECONDS = 120
MISSING = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
Shown = str | Picture
# Translators: the name of a button.
RUN = N_("Run it here")


class DidNotRun(Exception):
    """Says in a sentence why the process has no result."""


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

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {**_bundle(self.shown), **(_panel(self) if in_notebook() else {})}


def outcome(run: Callable[[], Shown]) -> Shown:
    """What ``run()`` returns, or in a sentence why it returns nothing; it never raises."""
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            return run()
    except ModuleNotFoundError as error:
        return not_installed((error.name or tr("a package")).partition(".")[0])
    except Exception as error:
        kind = "" if isinstance(error, DidNotRun) else f"{type(error).__name__}: "
        return sentences([tr("This did not run here."), kind + " ".join(str(error).split())])


def apart(module: str, *arguments: str, seconds: float = SECONDS) -> Any:
    """What ``python -m module arguments`` prints, read as JSON.

    It speaks the language that is spoken here, and is ended after that many seconds. Raises
    ModuleNotFoundError where it did, and DidNotRun, with a sentence, where there is no result for
    another reason.
    """
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=os.environ | {"PYTHONPATH": path, "COURSE_LANG": language()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        late = tr("It ran for more than {seconds} seconds and was stopped.", seconds=f"{seconds:g}")
        raise DidNotRun(late) from error
    except OSError as error:
        raise DidNotRun(tr("The process could not start: {error}", error=error)) from error
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.strip().splitlines()
        if not said:
            # Translators: a process that gave no result.
            silent = tr("It ended with exit code {code} and said nothing.", code=done.returncode)
            raise DidNotRun(silent) from error
        if missing := MISSING.match(said[-1]):
            raise ModuleNotFoundError(said[-1], name=missing[1]) from error
        raise DidNotRun(said[-1]) from error


def _panel(live: Live) -> dict[str, Any]:
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
    return widget_bundle(ipywidgets.VBox([recorded, button, here]))


def _bundle(shown: Shown) -> dict[str, str]:
    return {"text/plain": shown} if isinstance(shown, str) else shown._repr_mimebundle_()


def _output(shown: Shown) -> dict[str, Any]:
    if isinstance(shown, str):
        return {"output_type": "stream", "name": "stdout", "text": shown + "\n"}
    return {"output_type": "display_data", "data": _bundle(shown), "metadata": {}}
