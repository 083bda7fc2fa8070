"""Runs a module of the course in a process of its own and reads what it prints."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..language import language, tr

ROOT = Path(__file__).parents[2]
SECONDS = 120
MISSING = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")


class DidNotRun(Exception):
    """Says in a sentence why the process has no result."""


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
