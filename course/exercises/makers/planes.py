"""Makes the exercises that ask what comes out of rows of numbers."""

from random import Random

from ...language import tr
from ...number_format import row
from ...trace import Trace
from ...values import flat
from ..answers import Exercise
from ..predict import PredictOutput
from .drawing import plane

SMALL = (1, 2, 3)


def overlap(random: Random) -> tuple[str, Exercise]:
    x, w = plane(random, 2, SMALL), plane(random, 2, SMALL)
    prompt = tr(
        "Input {x}, kernel {w}, stride 1. What comes out? Write it as rows.", x=row(x), w=row(w)
    )
    met = list(zip(flat(x), flat(w)[::-1], strict=True))
    return prompt, PredictOutput(
        x=x,
        w=w,
        ideas=(
            "turned",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "unscaled",
            "mirrored",
            "upside_down",
            "axes_swapped",
            "kernel_swapped",
            "input_swapped",
        ),
        hints=(
            tr("Four stamps of 2 × 2, one cell apart both ways: three rows of three."),
            tr("The stamp of x[0, 0] begins with {value}.", value=flat(x)[0] * flat(w)[0]),
            tr(
                "In the middle all four meet: {products}.",
                products=" + ".join(f"{a}·{b}" for a, b in met),
            ),
        ),
        why=tr("A corner has one product, an edge two, the middle all four."),
    )


def corner(random: Random) -> tuple[str, Exercise]:
    x, w = plane(random, 2, SMALL), plane(random, 3, SMALL)
    parameters = {"stride": 2, "padding": 1, "output_padding": 1}
    prompt = tr(
        "Input {x}, kernel {w}, and along both axes stride 2, padding 1, output_padding 1. What "
        "stands in the 2 × 2 corner at the bottom right?",
        x=row(x),
        w=row(w),
    )
    size = Trace.of(x, w, dimensions=2, **parameters).size
    return prompt, PredictOutput(
        x=x,
        w=w,
        parameters=parameters,
        corner=(2, 2),
        ideas=(
            "appended_zeros",
            "turned",
            "output_padding_ignored",
            "padding_ignored",
            "unscaled",
            "mirrored",
            "upside_down",
            "kernel_swapped",
        ),
        hints=(
            tr(
                "The output is {high} × {wide}. Which inputs reach its corner?",
                high=size[0],
                wide=size[1],
            ),
            tr("The stamp of x[1, 1] starts at y[1, 1]: padding has cut one row and column."),
            tr(
                "Only x[1, 1] = {value} reaches the corner, with rows and columns 1 and 2 of "
                "the kernel.",
                value=x[1][1],
            ),
        ),
        why=tr(
            "output_padding brings back a row and a column of real sums, at the far ends alone."
        ),
    )


MAKERS = {"overlap": ("two_dimensions", overlap), "corner": ("two_dimensions", corner)}
