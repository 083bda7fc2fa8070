"""For each library what its calls are made of: its functions, and the numbers of the example."""

import os
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

X, W = [1.0, 2.0, 3.0], [1.0, 1.0, 3.0]
# A kernel longer than the running one, and one shorter than the stride.
V, SHORT = [1.0, 2.0, 3.0, 4.0], [5.0]
# 2 channels in, 5 out, 3 taps, in PyTorch's layout, all different.
W2 = [[[float(15 * i + 3 * o + k) for k in range(3)] for o in range(5)] for i in range(2)]


def _jax() -> dict[str, Any]:
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    lax, jnp = import_module("jax.lax"), import_module("jax.numpy")
    return {"lax": lax, **_last(jnp.array)}


def _keras() -> dict[str, Any]:
    os.environ.setdefault("KERAS_BACKEND", "jax" if find_spec("jax") else "torch")
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    keras = import_module("keras")

    def built(layer: Any, x: Any) -> Any:
        layer.build(x.shape)
        return layer

    made = _last(keras.ops.convert_to_tensor)
    on = f" (on {keras.backend.backend()})"
    return {"ops": keras.ops, "layers": keras.layers, "built": built, "on": on, **made}


def _last(array: Callable[..., Any]) -> dict[str, Any]:
    """The running case with its channels last; w2 stays in PyTorch's layout."""
    return {
        "x": array([[[value] for value in X]]),
        "w": array([[[value]] for value in W]),
        "u": array([[[value]] for value in (1.0, 2.0, 1.0)]),
        "v": array([[[value]] for value in V]),
        "short": array([[[value]] for value in SHORT]),
        "x2": array([[[1.0, 2.0]]]),
        "w2": array(W2),
    }


def _onnx() -> dict[str, Any]:
    import numpy as np

    make_node = import_module("onnx.helper").make_node
    evaluator = import_module("onnx.reference").ReferenceEvaluator

    def conv_transpose(x: Any, w: Any, **attributes: Any) -> Any:
        node = make_node("ConvTranspose", ["x", "w"], ["y"], **attributes)
        return evaluator(node).run(None, {"x": x, "w": w})[0]

    return {"ConvTranspose": conv_transpose, **_first(np.array)}


def _onnxruntime() -> dict[str, Any]:
    import numpy as np

    helper, runtime = import_module("onnx.helper"), import_module("onnxruntime")
    runtime.set_default_logger_severity(4)

    def conv_transpose(x: Any, w: Any, **attributes: Any) -> Any:
        node = helper.make_node("ConvTranspose", ["x", "w"], ["y"], **attributes)
        given = [helper.make_tensor_value_info(n, 1, a.shape) for n, a in {"x": x, "w": w}.items()]
        made = helper.make_tensor_value_info("y", 1, None)
        opset = helper.make_opsetid("", 22)
        model = helper.make_model(
            helper.make_graph([node], "g", given, [made]), opset_imports=[opset], ir_version=10
        )
        session = runtime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        return session.run(None, {"x": x, "w": w})[0]

    return {
        "ConvTranspose": conv_transpose,
        **_first(lambda values: np.array(values, np.float32)),
    }


def _first(array: Callable[..., Any]) -> dict[str, Any]:
    """The running case with its channels first."""
    return {
        "x": array([[X]]),
        "w": array([[W]]),
        "v": array([[V]]),
        "short": array([[SHORT]]),
        "x2": array([[[1.0], [2.0]]]),
        "w2": array(W2),
    }


def _tensorflow() -> dict[str, Any]:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    tf = import_module("tensorflow")
    # The distribution has the name of what it was built for, as tensorflow-cpu.
    return {"tf": tf, "version": tf.__version__, **_last(tf.constant)}


def _flax() -> dict[str, Any]:
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    jnp, linen = import_module("jax.numpy"), import_module("flax.linen")

    def params(kernel: Any) -> Any:
        return {"params": {"kernel": kernel}}

    k2 = jnp.arange(30.0).reshape(3, 2, 5)
    return {"nn": linen, "params": params, "k2": k2, **_last(jnp.array)}


def _scipy() -> dict[str, Any]:
    return {"upfirdn": import_module("scipy.signal").upfirdn, "x": X, "w": W}


def _mlx() -> dict[str, Any]:
    mx, nn = import_module("mlx.core"), import_module("mlx.nn")
    return {
        "conv_transpose1d": mx.conv_transpose1d,
        "ConvTranspose1d": nn.ConvTranspose1d,
        "x": mx.array(X).reshape(1, 3, 1),
        "w": mx.array(W).reshape(1, 3, 1),
        "x2": mx.array([[[1.0, 2.0]]]),
        "w2": mx.array(W2),
    }


def _counter() -> dict[str, Any]:
    """A layer of chapter 12 and its input: 8 channels in, 4 out, two groups, 5 rows of 6."""
    torch = import_module("torch")
    layer = torch.nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, groups=2)
    return {"layer": layer, "x": torch.ones(1, 8, 5, 6)}


def _torch() -> dict[str, Any]:
    def ran_in(mode: Any, layer: Any, x: Any) -> Any:
        with mode:
            layer(x)
        return mode

    mode = import_module("torch.utils.flop_counter").FlopCounterMode
    return {"FlopCounterMode": mode, "ran_in": ran_in, **_counter()}


def _counter_of(module: str, name: str) -> Callable[[], dict[str, Any]]:
    return lambda: {name: getattr(import_module(module), name), **_counter()}


WORDS: dict[str, Callable[[], dict[str, Any]]] = {
    "jax": _jax, "flax": _flax, "keras": _keras, "tensorflow": _tensorflow,
    "onnx": _onnx, "onnxruntime": _onnxruntime, "scipy": _scipy, "mlx": _mlx,
    "torch": _torch,
    "fvcore": _counter_of("fvcore.nn", "FlopCountAnalysis"),
    "ptflops": _counter_of("ptflops", "get_model_complexity_info"),
    "thop": _counter_of("thop", "profile"),
    "torchinfo": _counter_of("torchinfo", "summary"),
}  # fmt: skip
PACKAGES = {name: name for name in WORDS} | {
    "mlx": '"mlx[cpu]"',
    "keras": "keras jax",
    "onnxruntime": "onnx onnxruntime",
}
