"""Measure things side by side: in turns, so that a busy machine slows all of them alike."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing measured: its median seconds, and how often the yardstick's that is."""

    name: str
    seconds: float
    ratio: float


def clock(work: Callable[[], object]) -> Callable[[], float]:
    """Return a measurement that takes the wall time of `work`."""

    def measure() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return measure


def side_by_side(
    measures: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 1
) -> list[Row]:
    """Take every measurement once a round; the last name is the yardstick of the ratios.

    A measurement returns its own seconds, so that it can leave out what doesn't count.
    """
    times: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(warm_up + rounds):
        for name, measure in measures.items():
            seconds = measure()
            if turn >= warm_up:
                times[name].append(seconds)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    yardstick = list(medians.values())[-1]
    return [Row(name, seconds, seconds / yardstick) for name, seconds in medians.items()]


def table(title: str, rows: list[Row], rounds: int, aim: float | None = None) -> str:
    """Return the rows as text; `aim` is the largest ratio wanted of the first row."""
    width = max(len(row.name) for row in rows)
    lines = [f"{title} (medians of {rounds}, taken in turns)"]
    lines += [f"  {r.name:{width}}  {r.seconds:9.4f} s  {r.ratio:7.2f} x" for r in rows]
    if aim is not None:
        lines.append(f"  aim: {aim:g} x or less: {'met' if rows[0].ratio <= aim else 'MISSED'}")
    return "\n".join(lines)
