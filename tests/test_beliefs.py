"""The check of beliefs: torch proves what it says, and text, notebook and page say the same."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import ipywidgets
import pytest
import torch
from browser import file_url, needs_chromium, open_page
from documented import ROOT
from shown import widget_of
from torch.nn import ConvTranspose1d
from torch.nn.functional import conv1d, conv_transpose1d

from course import Layer, Trace, beliefs
from course.exercises.belief import DONT_KNOW, HELD, NONE, OPEN, Belief
from course.exercises.belief_check import Check, notebook
from course.exercises.belief_html import html
from course.exercises.belief_widget import BeliefWidget
from course.exercises.beliefs import QUESTIONS
from course.exercises.component import asset
from course.exercises.misconceptions import OUTPUTS, SIZES
from course.language import speaking, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from publish.tree import Tree

BELIEFS = [choice.belief for one in QUESTIONS for choice in one.choices if choice.belief]
CHAPTERS = {path.stem for path in (ROOT / "notebooks/source").glob("*.py")}
KERNEL = [1, 1, 3]
# What the library itself answered, kept by the course with its version.
ELSEWHERE = json.loads((ROOT / "course/recorded/elsewhere.json").read_text("utf-8"))


def tensor(row: list[int]) -> torch.Tensor:
    return torch.tensor(row, dtype=torch.float64).reshape(1, 1, -1)


def up(x: list[int], w: list[int], **parameters: int) -> list[int]:
    """What torch's transposed convolution makes."""
    return conv_transpose1d(tensor(x), tensor(w), **parameters).flatten().int().tolist()


def down(x: list[int], w: list[int], **parameters: int) -> list[int]:
    """What torch's convolution makes."""
    return conv1d(tensor(x), tensor(w), **parameters).flatten().int().tolist()


def slid(w: list[int]) -> list[int]:
    """A kernel over [1, 2, 3], stretched for stride 2."""
    return down([1, 0, 2, 0, 3], w, padding=2)


def sizes_with_padding() -> set[int]:
    """The sizes at padding 1 of all layers that make 7 of 3 without one."""
    made = [
        (up([1] * 3, [1] * k, stride=s), up([1] * 3, [1] * k, stride=s, padding=1))
        for k in range(1, 7)
        for s in range(1, 4)
    ]
    return {len(cut) for full, cut in made if len(full) == 7}


def is_striped(w: list[int]) -> bool:
    return len(set(up([1] * 9, w, stride=2)[4:-4])) > 1


def library(name: str, call: str) -> list[int]:
    found = [
        one["result"]
        for part in _parts(ELSEWHERE)
        for key, one in part.items()
        if isinstance(one, dict) and one.get("code", "").startswith(name) and key == call
    ]
    assert len(found) == 1
    return found[0]


