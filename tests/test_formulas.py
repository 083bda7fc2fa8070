"""Formulas are drawn when a page is built, and read aloud where it is heard."""

from __future__ import annotations

import re

import mistune
import pytest

from publish.html.formulas import FORMULA, MACROS, formula_html, formulas
from publish.tree import PublishError

WHERE = "01_a, cell 2"
# How the macros that need more than a letter after them are tried.
TRIED = {
    "begin": r"\begin{cases} a & b \\ c & d \end{cases}",
    "left": r"\left( a \right)",
    "frac": r"\frac{a}{b}",
    "dfrac": r"\dfrac{a}{b}",
    "tfrac": r"\tfrac{a}{b}",
    "binom": r"\binom{a}{b}",
    "\\": r"\begin{cases} a \\ b \end{cases}",
}
LETTERED = re.compile("sqrt|math|text|operatorname|hat|bar|tilde|vec|line|brace")
PAIRED = {"right", "end"}
DELIMITERS = {"big", "Big", "bigl", "bigr"}


def words(tex: str) -> str:
    found = re.search('aria-label="(.*?)"', formula_html(f"${tex}$", WHERE))
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\lfloor\frac{L + 2p - k}{s}\rfloor + 1", "the floor of the fraction L plus 2 p minus k"),
        (r"(L - 1) \cdot \mathrm{stride}", "open bracket L minus 1 close bracket times stride"),
        (r"W^\top x_1", "W transposed x sub 1"),
        (r"\sum_{i=0}^{n} x_i", "the sum from i equals 0 to n of x sub i"),
        (r"\sqrt{k} \le 2^n", "the square root of k, end of root, is at most 2 to the power of n"),
        (r"\hat{x} \ne \bar{x}", "x with a hat is not x with a bar"),
        (r"\mathbf{W} \approx k_1^2", "W is about k sub 1 to the power of 2"),
        (
            r"\begin{cases} 1 & x < 0 \\ 2 & x \ge 0 \end{cases}",
            "open brace 1, x is less than 0; 2",
        ),
    ],
)
def test_it_is_spoken(tex: str, said: str):
    assert words(tex).startswith(said)


@pytest.mark.parametrize("name", sorted(MACROS - PAIRED))
def test_each_macro_on_the_list_is_known_to_the_renderer(name: str):
    lettered = LETTERED.search(name)
    after = "( a" if name in DELIMITERS else "{a}" if lettered else " a"
    tex = TRIED.get(name, f"x \\{name}{after}")
    # One that it does not know comes out as it was written.
    assert "\\" not in words(tex)


def test_it_takes_the_colour_of_the_text_and_shares_no_id():
    html = formula_html(r"$\frac{a}{b}$", WHERE)
    assert set(re.findall(r'(?:fill|stroke)="(.*?)"', html)) == {"currentColor"}
    assert "id=" not in html
    assert "vertical-align" in html
    assert "vertical-align" not in formula_html("$$a$$", WHERE)


def test_only_formulas_are_drawn():
    text = "`$a$` \\$b $5 and $6, $HOME and $c$\n\n```\n$d$\n```\n\n| $e$ |\n|---|\n| 1 |\n"
    render = mistune.create_markdown(escape=False, plugins=["table", formulas(WHERE)])
    html = str(render(text))
    assert re.findall('aria-label="(.*?)"', html) == ["c", "e"]
    assert not FORMULA.search("$5 and $6, $HOME")


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        (r"$\foobar{2}$", r"^01_a, cell 2: \\foobar in the formula \$.* the nearest one known is"),
        (r"$\frac{2}{$", "can't be read: no available tokens"),
        ("$x^$", "can't be read: missing super script"),
    ],
)
def test_what_can_not_be_drawn_is_one_sentence(tex: str, says: str):
    with pytest.raises(PublishError, match=says):
        formula_html(tex, WHERE)
