"""The address of a case, from Python: what it says, and what to do where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from course import animate, draw, explore
from course.language import speaking
from course.picture import address
from course.picture.address import SITE

if TYPE_CHECKING:
    from collections.abc import Callable

X, W = [1, 2, 3], [1, 1, 3]
PLANE = [[1, 2], [3, 1]]
HERE = "https://example.org/course"


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, HERE)


@pytest.mark.parametrize(
    ("x", "w", "parameters", "state"),
    [
        (
            X,
            W,
            {"stride": 2, "padding": 1, "output_padding": 1, "view": "gather"},
            "x=1,2,3&w=1,1,3&stride=2&padding=1&output_padding=1&dilation=1&view=gather",
        ),
        (
            [0.5, -2.0, 1e-7],
            [1e300],
            {"dilation": 3},
            "x=0.5,-2,1e-07&w=1e+300&stride=1&padding=0&output_padding=0&dilation=3&view=scatter",
        ),
        (
            PLANE,
            [[1, 0], [0, -1]],
            {"stride": 3},
            "x=1,2;3,1&w=1,0;0,-1&stride=3&padding=0&output_padding=0&dilation=1&view=scatter",
        ),
    ],
)
def test_it_says_the_case_in_pytorchs_names(x: Any, w: Any, parameters: Any, state: str):
    assert draw(x, w, **parameters).link() == f"{HERE}/embed.html#{state}"
    assert explore(x, w, **parameters).link() == f"{HERE}/embed.html#{state}"


def test_it_says_what_stands_there_now():
    figure = explore(X, W, stride=2)
    figure.x, figure.padding, figure.view = [4, 5], 1, "matrix"
    assert figure.link().endswith(
        "#x=4,5&w=1,1,3&stride=2&padding=1&output_padding=0&dilation=1&view=matrix"
    )


@pytest.mark.parametrize("named", [HERE, f"{HERE}/", f"{HERE}/index.html", f" {HERE}// "])
def test_a_site_may_be_named_in_several_ways(monkeypatch: pytest.MonkeyPatch, named: str):
    monkeypatch.setenv(SITE, named)
    assert draw(X, W).link().startswith(f"{HERE}/embed.html#")
    with speaking("ja"):
        assert draw(X, W).link().startswith(f"{HERE}/ja/embed.html#")


class TestWithoutASite:
    @pytest.fixture(autouse=True)
    def nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(SITE)
        monkeypatch.setattr(address, "_published", lambda: "")

    @pytest.mark.parametrize("make", [draw, explore])
    def test_it_says_how_to_name_one(self, make: Callable[..., Any]):
        with pytest.raises(ValueError) as error:
            make(X, W).link()
        said = str(error.value)
        assert "\n" not in said
        assert SITE in said
        # What is said to do is done as it stands there.
        told = re.search(rf'os\.environ\["{SITE}"\] = "(https://[^"]+)"', said)
        assert told
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(SITE, told[1])
            assert make(X, W).link().startswith(told[1])

    @pytest.mark.parametrize("named", ["javascript:alert(1)", "example.org", "ftp://a.org", "x"])
    def test_what_is_no_address_is_refused(self, monkeypatch: pytest.MonkeyPatch, named: str):
        monkeypatch.setenv(SITE, named)
        with pytest.raises(ValueError, match=SITE) as error:
            draw(X, W).link()
        assert named in str(error.value)
        # A figure is shown nevertheless.
        assert explore(X, W)._embed == ""


@pytest.mark.parametrize(
    ("x", "w", "parameters", "says"),
    [
        ([1] * 9, W, {}, r"x has the size 9, but a page shows at most 8"),
        (X, [1] * 6, {}, r"w has the size 6, but a page shows at most 5"),
        (
            [[1, 2, 3], [4, 5, 6]],
            PLANE,
            {},
            r"x has the size 2×3, but a page shows squares of at most 5×5",
        ),
        ([[1] * 6] * 6, PLANE, {}, r"x has the size 6×6"),
        (PLANE, [[1] * 4] * 4, {}, r"w has the size 4×4, but a page shows at most 3×3"),
        (X, W, {"stride": 6}, r"stride=6 .*shows 1 to 5\. The nearest value that works is 5"),
        (PLANE, PLANE, {"stride": 4}, r"stride=4 .*shows 1 to 3\. The nearest .* is 3"),
        (PLANE, PLANE, {"stride": (1, 2)}, r"stride=\(1, 2\) .*one value for both axes"),
        ([[[1, 2]] * 2] * 2, [[[1, 2]] * 2] * 2, {}, r"1 or 2 axes, but here there are 3"),
    ],
    ids=str,
)
def test_beyond_what_a_page_shows_it_says_what_there_is(x: Any, w: Any, parameters: Any, says: str):
    with pytest.raises(ValueError, match=says) as error:
        draw(x, w, **parameters).link()
    assert "\n" not in str(error.value)


def test_an_animation_has_no_page():
    with pytest.raises(ValueError, match=r"Only what draw\(\.\.\.\) draws has a page"):
        animate(PLANE, PLANE).link()