def _parts(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        for part in told.values():
            yield from _parts(part)


FULL = [1, 1, 5, 2, 9, 3, 9]
TORCHS = {"stride": 2, "padding": 1, "output_padding": 1}
CASES: dict[str, Callable[[], Any]] = {
    "overlap": lambda: up([2, 1], [1, 2, 1]),
    "turned": lambda: [
        w for w in (KERNEL, KERNEL[::-1]) if slid(w) == up([1, 2, 3], KERNEL, stride=2)
    ],
    "padding": sizes_with_padding,
    "output_padding": lambda: (
        up([1, 2, 3], KERNEL, stride=2, padding=1),
        up([1, 2, 3], KERNEL, **TORCHS),
    ),
    "doubles": lambda: len(up([1] * 16, KERNEL, stride=2, padding=1)),
    "restores": lambda: [
        len(up(down([1] * n, [1] * 5, stride=3, padding=2), [1] * 5, stride=3, padding=2))
        for n in (16, 17, 18)
    ],
    "weight": lambda: tuple(ConvTranspose1d(4, 8, kernel_size=3).weight.shape),
    "inverse": lambda: down(up([1, 2, 3], KERNEL, stride=2), KERNEL, stride=2),
    "stripes": lambda: [is_striped([1, 2, 3, 4]), is_striped([1, 3, 3, 1])],
    "elsewhere": lambda: (up([1, 2, 3], KERNEL, **TORCHS), library("ops.conv_transpose", "same")),
}
# What each answer claims of that, in the order of the answers.
CLAIMS: dict[str, list[Callable[[Any], bool]]] = {
    "overlap": [
        lambda y: len(y) == 0,
        lambda y: y == [2, 5, 4, 1],
        lambda y: y == [2, 1, 2, 1],
        lambda y: y == [2, 4, 2, 1, 2, 1],
    ],
    "turned": [
        lambda ways: ways == [[1, 1, 3]],
        lambda ways: ways == [[1, 1, 3], [3, 1, 1]],
        lambda ways: ways == [[3, 1, 1]],
    ],
    "padding": [lambda n: n == {5}, lambda n: n == {6}, lambda n: n == {9}],
    "output_padding": [
        lambda rows: rows == ([1, 5, 2, 9, 3], [1, 5, 2, 9, 3, 0]),
        lambda rows: rows == ([1, 5, 2, 9, 3], [1, 5, 2, 9, 3, 9]),
        lambda rows: rows == ([1, 5, 2, 9, 3], [1, 5, 2, 9, 3, 3]),
    ],
    "doubles": [lambda n: n == 8, lambda n: n == 16, lambda n: n == 31, lambda n: n == 32],
    "restores": [
        lambda n: n == [16, 16, 16],
        lambda n: n == [18, 18, 18],
        lambda n: n == [16, 17, 18],
    ],
    "weight": [
        lambda shape: shape == (8, 4, 3),
        lambda shape: shape == (3, 8, 4),
        lambda shape: shape == (4, 8, 3),
    ],
    "inverse": [
        lambda y: y == [1, 2, 3],
        lambda y: len(y) == 3 and y != [1, 2, 3],
        lambda y: len(y) > 3,
    ],
    "stripes": [all, lambda striped: not any(striped), lambda striped: any(striped) > all(striped)],
    "elsewhere": [
        lambda rows: rows == (FULL[1:], FULL[:-1]),
        lambda rows: rows[1] in (slid(KERNEL)[1:], slid(KERNEL)[:-1]),
        lambda rows: rows[0] == rows[1],
    ],
}
# What stands in the right answer where it is a number.
SAYS: dict[str, Callable[[Any], Any]] = {
    "overlap": lambda y: f"`{y}`",
    "turned": lambda ways: f"`{ways[0]}`",
    "padding": min,
    "output_padding": lambda rows: f"{rows[1][-1]}, ",
    "doubles": lambda n: n,
    "restores": min,
    "weight": lambda shape: f"`{shape}`",
}
# The numbers in what is said instead of each belief, from torch.
INSTEAD: dict[str, Callable[[], list[Any]]] = {
    "gathered": lambda: [len(up([2, 1], [1, 2, 1]))],
    "overwritten": lambda: [f"= {y}" for y in up([2, 1], [1, 2, 1])[1:3]],
    "side_by_side": lambda: [len(up([2, 1], [1, 2, 1]))],
    "unflipped": lambda: [slid(KERNEL), slid(KERNEL[::-1])],
    "direction_ignored": lambda: [slid(KERNEL)[0], slid(KERNEL[::-1])[0]],
    "padding_once": lambda: [*sizes_with_padding()],
    "padding_adds": lambda: [*sizes_with_padding()],
    "appended_zeros": lambda: [up([1, 2, 3], KERNEL, **TORCHS)[-1]],
    "repeated_end": lambda: [up([1, 2, 3], KERNEL, **TORCHS)[-1]],
    "conv_formula": lambda: [len(up([1] * 16, KERNEL, stride=2, padding=1))],
    "size_kept": lambda: [len(up([1] * 16, KERNEL, stride=2, padding=1))],
    "times_stride": lambda: [f"= {len(up([1] * 16, KERNEL, stride=2, padding=1))}."],
    "largest_size": lambda: [
        len(up([1] * 6, [1] * 5, stride=3, padding=2, output_padding=more)) for more in range(3)
    ],
    "restores": lambda: [len(up([1] * 6, [1] * 5, stride=3, padding=2))],
    "out_in": lambda: [tuple(ConvTranspose1d(4, 8, 3).weight.shape)],
    "taps_first": lambda: [tuple(ConvTranspose1d(4, 8, 3).weight.shape)],
    "inverse": lambda: [down(up([1, 2, 3], KERNEL, stride=2), KERNEL, stride=2)],
    "stays_long": lambda: [
        len(up([1, 2, 3], KERNEL, stride=2)),
        down(up([1, 2, 3], KERNEL, stride=2), KERNEL, stride=2),
    ],
    "overlap_stripes": lambda: [str(up([1] * 6, [1, 3, 3, 1], stride=2)[4:8])[1:-1]],
    "divides": lambda: [str(up([1] * 6, [1, 2, 3, 4], stride=2)[4:8])[1:-1]],
    "keras_flips": lambda: [up([1, 2, 3], KERNEL, **TORCHS), library("ops.conv_transpose", "same")],
    "same_everywhere": lambda: [
        up([1, 2, 3], KERNEL, **TORCHS),
        library("ops.conv_transpose", "same"),
    ],
}


class TestWhatIsAsked:
    @pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
    def test_torch_says_which_answer_is_right(self, question):
        case = CASES[question.name]()
        held = [claim(case) for claim in CLAIMS[question.name]]
        assert held == [choice.belief is None for choice in question.choices]
        assert sum(held) == 1
        if says := SAYS.get(question.name):
            assert str(says(case)) in question.right.text
        assert len({choice.text for choice in question.choices}) == len(question.choices)

    @pytest.mark.parametrize("belief", BELIEFS, ids=lambda one: one.name)
    def test_what_is_so_instead_has_torchs_numbers(self, belief: Belief):
        for value in INSTEAD[belief.name]():
            assert str(value) in belief.instead

    def test_each_belief_is_named_once_and_leads_to_a_chapter(self):
        assert len({belief.name for belief in BELIEFS}) == len(BELIEFS)
        assert len({belief.says for belief in BELIEFS}) == len(BELIEFS)
        assert {belief.chapter for belief in BELIEFS} <= CHAPTERS
        for one in QUESTIONS:
            assert one.chapter in {choice.belief.chapter for choice in one.choices if choice.belief}

    def test_eight_to_ten_questions_in_the_order_of_the_chapters(self):
        assert 8 <= len(QUESTIONS) <= 10
        chapters = [question.chapter for question in QUESTIONS]
        assert chapters == sorted(chapters)
        assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)

    def test_the_place_gives_no_answer_away(self):
        places = [one.choices.index(one.right) for one in QUESTIONS]
        assert {places.count(place) for place in range(3)} <= {3, 4}
        assert all(places[n : n + 3] != [places[n]] * 3 for n in range(len(places)))
        assert all(3 <= len(one.choices) <= 4 for one in QUESTIONS)

    def test_a_known_idea_goes_by_its_name_and_leads_where_it_leads(self):
        stamps = Trace.of([2, 1], [1, 2, 1])
        cut = Trace.of([1, 2, 3], KERNEL, **TORCHS)
        layer, sevens = Layer(3, stride=2, padding=1), Layer(3, stride=2, padding=1)
        wanted = {
            "overwritten": OUTPUTS["overwritten"].of(stamps),
            "side_by_side": OUTPUTS["side_by_side"].of(stamps),
            "appended_zeros": OUTPUTS["appended_zeros"].of(cut)[-1],
            "unflipped": KERNEL,
            "conv_formula": SIZES["conv_formula"].of(layer, 16),
            "times_stride": SIZES["times_stride"].of(layer, 16),
            "size_kept": SIZES["size_kept"].of(layer, 16),
            "padding_adds": SIZES["padding_adds"].of(sevens, 3),
            "padding_once": SIZES["padding_once"].of(sevens, 3),
        }
        texts = {c.belief.name: c.text for one in QUESTIONS for c in one.choices if c.belief}
        assert wanted.keys() == texts.keys() & {*OUTPUTS, *SIZES}
        assert all(str(value) in texts[name] for name, value in wanted.items())


