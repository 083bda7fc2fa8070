"""A reader's session under WebAssembly, where there are neither processes nor torch.

test_wasm.py runs it there as a program; it prints what came out, as JSON.
"""

import json
import sys
from types import SimpleNamespace

import numpy as np
from documented import CASES, SIZES

import course
from course.exercises.bank import EXERCISES
from course.extras import NotInstalled


def in_two_dimensions(row: dict) -> list:
    """The documented case along both axes at once, as input and kernel multiplied out."""
    x, w = ([[a * b for b in row[name]] for a in row[name]] for name in ("input", "kernel"))
    return course.conv_transpose2d(x, w, **row.get("parameters", {})).tolist()


def answered(name: str) -> tuple[str, str]:
    """The outcome and the words of the check that the exercise's own solution ends with."""
    verdicts = []
    session = {
        "__name__": "__main__",
        "check": lambda name, answer: verdicts.append(course.check(name, answer)),
        "nn": SimpleNamespace(Sequential=Unbuilt, ConvTranspose1d=Unbuilt),
    }
    try:
        exec(EXERCISES[name].solution(name), session)
    except NotInstalled as error:
        return "not installed", str(error)
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}"
    (verdict,) = verdicts
    return verdict.outcome, verdict.text


class Unbuilt:
    """In the place of a torch module: taken for one until torch itself is asked."""

    def __init__(self, *_, **__) -> None:
        pass

    def modules(self) -> list:
        return [self]


def shown(picture: course.Picture) -> dict[str, str]:
    return {"text": picture.text, "svg": picture.svg}


def came_out() -> dict:
    return {
        "platform": sys.platform,
        "bits": np.dtype(np.intp).itemsize * 8,
        "course": course.__file__,
        "conv_transpose1d": {
            name: course.conv_transpose1d(
                row["input"], row["kernel"], **row.get("parameters", {})
            ).tolist()
            for name, row in CASES.items()
        },
        "conv_transpose2d": {name: in_two_dimensions(row) for name, row in CASES.items()},
        "large": course.conv_transpose1d([50_000], [50_000]).tolist(),
        "output_size": {
            name: [
                [small, course.output_size(small, **row["parameters"])]
                for small, _ in row.get("transposed", [])
            ]
            for name, row in SIZES.items()
        },
        "wrapped": [
            str(layer) for layer in course.find_layers(65_537, 1, kernel_size=1, stride=65_536)
        ],
        "draw": shown(course.draw([1, 2, 3], [1, 1, 3], stride=2)),
        "animate": shown(course.animate([[1, 2], [3, 1]], [[1, 1], [1, 3]])),
        "find_layers": [str(layer) for layer in course.find_layers(6, 17, 5, 3)],
        "exercises": {name: answered(name) for name in EXERCISES},
    }


if __name__ == "__main__":
    print(json.dumps(came_out()))
