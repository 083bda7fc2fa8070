"""Error messages of PyTorch: what they mean, and that what is to be written instead works."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
import torch
from node import CALCULATOR, answer, needs_node
from torch import nn, ones

from course import __main__ as commands
from course.errors import Meaning, meaning
from course.errors.values import table
from course.language import _catalogue, speaking
from course.layer import PARAMETERS

F = nn.functional
Call = Callable[[], object]
X1, X2, X3 = ones(1, 1, 4), ones(1, 1, 4, 4), ones(1, 1, 4, 4, 4)
W1, W2, W3 = ones(1, 1, 3), ones(1, 1, 3, 3), ones(1, 1, 3, 3, 3)
BYTES = {"int8": torch.int8, "uint8": torch.uint8, "bool": torch.bool}


def raised(call: Call) -> str:
    """What torch says to a call, as the last line of a traceback says it."""
    with pytest.raises((RuntimeError, ValueError, TypeError)) as error:
        call()
    return f"{error.type.__name__}: {error.value}"


def understood(call: Call) -> Meaning:
    found = meaning(raised(call))
    assert found is not None
    assert found.exact
    return found


def up(*sizes: int, n: int = 1, **parameters: Any) -> Any:
    return getattr(nn, f"ConvTranspose{n}d")(*sizes, **parameters)


# Kind, call, values and lines to write: worked out by hand from the numbers of the call.
CASES: list[tuple[str, Call, dict[str, Any], str]] = [
    (
        "output_padding",
        lambda: F.conv_transpose1d(X1, W1, stride=2, output_padding=2),
        {"output_padding": 2, "stride": 2, "dilation": 1, "nearest": 1},
        "Write output_padding=1 or less; in a 2-D layer, output_padding=(0, 1).",
    ),
    (
        "output_padding",
        lambda: F.conv_transpose2d(X2, W2, stride=(3, 2), dilation=(1, 4), output_padding=(5, 3)),
        {"output_padding": 5, "stride": 3, "nearest": 2},
        "Write output_padding=(2, 3) or less.",
    ),
    (
        "output_padding",
        lambda: F.conv_transpose3d(X3, W3, output_padding=2),
        {"output_padding": 2, "nearest": 0},
        "Write output_padding=0 or less.",
    ),
    *(
        (kind, call, {}, line)
        for kind, calls, line in [
            (
                "negative_padding",
                [
                    lambda: F.conv_transpose1d(X1, W1, padding=-1),
                    lambda: F.conv_transpose2d(X2, W2, padding=(0, -2)),
                    lambda: nn.Conv1d(1, 1, 3, padding=-1)(X1),
                ],
                "Write padding=0 or more.",
            ),
            (
                "negative_output_padding",
                [
                    lambda: F.conv_transpose1d(X1, W1, output_padding=-1),
                    lambda: F.conv_transpose2d(X2, W2, output_padding=(0, -2)),
                    lambda: up(1, 1, 3, n=3, output_padding=-1)(X3),
                ],
                "Write output_padding=0 or more.",
            ),
            (
                "stride",
                [
                    lambda: F.conv_transpose1d(X1, W1, stride=0),
                    lambda: F.conv2d(X2, W2, stride=-1),
                    lambda: up(1, 1, 3, n=2, stride=(1, 0))(X2),
                ],
                "Write stride=1 or more.",
            ),
            (
                "groups_positive",
                [
                    lambda: up(4, 4, 3, groups=0),
                    lambda: nn.Conv2d(4, 4, 3, groups=-1),
                    lambda: F.conv_transpose1d(X1, W1, groups=0),
                ],
                "Write groups=1, which is the default.",
            ),
            (
                "output_size_number",
                [
                    lambda: up(1, 1, 3, stride=2)(X1, output_size=9),
                    lambda: up(1, 1, 3, n=2, stride=2)(X2, output_size=10),
                    lambda: up(1, 1, 3, n=3)(X3, output_size=1),
                ],
                "Write output_size=[size], or [height, width] in two dimensions; "
                "y.shape[-2:] is such a list.",
            ),
            (
                "same_strided",
                [
                    lambda: nn.Conv2d(1, 1, 3, stride=2, padding="same"),
                    lambda: F.conv2d(X2, W2, stride=3, padding="same"),
                    lambda: nn.Conv1d(1, 1, 5, stride=4, padding="same"),
                ],
                "With an odd kernel write padding=dilation*(kernel_size - 1)//2: the output is "
                "then the input size / stride, rounded up.",
            ),
        ]
        for call in calls
    ),
    (
        "dilation",
        lambda: F.conv_transpose1d(X1, W1, dilation=0),
        {"dilation_width": 0},
        "Write dilation=1, which is the default: the taps then lie side by side.",
    ),
    (
        "dilation",
        lambda: F.conv2d(ones(1, 1, 8, 8), W2, dilation=(2, 0)),
        {"dilation": [2, 0]},
        "Write dilation=1, which is the default: the taps then lie side by side.",
    ),
    (
        "dilation",
        lambda: F.conv_transpose2d(X2, W2, dilation=(0, 3)),
        {"dilation_height": 0, "dilation_width": 3},
        "Write dilation=1, which is the default: the taps then lie side by side.",
    ),
    *(
        (
            "kernel_size",
            call,
            values,
            "Write kernel_size=1 or more; in a weight of your own, the last sizes are the "
            "kernel's.",
        )
        for call, values in [
            (
                lambda: F.conv_transpose1d(X1, ones(1, 1, 0)),
                {"kernel_height": 1, "kernel_width": 0},
            ),
            (lambda: F.conv2d(X2, ones(1, 1, 0, 3)), {"kernel_height": 0, "kernel_width": 3}),
            (
                lambda: F.conv_transpose2d(X2, ones(1, 1, 2, 0)),
                {"kernel_height": 2, "kernel_width": 0},
            ),
        ]
    ),
    # (4 − 1)·1 − 2·5 + 2 + 1 = −4: three less of padding give 2 cells.
    (
        "output_too_small",
        lambda: F.conv_transpose1d(X1, W1, padding=5),
        {"cells": 4, "size": -4, "less": 3},
        "Make padding smaller by at least 3.",
    ),
    (
        "output_too_small",
        lambda: F.conv_transpose2d(ones(1, 1, 4, 5), W2, stride=2, padding=(1, 6)),
        {"cells": 5, "size": -1, "less": 1},
        "Make padding smaller by at least 1.",
    ),
    (
        "output_too_small",
        lambda: F.conv_transpose3d(X3, W3, padding=(3, 9, 1)),
        {"cells": 4, "size": -12, "less": 7},
        "Make padding smaller by at least 7.",
    ),
    *(
        (
            "pool_too_small",
            call,
            {"input": shape},
            "Give the model a larger input, or leave out a pooling: each one with stride 2 halves "
            "the size.",
        )
        for call, shape in [
            (lambda: F.max_pool2d(ones(1, 3, 2, 2), 3), [3, 2, 2]),
            (lambda: F.avg_pool1d(ones(1, 1, 2), 3), [1, 1, 2]),
            (lambda: F.avg_pool2d(ones(1, 8, 1, 5), 2), [8, 1, 5]),
        ]
    ),
    (
        "rank",
        lambda: F.conv_transpose1d(X2, W1),
        {"axes": 4, "place": 0, "other": "ConvTranspose2d"},
        "For 4 axes, use nn.ConvTranspose2d.",
    ),
    (
        "rank",
        lambda: up(1, 1, 3, n=2)(ones(4, 5)),
        {"axes": 2, "missing": 1, "longer": [1, 4, 5]},
        "If it is one channel: x.unsqueeze(0), which has the shape [1, 4, 5].",
    ),
    (
        "rank",
        lambda: F.conv3d(ones(4, 4), W3),
        {"missing": 2},
        "Make its shape (batch, channels, sizes …) with x.reshape(…): 2 axes are missing.",
    ),
    (
        "rank",
        lambda: F.conv_transpose1d(X1, W2),
        {"wanted": 4, "axes": 3, "longer": [1, 1, 1, 4]},
        "If the batch is missing: x.unsqueeze(0), which has the shape [1, 1, 1, 4].",
    ),
    (
        "channels_transposed",
        lambda: up(64, 32, 2, n=2)(ones(1, 32, 8, 8)),
        {"expected": 64, "got": 32, "swapped": True},
        "If the input is right: nn.ConvTranspose2d(32, …), so in_channels=32.",
    ),
    (
        "channels_transposed",
        lambda: F.conv_transpose1d(ones(1, 3, 4), ones(2, 1, 3)),
        {"expected": 2, "got": 3},
        "If the layer is right: out_channels=2 in the layer before.",
    ),
    (
        "channels_transposed",
        lambda: up(6, 5, 2, n=2)(ones(2, 9, 8, 6)),
        {"expected": 6, "got": 9, "last": True},
        "The last size is 6: if the channels come last, write x.movedim(-1, 1).",
    ),
    (
        "channels",
        lambda: nn.Conv2d(3, 8, 3)(ones(1, 1, 8, 8)),
        {"expected": 3, "got": 1, "groups": 1},
        "If the input is right: nn.Conv2d(1, …), so in_channels=1.",
    ),
    (
        "channels",
        lambda: nn.Conv1d(4, 8, 3, groups=2)(ones(1, 6, 8)),
        {"expected": 4, "got": 6, "groups": 2},
        "If the input is right: nn.Conv1d(6, …), so in_channels=6.",
    ),
    (
        "channels",
        lambda: nn.Conv2d(4, 8, 3, groups=2)(ones(1, 5, 8, 8)),
        {"uneven": True},
        "The input's 5 channels can't be shared among groups=2.",
    ),
    *(
        (
            "empty_input",
            call,
            {"input": shape},
            "A slice x[..., :-n] keeps nothing when n is 0: write x[..., :x.shape[-1] - n].",
        )
        for call, shape in [
            (lambda: F.conv_transpose1d(X1[..., :0], W1), [1, 1, 1, 0]),
            (lambda: F.conv_transpose2d(ones(1, 1, 0, 4), W2), [1, 1, 0, 4]),
            (lambda: up(2, 1, 3, n=2)(ones(3, 2, 5, 0)), [3, 2, 5, 0]),
        ]
    ),
    (
        "dtype",
        lambda: up(1, 1, 3)(X1.double()),
        {"given_type": "float64", "weight_type": "float32"},
        "Numbers from NumPy are float64.",
    ),
    (
        "dtype",
        lambda: up(1, 1, 3, n=2).bfloat16()(X2),
        {"given_type": "float32", "weight_type": "bfloat16"},
        "Write layer(x.bfloat16()).",
    ),
    (
        "dtype",
        lambda: up(1, 1, 3)(X1.long()),
        {"given_type": "int64", "weight_type": "float32"},
        "Write layer(x.float()).",
    ),
    (
        "dtype",
        lambda: nn.Conv2d(1, 1, 3)(X2.byte()),
        {"given_type": "uint8", "weight_type": "float32"},
        "Write layer(x.float()).",
    ),
    *(
        (
            "not_implemented",
            lambda dtype=dtype: F.conv_transpose1d(X1.to(dtype), W1.to(dtype)),
            {"given_type": name},
            "Write x.float(), and the same for a weight of your own.",
        )
        for name, dtype in BYTES.items()
    ),
    *(
        (
            "padding_mode",
            lambda n=n, mode=mode: up(1, 1, 3, n=n, padding_mode=mode),
            {"n": n},
            f'Leave it out, and pad the input yourself: layer(F.pad(x, {pads}, mode="circular")).',
        )
        for n, mode, pads in [
            (1, "reflect", "(m, m)"),
            (2, "circular", "(m, m, m, m)"),
            (3, "same", "(m, m, m, m, m, m)"),
        ]
    ),
    *(
        (
            "padding_mode_convolution",
            lambda mode=mode: nn.Conv2d(1, 1, 3, padding_mode=mode),
            {"mode": mode},
            'Write "zeros", "reflect", "replicate" or "circular"; a transposed convolution takes '
            'only "zeros".',
        )
        for mode in ("zero", "same", "constant")
    ),
    *(
        (
            "padding_same",
            call,
            {},
            "To keep the size at stride 1 with an odd kernel: "
            "padding=dilation*(kernel_size - 1)//2.",
        )
        for call in (
            lambda: up(1, 1, 3, n=2, padding="same")(X2),
            lambda: F.conv_transpose1d(X1, W1, padding="same"),
            lambda: F.conv_transpose3d(X3, W3, padding="valid"),
        )
    ),
    *(
        (
            "argument_type",
            call,
            values,
            'Write 2, not 2.0 or "2"; dividing with // gives a whole number.',
        )
        for call, values in [
            (
                lambda: F.conv_transpose1d(X1, W1, stride=2.0),
                {"parameter": "stride", "type": "float"},
            ),
            (lambda: up(1, 1, 3, padding=0.5)(X1), {"parameter": "padding", "type": "float"}),
            (
                lambda: F.conv_transpose2d(X2, W2, dilation="2"),
                {"parameter": "dilation", "type": "str"},
            ),
        ]
    ),
    *(
        (
            "padding_word",
            call,
            {"word": word},
            'Write padding="same", "valid" or a number; a transposed convolution takes numbers '
            "only.",
        )
        for call, word in [
            (lambda: nn.Conv2d(1, 1, 3, padding="sam"), "sam"),
            (lambda: F.conv2d(X2, W2, padding="full"), "full"),
            (lambda: F.conv1d(X1, W1, padding="SAME"), "SAME"),
        ]
    ),
    # (4 − 1)·2 + 3 = 9, and stride 2 leaves room for one more.
    (
        "output_size_range",
        lambda: up(1, 1, 3, stride=2)(X1, output_size=[20]),
        {"wanted": [20], "nearest": [10]},
        "For another size, change the layer itself: find_layers(4, 20) lists what fits.",
    ),
    (
        "output_size_range",
        lambda: up(1, 1, 3, n=2, stride=2)(X2, output_size=[8, 9]),
        {"wanted": [8, 9], "nearest": [9, 9]},
        "For another size, change the layer itself: find_layers((4, 4), (8, 9)) lists what fits.",
    ),
    (
        "output_size_range",
        lambda: up(1, 1, 3, n=2, stride=3)(X2, output_size=torch.Size([1, 1, 13, 30])),
        {"wanted": [13, 30], "nearest": [13, 14]},
        "The nearest that works is output_size=[13, 14].",
    ),
    *(
        (
            "output_size_count",
            lambda n=n, x=x, size=size: up(1, 1, 3, n=n)(x, output_size=size),
            {"got": len(size), "few": n, "many": n + 2},
            f"Write output_size=y.shape[-{n}:], where y is the tensor to match.",
        )
        for n, x, size in [(1, X1, [6, 6]), (2, X2, [6]), (3, X3, [1, 6, 6, 6])]
    ),
    (
        "output_size_argument",
        lambda: nn.Sequential(up(1, 1, 3))(X1, output_size=[6]),
        {"owner": "Sequential"},
        "Call the layer itself, outside nn.Sequential: up(x, output_size=skip.shape[-2:]).",
    ),
    (
        "output_size_argument",
        lambda: nn.Conv2d(1, 1, 3)(X2, output_size=[2, 2]),
        {"owner": "Conv2d"},
        "Call the layer itself, outside nn.Sequential: up(x, output_size=skip.shape[-2:]).",
    ),
    (
        "output_size_argument",
        lambda: F.conv_transpose1d(X1, W1, output_size=[6]),
        {"functional": True},
        "F.conv_transpose1d takes output_padding instead: the size you want minus the size without "
        "it; it must be smaller than stride or dilation.",
    ),
    *(
        (
            "sequential_arguments",
            lambda more=more: nn.Sequential(up(1, 1, 3))(X1, *more),
            {"given": 2 + len(more)},
            "Call the layer itself, outside nn.Sequential: up(x, output_size=skip.shape[-2:]).",
        )
        for more in ([[6]], [[6], 1], [[6], 1, 2])
    ),
    (
        "cat",
        lambda: torch.cat([ones(1, 64, 56, 56), ones(1, 64, 57, 57)], 1),
        {"a": 56, "b": 57, "difference": 1, "dim": 1},
        "For this input only: output_padding larger by 1, if it stays below the stride; inputs that"
        " fit now will no longer fit.",
    ),
    (
        "cat",
        lambda: torch.cat([ones(1, 4, 31), ones(1, 4, 28)], 1),
        {"a": 31, "b": 28, "difference": 3, "small": 28},
        "For this input only: cut the larger one to 28, as y[..., :28] does along the last axis.",
    ),
    (
        "cat",
        lambda: torch.cat([ones(1, 64, 8), ones(1, 32, 8)], 2),
        {"times": 2, "other_dim": True},
        "This call joins along dimension 2; torch.cat(…, dim=1) joins the channels of a batch.",
    ),
    *(
        (
            "cat_axes",
            lambda one=one, other=other: torch.cat([one, other], 1),
            {"a": one.dim(), "b": other.dim()},
            "Print the shapes; x.unsqueeze(0) puts a batch axis in front of a tensor that "
            "lacks it.",
        )
        for one, other in [(X1, X2), (X3, X2), (X2, X1[0])]
    ),
    (
        "broadcast",
        lambda: ones(1, 1, 56, 56) + ones(1, 1, 57, 57),
        {"a": 56, "b": 57, "axis": 3, "difference": 1},
        "For this input only: output_padding larger by 1, if it stays below the stride; inputs that"
        " fit now will no longer fit.",
    ),
    (
        "broadcast",
        lambda: ones(1, 64, 8) - ones(1, 48, 8),
        {"a": 64, "b": 48, "channels": True},
        "If those are the channels: out_channels=48 in the layer that makes 64.",
    ),
    (
        "broadcast",
        lambda: ones(3, 8) * ones(2, 8),
        {"a": 3, "b": 2, "batch": True},
        "If that is the batch, both need the same number of samples.",
    ),
    # As torch.compile and torch.export say it, which follow shapes alone.
    (
        "cat",
        lambda: torch.cat([ones(1, 8, 16, 9, device="meta"), ones(1, 8, 16, 8, device="meta")], 1),
        {"a": 9, "b": 8, "axis": 3, "dim": 1},
        "For this input only: cut the larger one to 8, as y[..., :8] does along the last axis.",
    ),
    (
        "output_too_small",
        lambda: up(1, 1, 3, n=2, padding=4).to("meta")(ones(1, 1, 4, 4, device="meta")),
        {"size": -2, "cells": 4, "less": 2},
        "Make padding smaller by at least 2.",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy(ones(1, 1, 56, 56), ones(1, 1, 57, 57)),
        {"input": [1, 1, 56, 56], "target": [1, 1, 57, 57]},
        "Whatever the difference, in 2-D: F.pad(y, (0, target.shape[-1] - y.shape[-1], 0, "
        "target.shape[-2] - y.shape[-2])), which also cuts.",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy_with_logits(ones(2, 3, 8), ones(2, 1, 8)),
        {"channels": True, "wanted": 1},
        "If dimension 1 is the channels: out_channels=1 in the last layer.",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy_with_logits(ones(2, 1, 8, 8), ones(2, 8, 8)),
        {"flat": True},
        "The target lacks an axis: if that is the channel axis, write target.unsqueeze(1).",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy_with_logits(ones(16), ones(16, 1)),
        {"flat_output": True},
        "The output lacks an axis: if that is the channel axis, write output.unsqueeze(1).",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy_with_logits(ones(16, 2), ones(16, 1)),
        {"channels": True, "wanted": 1},
        "If dimension 1 is the channels: out_channels=1 in the last layer.",
    ),
    (
        "target",
        lambda: F.binary_cross_entropy_with_logits(ones(30, 1, 8), ones(32, 1, 8)),
        {"batch": True},
        "If that is the batch, both need the same number of samples.",
    ),
    *(
        (
            "pixel_shuffle",
            lambda made=made, factor=factor: F.pixel_shuffle(ones(1, made, 4, 4), factor),
            {"channels": made, "square": factor**2},
            f"Write out_channels={more} in the layer before.",
        )
        for made, factor, more in [(3, 2, 4), (10, 3, 18), (65, 4, 80)]
    ),
    *(
        (
            "groups",
            call,
            {"which": which},
            "groups must divide both in_channels and out_channels; groups=1 always does.",
        )
        for call, which in [
            (lambda: up(3, 4, 3, groups=2), "in_channels"),
            (lambda: up(4, 3, 3, groups=2), "out_channels"),
            (lambda: nn.Conv3d(9, 8, 3, groups=9), "out_channels"),
        ]
    ),
    (
        "groups_weight",
        lambda: F.conv_transpose1d(ones(1, 3, 4), ones(3, 1, 3), groups=2),
        {"first": 3, "nearest": 1},
        "For this weight, the nearest value that works is groups=1.",
    ),
    (
        "groups_weight",
        lambda: F.conv_transpose2d(ones(1, 12, 4, 4), ones(12, 1, 3, 3), groups=5),
        {"first": 12, "nearest": 4},
        "For this weight, the nearest value that works is groups=4.",
    ),
    (
        "groups_weight",
        lambda: F.conv_transpose1d(ones(1, 2, 4), ones(2, 1, 3), None, 1, 0, 0, 3),
        {"first": 2, "nearest": 2},
        "If you meant dilation: F.conv_transpose1d takes groups before dilation, so write its name,"
        " as in dilation=2.",
    ),
    (
        "bias_transposed",
        lambda: F.conv_transpose2d(ones(1, 2, 4, 4), ones(2, 3, 3, 3), ones(2)),
        {"expected": 3, "bias": [2], "swapped": True},
        "Write a bias with as many numbers as output channels: 3.",
    ),
    (
        "bias_transposed",
        lambda: F.conv_transpose1d(ones(1, 2, 4), ones(2, 3, 3), ones(3), groups=2),
        {"expected": 6, "bias": [3]},
        "Write a bias with as many numbers as output channels: 6.",
    ),
    (
        "bias_transposed",
        lambda: F.conv_transpose1d(X1, W1, ones(1, 1)),
        {"expected": 1, "bias": [1, 1]},
        "Write bias.flatten().",
    ),
    (
        "bias",
        lambda: F.conv2d(X2, W2, ones(2)),
        {"expected": 1},
        "Write a bias with as many numbers as output channels: 1.",
    ),
    (
        "bias",
        lambda: F.conv1d(X1, ones(5, 1, 3), ones(3)),
        {"expected": 5, "bias": [3]},
        "Write a bias with as many numbers as output channels: 5.",
    ),
    (
        "bias",
        lambda: F.conv1d(X1, ones(4, 1, 3), ones(4, 1)),
        {"expected": 4, "bias": [4, 1]},
        "Write bias.flatten().",
    ),
    (
        "axes",
        lambda: F.conv_transpose1d(X1, W1, stride=[2, 2]),
        {"parameter": "stride", "count": 2, "axes": 1, "fit": 2},
        "Write stride=2.",
    ),
    (
        "axes",
        lambda: F.conv_transpose2d(X2, W2, output_padding=[0, 0, 0]),
        {"parameter": "output_padding", "count": 3, "axes": 2, "fit": 0},
        "Write output_padding=0.",
    ),
    (
        "axes",
        lambda: F.conv2d(X2, W2, dilation=[1, 2, 3]),
        {"parameter": "dilation", "count": 3, "axes": 2},
        "Write a single number, or one for each axis.",
    ),
    (
        "kernel_too_large",
        lambda: F.conv1d(ones(1, 1, 2), W1),
        {"reach": 3, "cells": 2, "more": 1},
        "Write a padding larger by 1, or a kernel that spans 2 cells or fewer.",
    ),
    (
        "kernel_too_large",
        lambda: nn.Conv3d(1, 1, (2, 9, 2), padding=1)(X3),
        {"reach": 9, "cells": 6, "more": 2},
        "Write a padding larger by 2, or a kernel that spans 6 cells or fewer.",
    ),
    (
        "kernel_too_large",
        lambda: nn.Conv2d(1, 1, 3, dilation=(1, 4))(X2),
        {"reach": 9, "cells": 4, "more": 3},
        "Write a padding larger by 3, or a kernel that spans 4 cells or fewer.",
    ),
    *(
        (
            "missing_argument",
            call,
            {"owner": owner},
            f"Write nn.{owner}(in_channels, out_channels, kernel_size), all three.",
        )
        for call, owner in [
            (lambda: nn.ConvTranspose2d(3, 8), "ConvTranspose2d"),
            (lambda: nn.ConvTranspose1d(), "ConvTranspose1d"),
            (lambda: nn.Conv3d(3), "Conv3d"),
        ]
    ),
    *(
        ("unknown_argument", call, values, line)
        for call, values, line in [
            (
                lambda: nn.ConvTranspose2d(1, 1, 3, strides=2),
                {"parameter": "stride"},
                "In PyTorch it is called stride.",
            ),
            (
                lambda: F.conv_transpose1d(X1, W1, dilation_rate=2),
                {"parameter": "dilation"},
                "In PyTorch it is called dilation.",
            ),
            (
                lambda: nn.Conv2d(1, 1, 3, output_padding=1),
                {"convolution": True},
                "Only transposed convolutions have it: nn.ConvTranspose1d, 2d and 3d.",
            ),
        ]
    ),
    *(
        (
            "state",
            lambda model=model, stored=stored: model.load_state_dict(stored.state_dict()),
            values,
            "Make the layer with the settings of the one that was stored.",
        )
        for model, stored, values in [
            (up(4, 2, 3), nn.Conv1d(4, 2, 3), {"swapped": True}),
            (up(4, 2, 3, n=2), up(2, 4, 3, n=2), {"stored": [2, 4, 3, 3], "model": [4, 2, 3, 3]}),
            (up(4, 2, 3), up(4, 2, 5), {"stored": [4, 2, 5], "model": [4, 2, 3]}),
        ]
    ),
    *(
        (
            "normalisation",
            lambda made=made, got=got: nn.BatchNorm2d(made)(ones(2, got, 2, 2)),
            {"expected": made, "got": got},
            f"Write num_features={got}, as in nn.BatchNorm2d({got}), or out_channels={made} in "
            "the layer before.",
        )
        for made, got in [(3, 4), (64, 32), (1, 2)]
    ),
]
"""Texts that torch raises. What is not here can't be: without a GPU no device is wrong."""

