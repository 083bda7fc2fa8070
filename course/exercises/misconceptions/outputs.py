"""Wrong ideas about outputs: of a trace, the row that each leads to.

Those about the kernel and about overlaps serve two dimensions as well.
"""

from collections.abc import Callable, Sequence

from ...language import N_
from ...layer import IllegalLayer
from ...number_format import Number
from ...trace import Trace
from ...values import Values, flat, nested, shape
from .idea import Misconception, Numbers
from .other import of_output, with_other
from .windows import OUTPUT_PADDING, PADDING, window


def _turned(trace: Trace) -> Values:
    """The kernel turned round along each axis."""
    return nested(flat(trace.w)[::-1], shape(trace.w))


def _overlapping(of: Callable[[Sequence[Number]], Number]) -> Callable[[Trace], Numbers]:
    """What stands where stamps meet is made of all their numbers, the first stamp's first."""

    def made(trace: Trace) -> Numbers:
        return of_output(trace, lambda place: of([term.value for term in trace.at(place)] or [0]))

    return made


def _last_seen(values: Sequence[Number]) -> Number:
    """The last number that is no 0, which a cell doesn't show."""
    return next((value for value in reversed(values) if value), 0)


def _unscaled(trace: Trace) -> Numbers | None:
    return with_other(trace, x=nested([int(x != 0) for x in flat(trace.x)], shape(trace.x)))


def _zero_skipped(trace: Trace) -> Numbers | None:
    return with_other(trace, x=tuple(x for x in trace.x if x))


def _repeated(trace: Trace) -> Numbers | None:
    stride = trace.axes[0].stride
    return with_other(trace, x=tuple(x for x in trace.x for _ in range(stride)), stride=1)


def _at_stride(trace: Trace, stride: int) -> Numbers | None:
    """What another stride would make; output_padding still counts where it is no longer legal."""
    (layer,) = trace.axes
    other = {"stride": stride, "padding": layer.padding, "dilation": layer.dilation}
    try:
        return window(Trace.of(trace.x, trace.w, **other), 0, layer.output_padding)
    except IllegalLayer:
        return None


def _at_stride_1(trace: Trace) -> Numbers:
    return _at_stride(trace, 1) or []


def _moved_apart(trace: Trace) -> Numbers:
    """The output of stride 1 with zeros between its numbers."""
    stride, row = trace.axes[0].stride, _at_stride_1(trace)
    return [y for value in row for y in (value, *[0] * (stride - 1))][: 1 - stride or None]


def _convolved(trace: Trace) -> Numbers:
    """A convolution's windows; the shorter row slides over the longer."""
    (layer,) = trace.axes
    zeros = [0] * layer.padding
    long, short = [*zeros, *trace.x, *zeros], list(trace.w)
    if len(long) < len(short):
        long, short = short, long
    starts = range(0, len(long) - len(short) + 1, layer.stride)
    return [sum(a * b for a, b in zip(long[at:], short, strict=False)) for at in starts]


def _closed(trace: Trace) -> Numbers:
    """The output without the zeros in its gaps."""
    return [value for place, value in enumerate(trace.y) if trace.at((place,))]


def _taps_repeated(trace: Trace) -> Numbers | None:
    dilation = trace.axes[0].dilation
    return with_other(trace, w=tuple(tap for tap in trace.w for _ in range(dilation)), dilation=1)


def _dilated_behind(trace: Trace) -> Numbers:
    return [*trace.y, *[0] * (trace.axes[0].dilation - 1)]


STAMPS = {
    "turned": Misconception(
        N_("each stamp is written backwards; it begins with the kernel's first number"),
        lambda t: with_other(t, w=_turned(t)),
    ),
    "unflipped": Misconception(
        N_(
            "the kernel slides over the stretched input as it stands; to slide, it has to be "
            "turned round"
        ),
        lambda t: with_other(t, w=_turned(t)),
    ),
    "stamped": Misconception(
        N_("the kernel is stamped as it stands; a kernel that slides stamps itself turned round"),
        lambda t: with_other(t, w=_turned(t)),
    ),
    "overwritten": Misconception(
        N_("a later stamp replaces an earlier one; where they overlap, they add up"),
        _overlapping(lambda values: values[-1]),
    ),
    "covered": Misconception(
        N_(
            "a stamp covers what lies under it, and zeros cover nothing; where stamps overlap, "
            "they add up"
        ),
        _overlapping(_last_seen),
    ),
    "first_stays": Misconception(
        N_("the first stamp stays where another one comes; where they overlap, they add up"),
        _overlapping(lambda values: values[0]),
    ),
    "largest_stays": Misconception(
        N_("the largest number stays where stamps overlap; they add up there"),
        _overlapping(lambda values: max(0, *values)),
    ),
    "averaged": Misconception(
        N_("stamps are averaged where they overlap; they add up there"),
        _overlapping(lambda values: sum(values) / len(values)),
    ),
    "unscaled": Misconception(
        N_("every stamp is the kernel itself; each one is multiplied by its number"), _unscaled
    ),
}

