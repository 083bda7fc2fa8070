"""A figure is a link: what an address opens, what writes it, and what a reader takes along.

In a real browser, on the site as it lies in a folder and on pages of their own. What is shown is
compared with fresh drawings, and what is copied is run.
"""

from __future__ import annotations

import ast
import re
import struct
import subprocess
import sys
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from browser import Witness, file_url, needs_chromium, open_page
from test_frames import MARKUP, SVG, texts, torch_words, whole
from test_live_page import STILL

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_site import ALL, show_answers, violations

from course import draw, explore
from course.language import speaking
from course.picture.live.page import figure_script, figure_style, fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator
    from playwright.sync_api import Page as Tab

    from publish.tree import Tree

pytestmark = [pytest.mark.browser, needs_chromium]

X, W = [1, 2, 3], [1, 1, 3]
PLANE, KERNEL = [[1, 2], [-3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
# What stands first on the page that has a whole figure and nothing else.
RUNNING = {"stride": 2, "padding": 0, "output_padding": 0, "dilation": 1}
TEXTS = """(figure) => {
  const svg = figure.querySelector(".tc-stage > svg");
  return svg && [svg.getAttribute("aria-label"),
    ...[...svg.querySelectorAll("text")].map((text) => text.textContent)];
}"""

# How many colours a picture in pixels has, and how many of its pixels are dark.
PIXELS = """async (data) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const { data: bytes } = canvas.getImageData(0, 0, image.width, image.height);
  const pixels = Array.from({ length: bytes.length / 4 }, (_, n) => bytes.slice(4 * n, 4 * n + 3));
  const dark = pixels.filter((pixel) => Math.max(...pixel) < 60);
  return [new Set(pixels.map(String)).size, dark.length];
}"""


@dataclass
class Shown:
    """A page with figures, under a reader's hands."""

    tab: Tab
    witness: Witness
    base: str

    def open(self, state: str, name: str = "embed") -> Shown:
        """Load a page at an address, whatever page was there before."""
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.base}/{name}.html{state and f'#{state}'}")
        if "=" not in state:
            show_answers(self.tab)
        self.tab.locator(".tc-figure:not([aria-busy])").first.wait_for()
        return self

    def edit(self, state: str) -> None:
        """Write another address into the bar, as a hand does."""
        self.tab.evaluate("(state) => { location.hash = state; }", state)

    @property
    def hash(self) -> str:
        return self.tab.evaluate("location.hash")

    def figure(self, n: int = 0) -> Locator:
        return self.tab.locator(".tc-figure").nth(n)

    def slide(self, name: str, value: int, n: int = 0) -> None:
        self.figure(n).get_by_role("slider", name=name, exact=True).fill(str(value))

    def sliders(self, n: int = 0) -> list[str]:
        """The names of those that move what is drawn; the last one there is time's."""
        found = self.figure(n).locator(".tc-sliders input:visible").all()
        return [one.get_attribute("aria-label") or "" for one in found]

    def shows(self, wanted: list[str], n: int = 0) -> None:
        """Wait until every text of a figure is as wanted."""
        for _ in range(150):
            if self.figure(n).evaluate(TEXTS) == wanted:
                return
            self.tab.wait_for_timeout(20)
        assert self.figure(n).evaluate(TEXTS) == wanted

    def writes(self, part: str) -> None:
        """Wait until the address has a part, then that it stands there as it should."""
        self.tab.wait_for_function("(part) => location.hash.includes(part)", arg=part)

    def says(self) -> str:
        return self.tab.locator(".tc-message").first.inner_text()

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).first.click()

    def field(self) -> str:
        """What stands in the field from which a reader copies by hand."""
        return self.tab.locator(".tc-message textarea").input_value()


def drawn(x: Any, w: Any, view: str = "scatter", **parameters: int) -> list[str]:
    return texts(whole(x, w, view, **parameters).svg)


def told(x: Any, w: Any, view: str = "scatter", **parameters: int) -> str:
    """A case as its address says it."""

    def row(values: Any) -> str:
        apart = ";" if isinstance(values[0], list) else ","
        return apart.join(row(v) if isinstance(v, list) else str(v) for v in values)

    every = {"stride": 1, "padding": 0, "output_padding": 0, "dilation": 1} | parameters
    named = "&".join(f"{name}={value}" for name, value in every.items())
    return f"x={row(x)}&w={row(w)}&{named}&view={view}"


