"""The same layer in other libraries: what the calculator says, run by the libraries themselves."""

from __future__ import annotations

import importlib
import random
import re
import warnings
from dataclasses import dataclass
from functools import partial
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from node import CALCULATOR, answer, needs_node
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# None of the other libraries is asked for: where one is installed, its calls are run.
where_installed = pytest.importorskip

Setting = dict[str, int]
Case = tuple[list[Setting], dict[str, Any]]

pytestmark = [needs_node, pytest.mark.no_cover]
# The notes tell how PyTorch's weight is laid out for a library.
WEIGHT = re.compile(r"w(?:\.\w+\([\d, ]*\))+")
LAST = "channels stand last"


def axis(kernel_size: int, stride=1, padding=0, output_padding=0, dilation=1) -> Setting:
    return {
        "kernel_size": kernel_size,
        "stride": stride,
        "padding": padding,
        "output_padding": output_padding,
        "dilation": dilation,
    }


def calls(cases: list[Case]) -> list[dict[str, dict[str, Any]]]:
    """What is said for each case, by library."""
    script = "return given.map(([layers, rest]) => libraries.calls(layers, rest))"
    said = answer(script, cases, libraries=CALCULATOR / "libraries.js")
    return [{one["library"]: one for one in each} for each in said]


# ---- by hand ------------------------------------------------------------------------------------

