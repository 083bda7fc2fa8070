"""For `pytest --nbval notebooks/…` typed by hand: as in `test`, no reader's answers are shown."""

from tests.fresh_progress import pytest_runtest_setup

__all__ = ["pytest_runtest_setup"]

# Texts to make notebooks of, which pytest's search for doctests would run.
collect_ignore = ["source"]
