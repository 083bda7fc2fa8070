"""The site as its readers have it: in a browser without a network, and where something is wrong."""

from __future__ import annotations

import gzip
import http.server
import json
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import numpy as np
import pytest
import torch
from browser import Witness, file_url, needs_chromium
from published import SHEETS, asked, draw_few, few_cards

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from playwright.sync_api import expect

from course.exercises.answers import Prediction
from course.exercises.bank import ASKED, EXERCISES, PREDICTIONS
from course.exercises.build import Build
from course.language import speaking
from course.number_format import row
from publish.chapter.ipynb import notebook_text, read_notebook
from publish.chapter.outline import exercise_name
from publish.chapter.source import is_for_notebooks, unexecuted
from publish.deck.decks import build_decks, deck_html
from publish.digests import programs
from publish.site import calculator, pages, site, verdicts
from publish.site.exercise_html import exercise_html
from publish.site.readme import chapters
from publish.site.site import build_site
from publish.site.tables import form_on_page, in_one_row
from publish.tree import PublishError, Tree, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

NAMES = ["index", *(chapter.stem for chapter in chapters(this_tree()))]
BESIDE = ["questions", "question-errors", "ja/question-same", "own_layer", "ja/cheat_sheet", "404"]
FIGURE_READY = """document.fonts.status === "loaded" && (!document.querySelector("[data-tc-figure]")
  || document.querySelector(".tc-figure:not([aria-busy])"))"""

browser = pytest.mark.browser


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    """This checkout's chapters with their decks, one PDF, and the site; tests only read it."""
    return publication()


def write(tree: Tree, stem: str, source: str, *, notebook: bool = True) -> None:
    """A chapter without anything to execute, and its notebook."""
    path = tree.sources / f"{stem}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    if notebook:
        made = tree.notebook(path)
        made.write_text(notebook_text(unexecuted(path)), encoding="utf-8")


def markdown(*texts: str) -> str:
    cells = ["# %% [markdown]\n" + re.sub("^", "# ", text, flags=re.MULTILINE) for text in texts]
    return "\n\n".join(cells) + "\n"


@pytest.fixture
def small(tmp_path: Path) -> Tree:
    """A tree of one chapter, with its site."""
    made = Tree(tmp_path / "small")
    write(made, "01_a", markdown("# 01 A: the first", "Some words."))
    draw_few(made, lambda group: False)
    build_site(made, pdf=False)
    return made


def command(tree: Tree) -> list[str]:
    root = ["--root", str(tree.root)]
    return [sys.executable, "-m", "publish", *root, "site", "--no-slides"]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# ---- in a browser -------------------------------------------------------------------------------


@contextmanager
def opened(chromium: Browser, base: str, name: str, **context: Any) -> Iterator[Page]:
    """A page of the site; whatever it asks for outside the site, or complains about, fails."""
    witness = Witness()
    settings = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | context
    before = settings.pop("before", "")
    with chromium.new_context(**settings) as made:

        def answer(route: Route) -> None:
            if route.request.url.startswith((base, "blob:", "data:")):
                route.continue_()
            else:
                witness.blocked.append(route.request.url)
                route.abort()

        made.route("**/*", answer)
        page = made.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: witness.errors.append(str(error)))
        # A browser stops loading what a page that is left no longer needs.
        page.on(
            "requestfailed",
            lambda request: (
                witness.blocked.append(request.url)
                if request.failure != "net::ERR_ABORTED"
                else None
            ),
        )
        page.on(
            "console",
            lambda line: (
                witness.errors.append(line.text) if line.type in ("error", "warning") else None
            ),
        )
        if before:
            page.add_init_script(before)
        page.goto(f"{base}/{name}.html")
        if context.get("java_script_enabled", True):
            page.wait_for_function(FIGURE_READY)
        yield page
        assert witness.errors == []
        assert witness.blocked == []


def show_answers(page: Page) -> None:
    """Unfold what answers the page's predictions."""
    page.locator("details.answer").evaluate_all(
        "(all) => all.forEach((one) => { one.open = true; })"
    )


@pytest.fixture(scope="module", params=NAMES)
def visit(request: pytest.FixtureRequest, tree: Tree, chromium: Browser) -> Iterator[Page]:
    """Each page in turn, opened once, with what it has folded for predictions."""
    with opened(chromium, file_url(tree.site), request.param) as page:
        show_answers(page)
        yield page


