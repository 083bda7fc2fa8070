"""Documented knows the results written by hand in documented.toml, and what disagrees with them.

Run as a program it compares the ``course`` on the path, prints what disagrees, and ends with
status 3 if anything does. It needs neither torch nor pytest, so that broken copies of the course
are compared in a blink.
"""

import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

import course

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
WRITTEN = tomllib.loads((TESTS / "documented.toml").read_text(encoding="utf-8"))
RESULTS = {row["name"]: row for row in WRITTEN["documented"]}
CASES = RESULTS | {row["name"]: row for row in WRITTEN["case"]}
SIZES = {row["name"]: row for row in WRITTEN["size"]}
DISAGREES = 3

TAG = "documented:"
LIST = re.compile(r"\[[^\[\]]*\]")


def stamped(x, w, stride=1, padding=0, output_padding=0, dilation=1) -> list:
    """The definition, one product at a time; shares no line with the course."""
    sums = defaultdict(int)
    for i, element in enumerate(x):
        for k, tap in enumerate(w):
            sums[i * stride + k * dilation - padding] += element * tap
    size = (len(x) - 1) * stride - 2 * padding + dilation * (len(w) - 1) + output_padding + 1
    return [sums[place] for place in range(size)]


def course_disagreements() -> list[str]:
    """A line "name: what" for each documented result, size or law that the course misses."""
    lines = []

    def expect(name, wanted, compute, *arguments, **parameters):
        try:
            got = np.asarray(compute(*arguments, **parameters)).tolist()
        except Exception as error:
            got = f"{type(error).__name__}: {error}"
        if got != wanted:
            lines.append(f"{name}: {got} instead of {wanted}")

    for name, row in CASES.items():
        parameters = row.get("parameters", {})
        expect(
            name, row["output"], course.conv_transpose1d, row["input"], row["kernel"], **parameters
        )
    for name, row in SIZES.items():
        for small, large in row.get("transposed", []):
            expect(name, large, course.output_size, small, **row["parameters"])
        direct = {key: value for key, value in row["parameters"].items() if key != "output_padding"}
        for large, small in row.get("convolution", []):
            expect(name, small, lambda n, of: course.Layer(**of).conv_output_size(n), large, direct)
    expect("adjoint", 0, adjoint_gap, [2, -1, 3, 1, -2, 4], [1, 2, 5], stride=2, padding=1)
    expect(
        "adjoint", 0, adjoint_gap, [2, -1, 3, 1, -2, 4, 5], [1, 2, -1, 0, 3], dilation=3, padding=2
    )
    return lines


def adjoint_gap(x, y, **parameters):
    """``<Cx, y> − <x, Cᵀy>``, which is 0 for a convolution C and its transposed one."""
    w = [1, 1, 3]
    there = course.conv1d(x, w, **parameters)
    short = len(x) - len(course.conv_transpose1d(y, w, **parameters))
    back = course.conv_transpose1d(y, w, output_padding=short, **parameters)
    return np.dot(there, y) - np.dot(x, back)


def notebooks() -> dict[str, dict]:
    return {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    }


def tagged_cells(found: Mapping[str, dict]) -> dict[str, list[dict]]:
    """The code cells of all notebooks by the name in their tag ``documented:<name>``."""
    cells = defaultdict(list)
    for notebook in found.values():
        for cell in notebook["cells"]:
            for tag in cell["metadata"].get("tags", []):
                if tag.startswith(TAG):
                    cells[tag.removeprefix(TAG)].append(cell)
    return dict(cells)


def printed(cell: Mapping) -> str:
    return "".join("".join(output.get("text", [])) for output in cell["outputs"])


def told(notebook: Mapping) -> list[str]:
    """What each code cell of a notebook prints, with one space where it has more."""
    texts = [printed(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [
        "\n".join(" ".join(line.split()) for line in text.strip().split("\n")) for text in texts
    ]


def notebook_disagreements(found: Mapping[str, dict]) -> list[str]:
    """A line "name: what" for each documented result that the stored notebooks miss."""
    lines = []
    cells = tagged_cells(found)
    lines += [f"{name}: a tag, and no documented result" for name in cells if name not in RESULTS]
    for name, row in RESULTS.items():
        sources = ["".join(cell["source"]) for cell in cells.get(name, [])]
        if not any(re.search(r"\b(torch_)?layer\(", source, re.ASCII) for source in sources):
            lines.append(f"{name}: no cell asks PyTorch")
        if not any("conv_transpose1d(" in source for source in sources):
            lines.append(f"{name}: no cell asks the course")
        for cell in cells.get(name, []):
            # Whatever stands there must be the list and nothing but the list.
            if printed(cell).split("\n") != [str(row["output"]), ""]:
                lines.append(f"{name}: {printed(cell)!r} instead of {row['output']}")
    return lines


if __name__ == "__main__":
    print(Path(course.__file__).resolve().parent)
    disagreements = course_disagreements()
    print("\n".join(disagreements))
    sys.exit(DISAGREES if disagreements else 0)