@contextmanager
def watched(chromium: Browser, base: str, **context: Any) -> Iterator[Shown]:
    """A tab that reaches what lies under an address; in the end nothing has gone wrong in it."""
    allowed = (base, "about:", "blob:", "data:")
    settings = {"viewport": {"width": 1000, "height": 900}, **STILL} | context
    witness = Witness()
    with chromium.new_context(**settings) as made:

        def answer(route: Any) -> None:
            if route.request.url.startswith(allowed):
                route.continue_()
            else:
                witness.blocked.append(route.request.url)
                route.abort()

        made.route("**/*", answer)
        tab = made.new_page()
        tab.set_default_timeout(5_000)
        tab.on("pageerror", lambda error: witness.errors.append(str(error)))
        tab.on(
            "console",
            lambda line: (
                witness.errors.append(line.text) if line.type in ("error", "warning") else None
            ),
        )
        yield Shown(tab, witness, base)
        assert witness.errors == []
        assert witness.blocked == []


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


@pytest.fixture(scope="module")
def tab(chromium: Browser, tree: Tree) -> Iterator[Shown]:
    """One tab for the site's pages: a new one takes the browser as long as most of the tests."""
    with watched(chromium, file_url(tree.site)) as shown:
        refuse_clipboard(shown)
        yield shown


@pytest.fixture
def site(tab: Shown) -> Iterator[Shown]:
    tab.witness.errors.clear()
    tab.witness.blocked.clear()
    yield tab
    assert tab.witness.errors == []
    assert tab.witness.blocked == []


def refuse_clipboard(shown: Shown) -> None:
    shown.tab.add_init_script(
        "if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(Error());"
    )


CASES: list[tuple[str, Any, Any, dict[str, Any]]] = [
    # The first page's figure has the sliders of stride and size alone, and a whole one opens.
    ("index", X, W, {"stride": 3, "padding": 1, "output_padding": 2}),
    ("index", [0.5, -2, 1e6, 1e-7], [2, 3], {}),
    # Neither the first page's own view nor its own lengths.
    ("index", [1, 2, 3, 4, -5], [2, 1], {"view": "gather", "stride": 2, "dilation": 3}),
    ("02_stride", [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5], {"stride": 5, "padding": 3}),
    # Planes, where a figure of one axis stands, and the other way round.
    ("index", PLANE, KERNEL, {"stride": 2, "padding": 1, "output_padding": 1}),
    ("09_two_dimensions", X, W, {"view": "phases", "stride": 2}),
    ("09_two_dimensions", [[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 2], [3, 4]], {"stride": 3}),
    ("embed", X, W, {"view": "zero_insert", "stride": 3}),
    ("embed", X, [1, 2, 3, 4], {"view": "time", "stride": 2, "padding": 1}),
]


