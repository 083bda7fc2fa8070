"""A pytest plugin: every notebook that nbval runs finds a progress file of its own, and empty.

One notebook's right answers would else stand in another one's overview.
"""

import os
import tempfile
from pathlib import Path

import pytest

_begun: set[Path] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before a notebook's kernel starts, which takes over the environment as it then is."""
    if item.path not in _begun:
        _begun.add(item.path)
        folder = tempfile.mkdtemp(dir=Path(os.environ["COURSE_PROGRESS"]).parent)
        os.environ["COURSE_PROGRESS"] = str(Path(folder) / "progress.json")
