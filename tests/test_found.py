"""find_layers along several axes, and what it holds of what it found."""

import re
import tracemalloc
from itertools import product
from math import prod
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from course import Layer, find_layers
from course.models import candidates
from course.models.asked import MANY
from course.models.found import SeveralAxes
from course.models.search import other_kernel
from course.models.usual import has_holes, is_even
from course.phases import taps_of_phases

NAMES = ("kernel_size", "stride", "padding", "output_padding", "dilation")
RANGES = ((1, 2, 3), (1, 2), (0, 1), (0, 1, 2), (1, 2))


def each_parameter(axes: tuple[Layer, ...]) -> list[tuple[int, ...]]:
    return [tuple(getattr(axis, name) for axis in axes) for name in NAMES]


def torch_shape(
    sizes: tuple[int, ...], axes: tuple[tuple[int, ...], ...]
) -> tuple[int, ...] | None:
    """What PyTorch makes of a batch of one along all axes, or None where it refuses."""
    kernel, stride, padding, extra, dilation = zip(*axes, strict=True)
    call = getattr(functional, f"conv_transpose{len(sizes)}d")
    try:
        y = call(
            torch.ones(1, 1, *sizes, dtype=torch.double),
            torch.ones(1, 1, *kernel, dtype=torch.double),
            None,
            stride,
            padding,
            extra,
            1,
            dilation,
        )
    except RuntimeError:
        return None
    return tuple(y.shape[2:])


class TestSeveralAxes:
    def test_finds_what_torch_accepts_in_two_dimensions(self):
        tables = {}
        for axes in product(product(*RANGES), repeat=2):
            tables.setdefault(torch_shape((2, 3), axes), set()).add(axes)
        del tables[None]
        assert len(tables) > 40
        for wanted, expected in tables.items():
            found = find_layers((2, 3), wanted, *map(list, RANGES))
            parameters = [tuple(zip(*each_parameter(axes), strict=True)) for axes in found]
            assert len(parameters) == len(found) == len(set(parameters))
            assert set(parameters) == expected

    def test_and_in_three(self):
        found = find_layers((2, 3, 1), (4, 6, 4), kernel_size=[2, 3, 4], stride=[2, 3])
        assert len(found) == len(found.layers) == len(set(found)) > 9
        for axes in found:
            parameters = tuple(zip(*each_parameter(axes), strict=True))
            assert torch_shape((2, 3, 1), parameters) == (4, 6, 4)

    def test_lists_of_tuples_ask_for_all_at_once(self):
        both = find_layers([(7, 9), (8, 10)], [(14, 18), (16, 21)])
        assert set(both) == set(find_layers((7, 9), (14, 18))) & set(find_layers((8, 10), (16, 21)))
        assert set(both) == set()
        more = find_layers([(7, 9), (8, 10)], [(14, 18), (16, 20)])
        assert more.sizes == (((7, 9), (14, 18)), ((8, 10), (16, 20)))
        one = find_layers((7, 9), (14, 18))
        assert set(more) == set(one) & set(find_layers((8, 10), (16, 20)))
        assert 9 < len(more) < len(one)

    def test_shapes_of_tensors_are_sizes_along_axes(self):
        small, skip = torch.ones(1, 1, 7, 8), torch.ones(1, 1, 14, 17)
        found = find_layers(small.shape[-2:], skip.shape[-2:])
        assert found[0] == (Layer(4, 2, 1), Layer(4, 2, 1, 1))
        assert find_layers(small.shape[-1:], skip.shape[-1:])[0] == find_layers(8, 17)[0]

    def test_one_number_is_that_of_all_axes(self):
        assert find_layers(7, (14, 17)).layers == find_layers((7, 7), (14, 17)).layers
        assert find_layers((7, 7), 14).layers == find_layers((7, 7), (14, 14)).layers

    def test_a_parameter_s_tuple_has_an_entry_for_each_axis(self):
        found = find_layers((7, 9), (14, 18), stride=(2, [1, 2]), kernel_size=([4], range(3, 5)))
        assert list(found) == [
            (Layer(4, 2, 1), Layer(4, 2, 1)),
            (Layer(4, 2, 1), Layer(3, 2, 1, 1)),
        ]
        with pytest.raises(ValueError, match=r"stride=\(1, 2, 3\) .* here 2; give several"):
            find_layers((7, 9), (14, 18), stride=(1, 2, 3))
        with pytest.raises(ValueError, match=r"stride=\(\[1\], \[2\]\) .* here 1; give several"):
            find_layers(7, 14, stride=([1], [2]))

    def test_what_can_be_gone_through_once_counts_for_each_axis_and_try(self):
        found = find_layers((7, 9), (14, 18), kernel_size=iter([3, 4]))
        assert found.layers == find_layers((7, 9), (14, 18), kernel_size=[3, 4]).layers
        # First with kernels up to 128, as 7 → 448 asks for, and these are too many settings.
        few = find_layers(7, 448, stride=iter(range(1, 60_000)), padding=0)
        assert few.layers == find_layers(7, 448, stride=range(1, 60_000), padding=0).layers
        assert few

    def test_other_numbers_of_axes_are_refused(self):
        with pytest.raises(ValueError, match=r"input_size=\(7, 9\) .* one size, or a tuple of 3"):
            find_layers((7, 9), (14, 18, 36))
        with pytest.raises(ValueError, match=r"output_size=\[\(14, 18\), .* or a tuple of 3"):
            find_layers([(7, 9, 9), 7], [(14, 18), 14])