RIGHT = "".join("abcd"[one.choices.index(one.right)] for one in QUESTIONS)


class TestText:
    def test_every_question_and_answer_stands_there(self):
        text = repr(beliefs())
        for question in QUESTIONS:
            for part in (question.prompt, *(choice.text for choice in question.choices)):
                assert part.replace("`", "") in text
        assert text.count(DONT_KNOW) == len(QUESTIONS)

    def test_right_answers_name_no_belief(self):
        assert repr(beliefs(RIGHT)) == NONE

    def test_each_wrong_answer_names_its_belief_alone(self):
        for place, question in enumerate(QUESTIONS):
            for letter, choice in zip("abcd", question.choices, strict=False):
                told = repr(beliefs(RIGHT[:place] + letter + RIGHT[place + 1 :]))
                named = [one.name for one in BELIEFS if one.says.replace("`", "") in told]
                assert named == ([choice.belief.name] if choice.belief else [])

    def test_what_is_not_known_leads_to_its_chapter(self):
        told = repr(beliefs("?" * len(QUESTIONS)))
        assert HELD not in told
        assert told.startswith(OPEN)
        assert all(notebook(question.chapter)[1] in told for question in QUESTIONS)

    @pytest.mark.parametrize("written", [RIGHT.upper(), " ".join(RIGHT), "ｂｃａｂｃａｃｂｃａ"])
    def test_letters_are_read_as_they_are_typed(self, written: str):
        assert repr(beliefs(written)) == NONE

    @pytest.mark.parametrize(
        ("written", "told"),
        [
            ("abc", "beliefs(…) takes 10 letters, one for each question, and 'abc' has 3."),
            ("", "beliefs(…) takes 10 letters, one for each question, and '' has 0."),
            (
                RIGHT[:-1] + "z",
                "Question 10 has the answers a to c and ?, and 'z' is none of them.",
            ),
            (5, "beliefs(…) takes 10 letters, one for each question, and 5 has 1."),
        ],
    )
    def test_what_can_not_be_read_earns_a_sentence(self, written: Any, told: str):
        assert repr(beliefs(written)) == told

    def test_japanese(self):
        with speaking("ja"):
            text = repr(beliefs("?" + RIGHT[1:]))
            assert text.startswith(tr(OPEN))
            assert tr(OPEN) != OPEN


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the course asks to know whether a kernel runs it."""
    import IPython

    with monkeypatch.context() as patched:
        patched.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel=object()))
        yield
    ipywidgets.Widget.close_all()


class TestNotebook:
    @pytest.mark.usefixtures("kernel")
    def test_it_asks_with_fields_and_holds_the_text_as_well(self):
        bundle = beliefs()._repr_mimebundle_()
        widget = widget_of(bundle)
        assert isinstance(widget, BeliefWidget)
        assert widget._html == html(notebook)
        assert bundle["text/plain"] == repr(beliefs())

    @pytest.mark.usefixtures("kernel")
    @pytest.mark.parametrize("written", [RIGHT, "abc"])
    def test_answers_in_the_cell_are_answered_as_text(self, written: str):
        assert beliefs(written)._repr_mimebundle_().keys() == {"text/plain"}

    def test_without_a_kernel_there_is_text_alone(self):
        assert Check()._repr_mimebundle_().keys() == {"text/plain"}

    def test_its_script_is_a_module_and_may_stand_in_a_page(self):
        assert BeliefWidget._esm.endswith("export default beliefCheck;\n")
        assert "</script" not in asset("beliefs.bundle.js")


PAGE = """<!doctype html>
<html lang="{language}" class="js"><meta charset="utf-8"><title>Check</title>
<style>
:root {{ color-scheme: light dark; --page: canvas; }}
body {{ margin: 16px; }}
{style}
</style>
<body><main><h1>Check</h1><h2>Check</h2>{check}</main>
<script>{script}beliefCheck.start();</script>"""


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The check alone on a page of a phone's width, in the language that the test asks for."""
    language = getattr(request, "param", "en")
    with speaking(language):
        content = PAGE.format(
            language=language,
            style=asset("beliefs.css"),
            check=html(lambda stem: (f"{stem}.html", stem)),
            script=asset("beliefs.bundle.js"),
        )
    with open_page(chromium, width=390, height=844) as (page, witness):
        page.goto("data:text/html,")
        page.set_content(content)
        yield page
        assert witness.errors == witness.blocked == []


