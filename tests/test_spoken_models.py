"""explain, find_layers and recordings: not a word of theirs is untranslated, in any language."""

import math
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import ipywidgets
import numpy as np
import pseudo
import pytest
import torch
from shown import widget_of
from torch import nn

from course import explain, find_layers, recorded
from course.language import LOCALES, language, width
from course.layer import FIELDS
from course.models import constant_picture
from course.models.inputs import inputs_for
from course.models.tables import labelled, text_table
from course.picture import Picture
from course.recorded import elsewhere, libraries, live, load, stopwatch, timings
from course.recorded.elsewhere import FIXED, WIDTH, wrapped
from course.recorded.live import Live, outcome

# What is code: layers and the names of what they have, libraries, types.
NAMES = {
    *(
        *FIELDS,
        "bias",
        "False",
        "ConvTranspose1d",
        "LazyConvTranspose1d",
        "ConvTranspose2d",
        "ConvTranspose3d",
        "Linear",
        "find_layers",
        "up1",
        "up2",
        "cat",
        "add",
        "Decoder",
        "RuntimeError",
    ),
    *(
        *libraries.WORDS,
        "torch",
        "numpy",
        "python",
        "cpu",
        "x86_64",
        "channels",
        "input_size",
        "output_size",
        "skips",
        "shape",
        "kwargs",
        "method",
        "forward",
    ),
}
CODE = re.compile(
    r"\.layers|\.sums|pip install|nan|<U1|print\(explained\.full\)|explained\[.*?\]|\bup\d+"
    r"|F\.pad|layer\(x|(skip|y)\.shape|skip(?=\.narrow|\[)|\.narrow"
)
TAG = re.compile(r"<[^>]*>")


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[pseudo.Catalogue]:
    """The pseudo-language; the pictures' own words are another room's."""
    monkeypatch.setattr(constant_picture, "stamps", lambda _: Picture("<svg/>", "1 = 1", ""))
    with pseudo.spoken() as catalogue:
        yield catalogue
    missing = catalogue.asked - marked()
    assert not missing, "asked for, and never marked for translation"


@cache
def marked() -> set[str]:
    """What a translator is given of these rooms, and of what they show."""
    course = LOCALES.parent
    folders = ("*.py", "models/*.py", "recorded/*.py", "picture/curves.py")
    return pseudo.marked(file for folder in folders for file in course.glob(folder))


def words(text: str) -> set[str]:
    """The words outside of all brackets that are no code."""
    outside = CODE.sub("", pseudo.unspoken(text.replace("⟦", " ⟦")))
    return set(re.findall(r"[A-Za-z]\w+", outside)) - NAMES


def complaint(asked: Callable[[], object]) -> str:
    with pytest.raises((ValueError, TypeError, KeyError, live.DidNotRun)) as caught:
        asked()
    return str(caught.value)


def shown(thing: object) -> tuple[str, str]:
    """As a terminal shows it, and a notebook."""
    bundle = thing._repr_mimebundle_()  # type: ignore[attr-defined]
    return repr(thing), unescape(TAG.sub("\n", bundle["text/html"]))


class Decoder(nn.Module):
    """Layers, and what is done with what they made."""

    def __init__(self, code: Callable[..., object], *layers: nn.Module) -> None:
        super().__init__()
        for n, layer in enumerate(layers, 1):
            setattr(self, f"up{n}", layer)
        self.code = code

    def forward(self, *x: torch.Tensor) -> object:
        return self.code(self, *x)


class Cut(nn.ConvTranspose1d):
    """A layer whose own code changes the size that it makes."""

    def forward(self, input, output_size=None):
        return super().forward(input, output_size)[..., 1:]


class Clashing(nn.ConvTranspose1d):
    """A layer whose own code fails."""

    def __init__(self, code: Callable[..., object], kernel_size: int) -> None:
        super().__init__(1, 1, kernel_size)
        self.code = code

    def forward(self, input, output_size=None):
        return self.code(super().forward(input, output_size))


def layer_1d(*parameters: int, weight: tuple[float, ...] = (), **rest: int) -> nn.Module:
    layer = nn.ConvTranspose1d(*(parameters or (1, 1, 2, 2)), **rest)
    with torch.no_grad():
        layer.weight.copy_(torch.arange(layer.weight.numel()).reshape(layer.weight.shape))
        if weight:
            layer.weight.copy_(torch.tensor(weight).expand_as(layer.weight))
    return layer


def joined_up(*layers: nn.Module, more: int) -> Decoder:
    """A clash: with so many elements more than the last layer made."""
    return Decoder(
        lambda self, x: torch.cat([y := self.up1(x), nn.functional.pad(y, (0, more))], 1), *layers
    )