class TestTheOrderOfCombinations:
    def test_alike_along_all_axes_first_then_but_for_output_padding(self):
        found = find_layers((7, 8), (14, 17), kernel_size=range(1, 5), stride=2)
        assert [each_parameter(axes) for axes in found[:3]] == [
            [(4, 4), (2, 2), (1, 1), (0, 1), (1, 1)],
            [(2, 2), (2, 2), (0, 0), (0, 1), (1, 1)],
            [(4, 3), (2, 2), (1, 0), (0, 0), (1, 1)],
        ]
        same = find_layers((7, 9), (14, 18))
        alike = [len(set(axes)) == 1 for axes in same]
        solid = [not any(axis.kernel_size < axis.stride for axis in axes) for axes in same]
        assert alike.index(False) == sum(a and s for a, s in zip(alike, solid, strict=True)) == 6

    def test_one_setting_for_all_axes_comes_before_a_better_one_with_two_output_paddings(self):
        """(7 − 1)·3 − 2·4 + 4 = 14 and (8 − 1)·3 − 2·4 + 4 = 17."""
        found = find_layers((7, 8), (14, 17), [3, 4], [2, 3], padding=range(5))
        same = [len(set(axes)) == 1 for axes in found]
        assert found[0] == (Layer(4, 3, 4),) * 2
        assert (Layer(4, 2, 1), Layer(4, 2, 1, 1)) == found[same.index(False)]

    def test_holes_along_any_axis_come_last(self):
        found = find_layers((7, 9), (14, 18), kernel_size=[1, 2, 4], dilation=[1, 2])
        holes = []
        for axes in found:
            weight = torch.ones(1, 1, *(axis.kernel_size for axis in axes))
            strides, dilations = zip(*((axis.stride, axis.dilation) for axis in axes), strict=True)
            y = functional.conv_transpose2d(
                torch.ones(1, 1, 20, 20), weight, stride=strides, dilation=dilations
            )
            holes.append(bool((y[..., 24:36, 24:36] == 0).any()))
        assert holes == sorted(holes)
        assert 0 < sum(holes) < len(holes)
        marked = ["with holes" in row for row in rows_of(found)]
        assert marked == holes[: len(marked)]
        assert any(marked)

    @settings(max_examples=40)
    @given(st.lists(st.integers(0, 7), min_size=2, max_size=3), st.randoms(use_true_random=False))
    def test_each_combination_has_its_place(self, counts: list[int], random: Random):
        """For any numbers of settings along the axes, with some in common."""
        others = list(product((1, 2, 3), (2, 3), (0, 1)))
        axes = []
        for count in counts:
            drawn = random.sample(others, count)
            rows = [(k, s, p, random.randrange(2), 1) for k, s, p in drawn]
            axes.append(np.array(rows, np.int32).reshape(-1, len(NAMES)))
        expected = set(product(*([Layer(*row) for row in axis.tolist()] for axis in axes)))
        found = SeveralAxes(axes)
        at = list(map(found.at, range(len(found))))
        assert len(at) == len(expected)
        assert set(at) == expected

    def test_a_billion_combinations_are_not_written_down(self):
        wide = {"kernel_size": range(1, 101), "stride": range(1, 21), "padding": range(100)}
        found = find_layers((1, 1, 1), (20, 20, 20), **wide)
        assert len(found) > 10**9
        assert found[0] == (Layer(40, 20, 10),) * 3
        assert found[-1] == found[len(found) - 1] != found[-2]
        with pytest.raises(IndexError):
            found[len(found)]


