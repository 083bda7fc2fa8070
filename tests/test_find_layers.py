"""find_layers finds what PyTorch accepts, all of it and nothing else, the usual settings first."""

from html.parser import HTMLParser
from itertools import product
from math import prod

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from course import IllegalLayer, Layer, find_layers
from course.layer import Layer as Rule

NAMES = ("kernel_size", "stride", "padding", "output_padding", "dilation")
# With values that are illegal, and output_padding that only a dilation allows.
GRID = (range(4), range(4), range(-1, 3), range(-1, 3), range(3))


def torch_size(size: int, k: int, s: int, p: int, extra: int, d: int) -> int | None:
    """PyTorch's output size for a batch of one (pytorch#127734), or None where it refuses."""
    try:
        y = functional.conv_transpose1d(
            torch.ones(1, 1, size), torch.ones(1, 1, k), None, s, p, extra, 1, d
        )
    except RuntimeError:
        return None
    return y.shape[-1]


def torch_table(size: int) -> dict[tuple[int, ...], int]:
    made = {at: torch_size(size, *at) for at in product(*GRID)}
    return {at: size for at, size in made.items() if size is not None}


TABLES = {size: torch_table(size) for size in (1, 2, 3)}


def parameters(layer: Layer) -> tuple[int, ...]:
    return tuple(getattr(layer, name) for name in NAMES)


class TestItFindsWhatTorchAccepts:
    @pytest.mark.parametrize("size", TABLES)
    def test_on_a_grid_with_illegal_values(self, size: int):
        reached = set(TABLES[size].values())
        assert len(reached) > 6
        for wanted in range(1, max(reached) + 2):
            found = [parameters(layer) for layer in find_layers(size, wanted, *GRID)]
            assert len(found) == len(set(found))
            assert set(found) == {at for at, made in TABLES[size].items() if made == wanted}

    def test_of_several_sizes_at_once(self):
        seen = 0
        for first, second in product(range(1, 10), range(1, 12)):
            both = {
                at
                for at, made in TABLES[2].items()
                if made == first and TABLES[3].get(at) == second
            }
            assert {
                parameters(layer) for layer in find_layers([2, 3], (first, second), *GRID)
            } == both
            seen += len(both)
        assert seen >= 100

    @settings(max_examples=60)
    @given(
        st.integers(1, 40),
        st.tuples(*(st.lists(st.integers(0, 9), min_size=1, max_size=3) for _ in NAMES)),
        st.data(),
    )
    def test_far_from_the_small_grid(self, size: int, ranges, data):
        made = {at: torch_size(size, *at) for at in product(*ranges)}
        wanted = data.draw(st.sampled_from([n for n in made.values() if n] or [7]))
        found = {parameters(layer) for layer in find_layers(size, wanted, *ranges)}
        assert found == {at for at, n in made.items() if n == wanted}

    def test_with_the_ranges_it_has_by_itself(self):
        ranges = (range(1, 8), range(1, 5), range(4), range(4), (1,))
        expected = {at for at in product(*ranges) if torch_size(7, *at) == 14}
        assert {parameters(layer) for layer in find_layers(7, 14)} == expected

    def test_all_of_a_hundred_thousand_candidates_are_looked_at(self):
        ranges = (range(1, 26), range(1, 11), range(10), range(10), range(1, 5))
        found = find_layers(3, 40, *ranges)
        by_hand = {
            (k, s, p, extra, d)
            for k, s, p, extra, d in product(*ranges)
            if 2 * s - 2 * p + d * (k - 1) + extra + 1 == 40 and extra < max(s, d)
        }
        assert {parameters(layer) for layer in found} == by_hand

    def test_a_candidate_costs_little_python(self, monkeypatch):
        """Only those that are looked at become a Layer: that is what makes it quick."""
        made = []
        check = Rule.__post_init__
        monkeypatch.setattr(Rule, "__post_init__", lambda layer: made.append(1) or check(layer))
        ranges = (range(1, 26), range(1, 11), range(10), range(10), range(1, 5))
        found = find_layers(7, 14, *ranges)
        assert len(found) > 100
        assert made == []
        assert len(found.layers) == len(made) == len(found)