EXPLAINED = {
    "alternating": lambda: explain(layer_1d(), 3),
    "of many pairs": lambda: explain(layer_1d(2, 3, 2, 2), 9),
    "of two pairs, flat": lambda: explain(layer_1d(1, 2, 2, 2, weight=(1.0,)), 1),
    "stride 1": lambda: explain(layer_1d(1, 1, 2), 3),
    "a phase without taps": lambda: explain(layer_1d(1, 1, 1, 2), 3),
    "not finite": lambda: explain(layer_1d(weight=(math.nan,)), 3),
    "cut by its own code": lambda: explain(Cut(1, 1, 3, 2), 3),
    "too wide to draw": lambda: explain(nn.ConvTranspose1d(1, 1, 3, stride=5000), 4),
    **{
        f"of width {size}": lambda size=size: explain(nn.ConvTranspose2d(1, 1, 2, 2), (1, size))
        for size in (1, 2, 9)
    },
    "called twice, one not reached": lambda: explain(
        Decoder(lambda self, x: self.up1(self.up1(x)), layer_1d(), layer_1d()), 3
    ),
    "a slight checkerboard": lambda: explain(layer_1d(1, 1, 2, 2, weight=(1.0, 1.1)), 3),
    "along the height": lambda: explain(nn.ConvTranspose2d(1, 1, (4, 1), (2, 1)), (9, 1)),
    "many layers, many not reached": lambda: explain(_many(), 3, skips=[4] * 99),
    "many layers of many phases": lambda: explain(
        nn.Sequential(*(nn.ConvTranspose1d(1, 1, 15, 10, 4) for _ in range(3))), 1
    ),
    "a clash": lambda: explain(joined_up(layer_1d(), more=1), 3),
    "a clash without a mend": lambda: explain(joined_up(layer_1d(1, 1, 1, 2), more=-1), 4),
    "a clash of others": lambda: explain(
        Decoder(lambda self, x: torch.cat([x, self.up1(x)[..., 3:]], 1), layer_1d()), 4
    ),
    "a clash that no layer made": lambda: explain(
        Decoder(lambda self, x: torch.cat([x, x[..., 1:]], 1) + self.up1(x), layer_1d()), 4
    ),
    "a clash of the size that a layer made": lambda: explain(
        Decoder(lambda self, x: torch.ones(1, 1, self.up1(x).shape[-1]) + x, layer_1d()), 4
    ),
    "a clash, perhaps": lambda: explain(
        Decoder(lambda self, x: self.up1(x).flip(-1) + x, layer_1d()), 4
    ),
    "a clash, channels and batches as well": lambda: explain(
        Decoder(lambda self, x: self.up1(x) + torch.ones(3, 3, 9), layer_1d(2, 2, 2, 2)),
        torch.ones(2, 2, 4),
    ),
    "a clash in the layer itself": lambda: explain(
        Clashing(lambda y: torch.cat([y[..., 1:], y]), 2), 4
    ),
    "a clash in the layer itself, perhaps": lambda: explain(
        Clashing(lambda y: y.flip(-1) + torch.ones(5), 2), 4
    ),
    "a function": lambda: explain(
        Decoder(lambda _, x: nn.functional.conv_transpose1d(x, torch.ones(1, 1, 2))),
        torch.ones(1, 1, 4),
    ),
    "a clash before all layers": lambda: explain(
        Decoder(lambda self, x: torch.cat([x, x[..., 1:]], 1), layer_1d()), 4
    ),
    "channels": lambda: explain(
        Decoder(lambda self, x: _more(self, x, 1, 3), layer_1d(2, 2, 2)), 4
    ),
    "batches": lambda: explain(
        Decoder(lambda self, x: _more(self, x, 3, 2), layer_1d(2, 2, 2)), torch.ones(2, 2, 4)
    ),
    "a volume": lambda: explain(nn.ConvTranspose3d(1, 1, 2, 2), (1, 2, 9)),
    "a skip": lambda: explain(nn.Sequential(layer_1d()), 3, skips=[7]),
    "a skip of the layer itself": lambda: explain(layer_1d(), 3, skips=[7]),
    "a skip without a mend": lambda: explain(layer_1d(1, 1, 1, 2), 4, skips=[6]),
    "a skip that its own code misses": lambda: explain(Cut(1, 1, 3, 2), 3, skips=[7]),
}
FOUND = {
    "many": lambda: find_layers(1, 4, dilation=range(1, 4)),
    "one": lambda: find_layers([7, 8], [14, 16], kernel_size=4),
    "holes": lambda: find_layers(7, 14),
    "none": lambda: find_layers(7, 100, range(1, 8), range(1, 5), range(4)),
    "none between two": lambda: find_layers(
        4, 9, kernel_size=2, stride=(2, 3), padding=0, output_padding=0
    ),
    "none that is legal": lambda: find_layers(8, 9, stride=0),
    "none for both": lambda: find_layers([7, 8], [14, 99]),
    "none for both, but": lambda: find_layers([7, 7], [14, 15]),
    "none for both, but with holes": lambda: find_layers([7, 7], [13, 14], 1, 2),
    "none for both at all": lambda: find_layers([7, 7], [14, 90]),
    "none with even phases": lambda: find_layers(7, 15, kernel_size=3, stride=2, even=True),
    "none of an axis": lambda: find_layers((7, 8), (14, 99), stride=2),
    "of axes": lambda: find_layers((7, 8), (14, 17)),
    "of many phases": lambda: find_layers(7, 105),
}


