"""Makes the exercises that ask what comes out of a row of numbers."""

from collections.abc import Callable
from functools import partial
from random import Random
from typing import NamedTuple

from ...language import N_, listed, tr
from ...number_format import Number, row
from ...trace import Trace
from ..answers import Exercise
from ..predict import PredictOutput
from .drawing import INPUTS, SIGNED, kernel, some


class Asked(NamedTuple):
    """What is drawn for one kind, and its sentences; these may have places for what was drawn."""

    chapter: str
    prompt: str
    ideas: tuple[str, ...]
    hints: tuple[str, ...]
    why: str
    sizes: tuple[int, ...] = (2, 3)
    taps: tuple[int, ...] = (3,)
    values: tuple[int, ...] = INPUTS
    parameters: dict[str, tuple[int, ...]] = {}  # noqa: RUF012  # nobody writes into it


STAMPS = N_("The stamps are {stamps}. From one start to the next: {stride}.")
ENDS = N_("{size} numbers. The first one is {first}, the last one {last}.")
UNCUT = N_("Uncut it is {uncut}.")
OVERLAPPING = (
    "side_by_side",
    "overwritten",
    "first_stays",
    "turned",
    "unscaled",
    "averaged",
    "reversed",
)

KINDS = {
    "first": Asked(
        "start",
        N_("Input {x}, kernel {w}. What comes out?"),
        OVERLAPPING,
        (N_("Each number stamps the kernel, multiplied by that number."), STAMPS, ENDS),
        N_("Where two stamps share a cell, their numbers add up."),
        sizes=(2,),
        taps=(2,),
    ),
    "stamps": Asked(
        "basic",
        N_("Input {x}, kernel {w}. What comes out?"),
        (*OVERLAPPING, "largest_stays"),
        (N_("Write the stamps below each other and add up the columns."), STAMPS, ENDS),
        N_("Where stamps share a cell, their numbers add up."),
        sizes=(3,),
    ),
    "stride": Asked(
        "stride",
        N_("Input {x}, kernel {w}, stride {stride}. What comes out?"),
        (
            "overwritten",
            "stride_ignored",
            "stride_too_wide",
            "turned",
            "first_stays",
            "averaged",
            "unscaled",
            "swapped",
            "reversed",
        ),
        (N_("Where does each stamp start, and where do two of them overlap?"), STAMPS, ENDS),
        N_("Neighbours share exactly one cell, because 3 taps are one more than the stride."),
        parameters={"stride": (2,)},
    ),
    "gap": Asked(
        "stride",
        N_("Input {x}, kernel {w}, stride {stride}. What comes out?"),
        (
            "gaps_closed",
            "stride_ignored",
            "stride_too_wide",
            "turned",
            "unscaled",
            "reversed",
        ),
        (N_("The stride is larger than the kernel. What stands between two stamps?"), STAMPS, ENDS),
        N_("A cell that no stamp reaches stays in the output and holds 0."),
        taps=(2,),
        parameters={"stride": (3, 4)},
    ),
    "cut": Asked(
        "padding",
        N_("Input {x}, kernel {w}, stride {stride}, padding {padding}. What comes out?"),
        (
            "padding_adds",
            "padding_ignored",
            "padding_left_only",
            "padding_right_only",
            "all_cut_left",
            "all_cut_right",
            "padding_zeroes",
            "overwritten",
            "unflipped",
            "unscaled",
            "reversed",
        ),
        (N_("Work it out without padding first."), UNCUT, ENDS),
        N_("Padding cuts one cell off each end here."),
        parameters={"stride": (1, 2), "padding": (1,)},
    ),
    "back": Asked(
        "output_padding",
        N_(
            "Input {x}, kernel {w}, stride {stride}, padding {padding}, output_padding "
            "{output_padding}. What comes out?"
        ),
        (
            "appended_zeros",
            "output_padding_ignored",
            "zeros_in_front",
            "at_the_left",
            "at_both_ends",
            "padding_ignored",
            "padding_adds",
            "unflipped",
            "unscaled",
            "reversed",
        ),
        (N_("What stood in the cell that padding cut off at the right end?"), UNCUT, ENDS),
        N_(
            "output_padding first gives back what padding had cut at the right end; cells beyond "
            "it hold 0."
        ),
        parameters={"stride": (2, 3), "padding": (1,), "output_padding": (1, 2)},
    ),
    "spread": Asked(
        "signature",
        N_("Input {x}, kernel {w}, stride {stride}, dilation {dilation}. What comes out?"),
        (
            "dilation_ignored",
            "dilation_too_wide",
            "stride_for_dilation",
            "turned",
            "stride_ignored",
            "stride_too_wide",
            "unscaled",
            "gaps_closed",
            "reversed",
        ),
        (N_("How far apart do the taps of one stamp lie now?"), STAMPS, ENDS),
        N_("Dilation spreads the taps of a stamp, stride moves the stamps."),
        sizes=(2,),
        parameters={"stride": (2, 3), "dilation": (2, 3)},
    ),
    "gradient": Asked(
        "transposed",
        N_(
            "A convolution with the kernel {w} and stride {stride} read {size} numbers. The "
            "gradients {x} arrive at its outputs. What goes back to its {size} inputs?"
        ),
        (
            "turned",
            "overwritten",
            "first_stays",
            "averaged",
            "stride_ignored",
            "stride_too_wide",
            "unscaled",
            "reversed",
            "swapped",
        ),
        (
            N_(
                "An input gets a share of the gradient of every output that read it, times "
                "the tap it was read with."
            ),
            STAMPS,
            ENDS,
        ),
        N_("Each gradient stamps the kernel on the inputs that its output has read."),
        sizes=(2, 3),
        values=SIGNED,
        parameters={"stride": (2,)},
    ),
    "ones": Asked(
        "artifacts",
        N_("Input {x}, kernel {w}, stride {stride}. What comes out, ends included?"),
        (
            "overwritten",
            "first_stays",
            "averaged",
            "turned",
            "stride_ignored",
            "stride_too_wide",
            "times_stride",
        ),
        (N_("Which taps meet on the even places, and which on the odd ones?"), STAMPS, ENDS),
        N_("Between the ends, the sums of the two phases take turns."),
        sizes=(3, 4),
        values=(1,),
        parameters={"stride": (2,)},
    ),
    "slid": Asked(
        "elsewhere",
        N_(
            'JAX, without transpose_kernel: input {x}, kernel {turned}, stride {stride}, "VALID". '
            "What comes out?"
        ),
        (
            "stamped",
            "overwritten",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "reversed",
            "first_stays",
        ),
        (N_("A kernel that slides stamps itself turned round."), STAMPS, ENDS),
        N_("JAX's default turns the stamp round; transpose_kernel=True turns it back."),
        sizes=(2,),
        parameters={"stride": (2,)},
    ),
    "pads": Asked(
        "elsewhere",
        N_(
            "ONNX: input {x}, kernel {w}, stride {stride}, pads=[{padding}, {end}], the beginning "
            "first. What comes out?"
        ),
        (
            "pads_swapped",
            "unflipped",
            "overwritten",
            "first_stays",
            "averaged",
            "unscaled",
            "stride_ignored",
            "stride_too_wide",
            "reversed",
        ),
        (
            N_("The first pad is for the beginning, the second one for the end, and both cut."),
            UNCUT,
            ENDS,
        ),
        N_("In PyTorch this is padding {padding} with output_padding {output_padding}."),
        sizes=(3,),
        parameters={"stride": (2,), "padding": (1, 2), "output_padding": (1,)},
    ),
}


