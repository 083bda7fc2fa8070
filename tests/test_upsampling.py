"""Chapter 14: what it prints is what was worked out by hand, and what torch makes of each claim."""

import re
from itertools import product

import pytest
import torch
from documented import ROOT, notebooks, told
from torch.nn import functional

from course import phase_sums

SOURCE = (ROOT / "notebooks" / "source" / "14_upsampling.py").read_text(encoding="utf-8")
# By hand, and how many cells print just that: PyTorch's, and the course's where it has one.
BLOCKS = {
    "near [4, 4, 8, 8, 12, 12]\nline [4, 5, 7, 9, 11, 12]": 1,
    "near [4, 4, 8, 8, 12, 12]\nline [3, 5, 7, 9, 11, 9]": 2,
    "[4, 4, 8, 12, 12]\n[4, 5, 7, 9, 11, 12]": 1,
    "s 2 [1, 3, 3, 1]\nTrue\ns 3 [1, 2, 3, 2, 1]\nTrue\ns 4 [1, 3, 5, 7, 7, 5, 3, 1]\nTrue": 1,
    "two [[1, 5, 9, 9], [2, 8, 14, 12]]\nboth [1, 2, 5, 8, 9, 14, 9, 12]\n"
    "layer [1, 2, 5, 8, 9, 14, 9, 12]": 1,
    "[1, 2, 4, 6, 4, 6, 4, 6, 3, 4]": 1,
    "[2, 1, 0, 0]\n[2, 3, 0, 0]\n[2, 5, 0, 0]\n[3, 1, 0, 0]\n[3, 3, 0, 0]\n[3, 5, 0, 0]": 1,
    "two [5, 33, 51, 330, 510, 300]\none [5, 33, 51, 330, 510, 300]": 1,
    "[5, 33, 51, 330, 510, 300]\n[3, 5, 3, 1]": 1,
    "sums, left [7, 7, 0]\nsums, left [4, 4, 0]\nsums, left [2, 2, 0]\nsums, left [4, 6, 2]": 1,
    "[[1, 1], [1, 1]]\n[[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]": 1,
    "[1, 1, 3, 3]\n[1, 1, 13, 13, 130, 130, 300, 300]": 1,
    "[0, 3, 0, 4]\n[3, 0, 0, 4]": 1,
    "3 [1, 1, 2, 1, 2, 1, 1]\n4 [1, 1, 2, 2, 2, 2, 1, 1]": 1,
}


@pytest.fixture(scope="module")
def said() -> list[str]:
    return told(notebooks()["14_upsampling.ipynb"])


@pytest.mark.parametrize(("block", "cells"), BLOCKS.items())
def test_cells_print_what_was_worked_out_by_hand(said: list[str], block: str, cells: int):
    assert said.count(block) == cells


def line_of(name: str):
    """A function of the chapter's source, as a reader copies it."""
    body = re.search(rf"^def {name}\(.*?(?=\n\n\n|\n\w)", SOURCE, re.MULTILINE | re.DOTALL)
    assert body
    space: dict = {"np": __import__("numpy")}
    exec(body[0], space)
    return space[name]


def row(values) -> torch.Tensor:
    return torch.tensor([[list(values)]], dtype=torch.float64)


