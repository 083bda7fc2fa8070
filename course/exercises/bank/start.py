"""The one exercise of the start page, and its one prediction."""

from ...language import N_
from ..answers import Exercise
from ..choose import Choose, Option
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

PREDICTIONS: dict[str, Exercise] = {
    "stride": Choose(
        options={
            "shorter": Option(
                N_("It gets shorter"),
                N_(
                    "This takes the stride for that of a convolution, which skips places of its "
                    "input. Here the stride moves the stamps apart, so the output gets longer."
                ),
                "conv_stride",
            ),
            "same": Option(
                N_("It keeps its length"),
                N_(
                    "This takes for granted that as many numbers come out as go in, or as the "
                    "stamps have. But the last stamp starts further right, and the output reaches "
                    "to its end: it gets longer."
                ),
                "size_kept",
            ),
            "longer": Option(
                N_("It gets longer"),
                N_("The last stamp starts further right, and the output reaches to its end."),
            ),
        },
    ),
}
