"""Two dimensions in a real browser: the live figure under a hand, an animation by frames."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest
import torch
from browser import file_url, needs_chromium, open_page
from test_animation import told, value
from test_frames import texts
from test_live_page import Live
from torch.nn import functional

from course import animate, explore
from course.trace import Trace
from course.views.films import stamps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_chromium]
X, W = [[1, 2], [-3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
SEEN = """() => [...document.querySelectorAll("text")]
  .filter((text) => getComputedStyle(text).visibility === "visible")
  .map((text) => text.textContent)"""


def plane(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with open_page(chromium, width=1000, height=900) as (page, witness):
        yield page
        assert witness.errors == []
        assert witness.blocked == []


def test_the_figure(page: Page, tmp_path: Path):
    figure = explore(X, W, stride=2)
    page.emulate_media(reduced_motion="reduce")
    page.goto(file_url(figure.save(tmp_path / "play.html")))
    page.locator(".tc-figure:not([aria-busy])").wait_for()
    live = Live(page, None)
    live.becomes(texts(figure.picture.svg))
    # The stamps' own numbers, named by row and column.
    live.mark("y2, 2").hover()
    assert live.lit() == {
        *("x0, 0", "x0, 1", "x1, 0", "x1, 1", "w0, 0", "w0, 2", "w2, 0", "w2, 2", "y2, 2")
    }
    assert live.says() == (
        "y[2, 2] = x[0, 0]·w[2, 2] + x[0, 1]·w[2, 0] + x[1, 0]·w[0, 2] + x[1, 1]·w[0, 0] = "
        "1·2 + 2·1 + (−3)·3 + 1·1 = −4"
    )
    # Parameters, to where PyTorch stops.
    live.press("padding", "ArrowRight")
    live.press("output_padding", "ArrowRight", "ArrowRight")
    figure.padding, figure.output_padding = 1, 1
    live.becomes(texts(figure.picture.svg))
    assert "smaller than stride or dilation" in live.says("message")
    assert "ConvTranspose2d(1, 1, kernel_size=3, stride=2, padding=1" in live.says("call")
    # A number in its place.
    live.mark("x1, 0").hover()
    assert live.says() == "x[1, 0] = −3"
    live.edit("x1, 0", "4")
    figure.x = [1, 2, 4, 1]
    live.becomes(texts(figure.picture.svg))
    # Stamp by stamp: after two of four, what PyTorch makes of the first two inputs.
    for _ in range(2):
        page.get_by_role("button", name="One step back").click()
    half = functional.conv_transpose2d(
        plane([[1, 2], [0, 0]]), plane(W), stride=2, padding=1, output_padding=1
    )[0, 0]
    shown = live.marks("y")
    for r, c in product(range(4), repeat=2):
        assert value(shown[f"y{r}, {c}"]) == half[r, c]
    # Both colours where the stamps of the first two meet, and those to come are not seen yet.
    seen = """(mark) => [...mark.querySelectorAll("[data-of]")]
      .filter((part) => getComputedStyle(part).fillOpacity === "1")
      .map((part) => part.dataset.of)"""
    assert live.mark("y1, 1").evaluate(seen) == ["x0", "x1"]
    assert live.mark("y3, 3").evaluate(seen) == []
    for _ in range(2):
        page.get_by_role("button", name="One step on").click()
    assert live.mark("y1, 1").evaluate(seen) == ["x0", "x1", "x2", "x3"]


def test_squares_grow_and_what_was_typed_comes_back(page: Page, tmp_path: Path):
    figure = explore(X, W, stride=2)
    page.goto(
        file_url(
            figure.save(
                tmp_path / "sizes.html",
                lengths=(1, 2, 3),
                kernel_sizes=(2, 3),
                views=("scatter", "zero_insert"),
            )
        )
    )
    page.locator(".tc-figure:not([aria-busy])").wait_for()
    live = Live(page, None)
    live.edit("x1, 1", "8")
    live.slider("input size").fill("3")
    live.mark("x2, 2").wait_for()
    shown = live.marks("x")
    assert [shown[f"x{r}, {c}"] for r, c in product(range(2), repeat=2)] == ["1", "2", "−3", "8"]
    live.slider("kernel_size").fill("2")
    page.locator(".tc-call", has_text="kernel_size=2").wait_for()
    x, w = (
        [[live.value(f"{name}{r}, {c}") for c in range(n)] for r in range(n)]
        for name, n in (("x", 3), ("w", 2))
    )
    assert w == [row[:2] for row in W[:2]]
    wanted = functional.conv_transpose2d(plane(x), plane(w), stride=2)[0, 0].tolist()
    assert [[live.value(f"y{r}, {c}") for c in range(6)] for r in range(6)] == wanted
    live.look("zero_insert")
    assert [[live.value(f"y{r}, {c}") for c in range(6)] for r in range(6)] == wanted
    live.mark("y3, 2").hover()
    # What meets there: the stamps of x[1, 1], with its lower left corner.
    assert live.lit() == {"y3, 2", "x1, 1", "w1, 0"}
    # The kernel lies three rows below and two columns beside its first place; a cell has 38 pixels.
    rider = page.locator("[data-rides]")
    assert rider.get_attribute("transform") == f"translate({2 * 38} {3 * 38})"
    assert not page.locator("[data-home]").is_visible()
    page.mouse.move(2, 2)
    assert rider.get_attribute("transform") == "translate(0 0)"
    assert page.locator("[data-home]").is_visible()
    live.look("scatter")
    live.edit("x2, 1", "-5")
    # A size that padding makes vanish is offered together with another padding.
    for name, wanted in {"stride": 1, "padding": 1}.items():
        live.slider(name).fill(str(wanted))
    live.slider("input size").fill("1")
    page.locator(".tc-message button", has_text="Set padding to 0 too").click()
    live.mark("x1, 1").wait_for(state="detached")
    assert [[live.value(f"y{r}, {c}") for c in range(2)] for r in range(2)] == w
    live.slider("input size").fill("3")
    live.mark("x2, 1").wait_for()
    assert (live.value("x1, 1"), live.value("x2, 1")) == (8, -5)
    assert live.says("message") == ""


def test_the_kernel_is_laid_on_where_it_is_played(page: Page, tmp_path: Path):
    figure = explore(X, W, stride=2, view="zero_insert")
    page.emulate_media(reduced_motion="reduce")
    page.goto(file_url(figure.save(tmp_path / "laid.html")))
    page.locator(".tc-figure:not([aria-busy])").wait_for()
    live, rider = Live(page, None), page.locator("[data-rides]")
    lies = []
    for key in ("y0, 0", "y0, 1", "y1, 0"):
        live.mark(key).hover()
        lies.append(rider.bounding_box())
    page.mouse.move(2, 2)
    page.get_by_label("Order").select_option("outputs")
    forth = page.get_by_role("button", name="One step on")
    for step, place in ((1, lies[0]), (2, lies[1]), (6, lies[2])):
        while int(live.slider("Step").input_value()) < step:
            forth.click()
        assert rider.bounding_box() == pytest.approx(place, abs=0.5)
    assert lies[0] != lies[1] != lies[2]
    # Where all stands again, or stamps are played, no output is asked for.
    page.get_by_label("Order").select_option("stamps")
    assert rider.bounding_box() == pytest.approx(lies[0], abs=0.5)


def test_an_animation_frame_by_frame(page: Page, tmp_path: Path):
    parameters = {"stride": 2, "padding": 1, "output_padding": 1}
    film = stamps(Trace.of(X, W, **parameters, dimensions=2))
    path = animate(X, W, **parameters).save(tmp_path / "stamps.svg")
    page.emulate_media(reduced_motion="no-preference")
    page.goto(file_url(path))
    seconds = float(page.locator("[data-frames]").get_attribute("data-seconds"))
    places: list[list[list[float]]] = []
    for n in range(len(film.frames)):
        for part in (0.02, 0.95):
            page.evaluate(
                """(time) => document.getAnimations().forEach((one) => {
                  one.pause(); one.currentTime = time; })""",
                (n + part) * seconds * 1000,
            )
            seen = Counter(page.evaluate(SEEN))
            assert not told(film, n) - seen
            assert "".join((seen - told(film, n)).elements()) == film.frames[n].words
        # The stamp is laid with its corner on the cell that the frame names.
        moved = page.evaluate("""() => [...document.querySelectorAll("g")]
          .filter((g) => getComputedStyle(g).transform !== "none"
                         && getComputedStyle(g).visibility === "visible")
          .map((g) => new DOMMatrix(getComputedStyle(g).transform)).map(({ e, f }) => [e, f])""")
        places.append(moved)
    first, second, third, _, still = places
    # One step of the stride is two cells of 36 pixels.
    assert [second[0][0] - first[0][0], third[0][1] - first[0][1]] == [72, 72]
    assert still == []
    page.emulate_media(reduced_motion="reduce")
    assert not told(film, -1) - Counter(page.evaluate(SEEN))
    assert page.evaluate("document.getAnimations().length") == 0
