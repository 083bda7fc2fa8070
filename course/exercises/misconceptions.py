"""The wrong ideas that readers have: what each makes of a layer, and the words that meet it.

A wrong idea about outputs takes a trace and returns the row that it leads to, or None where it has
nothing to say. One about sizes takes a layer and an input size and returns a size, one about zeros
inserted a row and a stride and returns a row.
"""

from collections.abc import Callable, Iterable
from itertools import product
from operator import contains
from typing import Any, NamedTuple

from ..axes import Ints, parameters_of
from ..language import N_, tr
from ..layer import IllegalLayer
from ..number_format import Number
from ..trace import Trace
from ..values import Place, Values, element, flat, lists, nested, shape

Numbers = list[Any]
"""A row of numbers, or rows of them."""


class Misconception(NamedTuple):
    """``text`` goes on after "This is what you get if"."""

    text: str
    of: Callable[..., Any]


class Idea(NamedTuple):
    """A wrong idea in one exercise: its name there, its text, and the answer that it leads to.

    Of an exercise that asks for a function, the answer is what it returns, as a function of a case.
    """

    name: str
    text: str
    answer: Any


def got_if(idea: str) -> str:
    """The sentence that meets a wrong idea, given in English words as the tables hold it."""
    # Translators: {idea} is a wrong idea and, behind a semicolon, what is so instead.
    return tr("This is what you get if {idea}.", idea=tr(idea))


def idea_behind(ideas: Iterable[Idea], given: Any) -> Idea | None:
    """The first idea that leads to an answer, or None."""
    return next((idea for idea in ideas if idea.answer == given), None)


def _with(trace: Trace, x: Values = (), w: Values = (), **changed: int) -> Numbers | None:
    """What other numbers or parameters would make, or None where these are not legal."""
    x, w = x or trace.x, w or trace.w
    parameters: dict[str, Ints] = {**parameters_of(trace.axes), **changed}
    try:
        return lists(Trace.of(x, w, dimensions=len(trace.axes), **parameters).y)
    except IllegalLayer:
        return None


def _turned(trace: Trace) -> Values:
    """The kernel turned round along each axis."""
    return nested(flat(trace.w)[::-1], shape(trace.w))


def _output(trace: Trace, of: Callable[[Place], Number]) -> Numbers:
    """What each place of the output holds."""
    return lists(nested([of(place) for place in product(*map(range, trace.size))], trace.size))


def _overwritten(trace: Trace) -> Numbers:
    return _output(trace, lambda at: trace.at(at)[-1].value if trace.at(at) else 0)


def _unscaled(trace: Trace) -> Numbers | None:
    return _with(trace, x=nested([int(x != 0) for x in flat(trace.x)], shape(trace.x)))


def _appended(trace: Trace) -> Numbers:
    def kept(at: Place) -> Number:
        return 0 if any(map(contains, trace.gained, at)) else element(trace.y, at)

    return _output(trace, kept)


def _uncut(trace: Trace) -> Numbers:
    return list(trace.sums.values())


def _shifted(trace: Trace, more: int = 0) -> Numbers:
    """The window moved to the left by output_padding."""
    (layer,), (size,) = trace.axes, trace.size
    start, stop = -layer.output_padding, size + (more - 1) * layer.output_padding
    return [trace.sums.get((place,), 0) for place in range(start, stop)]


def _padding_adds(trace: Trace) -> Numbers:
    (layer,) = trace.axes
    zeros: Numbers = [0] * layer.padding
    return [*zeros, *_uncut(trace), *zeros, *([0] * layer.output_padding)]


def _closed(trace: Trace) -> Numbers:
    """The output without the zeros in its gaps."""
    return [value for place, value in enumerate(trace.y) if trace.at((place,))]


