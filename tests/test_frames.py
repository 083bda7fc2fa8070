"""The live figure's Python side: frames drawn ahead, traits that hold, pages that carry all."""

import gzip
import json
import math
import re
import subprocess
import sys
from contextlib import nullcontext
from functools import cache
from html import unescape
from itertools import accumulate, chain, product
from typing import Any
from xml.etree import ElementTree

import ipywidgets
import pytest
import torch
import traitlets
from documented import ROOT

from course import IllegalLayer, Picture, Trace, explore
from course.language import spoken
from course.layer import PARAMETERS
from course.number_format import number
from course.picture import picture_of
from course.picture.limits import LARGEST, LONGEST, USUAL
from course.picture.live.figure import Figure
from course.picture.live.frames import Group, Reach, frame, packed
from course.picture.live.page import fragment, program
from course.picture.marks import short
from course.views import views_of
from course.views.scene import WHOLE

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = views_of(1)
views = pytest.mark.parametrize("view", VIEWS)
REACHES = tuple(USUAL[1][name] for name in PARAMETERS)
STATES = list(product(*(reach.values for reach in REACHES)))
MARKUP = "<img src=x onerror=alert(1)>"
# A number from a keyboard, from a division, from a slip of the finger, and the smallest of all.
ODD_X, ODD_W = [-0.5, 1 / 3, 1e6], [0.1, -2, 1e-9]


def torch_y(x: list[float], w: list[float], **parameters: int) -> list[float]:
    """What PyTorch makes of it, in float64."""
    input, weight = (torch.tensor(v, dtype=torch.float64).reshape(1, 1, -1) for v in (x, w))
    return torch.nn.functional.conv_transpose1d(input, weight, **parameters).flatten().tolist()


def torch_words(length: int, kernel_size: int, state: tuple[int, ...]) -> str:
    """What PyTorch says to a layer on a batch of one; "" where it has nothing against it."""
    try:
        torch_y([1.0] * length, [1.0] * kernel_size, **dict(zip(PARAMETERS, state, strict=True)))
    except RuntimeError as error:
        return str(error)
    return ""


def whole(x: Any, w: Any, view: str = "scatter", **parameters: int) -> Picture:
    """The picture of a figure that has all its sliders."""
    return picture_of(Trace.of(x, w, **parameters), view, WHOLE)


def texts(svg: str) -> list[str]:
    """All that a picture says: its accessible name, then its texts in their order."""
    root = ElementTree.fromstring(svg)
    told = [root.get("aria-label", "")]
    return told + ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def consisting(template: str) -> str:
    """A frame with {sums} and {rows}, which its marks tell, in their places."""
    found = re.findall(r'data-id="([sy][^"]*)" data-terms="([^"]*)" data-name="([^"]*)"', template)
    count = len(re.findall(r'data-id="x[^"]+"', template))
    sums, rows = [], []
    for _, terms, name in found:
        factors = dict(re.findall(r"x(\d+)\*(w\d+)", terms))
        named = [f"x[{i}]·w[{k[1:]}]" for i, k in factors.items()]
        sums.append(f"{name} = {' + '.join(named) or 0}")
        row = (f"{{{factors[str(i)]}}}" if str(i) in factors else "0" for i in range(count))
        rows.append(f"{name} = [{', '.join(row)}]")
    return template.replace("{sums}", "; ".join(sums)).replace("{rows}", "; ".join(rows))


def filled(template: str, x: list[float], w: list[float]) -> str:
    """A frame with numbers in it, worked out here without the figure's own script."""
    values = {f"x{i}": v for i, v in enumerate(x)} | {f"w{k}": v for k, v in enumerate(w)}

    def value(expression: str) -> float:
        total = 0
        for term in expression.split("+"):
            total += math.prod(values[f] if f in values else float(f) for f in term.split("*"))
        return total

    def written(found: re.Match[str]) -> str:
        expression, kind = found.groups()
        text = (short if kind == "!" else number)(value(expression))
        return text.replace("−", "-") if kind == "-" else text

    summary = re.search(r'data-summary="([^"]*)"', template)
    assert summary is not None
    template = spoken(consisting(template.replace("{summary}", summary[1])), "en")
    root = ElementTree.fromstring(re.sub(r"\{([^{}!=-]+)([!-]?)\}", written, template))
    for mark in root.iter(f"{SVG}g"):
        for text in mark.findall(f"{SVG}text"):
            if text.text == "{=}":
                terms = mark.get("data-terms", "").split()
                text.text = short(value("+".join(reversed(terms))) if terms else 0)
    return ElementTree.tostring(root, encoding="unicode")


