"""The committed notebooks are in step, executed, clean, unsolved, and compared cell by cell."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from documented import ROOT, notebooks

pytest.importorskip("jupytext", reason="the sources are read with the extra 'author'")

from publish.chapter.notebooks import differences
from publish.tree import this_tree

# The least number of cells with an output to compare, by hand, a little under today's count.
FLOORS = {
    "00_start.ipynb": 5,
    "01_basic.ipynb": 8,
    "02_stride.ipynb": 11,
    "03_zero_insert.ipynb": 9,
    "04_padding.ipynb": 11,
    "05_output_padding.ipynb": 12,
    "06_size_formula.ipynb": 10,
    "07_signature.ipynb": 25,
    "08_transposed.ipynb": 18,
    "09_two_dimensions.ipynb": 16,
    "10_artifacts.ipynb": 18,
    "11_elsewhere.ipynb": 26,
    "12_cost.ipynb": 27,
    "13_causal.ipynb": 27,
    "14_upsampling.ipynb": 25,
    "own_layer.ipynb": 7,
    "questions.ipynb": 22,
}
# Cells that may be skipped, as (notebook, cell id): reason.
SKIPPED: dict[tuple[str, str], str] = {}
# Of the cells that answer a prediction.
FOLDED = {"outputs_hidden": True}
SKIP_MARKS = ("skip", "nbval", "raises-exception", "ignore")
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# A tab, a home, a drive, an installed package, an address in memory: what only one machine has.
MACHINE = re.compile(
    r"(?<![\w.])/(home|root|tmp|usr|opt|var|work|mnt|Users|private)/|\b[A-Za-z]:\\|site-packages"
    r"|\bat 0x[0-9a-f]{6,}|\x1b\["
)
# The one thing that is stored as HTML are sounds that are all there, with their names.
SOUND = re.compile(
    r'(<figure class="sound"><figcaption>([^<>]+)</figcaption><audio controls preload="metadata" '
    r'aria-label="\2" src="data:audio/wav;base64,[A-Za-z0-9+/]{100,}={0,2}"></audio></figure>)*'
)
TRACEBACK = re.compile(r"Traceback \(most recent call last\)|^\w*Error: |--> \d+ ", re.MULTILINE)

# What a check says to the dots, to a function without a body and to a decoder with its fault.
NOT_ATTEMPTED = re.compile(
    r"Not attempted yet: |\w+\([\w, ]*\) returns nothing so far\.$|Nothing is changed yet\. "
)

STORED = notebooks()
every = pytest.mark.parametrize("name", STORED)


def code_cells(name: str) -> list[dict]:
    return [cell for cell in STORED[name]["cells"] if cell["cell_type"] == "code"]


def calls_in(tree: ast.AST, function: str) -> list[ast.Call]:
    return [
        part
        for part in ast.walk(tree)
        if isinstance(part, ast.Call) and getattr(part.func, "id", "") == function
    ]


def calls(name: str, function: str) -> list[ast.Call]:
    trees = (ast.parse("".join(cell["source"])) for cell in code_cells(name))
    return [call for tree in trees for call in calls_in(tree, function)]


def test_every_notebook_has_its_source_and_its_floor():
    sources = {path.stem for path in (ROOT / "notebooks" / "source").glob("*.py")}
    assert {name.removesuffix(".ipynb") for name in STORED} == sources
    assert FLOORS.keys() == STORED.keys()


def test_they_are_in_step_with_their_sources():
    assert differences(this_tree()) == []


@every
class TestStored:
    def test_every_code_cell_was_executed_in_its_order(self, name: str):
        counts = [cell["execution_count"] for cell in code_cells(name)]
        assert counts == list(range(1, len(counts) + 1))

    def test_enough_cells_are_compared(self, name: str):
        compared = [cell for cell in code_cells(name) if cell["outputs"]]
        assert len(compared) >= FLOORS[name]

    def test_none_is_skipped(self, name: str):
        for cell in STORED[name]["cells"]:
            if (name, cell["id"]) in SKIPPED:
                continue
            tags = cell["metadata"].get("tags", [])
            assert not [tag for tag in tags if any(m in tag.lower() for m in SKIP_MARKS)]
            # nbval reads its marks from comments as well.
            assert not re.search(r"#.*\b(NBVAL|PYTEST_VALIDATE)_", "".join(cell["source"]))

    def test_outputs_are_of_the_kinds_that_can_be_compared(self, name: str):
        for cell in code_cells(name):
            for output in cell["outputs"]:
                if output["output_type"] == "stream":
                    assert output["name"] == "stdout"
                    continue
                assert output["output_type"] in {"display_data", "execute_result"}
                # A widget view has no state in a file; a picture must have its characters.
                assert set(output["data"]) <= {"text/plain", "image/svg+xml", "text/html"}
                assert SOUND.fullmatch("".join(output["data"].get("text/html", ""))), cell["id"]
                assert "text/plain" in output["data"]

    def test_its_sounds_weigh_little(self, name: str):
        outputs = [output for cell in code_cells(name) for output in cell["outputs"]]
        heard = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
        assert sum(map(len, heard)) <= 150_000

    def test_outputs_hold_no_traceback_and_nothing_of_a_machine(self, name: str):
        for cell in code_cells(name):
            text = json.dumps(cell["outputs"], ensure_ascii=False).replace("\\n", "\n")
            assert not MACHINE.search(text), cell["id"]
            assert not TRACEBACK.search(text), cell["id"]
            assert "model not found" not in text

    def test_metadata_say_what_a_cell_is_and_no_more(self, name: str):
        assert STORED[name]["metadata"] == METADATA
        for cell in STORED[name]["cells"]:
            assert set(cell["metadata"]) <= {"tags", "slideshow", "jupyter"}
            assert cell["metadata"].get("jupyter", FOLDED) == FOLDED
            assert all(not output.get("metadata") for output in cell.get("outputs", []))
            assert not cell.get("attachments")

    def test_ids_count_the_cells(self, name: str):
        slug = re.sub(r"^\d\d_", "", name).removesuffix(".ipynb").replace("_", "-")
        ids = [cell["id"] for cell in STORED[name]["cells"]]
        assert ids == [f"{slug}-{number:03d}" for number in range(1, len(ids) + 1)]


@every
class TestUnsolved:
    def test_no_solution_is_shown(self, name: str):
        assert not calls(name, "solution")
        printed = json.dumps([cell["outputs"] for cell in code_cells(name)])
        assert "Right." not in printed

    def test_no_check_is_filled_in(self, name: str):
        # The notebooks beside the chapters ask nothing.
        assert bool(calls(name, "check")) == name[0].isdigit()
        for cell in code_cells(name):
            tree = ast.parse("".join(cell["source"]))
            bodies = {
                part.name: part.body for part in tree.body if isinstance(part, ast.FunctionDef)
            }
            for call in calls_in(tree, "check"):
                exercise, answer = call.args
                if exercise.value.endswith(".repair"):
                    # The decoder stands there with its fault; what the check says to it, tells.
                    continue
                if isinstance(answer, ast.Name):
                    blanks = [part.value for part in bodies[answer.id]]
                elif isinstance(answer, ast.Call):
                    assert answer.func.id == "dict"
                    assert not answer.args
                    blanks = [keyword.value for keyword in answer.keywords]
                else:
                    blanks = [answer]
                assert blanks
                assert all(isinstance(b, ast.Constant) and b.value is ... for b in blanks)

    def test_every_check_says_not_attempted(self, name: str):
        for cell in code_cells(name):
            if calls_in(ast.parse("".join(cell["source"])), "check"):
                (output,) = cell["outputs"]
                text = "".join(output["data"]["text/plain"])
                assert NOT_ATTEMPTED.match(text), text


class TestGuards:
    """The patterns above notice what they are there for."""

    @pytest.mark.parametrize(
        "text",
        [
            "saved to /home/ada/x.svg",
            "'/tmp/x'",
            r"C:\Users\ada",
            "/usr/lib/python3/site-packages/torch",
            "<object at 0x7f12ab34cd56>",
            "\x1b[31mred",
        ],
    )
    def test_machine(self, text: str):
        assert MACHINE.search(text)

    @pytest.mark.parametrize(
        "text", ["1/4", "x0/tmp", "see https://a.org/home/x", "p = 0x10", "a:b"]
    )
    def test_not_a_machine(self, text: str):
        assert not MACHINE.search(text)

    def test_traceback(self):
        assert TRACEBACK.search("Traceback (most recent call last)\n")
        assert TRACEBACK.search("\nValueError: no")
        assert not TRACEBACK.search("padding=4 is not possible: the output would have −1 elements")


@pytest.mark.slow
class TestNbval:
    """nbval itself over a chapter with one digit changed, as `test` runs all of them."""

    CHAPTER = "01_basic.ipynb"

    @staticmethod
    def ran(notebook: Path) -> subprocess.CompletedProcess[str]:
        command = [
            *(sys.executable, "-m", "pytest", "--nbval", "--nbval-cell-timeout=60"),
            *("-p", "no:cacheprovider", "--disable-plugin-autoload", "-p", "nbval.plugin"),
            *("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(notebook.parent), str(notebook)),
        ]
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
        environment |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        environment.pop("COURSE_PROGRESS", None)
        return subprocess.run(
            command,
            cwd=notebook.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def test_a_changed_digit_turns_the_run_red_and_nothing_else_does(self, tmp_path: Path):
        pytest.importorskip("nbval", reason="nbval needs the extra 'author'")
        text = (ROOT / "notebooks" / self.CHAPTER).read_text(encoding="utf-8")
        stored = '"[1, 1, 3]\\n"'
        assert stored in text
        # What is folded is compared as well.
        (changed,) = (
            cell
            for cell in json.loads(text)["cells"]
            if cell["cell_type"] == "code"
            and "ConvTranspose1d(in_channels" in "".join(cell["source"])
        )
        assert stored.strip('"') in json.dumps(changed["outputs"])
        assert changed["metadata"]["jupyter"] == FOLDED
        notebook = tmp_path / self.CHAPTER
        notebook.write_text(text.replace(stored, '"[1, 1, 2]\\n"', 1), encoding="utf-8")
        done = self.ran(notebook)
        cells = len(code_cells(self.CHAPTER))
        assert done.returncode == 1, done.stdout
        assert f"1 failed, {cells - 1} passed" in done.stdout
        assert "Cell 2" in done.stdout
