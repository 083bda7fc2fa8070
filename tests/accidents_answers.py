"""Looks for answers that come about by accident: worked out anew, one wrong idea or two at a time.

A layer is made here from lists alone, by what each idea changes in it; the course's own tables are
only compared with that.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

Row = list[Any]


class Layer(NamedTuple):
    """A layer and how its stamps meet: what a wrong idea changes."""

    x: Row
    w: Row
    stride: int = 1
    padding: int = 0
    output_padding: int = 0
    dilation: int = 1
    meet: Callable[[Row], Any] = sum
    window: str = "both"
    extra: str = "back"


def row_of(layer: Layer) -> Row | None:
    """What the layer makes, or None where nothing would be left."""
    x, w = layer.x, layer.w
    if not x or layer.stride < 1:
        return None
    size = (len(x) - 1) * layer.stride + (len(w) - 1) * layer.dilation + 1
    cells: list[Row] = [[] for _ in range(size)]
    for i, number in enumerate(x):
        for k, tap in enumerate(w):
            cells[i * layer.stride + k * layer.dilation].append(number * tap)
    uncut = [layer.meet(cell) if cell else 0 for cell in cells]
    return windowed(uncut, layer)


def windowed(uncut: Row, layer: Layer) -> Row | None:
    """The cells that padding leaves, with those that output_padding gives back."""
    padding, more = layer.padding, layer.output_padding
    left, right = {
        "both": (padding, padding),
        "ignored": (0, 0),
        "left": (padding, 0),
        "right": (0, padding),
        "doubled": (2 * padding, 2 * padding),
        "all left": (2 * padding, 0),
        "all right": (0, 2 * padding),
        "adds": (-padding, -padding),
    }[layer.window]
    before, behind, zeros = {
        "back": (0, more, 0),
        "none": (0, 0, 0),
        "left": (more, 0, 0),
        "both": (more, more, 0),
        "doubled": (0, 2 * more, 0),
        "zeros": (0, 0, more),
    }[layer.extra]
    stop = len(uncut) - right + behind
    kept = [uncut[at] if 0 <= at < len(uncut) else 0 for at in range(left - before, stop)]
    return [*kept, *[0] * zeros] or None


def seen(values: Row) -> Row:
    return [value for value in values if value] or [0]


# What each idea changes, and what it touches: two that touch the same can't be held together.
CHANGES: dict[str, tuple[str, Callable[[Layer], Layer]]] = {
    "turned": ("w", lambda c: c._replace(w=c.w[::-1])),
    "unscaled": ("x", lambda c: c._replace(x=[int(x != 0) for x in c.x])),
    "reversed": ("x", lambda c: c._replace(x=c.x[::-1])),
    "swapped": ("x", lambda c: c._replace(x=c.w, w=c.x)),
    "overwritten": ("meet", lambda c: c._replace(meet=lambda values: values[-1])),
    "first_stays": ("meet", lambda c: c._replace(meet=lambda values: seen(values)[0])),
    "largest": ("meet", lambda c: c._replace(meet=max)),
    "averaged": ("meet", lambda c: c._replace(meet=lambda v: sum(seen(v)) / len(seen(v)))),
    "stride_ignored": ("stride", lambda c: c._replace(stride=1)),
    "stride_too_wide": ("stride", lambda c: c._replace(stride=c.stride + 1)),
    "stride_too_narrow": ("stride", lambda c: c._replace(stride=c.stride - 1)),
    "dilated_starts": ("stride", lambda c: c._replace(stride=c.stride * c.dilation)),
    "dilation_ignored": ("dilation", lambda c: c._replace(dilation=1)),
    "dilation_too_wide": ("dilation", lambda c: c._replace(dilation=c.dilation + 1)),
    "padding_adds": ("window", lambda c: c._replace(window="adds")),
    "padding_ignored": ("window", lambda c: c._replace(window="ignored")),
    "padding_left_only": ("window", lambda c: c._replace(window="left")),
    "padding_right_only": ("window", lambda c: c._replace(window="right")),
    "padding_doubled": ("window", lambda c: c._replace(window="doubled")),
    "all_cut_left": ("window", lambda c: c._replace(window="all left")),
    "all_cut_right": ("window", lambda c: c._replace(window="all right")),
    "appended_zeros": ("extra", lambda c: c._replace(extra="zeros")),
    "output_padding_ignored": ("extra", lambda c: c._replace(extra="none")),
    "at_the_left": ("extra", lambda c: c._replace(extra="left")),
    "at_both_ends": ("extra", lambda c: c._replace(extra="both")),
    "output_padding_doubled": ("extra", lambda c: c._replace(extra="doubled")),
}


def applies(idea: str, layer: Layer) -> bool:
    """Whether a layer has what the idea is about, so that holding it makes a difference."""
    touched, change = CHANGES[idea]
    changed = change(layer)
    if touched == "meet":
        starts = range(0, len(layer.x) * layer.stride, layer.stride)
        places = [at + k * layer.dilation for at in starts for k in range(len(layer.w))]
        return len(set(places)) < len(places)
    if touched == "window":
        return layer.padding > 0
    if touched == "extra":
        return layer.output_padding > 0
    if touched == "dilation" or idea == "dilated_starts":
        return layer.dilation > 1
    if touched == "stride" and (len(layer.x) == 1 or changed.stride in (0, layer.stride)):
        return False
    return idea != "swapped" and changed[:6] != layer[:6]


def held(layer: Layer, at_once: int) -> Iterator[tuple[tuple[str, ...], Row]]:
    """So many wrong ideas at once that a reader may hold, and the row that they lead to."""
    applying = [idea for idea in CHANGES if applies(idea, layer)]
    for ideas in combinations(applying, at_once):
        touched = [CHANGES[idea][0] for idea in ideas]
        if len(set(touched)) == at_once:
            changed = layer
            for idea in ideas:
                changed = CHANGES[idea][1](changed)
            row = row_of(changed)
            if row is not None:
                yield ideas, row


class Plane(NamedTuple):
    """A layer along two axes, both with the same parameters."""

    x: list[Row]
    w: list[Row]
    stride: int = 1
    padding: int = 0
    output_padding: int = 0
    meet: Callable[[Row], Any] = sum
    window: str = "both"
    extra: str = "back"


def rows_of(plane: Plane) -> list[Row]:
    """What the layer makes, row by row."""
    x, w, step = plane.x, plane.w, plane.stride
    high, wide = ((len(n) - 1) * step + len(k) for n, k in ((x, w), (x[0], w[0])))
    cells: list[list[Row]] = [[[] for _ in range(wide)] for _ in range(high)]
    for (i, line), (k, taps) in product(enumerate(x), enumerate(w)):
        for (j, number), (m, tap) in product(enumerate(line), enumerate(taps)):
            cells[i * step + k][j * step + m].append(number * tap)
    uncut = [[plane.meet(cell) if cell else 0 for cell in line] for line in cells]
    ends = Layer([], [], 1, plane.padding, plane.output_padding)
    ends = ends._replace(window=plane.window, extra=plane.extra)
    kept = windowed([windowed(line, ends) for line in uncut], ends) or []
    width = max(len(line) for line in kept if line)
    return [line or [0] * width for line in kept]


def turned_rows(rows: list[Row]) -> list[Row]:
    return [row[::-1] for row in rows]


def columns(rows: list[Row]) -> list[Row]:
    return [list(column) for column in zip(*rows, strict=True)]


CHANGES_OF_A_PLANE: dict[str, tuple[str, Callable[[Plane], Plane]]] = {
    "turned": ("w", lambda c: c._replace(w=turned_rows(c.w)[::-1])),
    "mirrored": ("w", lambda c: c._replace(w=turned_rows(c.w))),
    "upside_down": ("w", lambda c: c._replace(w=c.w[::-1])),
    "kernel_swapped": ("w", lambda c: c._replace(w=columns(c.w))),
    "input_swapped": ("x", lambda c: c._replace(x=columns(c.x))),
    "unscaled": ("x", lambda c: c._replace(x=[[1] * len(line) for line in c.x])),
    "overwritten": ("meet", lambda c: c._replace(meet=lambda values: values[-1])),
    "first_stays": ("meet", lambda c: c._replace(meet=lambda values: values[0])),
    "largest": ("meet", lambda c: c._replace(meet=max)),
    "averaged": ("meet", lambda c: c._replace(meet=lambda values: sum(values) / len(values))),
    "padding_ignored": ("window", lambda c: c._replace(window="ignored", extra="zeros")),
    "appended_zeros": ("extra", lambda c: c._replace(extra="zeros")),
    "output_padding_ignored": ("extra", lambda c: c._replace(extra="none")),
}


def held_of_a_plane(plane: Plane, at_once: int) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """So many ideas at once about the numbers, the parameters or what meets, and their rows."""
    for ideas in combinations(CHANGES_OF_A_PLANE, at_once):
        touched = [CHANGES_OF_A_PLANE[idea][0] for idea in ideas]
        windows = {"window": plane.padding, "extra": plane.output_padding}
        if len(set(touched)) < at_once or not all(windows.get(name, 1) for name in touched):
            continue
        changed = plane
        for idea in ideas:
            changed = CHANGES_OF_A_PLANE[idea][1](changed)
        yield ideas, rows_of(changed)


class Sizes(NamedTuple):
    """The size formula's terms: what a wrong idea changes."""

    steps: int
    stride: int
    cut: int
    taps: int
    dilation: int
    gained: int
    last: int = 1

    def size(self) -> int:
        stamp = self.dilation * (self.taps - 1) + self.last if self.taps else 0
        return self.steps * self.stride - self.cut + stamp + self.gained


