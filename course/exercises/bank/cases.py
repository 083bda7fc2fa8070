"""The cases on which a reader's function is tried, and what PyTorch makes of them."""

from collections.abc import Callable, Sequence
from itertools import product
from random import Random
from typing import Any

from ...extras import needed
from ...layer import IllegalLayer, Layer
from ...trace import Trace
from ..misconceptions import OUTPUTS

Case = dict[str, Any]
X, W = [1, 2, 3, -1], [1, 1, 3, 2]
# Fractions are sums of halves, so that no way of computing rounds them, in 32 bits either. All are
# floats: a tensor of whole numbers meets none of floats.
NUMBERS = (0.0, 1.0, 3.0, -1.0, -2.0, 12.0, -7.0, 0.5, -0.5, 1.25, -2.75, 4.5)


def layer_cases(**parameters: Sequence[int]) -> list[Case]:
    """Small inputs and kernels under all legal parameters, the smallest first, then varied ones."""

    def drawn(random: Random) -> Case:
        further = {
            name: random.randint(min(values), 3 * max(values))
            for name, values in parameters.items()
        }
        return {"x": [0] * random.randint(1, 9), "w": [0] * random.randint(1, 7), **further}

    small = [
        {"x": X[:length], "w": W[:taps], **dict(zip(parameters, chosen, strict=True))}
        for length, taps in product((1, 2, 3), (1, 2, 3))
        for chosen in product(*parameters.values())
    ]
    return [*sorted(filter(legal, small), key=size_of), *varied(drawn, legal)]


def varied(drawn: Callable[[Random], Case], fits: Callable[[Case], bool] = bool) -> list[Case]:
    """Cases in which nothing is so by accident, the smallest first.

    drawn: makes a case, with any numbers in its lists, that go beyond what is shown elsewhere.
    fits: whether to take it. Each comes twice, with other numbers: what a function remembers of the
    first is wrong for the second.
    """
    random = Random(0)
    cases: list[Case] = []
    while len(cases) < 60:
        case = drawn(random)
        if fits(case):
            cases += [filled(random, case), filled(random, case)]
    return sorted(cases, key=size_of)


def filled(random: Random, case: Case) -> Case:
    """The case with other numbers in its lists."""

    def other(value: Any) -> Any:
        return list(map(other, value)) if isinstance(value, list) else random.choice(NUMBERS)

    return {name: other(v) if isinstance(v, list) else v for name, v in case.items()}


def by_name(of: Callable[..., Any]) -> Callable[[Case], Any]:
    """A function of a case's values, as a function of the case."""
    return lambda case: of(**case)


def size_of(case: Case) -> int:
    """How many numbers the case has in its lists, and its parameters added to that."""
    return sum(_count(v) if isinstance(v, list) else v for v in case.values())


def _count(value: Any) -> int:
    return sum(map(_count, value)) if isinstance(value, list) else 1


def parameters_of(case: Case) -> dict[str, int]:
    return {name: value for name, value in case.items() if name not in ("x", "w")}


def legal(case: Case) -> bool:
    try:
        Layer(len(case["w"]), **parameters_of(case)).output_size(len(case["x"]))
    except IllegalLayer:
        return False
    return True


def trace_of(case: Case) -> Trace:
    return Trace.of(case["x"], case["w"], **parameters_of(case))


def torch_output(case: Case) -> list[float]:
    """What ``torch.nn.functional.conv_transpose1d`` makes of the case."""
    torch = needed("torch")

    x, w = (torch.tensor(case[name], dtype=torch.float64)[None, None] for name in ("x", "w"))
    row: list[float] = torch.nn.functional.conv_transpose1d(x, w, **parameters_of(case))[
        0, 0
    ].tolist()
    return row


# As written without a product, so that a zero stamps the kernel too.
UNSCALED = OUTPUTS["unscaled"]._replace(
    of=lambda case: torch_output({**case, "x": [1] * len(case["x"])})
)
Numbers2d = list[list[float]]


def torch_output2d(case: Case) -> Numbers2d:
    """What ``torch.nn.functional.conv_transpose2d`` makes of the case."""
    torch = needed("torch")

    x, w = (torch.tensor(case[name], dtype=torch.float64)[None, None] for name in ("x", "w"))
    rows: list[list[float]] = torch.nn.functional.conv_transpose2d(x, w, **parameters_of(case))[
        0, 0
    ].tolist()
    return rows
