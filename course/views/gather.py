"""Gather knows the view from the output: above each place, the products that meet on it."""

from ..language import tr
from ..trace import Trace
from .scene import Mark, Row, Scene, inputs, outputs, scene, window


def gather(trace: Trace) -> Scene:
    depth = max(len(trace.at(place)) for place in trace.columns)
    stacks = [
        Row(
            # Translators: stands before rows of products; those in a column are added up.
            tr("terms") if level == 0 else "",
            "x[i]·w[k]" if level == 0 else "",
            marks=tuple(
                Mark(
                    f"p{term.i}.{term.k}",
                    place,
                    term.value,
                    term.i,
                    "kept" if trace.keeps(place) else "cut",
                    f"x{term.i}·w{term.k}",
                    ((term.i, term.k),),
                )
                for place in trace.columns
                if len(terms := trace.at(place)) >= depth - level
                for term in (terms[level - depth],)
            ),
        )
        for level in range(depth)
    ]
    return scene(trace, "gather", [inputs(trace), *stacks, window(trace), outputs(trace)])