OUTPUTS = {
    "unflipped": Misconception(
        N_("the kernel slides over the stretched input as it stands; stamping turns it round"),
        lambda t: _with(t, w=_turned(t)),
    ),
    "stamped": Misconception(
        N_("the kernel is stamped as it stands; sliding it stamps it turned round"),
        lambda t: _with(t, w=_turned(t)),
    ),
    "overwritten": Misconception(
        N_("a later stamp replaces an earlier one; where they overlap, they add up"), _overwritten
    ),
    "side_by_side": Misconception(
        N_("stamps lie one behind the other; each starts stride cells after the one before"),
        lambda t: [term.value for term in t.products],
    ),
    "unscaled": Misconception(
        N_("every stamp is the kernel itself; each one is multiplied by its input"),
        _unscaled,
    ),
    "swapped": Misconception(
        N_("the input is stamped for each tap; it is the kernel that is stamped for each input"),
        lambda t: _with(t, x=t.w, w=t.x),
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
        lambda t: _with(t, stride=t.axes[0].stride + 1),
    ),
    "stride_too_narrow": Misconception(
        N_("stamps start one cell too early; from start to start it is stride cells"),
        lambda t: _with(t, stride=t.axes[0].stride - 1) if t.axes[0].stride > 1 else None,
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
        lambda t: _with(t, dilation=t.axes[0].dilation + 1),
    ),
    "stride_for_dilation": Misconception(
        N_(
            "stride and dilation change places; stride moves the stamps, dilation spreads their "
            "taps"
        ),
        lambda t: _with(t, stride=t.axes[0].dilation, dilation=t.axes[0].stride),
    ),
    "padding_adds": Misconception(
        N_("padding adds cells; it cuts them off, padding cells at each end"), _padding_adds
    ),
    "padding_ignored": Misconception(
        N_("padding does nothing; it cuts padding cells off each end"),
        lambda t: _with(t, padding=0),
    ),
    "padding_left_only": Misconception(
        N_("padding cuts at the left end only; it cuts at both, padding cells each"),
        lambda t: _uncut(t)[2 * t.axes[0].padding :],
    ),
    "padding_right_only": Misconception(
        N_("padding cuts at the right end only; it cuts at both, padding cells each"),
        lambda t: _uncut(t)[: -2 * t.axes[0].padding or None],
    ),
    "padding_once": Misconception(
        N_("padding 1 cuts one cell in all; it cuts one at each end"),
        lambda t: _uncut(t)[t.axes[0].padding :],
    ),
    "appended_zeros": Misconception(
        N_("output_padding appends zeros; it first gives back what padding had cut"), _appended
    ),
    "output_padding_ignored": Misconception(
        N_("output_padding does nothing; it moves the right end of the window outwards"),
        lambda t: _with(t, output_padding=0),
    ),
    "at_the_left": Misconception(
        N_("output_padding gives back at the left; it does so at the right end only"), _shifted
    ),
    "pads_swapped": Misconception(
        N_("begin and end change places; the first of the two cuts at the beginning"), _shifted
    ),
    "at_both_ends": Misconception(
        N_("output_padding gives back at both ends; it does so at the right one only"),
        lambda t: _shifted(t, more=1),
    ),
}

PLANES = {
    "unflipped": OUTPUTS["unflipped"]._replace(
        text=N_(
            "the kernel slides over the stretched input as it stands; it has to be turned round, "
            "both ways"
        )
    ),
    "mirrored": Misconception(
        N_("the kernel is turned round along its rows alone; it has to be, along both axes"),
        lambda t: _with(t, w=tuple(line[::-1] for line in t.w)),
    ),
    "overwritten": OUTPUTS["overwritten"],
    "unscaled": OUTPUTS["unscaled"],
    "appended_zeros": OUTPUTS["appended_zeros"],
    "output_padding_ignored": OUTPUTS["output_padding_ignored"]._replace(
        text=N_("output_padding does nothing; it moves the lower and the right edge of the window")
    ),
    "padding_ignored": OUTPUTS["padding_ignored"]._replace(
        text=N_("padding does nothing; it cuts rows and columns off at both ends")
    ),
}

SIZES = {
    "times_stride": Misconception(
        N_("a stride multiplies the size; only each further input adds stride cells"),
        lambda layer, n: n * layer.stride,
    ),
    "conv_formula": Misconception(
        N_("the convolution's formula is used; this layer runs the other way"),
        lambda layer, n: (n + 2 * layer.padding - layer.full_size(1)) // layer.stride + 1,
    ),
    "padding_adds": Misconception(
        N_("padding adds cells; it cuts them, so it is subtracted twice"),
        lambda layer, n: layer.full_size(n) + 2 * layer.padding + layer.output_padding,
    ),
    "padding_once": Misconception(
        N_("padding is subtracted once; it cuts at both ends"),
        lambda layer, n: layer.full_size(n) - layer.padding + layer.output_padding,
    ),
    "every_input": Misconception(
        N_("every input adds stride cells; the first one has no stride in front of it"),
        lambda layer, n: layer.output_size(n) + layer.stride,
    ),
    "fence_post": Misconception(
        N_("the last 1 of the formula is forgotten; from cell 0 to cell n there are n + 1"),
        lambda layer, n: layer.output_size(n) - 1,
    ),
    "whole_kernel": Misconception(
        N_("the whole kernel is added; its first tap lies on the stamp's start, so one less is"),
        lambda layer, n: layer.output_size(n) + layer.dilation,
    ),
}


def _behind(x: Numbers, zeros: int) -> Numbers:
    return [value for number in x for value in (number, *([0] * zeros))]


STRETCHES = {
    "stride_zeros": Misconception(
        N_("stride zeros go between two neighbours; it is stride − 1"),
        lambda x, s: _behind(x, s)[:-s],
    ),
    "zeros_behind": Misconception(
        N_("zeros go behind the last element as well; they go between neighbours only"),
        lambda x, s: _behind(x, s - 1),
    ),
    "zeros_in_front": Misconception(
        N_("zeros go in front of every element; they go between neighbours only"),
        lambda x, s: _behind(x[::-1], s - 1)[::-1],
    ),
    "repeated": Misconception(
        N_("each element is repeated; zeros fill the places between"),
        lambda x, s: [v for v in x for _ in range(s)][: (len(x) - 1) * s + 1],
    ),
}
