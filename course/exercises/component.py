"""The script, the looks and the sentences with which an exercise is asked on any page."""

import json
import re
from functools import cache
from importlib import resources

from ..language import tr
from ..picture.live.assets import darkened

SAID = re.compile(r'\btr\(\s*("(?:[^"\\]|\\.)*")')


def script() -> str:
    """The bundle, a plain script that makes ``exercise`` known: {ask, render}."""
    return asset("exercise.bundle.js")


def style() -> str:
    """The CSS, with a dark colour for each light one that a picture is drawn in."""
    return asset("exercise.css") + darkened('.tc-ask[data-theme="dark"] .tc-picture')


def words() -> dict[str, str]:
    """What the script says, in English, and in the language spoken where that is another."""
    said = {text: tr(text) for text in _texts()}
    return {text: other for text, other in said.items() if other != text}


@cache
def _texts() -> tuple[str, ...]:
    modules = resources.files(__package__).joinpath("js").iterdir()
    found = (text for module in modules for text in SAID.findall(module.read_text("utf-8")))
    return tuple(dict.fromkeys(map(json.loads, found)))


def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