class TestItShowsItself:
    def test_in_a_terminal(self):
        assert repr(find_layers((7, 8), (14, 17), kernel_size=[3, 4], stride=2)) == (
            "(7, 8) → (14, 17): 4 settings, the usual ones first\n"
            "kernel_size  stride  padding  output_padding  dilation  taps per phase\n"
            "4                 2  1        (0, 1)                 1  even, 2 × 2\n"
            "(4, 3)            2  (1, 0)   0                      1  2 × (2, 1)\n"
            "3                 2  (1, 0)   (1, 0)                 1  (2, 1) × (2, 1)\n"
            "(3, 4)            2  1        1                      1  (2, 1) × 2"
        )

    def test_in_a_notebook_it_draws_the_uneven_axis(self):
        found = find_layers((7, 8), (15, 16), kernel_size=[3, 4], stride=2, output_padding=0)
        assert list(found) == [(Layer(3, 2), Layer(4, 2, 1))]
        html = found._repr_mimebundle_()["text/html"]
        assert "The first setting with a kernel of ones, along axis 0:" in html
        assert html.count("<img") == 1
        assert "  1   1   2   1   2   1   1\n" in found.picture.text
        even = find_layers((7, 8), (14, 16))._repr_mimebundle_()["text/html"]
        assert "along axis 1:" in even

    def test_the_middle_of_many_sizes_is_left_out(self):
        many = list(range(7, 71))
        first = repr(find_layers(many, [2 * size for size in many])).splitlines()[0]
        assert first.startswith("7 → 14, 8 → 16, 9 → 18, …, 70 → 140: 7 settings")

    def test_of_many_phases_the_least_and_the_most_taps(self):
        """63 of 64 phases have 2 taps of 127, and the last one 1."""
        found = find_layers(2, 191, kernel_size=127, stride=64, padding=0)
        assert repr(found).endswith("  1 to 2")


class TestEven:
    def test_the_rules_are_those_of_the_taps(self):
        for k, s, d in product(range(1, 14), range(1, 7), range(1, 7)):
            counts = [len(taps) for taps in taps_of_phases(Layer(k, s, dilation=d))]
            assert is_even(k, s, d) == (len(set(counts)) == 1)
            assert has_holes(k, s, d) == (0 in counts)

    def test_only_settings_with_even_phases(self):
        for sizes in ((7, 14), ([7, 8], [14, 16]), (5, 11), ((7, 8), (14, 17)), (4, 3)):
            found, all_of_them = (
                find_layers(*sizes, dilation=range(1, 4), even=even) for even in (True, False)
            )
            evenly = [
                one
                for one in all_of_them
                for axes in [one if isinstance(one, tuple) else (one,)]
                if all(len({*map(len, taps_of_phases(axis))}) == 1 for axis in axes)
            ]
            assert 0 < len(found) < len(all_of_them)
            assert list(found) == list(all_of_them.even)
            assert set(found) == set(evenly)


