"""A reader's function harms nothing: whatever it does, there is a sentence, in time."""

import ctypes
import gc
import itertools
import linecache
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

import course
from course import check
from course.exercises.bank import EXERCISES
from course.exercises.build import Build
from course.exercises.sandbox import UNSTARTED, Run, Sandbox, _late

pytestmark = pytest.mark.slow

CELLS = itertools.count(1)
LATE = "Your function was still running after {} seconds and was stopped."
counted = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="the system doesn't count what is computed"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the system limits no memory")

ADD_UP = """
def stamps(x, w):
    y = [0] * (len(x) + len(w) - 1)
    for i in range(len(x)):
        for k in range(len(w)):
            y[i + k] += x[i] * w[k]
    return y
"""


def cell(source: str, name: str = "f", **names: object):
    """What a notebook's cell defines: its module is ``__main__``, its lines are in linecache."""
    file = f"/nowhere/ipykernel_1/sandbox{next(CELLS)}.py"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    space = {"__name__": "__main__", **names}
    exec(compile(source, file, "exec"), space)
    return space[name]


def run(function, seconds: float = 60, megabytes: int = 2_000, **arguments) -> Run:
    with Sandbox(function, seconds, megabytes) as sandbox:
        return sandbox.call(**arguments)._replace(step=0.0)


def body(source: str):
    """A function of x with this body, as a notebook defines it."""
    return cell("def f(x):\n" + "".join(f"    {line}\n" for line in source.splitlines()))


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_left_to_close() -> Iterator[None]:
    yield
    gc.collect()  # An unclosed pipe is a ResourceWarning, and that is an error.


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("COURSE_PROGRESS", raising=False)
    me = psutil.Process()
    children, threads = set(me.children(recursive=True)), threading.active_count()
    files = me.num_fds() if hasattr(me, "num_fds") else 0
    yield
    assert set(me.children(recursive=True)) <= children
    assert threading.active_count() == threads
    assert not files or me.num_fds() == files


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is known to run on need not be waited for."""
    monkeypatch.setattr("course.exercises.sandbox.ENDING", 0.1)


class TestValues:
    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("return 31", 31),
            ("return True", 1),
            ("return 0.5", 0.5),
            ("return [x, [1, 2]]", [[1, 2, 3], [1, 2]]),
            ("return tuple(x)", [1, 2, 3]),
            ("return range(3)", [0, 1, 2]),
            ("return []", []),
            ("return None", None),
            ("import numpy as np; return np.array(x) * 2", [2, 4, 6]),
            ("import numpy as np; return np.array([x], np.float32)", [[1, 2, 3]]),
            ("import numpy as np; return [np.int64(v) for v in x]", [1, 2, 3]),
            ("import numpy as np; return np.float64(2)", 2.0),
            ("return [10**299]", [10**299]),
        ],
    )
    def test_numbers_come_back_as_they_are(self, source: str, value):
        told = run(body(source), x=[1, 2, 3])
        assert told == Run("value", value)
        assert type(told.value) is type(value)

    def test_tensors(self):
        source = "import torch; return torch.tensor([[x]], dtype=torch.float32, requires_grad=True)"
        assert run(body(source), x=[1, 2]) == Run("value", [[[1.0, 2.0]]])

    @pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
    def test_no_number_and_infinity(self, value: float):
        told = run(body(f"return [float('{value}')]"), x=[1])
        assert told.outcome == "value"
        assert repr(told.value) == repr([value])

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("from fractions import Fraction; return Fraction(10**400)", "a number of more than"),
            ("return '[1, 2]'", "a str, and numbers are expected"),
            ("return {1, 2}", "a set, and numbers are expected"),
            ("return (v for v in x)", "a generator; write list(…) around it to get its numbers."),
            ("return map(abs, x)", "a map; write list(…) around it to get its numbers."),
            ("return [None]", "a NoneType, and numbers are expected"),
            ("return 1j", "a complex, and numbers are expected"),
            ("import numpy as np; return np.array([1j])", "a complex, and numbers are expected"),
            ("return print", "a builtin_function_or_method, and numbers are expected"),
            ("return [[[[[[1]]]]]]", "a list, and numbers are expected"),
            ("y = []; y.append(y); return y", "a list, and numbers are expected"),
            ("return [10**300]", "a number of more than 300 digits."),
            ("return 10**5000", "a number of more than 300 digits."),
            ("return [0] * 10_001", "more than 10000 numbers."),
            ("return [[0] * 200] * 200", "more than 10000 numbers."),
            ("import numpy as np; return np.zeros((1000, 1000))", "more than 10000 numbers."),
        ],
    )
    def test_what_is_no_number_or_far_too_much(self, source: str, told: str):
        made = run(body(source), x=[1])
        assert made.outcome == "failed"
        assert made.text.startswith(f"Your function returned {told}")

    def test_an_object_that_is_equal_to_everything(self):
        """Only its type is asked, in the child, and never its opinion."""
        source = """
