"""Pictures, layers and the arithmetic say nothing but what has gone through a translator."""

import re
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pseudo
import pytest
from test_picture import VIEWS, texts

from course import (
    Picture,
    Trace,
    conv1d,
    conv_matrix,
    conv_transpose1d,
    conv_transpose2d,
    counted,
    draw,
    image,
    ladder,
    output_size,
    phase_sums,
    show,
    sound,
    spectrogram,
    tones,
    zero_insert,
)
from course.language import width
from course.layer import Layer
from course.number_format import Symbol
from course.picture.curves import curves
from course.picture.svg import scene_pieces
from course.views import lay_out

# What stays as it is in every language: names in the code, a unit.
CODE = {"input", "weight", "bias", "signal", "values", "rate", "view", "path", "played", "way"}
CODE |= {"stride", "padding", "output_padding", "groups", "kernel_size"}
CODE |= {"input_size", "output_size", "trim", "inf", *VIEWS}
LABELS = {"output_padding", "Hz"}

RUNNING = {"stride": 2, "padding": 1, "output_padding": 1}
PANELS = {
    "1; 2": {"c": {1: 1.0, 4: 3.0}, "d": {}},
    "3": {"c": {1: 1.5, 4: 1.0}, "d": {1: 1.0, 4: 2.0}},
}
TONES = [1, 9, 4, -6, 9, 2, 0, 1, 3, 0, 0, 7] * 3

DRAWN: dict[str, Callable[[], Picture]] = {
    **{
        view: lambda view=view: draw([1, 2, 3], [1, 1, 3], view=view, formula=True, **RUNNING)
        for view in VIEWS
    },
    "slice": lambda: draw([1, 2, 3], [1, 1, 3], view="time", padding=1, trim=(1, 1), formula=True),
    "slices": lambda: draw([1, 2], [1, 1, 3], view="matrix", trim=(1, 1)),
    "right": lambda: draw([1, 2], [1, 1, 3], view="time", trim=(0, 1)),
    "left": lambda: draw([1, 2], [1, 1, 3], view="time", trim=(1, 0)),
    "empty": lambda: draw([1, 1], [1, 1], stride=4, output_padding=2),
    "back and empty": lambda: draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3),
    "no tap": lambda: draw([1, 2], [1, 1, 3], view="phases", stride=4),
    "long": lambda: draw(range(100), [1, 1, 3], **RUNNING),
    "narrow": lambda: draw(range(20), [1, 1, 3], stride=2, padding=3, formula=True),
    "planes": lambda: draw([[1, 2], [3, 4]], [[1, 1]], stride=(1, 2), padding=(0, 1), formula=True),
    "image": lambda: image({"1": [[1, 2], [3, 4]], "2": [[5]]}),
    "spectrogram": lambda: spectrogram({"1": (TONES, 100), "2": ([1, -1] * 9, 100)}),
    "silence": lambda: spectrogram({"1": ([7] * 9, 100)}),
    "ladder": lambda: ladder([16, 17, 18, 19], kernel_size=5, stride=3, padding=2),
    "curves": lambda: curves(PANELS, "", "1"),
}