def two(model: nn.Module | None = None, **skips: object) -> object:
    return explain(model or layer_1d(), 4, **skips)


REFUSED = {
    "no model": lambda: explain("up", 3),
    "no transposed layer": lambda: explain(nn.Linear(1, 1), 3),
    "lazy": lambda: explain(nn.LazyConvTranspose1d(1, 2), 3),
    "other axes of three": lambda: explain(nn.ConvTranspose3d(1, 1, 2), 3),
    "no size of a 3-D input": lambda: explain(nn.ConvTranspose3d(1, 1, 2), 2.5),
    "no numbers of torch's": lambda: explain(layer_1d(), np.array(["1"])),
    "no keywords": lambda: explain(layer_1d(), 3, kwargs=3),
    "no method": lambda: explain(layer_1d(), 3, method="3"),
    "mode": lambda: explain(_with(layer_1d(), padding_mode="circular"), 3),
    "meta": lambda: explain(nn.ConvTranspose1d(1, 1, 2, device="meta"), 3),
    "complex": lambda: explain(nn.ConvTranspose1d(1, 1, 2, dtype=torch.cfloat), 3),
    "an illegal layer": lambda: explain(nn.Sequential(layer_1d(1, 1, 2, 2, 0, 2)), 3),
    "an illegal call": lambda: explain(nn.Sequential(layer_1d(1, 1, 2, 2, 9)), 3),
    "no size of a 1-D input": lambda: explain(layer_1d(), "8"),
    "no size of a 2-D input": lambda: explain(nn.ConvTranspose2d(1, 1, 2), 2.5),
    "other axes": lambda: explain(layer_1d(), (8, 9)),
    "other axes of two": lambda: explain(nn.ConvTranspose2d(1, 1, 2), 8),
    "too large": lambda: explain(layer_1d(), 10**9),
    "no channels": lambda: inputs_for(nn.Linear(1, 1), 1, 6),
    "a function alone, without channels": lambda: explain(Decoder(lambda _, x: x), 4),
    "quantized": lambda: explain(QUANTIZED, 3),
    "other inputs": lambda: explain(_taking_two(), 3),
    "torch's words": lambda: explain(Decoder(_stopping, layer_1d()), (torch.ones(1, 1, 4),) * 2),
    "torch's words, of no tensor": lambda: explain(Decoder(_stopping, layer_1d()), {}),
    "skips": lambda: two(skips=[]),
    "a skip of two": lambda: two(skips=[(1, 2)]),
    "a skip of two, named": lambda: two(nn.Sequential(layer_1d()), skips=[(1, 2)]),
    "a skip of three": lambda: explain(nn.ConvTranspose2d(1, 1, 2), (4, 4), skips=[(1, 2, 3)]),
    "a skip of three, named": lambda: explain(
        nn.Sequential(nn.ConvTranspose2d(1, 1, 2)), (4, 4), skips=[(1, 2, 3)]
    ),
    "a skip of a volume": lambda: explain(nn.ConvTranspose3d(1, 1, 2), (4, 4, 4), skips=[(1, 2)]),
    "a skip of a volume, named": lambda: explain(
        nn.Sequential(nn.ConvTranspose3d(1, 1, 2)), (4, 4, 4), skips=[(1, 2)]
    ),
    "a skip of half": lambda: two(skips=[0.5]),
    "a skip of none": lambda: two(skips=[0]),
    "a pair of half": lambda: two().pair(0.5, 0),
    "a pair out of range": lambda: two().pair(0, 1),
    "a pair of two groups": lambda: two(layer_1d(2, 2, 2, 2, groups=2)).pair(0, 1),
    "a layer out of range": lambda: two().pair(0, 0, 1),
    "no name": lambda: two()["up9"],
    "a name not reached": lambda: explain(
        Decoder(lambda self, x: self.up1(x), layer_1d(), layer_1d()), 3
    )["up2"],
    "settings": lambda: find_layers(7, 14, kernel_size=range(20_000), stride=range(1000)),
    "values": lambda: find_layers(7, 14, kernel_size=range(10**12)),
    "a value too large": lambda: find_layers(7, 10**12),
    "no whole number": lambda: find_layers(7.0, 14),
    "no whole numbers": lambda: find_layers([7, "8"], 14),
    "a size of 0": lambda: find_layers(0, 14),
    "no size": lambda: find_layers([], []),
    "sizes of other number": lambda: find_layers([7, 8], [14]),
    "sizes of other axes": lambda: find_layers((7, 8), (14, 16, 18)),
    "a parameter of other axes": lambda: find_layers((7, 8), (14, 16), stride=(1, 2, 3)),
    "a recording": lambda: load("elsewear"),
    "an axis": lambda: timings.timings("dilation"),
    "no call": elsewhere.replay,
    "a call": lambda: elsewhere.replay("jax.defualt"),
    "no whole result": lambda: elsewhere._answer("[0.5]", {}),
}
# A real one warns that it will be gone.
QUANTIZED = type("ConvTranspose1d", (nn.Module,), {"__module__": "torch.ao.nn.quantized"})()
# PyTorch's, Python's, and what the reader gave.
QUOTED = re.compile(
    r"'(up9?|zeros|circular|cpu|elsewear|elsewhere|costs|jax\.def\w+)'|"
    r"⟧(layer|name|over|padding_mode|skips)⟦=|\(x, skip\)|"
    r"\bTwo\b|missing a required argument: 'skip'|None|range\([^)]*\)|"
    rf"\b({'|'.join(libraries.WORDS)})\.\w+"
)


