"""The search over all pages: what it finds, how it is used, and where it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from browser import Witness, file_url, needs_chromium

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")
pytest.importorskip("pagefind", reason="the search needs the extra 'author'")

from playwright.sync_api import expect
from test_site import ALL, violations

from publish.site import search
from publish.tree import PublishError, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

SITE = "https://ada.github.io/stamps/"
FIRST = 3
# What somebody types, and a page that must be among the first three.
ENGLISH = {
    "torch.cat fails by one pixel": "question-cat",
    "size misses the skip connection": "question-cat",
    "are output_padding cells zeros": "question-output-padding",
    "output_padding": "05_output_padding",
    "checkerboard": "question-checkerboard",
    "causal decoder": "13_causal",
    "which side to trim": "question-causal",
    "padding same keras": "question-same",
    "nn.ConvTranspose3d": "question-three-dimensions",
    "receptive field": "question-receptive-field",
    "output_size Sequential": "question-output-size",
    "deconvolution": "question-deconvolution",
    "model not found": "question-blank-figure",
    "Given transposed=1, weight of size": "07_signature",
    "explain": "own_layer",
    "find_layers": "own_layer",
    "ConvTranspose1d": "own_layer",
    "cheat sheet": "cheat_sheet",
    # No page has all of these words.
    "how do I get rid of checkerboard artifacts in my decoder": "question-checkerboard",
}
JAPANESE = {
    "catが失敗する": "question-cat",
    "スキップ接続": "question-cat",
    "output_padding": "05_output_padding",
    "市松模様": "10_artifacts",
    "割り切れる": "question-checkerboard",
    "位相和": "10_artifacts",
    "奇数のストライド": "question-odd-stride",
    "Kerasのsame": "question-same",
    "重みの変換": "question-weights",
    "ゼロ挿入は遅い": "question-fast",
    "引数の順序": "question-positional-arguments",
    "逆畳み込み": "question-deconvolution",
    "エラーメッセージ": "question-errors",
    "反転": "03_zero_insert",
    "explain": "own_layer",
    "find_layers": "own_layer",
    "ConvTranspose3d": "question-three-dimensions",
    "奇数のストライドで音が短くなる": "question-odd-stride",
}


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@pytest.fixture
def hosted(chromium: Browser, tree: Tree) -> Iterator[Page]:
    """A tab on a host that has the site, and nothing else."""
    witness = Witness()

    def answer(route: Route) -> None:
        there = tree.site / route.request.url.removeprefix(SITE).partition("?")[0]
        if route.request.url.startswith(SITE) and there.is_file():
            route.fulfill(path=there)
        else:
            witness.blocked.append(route.request.url)
            route.abort()

    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.route("**/*", answer)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: witness.errors.append(str(error)))
        yield page
        assert not witness.blocked
        assert not witness.errors


def look_up(page: Page, words: str) -> list[str]:
    """Where the results of what is typed lead, the best first."""
    said = page.locator("dialog.search .said")
    said.evaluate("(said) => said.replaceChildren()")
    page.locator("dialog.search input").fill(words)
    expect(said).not_to_be_empty()
    links = page.locator("dialog.search ol > li > a").evaluate_all(
        "links => links.map((link) => link.href)"
    )
    return [link.rpartition("/")[2].removesuffix(".html") for link in links]


@pytest.mark.parametrize(
    ("file", "queries"), [("index.html", ENGLISH), ("ja/index.html", JAPANESE)]
)
@pytest.mark.browser
@needs_chromium
def test_what_is_asked_leads_to_its_page(hosted: Page, file: str, queries: dict[str, str]):
    hosted.goto(SITE + file)
    hosted.keyboard.press("/")
    missed = {}
    for words, wanted in queries.items():
        if wanted not in (found := look_up(hosted, words)[:FIRST]):
            missed[words] = found
    assert not missed


@pytest.mark.browser
@needs_chromium
def test_it_is_used_by_keyboard_alone(hosted: Page):
    hosted.goto(SITE + "02_stride.html")
    dialog, field = hosted.locator("dialog.search"), hosted.locator("dialog.search input")
    hosted.keyboard.press("Control+k")
    expect(field).to_be_focused()
    hosted.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    opener = hosted.get_by_role("button", name="Search all pages")
    opener.focus()
    hosted.keyboard.press("Enter")
    hosted.keyboard.type("look-ahead")
    expect(dialog.locator("ol > li").first).to_be_visible()
    expect(dialog.locator(".said")).to_contain_text("Pages found:")
    hosted.keyboard.press("ArrowDown")
    expect(dialog.locator("ol a").first).to_be_focused()
    hosted.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    hosted.keyboard.press("Escape")
    expect(opener).to_be_focused()
    # A slash in a field is a slash.
    hosted.goto(SITE + "calculator.html")
    hosted.locator("main textarea, main input[type=text]").first.focus()
    hosted.keyboard.press("/")
    expect(dialog).to_be_hidden()


@pytest.mark.browser
@needs_chromium
def test_a_result_leads_to_its_section(hosted: Page):
    hosted.goto(SITE + "ja/02_stride.html")
    hosted.keyboard.press("/")
    look_up(hosted, "output_padding")
    link = hosted.locator("dialog.search ol ul a").first
    place = link.evaluate("(link) => decodeURIComponent(link.hash.slice(1))")
    link.click()
    expect(hosted.locator("dialog.search")).to_be_hidden()
    assert hosted.locator(f'[id="{place}"]').count() == 1


@pytest.mark.browser
@needs_chromium
def test_it_says_when_there_is_nothing_or_the_index_is_missing(hosted: Page):
    hosted.goto(SITE + "index.html")
    hosted.keyboard.press("/")
    assert look_up(hosted, "zzqqxx") == []
    expect(hosted.locator("dialog.search .said")).to_contain_text("zzqqxx")
    hosted.context.route("**/pagefind.js*", lambda route: route.fulfill(status=404))
    hosted.reload()
    hosted.keyboard.press("/")
    hosted.locator("dialog.search input").fill("stride")
    expect(hosted.locator("dialog.search .said")).to_contain_text("could not be loaded")


@pytest.mark.long(sample=1)
@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_accessible(hosted: Page, scheme: str):
    hosted.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    hosted.goto(SITE + "index.html")
    hosted.keyboard.press("/")
    look_up(hosted, "stride")
    assert violations(hosted, ALL) == []


@pytest.mark.long(sample=2)
@pytest.mark.browser
@needs_chromium
@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("file", ["02_stride.html", "ja/02_stride.html", "ja/index.html"])
def test_the_bar_has_room_for_it_on_a_phone(hosted: Page, file: str, width: int):
    hosted.set_viewport_size({"width": width, "height": 800})
    hosted.goto(SITE + file)
    assert hosted.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = [
        box
        for part in hosted.locator(".top > :visible").all()
        if (box := part.bounding_box()) is not None
    ]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)


@pytest.mark.browser
@needs_chromium
def test_it_is_not_there_where_it_can_not_work(chromium: Browser, tree: Tree):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{file_url(tree.site)}/index.html")
        assert page.get_by_role("button", name="Search all pages").count() == 0
        page.keyboard.press("/")
        expect(page.locator("dialog.search")).to_be_hidden()
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{file_url(tree.site)}/index.html")
        expect(page.locator("button.search")).to_be_hidden()


# ---- how it is made -----------------------------------------------------------------------------

PAGE = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>{title} · Course</title>\n'
    '<meta name="description" content="About it.">\n</head><body><main><h1>A</h1>'
    "<p>{text}</p></main></body></html>\n"
)


def made(tree: Tree, runs: list[tuple[object, ...]], text: str, **pages: str) -> dict[Path, bytes]:
    every = {"a.html": text, **pages}
    texts = {tree.site / name: PAGE.format(title=name, text=one) for name, one in every.items()}
    runs.clear()
    files = search.index(tree, texts)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    search.stamp_index(tree, texts)
    return files


def test_the_index_is_made_anew_only_where_a_page_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    runs: list[tuple[object, ...]] = []
    run = search._run
    monkeypatch.setattr(search, "_run", lambda *given: runs.append(given) or run(*given))
    tree = Tree(tmp_path)
    first = made(tree, runs, "One nn.ConvTranspose1d(1, 2).")
    assert len(runs) == 1
    entry = json.loads(first[search.entry(tree)])
    assert entry["languages"]["en"]["page_count"] == 1
    assert made(tree, runs, "One nn.ConvTranspose1d(1, 2).") == first
    assert not runs
    # A page that nobody looks for changes nothing.
    made(tree, runs, "One nn.ConvTranspose1d(1, 2).", **{"embed.html": "Other"})
    assert not runs
    made(tree, runs, "Two.")
    assert len(runs) == 1


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search, "PACKAGES", ("pagefind_that_is_not_there",))
    with pytest.raises(PublishError, match=r"pagefind_that_is_not_there: pip install"):
        search.index(Tree(tmp_path), {})
