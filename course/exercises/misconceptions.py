"""The wrong ideas that readers have: what each makes of a layer, and the words that meet it.

A wrong idea about outputs takes a trace and returns the row that it leads to, or None where it has
nothing to say. A wrong idea about sizes takes a layer and an input size and returns a size.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from ..language import N_, tr
from ..layer import IllegalLayer, Layer
from ..numbers import Number
from ..trace import Trace

Numbers = list[Number]


class Misconception(NamedTuple):
    """``text`` goes on after "This is what you get if"."""

    text: str
    of: Callable[[Trace], Numbers | None]


class SizeMisconception(NamedTuple):
    text: str
    of: Callable[[Layer, int], int]


def got_if(idea: str) -> str:
    """The sentence that meets a wrong idea, given in English words as the tables hold it."""
    # Translators: {idea} is a wrong idea and, behind a semicolon, what is so instead.
    return tr("This is what you get if {idea}.", idea=tr(idea))


def idea_behind(ideas: Iterable[tuple[str, Any]], given: Any) -> str:
    """The sentence that meets the first idea that leads to an answer; nothing if none does."""
    return next((got_if(text) for text, led_to in ideas if led_to == given), "")


def _with(trace: Trace, w: tuple[Number, ...] | None = None, **changed: int) -> Numbers | None:
    """What the same layer makes with other parameters, or None where they are not legal."""
    now = {**trace.layer.parameters, **changed}
    try:
        return list(Trace.of(trace.x, trace.w if w is None else w, **now).y)
    except IllegalLayer:
        return None


def _uncut(trace: Trace) -> Numbers:
    return list(trace.sums.values())


def _window(trace: Trace, start: int, size: int) -> Numbers:
    return [trace.sums.get(place, 0) for place in range(start, start + size)]


def _padding_adds(trace: Trace) -> Numbers:
    zeros: Numbers = [0] * trace.layer.padding
    return [*zeros, *_uncut(trace), *zeros, *([0] * trace.layer.output_padding)]


def _appended(trace: Trace) -> Numbers:
    added = trace.layer.output_padding
    return [*_window(trace, 0, trace.size - added), *([0] * added)]


def _overwritten(trace: Trace) -> Numbers:
    return [trace.at(p)[-1].value if trace.at(p) else 0 for p in range(trace.size)]


def _beside(trace: Trace) -> Numbers:
    return [term.value for term in trace.products]


def _closed(trace: Trace) -> Numbers:
    """The output without the zeros in its gaps."""
    return [value for place, value in enumerate(trace.y) if trace.at(place)]


def _swapped(trace: Trace) -> Numbers | None:
    try:
        return list(Trace.of(trace.w, trace.x, **trace.layer.parameters).y)
    except IllegalLayer:
        return None


def _left_only(trace: Trace) -> Numbers:
    return _uncut(trace)[2 * trace.layer.padding :]


def _right_only(trace: Trace) -> Numbers:
    return _uncut(trace)[: -2 * trace.layer.padding or None]


def _at_the_left(trace: Trace) -> Numbers:
    return _window(trace, -trace.layer.output_padding, trace.size)


OUTPUTS = {
    "unflipped": Misconception(
        N_("the kernel slides over the stretched input as it stands; stamping turns it round"),
        lambda t: _with(t, w=t.w[::-1]),
    ),
    "stamped": Misconception(
        N_("the kernel is stamped as it stands; sliding it stamps it turned round"),
        lambda t: _with(t, w=t.w[::-1]),
    ),
    "overwritten": Misconception(
        N_("a later stamp replaces an earlier one; where they overlap, they add up"), _overwritten
    ),
    "side_by_side": Misconception(
        N_("stamps lie one behind the other; each starts stride cells after the one before"),
        _beside,
    ),
    "unscaled": Misconception(
        N_("every stamp is the kernel itself; each one is multiplied by its input"),
        lambda t: list(
            Trace(tuple(1 if x else 0 for x in t.x), t.w, t.layer).y,
        ),
    ),
    "swapped": Misconception(
        N_("the input is stamped for each tap; it is the kernel that is stamped for each input"),
        _swapped,
    ),
    "stride_ignored": Misconception(
        N_("stamps move on by one cell; they move on by stride cells"),
        lambda t: _with(t, stride=1, output_padding=0),
    ),
    "stride_too_wide": Misconception(
        N_(
            "stride zeros go between two inputs; it is stride − 1, as the next input takes a cell "
            "too"
        ),
        lambda t: _with(t, stride=t.layer.stride + 1),
    ),
    "stride_too_narrow": Misconception(
        N_("stamps start one cell too early; from start to start it is stride cells"),
        lambda t: _with(t, stride=t.layer.stride - 1) if t.layer.stride > 1 else None,
    ),
    "gaps_closed": Misconception(
        N_("cells that no stamp reaches are left out; they stay, and hold 0"), _closed
    ),
    "dilation_ignored": Misconception(
        N_("the taps lie side by side; from tap to tap it is dilation cells"),
        lambda t: _with(t, dilation=1),
    ),
    "dilation_too_wide": Misconception(
        N_(
            "dilation cells lie between two taps; it is dilation − 1, as the next tap takes one too"
        ),
        lambda t: _with(t, dilation=t.layer.dilation + 1),
    ),
    "stride_for_dilation": Misconception(
        N_(
            "stride and dilation change places; stride moves the stamps, dilation spreads their "
            "taps"
        ),
        lambda t: _with(t, stride=t.layer.dilation, dilation=t.layer.stride),
    ),
    "padding_adds": Misconception(
        N_("padding adds cells; it cuts them off, padding cells at each end"), _padding_adds
    ),
    "padding_ignored": Misconception(
        N_("padding does nothing; it cuts padding cells off each end"),
        lambda t: _window(t, -t.layer.padding, len(t.sums) + t.layer.output_padding),
    ),
    "padding_left_only": Misconception(
        N_("padding cuts at the left end only; it cuts at both, padding cells each"), _left_only
    ),
    "padding_right_only": Misconception(
        N_("padding cuts at the right end only; it cuts at both, padding cells each"), _right_only
    ),
    "padding_once": Misconception(
        N_("padding 1 cuts one cell in all; it cuts one at each end"),
        lambda t: _uncut(t)[t.layer.padding :],
    ),
    "appended_zeros": Misconception(
        N_("output_padding appends zeros; it first gives back what padding had cut"), _appended
    ),
    "output_padding_ignored": Misconception(
        N_("output_padding does nothing; it moves the right end of the window outwards"),
        lambda t: _window(t, 0, t.size - t.layer.output_padding),
    ),
    "at_the_left": Misconception(
        N_("output_padding gives back at the left; it does so at the right end only"), _at_the_left
    ),
    "pads_swapped": Misconception(
        N_("begin and end change places; the first of the two cuts at the beginning"), _at_the_left
    ),
    "at_both_ends": Misconception(
        N_("output_padding gives back at both ends; it does so at the right one only"),
        lambda t: _window(t, -t.layer.output_padding, t.size + t.layer.output_padding),
    ),
}

SIZES = {
    "times_stride": SizeMisconception(
        N_("a stride multiplies the size; only each further input adds stride cells"),
        lambda layer, n: n * layer.stride,
    ),
    "conv_formula": SizeMisconception(
        N_("the convolution's formula is used; this layer runs the other way"),
        lambda layer, n: (n + 2 * layer.padding - layer.full_size(1)) // layer.stride + 1,
    ),
    "padding_adds": SizeMisconception(
        N_("padding adds cells; it cuts them, so it is subtracted twice"),
        lambda layer, n: layer.full_size(n) + 2 * layer.padding + layer.output_padding,
    ),
    "padding_once": SizeMisconception(
        N_("padding is subtracted once; it cuts at both ends"),
        lambda layer, n: layer.full_size(n) - layer.padding + layer.output_padding,
    ),
    "every_input": SizeMisconception(
        N_("every input adds stride cells; the first one has no stride in front of it"),
        lambda layer, n: layer.output_size(n) + layer.stride,
    ),
    "fence_post": SizeMisconception(
        N_("the last 1 of the formula is forgotten; from cell 0 to cell n there are n + 1"),
        lambda layer, n: layer.output_size(n) - 1,
    ),
    "whole_kernel": SizeMisconception(
        N_("the whole kernel is added; its first tap lies on the stamp's start, so one less is"),
        lambda layer, n: layer.output_size(n) + layer.dilation,
    ),
}


def _behind(x: Numbers, zeros: int) -> Numbers:
    return [value for number in x for value in (number, *([0] * zeros))]


STRETCHES: dict[str, tuple[str, Callable[[Numbers, int], Numbers]]] = {
    "stride_zeros": (
        N_("stride zeros go between two neighbours; it is stride − 1"),
        lambda x, s: _behind(x, s)[:-s],
    ),
    "zeros_behind": (
        N_("zeros go behind the last element as well; they go between neighbours only"),
        lambda x, s: _behind(x, s - 1),
    ),
    "zeros_in_front": (
        N_("zeros go in front of every element; they go between neighbours only"),
        lambda x, s: _behind(x[::-1], s - 1)[::-1],
    ),
    "repeated": (
        N_("each element is repeated; zeros fill the places between"),
        lambda x, s: [v for v, _ in pairwise([*x, 0]) for _ in range(s)][: (len(x) - 1) * s + 1],
    ),
}
