"""An exercise speaks in words that its reader has met by then."""

import re

import pytest

from course.exercises.answers import Exercise
from course.exercises.bank import CHAPTERS, EXERCISES
from course.exercises.misconceptions import OUTPUTS, PLANES, SIZES, STRETCHES, Misconception
from course.exercises.predict import PredictOutput, PredictSize, PredictStretched
from course.exercises.reach import ReachSizes

# By hand: a word, and the chapter that brings it.
FIRST_MET = {
    r"\btaps?\b": "basic",
    r"convolution": "basic",
    r"\bstrides?\b": "stride",
    r"formula": "stride",
    r"\bslid(e|es|ing)\b": "zero_insert",
    r"stretch": "zero_insert",
    r"turn(s|ed|ing)?\b.*\bround": "zero_insert",
    r"matrix": "zero_insert",
    r"(?<!output_)padding": "padding",
    r"\b[Uu]ncut\b": "padding",
    r"output_padding": "output_padding",
    r"\bwindow": "output_padding",
    r"\b(rung|ladder)": "size_formula",
    r"dilat": "signature",
    r"output_size=": "signature",
    r"\bchannels?\b": "signature",
    r"gradient": "transposed",
    r"\bC\.T\b|Cᵀ": "transposed",
    r"\bphases?\b": "artifacts",
    r"\b(JAX|ONNX|Keras|VALID)\b": "elsewhere",
    r"multiplication": "cost",
}
# By hand: words that the exercise's own question brings.
OF_THE_QUESTION = {
    "basic.stamps": {r"\bstrides?\b"},
    "size_formula.size": {r"dilat"},
}
ORDER = list(CHAPTERS)


def shared_ideas(exercise: Exercise) -> dict[str, Misconception]:
    """The table that an exercise's ``ideas`` name entries of."""
    if isinstance(exercise, PredictStretched):
        return STRETCHES
    if isinstance(exercise, PredictSize | ReachSizes):
        return SIZES
    return PLANES if isinstance(exercise, PredictOutput) and exercise.dimensions > 1 else OUTPUTS


def said(exercise: Exercise) -> list[str]:
    """All that an exercise says of itself and of wrong answers."""
    own = [text for text, _ in getattr(exercise, "own_ideas", {}).values()]
    shared = [shared_ideas(exercise)[name].text for name in getattr(exercise, "ideas", ())]
    return [*exercise.hints, exercise.why, getattr(exercise, "told", ""), *own, *shared]


def ahead(name: str) -> list[tuple[str, str]]:
    """The words that an exercise uses before their chapter, each with its text."""
    chapter = ORDER.index(name.partition(".")[0])
    return [
        (word, text)
        for text in said(EXERCISES[name])
        for word in FIRST_MET.keys() - OF_THE_QUESTION.get(name, set())
        if ORDER.index(FIRST_MET[word]) > chapter and re.search(word, text)
    ]


@pytest.mark.parametrize("name", EXERCISES)
def test_words_fit_the_chapter(name: str):
    assert ahead(name) == []


def test_every_word_is_said_somewhere():
    """A word that no exercise says is misspelt here."""
    texts = " ".join(text for exercise in EXERCISES.values() for text in said(exercise))
    assert [word for word in FIRST_MET if not re.search(word, texts)] == []
