"""Wrong ideas about outputs in two dimensions: of a trace, rows."""

from itertools import product

from ...language import N_
from ...trace import Trace
from .idea import Misconception, Numbers
from .other import with_other
from .outputs import OUTPUTS


def _tiled(trace: Trace) -> Numbers:
    """Stamps that lie side by side, both ways."""
    x, w = trace.x, trace.w
    return [[number * tap for number in line for tap in taps] for line, taps in product(x, w)]


def _axes_swapped(trace: Trace) -> Numbers:
    return [list(column) for column in zip(*trace.y, strict=True)]


def _kernel_swapped(trace: Trace) -> Numbers | None:
    return with_other(trace, w=tuple(zip(*trace.w, strict=True)))


def _met(trace: Trace) -> Numbers:
    """Each number times the tap at its own place."""
    return [
        [number * tap for number, tap in zip(line, taps, strict=False)]
        for line, taps in zip(trace.x, trace.w, strict=False)
    ]


def _summed(trace: Trace) -> Numbers:
    return [[sum(map(sum, _met(trace)))]]


PLANES = {
    "turned": OUTPUTS["turned"]._replace(
        text=N_("each stamp is written backwards, both ways; it begins with the kernel's corner")
    ),
    "mirrored": Misconception(
        N_(
            "each row of the kernel is written backwards; a stamp lies the same way round as "
            "the kernel"
        ),
        lambda t: with_other(t, w=tuple(line[::-1] for line in t.w)),
    ),
    "upside_down": Misconception(
        N_("the kernel's rows stand upside down; a stamp lies the same way round as the kernel"),
        lambda t: with_other(t, w=t.w[::-1]),
    ),
    "axes_swapped": Misconception(
        N_("rows and columns change places; the first index counts rows, downwards"), _axes_swapped
    ),
    "kernel_swapped": Misconception(
        N_(
            "the kernel's rows are stamped as columns; a stamp lies the same way round as the "
            "kernel"
        ),
        _kernel_swapped,
    ),
    "input_swapped": Misconception(
        N_("the input is read column by column; its first index counts rows, downwards"),
        lambda t: with_other(t, x=tuple(zip(*t.x, strict=True))),
    ),
    **{
        name: OUTPUTS[name]
        for name in ("overwritten", "first_stays", "largest_stays", "averaged", "unscaled")
    },
    "side_by_side": OUTPUTS["side_by_side"]._replace(of=_tiled),
    "convolved": OUTPUTS["convolved"]._replace(of=_summed),
    "each_its_own": Misconception(
        N_(
            "each number is multiplied by the tap at its own place alone; it is multiplied by "
            "all of them"
        ),
        _met,
    ),
    "as_long_as_input": OUTPUTS["as_long_as_input"]._replace(
        text=N_("the output is as large as the input; it reaches to the last stamp's end"),
        of=lambda t: [list(line[: len(t.x[0])]) for line in t.y[: len(t.x)]],
    ),
    "appended_zeros": OUTPUTS["appended_zeros"],
    "output_padding_ignored": OUTPUTS["output_padding_ignored"]._replace(
        text=N_("output_padding does nothing; it moves the lower and the right edge of the window")
    ),
    "padding_ignored": OUTPUTS["padding_ignored"]._replace(
        text=N_("padding does nothing; it cuts rows and columns off at both ends")
    ),
}
