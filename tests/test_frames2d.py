"""The live figure in two dimensions: every state drawn ahead holds PyTorch's numbers."""

import gzip
import json
import re
from itertools import product
from xml.etree import ElementTree

import pytest
import torch
from test_frames import SVG, filled, texts
from torch.nn import functional
from traitlets import TraitError

from course import IllegalLayer, explore
from course.picture.live.figure2d import USUAL, Figure2d
from course.picture.live.frames import PARAMETERS
from course.picture.live.page import fragment
from course.trace2d import Trace2d

X, W = [[1, 2, -3], [4, 0, 6]], [[1, 1], [3, 2], [5, 7]]
FLAT = {"x": [1, 2, -3, 4, 0, 6], "w": [1, 1, 3, 2, 5, 7]}
STATES = list(product(*(USUAL[name].values for name in PARAMETERS)))


def plane(values) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)[None, None]


def torch_rows(state: tuple[int, ...]) -> list[list[float]] | None:
    """What PyTorch makes of the state, or None where it refuses."""
    try:
        y = functional.conv_transpose2d(
            plane(X), plane(W), **dict(zip(PARAMETERS, state, strict=True))
        )
    except RuntimeError:
        return None
    return y[0, 0].tolist()


@pytest.fixture(scope="module")
def figure() -> Figure2d:
    return explore(X, W, stride=2)


@pytest.fixture(scope="module")
def frames(figure: Figure2d) -> dict[str, str]:
    told = json.loads(gzip.decompress(figure.frames(figure.planes)))
    assert len(told["frames"]) + len(told["stops"]) == len(STATES)
    return {key: "".join(told["pieces"][n] for n in at) for key, at in told["frames"].items()}


def marks(svg: str) -> dict[str, ElementTree.Element]:
    return {
        mark.get("data-id"): mark
        for mark in ElementTree.fromstring(svg).iter(f"{SVG}g")
        if mark.get("data-id")
    }


def test_each_state_has_a_frame_where_pytorch_has_an_output(frames: dict[str, str]):
    for state in STATES:
        assert (",".join(map(str, state)) in frames) == (torch_rows(state) is not None), state


def test_each_frame_shows_pytorchs_numbers(frames: dict[str, str]):
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


def test_with_numbers_in_it_a_frame_is_the_picture(figure: Figure2d, frames: dict[str, str]):
    for key, template in list(frames.items())[::5]:
        state = dict(zip(PARAMETERS, map(int, key.split(",")), strict=True))
        assert texts(filled(template, **FLAT)) == texts(explore(X, W, **state).picture.svg)


def test_inputs_and_taps_can_be_changed_and_have_their_names(frames: dict[str, str]):
    shown = marks(frames["2,0,0,1"])
    assert shown["x1, 2"].get("data-edit") == "x5"
    assert shown["x1, 2"].get("data-name") == "x[1, 2]"
    assert shown["w1, 0"].get("data-edit") == "w2"
    assert shown["w1, 0"].get("data-name") == "w[1, 0]"


def test_names_of_variables_say_row_and_column(figure: Figure2d):
    assert figure._names["x3"] == "x[1, 0]"
    assert figure._names["w5"] == "w[2, 1]"
    assert len(figure._names) == 12


def test_steps_hold_every_product_once(frames: dict[str, str]):
    every = sorted(f"x{i}*w{k}" for i in range(6) for k in range(6))
    for template in frames.values():
        for name in ("stamps", "outputs"):
            (told,) = re.findall(rf'data-{name}="([^"]*)"', template)
            assert sorted(re.split(r"[| ]", told)) == every
        assert len(re.findall(r'data-stamps="([^"]*)"', template)[0].split("|")) == 6


def test_the_call_makes_the_layer_in_pytorch(frames: dict[str, str]):
    for key, template in frames.items():
        (call,) = re.findall(r'data-call="([^"]*)"', template)
        layer = eval(call, {"torch": torch})
        y = layer(torch.ones(1, 1, 2, 3))
        wanted = torch_rows(tuple(map(int, key.split(","))))
        assert y.shape[2:] == (len(wanted), len(wanted[0]))


def test_what_is_set_is_seen_and_what_is_illegal_changes_nothing(figure: Figure2d):
    figure.x = [1, 2, 3, 4, 5, 6]
    assert figure.y == Trace2d.of([[1, 2, 3], [4, 5, 6]], W, stride=2).y
    with pytest.raises(IllegalLayer, match="output_padding"):
        figure.output_padding = 2
    with pytest.raises(ValueError, match="planes hold 6 and 6"):
        figure.x = [1, 2]
    assert figure.x == [1, 2, 3, 4, 5, 6]
    assert figure.output_padding == 0


@pytest.mark.parametrize(
    ("x", "w", "parameters", "match"),
    [
        ([[1] * 5] * 5, [[1]], {}, "25 numbers"),
        ([[1, 2], [3, 4]], [[1, 2]], {"stride": (1, 2)}, "one value for both axes"),
        ([[1, 2], [3, 4]], [[1, 2]], {"view": "gather"}, "only the view 'scatter'"),
        ([[1, 2], [3, 4]], [[1, float("nan")]], {}, "finite"),
    ],
)
def test_what_it_does_not_show(x, w, parameters, match: str):
    with pytest.raises(ValueError, match=match):
        explore(x, w, **parameters)


def test_one_figure_on_a_page_weighs_little():
    """A page has a fixed part besides, the script; 150 kB is for both."""
    square = [[1, 1, 3], [2, 1, 1], [1, 1, 2]]
    assert len(fragment(explore([[1, 2], [3, 1]], square))) < 60_000
    told = fragment(explore(square, square, stride=2), lengths=(1, 2, 3, 4))
    assert len(told) < 95_000
    (group,) = re.findall(r'"_frames": \{"([^"]*)"', told)
    assert group == "scatter/9/9"


def test_other_groups_are_refused(figure: Figure2d):
    for view, length, kernel_size in (("scatter", 5, 6), ("gather", 6, 6)):
        with pytest.raises(ValueError, match=f"{view}/{length}"):
            figure.group(view, length, kernel_size)


def test_what_it_refuses_names_what_takes_it():
    with pytest.raises(ValueError, match=r"x has 25 numbers.* animate\(...\) takes more"):
        explore([[1] * 5] * 5, W)
    with pytest.raises(ValueError, match=r"stride=9 .* animate\(...\) takes any"):
        explore(X, W, stride=9)
    with pytest.raises(ValueError, match=r"padding=\(0, 1\) is not possible.* takes pairs"):
        explore(X, W, padding=(0, 1))
    figure = explore(X, W)
    with pytest.raises(TraitError, match="gather"):
        figure.view = "gather"
    assert figure.view == "scatter"
