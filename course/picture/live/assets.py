"""The live figure's script and style sheet, as the package holds them."""

from importlib import resources

from ...still import DARK
from ..palette import HUES, PARAMETERS

# The inputs of the largest plane that a page shows.
_OWNERS = 25
# What CSS calls the pictures' dashes.
LINES = {"": "solid", "5 3": "dashed", "2 2": "dotted"}
# What the browser itself draws: sliders, the bars by which one scrolls, a field's text.
SCHEMES = """
.tc-figure[data-theme="light"]{color-scheme:light}
.tc-figure[data-theme="dark"]{color-scheme:dark}
"""


def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def style() -> str:
    """The figure's CSS, with a dark colour for each light one that a picture is drawn in."""
    dark = darkened('.tc-figure[data-theme="dark"]')
    return asset("figure.css") + SCHEMES + dark + _printed() + _underlined()


def darkened(selector: str) -> str:
    """CSS by which what a picture draws is dark inside the elements of this selector."""
    return _coloured(selector, "{dark}")


def following(selector: str) -> str:
    """CSS by which it is dark where the page, or what it stands in, has a dark colour scheme."""
    return _coloured(selector, "light-dark({light},{dark})")


def _coloured(selector: str, colour: str) -> str:
    return "\n".join(
        f'{selector} [{attribute}="{light}"]{{{attribute}:{colour.format(light=light, dark=dark)}}}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )


def _underlined() -> str:
    """CSS that tells a word outside, as --of, the line that its parameter has in all pictures."""
    rules = ""
    for name, (colour, width, dashes) in PARAMETERS.items():
        line = f"{width}px {LINES[dashes]} light-dark({colour},{DARK[colour]})"
        rules += f".of-{name}{{--of:{line}}}\n"
    return rules


def _printed() -> str:
    """CSS by which shared cells print in plain colours: a hatch takes 50 kB of Chromium's PDF."""
    rules = ""
    for n, hue in enumerate(HUES):
        owners = ",".join(f'[data-of="x{owner}"]' for owner in range(n, _OWNERS, len(HUES)))
        rules += f'.tc-figure:not([data-theme="dark"]) :is({owners}){{fill:{hue.fill}}}'
    return f"\n@media print{{{rules}}}\n"
