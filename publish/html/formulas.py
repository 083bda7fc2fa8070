"""Formulas know how TeX in Markdown is drawn when a page is built, so that a page loads nothing."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from course.language import language

from ..tree import PublishError
from .spoken import spoken

if TYPE_CHECKING:
    import mistune
    from mistune.plugins import Plugin

# Pandoc's rule, so that "$5 and $6" is no formula.
FORMULA = re.compile(r"\$\$[\s\S]+?\$\$|(?<![\\$A-Za-z0-9_])\$[^\s$](?:[^$]*?[^\s\\$])?\$(?![\d$])")
MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
# The renderer draws a macro that it does not know as its bare name and says nothing.
KNOWN = """
    frac dfrac tfrac sqrt sum prod binom lfloor rfloor lceil rceil left right big Big bigl bigr
    cdot times pm mp div le leq ge geq ne neq lt gt approx equiv sim in notin subset cup cap
    to rightarrow leftarrow Rightarrow mapsto infty ldots cdots dots vdots ddots forall exists
    mathrm mathbf mathit mathbb text textbf operatorname begin end bmod min max log exp
    hat bar tilde vec overline underline underbrace overbrace quad qquad partial nabla star ast top
    alpha beta gamma delta epsilon theta lambda mu pi rho sigma tau phi omega Delta Sigma Omega
"""
MACROS = frozenset([*KNOWN.split(), *"\\,;:! {}|%_&#"])
SIZE = 20
VIEW_BOX = re.compile(r'<svg [^>]*viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"[^>]*>')


def formulas(where: str) -> Plugin:
    """A plugin for mistune that draws ``$…$`` and ``$$…$$``; ``where`` is for complaints."""

    def parse(
        _: mistune.InlineParser, match: re.Match[str], state: mistune.core.InlineState
    ) -> int:
        state.append_token({"type": "formula", "raw": match[0]})
        return match.end()

    def plugin(md: mistune.Markdown) -> None:
        md.inline.register("formula", FORMULA.pattern, parse, before="link")
        renderer = md.renderer
        if renderer is not None:
            renderer.register("formula", lambda _, text: formula_html(text, where))

    return plugin


def formula_html(text: str, where: str) -> str:
    r"""A formula with its dollar signs as an inline SVG in the text's own colour, and in words.

    Raises PublishError for a macro that is not on the list, and for TeX that can't be read.
    """
    display = text.startswith("$$")
    tex = text.strip("$").strip()
    for name in MACRO.findall(tex):
        if name not in MACROS:
            near = get_close_matches(name, MACROS, n=1, cutoff=0.0)
            hint = f"; the nearest one known is \\{near[0]}" if near else ""
            raise PublishError(f"{where}: \\{name} in the formula {text} is unknown here{hint}.")
    try:
        return _drawn(tex, display, language())
    except PublishError:
        raise
    except Exception as error:  # the parser has a class of its own for each of many mistakes
        # …and most of them come with no words but the class's name.
        name = type(error).__name__.removesuffix("Error")
        why = str(error) or re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower() + "."
        raise PublishError(f"{where}: the formula {text} can't be read: {why}") from error


@lru_cache(maxsize=256)
def _drawn(tex: str, display: bool, _language: str) -> str:
    """The drawing, with what it is called in that language, the one that is spoken."""
    import warnings

    with warnings.catch_warnings():
        # Its fonts are found in a way that Python has given up.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Latex

        # Symbols defined once and used again would share ids with the page's other formulas.
        config.svg2 = False
        drawn = Latex(tex, size=SIZE, color="currentColor", inline=not display)
        svg = str(drawn.svg())
    found = VIEW_BOX.search(svg)
    if found is None:
        raise ValueError("nothing is drawn")
    x, y, width, height = map(float, found.groups())
    # In em, so that a formula is as large as the text around it, and stands on its line.
    style = f"width:{width / SIZE:.3f}em;height:{height / SIZE:.3f}em"
    if not display:
        style += f";vertical-align:{-(y + height) / SIZE:.3f}em"
    tag = (
        f'<svg role="img" aria-label="{escape(spoken(drawn.mathmlstr()))}" style="{style}" '
        f'viewBox="{x:g} {y:g} {width:g} {height:g}" xmlns="http://www.w3.org/2000/svg">'
    )
    kind = "formula display" if display else "formula"
    return f'<span class="{kind}">{tag}{svg[found.end() :]}</span>'
