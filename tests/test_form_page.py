"""An exercise's form on a bare page in a real browser: each kind of form, without a kernel."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from browser import file_url, launched, needs_chromium, open_page
from heard import heard
from test_site import ALL, CONTRAST, violations

from course.exercises import component
from course.exercises.bank import EXERCISES
from course.exercises.panel import told
from course.language import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.browser, needs_chromium]

LINES = {
    "kind": "lines",
    "head": "def stamps(x, w):",
    "lines": ["    return y", "    y = []", "    y = [0] * len(x)", "    y = [0]"],
    "take": 2,
}
FORMS: dict[str, Any] = {
    "number": EXERCISES["size_formula.not_double"].form(),
    "row": EXERCISES["basic.two_stamps"].form(),
    "rows": EXERCISES["two_dimensions.overlap"].form(),
    "fields": EXERCISES["padding.middle"].form(),
    "spot": EXERCISES["cost.share"].form(),
    "layers": EXERCISES["size_formula.repair"].form(),
    "lines": LINES,
}
WRONG = told(EXERCISES["basic.two_stamps"].verdict([1, 1, 1, 3]))
# The page's judge keeps what it is asked; 8 as a first number is right.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>form</title>
<meta name="viewport" content="width=device-width"><style>html { color-scheme: light dark }
%(style)s</style>
<body style="margin: 12px; background: light-dark(#fff, #111)"><main><h1>Form</h1>
<div id="host"></div></main>
<script>%(script)s</script><script>
const given = %(given)s;
window.judged = [];
window.asked = exercise.ask(document.querySelector("#host"), given.form, (answer, typed) => {
  judged.push([answer, typed]);
  return given.verdict ?? { outcome: "right", text: "Right. So it is." };
}, given);
</script></body></html>"""

# What is wider than its box.
CLIPPED = """() => [...document.querySelectorAll(".tc-ask :not(svg *)")]
  .filter((one) => one.checkVisibility() && !one.matches(".tc-hidden"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
  .map((one) => one.outerHTML.slice(0, 200))"""


