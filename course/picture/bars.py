"""Bars know how the tones of a signal are drawn: one for each, those nobody played apart."""

from collections.abc import Collection, Mapping

from .palette import EDGE, HUES, INK, MUTED, Stroke
from .shapes import MARGIN, card, line, text, width_of

WIDE, HIGH, BAR = 560.0, 150.0, 16
PLAYED, NOT_PLAYED = "played", "nobody played"
AXIS = Stroke(EDGE, 1.5, "")


def spectrum_lines(levels: Mapping[int, int], played: Collection[int]) -> list[str]:
    """A line for each tone: frequency, amplitude, a bar, and whether it was played."""
    most = max(levels.values(), default=1)
    return [
        f"{hertz:>5} Hz {level:>5}  {'#' * max(1, round(24 * level / most)):<24}  "
        f"{PLAYED if hertz in played else NOT_PLAYED}"
        for hertz, level in levels.items()
    ]


def spectrum_words(levels: Mapping[int, int], played: Collection[int]) -> str:
    """The tones in two sentences."""

    def told(kind: bool) -> str:
        tones = [f"{hz} Hz at {level}" for hz, level in levels.items() if (hz in played) == kind]
        return ", ".join(tones) or "none"

    return (
        f"Spectrum: the amplitude of each tone, 0 Hz being the constant. "
        f"Played: {told(True)}. Nobody played: {told(False)}."
    )


def spectrum_svg(levels: Mapping[int, int], rate: int, played: Collection[int]) -> str:
    """The bars over their frequencies, up to half the rate, as one SVG element."""
    left, top = MARGIN + 20.0, MARGIN + 52.0
    floor, most = top + HIGH, max(levels.values(), default=1)
    body = [
        _bar(left - 12, MARGIN + 16, 16, True),
        text(left + 8, MARGIN + 8, PLAYED, 13, anchor="start"),
        _bar(left + 78, MARGIN + 16, 16, False),
        text(left + 98, MARGIN + 8, NOT_PLAYED, 13, anchor="start"),
        text(left + WIDE + 12, MARGIN + 8, "amplitude", 12, MUTED, anchor="end"),
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
        body.append(text(x, floor - height - 10, f"{level}", 13, weight="600"))
        body.append(text(x, floor + 12 + 14 * row, f"{hertz}", 11, INK))
    body.append(text(left + WIDE + 22, floor + 12, "Hz", 11, MUTED, anchor="start"))
    height = floor + 12 + 14 * (taken[1] > 0) + 8 + MARGIN
    width = left + WIDE + 22 + width_of("Hz", 11) + MARGIN
    return card(round(width), round(height), spectrum_words(levels, played), "".join(body))


def _bar(x: float, floor: float, height: float, played: bool) -> str:
    hue = HUES[0] if played else HUES[1]
    looks = (
        f'fill="{hue.line}"'
        if played
        else f'fill="{hue.fill}" stroke="{hue.line}" stroke-width="2" stroke-dasharray="4 2"'
    )
    return (
        f'<rect x="{x - BAR / 2:g}" y="{floor - height:g}" width="{BAR}" height="{height:g}" '
        f"{looks}/>"
    )