CHANNELS = {"in_channels": 2, "out_channels": 5}
GROUPS = {"in_channels": 4, "out_channels": 6, "groups": 2}
# From the libraries' documentation, and for one channel from what course/recorded/ holds.
EXPECTED: list[tuple[Case, dict[str, str]]] = [
    (
        ([axis(3, 2, 1, 1)], {}),
        {
            "PyTorch": "nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1, "
            "output_padding=1)",
            "PyTorch functional": "F.conv_transpose1d(x, w, stride=2, padding=1, output_padding=1)",
            "ONNX": 'make_node("ConvTranspose", ["x", "w"], ["y"], kernel_shape=[3], strides=[2], '
            "pads=[1, 1], output_padding=[1], dilations=[1], group=1)",
            "Keras": "layers.Conv1DTranspose(1, 3, strides=2, output_padding=0)(x)[:, 1:]",
            "JAX": "lax.conv_transpose(x, w, (2,), [(1, 2)], transpose_kernel=True)",
            "MLX": "mx.conv_transpose1d(x, w, stride=2, padding=1, output_padding=1)",
            "SciPy": "upfirdn(w, x, up=2)[1:]",
        },
    ),
    (
        ([axis(3, 2)], {}),
        {
            "Keras": "layers.Conv1DTranspose(1, 3, strides=2, output_padding=0)(x)",
            "JAX": "lax.conv_transpose(x, w, (2,), [(2, 2)], transpose_kernel=True)",
            "MLX": "mx.conv_transpose1d(x, w, stride=2)",
            "SciPy": "upfirdn(w, x, up=2)",
        },
    ),
    (
        ([axis(3, 2, 0, 1)], {}),
        {
            "Keras": "layers.Conv1DTranspose(1, 3, strides=2, output_padding=1)(x)",
            "SciPy": "upfirdn([*w] + [0] * 1, x, up=2)",
        },
    ),
    (
        ([axis(3, 2, 2)], {}),
        {
            "Keras": "layers.Conv1DTranspose(1, 3, strides=2, output_padding=0)(x)[:, 2:-2]",
            "JAX": "lax.conv_transpose(x, w, (2,), [(0, 0)], transpose_kernel=True)",
            "MLX": "mx.conv_transpose1d(x, w, stride=2, padding=2)",
        },
    ),
    (
        ([axis(3, 2, dilation=2)], {}),
        {
            "Keras": "ops.conv_transpose(x, w, strides=2, dilation_rate=2, output_padding=0)",
            "JAX": "lax.conv_transpose(x, w, (2,), [(4, 4)], rhs_dilation=(2,), "
            "transpose_kernel=True)",
            "MLX": "mx.conv_transpose1d(x, w, stride=2, dilation=2)",
            "SciPy": "",
        },
    ),
    # With one tap MLX's padding gives other numbers than PyTorch's; this was found by running it.
    (([axis(1, 2, 1)], {}), {"MLX": "mx.conv_transpose1d(x, w, stride=2)[:, 1:-1]"}),
    (([axis(3, 1, 0, 1, 2)], {}), {"Keras": "", "ONNX": "", "SciPy": ""}),
    # Neither onnxruntime nor ONNX's own evaluator takes an output_padding of the stride or more.
    (
        ([axis(3, 1, 2, 1, 2)], {}),
        {
            "ONNX": 'make_node("ConvTranspose", ["x", "w"], ["y"], kernel_shape=[3], strides=[1], '
            "pads=[2, 1], output_padding=[0], dilations=[2], group=1)"
        },
    ),
    (
        ([axis(4, 2, 1), axis(3, 2, 1, 1)], GROUPS),
        {
            "PyTorch functional": "F.conv_transpose2d(x, w, stride=2, padding=1, "
            "output_padding=(0, 1), groups=2)",
            "Keras": "",
            "JAX": "lax.conv_general_dilated(x, w, (1, 1), [(2, 2), (1, 2)], "
            "lhs_dilation=(2, 2), feature_group_count=2)",
            "MLX": "mx.conv_transpose2d(x, w, stride=2, padding=1, output_padding=(0, 1), "
            "groups=2)",
            "SciPy": "",
        },
    ),
    (([axis(3)] * 3, GROUPS), {"Keras": "", "MLX": "", "SciPy": ""}),
    (
        ([axis(3, 2, 1, dilation=3)], {**GROUPS, "transposed": False}),
        {
            "PyTorch": "nn.Conv1d(4, 6, kernel_size=3, stride=2, padding=1, groups=2, dilation=3)",
            "PyTorch functional": "F.conv1d(x, w, stride=2, padding=1, dilation=3, groups=2)",
            "Keras": "ops.conv(layers.ZeroPadding1D(1)(x), w, strides=2, dilation_rate=3)",
            "JAX": "lax.conv_general_dilated(x, w, (2,), [(1, 1)], rhs_dilation=(3,), "
            "feature_group_count=2)",
        },
    ),
    (
        ([axis(3, 2, 1)], {"transposed": False}),
        {
            "ONNX": 'make_node("Conv", ["x", "w"], ["y"], kernel_shape=[3], strides=[2], '
            "pads=[1, 1], dilations=[1], group=1)",
            "Keras": "layers.Conv1D(1, 3, strides=2)(layers.ZeroPadding1D(1)(x))",
            "SciPy": "upfirdn(w[::-1], np.pad(x, 1))[2:-2:2]",
        },
    ),
    # Beyond what a double holds exactly: (10⁹ − 1)·10⁹ − 1, and one more.
    (
        ([axis(10**9, 2, 1, 1, 10**9)], {}),
        {
            "JAX": "lax.conv_transpose(x, w, (2,), [(999999998999999999, 999999999000000000)], "
            "rhs_dilation=(1000000000,), transpose_kernel=True)"
        },
    ),
]


def test_calls_are_written_as_the_libraries_take_them():
    for said, (case, expected) in zip(calls([case for case, _ in EXPECTED]), EXPECTED, strict=True):
        assert {name: said[name]["call"] for name in expected} == expected, case
        for one in said.values():
            assert one["note"]
            assert one["possible"] == bool(one["call"])


