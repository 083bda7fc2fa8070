"""A model's answer stays readable: a table first, a layer by its name, and an end to its length."""

import copy
import re
from dataclasses import replace

import pytest
import torch
from test_find_layers import Tags
from torch import nn

from course import explain
from course.language import speaking
from course.models.misfit import Misfit

LINES, BYTES = 60, 300_000


def decoder(**layers: nn.Module) -> nn.Sequential:
    model = nn.Sequential()
    for name, layer in layers.items():
        model.add_module(name, layer)
    return model


def flat(layer: nn.Module) -> nn.Module:
    nn.init.ones_(layer.weight)
    return layer


class Trimmed(nn.ConvTranspose2d):
    """A layer that keeps the size, so that any number of them can stand in a row."""

    def forward(self, x):
        return super().forward(x)[..., : x.shape[-2], : x.shape[-1]]


def dense() -> tuple[nn.Module, object]:
    model = decoder(**{f"block{n}": Trimmed(2, 2, 8, 2) for n in range(100)})
    return model, (1, 2, 20, 20)


def segan() -> tuple[nn.Module, object]:
    """The way up of Pascual et al. 2017, with fewer channels: eleven layers of 31 taps."""
    return nn.Sequential(*(nn.ConvTranspose1d(2, 2, 31, 2, 15, 1) for _ in range(11))), 8


class Wide(nn.Module):
    """Hundreds of layers with long names, as many that are not reached, and one that is wide."""

    def __init__(self) -> None:
        super().__init__()
        self.up, self.other = (
            decoder(**{f"{'long' * 100}{n}": nn.ConvTranspose1d(1, 1, 1) for n in range(500)})
            for _ in range(2)
        )
        self.wide = nn.ConvTranspose1d(1, 1, 51, 2, 25, 1)

    def forward(self, x):
        return self.wide(self.up(x))


LONG = {
    "dense": dense,
    "segan": segan,
    "hundreds": lambda: (Wide(), 40),
    "a plane": lambda: (nn.ConvTranspose2d(9, 9, 40, 4), (90, 90)),
    "one wide kernel": lambda: (nn.ConvTranspose1d(9, 9, 60, 2), 900),
    "a volume of phases": lambda: (nn.ConvTranspose2d(9, 9, 32, 16), (20, 20)),
}


@pytest.mark.long(sample=3)
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", LONG)
def test_an_answer_ends(name: str, language: str):
    model, size = LONG[name]()
    with speaking(language):
        told = explain(model, size)
        text, html = repr(told), told._repr_mimebundle_()["text/html"]
        alone = told.layers[-1]._repr_mimebundle_()["text/html"]
    assert len(text.splitlines()) <= LINES
    for page in (html, alone):
        assert len(page.encode()) <= BYTES
        # Some models' names are HTML that must be closed.
        Tags(page)
    assert html.count("<details open>") == 1


class TestWhatIsLeftOut:
    def test_has_its_row_and_is_found_by_its_name(self):
        told = explain(*dense())
        text, html = repr(told), told._repr_mimebundle_()["text/html"]
        assert html.count("<tr>") - 100 >= 1
        assert "explained['block99'] shows one of them, print(explained.full) all of them" in text
        assert "explained[&#x27;block99&#x27;]" in html
        drawn = html.count("<details")
        assert 1 < drawn < 100
        assert f"{100 - drawn} more: explained" in html
        rows = text.count("20 → 46 → 20")
        assert f"and {100 - rows} more: .layers holds all of them" in text
        assert told["block99"] is told.layers[99]
        assert told.full.count("pair (0, 0)") == 100

    def test_the_layer_that_is_open_is_the_one_to_look_at(self):
        def opened(told) -> str:
            page = told._repr_mimebundle_()["text/html"]
            [name] = re.findall(r"<details open><summary><b>(\w+)</b>", page)
            return name

        even = {f"a{n}": flat(nn.ConvTranspose1d(1, 1, 4, 2, 1)) for n in range(3)}
        slight = nn.ConvTranspose1d(1, 1, 4, 2, 1)
        slight.weight.data = torch.tensor([[[1.0, 1.1, 1.0, 1.0]]])
        assert opened(explain(decoder(**even), 4)) == "a0"
        model = decoder(**even, b=slight, c=flat(nn.ConvTranspose1d(1, 1, 3, 2)))
        assert opened(explain(decoder(**even, b=slight), 4)) == "b"
        assert opened(explain(model, 4)) == "c"
        # By hand: 4 → 8 → 16.
        assert opened(explain(model, 4, skips=[8, 17, None, None, None])) == "a1"

    def test_of_misfits_and_names_too(self):
        told = explain(Wide(), 40)
        assert len(told.missing) == 500
        assert repr(told).endswith(f"{told.missing[7]} and 492 more.")
        [names] = re.findall(r"Not reached: [^<]*", told._repr_mimebundle_()["text/html"])
        assert names.count("long" * 100) == 8
        long = replace(told, misfits=(Misfit("It clashes.", details=("and how",) * 99),))
        text = repr(long)
        assert text.startswith("It clashes.\n  and how\n")
        assert text.count("and how") == 18
        assert "\nand 81 more lines: .misfits holds all of them\n" in text
        assert len(text.splitlines()) <= LINES


