"""How uneven phases are: what torch makes of a constant input, as a number and a word."""

import numpy as np
import pytest
import torch
from torch import nn

from course import explain
from course.models.unevenness import Unevenness

torch_ups = (nn.ConvTranspose1d, nn.ConvTranspose2d)


def told_of(weights: list[float], stride: int) -> Unevenness:
    layer = nn.ConvTranspose1d(1, 1, len(weights), stride)
    layer.weight.data = torch.tensor([[weights]])
    return explain(layer, 9).layers[0].unevenness


@pytest.mark.parametrize(("axes", "kernel", "stride"), [(1, 4, 2), (1, 7, 3), (2, 3, 2)])
def test_it_is_what_torch_makes_of_ones(axes: int, kernel: int, stride: int):
    torch.manual_seed(axes)
    layer = torch_ups[axes - 1](3, 2, kernel, stride, bias=False, dtype=torch.float64)
    told = explain(layer, (12,) * axes if axes > 1 else 12).layers[0].unevenness
    for i in range(3):
        x = torch.zeros(1, 3, *(12,) * axes, dtype=torch.float64)
        x[:, i] = 1
        # One place of each phase, away from the ends.
        inside = (slice(6 * stride, 7 * stride),) * axes
        for o in range(2):
            phases = layer(x)[0, o][inside]
            ratio = (phases.max() - phases.min()) / phases.abs().mean()
            assert told.pairs[i, o] == pytest.approx(ratio.item())
    assert told.median == pytest.approx(np.median(told.pairs))
    assert told.worst == told.pairs.max()


class TestWord:
    @pytest.mark.parametrize(
        ("weights", "stride", "word"),
        [
            # The textbook's checkerboard, of Odena et al. 2016, and kernels that stride divides.
            ([1.0, 1, 1], 2, "strong"),
            ([1.0, 1, 1, 1], 2, "none"),
            ([1.0, 1, 1, 1, 1], 2, "slight"),
            ([0.25, 0.75, 0.75, 0.25], 2, "none"),
            ([0.25, 0.75, 0.80, 0.25], 2, "slight"),
            # The weights of a phase cancel, or all do.
            ([1.0, 1, -1, -0.9], 2, "strong"),
            ([0.1, 0.3, -0.1, -0.3], 2, "none"),
            ([0.0, 0, 0], 2, "none"),
            # A phase without taps.
            ([1.0], 2, "strong"),
        ],
    )
    def test_of_known_kernels(self, weights: list[float], stride: int, word: str):
        assert told_of(weights, stride).strength == word

    @pytest.mark.parametrize("seed", range(5))
    def test_of_random_weights_and_of_flat_ones_with_noise(self, seed: int):
        torch.manual_seed(seed)
        layer = nn.ConvTranspose2d(8, 8, 4, 2, 1)
        assert explain(layer, (4, 4)).layers[0].unevenness.strength == "strong"
        with torch.no_grad():
            layer.weight.copy_(0.1 + 1e-6 * torch.randn(layer.weight.shape))
        told = explain(layer, (4, 4)).layers[0]
        assert not told.flat.all()
        assert told.unevenness.strength == "none"
        assert "none: phase sums differ by <1 %" in repr(told)

    def test_one_bad_pair_of_many_is_not_hidden(self):
        layer = nn.ConvTranspose1d(8, 8, 4, 2)
        nn.init.ones_(layer.weight)
        layer.weight.data[3, 5, 0] = 9
        assert explain(layer, 4).layers[0].unevenness.strength == "slight"

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_none_without_numbers(self, value: float):
        layer = nn.ConvTranspose1d(2, 2, 3, 2)
        nn.init.constant_(layer.weight, value)
        assert explain(layer, 4).layers[0].unevenness.strength == ""
        row = repr(explain(nn.Sequential(layer, layer), 4)).splitlines()[1]
        assert row.split() == ["0", "4", "→", "9", "(2,", "1)", "?"]


def test_the_most_is_the_number_of_phases():
    assert told_of([5.0], 7).worst == pytest.approx(7)
    assert told_of([3.0, -3.0], 2).worst == pytest.approx(2)
