"""Draws which frequencies signals hold at which time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from ..audio import WINDOW, loudness, row_of
from ..language import N_, listed, sentences, tr
from ..tensors import Array
from .palette import EDGE, HUES, MUTED, Stroke
from .picture import Picture
from .shapes import MARGIN, card, line, rect, text
from .signals import Signals, named

WIDE, HIGH, APART, LETTERS = 472.0, 210.0, 80.0, 16
"""The drawing of one signal, in px, and the height of its letters."""
OPACITIES = (0.12, 0.28, 0.48, 0.72, 1.0)
"""One for each level: each level is twice as loud as the one before."""
SHADES = " .:=#@"
"""Level 0, which is empty, and the others in characters."""
BANDS, COLUMNS = 16, 64
"""Into how many steps the frequencies and the time are parted where characters are drawn."""
NEAR = 3
"""Frequencies of the transform: a tone leaks as far, and what lies no further apart is one band."""


@dataclass(frozen=True)
class Panel:
    """One signal: how loud each frequency is at each time."""

    name: str
    levels: Array
    """(windows, frequencies), from 0 to len(OPACITIES); frequencies are WINDOW Hz apart."""
    means: Array
    """(frequencies,): the amplitudes over all windows."""
    seconds: float

    @property
    def highest(self) -> int:
        """Hz."""
        return int(self.levels.shape[1] - 1) * WINDOW

    def loudest(self, band: list[int]) -> int:
        """The frequency in Hz; at half the rate it leaks into the place below, and is as loud."""
        if band[-1] * WINDOW == self.highest:
            return self.highest
        return band[int(self.means[band].argmax())] * WINDOW


def spectrogram(signals: Signals) -> Picture:
    """Draw how loud each frequency is as time goes by, for signals by name, with one scale for all.

    signals: for each name (signal, rate): (L,), at least a thirty-second of a second, and its
    samples per second. A constant is silent, and is not drawn.

    >>> print(spectrogram({"whistle": ([1, 5] * 9, 100)}).text.splitlines()[1])
       50 Hz |@@@@@@@@
    """
    found = {name: loudness(*given) for name, given in named(signals)}
    most = max(amplitudes.max() for amplitudes in found.values()) or 1.0
    steps = range(1, len(OPACITIES) + 1)
    panels = [
        Panel(
            name,
            sum((amplitudes >= most / 2**step).astype(int) for step in steps),
            amplitudes.mean(axis=0),
            row_of(signals[name][0]).size / signals[name][1],
        )
        for name, amplitudes in found.items()
    ]
    words = _words(panels)
    return Picture(_svg(panels, words), "\n\n".join(map(_lines, panels)), words)


def _words(panels: list[Panel]) -> str:
    """What the axes are, then a sentence for each signal."""
    axes = tr(
        "Spectrogram: time from left to right, frequency from bottom to top, the louder the darker."
    )
    return sentences([axes, *map(_told, panels)])


def _told(panel: Panel) -> str:
    """Which frequencies a signal holds all the time, and which now and then."""
    steady = _bands(np.flatnonzero(panel.levels.min(axis=0)))
    near = {place + step for band in steady for place in band for step in range(-NEAR, NEAR + 1)}
    passing = [place for place in np.flatnonzero(panel.levels.max(axis=0)) if place not in near]
    lasting = [f"{panel.loudest(band)}" for band in steady]
    bands = [
        # Translators: a band of frequencies in Hz.
        tr("{low} to {high}", low=WINDOW * band[0], high=WINDOW * band[-1])
        if len(band) > 1
        else f"{WINDOW * band[0]}"
        for band in _bands(np.array(passing))
    ]
    template = {
        # Translators: {name} is a signal; frequencies and bands in Hz, as in "336 to 640".
        (True, True): N_("{name}: {frequencies} Hz all the time, {bands} Hz now and then."),
        (True, False): N_("{name}: {frequencies} Hz all the time."),
        (False, True): N_("{name}: {bands} Hz now and then."),
        # Translators: {name} is a signal.
        (False, False): N_("{name}: silence."),
    }[bool(lasting), bool(bands)]
    return tr(template, name=panel.name, frequencies=listed(lasting), bands=listed(bands))


def _bands(places: Array) -> list[list[int]]:
    """The places, parted where the next one is further away than NEAR."""
    if not places.size:
        return []
    cuts = [n for n, (a, b) in enumerate(pairwise(places), 1) if b - a > NEAR]
    return [part.tolist() for part in np.split(places, cuts)]


def _lines(panel: Panel) -> str:
    """The signal's name, then a line of characters for each band, the highest first."""
    windows, frequencies = panel.levels.shape
    band_of = np.rint(np.arange(frequencies) * BANDS / max(frequencies - 1, 1))
    columns = np.array_split(panel.levels, min(COLUMNS, windows))
    lines = [panel.name]
    for band in range(BANDS, -1, -1):
        here = band_of == band
        shown = "".join(SHADES[column[:, here].max(initial=0)] for column in columns)
        lines.append(f"{panel.highest * band // BANDS:>5} Hz |{shown}".rstrip())
    return "\n".join(lines)