class Yes(list):
    def __eq__(self, other):
        return True
    def __len__(self):
        return 1
    __hash__ = None
def f(x):
    return Yes()
"""
        told = run(cell(source), x=[1])
        assert told.text == "Your function returned a Yes, and numbers are expected."
        assert check("basic.stamps", cell(source.replace("f(x)", "f(x, w)"))).outcome == "wrong"


class TestArguments:
    @pytest.mark.parametrize(
        "source",
        [
            "x[0] = 7; return 1",
            "x.append(0); return 1",
            "x.clear(); return 1",
            "import numpy as np; x[0] = np.int64(1); return 1",
            "x[0] = object(); return 1",
            "x.append(x); return 1",
        ],
    )
    def test_changing_them_is_noted_and_reaches_nobody(self, source: str):
        given = [1, 2]
        assert run(body(source), x=given) == Run("value", 1, mutated=True)
        assert given == [1, 2]

    def test_using_them_is_not_changing_them(self):
        assert not run(body("y = list(x); y.append(1); return y"), x=[1, 2]).mutated

    def test_a_right_answer_that_changes_them_is_right_and_told_so(self):
        source = ADD_UP.replace("    return y", "    x[:] = []\n    return y")
        verdict = check("basic.stamps", cell(source, "stamps"))
        assert verdict.outcome == "right"
        told = "Right. Your function changes its arguments; work on a copy, as in list(x). Two"
        assert verdict.text.startswith(told)

    def test_each_call_starts_afresh(self):
        with Sandbox(body("x.append(9); return len(x)"), 60) as sandbox:
            assert [sandbox.call(x=[1]).value for _ in range(3)] == [2, 2, 2]


class TestHarm:
    """Each of these once hung a kernel, ended it, or filled its memory somewhere."""

    def test_an_endless_loop_is_stopped_at_its_limit(self):
        begun = time.monotonic()
        told = run(body("while True: pass"), seconds=1, x=[1])
        assert told.outcome == "failed"
        assert told.text == (
            f"{LATE.format(1)} Is there a loop that never ends? check(…, seconds=60) waits longer."
        )
        assert 0.9 < time.monotonic() - begun < 20

    def test_the_limit_is_for_all_calls_together(self):
        with Sandbox(body("import time; time.sleep(0.2); return 1"), 60) as sandbox:
            assert sandbox.call(x=[1]).outcome == "value"
            # However long the start took: from here it is a second for all of them.
            sandbox._left = 1
            told = [sandbox.call(x=[1]) for _ in range(20)]
        assert told[-1].outcome == "failed"

    @pytest.mark.long(sample=0)
    def test_a_reader_may_raise_it(self):
        work = "    import time\n    end = time.process_time() + 0.02\n"
        work += "    while time.process_time() < end: pass\n"
        slow = cell(ADD_UP.replace("    y =", f"{work}    y ="), "stamps")
        verdict = check("basic.stamps", slow, seconds=0.3)
        assert verdict.text.startswith(f"Wrong. {LATE.format(0.3)}")
        assert check("basic.stamps", slow, seconds=60).outcome == "right"
        assert check("basic.stamps", slow, seconds=math.inf).outcome == "right"

    @pytest.mark.long(sample=1)
    @pytest.mark.parametrize(("seconds", "told"), [(0.1, "2.5"), (3, "3")])
    def test_waiting_is_stopped_too(self, seconds: float, told: str):
        with Sandbox(body("import time; time.sleep(10**6)"), seconds) as sandbox:
            sandbox._patience = sandbox._left = max(2.5, seconds)
            assert LATE.format(told) in sandbox.call(x=[1]).text

    @counted
    @pytest.mark.parametrize(("seconds", "patience"), [(0.1, 60), (60, 60), (90, 90)])
    def test_waiting_has_a_minute_or_as_long_as_computing(self, seconds: float, patience: float):
        with Sandbox(body("import time; time.sleep(0.3); return 1"), seconds) as sandbox:
            assert sandbox._left == sandbox._patience == patience
            assert sandbox.call(x=[1]).value == 1
            assert sandbox._left < patience - 0.2

    @counted
    def test_computing_is_counted_over_all_calls(self):
        source = (
            "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
        )
        with Sandbox(body(f"{source}\nreturn 1"), 1) as sandbox:
            told = [sandbox.call(x=[1]) for _ in range(6)]
        assert (told[0].value, told[-1].outcome) == (1, "failed")
        assert LATE.format(1) in told[-1].text

    @counted
    def test_a_machine_that_is_busy_stops_nobody(self):
        """A process that gets nothing to compute with, for longer than its limit."""
        with Sandbox(body("return 1"), 1) as sandbox:
            assert sandbox._process is not None
            process = psutil.Process(sandbox._process.pid)
            process.suspend()
            later = threading.Timer(2, process.resume)
            later.start()
            assert sandbox.call(x=[1])[:2] == ("value", 1)
            later.join()

    def test_what_the_checker_does_itself_is_not_counted(self, monkeypatch: pytest.MonkeyPatch):
        """Expected values come late, as where PyTorch has to be imported for them."""
        exercise = EXERCISES["basic.stamps"]
        assert isinstance(exercise, Build)
        calls = itertools.count()

        def slow(case):
            if next(calls) == 0:
                time.sleep(3)
            return exercise.expected(case)

        monkeypatch.setitem(EXERCISES, "basic.stamps", replace(exercise, expected=slow))
        # Even where the clock on the wall decides.
        monkeypatch.setattr("course.exercises.sandbox.SPENT", None)
        assert check("basic.stamps", cell(ADD_UP, "stamps"), seconds=2.5).outcome == "right"
        assert next(calls) > 1

    @pytest.mark.parametrize(("seconds", "more"), [(0.1, 60), (10, 60), (60, 360), (100, 600)])
    def test_it_tells_of_more_than_there_was(self, seconds: float, more: int):
        assert _late(seconds).text == (
            f"{LATE.format(f'{seconds:g}')} Is there a loop that never ends? "
            f"check(…, seconds={more}) waits longer."
        )

    def test_sleeping_in_the_wrong_place_is_no_wrong_idea(self):
        source = ADD_UP.replace("    y =", "    while len(x) > 1: pass\n    y =")
        verdict = check("basic.stamps", cell(source, "stamps"), seconds=1)
        assert verdict.outcome == "wrong"
        assert LATE.format(1) in verdict.text
        # On a busy machine even the first case may come too late.
        assert re.search(r"The call was stamps\(x=\[1(, 2)?\], w=\[1\]\)\.$", verdict.text)

    def test_recursion_without_an_end(self):
        told = run(cell("def f(x):\n    return f(x)\n"), x=[1])
        assert told.outcome == "exception"
        assert told.text == (
            "Your function raised RecursionError: maximum recursion depth exceeded\n"
            "in line 2 of f: return f(x)"
        )

    @linux
    def test_ten_gigabytes(self):
        told = run(body("y = bytearray(10**10)\nreturn [len(y)]"), x=[1])
        assert told.outcome == "exception"
        assert told.text == (
            "Your function raised MemoryError\nin line 2 of f: y = bytearray(10**10)"
        )

    @linux
    def test_a_list_that_grows_for_ever(self):
        told = run(body("y = [x]\nwhile True: y = y + y"), megabytes=300, x=[1])
        assert told.outcome in ("exception", "failed")
        assert "MemoryError" in told.text or "ended Python itself" in told.text

    @linux
    def test_addresses_are_not_memory(self):
        """As PyTorch maps them where it is built for CUDA; data is another thing."""
        mapped = "import mmap; return len(mmap.mmap(-1, 6 << 30, mmap.MAP_PRIVATE, mmap.PROT_READ))"
        assert run(body(mapped), x=[1]).value == 6 << 30
        told = run(body("return len(bytes(3 << 30))"), x=[1])
        assert told.text.startswith("Your function raised MemoryError")

    @linux
    def test_what_is_loaded_before_is_not_counted(self):
        held = bytes(100 << 20)
        source = "def f(x):\n    return len(held) + len(bytearray(50 << 20))\n"
        told = run(cell(source, held=held), megabytes=80, x=[1])
        assert told.value == 150 << 20

    @linux
    def test_addresses_of_libraries_give_no_more_room(self):
        source = "def f(x):\n    return torch and len(bytearray(300 << 20))\n"
        told = run(cell(source, torch=torch), megabytes=100, x=[1])
        assert told.text.startswith("Your function raised MemoryError")

    def test_memory_is_limited_for_the_child_alone(self):
        run(body("return 1"), megabytes=1, x=[1])
        assert len(bytearray(200_000_000)) == 200_000_000

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("import sys; sys.exit()", "raised SystemExit\nin line 2 of f: import sys"),
            ("import sys; sys.exit(3)", "raised SystemExit: 3\n"),
            ("exit()", "raised "),
            ("raise KeyboardInterrupt", "raised KeyboardInterrupt\n"),
            ("raise GeneratorExit", "raised GeneratorExit\n"),
        ],
    )
    def test_leaving_is_an_exception_of_the_readers(self, source: str, told: str):
        made = run(body(source), x=[1])
        assert made.outcome == "exception"
        assert made.text.startswith(f"Your function {told}")

    @pytest.mark.parametrize(
        ("source", "how"),
        [
            ("import os; os._exit(0)", "exit code 0"),
            ("import os; os._exit(7)", "exit code 7"),
            ("import os; os.abort()", "signal 6"),
            ("import ctypes; ctypes.string_at(0)", "signal 11"),
            ("import os; os.kill(os.getpid(), 9)", "signal 9"),
        ],
    )
    @pytest.mark.skipif(sys.platform == "win32", reason="signals have other numbers there")
    def test_ending_python_itself(self, source: str, how: str):
        assert callable(ctypes.string_at)
        told = run(body(source), x=[1])
        assert told.outcome == "failed"
        assert told.text == (
            f"Your function ended Python itself ({how}); a function returns instead."
        )

    def test_once_ended_every_further_call_says_so(self):
        with Sandbox(body("import os; os._exit(1)"), 60) as sandbox:
            told = [sandbox.call(x=[1]) for _ in range(3)]
        assert {made.outcome for made in told} == {"failed"}

    def test_megabytes_printed(self):
        source = "for _ in range(50):\n    print('z' * 10**5)\nreturn 1"
        told = run(body(source), x=[1])
        assert (told.outcome, told.value) == ("value", 1)
        assert told.printed == "z" * 2_000

    @pytest.mark.parametrize(
        "source",
        [
            "import sys; sys.stdout.close(); return 1",
            "import sys; sys.stdout = None; print(1); return 1",
            "import sys; sys.stdin.close() if sys.stdin else None; return 1",
            "import os; os.close(0); os.close(1); os.close(2); return 1",
            "import sys; sys.stderr.write('e'); return 1",
            "print('\\ud800'); return 1",
            "import warnings; warnings.warn('careful'); return 1",
            "import os; os.write(1, b'{}\\n'); return 1",
            "import os; os.system('echo there'); return 1",
            "input = None; return 1",
        ],
    )
    def test_what_it_does_to_its_output_disturbs_nothing(
        self, source: str, capfd: pytest.CaptureFixture[str]
    ):
        told = run(body(source), x=[1])
        assert (told.outcome, told.value) == ("value", 1)
        told.printed.encode("utf-8")
        assert capfd.readouterr() == ("", "")

    def test_asking_for_input_gets_none(self):
        assert run(body("return input()"), x=[1]).text.startswith("Your function raised EOFError")

    @pytest.mark.long(sample=0)
    def test_closing_every_connection(self):
        told = run(body("import os; os.closerange(3, 64)\nwhile True: pass"), seconds=5, x=[1])
        assert told.outcome == "failed"
        assert "closed the connection to the notebook" in told.text or LATE.format(5) in told.text

    @pytest.mark.long(sample=1)
    @pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
    @pytest.mark.parametrize(
        "source",
        [
            "import os, time\npid = os.fork()\nif pid == 0:\n    time.sleep(600); os._exit(0)",
            "import subprocess\npid = subprocess.Popen(['sleep', '600']).pid",
            "import subprocess, signal\npid = subprocess.Popen(['nohup', 'sleep', '600']).pid",
            "import os, time\npid = os.fork()\nif pid == 0:\n    pid = os.fork()\n"
            "    if pid == 0:\n        time.sleep(600)\n    {keep}\n    os._exit(0)\nos.wait()",
        ],
        ids=["fork", "subprocess", "nohup", "twice"],
    )
    @pytest.mark.parametrize("ending", ["return 1", "while True: pass", "os._exit(0)"])
    def test_a_process_of_the_functions_own_ends_with_it(
        self, source: str, ending: str, tmp_path: Path
    ):
        keep = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(pid))"
        source = f"import os\n{source.replace('{keep}', keep)}\n"
        source += "" if keep in source else f"{keep}\n"
        begun = time.monotonic()
        assert run(body(f"{source}{ending}"), seconds=1, x=[1]).outcome in ("value", "failed")
        assert time.monotonic() - begun < 30
        pid = int((tmp_path / "pid").read_text())
        # One whose parent has ended waits for whoever adopts it, and is a zombie until then.
        gone = psutil.wait_procs([psutil.Process(pid)], 5)[0] if psutil.pid_exists(pid) else [pid]
        assert gone or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE

    @pytest.mark.parametrize("text", ["b'x' * 10**6", "b'[1]\\n' * 10**6", "b'\\n' * 10**6"])
    def test_what_it_writes_to_the_notebook_is_bounded(self, text: str):
        """A gigabyte into all its open files, among them the one that answers travel in."""
        source = f"import os\ntext = {text}\nfor n in range(1000):\n    for file in range(3, 20):\n"
        source += "        try: os.write(file, text)\n        except OSError: pass\nreturn 1"
        before = psutil.Process().memory_info().rss
        told = run(body(source), seconds=20, x=[1])
        assert told.outcome == "failed"
        assert "connection to the notebook; a function returns instead." in told.text
        assert psutil.Process().memory_info().rss - before < 200_000_000

    def test_a_module_that_checks_its_own_function_is_imported_once_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """The child imports it, too, and once started a child of its own there, and so on."""
        (tmp_path / "homework.py").write_text(
            f"""