def test_a_weight_is_laid_out_as_the_libraries_want_it():
    """The shapes of chapter 11, for 2 channels in, 5 out and 3 taps."""
    said, plain, grouped = calls(
        [
            ([axis(3)], CHANNELS),
            ([axis(3)], {**CHANNELS, "transposed": False}),
            ([axis(3)], GROUPS),
        ]
    )
    shapes = {
        "PyTorch": (2, 5, 3), "ONNX": (2, 5, 3), "Keras": (3, 5, 2), "JAX": (3, 5, 2),
        "MLX": (5, 3, 2),
    }  # fmt: skip
    weight = torch.zeros(2, 5, 3)
    assert "(2, 5, 3)" in said["PyTorch"]["note"]
    for library, shape in shapes.items():
        assert tuple(laid_out(said[library]["note"], weight).shape) == shape
    # Of a convolution: Keras (taps, in, out), JAX as PyTorch, MLX (out, taps, in).
    weight = torch.zeros(5, 2, 3)
    shapes = {"Keras": (3, 2, 5), "JAX": (5, 2, 3), "MLX": (5, 3, 2)}
    for library, shape in shapes.items():
        assert tuple(laid_out(plain[library]["note"], weight).shape) == shape
    assert "(4, 3, 3)" in grouped["PyTorch"]["note"]
    # Output o stands in group o // 3, whose inputs begin at 2·(o // 3); a stamp lies turned round
    # where a convolution slides.
    weight = torch.arange(4 * 3 * 3).reshape(4, 3, 3)
    slid, stamped = (laid_out(grouped[library]["note"], weight) for library in ("JAX", "MLX"))
    assert (slid.shape, stamped.shape) == ((6, 2, 3), (6, 3, 2))
    for o, i, k in product(range(6), range(2), range(3)):
        number = weight[2 * (o // 3) + i, o % 3, k]
        assert slid[o, i, 2 - k] == stamped[o, k, i] == number


def laid_out(note: str, weight: torch.Tensor) -> torch.Tensor:
    found = WEIGHT.search(note)
    made: torch.Tensor = eval(found[0], {"w": weight}) if found else weight
    return made


# ---- by the libraries ---------------------------------------------------------------------------


def torch_layer(call: str, x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    layer = eval(call, {"nn": nn}).double()
    assert layer.weight.shape == w.shape
    layer.weight.data, layer.bias.data = w, torch.zeros_like(layer.bias)
    made: torch.Tensor = layer(x)
    return made


def torch_function(call: str, x: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    made: torch.Tensor = eval(call, {"F": functional, "x": x, "w": w})
    return made


def onnx_node(call: str, x: torch.Tensor, w: torch.Tensor) -> Any:
    """Run by onnxruntime, and by ONNX's own evaluator, which is wrong where there are groups."""
    helper = importlib.import_module("onnx.helper")
    node = eval(call, {"make_node": helper.make_node})
    given = {"x": x.float().numpy(), "w": w.float().numpy()}
    tensors = [helper.make_tensor_value_info(name, 1, value.shape) for name, value in given.items()]
    result = helper.make_tensor_value_info("y", 1, None)
    graph = helper.make_graph([node], "one", tensors, [result])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 22)], ir_version=10)
    runtime = importlib.import_module("onnxruntime")
    session = runtime.InferenceSession(model.SerializeToString())
    by_reference = importlib.import_module("onnx.reference").ReferenceEvaluator(node)
    made = torch.tensor(session.run(None, given)[0])
    if "group=1)" in call:
        assert torch.equal(torch.tensor(by_reference.run(None, given)[0]), made), call
    return made


def keras_layer(call: str, x: torch.Tensor, w: torch.Tensor) -> Any:
    keras = importlib.import_module("keras")
    weight = keras.ops.convert_to_tensor(w.float().numpy())

    def holding(layer: Callable[..., Any]) -> Callable[..., Any]:
        def applied(made: Any, given: Any) -> Any:
            made.build(given.shape)
            made.kernel.assign(weight)
            return made(given)

        return lambda *args, **named: partial(applied, layer(*args, use_bias=False, **named))

    named = {
        name: holding(getattr(keras.layers, name)) if name.startswith("Conv") else value
        for name, value in vars(keras.layers).items()
    }
    words = {"layers": SimpleNamespace(**named), "ops": keras.ops}
    return eval(call, {**words, "x": keras.ops.convert_to_tensor(x.float().numpy()), "w": weight})


def jax_call(call: str, x: torch.Tensor, w: torch.Tensor) -> Any:
    lax, jnp = importlib.import_module("jax.lax"), importlib.import_module("jax.numpy")
    return eval(
        call, {"lax": lax, "x": jnp.array(x.float().numpy()), "w": jnp.array(w.float().numpy())}
    )


def mlx_call(call: str, x: torch.Tensor, w: torch.Tensor) -> Any:
    mx = importlib.import_module("mlx.core")
    return eval(
        call, {"mx": mx, "x": mx.array(x.float().numpy()), "w": mx.array(w.float().numpy())}
    )


def scipy_call(call: str, x: torch.Tensor, w: torch.Tensor) -> Any:
    upfirdn = importlib.import_module("scipy.signal").upfirdn
    words = {"upfirdn": upfirdn, "np": np, "w": w.reshape(-1).tolist()}
    rows = [eval(call, {**words, "x": row.reshape(-1).tolist()}) for row in x]
    return np.array(rows)[:, None]


RUN: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
    "PyTorch": ((), torch_layer),
    "PyTorch functional": ((), torch_function),
    "ONNX": (("onnx", "onnxruntime"), onnx_node),
    "Keras": (("keras",), keras_layer),
    "JAX": (("jax",), jax_call),
    "MLX": (("mlx",), mlx_call),
    "SciPy": (("scipy",), scipy_call),
}
ONE: dict[str, Any] = {}
SOME = {"in_channels": 2, "out_channels": 3}


