"""The calculator as its readers use it: typed into, linked to, gone back in, and given rubbish."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from browser import file_url, needs_chromium, open_page

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from test_site import ALL, CONTRAST, violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from publish.tree import Tree

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_chromium]

OUTPUT_PADDING = (
    "RuntimeError: output padding must be smaller than either stride or dilation, but got "
    "output_padding_height: 0 output_padding_width: 1 stride_height: 1 stride_width: 1 "
    "dilation_height: 1 dilation_width: 1"
)
CAT = (
    "RuntimeError: Sizes of tensors must match except in dimension 1. Expected size 17 but got "
    "size 18 for tensor number 1 in the list."
)
RANGE = (
    "ValueError: requested an output size of [7], but valid sizes range from [5] to [6] (for an "
    "input of torch.Size([3]))"
)
# States that say nothing, behind the "#" of an address.
STRANGE = (
    "#kernel_size=<img src=x onerror=alert(1)>",
    "#__proto__=1",
    "#kernel_size=4&constructor=2",
    "#input_size=" + "9" * 400,
    "#input_size=1e3&kernel_size=4",
    "#axes=7&input_size=8",
    "#input_size=8&kernel_size=%E0%A4%A",
    "#input_size=7,8&output_size=14",
    "#chain=nn.Conv1d(1,1,3)&meet=<b>",
    "#error=" + "x" * 9000,
    "#input_size=7;;&output_size=;",
    "#transposed=perhaps&input_size=8",
)
RUBBISH = (
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "__proto__",
    "constructor.prototype.x = 1",
    "9" * 400,
    "((((((((((" * 50,
)


@pytest.fixture(scope="module")
def site(publication: Callable[..., Tree]) -> Path:
    """The site with the calculator and all that it loads."""
    return publication().site


@pytest.fixture(scope="module")
def opened(chromium: Browser, site: Path) -> Iterator[Page]:
    """The page for all tests; whatever it asks for elsewhere, or complains about, fails."""
    with open_page(chromium) as (page, witness):
        page.set_default_timeout(10_000)
        page.emulate_media(reduced_motion="reduce")
        page.goto(file_url(site / "calculator.html"))
        yield page
        assert witness.errors == []
        assert witness.blocked == []


@pytest.fixture
def page(opened: Page, site: Path) -> Page:
    """As somebody finds it who comes without a state."""
    visit(opened, site)
    return opened


def visit(page: Page, site: Path, state: str = "") -> None:
    # The same address again would not be loaded anew.
    page.goto("about:blank")
    page.goto(file_url(site / "calculator.html") + state)


def part(page: Page, name: str) -> Locator:
    return page.locator(f"#{name}")


def figure(page: Page) -> Locator:
    return page.locator("#size .drawn")


def field(page: Page, name: str, of: str = "size") -> Locator:
    return page.locator(f"#{of} [name={name}]")


def size(page: Page) -> str:
    return page.locator("#size .size").inner_text()


def address(page: Page) -> str:
    """What stands behind "#" once the reader has left the field."""
    page.evaluate("document.activeElement.blur()")
    told: str = page.evaluate("decodeURIComponent(location.hash)")
    return told


class TestSettings:
    def test_each_key_changes_the_size_the_formula_and_the_call(self, page: Page):
        assert size(page) == "8 → 16"
        field(page, "input_size").press("End")
        page.keyboard.type("0")
        assert size(page) == "80 → 160"
        formula = page.locator("#size .formulas").inner_text()
        assert formula == "(80 − 1)·2 − 2·1 + 1·(4 − 1) + 0 + 1 = 160"
        field(page, "kernel_size").fill("3")
        assert size(page) == "80 → 159"
        told = part(page, "size").inner_text()
        assert "uneven, (2,\u00a01)" in told
        assert "nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1)" in told
        assert "y[0] = x[0]·w[1]" in told
        assert "y[158] = x[79]·w[1]" in told
        assert not figure(page).is_visible()

    def test_the_figure_and_the_fields_follow_each_other(self, page: Page):
        field(page, "input_size").fill("4")
        figure(page).locator(".tc-figure:not([aria-busy])").wait_for()
        field(page, "stride").fill("3")
        stride = figure(page).get_by_role("slider", name="stride", exact=True)
        page.wait_for_function("(slider) => slider.value === '3'", arg=stride.element_handle())
        stride.press("ArrowRight")
        page.wait_for_function("document.querySelector('#size-stride').value === '4'")
        assert size(page) == "4 → 14"
        assert page.evaluate("document.activeElement.type") == "range"
        assert "y[0]" not in part(page, "size").locator(".answer").inner_text()

    def test_a_figure_too_wide_for_a_phone_gives_way_to_numbers(self, page: Page):
        page.set_viewport_size({"width": 390, "height": 740})
        field(page, "input_size").fill("4")
        figure(page).locator(".tc-figure:not([aria-busy])").wait_for()
        assert not page.locator("#size .ends").is_visible()
        field(page, "input_size").fill("8")
        assert not figure(page).is_visible()
        assert page.locator("#size .ends").is_visible()
        page.set_viewport_size({"width": 1280, "height": 720})

    def test_numbers_wear_their_parameters_line(self, page: Page):
        lines = page.evaluate("""() => [...document.querySelectorAll("#size .formulas b")].map(
          (one) => [one.textContent, getComputedStyle(one).borderBottomColor])""")
        assert [text for text, _ in lines] == ["2", "1", "1", "4", "0"]
        assert len({colour for _, colour in lines}) == 5
        label = "getComputedStyle(document.querySelector('label .of-padding')).borderBottomColor"
        assert page.evaluate(label) == lines[1][1]

    def test_several_axes_and_the_ordinary_convolution(self, page: Page):
        page.get_by_role("radio", name="2").press("Space")
        field(page, "input_size").fill("8, 9")
        assert size(page) == "8 × 9 → 16 × 18"
        page.get_by_role("radio", name="ordinary").press("Space")
        assert size(page) == "8 × 9 → 4 × 4"
        assert "Input sizes 8 to 9 all give 4." in part(page, "size").inner_text()
        assert address(page) == (
            "#axes=2&transposed=false&input_size=8,9&kernel_size=4&stride=2&padding=1"
        )

    def test_what_is_illegal_says_why_and_a_button_mends_it(self, page: Page):
        field(page, "output_padding").fill("3")
        answer = part(page, "size").locator(".answer")
        assert "it must be smaller than stride or dilation" in answer.inner_text()
        wrong = field(page, "output_padding")
        assert wrong.get_attribute("aria-invalid") == "true"
        described = page.locator(f"#{wrong.get_attribute('aria-describedby')}").inner_text()
        assert described.startswith("output_padding=3 is not possible")
        answer.get_by_text("PyTorch’s words").click()
        answer.get_by_text("output padding must be smaller than either stride").wait_for()
        answer.get_by_role("button", name="Use output_padding=1").click()
        assert size(page) == "8 → 17"
        assert wrong.input_value() == "1"
        assert wrong.get_attribute("aria-invalid") is None
        assert page.evaluate("document.activeElement.name") == "output_padding"

    def test_what_was_typed_is_kept(self, page: Page):
        for text in ("4, 5, 6", "x", "9" * 400, "4.5", ""):
            field(page, "kernel_size").fill(text)
            assert field(page, "kernel_size").input_value() == text
            assert field(page, "kernel_size").get_attribute("aria-invalid") == "true"
            assert page.locator("#size .size").count() == 0
        field(page, "kernel_size").fill("4")
        assert size(page) == "8 → 16"

    def test_groups_divide_the_channels(self, page: Page):
        page.get_by_text("Channels and groups").click()
        for name, value in (("in_channels", "6"), ("out_channels", "4"), ("groups", "3")):
            field(page, name).fill(value)
        page.get_by_role("button", name="Use groups=2").click()
        assert "nn.ConvTranspose1d(6, 4, kernel_size=4" in part(page, "size").inner_text()

    def test_the_same_layer_elsewhere_unfolds_and_stays_open(self, page: Page):
        page.get_by_text("The same layer elsewhere").click()
        part(page, "size").get_by_text("Conv1DTranspose").first.wait_for()
        field(page, "input_size").fill("9")
        assert "Conv1DTranspose" in part(page, "size").inner_text()

    def test_a_screen_reader_hears_the_result_once(self, page: Page):
        heard = page.locator("#size > [role=status]")
        assert heard.text_content() == ""
        page.evaluate("""() => {
          const region = document.querySelector("#size [role=status]");
          window.heard = [];
          new MutationObserver(() => heard.push(region.textContent)).observe(region,
            { childList: true });
          const field = document.querySelector("#size-input_size");
          for (const text of ["80", "800"]) {
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }""")
        page.wait_for_function("heard.length")
        assert page.evaluate("heard") == ["The output size is 1600."]

    def test_the_address_follows_while_one_types(self, page: Page):
        field(page, "input_size").fill("80")
        page.wait_for_function("location.hash.startsWith('#input_size=80&')")


class TestSizes:
    def test_a_row_is_taken_up_and_back_leads_back(self, page: Page):
        field(page, "pairs", "settings").fill("8→16, 31->62")
        answer = part(page, "settings").locator(".answer")
        assert answer.inner_text().startswith("7 → 14, 8 → 16, 31 → 62: ")
        assert address(page) == "#input_size=7,8,31&output_size=14,16,62"
        answer.get_by_role("link", name="Use kernel_size=2").click()
        assert size(page) == "7 → 14"
        assert field(page, "kernel_size").input_value() == "2"
        page.go_back()
        assert address(page) == "#input_size=7,8,31&output_size=14,16,62"
        assert field(page, "pairs", "settings").input_value() == "8→16, 31→62"

    def test_a_whole_list_pasted_into_the_first_field(self, page: Page):
        field(page, "output_size", "settings").fill("")
        field(page, "input_size", "settings").fill("(7, 9) → (14, 18), (8, 10) → (16, 20)")
        answer = part(page, "settings").locator(".answer").inner_text()
        assert answer.startswith("(7, 9) → (14, 18), (8, 10) → (16, 20): ")
        assert address(page) == "#axes=2&input_size=7,9;8,10&output_size=14,18;16,20"

    def test_where_nothing_does_all_it_says_what_does(self, page: Page):
        field(page, "pairs", "settings").fill("8→16, 9→20")
        answer = part(page, "settings").locator(".answer").inner_text()
        assert answer.startswith("7 → 14, 8 → 16, 9 → 20: no setting fits.")
        assert len(answer) > 80

    def test_more_than_twelve_are_unfolded(self, page: Page):
        field(page, "input_size", "settings").fill("7, 7")
        field(page, "output_size", "settings").fill("14, 14")
        rows = part(page, "settings").locator("tbody tr")
        assert rows.count() == 12
        part(page, "settings").locator("summary").click()
        rows.nth(12).wait_for()


class TestChain:
    def test_sizes_one_after_the_other_and_what_makes_two_meet(self, page: Page):
        chain = part(page, "chain")
        chain.get_by_role("button", name="Show an example").click()
        sizes = chain.locator("tbody tr td:last-child").all_inner_texts()
        assert sizes == ["33 × 33", "17 × 17", "9 × 9", "18 × 18"]
        assert "They don't meet: 18 × 18 and 17 × 17." in chain.inner_text()
        assert "right for all sizes" in chain.inner_text()
        chain.get_by_label("The second size").select_option("2")
        assert address(page).endswith("&input_size=33,33&in_channels=3&meet=1,2")
        state = page.evaluate("location.hash")
        page.goto("about:blank")
        page.go_back()
        page.goto(page.url.split("#")[0])
        page.evaluate("(state) => { location.hash = state; }", state)
        assert chain.get_by_label("The second size").input_value() == "2"
        assert chain.get_by_role("textbox").first.input_value().count("\n") == 2

    def test_it_stands_still_where_a_layer_cannot_go_on(self, page: Page):
        field(page, "input_size", "chain").fill("4")
        field(page, "chain", "chain").fill("nn.Conv1d(1, 1, 3)\nnn.Conv1d(1, 1, 9)\nmagic(7)")
        told = part(page, "chain").locator(".answer").inner_text()
        assert told.startswith("Stops at ")
        part(page, "chain").get_by_text("Notes: 1").click()
        part(page, "chain").locator("li").get_by_text("magic(7)").wait_for()


class TestErrors:
    def test_a_message_is_answered_at_once(self, page: Page):
        field(page, "error", "error").fill(OUTPUT_PADDING)
        told = part(page, "error").locator(".answer").inner_text()
        assert told.startswith("output_padding: output_padding must be smaller than stride")
        assert "Write output_padding=0 or less." in told
        assert address(page) == f"#error={OUTPUT_PADDING}"

    def test_its_numbers_go_on_to_the_other_parts(self, page: Page):
        field(page, "error", "error").fill(RANGE)
        part(page, "error").get_by_role("link", name="Which layers make 7 from 3?").click()
        told = part(page, "settings").locator(".answer").inner_text()
        assert told.startswith("3 → 7: ")
        field(page, "error", "error").fill(CAT)
        link = part(page, "error").get_by_role("link")
        assert link.get_attribute("href") == "#chain"

    def test_not_recognised_is_said_plainly(self, page: Page):
        field(page, "error", "error").fill("it does not work")
        told = part(page, "error").locator(".answer").inner_text()
        assert told.startswith("This message is not recognised.")


class TestAddress:
    def test_a_link_opens_exactly_its_case_and_scrolls_to_it(self, page: Page, site: Path):
        visit(page, site, "#axes=2&input_size=8,8&kernel_size=4&stride=2&padding=1")
        assert size(page) == "8 × 8 → 16 × 16"
        assert page.evaluate("document.querySelector('#size').getBoundingClientRect().top") < 100
        page.evaluate("location.hash = '#input_size=5&kernel_size=3'")
        page.wait_for_function("document.querySelector('.size').textContent === '5 → 7'")
        page.go_back()
        page.wait_for_function("document.querySelector('.size').textContent.includes('16 × 16')")

    def test_back_and_forward_lead_through_what_was_typed(self, page: Page):
        for text in ("9", "10"):
            field(page, "input_size").fill(text)
            assert address(page).startswith(f"#input_size={text}&")
        for step, text in (("back", "9"), ("back", "8"), ("forward", "9"), ("forward", "10")):
            page.evaluate(f"history.{step}()")
            page.wait_for_function(
                "(text) => document.querySelector('#size-input_size').value === text", arg=text
            )
            assert size(page) == f"{text} → {2 * int(text)}"

    def test_an_anchor_is_none(self, page: Page):
        field(page, "input_size").fill("9")
        page.get_by_role("link", name="A chain of layers").click()
        assert address(page) == "#chain"
        assert size(page) == "9 → 18"
        page.go_back()
        page.go_back()
        page.wait_for_function("document.querySelector('.size').textContent === '8 → 16'")

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("name", ["size", "settings", "error", "chain"])
    def test_copy_link_gives_a_field_where_the_clipboard_is_closed(self, page: Page, name: str):
        page.evaluate("""Object.defineProperty(navigator, "clipboard", { configurable: true,
          value: { writeText: () => Promise.reject(new Error("no")) } })""")
        part(page, name).locator("header").get_by_role("button", name="Copy link").click()
        link = part(page, name).get_by_label("Copy this with Ctrl+C")
        assert page.evaluate("document.activeElement.readOnly")
        assert link.input_value().startswith(page.url.split("#")[0] + "#")

    def test_what_is_too_long_for_a_link_is_said(self, page: Page):
        page.evaluate(GIVE, ["#error-text", "what is this? ", 1000])
        part(page, "error").get_by_role("button", name="Copy link").click()
        assert part(page, "error").get_by_role("status").text_content() == "Too long for a link"

    def test_what_cannot_be_read_is_one_sentence(self, page: Page, site: Path):
        before = page.locator(".parts").inner_text()
        visit(page, site, STRANGE[0])
        for state in STRANGE:
            page.evaluate("(state) => { location.hash = state; }", state)
            page.wait_for_function("document.querySelector('#address-fault').textContent")
            said = page.get_by_role("alert").inner_text()
            assert 20 < len(said) < 200
            assert said.endswith(".")
            assert page.locator(".parts").inner_text() == before
            page.evaluate("document.querySelector('#address-fault').textContent = ''")
        assert page.locator("img").count() == 0


class TestRubbish:
    def test_it_is_text_and_nothing_more(self, page: Page):
        # Not typed but set, which a browser does as fast for 10 MB.
        fields = page.evaluate("""() => [...document.querySelectorAll(
            ".parts :is(input:not([type]), textarea)")].map((one) => "#" + one.id)""")
        for text in RUBBISH:
            for selector in fields:
                page.evaluate(GIVE, [selector, text, 1])
            assert page.locator("main :is(img, script)").count() == 0
            assert page.evaluate("Object.prototype.x === undefined")
            assert part(page, "size").locator(".refusal").count() == 1

    def test_ten_megabytes(self, page: Page):
        for selector in ("#error-text", "#chain-text", "#size-kernel_size", "#settings-pairs"):
            page.evaluate(GIVE, [selector, "nn.Conv1d(", 1_000_000])
            assert len(page.locator(selector).input_value()) <= 101_000
        assert "not recognised" in part(page, "error").inner_text()
        assert len(page.locator("main").inner_text()) < 20_000


GIVE = """([selector, text, times]) => {
  const field = document.querySelector(selector);
  field.value = text.repeat(times);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


class TestPage:
    def fill(self, page: Page) -> None:
        page.get_by_role("button", name="Show an example").click()
        field(page, "error", "error").fill(CAT)
        field(page, "output_padding").fill("3")

    def test_axe_finds_nothing_in_light_and_dark(self, page: Page):
        assert violations(page, ALL) == []
        self.fill(page)
        assert violations(page, ALL) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, CONTRAST) == []
        page.emulate_media(color_scheme="light")

    @pytest.mark.parametrize("width", [320, 390, 1920])
    def test_nothing_moves_the_page_sideways(self, page: Page, width: int):
        self.fill(page)
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_viewport_size({"width": 1280, "height": 720})

    def test_the_error_box_is_on_the_first_screen(self, page: Page):
        assert field(page, "error", "error").bounding_box()["y"] < 600

    def test_every_field_is_reached_by_keyboard_and_has_a_name(self, page: Page):
        nameless = page.evaluate("""() => [...document.querySelectorAll(
          ".parts :is(input, textarea, select, button)")].filter((one) =>
          !one.labels?.length && !one.getAttribute("aria-label") && !one.textContent.trim())
          .map((one) => one.outerHTML)""")
        assert nameless == []

    def test_it_is_light_with_all_that_it_loads(self, chromium: Browser, site: Path):
        with open_page(chromium) as (page, _):
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            largest = "#input_size=8&kernel_size=5&stride=2&padding=1"
            page.goto(file_url(site / "ja" / "calculator.html") + largest)
            page.locator(".tc-figure:not([aria-busy])").wait_for()
            page.evaluate("document.fonts.ready")
        files = {unquote(urlsplit(url).path) for url in asked if url.startswith("file:")}
        assert len(files) > 8
        assert sum(len(gzip.compress(Path(file).read_bytes())) for file in files) <= 300_000

    def test_without_a_script_it_says_so_with_the_formula(self, chromium: Browser, site: Path):
        with chromium.new_context(java_script_enabled=False) as context:
            page = context.new_page()
            page.goto(file_url(site / "calculator.html"))
            assert "needs JavaScript" in page.locator("main").inner_text()
            assert not page.locator(".parts").is_visible()

    def test_no_english_is_left_in_japanese(self, chromium: Browser, site: Path):
        with open_page(chromium) as (page, witness):
            page.goto(file_url(site / "ja" / "calculator.html"))
            page.locator("[data-example]").click()
            for text in ("kaputt", OUTPUT_PADDING, CAT, RANGE):
                field(page, "error", "error").fill(text)
                assert english(page) == []
            for name, text in (("kernel_size", "x"), ("output_padding", "7"), ("padding", "99")):
                field(page, name).fill(text)
                assert english(page) == []
            for text in ("8→17", "x", "2→1000"):
                field(page, "pairs", "settings").fill(text)
                assert english(page) == []
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert english(page) == []
            assert witness.errors == []


def english(page: Page) -> list[str]:
    """Three English words in a row, outside code and fields."""
    text = page.evaluate("""() => {
      const copy = document.querySelector("main").cloneNode(true);
      for (const one of copy.querySelectorAll("code, pre, textarea, option")) one.remove();
      return copy.innerText;
    }""")
    return re.findall(r"[A-Za-z][a-z]+ [a-z]+ [a-z]+[^\n]*", text)


def test_english_needs_no_words_and_japanese_has_them_all(site: Path):
    kinds = {}
    for name in ("", "ja/"):
        html = (site / name / "calculator.html").read_text(encoding="utf-8")
        found = re.search(r'id="calculator-words">(.*?)</script>', html, re.DOTALL)
        assert found is not None
        kinds[name] = json.loads(found[1])
    assert kinds[""] == {}
    assert len(kinds["ja/"]) > 50
