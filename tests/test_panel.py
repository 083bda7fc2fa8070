"""The panel beside a verdict: what its buttons do, without a page to show them on."""

import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from types import SimpleNamespace

import ipywidgets
import pytest
from shown import VIEW, widget_of

from course import check, progress
from course.exercises import panel as panels
from course.exercises.bank import EXERCISES
from course.exercises.panel import read_typed
from course.exercises.progress_file import read, write
from course.widgets import in_notebook


@pytest.fixture(autouse=True)
def _no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)


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


class Panel:
    """A verdict's panel as a reader uses it."""

    def __init__(self, name: str, answer: object = ...) -> None:
        self.verdict = check(name, answer)
        self.bundle = self.verdict._repr_mimebundle_()
        self.box = widget_of(self.bundle)
        self.told, row = self.box.children
        self.controls = {
            getattr(control, "description", "") or "field": control for control in row.children
        }

    def press(self, name: str) -> str:
        self.controls[name].click()
        return self.text

    def type(self, text: str) -> str:
        self.controls["field"].value = text
        return self.text

    @property
    def text(self) -> str:
        data = self.told.outputs[0]["data"]
        text: str = data["text/plain"]
        assert data["text/html"].endswith(f">{escape(text)}</pre>")
        return text

    @property
    def pictures(self) -> list[str]:
        return [output["data"]["image/svg+xml"] for output in self.told.outputs[1:]]


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

    def test_a_right_one_brings_a_sentence_alone(self):
        verdict = check("basic.two_stamps", [1, 2, 4, 3])
        assert verdict._repr_mimebundle_().keys() == {"text/plain"}

    def test_printing_it_makes_no_widget(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(panels, "panel", lambda *_: pytest.fail("made"))
        assert repr(check("basic.two_stamps", [5])).startswith("Wrong.")

    @pytest.mark.parametrize("name", EXERCISES)
    def test_every_exercise_has_its_panel(self, name: str):
        panel = Panel(name)
        assert panel.text == check(name).text
        assert {"Hint", "Solution"} <= panel.controls.keys()
        # A function or a module is no text to type: there the cell is run again.
        in_code = type(EXERCISES[name]).__name__ in ("Build", "Repair")
        assert ({"field", "Check"} <= panel.controls.keys()) != in_code

    def test_every_control_can_be_named_and_reached(self):
        for name, control in Panel("basic.two_stamps").controls.items():
            if name == "field":
                assert control.placeholder
                continue
            assert isinstance(control, ipywidgets.Button)
            assert control.description == control.tooltip == name
            assert not control.disabled


@pytest.mark.usefixtures("kernel")
class TestButtons:
    def test_check_judges_what_is_typed(self):
        panel = Panel("basic.two_stamps")
        assert panel.text.startswith("Not attempted yet")
        assert panel.pictures == []
        told = panel.type("[1, 5, 4, 3]")
        assert told.startswith("Wrong. The first difference is at y[1], where you have 5.")
        (picture,) = panel.pictures
        assert picture.startswith("<svg")
        assert panel.type("1, 2, 4, 3").startswith("Right. ")
        assert panel.pictures == []
        assert panel.press("Check").startswith("Right. ")

    def test_check_without_anything_typed_judges_the_answer_again(self):
        panel = Panel("basic.two_stamps", [1, 2])
        assert panel.press("Check") == check("basic.two_stamps", [1, 2]).text
        assert panel.type("   ") == check("basic.two_stamps", [1, 2]).text

    def test_values_by_name(self):
        panel = Panel("padding.middle")
        assert panel.type("stride=2").startswith("Wrong. ")
        assert panel.type("stride=2, padding=2").startswith("Right. ")
        assert panel.type("dict(stride=2, padding=2)").startswith("Right. ")
        assert Panel("output_padding.zeros").type("true=False, padding=1").startswith("Right. ")
        assert Panel("size_formula.not_double").type("28").startswith("Right. ")

    @pytest.mark.parametrize(
        "typed",
        [
            *("[1, 2", "1 2", "stride", "__import__('os').getcwd()", "2 + 2j + x", "[1], stride=2"),
            *("1) + (2", "1)(2", "**{'stride': 2}", "{[1]: 2}", "f'{1}'", "-" * 5_000 + "1"),
            *("[" * 5_000, "\x00", "stride=", "lambda: 1", "9" * 5_000),
            "<img src=x onerror=alert(1)>",
        ],
    )  # fmt: skip
    def test_what_can_not_be_read_earns_a_sentence(self, typed: str):
        told = Panel("stride.side_by_side").type(typed)
        assert told == f"{typed!r} can't be read; write it as in [1, 2, 3] or stride=2."

    def test_typing_runs_nothing(self, tmp_path: Path):
        told = Panel("basic.two_stamps").type(f"open({str(tmp_path / 'x')!r}, 'w')")
        assert "can't be read" in told
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["basic.two_stamps", "stride.stamps", "stride.repair"])
    def test_hints_come_one_by_one(self, name: str):
        panel, hints = Panel(name), EXERCISES[name].hints
        said = [panel.press("Hint") for _ in range(len(hints) + 2)]
        wanted = [f"{text}\n(hint {n} of {len(hints)})" for n, text in enumerate(hints, start=1)]
        assert said == [*wanted, wanted[-1], wanted[-1]]

    @pytest.mark.parametrize("name", ["basic.two_stamps", "stride.stamps", "stride.repair"])
    def test_solution_tells_the_answer_and_why(self, name: str, capsys: pytest.CaptureFixture[str]):
        from course import solution

        panel = Panel(name)
        before = panel.text
        assert EXERCISES[name].why not in before
        told = panel.press("Solution")
        solution(name)
        assert told + "\n" == capsys.readouterr().out
        assert told.endswith(EXERCISES[name].why)

    def test_it_keeps_what_is_done(self, path: Path):
        panel = Panel("basic.two_stamps")
        assert not path.exists()
        panel.type("[5]")
        assert read(path) == {"basic.two_stamps": "wrong"}
        panel.press("Hint")
        panel.press("Solution")
        assert read(path) == {"basic.two_stamps": "wrong"}
        panel.type("[1, 2, 4, 3]")
        assert read(path) == {"basic.two_stamps": "right"}


