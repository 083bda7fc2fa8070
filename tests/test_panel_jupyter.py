"""An exercise's form under a reader's hands in JupyterLab, judged by its kernel."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING

import nbformat
import pytest
from browser import needs_chromium
from heard import heard
from test_live_jupyter import ARTEFACTS, context, end, idle, opened, server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Locator, Page
    from test_live_jupyter import Server

pytestmark = [pytest.mark.browser, pytest.mark.long(sample=0), needs_chromium]
__all__ = ["context", "server"]

CELLS = (
    "from course import check",
    'check("basic.two_stamps", [1, 1, 1, 3])',
    'check("output_padding.zeros", dict(true=False, stride=3))',
    'check("stride.repair")',
    'check("stride.stamps", lambda x, w, stride: 1 / 0)',
    'check("basic.two_stamps", [1, 2, 4, 3])',
    'check("basic.undone", "yes")',
    "print(6 * 7)",
)


# A form waits for a kernel that is busy; a test that knows of none need not.
IMPATIENT = """() => {
  const wait = window.setTimeout;
  window.setTimeout = (then, after, ...rest) => wait(then, after === 20000 ? 500 : after, ...rest);
}"""


def form(page: Page, n: int) -> Locator:
    return page.locator(".tc-ask").nth(n)


def outcome(shown: Locator, wanted: str) -> str:
    """Wait for a verdict, and return its text."""
    shown.locator(f'.tc-verdict[data-outcome="{wanted}"]').wait_for()
    return shown.locator(".tc-verdict [role=status]").inner_text()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_reader_answers_under_the_cell(context: BrowserContext, server: Server, theme: str):
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    # What answers a prediction is stored folded.
    cells[-1].metadata = {"jupyter": {"outputs_hidden": True}}
    cells[-1].outputs = [nbformat.v4.new_output("stream", text="the answer\n")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    name = f"panel{theme}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), server.root / name)
    server.put_setting("@jupyterlab/apputils-extension:themes", {"theme": f"JupyterLab {theme}"})
    with opened(context, server, f"lab/workspaces/panel{theme}/tree/{name}") as notebook:
        page = notebook.page
        idle(notebook)
        for n in range(len(CELLS) - 1):
            notebook.run(n)
        form(page, 5).wait_for()
        numbers, spot, repair, code, right, guess = (form(page, n) for n in range(6))

        field = numbers.get_by_label("Your answer, a row")
        assert field.input_value() == "1, 1, 1, 3"
        assert outcome(numbers, "wrong").startswith("Wrong. This is what you get if a later stamp")
        assert numbers.locator(".tc-picture svg").count() == 1
        told = heard(page)
        assert "Your answer, a row" in [one.name for one in told if one.role == "textbox"]
        said = next(place for place, one in enumerate(told) if one.name == "Wrong.")
        assert next(one for one in reversed(told[:said]) if one.live).role == "status"
        page.screenshot(path=ARTEFACTS / f"panel-lab-{theme.lower()}.png")
        field.fill("１、２、４、３")
        before = notebook.active()
        field.press("j")
        field.press("Backspace")
        field.press("Enter")
        assert outcome(numbers, "right").startswith("Right. ")
        assert field.evaluate("(field) => field === document.activeElement")
        assert notebook.active() == before
        numbers.get_by_role("button", name="Hint").click()
        numbers.get_by_text("(hint 1 of 3)").wait_for()
        numbers.get_by_role("button", name="Solution").click()
        numbers.get_by_text("check('basic.two_stamps', [1, 2, 4, 3])").wait_for()

        assert spot.get_by_label("false, as in this case").is_checked()
        assert spot.get_by_label("stride =", exact=True).input_value() == "3"
        outcome(spot, "wrong")
        spot.get_by_label("padding =", exact=True).fill("padding＝１")
        spot.get_by_role("button", name="Check").click()
        outcome(spot, "right")

        repair.get_by_label("decoder[1]: kernel_size").press("ArrowUp")
        repair.get_by_role("button", name="Check").click()
        assert "decoder[1]: kernel_size 3 → 4" in outcome(repair, "right")
        page.screenshot(path=ARTEFACTS / f"panel-lab-{theme.lower()}-repair.png")

        assert code.get_by_role("button").all_inner_texts() == ["Hint", "Solution"]
        outcome(code, "exception")
        assert outcome(right, "right").startswith("Right. ")
        assert right.get_by_role("button").count() == 0
        assert right.evaluate("(form) => form.dataset.theme") == theme.lower()

        # A prediction has no hints, and a wrong one is no fault.
        told = outcome(guess, "wrong")
        assert told.startswith("Not this time. This takes the name at its word")
        assert guess.get_by_role("radio").first.is_checked()
        assert guess.get_by_role("button").all_inner_texts() == ["Check"]
        page.screenshot(path=ARTEFACTS / f"panel-lab-{theme.lower()}-guess.png")
        guess.get_by_role("radio").nth(1).check()
        guess.get_by_role("button", name="Check").click()
        outcome(guess, "right")
        answer = page.locator(".jp-Cell").last
        answer.locator(".jp-OutputPlaceholder").wait_for()
        assert answer.locator(".jp-OutputArea-output").count() == 0
        notebook.run(len(CELLS) - 1)
        answer.get_by_text("42", exact=True).wait_for()

        for session in json.load(urllib.request.urlopen(server.address("api/sessions"))):
            if session["path"].endswith(name):
                end(server, session["kernel"]["id"])
        page.evaluate(IMPATIENT)
        numbers.get_by_role("button", name="Check").click()
        silent = (
            "The notebook's kernel does not answer yet. If it has ended, start it and run the "
            "cell again."
        )
        assert outcome(numbers, "not checked") == silent
        assert notebook.errors == []
