"""The one exercise of the start page."""

from ..answers import Exercise
from ..predict import PredictOutput

EXERCISES: dict[str, Exercise] = {
    "first": PredictOutput(
        x=(1, 2),
        w=(1, 1, 3),
        ideas=(
            "side_by_side",
            "overwritten",
            "first_stays",
            "turned",
            "unscaled",
            "averaged",
            "largest_stays",
            "stride_too_wide",
            "one_place",
            "convolved",
            "last_dropped",
            "zero_appended",
            "reversed",
        ),
        hints=(
            "There are two stamps, and the second one starts one cell further right.",
            "The second stamp is 2 × [1, 1, 3] = [2, 2, 6].",
            "The first number is 1, the last one 6. In the middle the stamps add up.",
        ),
        why="In the two cells in the middle both stamps add up: 1 + 2 and 3 + 2.",
    ),
}

PREDICTIONS: dict[str, Exercise] = {}
