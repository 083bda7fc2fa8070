"""What a reader has done is never lost: not in a crash, not by a mess, not by another version."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

import course
from course import check, files, progress
from course.exercises import progress_file
from course.exercises.bank import CHAPTERS
from course.exercises.progress_file import Unusable, merge, parse, read, record, write
from course.exercises.progress_overview import Overview

BASIC = len(CHAPTERS["basic"])
NOTHING_DONE = f"basic           {'○' * BASIC:<7} 0 of {BASIC}"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "my" / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path


def done(path: Path) -> dict:
    told = json.loads(path.read_text(encoding="utf-8"))
    assert set(told) == {"version", "done"}
    assert told["version"] == 1
    return told["done"]


def beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p != path)


class TestFile:
    def test_by_hand(self, path: Path):
        check("stride.by_two", [1])
        check("basic.two_stamps", [1, 2, 4, 3])
        assert path.read_text(encoding="utf-8") == (
            "{\n"
            ' "version": 1,\n'
            ' "done": {\n'
            '  "basic.two_stamps": "right",\n'
            '  "stride.by_two": "wrong"\n'
            " }\n"
            "}\n"
        )
        assert beside(path) == []

    def test_an_exception_of_the_readers_is_a_try(self, path: Path):
        def stamps(x, w):
            raise KeyError

        check("basic.stamps", lambda x, w: stamps(x, w) and None)
        assert done(path)["basic.stamps"] == "exception"

    def test_what_is_not_attempted_is_not_kept(self, path: Path):
        check("basic.two_stamps")
        check("basic.two_stamps", ...)
        assert not path.exists()

    def test_once_right_stays_right(self, path: Path):
        for answer in ([5], [1, 2, 4, 3], [5], "rubbish", ...):
            check("basic.two_stamps", answer)
        assert done(path) == {"basic.two_stamps": "right"}

    def test_wrong_turns_right(self, path: Path):
        check("basic.two_stamps", [5])
        assert done(path) == {"basic.two_stamps": "wrong"}
        check("basic.two_stamps", [1, 2, 4, 3])
        assert done(path) == {"basic.two_stamps": "right"}

    def test_nothing_new_is_not_written(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        check("basic.two_stamps", [5])
        monkeypatch.setattr(progress_file, "write", lambda *_: pytest.fail("written"))
        monkeypatch.setattr(progress_file, "alone", lambda *_: pytest.fail("locked"))
        check("basic.two_stamps", [6])

    def test_without_a_place_nothing_is_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.chdir(tmp_path)
        for value in (None, ""):
            if value is None:
                monkeypatch.delenv("COURSE_PROGRESS", raising=False)
            else:
                monkeypatch.setenv("COURSE_PROGRESS", value)
            monkeypatch.setattr(progress_file, "write", lambda *_: pytest.fail("written"))
            assert check("basic.two_stamps", [5]).outcome == "wrong"
            assert record("basic.two_stamps", "right") == ""
            assert list(tmp_path.iterdir()) == []


class TestWithoutAPlace:
    UNKEPT = (
        "\nYour progress is not kept here; %env COURSE_PROGRESS=progress.json in a cell keeps it "
        "from then on."
    )

    @pytest.fixture(autouse=True)
    def _no_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("COURSE_PROGRESS", raising=False)
        monkeypatch.setattr(progress_file, "_said_unkept", False)

    def test_a_notebook_s_first_answer_says_so(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(progress_file, "in_notebook", lambda: True)
        assert "not kept" not in check("basic.hole").text
        assert check("basic.hole", [5]).text.endswith(self.UNKEPT)
        assert "not kept" not in check("basic.hole", [5]).text
        assert "not kept" not in check("basic.two_stamps", [5]).text

    def test_what_it_says_is_right(
        self, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        from IPython.core.interactiveshell import InteractiveShell

        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
        (line,) = re.findall("%.*json", self.UNKEPT)
        InteractiveShell().run_cell(line)
        check("basic.hole", [5])
        assert done(tmp_path / "progress.json") == {"basic.hole": "wrong"}

    def test_a_program_hears_nothing(self):
        assert "not kept" not in check("basic.hole", [5]).text


OLD = {"basic.hole": "right"}


class TestCrash:
    @pytest.mark.parametrize("step", ["fsync", "dump", "replace"])
    @pytest.mark.parametrize("crash", [OSError(28, "No space left on device"), KeyboardInterrupt()])
    def test_in_the_middle_of_writing_leaves_the_old_file(
        self, step: str, crash: BaseException, path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        write(path, {"done": OLD})

        def broken(*_: object) -> None:
            raise crash

        where = {"fsync": "os.fsync", "dump": "course.exercises.progress_file.dump"}
        if step == "replace":
            monkeypatch.setattr(Path, "replace", broken)
        else:
            monkeypatch.setattr(where[step], broken)
        if isinstance(crash, OSError):
            verdict = check("basic.two_stamps", [5])
            assert verdict.text.endswith(
                f"\nYour progress could not be kept in {path}: No space left on device."
            )
        else:
            with pytest.raises(KeyboardInterrupt):
                check("basic.two_stamps", [5])
        monkeypatch.undo()
        assert done(path) == OLD
        assert beside(path) == []

    def test_a_process_killed_between_writing_and_replacing(self, path: Path):
        """The old file stays whole, and the next one is written as if nothing had been."""
        write(path, {"done": OLD})
        killed = (
            "import os, pathlib; from course.exercises.progress_file import record\n"
            "pathlib.Path.replace = lambda *_: os._exit(9)\n"
            "record('basic.two_stamps', 'right')\n"
        )
        environment = {**os.environ, "PYTHONPATH": str(Path(course.__file__).parents[1])}
        ended = subprocess.run([sys.executable, "-c", killed], env=environment, check=False)
        assert ended.returncode == 9
        assert done(path) == OLD
        assert record("stride.by_two", "wrong") == ""
        assert done(path) == {**OLD, "stride.by_two": "wrong"}
        assert beside(path) == []


# What a progress file becomes in a crash, or by hand, and what never was one.
DAMAGED = [
    '{"version": 1, "done": {"basic.hole": "right"}',
    '{"version":1,"done":{"basic.hole": right}}',
    '{\n "version": 1,\n "done": {\n  "basic.hole": "right",\n }\n}\n',
    '{\n "version": 1,\n "do',
    "{",
    '{"version": 1, "done": {"a": ' + "[" * 100_000,
    "\x00\x00\x00",
    '{"version": 1, "done": {"a": "right"\x00\x00\x00',
]
FOREIGN = [
    "nonsense",
    "[]",
    "5",
    "null",
    '"right"',
    "{}",
    '{"version": 1}',
    '{"done": {}}',
    '{"version": 1, "done": 5}',
    '{"version": 1, "done": "right"}',
    "[" * 100_000,
    '{"version": 1, "packages": {"done": true}}',
    '{"name": "course", "version": "1.0.0"}',
    "{'version': 1, 'done': {}}",
    "# My notes\n",
]
BEGUN = '{"version": 1, "done": {'
NO_PROGRESS = "This is no progress file: it should hold a version and what is done."


class TestMess:
    @pytest.mark.parametrize("mess", DAMAGED, ids=lambda text: text[:30])
    def test_it_is_put_aside_and_told(self, mess: str, path: Path):
        path.parent.mkdir()
        path.write_text(mess, encoding="utf-8")
        verdict = check("basic.two_stamps", [5])
        assert verdict.outcome == "wrong"
        assert verdict.text.endswith(
            f"\n{NO_PROGRESS} It is kept as progress.json.damaged1, and a new one is begun."
        )
        assert done(path) == {"basic.two_stamps": "wrong"}
        assert beside(path) == ["progress.json.damaged1"]
        assert path.with_name("progress.json.damaged1").read_text(encoding="utf-8") == mess
        assert "damaged" not in check("basic.two_stamps", [5]).text

    @pytest.mark.parametrize("text", FOREIGN, ids=lambda text: text[:30])
    def test_what_is_somebody_elses_stays(self, text: str, path: Path):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        verdict = check("basic.two_stamps", [1, 2, 4, 3])
        assert verdict.outcome == "right"
        assert verdict.text.endswith(
            f"\nNothing is kept. {NO_PROGRESS} Let COURSE_PROGRESS name another file."
        )
        assert path.read_text(encoding="utf-8") == text
        assert beside(path) == []
        assert repr(progress()).splitlines()[-1].startswith(NO_PROGRESS)

    def test_none_takes_another_ones_place(self, path: Path):
        path.parent.mkdir()
        for n in (1, 2, 3):
            path.write_text(f"{BEGUN}mess {n}", encoding="utf-8")
            assert f"progress.json.damaged{n}" in check("basic.two_stamps", [5]).text
        for n in (1, 2, 3):
            aside = path.with_name(f"progress.json.damaged{n}")
            assert aside.read_text(encoding="utf-8") == f"{BEGUN}mess {n}"

    def test_bytes_that_are_no_text(self, path: Path):
        """As an editor leaves a progress file that was told to use UTF-16."""
        path.parent.mkdir()
        raw = f"{BEGUN}}}}}".encode("utf-16")
        path.write_bytes(raw)
        assert "damaged1" in check("basic.two_stamps", [5]).text
        assert path.with_name("progress.json.damaged1").read_bytes() == raw

    def test_bytes_of_somebody_elses(self, path: Path):
        path.parent.mkdir()
        path.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
        assert "Nothing is kept." in check("basic.two_stamps", [5]).text
        assert path.read_bytes() == b"\x89PNG\r\n\x1a\n\xff"
        assert beside(path) == []

    def test_it_stays_where_no_new_one_can_be_written(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        path.parent.mkdir()
        path.write_text(BEGUN, encoding="utf-8")

        def full(_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        text = check("basic.two_stamps", [5]).text
        assert text.endswith(f"could not be kept in {path}: No space left on device.")
        assert path.read_text(encoding="utf-8") == BEGUN
        assert beside(path) == []

    @pytest.mark.parametrize("empty", ["", "\n", "  \n\n"])
    def test_an_empty_file_is_a_new_one(self, empty: str, path: Path):
        path.parent.mkdir()
        path.write_text(empty, encoding="utf-8")
        assert "\n" not in check("basic.two_stamps", [1, 2, 4, 3]).text
        assert done(path) == {"basic.two_stamps": "right"}
        assert beside(path) == []

    def test_entries_that_mean_nothing_are_left_out(self):
        mixed = {"basic.hole": "right", "a": "done", "b": None, "c": ["right"], "d": "wrong"}
        assert parse(json.dumps({"version": 1, "done": mixed}).encode())["done"] == {
            "basic.hole": "right",
            "d": "wrong",
        }

    def test_a_mark_that_an_editor_puts_in_front_is_no_mess(self, path: Path):
        path.parent.mkdir()
        text = json.dumps({"version": 1, "done": {"basic.hole": "right"}})
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
        assert read(path) == {"basic.hole": "right"}
        check("basic.two_stamps", [5])
        assert done(path) == {"basic.hole": "right", "basic.two_stamps": "wrong"}


class TestVersions:
    NEWER = '{"version": 2, "done": {"basic.hole": {"outcome": "right", "tries": 3}}}'

    def test_a_newer_file_is_left_as_it_is(self, path: Path):
        path.parent.mkdir()
        path.write_text(self.NEWER, encoding="utf-8")
        verdict = check("basic.two_stamps", [1, 2, 4, 3])
        assert verdict.outcome == "right"
        assert verdict.text.endswith(
            "\nNothing is kept. This progress file has version 2; this course reads 1. "
            "Let COURSE_PROGRESS name another file."
        )
        assert path.read_text(encoding="utf-8") == self.NEWER
        assert beside(path) == []

    @pytest.mark.parametrize("version", [0, 2, "1", None, 1.5])
    def test_only_its_own_is_read(self, version):
        with pytest.raises(Unusable, match="this course reads 1"):
            parse(json.dumps({"version": version, "done": {}}).encode())

    def test_the_overview_says_so(self, path: Path):
        path.parent.mkdir()
        path.write_text(self.NEWER, encoding="utf-8")
        told = repr(progress()).splitlines()
        assert told[-1] == "This progress file has version 2; this course reads 1."
        assert told[1] == NOTHING_DONE


class TestPlace:
    def test_a_folder_that_can_not_be_made(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        """As root may write everywhere, the folder is a file here."""
        (tmp_path / "file").write_text("kept", encoding="utf-8")
        path = tmp_path / "file" / "progress.json"
        monkeypatch.setenv("COURSE_PROGRESS", str(path))
        verdict = check("basic.two_stamps", [5])
        assert verdict.outcome == "wrong"
        assert f"\nYour progress could not be kept in {path}: " in verdict.text
        assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
        assert repr(progress()).splitlines()[1] == NOTHING_DONE

    def test_a_read_only_system(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempfile.mkstemp", refused)
        verdict = check("basic.two_stamps", [1, 2, 4, 3])
        assert verdict.outcome == "right"
        assert verdict.text.endswith(f"could not be kept in {path}: Permission denied.")

    def test_a_folder_in_its_place_stays(self, path: Path):
        path.mkdir(parents=True)
        (path / "mine.txt").write_text("mine", encoding="utf-8")
        text = check("basic.two_stamps", [5]).text
        assert text.endswith(
            f"\nNothing is kept. {path} is no file. Let COURSE_PROGRESS name another file."
        )
        assert (path / "mine.txt").read_text(encoding="utf-8") == "mine"
        assert beside(path) == []
        assert repr(progress()).splitlines()[-1] == f"{path} is no file."

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_or_a_device_is_not_opened(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        path.parent.mkdir()
        os.mkfifo(path)
        assert "is no file." in check("basic.two_stamps", [5]).text
        assert path.is_fifo()
        assert beside(path) == []
        assert "is no file." in repr(progress())
        monkeypatch.setenv("COURSE_PROGRESS", "/dev/null")
        assert "/dev/null is no file." in check("basic.two_stamps", [5]).text

    @pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "I/O")])
    def test_what_can_not_be_read_is_not_damaged(
        self, error: OSError, path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        write(path, {"done": OLD})

        def refused(*_: object) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(Path, "read_bytes", refused)
            text = check("basic.two_stamps", [5]).text
        assert f"\nNothing is kept. {path} can't be read: {error.strerror}." in text
        assert done(path) == OLD
        assert beside(path) == []


class TestLink:
    @pytest.mark.parametrize("there", [True, False])
    def test_its_target_is_written(self, there: bool, path: Path, tmp_path: Path):
        target = tmp_path / "kept" / "real.json"
        if there:
            write(target, {"done": OLD})
        path.parent.mkdir()
        path.symlink_to(target)
        check("basic.two_stamps", [5])
        assert path.readlink() == target
        assert done(target) == (OLD if there else {}) | {"basic.two_stamps": "wrong"}
        assert beside(path) == beside(target) == []

    def test_its_damaged_target_is_put_aside(self, path: Path, tmp_path: Path):
        target = tmp_path / "real.json"
        target.write_text(BEGUN, encoding="utf-8")
        path.parent.mkdir()
        path.symlink_to("../real.json")
        assert "real.json.damaged1" in check("basic.two_stamps", [5]).text
        assert path.is_symlink()
        assert done(target) == {"basic.two_stamps": "wrong"}
        assert (tmp_path / "real.json.damaged1").read_text(encoding="utf-8") == BEGUN

    def test_one_that_leads_to_itself(self, path: Path):
        path.parent.mkdir()
        path.symlink_to(path)
        verdict = check("basic.two_stamps", [5])
        assert verdict.outcome == "wrong"
        assert "kept" in verdict.text
        assert path.is_symlink()
        assert repr(progress()).splitlines()[1] == NOTHING_DONE


class TestOthers:
    """What a page keeps in the file, and may come to keep."""

    OTHERS: ClassVar = {"answers": {"basic.hole": "1, 2、三"}, "later": [None, {"a": 1.5}]}

    def test_their_keys_stay(self, path: Path):
        write(path, {"done": OLD, **self.OTHERS})
        check("basic.two_stamps", [5])
        told = json.loads(path.read_text(encoding="utf-8"))
        assert told == {
            "version": 1,
            "done": {**OLD, "basic.two_stamps": "wrong"},
            **self.OTHERS,
        }


RECORD = """
import sys
from course.exercises.progress_file import record
for name in sys.argv[1:]:
    assert record(name, "right") == ""
