"""Chapter 13: what it prints is what was worked out by hand, and what torch makes of each claim."""

import re
from itertools import product

import pytest
from documented import notebooks, told

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from course import melody  # noqa: E402

X, W = [1, 2, 3], [1, 2, 3, 4]

# By hand, and how many cells print just that: PyTorch's, and the course's where it has one.
BLOCKS = {
    "[1, 2, 5, 8, 9, 14, 9, 12]": 2,
    "[1, 2, 5, 8, 9, 14]": 1,
    "right [0, 0, 0, 0, 1, 2]\nboth [0, 0, 0, 1, 2, 3]\nleft [0, 0, 1, 2, 3, 4]": 2,
    ":-T []\nright [1, 2, 2, 4, 3, 6]": 1,
    "[1, 2, 2, 4, 3, 6]": 1,
    "[5, 0, 10, 0, 15, 0]\n[5, 0, 10, 0, 15, 0]": 1,
    "whole [11, 12, 15, 18, 19, 24]\ncalls [11, 12, 12, 14, 13, 16]": 2,
    "0 [11, 12]\n1 [25, 28]\n2 [29, 34]": 1,
    "7·s [14, 21, 28, 35, 56, 70]\ndown [14, 22, 28, 36, 56, 70]\n"
    "up [14, 20, 28, 34, 56, 70]\nexact [14, 21, 28, 35, 56, 70]": 1,
    "DAC [3192, 3192]\nHiFi [51, 51]\nQwen [4245, 4245]": 1,
    "189": 1,
    "[4, 2, 6]\n[3, 2, 6]\n[2, 2, 6]\n[1, 2, 6]\n[10, 5, 15]\n[3, 7, 21]": 1,
}


@pytest.fixture(scope="module")
def said() -> list[str]:
    return told(notebooks()["13_causal.ipynb"])


@pytest.mark.parametrize(("block", "cells"), BLOCKS.items())
def test_cells_print_what_was_worked_out_by_hand(said, block, cells):
    assert said.count(block) == cells


def stamped(x, kernel, stride):
    x, kernel = (torch.tensor([[v]], dtype=torch.float64) for v in (x, kernel))
    return functional.conv_transpose1d(x, kernel, stride=stride)[0, 0]


def streamed(sizes, kernel, stride, bias, *, bias_in_carry=False):
    """Chunks of 1, 2, 3 …, and what is left in the carry at the end."""
    tail, out, at = len(kernel) - stride, [], 1
    carry = torch.zeros(tail, dtype=torch.float64)
    for size in sizes:
        made = stamped(list(range(at, at + size)), kernel, stride) + bias * bias_in_carry
        made[:tail] += carry
        ready = size * stride
        out += (made[:ready] + bias * (not bias_in_carry)).tolist()
        carry, at = made[ready:], at + size
    return out, (carry + bias * (not bias_in_carry)).tolist()


def test_chunks_are_the_whole_however_they_are_cut():
    for sizes, taps, stride in product(
        ([1, 1, 1], [2, 1], [1, 2], [3], [1, 4, 2]), (1, 2, 3, 4, 6, 9), (1, 2, 3)
    ):
        if taps < stride:
            continue
        kernel = list(range(1, taps + 1))
        out, left = streamed(sizes, kernel, stride, 10)
        whole = stamped(list(range(1, sum(sizes) + 1)), kernel, stride) + 10
        assert out + left == whole.tolist(), (sizes, taps, stride)


@pytest.mark.parametrize(
    ("sizes", "kernel", "wrong"),
    [
        ([1, 1, 1], W, [11, 12, 25, 28, 29, 34, 19, 22]),
        ([2, 1], W, [11, 12, 15, 18, 29, 34, 19, 22]),
        ([1, 1, 1], [1] * 6, [11, 11, 23, 23, 36, 36, 25, 25, 13, 13]),
    ],
)
def test_a_bias_in_the_carry_is_there_twice_or_thrice(sizes, kernel, wrong):
    out, left = streamed(sizes, kernel, 2, 10, bias_in_carry=True)
    assert out + left == wrong