def settings(transposed: bool) -> Iterator[Setting]:
    for k, s, p, d in product(range(1, 6), range(1, 5), range(4), range(1, 4)):
        for extra in range(max(s, d) if transposed else 1):
            yield axis(k, s, p, extra, d)


def grid() -> list[Case]:
    """Every setting along one axis, and some hundred each for two and three."""
    chance = random.Random(0)
    cases: list[Case] = []
    for transposed in (True, False):
        every, rest = list(settings(transposed)), {"transposed": transposed}
        cases += [([one], {**more, **rest}) for more in (ONE, SOME, GROUPS) for one in every]
        for axes, times in ((2, 100), (3, 40)):
            cases += [
                ([chance.choice(every) for _ in range(axes)], {**more, **rest})
                for more in (ONE, SOME, GROUPS)
                for _ in range(times)
            ]
    return cases


def numbers(shape: list[int], seed: int) -> torch.Tensor:
    """Small whole numbers, so every order of the sums gives the same."""
    made = torch.Generator().manual_seed(seed)
    return torch.randint(-4, 5, shape, generator=made).double()


@dataclass(frozen=True)
class Worked:
    """A case, what is said of it, and what PyTorch's function makes of it."""

    case: Case
    said: dict[str, dict[str, Any]]
    x: torch.Tensor
    w: torch.Tensor
    made: torch.Tensor


