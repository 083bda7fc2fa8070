"""Where no setting fits, what find_layers names instead is true: tried with PyTorch."""

import re
from collections.abc import Iterable

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from course import find_layers

FIELDS = ("kernel_size", "stride", "padding", "output_padding", "dilation")
CALLS, CUT, MULTIPLE = "calls that pass output_size=", "too long by at most", "multiples of"


def layer(sentence: str) -> nn.ConvTranspose1d:
    """The one that a sentence names."""
    named = dict(re.findall(rf"({'|'.join(FIELDS)})=(\d+)", sentence))
    return nn.ConvTranspose1d(1, 1, **{name: int(value) for name, value in named.items()})


def made(layer: nn.ConvTranspose1d, small: int, **call: object) -> int:
    return layer(torch.ones(1, 1, small), **call).shape[-1]


def told(found: object, part: str) -> str:
    """The sentence with this part, or nothing."""
    return next((one for one in re.split(r"(?<=[.:]) ", repr(found)) if part in one), "")


def fits(layer: nn.ConvTranspose1d, pairs: Iterable[tuple[int, int]]) -> bool:
    return all(made(layer, small, output_size=[large]) == large for small, large in pairs)


class TestTwoSizesOfOneInput:
    FOUND = find_layers([7, 7], [14, 15])

    def test_in_words(self):
        assert repr(self.FOUND) == (
            "7 → 14, 7 → 15: no setting fits. No layer makes all of these without output_size=. "
            "With kernel_size=4, stride=2, padding=1, calls that pass output_size= make all of "
            "them. With kernel_size=3, stride=2, the outputs are too long by at most 1: cut the "
            "excess off the end. Pad the model's input until these sizes are multiples of 2 (15 "
            "becomes 16), and kernel_size=4, stride=2, padding=1 makes them."
        )

    def test_holes_are_marked(self):
        """A kernel of one tap at stride 2: every other output is the bias alone."""
        found = find_layers([7, 7], [13, 14], kernel_size=1, stride=2)
        assert "With kernel_size=1, stride=2 (with holes), calls that pass output_size=" in repr(
            found
        )
        assert "(with holes)" not in repr(self.FOUND)

    def test_is_never_sent_to_other_ranges(self):
        far = find_layers([7, 7], [14, 90])
        assert repr(far).endswith("no setting fits. No layer makes all of these.")


class TestWhatIsNamedWorks:
    PAIRS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 40)), min_size=2, max_size=3)

    @settings(max_examples=60)
    @given(PAIRS, st.booleans())
    def test_for_any_pairs(self, pairs: list[tuple[int, int]], even: bool):
        found = find_layers(*map(list, zip(*pairs, strict=True)), even=even)
        assume(not found)
        self.check(found, pairs)

    @pytest.mark.parametrize("even", [False, True])
    @pytest.mark.parametrize("stride", [2, 3, 4])
    def test_for_sizes_that_a_convolution_has_rounded(self, stride: int, even: bool):
        pairs = [(-(-large // stride), large) for large in range(20, 20 + 2 * stride)]
        found = find_layers(*map(list, zip(*pairs, strict=True)), even=even)
        assert not found
        # At stride 2 a call adds 1 at most. 20 of 10 and 21 of 11 then need 19 and 21, and with an
        # even kernel all sizes are even.
        parts = (CALLS, CUT, MULTIPLE) if not even else (CUT, MULTIPLE)
        assert all(told(found, part) for part in parts)
        self.check(found, pairs)

    @settings(max_examples=60)
    @given(PAIRS)
    def test_only_what_no_stride_does_is_called_impossible(self, pairs: list[tuple[int, int]]):
        """Sizes grow by the stride for each input, and by no more than 39 here."""
        found = find_layers(*map(list, zip(*pairs, strict=True)))
        possible = any(
            len({large - stride * small for small, large in pairs}) == 1 for stride in range(1, 40)
        )
        assert ("No layer makes all of these" in repr(found)) == (not possible)

    def check(self, found: object, pairs: list[tuple[int, int]]) -> None:
        if sentence := told(found, CALLS):
            assert fits(layer(sentence), pairs)
        if sentence := told(found, CUT):
            long = [made(layer(sentence), small) - large for small, large in pairs]
            assert min(long) >= 0
            assert max(long) == int(re.search(r"at most (\d+)", repr(found))[1])
        if sentence := told(found, MULTIPLE):
            stride, size, more = map(
                int, re.search(r"of (\d+) \((\d+) becomes (\d+)\)", sentence).groups()
            )
            assert (size < more, more % stride, more - size < stride) == (True, 0, True)
            assert size in {large for _, large in pairs}
            for _, large in pairs:
                small = -(-large // stride)
                assert made(layer(sentence.split(")")[1]), small) == stride * small


class TestOneSize:
    def test_a_cut_is_named_beside_the_nearest_sizes(self):
        found = find_layers(4, 9, kernel_size=2, stride=(2, 3), padding=0, output_padding=0)
        assert repr(found) == (
            "4 → 9: no setting fits. With kernel_size=2, stride=3 (with holes), the outputs are "
            "too long by at most 2: cut the excess off the end. The nearest sizes within these "
            "ranges are 8 and 11."
        )

    def test_a_setting_that_only_needs_no_output_padding_is_no_cut(self):
        """(7 − 1)·2 − 2·1 + 4 = 14, and an output_padding of 9 no stride up to 4 allows."""
        found = find_layers(7, 14, output_padding=9)
        assert repr(found) == (
            "7 → 14: no setting fits. With output_padding=0, kernel_size=4, stride=2, padding=1 "
            "fits. No setting within these ranges is legal."
        )

    def test_settings_that_only_even_shuts_out_are_counted(self):
        """Both are uneven: (7 − 1)·2 + 3 = 15 and (7 − 1)·2 − 2·1 + 5 = 15."""
        found = find_layers(7, 15, kernel_size=[3, 5], stride=2, even=True)
        assert repr(found) == "7 → 15: no setting fits. Settings that fit without even=True: 2."

    def test_of_several_axes_the_one_is_named(self):
        found = find_layers((7, 9), (14, 100), stride=[1, 2], kernel_size=3, padding=0)
        assert repr(found).startswith(
            "(7, 9) → (14, 100): no setting fits. Axis 0 (7 → 14) has none. With kernel_size=3, "
        )
        assert " Axis 1 (9 → 100) has none. The nearest size within these ranges is 20." in repr(
            found
        )