from pathlib import Path
from course import check
imported = Path({str(tmp_path / "imported")!r})
with imported.open("a") as file:
    print("once", file=file)
if len(imported.read_text().split()) > 4:
    raise SystemExit
{ADD_UP}
VERDICT = check("basic.stamps", stamps)
"""
        )
        monkeypatch.syspath_prepend(tmp_path)
        homework = import_module("homework")
        assert homework.VERDICT.outcome == "right"
        assert (tmp_path / "imported").read_text().split() == ["once"] * 2

    def test_the_childs_working_is_not_in_the_readers_way(self, impatient: None):
        """Names that the child uses itself stay what they are for it."""
        source = """
import json, builtins, io
def f(x):
    json.dumps = json.loads = lambda *a, **k: "0"
    return 1
"""
        told = run(cell(source), x=[1])
        assert told.outcome == "failed"
        assert "connection" in told.text


@pytest.fixture(scope="module")
def many_cores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that answers 96 to whoever asks how many cores there are."""
    folder = tmp_path_factory.mktemp("cores")
    (folder / "cores.c").write_text(
        "#define _GNU_SOURCE\n#include <dlfcn.h>\n#include <sched.h>\n#include <unistd.h>\n"
        "long sysconf(int name) {\n"
        "  if (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF) return 96;\n"
        '  return ((long (*)(int)) dlsym(RTLD_NEXT, "sysconf"))(name);\n}\n'
        "int get_nprocs(void) { return 96; }\n"
        "int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {\n"
        "  CPU_ZERO_S(size, set);\n"
        "  for (int core = 0; core < 96; core++) CPU_SET_S(core, size, set);\n"
        "  return 0;\n}\n"
    )
    made = ["cc", "-shared", "-fPIC", "-o", "cores.so", "cores.c", "-ldl"]
    subprocess.run(made, cwd=folder, check=True)
    return folder / "cores.so"


