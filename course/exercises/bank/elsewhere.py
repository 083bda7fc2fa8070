"""Exercises of chapter 11: what others call it, and the line that makes them agree."""

from ...language import tr
from ...number_format import row
from ..answers import Exercise
from ..difference import alike
from ..predict import PredictOutput
from ..reach import small_trace
from ..spot import Case, Spot
from .elsewhere_functions import FUNCTIONS


def _rows(case: Case) -> tuple[list[float], list[float]]:
    """What Keras makes of the case with padding="same", and PyTorch with padding 1."""
    given = dict(case)
    extra = given.pop("output_padding")
    uncut = small_trace({**given, "stride": 2})
    if len(uncut.w) != 3:
        raise ValueError(
            tr("The sentence is about kernels of 3 taps, and {taps} are given.", taps=len(uncut.w))
        )
    torch = small_trace({**given, "stride": 2, "padding": 1, "output_padding": extra})
    # Both cut one cell at each end; output_padding 1 returns one of them, not the same one.
    return list(uncut.y[1 - extra : -1]), list(torch.y)


def _tell_rows(case: Case) -> str:
    keras, torch = map(row, _rows(case))
    return tr("Keras gives {keras}, PyTorch {torch}.", keras=keras, torch=torch)


EXERCISES: dict[str, Exercise] = {
    "slid": PredictOutput(
        x=(1, 2),
        w=(4, 2, 1),
        parameters={"stride": 2},
        ideas=(
            "stamped",
            "overwritten",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "times_stride",
            "reversed",
            "first_stays",
            "zero_appended",
        ),
        own_ideas={
            "fits_inside": (
                '"VALID" puts no zeros around the input; it puts kernel_size − 1 at each end here',
                [9],
            ),
        },
        hints=(
            "A kernel that slides stamps itself turned round.",
            "So the stamps are those of [4, 2, 1], two cells apart.",
            "The first one is 4, 2, 1, the second one 8, 4, 2, and they share one cell.",
        ),
        why="JAX's default turns the stamp round; transpose_kernel=True turns it back.",
    ),
    "pads": PredictOutput(
        x=(1, 2, 3),
        w=(1, 1, 3),
        parameters={"stride": 2, "padding": 2, "output_padding": 1},
        ideas=(
            "pads_swapped",
            "unflipped",
            "overwritten",
            "first_stays",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "reversed",
            "padding_zeroes",
        ),
        own_ideas={
            "padding_adds": (
                "the pads add zeros around the output; they cut cells off",
                [0, 0, 1, 1, 5, 2, 9, 3, 9, 0],
            ),
            "first_for_both": (
                "the first pad is taken for both ends; the second one is the end's",
                [5, 2, 9],
            ),
            "second_for_both": (
                "the second pad is taken for both ends; the first one is the beginning's",
                [1, 5, 2, 9, 3],
            ),
            "uncut": (
                "the pads do nothing; they cut cells off",
                [1, 1, 5, 2, 9, 3, 9],
            ),
            "second_left_out": (
                "the second pad is left out; it cuts at the end",
                [5, 2, 9, 3, 9],
            ),
            "all_cut_left": (
                "both pads cut at the beginning; the second one cuts at the end",
                [2, 9, 3, 9],
            ),
            "all_cut_right": (
                "both pads cut at the end; the first one cuts at the beginning",
                [1, 1, 5, 2],
            ),
            "zeros_around": (
                "the pads are zeros around the stretched input, as in JAX; in ONNX they cut cells "
                "off",
                [1, 1, 5, 2, 9, 3],
            ),
            "zero_at_the_end": (
                "the cell cut at the end becomes 0; it is removed",
                [5, 2, 9, 3, 0],
            ),
        },
        hints=(
            "Uncut it is [1, 1, 5, 2, 9, 3, 9].",
            "The first pad is for the beginning, the second one for the end, and both cut.",
            "Two cells go on the left and one on the right.",
        ),
        why="In PyTorch this is padding 2 with output_padding 1: 2 cut left, 2 − 1 right.",
    ),
    "same": Spot(
        true=False,
        defaults={"input": [1, 2, 3], "weight": [1, 1, 3], "output_padding": 0},
        holds=lambda case: all(map(alike, *_rows(case))),
        tell=_tell_rows,
        counterexample={"output_padding": 1},
        hints=(
            "With output_padding 0 both cut one cell at each end.",
            "At which end does Keras give a cell back, and at which does PyTorch?",
            "Let both give one back.",
        ),
        why="Keras gives back on the left, PyTorch on the right: as many cells, other numbers.",
    ),
    **FUNCTIONS,
}
