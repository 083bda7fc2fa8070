"""explain counts products, bytes and receptive fields of models as they are counted by hand."""

import random
from collections import Counter

import numpy as np
import pytest
import torch
from test_explain import UNet, dcgan, up_and
from torch import nn
from torch.nn import functional

from course import explain


def fields(model: nn.Module, size) -> list:
    return [layer.receptive_field for layer in explain(model, size).layers]


def seen(model: nn.Module, size, cells: slice) -> Counter:
    """How many cells of the last layer's output see how many inputs, along the last axis."""
    span = explain(model, size).layers[-1].call.sees.spans[-1]
    return Counter((span.last - span.first + 1)[cells].tolist())


def stack(*settings: tuple[int, ...]) -> nn.Module:
    return nn.Sequential(*(nn.ConvTranspose1d(1, 1, *setting) for setting in settings))


class TestProducts:
    def test_a_real_layer(self):
        # 5·6 inputs · 8 channels · 2 of the group's · 16 taps; 4·2·16 and so on in float32.
        told = explain(nn.ConvTranspose2d(8, 4, 4, 2, 1, groups=2), (5, 6))
        [layer] = told.layers
        assert layer.products == told.products == 7680
        assert layer.weight_bytes == told.weight_bytes == (8 * 2 * 16 + 4) * 4 == 1040
        assert layer.output_bytes == told.output_bytes == 4 * 10 * 12 * 4 == 1920

    @pytest.mark.parametrize("more", [(), (1,), (1, 1)])
    def test_padding_throws_away_what_was_made(self, more):
        layer = nn.ConvTranspose1d(1, 1, 3, 2, *more)
        assert explain(layer, 3).products == 9

    def test_a_batch_and_float64(self):
        layer = nn.ConvTranspose1d(2, 3, 4, 2, bias=False).double()
        told = explain(layer, (5, 2, 7))
        assert told.products == 5 * 7 * 2 * 3 * 4
        assert (told.weight_bytes, told.output_bytes) == (2 * 3 * 4 * 8, 5 * 3 * 16 * 8)
        assert explain(layer, torch.ones(2, 7, dtype=torch.float64)).products == 7 * 2 * 3 * 4

    def test_volumes(self):
        layer = nn.ConvTranspose3d(2, 3, (3, 4, 2), (2, 2, 3), (1, 1, 0), (1, 0, 2))
        told = explain(layer, (5, 6, 7))
        assert told.products == 5 * 6 * 7 * 2 * 3 * 24
        assert told.output_bytes == 3 * 10 * 12 * 22 * 4
        assert told.receptive_field == (2, 2, 1)

    def test_a_weight_that_two_calls_share_counts_once(self):
        class Twice(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 4, 2, 1)

            def forward(self, x):
                return self.up(self.up(x))

        told = explain(Twice(), 8)
        assert told.weight_bytes == 20
        assert told.products == (8 + 16) * 4
        assert told.output_bytes == (16 + 32) * 4