# A page writes the same dozen colours thousands of times, and axe takes each apart anew: that is
# half of what it does. What comes out of it is the same.
REMEMBER_COLOURS = """() => {
  const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
  colour.parseString = function (text) {
    if (!known.has(text)) {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    [this.r, this.g, this.b, this.alpha] = known.get(text);
    return this;
  };
}"""


def violations(page: Page, options: str) -> list[str]:
    """What axe finds, once the page has noticed that everything is folded out."""
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe needs the package axe-playwright-python"
    )
    if not page.evaluate("'axe' in window"):
        page.evaluate((Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
        page.evaluate(REMEMBER_COLOURS)
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("main details")) one.open = true;
          return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
        }"""
    )
    # Sending the whole result takes longer than finding it.
    found = page.evaluate(f"axe.run({options}).then((result) => result.violations)")
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


# preload would fetch the style sheet again, which no file may. A theme changes only colours.
ALL = '{ preload: false, resultTypes: ["violations"] }'
CONTRAST = '{ preload: false, resultTypes: ["violations"], runOnly: ["color-contrast"] }'


@pytest.mark.long(sample=2)
@browser
@needs_chromium
class TestEveryPage:
    def test_it_says_what_it_is(self, visit: Page):
        assert visit.locator("h1").count() == 1
        assert visit.title().endswith(("Transposed convolution", "stamp by stamp"))
        assert "Not attempted yet" not in visit.locator("body").inner_text()
        assert visit.locator('.top a[href="calculator.html"]').is_visible()
        told = ":not([rel=canonical], [rel=alternate])"
        assert visit.locator(f'[src*="//"], link[href*="//"]{told}').count() == 0

    def test_a_slider_moves_and_the_row_is_torchs(self, visit: Page):
        figures = visit.locator("[data-tc-figure] .tc-figure")
        assert figures.count() >= 1
        for n in range(figures.count()):
            figure = figures.nth(n)
            slider = figure.locator(".tc-sliders input:visible").first
            drawn = figure.locator(".tc-stage > svg")
            before = drawn.get_attribute("aria-label")
            slider.press("ArrowRight")
            expect(drawn).not_to_have_attribute("aria-label", before or "")
            marks = figure.evaluate(
                """(figure) => Object.fromEntries([...figure.querySelectorAll("[data-id]")].map(
                  (mark) => [mark.dataset.id, mark.querySelector("text").textContent]))"""
            )
            told = {
                kind: [
                    float(marks[mark])
                    for mark in sorted(
                        marks, key=lambda mark: [*map(int, re.findall(r"\d+", mark))]
                    )
                    if re.fullmatch(rf"{kind}\d+(, \d+)?", mark)
                ]
                for kind in "xwy"
            }
            # A matrix has no row of taps: it holds them where others show products.
            told["w"] = told["w"] or [float(marks[f"p0.{k}"]) for k in range(3)]
            layer = eval(figure.locator(".tc-call").inner_text(), {"torch": torch})
            layer.weight.data = torch.tensor(told["w"]).reshape(layer.weight.shape)
            # The mark of a plane says row and column.
            wide = [sum(mark.startswith("x0,") for mark in marks)] if "x0, 0" in marks else []
            x = torch.tensor(told["x"]).reshape(1, 1, -1, *wide)
            assert layer(x).flatten().tolist() == told["y"]

    @pytest.mark.long(sample=1)
    def test_axe_finds_nothing(self, visit: Page):
        assert violations(visit, ALL) == []

    def test_what_late_letters_make_wider_is_reached_by_keyboard(self, visit: Page):
        reached = visit.evaluate("""() => {
          const table = [...document.querySelectorAll("article .wide:not([tabindex])")].find(
            (wide) => wide.clientWidth);
          if (!table) return null;
          const told = () =>
            ["tabindex", "role", "aria-label"].map((name) => table.hasAttribute(name));
          table.style.letterSpacing = "9em";
          document.fonts.dispatchEvent(new Event("loadingdone"));
          const reached = told();
          table.style.letterSpacing = "";
          document.fonts.dispatchEvent(new Event("loadingdone"));
          return [...reached, ...told()];
        }""")
        if reached is None:
            pytest.skip("no table here is narrow")
        assert reached == [True, True, True, False, False, False]

    @pytest.mark.long(sample=1)
    def test_axe_finds_nothing_in_the_dark(self, visit: Page):
        visit.emulate_media(color_scheme="dark")
        assert violations(visit, CONTRAST) == []
        assert visit.locator('.tc-figure[data-theme="dark"]').count() >= 1
        visit.emulate_media(color_scheme="light")

    @pytest.mark.parametrize("width", [360, 1920])
    def test_nothing_moves_the_page_sideways(self, visit: Page, width: int):
        visit.set_viewport_size({"width": width, "height": 740})
        assert visit.evaluate("document.documentElement.scrollWidth") <= width
        visit.set_viewport_size({"width": 1280, "height": 800})

    def test_a_line_is_not_too_long_to_be_read(self, visit: Page):
        widths = visit.evaluate(
            """() => [...document.querySelectorAll("article > .prose > p")].map((paragraph) =>
              paragraph.clientWidth / parseFloat(getComputedStyle(paragraph).fontSize))"""
        )
        # Half a font size is what a letter takes, so that 37.5 of them hold 75 letters.
        assert all(width <= 38.1 for width in widths)


# All answers in one go: a key at a time takes the browser half a minute.
SUBMIT = """async (form, texts) => {
  const told = [];
  for (const text of texts) {
    form.querySelector("textarea").value = text;
    form.requestSubmit();
    await new Promise((done) => setTimeout(done));
    told.push(form.querySelector("[role=status]").textContent);
  }
  return told;
}"""


@pytest.mark.long(sample=1)
@browser
@needs_chromium
@pytest.mark.parametrize("stem", [name for name in NAMES if name != "index"])
def test_exercises_are_answered_on_the_page(chromium: Browser, tree: Tree, stem: str):
    """Predictions, right, each named wrong idea, and otherwise: it says what a notebook says."""
    cells = read_notebook(tree.notebooks / f"{stem}.ipynb")["cells"]
    names = [exercise_name(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    with opened(chromium, file_url(tree.site), stem) as page:
        for name in filter(None, names):
            section = page.locator(f"#{name.replace('.', '-')}")
            exercise = ASKED[name]
            held = asked(name)
            assert section.locator("form").count() == held
            if not held:
                assert "check(" in section.locator(".code").first.inner_text()
            if not isinstance(exercise, Prediction):
                continue
            field, verdict = section.get_by_role("textbox"), section.locator(".tc-text")
            assert verdict.text_content() == ""
            answers = answers_to(exercise)
            told = section.locator("form").evaluate(SUBMIT, [row(answer) for answer in answers])
            said = [exercise.verdict(exercise.answer(answer)).text for answer in answers]
            said = [text.replace("You have 1 × ", "You have ") for text in said]
            if name in PREDICTIONS:
                said = [text.replace("Wrong.", "Not this time.", 1) for text in said]
            assert told == said
            right = in_one_row(exercise.asked)
            field.fill("  " + " ".join(map(str, right)))
            section.get_by_role("button", name="Check").click()
            expect(section.locator('.tc-verdict[data-outcome="right"]')).to_be_visible()
            assert (verdict.text_content() or "").endswith(exercise.why)
            for text, reply in (("", "Write your answer"), ("one, two", "can't be read")):
                field.fill(text)
                field.press("Enter")
                expect(verdict).to_contain_text(reply)


def answers_to(exercise: Prediction) -> list[list[Any]]:
    right = in_one_row(exercise.asked)
    ways: list[Any] = [right, [*right[:-1], -7], [*right[:-1], 0.5]]
    if isinstance(exercise.asked, list):
        ways += [right[:-1], [*right, 0, 0], [99, *right[1:]]]
    # Rows of another length are one long row on the page, and no idea's.
    led = [idea.answer for idea in exercise.wrong_ideas]
    alike = [rows for rows in led if len(exercise.shape) < 2 or np.shape(rows) == exercise.shape]
    return ways + [in_one_row(rows) for rows in alike]


@browser
@needs_chromium
class TestAnswering:
    """One exercise of each kind, by keyboard alone."""

    @pytest.fixture
    def answering(self, chromium: Browser, tree: Tree) -> Callable[..., Any]:
        return partial(opened, chromium, file_url(tree.site))

    @pytest.mark.parametrize(("folder", "said"), [("", "Right."), ("ja/", "正解です。")])
    def test_values_by_name(self, answering: Callable[..., Any], folder: str, said: str):
        with answering(f"{folder}04_padding") as page:
            form = page.locator("#padding-middle form")
            form.locator("input").first.focus()
            for text in ("2", "2"):
                page.keyboard.type(text)
                page.keyboard.press("Tab")
            form.locator("input").last.focus()
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text(said)
            form.locator("input").first.fill("9")
            page.keyboard.press("Enter")
            expect(form.locator('[data-outcome="not checked"]')).to_contain_text("stride")

    def test_a_sentence_and_a_case_in_which_it_fails(self, answering: Callable[..., Any]):
        with answering("02_stride") as page:
            form = page.locator("#stride-doubles form")
            form.get_by_role("radio").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text("There is a case")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press("Control+a")
            page.keyboard.type("3")
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text("Right. stride 2 makes 9 of 4")

    def test_a_number_in_a_decoder(self, answering: Callable[..., Any]):
        with answering("02_stride") as page:
            form = page.locator("#stride-repair form")
            field = form.get_by_label("decoder[1]: kernel_size")
            field.focus()
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text("Nothing is changed yet.")
            page.keyboard.press("ArrowUp")
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text(
                "Right. decoder[1]: kernel_size 3 → 4."
            )
            form.get_by_label("decoder[0]: padding").fill("2")
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text(
                "you changed 2: decoder[0]: padding 1 → 2, decoder[1]: kernel_size 3 → 4."
            )

    def test_lines_in_order(self, answering: Callable[..., Any]):
        exercise = EXERCISES["size_formula.size"]
        assert isinstance(exercise, Build)
        stamp, returned = exercise.code.strip().splitlines()[1:]
        with answering("06_size_formula") as page:
            form = page.locator("#size_formula-size form")
            status = form.locator(".tc-verdict [role=status]")
            form.get_by_role("button", name=returned.strip(), exact=True).focus()
            page.keyboard.press("Enter")
            form.get_by_role("button", name="Check").press("Enter")
            expect(status).to_contain_text("you took 1")
            form.get_by_role("button", name=stamp.strip(), exact=True).focus()
            page.keyboard.press("Enter")
            form.get_by_role("button", name="Check").press("Enter")
            expect(status).to_contain_text("UnboundLocalError")
            form.get_by_role("button", name=stamp.strip(), exact=True).press("ArrowUp")
            form.get_by_role("button", name="Check").press("Enter")
            expect(status).to_contain_text(f"Right. {exercise.why}")

    def test_a_named_wrong_idea_is_drawn(self, answering: Callable[..., Any]):
        with answering("02_stride", color_scheme="dark") as page:
            form = page.locator("#stride-by_two form")
            form.get_by_role("textbox").focus()
            page.keyboard.type("1, 3, 8, 9, 9")
            page.keyboard.press("Enter")
            drawing = form.get_by_role("img")
            expect(drawing).to_be_visible()
            assert len(drawing.get_attribute("aria-label") or "") > 20
            form.get_by_role("textbox").fill("1, 1, 5, 2, 9, 3, 8")
            page.keyboard.press("Enter")
            expect(form.get_by_role("status")).to_contain_text("y[6]")
            assert drawing.count() == 0


@browser
@needs_chromium
class TestReading:
    def test_hints_fold_out_one_after_the_other_by_keyboard(self, chromium: Browser, tree: Tree):
        with opened(chromium, file_url(tree.site), "01_basic") as page:
            section = page.locator("#basic-hole")
            section.get_by_role("button", name="Check").focus()
            hints = EXERCISES["basic.hole"].hints
            for number, text in enumerate(hints, 1):
                page.keyboard.press("Tab")
                assert page.evaluate("document.activeElement.textContent") == (
                    f"Hint {number} of {len(hints)}"
                )
                assert not section.get_by_text(text).is_visible()
                page.keyboard.press("Enter")
                assert section.get_by_text(text).is_visible()
            page.keyboard.press("Tab")
            page.keyboard.press("Space")
            assert section.get_by_text(EXERCISES["basic.hole"].why).is_visible()
            assert section.get_by_text("check('basic.hole', [1, 1, 5, 2, 6])").is_visible()

    @pytest.mark.parametrize("stores", [True, False])
    def test_the_theme_is_chosen_and_kept_where_it_can_be(
        self, chromium: Browser, tree: Tree, stores: bool
    ):
        refuses = """Object.defineProperty(window, "localStorage",
          { get() { throw new DOMException("no", "SecurityError"); } });"""
        before = "" if stores else refuses
        with opened(chromium, file_url(tree.site), "01_basic", before=before) as page:
            ground = "getComputedStyle(document.body).backgroundColor"
            figure = page.locator(".tc-figure")
            assert page.evaluate(ground) == "rgb(255, 255, 255)"
            button = page.get_by_role("button", name="Dark theme")
            button.click()
            dark = page.evaluate(ground)
            assert dark == "rgb(20, 23, 27)"
            assert button.get_attribute("aria-pressed") == "true"
            assert figure.get_attribute("data-theme") == "dark"
            # What a page stores reaches the next one a moment later, on a busy machine a long one.
            for _ in range(20):
                page.reload()
                page.wait_for_function(FIGURE_READY)
                if (page.evaluate(ground) == dark) == stores:
                    break
            assert (page.evaluate(ground) == dark) == stores
            if stores:
                button.click()
                assert page.evaluate("localStorage.length") == 0
            page.emulate_media(color_scheme="dark")
            assert page.evaluate(ground) == dark

    def test_paper_is_white(self, chromium: Browser, tree: Tree):
        with opened(chromium, file_url(tree.site), "01_basic", color_scheme="dark") as page:
            page.emulate_media(media="print")
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 25, 29)"
            assert page.locator('.tc-figure[data-theme="light"]').count() == 1
            for gone in (".top", ".side", ".tc-check", ".kept", ".tc-sliders", ".pager"):
                assert not page.locator(gone).first.is_visible()
            # The fields are filled in on paper, too.
            assert page.locator('.tc-ask[data-theme="light"] textarea').first.is_visible()
            page.evaluate("dispatchEvent(new Event('afterprint'))")
            assert page.locator('.tc-figure[data-theme="dark"]').count() == 1

    def test_a_phone_has_a_menu(self, chromium: Browser, tree: Tree):
        phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
        with opened(chromium, file_url(tree.site), "02_stride", **phone) as page:
            page.get_by_text("Chapters", exact=True).click()
            page.get_by_role("link", name="Exercises").click()
            assert page.url.endswith("#exercises")
            assert not page.get_by_role("link", name="Exercises").is_visible()
            page.get_by_text("Chapters", exact=True).click()
            page.get_by_role("link", name="04 Padding").click()
            assert page.url.endswith("/04_padding.html")

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize("name", NAMES)
    def test_without_a_script_pictures_and_text_are_there(
        self, chromium: Browser, tree: Tree, name: str
    ):
        html = (tree.site / f"{name}.html").read_text(encoding="utf-8")
        with opened(chromium, file_url(tree.site), name, java_script_enabled=False) as page:
            pictures = page.locator("main svg")
            assert pictures.count() == len(re.findall(r"<svg\b[^>]*role=.img", html)) >= 1
            for n in range(pictures.count()):
                assert pictures.nth(n).is_visible()
                assert len(pictures.nth(n).get_attribute("aria-label") or "") > 20
            assert not any(form.is_visible() for form in page.locator("form").all())
            assert not page.locator("button").first.is_visible()
            if name == "index":
                return
            cells = read_notebook(tree.notebooks / f"{name}.ipynb")["cells"]
            shown = re.sub(r"\W", "", page.locator("main").inner_text())
            for cell in cells:
                if is_for_notebooks(cell):
                    continue
                # Tables, code and links are written otherwise than they are shown.
                for line in re.split(r"\n\n|^#+ ", cell["source"], flags=re.MULTILINE):
                    if cell["cell_type"] == "markdown" and not re.search(r"[|\[<$]|^```", line):
                        assert re.sub(r"[\W]", "", line.removeprefix("0")) in shown or (
                            line[:2].isdigit()
                        )

    def test_it_is_served_from_any_path(self, chromium: Browser, tree: Tree):
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

        handler = partial(Quiet, directory=str(tree.root))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            base = f"http://127.0.0.1:{server.server_port}/dist/site"
            with opened(chromium, base, "index") as page:
                page.get_by_role("link", name="Start", exact=True).click()
                assert page.url == f"{base}/00_start.html"
                page.get_by_role("link", name="Next 01 Basic").click()
                page.wait_for_function(FIGURE_READY)
                show_answers(page)
                page.get_by_role("slider", name="kernel_size", exact=True).press("ArrowRight")
                expect(page.locator(".tc-call")).to_contain_text("kernel_size=4")
                with page.expect_download() as download:
                    page.get_by_role("link", name="Notebook", exact=True).click()
                assert json.loads(download.value.path().read_text(encoding="utf-8"))["cells"]
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    @pytest.mark.long(sample=4)
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("name", BESIDE)
    def test_a_page_beside_the_chapters_is_whole_on_a_phone(
        self, chromium: Browser, tree: Tree, name: str, scheme: str
    ):
        narrow = {"viewport": {"width": 390, "height": 800}, "color_scheme": scheme}
        with opened(chromium, file_url(tree.site), name, **narrow) as page:
            assert violations(page, ALL) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_axe_finds_nothing_on_the_list_of_decks(self, chromium: Browser, tree: Tree):
        for scheme in ("light", "dark"):
            base = file_url(tree.site)
            with opened(chromium, base, "slides/index", color_scheme=scheme) as page:
                assert violations(page, ALL) == []


# ---- the files ----------------------------------------------------------------------------------


class Links(HTMLParser):
    """What a page is reached by and what it reaches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.reached: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Where a page says that it is published is not loaded.
        told = dict(attrs).get("rel") in ("canonical", "alternate")
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids.append(value)
            elif not told and name in {"href", "src", "data", "poster", "action"}:
                self.reached.append((tag, value or ""))


