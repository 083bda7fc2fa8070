"""The colours: a hue and a hatch for each input, a line of its own for each parameter.

The stamps' hues are Okabe and Ito's, darkened until each has 3:1 against the card. Text is always
ink. The parameters' colours lie between those hues, so that no underline is taken for a stamp. What
each becomes where the page is dark stands in ``still.DARK``.
"""

from typing import NamedTuple

CARD, RIM, INK, MUTED, EDGE = "#FFFFFF", "#DDE1E6", "#1B1F24", "#5B6470", "#8A93A0"
PALE_FILL, PALE_EDGE, CUT_EDGE = "#F6F7F9", "#B8BFC9", "#A7AEB8"
BACK_FILL, WRONG_FILL, EARLY_FILL = "#EEF5DD", "#FFF1B8", "#ECE6FA"


class Hue(NamedTuple):
    line: str
    fill: str
    hatch: str


class Stroke(NamedTuple):
    colour: str
    width: float
    dashes: str


class Box(NamedTuple):
    """The box of a number, and the colour of the number in it."""

    fill: str
    edge: str
    width: float
    ink: str = INK
    dashes: str = ""


HUES = (
    Hue("#0072B2", "#E3F0F8", "#AFD3E8"),
    Hue("#CF5A00", "#FCEBDD", "#F2C5A2"),
    Hue("#008561", "#DFF3EC", "#A6D9C8"),
    Hue("#A5508A", "#F7E8F1", "#E0B9D3"),
    Hue("#8C6A00", "#F8EFD8", "#E2CD94"),
)

# One tile of 8 by 8, drawn so that lines meet at its edges.
HATCHES = (
    "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "M-2 6L2 10M0 0L8 8M6-2L10 2",
    "M2 0V8M6 0V8",
    "M0 2H8M0 6H8",
    "M4 0V8M0 4H8",
    "M3 4H5M4 3V5M-1 0H1M7 0H9M-1 8H1M7 8H9",
)

PARAMETERS = {
    "stride": Stroke("#6B7280", 2, ""),
    "padding": Stroke("#B3123C", 2, "5 3"),
    "output_padding": Stroke("#4B7A00", 3.5, ""),
    "dilation": Stroke("#6D3FC0", 2, "2 2"),
    "kernel_size": Stroke(INK, 1.2, ""),
    "output": Stroke(INK, 2, ""),
}

UNFINISHED = Stroke(MUTED, 2, "1 4")
"""The line of what belongs to no parameter: outputs that the next input can still change."""

BOXES = {
    "kept": Box(CARD, EDGE, 1.5),
    "bare": Box(CARD, EDGE, 1.5),
    "cut": Box(CARD, CUT_EDGE, 1.2, MUTED),
    "back": Box(BACK_FILL, PARAMETERS["output_padding"].colour, PARAMETERS["output_padding"].width),
    "empty": Box(CARD, EDGE, 1.5, MUTED, "2 3"),
    "pale": Box(PALE_FILL, PALE_EDGE, 1.0, MUTED),
    "wrong": Box(WRONG_FILL, INK, 3.5),
    "early": Box(EARLY_FILL, INK, 3.0),
}
