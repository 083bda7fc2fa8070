"""How long check takes, by kind: a right answer, and a wrong one with its explanation.

A function runs in a process of its own, begun anew for every check; torch is imported in ours.
"""

from __future__ import annotations

import os
from functools import partial

# Nothing is kept, so that no disk is measured.
os.environ.pop("COURSE_PROGRESS", None)

import numpy as np
import torch
from _side_by_side import clock, side_by_side
from torch import nn

from course import check

ROUNDS = 15


def stamps(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i in range(len(x)):
        for k in range(len(w)):
            y[i + k] += x[i] * w[k]
    return y


def flipped(x, w):
    return stamps(x, w[::-1])


def with_numpy(x, w):
    return np.convolve(x, w)


def with_torch(x, w):
    x, w = (torch.tensor([[row]]) for row in (x, w))
    return nn.functional.conv_transpose1d(x, w)


def decoder(*output_paddings: int) -> nn.Module:
    sizes = ((4, 2, 5, 3, 2), (2, 1, 4, 2, 1))
    return nn.Sequential(
        *(nn.ConvTranspose1d(*size, op) for size, op in zip(sizes, output_paddings, strict=True))
    )


ANSWERS: dict[str, tuple[str, object, str]] = {
    "predict": ("basic.two_stamps", [1, 2, 4, 3], "right"),
    "predict, wrong idea": ("basic.two_stamps", [1, 1, 1, 3], "wrong"),
    "reach": ("padding.middle", {"stride": 2, "padding": 2}, "right"),
    "reach, wrong": ("padding.middle", {"stride": 2, "padding": 1}, "wrong"),
    "spot": ("output_padding.zeros", {"true": False, "padding": 1}, "right"),
    "repair": ("output_padding.repair", decoder(2, 0), "right"),
    "repair, wrong": ("output_padding.repair", decoder(1, 0), "wrong"),
    "build": ("basic.stamps", stamps, "right"),
    "build, wrong idea": ("basic.stamps", flipped, "wrong"),
    "build with NumPy": ("basic.stamps", with_numpy, "right"),
    "build with torch": ("basic.stamps", with_torch, "right"),
}


if __name__ == "__main__":
    for name, answer, outcome in ANSWERS.values():
        verdict = check(name, answer, seconds=60)
        assert verdict.outcome == outcome, verdict
    measures = {
        kind: clock(partial(check, name, answer, seconds=60))
        for kind, (name, answer, _) in ANSWERS.items()
    }
    print(f"seconds for one check, by kind (medians of {ROUNDS}, taken in turns)")
    for row in side_by_side(measures, ROUNDS):
        print(f"  {row.name:20} {row.seconds:8.4f} s")
