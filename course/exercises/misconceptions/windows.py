"""Wrong ideas about padding and output_padding: of a trace along one axis, the row."""

from operator import contains

from ...language import N_
from ...trace import Trace
from ...values import element
from .idea import Misconception, Numbers
from .other import of_output, with_other


def _uncut(trace: Trace) -> Numbers:
    return list(trace.sums.values())


def window(trace: Trace, left: int, right: int) -> Numbers:
    """The output's window with its ends moved outwards by so many cells."""
    (layer,), (size,) = trace.axes, trace.size
    stop = size - layer.output_padding + right
    return [trace.sums.get((place,), 0) for place in range(-left, stop)]


def _cut(trace: Trace, left: int, right: int) -> Numbers:
    """All sums without as many at each end; output_padding moves the right end outwards."""
    (layer,) = trace.axes
    return window(trace, layer.padding - left, layer.padding - right + layer.output_padding)


def _adds(trace: Trace) -> Numbers:
    (layer,) = trace.axes
    zeros: Numbers = [0] * layer.padding
    return [*zeros, *_uncut(trace), *zeros, *([0] * layer.output_padding)]


def _around_the_input(trace: Trace) -> Numbers | None:
    zeros = (0,) * trace.axes[0].padding
    return with_other(trace, x=(*zeros, *trace.x, *zeros), padding=0)


def _off_the_input(trace: Trace) -> Numbers | None:
    padding = trace.axes[0].padding
    left = trace.x[padding : len(trace.x) - padding]
    return with_other(trace, x=left, padding=0) if left else None


def _zeroed(trace: Trace) -> Numbers:
    """The cells that padding cuts stay, and hold 0."""
    (layer,) = trace.axes
    zeros: Numbers = [0] * layer.padding
    return [*zeros, *trace.y, *zeros[layer.output_padding :]]


def _appended(trace: Trace) -> Numbers | None:
    if any(size < layer.output_padding for layer, size in zip(trace.axes, trace.size, strict=True)):
        return None  # Padding cuts more than there is, and what is left then is a matter of code.
    return of_output(
        trace, lambda at: 0 if any(map(contains, trace.gained, at)) else element(trace.y, at)
    )


def _without(trace: Trace) -> Numbers:
    return window(trace, 0, 0)


def _end_repeated(trace: Trace) -> Numbers:
    """The window with the last stamp's last number wherever it reaches beyond."""
    end = _uncut(trace)[-1]
    beyond = max(0, _extra(trace) - trace.axes[0].padding)
    return [*window(trace, 0, _extra(trace) - beyond), *[end] * beyond]


def _extra(trace: Trace) -> int:
    return trace.axes[0].output_padding


PADDING = {
    "padding_adds": Misconception(
        N_("padding adds cells; it cuts them off, padding cells at each end"), _adds
    ),
    "padding_ignored": Misconception(
        N_("padding does nothing; it cuts padding cells off each end"),
        lambda t: with_other(t, padding=0),
    ),
    "uncut": Misconception(
        N_(
            "nothing is cut; padding cuts both ends, and output_padding gives back cells at "
            "the right end only"
        ),
        _uncut,
    ),
    "padding_left_only": Misconception(
        N_("padding cuts at the left end only; it cuts padding cells off each end"),
        lambda t: _cut(t, t.axes[0].padding, 0),
    ),
    "padding_right_only": Misconception(
        N_("padding cuts at the right end only; it cuts padding cells off each end"),
        lambda t: _cut(t, 0, t.axes[0].padding),
    ),
    "all_cut_left": Misconception(
        N_("2·padding cells are cut off the left end; padding cells go at each end"),
        lambda t: _cut(t, 2 * t.axes[0].padding, 0),
    ),
    "all_cut_right": Misconception(
        N_("2·padding cells are cut off the right end; padding cells go at each end"),
        lambda t: _cut(t, 0, 2 * t.axes[0].padding),
    ),
    "padding_doubled": Misconception(
        N_("2·padding cells are cut off each end; only padding cells are"),
        lambda t: _cut(t, 2 * t.axes[0].padding, 2 * t.axes[0].padding),
    ),
    "padded_input": Misconception(
        N_("padding puts zeros around the input; it cuts cells off the output"), _around_the_input
    ),
    "input_cut": Misconception(
        N_("padding cuts numbers off the input; it cuts cells off the output"), _off_the_input
    ),
    "padding_zeroes": Misconception(
        N_("the cells that padding cuts become 0; they are removed"), _zeroed
    ),
}

OUTPUT_PADDING = {
    "appended_zeros": Misconception(
        N_("output_padding appends zeros; it first gives back what padding had cut"), _appended
    ),
    "output_padding_ignored": Misconception(
        N_("output_padding does nothing; it moves the right end of the window outwards"),
        lambda t: with_other(t, output_padding=0),
    ),
    "at_the_left": Misconception(
        N_("output_padding gives back at the left; it does so at the right end only"),
        lambda t: window(t, _extra(t), 0),
    ),
    "at_both_ends": Misconception(
        N_("output_padding gives back at both ends; it does so at the right end only"),
        lambda t: window(t, _extra(t), _extra(t)),
    ),
    "shared": Misconception(
        N_("both ends get half of output_padding; the right one gets all of it"),
        lambda t: window(t, _extra(t) // 2, _extra(t) // 2) if _extra(t) % 2 == 0 else None,
    ),
    "zeros_in_front": Misconception(
        N_("output_padding puts zeros in front; it gives back what was cut at the right end"),
        lambda t: [*[0] * _extra(t), *_without(t)],
    ),
    "zeros_at_both_ends": Misconception(
        N_("output_padding puts zeros at both ends; it gives back what was cut at the right end"),
        lambda t: [*[0] * _extra(t), *_without(t), *[0] * _extra(t)],
    ),
    "last_repeated": Misconception(
        N_("output_padding repeats the last number; it gives back what padding had cut"),
        lambda t: [*_without(t), *_without(t)[-1:] * _extra(t)],
    ),
    "end_repeated": Misconception(
        N_(
            "the last number is repeated beyond the stamps; no stamp reaches there, so those "
            "cells hold 0"
        ),
        _end_repeated,
    ),
    "nothing_beyond": Misconception(
        N_("output_padding only gives back what was cut; beyond the last stamp it adds zeros"),
        lambda t: _uncut(t)[t.axes[0].padding :],
    ),
    "output_padding_doubled": Misconception(
        N_("output_padding counts twice, as padding does; it counts once, at the right end"),
        lambda t: window(t, 0, 2 * _extra(t)),
    ),
    "pads_swapped": Misconception(
        N_("begin and end change places; the first of the two cuts at the beginning"),
        lambda t: window(t, _extra(t), 0),
    ),
}