# Kind, text and values: None where another version's text is found by its words alone.
OTHER_VERSIONS: list[tuple[str, str, dict[str, Any] | None]] = [
    (
        "cat",
        "RuntimeError: invalid argument 0: Sizes of tensors must match except in dimension 1. Got "
        "57 and 56 in dimension 2 at /pytorch/aten/src/THC/generic/THCTensorMath.cu:83",
        {"a": 57, "b": 56, "axis": 2, "difference": 1},
    ),
    (
        "cat",
        "RuntimeError: invalid argument 0: Sizes of tensors must match except in dimension 1. Got "
        "8 and 3 in dimension 0 at /pytorch/aten/src/TH/generic/THTensor.cpp:711",
        {"batch": True, "no_size": True},
    ),
    (
        "cat",
        "Sizes of tensors must match except in dimension 2. Got 70 and 71 (The offending index is "
        "0)",
        # On the GPU it named the dimension that differs.
        {"a": 70, "b": 71, "axis": 2},
    ),
    (
        "cat",
        "RuntimeError: Sizes of tensors must match except in dimension 0. Got 6 and 5 (The "
        "offending index is 0)",
        {"a": 6, "b": 5, "axis": 0, "batch": True, "no_size": True},
    ),
    (
        "channels_transposed",
        "RuntimeError: Given transposed=1, weight of size 1024 2048 4 4, expected input[8, 2048, "
        "10, 10] to have 1024 channels, but got 2048 channels instead",
        {"weight": [1024, 2048, 4, 4], "expected": 1024, "got": 2048},
    ),
    (
        "channels_transposed",
        "RuntimeError: Given transposed=1, weight[64, 32, 4, 4], so expected input[8, 16, 10, 10] "
        "to have 64 channels, but got 16 channels instead",
        {"weight": [64, 32, 4, 4], "expected": 64, "got": 16},
    ),
    (
        "device",
        "RuntimeError: Input type (MPSFloatType) and weight type (torch.FloatTensor) should be the "
        "same",
        {},
    ),
    (
        "device",
        "RuntimeError: Input type (MPSBFloat16Type) and weight type (CPUBFloat16Type) should be "
        "the same",
        {},
    ),
    (
        "device",
        "RuntimeError: Input type (torch.FloatTensor) and bias type (torch.cuda.FloatTensor) "
        "should be the same",
        {},
    ),
    (
        "dtype",
        "RuntimeError: Input type (MPSFloatType) and weight type (MPSHalfType) should be the same",
        {"given_type": "float32", "weight_type": "float16", "method": "half"},
    ),
    (
        "padding_same",
        "TypeError: conv_transpose2d(): argument 'padding' (position 5) must be tuple of ints, not "
        "str",
        {"n": 2},
    ),
    (
        "argument_type",
        "TypeError: conv_transpose1d(): argument 'stride' (position 4) must be tuple of ints, not "
        "float",
        {"parameter": "stride", "type": "float"},
    ),
    (
        "broadcast",
        "RuntimeError: Attempting to broadcast a dimension of length 17 at -1! Mismatching "
        "argument at index 1 had torch.Size([1, 8, 17, 17]); but expected shape should be "
        "broadcastable to [1, 8, 16, 16]",
        None,
    ),
    ("cat", "ValueError: Sizes of tensors must match; 3 tensors of 57 were given", None),
    (
        "channels",
        "RuntimeError: Given groups=1, weight of size 40 13 5 5, expected input[10, 20, 25, 25] to "
        "have 13 channels, but got 20 channels instead",
        {"weight": [40, 13, 5, 5], "expected": 13, "got": 20},
    ),
    (
        "channels",
        "RuntimeError: Given groups=1, weight[256, 5376, 1, 1], so expected input[16, 512, 33, 33] "
        "to have 5376 channels, but got 512 channels instead",
        {"expected": 5376, "got": 512},
    ),
    (
        "rank",
        "RuntimeError: Expected 4-dimensional input for 4-dimensional weight 64 3 7 7, but got "
        "3-dimensional input of size [3, 224, 224] instead",
        {"weight": [64, 3, 7, 7], "longer": [1, 3, 224, 224]},
    ),
    (
        "rank",
        "RuntimeError: Expected 4-dimensional input for 4-dimensional weight 128 1 5 15 "
        "188978561140, but got 5-dimensional input of size [2, 1, 1, 128, 50] instead",
        None,
    ),
    (
        "device",
        "Input type (torch.cuda.FloatTensor) and weight type (torch.FloatTensor) should be the "
        "same or input should be a MKLDNN tensor and weight is a dense tensor",
        {"given": "FloatTensor"},
    ),
    (
        "device",
        "Input type (torch.FloatTensor) and weight type (torch.cuda.FloatTensor) should be the "
        "same",
        {},
    ),
    (
        "device",
        "Expected all tensors to be on the same device, but found at least two devices, cpu and "
        "cuda:0!",
        None,
    ),
    (
        "dtype",
        "Input type (torch.cuda.DoubleTensor) and weight type (torch.cuda.FloatTensor) should be "
        "the same",
        {"given_type": "float64", "weight_type": "float32"},
    ),
    (
        "dtype",
        "Expected object of scalar type Double but got scalar type Float for argument #2 'weight'",
        None,
    ),
    (
        "output_size_argument",
        "TypeError: forward() got an unexpected keyword argument 'output_size'",
        {"owner": "forward"},
    ),
    (
        "missing_argument",
        "TypeError: __init__() missing 1 required positional argument: 'kernel_size'",
        None,
    ),
    (
        "output_size_count",
        "ValueError: output_size must have 3 or 5 elements (got 2)",
        {"few": 3, "many": 5, "got": 2},
    ),
    (
        "kernel_too_large",
        "RuntimeError: Calculated padded input size per channel: (2 x 2). Kernel size: (3 x 3). "
        "Kernel size can't greater than actual input size at /pytorch/aten/src/THNN/generic/x.c:48",
        None,
    ),
    ("output_padding", "output padding must be smaller than either stride or dilation", None),
    ("stride", "stride should be greater than zero, but got dH: 0 dW: 1", None),
    (
        "not_implemented",
        "RuntimeError: \"thnn_conv2d_forward\" not implemented for 'Half'",
        None,
    ),
]

