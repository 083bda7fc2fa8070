"""The live figures and animations say no word that a translator has not seen."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from browser import file_url, needs_chromium, open_page
from pseudo import spoken, unspoken

from course import animate, draw, explore
from course.language import language, width
from course.language import spoken as in_words
from course.layer import PARAMETERS
from course.picture.limits import USUAL
from course.picture.live.frames import Group, Reach, frame, packed
from course.picture.live.wording import NAMES, WORDS, words
from course.picture.motion import _broken
from course.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from course.picture.live.figure import Figure

X, W = [[1, 2], [-3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
CODE = {*PARAMETERS, *VIEWS, "kernel_size", "input", "weight", "draw", "animate", "explore"}
# What is told of states: a plain one, cut, with gaps, given back, empty, cut and given back.
STATES = [(1, 0, 0, 1), (2, 1, 0, 1), (4, 0, 0, 1), (3, 1, 1, 1), (4, 0, 3, 2), (3, 1, 2, 1)]


def english(text: str) -> list[str]:
    """The words outside the brackets that are no names in code, open numbers left out."""
    text = re.sub(r"\{[\w*+!=]+\}", "", unspoken(text))
    return [word for word in re.findall(r"[A-Za-z_]{2,}", text) if word not in CODE]


def shown(svg: str) -> Iterator[str]:
    """What an SVG shows and what it has read out."""
    for told in re.findall(r">([^<>{}]*)<", re.sub(r"<style>.*?</style>", "", svg)):
        yield unescape(told)
    names = r' (?:aria-label|data-summary|data-name)="([^"]*)"'
    yield from map(unescape, re.findall(names, svg))


def drawn(group: Group, state: tuple[int, ...]) -> str:
    """A frame in the language spoken."""
    return in_words("".join(frame(group, state, (language(),))))


def silent(texts: Iterable[str]) -> None:
    texts = [*texts]
    assert any("⟦" in text for text in texts)
    assert [text for text in texts if english(text)] == []


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ValueError) as error:
        call()
    return str(error.value)


def test_the_controls():
    with spoken() as catalogue:
        told = words(1)
    assert catalogue.asked == set(WORDS.values())
    silent(told[key] for key in WORDS)
    assert all(told[name] == name for name in NAMES)
    assert not set(WORDS) & set(NAMES)


@pytest.mark.parametrize("view", VIEWS)
def test_the_frames_of_a_view(view: str):
    with spoken():
        for state in STATES:
            silent(shown(drawn(Group(view, (3,), (3,)), state)))


def test_the_frames_of_planes():
    with spoken():
        for state in STATES:
            silent(shown(drawn(Group("scatter", (2, 2), (3, 3)), state)))
        for high, kernel in ((2, 3), (3, 1)):
            picture = draw([[1, 2]] * high, [[1]] * kernel, stride=2)
            silent([*shown(picture.svg), picture.text, picture.alt])


def test_why_there_is_no_frame():
    reaches = USUAL[1]["stride"], USUAL[1]["padding"], Reach(0, 1), Reach(1, 1)
    with spoken():
        made = packed(Group("scatter", (1,), (1,)), reaches, ("xx",))
        stops = json.loads(gzip.decompress(made.data))["stops"].values()
        rules = [in_words(rule) for rule, _ in stops]
    assert len({rule.partition("=")[0] for rule in rules}) == 2
    silent(rules)


def test_the_animations():
    with spoken():
        for parameters in (
            {"stride": 2},
            {"stride": (3, 2), "padding": (0, 1)},
            {"stride": 3, "output_padding": (2, 1), "dilation": 2},
        ):
            for view in ("scatter", "gather", "zero_insert"):
                picture = animate(X, W, view=view, **parameters)
                silent([*shown(picture.svg), picture.text, picture.alt])
        picture = animate([[1] * 3] * 3, X, transposed=False, padding=1)
        silent([*shown(picture.svg), picture.text, picture.alt])


def test_what_is_refused():
    calls: list[Callable[[], object]] = [
        lambda: animate(X, W, view="matrix"),
        lambda: animate(X, W, transposed=False, output_padding=1),
        lambda: animate(X, W, transposed=False),
        lambda: animate(X, W, output_padding=3),
        lambda: animate([[1] * 21] * 20, W),
        lambda: animate([[1] * 10] * 10, W, stride=2),
        lambda: animate(W, X, transposed=False, padding=10),
        lambda: explore(X, W, view="matrix"),
        lambda: explore(X, W, stride=(1, 2)),
        lambda: explore([[1] * 5] * 4, W),
        lambda: explore([1] * 13, [1]),
        lambda: explore([1], [1] * 8),
        lambda: explore([1, float("inf")], [1]),
        lambda: explore([1], [1], stride=9),
        lambda: explore([1], [1], view="film"),
        lambda: explore([1], [1], padding=1),
        lambda: explore([1], [1]).group("matrix/99/1"),
        lambda: setattr(explore([1], [1]), "x", [10**400]),
        lambda: setattr(explore([1], [1]), "output_padding", 4),
        lambda: setattr(explore(X, W), "x", [1, 2]),
    ]
    with spoken():
        for call in calls:
            silent(
                [
                    re.sub(
                        rf"\b(view|film|inf|{'|'.join(VIEWS)})\b",
                        "",
                        refused(call),
                    )
                ]
            )


# ---------------------------------------------------------------- languages side by side


INNERMOST = "\ue000([^\ue000\ue002]*)\ue002"


def of(figure: Figure) -> str:
    """All frames of a group and why the others are not, with the figure's own sentences in them."""
    told = json.loads(gzip.decompress(figure.frames(figure.group("scatter/2/1"))))
    assert "⟦" not in str(told)
    text = "".join(told["parts"]) + "".join(rule for rule, _ in told["stops"].values())
    sentences = figure._sentences
    while "\ue000" in text:
        text = re.sub(
            "\ue000([^\ue000\ue002]*)\ue002", lambda found: said(found[1], sentences), text
        )
    return text


