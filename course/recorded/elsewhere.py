"""Asks other libraries for the running case, and shows what they answered.

``python -m course.recorded.elsewhere`` asks every library that is installed and writes the answers,
with the versions, into elsewhere.json; what can't be asked keeps its old answers, and is named.
"""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ..extras import not_installed
from ..language import sentences, tr
from . import Recording, load, store
from .calls import of_call, versions_of, wrapped, written
from .libraries import PACKAGES, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .button import Live

NAME = "elsewhere"
WHAT = "The input [1, 2, 3] and the kernel [1, 1, 3] through the transposed convolutions of others."
# Of each library the calls by name, as they are shown and run: what is shown is what was asked.
CALLS: dict[str, dict[str, str]] = {
    "jax": {
        "default": 'lax.conv_transpose(x, w, (2,), "VALID")',
        "turned": 'lax.conv_transpose(x, w, (2,), "VALID", transpose_kernel=True)',
        "symmetric": 'lax.conv_transpose(x, u, (2,), "VALID")',
        "pad_0": "lax.conv_transpose(x, w, (2,), [(0, 0)], transpose_kernel=True)",
        "pad_2": "lax.conv_transpose(x, w, (2,), [(2, 2)], transpose_kernel=True)",
        "alike": "lax.conv_transpose(x, w, (2,), [(1, 2)], transpose_kernel=True)",
        "consistent": (
            "lax.conv_transpose(x, w, (2,), [(1, 0)], transpose_kernel=True,\n"
            "                   use_consistent_padding=True)"
        ),
        "same": 'lax.conv_transpose(x, w, (2,), "SAME", transpose_kernel=True)',
        "wide": 'lax.conv_transpose(x, w, (4,), "VALID", transpose_kernel=True)',
        "weight": (
            'lax.conv_transpose(x2, w2.transpose(2, 1, 0), (1,), "VALID",\n'
            "                   transpose_kernel=True)[0, 0]"
        ),
    },
    "keras": {
        "valid": 'ops.conv_transpose(x, w, 2, "valid")',
        "same": 'ops.conv_transpose(x, w, 2, "same")',
        "same_0": 'ops.conv_transpose(x, w, 2, "same", output_padding=0)',
        "same_1": 'ops.conv_transpose(x, w, 2, "same", output_padding=1)',
        "alike": 'ops.conv_transpose(x, w, 2, "valid")[:, 1:]',
        "wide": 'ops.conv_transpose(x, w, 4, "valid")',
        "wide_0": 'ops.conv_transpose(x, w, 4, "valid", output_padding=0)',
        "dilated": "layers.Conv1DTranspose(1, 3, strides=2, dilation_rate=2)",
        "weight": ('ops.conv_transpose(x2, ops.transpose(w2, (2, 1, 0)), 1, "valid")[0, 0]'),
        "shape": "built(layers.Conv1DTranspose(5, 3), x2).kernel.shape",
    },
    "onnx": {
        "plain": "ConvTranspose(x, w, strides=[2])",
        "upper": 'ConvTranspose(x, w, strides=[2], auto_pad="SAME_UPPER")',
        "lower": 'ConvTranspose(x, w, strides=[2], auto_pad="SAME_LOWER")',
        "right": "ConvTranspose(x, w, strides=[2], pads=[0, 1])",
        "alike": "ConvTranspose(x, w, strides=[2], pads=[1, 0])",
        "padded": "ConvTranspose(x, w, strides=[2], pads=[1, 1], output_padding=[1])",
        "dilated": "ConvTranspose(x, w, strides=[2], dilations=[2])",
        "weight": "ConvTranspose(x2, w2)[0, :, 0]",
    },
    "scipy": {
        "plain": "upfirdn(w, x, up=2)",
        "alike": "upfirdn(w, x, up=2)[1:]",
    },
    "mlx": {
        "plain": "conv_transpose1d(x, w, stride=2)",
        "alike": "conv_transpose1d(x, w, stride=2, padding=1, output_padding=1)",
        "negative": "conv_transpose1d(x, w, stride=2, padding=-1)",
        "unbounded": "conv_transpose1d(x, w, stride=2, output_padding=3)",
        "dilated": "conv_transpose1d(x, w, stride=2, dilation=2)",
        "weight": "conv_transpose1d(x2, w2.transpose(1, 2, 0))[0, 0]",
        "shape": "ConvTranspose1d(2, 5, 3).weight.shape",
    },
}