CAT = "Sizes of tensors must match except in dimension 1. Expected size 56 but got size 57 for "
CAT += "tensor number 1 in the list."
LONG = "9" * 400
UNKNOWN = [
    "",
    "\0" * 300,
    "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB",
    "ValueError: invalid literal for int() with base 10: 'x'",
    "TypeError: __init__() got an unexpected keyword argument 'stride'",
    "TypeError: max_pool2d(): argument 'kernel_size' must be tuple of ints, not str",
    "__proto__ constructor toString {input} {kind:size} {0}",
    "<script>alert(1)</script>" * 40_000,
    "[" * 100_000,
    "1 x " * 100_000,
    "\x1b[" + "1;" * 100_000,
]
HOSTILE = [
    f"Sizes of tensors must match except in dimension 1. Expected size {LONG} but got size 57 for",
    f"The size of tensor a ({LONG}) must match the size of tensor b ({LONG}) at non-singleton "
    "dimension 3",
    f"requested an output size of [{LONG}], but valid sizes range from [1] to [{LONG}]",
    "expected input channels instead Given groups=" + "1, weight of size [" * 2_000,
    "Given groups=1, weight of size [" + "1, " * 9_000 + "] expected input channels instead",
    "Input type (" + "a" * 19_000 + " should be the same",
    "Sizes of tensors must match " + "Got 1 and " * 1_900,
    # No such message has these numbers: nothing is said of them.
    CAT.replace("57", "56"),
    "Given input size per channel: (1 x 4). Calculated output size per channel: (1 x 4). Output "
    "size is too small",
]


