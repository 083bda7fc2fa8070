"""Draws ratios to a yardstick over a size, both on a scale of powers."""

from collections.abc import Iterator, Mapping
from math import ceil, floor, log, log2
from typing import NamedTuple

from ..language import listed, right, sentences, tr
from .palette import EDGE, HUES, MUTED, RIM, Hue, Stroke
from .picture import Picture
from .shapes import MARGIN, card, line, text, width_of

Curve = Mapping[int, float]
"""A ratio for each size, ascending."""
Panels = Mapping[str, Mapping[str, Curve]]
"""Curves by name, by the words above the panel: its title, and after a semicolon what is fixed.

Each panel names the same curves, so that they look alike; one without sizes is left out.
"""

WIDE, HIGH, APART = 380.0, 220.0, 110.0
YARDSTICK = Stroke(EDGE, 2, "6 4")
GRID = Stroke(RIM, 1, "")


class Look(NamedTuple):
    """``dot`` is a path around a point, so that a curve is known without its colour."""

    hue: Hue
    dashes: str
    dot: str

    def line(self, path: str) -> str:
        return line(path, Stroke(self.hue.line, 2, self.dashes))

    def mark(self, x: float, y: float) -> str:
        return (
            f'<path d="{self.dot}" transform="translate({x:g} {y:g})" fill="{self.hue.fill}" '
            f'stroke="{self.hue.line}" stroke-width="2"/>'
        )


LOOKS = (
    Look(HUES[1], "", "M-4-4h8v8h-8z"),
    Look(HUES[2], "7 3", "M0-5.5L5 4H-5z"),
    Look(HUES[0], "2 3", "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"),
    Look(HUES[3], "9 3 2 3", "M0-5.5L5.5 0L0 5.5L-5.5 0z"),
)


def curves(panels: Panels, axis: str, yardstick: str, caption: str = "") -> Picture:
    """The panels one below the other, on one scale of ratios.

    axis: what the sizes are sizes of. yardstick: what has the ratio 1. caption: lines below.
    """
    words = _words(panels, yardstick)
    text = "\n".join(_lines(panels, yardstick, caption))
    return Picture(_svg(panels, axis, yardstick, caption, words), text, words)


def _lines(panels: Panels, yardstick: str, caption: str) -> list[str]:
    """Each panel as a table: a row for each size, a column for each curve."""
    lines: list[str] = []
    for name, every in panels.items():
        shown = _drawn(every)
        lines += [name, " ".join([" " * 8, *(right(curve, 7) for _, curve, _ in shown)])]
        for size in shown[0][-1]:
            ratios = " ".join(f"{curve[size]:7.2f}" for _, _, curve in shown)
            lines.append(f"{size:>8} {ratios}")
        lines.append("")
    # Translators: {yardstick} is what the numbers of a table are multiples of.
    return [*lines, tr("ratios: {yardstick} = 1", yardstick=yardstick), *filter(None, [caption])]


def _words(panels: Panels, yardstick: str) -> str:
    """What is drawn, in a sentence for each panel: where each curve starts and ends."""
    # Translators: {yardstick} is one of the ways to compute, like stamps.
    told = [tr("Time as a multiple of {yardstick}.", yardstick=yardstick)]
    for name, every in panels.items():
        shown = _drawn(every)
        sizes = list(shown[0][-1])
        ends = listed(
            # Translators: a curve, where it starts and where it ends.
            tr(
                "{curve} from {start} to {end}",
                curve=curve,
                start=f"{ratios[sizes[0]]:.2f}",
                end=f"{ratios[sizes[-1]]:.2f}",
            )
            for _, curve, ratios in shown
        )
        told.append(
            # Translators: what a panel shows, and over which sizes. {curves} is a row as in
            # "stamps from 1.00 to 2.50, zeros from 1.20 to 3.10".
            tr(
                "{panel}, from {least} to {most}: {curves}.",
                panel=name,
                least=sizes[0],
                most=sizes[-1],
                curves=ends,
            )
        )
    return sentences(told)


def _svg(panels: Panels, axis: str, yardstick: str, caption: str, alt: str) -> str:
    every = [r for each in panels.values() for ratios in each.values() for r in ratios.values()]
    low, high = floor(log2(min(*every, 1))), ceil(log2(max(*every, 1)))
    left, top = MARGIN + 34.0, MARGIN + 70.0
    body = [*_legend(next(iter(panels.values())), yardstick)]
    for name, drawn in panels.items():
        body += _panel(left, top, name, drawn, (low, high))
        body.append(text(left + WIDE / 2, top + HIGH + 34, axis, 13))
        top += HIGH + APART
    last = top - APART + 34 + 8
    for words in caption.splitlines():
        last += 16
        body.append(text(MARGIN + 4, last, words, 11, fill=MUTED, text_anchor="start"))
    width, height = round(left + WIDE + MARGIN + 8), round(last + 8 + MARGIN)
    return "".join(card(width, height, alt, body))


def _legend(curves: Mapping[str, Curve], yardstick: str) -> Iterator[str]:
    x, y = MARGIN + 4.0, MARGIN + 10.0
    for look, name, _ in _drawn(curves):
        yield look.line(f"M{x:g} {y:g}h30") + look.mark(x + 15, y)
        yield text(x + 38, y, name, 13, text_anchor="start")
        x += 38 + width_of(name, 13) + 20
    yield line(f"M{x:g} {y:g}h30", YARDSTICK)
    yield text(x + 38, y, f"{yardstick} = 1", 13, text_anchor="start")


def _panel(
    left: float, top: float, name: str, curves: Mapping[str, Curve], ends: tuple[int, int]
) -> Iterator[str]:
    shown, (low, high) = _drawn(curves), ends
    sizes = list(shown[0][-1])

    def across(size: int) -> float:
        return round(left + WIDE * log(size / sizes[0]) / log(sizes[-1] / sizes[0]), 1)

    def up(ratio: float) -> float:
        return round(top + HIGH * (high - log2(ratio)) / (high - low), 1)

    for power in range(low, high + 1):
        y = up(2.0**power)
        path = f"M{left - 6:g} {y:g}H{left + WIDE + 6:g}"
        yield line(path, GRID if power else YARDSTICK)
        ratio = f"{2**power}" if power >= 0 else f"1/{2**-power}"
        yield text(left - 12, y, ratio, 11, fill=MUTED, text_anchor="end")
    for size in sizes:
        yield text(across(size), top + HIGH + 14, _short(size), 11, fill=MUTED)
    for look, _, ratios in shown:
        points = [(across(size), up(ratio)) for size, ratio in ratios.items()]
        yield look.line("M" + "L".join(f"{x:g} {y:g}" for x, y in points))
        yield "".join(look.mark(*point) for point in points)
    title, _, rest = name.partition("; ")
    yield text(left + WIDE / 2, top - 30, title, 13, font_weight="600")
    yield text(left + WIDE / 2, top - 14, rest, 11, fill=MUTED)


def _drawn(curves: Mapping[str, Curve]) -> list[tuple[Look, str, Curve]]:
    """The curves that have sizes, each as it looks."""
    looks = zip(LOOKS, curves.items(), strict=False)
    return [(look, name, curve) for look, (name, curve) in looks if curve]


def _short(size: int) -> str:
    """A size on the axis: 100000 is 100k."""
    for unit, letter in ((10**6, "M"), (10**3, "k")):
        if size >= unit and size % unit == 0:
            return f"{size // unit}{letter}"
    return f"{size}"
