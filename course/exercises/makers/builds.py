"""Makes the exercises that ask for a function of one layer with given numbers."""

from random import Random

from ...language import tr
from ...number_format import row
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..spot import Case
from .drawing import kernel

INPUTS = ([1], [2, 1], [1, 0, 2], [3, -1, 2, 1], [0.5, 0, -2], [4, 1, 5, -3, 2, 2, 7], [-1.5, 1, 0])


def one_layer(random: Random) -> tuple[str, Exercise]:
    w, stride = kernel(random, 3), random.choice((1, 2))

    def trace(case: Case) -> Trace:
        return Trace.of(case["x"], w, stride=stride)

    prompt = tr(
        "Write stamps(x), which returns what the kernel {w} with stride {stride} makes of a row x.",
        w=row(w),
        stride=stride,
    )
    ideas = ("unflipped", "overwritten", "side_by_side", "unscaled")
    return prompt, Build(
        signature="stamps(x)",
        cases=lambda: [{"x": list(x)} for x in INPUTS],
        expected=lambda case: list(trace(case).y),
        trace=trace,
        ideas=ideas if stride == 1 else (*ideas, "stride_ignored"),
        code=f"""
def stamps(x):
    w, stride = {row(w)}, {stride}
    y = [0] * ((len(x) - 1) * stride + len(w))
    for i in range(len(x)):
        for k in range(len(w)):
            y[i * stride + k] += x[i] * w[k]
    return y
""",
        hints=(
            tr("Two things depend on the stride: how long y is, and where a product lands."),
            tr("Stamp i starts at i·{stride}.", stride=stride),
            tr("The stamp of x[i] is {w}, each tap times x[i].", w=row(w)),
        ),
        why=tr("The stride says where each stamp starts, and nothing else."),
    )


MAKERS = {"write": ("stride", one_layer)}
