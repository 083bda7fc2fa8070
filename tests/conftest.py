"""Tests touch nobody's progress, and hypothesis finds the same examples in every run."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from typing import TYPE_CHECKING

import published
import pytest
from browser import launched
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from publish.tree import Tree

settings.register_profile("course", derandomize=True, deadline=None, database=None)
settings.register_profile("sample", settings.get_profile("course"), max_examples=30)
# pytest --hypothesis-profile=explore looks elsewhere, and longer, than the last time.
settings.register_profile("explore", deadline=None, database=None, max_examples=2000)
settings.load_profile("course")

os.environ.pop("COURSE_PROGRESS", None)

SEED = 1603

# The files that take a worker longest, in this order. The first one makes the publication; what
# others show of it waits.
LONGEST = (
    "test_site",
    "test_sandbox",
    "test_live_page",
    "test_live_jupyter",
    "test_figure_links",
    "test_exercises",
    "test_japanese",
    "test_decks",
    "test_answer_forms",
    "test_picture",
    "test_calculator_page",
    "test_beliefs",
    "test_frames",
    "test_form_page",
    "test_verdicts",
    "test_publish",
    "test_mends",
    "test_explain",
    "test_repair",
    "test_accidents_build",
    "test_wrong_answers",
    "test_binder",
    "test_javascript",
    "test_start",
    "test_makers",
    "test_calculator_twin",
    "test_notebooks",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes long by nature")


def pytest_configure(config: pytest.Config) -> None:
    # One that is asked for by --hypothesis-profile has been loaded, and stays.
    if not config.getoption("--long") and not config.getoption("--hypothesis-profile"):
        settings.load_profile("sample")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Look for no garbage among what is collected and imported here: it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, measure where it says something, and begin with the longest."""
    for item in items:
        if "publication" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
    if not config.getoption("--long"):
        left_out = beyond_samples(items)
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))
    order(items)


def beyond_samples(items: list[pytest.Item]) -> set[pytest.Item]:
    """All cases but n of each test marked ``long(sample=n)``, drawn alike in every run."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("long"):
            name = item.nodeid.partition("[")[0]
            cases.setdefault(name, []).append(item)
    left_out = set[pytest.Item]()
    for found in cases.values():
        marker = found[0].get_closest_marker("long")
        assert marker is not None
        left_out |= set(sorted(found, key=lot)[marker.kwargs["sample"] :])
    return left_out


def lot(item: pytest.Item) -> str:
    """Where a case comes in the draw: the same for one chapter in all tests that have chapters."""
    return hashlib.sha256(f"{SEED} {item.nodeid.partition('[')[2]}".encode()).hexdigest()


def order(items: list[pytest.Item]) -> None:
    """Measure no coverage where a test drives a browser: Python only holds the page there.

    Tracing it takes long, and what runs in the page is not seen. Files that take long come first,
    so that no worker waits for another in the end.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.no_cover)
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a file.

    While it is open no test of the file can run an event loop of its own in this process.
    """
    with launched() as browser:
        yield browser


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure the coverage of the processes that a test starts, too.

    For code that runs nowhere else. A process that is measured takes twice as long, and leaves
    nothing behind if it is killed, as kernels and sandboxes are.
    """
    coverage = sys.modules.get("coverage")
    current = coverage and coverage.Coverage.current()
    if current:
        monkeypatch.setenv("COVERAGE_PROCESS_CONFIG", current.config.serialize())


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Tree]:
    """This checkout's chapters in all languages, with decks and site; tests only read them."""
    base = tmp_path_factory.getbasetemp()
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    folder = base.parent / f"published-{run}" if run else base / "published"
    return lambda: published.tree(folder)
