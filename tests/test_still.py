"""Stills have their words and a dark look: in JupyterLab, in copies of chapters, on pages."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from browser import file_url, needs_chromium, open_page
from heard import heard

from course import animate, check, draw, explore, image, ladder, spectrogram
from course.lab import copies
from course.picture import palette
from course.picture.picture import MADE
from course.still import DARK, darkened, following, shown

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PICTURES = {
    "row": draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1),
    "pale": draw([1, 2], [1, 1, 3], view="zero_insert", stride=2),
    "planes": draw([[1, 2], [3, 1]], [[1, 1], [1, 3]], stride=2),
    "film": animate([[1, 2], [3, 1]], [[1, 1], [1, 3]], stride=2, padding=1),
    "ladder": ladder([4, 5], kernel_size=3, stride=2),
    "tones": spectrogram({"a": ([1, 5] * 50, 100)}),
    "greys": image({"a": [[1, 2], [3, 4]]}),
}
COLOUR = re.compile(r'\b[\w-]+="(#[0-9a-fA-F]{3,8})"')
each = pytest.mark.parametrize("name", PICTURES)
CARDS = {"light": (0xFF, 0xFF, 0xFF), "dark": (0x1F, 0x24, 0x2B)}


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> None:
    """What JupyterLab's server tells its kernels."""
    monkeypatch.setenv("JPY_SESSION_NAME", "my/01_basic.ipynb")


def alone(html: str) -> tuple[dict[str, str], str]:
    """The attributes of an image that is all of an HTML text, as they are written, and its SVG."""
    found = re.fullmatch(r'<img((?: [a-z]+="[^"]*")+)>', html)
    assert found
    attributes = dict(re.findall(r' ([a-z]+)="([^"]*)"', found[1]))
    return attributes, b64decode(
        attributes["src"].removeprefix("data:image/svg+xml;base64,")
    ).decode()


def test_every_colour_of_the_palette_has_one_for_the_dark():
    colours = set(re.findall(r"#[0-9A-F]{6}", repr(vars(palette))))
    assert len(colours) > 25
    assert colours == set(DARK)


@each
def test_in_the_dark_none_is_left_as_it_was(name: str):
    svg = PICTURES[name].svg
    light = set(COLOUR.findall(svg))
    assert {palette.CARD, palette.INK} <= light
    dark = set(COLOUR.findall(darkened(svg)))
    greys = {colour for colour in light if len({colour[1:3], colour[3:5], colour[5:]}) == 1}
    assert light & dark <= greys - {palette.CARD}
    assert (light & dark != set()) == (name == "greys")
    assert COLOUR.sub("", darkened(svg)) == COLOUR.sub("", svg)
    style = re.search(r"<style>(@media \(prefers-color-scheme:dark\).*?)</style>", following(svg))
    assert style
    assert following(svg).replace(style[0], "") == svg
    assert set(re.findall(r'="(#\w+)"', style[1])) == light & set(DARK)


@each
def test_what_makes_pixels_of_it_takes_no_notice(name: str):
    pytest.importorskip("resvg_py")
    svg = PICTURES[name].svg
    assert MADE[".png"](following(svg)) == MADE[".png"](svg)


WIDGET = "application/vnd.jupyter.widget-view+json"


def data_of(picture: Any) -> dict[str, str]:
    """What a notebook is given, without what is told of it."""
    bundle = picture._repr_mimebundle_()
    return bundle[0] if isinstance(bundle, tuple) else bundle


@each
@pytest.mark.usefixtures("lab")
def test_a_kernel_of_jupyterlab_gives_an_image_with_the_words(name: str):
    picture = PICTURES[name]
    bundle = data_of(picture)
    assert bundle.keys() - {WIDGET} == {"image/svg+xml", "text/html", "text/plain"}
    attributes, svg = alone(bundle["text/html"])
    assert f'aria-label="{attributes["alt"]}"' in picture.svg
    assert len(attributes["alt"]) > 40
    assert f'width="{attributes["width"]}" height="{attributes["height"]}"' in picture.svg
    assert svg == following(picture.svg)


@pytest.mark.usefixtures("lab")
def test_so_do_a_verdict_a_figure_and_a_volume():
    for bundle in (
        check("basic.two_stamps", [1, 1, 1, 3])._repr_mimebundle_(),
        (explore([1, 2], [1, 1, 3])._repr_mimebundle_() or ({},))[0],
        draw([[[1, 2]], [[3, 4]]], [[[1, 1]]])._repr_mimebundle_(),
    ):
        alt = alone(bundle["text/html"])[0]["alt"]
        assert f'aria-label="{alt}"' in bundle["image/svg+xml"]
    assert check("basic.two_stamps", [1, 2, 4, 3])._repr_mimebundle_().keys() == {"text/plain"}


def test_elsewhere_there_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert shown("<svg ></svg>") == {"image/svg+xml": "<svg ></svg>"}


# ---------------------------------------------------------------- in a reader's copies


def chapter(*more: str) -> Any:
    """A notebook with a picture, one of somebody else's, HTML of its own, and further cells."""
    picture = PICTURES["row"]
    outputs = (
        {"image/svg+xml": picture.svg, "text/plain": repr(picture)},
        {"image/svg+xml": "<?xml version='1.0'?><svg/>", "text/plain": "a plot"},
        {"text/html": "<p>a table</p>", "text/plain": "a table"},
    )
    cell = nbformat.v4.new_code_cell("draw", id="one", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("display_data", data) for data in outputs]
    texts = [nbformat.v4.new_markdown_cell(text, id=f"m{n}") for n, text in enumerate(more)]
    return nbformat.v4.new_notebook(cells=[cell, *texts])


