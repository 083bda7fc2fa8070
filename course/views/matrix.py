"""Matrix knows the view as a product: each column is one stamp, each row makes one output."""

from ..language import tr
from ..trace import Trace
from .scene import Mark, Row, Scene, Word, input_mark, met, scene


def matrix(trace: Trace) -> Scene:
    behind = len(trace.x) + 1
    # Translators: stands before a row of the matrix whose output is cut away.
    padding_cuts = tr("padding cuts")
    rows = []
    for r, place in enumerate(trace.columns):
        taps = {term.i: term.k for term in trace.at(place)}
        terms = met(trace, place)
        cut = not trace.keeps(place)
        cells = [
            Mark(
                f"p{i}.{taps[i]}",
                i,
                trace.w[taps[i]],
                i,
                "cut" if cut else "kept",
                terms=((i, taps[i]),),
            )
            if i in taps
            else Mark(f"o{place}.{i}", i, 0, look="pale")
            for i in range(len(trace.x))
        ]
        if r < len(trace.x):
            cells.append(input_mark(trace, r, behind)._replace(note=""))
        cells.append(
            Mark(f"s{place}", behind + 2, trace.sums.get(place, 0), look="cut", terms=terms)
            if cut
            else Mark(f"y{place}", behind + 2, trace.y[place], look=trace.state(place), terms=terms)
        )
        words = (Word(behind, "·"), Word(behind + 2, "=")) if r == 0 else ()
        name = padding_cuts if cut else f"y[{place}]"
        rows.append(Row(name, marks=tuple(cells), words=words, height=0.8))
    return scene(trace, "matrix", rows)
