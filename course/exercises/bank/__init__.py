"""All exercises: one module for each chapter, each exercise under its name."""

from collections import ChainMap
from collections.abc import Mapping

from ...language import N_
from ..answers import Exercise
from . import (
    artifacts,
    basic,
    causal,
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
    upsampling,
    zero_insert,
)

CHAPTERS: dict[str, dict[str, Exercise]] = {
    # Translators: this one and the fourteen below are chapters, by the name with which those of
    # their exercises begin, as in check("basic.hole"): readers type it, so it should still be seen.
    N_("start"): start.EXERCISES,
    N_("basic"): basic.EXERCISES,
    N_("stride"): stride.EXERCISES,
    N_("zero_insert"): zero_insert.EXERCISES,
    N_("padding"): padding.EXERCISES,
    N_("output_padding"): output_padding.EXERCISES,
    N_("size_formula"): size_formula.EXERCISES,
    N_("signature"): signature.EXERCISES,
    N_("transposed"): transposed.EXERCISES,
    N_("two_dimensions"): two_dimensions.EXERCISES,
    N_("artifacts"): artifacts.EXERCISES,
    N_("elsewhere"): elsewhere.EXERCISES,
    N_("cost"): cost.EXERCISES,
    N_("causal"): causal.EXERCISES,
    N_("upsampling"): upsampling.EXERCISES,
}
EXERCISES: dict[str, Exercise] = {
    f"{chapter}.{name}": exercise
    for chapter, exercises in CHAPTERS.items()
    for name, exercise in exercises.items()
}
PREDICTIONS: dict[str, Exercise] = {
    f"{chapter}.{name}": prediction
    for chapter, predictions in {
        "start": start.PREDICTIONS,
        "basic": basic.PREDICTIONS,
        "stride": stride.PREDICTIONS,
        "zero_insert": zero_insert.PREDICTIONS,
        "padding": padding.PREDICTIONS,
        "output_padding": output_padding.PREDICTIONS,
        "size_formula": size_formula.PREDICTIONS,
    }.items()
    for name, prediction in predictions.items()
}
"""What a chapter asks before it shows the answer. It has a form, and counts for nothing."""

ASKED: Mapping[str, Exercise] = ChainMap(EXERCISES, PREDICTIONS)
"""All that ``check`` knows by name, but for what is made."""