class TestAnAddressOpens:
    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize(("name", "x", "w", "parameters"), CASES, ids=lambda one: str(one)[:30])
    def test_exactly_what_it_says(self, site: Shown, name: str, x: Any, w: Any, parameters: Any):
        address = told(x, w, **parameters)
        site.open(address, name).shows(drawn(x, w, **parameters))
        assert site.says() == ""
        # Nothing was moved, and nothing is written.
        assert site.hash == f"#{address}"

    @pytest.mark.parametrize("name", ["ja/index", "ja/embed"])
    def test_it_in_japanese(self, site: Shown, name: str):
        with speaking("ja"):
            wanted = drawn(X, W, "gather", stride=3, padding=1)
        site.open(told(X, W, "gather", stride=3, padding=1), name).shows(wanted)
        site.edit("stride=1&output_padding=1")
        site.tab.get_by_text("PyTorch の").or_(site.tab.locator(".tc-message details")).wait_for()
        assert "output_padding=1" in site.says()
        assert re.search(r"[ぁ-ん]", site.says())

    def test_what_it_leaves_out_as_it_stands_there(self, site: Shown):
        site.open("stride=4").shows(drawn(X, W, **RUNNING | {"stride": 4}))
        site.open("x=4,5,6&w=1,0,2").shows(drawn([4, 5, 6], [1, 0, 2]))
        site.open("x=4,5").shows(drawn([4, 5], W, **RUNNING))

    def test_an_anchor_as_ever(self, site: Shown):
        site.open("exercises", "07_signature").shows(drawn(X, W, dilation=2))
        assert site.hash == "#exercises"
        assert site.tab.evaluate("scrollY") > 500

    def test_a_slider_that_is_missing_and_so_the_whole_figure(self, site: Shown):
        """What has a slider, or stands there anyway, is shown with no more than before."""
        few = ["stride", "input length"]
        site.open("", "index").shows(texts(draw(X, W, stride=2).svg))
        assert site.sliders() == few
        site.edit(told([4, 5], W, stride=3))
        site.shows(texts(draw([4, 5], W, stride=3).svg))
        assert site.sliders() == few
        site.edit("padding=1&stride=3")
        site.shows(drawn(X, W, stride=3, padding=1))
        assert len(site.sliders()) == 6
        site.slide("padding", 0)
        site.shows(drawn(X, W, stride=3))
        site.tab.go_back()
        site.tab.go_back()
        site.shows(texts(draw([4, 5], W, stride=3).svg))
        assert site.sliders() == few
        # Neither a view has buttons here, nor a kernel's size a slider.
        site.open("view=gather", "index").shows(drawn(X, W, "gather", stride=2))
        site.open("w=1,1", "index").shows(drawn(X, [1, 1], stride=2))

    @pytest.mark.long(sample=3)
    @pytest.mark.parametrize(
        "part",
        [
            f"x={MARKUP}",
            "__proto__=1",
            "x=__proto__",
            f"x={'9' * 400}",
            "x=1,NaN",
            "stride=Infinity",
            "w=1e999",
            "x=",
            "x=1,2;3",
            "colour=red",
            "stride=1.5",
            "view=film",
            "x=" + "1," * 100_000,
        ],
        ids=lambda part: part[:20],
    )
    def test_nothing_where_it_cant_be_read(self, site: Shown, part: str):
        site.open(part).shows(drawn(X, W, **RUNNING))
        named = re.fullmatch("“(.*)” in the address can’t be read.", site.says())
        assert named
        shown = site.tab.evaluate("(part) => decodeURIComponent(part)", named[1].rstrip("…"))
        assert part.startswith(shown)
        assert len(named[1]) <= 90
        assert site.tab.locator("main img").count() == 0
        # As if the address were not there.
        site.slide("stride", 3)
        site.shows(drawn(X, W, **RUNNING | {"stride": 3}))

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize(
        "beyond", ["stride=6", "x=1,2,3,4,5,6,7,8,9", "w=1,1,1,1,1,1", "x=1;2&w=1", "padding=9"]
    )
    def test_nothing_where_it_asks_for_more(self, site: Shown, beyond: str):
        site.open(beyond).shows(drawn(X, W, **RUNNING))
        assert site.says() == "The address asks for more than this page can show."

    def test_nothing_where_pytorch_refuses_and_says_why(self, site: Shown):
        site.open("output_padding=2").shows(drawn(X, W, **RUNNING))
        assert site.says().startswith(
            "output_padding=2 is not possible: it must be smaller than stride or dilation"
        )
        site.tab.locator(".tc-message summary").click()
        code = site.tab.locator(".tc-message code")
        assert code.inner_text() == torch_words(3, 3, (2, 0, 2, 1))
        # It stays so on a figure that stands already.
        site.edit(told(X, W, padding=3, stride=1))
        site.tab.locator(".tc-message", has_text="padding=3 is not possible").wait_for()
        site.shows(drawn(X, W, **RUNNING))