@cache
def unpacked(group: Group) -> dict[str, Any]:
    return json.loads(gzip.decompress(packed(group, REACHES, ("en",)).data))


def frames_of(group: Group) -> dict[str, str]:
    return put_together(unpacked(group))


def put_together(told: dict[str, Any]) -> dict[str, str]:
    """The drawings in what ``packed`` made, read here as its docstring tells it."""
    drawings = {}
    for key, *letters, x, y in zip(told["frames"], *told["drawn"], strict=True):
        parts, marks, columns, rows = map(counted, letters)
        places, drawn = zip(columns, rows, strict=True), ""
        for part, mark in zip(parts, marks, strict=True):
            if told["marks"][mark]:
                column, row = next(places)
                drawn += f'<g transform="translate({x[column]} {y[row]})"{told["marks"][mark]}'
            drawn += told["parts"][part]
        assert not [*places]
        drawings[key] = drawn
    return drawings


def counted(letters: str) -> list[int]:
    codes = [ord(letter) - 32 for letter in letters]
    return [*accumulate(-(code + 1) // 2 if code % 2 else code // 2 for code in codes)]


def steps_of(template: str, kinds: str) -> list[list[str]]:
    """The terms of each step, where the marks of some kinds are the steps."""
    steps = {}
    for mark in ElementTree.fromstring(template).iter(f"{SVG}g"):
        if (name := mark.get("data-id", " "))[0] in kinds and (terms := mark.get("data-terms")):
            steps[name[1:]] = terms.split()
    return [*steps.values()]


class TestFrames:
    @pytest.mark.parametrize("sizes", [(3, 3), (1, 1), (2, 4), (4, 2)])
    def test_each_state_has_a_frame_or_a_reason_as_pytorch_has(self, sizes: tuple[int, int]):
        told = unpacked(Group("scatter", *((size,) for size in sizes)))
        for state in STATES:
            key, words = ",".join(map(str, state)), torch_words(*sizes, state)
            assert (key in told["frames"]) == (not words), (state, words)
            assert (key in told["stops"]) == bool(words), state
            if words:
                rule, exactly = (spoken(text, "en") for text in told["stops"][key])
                assert exactly == words
                assert re.fullmatch(r"(padding|output_padding)=\d+ is not possible: .+\.", rule)
        assert len(told["frames"]) + len(told["stops"]) == len(STATES)

    @views
    def test_all_views_are_stopped_alike(self, view: str):
        told, scatter = unpacked(Group(view, (3,), (3,))), unpacked(Group("scatter", (3,), (3,)))
        assert told["stops"] == scatter["stops"]
        assert told["frames"] == scatter["frames"]

    @pytest.mark.long(sample=2)
    @views
    def test_a_frame_with_numbers_in_it_says_what_a_drawing_says(self, view: str):
        numbers = [([1, 2, 3], [1, 1, 3]), (ODD_X, ODD_W), ([-1, 0, -0.0], [1e-5, 123456.7, 0])]
        for n, (key, template) in enumerate(frames_of(Group(view, (3,), (3,))).items()):
            x, w = numbers[n % len(numbers)]
            parameters = dict(zip(PARAMETERS, map(int, key.split(",")), strict=True))
            fresh = whole(x, w, view=view, **parameters)
            assert texts(filled(template, x, w)) == texts(fresh.svg), (key, x, w)

    @views
    def test_a_mark_carries_the_terms_of_its_number(self, view: str):
        """The values are powers of two apart, so that no two sets of terms have one sum."""
        x, w = [1, 10, 100], [1, 1000, 1000000]
        for key, template in list(frames_of(Group(view, (3,), (3,))).items())[::7]:
            parameters = dict(zip(PARAMETERS, map(int, key.split(",")), strict=True))
            y = torch_y(x, w, **parameters)
            marks = {
                mark.get("data-id", ""): mark.get("data-terms", "").split()
                for mark in ElementTree.fromstring(template).iter(f"{SVG}g")
                if mark.get("data-id", "").startswith("y")
            }
            assert marks.keys() == {f"y{place}" for place in range(len(y))}
            for place, wanted in enumerate(y):
                factors = [re.fullmatch(r"x(\d)\*w(\d)", t) for t in marks[f"y{place}"]]
                assert sum(x[int(f[1])] * w[int(f[2])] for f in factors if f) == wanted

    @views
    def test_about_200_states_of_a_small_case_stay_small(self, view: str):
        data = packed(Group(view, (3,), (3,)), REACHES, ("en", "ja")).data
        assert len(unpacked(Group(view, (3,), (3,)))["frames"]) == pytest.approx(200, abs=10)
        assert len(data) <= 60_000

    def test_packing_twice_gives_the_same_bytes(self):
        group = Group("gather", (2,), (2,))
        once = packed(group, REACHES, ("en",))
        packed.cache_clear()
        assert packed(group, REACHES, ("en",)) == once

    @views
    def test_steps_hold_every_product_once(self, view: str):
        template = "".join(frame(Group(view, (3,), (2,)), (2, 1, 1, 1), ("en",)))
        every = {f"x{i}*w{k}" for i in range(3) for k in range(2)}
        outputs, inputs = ([*chain(*steps_of(template, kinds))] for kinds in ("sy", "x"))
        assert sorted(inputs) == sorted(every)
        assert [set(step) for step in steps_of(template, "x")] == [
            {f"x{i}*w0", f"x{i}*w1"} for i in range(3)
        ]
        # A view without a full sum has no output for what the padding cuts.
        cut = {"x0*w0"} if view in ("gather", "phases") else set()
        assert sorted(outputs) == sorted(every - cut)

    @pytest.mark.parametrize("state", STATES[::29])
    def test_the_call_makes_the_layer_in_pytorch(self, state: tuple[int, ...]):
        parameters = dict(zip(PARAMETERS, state, strict=True))
        try:
            wanted = len(draw_y([1, 2, 3], [1, 1, 3], parameters))
        except IllegalLayer:
            return
        call = re.search(
            r'data-call="([^"]*)"', "".join(frame(Group("scatter", (3,), (3,)), state, ("en",)))
        )
        assert call is not None
        layer = eval(unescape(call[1]), {"torch": torch})
        assert layer(torch.ones(1, 1, 3)).shape == (1, 1, wanted)
        assert layer.bias is None
        assert sum(p.numel() for p in layer.parameters()) == 3


def draw_y(x: list[float], w: list[float], parameters: dict[str, int]) -> tuple[float, ...]:
    return explore(x, w, **parameters).y


RUNNING = {"stride": 2, "padding": 1, "output_padding": 1}


class TestTraits:
    def test_what_is_set_is_seen_everywhere(self):
        figure, seen = explore([1, 2, 3], [1, 1, 3], **RUNNING), []
        figure.observe(lambda change: seen.append((change.name, change.new)), names=["stride", "x"])
        figure.stride = 3
        figure.x = [5, -0.5]
        assert seen == [("stride", 3), ("x", [5, -0.5])]
        fresh = whole([5, -0.5], [1, 1, 3], **RUNNING | {"stride": 3})
        assert figure.picture == fresh
        assert repr(figure) == repr(fresh)
        assert list(figure.y) == torch_y([5, -0.5], [1, 1, 3], **RUNNING | {"stride": 3})

    def test_y_is_pytorchs_in_every_legal_state(self):
        figure = explore(ODD_X[:2], ODD_W)
        for state in STATES:
            parameters = dict(zip(PARAMETERS, state, strict=True))
            if torch_words(2, 3, state):
                with pytest.raises(ValueError), figure.hold_trait_notifications():
                    figure.set_state(parameters)
            else:
                figure.set_state(parameters)
                assert list(figure.y) == pytest.approx(
                    torch_y(ODD_X[:2], ODD_W, **parameters), rel=1e-12, abs=0
                )
                assert figure.parameters == parameters

    @pytest.mark.parametrize("control", [ipywidgets.IntSlider, ipywidgets.BoundedIntText])
    def test_a_control_of_ipywidgets_can_be_linked(self, control: type):
        figure, slider = explore([1, 2, 3], [1, 1, 3]), control(value=1, min=1, max=5)
        traitlets.link((slider, "value"), (figure, "stride"))
        slider.value = 4
        assert figure.stride == 4
        figure.stride = 2
        assert slider.value == 2

    @pytest.mark.parametrize(
        "changes",
        [
            {"stride": 1},
            {"stride": 0},
            {"padding": -1},
            {"padding": 4},
            {"output_padding": 2},
            {"dilation": 0},
            {"stride": LARGEST + 1},
            {"stride": 10**6},
            {"x": []},
            {"w": []},
            {"x": [1] * (LONGEST[1]["x"] + 1)},
            {"w": [1] * (LONGEST[1]["w"] + 1)},
            {"x": [1.0] * 10**5},
            {"x": [1, math.nan, 3]},
            {"x": [1, -math.inf, 3]},
            {"x": [10**400]},
            {"x": ["1"]},
            {"x": [MARKUP]},
            {"w": MARKUP},
            {"x": None},
            {"view": MARKUP},
            {"stride": "2"},
            {"stride": 2.5},
            {"x": [1], "w": [1]},
        ],
        ids=lambda changes: str(changes)[:40],
    )
    @pytest.mark.parametrize("held", [False, True])
    def test_what_can_t_be_shown_changes_nothing(self, changes: dict[str, Any], held: bool):
        figure = explore([1, 2, 3], [1, 1, 3], **RUNNING | {"padding": 2})
        before, seen = figure.get_state(), []
        figure.observe(seen.append)
        # A wrong type is traitlets' own to refuse; both say what was given, in a sentence.
        with pytest.raises((ValueError, traitlets.TraitError), match=r"^[^\n]{20,200}[.']"):
            assign(figure, changes, held)
        if held or len(changes) == 1:
            assert figure.get_state() == before
            assert seen == []
        assert list(figure.y) == torch_y(figure.x, figure.w, **figure.parameters)

    def test_an_illegal_layer_is_the_same_error_as_everywhere(self):
        figure = explore([1, 2, 3], [1, 1, 3], **RUNNING)
        with pytest.raises(IllegalLayer) as error:
            figure.stride = 1
        assert (error.value.parameter, error.value.nearest) == ("output_padding", 0)
        assert error.value.torch == torch_words(3, 3, (1, 1, 1, 1))

    def test_two_changes_that_are_legal_only_together(self):
        figure = explore([1, 2, 3], [1, 1, 3], **RUNNING)
        with figure.hold_trait_notifications():
            figure.stride = 1
            figure.output_padding = 0
        assert figure.parameters == {
            "stride": 1,
            "padding": 1,
            "output_padding": 0,
            "dilation": 1,
        }

    def test_longer_and_shorter_vectors_take_the_place_of_others(self):
        figure = explore([1, 2, 3], [1, 1, 3])
        for x, w in [([7], [2]), ([1] * 12, [1] * 7), ([0.5, 2], [1, 1, 3])]:
            figure.x, figure.w = x, w
            assert list(figure.y) == torch_y(x, w)
            assert figure.picture == whole(x, w)
            assert texts(filled(figure.first(), x, w)) == texts(whole(x, w).svg)

    def test_sliders_reach_what_was_set(self):
        figure = explore([1, 2, 3], [1, 1, 3], stride=7)
        figure.padding, figure.x = 4, [1] * 9
        reach = {name: Reach(*ends) for name, ends in figure._reach.items()}
        assert 7 in reach["stride"].values
        assert 4 in reach["padding"].values
        assert 9 in reach["length"].values
        told = json.loads(gzip.decompress(figure.frames(Group("scatter", (9,), (3,)))))
        assert "7,4,0,1" in told["frames"]


def assign(figure, changes: dict[str, Any], held: bool) -> None:
    """Set traits one by one, or in a bundle that is looked at as a whole."""
    with figure.hold_trait_notifications() if held else nullcontext():
        for name, value in changes.items():
            setattr(figure, name, value)


class TestExplore:
    @pytest.mark.parametrize(
        ("input", "weight", "parameters"),
        [
            ([], [1], {}),
            ([1], [], {}),
            ([1] * 13, [1], {}),
            ([1], [1] * 8, {}),
            ([1.0] * 10**6, [1], {}),
            ([1, math.nan], [1], {}),
            ([1], [math.inf], {}),
            ([10**400], [1], {}),
            ([MARKUP], [1], {}),
            (MARKUP, [1], {}),
            ([None], [1], {}),
            ([[1, 2], [3, 4]], [1], {}),
            (5, [1], {}),
            ([1], [1], {"stride": 10**6}),
            ([1, 2], [1], {"stride": 0}),
            ([1, 2], [1], {"output_padding": 1}),
            ([1, 2], [1], {"view": MARKUP}),
            ([[[1], [2]]] * 2, [[[1]]], {}),
            ([1, 2], [1], {"stride": MARKUP}),
        ],
        ids=lambda one: str(one)[:40],
    )
    def test_what_can_t_be_shown_ends_in_a_sentence(self, input, weight, parameters):
        with pytest.raises((ValueError, TypeError), match=r"^[^\n]{20,}") as error:
            explore(input, weight, **parameters)
        assert len(str(error.value)) < 600

    def test_a_notebook_stores_a_picture_and_words_beside_the_widget(self):
        figure = explore([1, 2, 3], [1, 1, 3], **RUNNING)
        figure.stride = 3
        data, _ = figure._repr_mimebundle_()
        fresh = whole([1, 2, 3], [1, 1, 3], **RUNNING | {"stride": 3})
        assert data["image/svg+xml"] == fresh.svg
        assert data["text/plain"] == repr(fresh)
        assert "application/vnd.jupyter.widget-view+json" in data
        assert texts(filled(figure._first, [1, 2, 3], [1, 1, 3])) == texts(fresh.svg)

    def test_importing_it_costs_no_widgets(self):
        code = (
            "import sys, course; from course import explore; "
            "print([m for m in ('anywidget', 'ipywidgets', 'torch') if m in sys.modules]); "
            "explore([1, 2], [1, 1, 3]); print('anywidget' in sys.modules)"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert run.stdout.split("\n")[:2] == ["[]", "True"]


class Sent(list):
    """What a figure sends, in place of a kernel's channel."""

    def __call__(self, content: Any, buffers: Any = None) -> None:
        self.append((content, buffers))


def answer(figure, content: Any) -> tuple[Any, Any]:
    """What the browser gets for a message of its own."""
    figure.send = sent = Sent()
    figure._handle_custom_msg(content, [])
    [one] = sent
    return one


class TestAnswers:
    def test_frames_that_are_wanted_are_sent(self):
        content, [data] = answer(explore([1, 2], [1, 1]), {"want": "gather/5/2"})
        assert content == {"frames": "gather/5/2"}
        assert data == packed(Group("gather", (5,), (2,)), REACHES, ("en",)).data

    @pytest.mark.parametrize(
        "want",
        [
            None,
            3,
            [],
            {"a": 1},
            "",
            "scatter",
            "scatter/3",
            "scatter/3/3/3",
            "scatter/3x3/2x2",
            "scatter/3x/2",
            "scatter/1x3/1",
            "scatter/0/1",
            "scatter/1/-1",
            "scatter/13/1",
            "scatter/1/8",
            "scatter/x/1",
            "scatter/1e1/1",
            f"scatter/{'9' * 5000}/1",
            f"{MARKUP}/1/1",
            "__class__/1/1",
            "a" * 10**6,
        ],
        ids=lambda want: str(want)[:30],
    )
    def test_rubbish_gets_a_refusal(self, want: Any):
        content, buffers = answer(explore([1, 2], [1, 1]), {"want": want})
        assert content["refused"] == want
        assert re.fullmatch(r"There is no drawing of .{0,60}\.", content["why"])
        assert buffers is None

    @pytest.mark.parametrize("content", [None, [], "want", {}, 7])
    def test_a_message_of_another_kind_gets_one_too(self, content: Any):
        assert answer(explore([1, 2], [1, 1]), content)[0]["refused"] is None


class TestPage:
    def test_a_page_holds_what_was_asked_for_and_nothing_from_outside(self):
        figure = explore([1, 2], [1, 1, 3])
        page = figure.to_html(views=["gather"], lengths=[1, 3], kernel_sizes=[2])
        state = state_of(page)
        keys = {f"{v}/{n}/{k}" for v in ("scatter", "gather") for n in (1, 2, 3) for k in (2, 3)}
        assert state["_frames"].keys() == keys
        # A namespace is a name, and nothing is fetched from it.
        assert set(re.findall(r"https?://[\w./]+", page)) <= {"http://www.w3.org/2000/svg"}
        loads = r"<(link|iframe|img|script[^>]*\ssrc)|@import|url\((?!#)"
        assert not re.search(loads, page.replace(program(), ""))

    def test_markup_in_a_title_is_text(self):
        page = explore([1, 2], [1, 1]).to_html(title=MARKUP)
        assert MARKUP not in page
        assert "&lt;img src=x" in page

    def test_no_text_ends_the_state_s_element_early(self):
        page = explore([1, 2], [1, 1]).to_html()
        between = page.split('<script type="application/json">')[1].split("</script>")[0]
        assert "<" not in between
        assert json.loads(between)["x"] == [1, 2]

    def test_it_opens_with_what_stands_there_now(self):
        figure = explore([1, 2], [1, 1, 3])
        figure.x, figure.stride = [4, -0.5, 6, 7], 3
        page = figure.to_html()
        assert bare(whole([4, -0.5, 6, 7], [1, 1, 3], stride=3).svg) in bare(page)
        first = state_of(page)["_first"]
        assert texts(filled(first, figure.x, figure.w)) == texts(figure.picture.svg)

    @views
    def test_with_one_figure_it_weighs_little(self, view: str):
        page = explore([1, 2, 3], [1, 1, 3], view=view, stride=2).to_html()
        assert len(gzip.compress(page.encode())) <= 150_000

    def test_it_is_saved_as_a_page_or_as_a_picture(self, tmp_path):
        figure = explore([1, 2], [1, 1])
        assert "data-tc-figure" in figure.save(tmp_path / "a.html").read_text(encoding="utf-8")
        assert figure.save(tmp_path / "a.svg").read_text(encoding="utf-8") == figure.picture.svg


def bare(svg: str) -> str:
    """A drawing without its ids, and without what keeps its letters in their width."""
    return re.sub(r'\bf[0-9a-f]{8}(?=h\d)| textLength="[^"]*"', "", svg)


def state_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


PLANE, KERNEL = [[1, 2, -3], [4, 0, 6]], [[1, 1], [3, 2], [5, 7]]
FLAT = {"x": [1, 2, -3, 4, 0, 6], "w": [1, 1, 3, 2, 5, 7]}
PLANE_STATES = list(product(*(USUAL[2][name].values for name in PARAMETERS)))


def plane(values: Any) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def torch_rows(state: tuple[int, ...]) -> list[list[float]] | None:
    """What PyTorch makes of the state, or None where it refuses."""
    try:
        y = torch.nn.functional.conv_transpose2d(
            plane(PLANE), plane(KERNEL), **dict(zip(PARAMETERS, state, strict=True))
        )
    except RuntimeError:
        return None
    return y[0, 0].tolist()


@pytest.fixture(scope="module")
def figure() -> Figure:
    return explore(PLANE, KERNEL, stride=2)


@pytest.fixture(scope="module")
def frames(figure: Figure) -> dict[str, str]:
    told = json.loads(gzip.decompress(figure.frames(figure.group("scatter/2x3/3x2"))))
    assert len(told["frames"]) + len(told["stops"]) == len(PLANE_STATES)
    return put_together(told)


def marks(svg: str) -> dict[str, ElementTree.Element]:
    return {
        mark.get("data-id"): mark
        for mark in ElementTree.fromstring(svg).iter(f"{SVG}g")
        if mark.get("data-id")
    }


class TestPlanes:
    """Two dimensions: every state drawn ahead holds PyTorch's numbers."""

    def test_each_state_has_a_frame_where_pytorch_has_an_output(self, frames: dict[str, str]):
        for state in PLANE_STATES:
            assert (",".join(map(str, state)) in frames) == (torch_rows(state) is not None), state

    def test_each_frame_shows_pytorchs_numbers(self, frames: dict[str, str]):
        for key, template in frames.items():
            wanted = torch_rows(tuple(map(int, key.split(","))))
            shown = marks(filled(template, **FLAT))
            for r, row in enumerate(wanted):
                for c, value in enumerate(row):
                    mark = shown.pop(f"y{r}, {c}")
                    assert float(mark.find(f"{SVG}text").text.replace("−", "-")) == value, key
                    assert mark.get("data-name") == f"y[{r}, {c}]"
            # All else is input, kernel, or cut away.
            assert {name[0] for name in shown} <= {"x", "w", "s"}

    def test_with_numbers_in_it_a_frame_is_the_picture(
        self, figure: Figure, frames: dict[str, str]
    ):
        for key, template in list(frames.items())[::5]:
            state = dict(zip(PARAMETERS, map(int, key.split(",")), strict=True))
            assert texts(filled(template, **FLAT)) == texts(
                explore(PLANE, KERNEL, **state).picture.svg
            )

    @pytest.mark.parametrize("state", [(2, 0, 0, 1), (1, 1, 0, 2), (3, 2, 2, 1)])
    def test_an_output_wears_all_whose_stamps_meet_on_it(self, state: tuple[int, ...]):
        """Whose they are PyTorch tells, stamping with one input element at a time."""
        parameters = dict(zip(PARAMETERS, state, strict=True))
        drawn = marks(explore(PLANE, KERNEL, **parameters).first())
        alone = torch.eye(6, dtype=torch.float64).reshape(6, 1, 2, 3)
        stamps = torch.nn.functional.conv_transpose2d(alone, plane(KERNEL), **parameters)[:, 0]
        for r, c in product(*map(range, stamps.shape[1:])):
            owners = [i for i in range(6) if stamps[i, r, c]]
            areas = drawn[f"y{r}, {c}"].findall("*[@data-of]")
            assert [area.get("data-of") for area in areas] == [f"x{i}" for i in owners]
            assert [area.get("fill") for area in areas] == [f"url(#LIVE-h{i})" for i in owners]
        for name, mark in drawn.items():
            assert name[0] in "xy" or "h" not in mark.find(f"{SVG}rect").get("fill")
            # What is cut has the line through it, and nobody's colours.
            assert name[0] != "s" or len(mark.findall(f"{SVG}path")) == 1

    def test_where_four_stamps_meet_each_has_the_corner_that_it_comes_from(self):
        drawn = marks(explore([[1, 2], [3, 1]], [[1] * 3] * 3, stride=2).first())
        areas = drawn["y2, 2"].findall(f"{SVG}path")
        # The cell is 34 pixels wide, and its edge takes one of them at each side.
        corners = ["M1 1H17V17H1", "M17 1H33V17H17", "M1 17H17V33H1", "M17 17H33V33H17"]
        assert [area.get("d") for area in areas] == corners
        (whole,) = drawn["y0, 0"].findall("*[@data-of]")
        assert (whole.tag, whole.get("width"), whole.get("fill")) == (
            f"{SVG}rect",
            "34",
            "url(#LIVE-h0)",
        )
        parts = drawn["y2, 0"].findall(f"{SVG}path")
        above, below = (area.get("d") for area in parts)
        assert (above, below) == ("M1 1H33V17H1", "M1 17H33V33H1")

    @pytest.mark.parametrize("state", [(2, 0, 0, 1), (1, 2, 0, 2), (3, 1, 1, 2), (2, 2, 1, 1)])
    def test_zeros_are_inserted_in_planes_too(self, state: tuple[int, ...]):
        parameters = dict(zip(PARAMETERS, state, strict=True))
        template = explore(PLANE, KERNEL, view="zero_insert", **parameters).first()
        svg = filled(template, **FLAT)
        drawn, wanted = marks(svg), torch_rows(state)
        shown = {name: mark for name, mark in drawn.items() if name[0] == "y"}
        values = [float(mark.find(f"{SVG}text").text.replace("−", "-")) for mark in shown.values()]
        assert values == [value for row in wanted for value in row]
        assert texts(svg) == texts(whole(PLANE, KERNEL, view="zero_insert", **parameters).svg)
        assert drawn["x1, 2"].get("data-edit") == "x5"
        assert drawn["x1, 2"].get("data-name") == "x[1, 2]"
        assert drawn["w2, 0"].get("data-name") == "w[2, 0]"
        assert all(mark.get("data-terms") == "" for name, mark in drawn.items() if name[0] == "z")

    def test_inputs_and_taps_can_be_changed_and_have_their_names(self, frames: dict[str, str]):
        shown = marks(frames["2,0,0,1"])
        assert shown["x1, 2"].get("data-edit") == "x5"
        assert shown["x1, 2"].get("data-name") == "x[1, 2]"
        assert shown["w1, 0"].get("data-edit") == "w2"
        assert shown["w1, 0"].get("data-name") == "w[1, 0]"

    def test_the_page_knows_rows_and_columns(self, figure: Figure):
        assert figure._shapes == {"x": (2, 3), "w": (3, 2)}
        assert explore([1, 2], [1])._shapes == {}

    def test_steps_hold_every_product_once(self, frames: dict[str, str]):
        every = sorted(f"x{i}*w{k}" for i in range(6) for k in range(6))
        for template in frames.values():
            for kinds in ("x", "sy"):
                assert sorted(chain(*steps_of(template, kinds))) == every
            assert len(steps_of(template, "x")) == 6

    def test_the_call_makes_the_layer_in_pytorch(self, frames: dict[str, str]):
        for key, template in frames.items():
            (call,) = re.findall(r'data-call="([^"]*)"', template)
            layer = eval(call, {"torch": torch})
            y = layer(torch.ones(1, 1, 2, 3))
            wanted = torch_rows(tuple(map(int, key.split(","))))
            assert y.shape[2:] == (len(wanted), len(wanted[0]))

    def test_what_is_set_is_seen_and_what_is_illegal_changes_nothing(self, figure: Figure):
        figure.x = [1, 2, 3, 4, 5, 6]
        assert figure.y == Trace.of([[1, 2, 3], [4, 5, 6]], KERNEL, stride=2).y
        with pytest.raises(IllegalLayer, match="output_padding"):
            figure.output_padding = 2
        with pytest.raises(
            ValueError, match="x has 2 numbers, and in this figure it is a plane of 2×3"
        ):
            figure.x = [1, 2]
        assert figure.x == [1, 2, 3, 4, 5, 6]
        assert figure.output_padding == 0

    @pytest.mark.parametrize(
        ("x", "w", "parameters", "match"),
        [
            ([[1] * 5] * 5, [[1]], {}, "25 numbers"),
            ([[1, 2], [3, 4]], [[1, 2]], {"stride": (1, 2)}, "one value for both axes"),
            ([[1, 2], [3, 4]], [[1, 2]], {"view": "gather"}, "only the views scatter, zero_insert"),
            ([[1, 2], [3, 4]], [[1, float("nan")]], {}, "finite"),
        ],
    )
    def test_what_it_does_not_show(self, x, w, parameters, match: str):
        with pytest.raises(ValueError, match=match):
            explore(x, w, **parameters)

    def test_one_figure_on_a_page_weighs_little(self):
        """A page has a fixed part besides, the script; 150 kB is for both."""
        square = [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
        assert len(fragment(explore([[1, 2], [3, 1]], square))) < 60_000
        told = fragment(explore(square, square, stride=2))
        assert len(told) < 95_000
        assert list(state_of(told)["_frames"]) == ["scatter/3x3/3x3"]

    def test_a_page_holds_the_squares_that_are_asked_for(self):
        told = state_of(fragment(explore([[1, 2], [3, 4]], [[1, 2, 3]]), lengths=(1, 3)))
        assert set(told["_frames"]) == {f"scatter/{n}x{n}/1x3" for n in (1, 2, 3)}
        assert told["_reach"]["length"] == [1, 3]
        assert told["_reach"]["kernel_size"] == [1, 1]

    def test_a_square_stays_one_and_any_other_plane_stays_as_it_is(self):
        figure = explore([[1, 2], [3, 4]], [[1, 2, 3]], stride=2)
        figure.x = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        wanted = torch.nn.functional.conv_transpose2d(
            plane([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), plane([[1, 2, 3]]), stride=2
        )
        assert [list(row) for row in figure.y] == wanted[0, 0].tolist()
        assert figure._reach["length"] == [1, 4]
        assert figure._reach["kernel_size"] == [1, 1]
        assert figure.group("scatter/4x4/1x3").shape == (4, 4)
        for key in ("scatter/4x2/1x3", "scatter/2x2/3x3", "scatter/5x5/1x3", "scatter/0x0/1x3"):
            with pytest.raises(ValueError, match=key):
                figure.group(key)
        with pytest.raises(ValueError, match="x has 5 numbers, .* a square of 1, 4, 9 or 16"):
            figure.x = [1, 2, 3, 4, 5]
        with pytest.raises(ValueError, match="w has 4 numbers, .* a plane of 1×3"):
            figure.w = [1, 2, 3, 4]
        assert (len(figure.x), figure.w) == (9, [1, 2, 3])

    def test_other_groups_are_refused(self, figure: Figure):
        for key in ("scatter/5/6", "gather/2x3/3x2", "scatter/3x2/3x2", "scatter/2x3/2x3"):
            with pytest.raises(ValueError, match=key):
                figure.group(key)

    def test_what_it_refuses_names_what_takes_it(self):
        with pytest.raises(ValueError, match=r"x has 25 numbers.* animate\(...\) takes more"):
            explore([[1] * 5] * 5, KERNEL)
        with pytest.raises(ValueError, match=r"stride=9 .* animate\(...\) takes any"):
            explore(PLANE, KERNEL, stride=9)
        with pytest.raises(ValueError, match=r"padding=\(0, 1\) is not possible.* takes pairs"):
            explore(PLANE, KERNEL, padding=(0, 1))
        figure = explore(PLANE, KERNEL)
        with pytest.raises(traitlets.TraitError, match="gather"):
            figure.view = "gather"
        assert figure.view == "scatter"