def said(page: Page) -> list[str]:
    return [line.split(" ")[0] for line in page.locator(".result li:visible a").all_inner_texts()]


FIELDS = "document.activeElement.name + ' ' + document.activeElement.value"


@pytest.mark.browser
@needs_chromium
class TestPage:
    def test_keyboard_alone(self, page: Page):
        """Wrong, not known, left out, and the rest right: Tab goes on, arrows choose."""
        assert page.locator(".count").inner_text() == "0 of 10 answered"
        for number, question in enumerate(QUESTIONS):
            page.keyboard.press("Tab")
            assert page.evaluate(FIELDS) == f"{question.name} 0"
            wanted = question.choices.index(question.right)
            if number == 0:
                wanted = 3
            if number == 1:
                wanted = len(question.choices)
            if number == 2:
                continue
            page.keyboard.press("Space")
            for _ in range(wanted):
                page.keyboard.press("ArrowDown")
        assert page.locator(".count").inner_text() == "9 of 10 answered"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "result"
        shown = page.locator(".result").inner_text()
        (held,) = (one for one in BELIEFS if one.name == "side_by_side")
        assert f"“{held.says}” {held.instead} {held.chapter}" in shown.replace("\n", " ")
        assert said(page) == ["02_stride", "03_zero_insert", "04_padding"]
        assert not page.locator(".none").is_visible()
        assert page.locator(".result").bounding_box()["y"] < 844 - 44

    def test_again(self, page: Page):
        for question in QUESTIONS:
            page.locator(f"input[name={question.name}]").first.check()
        page.get_by_role("button", name="What do I believe?").click()
        assert page.locator(".result").is_visible()
        page.get_by_role("button", name="Take it again").click()
        assert not page.locator(".result").is_visible()
        assert page.locator("input:checked").count() == 0
        assert page.evaluate(FIELDS) == "overlap 0"
        assert page.locator(".count").inner_text() == "0 of 10 answered"

    def test_another_answer_takes_the_result_away(self, page: Page):
        page.locator("input").first.check()
        page.get_by_role("button", name="What do I believe?").click()
        assert "01_basic" in said(page)
        page.locator("input").nth(1).check()
        assert not page.locator(".result").is_visible()
        page.get_by_role("button", name="What do I believe?").click()
        assert "01_basic" not in said(page)

    def test_without_any_answer_it_asks_for_one(self, page: Page):
        page.get_by_role("button", name="What do I believe?").click()
        assert page.get_by_role("status").inner_text() == "Choose an answer first."
        assert not page.locator(".result").is_visible()
        assert page.evaluate(FIELDS) == "overlap 0"

    def test_right_answers_name_no_belief(self, page: Page):
        for one in QUESTIONS:
            value = one.choices.index(one.right)
            page.locator(f"input[name={one.name}][value='{value}']").check()
        page.get_by_role("button", name="What do I believe?").click()
        assert said(page) == []
        assert page.locator(".result h3:visible").count() == 0
        assert page.get_by_text(NONE).is_visible()

    def test_who_wants_to_keep_the_answers_hears_of_them_and_puts_them_back(self, page: Page):
        page.evaluate("addEventListener('beliefs', (event) => { window.kept = event.detail; })")
        page.locator("input").nth(2).check()
        assert page.evaluate("kept") == {"overlap": "2"}
        page.evaluate("""() => {
          const form = document.querySelector("form");
          form.reset();
          form.elements.namedItem("padding").value = "1";
          form.dispatchEvent(new Event("change"));
        }""")
        assert page.evaluate("kept") == {"padding": "1"}
        page.evaluate("beliefCheck.start()")
        assert page.evaluate("kept") == {"padding": "1"}
        assert page.locator("input:checked").count() == 1
        assert page.locator("input[name=padding][value='1']").is_checked()
        assert page.locator(".count").inner_text() == "1 of 10 answered"

    def test_answers_fold_out_after_the_result_and_not_before(self, page: Page):
        assert page.locator(".answer:visible").count() == 0
        page.locator("input").first.check()
        page.get_by_role("button", name="What do I believe?").click()
        assert page.locator(".answer:visible").count() == len(QUESTIONS)

    @pytest.mark.parametrize("page", ["en", "ja"], indirect=True)
    def test_it_fits_a_phone_and_a_finger(self, page: Page):
        page.locator("input").first.check()
        page.locator(".end button").click()
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        low = page.evaluate(
            """[...document.querySelectorAll(".beliefs :is(label, button, summary)")].filter(
              (one) => one.getBoundingClientRect().height < 44).length"""
        )
        assert low == 0

    @pytest.mark.parametrize("page", ["ja"], indirect=True)
    def test_japanese(self, page: Page):
        with speaking("ja"):
            page.get_by_text(tr(DONT_KNOW)).first.click()
            page.get_by_role("button", name=tr("What do I believe?")).click()
            assert tr(QUESTIONS[0].about) in page.locator(".result").inner_text()

    def test_a_host_with_a_model_shows_it(self, page: Page):
        page.evaluate(
            """(text) => {
              const el = document.body.appendChild(document.createElement("div"));
              el.id = "cell";
              beliefCheck.render({ model: { get: () => text }, el });
            }""",
            html(notebook),
        )
        cell = page.locator("#cell")
        cell.locator("input").first.check()
        cell.get_by_role("button", name="What do I believe?").click()
        assert cell.locator(".result").is_visible()
        assert page.locator("main .result").is_hidden()