class TestCores:
    """Libraries start a thread for every core, and each takes memory."""

    NAMES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

    def test_the_child_has_one_thread_whatever_the_reader_set(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        for name in self.NAMES:
            monkeypatch.setenv(name, "7")
        source = f"import os; return [int(os.environ[name]) for name in {self.NAMES}]"
        assert run(body(source), x=[1]).value == [1, 1, 1]
        assert run(body("import torch; return torch.get_num_threads()"), x=[1]).value == 1
        assert [os.environ[name] for name in self.NAMES] == ["7"] * 3

    @linux
    @pytest.mark.long(sample=1)
    @pytest.mark.skipif(shutil.which("cc") is None, reason="there is no C compiler (cc)")
    @pytest.mark.parametrize(
        "source",
        [
            "import numpy as np\n    return np.convolve(x, w)",
            "import course\n    return course.conv_transpose1d(x, w)",
            "import torch\n    x, w = (torch.tensor([[v]], dtype=torch.float64) for v in (x, w))\n"
            "    return torch.nn.functional.conv_transpose1d(x, w)[0, 0]",
        ],
        ids=["numpy", "course", "torch"],
    )
    def test_many_cores(self, source: str, many_cores: Path, monkeypatch: pytest.MonkeyPatch):
        """All processes here see them, the one that checks as well."""
        program = (
            "import os\nfrom course import check\nassert os.cpu_count() == 96\n"
            f"def stamps(x, w):\n    {source}\n"
            "print(check('basic.stamps', stamps, seconds=60))\n"
        )
        monkeypatch.setenv("LD_PRELOAD", str(many_cores))
        for name in self.NAMES:
            monkeypatch.delenv(name, raising=False)
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False
        )
        assert done.stdout.startswith("Right."), done.stdout + done.stderr