@pytest.fixture(scope="module")
def worked() -> Iterator[list[Worked]]:
    cases, threads, every = grid(), torch.get_num_threads(), []
    torch.set_num_threads(1)  # so small a call costs a second thread more than it gives
    for seed, ((layers, rest), said) in enumerate(zip(cases, calls(cases), strict=True)):
        axes, groups = len(layers), rest.get("groups", 1)
        inputs, outputs = rest.get("in_channels", 1), rest.get("out_channels", 1)
        named = {name: tuple(one[name] for one in layers) for name in layers[0]}
        taps = named.pop("kernel_size")
        if rest["transposed"]:
            first, shape, name = (inputs, outputs // groups), (5, 4, 3), "conv_transpose"
        else:
            first, shape, name = (outputs, inputs // groups), (9, 8, 7), "conv"
            del named["output_padding"]
        w = numbers([*first, *taps], seed)
        x = numbers([2, inputs, *shape[:axes]], seed + 1)
        try:
            made = getattr(functional, f"{name}{axes}d")(x, w, groups=groups, **named)
        except RuntimeError:
            continue  # nothing is left of this input
        if not made.numel():
            continue
        every.append(Worked((layers, rest), said, x, w, made))
    yield every
    torch.set_num_threads(threads)


@pytest.mark.slow
@pytest.mark.parametrize("library", RUN)
def test_each_call_gives_what_pytorch_gives(
    library: str, worked: list[Worked], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    packages, run = RUN[library]
    for package in packages:
        where_installed(package)
    # Each call is a compilation of its own for JAX.
    some = random.Random(0).sample(worked, 300) if library == "JAX" else worked
    for one in some:
        said = one.said[library]
        if not said["possible"]:
            continue
        last = LAST in said["note"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = one.x.movedim(1, -1) if last else one.x
            made = run(said["call"], given, laid_out(said["note"], one.w))
        made = made.detach() if isinstance(made, torch.Tensor) else torch.tensor(np.array(made))
        made = made.double().movedim(-1, 1) if last else made.double()
        assert torch.equal(made, one.made), (said["call"], one.case)


# ---- what is said to be impossible --------------------------------------------------------------


def test_only_these_can_not_be_said(worked: list[Worked]):
    """For each library by hand: the settings of the grid for which there is no call."""

    def beyond(layers: list[Setting]) -> bool:
        return any(one["output_padding"] - one["padding"] >= one["stride"] for one in layers)

    def without(one: Worked) -> set[str]:
        layers, rest = one.case
        transposed, grouped, axes = rest["transposed"], "groups" in rest, len(layers)
        holes = any(one["dilation"] > 1 and one["kernel_size"] > 1 for one in layers)
        refused = {
            "ONNX": transposed and beyond(layers),
            "Keras": transposed and (grouped or beyond(layers)),
            "MLX": grouped and axes == 3,
            "SciPy": axes > 1 or "in_channels" in rest or holes,
        }
        return {library for library, refuses in refused.items() if refuses}

    for one in worked:
        said = {library for library, each in one.said.items() if not each["possible"]}
        assert said == without(one), one.case


def test_keras_refuses_what_is_not_said_of_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    layers = where_installed("keras").layers
    with pytest.raises(ValueError, match="groups"):
        layers.Conv1DTranspose(6, 3, groups=2)
    with pytest.raises(ValueError, match="output_padding"):
        layers.Conv1DTranspose(1, 3, dilation_rate=2, output_padding=1)
    for layer in (layers.Conv1DTranspose, layers.Conv1D):
        with pytest.raises(ValueError, match="strides > 1"):
            layer(1, 3, strides=2, dilation_rate=2)


def test_onnx_refuses_what_is_not_said_of_it():
    for package in RUN["ONNX"][0]:
        where_installed(package)
    call = EXPECTED[0][1]["ONNX"].replace("strides=[2]", "strides=[1]")
    x, w = torch.ones(1, 1, 5).double(), torch.ones(1, 1, 3).double()
    with pytest.raises(Exception, match="output_padding .* may be too large"):
        onnx_node(call.replace("dilations=[1]", "dilations=[2]"), x, w)


def test_mlx_refuses_what_is_not_said_of_it():
    mx = where_installed("mlx.core")
    x, w = mx.ones((1, 3, 3, 3, 4)), mx.ones((6, 1, 1, 1, 2))
    for function in (mx.conv3d, mx.conv_transpose3d):
        with pytest.raises(ValueError, match="groups"):
            mx.eval(function(x, w, groups=2))


def test_mlx_does_not_cut_more_than_a_stamp_less_one():
    """Why its calls then slice: its numbers would be others."""
    mx = where_installed("mlx.core")
    made = mx.conv_transpose1d(mx.ones((1, 4, 1)), mx.ones((1, 1, 1)), stride=2, padding=1)
    assert made.shape[1] != (4 - 1) * 2 + 1 - 2 * 1
