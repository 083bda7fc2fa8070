"""The panel beside a verdict: what its buttons do, without a page to show them on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipywidgets
import pytest
from shown import VIEW, widget_of

from course import check, progress
from course.exercises import panel as panels
from course.exercises.bank import EXERCISES
from course.exercises.progress_file import read, write
from course.widgets import in_notebook


@pytest.fixture(autouse=True)
def _no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    monkeypatch.setattr("course.exercises.progress_file._said_unkept", True)


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the course asks to know whether a kernel runs it."""
    import IPython

    with monkeypatch.context() as patched:
        patched.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel=object()))
        assert in_notebook()
        yield
    ipywidgets.Widget.close_all()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path


class Shown:
    """A verdict's panel as a page that shows it, and a reader who uses that."""

    def __init__(self, name: str, answer: object = ...) -> None:
        self.bundle = check(name, answer)._repr_mimebundle_()
        self.panel = widget_of(self.bundle)
        self.sent: list[dict[str, Any]] = []
        self.panel.send = self.sent.append

    def ask(self, **question: object) -> dict[str, Any]:
        """What the kernel answers to a message."""
        before = len(self.sent)
        self.panel._handle_custom_msg({"id": before, **question}, [])
        (answer,) = self.sent[before:]
        assert answer.pop("id") == before
        json.dumps(answer)
        return answer

    def type(self, text: str = "", **texts: str) -> str:
        """The text of the verdict; one text is typed into the first field."""
        fields = (self.panel._form or {}).get("fields", [{"name": ""}])
        self.verdict = self.ask(do="check", typed=texts or {fields[0]["name"]: text})
        told: str = self.verdict["text"]
        return told

    def hint(self, step: int) -> str:
        return str(self.ask(do="hint", step=step)["text"])

    def solution(self) -> str:
        told = self.ask(do="solution")
        return f"{told['code']}\n\n{told['text']}"


def test_outside_of_a_notebook_there_is_none():
    assert not in_notebook()
    assert check("basic.two_stamps", [5]).panel is None


def test_in_a_terminal_of_ipython_there_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace())
    assert not in_notebook()