class TestTable:
    def test_row_by_row(self):
        up = nn.ConvTranspose1d(1, 1, 4, 2, 1)
        up.weight.data = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
        model = decoder(up=up, three=flat(nn.ConvTranspose1d(1, 1, 3, 2)))
        told = explain(model, 4, skips=[8, 18])
        # By hand: 4 and 6 differ by 2 and their mean is 5; 2 and 1 by 1, and it is 1.5.
        assert repr(told).split("\n\n")[1].splitlines()[:3] == [
            "name    sizes  taps per phase  checkerboard  median  worst     misfit",
            "up      4 → 8  2               slight          40 %   40 %",
            "three  8 → 17  (2, 1)          strong          67 %   67 %  18 wanted",
        ]

    def test_taps_of_several_axes_and_of_many_phases(self):
        def taps(layer: nn.Module, size: object) -> str:
            return explain(layer, size).layers[0].taps

        assert taps(nn.ConvTranspose2d(1, 1, (4, 3), 2), (3, 3)) == "2 × (2, 1)"
        assert taps(nn.ConvTranspose2d(1, 1, 4, 2), (3, 3)) == "2"
        assert taps(nn.ConvTranspose1d(1, 1, 15, 10), 3) == "1 to 2"
        assert taps(nn.ConvTranspose1d(1, 1, 20, 10), 3) == "2"


class TestNames:
    def told(self):
        up = nn.ConvTranspose1d(1, 1, 3)
        model = nn.Sequential(up, nn.ReLU(), up)
        model.append(nn.ConvTranspose1d(1, 1, 2))
        return explain(decoder(decoder=model), 4)

    def test_a_layer_and_its_second_call(self):
        told = self.told()
        assert told["decoder.0"] is told.layers[0]
        assert told["decoder.0 (call 2)"] is told.layers[1]
        assert list(told) == ["decoder.0", "decoder.0 (call 2)", "decoder.3"]
        assert "decoder.3" in told
        assert "decoder.1" not in told
        assert told.get("up") is None
        assert told._ipython_key_completions_() == list(told)

    def test_one_that_is_none(self):
        with pytest.raises(KeyError) as caught:
            self.told()["decoder.33"]
        text = str(caught.value)
        assert text.startswith(
            "name='decoder.33' is not possible: no transposed convolution of that"
        )
        assert "The nearest names are 'decoder.3', 'decoder.0'" in text

    def test_one_that_was_not_reached(self):
        model = decoder(up=nn.ConvTranspose1d(1, 1, 2), unused=nn.ConvTranspose1d(1, 1, 2))
        model.forward = model.up.__call__
        told = explain(model, (1, 1, 4))
        assert told.missing == ("unused",)
        with pytest.raises(KeyError, match="'unused' .* did not reach it.$"):
            told["unused"]


def test_filters_give_these_layers_alone():
    even, uneven = flat(nn.ConvTranspose1d(1, 1, 4, 2, 1)), flat(nn.ConvTranspose1d(1, 1, 3, 2))
    told = explain(decoder(a=even, b=uneven, c=copy.deepcopy(even)), 4, skips=[8, 17, 35])
    assert list(told.uneven) == ["b"]
    assert list(told.misfitting) == ["c"]
    assert told.misfitting["c"] is told["c"]
    assert list(explain(even, 4).uneven) == []
    assert repr(explain(even, 4).uneven) == ""