CHANNELS = np.ones((4, 5)), np.ones((4, 2, 3))
REFUSED: dict[str, Callable[[], object]] = {
    "least": lambda: Layer(3, stride=0),
    "whole": lambda: Layer(3, stride=1.5),
    "output_padding": lambda: Layer(3, output_padding=1),
    "nothing left": lambda: draw([1], [1], padding=1),
    "output_size": lambda: Layer(3, 2).output_padding_for(3, 99),
    "reach": lambda: Layer(9).conv_output_size(3),
    "no input": lambda: output_size(0, 3),
    "empty": lambda: conv_transpose1d([], [1]),
    "nothing to insert": lambda: zero_insert(np.ones((1, 0)), 2),
    "no length": lambda: conv_transpose1d(np.ones((1, 0)), np.ones((1, 1, 1))),
    "matrix": lambda: conv_matrix([[1]], 3),
    "rows": lambda: conv1d([[1], [1, 2]], [1]),
    "meta": lambda: show(SimpleNamespace(detach=None, is_meta=True)),
    "strings": lambda: conv1d([1], ["1"]),
    "channels": lambda: conv_transpose1d(CHANNELS[0], np.ones((3, 2, 3))),
    "channels of groups": lambda: conv1d(CHANNELS[0], np.ones((2, 3, 3)), groups=2),
    "input groups": lambda: conv_transpose1d(*CHANNELS, groups=3),
    "output groups": lambda: conv1d(CHANNELS[0], np.ones((3, 2, 3)), groups=2),
    "axes": lambda: conv_transpose1d([1], [[1]]),
    "string": lambda: conv_transpose1d([1], [1], stride="2"),
    "one number": lambda: conv_transpose1d([1], [1], stride=(1, 2)),
    "a pair": lambda: conv_transpose2d([[1]], [[1]], stride=(1, 2, 3)),
    "bias": lambda: conv_transpose1d(*CHANNELS, bias=[1]),
    "phases": lambda: phase_sums(1, 2),
    "way": lambda: counted("1", 1, 1),
    "view": lambda: draw([1], [1], view="0"),
    "trim of nothing": lambda: draw([1], [1], trim=(0, 1)),
    "trim below": lambda: draw([1], [1], trim=(0, -1)),
    "trim of one": lambda: draw([1], [1], trim=(0,)),
    "trim of planes": lambda: draw([[1, 2], [3, 4]], [[1, 1]], trim=(0, 1)),
    "trace": lambda: Trace.of([[1, 2], [3, 4]], [1]),
    "trace 2d": lambda: Trace.of([1], [[1]], dimensions=2),
    "loud": lambda: tones([1e300], 8),
    "long": lambda: sound({"1": ([1] * 99999, 8)}),
    "two rows": lambda: sound({"1": ([[1, 2], [3, 4]], 8)}),
    "infinite": lambda: sound({"1": ([float("inf")], 8)}),
    "rate": lambda: sound({"1": ([1], 0)}),
    "no rate": lambda: sound({"1": ([1], 1.5)}),
    "path": lambda: Picture("<svg/>", "", "").save("1"),
    "no drawing": lambda: Picture("", "", "").save("1"),
    "channels of planes": lambda: draw(np.ones((1, 2, 3, 3)), np.ones((2, 2, 3, 3))),
    "large planes": lambda: draw(np.ones((21, 20)), [[1]]),
    "view of planes": lambda: draw([[1], [2]], [[1]], view="0"),
    "no images": lambda: image({}),
    "no rows": lambda: image({"1": [1]}),
    "infinite image": lambda: image({"1": [[float("nan")]]}),
    "large image": lambda: image({"1": np.ones((65, 1))}),
    "short": lambda: spectrogram({"1": ([1], 8)}),
    "no signals": lambda: spectrogram({}),
    "no signal": lambda: sound({"1": [1]}),
}


@pytest.fixture
def spoken() -> Iterator[None]:
    """A language in which every template loses its letters: what is left was a value."""
    with pseudo.spoken() as catalogue:
        catalogue.get = lambda text, default: re.sub(  # type: ignore[method-assign]
            r"(\{\w+\})|[A-Za-z]", lambda found: found[1] or "", text
        )
        yield


def english(text: str, code: set[str] = LABELS) -> list[str]:
    """The words of a text that no translator has seen."""
    return [word for word in re.findall(r"[A-Za-z_]{2,}", text) if word not in code]


def told(svg: str) -> str:
    """Everything that an SVG element shows, or says to a screen reader."""
    return "\n".join(
        words
        for part in ElementTree.fromstring(svg).iter()
        for words in (part.text, part.get("aria-label"), part.get("data-name"))
        if words
    )


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture(name: str, spoken: None):
    picture = DRAWN[name]()
    for shown in (told(picture.svg), picture.text, picture.alt):
        assert english(shown) == []
    assert ElementTree.fromstring(picture.svg).get("lang") == "xx"


def test_a_volume(spoken: None):
    volume = draw([[[1, 2]], [[3, 1]]], [[[1, 1, 3]]], stride=(1, 2, 3))
    assert english(volume.text + volume.alt) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_live_picture(view: str, spoken: None):
    x, w = ([Symbol(f"{name}{n}") for n in range(3)] for name in "xw")
    trace = Trace(tuple(x), tuple(w), (Layer(3, 4, 1, 3),))
    assert english(told("".join(scene_pieces(lay_out(trace, view), "", " ")))) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal(name: str, spoken: None):
    with pytest.raises((ValueError, TypeError)) as caught:
        REFUSED[name]()
    assert english(str(caught.value), CODE) == []


