"""The files of frames beside the site, and the page that shows any of them."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b85decode
from typing import TYPE_CHECKING, Any

import pytest
from published import needed
from test_frames import put_together, torch_words

pytest.importorskip("jupytext", reason="publishing needs the extra 'author'")

from course.language import catalogue_files, prose_files, translations
from course.layer import PARAMETERS
from course.picture.limits import USUAL
from course.picture.live.frames import Group
from publish.site import frames
from publish.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# All files together, and the page that shows any of them, with its script and its letters.
MOST, LIGHT = 10_200_000, 100_000
# The frames of a figure that a page holds itself, in base64.
FEW = 100_000
VIEWS = ("scatter", "gather", "zero_insert", "matrix", "phases", "time")
KEYS = {f"{view}/{n}/{k}" for view in VIEWS for n in range(1, 9) for k in range(1, 6)} | {
    f"{view}/{n}x{n}/{k}x{k}"
    for view in ("scatter", "zero_insert")
    for n in range(1, 6)
    for k in range(1, 4)
}


@pytest.fixture(scope="module")
def tree(publication: Callable[..., Tree]) -> Tree:
    return publication()


def told(script: str) -> tuple[str, str]:
    """The key in a file of frames, and the JSON that it holds."""
    found = re.fullmatch(r'liveFigure\.deliver\("([\w/]+)", "([^"\\]+)"\);\n', script)
    assert found is not None
    return found[1], gzip.decompress(b85decode(found[2])).decode()


def held(tree: Tree) -> dict[str, str]:
    files = (tree.root / "dist" / "frames").glob("*.js")
    return dict(told(text) for file in files if (text := file.read_text("utf-8")))


# Three words of English in a row, or a letter that only Japanese has.
SENTENCE = re.compile(r"[A-Za-z]{2,}(?:,? [A-Za-z]{2,}){2,}|[ぁ-んァ-ヶ一-龥]")
FONTS = {"DejaVu Sans Mono", "Noto Sans CJK JP"}


def test_there_is_one_for_all_that_an_address_may_name():
    assert {group.key for group in frames.groups()} == KEYS
    assert len(frames.groups()) == len(KEYS)
    assert [Group.of(key).key for key in sorted(KEYS)] == sorted(KEYS)


def test_they_are_in_no_language(tree: Tree):
    scripts = held(tree)
    assert scripts.keys() >= {group.key for group in frames.groups() if needed(group)}
    names = tree.editions()
    files = [file for name in names for file in (*catalogue_files(name), *prose_files(name))]
    said = [text for file in files for pair in translations(file).items() for text in pair]
    torch = [torch_words(1, 1, (1, 3, 0, 1)), torch_words(1, 1, (1, 0, 2, 1))]
    assert all(map(SENTENCE.search, torch))
    assert sum(bool(SENTENCE.search(text)) for text in said) > 2000
    for key, text in scripts.items():
        held_there = json.loads(text)
        stops = [part for stop in held_there["stops"].values() for part in stop]
        texts = "\n".join([*held_there["parts"], *held_there["marks"], *stops])
        assert set(SENTENCE.findall(texts)) <= FONTS, key


def test_one_holds_all_its_sliders_reach(tree: Tree):
    for key in ("gather/5/2", "scatter/3x3/2x2"):
        group: dict[str, Any] = json.loads(held(tree)[key])
        usual = USUAL[2 if "x" in key else 1]
        states = 1
        for name in PARAMETERS:
            states *= len(usual[name].values)
        assert len(put_together(group)) + len(group["stops"]) == states
        assert group["stops"].keys().isdisjoint(group["frames"])


def reached(state: dict[str, Any]) -> set[str]:
    """The keys of the groups that a figure's sliders and buttons lead to."""
    ends = (state["_reach"][name] for name in ("length", "kernel_size"))
    axes = len(state["_shapes"].get("x", "x"))
    lengths, taps = (
        ["x".join([str(n)] * axes) for n in range(least, most + 1)] for least, most in ends
    )
    return {f"{view}/{n}/{k}" for view in state["_views"] for n in lengths for k in taps}


def test_each_figure_finds_what_its_sliders_reach(tree: Tree):
    made, found = held(tree).keys(), 0
    for page in tree.site.rglob("*.html"):
        html = page.read_text("utf-8")
        for text in re.findall(r'<script type="application/json">(\{.*?)</script>', html):
            state = json.loads(text)
            if "_embed" not in state:
                continue
            found += 1
            assert (page.parent / state["_embed"]).is_file()
            if "_beside" not in state:
                # One with fewer sliders, which the page holds itself.
                assert reached(state) == state["_frames"].keys(), page.name
                assert sum(map(len, state["_frames"].values())) <= FEW, page.name
                continue
            assert (page.parent / state["_beside"]).resolve() == (tree.site / "frames").resolve()
            # The one that shows any case has a test of its own.
            assert reached(state) <= (KEYS if page.name == "embed.html" else made), page.name
    assert found > 20


