"""Exercises of chapter 09: the stamp is a square."""

from itertools import product
from random import Random

from ...language import tr
from ...layer import Layer
from ...trace import Trace
from ..answers import Exercise
from ..build import Build
from ..misconceptions import OUTPUTS, Misconception
from ..predict import PredictOutput
from ..reach import ReachSizes
from ..spot import Case, Spot
from .cases import Numbers2d, torch_output2d, varied

OVERWRITTEN = OUTPUTS["overwritten"]
KERNEL = ((1, 1, 3), (2, 1, 1), (1, 1, 2))
X: Numbers2d = [[1, 2, 3], [0, -1, 2], [4, 1, 1]]
W: Numbers2d = [[1, 1, 3], [2, 1, 0], [1, 5, 2]]


def _zeros_around(case: Case) -> tuple[int, int]:
    """The zeros at each side, and padding; ValueError where that is no layer."""
    layer = Layer(case["kernel_size"], padding=case["padding"], dilation=case["dilation"])
    return layer.place(0, layer.kernel_size - 1), layer.padding


def _told_zeros(case: Case) -> str:
    zeros, padding = _zeros_around(case)
    told = {"kernel_size": case["kernel_size"], "dilation": case["dilation"], "padding": padding}
    if zeros < 0:
        return tr(
            "kernel_size {kernel_size}, dilation {dilation} and padding {padding} put no zeros "
            "around the input: they cut {count} off at each side.",
            count=-zeros,
            **told,
        )
    if zeros == 1:
        return tr(
            "kernel_size {kernel_size}, dilation {dilation} and padding {padding} put 1 zero at "
            "each side of the input.",
            **told,
        )
    return tr(
        "kernel_size {kernel_size}, dilation {dilation} and padding {padding} put {count} zeros "
        "at each side of the input.",
        count=zeros,
        **told,
    )


def _cases() -> list[Case]:
    small: list[Case] = [
        {"x": _cut(X, h, w), "w": _cut(W, k, m), "stride": s}
        for h, w, k, m, s in product((1, 2), (1, 2), (1, 2), (1, 2), (1, 2, 3))
    ]
    small.sort(key=lambda case: (_weight(case["x"]) + _weight(case["w"]), case["stride"]))

    def drawn(random: Random) -> Case:
        (h, w), (k, m) = (random.sample(range(1, 8), k=2) for _ in "xw")
        return {"x": [[0] * w] * h, "w": [[0] * m] * k, "stride": random.randint(1, 6)}

    return [*small, *varied(drawn)]


def _cut(rows: Numbers2d, high: int, wide: int) -> Numbers2d:
    return [row[:wide] for row in rows[:high]]


def _weight(rows: Numbers2d) -> int:
    return len(rows) * len(rows[0])


def _unturned(case: Case) -> Numbers2d:
    return torch_output2d({**case, "w": [line[::-1] for line in case["w"][::-1]]})


def _along_one_axis(case: Case) -> Numbers2d:
    return torch_output2d({**case, "stride": (1, case["stride"])})


def _by_one(case: Case) -> Numbers2d:
    return torch_output2d({**case, "stride": 1})


def _overwritten(case: Case) -> Numbers2d:
    trace = Trace.of(case["x"], case["w"], case["stride"], dimensions=2)
    rows: Numbers2d = OVERWRITTEN.of(trace)
    return rows


def _mirrored(case: Case) -> Numbers2d:
    return torch_output2d({**case, "w": [line[::-1] for line in case["w"]]})


def _turned_over(case: Case) -> Numbers2d:
    return torch_output2d({**case, "w": [*zip(*case["w"], strict=True)]})


def _spread(case: Case) -> Numbers2d:
    return torch_output2d({**case, "stride": 1, "dilation": case["stride"]})


def _one_row(case: Case) -> Numbers2d:
    rows = torch_output2d(case)
    return [[sum(column) for column in zip(*rows, strict=True)]] * len(rows)