class TestReceptiveFields:
    @pytest.mark.parametrize("stride", range(2, 9))
    def test_kernels_of_two_strides_never_see_more_than_three(self, stride: int):
        layers = 5 if stride == 2 else 3
        told = fields(stack(*[(2 * stride, stride, stride // 2)] * layers), 6)
        assert told == [(2,), *[(3,)] * (layers - 1)]

    def test_other_stacks(self):
        assert fields(stack(*[(3, 2, 1)] * 5), 9) == [(2,)] * 5
        assert fields(stack(*[(3, 3)] * 4), 5) == [(1,)] * 4

    def test_convolutions_between_widen_it(self):
        made = []
        layers: list[nn.Module] = []
        for _ in range(5):
            layers += [nn.ConvTranspose1d(1, 1, 4, 2, 1), nn.Conv1d(1, 1, 3, padding=1)]
            made.append(explain(nn.Sequential(*layers), 12).receptive_field)
        assert made == [(3,), (4,), (5,), (5,), (5,)]

    def test_hifi_gan(self):
        model = stack((16, 8, 4), (16, 8, 4), (4, 2, 1), (4, 2, 1))
        assert fields(model, 9) == [(2,), (3,), (3,), (3,)]
        assert seen(model, 9, slice(4 * 256, 5 * 256)) == {3: 38, 2: 218}

    def test_dcgan(self):
        # From its second layer on: 4 → 64.
        told = explain(dcgan()[3:], (1, 4, 4, 4))
        assert [layer.sizes for layer in told.layers] == [(4, 4), (8, 8), (16, 16), (32, 32)]
        assert told.receptive_field == (3, 3)
        assert set(seen(dcgan()[3:], (1, 4, 4, 4), slice(None))) == {1, 2, 3}

    def test_down_and_up(self):
        model = nn.Sequential(
            *(nn.Conv1d(1, 1, 3, 2, 1) for _ in range(2)),
            *(nn.ConvTranspose1d(1, 1, 4, 2, 1) for _ in range(2)),
        )
        assert set(seen(model, 64, slice(24, 40))) == {11, 15}
        assert explain(model, 64).receptive_field == (15,)

    def test_a_strided_convolution_is_no_mere_bound(self):
        model = nn.Sequential(nn.ConvTranspose1d(1, 1, 3, 2, 1), nn.Conv1d(1, 1, 1, 2))
        told = explain(model, 8)
        assert told.layers[0].receptive_field == (2,)
        assert told.receptive_field == (1,)
        assert "The model's output:\nreceptive field  1: the most" in repr(told)

    def test_u_net(self):
        # 3, pooled 4, 8, pooled 10, 18; then a convolution between cells of two bottoms: 18 + 4.
        told = explain(UNet(), (1, 1, 40, 48))
        assert [layer.receptive_field for layer in told.layers] == [(18, 18), (22, 22)]
        assert told.receptive_field == (22, 22)
        assert "receptive field  22: the most inputs" in repr(told)

    def test_a_short_input_is_seen_whole(self):
        assert explain(stack((4, 2, 1), (4, 2, 1)), 2).receptive_field == (2,)


def random_model(rng: random.Random) -> nn.Module:
    """Layers and code that keep to their places, at random."""

    class Code(nn.Module):
        def __init__(self, code):
            super().__init__()
            self.code = code

        def forward(self, x):
            return self.code(x)

    def one() -> nn.Module:
        k, s, d = rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 2)
        p = rng.randint(0, d * (k - 1) // 2)
        ways = [
            nn.ConvTranspose1d(2, 2, k, s, p, dilation=d),
            nn.Conv1d(2, 2, k, s, p, dilation=d),
            nn.Conv1d(
                2, 2, 3, padding=2, dilation=2, padding_mode=rng.choice(["circular", "zeros"])
            ),
            nn.Conv1d(2, 2, 3, padding="same", dilation=d),
            nn.AvgPool1d(k, s),
            nn.Upsample(scale_factor=2),
            Code(lambda x: x[..., 1:]),
            Code(lambda x: x.flip(-1)),
            Code(lambda x: functional.pad(x, (1, 2), mode="reflect")),
            Code(lambda x: torch.cat([x, x[..., :3]], dim=-1)),
            Code(lambda x: torch.cat([x, x.flip(-1)], dim=1)[:, :2] + x[..., :1]),
            Code(lambda x: x.narrow(-1, 1, 4) * x[..., :4].sqrt()),
        ]
        return rng.choice(ways)

    return nn.Sequential(nn.ConvTranspose1d(2, 2, 3, 2), *(one() for _ in range(4)))


def test_each_input_is_sent_through():
    """The span from the first to the last input that a cell changes with, over all cells."""
    rng = random.Random(0)
    compared = 0
    x = torch.rand(1, 2, 9, dtype=torch.float64)
    each = torch.cat([x, x + torch.eye(9, dtype=torch.float64).unsqueeze(1)])
    while compared < 40:
        model = random_model(rng).double()
        for parameter in model.parameters():
            nn.init.uniform_(parameter, 0.5, 1)
        try:
            with torch.no_grad():
                y = model(each).sum(1)
        except RuntimeError:
            continue
        changes = ((y[1:] - y[:1]).abs() > 1e-9).T.numpy()
        ends = [there[[0, -1]] for there in map(np.flatnonzero, changes) if len(there)]
        most = max((int(last - first) + 1 for first, last in ends), default=0)
        assert explain(model, x).receptive_field == (most,), model
        compared += 1


def attention(y, x):
    return functional.scaled_dot_product_attention(y, y, y)


def written(y, x):
    part = y[..., :2]
    part.add_(x.flip(-1)[..., :2])
    return y


def put(y, x):
    y[..., 0] = x[..., -1]
    return y


@pytest.mark.parametrize(
    ("code", "operation"),
    [
        (attention, "scaled_dot_product_attention"),
        (lambda y, x: functional.linear(y, torch.ones(8, y.shape[-1])), "linear"),
        (lambda y, x: functional.group_norm(y, 1), "group_norm"),
        (lambda y, x: y.softmax(-1), "softmax"),
        (lambda y, x: y.transpose(1, 2), "transpose"),
        (lambda y, x: y.cumsum(-1), "cumsum"),
        (written, "add_"),
        (put, "setitem"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_followed_is_unknown(code, operation):
    told = explain(up_and(code), 8)
    assert told.layers[0].receptive_field == (1,)
    assert told.receptive_field is None
    assert f"receptive field  unknown: {operation.strip('_')} is not followed" in repr(told)
    assert "unknown" in told._repr_mimebundle_()["text/html"]


class TestUnknown:
    def test_a_later_layer_is_unknown_too(self):
        model = nn.Sequential(
            nn.ConvTranspose1d(1, 1, 4, 2, 1), nn.Linear(16, 16), nn.ConvTranspose1d(1, 1, 2, 2)
        )
        told = explain(model, 8)
        assert [one.receptive_field for one in told.layers] == [(2,), None]
        assert told.layers[1].unknown == "linear"

    def test_no_places_in_the_input(self):
        class Latent(nn.Module):
            def __init__(self):
                super().__init__()
                self.fill = nn.Linear(3, 8)
                self.up = nn.ConvTranspose2d(2, 1, 4, 2, 1)

            def forward(self, z):
                return self.up(self.fill(z).view(-1, 2, 2, 2))

        told = explain(Latent(), torch.ones(1, 3))
        assert told.receptive_field is None
        assert "unknown: no single input of the model has the axes of its layers" in repr(told)

    def test_a_step_of_time_has_no_places(self):
        class Timed(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.ConvTranspose1d(1, 1, 4, 2, 1)

            def forward(self, x, t):
                return self.up(x + t)

        assert explain(Timed(), (torch.ones(1, 1, 8), torch.ones(1))).receptive_field == (2,)
        two = explain(Timed(), (torch.ones(1, 1, 8), torch.ones(1, 1, 8)))
        assert two.receptive_field is None

    def test_a_pass_that_clashes(self):
        told = explain(UNet(), (1, 1, 33, 33))
        assert told.misfits
        assert told.receptive_field is None
        assert "receptive field  unknown: what the model returns was not reached" in repr(told)