"""


def recording(names: list[str]) -> subprocess.Popen[bytes]:
    """Another kernel, that keeps these exercises as done, one after the other."""
    environment = {**os.environ, "PYTHONPATH": str(Path(course.__file__).parents[1])}
    return subprocess.Popen([sys.executable, "-c", RECORD, *names], env=environment)


TOGETHER = """
import sys
from course.exercises.progress_file import record
name, count = sys.argv[1:]
print(flush=True)
for n in range(int(count)):
    sys.stdin.readline()
    print(record(f"{name}.{n}", "right"), flush=True)
"""


def test_processes_in_lockstep_lose_nothing(path: Path):
    """Each keeps one more at the same time as the others; whoever reads finds a whole file."""
    environment = {**os.environ, "PYTHONPATH": str(Path(course.__file__).parents[1])}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER, name, "150"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "abc"
    ]
    for _ in range(150):
        # They have all ended the last one, and begin the next.
        assert [writer.stdout.readline() for writer in writers] == ["\n"] * 3
        for writer in writers:
            writer.stdin.write("\n")
            writer.stdin.flush()
        read(path)
    assert [writer.communicate()[0] for writer in writers] == ["\n"] * 3
    assert done(path) == {f"{name}.{n}": "right" for name in "abc" for n in range(150)}
    assert beside(path) == []


def test_threads_lose_nothing(path: Path):
    names = [f"a.{n}" for n in range(100)]
    with ThreadPoolExecutor(5) as pool:
        assert set(pool.map(lambda name: record(name, "right"), names)) == {""}
    assert done(path) == dict.fromkeys(names, "right")
    assert beside(path) == []


HOLD = """
import os, sys
from pathlib import Path
from course.files import alone
with alone(Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.readline()
    os._exit(9)
"""


class TestLock:
    @pytest.fixture
    def holder(self, path: Path) -> Iterator[subprocess.Popen[str]]:
        environment = {**os.environ, "PYTHONPATH": str(Path(course.__file__).parents[1])}
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, path],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert holder.stdout.readline() == "\n"
        yield holder
        if holder.returncode is None:
            holder.communicate("\n")

    def test_one_that_is_held_for_long_is_told(self, holder, path, monkeypatch):
        monkeypatch.setattr(files.alone.__wrapped__, "__defaults__", (0.05,))
        assert check("basic.two_stamps", [5]).text.endswith(
            f"\nYour progress could not be kept in {path}: another program holds "
            ".progress.json.lock."
        )
        assert not path.exists()

    def test_one_whose_holder_is_dead_is_nobodys(self, holder, path):
        holder.communicate("\n")
        assert holder.returncode == 9
        assert beside(path) == [".progress.json.lock"]
        assert record("basic.hole", "right") == ""
        assert done(path) == OLD
        assert beside(path) == []


def test_one_after_the_other_keeps_both(path: Path):
    for name in ("basic.hole", "stride.by_two"):
        assert recording([name]).wait() == 0
    assert done(path) == {"basic.hole": "right", "stride.by_two": "right"}


class TestMerge:
    def test_right_wins_from_either_side(self, path: Path):
        write(path, {"done": {"a": "right", "b": "wrong", "c": "exception"}})
        assert merge(path, {"done": {"a": "wrong", "b": "right", "d": "wrong"}}) == ""
        assert read(path) == {"a": "right", "b": "right", "c": "exception", "d": "wrong"}

    def test_into_a_mess_or_a_newer_file(self, path: Path):
        path.parent.mkdir()
        path.write_text(BEGUN, encoding="utf-8")
        assert "progress.json.damaged1" in merge(path, {"done": {"a": "right"}})
        assert read(path) == {"a": "right"}
        path.write_text(TestVersions.NEWER, encoding="utf-8")
        assert merge(path, {"done": {"a": "right"}}).startswith("Nothing is kept.")
        assert path.read_text(encoding="utf-8") == TestVersions.NEWER

    def test_what_can_not_be_read_at_all(self, path: Path):
        path.mkdir(parents=True)
        with pytest.raises(Unusable, match="is no file"):
            read(path)


class TestOverview:
    def test_by_hand(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        """In a bank of its own, which no new exercise changes."""
        bank = {
            "start": ["first"],
            "basic": ["two_stamps", "hole", "which_input", "largest", "stamps"],
            "padding": ["cut", "middle", "two_less"],
            "output_padding": ["back", "beyond", "double", "zeros", "given", "repair"],
        }
        monkeypatch.setattr(
            "course.exercises.progress_overview.CHAPTERS",
            {chapter: dict.fromkeys(names) for chapter, names in bank.items()},
        )
        check("start.first", [1, 3, 5, 6])
        check("basic.two_stamps", [1, 2, 4, 3])
        check("basic.which_input", {"input": [1]})
        check("padding.two_less", {"true": True})
        assert repr(progress()).splitlines() == [
            "start           ●       1 of 1",
            "basic           ●○◐○○   1 of 5",
            "padding         ○○●     1 of 3",
            "output_padding  ○○○○○○  0 of 6",
            "● right  ◐ tried  ○ open",
            "review() asks ten exercises again, with new numbers.",
        ]

    def test_without_a_place_it_says_so(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.delenv("COURSE_PROGRESS", raising=False)
        told = repr(progress()).splitlines()
        assert told[-1] == "Nothing is kept here: COURSE_PROGRESS names no file."
        assert len(told) == len(CHAPTERS) + 2

    def test_an_exercise_that_is_no_more_is_kept_and_not_shown(self, path: Path):
        write(path, {"done": {"basic.gone": "right"}})
        check("basic.hole", [5])
        assert done(path)["basic.gone"] == "right"
        assert repr(progress()).splitlines()[1].endswith(f"0 of {BASIC}")

    def test_outside_of_a_notebook_it_is_text_alone(self, path: Path):
        shown = progress()._repr_mimebundle_()
        assert shown == {"text/plain": repr(progress())}

    def test_what_stands_in_the_page_is_escaped(self):
        page = Overview({"done": {}}, "<img onerror=1>").html()
        assert "<img" not in page
        assert "&lt;img onerror=1&gt;" in page