@pytest.mark.usefixtures("kernel")
class TestVerdict:
    @pytest.mark.parametrize("answer", [..., [5]])
    def test_it_brings_text_and_a_view(self, answer):
        verdict = check("basic.two_stamps", answer)
        bundle = verdict._repr_mimebundle_()
        assert bundle["text/plain"] == verdict.text
        assert set(bundle[VIEW]) >= {"model_id"}
        assert ("image/svg+xml" in bundle) == (answer is not ...)
        json.dumps(bundle)

    def test_a_right_one_brings_a_sentence_and_its_mark_alone(self):
        right = Shown("basic.two_stamps", [1, 2, 4, 3])
        assert right.bundle.keys() == {"text/plain", VIEW}
        assert right.panel._verdict["outcome"] == "right"
        assert right.panel._form is None
        assert not right.panel._helps

    def test_where_a_form_asks_no_dots_are_spoken_of(self):
        unanswered = Shown("basic.two_stamps")
        assert "in the place of the dots" in unanswered.bundle["text/plain"]
        assert unanswered.panel._verdict["outcome"] == "not attempted"
        assert unanswered.panel._verdict["text"] == ""
        # A function is written in the cell.
        assert "in the place of the dots" in Shown("basic.stamps").panel._verdict["text"]

    def test_printing_it_makes_no_widget(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(panels, "Panel", lambda *_: pytest.fail("made"))
        assert repr(check("basic.two_stamps", [5])).startswith("Wrong.")

    @pytest.mark.parametrize("name", EXERCISES)
    def test_every_exercise_has_its_panel(self, name: str):
        panel = Shown(name).panel
        assert panel._verdict["text"] == ("" if panel._form else check(name).text)
        assert panel._helps
        # A function is no text to type: there the cell is run again.
        in_code = type(EXERCISES[name]).__name__ == "Build"
        assert (panel._form is None) == in_code

    def test_what_was_answered_in_the_cell_stands_in_the_fields(self):
        assert Shown("basic.two_stamps", [1, 2]).panel._typed == {"": "1, 2"}
        choice = {"stride": 2, "padding": (1,)}
        assert Shown("padding.middle", choice).panel._typed == {"stride": "2", "padding": "1"}

    def test_a_picture_comes_with_it(self):
        verdict = check("basic.two_stamps", [1, 1, 3, 3])
        assert verdict.picture is not None
        shown = Shown("basic.two_stamps", [1, 1, 3, 3]).panel._verdict
        assert shown["picture"] == verdict.picture.svg


@pytest.mark.usefixtures("kernel")
class TestButtons:
    def test_check_judges_what_is_typed(self):
        panel = Shown("basic.two_stamps")
        told = panel.type("[1, 5, 4, 3]")
        assert told.startswith("Wrong. The first difference is at y[1], where you have 5.")
        assert panel.verdict["picture"].startswith("<svg")
        assert panel.type("1, 2, 4, 3").startswith("Right. ")
        assert panel.verdict["outcome"] == "right"
        assert panel.verdict["picture"] is None

    def test_a_view_opened_later_shows_what_stands_there_now(self):
        shown = Shown("basic.two_stamps")
        shown.type("1 2 4 3")
        assert shown.panel._typed == {"": "1 2 4 3"}
        assert shown.panel._verdict["outcome"] == "right"

    def test_values_by_name(self):
        panel = Shown("padding.middle")
        assert panel.type(stride="2", padding="1").startswith("Wrong. ")
        assert panel.type(stride="2", padding="２").startswith("Right. ")
        assert panel.type("dict(stride=2, padding=2)").startswith("Right. ")
        assert Shown("output_padding.zeros").type(true="False", padding="1").startswith("Right. ")
        assert Shown("size_formula.not_double").type("28").startswith("Right. ")

    def test_one_value_needs_no_name(self):
        assert Shown("basic.which_input").type("[2, 1]").startswith("Right. ")

    def test_one_change_repairs_a_decoder(self):
        panel = Shown("stride.repair")
        assert panel.type(**{"1.kernel_size": "4"}).startswith("Right. ")
        assert panel.type(**{"1.kernel_size": "5"}).startswith("Wrong. ")
        assert panel.type(**{"1.stride": "0"}).startswith("Wrong. stride=0 is not possible")
        assert panel.panel._typed == {"1.stride": "0"}
        assert panel.type(**{"1.stride": "9999"}) == "stride takes whole numbers from 0 to 999."

    @pytest.mark.parametrize("first", ["0", "3"])
    def test_several_changes_are_too_many_whether_they_are_possible_or_not(self, first: str):
        told = Shown("stride.repair").type(**{"0.stride": first, "1.padding": "2"})
        assert told == (
            "Wrong. One number is enough, and you changed 2: "
            f"decoder[0]: stride 2 → {first}, decoder[1]: padding 1 → 2."
        )

    @pytest.mark.parametrize(
        "typed",
        [
            *("[1, 2 x", "stride", "__import__('os').getcwd()", "2 + 2j + x", "[1], stride=2"),
            *("1) + (2", "**{'stride': 2}", "{[1]: 2}", "f'{1}'", "-" * 5_000 + "1"),
            *("x[" * 4_000, "\x00", "lambda: 1", "9" * 5_000, "<img src=x onerror=alert(1)>"),
        ],
    )
    def test_what_can_not_be_read_earns_a_sentence(self, typed: str):
        panel = Shown("stride.by_two")
        told = panel.type(typed)
        start = typed if len(typed) <= 60 else f"{typed[:60]}…"
        assert told == f"“{start}” can't be read; write it as in 1, 0, 2."
        assert panel.verdict["outcome"] == "unread"

    def test_a_torch_that_is_missing_is_no_mistake_of_the_reader(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setitem(sys.modules, "torch", None)
        panel = Shown("stride.repair")
        assert "torch" in panel.type(**{"1.kernel_size": "4"})
        assert panel.verdict["outcome"] == "not checked"

    def test_typing_runs_nothing(self, tmp_path: Path):
        told = Shown("basic.two_stamps").type(f"open({str(tmp_path / 'x')!r}, 'w')")
        assert "can't be read" in told
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "message",
        [
            *(None, 7, "check", [], {}, {"do": "check"}, {"do": "check", "typed": 3, "id": 0}),
            *({"do": "hint", "step": "1", "id": 0}, {"do": "rm", "id": 0}, {"do": "solution"}),
            {"do": "check", "typed": {}, "id": [0]},
        ],
    )
    def test_a_message_of_another_kind_is_left_alone(self, message: object):
        shown = Shown("basic.two_stamps")
        shown.panel._handle_custom_msg(message, [])
        assert shown.sent == []

    @pytest.mark.parametrize(
        "typed", [{"": 7}, {"": None}, {"": ["1"]}, {"x": "1"}, {"__proto__": "1"}, {}]
    )
    def test_what_is_no_text_is_nothing_typed(self, typed: dict[str, object]):
        shown = Shown("basic.two_stamps")
        verdict = shown.ask(do="check", typed=typed)
        assert verdict["text"] == "Write your answer into the field first."
        assert shown.panel._typed == {}

    def test_a_text_without_end_is_kept_nowhere(self):
        shown = Shown("basic.two_stamps", [5])
        assert "10000 are more than enough" in shown.type("1" * 10_000_000)
        shown.ask(do="check", typed={"": "1 2", "more": "x" * 10_000})
        assert shown.panel._typed == {"": "1 2"}

    @pytest.mark.parametrize("name", ["basic.two_stamps", "stride.stamps", "stride.repair"])
    def test_hints_come_one_by_one(self, name: str):
        panel, hints = Shown(name), EXERCISES[name].hints
        said = [panel.hint(step) for step in range(1, len(hints) + 3)]
        wanted = [f"{text}\n(hint {n} of {len(hints)})" for n, text in enumerate(hints, start=1)]
        assert said == [*wanted, wanted[-1], wanted[-1]]
        assert panel.hint(10**400) == wanted[-1]
        assert panel.hint(-5) == wanted[0]

    @pytest.mark.parametrize("name", ["basic.two_stamps", "stride.stamps", "stride.repair"])
    def test_solution_tells_the_answer_and_why(self, name: str, capsys: pytest.CaptureFixture[str]):
        from course import solution

        shown = Shown(name)
        assert EXERCISES[name].why not in shown.panel._verdict["text"]
        told = shown.solution()
        solution(name)
        assert told + "\n" == capsys.readouterr().out
        assert told.endswith(EXERCISES[name].why)

    def test_it_keeps_what_is_done(self, path: Path):
        panel = Shown("basic.two_stamps")
        assert not path.exists()
        panel.type("[5]")
        assert read(path) == {"basic.two_stamps": "wrong"}
        panel.hint(1)
        panel.solution()
        assert read(path) == {"basic.two_stamps": "wrong"}
        panel.type("[1, 2, 4, 3]")
        assert read(path) == {"basic.two_stamps": "right"}


class TestProgress:
    @pytest.mark.usefixtures("kernel")
    def test_without_a_place_there_is_nothing_to_restore(self):
        assert progress()._repr_mimebundle_().keys() == {"text/plain"}

    @staticmethod
    def restore(content: bytes) -> tuple[str, str]:
        """What the label and the table say after a file is put back."""
        shown, row = widget_of(progress()._repr_mimebundle_()).children
        _, upload, said = row.children
        file = {"name": "progress.json", "type": "application/json", "size": len(content)}
        file |= {"content": memoryview(content), "last_modified": datetime.now(UTC)}
        upload.value = (file,)
        return said.value, shown.value

    @pytest.mark.usefixtures("kernel")
    def test_the_file_can_be_downloaded_and_restored(self, path: Path):
        done = {"basic.hole": "right", "stride.by_two": "wrong"}
        write(path, {"done": done, "answers": {"basic.hole": {"": "1, 0, 2"}}})
        bundle = progress()._repr_mimebundle_()
        assert bundle["text/plain"] == repr(progress())
        download = widget_of(bundle).children[1].children[0]
        assert (download.name, download.label) == ("progress.json", "Download my progress")
        content = download.text.encode()
        assert content == path.read_bytes()
        path.unlink()
        said, table = self.restore(content)
        assert said == "2 exercises restored."
        assert path.read_bytes() == content
        assert "●" in table.split("right")[0]

    @pytest.mark.usefixtures("kernel")
    def test_restoring_takes_nothing_away(self, path: Path):
        done = {"basic.hole": "right", "padding.cut": "wrong"}
        answers = {"basic.hole": {"": "1, 0"}, "padding.cut": {"": "3"}}
        write(path, {"done": done, "answers": answers})
        brought = {"version": 1, "done": {"basic.hole": "wrong", "padding.cut": "right"}}
        brought["answers"] = {"padding.cut": {"": "5"}, "stride.gaps": {"": "7"}}
        self.restore(b"\xef\xbb\xbf" + json.dumps(brought).encode())
        assert json.loads(path.read_bytes()) == {
            "version": 1,
            "done": {"basic.hole": "right", "padding.cut": "right"},
            "answers": {**answers, **brought["answers"]},
        }

    @pytest.mark.usefixtures("kernel")
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"mess", "This is no progress file"),
            (b"\xff\xfe", "This is no progress file"),
            (b'{"version": 9, "done": {}}', "version 9"),
            (b"", "This is no progress file"),
        ],
    )
    def test_a_file_that_is_none_changes_nothing(self, content: bytes, told: str, path: Path):
        write(path, {"done": {"basic.hole": "right"}})
        said, _ = self.restore(content)
        assert told in said
        assert read(path) == {"basic.hole": "right"}

    @pytest.mark.usefixtures("kernel")
    def test_restoring_over_a_mess_puts_the_mess_aside(self, path: Path):
        precious = '{"version": 1, "done": {by hand, and precious'
        path.write_text(precious, encoding="utf-8")
        said, _ = self.restore(b'{"version": 1, "done": {"basic.hole": "right"}}')
        assert "progress.json.damaged1" in said
        aside = path.with_name("progress.json.damaged1")
        assert aside.read_text(encoding="utf-8") == precious
        assert read(path) == {"basic.hole": "right"}

    @pytest.mark.usefixtures("kernel")
    def test_restoring_over_a_newer_file_leaves_it(self, path: Path):
        newer = '{"version": 2, "done": {}}'
        path.write_text(newer, encoding="utf-8")
        said, _ = self.restore(b'{"version": 1, "done": {"basic.hole": "right"}}')
        assert said.startswith("Nothing is kept.")
        assert path.read_text(encoding="utf-8") == newer


def test_widgets_are_loaded_only_where_one_is_shown():
    code = "import course.exercises, sys; print({'anywidget', 'ipywidgets'} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
