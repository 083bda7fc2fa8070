"""find_layers on 100,000 candidates beside the same search as a loop, and on ten million.

The aims are 50 ms and, hit or miss, half a second and 100 MB.
"""

from __future__ import annotations

import tracemalloc
from functools import partial
from itertools import product
from math import prod

from _side_by_side import clock, side_by_side

from course import IllegalLayer, Layer, find_layers

RANGES = (range(1, 26), range(1, 11), range(10), range(10), range(1, 5))
# Few, some and (from a single input, as strides then don't matter) many settings.
QUESTIONS = ((100, 401), (7, 14), (2, 20), (1, 20))
AIM = 50
MANY = (range(1, 101), range(1, 51), range(40), range(50))
MANY_AIM, MANY_MEMORY = 500, 100


def loop(small: int, large: int) -> list[Layer]:
    found = []
    for parameters in product(*RANGES):
        try:
            layer = Layer(*parameters)
            if layer.output_size(small) == large:
                found.append(layer)
        except IllegalLayer:
            continue
    return found


if __name__ == "__main__":
    candidates = len(list(product(*RANGES)))
    slowest = 0.0
    print(f"{candidates:,} candidates, ms (medians, taken in turns)")
    print("    sizes  settings  find_layers   a loop")
    for small, large in QUESTIONS:
        found = find_layers(small, large, *RANGES)
        assert set(found) == set(loop(small, large))
        search = {"a find": clock(partial(find_layers, small, large, *RANGES))}
        [quick] = side_by_side(search, rounds=31)
        [slow] = side_by_side({"a loop": clock(partial(loop, small, large))}, rounds=3, warm_up=0)
        slowest = max(slowest, quick.seconds)
        print(
            f"{small:4} → {large:3}  {len(found):7}  {1000 * quick.seconds:10.1f} "
            f"{1000 * slow.seconds:8.0f}   {slow.seconds / quick.seconds:4.0f} x"
        )
    print(f"  aim: {AIM} ms or less: {'met' if 1000 * slowest <= AIM else 'MISSED'}")
    print(f"{prod(map(len, MANY)):,} candidates")
    for small, large in ((7, 14), (7, 100), (1, 20), (7, 10**5)):
        [one] = side_by_side({"many": clock(partial(find_layers, small, large, *MANY))}, rounds=5)
        tracemalloc.start()
        count = len(find_layers(small, large, *MANY))
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        met = 1000 * one.seconds <= MANY_AIM and peak <= MANY_MEMORY
        print(
            f"{small:4} → {large:6}  {count:7}  {1000 * one.seconds:6.0f} ms  {peak:4.0f} MB",
            end="",
        )
        print(f"  {'met' if met else 'MISSED'}")
