"""The cases on which a reader's function is tried, and what PyTorch makes of them."""

from collections.abc import Callable, Iterable
from itertools import product
from random import Random
from typing import Any

from ...extras import needed
from ...layer import IllegalLayer, Layer
from ...trace import Trace

Case = dict[str, Any]
X, W = [1, 2, 3, -1], [1, 1, 3, 2]


def layer_cases(**parameters: Iterable[int]) -> list[Case]:
    """Small inputs and kernels under all legal parameters, the smallest first, then larger ones."""
    names = list(parameters)
    values = [list(value) for value in parameters.values()]
    small = [
        {"x": X[:length], "w": W[:taps], **dict(zip(names, chosen, strict=True))}
        for length, taps in product((1, 2, 3), (1, 2, 3))
        for chosen in product(*values)
    ]
    small = sorted(filter(legal, small), key=size_of)
    random = Random(0)
    large: list[Case] = []
    while len(large) < 20:
        case = {
            "x": [random.randint(-9, 9) for _ in range(random.randint(3, 9))],
            "w": [random.randint(-9, 9) for _ in range(random.randint(2, 5))],
            **{name: random.choice(value) for name, value in zip(names, values, strict=True)},
        }
        if legal(case):
            large.append(case)
    return [*small, *large]


def by_name(of: Callable[..., Any]) -> Callable[[Case], Any]:
    """A function of a case's values, as a function of the case."""
    return lambda case: of(**case)


def size_of(case: Case) -> int:
    return sum(len(value) if isinstance(value, list) else value for value in case.values())


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
    return [int(value) for value in row]


Numbers2d = list[list[int]]


def torch_output2d(case: Case) -> Numbers2d:
    """What ``torch.nn.functional.conv_transpose2d`` makes of the case."""
    torch = needed("torch")

    x, w = (torch.tensor(case[name], dtype=torch.float64)[None, None] for name in ("x", "w"))
    rows: list[list[float]] = torch.nn.functional.conv_transpose2d(x, w, **parameters_of(case))[
        0, 0
    ].tolist()
    return [[int(value) for value in row] for row in rows]