def said(token: str, sentences: dict[str, str]) -> str:
    key, *values = token.split("\ue001")
    return sentences[key].format(*values)


def test_a_figure_keeps_the_language_it_was_made_in(tmp_path: Path):
    def asked() -> tuple[str, str]:
        return of(figure), page.write_text(figure.to_html()) and page.read_text()

    page, figure = tmp_path / "page.html", explore([1, 2], [1])
    drawings, html = asked()
    assert "⟦" not in drawings + html
    assert '<html lang="en">' in html
    with spoken():
        assert asked() == (drawings, html)
        figure = explore([1, 2], [1])
        theirs, html = asked()
        assert theirs.count("⟦") > 10
        assert '<html lang="xx">' in html
        assert "<title>⟦Transposed convolution, stamp by stamp⟧</title>" in html
        state = json.loads(re.search(r'<script type="application/json">(.*?)</script>', html)[1])
        assert state["_words"].items() > words(1).items()
        assert language() == "xx"
        assert "<title>One &amp; two</title>" in figure.to_html(title="One & two")
        # The kernel's answers: a sentence, and drawings.
        sent = []
        figure.send = lambda content, buffers=None: sent.append(content)
        figure._answer(None, {"want": "matrix/99/1"}, None)
        assert sent == [
            {"refused": "matrix/99/1", "why": "⟦There is no drawing of ⟧matrix/99/1⟦.⟧"}
        ]
    assert "⟦" not in of(explore([1, 2], [1]))


# ---------------------------------------------------------------- what is wide


def test_lines_of_full_width_letters():
    text = "x[0, 0] = 2 が 2 ×（カーネル）をスタンプし、その左上の角は［0, 2］に置かれます。"
    for letters in (8, 11, 20, 33):
        lines = _broken(text, letters)
        assert all(width(line) <= max(letters, 12) for line in lines)
        assert not any(line.lstrip().startswith(tuple("、。）ー")) for line in lines)
        assert not any(line.endswith("（") for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.fixture
def japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    told = {"input": "入力", "kernel": "畳み込みカーネル", "output": "出力の値"}
    with spoken() as catalogue:
        monkeypatch.setattr(catalogue, "get", told.get)
        yield


@pytest.mark.usefixtures("japanese")
def test_titles_beside_one_another():
    picture = draw([[1], [2]], [[1]])
    titles = re.findall(
        r'<text x="(\d+)"[^>]*font-size="14" text-anchor="start">(.*?)<', picture.svg
    )
    ends = [int(x) + 14 * len(title) for x, title in titles]
    starts = [int(x) for x, _ in titles[1:]]
    assert len(titles) == 3
    assert all(end < start for end, start in zip(ends, starts, strict=False))
    assert ends[-1] < int(re.search(r'width="(\d+)"', picture.svg)[1])
    lines = picture.text.splitlines()
    heads = next(line for line in lines if line.startswith("入力"))
    row = lines[lines.index(heads) + 1]
    assert width(heads[: heads.index("出")]) <= row.rindex("1")


# ---------------------------------------------------------------- in a browser

SAID = """() => {
  const found = [];
  for (const one of document.querySelectorAll("body *:not(script):not(style):not(code)")) {
    for (const name of ["aria-label", "aria-roledescription", "title", "alt", "placeholder"])
      if (one.hasAttribute(name)) found.push(one.getAttribute(name));
    for (const node of one.childNodes)
      if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent);
  }
  return found;
}"""


@pytest.mark.browser
@needs_chromium
def test_a_page_says_nothing_of_its_own(chromium: Browser, tmp_path: Path):
    with spoken():
        figure = explore([1, 2, 3], [1, 1, 3], view="zero_insert", stride=4)
        figure.save(tmp_path / "page.html", views=["scatter"])
    with open_page(chromium, width=390) as (page, witness):
        page.emulate_media(reduced_motion="reduce")
        page.set_default_timeout(10_000)
        page.goto(file_url(tmp_path / "page.html"))
        page.locator(".tc-figure:not([aria-busy])").wait_for()
        said = page.locator(".tc-sentence")
        assert page.locator(".tc-figure").get_attribute("lang") == "xx"

        def hears(key: str) -> None:
            """The page says the sentence of WORDS; all that it says was translated."""
            part = max(re.split(r"\{\w+\}", WORDS[key]), key=len)
            page.get_by_text(part).locator("visible=true").first.wait_for()
            silent(page.evaluate(SAID))

        hears("hover")
        assert said.inner_text() == f"⟦{WORDS['hover']}⟧"
        page.locator('[data-id="z1.0"]').hover()
        hears("nothing_z")
        page.locator('button[value="scatter"]').click()
        page.locator('[data-id="y3"]').hover()
        hears("nothing")
        assert said.inner_text().startswith("⟦⟧y[3]⟦ = 0,")
        page.locator('[data-id="x0"]').click()
        page.locator(".tc-edit").fill("7:")
        page.locator(".tc-edit").press("Enter")
        hears("not_a_number")
        page.locator('[aria-label="output_padding"]').fill("4")
        hears("stopped")
        assert page.locator("summary").inner_text() == f"⟦{WORDS['torch_says']}⟧"
        page.locator(".tc-play").click()
        hears("pause")
        page.locator(".tc-play").click()
        hears("step")
        page.locator(".tc-foot button").first.click()
        page.locator(".tc-message textarea").or_(
            page.locator(".tc-foot", has_text=WORDS["copied"])
        ).wait_for()
        silent(page.evaluate(SAID))
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert witness.errors == []
