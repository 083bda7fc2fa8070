"""A pytest plugin: every notebook that nbval runs finds a progress file of its own, and empty.

One notebook's right answers would else stand in another one's overview. And a kernel that dies
before its first answer is started again: of dozens that several processes start at once, one finds
now and then that another one has taken its port meanwhile.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest

STARTS = 3

_folder = tempfile.TemporaryDirectory()
_begun: set[Path] = set()
_start_new_kernel = nbval.kernel.start_new_kernel


def start_new_kernel(*args: Any, **kwargs: Any) -> Any:
    for _ in range(STARTS - 1):
        try:
            return _start_new_kernel(*args, **kwargs)
        except RuntimeError as error:
            if "died before replying" not in str(error):
                raise
    return _start_new_kernel(*args, **kwargs)


nbval.kernel.start_new_kernel = start_new_kernel


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a notebook's kernel starts, which takes over the environment as it then is."""
    if item.path not in _begun:
        _begun.add(item.path)
        folder = tempfile.mkdtemp(dir=_folder.name)
        os.environ["COURSE_PROGRESS"] = str(Path(folder) / "progress.json")
        # Run from a notebook's own cell, kernels would give more than what is stored.
        os.environ.pop("JPY_SESSION_NAME", None)