@pytest.mark.parametrize("stride", range(1, 9))
def test_linear_interpolation_is_the_kernel_behind_a_repeated_border(stride: int):
    x, taps = row([4, 8, 12, 0, 8, 3]), row(line_of("linear_taps")(stride))
    wanted = functional.interpolate(x, scale_factor=stride, mode="linear")
    longer = functional.pad(x, (1, 1), mode="replicate")
    made = functional.conv_transpose1d(longer, taps, stride=stride, padding=stride // 2 + stride)
    torch.testing.assert_close(made, wanted, rtol=0, atol=1e-9)
    # In two dimensions with the outer product.
    plane = x[..., None, :] * torch.tensor([1.0, 5, 2]).double()[:, None]
    wanted = functional.interpolate(plane, scale_factor=stride, mode="bilinear")
    longer = functional.pad(plane, (1, 1, 1, 1), mode="replicate")
    both = taps[..., None] * taps[:, :, None]
    made = functional.conv_transpose2d(longer, both, stride=stride, padding=stride // 2 + stride)
    torch.testing.assert_close(made, wanted, rtol=0, atol=1e-9)


def test_aligned_corners_are_no_transposed_convolution():
    """What an input of 1 does to its surroundings differs from place to place."""
    made = [
        functional.interpolate(
            row(n == i for n in range(5)).double(),
            scale_factor=2,
            mode="linear",
            align_corners=True,
        )
        for i in (1, 2, 3)
    ]
    shapes = [[value for value in one[0, 0].tolist() if value] for one in made]
    assert shapes[0] != pytest.approx(shapes[1])


@pytest.mark.parametrize(("r", "size"), [*product((2, 3), (1, 2, 3, 5))])
def test_pixel_shuffle_is_the_layer_with_its_weights_rearranged(r: int, size: int):
    there, back = line_of("transposed_weight"), line_of("convolution_weight")
    torch.manual_seed(r * size)
    weight = torch.randint(-9, 10, (3 * r * r, 2, size, size)).double()
    x = torch.randint(-9, 10, (1, 2, 6, 7)).double()
    for padding in range(size):
        shuffled = functional.pixel_shuffle(functional.conv2d(x, weight, padding=padding), r)
        cut = (size - 1 - padding) * r
        made = functional.conv_transpose2d(x, there(weight, r), stride=r, padding=cut)
        assert made.equal(shuffled)
    assert back(there(weight, r), r).equal(weight)


def test_channels_are_laid_as_pytorch_does_it():
    """By hand: of eight channels 0 to 7 a block of the first output channel."""
    eight = torch.arange(8.0).reshape(1, 8, 1, 1)
    assert functional.pixel_shuffle(eight, 2)[0, 0].tolist() == [[0, 1], [2, 3]]
    by_blocks = eight.reshape(1, 2, 2, 2, 1, 1).permute(0, 3, 4, 1, 5, 2).reshape(1, 2, 2, 2)
    assert by_blocks[0, 0].tolist() == [[0, 2], [4, 6]]


@pytest.mark.parametrize("stride", [2, 3, 4])
def test_nearest_then_a_convolution_is_one_layer(stride: int):
    """Borders included, where the convolution has zeros around."""
    x = row([1, 10, 100, 7])
    for taps in ([5], [1, 2], [1, 2, 3], [2, 0, -1, 4]):
        for padding in range(len(taps)):
            grown = functional.interpolate(x, scale_factor=stride, mode="nearest")
            two = functional.conv1d(grown, row(taps), padding=padding)
            kernel = functional.conv1d(row([1] * stride), row(taps), padding=len(taps) - 1)
            cut = len(taps) - 1 - padding
            one = functional.conv_transpose1d(x, kernel, stride=stride, padding=cut)
            assert one.equal(two)


def test_flat_in_one_dimension_is_nearest_then_a_convolution():
    """Of all kernels with taps from 0 to 3: equal sums exactly where ones divide the kernel."""
    for stride, size in ((2, 2), (2, 3), (2, 4), (3, 5)):
        for kernel in product(range(4), repeat=size):
            sums = phase_sums(kernel, stride=stride).tolist()
            rest = list(map(float, kernel))
            for place in range(size - stride + 1):
                for k in range(1, stride):
                    rest[place + k] -= rest[place]
            divides = not any(rest[size - stride + 1 :])
            assert (len(set(sums)) == 1) == divides, (stride, kernel)


def test_a_flat_plane_that_is_no_such_kernel():
    """Nearest, then 3·3, has 9 free numbers; 16 with three conditions has 13."""
    basis = []
    for place in range(9):
        taps = torch.zeros(1, 1, 3, 3, dtype=torch.float64)
        taps[0, 0, place // 3, place % 3] = 1
        ones = torch.ones(1, 1, 2, 2, dtype=torch.float64)
        basis.append(functional.conv2d(ones, taps, padding=2).flatten())
    spanned = torch.stack(basis)
    four = torch.zeros(4, 4, dtype=torch.float64)
    for at in ((0, 0), (0, 1), (1, 0), (3, 3)):
        four[at] = 1
    assert torch.linalg.matrix_rank(spanned) == 9
    assert torch.linalg.matrix_rank(torch.cat([spanned, four.flatten()[None]])) == 10
    assert phase_sums(four, stride=2).tolist() == [[1, 1], [1, 1]]


def test_unpooling_does_not_add():
    """By hand: windows [1, 5] and [5, 2] both keep the 5 in the middle, which comes back once."""
    pooled, places = functional.max_pool1d(row([1, 5, 2]), 2, stride=1, return_indices=True)
    assert pooled[0, 0].tolist() == [5, 5]
    assert functional.max_unpool1d(pooled, places, 2, stride=1)[0, 0].tolist() == [0, 5, 0]


def test_an_untrained_plane_stripes_four_to_one():
    """The mean square of a phase is its number of taps: 2·2, 2·1, 1·2 and 1·1."""
    taps = torch.ones(1, 1, 3, 3)
    counted = functional.conv_transpose2d(torch.ones(1, 1, 5, 5), taps, stride=2)[0, 0, 4:6, 4:6]
    assert counted.tolist() == [[4, 2], [2, 1]]
