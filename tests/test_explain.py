"""explain tells the truth, as PyTorch has it, of real decoders, and leaves them as they were."""

import copy
import random
import re
import warnings
from base64 import b64decode
from itertools import pairwise, product
from textwrap import dedent
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from documented import ROOT
from test_find_layers import Tags
from torch import nn
from torch.ao.nn import quantized
from torch.nn import functional
from torch.nn.utils import parametrizations

from course import IllegalLayer, Layer, explain, find_layers
from course.models.changes import mends
from course.still import following


def whole_weights(model: nn.Module) -> nn.Module:
    """The model with small whole numbers for weights, so that every sum is exact."""
    numbers = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randint(-4, 5, parameter.shape, generator=numbers))
    return model


def dcgan() -> nn.Module:
    """The generator of Radford et al. 2016 as in PyTorch's tutorial: 1 → 4 → 8 → 16 → 32 → 64."""
    widths = (5, 4, 3, 3, 2, 3)
    layers: list[nn.Module] = []
    for n, (inside, outside) in enumerate(pairwise(widths)):
        stride, padding = (1, 0) if n == 0 else (2, 1)
        layers += [
            nn.ConvTranspose2d(inside, outside, 4, stride, padding, bias=False),
            nn.BatchNorm2d(outside),
            nn.ReLU(),
        ]
    return whole_weights(nn.Sequential(*layers[:-2], nn.Tanh()))


