"""What is right for an exercise that was made: PyTorch works it out from the prompt alone."""

import json
import re
from collections.abc import Callable
from itertools import product
from typing import Any

import torch
from torch.nn import functional

ROW = re.compile(r"\[[\[\]\d, -]*\]")
PARAMETER = re.compile(r"\b(kernel_size|stride|padding|output_padding|dilation) (\d+)")


def rows(prompt: str) -> list[Any]:
    return [json.loads(found) for found in ROW.findall(prompt)]


def parameters(prompt: str) -> dict[str, int]:
    return {name: int(value) for name, value in PARAMETER.findall(prompt)}


def whole(prompt: str, pattern: str) -> list[int]:
    found = re.search(pattern.replace("#", r"(\d+)"), prompt)
    assert found, prompt
    return [int(value) for value in found.groups()]


def stamped(x: Any, w: Any, **given: int) -> Any:
    x, w = (torch.tensor(each, dtype=torch.float64)[None, None] for each in (x, w))
    up = functional.conv_transpose1d if x.ndim == 3 else functional.conv_transpose2d
    return up(x, w, **given)[0, 0].tolist()


def size(n: int, kernel_size: int, **given: int) -> int:
    return len(stamped([1] * n, [1] * kernel_size, **given))


def conv_size(n: int, kernel_size: int, **given: int) -> int:
    x, w = torch.ones(1, 1, n), torch.ones(1, 1, kernel_size)
    return functional.conv1d(x, w, **given).shape[-1]


def output(prompt: str) -> Any:
    x, w = rows(prompt)
    return stamped(x, w, **parameters(prompt))


def gradient(prompt: str) -> Any:
    w, g = rows(prompt)
    n, again = whole(prompt, "read # numbers.* its # inputs")
    assert n == again
    x = torch.zeros(1, 1, n, dtype=torch.float64, requires_grad=True)
    w, g = (torch.tensor(each, dtype=torch.float64)[None, None] for each in (w, g))
    functional.conv1d(x, w, **parameters(prompt)).backward(g)
    assert x.grad is not None
    return x.grad[0, 0].tolist()


def slid(prompt: str) -> Any:
    """As JAX does it: zeros between and around, then a convolution."""
    x, w = rows(prompt)
    around = [0] * (len(w) - 1)
    cells = [*around, *stamped(x, [1], **parameters(prompt)), *around]
    cells, w = (torch.tensor(each, dtype=torch.float64)[None, None] for each in (cells, w))
    return functional.conv1d(cells, w)[0, 0].tolist()


def pads(prompt: str) -> Any:
    begin, end = whole(prompt, r"pads=\[#, #\]")
    x, w = rows(prompt)[:2]
    uncut = stamped(x, w, **parameters(prompt))
    return uncut[begin : len(uncut) - end]


def stretched(prompt: str) -> Any:
    return stamped(*rows(prompt), [1], **parameters(prompt))


def count(prompt: str) -> int:
    (n,), given = whole(prompt, "^# numbers"), parameters(prompt)
    cells = size(n, 1, stride=given["stride"])
    return int(sum(stamped([1] * cells, [1] * given["kernel_size"])))


def corner(prompt: str) -> Any:
    return [line[-2:] for line in output(prompt)[-2:]]


def ahead(prompt: str) -> int:
    """From the first output on, the last input that changes it, less its own, at most."""
    given = parameters(prompt)
    taps, stride = given.pop("kernel_size"), given["stride"]
    ones = torch.eye(30, dtype=torch.float64).unsqueeze(1)
    reached = functional.conv_transpose1d(ones, torch.ones(1, 1, taps).double(), **given)[:, 0] != 0
    last = [max(i for i in range(30) if reached[i, n]) for n in range(20 * stride)]
    return max(i - n // stride for n, i in enumerate(last[: 15 * stride]))


def one_kernel(prompt: str) -> Any:
    """What the two steps make of a single 1, from the first number that is not 0 to the last."""
    (stride,), (taps,) = whole(prompt, "^Nearest by #"), rows(prompt)
    one = torch.zeros(1, 1, 9, dtype=torch.float64)
    one[..., 4] = 1
    grown = functional.interpolate(one, scale_factor=stride, mode="nearest")
    made = functional.conv1d(grown, torch.tensor([[taps]], dtype=torch.float64))[0, 0]
    (places,) = made.nonzero(as_tuple=True)
    return made[places[0] : places[-1] + 1].tolist()


ANSWERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("first", "stamps", "stride", "gap", "cut", "back", "spread", "ones"), output),
    "gradient": gradient,
    "slid": slid,
    "pads": pads,
    "stretched": stretched,
    "size": lambda prompt: size(*whole(prompt, "^# numbers"), **parameters(prompt)),
    "zeros": count,
    "ahead": ahead,
    "one_kernel": one_kernel,
    "overlap": output,
    "corner": corner,
}
"""Kinds that have one answer: it."""


def which_input(prompt: str, chosen: dict[str, Any]) -> bool:
    w, target = rows(prompt)
    return bool(stamped(chosen["input"], w, **parameters(prompt)) == target)


def from_row(prompt: str, chosen: dict[str, Any]) -> bool:
    x, w, target = rows(prompt)
    return bool(stamped(x, w, **chosen) == target)


def rung(prompt: str, chosen: dict[str, Any]) -> bool:
    n, wanted = whole(prompt, "from # to #")
    return size(n, **parameters(prompt), **chosen) == wanted


def sizes(prompt: str, chosen: dict[str, Any]) -> bool:
    n, made, other, others = whole(prompt, "# numbers become # and # become #")
    return (size(n, **chosen), size(other, **chosen)) == (made, others)


def multiple(prompt: str, chosen: dict[str, Any]) -> bool:
    number, start = whole(prompt, "multiple of # for .* For # it holds")
    given = parameters(prompt)

    def holds(n: int) -> bool:
        return size(n, **given) % number == 0

    assert holds(start)
    return refuted(chosen, "input_size", holds, range(2, 12))


def restores(prompt: str, chosen: dict[str, Any]) -> bool:
    (start,), given = whole(prompt, "from # on"), parameters(prompt)

    def holds(n: int) -> bool:
        return size(conv_size(n, **given), **given) == n

    assert holds(start)
    return refuted(chosen, "size", holds, range(start, start + 8))


def largest(prompt: str, chosen: dict[str, Any]) -> bool:
    w, given = rows(prompt)[0], parameters(prompt)

    def holds(x: list[int]) -> bool:
        return bool(max(stamped(x, w, **given)) <= max(x) * max(w))

    return refuted(chosen, "input", holds, [list(x) for x in product((1, 2), repeat=3)])


def refuted(chosen: dict[str, Any], name: str, holds: Callable[[Any], bool], tried: Any) -> bool:
    """Whether the sentence was rightly called true or refuted by the case given."""
    if chosen["true"]:
        return all(map(holds, tried))
    return not holds(chosen[name])


CHOICES: dict[str, Callable[[str, dict[str, Any]], bool]] = {
    "which_input": which_input,
    "column": which_input,
    "which_stride": from_row,
    "middle": from_row,
    "rung": rung,
    "sizes": sizes,
    "multiple": multiple,
    "restores": restores,
    "largest": largest,
}
"""Kinds that ask for a choice: whether one is right."""