@pytest.mark.parametrize(("kind", "call", "values", "line"), CASES, ids=lambda one: str(one)[:24])
def test_a_message_is_taken_apart(kind: str, call: Call, values: dict[str, Any], line: str) -> None:
    found = understood(call)
    assert found.kind == kind
    assert {name: found.values.get(name) for name in values} == values
    assert line in found.write.split("\n")


def test_every_kind_has_three_texts_of_torch() -> None:
    count = Counter(kind for kind, *_ in CASES)
    kinds = [row["kind"] for row in table()["kinds"]]
    assert len(set(kinds)) == len(kinds) == 42
    assert [kind for kind in kinds if count[kind] < 3] == ["device"]
    assert set(count) < set(kinds)


@pytest.mark.parametrize(("kind", "text", "values"), OTHER_VERSIONS, ids=lambda one: str(one)[:24])
def test_other_versions_are_understood(kind: str, text: str, values: dict[str, Any] | None) -> None:
    found = meaning(text)
    assert found is not None
    assert (found.kind, found.exact) == (kind, values is not None)
    assert {name: found.values.get(name) for name in values or {}} == (values or {})
    assert found.means.startswith("Recognised by a few words only") == (values is None)
    if values is None:
        # No number of the text is spoken of.
        assert found.values == {}
        assert not set(re.findall(r"\d{2,}", text)) & set(re.findall(r"\d{2,}", str(found)))