class TestOwnExceptions:
    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("return x[9]", "IndexError: list index out of range\nin line 2 of f: return x[9]"),
            (
                "y = 1\n\nraise ValueError('stride')  # mine",
                "ValueError: stride\nin line 4 of f: raise ValueError('stride')  # mine",
            ),
            ("return [v / 0 for v in x]", "ZeroDivisionError: division by zero\nin line 2 of f: "),
            ("return sum(v.a for v in x)", "AttributeError: 'int' object has no attribute 'a'\nin"),
            ("raise KeyError", "KeyError\nin line 2 of f: raise KeyError"),
            ("assert x == [2], 'not 2'", "AssertionError: not 2\nin line 2 of f: assert x == [2]"),
            ("return nothing", "NameError: name 'nothing' is not defined\nin line 2 of f: return"),
            ("raise ValueError('z' * 10**6)", f"ValueError: {'z' * 500}\nin line 2 of f: raise"),
            (
                "class Mute(Exception):\n    def __str__(self): raise TypeError\nraise Mute",
                "Mute\nin line 4 of f: raise Mute",
            ),
        ],
    )
    def test_they_are_shown_with_their_line(self, source: str, told: str):
        made = run(body(source), x=[1])
        assert made.outcome == "exception"
        assert made.text.startswith(f"Your function raised {told}")

    def test_the_line_of_a_helper_is_told_as_the_helpers(self):
        source = "def helper(x):\n    y = x\n    return y[5]\n\n\ndef f(x):\n    return helper(x)\n"
        assert run(cell(source), x=[1]).text.endswith("\nin line 3 of helper: return y[5]")

    def test_a_line_in_a_library_is_told_as_the_line_that_called_it(self):
        source = "import json\n\n\ndef f(x):\n    return json.loads('{')\n"
        assert run(cell(source), x=[1]).text.endswith("\nin line 2 of f: return json.loads('{')")

    def test_a_decorated_function(self):
        source = (
            "def twice(g):\n    def inner(x):\n        return g(x) * 2\n    return inner\n\n"
            "@twice\ndef f(x):\n    return x.no\n"
        )
        assert run(cell(source), x=[1]).text.endswith("\nin line 3 of f: return x.no")

    @pytest.mark.parametrize(
        ("source", "told"),
        [
            ("def f():\n    return 1\n", "got an unexpected keyword argument 'x'"),
            ("def f(x, w):\n    return 1\n", "missing 1 required positional argument: 'w'"),
            ("def f(*, y):\n    return 1\n", "got an unexpected keyword argument 'x'"),
            ("def f(y, w):\n    return 1\n", "got an unexpected keyword argument 'x'"),
        ],
    )
    def test_another_signature(self, source: str, told: str):
        made = run(cell(source), x=[1])
        assert made.outcome == "exception"
        assert made.text.startswith("Your function raised TypeError: ")
        assert told in made.text
        assert "\nin line" not in made.text

    def test_it_may_go_well_the_next_time(self):
        with Sandbox(body("return 1 / x[0]"), 60) as sandbox:
            outcomes = [sandbox.call(x=[n]).outcome for n in (1, 0, 2)]
        assert outcomes == ["value", "exception", "value"]


