"""Makes a still drawing dark, or an image that says what it shows.

It needs the standard library alone: the reader's copies are made before anything is installed.
"""

import os
import re
from base64 import b64encode

# What stands in the place of each colour of picture/palette.py where the page is dark.
DARK = {
    "#FFFFFF": "#1F242B",
    "#DDE1E6": "#3A414B",
    "#1B1F24": "#F0F3F6",
    "#5B6470": "#AEB8C4",
    "#8A93A0": "#7D8794",
    "#F6F7F9": "#272D35",
    "#B8BFC9": "#4A525D",
    "#A7AEB8": "#5A636F",
    "#EEF5DD": "#2C3A17",
    "#FFF1B8": "#4A3F12",
    "#ECE6FA": "#3A3060",
    "#0072B2": "#4DA6DE",
    "#E3F0F8": "#16374D",
    "#AFD3E8": "#285673",
    "#CF5A00": "#F08A3C",
    "#FCEBDD": "#4A2A12",
    "#F2C5A2": "#70431F",
    "#008561": "#2FBF94",
    "#DFF3EC": "#10392D",
    "#A6D9C8": "#1C5C48",
    "#A5508A": "#D98BC2",
    "#F7E8F1": "#432238",
    "#E0B9D3": "#6A3B59",
    "#8C6A00": "#D1A62B",
    "#F8EFD8": "#3B3010",
    "#E2CD94": "#63511A",
    "#6B7280": "#9AA4B1",
    "#B3123C": "#FF6B8B",
    "#4B7A00": "#9BCB3C",
    "#6D3FC0": "#B79BF0",
}

COLOUR = re.compile(r'\b(fill|stroke)="(#\w{6})"')
# How wide it is, how high, and in which language it says what.
TOLD = re.compile(r' (width|height|lang|aria-label)="([^"]*)"')


def darkened(svg: str) -> str:
    """The drawing in the colours of the dark."""

    def dark(found: re.Match[str]) -> str:
        return f'{found[1]}="{DARK.get(found[2], found[2])}"'

    return COLOUR.sub(dark, svg)


def following(svg: str) -> str:
    """The drawing as one that, shown as an image, is dark on a dark page."""
    used = sorted({(kind, light) for kind, light in COLOUR.findall(svg) if light in DARK})
    rules = "".join(f'[{kind}="{light}"]{{{kind}:{DARK[light]}}}' for kind, light in used)
    style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return svg.replace(">", f">{style}", 1)


def image_html(svg: str) -> str:
    """An HTML image of the drawing, with its words, that follows the theme of JupyterLab."""
    told = dict(TOLD.findall(svg.partition(">")[0]))
    attributes = {"alt": told.pop("aria-label", ""), **told, "style": "max-width:100%;height:auto"}
    row = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    data = b64encode(following(svg).encode()).decode()
    return f'<img {row} src="data:image/svg+xml;base64,{data}">'


def shown(svg: str) -> dict[str, str]:
    """What a notebook is given to show a drawing.

    JupyterLab turns an SVG into an image without words, so HTML is added there. A notebook that is
    stored for everybody has none: GitHub would choose the HTML, and strip it.
    """
    html = {"text/html": image_html(svg)} if "JPY_SESSION_NAME" in os.environ else {}
    return {"image/svg+xml": svg, **html}