STARTS = {
    "side_by_side": Misconception(
        N_("stamps lie end to end; they start closer together, and overlap"),
        lambda t: [term.value for term in t.products],
    ),
    "one_place": Misconception(
        N_("all stamps lie on the same cells; each starts further right than the one before"),
        lambda t: [sum(t.x) * tap for tap in t.w],
    ),
    "stride_ignored": Misconception(
        N_("stamps move on by one cell; they move on by stride cells"),
        lambda t: _at_stride(t, 1),
    ),
    "stride_too_wide": Misconception(
        N_(
            "the distance between stamps is taken for the cells between two starts; it is "
            "counted from start to start"
        ),
        lambda t: _at_stride(t, t.axes[0].stride + 1),
    ),
    "stride_too_narrow": Misconception(
        N_("stamps start one cell too early; from start to start it is stride cells"),
        lambda t: _at_stride(t, t.axes[0].stride - 1),
    ),
    "cells_skipped": Misconception(
        N_(
            "only every stride-th cell is kept, as a convolution does; here the stride moves the "
            "stamps apart"
        ),
        lambda t: _at_stride_1(t)[:: t.axes[0].stride],
    ),
    "moved_apart": Misconception(
        N_("the stride moves the output's numbers apart; it moves the stamps apart"), _moved_apart
    ),
    "repeated": Misconception(
        N_(
            "each number stamps stride times; it stamps once, and the next one stamps stride "
            "cells further on"
        ),
        _repeated,
    ),
    "zero_skipped": Misconception(
        N_("a 0 is skipped; its stamp is all zeros, and the next stamp still starts further right"),
        _zero_skipped,
    ),
    "swapped": Misconception(
        N_(
            "input and kernel change places; it is the kernel that is stamped, once for each "
            "input number"
        ),
        lambda t: with_other(t, x=t.w, w=t.x),
    ),
    "reversed": Misconception(
        N_("the row is read from its end; its first number makes the first stamp"),
        lambda t: with_other(t, x=t.x[::-1]),
    ),
    "convolved": Misconception(
        N_(
            "input and kernel are multiplied number by number and summed up; each number stamps "
            "the whole kernel"
        ),
        _convolved,
    ),
}

SPREADS = {
    "gaps_closed": Misconception(
        N_("cells that no stamp reaches are left out; they stay, and hold 0"), _closed
    ),
    "dilation_ignored": Misconception(
        N_("the taps lie side by side; from tap to tap it is dilation cells"),
        lambda t: with_other(t, dilation=1),
    ),
    "dilation_too_wide": Misconception(
        N_(
            "dilation cells lie between two taps; there are dilation − 1, as the next tap "
            "takes one too"
        ),
        lambda t: with_other(t, dilation=t.axes[0].dilation + 1),
    ),
    "stride_for_dilation": Misconception(
        N_(
            "stride and dilation change places; stride moves the stamps, dilation spreads their "
            "taps"
        ),
        lambda t: with_other(t, stride=t.axes[0].dilation, dilation=t.axes[0].stride),
    ),
    "dilated_starts": Misconception(
        N_("dilation moves the stamps apart as well; it only spreads the taps of each"),
        lambda t: with_other(t, stride=t.axes[0].stride * t.axes[0].dilation),
    ),
    "dilation_for_stride": Misconception(
        N_("dilation is the distance between stamps; it is the distance between the taps of each"),
        lambda t: with_other(t, stride=t.axes[0].dilation, dilation=1),
    ),
    "dilated_behind": Misconception(
        N_("zeros follow the last tap as well; they go between taps only"), _dilated_behind
    ),
    "taps_repeated": Misconception(
        N_("each tap is repeated; zeros lie between the taps"), _taps_repeated
    ),
}

LENGTHS = {
    "times_stride": Misconception(
        N_("the output is stride times as long as the input; it reaches to the last stamp's end"),
        lambda t: list(t.y[: len(t.x) * t.axes[0].stride]),
    ),
    "as_long_as_input": Misconception(
        N_("the output is as long as the input; it reaches to the last stamp's end"),
        lambda t: list(t.y[: len(t.x)]),
    ),
    "last_dropped": Misconception(
        N_("the output ends too early; it reaches to the last stamp's end"),
        lambda t: list(t.y[:-1]),
    ),
    "zero_appended": Misconception(
        N_("a 0 follows the last stamp; the output ends with that stamp"), lambda t: [*t.y, 0]
    ),
    "overlaps_named": Misconception(
        N_(
            "the answer names the cells where stamps overlap; all numbers of the output are "
            "asked for"
        ),
        lambda t: [at for at in range(*t.size) if len(t.at((at,))) > 1],
    ),
}

OUTPUTS = {**STAMPS, **STARTS, **SPREADS, **PADDING, **OUTPUT_PADDING, **LENGTHS}
