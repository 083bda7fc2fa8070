"""The view as a matrix product: each column is one stamp, each row makes one output."""

from ..language import tr
from ..trace import Trace
from ..trimmed import trim_of
from .scene import Look, Mark, Row, Scene, input_mark, scene, sum_mark


def matrix(trace: Trace) -> Scene:
    behind = len(trace.x) + 1
    # Translators: stand before a row of the matrix whose output is cut away.
    padding_cuts = tr("padding cuts") if trim_of(trace.axes[0]) == (0, 0) else tr("cut")
    rows = []
    (columns,) = trace.spans
    for r, place in enumerate(columns):
        met = {term.i[0]: term for term in trace.at((place,))}
        cut = not trace.keeps((place,))
        look: Look = "cut" if cut else "kept"
        cells = [
            Mark("p", ((i,), met[i].k), i, met[i].w, i, look, terms=((i, met[i].k[0]),))
            if i in met
            else Mark("o", ((place,), (i,)), i, 0, look="pale")
            for i in range(len(trace.x))
        ]
        factor, equals = ("·", "=") if r == 0 else ("", "")
        if r < len(trace.x):
            cells.append(input_mark(trace, (r,), behind)._replace(before=factor))
        total = sum_mark(trace, (place,), behind + 2, "s" if cut else "y")
        cells.append(total._replace(before=equals))
        rows.append(Row(padding_cuts if cut else f"y[{place}]", marks=tuple(cells), height=0.8))
    return scene(trace, "matrix", rows)