@pytest.mark.parametrize("library", ["resvg_py", "vl_convert"])
def test_a_missing_library(library: str, spoken: None, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError) as caught:
        DRAWN["scatter"]().save(tmp_path / ("x.png" if library == "resvg_py" else "x.pdf"))
    names = {library, "resvg", "py", "transposed", "convolution", "course", "print"}
    assert english(str(caught.value), names) == []


def test_sentences(spoken: None):
    row = Trace.of([1, 1], [1, -1], stride=3)
    plane = Trace.of([[1, 2]], [[1, 1, 3]], stride=4, dimensions=2)
    said = [row.sentence((place,)) for place in row.spans[0]]
    said += [plane.sentence((0, place)) for place in range(7)]
    said.append(sound({"1": ([1, -1], 8000)}).text)
    assert [english(sentence) for sentence in said] == [[]] * len(said)


def test_no_language_stays_behind():
    before = [drawn() for drawn in DRAWN.values()]
    with pseudo.spoken():
        between = [drawn() for drawn in DRAWN.values()]
    assert [drawn() for drawn in DRAWN.values()] == before
    assert all(one.alt != other.alt for one, other in zip(before, between, strict=True))
    assert "lang" not in before[0].svg


JAPANESE = {
    "input": "入力",
    "output": "出力",
    "kernel": "カーネル",
    "sum": "合計",
    "size = {formula}": "サイズ = {formula}",
    "terms": "項",
    "zeros inserted": "ゼロを挿入",
    "padding cuts": "パディングが切り取る",
    "{number} × kernel": "{number} × カーネル",
    "starts at {place}": "{place} から始まる",
    "stride {stride}": "ストライド {stride}",
    "padding cuts {count}": "パディングが {count} 個を切り取る",
    "output_padding {value}: {back} back": "output_padding {value}：{back} 個を戻す",
    "{count} between neighbours": "隣同士の間に {count} 個",
    "phase {phase}, sum {sum}: {tap}": "位相 {phase}、合計 {sum}：{tap}",
    "places {first} to {last}": "位置 {first} から {last} まで",
    "{count} more stamps": "ほか {count} 個のスタンプ",
    "of the loudest": "最大音との比率",
    "input size": "畳み込みに渡す入力のサイズ",
    "convolution": "畳み込みの出力のサイズ",
    "transposed, back": "転置畳み込みで元に戻したサイズ",
}


@pytest.fixture
def japanese() -> Iterator[None]:
    with pseudo.spoken() as catalogue:
        catalogue.get = JAPANESE.get  # type: ignore[method-assign]
        yield


@pytest.mark.parametrize("name", DRAWN)
def test_wide_letters_have_room(name: str, japanese: None):
    root = ElementTree.fromstring(DRAWN[name]().svg)
    found = texts(root)
    for left, right, _, text in found:
        assert left >= 0, text
        assert right <= float(root.get("width")), text
    for a, b in combinations(found, 2):
        if a[2] == b[2]:
            assert a[1] <= b[0] + 1 or b[1] <= a[0] + 1, (a, b)


@pytest.mark.parametrize("name", ["scatter", "gather", "zero_insert", "phases", "narrow"])
def test_wide_letters_keep_columns(name: str, japanese: None):
    """Numbers of a column end below each other where a wide letter takes two columns."""

    def ends(line: str) -> list[int]:
        return [width(line[: found.end()]) for found in re.finditer(r"\d+", line)]

    lines = DRAWN[name]().text.splitlines()
    output, indices = lines[-3:-1]
    assert output.startswith("出力")
    assert ends(output) == ends(indices)
    pitch = ends(output)[1] - ends(output)[0]
    told = ("ストライド", "パディング")
    rows = [line for line in lines[:-1] if not any(word in line for word in told)]
    assert {ends(row)[-1] % pitch for row in rows} == {ends(output)[0] % pitch}


def test_a_wide_label_of_numbers(capsys):
    show([1], "torch")
    show([1], "自作")
    one, other = capsys.readouterr().out.splitlines()
    assert width(one) == width(other)


def test_every_sort_of_text_is_caught():
    """The checks above see a word that no translator has seen."""
    assert english(told('<svg aria-label="A b"><text>x[0] word</text></svg>')) == ["word"]