def broken(site: Path) -> list[str]:
    """Every link in the folder's pages that leads nowhere, and every load from outside it."""
    pages = {
        path.resolve(): Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }
    found = []
    for path, page in pages.items():
        found += [f"{path.name}: {name} twice" for name in {*page.ids} if page.ids.count(name) > 1]
        for tag, link in page.reached:
            if link.startswith("data:") or (tag == "a" and link.startswith("https://")):
                continue
            parts = urlsplit(urljoin(path.as_uri(), link))
            target = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or not target.is_relative_to(site.resolve()):
                found.append(f"{path.name}: <{tag}> leads outside to {link}")
                continue
            # A deck's own addresses, #/3, are no ids, nor is a state, #stride=2.
            is_id = not parts.fragment.startswith("/") and "=" not in parts.fragment
            anchor = parts.fragment if is_id else ""
            if not target.is_file() or (anchor and anchor not in pages[target].ids):
                found.append(f"{path.name}: there is no {link}")
    return found


class TestFiles:
    def test_every_link_leads_somewhere(self, tree: Tree):
        assert broken(tree.site) == []

    def test_the_link_checker_finds_what_is_broken(self, tmp_path: Path):
        (tmp_path / "a.html").write_text(
            '<p id="x"></p><p id="x"></p><a href="b.html">1</a><a href="#y">2</a>'
            '<img src="https://a.org/b.png"><a href="../c.html">3</a><a href="#x">4</a>',
            encoding="utf-8",
        )
        assert len(broken(tmp_path)) == 5

    def test_a_chapter_offers_what_there_is(self, tree: Tree):
        reached = dict.fromkeys(NAMES[1:], "")
        for name in reached:
            reached[name] = (tree.site / f"{name}.html").read_text(encoding="utf-8")
            assert f'href="notebooks/{name}.ipynb" download' in reached[name]
            assert f'href="slides/{name}.html"' in reached[name]
            assert f"?urlpath=lab/tree/notebooks/{name}.ipynb" in reached[name]
        assert 'href="slides/01_basic.pdf"' in reached.pop("01_basic")
        assert not any(".pdf" in html for html in reached.values())

    def test_pages_with_figures_share_one_script(self, tree: Tree):
        pages = [path for path in tree.site.rglob("*.html") if "slides" not in path.parts]
        live = 0
        for path in pages:
            html = path.read_text(encoding="utf-8")
            asked = re.findall(r'<script src="((?:\.\./)*assets/figure\.js)" defer>', html)
            # The calculator's script asks it for a figure.
            wanted = "data-tc-figure" in html or path.stem == "calculator"
            assert len(asked) == wanted, path
            assert all((path.parent / one).is_file() for one in asked)
            assert "liveFigure" not in html
            live += len(asked)
        assert live >= 2 * len(tree.editions())

    def test_every_animation_has_its_controls(self, tree: Tree):
        moving = 0
        for path in tree.site.rglob("*.html"):
            if "slides" in path.parts:
                continue
            html = path.read_text(encoding="utf-8")
            asked = re.findall(r'<script src="((?:\.\./)*assets/film\.js)" defer>', html)
            moves = "@keyframes" in html
            assert len(asked) == html.count('id="tc-film"') == moves, path
            assert all((path.parent / one).is_file() for one in asked)
            assert html.count("data-frames=") >= moves
            moving += moves
        assert moving == len(tree.editions())

    def test_no_page_flashes_white_in_the_dark(self, tree: Tree):
        """What a page is before any style sheet is there stands in its head."""
        pages = [path for path in tree.site.rglob("*.html") if "slides" not in path.parts]
        assert {"embed.html", "calculator.html", "index.html"} <= {path.name for path in pages}
        for path in pages:
            head = path.read_text(encoding="utf-8").partition("<style")[0]
            assert '<meta name="color-scheme" content="light dark">' in head, path

    def test_every_page_is_light(self, tree: Tree):
        shared = sum(
            len(gzip.compress(path.read_bytes()))
            for path in (tree.site / "assets").iterdir()
            # Letters are fetched only where a machine has none, and one page has the calculator.
            if path.suffix != ".woff2" and path.stem != "calculator"
        )
        weights = {
            page.relative_to(tree.site).as_posix(): len(gzip.compress(page.read_bytes()))
            for page in [*tree.site.glob("*.html"), *(tree.site / "ja").glob("*.html")]
        }
        assert weights["index.html"] <= 160_000
        assert max(weights.values()) + shared <= 300_000

    @pytest.mark.no_cover
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")
    def test_every_page_is_well_formed(self, tree: Tree):
        html5lib = pytest.importorskip("html5lib", reason="well-formedness needs html5lib")
        for path in tree.site.glob("*.html"):
            parser = html5lib.HTMLParser(strict=True)
            parser.parse(path.read_text(encoding="utf-8"))

    def test_every_exercise_is_on_a_page_with_its_verdicts(self, tree: Tree):
        for edition in ("", "ja/"):
            found = set()
            for path in (tree.site / edition).glob("[0-9]*.html"):
                html = path.read_text(encoding="utf-8")
                names = set(re.findall(r'class="ask" data-exercise="([\w.]+)"', html))
                brought = re.findall(r'<script src="((?:\.\./)?verdicts/\w+\.js)" defer>', html)
                scripts = "".join((path.parent / one).read_text("utf-8") for one in brought)
                assert all(f'"{name}":' in scripts for name in names if asked(name)), path
                assert len(gzip.compress(scripts.encode())) <= 60_000
                found |= names
            assert found == {name for name in ASKED if form_on_page(name, ASKED[name])}