class TestItIsWritten:
    def test_a_while_after_the_last_move(self, chromium: Browser, tmp_path: Path):
        explore(X, W, stride=2).save(tmp_path / "own.html")
        with watched(chromium, file_url(tmp_path)) as page:
            page.tab.clock.install()
            page.open("", "own").shows(drawn(X, W, stride=2))
            page.tab.clock.pause_at(page.tab.evaluate("Date.now()") + 1000)
            page.slide("stride", 3)
            page.tab.clock.run_for(200)
            page.slide("stride", 4)
            page.tab.clock.run_for(299)
            assert page.hash == ""
            page.tab.clock.run_for(2)
            assert page.hash == f"#{told(X, W, stride=4)}"
            assert page.tab.evaluate("history.length") == 3

    def test_back_and_forward_bring_it_again(self, site: Shown):
        def shows(stride: int) -> None:
            site.shows(drawn(X, W, stride=stride, dilation=2))

        site.open("", "07_signature")
        for stride in (3, 4):
            site.slide("stride", stride)
            site.writes(f"stride={stride}")
            assert site.hash == f"#{told(X, W, stride=stride, dilation=2)}"
        site.tab.go_back()
        shows(3)
        site.tab.go_back()
        shows(1)
        assert site.hash == ""
        site.tab.go_forward()
        shows(3)
        site.tab.go_forward()
        shows(4)

    def test_by_hand(self, site: Shown):
        site.open("")
        site.edit("stride=5")
        site.shows(drawn(X, W, **RUNNING | {"stride": 5}))
        site.edit(told(X[:2], W, "scatter", stride=3))
        site.shows(drawn(X[:2], W, stride=3))
        site.edit(told([1, 2, 3, 4, 5], [1, 2], "gather"))
        site.shows(drawn([1, 2, 3, 4, 5], [1, 2], "gather"))
        site.tab.go_back()
        site.shows(drawn(X[:2], W, stride=3))

    def test_an_anchor_changes_no_figure(self, site: Shown):
        site.open("", "07_signature")
        site.slide("stride", 4)
        site.writes("stride=4")
        site.edit("exercises")
        site.shows(drawn(X, W, stride=4, dilation=2))
        site.tab.go_back()
        site.writes("stride=4")
        site.shows(drawn(X, W, stride=4, dilation=2))
        assert site.says() == ""

    def test_by_a_number_typed_and_a_view_chosen(self, site: Shown):
        site.open(told(X, W, stride=2), "embed")
        site.tab.locator('[data-id="x1"]').click()
        site.tab.locator(".tc-edit").fill("-0.5")
        site.tab.keyboard.press("Enter")
        site.writes("x=1,-0.5,3&")
        site.press("matrix")
        site.writes("view=matrix")
        site.shows(drawn([1, -0.5, 3], W, "matrix", stride=2))
        site.tab.go_back()
        site.shows(drawn([1, -0.5, 3], W, stride=2))


