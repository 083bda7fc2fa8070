"""A live figure where its host gives it less than JupyterLab does, in a real browser."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from browser import needs_chromium, open_page
from test_frames import texts
from test_live_page import RUNNING, Live, W, X, fresh

from course import explore
from course.picture.live.figure import Figure
from course.picture.live.page import fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, needs_chromium]

# A host keeps the state and tells of changes; what else it has is told by name.
RENDER = """async ([program, css, state, has, inShadow]) => {
  const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const { default: figure } = await import(address);
  const listeners = [];
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const [event, listener] of listeners) if (event === `change:${name}`) listener();
    },
    on: (event, listener) => listeners.push([event, listener]),
    off() {},
    save_changes() {},
    send() { throw new Error("This kernel is dead."); },
  };
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const tree = inShadow ? place.attachShadow({ mode: "open" }) : place;
  const style = document.createElement("style");
  style.textContent = css;
  const el = document.createElement("div");
  tree.append(style, el);
  window.model = model;
  window.tree = tree;
  const few = Object.fromEntries(Object.entries(model).filter(([name]) => has.includes(name)));
  window.forget = figure.render({ model: few, el });
}"""
ALL = ["get", "set", "on", "off", "save_changes", "send"]
LIT = """() => [...tree.querySelectorAll(".tc-stage .lit")].map((mark) => mark.dataset.id)"""
CURRENT = """() => tree.querySelector(".tc-stage .current")?.dataset.id"""
# What Live reads from the document, read through a shadow root as well.
TEXTS = """() => {
  const svg = tree.querySelector(".tc-stage > svg");
  return [svg.getAttribute("aria-label"),
          ...[...svg.querySelectorAll("text")].map((text) => text.textContent)];
}"""


class Hosted(Live):
    def texts(self) -> list[str]:
        return self.page.evaluate(TEXTS)

    def lit(self) -> set[str]:
        return set(self.page.evaluate(LIT))

    def current(self) -> str | None:
        return self.page.evaluate(CURRENT)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with open_page(chromium, width=900, height=900) as (page, witness):
        page.set_default_timeout(5_000)
        page.emulate_media(reduced_motion="reduce")
        yield page
        assert witness.errors == []
        assert witness.blocked == []


def state() -> dict[str, Any]:
    """The state of the running case with the drawings of two views, as a page stores it."""
    html = fragment(explore(X, W, **RUNNING), views=["scatter", "gather"])
    found = re.search(r'<script type="application/json">(.*)</script>', html, re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def hosted(page: Page, has: list[str], *, in_shadow: bool = False, **other: Any) -> Hosted:
    told = {**state(), **other}
    page.evaluate(RENDER, [Figure._esm, Figure._css, told, has, in_shadow])
    page.locator(".tc-figure:not([aria-busy])").wait_for()
    return Hosted(page, None)


@pytest.mark.parametrize("in_shadow", [False, True], ids=["document", "shadow"])
def test_the_keyboard_stays_on_its_mark(page: Page, in_shadow: bool):
    live = hosted(page, ALL, in_shadow=in_shadow)
    page.locator(".tc-stage").focus()
    first = live.current()
    page.keyboard.press("ArrowRight")
    assert live.current() != first
    page.keyboard.press("ArrowLeft")
    assert live.current() == first == "x0"
    # Another drawing comes from elsewhere while the stage has the focus.
    page.evaluate("model.set('stride', 3)")
    assert live.texts() == fresh(stride=3)
    assert live.current() == "x0"
    assert {"x0", "y0"} <= live.lit()


@pytest.mark.parametrize("in_shadow", [False, True], ids=["document", "shadow"])
def test_it_is_left_as_it_is_pinned(page: Page, in_shadow: bool):
    live = hosted(page, ALL, in_shadow=in_shadow)
    live.mark("y0").click()
    pinned = live.lit()
    live.mark("y0").hover()
    page.keyboard.press("ArrowRight")
    assert live.lit() != pinned
    page.keyboard.press("Tab")
    assert live.current() is None
    assert live.lit() == pinned


@pytest.mark.parametrize("in_shadow", [False, True], ids=["document", "shadow"])
def test_numbers_sliders_and_steps_work(page: Page, in_shadow: bool):
    live = hosted(page, ALL, in_shadow=in_shadow)
    live.edit("x1", "-4")
    assert live.texts() == fresh([1, -4, 3])
    live.press("stride", "ArrowRight")
    assert live.texts() == fresh([1, -4, 3], stride=3)
    page.get_by_role("button", name="One step back").click()
    assert "Step 2 of 3" in live.says()


def copied(page: Page, name: str) -> str:
    """What a button copies, where nothing may be copied: it stands in a field."""
    page.get_by_role("button", name=name, exact=True).click()
    return page.locator(".tc-message textarea").input_value()


class TestTakingAlong:
    def test_without_a_site_a_link_is_the_call_and_says_so(self, page: Page):
        live = hosted(page, ALL, _embed="")
        live.press("stride", "ArrowRight")
        live.edit("x1", "-0.5")
        made = eval(copied(page, "Copy link"), {"explore": explore})
        assert (made.x, made.w, made.view) == ([1, -0.5, 3], W, "scatter")
        assert made.parameters == RUNNING | {"stride": 3}
        assert live.says("message").startswith("No site's address is known here")
        assert "COURSE_SITE" in live.says("message")
        assert page.get_by_role("button", name="Embed").count() == 0

    def test_with_a_site_it_is_that_address(self, page: Page):
        live = hosted(page, ALL, _embed="https://example.org/course/embed.html")
        live.press("stride", "ArrowRight")
        state = "x=1,2,3&w=1,1,3&stride=3&padding=1&output_padding=1&dilation=1&view=scatter"
        wanted = f"https://example.org/course/embed.html#{state}"
        assert copied(page, "Copy link") == wanted
        line = copied(page, "Embed")
        assert f'src="{wanted.replace("&", "&amp;")}"' in line
        # A notebook's own address is left as it is.
        page.wait_for_timeout(400)
        assert page.evaluate("location.hash") == ""


class TestAHostThatOnlyGetsSetsAndListens:
    HAS = ("get", "set", "on")

    def test_all_that_is_loaded_moves(self, page: Page):
        live = hosted(page, [*self.HAS])
        live.press("stride", "ArrowRight")
        assert live.texts() == fresh(stride=3)
        live.edit("w2", "5")
        assert live.texts() == fresh(w=[1, 1, 5], stride=3)
        page.get_by_role("button", name="gather").click()
        live.becomes(fresh(w=[1, 1, 5], stride=3, view="gather"))
        assert page.evaluate("[model.get('view'), model.get('stride'), model.get('w')]") == [
            "gather",
            3,
            [1, 1, 5],
        ]

    def test_nobody_to_ask_is_said_at_once(self, page: Page):
        live = hosted(page, [*self.HAS], _frames=None)
        assert "No kernel answers" in live.says("message")
        assert live.texts() == texts(explore(X, W, **RUNNING).picture.svg)

    def test_it_can_be_taken_away(self, page: Page):
        hosted(page, [*self.HAS])
        page.evaluate("forget()")
