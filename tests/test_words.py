"""An exercise speaks in words that its reader has met: in its chapter, an earlier one, or itself."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from course.exercises.bank import CHAPTERS, EXERCISES

# By hand: a word, and the chapter that brings it.
FIRST_MET = {
    r"\btaps?\b": "basic",
    r"convolution": "basic",
    r"\bstrides?\b": "stride",
    r"formula": "stride",
    r"\bslid(e|es|ing)\b": "zero_insert",
    r"stretch": "zero_insert",
    r"turn(s|ed|ing)?\b.*\bround": "zero_insert",
    r"\bflip": "zero_insert",
    r"matrix": "zero_insert",
    r"(?<!output_)padding": "padding",
    r"\b[Uu]ncut\b": "padding",
    r"output_padding": "output_padding",
    r"\bwindow": "output_padding",
    r"\b(rung|ladder)": "size_formula",
    r"dilat": "signature",
    r"output_size=": "signature",
    r"\bchannels?\b": "signature",
    r"\bgroups\b": "signature",
    r"gradient": "transposed",
    r"\bC\.T\b|Cᵀ": "transposed",
    r"\bphases?\b": "artifacts",
    r"\b(JAX|ONNX|Keras|VALID)\b": "elsewhere",
    r"multiplication": "cost",
}
ORDER = list(CHAPTERS)


def told(exercise: Any) -> Iterator[str]:
    """All that an exercise says of itself and of wrong answers."""
    yield from exercise.hints
    yield exercise.why
    yield getattr(exercise, "told", "")
    yield from (text for text, _ in getattr(exercise, "own_ideas", {}).values())
    tables = type(exercise).tables(exercise) if hasattr(exercise, "tables") else {}
    yield from (tables[name].text for name in getattr(exercise, "ideas", ()))


@pytest.mark.parametrize("name", EXERCISES)
def test_words_fit_the_chapter(name: str):
    chapter, exercise = ORDER.index(name.partition(".")[0]), EXERCISES[name]
    for text in told(exercise):
        for word, first in FIRST_MET.items():
            if re.search(word, text) and word not in OWN.get(name, ()):
                assert ORDER.index(first) <= chapter, f"{word} comes in {first}: {text}"
