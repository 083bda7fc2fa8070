"""Which chapter explains which answer: of explain, find_layers and the site's calculator."""

from typing import NamedTuple

from ..language import tr


class Place(NamedTuple):
    """A chapter, by its file's name, and the heading in it, as its English source has it."""

    chapter: str
    heading: str


EXPLAINED = {
    "sizes": Place("06_size_formula", "The formula"),
    "rounding": Place("06_size_formula", "The convolution rounds down"),
    "checkerboard": Place("10_artifacts", "Why: phase sums"),
    "libraries": Place("11_elsewhere", "The line that makes them agree"),
    "receptive field": Place("12_cost", "Predict: how far an output sees"),
    "look-ahead": Place("13_causal", "A wrong idea: six are six"),
    "odd stride": Place("13_causal", "An odd stride"),
    "upsampling": Place("14_upsampling", "When to take which"),
}


def with_chapter(said: str, answer: str) -> str:
    """What is said, and the number of the chapter that explains it.

    >>> with_chapter("strong", "checkerboard")
    'strong (chapter 10)'
    """
    number = EXPLAINED[answer].chapter[:2]
    # Translators: {said} is an answer that the chapter explains.
    return tr("{said} (chapter {number})", said=said, number=number)
