"""What programs that grade are promised in docs/engines.md."""

import json
import re
from ast import literal_eval
from pathlib import Path
from xml.etree import ElementTree

import nbclient
import nbformat
import pytest

import course
from course import check, exercises, points
from course.exercises.answers import Verdict
from course.exercises.bank import EXERCISES
from course.language import speaking

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/engines.md").read_text(encoding="utf-8")
KEYS = ["version", "exercise", "outcome", "idea", "text", "picture"]
OUTCOMES = ["right", "wrong", "exception", "not attempted", "not checked"]


def raises(x, w):
    raise KeyError("mine")


ANSWERS = [
    ("basic.two_stamps", [1, 2, 4, 3], "right", 1.0),
    ("basic.two_stamps", [1, 1, 1, 3], "wrong", 0.0),
    ("basic.two_stamps", "rubbish", "wrong", 0.0),
    ("basic.two_stamps", ..., "not attempted", 0.0),
    ("basic.stamps", raises, "exception", 0.0),
]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = type(EXERCISES["basic.two_stamps"])
    verdict = Verdict("not checked", "No process can be started here.")
    monkeypatch.setattr(kind, "judge", lambda *_: verdict)


class TestPoints:
    @pytest.mark.parametrize(("name", "answer", "outcome", "earned"), ANSWERS)
    def test_the_verdict_is_printed_kept_and_worth_a_number(
        self, name, answer, outcome, earned, path, capsys
    ):
        number = points(name, answer)
        assert type(number) is float
        assert number == earned
        assert capsys.readouterr().out == f"{check(name, answer)}\n"
        kept = json.loads(path.read_text())["done"] if path.exists() else {}
        assert kept == ({} if outcome == "not attempted" else {name: outcome})

    @pytest.mark.usefixtures("unchecked")
    def test_what_was_not_checked_is_no_number(self, path, capsys):
        with pytest.raises(RuntimeError, match=r"^No process can be started here\.$"):
            points("basic.two_stamps", [1, 2, 4, 3])
        assert not path.exists()

    def test_the_time_is_passed_on(self, monkeypatch):
        given = []
        monkeypatch.setattr(
            exercises, "check", lambda *a, **k: given.append((a, k)) or Verdict("right", "")
        )
        points("basic.stamps", 5, seconds=3)
        assert given == [(("basic.stamps", 5), {"seconds": 3})]

    def test_a_name_that_no_exercise_has(self):
        with pytest.raises(ValueError, match=r"the nearest name is 'basic\.two_stamps'"):
            points("basic.two_stamp", 5)


class TestInACell:
    """As nbgrader reads it: the number that an execute_result shows; an error earns nothing."""

    @pytest.mark.slow
    def test_the_page_s_own_cells(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("PYTHONPATH", str(Path(course.__file__).parents[1]))
        monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
        first, graded, whole = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
        cells = [
            first,
            f"answer = [1, 2, 4, 3]\n{graded}",
            f"answer = [1, 1, 1, 3]\n{graded}",
            f"answer = ...\n{graded}",
            whole,
            "points('basic.stamp', 5)",
        ]
        book = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
        nbclient.NotebookClient(book, allow_errors=True, timeout=120).execute()
        outputs = [cell.outputs for cell in book.cells]
        assert [float(one[-1].data["text/plain"]) for one in outputs[:4]] == [1, 2, 0, 0]
        assert {one[-1].output_type for one in outputs[:4]} == {"execute_result"}
        # Anything on stderr costs all points.
        assert {(one[0].output_type, one[0].name) for one in outputs[:4]} == {("stream", "stdout")}
        assert outputs[0][0].text.startswith("Right.")
        assert outputs[2][0].text.startswith("Wrong. This is what you get if a later stamp")
        assert list(json.loads(literal_eval(outputs[4][0].data["text/plain"]))) == KEYS
        assert [one.output_type for one in outputs[5]] == ["error"]


class TestJson:
    def told(self, verdict: Verdict) -> dict:
        told = json.loads(verdict.json())
        assert list(told) == KEYS
        assert told["version"] == 1
        return told

    @pytest.mark.parametrize(("name", "answer", "outcome", "_"), ANSWERS)
    def test_all_of_a_verdict(self, name, answer, outcome, _):
        verdict = check(name, answer)
        told = self.told(verdict)
        assert (told["exercise"], told["outcome"], told["text"]) == (name, outcome, repr(verdict))
        assert "\n" not in verdict.json()

    @pytest.mark.usefixtures("unchecked")
    def test_what_was_not_checked(self):
        assert self.told(check("basic.two_stamps", [1])) == {
            "version": 1,
            "exercise": "basic.two_stamps",
            "outcome": "not checked",
            "idea": None,
            "text": "No process can be started here.",
            "picture": None,
        }

    def test_a_wrong_idea_has_its_name(self):
        told = self.told(check("basic.two_stamps", [1, 1, 1, 3]))
        ideas = {idea.name for idea in EXERCISES["basic.two_stamps"].wrong_ideas}
        assert told["idea"] in ideas
        assert self.told(check("basic.two_stamps", [7, 7, 7, 7]))["idea"] is None

    def test_the_picture_is_an_svg(self):
        wrong = {"stride": 2, "padding": 1}
        told = self.told(check("padding.middle", wrong))
        assert ElementTree.fromstring(told["picture"]).tag == "{http://www.w3.org/2000/svg}svg"
        assert self.told(check("basic.two_stamps"))["picture"] is None

    def test_japanese_stays_readable(self):
        with speaking("ja"):
            written = check("basic.two_stamps", [1, 2, 4, 3]).json()
        assert "正解です" in written
        assert "\\u" not in written

    def test_the_page_names_what_there_is(self):
        table = PAGE.partition("| key |")[2].partition("\n\n")[0]
        assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == KEYS
        (row,) = re.findall(r"^\| `outcome` \| (.*) \|$", table, re.MULTILINE)
        assert re.findall(r'`"([\w ]+)"`', row) == OUTCOMES