class TestInParts:
    """Ten million settings are looked at part by part."""

    @pytest.mark.parametrize("at_once", [1, 7, 100])
    def test_the_parts_are_all_of_them(self, monkeypatch: pytest.MonkeyPatch, at_once: int):
        def asked():
            hits = [find_layers(3, n, *map(list, RANGES)).layers for n in range(1, 12)]
            return hits, repr(find_layers(3, 40, *map(list, RANGES))), find_layers(7, 14).layers

        whole = asked()
        monkeypatch.setattr(candidates, "AT_ONCE", at_once)
        assert asked() == whole

    def test_they_take_little_memory(self):
        wide = (range(1, 101), range(1, 51), range(40), range(50))
        assert prod(map(len, wide)) == MANY
        tracemalloc.start()
        try:
            assert not find_layers(7, 10**5, *wide)
            assert find_layers(7, 100, *wide)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak < 40e6


class TestTheRangesByThemselves:
    @pytest.mark.parametrize(
        ("small", "large", "first"),
        [
            (8, 64, (16, 8, 4, 0, 1)),
            (32, 256, (16, 8, 4, 0, 1)),
            (7, 70_000, (20_000, 10_000, 5_000, 0, 1)),
            # (7 − 1)·14286 − 2·1 + 14286 = 100000.
            (7, 100_000, (14_286, 14_286, 1, 0, 1)),
        ],
    )
    def test_reach_as_far_as_the_sizes_grow(self, small, large, first):
        assert find_layers(small, large)[0] == Layer(*first)

    def test_with_the_strides_below_and_above(self):
        """(7 − 1)·14285 − 2·7140 + 28570 = 100000, too."""
        found = find_layers(7, 100_000)
        assert Layer(28_570, 14_285, 7_140) in found
        assert {layer.stride for layer in found} == {14_285, 14_286}

    def test_stay_small_beside_wide_ones_that_are_asked_for(self):
        with_extra = find_layers(4, 40_000, output_padding=range(10_000), stride=10_000)
        assert all(layer.padding < 4 for layer in with_extra)


class TestOtherKernel:
    @settings(max_examples=40)
    @given(
        st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 3), st.integers(1, 2)),
        st.integers(1, 9),
        st.integers(1, 40),
    )
    def test_is_the_nearest_with_the_same_stride(self, parameters, small: int, large: int):
        k, s, p, d = parameters
        own = Layer(k, s, p, 0, d)
        tried = product(range(1, k + 2 * s + 1), (s,), range(40), (0, 1), (d,))
        fit = [
            Layer(*each)
            for each in tried
            if each[2] <= d * (each[0] - 1) and torch_shape((small,), (each,)) == (large,)
        ]
        found = other_kernel([own], [small], [large])
        if torch_shape((small,), ((k, s, p, 0, d),)) == (large,):
            assert found == (own,)
            return
        assert (found is None) == (not fit)
        if found:
            assert found[0] in fit
            assert far(found[0], own) == min(far(each, own) for each in fit)

    def test_in_even_phases(self):
        """For what one number can only make uneven: kernel_size 10 → 9."""
        assert other_kernel([Layer(10, 5, 2)], [256], [1280]) == (Layer(10, 5, 3, 1),)

    def test_for_every_size_that_grows_with_it(self):
        (layer,) = other_kernel([Layer(3, 2)], [9], [16])
        assert [layer.output_size(9 + n) for n in range(64)] == [16 + 2 * n for n in range(64)]

    def test_along_the_axis_that_does_not_fit(self):
        own = (Layer(3, 2, 1, 1), Layer(4, 2, 1))
        assert other_kernel(own, (8, 9), (16, 17)) == (own[0], Layer(4, 2, 2, 1))
        assert other_kernel([Layer(2, 2)], [9], [1700]) is None


def far(layer: Layer, own: Layer) -> tuple[bool, bool, int]:
    counts = [len(taps) for taps in taps_of_phases(layer)]
    away = sum(abs(getattr(layer, name) - getattr(own, name)) for name in NAMES)
    return 0 in counts, len(set(counts)) > 1, away


def rows_of(found: object) -> list[str]:
    """The rows of the tables in a notebook, without their heads."""
    html = found._repr_mimebundle_()["text/html"]
    return [row for row in re.findall(r"<tr>(.*?)</tr>", html) if "<th" not in row]