EXERCISES: dict[str, Exercise] = {
    "overlap": PredictOutput(
        x=((1, 2), (3, 1)),
        w=((1, 2), (1, 3)),
        ideas=(
            "turned",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "side_by_side",
            "axes_swapped",
            "unscaled",
            "convolved",
            "each_its_own",
            "as_long_as_input",
            "mirrored",
            "upside_down",
            "kernel_swapped",
            "input_swapped",
        ),
        hints=(
            "Four stamps of 2 × 2, one cell apart both ways: the output has three rows of three.",
            "The stamp of x[0, 1] is [[2, 4], [2, 6]], and its corner lies on y[0, 1].",
            "In the middle all four meet: 1·3 + 2·1 + 3·2 + 1·1.",
        ),
        why="A corner has one product, an edge two, the middle all four.",
    ),
    "arbitrary": ReachSizes(
        sizes=((6, 5),),
        given={"kernel_size": 4},
        free=("stride", "padding"),
        axes=2,
        ideas=("padding_once", "conv_formula", "fence_post"),
        own_ideas={
            "zeros_around": (
                "padding counts the zeros drawn around the input; it cuts cells off the output",
                {"stride": 1, "padding": 3},
            ),
        },
        hints=(
            "No strides: the stamps start one cell apart.",
            "Six stamps of four cells, one apart, cover nine cells. Five are wanted.",
            "Nine less five is four, and padding cuts at both ends.",
        ),
        why="The convolution's padding 2 enlarged 5 to 6; the same padding 2 cuts 9 down to 5.",
    ),
    "zeros": Spot(
        true=False,
        defaults={"kernel_size": 3, "padding": 1, "dilation": 1},
        holds=lambda case: len(set(_zeros_around(case))) == 1,
        tell=_told_zeros,
        counterexample={"padding": 0},
        hints=(
            "Without padding nothing is cut. Where does the first output's window begin?",
            "Without padding the first output meets the first input at one tap alone: the others "
            "lie on zeros.",
            "There are dilation·(kernel_size − 1) − padding of them: look for any other padding.",
        ),
        why="Padding takes zeros away: with them go the outer sums, which is the cut.",
    ),
    "stamps": Build(
        signature="stamps(x, w, stride)",
        cases=_cases,
        expected=torch_output2d,
        own_ideas={
            "unflipped": Misconception(
                "the kernel is not turned round; stamp it, or turn it and slide", _unturned
            ),
            "one_axis": Misconception(
                "the stride holds along one axis alone; it holds along both", _along_one_axis
            ),
            "stride_ignored": Misconception(
                "stamps move on by one cell; they move on by stride cells, both ways", _by_one
            ),
            "overwritten": OVERWRITTEN._replace(of=_overwritten),
            "mirrored": Misconception(
                "the kernel is turned round along its rows; a stamp lies the same way round "
                "as the kernel",
                _mirrored,
            ),
            "kernel_turned_over": Misconception(
                "the kernel's rows become columns; a stamp lies the same way round as the kernel",
                _turned_over,
            ),
            "one_row": Misconception(
                "all rows are one list, as [[0] * n] * m makes them; each has to be a list "
                "of its own",
                _one_row,
            ),
            "taps_spread": Misconception(
                "the taps lie stride cells apart; the stamps do",
                _spread,
            ),
        },
        code="""
def stamps(x, w, stride):
    high = (len(x) - 1) * stride + len(w)
    wide = (len(x[0]) - 1) * stride + len(w[0])
    y = [[0] * wide for _ in range(high)]
    for i in range(len(x)):
        for j in range(len(x[0])):
            for k in range(len(w)):
                for m in range(len(w[0])):
                    y[i * stride + k][j * stride + m] += x[i][j] * w[k][m]
    return y
""",
        hints=(
            "Two loops over the input, two over the kernel. How many rows has y, how many columns?",
            "Each axis has the formula of chapter 02: (len(x) − 1)·stride + len(w) rows.",
            "y[i * stride + k][j * stride + m] += x[i][j] * w[k][m]",
        ),
        why="The place of a product has a row and a column, each by the rule of one dimension.",
    ),
    "corner": PredictOutput(
        x=((1, 2, 3), (3, 1, 2), (2, 4, 1)),
        w=KERNEL,
        parameters={"stride": 2, "padding": 2, "output_padding": 1},
        corner=(2, 2),
        ideas=(
            "appended_zeros",
            "turned",
            "output_padding_ignored",
            "padding_ignored",
            "overwritten",
            "first_stays",
            "largest_stays",
            "averaged",
            "axes_swapped",
            "kernel_swapped",
            "input_swapped",
            "unscaled",
            "mirrored",
            "upside_down",
        ),
        hints=(
            "Which inputs reach the last two rows and columns? Their stamps start every two cells.",
            "The stamp of x[2, 2] starts at y[2, 2], because padding has cut two rows and columns.",
            "y[2, 2] has four products, its two neighbours have two each, and y[3, 3] has one.",
        ),
        why="output_padding brings back a row and a column of real sums, at the far ends alone.",
    ),
}