@dataclass
class Form:
    page: Page

    @property
    def verdict(self) -> Locator:
        return self.page.locator(".tc-verdict")

    def judged(self) -> list[Any]:
        """Each answer that was judged so far, with what was typed."""
        found: list[Any] = self.page.evaluate("judged")
        return found

    def check(self) -> Any:
        """Press Check and return the answer that it hands on."""
        before = len(self.judged())
        self.page.get_by_role("button", name="Check").click()
        (made,) = self.judged()[before:]
        return made[0]

    def says(self) -> tuple[str | None, str, str]:
        mark, text = self.page.locator(".tc-mark"), self.verdict.get_by_role("status")
        return self.verdict.get_attribute("data-outcome"), mark.inner_text(), text.inner_text()

    def focus(self) -> str:
        """The label of what has the focus."""
        return str(self.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as made:
        yield made


@contextmanager
def shown(
    browser: Browser, path: Path, kind: str, width: int = 900, **given: Any
) -> Iterator[Form]:
    """The form of a kind on a page; it asks for nothing and reports no error."""
    given = {"form": FORMS[kind], **given}
    made = PAGE % {
        "style": component.style(),
        "script": component.script(),
        "given": json.dumps(given).replace("<", "\\u003c"),
    }
    file = path / "form.html"
    file.write_text(made, encoding="utf-8")
    with open_page(browser, width) as (page, witness):
        page.goto(file_url(file))
        yield Form(page)
        assert (witness.errors, witness.blocked) == ([], [])


class TestHeard:
    def test_the_field_has_its_name_and_the_verdict_is_read_out(
        self, browser: Browser, tmp_path: Path
    ):
        with shown(browser, tmp_path, "row", verdict=None) as form:
            assert [one.name for one in heard(form.page) if one.role == "textbox"] == [
                "Your answer, a row"
            ]
            # What becomes live only with what it says may not be read out.
            before = [one for one in heard(form.page) if one.role == "status"]
            assert [one.live for one in before] == ["polite"] * len(before)
            form.page.get_by_role("textbox").fill("8")
            form.check()
            now = heard(form.page)
            assert [one for one in now if one.role == "status"] == before
            at = now.index(next(one for one in now if one.name == "Right."))
            assert next(one for one in reversed(now[:at]) if one.live) in before

    def test_of_a_picture_only_its_name_is_there_and_not_read_out(
        self, browser: Browser, tmp_path: Path
    ):
        with shown(browser, tmp_path, "row", verdict=WRONG) as form:
            inside = form.page.locator("[role=status] svg, [aria-live] svg")
            assert form.page.locator(".tc-picture svg").count() == 1
            assert inside.count() == 0
            [name] = [one.name for one in heard(form.page) if one.role == "image"]
            assert name.startswith("This is what you get if a later stamp replaces")


class TestNumbers:
    def test_enter_checks_and_the_focus_stays(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "row", typed={"": "5"}, verdict=None) as form:
            field = form.page.get_by_label("Your answer, a row")
            assert field.input_value() == "5"
            field.fill("［１、−２］")
            field.press("Enter")
            assert form.judged() == [[[1, -2], {"": "［１、−２］"}]]
            assert form.says() == ("right", "✓", "Right. So it is.")
            assert field.evaluate("(field) => field === document.activeElement")
            assert form.page.evaluate("asked.typed()") == {"": "［１、−２］"}

    def test_an_input_methods_enter_checks_nothing(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "row") as form:
            field = form.page.get_by_label("Your answer, a row")
            field.fill("１")
            key = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
            field.dispatch_event("keydown", key)
            assert form.judged() == []

    def test_rows_keep_their_lines(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "rows") as form:
            field = form.page.get_by_label("Your answer, row after row")
            field.focus()
            form.page.keyboard.insert_text("1 3\n4 9")
            assert form.check() == [1, 3, 4, 9]

    def test_what_can_not_be_read_is_never_judged(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "number") as form:
            field = form.page.get_by_label("Your answer, a number")
            field.press("Enter")
            assert form.says() == ("unread", "…", "Write your answer into the field first.")
            field.fill("<img src=x onerror=alert(1)>")
            field.press("Enter")
            assert form.says()[2].startswith("“<img src=x")
            assert form.page.locator("#host img").count() == 0
            assert form.judged() == []

    @pytest.mark.parametrize(
        ("outcome", "mark"),
        [
            ("right", "✓"),
            ("wrong", "✗"),
            ("exception", "✗"),
            ("not checked", "?"),
            ("not attempted", "…"),
        ],
    )
    def test_each_outcome_has_its_mark(
        self, browser: Browser, tmp_path: Path, outcome: str, mark: str
    ):
        verdict = {"outcome": outcome, "text": "So.\nAnd so."}
        with shown(browser, tmp_path, "row", verdict=verdict) as form:
            assert form.says() == (outcome, mark, "So.\nAnd so.")

    def test_a_picture_follows_the_theme_and_goes_with_the_next_verdict(
        self, browser: Browser, tmp_path: Path
    ):
        with shown(browser, tmp_path, "row", verdict=WRONG, typed={"": "1, 1, 1, 3"}) as form:
            assert form.says() == ("wrong", "✗", WRONG["text"])
            card = form.page.locator('.tc-picture svg [fill="#FFFFFF"]').first
            fill = "(rect) => getComputedStyle(rect).fill"
            assert card.evaluate(fill) == "rgb(255, 255, 255)"
            form.page.evaluate("document.documentElement.dataset.theme = 'dark'")
            form.page.locator('.tc-ask[data-theme="dark"]').wait_for()
            assert card.evaluate(fill) == "rgb(31, 36, 43)"
            form.page.evaluate("asked.show({ outcome: 'right', text: 'Right. Yes.' })")
            assert form.page.locator(".tc-picture svg").count() == 0

    def test_a_picture_stays_readable_on_a_phone_and_is_scrolled_by_keys(
        self, browser: Browser, tmp_path: Path
    ):
        with shown(browser, tmp_path, "row", 320, verdict=WRONG) as form:
            scrolled = form.page.locator('.tc-picture[tabindex="0"]')
            scrolled.wait_for()
            assert scrolled.get_attribute("role") == "group"
            assert scrolled.get_attribute("aria-label") == "Your answer and the right one, drawn"
            picture = form.page.locator(".tc-picture svg")
            width = picture.get_attribute("width")
            assert picture.evaluate("(svg) => svg.getBoundingClientRect().width") == float(width)
            assert form.page.evaluate("document.documentElement.scrollWidth") == 320
            form.page.set_viewport_size({"width": 900, "height": 700})
            form.page.locator(".tc-picture:not([tabindex])").wait_for()

    def test_an_earlier_answer_never_replaces_a_later_one(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "row") as form:
            form.page.evaluate("""() => {
              window.open = [];
              exercise.ask(document.querySelector("#host"), given.form,
                () => new Promise((done) => open.push(done)));
            }""")
            field = form.page.get_by_label("Your answer, a row")
            for text in ("1", "2"):
                field.fill(text)
                field.press("Enter")
            form.page.locator('[data-outcome="waiting"]').wait_for()
            form.page.evaluate("open[1]({ outcome: 'wrong', text: 'Wrong. Later.' })")
            form.page.evaluate("open[0]({ outcome: 'right', text: 'Right. Earlier.' })")
            form.page.wait_for_timeout(50)
            assert form.says() == ("wrong", "✗", "Wrong. Later.")


class TestFields:
    def test_each_value_has_its_named_field(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "fields", typed={"stride": "2"}) as form:
            assert form.page.get_by_label("stride =").input_value() == "2"
            form.page.get_by_role("button", name="Check").click()
            assert form.says() == ("unread", "…", "Choose a value for padding first.")
            form.page.get_by_label("padding =").fill("１")
            form.page.get_by_label("padding =").press("Enter")
            assert form.judged() == [
                [{"stride": 2, "padding": 1}, {"stride": "2", "padding": "１"}]
            ]

    def test_a_sentence_is_true_or_false_with_a_case(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "spot") as form:
            page = form.page
            page.get_by_role("button", name="Check").click()
            assert form.says()[0] == "unread"
            assert page.get_by_role("group", name="The sentence is").count() == 1
            page.get_by_label("true", exact=True).check()
            assert not page.get_by_label("stride =").is_visible()
            assert form.check() == {"true": True}
            page.keyboard.press("Tab")
            page.get_by_label("true", exact=True).focus()
            page.keyboard.press("ArrowDown")
            assert page.get_by_label("stride =").input_value() == "4"
            page.get_by_label("stride =").fill("5")
            wanted = {"input_size": 10, "stride": 5, "kernel_size": 3, "other_size": 16}
            assert form.check() == {"true": False, **wanted}


class TestLayers:
    def test_numbers_move_by_the_arrow_keys(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "layers") as form:
            field = form.page.get_by_label("decoder[1]: kernel_size")
            assert form.check() == []
            field.press("ArrowUp")
            assert "tc-changed" in str(field.get_attribute("class"))
            field.press("Enter")
            assert form.judged()[-1] == [[[1, "kernel_size", 4]], {"1.kernel_size": "4"}]
            field.press("ArrowDown")
            assert "tc-changed" not in str(field.get_attribute("class"))
            zero = form.page.get_by_label("decoder[0]: output_padding")
            zero.press("ArrowDown")
            assert zero.input_value() == "0"

    def test_what_follows_a_number_never_begins_a_line(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "layers", 320) as form:
            code = " ".join(form.page.locator(".tc-layers").inner_text().split())
            assert code.startswith("decoder = nn.Sequential( nn.ConvTranspose1d(")
            for layer in form.page.locator(".tc-layer").all():
                *others, last = layer.locator(".tc-parameter").all_text_contents()
                assert last == "dilation=),"
                assert all(text.endswith("=,") for text in others)

    def test_what_was_typed_stands_there_again(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "layers", typed={"2.stride": "7"}) as form:
            assert form.check() == [[2, "stride", 7]]


class TestLines:
    def test_by_buttons(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "lines") as form:
            page = form.page
            form.page.get_by_role("button", name="Check").click()
            assert form.says()[0] == "unread"
            for line in ("return y", "y = [0]"):
                page.get_by_role("button", name=line, exact=True).click()
            assert form.check() == [0, 3]
            page.get_by_role("button", name="Move up: y = [0]").click()
            assert form.check() == [3, 0]
            status = page.locator(".tc-lines [role=status]")
            assert status.inner_text() == "y = [0] is line 1 of 2."
            assert page.get_by_role("button", name="Move up: y = [0]").is_disabled()
            page.get_by_role("button", name="Take out: return y").click()
            assert status.inner_text() == "return y is taken out."
            assert form.check() == [3]
            assert page.evaluate("asked.typed()") == {"": "3"}

    def test_by_keyboard(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "lines", typed={"": "3 0 1"}) as form:
            page = form.page
            page.get_by_role("button", name="return y", exact=True).focus()
            for key, wanted in (
                ("ArrowUp", "0 3 1"),
                ("ArrowUp", "0 3 1"),
                ("ArrowDown", "3 0 1"),
                ("ArrowDown", "3 1 0"),
                ("ArrowDown", "3 1 0"),
                ("Enter", "3 1"),
                ("Enter", "3 1 0"),
            ):
                page.keyboard.press(key)
                assert page.evaluate("asked.typed()") == {"": wanted}, key
                assert page.evaluate("document.activeElement.textContent").strip() == "return y"
            assert form.judged() == []

    def test_by_mouse(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "lines", typed={"": "3 1"}) as form:
            page = form.page
            line = page.get_by_role("button", name="return y", exact=True).bounding_box()
            first = page.get_by_role("button", name="y = [0]", exact=True).bounding_box()
            assert line
            assert first
            page.mouse.move(line["x"] + 60, line["y"] + 12)
            page.mouse.down()
            page.mouse.move(first["x"] + 60, first["y"] + 40)
            page.mouse.move(first["x"] + 60, first["y"] + 4)
            assert page.locator(".tc-next").count() == 1
            page.mouse.up()
            assert form.check() == [0, 3, 1]
            assert page.locator(".tc-next, .tc-dragged").count() == 0

    def test_by_finger_at_the_grip(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "lines", 390, typed={"": "3 1"}) as form:
            form.page.evaluate("""() => {
              const grip = document.querySelector("[data-line='1'] .tc-grip");
              const from = grip.getBoundingClientRect();
              const to = document.querySelector("[data-line='3']").getBoundingClientRect();
              const at = (type, x, y) => grip.dispatchEvent(new PointerEvent(type, {
                bubbles: true, cancelable: true, pointerType: "touch", clientX: x, clientY: y,
              }));
              at("pointerdown", from.x + 5, from.y + 5);
              at("pointermove", from.x + 5, from.y - 20);
              at("pointermove", from.x + 5, to.y + 2);
              at("pointerup", from.x + 5, to.y + 2);
            }""")
            assert form.check() == [1, 3]
            assert form.page.locator(".tc-grip").first.evaluate(
                "(grip) => getComputedStyle(grip).touchAction"
            ) == "none"  # fmt: skip

    def test_what_is_kept_may_be_nonsense(self, browser: Browser, tmp_path: Path):
        with shown(browser, tmp_path, "lines", typed={"": "9 x 1 1 -1 length 0"}) as form:
            assert form.check() == [1, 0]


@pytest.mark.long(sample=2)
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", FORMS)
def test_all_is_read_in_both_themes_and_on_a_phone(
    browser: Browser, tmp_path: Path, kind: str, language: str
):
    with speaking(language):
        words = component.words()
    verdict = {"outcome": "wrong", "text": "Wrong. " + "A long sentence. " * 12}
    typed = {"": "0 1" if kind == "lines" else "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15"}
    with shown(browser, tmp_path, kind, 390, verdict=verdict, typed=typed, words=words) as form:
        page = form.page
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.locator(f'.tc-ask[data-theme="{theme}"]').wait_for()
            for outcome in ("wrong", "right", "unread"):
                page.locator(".tc-verdict").evaluate(
                    "(one, o) => (one.dataset.outcome = o)", outcome
                )
                assert violations(page, ALL if outcome == "wrong" else CONTRAST) == []
            assert page.evaluate("document.documentElement.scrollWidth") == 390
            if kind != "number":
                assert page.evaluate(CLIPPED) == []
        if language == "ja":
            assert page.get_by_text("答え合わせ").count() == 1