class TestBuilding:
    def test_the_first_page_shows_what_the_layer_is_for_before_the_figure(self, small: Tree):
        html = (small.site / "index.html").read_text(encoding="utf-8")
        marks = [
            "<h1>",
            "A cat&#x27;s face grows",
            "Two faces of a cat",
            "Expected size 31",
            "data-tc-",
        ]
        places = [html.index(mark, html.index("<main")) for mark in marks]
        assert places == sorted(places)
        assert html.count('class="still"') == 2

    def test_nothing_changed_and_nothing_is_made(self, small: Tree):
        assert build_site(small, pdf=False) == []
        (small.site / "index.html").unlink()
        assert build_site(small, pdf=False) == [small.site / "index.html"]

    def test_built_in_two_languages_it_settles(self, tree: Tree, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(verdicts, "SHEETS", SHEETS)
        monkeypatch.setattr(site, "cards", few_cards)
        assert len(tree.editions()) > 1
        for name in tree.editions():
            with speaking(name):
                assert build_decks(tree, pdf=False) == []
        assert build_site(tree, pdf=False) == []

    def test_what_a_page_is_made_by_is_found_by_folders(self):
        here = this_tree()
        made_by = {path.relative_to(here.root).as_posix() for path in programs(here, "site")}
        assert {
            "publish/tree.py",
            "publish/site/site.css",
            "course/picture/live/figure.bundle.js",
        } <= made_by
        assert not any(path.startswith(("publish/deck", "course/locale")) for path in made_by)
        stored = {path.name for path in programs(here, "chapter", browser=False)}
        assert {"passages.py", "execute.py", "arithmetic.py"} <= stored
        assert "figure.bundle.js" not in stored

    def test_what_changed_is_made_and_strays_go(self, small: Tree):
        write(small, "02_b", markdown("# 02 B: the second", "## More\n\nSee [01](01_a.ipynb)."))
        (small.site / "old.html").write_text("old")
        made = {path.name for path in build_site(small, pdf=False)}
        # The first chapter's page leads to the second one from now on.
        assert made >= {"index.html", "01_a.html", "02_b.html", "02_b.ipynb"}
        assert not (small.site / "old.html").exists()
        html = (small.site / "02_b.html").read_text(encoding="utf-8")
        assert '<a href="01_a.html">01</a>' in html
        assert '<a href="#more">More</a>' in html
        # No figure, and nothing to be loaded for one.
        assert "figure.js" not in html
        assert broken(small.site) == []

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("See [09](09_none.ipynb).", r"01_a, cell 2 links to 09_none.ipynb, which is no"),
            ("<img src='//a.org/b.png'>", "01_a, cell 2 would load from the network"),
        ],
    )
    def test_what_no_page_can_show_is_one_sentence(self, small: Tree, text: str, says: str):
        before = contents(small.site)
        write(small, "01_a", markdown("# 01 A: changed", text))
        with pytest.raises(PublishError, match=says) as error:
            build_site(small, pdf=False)
        assert "\n" not in str(error.value)
        assert contents(small.site) == before

    def test_a_notebook_that_can_not_be_made_leaves_the_site(self, small: Tree):
        before = contents(small.site)
        write(small, "02_b", markdown("# 02 B") + "\n# %%\n1 / 0\n", notebook=False)
        # In a process of its own: kernels and Playwright each want the event loop for themselves.
        done = subprocess.run(command(small), capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith("02_b, cell 2 raised ZeroDivisionError")
        assert contents(small.site) == before

    @pytest.mark.usefixtures("measured")
    def test_the_command_says_where_the_site_is(self, small: Tree):
        done = subprocess.run(command(small), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert str(small.site / "index.html") in done.stdout
        assert f"python -m http.server -d {small.site}" in done.stdout


def test_no_style_asks_for_a_value_that_nothing_sets():
    css = pages.style_sheet() + calculator.style()
    asked, told = (set(re.findall(each, css)) for each in (r"var\((--[\w-]+)\)", r"(--[\w-]+):"))
    # A line of code tells its own indent, and a drawing how wide and how high it is.
    assert asked - told == {"--tc-indent", "--tc-wide", "--tc-tall"}


@pytest.mark.parametrize("language", this_tree().editions())
def test_an_exercise_has_its_hints_and_a_way_to_the_notebook(language: str):
    with speaking(language):
        for name, exercise in EXERCISES.items():
            html = exercise_html(name, f'check("{name}", ...)', "<p></p>", "")
            assert html.count('<details class="hint">') == len(exercise.hints)
            assert html.count('class="elsewhere"') == 1
            is_asked = form_on_page(name, exercise) is not None
            assert html.count(f'<div class="ask" data-exercise="{name}">') == is_asked


@pytest.mark.parametrize("language", this_tree().editions())
def test_a_page_and_a_deck_are_made_the_same_again(tree: Tree, language: str):
    with speaking(language):
        every = chapters(tree)
        one = next(chapter for chapter in every if chapter.stem == "09_two_dimensions")
        sentences = json.loads((tree.root / "dist/frames/sentences.json").read_text("utf-8"))
        left_open = json.loads((tree.root / "dist/verdicts/sentences.json").read_text("utf-8"))
        page = pages.chapter(tree, every, one, pages.beside(tree, sentences), left_open)
        assert page == tree.page(one.source).read_text(encoding="utf-8")
        deck = deck_html(tree, one.source)
        assert deck == tree.deck(one.source).read_text(encoding="utf-8")