def _svg(panels: list[Panel], alt: str) -> str:
    """The panels one below the other, then what each shade means, as one SVG element."""
    left, top, body = MARGIN + 44.0, MARGIN + 34.0, list[str]()
    for panel in panels:
        body += _panel(panel, left, top)
        top += HIGH + APART
    # Translators: a label in a figure, before five shades: as loud as 1/32, 1/16, … of the loudest.
    x, row = left, top - APART + 52
    body.append(text(x - 44, row, tr("of the loudest"), LETTERS, text_anchor="start", fill=MUTED))
    for n, opacity in enumerate(OPACITIES):
        x = left + 128 + n * 72
        look = f'fill="{HUES[0].line}" fill-opacity="{opacity:g}"'
        body.append(rect(x - 24, row - 9, 18, 18, look))
        body.append(text(x, row, f"1/{2 ** (len(OPACITIES) - n)}", LETTERS, text_anchor="start"))
    return "".join(card(round(left + WIDE + MARGIN + 20), round(row + 28), alt, body))


def _panel(panel: Panel, left: float, top: float) -> list[str]:
    """The name over a box whose axes have their numbers."""
    floor, right = top + HIGH, left + WIDE
    windows, frequencies = panel.levels.shape
    across, up = WIDE / (windows + 1), HIGH / (frequencies - 1)
    axis, grid = Stroke(EDGE, 1.5, ""), Stroke(EDGE, 1, "2 4")
    body = [text(left, top - 18, panel.name, LETTERS, text_anchor="start", font_weight="600")]
    for hertz in _ticks(panel.highest, 5):
        y = round(floor - HIGH * hertz / panel.highest, 1)
        body.append(text(left - 8, y, f"{hertz:g}", LETTERS, text_anchor="end"))
        body.append(line(f"M{left:g} {y:g}H{right:g}", grid))
    for second in _ticks(panel.seconds, 5):
        x = round(left + WIDE * second / panel.seconds, 1)
        body.append(text(x, floor + 18, f"{second:g}", LETTERS))
        body.append(line(f"M{x:g} {floor:g}v6", axis))
    body += [
        text(left - 8, top - 18, "Hz", LETTERS, text_anchor="end", fill=MUTED),
        text(right + 20, floor + 18, "s", LETTERS, text_anchor="start", fill=MUTED),
        f'<g fill="none" stroke="{HUES[0].line}" stroke-width="{up:.4g}">',
        *_shades(panel.levels, (left, floor), (across, up)),
        "</g>",
        line(f"M{left:g} {top:g}H{right:g}V{floor:g}H{left:g}Z", axis),
    ]
    return body


def _shades(levels: Array, corner: tuple[float, float], step: tuple[float, float]) -> Iterator[str]:
    """A path for each level: a stroke wherever a frequency keeps it for a while."""
    paths = dict.fromkeys(range(1, len(OPACITIES) + 1), "")
    (left, floor), (across, up) = corner, step
    for b, row in enumerate(levels.T.tolist()):
        start = 0.5  # A window's middle stands half a step to the right of its beginning.
        for level, run in groupby(row):
            count = len(list(run))
            if level:
                x, y = left + start * across, floor - b * up
                paths[level] += f"M{x:.1f} {y:.1f}h{count * across:.1f}"
            start += count
    for level, path in paths.items():
        if path:
            yield f'<path stroke-opacity="{OPACITIES[level - 1]:g}" d="{path}"/>'


def _ticks(most: float, count: int) -> list[float]:
    """From 0 to most in steps of 1, 2 or 5 and zeros, so that they are at most `count` steps."""
    sizes = (digit * 10.0**power for power in range(-3, 10) for digit in (1, 2, 5))
    step = next(size for size in sizes if size * count >= most)
    return [round(n * step, 3) for n in range(int(most / step + 1e-9) + 1)]