def replay(*names: str) -> Live:
    """Show calls of other libraries with their recorded results; a notebook can run them as well.

    names: "library.call", as in "jax.default". Raises ValueError for a name that has no recording.

    >>> replay("scipy.plain")
    scipy upfirdn(w, x, up=2)
          [1, 1, 5, 2, 9, 3, 9]
    recorded with scipy 1.17.1
    """
    from .button import Live
    from .process import apart

    recorded = load(NAME)
    known = [f"{library}.{call}" for library, calls in recorded.results.items() for call in calls]
    if not names:
        raise ValueError(tr("Name a recorded call; there are {known}.", known=", ".join(known)))
    for name in names:
        if name not in known:
            near = get_close_matches(str(name), known, 1)
            unknown = tr(
                "There is no recorded call {name}; there are {known}.",
                name=repr(name),
                known=", ".join(known),
            )
            meant = tr("Did you mean {name}?", name=repr(near[0])) if near else ""
            raise ValueError(sentences([unknown, meant]))

    def run() -> str:
        answers = apart("course.recorded.elsewhere", *names)
        trouble = list(answers["trouble"].values())
        if not answers["results"]:
            return "\n".join(trouble)
        here = Recording(NAME, WHAT, answers["versions"], answers["results"])
        ran = [name for name in names if name.partition(".")[0] in here.results]
        alike = all(of_call(here, name) == of_call(recorded, name) for name in ran)
        verdict = tr("The same as recorded.") if alike else tr("This is not what was recorded.")
        ends = tr("run here with {versions}", versions=versions_of(here, ran))
        return "\n".join([*written(here, ran), *wrapped(ends), verdict, *trouble])

    # Translators: {versions} is a row as in "onnx 1.23.2, keras 3.15.1 (on jax)".
    ends = tr("recorded with {versions}", versions=versions_of(recorded, names))
    return Live("\n".join([*written(recorded, names), *wrapped(ends)]), run)


def ask(*names: str) -> tuple[Recording, dict[str, str]]:
    """The answers to these calls (all, if none is named), and by library why there are none."""
    wanted: dict[str, list[str]] = {} if names else {of: list(calls) for of, calls in CALLS.items()}
    for library, _, call in (name.partition(".") for name in names):
        wanted.setdefault(library, []).append(call)
    versions: dict[str, str] = {}
    results: dict[str, Any] = {}
    trouble: dict[str, str] = {}
    for library, calls in wanted.items():
        try:
            words = WORDS[library]()
        except ModuleNotFoundError:
            trouble[library] = not_installed(library, PACKAGES[library])
        except ImportError as error:
            trouble[library] = tr(
                "{library} can't be imported: {error}", library=library, error=error
            )
        else:
            versions[library] = version(library) + words.get("on", "")
            results[library] = {call: _answer(CALLS[library][call], words) for call in calls}
    return Recording(NAME, WHAT, versions, results), trouble


def _answer(code: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """What a call of ours returns, as whole numbers, or the first sentence of what it raises."""
    import numpy as np

    try:
        value = eval(code, dict(words))
    except (TypeError, ValueError, RuntimeError) as error:
        first = str(error).partition(". ")[0].replace("`", "")
        return {"code": code, "raises": f"{type(error).__name__}: {first}."}
    row = np.asarray(value, dtype=float).reshape(-1).tolist()
    if any(number != int(number) for number in row):
        raise ValueError(tr("{code} gives {row}: these are no whole numbers", code=code, row=row))
    return {"code": code, "result": [int(number) for number in row]}


def main(names: list[str]) -> None:
    """Print the answers to the calls named, as JSON; without any, ask all and write them."""
    answers, trouble = ask(*names)
    if names:
        answered = {"versions": answers.versions, "results": answers.results, "trouble": trouble}
        json.dump(answered, sys.stdout)
        return
    try:
        old = load(NAME)
    except ValueError:
        old = answers
    versions, results = old.versions | answers.versions, old.results | answers.results
    print(store(Recording(NAME, WHAT, versions, results)))
    for sentence in trouble.values():
        print(sentence)


if __name__ == "__main__":
    main(sys.argv[1:])
