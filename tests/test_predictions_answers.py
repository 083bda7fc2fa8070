"""What is right as a prediction, worked out by PyTorch and not by the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("torch")

import torch
from torch.nn.functional import conv1d, conv_transpose1d

from course.exercises.answers import Prediction
from course.exercises.bank import PREDICTIONS
from course.exercises.choose import Choose

if TYPE_CHECKING:
    from collections.abc import Callable

W = [1, 1, 3]


def row(values: list[float]) -> Any:
    return torch.tensor([[values]], dtype=torch.float64)


def stamped(x: list[float], w: list[float] = W, **parameters: int) -> list[float]:
    made: list[float] = conv_transpose1d(row(x), row(w), **parameters)[0, 0].tolist()
    return made


def convolved(x: list[float], w: list[float] = W, **parameters: int) -> list[float]:
    made: list[float] = conv1d(row(x), row(w), **parameters)[0, 0].tolist()
    return made


def ones(size: int, kernel_size: int, **parameters: int) -> int:
    """The size of what comes out of that many numbers."""
    return len(stamped([1] * size, [1] * kernel_size, **parameters))


def sizes(*given: int, **parameters: int) -> list[int]:
    """The sizes of what a convolution of five taps makes of inputs of these sizes."""
    return [len(convolved([1] * size, [1] * 5, **parameters)) for size in given]


def refused(x: list[float], **parameters: int) -> bool:
    try:
        stamped(x, **parameters)
    except RuntimeError:
        return True
    return False


def touching() -> list[int]:
    """The strides at which the stamps of two ones meet: each cell has one product."""
    return [n for n in range(1, 9) if stamped([1, 1], [1, 1, 1], stride=n) == [1] * 6]


def sliding() -> str:
    stamps, slid = stamped([1, 2, 3], stride=2), convolved([1, 0, 2, 0, 3], padding=2)
    return "same" if slid == stamps else "reversed" if slid == stamps[::-1] else "others"


def grown() -> str:
    lengths = [len(stamped([1, 2, 3], stride=stride)) for stride in range(1, 5)]
    return "longer" if lengths == sorted(set(lengths)) else "not"


def undone() -> str:
    there_and_back = convolved(stamped([1]))
    return "yes" if there_and_back == [1] else "no" if len(there_and_back) == 1 else "longer"


RIGHT: dict[str, Callable[[], Any]] = {
    "start.stride": grown,
    "basic.one_stamp": lambda: stamped([1]),
    "basic.scaled": lambda: stamped([2]),
    "basic.reach": lambda: sum(value >= 100 for value in stamped([1, 100])),
    "basic.undone": undone,
    "stride.apart": lambda: stamped([1, 1], stride=4),
    "stride.touch": lambda: touching()[0],
    "stride.sixteen": lambda: ones(16, 3, stride=2, padding=1),
    "zero_insert.by_hand": lambda: stamped([1, 0, 0, 0, 1]),
    "zero_insert.sliding": sliding,
    "zero_insert.products": lambda: stamped([1] * 7, [1, 1, 1], stride=3)[9],
    "padding.one": lambda: stamped([1, 1], stride=4, padding=1),
    "padding.way_back": lambda: len(
        stamped(convolved([2, 1, 3, 1, 2], stride=2, padding=1), stride=2)
    ),
    "padding.too_far": lambda: (
        "error"
        if refused([1, 2, 3], stride=2, padding=4) and ones(3, 3, stride=2, padding=3) == 1
        else ""
    ),
    "padding.one_left": lambda: next(n for n in range(3) if ones(2, 3, stride=2, padding=n) == 1),
    "output_padding.one": lambda: stamped([1, 1], stride=4, padding=1, output_padding=1),
    "output_padding.three": lambda: stamped([1, 1], stride=4, padding=1, output_padding=3),
    "output_padding.eighth": lambda: stamped([1, 2, 3], stride=2, output_padding=1)[7],
    "output_padding.highest": lambda: max(
        n for n in range(9) if not refused([1, 2, 3], stride=3, padding=1, output_padding=n)
    ),
    "size_formula.cells": lambda: ones(3, 3, stride=4, padding=2, output_padding=3),
    "size_formula.different": lambda: len(set(sizes(16, 17, 18, stride=3, padding=2))),
    "size_formula.there_and_back": lambda: ones(
        sizes(17, stride=3, padding=2)[0], 5, stride=3, padding=2
    ),
    "size_formula.taps": lambda: next(
        taps
        for taps in range(1, 9)
        if all(ones(size, taps, stride=2, padding=1) == 2 * size for size in (2, 5, 16))
    ),
    "size_formula.four": lambda: ones(4, 3, stride=3, padding=2, output_padding=1),
}


@pytest.mark.parametrize("name", PREDICTIONS)
def test_the_right_answer_is_what_pytorch_gives(name: str):
    asked = PREDICTIONS[name]
    assert isinstance(asked, Choose | Prediction)
    assert asked.asked == RIGHT[name]()
    assert asked.verdict(RIGHT[name]()).outcome == "right"
