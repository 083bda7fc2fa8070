"""Every call that PyTorch refuses is refused by the course, and chapter 07 shows it as it is."""

import json
import re
from itertools import product

import pytest
import torch
from documented import ROOT, printed
from torch.nn import functional

from course import IllegalLayer, Layer, conv_transpose1d, output_size

NOTEBOOK = ROOT / "notebooks" / "07_signature.ipynb"
CELLS = [c for c in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
SHOWN = "\n".join(map(printed, CELLS)).splitlines()
PER_AXIS = (
    "output padding must be smaller than either stride or dilation, but got "
    "output_padding_height: 0 output_padding_width: {} stride_height: 1 stride_width: {} "
    "dilation_height: 1 dilation_width: {}"
)
TOO_SMALL = (
    "Given input size per channel: (1 x {}). Calculated output size per channel: (1 x {}). "
    "Output size is too small"
)
X, W = (1, 1, 3), (1, 1, 3)

# By hand: shapes and parameters of a call, PyTorch's words, the course's parameter and its nearest
# legal value, or, where no number mends it, what its message says.
PARAMETERS: list[tuple[tuple[int, ...], tuple[int, ...], dict[str, int], str, tuple[str, int]]] = [
    (X, W, {"output_padding": 1}, PER_AXIS.format(1, 1, 1), ("output_padding", 0)),
    (X, W, {"stride": 2, "output_padding": 2}, PER_AXIS.format(2, 2, 1), ("output_padding", 1)),
    (
        X, W, {"stride": 2, "dilation": 3, "output_padding": 4}, PER_AXIS.format(4, 2, 3),
        ("output_padding", 2),
    ),
    (X, W, {"output_padding": -1}, "negative output_padding is not supported",
     ("output_padding", 0)),
    (X, W, {"padding": -1}, "negative padding is not supported", ("padding", 0)),
    (X, W, {"stride": 0}, "non-positive stride is not supported", ("stride", 1)),
    (X, W, {"stride": -2}, "non-positive stride is not supported", ("stride", 1)),
    (
        X, W, {"dilation": 0},
        "dilation should be greater than zero, but got dilation_height: 1, dilation_width: 0",
        ("dilation", 1),
    ),
    (X, W, {"dilation": -1}, "dilation should be greater than zero", ("dilation", 1)),
    (
        X, (1, 1, 0), {},
        "kernel size should be greater than zero, but got kernel_height: 1 kernel_width: 0",
        ("weight size", 1),
    ),
    ((1, 1, 1), (1, 1, 2), {"padding": 1}, TOO_SMALL.format(1, 0), ("padding", 0)),
    (X, W, {"padding": 3}, TOO_SMALL.format(3, -1), ("padding", 2)),
    (
        (1, 1, 0), W, {},
        "Only zero batch or zero channel inputs are supported, but got input shape: [1, 1, 1, 0]",
        ("input size", 1),
    ),
]  # fmt: skip
SHAPES = [
    (
        (3,), W,
        "Expected 2D (unbatched) or 3D (batched) input to conv_transpose1d, but got input of "
        "size: [3]",
        "input of shape (3,) and weight of shape (1, 1, 3) do not fit",
        ((1, 3), W),
    ),
    (
        (1, 8, 3), (4, 8, 3),
        "Given transposed=1, weight of size [4, 8, 3], expected input[1, 8, 3] to have 4 channels, "
        "but got 8 channels instead",
        "weight has 4 input channels and input has 8: they must be equal.",
        ((1, 8, 3), (8, 4, 3)),
    ),
]  # fmt: skip


def by_pytorch(x: tuple[int, ...], w: tuple[int, ...], **parameters: int) -> torch.Tensor:
    return functional.conv_transpose1d(torch.ones(x), torch.ones(w), **parameters)


def refusal(call, kind: type[Exception] = RuntimeError) -> str:
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


def shown(words: str) -> bool:
    """Whether a line of the chapter says it, up to where PyTorch goes into details."""
    return any(words.split(", but")[0] in line for line in SHOWN)


class TestParameters:
    @pytest.mark.parametrize(("x", "w", "parameters", "words", "mend"), PARAMETERS)
    def test_both_refuse_and_the_nearest_value_works(self, x, w, parameters, words, mend):
        assert refusal(lambda: by_pytorch(x, w, **parameters)) == words
        with pytest.raises(IllegalLayer) as caught:
            conv_transpose1d(torch.ones(x), torch.ones(w), **parameters)
        error = caught.value
        assert (error.parameter, error.nearest) == mend
        assert error.torch in ("", words)
        assert str(error).endswith(f" The nearest value that works is {error.nearest}.")
        if error.parameter not in parameters:  # a length, which is no parameter
            assert by_pytorch((1, 1, 1), (1, 1, 1)).numel() == error.nearest
            return
        assert by_pytorch(x, w, **parameters | {error.parameter: error.nearest}).numel()
        # One step back towards what was asked for is refused again: there is none nearer.
        step = 1 if error.value > error.nearest else -1
        nearer = parameters | {error.parameter: error.nearest + step}
        assert refusal(lambda: by_pytorch(x, w, **nearer))

    @pytest.mark.parametrize(("x", "w", "parameters", "words", "mend"), PARAMETERS)
    def test_what_pytorch_says_stands_in_the_chapter(self, x, w, parameters, words, mend):
        example = {(1, 1, 1): TOO_SMALL.format(3, -1)}.get(x, words)
        assert shown(example)

    @pytest.mark.parametrize("name", ["output_padding", "padding"])
    def test_pytorch_s_own_words_where_the_live_figure_shows_them(self, name: str):
        told = {"output_padding": PER_AXIS.format(2, 2, 1), "padding": TOO_SMALL.format(3, -1)}
        asked = {"output_padding": {"stride": 2, "output_padding": 2}, "padding": {"padding": 3}}
        with pytest.raises(IllegalLayer) as caught:
            output_size(3, 3, **asked[name])
        assert caught.value.torch == told[name]


class TestShapes:
    @pytest.mark.parametrize(("x", "w", "words", "ours", "mended"), SHAPES)
    def test_both_refuse_and_say_so_in_the_chapter(self, x, w, words, ours, mended):
        assert refusal(lambda: by_pytorch(x, w)) == words
        said = refusal(lambda: conv_transpose1d(torch.ones(x), torch.ones(w)), ValueError)
        assert said.startswith(ours)
        assert shown(words)
        assert shown(said)
        assert by_pytorch(*mended).numel()

    def test_the_weight_of_an_empty_channel(self):
        with pytest.raises(IllegalLayer, match="weight size=0"):
            conv_transpose1d(torch.ones(1, 1, 3), torch.ones(1, 0, 3))


class TestTypesAndWords:
    @pytest.mark.parametrize(
        ("x", "w", "words"),
        [
            (torch.int64, torch.float32, "expected scalar type Long but found Float"),
            (torch.float32, torch.int64, "expected scalar type Float but found Long"),
        ],
    )
    def test_mixed_types_meet_in_the_course_alone(self, x, w, words: str):
        x, w = torch.ones(X, dtype=x), torch.ones(W, dtype=w)
        assert refusal(lambda: functional.conv_transpose1d(x, w)) == words
        wanted = functional.conv_transpose1d(x.float(), w.float())
        assert conv_transpose1d(x, w).tolist() == wanted.tolist()

    def test_the_chapter_shows_it_with_an_input_of_whole_numbers(self):
        line = SHOWN.index("  PyTorch  expected scalar type Long but found Float")
        assert SHOWN[line + 1] == "  course   → (1, 1, 5)"

    def test_a_mode_of_padding(self):
        words = 'Only "zeros" padding mode is supported for ConvTranspose1d'
        layer = torch.nn.ConvTranspose1d
        assert refusal(lambda: layer(1, 1, 3, padding_mode="reflect"), ValueError) == words
        assert f"PyTorch  {words}" in SHOWN
        assert layer(1, 1, 3, padding_mode="zeros")(torch.ones(X)).numel()

    def test_the_word_same(self):
        words = (
            "conv_transpose1d(): argument 'padding' (position 5) must be tuple of ints, but found "
            "element of type str at pos 0"
        )
        same = torch.nn.ConvTranspose1d(1, 1, 3, padding="same")
        assert refusal(lambda: same(torch.ones(X)), TypeError) == words
        ours = refusal(lambda: conv_transpose1d([1], [1, 1, 3], padding="same"), TypeError)
        assert shown(words)
        assert shown(ours)
        # The number that the chapter names keeps the size, which is what the word asks for.
        assert by_pytorch(X, W, padding=1).shape == X


def sizes_of_pytorch(n: int, k: int, s: int, p: int, d: int) -> dict[int, str]:
    """For each size around the range of ``output_size=``: "" or why PyTorch refuses it."""
    layer = torch.nn.ConvTranspose1d(1, 1, k, s, p, dilation=d)
    least = (n - 1) * s - 2 * p + d * (k - 1) + 1
    said = {}
    for size in range(least - 2, least + s + 2) if least + s > 1 else ():
        try:
            made = layer(torch.ones(1, 1, n), output_size=[size]).shape[-1]
            said[size] = "" if made == size else f"{made} instead of {size}"
        except (ValueError, RuntimeError) as refused:
            said[size] = str(refused)
    return said


class TestOutputSize:
    def test_it_is_what_pytorch_chooses_and_refuses(self):
        """Every size around the range, in its own words."""
        made = refused = 0
        for n, k, s, p, d in product((1, 3, 6), (1, 3), (1, 2, 3), (0, 1, 2), (1, 2, 4)):
            layer, said = Layer(k, s, p, dilation=d), sizes_of_pytorch(n, k, s, p, d)
            legal = [size for size, words in said.items() if not words]
            for size, words in said.items():
                if not words:
                    extra = layer.output_padding_for(n, size)
                    assert Layer(k, s, p, extra, d).output_size(n) == size
                    made += 1
                    continue
                with pytest.raises(IllegalLayer) as caught:
                    layer.output_padding_for(n, size)
                error = caught.value
                if "too small" in words:
                    assert (error.parameter, words.startswith(error.torch)) == ("padding", True)
                    assert Layer(k, s, error.nearest, size - min(said) - 2, d).output_size(n) > 0
                    continue
                assert (error.parameter, error.value, error.torch) == ("output_size", size, words)
                assert error.nearest == min(legal, key=lambda works: abs(works - size))
                refused += 1
        assert min(made, refused) > 100

    @pytest.mark.parametrize("size", ["6", 6.0, None])
    def test_what_is_no_number_is_no_size(self, size: object):
        with pytest.raises(TypeError, match="output_size=.* must be a whole number"):
            Layer(3, 2, 1).output_padding_for(3, size)

    def test_the_layer_s_own_output_padding_gives_way(self):
        layer = torch.nn.ConvTranspose1d(1, 1, 3, 2, 1, output_padding=1)
        assert layer(torch.ones(X), output_size=[5]).shape[-1] == 5
        assert Layer(3, 2, 1, output_padding=1).output_padding_for(3, 5) == 0

    def test_dilation_allows_what_can_not_be_asked_for(self):
        layer = torch.nn.ConvTranspose1d(1, 1, 3, dilation=2)
        assert by_pytorch(X, W, dilation=2, output_padding=1).shape[-1] == 8
        words = (
            "requested an output size of [8], but valid sizes range from [7] to [7] "
            "(for an input of torch.Size([3]))"
        )
        assert refusal(lambda: layer(torch.ones(X), output_size=[8]), ValueError) == words
        with pytest.raises(IllegalLayer) as caught:
            Layer(3, dilation=2).output_padding_for(3, 8)
        assert caught.value.torch == words

    def test_the_chapter_shows_the_range(self):
        row = "requested an output size of [7], but valid sizes range from [5] to [6]"
        assert row in SHOWN
        assert any(re.match(r"output_size=7 is not possible: .* works is 6\.$", x) for x in SHOWN)


def test_an_error_in_the_chapter_never_stands_alone():
    """Behind each line of PyTorch's comes the course's, in every cell that asks both."""
    asked = [n for n, line in enumerate(SHOWN) if line.startswith("  PyTorch  ")]
    assert len(asked) >= 13
    assert all(SHOWN[n + 1].startswith("  course   ") for n in asked)