@pytest.mark.parametrize(("padding", "output_padding"), [(1, 0), (2, 1), (3, 0)])
def test_a_layer_with_padding_is_the_same_stream_from_another_place(padding, output_padding):
    out, left = streamed([1, 2, 1], list(range(1, 7)), 2, 10)
    x, kernel = torch.arange(1, 5).double(), torch.arange(1, 7).double()
    bias = torch.tensor([10.0]).double()
    y = functional.conv_transpose1d(x[None], kernel[None, None], bias, 2, padding, output_padding)
    assert (out + left)[padding : 12 - padding + output_padding] == y[0].tolist()


@pytest.mark.parametrize(("cut", "ahead"), [((0, 2), 0), ((1, 1), 1), ((2, 0), 1)])
def test_which_inputs_reach_the_cells_of_each_cut(cut, ahead):
    reached = {
        (0, 2): ["0", "0", "01", "01", "12", "12"],
        (1, 1): ["0", "01", "01", "12", "12", "2"],
        (2, 0): ["01", "01", "12", "12", "2", "2"],
    }
    stamps = [stamped([int(i == j) for j in range(3)], W, 2)[cut[0] : 8 - cut[1]] for i in range(3)]
    found = ["".join(str(i) for i in range(3) if stamps[i][n]) for n in range(6)]
    assert found == reached[cut]
    assert max(int(inputs[-1]) - n // 2 for n, inputs in enumerate(found)) == ahead


def through(layers, size, cut=0):
    """The size behind layers of one channel, each cut by hand at both ends."""
    x = torch.zeros(1, 1, size)
    with torch.no_grad():
        for layer in layers:
            x = layer(x)
            x = x[..., layer.stride[0] * cut : x.shape[-1] - layer.stride[0] * cut]
    return x.shape[-1]


@pytest.mark.parametrize("size", [5, 10, 17])
def test_the_sizes_of_the_table_of_codecs(size):
    def layers(rates, **of):
        return [
            nn.ConvTranspose1d(1, 1, 2 * s, s, **{k: f(s) for k, f in of.items()}) for s in rates
        ]

    half = {"padding": lambda s: -(-s // 2)}
    odd = half | {"output_padding": lambda s: s % 2}
    assert through(layers((8, 5, 4, 2), **half), size) == 320 * size - 8
    assert through(layers((8, 8, 4, 2), **half), size) == 512 * size
    assert through(layers((8, 5, 4, 2), **odd), size) == 320 * size
    assert through(layers((8, 5, 4, 3)), size, cut=1) == 480 * size - 555
    assert through([nn.ConvTranspose1d(1, 1, 8, 5, padding=1)], size) == 5 * size + 1
    assert through([nn.ConvTranspose1d(1, 1, 16, 8, padding=4)], size) == 8 * size
    assert through([nn.ConvTranspose1d(1, 1, 4, 2, padding=1)], size) == 2 * size


def test_no_click_hides_behind_a_change_of_note():
    """A note of the melody has 500 numbers; within 70 of a change the whole is no line either."""
    cells = ["".join(cell["source"]) for cell in notebooks()["13_causal.ipynb"]["cells"]]
    [size] = {int(n) for cell in cells for n in re.findall(r"range\(0, 4000, (\d+)\)", cell)}
    seams = list(range(size, 4000, size))
    assert len(seams) == 3
    assert all(70 < seam % 500 < 430 for seam in seams)
    played = list(map(int, melody()[:4000]))
    whole = stamped(played, [1, 2, 3, 4, 4, 3, 2, 1], 4)[:16000]
    parts = [played[at : at + size] for at in range(0, 4000, size)]
    calls = [stamped(part, [1, 2, 3, 4, 4, 3, 2, 1], 4)[: 4 * len(part)] for part in parts]
    lost = whole - torch.cat(calls)
    # By hand: the last input before a seam has its taps 4, 3, 2, 1 left over.
    assert lost.nonzero().flatten().tolist() == [4 * s + n for s in seams for n in range(4)]
    assert [lost[4 * s].item() for s in seams] == [4 * 29, 4 * 30, 4 * 30]