@pytest.mark.parametrize("text", UNKNOWN, ids=lambda text: repr(text[:20]))
def test_what_is_none_of_these_is_not_recognised(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:40]))
def test_hostile_numbers_are_not_spoken_of(text: str) -> None:
    found = meaning(text)
    assert found is None or (not found.exact and len(str(found)) < 1_000)


@pytest.mark.parametrize(
    "text",
    [
        f"RuntimeError: {CAT}",
        CAT.replace(" ", "\n    "),
        CAT.replace("must match", "mu\nst mat\nch"),
        f"> {CAT.replace('Expected', chr(10) + '> Expected')}",
        f"\x1b[0;31mRuntimeError\x1b[0m: {CAT}\n2026-11-30 12:00 INFO done",
        f"RuntimeError: non-positive stride is not supported\n\nDuring handling …\n\n{CAT}\r\n",
        CAT.replace("except", "\u00a0except"),
        "<p>" * 3_000_000 + CAT,
        CAT + "\0 </p>" * 2_000_000,
        f"{CAT}\nThe size of tensor a (x) must match the size of tensor b (y)",
    ],
    ids=range(10),
)
def test_what_stands_round_a_message_changes_nothing(text: str) -> None:
    found = meaning(text)
    assert found is not None
    assert (found.kind, found.values["a"], found.values["b"]) == ("cat", 56, 57)


