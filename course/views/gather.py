"""The view from the output: above each place, the products that meet on it."""

from ..language import tr
from ..trace import Trace
from .scene import Row, Scene, inputs, product_mark, with_output


def gather(trace: Trace) -> Scene:
    (columns,) = trace.spans
    met = {place: trace.at((place,)) for place in columns}
    depth = max(map(len, met.values()))
    stacks = [
        Row(
            # Translators: stands before rows of products; those in a column are added up.
            tr("terms") if level == 0 else "",
            "x[i]·w[k]" if level == 0 else "",
            marks=tuple(
                product_mark(trace, term, place, f"x{term.i[0]}·w{term.k[0]}")
                for place, terms in met.items()
                if len(terms) >= depth - level
                for term in (terms[level - depth],)
            ),
        )
        for level in range(depth)
    ]
    return with_output(trace, "gather", [inputs(trace), *stacks])