class TestTravelling:
    """A function takes along what it uses."""

    @pytest.mark.parametrize(
        "source",
        [
            "n = 2\nm = [3]\n\ndef f(x):\n    return [v * n + m[0] for v in x]\n",
            "def make(n):\n    def f(x):\n        return [v * n + 3 for v in x]\n    return f\n"
            "f = make(2)\n",
            "def twice(v):\n    return 2 * v\n\ndef f(x):\n    return [twice(v) + 3 for v in x]\n",
            "f = lambda x: [2 * v + 3 for v in x]\n",
            "from functools import partial\n\ndef g(n, x):\n    return [n * v + 3 for v in x]\n"
            "f = partial(g, 2)\n",
            "class F:\n    def __init__(self):\n        self.n = 2\n    def __call__(self, x):\n"
            "        return [self.n * v + 3 for v in x]\nf = F()\n",
            "class F:\n    def g(self, x):\n        return [2 * v + 3 for v in x]\nf = F().g\n",
            "import numpy as np\n\ndef f(x):\n    return 2 * np.array(x) + 3\n",
            "from dataclasses import dataclass\n\n@dataclass\nclass P:\n    n: int\n\n"
            "def f(x, p=P(2)):\n    return [p.n * v + 3 for v in x]\n",
        ],
        ids=[
            *("globals", "closure", "helper", "lambda", "partial", "callable", "method", "numpy"),
            "class",
        ],
    )
    def test_what_the_notebook_defines(self, source: str):
        assert run(cell(source), x=[1, 2]) == Run("value", [5, 7])

    def test_torch_and_the_course(self):
        names = {"torch": torch, "course": course}
        source = (
            "def f(x):\n    y = torch.tensor(course.conv_transpose1d(x, [1, 1, 3]))\n"
            "    return torch.nn.functional.relu(y)\n"
        )
        assert run(cell(source, **names), x=[1, -2]) == Run("value", [1, 0, 1, 0])

    @pytest.mark.parametrize(
        "source",
        [
            "import threading\nlock = threading.Lock()\n\ndef f(x):\n    return lock and 1\n",
            "steps = (v for v in [1])\n\ndef f(x):\n    return next(steps)\n",
        ],
    )
    def test_what_can_not_travel_runs_here(self, source: str):
        with Sandbox(cell(source), 60) as sandbox:
            assert sandbox.call(x=[1]).value == 1
        assert sandbox.here.startswith(
            "Your function can't be sent to a process of its own, because something that it uses "
            "can't travel: "
        )
        assert sandbox.here.endswith(" Your function ran in the notebook's own process.")

    def test_what_can_not_be_unpacked_runs_here(self):
        source = (
            "class Odd:\n    def __reduce__(self):\n        return (int, ('no number',))\n"
            "odd = Odd()\n\ndef f(x):\n    return odd and 1\n"
        )
        with Sandbox(cell(source), 60) as sandbox:
            assert sandbox.call(x=[1]).value == 1
        assert sandbox.here.startswith(
            "Your function can't be loaded in a process of its own: ValueError: invalid literal"
        )

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize(
        ("answer", "outcome"),
        [
            (int, "exception"),
            (Fraction, "exception"),
            (len, "exception"),
            (torch.nn.Identity(), "exception"),
        ],
    )
    def test_what_is_called_and_is_no_function(self, answer, outcome: str):
        verdict = check("basic.stamps", answer, seconds=60)
        assert verdict.outcome == outcome
        assert verdict.text.startswith("Your function raised TypeError: ")

    def test_a_class_in_a_functions_place(self):
        source = "class stamps:\n    def __init__(self, x, w):\n        self.y = x\n"
        verdict = check("basic.stamps", cell(source, "stamps"))
        assert verdict.text == (
            "Wrong. Your function returned a stamps, and numbers are expected.\n"
            "The call was stamps(x=[1], w=[1])."
        )