def audio_decoder() -> nn.Module:
    """Strides 8, 5, 4, 2 and kernels twice as long, as in SEANet and EnCodec; 320 times in all."""
    layers: list[nn.Module] = []
    for inside, outside, stride in ((5, 4, 8), (4, 3, 5), (3, 2, 4), (2, 1, 2)):
        odd = stride % 2
        parameters = (2 * stride, stride, (stride + odd) // 2, odd)
        layers += [nn.ELU(), nn.ConvTranspose1d(inside, outside, *parameters)]
    return whole_weights(nn.Sequential(*layers))


class UNet(nn.Module):
    """The way up of Ronneberger et al. 2015: k2 s2, then the skip connection is concatenated."""

    def __init__(self, **mend: int) -> None:
        super().__init__()
        self.down = nn.ModuleList(
            nn.Conv2d(i, o, 3, padding=1) for i, o in ((1, 2), (2, 4), (4, 8))
        )
        self.up1 = nn.ConvTranspose2d(8, 4, **{"kernel_size": 2, "stride": 2, **mend})
        self.up2 = nn.ConvTranspose2d(4, 2, 2, stride=2)
        self.narrow = nn.Conv2d(8, 4, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        top = self.down[0](x).relu()
        middle = self.down[1](functional.max_pool2d(top, 2)).relu()
        bottom = self.down[2](functional.max_pool2d(middle, 2)).relu()
        y = self.narrow(torch.cat([self.up1(bottom), middle], dim=1))
        return torch.cat([self.up2(y), top], dim=1)


def said(misfit) -> str:
    """What is told of a misfit before its mends, which have tests of their own."""
    return "\n  ".join([misfit.headline, *misfit.details])


def up_and(code, up: nn.Module | None = None, channels: int = 1) -> nn.Module:
    """A model that makes code(up(x), x)."""

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.up = up or nn.ConvTranspose1d(channels, channels, 2, 2)

        def forward(self, x):
            return code(self.up(x), x)

    return Model()


class Unseen(torch.autograd.Function):
    @staticmethod
    def forward(_, y):
        return y.clone().flip(-1)


def volumes() -> nn.Module:
    """Two of the ways up of a V-Net: strides differ from axis to axis."""
    return whole_weights(
        nn.Sequential(
            nn.ConvTranspose3d(3, 2, (3, 2, 2), 2, (1, 0, 0)),
            nn.ReLU(),
            nn.ConvTranspose3d(2, 1, (1, 2, 4), (1, 2, 2), (0, 0, 1)),
        )
    )


DECODERS = {
    "dcgan": (dcgan, (1, 1), [(1, 4), (4, 8), (8, 16), (16, 32), (32, 64)]),
    "audio": (audio_decoder, 3, [(3, 24), (24, 120), (120, 480), (480, 960)]),
    "volumes": (volumes, (1, 3, 2, 3, 4), [(4, 8), (8, 16)]),
    "u-net": (lambda: whole_weights(UNet()), (1, 1, 32, 32), [(8, 16), (16, 32)]),
}


def torch_layers(model: nn.Module) -> list[nn.Module]:
    return [m for m in model.modules() if isinstance(m, nn.modules.conv._ConvTransposeNd)]


def number_row(text: str, label: str) -> list[int]:
    """The numbers of the picture's line with that label."""
    [line] = [line for line in text.splitlines() if line.startswith(label)]
    return [int(n) for n in re.findall(r"-?\d+", line.removeprefix(label).replace("−", "-"))]


@pytest.mark.parametrize("name", DECODERS)
class TestRealDecoders:
    def explained(self, name: str):
        build, size, sizes = DECODERS[name]
        model = build()
        return model, explain(model, size), sizes

    def test_every_size_is_torch_s(self, name: str):
        model, told, sizes = self.explained(name)
        seen = []
        for module in torch_layers(model):
            module.register_forward_hook(
                lambda m, x, y: seen.append((tuple(x[0].shape[2:]), tuple(y.shape[2:])))
            )
        size = DECODERS[name][1]
        shape = size if isinstance(size, tuple) else (size,)
        first = torch_layers(model)[0]
        model.eval()(torch.ones(shape if len(shape) > 2 else (1, first.in_channels, *shape)))
        assert [(layer.sizes, layer.made) for layer in told.layers] == seen
        assert [(layer.sizes[-1], layer.made[-1]) for layer in told.layers] == sizes
        assert told.misfit is None

    def test_every_formula_evaluates_to_it(self, name: str):
        _, told, _ = self.explained(name)
        for layer in told.layers:
            assert len(layer.formulas) == len(layer.made)
            for formula, made in zip(layer.formulas, layer.made, strict=True):
                left, right = formula.replace("−", "-").replace("·", "*").split(" = ")
                assert eval(left) == int(right) == made
                assert formula in repr(layer)

    def test_every_number_drawn_of_a_pair_is_torch_s(self, name: str):
        model, told, _ = self.explained(name)
        for layer, module in zip(told.layers, torch_layers(model), strict=True):
            pair = layer.pair(module.in_channels - 1, 0)
            weight = module.weight[-1, 0].detach()
            assert (pair.weight == weight.numpy()).all()
            lines = weight.movedim(pair.along, -1)
            row = lines.reshape(-1, lines.shape[-1])[0]
            text = pair.picture.text
            inputs = number_row(text, "input")
            kernel = inputs[-len(row) :]
            inputs = inputs[: -len(row)]
            assert set(inputs) == {1}
            assert kernel == row.tolist()
            parameters = {
                key: getattr(module, key)[pair.along]
                for key in ("stride", "padding", "output_padding", "dilation")
            }
            x, w = torch.ones(1, 1, len(inputs)), row.reshape(1, 1, -1)
            assert (
                number_row(text, "output")
                == functional.conv_transpose1d(x, w, **parameters).flatten().tolist()
            )
            uncut = functional.conv_transpose1d(x, w, stride=parameters["stride"])
            # Where nothing is cut, the output is the sum.
            cuts = parameters["padding"] or parameters["output_padding"]
            sums = number_row(text, "sum" if cuts else "output")
            assert sums == uncut.flatten().tolist()
            assert ("\nsum " in text) == bool(cuts)

    def test_a_phase_sum_is_what_torch_makes_of_a_constant_input(self, name: str):
        model, told, _ = self.explained(name)
        for layer, module in zip(told.layers, torch_layers(model), strict=True):
            for i, o in product(range(module.in_channels), range(module.out_channels)):
                weight = module.weight[i, o].detach()[None, None]
                axes = weight.ndim - 2
                convolve = getattr(functional, f"conv_transpose{axes}d")
                y = convolve(torch.ones(1, 1, *[9] * axes), weight, None, module.stride)
                # Away from the ends, from a place on that begins a stamp.
                at = [slice(4 * s, 5 * s) for s in module.stride]
                inside = y[(0, 0, *at)].numpy()
                pair = layer.pair(i, o)
                assert (pair.sums == inside).all()
                assert layer.spread[i, o] == inside.max() - inside.min()
                assert layer.flat[i, o] == (inside.min() == inside.max())

    def test_the_notebook_shows_the_same_picture(self, name: str):
        _, told, _ = self.explained(name)
        shown = told._repr_mimebundle_()
        assert shown["text/plain"] == repr(told)
        tags = Tags(shown["text/html"])
        assert tags.count("script") == tags.count("style") == 0
        sources = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', shown["text/html"])
        assert tags.count("img") == len(sources) >= len(told.layers)
        svgs = [b64decode(source).decode() for source in sources]
        assert all(following(layer.pair(0, 0).picture.svg) in svgs for layer in told.layers)


class TestCheckerboard:
    @pytest.mark.parametrize(
        ("weight", "stride", "dilation", "sums", "flat"),
        [
            # The first two are in the list of misconceptions: s divides k is not the test.
            ([1, 2, 1], 2, 1, [2, 2], True),
            ([1, 2, 3, 4], 2, 1, [4, 6], False),
            ([1, 1, 3], 1, 1, [5], True),
            ([1, 1], 3, 1, [1, 1, 0], False),
            # All taps of a dilated kernel fall into one phase.
            ([1, 2, 3], 2, 2, [6, 0], False),
            ([1, 2, 1], 2, 3, [2, 2], True),
        ],
    )
    def test_it_is_the_phase_sums(self, weight, stride, dilation, sums, flat):
        layer = nn.ConvTranspose1d(1, 1, len(weight), stride, dilation=dilation)
        layer.weight.data = torch.tensor([[weight]], dtype=torch.float32)
        told = explain(layer, 9).layers[0]
        assert told.pair(0, 0).sums.tolist() == sums
        assert told.flat.tolist() == [[flat]]
        assert told.checkerboard.startswith("none") == flat

    def test_it_is_told_pair_by_pair(self):
        layer = nn.ConvTranspose1d(2, 1, 2, 2)
        layer.weight.data = torch.tensor([[[3.0, 3.0]], [[1.0, 2.0]]])
        told = explain(layer, 4).layers[0]
        assert told.flat.tolist() == [[True], [False]]
        # By hand: 6 and 6, and 1 and 2, whose difference is two thirds of their mean 1.5.
        assert told.unevenness.pairs.tolist() == [[0], [pytest.approx(2 / 3)]]
        assert told.checkerboard == (
            "slight: phase sums differ by 33 % of their mean magnitude "
            "(median of 2 channel pairs; the worst 67 %)"
        )

    def test_rounding_is_no_checkerboard(self):
        layer = nn.ConvTranspose1d(1, 1, 4, 2)
        layer.weight.data = torch.tensor([[[0.1, 0.3, 0.2, 0.0]]])
        told = explain(layer, 4).layers[0]
        assert 0 < told.spread[0, 0] < 1e-7
        assert told.flat[0, 0]
        layer.weight.data[0, 0, 0] += 1e-6
        assert not explain(layer, 4).layers[0].flat[0, 0]


class TestClashes:
    @pytest.mark.parametrize("size", [(33, 35), (34, 35), (36, 38), (34, 33), (37, 36)])
    def test_of_a_u_net_are_mended_by_each_change_that_is_told(self, size):
        told = explain(UNet(), size)
        if size == (37, 36):
            # The first way up fits; the second one, from 18 × 18 to 37 × 36, does not.
            assert (told.misfit.layer, told.misfit.wanted) == ("up2", (37, 36))
            return
        assert told.misfit.layer == "up1"
        assert told.misfit.wanted == tuple(n // 2 for n in size)
        assert told.missing == ()
        assert [change.name for change in told.misfit.changes] == ["output_padding", "kernel_size"]
        for change in told.misfit.changes:
            up1 = UNet(**{change.name: change.new}).up1
            y = up1(torch.ones(1, 8, *(n // 4 for n in size)))
            assert tuple(y.shape[2:]) == told.misfit.wanted

    def test_it_is_told(self):
        told = explain(UNet(), (34, 34))
        text = (
            "The shapes clash: cat meets (1, 4, 16, 16) and (1, 4, 17, 17).\n"
            "  Layer up1 turns 8 into 16, but 17 is wanted: "
            "size = (8 − 1)·2 − 2·0 + 1·(2 − 1) + 0 + 1 = 16\n"
            "  Mends, best first (y: the layer's output, skip: the tensor it is joined with):\n"
            "  – up1(x, output_size=skip.shape[-2:]): right for all sizes\n"
            "  – F.pad(y, (0, 1, 0, 1)): right for this size; for every size use "
            "F.pad(y, (0, skip.shape[-1] - y.shape[-1], 0, skip.shape[-2] - y.shape[-2]))\n"
            "  – pad the model's input to a multiple of 4, here F.pad(x, (0, 2, 0, 2)): "
            "right for all sizes\n"
            "  – output_padding 0 → 1 in up1: right for this size and 32 of the next 64; breaks "
            "36, which works now\n"
            "  – kernel_size 2 → 3 in up1: right for this size and 32 of the next 64; breaks 36, "
            "which works now; taps per phase become uneven: (2, 1)\n"
            "  Run at 33, 34, 35, 36, 37; the next 64 sizes are computed."
        )
        assert str(told.misfit) == text
        assert repr(told).startswith(text)
        assert "output_padding 0 → 1" in told._repr_mimebundle_()["text/html"]

    def test_a_sum_of_different_lengths(self):
        class Residual(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(2, 2, 3, 2, 1)

            def forward(self, x):
                return self.up(x) + functional.interpolate(x, scale_factor=2)

        told = explain(Residual(), 8)
        assert told.misfit.headline == "The shapes clash: add meets (1, 2, 15) and (1, 2, 16)."
        # By hand: (8 − 1)·2 − 2·1 + (3 − 1) + 0 + 1 = 15; a padding adds 2 to it, a stride 7.
        assert [str(change) for change in told.misfit.changes] == [
            "output_padding 0 → 1",
            "kernel_size 3 → 4",
        ]

    def test_a_size_that_no_transposed_layer_made(self):
        told = explain(up_and(lambda y, x: torch.cat([x[..., 1:], x], 1) + y), 4)
        assert str(told.misfit) == (
            "The shapes clash: cat meets (1, 1, 3) and (1, 1, 4).\n"
            "  No transposed convolution made either of these sizes (up made 8)."
        )

    @pytest.mark.parametrize(
        "follows",
        [
            lambda y: functional.pad(y, (0, 3)),
            lambda y: functional.leaky_relu(functional.pad(y, (3, 0))),
            lambda y: functional.interpolate(y, 11),
            lambda y: torch.cat([y, y[..., :3]], -1),
            lambda y: functional.conv1d(functional.pad(y, (3, 2)), torch.ones(1, 1, 3)),
        ],
    )
    def test_what_follows_the_layer_is_followed(self, follows):
        """Its change of the size is told, and no parameter of the layer is said to mend it."""
        misfit = explain(up_and(lambda y, x: torch.cat([follows(y), x], 1)), 4).misfit
        assert said(misfit) == (
            "The shapes clash: cat meets (1, 1, 11) and (1, 1, 4).\n"
            "  Layer up turns 4 into 8, the code after it turns that into 11, but 4 is wanted: "
            "size = (4 − 1)·2 − 2·0 + 1·(2 − 1) + 0 + 1 = 8"
        )
        assert (misfit.layer, misfit.changes) == ("up", ())
        assert {mend.kind for mend in misfit.mends} <= {"crop", "input"}

    @pytest.mark.parametrize(
        "follows",
        [
            torch.relu,
            lambda y: nn.BatchNorm1d(1).eval()(y),
            lambda y: y * 2 + 1,
            lambda y: 1 - y.tanh_(),
            lambda y: functional.pad(y[..., 1:], (1, 0)),
            lambda y: torch.cat([y, y.sigmoid()], 1)[:, :1],
        ],
    )
    def test_what_keeps_the_size_keeps_the_blame(self, follows):
        misfit = explain(up_and(lambda y, _: torch.cat([follows(y), torch.ones(1, 1, 9)])), 4)
        assert "Layer up turns 4 into 8, but 9 is wanted: size" in str(misfit)
        assert "\n  – output_padding 0 → 1 in up: right " in str(misfit)

    def test_no_change_of_the_layer_is_told_that_another_join_does_not_bear(self):
        def code(y, _):
            both = torch.cat([y, torch.ones(1, 2, 8)], 1)
            return torch.cat([both[:, :1], torch.ones(1, 1, 9)])

        misfit = explain(up_and(code), 4).misfit
        assert [mend.kind for mend in misfit.mends] == ["crop"]

    @pytest.mark.parametrize(
        "loses",
        [
            lambda y: y.flip(-1),
            lambda y: y.mT.mT,
            torch.zeros_like,
            # What torch does not show: numbers that were elsewhere, and code of one's own.
            lambda y: torch.from_numpy(y.numpy()).relu(),
            lambda y: Unseen.apply(y) * 2,
        ],
    )
    def test_a_lost_trail_is_a_perhaps(self, loses):
        misfit = explain(up_and(lambda y, _: loses(y) + torch.ones(9)), 4).misfit
        assert said(misfit) == (
            "The shapes clash: add meets (1, 1, 8) and (9,).\n"
            "  Perhaps layer up is the reason: it turns 4 into 8, but 9 is wanted: "
            "size = (4 − 1)·2 − 2·0 + 1·(2 − 1) + 0 + 1 = 8"
        )
        assert misfit.changes == ()

    def test_no_layer_is_blamed_by_coincidence(self):
        def code(y, _):
            return torch.cat([torch.ones(1, 5, 8), torch.ones(1, 5, 9)], 1) + y.sum()

        misfit = explain(up_and(code), 4).misfit
        assert (misfit.layer, misfit.changes) == (None, ())
        assert str(misfit).endswith(
            "No tensor here can be traced back to a transposed convolution (up made 8)."
        )

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            (lambda y: y * torch.ones(1, 3, 1), "The channels clash, not the sizes: mul meets"),
            (lambda y: y + torch.ones(3, 1), "The channels clash, not the sizes: add meets"),
            (lambda y: torch.cat([y, torch.ones(1, 3, 5)], -1), "The channels clash, .*: cat"),
            (lambda y: torch.cat([y, torch.ones(3, 2, 5)], 2), "The batches clash, .*: cat"),
            (lambda y: torch.cat([y, torch.ones(1, 3, 8)]), "The channels clash, not the sizes"),
            (lambda y: y.expand(2, 2, 8) - torch.ones(3, 1, 8), "The batches clash, .*: sub"),
            (lambda y: torch.cat([y, torch.ones(2, 8)], 1), "^With an input .*: RuntimeError: "),
        ],
    )
    def test_channels_and_batches_are_told_as_what_they_are(self, code, message):
        told = explain(up_and(lambda y, _: code(y), channels=2), 4)
        assert re.search(message, told.stopped)
        assert told.misfit is None
        assert [layer.made for layer in told.layers] == [(8,)]

    def test_a_broadcast_of_1_is_no_size_that_is_wanted(self):
        plane = nn.ConvTranspose2d(1, 1, 2, 2)
        told = explain(up_and(lambda y, _: y + torch.ones(1, 1, 1, 7), plane), (4, 3)).misfit
        assert (told.made, told.wanted) == ((8, 6), (8, 7))

    def test_channels_that_clash_besides_are_told_as_well(self):
        told = explain(up_and(lambda y, _: y + torch.ones(2, 3, 9), channels=2), 4).misfit
        assert told.wanted == (9,)
        assert said(told).endswith("\n  The channels clash as well.")

    def test_an_error_after_a_clash_that_was_caught_is_another_one(self):
        def code(y, x):
            try:
                return y + x
            except RuntimeError:
                pass
            raise RuntimeError("something else")

        assert explain(up_and(code), 4).stopped.endswith(": RuntimeError: something else")

    def test_a_clash_that_the_model_tells_in_its_own_words(self):
        def code(y, _):
            try:
                return y + torch.ones(9)
            except RuntimeError as error:
                raise RuntimeError("my own words") from error

        assert explain(up_and(code), 4).misfit.wanted == (9,)

    def test_a_model_that_catches_its_own_error_has_no_clash(self):
        class Careful(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 2, 2)

            def forward(self, x):
                y = self.up(x)
                try:
                    return y + x
                except RuntimeError:
                    return y

        assert explain(Careful(), 4).misfit is None

    def test_of_two_layers_that_made_the_shape_the_last_is_meant(self):
        class Twice(nn.Module):
            def __init__(self):
                super().__init__()
                self.first, self.last = (
                    nn.ConvTranspose1d(1, 1, 4, 2, 1),
                    nn.ConvTranspose1d(1, 1, 3),
                )

            def forward(self, x):
                y = self.last(self.first(x)[..., 2:])
                return torch.cat([y, nn.functional.pad(x, (0, 5))], 1)

        # By hand: first makes 8 of 4, last makes 8 of 6.
        assert explain(Twice(), 4).misfit.layer == "last"

    @pytest.mark.parametrize("bias", [True, False])
    def test_wrong_channels_are_no_clash_of_sizes(self, bias: bool):
        two = nn.Sequential(nn.ConvTranspose1d(1, 2, 2, 2), nn.Conv1d(3, 1, 5, bias=bias))
        told = explain(two, 4)
        assert re.search(r"shape \(1, 1, 4\) .* to have 3 channels, but got 2", told.stopped)
        assert told.misfit is None

    def test_nor_are_those_of_a_sum(self):
        class Sum(nn.Module):
            def __init__(self):
                super().__init__()
                self.up, self.side = nn.ConvTranspose1d(4, 2, 2, 2), nn.ConvTranspose1d(4, 3, 2, 2)

            def forward(self, x):
                return self.up(x) + self.side(x)

        assert "The size of tensor a (2) must match" in explain(Sum(), 4).stopped


class TestSkips:
    def test_the_first_misfit_of_a_sequential_is_told(self):
        decoder = nn.Sequential(
            nn.ConvTranspose1d(8, 4, 4, 2, 1),
            nn.ConvTranspose1d(4, 2, 3, 2, 1),
            nn.ConvTranspose1d(2, 1, 4, 2, 1),
        )
        assert explain(decoder, 7, skips=[14, 27, None]).misfit is None
        told = explain(decoder, 7, skips=[14, 28, 56])
        assert (told.misfit.layer, told.misfit.made, told.misfit.wanted) == ("1", (27,), (28,))
        assert said(told.misfit) == (
            "A size misses its skip connection: 27 against 28.\n"
            "  Layer 1 turns 14 into 27, but 28 is wanted: "
            "size = (14 − 1)·2 − 2·1 + 1·(3 − 1) + 0 + 1 = 27"
        )
        assert [str(change) for change in told.misfit.changes] == [
            "output_padding 0 → 1",
            "kernel_size 3 → 4",
        ]

    def test_far_from_the_wanted_size_the_search_is_named(self):
        # By hand: (1 − 1)·2 − 2·1 + (4 − 1) + 0 + 1 = 2, and no padding makes it 1 or 3.
        told = explain(nn.ConvTranspose1d(1, 1, 4, 2, 1), 1, skips=[1])
        assert [str(change) for change in told.misfit.changes] == ["kernel_size 4 → 3"]
        assert "find_layers" not in str(told.misfit)
        told = explain(nn.ConvTranspose1d(1, 1, 3, 2, 1), 5, skips=[40])
        assert [str(change) for change in told.misfit.changes] == ["kernel_size 3 → 34"]
        assert "find_layers(5, 40) lists the settings that fit" in str(told.misfit)
        # By hand: (3 − 1)·3 + 1 = 7; stride 2 makes it 5, padding 1 too, and no kernel is shorter.
        told = explain(nn.ConvTranspose1d(1, 1, 1, 3), 3, skips=[6])
        assert told.misfit.changes == ()
        assert said(told.misfit).endswith("\n  find_layers(3, 6) lists the settings that fit.")

    @pytest.mark.long(sample=0)
    @pytest.mark.parametrize(("size", "wanted"), [(32, 256), (1, 7), (2, 10**6), (5, 100), (3, 4)])
    def test_a_search_that_lists_nothing_is_not_named(self, size: int, wanted: int):
        told = str(explain(nn.ConvTranspose1d(1, 1, 4, 2, 1), size, skips=[wanted]).misfit)
        named = f"find_layers({size}, {wanted}) lists the settings that fit" in told
        assert named == (len(find_layers(size, wanted)) > 0 and abs(wanted - 2 * size) > 2)

    def test_a_pair_for_two_dimensions(self):
        layer = nn.ConvTranspose2d(1, 1, (3, 4), 2, 1)
        told = explain(layer, (8, 8), skips=[(16, 16)])
        assert [(change.name, change.new) for change in told.misfit.changes] == [
            ("output_padding", (1, 0)),
            ("kernel_size", (4, 4)),
        ]

    @pytest.mark.parametrize(
        ("skips", "message"),
        [
            ([], "one size for each transposed convolution, here a list of 1"),
            ([(1, 2)], "is 1-D, so its size is one number"),
            ([0], "skips=0 .* nearest value that works is 1"),
            (["8"], "skips='8' .* a whole number"),
            ([8.5], "skips=8.5 .* a whole number"),
            (8, "skips=8 .* a list of 1"),
            ("8", "skips='8' .* a list of 1"),
            ([(1, 2)], "the layer is 1-D"),
        ],
    )
    def test_what_is_no_size(self, skips, message):
        with pytest.raises((ValueError, TypeError), match=message):
            explain(nn.ConvTranspose1d(1, 1, 3), 5, skips=skips)

    def test_a_size_far_away_is_mended_at_once(self):
        # By hand: (4 − 1)·2 + 1·(k − 1) + 1 = 10**9 for k = 10**9 − 6.
        told = explain(nn.ConvTranspose1d(1, 1, 2, 2), 4, skips=[10**9])
        assert [str(change) for change in told.misfit.changes] == ["kernel_size 2 → 999999994"]

    def test_a_module_that_cuts_behind_its_layer(self):
        """As every causal codec does; no padding of the layer is named, which would look ahead."""
        model = up_and(lambda y, _: (y[..., :8].relu(), y.sum(-1)), nn.ConvTranspose1d(1, 1, 4, 2))
        assert explain(model, 4, skips=[8]).misfit is None
        assert explain(model, 4, skips=[10]).misfit is None
        misfit = explain(model, 4, skips=[9]).misfit
        assert said(misfit) == (
            "A size misses its skip connection: 8 against 9.\n"
            "  Layer up turns 4 into 10, the code after it turns that into 8, but 9 is wanted: "
            "size = (4 − 1)·2 − 2·0 + 1·(4 − 1) + 0 + 1 = 10"
        )
        assert misfit.changes == ()

    def test_sizes_in_a_tensor(self):
        told = explain(nn.ConvTranspose1d(1, 1, 2, 2), 4, skips=torch.tensor([9]))
        assert told.misfit.wanted == (9,)
        assert "8 against 9." in str(told.misfit)

    def test_every_mend_is_torch_s_and_none_near_is_missing(self):
        seen = set()
        for k, s, p, want in product((2, 3, 4), (1, 2, 3), (0, 1), range(8, 20)):
            before = {"kernel_size": k, "stride": s, "padding": p, "output_padding": 0}
            layer = Layer(**before)
            told = {change.name: change.new[0] for change in mends((layer,), [5], [want])}
            by_torch = {}
            for name, value in product(before, range(8)):
                if value == before[name] or (name, value) == ("kernel_size", 0):
                    continue
                try:
                    module = nn.ConvTranspose1d(1, 1, **{**before, name: value})
                    size = module(torch.ones(1, 1, 5)).shape[-1]
                except RuntimeError:
                    continue
                if size == want:
                    by_torch[name] = value
            if torch_size_of(before) == want:
                assert told == {}
                continue
            assert {name: value for name, value in told.items() if value < 8} == by_torch
            seen |= set(told)
        assert seen == {"output_padding", "padding", "kernel_size", "stride"}


def torch_size_of(parameters: dict[str, int]) -> int:
    return nn.ConvTranspose1d(1, 1, **parameters)(torch.ones(1, 1, 5)).shape[-1]


def test_the_readme_prints_what_it_says(capsys):
    section = (ROOT / "README.md").read_text("utf-8").split("## Your own layer")[1]
    code, printed = re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)[:2]
    exec(code, {})
    assert capsys.readouterr().out == printed


class TestTheModelIsLeftAsItWas:
    def build(self) -> nn.Module:
        model = nn.Sequential(
            nn.ConvTranspose1d(2, 2, 4, 2, 1), nn.BatchNorm1d(2), nn.Dropout(0.5), nn.ReLU()
        )
        model[1].eval()
        return model

    @pytest.mark.parametrize("fails", [False, True])
    def test_whether_or_not_the_pass_fails(self, fails: bool):
        model = self.build()
        if fails:
            model.append(nn.Conv1d(5, 1, 1))
        before = copy.deepcopy(model.state_dict())
        modes = [module.training for module in model.modules()]
        random = torch.get_rng_state()
        assert bool(explain(model, 6).stopped) == fails
        assert [module.training for module in model.modules()] == modes
        assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())
        assert all(p.grad is None and p.requires_grad for p in model.parameters())
        assert torch.equal(torch.get_rng_state(), random)
        for module in model.modules():
            assert not module._forward_hooks
            assert not module._forward_pre_hooks

    def test_also_where_the_reader_s_own_code_raises(self):
        class Broken(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 2, 2)

            def forward(self, x):
                assert not torch.is_grad_enabled()
                assert not self.training
                self.up(x + torch.randn(x.shape))
                raise KeyError("mine")

        model = Broken()
        random = torch.get_rng_state()
        assert explain(model, 4).stopped.endswith(" stops in Broken: KeyError: 'mine'")
        assert torch.equal(torch.get_rng_state(), random)
        assert model.training
        assert torch.is_grad_enabled()
        assert not model.up._forward_hooks

    @pytest.mark.parametrize("train", [True, False])
    def test_a_weight_that_each_read_changes(self, train: bool):
        """In training mode spectral_norm takes a step of its power iteration at each read."""
        layer = parametrizations.spectral_norm(nn.ConvTranspose1d(2, 3, 4, 2))
        model = nn.Sequential(layer, nn.ReLU()).train(train)
        x = torch.randn(1, 2, 5)
        before = copy.deepcopy(model.state_dict())
        explain(model, 5)
        explain(model, torch.ones(1, 2, 5))
        for key, value in model.state_dict().items():
            assert torch.equal(before[key], value), key
        twin = copy.deepcopy(model)
        twin.load_state_dict(before)
        assert torch.equal(model(x), twin(x))

    def test_a_weight_that_draws_random_numbers(self):
        class Noisy(nn.Module):
            def forward(self, weight):
                return weight + torch.randn(1) + random.random() + np.random.rand()  # noqa: NPY002

        layer = nn.ConvTranspose1d(1, 1, 2, 2)
        torch.nn.utils.parametrize.register_parametrization(layer, "weight", Noisy())
        torch.manual_seed(0)
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002
        told = explain(layer, 4)
        drawn = torch.randn(1), random.random(), np.random.rand()  # noqa: NPY002
        torch.manual_seed(0)
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002
        assert drawn == (torch.randn(1), random.random(), np.random.rand())  # noqa: NPY002
        assert np.isfinite(told.layers[0].spread).all()

    def test_random_numbers_of_all_devices(self, monkeypatch):
        """On a machine that seems to have two; torch keeps the numbers of those it is told of."""
        states = {0: torch.tensor([5]), 1: torch.tensor([6])}
        fake = SimpleNamespace(
            get_rng_state=lambda n: states[n],
            set_rng_state=lambda state, n: states.update({n: state}),
        )
        monkeypatch.setattr(torch, "fake", fake, raising=False)
        monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
        monkeypatch.setattr(torch.accelerator, "device_count", lambda: 2)
        kind = SimpleNamespace(type="fake")
        monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: kind)
        monkeypatch.setattr(torch, "get_device_module", lambda _=None: fake)

        def draws(y, _):
            states.update({0: torch.tensor([0]), 1: torch.tensor([0])})
            return y

        explain(up_and(draws), 4)
        assert [state.item() for state in states.values()] == [5, 6]

    def test_the_weight_told_is_the_one_that_was_used(self):
        class Counting(nn.Module):
            reads = 0

            def forward(self, weight):
                type(self).reads += 1
                return torch.full_like(weight, self.reads)

        seen = []
        layer = nn.ConvTranspose1d(1, 1, 2, 2, bias=False)
        torch.nn.utils.parametrize.register_parametrization(layer, "weight", Counting())
        layer.register_forward_hook(lambda _m, _x, y: seen.append(y[0, 0, 0].item()))
        assert explain(layer, 4).pair(0, 0).weight[0] == seen[0]

    def test_what_the_forward_pass_writes_itself(self):
        class Writes(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 2, 2)
                self.register_buffer("calls", torch.zeros(()))
                self.register_buffer("mean", torch.zeros(()))
                self.last = None

            def forward(self, x):
                self.calls += 1
                self.mean = self.mean * 0.9 + x.mean()
                self.last = self.up(x)
                # As layers with a largest norm do.
                self.up.weight.data = self.up.weight.data * 0.5
                self.up.bias.zero_()
                self.new = 1
                return self.last

        model = Writes()
        mean, before = model.mean, copy.deepcopy(model.state_dict())
        places = [one.data_ptr() for one in model.state_dict().values()]
        explain(model, 4)
        assert [one.data_ptr() for one in model.state_dict().values()] == places
        assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())
        assert model.calls == 0
        assert model.mean is mean
        assert model.last is None
        assert not hasattr(model, "new")

    def test_weights_that_old_hooks_make_at_each_call(self):
        layer = nn.utils.spectral_norm(nn.ConvTranspose1d(1, 1, 4, 2))
        layer(torch.ones(1, 1, 4))
        weight, before = layer.weight, copy.deepcopy(layer.state_dict())
        explain(layer, 4)
        assert layer.weight is weight
        assert all(torch.equal(before[key], value) for key, value in layer.state_dict().items())

    def test_a_model_on_several_devices_runs_on_its_first_one(self):
        """Its threads on the others would run unseen."""
        seen = []

        class Parallel(nn.DataParallel):
            def forward(self, x):
                seen.append(self.device_ids)
                return self.module(x)

        model = Parallel(nn.ConvTranspose1d(1, 1, 2))
        model.device_ids = [0, 1]
        assert explain(model, 4).layers[0].name == "module"
        assert (seen, model.device_ids) == ([[0]], [0, 1])

    def test_a_weight_is_held_once(self):
        layer = parametrizations.weight_norm(nn.ConvTranspose1d(1, 1, 3, padding=1))
        told = explain(nn.Sequential(*[layer] * 5), 4)
        assert len(told.layers) == 5
        assert len({id(one.call.weight) for one in told.layers}) == 1

    def test_a_weight_that_changes_from_call_to_call(self):
        class Model(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 2)

            def forward(self, x):
                for n in range(3):
                    nn.init.constant_(self.up.weight, n)
                    x = self.up(x)
                return x

        told = explain(Model(), 4)
        assert [one.call.weight[0, 0, 0] for one in told.layers] == [0, 1, 2]

    def test_a_weight_leaves_its_device_before_it_becomes_float64(self, monkeypatch):
        """Not every device has float64."""
        order = []
        for name in ("cpu", "double"):
            own = getattr(torch.Tensor, name)
            monkeypatch.setattr(
                torch.Tensor, name, lambda t, own=own, name=name: order.append(name) or own(t)
            )
        assert explain(nn.ConvTranspose1d(1, 1, 3), 4).pair(0, 0).weight.dtype == np.float64
        assert order == ["cpu", "double"]

    def test_what_is_told_does_not_change_with_it(self):
        layer = nn.ConvTranspose1d(1, 1, 3, dtype=torch.float64)
        told = explain(layer, 4)
        before = repr(told)
        with torch.no_grad():
            layer.weight.zero_()
        assert repr(told) == before


class TestWhatItTakes:
    def test_every_form_of_a_size(self):
        layer, plane = nn.ConvTranspose1d(2, 1, 3), nn.ConvTranspose2d(2, 1, 3)
        for size in (8, [8], (1, 2, 8), (5, 2, 8), torch.zeros(2, 8), (torch.zeros(1, 2, 8),)):
            assert explain(layer, size).layers[0].sizes == (8,)
        for size in ((8, 9), [8, 9], (1, 2, 8, 9), torch.Size((1, 2, 8, 9)), torch.zeros(2, 8, 9)):
            assert explain(plane, size).layers[0].sizes == (8, 9)

    def test_several_tensors_and_an_output_size_at_the_call(self):
        class Up(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 3, 2, 1)

            def forward(self, x, skip):
                return self.up(x, output_size=skip.shape[-1:]) + skip

        told = explain(Up(), (torch.ones(1, 1, 4), torch.ones(1, 1, 8)))
        assert told.misfit is None
        assert told.layers[0].axes == (Layer(3, 2, 1, output_padding=1),)
        with pytest.raises(IllegalLayer, match="output_size=11 .* nearest value that works is 8"):
            explain(Up(), (torch.ones(1, 1, 4), torch.ones(1, 1, 11)))

    def test_a_layer_called_twice_and_one_that_trims_its_own_output(self):
        class Causal(nn.ConvTranspose1d):
            def forward(self, x):
                return super().forward(x)[..., :-2]

        layer = Causal(1, 1, 4, 2)
        told = explain(nn.Sequential(layer, layer), 4)
        assert [one.name for one in told.layers] == ["0", "0 (call 2)"]
        assert [one.made for one in told.layers] == [(10,), (18,)]
        assert [one.kept for one in told.layers] == [(8,), (16,)]
        assert "(4 − 1)·2 − 2·0 + 1·(4 − 1) + 0 + 1 = 10" in repr(told)
        assert "the model's code keeps 8: 0 cut at the start, 2 at the end" in repr(told)
        # No padding of the layer is promised to mend it, which would look ahead.
        misfit = explain(layer, 4, skips=[9]).misfit
        assert (misfit.made, misfit.changes) == ((8,), ())
        assert "mends" not in str(misfit)

    @pytest.mark.parametrize("call", ["x", "input", "mine"])
    def test_a_layer_with_a_signature_of_its_own(self, call: str):
        class Own(nn.ConvTranspose1d):
            def forward(self, x, mine=None, *, crop=0):
                y = super().forward(x if mine is None else mine)
                return y[..., : y.shape[-1] - crop]

        class Model(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 4, 2) if call == "input" else Own(1, 1, 4, 2)

            def forward(self, x):
                if call == "mine":
                    return self.up(None, crop=2, mine=x)
                return self.up(**{call: x})

        [layer] = explain(Model(), 4).layers
        assert (layer.name, layer.sizes) == ("up", (4,))
        assert (layer.made, layer.kept) == ((10,), (8,) if call == "mine" else (10,))

    def test_a_layer_that_gives_more_than_a_tensor(self):
        class Both(nn.ConvTranspose1d):
            def forward(self, input):
                return super().forward(input), input

        assert explain(Both(1, 1, 4, 2), 4).layers[0].made == (10,)

    def test_functions_are_told_under_the_name_of_the_module_that_calls_them(self):
        class Resample(nn.Module):
            def __init__(self):
                super().__init__()
                self.register_buffer("w", torch.arange(8.0).reshape(2, 1, 4))

            def forward(self, x):
                return functional.conv_transpose1d(x, self.w, stride=2, padding=1, groups=2)

        class Model(nn.Module):
            def __init__(self):
                super().__init__()
                self.up, self.resample = nn.ConvTranspose1d(2, 2, 2, 2), Resample()

            def forward(self, x):
                y = self.resample(self.up(x))
                w = torch.ones(2, 1, 1)
                return torch.conv_transpose1d(y, weight=w) + torch.ones(1, 1, 17)

        told = explain(Model(), 4)
        names = [(one.name, one.sizes, one.made) for one in told.layers]
        assert names == [("up", (4,), (8,)), ("resample", (8,), (16,)), ("Model", (16,), (16,))]
        assert told.layers[1].axes == (Layer(4, 2, 1),)
        assert told.layers[1].channels == (2, 2)
        assert told.pair(1, 1, layer=1).weight.tolist() == [4, 5, 6, 7]
        assert told.missing == ()
        assert told.misfit.layer == "Model"

    @pytest.mark.parametrize("size", [4, (1, 2, 4), torch.ones(1, 2, 4)])
    def test_a_model_that_calls_functions_alone(self, size):
        class Model(nn.Module):
            def __init__(self):
                super().__init__()
                self.first = nn.Conv1d(2, 2, 1)

            def forward(self, x):
                w = torch.ones(2, 3, 2)
                return functional.conv_transpose1d(self.first(x), w, stride=(2,))

        [layer] = explain(Model(), size).layers
        assert (layer.name, layer.made) == ("Model", (8,))

    def test_a_model_of_functions_that_tells_no_channels(self):
        class Model(nn.Module):
            def forward(self, x):
                return functional.conv_transpose1d(x, torch.ones(2, 1, 3))

        with pytest.raises(
            ValueError, match=r"contain one\. .* calls a function such as .* full shape"
        ):
            explain(Model(), 4)
        with pytest.raises(ValueError, match=r"is ConvTranspose1d\.$"):
            explain(nn.Sequential(nn.ReLU()), 4)

    def test_a_function_is_complained_of_as_a_layer_is(self):
        class Model(nn.Module):
            def forward(self, x):
                return functional.conv_transpose1d(x, torch.ones(1, 1, 3), padding=9)

        with pytest.raises(IllegalLayer, match="padding=9 .*'Model'.* value that works is 2"):
            explain(Model(), torch.ones(1, 1, 4))

    @pytest.mark.parametrize("size", [4, (1, 1, 4)])
    @pytest.mark.parametrize("part", [False, True])
    @pytest.mark.parametrize("how", ["script", "trace", "function", "quantized"])
    def test_what_nobody_can_look_into(self, how: str, part: bool, size):
        class Model(nn.Module):
            def forward(self, x):
                return functional.conv_transpose1d(x, torch.ones(1, 1, 3))

        layer = nn.ConvTranspose1d(1, 1, 3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = {
                "script": lambda: torch.jit.script(layer),
                "trace": lambda: torch.jit.trace(nn.Sequential(layer), torch.ones(1, 1, 4)),
                "function": lambda: torch.jit.script(Model()),
                "quantized": lambda: quantized.ConvTranspose1d(1, 1, 3),
            }[how]()
        if part:
            model = nn.Sequential(nn.Conv1d(1, 1, 1), model)
        with pytest.raises(ValueError, match="scripted, traced or quantized.* before that"):
            explain(model, size)

    def test_an_exported_and_a_compiled_model(self):
        model = nn.Sequential(nn.ConvTranspose1d(2, 2, 4, 2, 1), nn.ReLU())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exported = torch.export.export(model, (torch.ones(1, 2, 4),)).module()
            compiled = torch.compile(model)
        assert explain(exported, (1, 2, 4)).layers[0].made == (8,)
        told = explain(compiled, 4)
        assert [(one.name, one.made) for one in told.layers] == [("_orig_mod.0", (8,))]

    @pytest.mark.parametrize("bias", [True, False])
    def test_a_weight_that_is_made_from_others(self, bias: bool):
        layer = parametrizations.weight_norm(nn.ConvTranspose1d(2, 1, 4, 2, bias=bias))
        pair = explain(layer, 5).pair(1, 0)
        assert np.array_equal(pair.weight, layer.weight[1, 0].detach().numpy())

    def test_half_precision_and_groups(self):
        layer = nn.ConvTranspose1d(4, 6, 3, groups=2, dtype=torch.bfloat16)
        told = explain(layer, 5)
        assert told.layers[0].channels == (4, 6)
        assert "ConvTranspose1d(4, 6, kernel_size=3, groups=2)" in repr(told)
        weight = layer.weight.detach().double().numpy()
        assert np.array_equal(told.pair(2, 4).weight, weight[2, 1])
        with pytest.raises(IllegalLayer, match="o=4 .* group 0, .* nearest value that works is 2"):
            told.pair(1, 4)
        with pytest.raises(IllegalLayer, match="i=4 .* nearest value that works is 3"):
            told.pair(4, 0)
        html = told._repr_mimebundle_()["text/html"]
        assert "pair (0, 2): from input channel 0 to output channel 2" in html

    def test_the_running_case_word_by_word(self):
        layer = nn.ConvTranspose1d(1, 1, 3, 2, 1, output_padding=1)
        layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
        told = explain(layer, 3)
        assert repr(told) == dedent("""
            the layer: ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1, output_padding=1)
            size             (3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6
            checkerboard     strong: phase sums differ by 120 % of their mean magnitude (chapter 10)
            look-ahead       1 input: output j also depends on the input after its own (j // 2); \
to make it causal: padding=0, y[..., :2 * x.shape[-1]] (chapter 13)
            products         9, made before padding cuts; no additions, no bias
            bytes            16 of weight and bias, 24 of the output
            receptive field  2: the most inputs of the model that one output sees

            pair (0, 0): from input channel 0 to output channel 0
            phase  taps         weights  sum
                0  w[0] + w[2]    1 + 3    4
                1  w[1]               1    1

            Drawn for all 3 inputs, each set to 1:
            input        1   1   1  kernel   1   1   3
            1 × kernel  (1)  1   3
            1 × kernel           1   1   3
            1 × kernel                   1   1   3
                         |------>|------> stride 2
            sum         (1)  1   4   1   4   1  [3]
            padding cuts 1 | output_padding 1: 1 back
            output           1   4   1   4   1  [3]
                             0   1   2   3   4   5
            size = (3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6
        """).strip("\n")

    def test_names_cannot_break_the_page(self):
        model = nn.Sequential()
        model.add_module("<script>x", nn.ConvTranspose1d(1, 1, 2))
        html = explain(model, 3)._repr_mimebundle_()["text/html"]
        assert "<script" not in html
        assert "&lt;script&gt;x" in html

    def test_a_long_kernel_is_told_in_few_lines(self):
        text = repr(explain(nn.ConvTranspose1d(1, 1, 100, 40), 900))
        assert "25 more: .sums" in text
        assert max(map(len, text.splitlines())) <= 160


class TestErrors:
    @pytest.mark.parametrize(
        ("layer", "message"),
        [
            (nn.Conv1d(1, 1, 3), "layer=Conv1d .* nearest layer that works is ConvTranspose1d"),
            (nn.Conv2d(1, 1, 3), "layer=Conv2d .* nearest layer that works is ConvTranspose2d"),
            (
                nn.Sequential(nn.ReLU()),
                "layer=Sequential .* transposed convolution, or contain one",
            ),
            (nn.Conv3d(1, 1, 3), "layer=Conv3d .* nearest layer that works is ConvTranspose3d"),
            (nn.Sequential(nn.LazyConvTranspose1d(1, 3)), "'0' .* Run one batch"),
            (nn.ConvTranspose1d(1, 1, 3, device="meta"), "on the meta device"),
            (nn.ConvTranspose1d(1, 1, 3, dtype=torch.complex64), "of complex numbers"),
            (nn.ConvTranspose1d(1, 1, 3, output_padding=1), "output_padding=1 .* works is 0"),
            (nn.Sequential(nn.ConvTranspose1d(1, 1, 3, stride=0)), r"stride=0 .* \(in layer '0'\)"),
            (nn.ConvTranspose1d(1, 1, 3, padding=9), "padding=9 .* nearest value that works is 2"),
        ],
    )
    def test_a_layer_that_cannot_be_explained(self, layer, message):
        with pytest.raises(ValueError, match=message):
            explain(layer, 4)

    def test_another_padding_mode(self):
        layer = nn.ConvTranspose1d(1, 1, 3)
        layer.padding_mode = "reflect"
        with pytest.raises(ValueError, match="padding_mode='reflect' .* works is 'zeros'"):
            explain(layer, 4)

    def test_padding_as_a_word(self):
        with pytest.raises(TypeError, match="padding='same' is not possible"):
            explain(nn.ConvTranspose1d(1, 1, 3, padding="same"), 4)

    @pytest.mark.parametrize("layer", [3, "up", nn.ConvTranspose1d, torch.ones(2), None])
    def test_what_is_no_module(self, layer):
        with pytest.raises(TypeError, match="layer=.* must be a torch.nn.ConvTranspose1d, "):
            explain(layer, 4)

    @pytest.mark.parametrize(
        ("axes", "size", "error", "message"),
        [
            (1, 0, ValueError, "input_size=0 .* nearest value that works is 1"),
            (1, 2.5, TypeError, "input_size=2.5 .* length of the input"),
            (2, 2.5, TypeError, "input_size=2.5 .* a pair"),
            (1, [], ValueError, r"input_size=\[\] .* nearest value that works is 1"),
            (1, 10**9, ValueError, "input_size=1000000000 .* value that works is 50000000"),
            (1, 10**20, ValueError, "nearest value that works is 50000000"),
            (2, (10**5, 10**5), ValueError, r"value that works is \(7071, 7071\)"),
            (1, "8", TypeError, "input_size='8'"),
            (1, b"8", TypeError, "input_size=b.8. .* length of the input"),
            (1, (8, 9), ValueError, "the layer is 1-D.* nearest value that works is 9"),
            (2, 8, ValueError, r"the layer is 2-D.* nearest value that works is \(8, 8\)"),
            (1, (1, 3, 8), ValueError, r"shape \(1, 3, 8\) .* to have 2 channels, but got 3"),
        ],
    )
    def test_a_size_that_is_none(self, axes, size, error, message):
        layer = nn.ConvTranspose1d(2, 1, 3) if axes == 1 else nn.ConvTranspose2d(2, 1, 3)
        with pytest.raises(error, match=message):
            explain(layer, size)

    def test_a_size_may_be_numpy_s_or_a_tensor_s_only_number(self):
        for size in (np.int64(4), torch.tensor(4), np.array([1, 2, 4]), np.array(4)):
            assert explain(nn.ConvTranspose1d(2, 1, 3), size).layers[0].sizes == (4,)

    def test_a_forward_that_takes_two(self):
        class Two(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 2, 2)

            def forward(self, x, skip):
                return self.up(x) + skip

        with pytest.raises(ValueError, match=r"input_size .* takes \(x, skip\).* tuple of tensors"):
            explain(Two(), 4)
        both = torch.ones(1, 1, 4), torch.ones(1, 1, 8)
        assert explain(Two(), both).layers[0].made == (8,)

    def test_an_error_without_words(self):
        class Silent(nn.ConvTranspose1d):
            def forward(self, input, output_size=None):
                raise NotImplementedError

        with pytest.raises(ValueError, match="Silent: NotImplementedError: raise Not"):
            explain(Silent(1, 1, 3), 4)

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_weights_that_are_not_finite(self, value: float):
        layer = nn.ConvTranspose1d(1, 1, 3, 2)
        nn.init.constant_(layer.weight, value)
        told = explain(layer, 4)
        assert "checkerboard     unknown: the weight contains inf or nan" in repr(told)
        assert "<svg" not in told._repr_mimebundle_()["text/html"]

    def test_a_stride_too_wide_to_draw(self):
        told = explain(nn.ConvTranspose1d(1, 1, 3, stride=5000), 4)
        assert "4985 more: .sums" in repr(told)
        assert "too large to show here" in told._repr_mimebundle_()["text/html"]

    @pytest.mark.parametrize(
        ("pair", "error", "message"),
        [
            ((0.5, 0), TypeError, "i=0.5 .* whole number"),
            (("0", 0), TypeError, "i='0' .* whole number"),
            ((0, -1), IllegalLayer, "o=-1 .* from 0 to 1.* nearest value that works is 0"),
            ((0, 0, "up"), TypeError, "layer='up' .* whole number"),
            ((0, 0, 0.0), TypeError, "layer=0.0 .* whole number"),
            ((0, 0, 3), IllegalLayer, "layer=3 .* nearest value that works is 0"),
        ],
    )
    def test_a_pair_that_is_none(self, pair, error, message):
        with pytest.raises(error, match=message):
            explain(nn.ConvTranspose1d(2, 2, 3), 4).pair(*pair)

    def test_channels_that_the_model_does_not_tell(self):
        model = nn.Sequential(
            nn.Linear(6, 8), nn.Unflatten(-1, (2, 4)), nn.ConvTranspose1d(2, 1, 4, 2, 1)
        )
        with pytest.raises(ValueError, match="begins with Linear.* example tensor"):
            explain(model, 6)
        assert explain(model, torch.ones(1, 6)).layers[0].sizes == (4,)
