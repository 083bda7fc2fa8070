"""The live figure's script and style sheet, as the package holds them."""

from importlib import resources

from ...still import DARK

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
    return asset("figure.css") + SCHEMES + darkened('.tc-figure[data-theme="dark"]')


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