@pytest.mark.slow
@pytest.mark.browser
@needs_chromium
class TestSite:
    @pytest.mark.long(sample=0)
    @pytest.mark.parametrize("name", ["index", "ja/index", "00_start", "ja/14_upsampling"])
    def test_it_is_there_folded_up_and_leads_to_chapters(
        self, chromium: Browser, publication: Callable[..., Tree], name: str
    ):
        from test_site import ALL, CONTRAST, opened, violations

        site = publication().site
        with opened(chromium, file_url(site), name, viewport={"width": 390, "height": 844}) as page:
            folded = page.locator("details.believes")
            assert folded.count() == 1
            assert folded.bounding_box()["height"] < 60
            folded.locator("summary").first.click()
            for place, one in enumerate(QUESTIONS):
                count = len(one.choices)
                field = folded.locator(f"input[name={one.name}]").nth(place % (count + 1))
                field.check()
            folded.locator("button[type=submit]").click()
            assert folded.locator(".result").is_visible()
            links = folded.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
            assert {link.rpartition("/")[2] for link in links} <= {
                f"{one}.html" for one in CHAPTERS
            }
            assert all(link.startswith(file_url(site)) for link in links)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert violations(page, ALL) == []
            page.emulate_media(color_scheme="dark")
            assert violations(page, CONTRAST) == []

    def test_without_a_script_each_answer_folds_out(
        self, chromium: Browser, publication: Callable[..., Tree]
    ):
        from test_site import opened

        base = file_url(publication().site)
        with opened(chromium, base, "index", java_script_enabled=False) as page:
            folded = page.locator("details.believes")
            folded.locator("summary").first.click()
            assert folded.locator(":is(input, button):visible").count() == 0
            assert not folded.locator(".result").is_visible()
            for n in range(len(QUESTIONS)):
                folded.locator(".answer summary").nth(n).click()
            assert folded.locator(".answer li:visible").count() == len(BELIEFS)

    def test_a_site_that_lacks_its_chapters_does_not_ask(self):
        from publish.site.beliefs import folded

        assert folded([]) == ""
