"""conv_transpose1d beside PyTorch, with one thread each, and beside SciPy's upfirdn."""

from __future__ import annotations

import os
from functools import partial

# Before NumPy is imported: its matrix product would take every core, and torch gets one.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import torch
from _side_by_side import Row, clock, side_by_side
from scipy.signal import upfirdn
from torch.nn import functional

from course import conv_transpose1d

# Rounds by the number of samples, so that each size takes about as long as another.
ONE_CHANNEL = {1_000: 1000, 10_000: 300, 100_000: 60, 1_000_000: 15}
TAPS, STRIDE, PADDING = 4, 2, 1


def in_milliseconds(title: str, rows: list[Row], rounds: int) -> str:
    lines = [f"{title} (medians of {rounds}, taken in turns)"]
    lines += [f"  {row.name:14} {1000 * row.seconds:9.3f} ms  {row.ratio:6.2f} x" for row in rows]
    return "\n".join(lines)


def one_channel(samples: int, rounds: int) -> str:
    """The whole output, uncut, for upfirdn knows no padding."""
    numbers = np.random.default_rng(0)
    x, w = numbers.standard_normal(samples), numbers.standard_normal(TAPS)
    tensors = torch.from_numpy(x)[None, None], torch.from_numpy(w)[None, None]
    ours = conv_transpose1d(x, w, stride=STRIDE)
    theirs = functional.conv_transpose1d(*tensors, stride=STRIDE)[0, 0].numpy()
    np.testing.assert_allclose(ours, theirs, atol=1e-12)
    np.testing.assert_allclose(ours, upfirdn(w, x, up=STRIDE), atol=1e-12)
    rows = side_by_side(
        {
            "course": clock(partial(conv_transpose1d, x, w, stride=STRIDE)),
            "scipy upfirdn": clock(partial(upfirdn, w, x, up=STRIDE)),
            "torch": clock(partial(functional.conv_transpose1d, *tensors, stride=STRIDE)),
        },
        rounds,
    )
    title = f"1 channel, {samples:,} samples, k{TAPS} s{STRIDE} p0, float64"
    return in_milliseconds(title, rows, rounds)


def many_channels(dtype: torch.dtype, rounds: int = 100) -> str:
    torch.manual_seed(0)
    x, w = torch.randn(8, 64, 256, dtype=dtype), torch.randn(64, 64, TAPS, dtype=dtype)
    layer = {"stride": STRIDE, "padding": PADDING}
    arrays = x.numpy(), w.numpy()
    ours = conv_transpose1d(*arrays, **layer)
    theirs = functional.conv_transpose1d(x, w, **layer).numpy()
    np.testing.assert_allclose(ours, theirs, atol=1e-3)
    rows = side_by_side(
        {
            "course": clock(partial(conv_transpose1d, *arrays, **layer)),
            "torch": clock(partial(functional.conv_transpose1d, x, w, **layer)),
        },
        rounds,
    )
    name = str(dtype).removeprefix("torch.")
    title = f"(8, 64, 256) to 64 channels, k{TAPS} s{STRIDE} p{PADDING}, {name}"
    return in_milliseconds(title, rows, rounds)


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    for samples, rounds in ONE_CHANNEL.items():
        print(one_channel(samples, rounds))
    for dtype in (torch.float32, torch.float64):
        print(many_channels(dtype))
