"""The bank knows what is asked: each exercise's numbers, its nudge and the reason behind it."""

from ..layer import Layer
from .kinds import Exercise, PredictOutput, PredictSize, PredictStretched, Reach, ReachSizes

KERNEL = (1, 1, 3)

EXERCISES: dict[str, Exercise] = {
    "start.first": PredictOutput(
        x=(1, 2),
        w=KERNEL,
        hint="The second stamp is 2 × [1, 1, 3] = [2, 2, 6]. Write it one cell further right.",
        why="In the two cells in the middle both stamps add up: 1 + 2 and 3 + 2.",
    ),
    "basic.two_stamps": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        hint="The second stamp starts one cell after the first. Write one under the other and add.",
        why="Only y[3] is a 3 that no addition made: the second stamp's last tap, all alone.",
    ),
    "basic.scaled": PredictOutput(
        x=(2, 1),
        w=KERNEL,
        hint="The first stamp is the kernel times 2, so it begins 2, 2, …",
        why="An input element scales its stamp and never changes where it lands.",
    ),
    "basic.hole": PredictOutput(
        x=(1, 0, 2),
        w=KERNEL,
        hint="A zero stamps as well. What does its stamp look like?",
        why="The zero's stamp is [0, 0, 0]: it takes a place and adds nothing to it.",
    ),
    "stride.by_two": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 2},
        hint="The stamps start at 0, 2 and 4, and each is three cells long. Where do they meet?",
        why="Neighbours share exactly one cell, because 3 taps are one more than the stride.",
    ),
    "stride.wide": PredictOutput(
        x=(2, 1),
        w=KERNEL,
        parameters={"stride": 5},
        hint="The first stamp covers the cells 0, 1 and 2. The second one starts at 5.",
        why="The stride is wider than the kernel, so stride − 3 = 2 cells between stamps stay 0.",
    ),
    "stride.side_by_side": Reach(
        x=(1, 1),
        w=KERNEL,
        target=(1, 1, 3, 1, 1, 3),
        free=("stride",),
        hint="No overlap and no gap: the second stamp starts where the first one ends.",
        why="With stride = kernel_size the stamps lie side by side.",
    ),
    "zero_insert.stretch": PredictStretched(
        x=(1, 2, 3),
        stride=3,
        hint="stride − 1 zeros go between two neighbours.",
        why="Zeros stand between neighbours only, so 3 elements become 2·3 + 1 = 7.",
    ),
    "zero_insert.by_hand": PredictOutput(
        x=(1, 0, 2),
        w=(1, 2, 3),
        hint="Stamp [1, 2, 3] at 0, nothing at 1, and twice the kernel at 2.",
        why="x = [1, 2] with stride 2 gives the same: the zero stood in for the stride.",
    ),
    "zero_insert.how_long": ReachSizes(
        sizes=((4, 13),),
        free=("stride",),
        given={"kernel_size": 1},
        hint="Three gaps lie between four elements. How long must each be?",
        why="A kernel of one tap leaves the stretched input as it is: 3·4 + 1 = 13.",
    ),
    "padding.cut": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 2, "padding": 1},
        hint="Work it out without padding first: 7 numbers. Then padding takes one from each end.",
        why="5 of the 7 cells are left; padding made the output smaller.",
    ),
    "padding.inner": PredictOutput(
        x=(1, 1),
        w=KERNEL,
        parameters={"padding": 1},
        hint="Without padding the output is [1, 2, 4, 3].",
        why="Cutting reaches into real sums: the 1 and the 3 that are gone were results too.",
    ),
    "padding.middle": Reach(
        x=(1, 2, 3),
        w=KERNEL,
        target=(5, 2, 9),
        free=("stride", "padding"),
        hint="Find the stride that makes a 5 = 3 + 2, then count what lies left of it.",
        why="[1, 1, 5, 2, 9, 3, 9] is 7 long; a cut of 2 at each end leaves its middle.",
    ),
    "output_padding.back": PredictOutput(
        x=(1, 2, 3),
        w=KERNEL,
        parameters={"stride": 3, "padding": 1, "output_padding": 1},
        hint="What stood in the cell that padding cut off at the right end?",
        why="The last number is a sum that padding had cut. It is no added zero.",
    ),
    "output_padding.beyond": PredictOutput(
        x=(2, 1),
        w=KERNEL,
        parameters={"stride": 3, "padding": 1, "output_padding": 2},
        hint="padding cut one cell at the right end. output_padding asks for two.",
        why="One cell comes back. The other was never reached by a stamp, so it is a true 0.",
    ),
    "output_padding.double": ReachSizes(
        sizes=((3, 6), (10, 20)),
        free=("stride", "padding", "output_padding"),
        given={"kernel_size": 3},
        hint="Each further input element adds stride cells, so the stride has to be 2.",
        why="With 3 taps, stride 2 and output_padding = 2·padding − 1, every size doubles.",
    ),
    "size_formula.not_double": PredictSize(
        input_size=16,
        layer=Layer(kernel_size=3, stride=2, padding=1),
        hint="(16 − 1)·2, less 2·1, plus (3 − 1), plus 1.",
        why="Stride 2 alone does not double: one cell is missing.",
    ),
    "size_formula.rung": ReachSizes(
        sizes=((6, 18),),
        free=("output_padding",),
        given={"kernel_size": 5, "stride": 3, "padding": 2},
        hint="Without output_padding, 6 goes back to 16.",
        why="16, 17 and 18 share the output size 6, and output_padding says which one you meant.",
    ),
    "size_formula.double": ReachSizes(
        sizes=((16, 32), (5, 10)),
        free=("kernel_size", "stride", "padding"),
        hint="output_padding is not allowed here, so (kernel_size − 1) − 2·padding must be 1.",
        why="An even kernel doubles without output_padding; the usual one is 4 taps, padding 1.",
    ),
}