def _with(module: nn.Module, **attributes: object) -> nn.Module:
    for name, value in attributes.items():
        setattr(module, name, value)
    return module


def _many() -> nn.Module:
    """Of two hundred layers every other one is called."""
    layers = [nn.ConvTranspose1d(1, 1, 2) for _ in range(198)]
    return Decoder(
        lambda self, x: [x := getattr(self, f"up{n}")(x) for n in range(1, 100)], *layers
    )


def _more(decoder: Decoder, x: torch.Tensor, batches: int, channels: int) -> object:
    try:
        return decoder.up1(x) + torch.ones(batches, channels, 1)
    except RuntimeError as error:
        raise RuntimeError(1) from error


def _stopping(*_: object) -> None:
    raise RuntimeError(1)


def _taking_two() -> nn.Module:
    class Two(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.up = layer_1d()

        def forward(self, x, skip):
            return self.up(x) + skip

    return Two()


class TestOwn:
    @pytest.mark.parametrize("case", [EXPLAINED, FOUND], ids=["explain", "find_layers"])
    def test_all_that_is_told(
        self, case: dict[str, Callable[[], object]], catalogue: pseudo.Catalogue
    ):
        for name, made in case.items():
            for text in shown(made()):
                assert "⟦" in text, name
                assert not words(text), (name, text)

    def test_a_pair_too_wide_for_lines(self, catalogue: pseudo.Catalogue):
        pair = explain(nn.ConvTranspose1d(1, 1, 3, stride=5000), 4).pair(0, 0)
        assert not words(repr(pair))

    def test_all_that_is_refused(self, catalogue: pseudo.Catalogue):
        for name, asked in REFUSED.items():
            text = complaint(asked)
            assert text.startswith("⟦"), name
            assert not words(QUOTED.sub("", text)), (name, text)

    def test_columns_stand_below_each_other_in_japanese(self):
        rows = text_table(("名前", "n"), [("up", "16"), ("デコーダー", "8")])
        assert [width(row) for row in rows] == [14, 14, 14]
        lines = labelled([("サイズ", "1"), ("up", "2")])
        assert [width(line) for line in lines] == [9, 9]


class TestRecorded:
    def test_calls_and_their_results(self, catalogue: pseudo.Catalogue):
        for library, calls in load(elsewhere.NAME).results.items():
            for name, asked in calls.items():
                text = " ".join(repr(elsewhere.replay(f"{library}.{name}")).split())
                version = load(elsewhere.NAME).versions[library].partition(" ")[0]
                for known in (version, asked["code"], asked.get("raises", "1")):
                    text = text.replace(" ".join(known.split()), "")
                assert not words(text), text
        assert {"{library} {version} (on {backend})", "raises {error}"} < catalogue.asked

    def test_neighbours_with_the_same_result(self, catalogue: pseudo.Catalogue):
        lines = repr(elsewhere.replay("onnx.plain", "scipy.plain")).splitlines()
        assert lines[2] == "⟦each⟧ [1, 1, 5, 2, 9, 3, 9]"

    def test_run_here(self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch):
        recording = load(elsewhere.NAME)
        answer = {"versions": {"scipy": "1"}, "trouble": {}}
        monkeypatch.setattr(elsewhere, "apart", lambda *_: answer)
        for result in (recording.results["scipy"], {"plain": {"code": "", "result": [1]}}):
            answer["results"] = {"scipy": result}
            last = elsewhere.replay("scipy.plain").run().splitlines()[-2:]
            assert not words(" ".join(last))

    def test_libraries_that_are_not_here(
        self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch
    ):
        def broken() -> dict:
            raise ImportError("1")

        def missing() -> dict:
            raise ModuleNotFoundError

        monkeypatch.setattr(elsewhere, "WORDS", {"jax": broken, "mlx": missing})
        _, trouble = elsewhere.ask("jax.default", "mlx.plain")
        assert not words(" ".join(trouble.values()))

    def test_costs(self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch):
        axis = load(stopwatch.NAME).results["axes"]["stride"]
        seen: list[str] = []
        monkeypatch.setattr(
            timings, "curves", lambda panels, _, __, caption: seen.extend([*panels, caption])
        )
        timings.drawn({timings.RECORDED: axis, timings.HERE: axis}, "stride")
        timings.timings("channels")
        titles = [title.partition("; ")[0] for title in seen]
        assert len(titles) == 5
        assert not words(" ".join(titles))

    def test_ways_that_give_other_numbers(
        self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch
    ):
        ways = {"stamps": lambda *_: 1, "torch": lambda *_: 2}
        monkeypatch.setattr(stopwatch, "WAYS", ways)
        text = complaint(lambda: stopwatch._case(1, 1, 9, 3, 2))
        assert text == "⟦⟧torch⟦ gives other numbers.⟧"

    def test_what_does_not_run(self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch):
        def run(**given: object) -> object:
            def done(*_: object, **__: object) -> object:
                if "error" in given:
                    raise given["error"]  # type: ignore[misc]
                return SimpleNamespace(stdout="", stderr="", returncode=1)

            monkeypatch.setattr(live.subprocess, "run", done)
            return outcome(lambda: live.apart("1"))

        ends = [run(), run(error=OSError(1)), run(error=subprocess.TimeoutExpired("1", 1))]
        ends += [run(error=ModuleNotFoundError(name=name)) for name in (None, "jax.lax")]
        ends.append(str(run(error=KeyError(1))).replace("KeyError", ""))
        assert all("⟦" in str(end) for end in ends)
        assert not words(" ".join(map(str, ends)))

    def test_the_button(self, catalogue: pseudo.Catalogue):
        seen: list[str] = []
        shown = live._panel(Live("", lambda: str(seen.append(pressed.description))))
        _, pressed, _ = widget_of(shown).children
        pressed.click()
        assert seen == ["⟦Running …⟧"]
        _, measure, _ = widget_of(live._panel(timings.timings("stride"))).children
        names = [name for one in (pressed, measure) for name in (one.description, one.tooltip)]
        ipywidgets.Widget.close_all()
        assert names == [*["⟦Run it here⟧"] * 2, *["⟦Measure it here⟧"] * 2]

    def test_a_process_speaks_the_language_that_is_spoken_here(
        self, catalogue: pseudo.Catalogue, monkeypatch: pytest.MonkeyPatch
    ):
        seen = {}

        def run(*_: object, env: dict[str, str], **__: object) -> object:
            seen.update(env)
            return SimpleNamespace(stdout="1")

        monkeypatch.setattr(live.subprocess, "run", run)
        assert live.apart("json") == 1
        assert seen["COURSE_LANG"] == language() == "xx"

    def test_lines_are_broken_by_their_width(self):
        text = "、".join(f"ライブラリ{FIXED}{n}" for n in range(9))
        lines = wrapped(f"{text}で記録")
        assert "".join(lines) == f"{text}で記録".replace(FIXED, " ")
        assert [line[-1] for line in lines] == ["、", "録"]
        assert max(map(width, lines)) <= WIDTH


def test_no_recording_is_there(
    catalogue: pseudo.Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(recorded, "HERE", tmp_path)
    text = complaint(lambda: load("1"))
    assert text.startswith("⟦")
    assert not words(text)