def test_a_long_text_is_read_at_its_ends_alone() -> None:
    assert meaning("." * 10_000 + CAT + "." * 50_000) is None


@needs_node
@pytest.mark.parametrize("name", ["en", "ja"])
def test_the_page_says_the_same(name: str) -> None:
    texts = [raised(call) for _, call, *_ in CASES]
    texts += [text for _, text, _ in OTHER_VERSIONS] + UNKNOWN + HOSTILE
    with speaking(name):
        here = [meaning(text) for text in texts]
    script = """
        words.speak(given.words);
        errors.readTable(given.table);
        return given.texts.map(errors.meaning);
    """
    there = answer(
        script,
        {"words": {} if name == "en" else _catalogue(name), "table": table(), "texts": texts},
        words=CALCULATOR / "words.js",
        errors=CALCULATOR / "errors.js",
    )
    assert [found and on_a_page(found) for found in here] == there
    assert sum(found is not None for found in here) > 120


def on_a_page(found: Meaning) -> dict[str, Any]:
    told = asdict(found)
    return {"found": "exact" if told.pop("exact") else "words", **told}


class TestTheAdviceWorks:
    """What is written is done, with torch."""

    def written(self, call: Call, pattern: str, **names: Any) -> Any:
        """What the expression in the advice gives, taken as it stands there."""
        found = re.search(pattern, understood(call).write)
        assert found is not None
        return eval(found[1], {"F": F, "nn": nn, "torch": torch}, names)

    @pytest.mark.parametrize(
        ("n", "given"),
        [
            (1, {"stride": 2, "output_padding": 2}),
            (1, {"output_padding": 1}),
            (1, {"dilation": 3, "output_padding": 7}),
            (2, {"stride": (3, 2), "dilation": (1, 4), "output_padding": (5, 3)}),
            (3, {"stride": (1, 2, 2), "output_padding": (1, 1, 5)}),
        ],
    )
    def test_output_padding(self, n: int, given: dict[str, Any]) -> None:
        x, call = (X1, X2, X3)[n - 1], lambda: up(1, 1, 3, n=n, **given)(x)
        fit = self.written(call, r"output_padding=(\d+|\(.*?\))")
        up(1, 1, 3, n=n, **{**given, "output_padding": fit})(x)
        one_more = fit + 1 if isinstance(fit, int) else (fit[0], fit[1], *(1 + f for f in fit[2:]))
        if n != 2:
            raised(lambda: up(1, 1, 3, n=n, **{**given, "output_padding": one_more})(x))

    @pytest.mark.parametrize("padding", [4, 5, 9])
    @pytest.mark.parametrize("stride", [1, 2])
    def test_padding(self, padding: int, stride: int) -> None:
        def call(padding: int) -> object:
            return F.conv_transpose1d(ones(1, 1, 3), W1, stride=stride, padding=padding)

        less = understood(lambda: call(padding)).values["less"]
        call(padding - less)
        if less > 1:
            raised(lambda: call(padding - less + 1))

    @pytest.mark.parametrize(("kernel", "dilation"), [(5, 1), (3, 4), (6, 1)])
    def test_the_kernel_of_a_convolution(self, kernel: int, dilation: int) -> None:
        def call(padding: int, kernel: int = kernel, dilation: int = dilation) -> object:
            return nn.Conv1d(1, 1, kernel, padding=padding, dilation=dilation)(X1)

        found = understood(lambda: call(0)).values
        call(found["more"])
        call(0, found["cells"], 1)
        if found["more"] > 1:
            raised(lambda: call(found["more"] - 1))

    @pytest.mark.parametrize("wanted", [3, 8, 11, 12, 40])
    def test_output_size(self, wanted: int) -> None:
        layer = up(1, 1, 3, stride=2)
        size = self.written(
            lambda: layer(X1, output_size=[wanted]), r"nearest that works is output_size=(.*)\."
        )
        assert layer(X1, output_size=size).shape[-1] == (9 if wanted < 9 else 10)

    def test_torch_cat_for_every_input(self) -> None:
        """A level of a U-Net: size 57 halves to 28, and 28 doubles to 56."""
        down, layer = nn.Conv2d(1, 1, 2, 2), up(1, 1, 2, n=2, stride=2)

        def call() -> object:
            skip = ones(1, 1, 57, 57)
            return torch.cat([skip, layer(down(skip))], 1)

        found = understood(call)
        assert found.values["difference"] == 1
        for height, width in [(57, 57), (56, 56), (56, 57), (9, 30)]:
            skip = ones(1, 1, height, width)
            names = {"up": layer, "x": down(skip), "skip": skip, "y": layer(down(skip))}
            for advice in (r"For every input: (up\(.*?\]\))", r"in 2-D: (F\.pad\(.*?\)\)),"):
                assert self.written(call, advice, **names).shape[-2:] == skip.shape[-2:]

    def test_torch_cat_for_one_input(self) -> None:
        skip, x = ones(1, 1, 57), ones(1, 1, 28)
        found = understood(lambda: torch.cat([skip, up(1, 1, 2, stride=2)(x)], 1))
        more = found.values["difference"]
        assert up(1, 1, 2, stride=2, output_padding=more)(x).shape == skip.shape
        assert skip[..., : found.values["small"]].shape[-1] == 56

    def test_an_addition_for_every_input(self) -> None:
        layer, x = up(1, 1, 3, n=2, stride=2, padding=1), ones(1, 1, 8, 9)
        other, y = ones(1, 1, 16, 17), ones(1, 1, 19, 12)
        call = lambda: layer(x) + other  # noqa: E731  # it is what is asked about
        names = {"up": layer, "x": x, "other": other, "y": y}
        for advice in (r"every input: (up\(.*?\]\))", r"in 2-D: (F\.pad\(.*?\)\)),"):
            assert self.written(call, advice, **names).shape == other.shape

    @pytest.mark.parametrize("shape", [(16,), (16, 2), (8, 1)])
    def test_what_has_no_size_gets_none(self, shape: tuple[int, ...]) -> None:
        """A layer before the loss can't change the samples, nor axes that aren't there."""
        found = understood(lambda: F.binary_cross_entropy(ones(*shape), ones(16, 1)))
        assert "up(" not in found.write
        assert "F.pad" not in found.write

    def test_a_target_for_every_input(self) -> None:
        layer, x = up(1, 1, 3, n=2, stride=2, padding=1), ones(1, 1, 8, 9)
        target, y = ones(1, 1, 16, 17), layer(x)
        call = lambda: F.binary_cross_entropy(y, target)  # noqa: E731
        names = {"up": layer, "x": x, "target": target, "y": y}
        for advice in (r"every input: (up\(.*?\]\))", r"in 2-D: (F\.pad\(.*?\)\)),"):
            assert self.written(call, advice, **names).shape == target.shape

    def test_pixel_shuffle(self) -> None:
        more = understood(lambda: F.pixel_shuffle(ones(1, 10, 4, 4), 3)).values["more"]
        assert F.pixel_shuffle(ones(1, more, 4, 4), 3).shape == (1, 2, 12, 12)

    def test_noise_gets_sizes_of_one(self) -> None:
        x, layer = ones(5, 7), up(7, 3, 4, n=2)
        noise = self.written(lambda: layer(x), r"noise is: (x\.reshape\(.*?\]\))", x=x)
        assert layer(noise).shape == (5, 3, 4, 4)

    def test_samples_are_no_size(self) -> None:
        write = understood(lambda: ones(3, 1, 8) + ones(4, 1, 8)).write
        assert "same number of samples" in write
        assert not re.search(r"up\(|F\.pad|output_padding", write)

    def test_axes(self) -> None:
        x = ones(4, 5)
        longer = self.written(lambda: up(1, 1, 3, n=2)(x), r"(x\.unsqueeze\(0\))", x=x)
        assert up(1, 1, 3, n=2)(longer).shape == (1, 6, 7)
        x = ones(2, 1, 3, 4)
        layer = up(3, 1, 3)
        assert layer(self.written(lambda: layer(x), r"(x\.squeeze\(\d\))", x=x)).shape == (2, 1, 6)
        made = self.written(lambda: layer(x), r"use (nn\.\w+)\.")
        assert made(1, 1, 3)(x).shape == (2, 1, 5, 6)

    def test_channels(self) -> None:
        x = ones(1, 32, 8, 8)
        found = understood(lambda: up(64, 32, 2, n=2)(x))
        assert up(found.values["got"], 64, 2, n=2)(x).shape == (1, 64, 9, 9)
        x = ones(2, 9, 8, 6)
        layer = up(6, 5, 2, n=2)
        moved = self.written(lambda: layer(x), r"(x\.movedim\(-1, 1\))", x=x)
        assert layer(moved).shape == (2, 5, 10, 9)

    @pytest.mark.parametrize("dtype", [torch.float64, torch.int64, torch.uint8])
    def test_types(self, dtype: torch.dtype) -> None:
        layer, x = nn.Conv1d(1, 1, 3), X1.to(dtype)
        names = {"layer": layer, "x": x}
        assert self.written(lambda: layer(x), r"Write (layer\(.*\))\.", **names).shape[-1] == 2

    def test_complex_numbers(self) -> None:
        layer, x = nn.Conv1d(1, 1, 3), X1.to(torch.complex64)
        call = lambda: layer(x)  # noqa: E731  # it is what is asked about
        with pytest.warns(UserWarning, match="Complex modules"):
            self.written(call, r"Write (layer\.to\(.*?\)),", layer=layer, x=x)
        assert layer(x).shape[-1] == 2

    @pytest.mark.parametrize("name", BYTES)
    def test_whole_numbers(self, name: str) -> None:
        x, weight = X1.to(BYTES[name]), W1.to(BYTES[name])
        assert "x.float()" in understood(lambda: F.conv_transpose1d(x, weight)).write
        F.conv_transpose1d(x.float(), weight.float())

    @pytest.mark.parametrize("parameters", [(3, 1, 0, 0, 1), (4, 2, 1, 0, 1), (3, 3, 1, 1, 2)])
    def test_padding_mode(self, parameters: tuple[int, ...]) -> None:
        """The input padded with zeros gives the plain layer; in a circle, a shift stays a shift."""
        names = ("kernel_size", "stride", "padding", "output_padding", "dilation")
        given = dict(zip(names, parameters, strict=True))
        call = lambda: up(1, 1, 3, padding_mode="circular")  # noqa: E731
        given["m"] = m = self.written(call, r"m = (max\(.*?stride\)),", **given)
        deeper = given["padding"] + self.written(call, r"grows by (m\*stride)\.", **given)
        w = torch.arange(1.0, given.pop("kernel_size") + 1)[None, None]
        del given["m"]
        x = torch.tensor([[[1.0, 5, 2, 7, 3]]])
        pads = self.written(call, r"F\.pad\(x, (\(.*?\))", m=m)
        plain = F.conv_transpose1d(x, w, **given)
        padded = {**given, "padding": deeper}
        assert torch.equal(F.conv_transpose1d(F.pad(x, pads), w, **padded), plain)
        if given["stride"] == 2:
            one, other = (
                F.conv_transpose1d(F.pad(turned, pads, mode="circular"), w, **padded)
                for turned in (x, x.roll(1, -1))
            )
            assert torch.equal(one.roll(2, -1), other)

    def test_padding_same(self) -> None:
        call = lambda: up(1, 1, 3, padding="same")(X1)  # noqa: E731
        for kernel_size in range(1, 7):
            for stride in range(1, 5):
                for dilation in (1, 2):
                    names = {"kernel_size": kernel_size, "stride": stride, "dilation": dilation}
                    names["t"] = self.written(call, r"t = (.*?):", **names)
                    padding = self.written(call, r"padding=(max\(t.*?//2),", **names)
                    extra = self.written(call, r"output_padding=(max\(-t, 0\))", **names)
                    kept = {"stride": stride, "dilation": dilation, "output_padding": extra}
                    y = F.conv_transpose1d(X1, ones(1, 1, kernel_size), padding=padding, **kept)
                    assert y.shape[-1] - 4 * stride in (0, 1)
                    odd = self.written(call, r"kernel: padding=(.*)\.", **names)
                    if stride == 1 and kernel_size % 2:
                        y = F.conv_transpose1d(
                            X1, ones(1, 1, kernel_size), padding=odd, dilation=dilation
                        )
                        assert y.shape[-1] == 4

    @pytest.mark.parametrize("size", [8, 9, 10])
    def test_padding_same_with_a_stride(self, size: int) -> None:
        call = lambda: nn.Conv1d(1, 1, 5, stride=3, padding="same")  # noqa: E731
        padding = self.written(call, r"padding=(.*?):", kernel_size=5, dilation=2)
        layer = nn.Conv1d(1, 1, 5, stride=3, dilation=2, padding=padding)
        assert layer(ones(1, 1, size)).shape[-1] == {8: 3, 9: 3, 10: 4}[size]

    @pytest.mark.parametrize(("channels", "groups"), [(3, 2), (12, 5), (2, 3), (7, 5), (30, 12)])
    def test_groups(self, channels: int, groups: int) -> None:
        def call(groups: int) -> object:
            return F.conv_transpose1d(ones(1, channels, 4), ones(channels, 1, 3), groups=groups)

        call(understood(lambda: call(groups)).values["nearest"])

    def test_bias_and_axes(self) -> None:
        w = ones(2, 3, 3)
        found = understood(lambda: F.conv_transpose1d(ones(1, 2, 4), w, ones(3), groups=2))
        F.conv_transpose1d(ones(1, 2, 4), w, ones(found.values["expected"]), groups=2)
        bias = ones(1, 3)
        flat = self.written(
            lambda: F.conv_transpose1d(ones(1, 2, 4), w, bias), r"(bias\.\w+\(\))", bias=bias
        )
        F.conv_transpose1d(ones(1, 2, 4), w, flat)
        found = understood(lambda: F.conv_transpose1d(X1, W1, stride=[2, 2]))
        F.conv_transpose1d(X1, W1, **{found.parameter: found.values["fit"]})

    def test_names(self) -> None:
        found = understood(lambda: nn.ConvTranspose2d(1, 1, 3, dilations=2))
        nn.ConvTranspose2d(1, 1, 3, **{found.parameter: 2})
        for owner in (nn.ConvTranspose1d, nn.ConvTranspose3d, nn.Conv2d):
            names = {"in_channels": 2, "out_channels": 3, "kernel_size": 1}
            self.written(lambda owner=owner: owner(2), r"Write (nn\..*\)), all", **names)
        known = {"in_channels", "out_channels", "kernel_size", *PARAMETERS, "groups", "bias"}
        assert set(table()["names"].values()) <= known


class TestTheCommand:
    def test_it_says_what_to_write(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert commands.main(["error", "RuntimeError: non-positive stride is not supported"]) == 0
        assert capsys.readouterr().out == "stride is 0 or below.\nWrite stride=1 or more.\n"

    @pytest.mark.parametrize("given", [["error"], ["error", "-"]])
    def test_it_reads_what_is_piped_into_it(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        given: list[str],
    ) -> None:
        stdin = io.TextIOWrapper(io.BytesIO(b"\xff\n" + CAT.encode()), encoding="utf-8")
        monkeypatch.setattr("sys.stdin", stdin)
        assert commands.main([*given, "--lang", "ja"]) == 0
        assert "56と57です。どの軸かは" in capsys.readouterr().out

    def test_it_says_so_where_nothing_is_recognised(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert commands.main(["error", "nothing of ours"]) == 1
        said = capsys.readouterr()
        assert (said.out, said.err) == ("", "This message is not recognised.\n")