class TestHonesty:
    """It is compared in the parent, against what no reader's function can reach."""

    LAZY = "def stamps(x, w):\n    return [0] * (len(x) + len(w) - 1)\n"

    @pytest.mark.long(sample=2)
    @pytest.mark.parametrize(
        "patch",
        [
            "import numpy\n    numpy.allclose = numpy.array_equal = lambda *a, **k: True",
            "import math\n    math.isclose = lambda *a, **k: True",
            "import builtins\n    builtins.all = builtins.isinstance = lambda *a: True",
            "import course\n    course.conv_transpose1d = lambda *a, **k: [0]",
            "import course.exercises.build as b\n    b.same = lambda *a: True",
            "import torch.nn.functional as F\n    F.conv_transpose1d = lambda *a, **k: 0",
            "import course.exercises.bank.basic as b\n    b.EXERCISES.clear()",
        ],
    )
    def test_patches_in_the_function_reach_nobody(self, patch: str):
        source = self.LAZY.replace("    return", f"    {patch}\n    return")
        assert check("basic.stamps", cell(source, "stamps")).outcome in ("wrong", "exception")
        assert check("basic.stamps", cell(ADD_UP, "stamps")).outcome == "right"

    def test_patches_in_the_notebook(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(np, "allclose", lambda *_, **__: True)
        monkeypatch.setattr(np, "array_equal", lambda *_, **__: True)
        monkeypatch.setattr(math, "isclose", lambda *_, **__: True)
        monkeypatch.setattr(course, "conv_transpose1d", lambda *_, **__: np.zeros(9))
        monkeypatch.setattr("course.arithmetic.conv_transpose1d", lambda *_, **__: np.zeros(9))
        assert check("basic.stamps", cell(self.LAZY, "stamps")).outcome == "wrong"
        assert check("basic.stamps", cell(ADD_UP, "stamps")).outcome == "right"
        assert check("basic.two_stamps", [0, 0, 0, 0]).outcome == "wrong"

    def test_the_function_does_not_see_the_cases_to_come(self):
        """It keeps its own state between calls, and that helps it nothing."""
        source = "seen = []\n\ndef stamps(x, w):\n    seen.append(x)\n    return seen[0]\n"
        assert check("basic.stamps", cell(source, "stamps")).outcome == "wrong"


class TestStart:
    """Where no process can be had, the function runs in the notebook's own, which is said."""

    HERE = "Your function ran in the notebook's own process."

    @pytest.mark.parametrize("python", ["/nowhere/python", "", None])
    def test_a_child_that_can_not_start(self, python: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(sys, "executable", python)
        with Sandbox(body("return 1"), 60) as sandbox:
            assert sandbox.call(x=[1]).value == 1
        assert sandbox.here.startswith(f"{UNSTARTED}: ")
        assert sandbox.here.endswith(f" {self.HERE}")

    @pytest.mark.skipif(sys.platform == "win32", reason="no such program there")
    def test_a_child_that_ends_at_once(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(sys, "executable", "/bin/false")
        here = f"{UNSTARTED}: it ended Python itself (exit code 1). {self.HERE}"
        verdict = check("basic.stamps", cell(ADD_UP, "stamps"))
        assert verdict.outcome == "right"
        assert verdict.text.startswith(f"Right. {here} Two loops")
        verdict = check("basic.stamps", cell(ADD_UP.replace("+=", "="), "stamps"))
        assert verdict.outcome == "wrong"
        assert verdict.text.endswith(f"\n{here}")

    @pytest.mark.skipif(sys.platform == "win32", reason="no such program there")
    def test_a_child_that_is_never_ready(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        (tmp_path / "python").write_text("#!/bin/sh\nexec sleep 1000\n")
        (tmp_path / "python").chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        monkeypatch.setattr("course.exercises.sandbox.WAITING", 0.5)
        with Sandbox(body("return 1"), 0.1) as sandbox:
            assert sandbox.call(x=[1]).value == 1
        assert sandbox.here == f"{UNSTARTED}: it was not ready after 0.5 seconds. {self.HERE}"

    @pytest.mark.parametrize("refusal", [MemoryError(), OSError(11, "no"), RuntimeError("thread")])
    @pytest.mark.parametrize("started", ["subprocess.Popen", "threading.Thread.start"])
    def test_a_machine_that_is_full(
        self, started: str, refusal: Exception, monkeypatch: pytest.MonkeyPatch
    ):
        def refuse(*_: object, **__: object) -> None:
            raise refusal

        monkeypatch.setattr(started, refuse)
        with Sandbox(body("return 1"), 60) as sandbox:
            assert sandbox.call(x=[1]).value == 1
        told = str(refusal) or "MemoryError"
        assert sandbox.here == f"{UNSTARTED}: {told}. {self.HERE}"

    def test_no_time_at_all(self):
        assert LATE.format(0) in run(body("return 1"), seconds=0, x=[1]).text

    def test_an_interrupt_leaves_no_process(self, monkeypatch: pytest.MonkeyPatch):
        """The stop button of a notebook while the child still starts."""

        def interrupted(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(Sandbox, "_exchange", interrupted)
        with pytest.raises(KeyboardInterrupt), Sandbox(body("return 1"), 60):
            pass

    def test_an_answer_broken_off_in_its_middle(self, impatient: None):
        with Sandbox(body("return 1"), 60) as sandbox:
            sandbox._answers.put('{"outcome": "val')
            assert sandbox.call(x=[1]).outcome == "failed"

    def test_twenty_in_a_row_leave_nothing(self):
        for n in range(20):
            assert run(body("return x[0]"), x=[n]).value == n