class TestTheOrder:
    @pytest.mark.parametrize(
        ("small", "large", "first"),
        [
            # DCGAN's, a U-Net's and CycleGAN's way to double.
            (7, 14, [(4, 2, 1, 0, 1), (2, 2, 0, 0, 1), (3, 2, 1, 1, 1)]),
            (5, 15, [(6, 3, 2, 1, 1), (3, 3, 0, 0, 1)]),
            (6, 24, [(4, 4, 0, 0, 1)]),
            (9, 9, [(3, 1, 1, 0, 1), (1, 1, 0, 0, 1)]),
        ],
    )
    def test_the_usual_ones_come_first(self, small, large, first):
        assert [parameters(layer) for layer in find_layers(small, large)[: len(first)]] == first

    def test_audio_decoders_have_kernels_twice_the_stride(self):
        found = find_layers(10, 80, kernel_size=range(1, 20), stride=range(1, 10), padding=range(9))
        assert parameters(found[0]) == (16, 8, 4, 0, 1)

    def test_then_the_smallest_output_padding_and_even_phases(self):
        rest = [parameters(layer) for layer in find_layers(7, 14)][3:]
        assert rest == [
            (6, 2, 2, 0, 1),
            (5, 2, 2, 1, 1),
            (7, 2, 3, 1, 1),
            # With holes.
            (1, 2, 0, 1, 1),
            (2, 3, 3, 0, 1),
            (1, 3, 3, 1, 1),
        ]

    @pytest.mark.parametrize(
        ("sizes", "ranges"),
        [
            ((7, 14), {}),
            (([32, 33], [256, 264]), {"stride": 8}),
            (([32, 33], [256, 264]), {}),
            ((5, 11), {"dilation": range(1, 5)}),
            ((1, 4), {"dilation": range(1, 4)}),
        ],
    )
    def test_settings_with_holes_come_last_and_are_marked(self, sizes, ranges):
        """A hole is a phase without a tap: torch makes its outputs of the bias alone."""
        found = find_layers(*sizes, **ranges)
        holes = []
        for layer in found:
            y = functional.conv_transpose1d(
                torch.ones(1, 1, 80),
                torch.ones(1, 1, layer.kernel_size),
                torch.zeros(1),
                stride=layer.stride,
                dilation=layer.dilation,
            )
            middle = y.shape[-1] // 2
            holes.append((y[0, 0, middle : middle + 2 * layer.stride] == 0).any().item())
        assert holes == sorted(holes)
        assert not holes[0]
        assert holes[-1]
        rows = repr(found).splitlines()[2:]
        for hole, row in zip(holes, rows, strict=False):
            assert ("with holes" in row) == hole or "more" in row

    @pytest.mark.parametrize("stride", [5, 8, 10, 15, 20, 64])
    def test_strides_go_as_far_as_the_sizes_ask(self, stride: int):
        for small in (8, [7, 8]):
            large = stride * np.array(small)
            odd = stride % 2
            first = (2 * stride, stride, (stride + odd) // 2, odd, 1)
            assert parameters(find_layers(small, large)[0]) == first

    def test_what_is_asked_for_is_not_widened(self):
        assert len(find_layers(8, 64, stride=range(1, 5))) == 0
        assert {layer.kernel_size for layer in find_layers(8, 64, range(1, 8))} <= {*range(1, 8)}
        assert {layer.padding for layer in find_layers(8, 64, padding=range(3))} == {0, 1, 2}

    def test_no_order_of_the_ranges_changes_it(self):
        backwards = find_layers(7, 14, reversed(range(1, 8)), [4, 2, 3, 1, 2], {3, 1, 0, 2})
        assert backwards.layers == find_layers(7, 14).layers

    def test_even_phases_are_those_with_as_many_taps_each(self):
        found = find_layers(4, 8, dilation=range(1, 4))
        assert len(found.even) > 3
        assert len(found.even) < len(found)
        for layer in found:
            # A kernel of ones on a long constant input counts the taps of each output.
            y = functional.conv_transpose1d(
                torch.ones(1, 1, 80),
                torch.ones(1, 1, layer.kernel_size),
                stride=layer.stride,
                dilation=layer.dilation,
            )
            assert (layer in found.even) == (len(set(y[0, 0, 40:70].tolist())) == 1)


class TestItShowsItself:
    def test_in_a_terminal(self):
        assert repr(find_layers(7, 14, padding=1)) == (
            "7 → 14: 2 settings, the usual ones first\n"
            "kernel_size  stride  padding  output_padding  dilation  taps per phase\n"
            "          4       2        1               0         1  even, 2\n"
            "          3       2        1               1         1  (2, 1)"
        )

    def test_in_a_notebook(self):
        shown = find_layers(1, 4, dilation=range(1, 4))._repr_mimebundle_()
        tags = Tags(shown["text/html"])
        assert shown["text/plain"].endswith("and 53 more, from [12] to [64]")
        assert tags.count("table") == 2
        assert tags.count("tr") == 65 + 2
        assert tags.count("img") == tags.count("details") == 1
        assert tags.count("script") == tags.count("style") == 0

    def test_the_picture_counts_the_taps(self):
        text = find_layers(7, 14).picture.text
        assert "output           1   2   2   2   2   1" in text

    def test_it_is_a_sequence_of_layers(self):
        found = find_layers(7, 14)
        assert found[0] == Layer(4, 2, 1)
        assert found[:2] == (Layer(4, 2, 1), Layer(2, 2))
        assert Layer(3, 2, 1, 1) in found
        assert [layer.output_size(7) for layer in found] == [14] * len(found)

    def test_without_a_setting_the_nearest_sizes_are_told(self):
        found = find_layers(7, 100, range(1, 8), range(1, 5), range(4))
        assert len(found) == 0
        assert not found
        assert (
            repr(found) == "7 → 100: no setting fits. The nearest size within these ranges is 34."
        )
        assert found._repr_mimebundle_()["text/html"] == f"<div><p>{found!r}</p></div>"
        between = find_layers(4, 9, kernel_size=2, stride=(2, 3), padding=0, output_padding=0)
        assert repr(between).endswith("The nearest sizes within these ranges are 8 and 11.")

    @pytest.mark.parametrize(("many", "few"), [(16, 8), ([16, 8], [8, 4]), ([16, 12], [12, 8])])
    def test_who_wants_smaller_sizes_is_sent_to_convolutions(self, many, few):
        found = find_layers(many, few, stride=range(1, 5), padding=range(2))
        assert len(found) == 0
        assert repr(found).endswith("use a convolution: nn.Conv1d, nn.Conv2d or nn.Conv3d.")
        assert "nn.Conv" not in repr(find_layers(7, 100, range(1, 8), range(1, 5), range(4)))

    def test_an_illegal_setting_is_no_nearest_size(self):
        """Size 9 would take output_padding 1 at stride 1."""
        found = find_layers(8, 10, kernel_size=1, stride=1, padding=0)
        assert repr(found).endswith("The nearest size within these ranges is 8.")
        assert repr(find_layers(8, 9, stride=0)).endswith(
            "No setting within these ranges is legal."
        )

    @pytest.mark.parametrize("size", [1, 2, 3])
    def test_the_nearest_are_torch_s_on_a_grid_with_illegal_values(self, size):
        reached = set(TABLES[size].values())
        misses = set(range(1, max(reached) + 3)) - reached
        assert misses
        for wanted in misses:
            near = [
                *sorted(n for n in reached if n < wanted)[-1:],
                *sorted(n for n in reached if n > wanted)[:1],
            ]
            told = repr(find_layers(size, wanted, *GRID))
            verb = "is" if len(near) == 1 else "are"
            assert told.endswith(f"ranges {verb} {' and '.join(map(str, near))}.")

    def test_a_miss_is_answered_without_a_layer_for_each_candidate(self, monkeypatch):
        made = []
        check = Rule.__post_init__
        monkeypatch.setattr(Rule, "__post_init__", lambda layer: made.append(1) or check(layer))
        ranges = (range(1, 26), range(1, 11), range(10), range(50), range(1, 5))
        monkeypatch.setattr(Rule, "sizes_on_grid", counted := Counted(Rule.sizes_on_grid))
        # By hand: (7 − 1)·10 + 4·(25 − 1) + 9 + 1 = 166.
        assert repr(find_layers(7, 10**5, *ranges)).endswith("ranges is 166.")
        assert made == []
        assert 1 <= counted.cells / prod(map(len, ranges)) < 2.5

    def test_several_sizes_without_a_setting(self):
        assert repr(find_layers([7, 8], [14, 99])) == (
            "7 → 14, 8 → 99: no setting fits. Ask for fewer pairs at once, or widen the ranges."
        )


class Counted:
    """A function that counts the numbers it makes."""

    def __init__(self, function) -> None:
        self.function, self.cells = function, 0

    def __call__(self, *args, **kwargs):
        made = self.function(*args, **kwargs)
        self.cells += np.size(made)
        return made


class Tags(HTMLParser):
    """The tags of an HTML text, which must be balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def count(self, tag: str) -> int:
        return self.names.count(tag)


class TestErrors:
    @pytest.mark.parametrize(
        ("arguments", "parameter", "nearest"),
        [
            ((0, 4), "input_size", 1),
            ((4, -1), "output_size", 1),
            (([3, 0], [6, 8]), "input_size", 1),
            ((4, 10**12), "output_size", 10**9),
        ],
    )
    def test_a_size_out_of_range_names_the_nearest(self, arguments, parameter, nearest):
        with pytest.raises(IllegalLayer) as caught:
            find_layers(*arguments)
        assert (caught.value.parameter, caught.value.nearest) == (parameter, nearest)

    @pytest.mark.parametrize("value", [7.0, "7", None, [7, "8"], np.array([7.5])])
    def test_what_is_no_whole_number_is_a_type_error(self, value):
        with pytest.raises(TypeError, match="input_size=.* must be a whole number, or a list"):
            find_layers(value, 14)
        with pytest.raises(TypeError, match="stride=.* must be a whole number, or a list"):
            find_layers(7, 14, stride=value)

    def test_lists_of_different_lengths(self):
        with pytest.raises(ValueError, match=r"output_size=\[14\] .* as many sizes as input_size"):
            find_layers([7, 8], [14])
        with pytest.raises(ValueError, match=r"input_size=\(1, 3, 7, 7\) .* along 1 to 3 axes"):
            find_layers((1, 3, 7, 7), 14)
        with pytest.raises(ValueError, match=r"output_size=\(2, .* without batch and channels"):
            find_layers(7, (2,) * 300)
        with pytest.raises(ValueError, match=r"input_size=\[\] .* at least one size"):
            find_layers([], [])

    def test_ranges_beyond_any_patience(self):
        with pytest.raises(ValueError, match="kernel_size=.* at most 10000000 numbers"):
            find_layers(7, 14, kernel_size=range(10**12))
        with pytest.raises(ValueError, match="320000000 settings.* fewer values of kernel_size"):
            find_layers(7, 14, kernel_size=range(20_000), stride=range(1000))

    def test_a_layer_too_wide_to_draw(self):
        found = find_layers(4, 30_000, stride=10_000, kernel_size=1, output_padding=range(10_000))
        assert "<img" not in found._repr_mimebundle_()["text/html"]
        assert "<img" in find_layers(4, 8)._repr_mimebundle_()["text/html"]

    def test_numpy_and_torch_numbers_are_whole_numbers_too(self):
        assert find_layers(np.int64(7), torch.tensor(14))[0] == Layer(4, 2, 1)
        assert find_layers(np.array([7, 8]), [14, 16])[0] == Layer(4, 2, 1)


def test_an_odd_factor_names_its_chapter():
    said = "Exactly 5 times as long: an odd stride (chapter 13)"
    told = find_layers([7, 8], [35, 40])
    assert repr(told).splitlines()[-1] == said
    assert f"<p>{said}</p>" in told._repr_mimebundle_()["text/html"]
    for sizes in [([7, 8], [14, 16]), ([7, 8], [35, 41]), (7, 7)]:
        assert "chapter" not in repr(find_layers(*sizes))