class TestReadTyped:
    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("[1, 2]", [1, 2]),
            ("1, 2", [1, 2]),
            ("(1, 2)", (1, 2)),
            ("[[1, 2]]", [[1, 2]]),
            ("31", 31),
            (" -0.5 ", -0.5),
            ("1e999", math.inf),
            ("'[1]'", "[1]"),
            ("None", None),
            ("...", ...),
            ("[1, ...]", [1, ...]),
            ("", []),
            ("stride=2", {"stride": 2}),
            ("stride=2, padding=1", {"stride": 2, "padding": 1}),
            ("input=[1, 1], true=False", {"input": [1, 1], "true": False}),
            ("dict(stride=2, padding=1)", {"stride": 2, "padding": 1}),
            ("{'stride': 2}", {"stride": 2}),
            ("[1, 2]  # mine", [1, 2]),
        ],
    )
    def test_by_hand(self, text: str, answer):
        assert read_typed(text) == answer

    @pytest.mark.parametrize("text", ["dict([1])(2)", "list(stride=2)", "dict(x)", "a.b", "[1]]"])
    def test_no_code(self, text: str):
        with pytest.raises((ValueError, SyntaxError)):
            read_typed(text)


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
        write(path, {"basic.hole": "right", "stride.by_two": "wrong"})
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
        write(path, {"basic.hole": "right", "padding.cut": "wrong"})
        brought = {"version": 1, "done": {"basic.hole": "wrong", "padding.cut": "right"}}
        self.restore(b"\xef\xbb\xbf" + json.dumps(brought).encode())
        assert read(path) == {"basic.hole": "right", "padding.cut": "right"}

    @pytest.mark.usefixtures("kernel")
    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"mess", "This is no progress file"),
            (b"\xff\xfe", "can't decode"),
            (b'{"version": 9, "done": {}}', "version 9"),
            (b"", "This is no progress file"),
        ],
    )
    def test_a_file_that_is_none_changes_nothing(self, content: bytes, told: str, path: Path):
        write(path, {"basic.hole": "right"})
        said, _ = self.restore(content)
        assert told in said
        assert read(path) == {"basic.hole": "right"}

    @pytest.mark.usefixtures("kernel")
    def test_restoring_over_a_mess_puts_the_mess_aside(self, path: Path):
        path.write_text("by hand, and precious", encoding="utf-8")
        said, _ = self.restore(b'{"version": 1, "done": {"basic.hole": "right"}}')
        assert "progress.json.damaged1" in said
        aside = path.with_name("progress.json.damaged1")
        assert aside.read_text(encoding="utf-8") == "by hand, and precious"
        assert read(path) == {"basic.hole": "right"}

    @pytest.mark.usefixtures("kernel")
    def test_restoring_over_a_newer_file_leaves_it(self, path: Path):
        newer = '{"version": 2, "done": {}}'
        path.write_text(newer, encoding="utf-8")
        said, _ = self.restore(b'{"version": 1, "done": {"basic.hole": "right"}}')
        assert said.startswith("Nothing is kept.")
        assert path.read_text(encoding="utf-8") == newer


def test_the_module_asks_for_widgets_only_where_it_shows_some():
    assert not hasattr(panels, "ipywidgets")