INVITED = {
    "01_basic": {"kernel_size": 4},  # "give the kernel a fourth tap"
    "02_stride": {"kernel_size": 4, "stride": 5},  # "if the kernel has four taps"
    "03_zero_insert": {"view": "zero_insert", "stride": 3},  # "switch between the views"
    "04_padding": {"padding": 3},  # "when you go on" from a single number, at 2
    "05_output_padding": {"stride": 3, "padding": 2, "output_padding": 2},
    "06_size_formula": {"kernel_size": 4, "length": 4},  # "two different ways", "the input length"
    "07_signature": {"dilation": 3, "stride": 2},
    "08_transposed": {"view": "scatter", "stride": 3, "padding": 1},  # "switch to the stamps"
    "09_two_dimensions": {"stride": 3, "dilation": 2, "length": 3},
    "10_artifacts": {"stride": 3},
    "12_cost": {"kernel_size": 4, "stride": 5, "view": "phases"},  # "a longer kernel", "the phases"
    "13_causal": {"kernel_size": 2, "padding": 1, "output_padding": 1},
    "14_upsampling": {"kernel_size": 3},
}


@pytest.mark.parametrize("chapter", INVITED)
def test_a_figure_offers_what_its_text_invites_to_try(tree: Tree, chapter: str):
    html = (tree.site / f"{chapter}.html").read_text("utf-8")
    texts = re.findall(r'<script type="application/json">(\{.*?)</script>', html)
    (state,) = [told for text in texts if "_reach" in (told := json.loads(text))]
    for name, value in INVITED[chapter].items():
        if name == "view":
            assert value in state["_views"]
        else:
            least, most = state["_reach"][name]
            assert least < most, f"{name} has no slider"
            assert least <= value <= most


def test_the_page_that_shows_any_is_light(tree: Tree):
    for name in ("embed.html", "ja/embed.html"):
        path = tree.site / name
        html = path.read_text("utf-8")
        brought = sorted(set(re.findall(r"(?:\.\./)?assets/[\w.-]+", html)))
        assert any(one.endswith("figure.js") for one in brought)
        assert any(one.endswith(".woff2") for one in brought)
        files = [path, *(path.parent / one for one in brought)]
        assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= LIGHT, name


def test_all_together_they_are_light(tree: Tree):
    """Those that are drawn here were 0.13 of all when all were weighed."""
    files = [f"{key.replace('/', '-')}.js" for key in held(tree)]
    weights = [(tree.site / "frames" / name).stat().st_size for name in files]
    assert len(weights) == sum(map(needed, frames.groups()))
    assert sum(weights) <= 0.13 * MOST


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A tree whose site has two groups, that are drawn."""
    made = Tree(tmp_path)
    two = [Group("scatter", (1,), (1,)), Group("scatter", (1, 1), (1, 1))]
    monkeypatch.setattr(frames, "groups", lambda: two)
    monkeypatch.setattr(Tree, "editions", lambda _: ("en", "ja"))
    return made


def test_they_are_made_once_until_something_changes(few: Tree, monkeypatch: pytest.MonkeyPatch):
    files, sentences = frames.frames(few)
    assert [file.name for file in files] == ["scatter-1-1.js", "scatter-1x1-1x1.js"]
    keys = [told(file.read_text("utf-8"))[0] for file in files]
    assert keys == ["scatter/1/1", "scatter/1x1/1x1"]
    assert "{parameter}={value} is not possible: {rule}." in sentences.values()
    before = [file.read_bytes() for file in files]
    made = []
    monkeypatch.setattr(frames, "pool", lambda: Alone(made))
    again, read = frames.frames(few)
    assert (again, [*read.items()]) == (files, [*sentences.items()])
    assert made == []
    # A rule that changed, a picture that changed, and a file that went.
    for path in ("layer.py", "views/scene.py", "picture/live/frames.py"):
        rule = few.root / "course" / path
        rule.parent.mkdir(parents=True, exist_ok=True)
        rule.write_text("# changed\n", "utf-8")
        assert frames.frames(few) == (files, sentences)
        assert len(made) == 2, path
        made.clear()
    for path in ("lab/page.py", "picture/live/js/page.js", "exercises/bank.py"):
        other = few.root / "course" / path
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text("changed\n", "utf-8")
    assert frames.frames(few) == (files, sentences)
    assert made == []
    files[0].unlink()
    assert frames.frames(few) == (files, sentences)
    assert len(made) == 2
    assert [file.read_bytes() for file in files] == before


class Alone:
    """Does in this process what others would do, and tells what it did."""

    def __init__(self, made: list[Path]) -> None:
        self.made = made

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, make: Callable[..., Any], groups: Any, languages: Any) -> list[Any]:
        made = [make(group, names) for group, names in zip(groups, languages, strict=True)]
        self.made += made
        return made


@pytest.mark.long(sample=0)
def test_all_are_made_and_weigh_no_more_than_they_may(tmp_path: Path):
    files, _ = frames.frames(Tree(tmp_path))
    assert {told(file.read_text("utf-8"))[0] for file in files} == KEYS
    assert sum(file.stat().st_size for file in files) <= MOST


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ("views/scatter.py", True),
        ("picture/svg.py", True),
        ("picture/live/frames.py", True),
        ("layer.py", True),
        ("picture/live/wording.py", False),
        ("picture/live/page.py", False),
    ],
)
def test_only_what_draws_them_makes_them_anew(tmp_path: Path, changed: str, anew: bool):
    tree = Tree(tmp_path)
    path = tmp_path / "course" / changed
    path.parent.mkdir(parents=True)
    path.write_text("before", encoding="utf-8")
    before = frames._made_from(tree, {})
    path.write_text("after", encoding="utf-8")
    assert (frames._made_from(tree, {}) != before) is anew
