"""Times the four ways to the same numbers.

``python -m course.recorded.stopwatch`` measures everything and writes costs.json. The ways take
turns, so that a busy machine slows all of them alike; of several runs, each way's quickest median
counts.
"""

import json
import os
import platform
import sys
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from math import inf
from statistics import median
from time import get_clock_info, perf_counter, process_time
from timeit import Timer
from typing import Any

import numpy as np

from .. import arithmetic
from ..costs import WAYS, Way
from ..extras import needed
from ..language import tr
from ..tensors import Array
from . import load, store

NAME = "costs"
YARDSTICK = "stamps"
# What is varied, over which values, and what stays as it is.
AXES: dict[str, tuple[tuple[int, ...], dict[str, int]]] = {
    "stride": ((1, 2, 4, 8, 16, 32), {"input_size": 20_000, "kernel_size": 16}),
    "kernel_size": ((2, 4, 8, 16, 32, 64, 128), {"input_size": 20_000, "stride": 2}),
    "input_size": ((100, 1_000, 10_000, 100_000, 1_000_000), {"kernel_size": 4, "stride": 2}),
    "channels": ((1, 4, 16, 64), {"input_size": 200, "kernel_size": 16, "stride": 8}),
}
RUNS, ROUNDS = 9, 15
# Processor time where the clock is fine enough: what others do on the machine doesn't count then.
CLOCK = process_time if get_clock_info("process_time").resolution <= 1e-6 else perf_counter
SHORTEST = 2e-3
"""Seconds; a quicker way is repeated within a turn until the turn takes that long."""


def measure(over: str, runs: int = RUNS, rounds: int = ROUNDS) -> dict[str, Any]:
    """The ratios of each way over one parameter, and the microseconds that stamping takes."""
    torch = needed("torch")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        values, fixed = AXES[over]
        medians = {str(value): _case(runs, rounds, **fixed, **{over: value}) for value in values}
    finally:
        torch.set_num_threads(threads)
    return {
        "microseconds": {size: round(taken[YARDSTICK] * 1e6) for size, taken in medians.items()},
        "ratios": {
            way: {size: round(taken[way] / taken[YARDSTICK], 2) for size, taken in medians.items()}
            for way in medians[str(values[0])]
        },
    }


def _case(
    runs: int, rounds: int, input_size: int, kernel_size: int, stride: int, channels: int = 0
) -> dict[str, float]:
    """Seconds of each way: the quickest of the runs' medians, since noise only ever adds."""
    random = np.random.default_rng(0)
    x, w = (random.integers(1, 10, size).astype(float) for size in (input_size, kernel_size))
    ways = WAYS
    if channels:
        x = np.tile(x.astype(np.float32), (1, channels, 1))
        w = np.tile(w.astype(np.float32), (channels, channels, 1))
        ways = _with_channels()
    expected = ways[YARDSTICK](x, w, stride)
    turns: dict[str, tuple[Timer, int]] = {}
    for way, made in ways.items():
        if not np.array_equal(made(x, w, stride), expected):
            # Translators: {way} is one of four functions that must give the same.
            raise ValueError(tr("{way} gives other numbers.", way=way))
        timer = Timer(partial(made, x, w, stride), timer=CLOCK)
        turns[way] = timer, max(1, round(SHORTEST / timer.timeit(1)))
    quickest = dict.fromkeys(ways, inf)
    for _ in range(runs):
        rows = [
            {way: timer.timeit(times) / times for way, (timer, times) in turns.items()}
            for _ in range(rounds)
        ]
        for way in ways:
            quickest[way] = min(quickest[way], median(row[way] for row in rows))
    return quickest


def _with_channels() -> dict[str, Way]:
    """The ways that know channels: zeros as PyTorch's plain convolution, stamps as the course's."""
    from_numpy, functional = needed("torch").from_numpy, needed("torch.nn.functional")

    def zeros(x: Array, w: Array, stride: int) -> Array:
        stretched = from_numpy(arithmetic.zero_insert(x, stride))
        turned = from_numpy(w).flip(-1).transpose(0, 1)
        y: Array = functional.conv1d(stretched, turned, padding=w.shape[-1] - 1).numpy()
        return y

    return {
        "zeros": zeros,
        "stamps": lambda x, w, stride: arithmetic.conv_transpose1d(x, w, stride=stride),
        "torch": lambda x, w, stride: functional.conv_transpose1d(
            from_numpy(x), from_numpy(w), stride=stride
        ).numpy(),
    }


def dyed() -> dict[str, dict[str, int]]:
    """How many nans PyTorch makes with an infinite tap, by channels and type.

    A zero that was inserted and multiplied would leave one: 0 times infinity is not a number.
    """
    torch = needed("torch")
    nans: dict[str, dict[str, int]] = {}
    for channels in (1, 64):
        nans[str(channels)] = {}
        for name in ("float64", "float32", "float16", "bfloat16"):
            of_type = getattr(torch, name)
            x = torch.ones(1, channels, 100, dtype=of_type)
            w = torch.ones(channels, channels, 16, dtype=of_type)
            w[..., 8] = torch.inf
            y = torch.nn.functional.conv_transpose1d(x, w, stride=8)
            nans[str(channels)][name] = int(y.isnan().sum())
    return nans


def main(names: list[str]) -> None:
    """Print one axis as JSON, quickly; without a name, measure all of them and write costs.json."""
    if names:
        json.dump(measure(names[0], runs=3, rounds=7), sys.stdout)
        return
    results = {
        "machine": {"cores": os.cpu_count(), "processor": platform.machine(), "threads": 1},
        "medians": {"runs": RUNS, "rounds": ROUNDS},
        "nans_of_torch": dyed(),
        "axes": {over: measure(over) for over in AXES},
    }
    versions = {package: version(package) for package in ("numpy", "torch")}
    versions["python"] = platform.python_version()
    print(store(replace(load(NAME), versions=versions, results=results)))


if __name__ == "__main__":
    main(sys.argv[1:])
