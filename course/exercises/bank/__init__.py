"""The bank knows what is asked: one module a chapter, each exercise under its name."""

from ..answers import Exercise
from . import (
    artifacts,
    basic,
    cost,
    elsewhere,
    output_padding,
    padding,
    signature,
    size_formula,
    start,
    stride,
    transposed,
    two_dimensions,
    zero_insert,
)

CHAPTERS: dict[str, dict[str, Exercise]] = {
    module.__name__.rpartition(".")[2]: module.EXERCISES
    for module in (
        *(start, basic, stride, zero_insert, padding, output_padding, size_formula),
        *(signature, transposed, two_dimensions, artifacts, elsewhere, cost),
    )
}
EXERCISES: dict[str, Exercise] = {
    f"{chapter}.{name}": exercise
    for chapter, exercises in CHAPTERS.items()
    for name, exercise in exercises.items()
}
