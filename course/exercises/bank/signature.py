"""Exercises of chapter 07: the rest of the signature."""

from operator import index
from random import Random

from ...extras import needed
from ...language import refused, tr
from ...layer import IllegalLayer, Layer
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..misconceptions import OUTPUTS, Misconception
from ..predict import PredictOutput
from ..reach import ReachSizes
from ..repair import Repair
from ..spot import Case, Spot
from .cases import varied

ROWS = ([1, 2], [3, -1], [2, 5])
KERNELS = ([1, 1, 3], [2, 0, 1], [1, -1, 2], [3, 1, 0], [1, 2, 2], [0, 4, 1])
NAMES = ("in_channels", "out_channels", "groups")


def _layer_of(case: Case) -> Layer:
    return Layer(3, **{name: case[name] for name in ("stride", "dilation", "output_padding")})


def _can_be_asked_for(case: Case) -> bool:
    layer = _layer_of(case)
    size = layer.output_size(case["input_size"])
    try:
        layer.output_padding_for(case["input_size"], size)
    except IllegalLayer:
        return False
    return True


def _tell_size(case: Case) -> str:
    """What output_padding makes, and the range that output_size= has."""
    layer = _layer_of(case)
    least = Layer(3, layer.stride, dilation=layer.dilation).output_size(case["input_size"])
    return tr(
        "output_padding {output_padding} makes {size} cells, and output_size= goes from {least} "
        "to {most}.",
        output_padding=layer.output_padding,
        size=layer.output_size(case["input_size"]),
        least=least,
        most=least + layer.stride - 1,
    )


