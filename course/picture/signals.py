"""Draws the tones of a signal, those that nobody played apart, and lets the signal be heard."""

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

from numpy.typing import ArrayLike

from ..audio import rate_of, row_of, tones, turns, wav
from ..language import N_, listed, refused, tr
from .palette import EDGE, HUES, INK, MUTED, Stroke
from .picture import Picture
from .shapes import MARGIN, card, line, rect, text, width_of

WIDE, HIGH, BAR = 560.0, 150.0, 16
AXIS = Stroke(EDGE, 1.5, "")
KINDS = {
    # Translators: a kind of tone, in a figure's legend.
    True: N_("played"),
    # Translators: a kind of tone, in a figure's legend: it is heard without having been played.
    False: N_("nobody played"),
}


def spectrum(signal: ArrayLike, rate: int, played: Collection[int] = (0,)) -> Picture:
    """Draw the tones that a signal holds, and tell those that were played from the others.

    signal: (L,), a whole number of its periods. rate: samples per second. played: frequencies in
    Hz, 0 for a constant.

    >>> print(spectrum([1, 5, 1, 5], rate=8000).text)
        0 Hz     3  ########################  played
     4000 Hz     2  ################          nobody played
    """
    levels = tones(signal, rate)
    if isinstance(played, str) or not isinstance(played, Collection):
        rule = tr("give frequencies, as in {example}", example="played=(0,)")
        raise TypeError(refused("played", repr(played), rule))
    words = _words(levels, played)
    return Picture(_svg(levels, rate, played, words), "\n".join(_lines(levels, played)), words)


def _lines(levels: Mapping[int, int], played: Collection[int]) -> list[str]:
    """A line for each tone: frequency, amplitude, a bar, and whether it was played."""
    most = max(levels.values(), default=1)
    return [
        f"{hertz:>5} Hz {level:>5}  {'#' * max(1, round(24 * level / most)):<24}  "
        f"{tr(KINDS[hertz in played])}"
        for hertz, level in levels.items()
    ]


def _words(levels: Mapping[int, int], played: Collection[int]) -> str:
    """The tones in two sentences."""
    told: dict[bool, list[str]] = {True: [], False: []}
    for hertz, level in levels.items():
        # Translators: a tone and its amplitude.
        tone = tr("{frequency} Hz at {amplitude}", frequency=hertz, amplitude=level)
        told[hertz in played].append(tone)
    # Translators: no tone.
    none = tr("none")
    # Translators: two rows of tones, as in "667 Hz at 9, 1333 Hz at 2".
    return tr(
        "Spectrum: the amplitude of each tone, 0 Hz being the constant. "
        "Played: {played}. Nobody played: {others}.",
        played=listed(told[True]) or none,
        others=listed(told[False]) or none,
    )


def _svg(levels: Mapping[int, int], rate: int, played: Collection[int], alt: str) -> str:
    """The bars over their frequencies, up to half the rate, as one SVG element."""
    left, top = MARGIN + 20.0, MARGIN + 52.0
    floor, most = top + HIGH, max(levels.values(), default=1)
    body, x = [], left - 12
    for kind, name in KINDS.items():
        told = tr(name)
        body += [_bar(x, MARGIN + 16, 16, kind)]
        body += [text(x + 20, MARGIN + 8, told, 13, text_anchor="start")]
        x += max(90, 46 + width_of(told, 13))
    # Translators: a label in a figure: the numbers above the bars.
    amplitude = tr("amplitude")
    body += [
        text(left + WIDE + 12, MARGIN + 8, amplitude, 12, fill=MUTED, text_anchor="end"),
        line(f"M{left - 14:g} {floor:g}H{left + WIDE + 14:g}", AXIS),
    ]
    taken = [-1e9, -1e9]
    for hertz, level in levels.items():
        x = round(left + WIDE * 2 * hertz / rate, 1)
        height = round(HIGH * level / most, 1)
        body.append(_bar(x, floor, height, hertz in played))
        # A label that would touch its neighbour stands a line lower; among many it is left out.
        half = width_of(f"{hertz}", 11) / 2 + 2
        row = next((row for row in (0, 1) if x - half >= taken[row]), None)
        if row is None:
            continue
        taken[row] = x + half
        body.append(text(x, floor - height - 10, f"{level}", 13, font_weight="600"))
        body.append(text(x, floor + 12 + 14 * row, f"{hertz}", 11, fill=INK))
    body.append(text(left + WIDE + 22, floor + 12, "Hz", 11, fill=MUTED, text_anchor="start"))
    height = floor + 12 + 14 * (taken[1] > 0) + 8 + MARGIN
    width = left + WIDE + 22 + width_of("Hz", 11) + MARGIN
    return "".join(card(round(width), round(height), alt, body))


def _bar(x: float, floor: float, height: float, played: bool) -> str:
    look = f'fill="{HUES[0].line}"'
    if not played:
        hue = HUES[1]
        look = f'fill="{hue.fill}" stroke="{hue.line}" stroke-width="2" stroke-dasharray="4 2"'
    return rect(x - BAR / 2, floor - height, BAR, height, look)


@dataclass(frozen=True)
class Sound:
    """A signal to be heard. In a notebook it shows a player, which holds the sound itself."""

    file: bytes
    text: str
    name: str

    @property
    def html(self) -> str:
        data, name = b64encode(self.file).decode(), escape(self.name)
        return (
            f'<figure class="sound"><figcaption>{name}</figcaption>'
            f'<audio controls aria-label="{name}" src="data:audio/wav;base64,{data}"></audio>'
            "</figure>"
        )

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def sound(signal: ArrayLike, rate: int = 8000, name: str = "") -> Sound:
    """Let a signal be heard, as loud as a sound file can hold it.

    signal: (L,), at most half a second. It is heard several times in a row, for about two seconds,
    so give whole periods. rate: samples per second. name: what its player is called.

    >>> sound([1, -1] * 400, rate=8000, name="whistle")
    whistle: 800 samples × 20, 2 s at 8000 samples per second.
    """
    count, rate = len(row_of(signal)), rate_of(rate)
    times = turns(count, rate)
    # Translators: the name of a sound that was given none.
    name = name or tr("Sound")
    # Translators: {name} is that of a sound, whose samples are heard {times} times; s are seconds.
    told = tr(
        "{name}: {count} samples × {times}, {seconds} s at {rate} samples per second.",
        name=name,
        times=times,
        seconds=f"{times * count / rate:.2g}",
        rate=rate,
        count=count,
    )
    return Sound(wav(signal, rate, times), told, name)
