"""The view by phases: every stride-th place is made by taps of its own."""

from ..language import tr
from ..number_format import number
from ..phases import taps_of_phases
from ..trace import Trace
from .scene import Row, Scene, input_mark, product_mark, tap_mark, with_output


def phases(trace: Trace) -> Scene:
    (layer,), (columns,) = trace.axes, trace.spans
    count = len(trace.x)
    inputs = tuple(input_mark(trace, (i,), columns.start + i, str(i)) for i in range(count))
    rows = [Row(tr("input"), marks=inputs)]
    for r, taps in enumerate(taps_of_phases(layer)):
        start = columns.start + r
        total = number(sum(trace.w[k] for k in taps))
        # Translators: the first two of the outputs that belong to a phase.
        places = tr(
            "places {first}, {second}, …",
            first=number(start),
            second=number(start + layer.stride),
        )
        if not taps:
            # Translators: stands before a row without numbers.
            rows.append(Row(tr("phase {phase}, sum 0: no tap", phase=r), places, height=0.6))
        for n, k in enumerate(taps):
            products = tuple(
                product_mark(trace, term, term.place[0])
                for term in trace.products[k :: len(trace.w)]
            )
            label = f"x·w[{k}]"
            if n == 0:
                # Translators: stands before a row of products; the tap is x·w[0], say, and the
                # sum that of the phase's taps.
                label = tr("phase {phase}, sum {sum}: {tap}", phase=r, sum=total, tap=label)
            marks = (tap_mark(trace, (k,), columns.start - 2), *products)
            height = 1.0 if len(trace.w) <= 4 else 0.8
            rows.append(Row(label, "" if n else places, marks, height=height))
    return with_output(trace, "phases", rows)
