"""Recordings: how they are read, shown and run again, without any of the libraries in them."""

import json
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import ipywidgets
import pytest
from shown import VIEW, widget_of

from course import draw, recorded, replay
from course.recorded import Recording, load, store
from course.recorded import elsewhere as others
from course.recorded.live import DidNotRun, Live, apart, outcome


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the course asks to know whether a kernel runs it."""
    import IPython

    with monkeypatch.context() as patched:
        patched.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel=object()))
        yield
    ipywidgets.Widget.close_all()


def parts(bundle: dict) -> tuple[ipywidgets.Output, ipywidgets.Button, ipywidgets.Output]:
    return widget_of(bundle).children


def text(output: ipywidgets.Output) -> str:
    (held,) = output.outputs
    assert (held["output_type"], held["name"]) == ("stream", "stdout")
    return held["text"].removesuffix("\n")


class TestFiles:
    def test_a_name_that_nobody_recorded(self):
        with pytest.raises(
            ValueError, match=r"There is no recording 'elsewear'; there are .*'else"
        ):
            load("elsewear")

    def test_no_way_out_of_the_folder(self):
        with pytest.raises(ValueError, match="There is no recording"):
            load("../../pyproject")

    @pytest.mark.parametrize("name", sorted(path.stem for path in recorded.HERE.glob("*.json")))
    def test_what_is_stored_is_what_the_script_would_write(
        self, name: str, tmp_path, monkeypatch: pytest.MonkeyPatch
    ):
        recording, before = load(name), (recorded.HERE / f"{name}.json").read_bytes()
        assert recording.what.endswith(".")
        assert recording.versions
        assert all(version[0].isdigit() for version in recording.versions.values())
        monkeypatch.setattr(recorded, "HERE", tmp_path)
        path = store(recording)
        assert path.read_bytes() == before
        assert load(name) == recording

    def test_a_row_stands_in_one_line(self, tmp_path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(recorded, "HERE", tmp_path)
        results = {"row": [1, -2, 0.5], "words": ["a", "b"], "none": []}
        lines = store(Recording("x", "A thing.", {}, results)).read_text().splitlines()
        assert '  "row": [1, -2, 0.5],' in lines
        assert '   "a",' in lines


class TestLive:
    def test_outside_of_a_notebook_it_is_a_text(self):
        shown = Live("recorded", lambda: pytest.fail("nobody pressed"))
        assert repr(shown) == "recorded"
        assert shown._repr_mimebundle_() == {"text/plain": "recorded"}

    def test_a_picture_stays_one(self):
        picture = draw([1], [1, 1, 3])
        assert Live(picture, str)._repr_mimebundle_() == picture._repr_mimebundle_()

    @pytest.mark.usefixtures("kernel")
    def test_a_press_shows_the_result_below_and_keeps_what_was_recorded(self):
        answers = iter(["here: 2", draw([1], [1, 1, 3])])
        bundle = Live("recorded: 1", lambda: next(answers), "Try it")._repr_mimebundle_()
        assert bundle.keys() == {"text/plain", VIEW}
        json.dumps(bundle)
        above, button, below = parts(bundle)
        assert (button.description, button.tooltip) == ("Try it", "Try it")
        assert text(above) == "recorded: 1"
        assert below.outputs == ()
        button.click()
        assert text(below) == "here: 2"
        button.click()
        (drawn,) = below.outputs
        assert drawn["data"]["image/svg+xml"].startswith("<svg")
        assert text(above) == "recorded: 1"
        assert not button.disabled
        assert button.description == "Try it"

    @pytest.mark.usefixtures("kernel")
    def test_while_it_runs_the_button_says_so_and_takes_no_press(self):
        seen = []

        def run() -> str:
            seen.append((button.disabled, button.description))
            button.click()
            return "once"

        _, button, _ = parts(Live("", run)._repr_mimebundle_())
        button.click()
        assert seen == [(True, "Running …")]

    def test_what_is_raised_becomes_a_sentence(self):
        def missing() -> None:
            import no_such_library.part  # noqa: F401

        def broken() -> None:
            print("noise")
            raise KeyError("a\nb")

        def late() -> None:
            raise DidNotRun("It ran for too long.")

        assert outcome(missing) == "no_such_library is not installed: pip install no_such_library"
        assert outcome(broken) == r"This did not run here. KeyError: 'a\nb'"
        assert outcome(late) == "This did not run here. It ran for too long."

    def test_what_it_prints_stays_away(self, capsys: pytest.CaptureFixture[str]):
        assert outcome(lambda: print("noise")) is None
        assert capsys.readouterr().out == ""


class TestApart:
    """A module in a process of its own, here one of the standard library."""

    def test_its_json_is_read(self, tmp_path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "told.py").write_text("import json, sys; print(json.dumps(sys.argv[1:]))")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        assert apart("told", "a", "b") == ["a", "b"]

    @pytest.mark.parametrize(
        ("code", "why"),
        [
            ("raise ValueError('no\\nway')", "way"),
            ("raise SystemExit(3)", "It ended with exit code 3 and said nothing."),
            ("print('no json')", "It ended with exit code 0 and said nothing."),
        ],
    )
    def test_no_result(self, code: str, why: str, tmp_path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "told.py").write_text(code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        with pytest.raises(DidNotRun) as caught:
            apart("told")
        assert str(caught.value) == why

    def test_a_missing_library_keeps_its_name(self, tmp_path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "told.py").write_text("import no_such_library.part")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        assert outcome(lambda: apart("told")) == (
            "no_such_library is not installed: pip install no_such_library"
        )

    def test_it_is_ended_in_time(self, tmp_path, monkeypatch: pytest.MonkeyPatch):
        (tmp_path / "told.py").write_text("import time; time.sleep(30)")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        with pytest.raises(DidNotRun, match=r"ran for more than 0\.2 seconds and was stopped"):
            apart("told", seconds=0.2)

    def test_no_process(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        with pytest.raises(DidNotRun, match="The process could not start"):
            apart("json")


class TestReplay:
    @staticmethod
    def answer(monkeypatch: pytest.MonkeyPatch, **told: object) -> None:
        monkeypatch.setattr(others, "apart", lambda *_: {"trouble": {}, **told})

    def test_a_name_that_has_no_recording(self):
        with pytest.raises(
            ValueError, match=r"no recorded call 'jax\.nothing'; there are jax\.def"
        ):
            replay("jax.default", "jax.nothing")
        with pytest.raises(ValueError, match=r"torchinfo\.macs\. Did you mean 'jax\.default'\?$"):
            replay("jax.defualt")
        with pytest.raises(ValueError, match=r"^Name a recorded call; there are jax\.default"):
            replay()

    def test_calls_with_their_results_and_the_versions(self):
        assert repr(replay("keras.dilated", "scipy.alike")).splitlines() == [
            "keras layers.Conv1DTranspose(1, 3, strides=2, dilation_rate=2)",
            "      raises ValueError: strides > 1 not supported in conjunction with",
            "      dilation_rate > 1.",
            "scipy upfirdn(w, x, up=2)[1:]",
            "      [1, 5, 2, 9, 3, 9]",
            f"recorded with keras {load('elsewhere').versions['keras']}, "
            f"scipy {load('elsewhere').versions['scipy']}",
        ]

    def test_neighbours_that_give_the_same_share_its_line(self):
        lines = repr(replay("onnx.upper", "onnx.lower", "keras.same", "jax.same")).splitlines()
        assert [line[:6] for line in lines[:-1]] == [
            *("onnx  ", "      ", "onnx  ", "      ", "keras ", "jax   ", "each  ")
        ]
        assert lines[1][6:] == lines[6][6:] == "[1, 1, 5, 2, 9, 3]"
        assert lines[3][6:] == "[1, 5, 2, 9, 3, 9]"

    def test_run_here_with_another_result(self, monkeypatch: pytest.MonkeyPatch):
        code = "upfirdn(w, x, up=2)"
        results = {"scipy": {"plain": {"code": code, "result": [1]}}}
        self.answer(monkeypatch, versions={"scipy": "9.0"}, results=results)
        assert replay("scipy.plain").run() == (
            f"scipy {code}\n      [1]\nrun here with scipy 9.0\nThis is not what was recorded."
        )

    def test_what_is_not_installed_is_named(self, monkeypatch: pytest.MonkeyPatch):
        said = "jax is not installed: pip install jax"
        self.answer(monkeypatch, versions={}, results={}, trouble={"jax": said})
        assert replay("jax.default").run() == said

    def test_asking_a_library_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch):
        def no_jax() -> dict:
            import no_such_jax  # noqa: F401

        def broken() -> dict:
            raise ImportError("libmlx.so: cannot open shared object file")

        monkeypatch.setitem(others.WORDS, "jax", no_jax)
        monkeypatch.setitem(others.WORDS, "mlx", broken)
        answers, trouble = others.ask("jax.default", "mlx.plain")
        assert (answers.versions, answers.results) == ({}, {})
        assert trouble == {
            "jax": "jax is not installed: pip install jax",
            "mlx": "mlx can't be imported: libmlx.so: cannot open shared object file",
        }

    def test_a_script_without_the_libraries_keeps_what_they_said(
        self, tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ):
        before = load("elsewhere")
        monkeypatch.setattr(recorded, "HERE", tmp_path)
        store(before)
        monkeypatch.setattr(
            others, "ask", lambda: (Recording("elsewhere", "", {}, {}), {"a": "no"})
        )
        others.main([])
        assert load("elsewhere").results == before.results
        assert capsys.readouterr().out.splitlines()[1:] == ["no"]
