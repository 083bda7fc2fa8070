"""Wrong ideas about the zeros that a stride inserts: of a row and a stride, a row."""

from ...language import N_
from .idea import Misconception, Numbers


def _behind(x: Numbers, zeros: int) -> Numbers:
    return [value for number in x for value in (number, *([0] * zeros))]


def _around(x: Numbers, zeros: int) -> Numbers:
    """As many zeros behind each number, half of them moved in front of the first."""
    half = [0] * (zeros // 2)
    return [*half, *_behind(x, zeros)[: -len(half) or None]]


STRETCHES = {
    "stride_zeros": Misconception(
        N_("stride zeros go between two neighbours; there are stride − 1"),
        lambda x, stride: _behind(x, stride)[:-stride],
    ),
    "zeros_behind": Misconception(
        N_("zeros go behind the last element as well; they go between neighbours only"),
        lambda x, stride: _behind(x, stride - 1),
    ),
    "zeros_in_front": Misconception(
        N_("zeros go in front of every element; they go between neighbours only"),
        lambda x, stride: _behind(x[::-1], stride - 1)[::-1],
    ),
    "zeros_around": Misconception(
        N_("each element stands in the middle of its zeros; zeros go between neighbours only"),
        lambda x, stride: _around(x, stride - 1),
    ),
    "at_the_ends": Misconception(
        N_("the zeros go to both ends; they go between neighbours only"),
        lambda x, stride: [*[0] * (stride - 1), *x, *[0] * (stride - 1)],
    ),
    "one_zero": Misconception(
        N_("one zero goes between two neighbours, as with stride 2; there are stride − 1"),
        lambda x, _stride: _behind(x, 1)[:-1],
    ),
    "repeated": Misconception(
        N_("each element is repeated; zeros fill the places between"),
        lambda x, stride: [v for v in x for _ in range(stride)],
    ),
}