def _shapes(case: Case) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first two axes of a transposed convolution's weight, and of a convolution's."""
    inside, outside, groups = (_count(name, case[name]) for name in NAMES)
    if inside % groups or outside % groups:
        raise ValueError(tr("groups={groups} must divide both numbers of channels.", groups=groups))
    return (inside, outside // groups), (outside, inside // groups)


def _tell_shapes(case: Case) -> str:
    ours, theirs = _shapes(case)
    # Translators: both are shapes of a layer's weight.
    return tr(
        "{transposed} is the transposed convolution's, {convolution} the convolution's.",
        transposed=(*ours, 3),
        convolution=(*theirs, 3),
    )


def _count(name: str, value: object) -> int:
    try:
        count = 0 if isinstance(value, bool) else index(value)  # type: ignore[arg-type]
    except TypeError:
        count = 0
    if count < 1:
        rule = tr("it must be a whole number from 1 on")
        raise ValueError(refused(name, repr(value), rule))
    return count


def _channel_cases() -> list[Case]:
    """As many channels in as out first: there a weight taken the wrong way round fits as well."""
    one: Case = {"x": [[1]], "w": [[[1]]]}
    shapes = [(n, n) for n in (1, 2, 3)] + [(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)]
    small: list[Case] = [
        {
            "x": [row[:length] for row in ROWS[:inside]],
            "w": [
                [KERNELS[(2 * i + o) % len(KERNELS)][:taps] for o in range(outside)]
                for i in range(inside)
            ],
        }
        for inside, outside in shapes
        for length in (1, 2)
        for taps in (1, 2, 3)
    ]

    def drawn(random: Random) -> Case:
        inside, outside = random.choices(range(1, 8), k=2)
        x, w = [0] * random.randint(1, 7), [0] * random.randint(1, 6)
        return {"x": [x] * inside, "w": [[w] * outside] * inside}

    return [one, *small, *varied(drawn)]


def _torch_channels(case: Case) -> list[list[float]]:
    torch = needed("torch")
    x, w = (torch.tensor(case[name], dtype=torch.float64) for name in ("x", "w"))
    rows: list[list[float]] = torch.nn.functional.conv_transpose1d(x, w).tolist()
    return rows


def _turned(case: Case) -> list[list[float]] | None:
    """With the weight read as (out, in, k), where it can be."""
    if len(case["w"]) != len(case["w"][0]):
        return None
    return _torch_channels({"x": case["x"], "w": [list(of) for of in zip(*case["w"], strict=True)]})


def _own_only(case: Case) -> list[list[float]] | None:
    """Output channel o hears input channel o alone, where each has its own."""
    if len(case["w"]) != len(case["w"][0]):
        return None
    pairs = zip(case["x"], case["w"], range(len(case["x"])), strict=True)
    return [_torch_channels({"x": [x], "w": [[of[o]]]})[0] for x, of, o in pairs]


def _last_only(case: Case) -> list[list[float]]:
    return _torch_channels({"x": case["x"][-1:], "w": case["w"][-1:]})


def _backwards(case: Case) -> list[list[float]]:
    return _torch_channels({**case, "w": [[kernel[::-1] for kernel in row] for row in case["w"]]})


def _replaced(case: Case) -> list[list[float]]:
    """As written with = in the place of +=, so that the last input channel is all that counts."""
    traces = [Trace.of(case["x"][-1], kernel) for kernel in case["w"][-1]]
    return [OUTPUTS["overwritten"].of(trace) for trace in traces]


def _one_row(case: Case) -> list[list[float]]:
    rows = _torch_channels(case)
    return [[sum(column) for column in zip(*rows, strict=True)]] * len(rows)


EXERCISES: dict[str, Exercise] = {
    "spread": PredictOutput(
        x=(1, 2),
        w=(1, 1, 3),
        parameters={"stride": 2, "dilation": 3},
        ideas=(
            "dilation_ignored",
            "dilation_too_wide",
            "stride_for_dilation",
            "turned",
            "stride_ignored",
            "stride_too_wide",
            "dilated_starts",
            "dilation_for_stride",
            "dilated_behind",
            "taps_repeated",
            "unscaled",
            "gaps_closed",
            "reversed",
        ),
        hints=(
            "The first stamp has its taps at 0, 3 and 6.",
            "The second one starts at 2, so its taps lie at 2, 5 and 8.",
            "Nine cells, and the two stamps never meet: the first cells are 1, 0, 2, 1.",
        ),
        why="A stamp is now 3·2 + 1 = 7 cells long, and most of it is empty.",
    ),
    "reach": ReachSizes(
        sizes=((5, 12),),
        given={"kernel_size": 3, "stride": 1},
        free=("dilation", "output_padding"),
        ideas=("dilation_too_wide", "fence_post", "output_padding_cuts", "every_input"),
        hints=(
            "With stride 1 and padding 0 the size is 4 + 2·dilation + output_padding + 1.",
            "So 2·dilation + output_padding is 7, and output_padding must stay below dilation.",
            "An odd number: output_padding has to be odd as well.",
        ),
        why="output_padding 1 is not below the stride here; dilation alone makes it legal.",
    ),
    "asks": Spot(
        true=False,
        defaults={"input_size": 3, "stride": 2, "dilation": 1, "output_padding": 1},
        holds=_can_be_asked_for,
        tell=_tell_size,
        counterexample={"stride": 1, "dilation": 2},
        hints=(
            "output_size= leaves room for stride − 1 further cells.",
            "output_padding may go up to the larger one of stride − 1 and dilation − 1.",
            "Take a dilation that is larger than the stride.",
        ),
        why="output_size= is bounded by the stride alone, output_padding by stride or dilation.",
    ),
    "weight": Spot(
        true=False,
        defaults={"in_channels": 4, "out_channels": 4, "groups": 1},
        holds=lambda case: len(set(_shapes(case))) == 1,
        tell=_tell_shapes,
        counterexample={"out_channels": 8},
        hints=(
            "With 4 channels in and 4 out it is true.",
            "A convolution's weight begins with out_channels. And this one's?",
            "Take different numbers of channels in and out.",
        ),
        why="Both layers share one weight, and what is in for one of them is out for the other.",
    ),
    "channels": Build(
        signature="channels(x, w)",
        cases=_channel_cases,
        expected=_torch_channels,
        own_ideas={
            "channels_swapped": Misconception(
                "the weight is read as a convolution's; here w[i][o] leads from input i to "
                "output o",
                _turned,
            ),
            "own_channel_only": Misconception(
                "each output channel hears its own input channel only; it sums over all of them",
                _own_only,
            ),
            "overwritten": Misconception(
                "a later input channel replaces an earlier one; their stamps add up", _last_only
            ),
            "turned": Misconception(
                "the kernels are turned round; a stamp begins with the first tap", _backwards
            ),
            "products_replaced": Misconception(
                "a later product replaces an earlier one; on one cell all of them add up",
                _replaced,
            ),
            "one_row": Misconception(
                "all rows are one list, as [[0] * n] * m makes them; each has to be a list "
                "of its own",
                _one_row,
            ),
        },
        code="""
def channels(x, w):
    size = len(x[0]) + len(w[0][0]) - 1
    y = [[0] * size for _ in w[0]]
    for i in range(len(x)):
        for o in range(len(y)):
            for n in range(len(x[i])):
                for k in range(len(w[i][o])):
                    y[o][n + k] += x[i][n] * w[i][o][k]
    return y
""",
        hints=(
            "One row for each output channel: there are len(w[0]) of them.",
            "Every input channel stamps on every output channel, each time with another kernel.",
            "y[o][n + k] += x[i][n] * w[i][o][k]",
        ),
        why="Channels add nothing new: the stamps of all input channels add up on one row.",
    ),
    "repair": Repair(
        layers=(Layer(4, 2, 1), Layer(3, 2, 2, dilation=2)),
        sizes=(6, 12, 24),
        channels=(4, 2, 1),
        hints=(
            "Which of the two layers is it? 12 should become 24.",
            "A dilated stamp of 3 taps spans 5 cells, and decoder[1] makes 23 of 12.",
            "One cell is missing at one end, and stride 2 has room for one.",
        ),
        why="An odd span at stride 2 misses the double by one, with dilation as without.",
    ),
}
