"""The view with time running: an input arrives, and what lands before that needs the future."""

from ..language import tr
from ..trace import Trace
from .scene import (
    Mark,
    Row,
    Scene,
    Span,
    Tick,
    Told,
    input_mark,
    stamp,
    starts_at,
    sums,
    tap_mark,
    times_kernel,
    with_output,
)


def time(trace: Trace) -> Scene:
    """Output n stands at column n, and an input where it arrives: at a multiple of the stride."""
    (layer,), (columns,), count = trace.axes, trace.spans, len(trace.x)
    arrives = [i * layer.stride for i in range(count)]
    kernel = [tap_mark(trace, (k,), columns.start + k, str(k)) for k in range(len(trace.w))]
    given = [input_mark(trace, (i,), arrives[i], str(i)) for i in range(count)]
    begun = tuple(map(Tick, arrives, range(count)))
    rows = [
        Row(tr("kernel"), marks=tuple(kernel), height=0.8),
        # Translators: stands before the inputs, in a picture: each stands where it arrives.
        Row(tr("input"), tr("when it arrives"), tuple(given), ticks=begun),
    ]
    rows += [
        Row(
            times_kernel(x),
            starts_at(layer.place(i, 0)),
            stamp(trace, i),
            ticks=(begun[i]._replace(ends=True),),
            height=1.0 if count <= 6 else 0.8,
        )
        for i, x in enumerate(trace.x)
    ]
    laid = with_output(trace, "time", [*rows, sums(trace)])
    marked = [
        row._replace(marks=tuple(_seen(trace, mark) for mark in row.marks)) for row in laid.rows
    ]
    return laid._replace(rows=(*marked, *_clock(trace)))


def due(trace: Trace, place: int) -> int:
    """The input that arrives last before an output is due, or with it."""
    return place // trace.axes[0].stride


def needed(trace: Trace, place: int) -> int | None:
    """The last input that an output is made of; None where nothing lands."""
    return max((i for i, _ in trace.terms((place,))), default=None)


def is_early(trace: Trace, place: int) -> bool:
    """Whether something lands on a place whose input has not arrived when the place is due."""
    last = needed(trace, place)
    return last is not None and last > due(trace, place)


def early(trace: Trace) -> list[int]:
    """The outputs that need an input from the future."""
    return [place for place in range(trace.size[0]) if is_early(trace, place)]


def unfinished(trace: Trace) -> range:
    """The outputs on which the next input's stamp would land."""
    (layer,), (size,) = trace.axes, trace.size
    return range(max(0, layer.place(len(trace.x), 0)), size)


def _seen(trace: Trace, mark: Mark) -> Mark:
    """A mark as one sees it with time running."""
    if mark.look == "cut" or mark.kind not in "psy":
        return mark
    if mark.kind == "p":
        (i,), place = mark.of[0], mark.column
        return mark._replace(look="early") if place < i * trace.axes[0].stride else mark
    return mark._replace(look="early") if is_early(trace, mark.of[0][0]) else mark


def _clock(trace: Trace) -> list[Row]:
    """Under the output: which input it is due with, which it needs, and what is not final yet."""
    (size,) = trace.size
    # Translators: stands before a row of numbers of inputs: with which of them an output is due.
    rows = [Row(tr("due with input"), told=tuple(Told(n, str(due(trace, n))) for n in range(size)))]
    last = [needed(trace, n) for n in range(size)]
    needs = tuple(
        Told(n, "–" if i is None else str(i), strong=i is not None and i > due(trace, n))
        for n, i in enumerate(last)
    )
    # Translators: stands before a row of numbers of inputs: the last one that an output needs.
    rows.append(Row(tr("needs input"), told=needs))
    if open_ := unfinished(trace):
        # Translators: outputs that the next input can still change; the room is narrow.
        span = Span(open_.start, open_.stop, "", tr("not final yet"))
        rows.append(Row(spans=(span,)))
    if found := early(trace):
        # Translators: numbers of outputs, beside the mark that they wear.
        told = tr(
            "needs an input that has not arrived: {count} of {all} outputs",
            count=len(found),
            all=size,
        )
        rows.append(Row(key=told))
    return [row._replace(part="output") for row in rows]
