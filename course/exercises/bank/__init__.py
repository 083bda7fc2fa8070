"""The bank knows what is asked: one module a chapter, each exercise under its name."""

from ..answers import Exercise
from . import basic, output_padding, padding, size_formula, start, stride, zero_insert

CHAPTERS: dict[str, dict[str, Exercise]] = {
    module.__name__.rpartition(".")[2]: module.EXERCISES
    for module in (start, basic, stride, zero_insert, padding, output_padding, size_formula)
}
EXERCISES: dict[str, Exercise] = {
    f"{chapter}.{name}": exercise
    for chapter, exercises in CHAPTERS.items()
    for name, exercise in exercises.items()
}