@pytest.fixture(scope="module")
def two(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """A page with two figures, of which the second lies far below."""
    figures = explore(X, W, **RUNNING), explore(PLANE, KERNEL, stride=2)
    folder = tmp_path_factory.mktemp("two")
    body = '<div style="height: 3000px"></div>'.join(map(fragment, figures))
    (folder / "two.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>Two</title>{figure_style()}{body}'
        f"{figure_script()}",
        encoding="utf-8",
    )
    with watched(chromium, file_url(folder)) as shown:
        refuse_clipboard(shown)
        yield shown


class TestTwoFigures:
    def test_an_address_says_which_and_the_page_goes_there(self, two: Shown):
        case = told(PLANE, KERNEL, stride=3)
        two.open(f"figure=2&{case}", "two").shows(drawn(PLANE, KERNEL, stride=3), 1)
        two.shows(drawn(X, W, **RUNNING))
        place = two.tab.locator("[data-tc-figure]").nth(1).bounding_box()
        assert -5 <= place["y"] < 450
        two.open("stride=3", "two").shows(drawn(X, W, **RUNNING | {"stride": 3}))
        two.shows(drawn(PLANE, KERNEL, stride=2), 1)
        assert two.tab.evaluate("scrollY") < 100

    def test_back_brings_each_again(self, two: Shown):
        two.open("", "two")
        two.slide("stride", 3)
        two.writes("stride=3")
        two.slide("stride", 1, 1)
        two.writes("figure=2")
        two.slide("stride", 4)
        two.writes("stride=4")
        two.tab.go_back()
        two.shows(drawn(X, W, **RUNNING | {"stride": 3}))
        two.shows(drawn(PLANE, KERNEL, stride=1), 1)
        two.tab.go_back()
        two.shows(drawn(PLANE, KERNEL, stride=2), 1)
        two.shows(drawn(X, W, **RUNNING | {"stride": 3}))
        two.tab.go_back()
        two.shows(drawn(X, W, **RUNNING))

    def test_a_link_from_the_second_is_the_seconds(self, two: Shown):
        two.open("", "two")
        two.slide("stride", 3, 1)
        two.figure(1).get_by_role("button", name="Copy link").click()
        address = two.figure(1).locator("textarea").input_value()
        two.tab.goto("about:blank")
        two.tab.goto(address)
        two.shows(drawn(PLANE, KERNEL, stride=3), 1)


class TestTakingAlong:
    def test_a_link(self, site: Shown):
        site.open("", "07_signature")
        site.slide("stride", 3)
        site.press("Copy link")
        address = site.field()
        assert address == f"{site.base}/07_signature.html#{told(X, W, stride=3, dilation=2)}"
        assert site.says().startswith("Copy this:")
        site.tab.goto(address)
        site.shows(drawn(X, W, stride=3, dilation=2))

    def test_a_frame_for_another_page(self, site: Shown, chromium: Browser, tmp_path: Path):
        site.open(told(PLANE, KERNEL, stride=2), "index").shows(drawn(PLANE, KERNEL, stride=2))
        site.press("Embed")
        line = site.field()
        assert "\n" not in line
        (tmp_path / "other.html").write_text(f"<!doctype html><title>Other</title>{line}")
        with open_page(chromium, 800, 900) as (tab, witness):
            tab.goto(file_url(tmp_path / "other.html"))
            outer = tab.locator("iframe")
            assert outer.get_attribute("title")
            frame = tab.frame_locator("iframe")
            svg = frame.locator(".tc-stage > svg")
            svg.wait_for()
            assert [svg.get_attribute("aria-label"), *svg.locator("text").all_text_contents()] == (
                drawn(PLANE, KERNEL, stride=2)
            )
            entries = tab.evaluate("history.length")
            frame.get_by_role("slider", name="stride", exact=True).fill("3")
            tab.frames[1].wait_for_function("location.hash.includes('stride=3')")
            # The other page's Back stays its own.
            assert tab.evaluate("history.length") == entries
            assert (witness.errors, witness.blocked) == ([], [])

    @pytest.mark.long(sample=0)
    def test_lines_for_python_that_print_what_the_screen_shows(self, site: Shown):
        lines, wanted = [], []
        for x, w, parameters in [
            (X, W, {"stride": 2, "padding": 1, "output_padding": 1}),
            ([0.5, -2, 4], [1, -0.25], {"stride": 3, "dilation": 2, "padding": 1}),
            (PLANE, KERNEL, {"stride": 2, "padding": 1, "output_padding": 1}),
        ]:
            site.open(told(x, w, **parameters)).shows(drawn(x, w, **parameters))
            site.press("Copy the PyTorch call")
            lines.append(site.field())
            marks = site.tab.evaluate("""() => Object.fromEntries(
              [...document.querySelectorAll('.tc-stage [data-id^="y"]')].map((mark) =>
                [mark.dataset.id.slice(1), mark.querySelector("text").textContent]))""")
            wanted.append({name: float(v.replace("−", "-")) for name, v in marks.items()})
        run = subprocess.run(
            [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
        )
        printed = [ast.literal_eval(line) for line in run.stdout.splitlines()]
        assert len(printed) == len(wanted)
        for numbers, marks in zip(printed, wanted, strict=True):
            planes = isinstance(numbers[0], list)
            rows = numbers if planes else [numbers]
            assert marks == {
                (f"{r}, {c}" if planes else f"{c}"): value
                for r, row in enumerate(rows)
                for c, value in enumerate(row)
            }

    def test_what_was_first_by_a_button(self, site: Shown):
        site.open("")
        site.slide("stride", 4)
        site.tab.locator('[data-id="x0"]').click()
        site.tab.locator(".tc-edit").fill("9")
        site.tab.keyboard.press("Enter")
        site.slide("input length", 2)
        site.shows(drawn([9, 2], W, **RUNNING | {"stride": 4}))
        site.writes("x=9,2&")
        site.press("Reset")
        site.shows(drawn(X, W, **RUNNING))
        site.writes(told(X, W, **RUNNING))

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("name", ["index", "ja/index"])
    def test_a_picture_in_pixels(self, site: Shown, name: str):
        site.open("", name)
        size = site.tab.locator(".tc-stage > svg").evaluate(
            "(svg) => [svg.width.baseVal.value, svg.height.baseVal.value]"
        )
        button = site.tab.locator(".tc-take button", has_text="PNG")
        with site.tab.expect_download() as download:
            button.click()
        assert download.value.suggested_filename == "transposed_convolution.png"
        data = download.value.path().read_bytes()
        assert struct.unpack(">II", data[16:24]) == (2 * size[0], 2 * size[1])
        colours, dark = site.tab.evaluate(PIXELS, b64encode(data).decode())
        # A card, its hatches, and ink: text is drawn, not left out.
        assert colours > 50
        assert dark > 1000

    def test_a_picture_in_lines(self, site: Shown):
        site.open(told(PLANE, KERNEL, stride=2)).shows(drawn(PLANE, KERNEL, stride=2))
        with site.tab.expect_download() as download:
            site.press("Download SVG")
        svg = download.value.path().read_text("utf-8")
        assert texts(svg) == drawn(PLANE, KERNEL, stride=2)
        assert svg.startswith("<svg")
        assert f'xmlns="{SVG[1:-1]}"' in svg

    @pytest.mark.long(sample=0)
    def test_what_may_be_copied_at_once(self, chromium: Browser, tree: Tree):
        grants = ["clipboard-read", "clipboard-write"]
        with watched(chromium, file_url(tree.site), permissions=grants) as page:
            page.open("", "02_stride")
            page.slide("stride", 3)
            read = "navigator.clipboard.readText()"
            for name, part in {
                "Copy link": f"02_stride.html#{told(X, W, stride=3)}",
                "Embed": "<iframe src=",
                "Copy the PyTorch call": "import torch\n\n",
            }.items():
                page.press(name)
                page.tab.get_by_role("button", name="Copied").wait_for()
                assert part in page.tab.evaluate(read)
                assert page.tab.locator(".tc-message textarea").count() == 0
                page.tab.get_by_role("button", name=name, exact=True).wait_for()

    def test_all_by_keyboard(self, site: Shown):
        site.open("", "embed")
        buttons = site.tab.locator(".tc-take button")
        site.tab.get_by_role("button", name="Copy the PyTorch call").focus()
        for n in range(buttons.count()):
            assert buttons.nth(n).evaluate("(one) => one === document.activeElement")
            site.tab.keyboard.press("Tab")
        site.tab.get_by_role("button", name="Copy link").focus()
        site.tab.keyboard.press("Enter")
        site.tab.locator(".tc-message textarea").wait_for()
        focused = "document.activeElement.value"
        assert site.tab.evaluate(focused) == site.field()

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, site: Shown, scheme: str):
        site.tab.emulate_media(color_scheme=scheme)
        site.open("stride=3", "embed")
        assert violations(site.tab, ALL) == []
        site.press("Copy link")
        site.tab.locator(".tc-message textarea").wait_for()
        assert violations(site.tab, ALL) == []
        site.edit("stride=1&output_padding=1")
        site.tab.locator(".tc-message details").wait_for()
        assert violations(site.tab, ALL) == []
        site.tab.emulate_media(color_scheme="light")


class TestFromPython:
    @pytest.mark.parametrize("language", ["en", "ja"])
    def test_a_link_opens_the_same_picture(
        self, site: Shown, tree: Tree, monkeypatch: pytest.MonkeyPatch, language: str
    ):
        monkeypatch.setenv("COURSE_SITE", f"{file_url(tree.site)}/")
        with speaking(language):
            figure = explore(PLANE, KERNEL, stride=2)
            figure.x, figure.padding = [1, 2, 4, -0.5], 1
            pictures = [
                draw([1, -0.5, 3], W, stride=2, view="gather"),
                draw([1e-7, 2, 3.25], W, dilation=2),
            ]
            links = [figure.link(), *(picture.link() for picture in pictures)]
            wanted = [
                texts(figure.picture.svg),
                drawn([1, -0.5, 3], W, "gather", stride=2),
                drawn([1e-7, 2, 3.25], W, dilation=2),
            ]
        for link, shown in zip(links, wanted, strict=True):
            site.tab.goto("about:blank")
            site.tab.goto(link)
            site.tab.locator(".tc-figure:not([aria-busy])").wait_for()
            site.shows(shown)