def test_a_copy_has_what_a_kernel_would_give_and_that_is_no_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("JPY_SESSION_NAME", "x")
    source, target = tmp_path / "notebooks", tmp_path / "my"
    source.mkdir()
    nbformat.write(chapter(), source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01.ipynb"]
    copy = nbformat.read(target / "01.ipynb", as_version=4)
    ours, plot, table = (output["data"] for output in copy.cells[0].outputs)
    assert ours == PICTURES["row"]._repr_mimebundle_()
    assert "text/html" not in plot
    assert table["text/html"] == "<p>a table</p>"
    assert copies.ship(source, target) == []
    # As JupyterLab saves it, and as copies were before they had any HTML.
    nbformat.write(copy, target / "01.ipynb")
    nbformat.write(chapter("New."), source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01.ipynb"]
    nbformat.write(chapter("New."), target / "01.ipynb")
    assert copies.ship(source, target) == []
    nbformat.write(chapter("Newer."), source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01.ipynb"]
    # But what a reader's own code shows is the reader's.
    copy.cells[0].outputs[2]["data"]["text/html"] = "<p>mine</p>"
    nbformat.write(copy, target / "01.ipynb")
    nbformat.write(chapter("Newest."), source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01_newer.ipynb"]


def test_a_copy_has_nothing_of_an_answer(tmp_path: Path):
    """JupyterLab says the first line of what is folded, which may be all of it."""
    source, target = tmp_path / "source", tmp_path / "my"
    source.mkdir()
    folded = chapter()
    folded.cells[0].metadata = {"jupyter": {"outputs_hidden": True}, "tags": ["a"]}
    folded.cells[0].execution_count = 3
    nbformat.write(folded, source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01.ipynb"]
    copy = nbformat.read(target / "01.ipynb", as_version=4)
    nbformat.validate(copy)
    (cell,) = (cell for cell in copy.cells if cell.id == folded.cells[0].id)
    assert (cell.outputs, cell.execution_count) == ([], None)
    assert cell.metadata == {"tags": ["a"]}
    # Being so is no edit, and what the reader's own run shows is one.
    assert copies.ship(source, target) == []
    folded.cells[0].source += "  # newer"
    nbformat.write(folded, source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01.ipynb"]
    copy.cells[0] = chapter().cells[0]
    nbformat.write(copy, target / "01.ipynb")
    folded.cells[0].source += " again"
    nbformat.write(folded, source / "01.ipynb")
    assert copies.ship(source, target) == [target / "01_newer.ipynb"]


def test_where_no_copies_are_made_the_chapters_get_it(tmp_path: Path):
    nbformat.write(chapter(), tmp_path / "01.ipynb")
    copies.put_html(str(tmp_path))
    stored = nbformat.read(tmp_path / "01.ipynb", as_version=4)
    nbformat.validate(stored)
    assert alone(stored.cells[0].outputs[0]["data"].pop("text/html"))
    assert stored == chapter()


# ---------------------------------------------------------------- in a browser


def cards(page: Page, selector: str) -> list[tuple[int, ...]]:
    """The colours of the cards of drawings that stand in the window."""
    from matplotlib.image import imread

    shot = imread(io.BytesIO(page.screenshot()))
    boxes = [drawing.bounding_box() for drawing in page.locator(selector).all()]
    spots = [(round(box["y"]) + 6, round(box["x"]) + 40) for box in boxes if box]
    return [tuple(round(255 * float(part)) for part in shot[spot][:3]) for spot in spots]


@pytest.mark.browser
@needs_chromium
class TestInABrowser:
    def test_an_image_is_dark_where_what_it_stands_in_is(
        self, chromium: Browser, monkeypatch: pytest.MonkeyPatch
    ):
        """JupyterLab says on its body whether it is dark, whatever the system is."""
        monkeypatch.setenv("JPY_SESSION_NAME", "x")
        # A film has a style of its own.
        film = PICTURES["film"]
        html = data_of(film)["text/html"]
        schemes = ("light", "dark", "light dark")
        body = "".join(f'<div style="color-scheme:{one}">{html}</div>' for one in schemes)
        with open_page(chromium, 1280, 1200) as (page, witness):
            page.set_content(f"<!doctype html><body>{body}")
            for system in ("light", "dark"):
                page.emulate_media(color_scheme=system)
                wanted = [CARDS[host] for host in ("light", "dark", system)]
                assert cards(page, "img") == wanted, system
            images = [one.name for one in heard(page) if one.role == "image"]
            assert images == [film.alt] * 3
            assert witness.errors == []

    def test_an_exported_page_is_dark_before_any_script(self, chromium: Browser, tmp_path: Path):
        path = explore([1, 2, 3], [1, 1, 3]).save(tmp_path / "figure.html")
        with chromium.new_context(java_script_enabled=False, color_scheme="dark") as context:
            page = context.new_page()
            for scheme in ("dark", "light"):
                page.emulate_media(color_scheme=scheme)
                page.goto(file_url(path))
                assert cards(page, "[data-tc-figure] > svg") == [CARDS[scheme]]
