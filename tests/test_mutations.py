"""The guards guard: a broken course and a changed digit in a notebook are both noticed."""

import copy
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from documented import DISAGREES, RESULTS, notebook_disagreements, notebooks, printed, tagged_cells
from mutants import MUTANTS, copy_of_the_course

pytestmark = pytest.mark.slow

JUDGE = Path(__file__).with_name("documented.py")


def judged(folder: Path) -> subprocess.CompletedProcess[str]:
    """What documented.py says of the course in a folder; it must be that one which it imports."""
    done = subprocess.run(
        [sys.executable, "-B", str(JUDGE)],
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    imported, *lines = done.stdout.splitlines()
    assert Path(imported) == (folder / "course").resolve()
    done.stdout = "\n".join(lines)
    return done


class TestCourse:
    def test_whole_it_passes(self, tmp_path: Path):
        done = judged(copy_of_the_course(tmp_path))
        assert (done.returncode, done.stdout.strip()) == (0, "")

    @pytest.mark.parametrize("name", MUTANTS)
    def test_broken_it_is_noticed(self, name: str, tmp_path: Path):
        done = judged(copy_of_the_course(tmp_path, MUTANTS[name]))
        assert done.returncode == DISAGREES
        complaints = dict(line.split(": ", 1) for line in done.stdout.splitlines())
        assert MUTANTS[name].witness in complaints, done.stdout
        # No crash: the mutant computes, and computes something else.
        assert complaints[MUTANTS[name].witness][0] in "[-0123456789", done.stdout

    def test_a_mutant_that_a_refactoring_disarmed_is_reported(self, tmp_path: Path):
        mutant = replace(MUTANTS["padding is forgotten"], text="no line of the course")
        with pytest.raises(ValueError, match="layer.py has 0 times, not once: no line"):
            copy_of_the_course(tmp_path, mutant)


class TestNotebooks:
    def test_as_they_are_they_pass(self):
        assert notebook_disagreements(notebooks()) == []

    @pytest.mark.parametrize("name", RESULTS)
    def test_every_digit_that_changes_is_noticed(self, name: str):
        stored = notebooks()
        changed = 0
        for number, cell in enumerate(tagged_cells(stored)[name]):
            text = printed(cell)
            for place, digit in enumerate(text):
                if not digit.isdigit():
                    continue
                found = copy.deepcopy(stored)
                (output,) = tagged_cells(found)[name][number]["outputs"]
                output["text"] = [text[:place] + str((int(digit) + 1) % 10) + text[place + 1 :]]
                assert [line.split(":")[0] for line in notebook_disagreements(found)] == [name]
                changed += 1
        # Each number has one digit, and stands in the cell of PyTorch and in that of the course.
        assert changed >= 2 * len(RESULTS[name]["output"])

    @pytest.mark.parametrize("instead", ["", "[]\n", "[1, 1, 3, 9]\n", "[1, 1, 3]\n[1, 1, 3]\n"])
    def test_so_is_a_row_that_is_lost_lengthened_or_doubled(self, instead: str):
        found = copy.deepcopy(notebooks())
        (output,) = tagged_cells(found)["one_stamp"][0]["outputs"]
        assert output["text"] == ["[1, 1, 3]\n"]
        output["text"] = [instead]
        assert notebook_disagreements(found) == [f"one_stamp: {instead!r} instead of [1, 1, 3]"]
