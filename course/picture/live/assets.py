"""The live figure's script and style sheet, as the package holds them."""

from importlib import resources

from ..palette import DARK


def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def style() -> str:
    """The figure's CSS, with a dark colour for each light one that a picture is drawn in."""
    return asset("figure.css") + darkened('.tc-figure[data-theme="dark"]')


def darkened(selector: str) -> str:
    """CSS by which what a picture draws is dark inside the elements of this selector."""
    return "\n".join(
        f'{selector} [{attribute}="{light}"]{{{attribute}:{dark}}}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
