"""Child knows how a module of the course is run in a process of its own, and read."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECONDS = 120
MISSING = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")


class DidNotRun(Exception):
    """Says in a sentence why the process has no result."""


def apart(module: str, *arguments: str, seconds: float = SECONDS) -> Any:
    """What ``python -m module arguments`` prints, read as JSON.

    It is ended after so many seconds. Raises ModuleNotFoundError where it did, and DidNotRun, with
    a sentence, where there is no result for another reason.
    """
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DidNotRun(f"It ran for more than {seconds:g} seconds and was stopped.") from error
    except OSError as error:
        raise DidNotRun(f"The process could not start: {error}") from error
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        said = done.stderr.strip().splitlines()
        last = said[-1] if said else f"It ended with exit code {done.returncode} and said nothing."
        if missing := MISSING.match(last):
            raise ModuleNotFoundError(last, name=missing[1]) from error
        raise DidNotRun(last) from error
