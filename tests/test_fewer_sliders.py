"""A figure with fewer sliders shows one idea: no row, sentence or formula about any other."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from browser import needs_chromium
from test_frames import PARAMETERS, VIEWS, filled, put_together, state_of, texts, torch_y
from test_live_page import STILL, Live, opened

from course import draw, explore
from course.picture.limits import SLIDERS, USUAL
from course.picture.live.page import Beside, fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from course.picture.live.figure import Figure

X, W = [1, 2, 3], [1, 1, 3]
SIZES = ("input_size", "kernel_size")
KNOWN = {
    "basic": SIZES,
    "stride": (*SIZES, "stride"),
    "padding": (*SIZES, "stride", "padding"),
    "output_padding": (*SIZES, "stride", "padding", "output_padding"),
}
"""What is known after each chapter."""
views = pytest.mark.parametrize("view", VIEWS)


def frames(figure: Figure, view: str) -> dict[str, Any]:
    return json.loads(gzip.decompress(figure.frames(figure.group(f"{view}/3/3"))))


def rows(picture: str) -> list[str]:
    """The words at the left of a drawing in characters."""
    found = (re.match(r"[a-z][a-z ]*?(?=  |$)|size(?= = )", line) for line in picture.splitlines())
    return [one[0] for one in found if one]


class TestStills:
    @views
    def test_the_output_is_the_sum_where_nothing_is_cut(self, view: str):
        told = rows(draw(X, W, view=view, stride=2).text)
        assert "sum" not in told
        under = ["due with input", "needs input"] if view == "time" else []
        assert view == "matrix" or told[-1 - len(under) :] == ["output", *under]
        cut = draw(X, W, view=view, stride=2, padding=1).text
        assert ("sum" in rows(cut)) == (view in ("scatter", "zero_insert", "time"))
        assert "padding cuts" in cut

    def test_so_it_is_in_a_long_row(self):
        assert rows(draw(range(100), W).text).count("sum") == 0
        assert rows(draw(range(100), W, padding=1).text).count("sum") == 1

    def test_a_cell_given_back_by_nobody_is_a_row_of_its_own(self):
        assert "sum" in rows(draw(X, W, stride=2, output_padding=1).text)

    @pytest.mark.parametrize(
        "numbers",
        [(X, W), ([[1, 2], [3, 1]], [[1, 3], [2, 1]]), ([[[1, 2]], [[3, 1]]], [[[1, 1, 3]]])],
        ids=["row", "planes", "volumes"],
    )
    @pytest.mark.parametrize("more", [False, True])
    def test_the_formula_comes_when_it_is_asked_for(self, numbers: Any, more: bool):
        parameters = {"stride": 3, "output_padding": 2} if more else {}
        bare, told = (
            draw(*numbers, formula=one, **parameters)  # type: ignore[arg-type]
            for one in (False, True)
        )
        for said in (told.text, told.alt, *([told.svg] if told.svg else ())):
            assert "− 1)" in said
        for said in (bare.text, bare.alt, bare.svg):
            assert "− 1)" not in said
        assert bare.text == bare.text.rstrip()
        assert re.search(r"Size \d+(×\d+)*\.$", bare.alt)


class TestFrames:
    @views
    @pytest.mark.parametrize("known", KNOWN)
    def test_they_say_nothing_of_what_is_not_shown(self, known: str, view: str):
        figure = explore(X, W, stride=2, sliders=KNOWN[known])
        figure._views = VIEWS
        told = put_together(frames(figure, view))
        window = known not in ("basic", "stride")
        for key, template in told.items():
            parameters = dict(zip(PARAMETERS, map(int, key.split(",")), strict=True))
            drawn = filled(template, X, W)
            assert "− 1)" not in drawn
            kinds = {mark.get("data-id", "-")[0] for mark in ElementTree.fromstring(drawn).iter()}
            assert ("s" in kinds) <= window, key
            shown = [
                float(text.replace("−", "-"))
                for text in re.findall(r'data-id="y\d+".*?<[^>]*text[^>]*>([^<{]+)<', drawn)
            ]
            assert shown == torch_y(X, W, **parameters)
        spans = {
            name: {int(key.split(",")[n]) for key in told} for n, name in enumerate(PARAMETERS)
        }
        fixed = {"padding": {0}, "output_padding": {0}, "dilation": {1}, "stride": {2}}
        for name, values in spans.items():
            reach = set(USUAL[1][name].values) if name in figure.sliders else fixed[name]
            assert values == reach, name

    @views
    def test_a_still_is_laid_out_as_they_are(self, view: str):
        figure = explore(X, W, stride=2, view=view, sliders=KNOWN["stride"])
        told = put_together(frames(figure, view))
        assert texts(filled(told["2,0,0,1"], X, W)) == texts(figure.picture.svg)
        assert figure.picture == draw(X, W, stride=2, view=view)
        assert texts(filled(figure.first(), X, W)) == texts(figure.picture.svg)

    def test_they_are_few_and_light(self):
        """What the page of each chapter holds, less than what one view of whole ones weighs."""
        most = {"basic": 15_000, "stride": 20_000, "padding": 40_000, "output_padding": 75_000}
        for known, bytes_ in most.items():
            figure = explore(X, W, sliders=KNOWN[known])
            groups = figure.groups((), (1, 2, 3), (2, 3, 4))
            assert len(groups) == 9
            assert sum(len(figure.frames(group)) for group in groups) <= bytes_, known


class TestFromPython:
    def test_only_what_is_asked_for_can_be_moved(self):
        figure = explore(X, W, stride=2, sliders=("stride", "input_size"))
        fixed = {name: ends for name, ends in figure._reach.items() if ends[0] == ends[1]}
        assert fixed.keys() == {"padding", "output_padding", "dilation", "kernel_size"}
        assert figure._views == ["scatter"]
        assert explore(X, W, sliders="stride").sliders == ("stride",)
        assert explore(X, W, view="gather", sliders=())._views == VIEWS
        assert explore(X, W, sliders=reversed(SLIDERS))._reach == explore(X, W)._reach

    def test_what_is_set_is_shown_and_gets_no_slider(self):
        figure = explore(X, W, stride=2, sliders=KNOWN["stride"])
        figure.padding = 1
        assert "sum" in rows(figure.picture.text)
        assert figure._reach["padding"] == [1, 1]
        assert next(iter(frames(figure, "scatter")["frames"])).split(",")[1] == "1"
        figure.padding, figure.w = 0, [1] * 6
        assert "sum" not in rows(figure.picture.text)
        assert figure._reach["kernel_size"] == [1, 6]

    def test_where_padding_can_be_moved_the_window_stays(self):
        assert "sum" in rows(explore(X, W, sliders=("padding",)).picture.text)
        assert "sum" in rows(explore(X, W, sliders=("output_padding",)).picture.text)
        assert "sum" in rows(explore(X, W, padding=1, sliders=()).picture.text)

    @pytest.mark.parametrize(
        ("asked", "value", "nearest"),
        [
            (("stride", "paddin"), "'paddin'", "'padding'"),
            ("output", "'output'", "'output_padding'"),
            (["length"], "'length'", "'input_size'"),
            (("kernel",), "'kernel'", "'kernel_size'"),
            ((2,), "2", None),
            (5, "5", None),
            (None, "None", None),
        ],
    )
    def test_any_other_name_is_refused_with_the_nearest(self, asked: Any, value: str, nearest: Any):
        with pytest.raises(ValueError, match="sliders") as error:
            explore(X, W, sliders=asked)
        names = "stride, padding, output_padding, dilation, input_size, kernel_size"
        mend = f" The nearest value that works is {nearest}." if nearest else ""
        assert str(error.value) == (
            f"sliders={value} is not possible: it must be one of {names}.{mend}"
        )

    def test_what_is_copied_makes_the_same_figure(self):
        for sliders in (("stride",), ("stride", "input_size"), ()):
            figure = explore(X, W, sliders=sliders)
            line = figure._code["course"]
            made = line.format(x=X, w=W, view="scatter", parameters="stride=2")
            again = eval(made, {"explore": explore})
            assert (again.sliders, again.stride) == (sliders, 2)
        assert explore(X, W)._code["course"].endswith("{parameters})")


class TestPages:
    BESIDE = Beside("frames/", "embed.html", ("en", "ja"), {})

    def test_a_page_holds_them_and_has_whole_ones_beside(self):
        few = fragment(
            explore(X, W, stride=2, sliders=("stride", "input_size")),
            lengths=(2, 3),
            kernel_sizes=(2, 3, 4),
            beside=self.BESIDE,
        )
        told = state_of(few)
        assert told["_frames"].keys() == {"scatter/2/3", "scatter/3/3"}
        assert told["_embed"] == "embed.html"
        assert "_beside" not in told
        assert told["_reach"]["kernel_size"] == [3, 3]
        whole = state_of(fragment(explore(X, W, stride=2), beside=self.BESIDE))
        assert whole["_beside"] == "frames/"
        assert "_frames" not in whole


@pytest.fixture(scope="module")
def live(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    figure = explore(X, W, stride=2, view="gather", sliders=KNOWN["stride"])
    path = tmp_path_factory.mktemp("few") / "few.html"
    figure.save(path, views=VIEWS, lengths=(2, 3), kernel_sizes=(3, 4))
    with opened(chromium, path, **STILL) as made:
        yield made


@pytest.mark.browser
@needs_chromium
class TestInABrowser:
    def test_all_views_play_and_are_told(self, live: Live):
        page = live.page
        sliders = page.locator(".tc-sliders input:visible")
        for view in VIEWS:
            live.look(view)
            for stride in (3, 2):
                live.slider("stride").fill(f"{stride}")
                live.becomes(texts(draw(X, W, view=view, stride=stride).svg))
            named = [one.get_attribute("aria-label") for one in sliders.all()]
            assert named == ["stride", "input length", "kernel_size"]
            summary = page.locator(".tc-stage > svg").get_attribute("data-summary")
            assert summary == "Output [1, 1, 5, 2, 9, 3, 9]. Size 7."
            for order, steps in (("stamps", 3), ("outputs", 7)):
                page.get_by_role("combobox", name="Order").select_option(order)
                time = page.get_by_role("slider", name="Step", exact=True)
                assert time.get_attribute("max") == f"{steps}"
                time.fill("1")
                assert live.says().startswith(f"Step 1 of {steps}: ")
                time.fill(f"{steps}")

    def test_what_has_no_slider_is_beyond_the_page(self, live: Live):
        page = live.page
        page.evaluate("location.hash = 'stride=3'")
        live.look("scatter")
        live.becomes(texts(draw(X, W, stride=3).svg))
        page.evaluate("location.hash = 'padding=1'")
        beyond = "The address asks for more than this page can show."
        page.locator(".tc-message", has_text=beyond).wait_for()
        live.becomes(texts(draw(X, W, stride=3).svg))