# What each idea changes; those that touch the same term can't be held together.
CHANGES_OF_A_SIZE: dict[str, tuple[str, Callable[[Sizes], Sizes]]] = {
    "every_input": ("steps", lambda c: c._replace(steps=c.steps + 1)),
    "stride_too_wide": ("stride", lambda c: c._replace(stride=c.stride + 1)),
    "padding_adds": ("cut", lambda c: c._replace(cut=-c.cut)),
    "padding_once": ("cut", lambda c: c._replace(cut=c.cut // 2)),
    "padding_ignored": ("cut", lambda c: c._replace(cut=0)),
    "padding_doubled": ("cut", lambda c: c._replace(cut=2 * c.cut)),
    "fence_post": ("kernel", lambda c: c._replace(last=c.last - 1)),
    "whole_kernel": ("kernel", lambda c: c._replace(taps=c.taps + 1)),
    "kernel_ignored": ("kernel", lambda c: c._replace(taps=0)),
    "dilation_too_wide": ("dilation", lambda c: c._replace(dilation=c.dilation + 1)),
    "output_padding_cuts": ("gained", lambda c: c._replace(gained=-c.gained)),
    "output_padding_doubled": ("gained", lambda c: c._replace(gained=2 * c.gained)),
}


def sizes_held(
    size: int, at_once: int, free: tuple[str, ...] = (), **parameters: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """So many wrong ideas at once about a size, and the size that they lead to.

    Ideas about a parameter apply where a layer has it; free: those that it is the reader's to set.
    """
    padding, dilation = parameters.get("padding", 0), parameters.get("dilation", 1)
    more = parameters.get("output_padding", 0)
    right = Sizes(
        size - 1, parameters["stride"], 2 * padding, parameters["kernel_size"], dilation, more
    )
    idle = {
        "cut": not padding,
        "gained": not more,
        "dilation": dilation == 1 and "dilation" not in free,
        "steps": False,
        "stride": size == 1,
    }
    for ideas in combinations(CHANGES_OF_A_SIZE, at_once):
        touched = [CHANGES_OF_A_SIZE[idea][0] for idea in ideas]
        if len(set(touched)) == at_once and not any(idle.get(term) for term in touched):
            changed = right
            for idea in ideas:
                changed = CHANGES_OF_A_SIZE[idea][1](changed)
            yield ideas, changed.size()