def make(asked: Asked, random: Random) -> tuple[str, Exercise]:
    x = some(random, random.choice(asked.sizes), asked.values)
    w = kernel(random, random.choice(asked.taps))
    parameters = {name: random.choice(values) for name, values in asked.parameters.items()}
    values = _values(Trace.of(x, w, **parameters))
    return tr(asked.prompt, **values), PredictOutput(
        x=x,
        w=w,
        parameters=parameters,
        ideas=asked.ideas,
        hints=tuple(tr(hint, **values) for hint in asked.hints),
        why=tr(asked.why, **values),
    )


def _values(trace: Trace) -> dict[str, object]:
    """All that a sentence may name."""
    (layer,), (size,) = trace.axes, trace.size
    return {
        **{name: getattr(layer, name) for name in ("stride", "padding", "dilation")},
        "output_padding": layer.output_padding,
        "end": layer.padding - layer.output_padding,
        "x": row(trace.x),
        "w": row(trace.w),
        "turned": row(trace.w[::-1]),
        "stamps": listed(row(_stamp(trace.w, x, layer.dilation)) for x in trace.x),
        "uncut": row(list(trace.sums.values())),
        "size": size,
        "first": row(trace.y[0]),
        "last": row(trace.y[-1]),
    }


def _stamp(w: tuple[Number, ...], x: Number, dilation: int) -> list[Number]:
    stamp: list[Number] = [0] * (dilation * (len(w) - 1) + 1)
    stamp[::dilation] = [x * tap for tap in w]
    return stamp


MAKERS: dict[str, tuple[str, Callable[[Random], tuple[str, Exercise]]]] = {
    kind: (asked.chapter, partial(make, asked)) for kind, asked in KINDS.items()
}
