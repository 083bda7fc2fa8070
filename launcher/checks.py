"""The stages of `test`, and the benchmarks."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from course.lab.copies import chapters
from course.lab.words import Trouble, say

# One after the other while the notebooks run, which mostly wait; reported after them.
BESIDE = {"style", "layout", "types", "imports"}
# The chapters whose instructor's edition the quick run makes; tests know every solution anyway.
SOLVED = ("01_basic", "05_output_padding", "09_two_dimensions", "12_cost")
LEFT_OUT = {"instructor's edition", "notebooks"}


def stages(root: Path, python: Path, extra: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return what `test` runs, in order; with --long among the arguments all of it."""
    long = "--long" in extra
    picked = [argument for argument in extra if argument != "--long"]
    module = [str(python), "-m"]
    # Without loadfile the cells of one notebook land in different kernels.
    parallel = ["--dist", "loadfile", "-p", "no:cacheprovider"]
    # Three on two cores: a notebook mostly waits while its kernel starts and ends, and a test for a
    # browser or for a process that is too slow.
    workers = ["-n", "3"]
    # Only the plugins it needs: hypothesis alone takes each process a second to import.
    nbval = ["--nbval", "--nbval-cell-timeout=60", *workers, *parallel]
    nbval += ["--disable-plugin-autoload", "-p", "nbval.plugin", "-p", "xdist.plugin"]
    nbval += ["-p", "tests.fresh_progress"]
    # In the order of tests/conftest.py, which knows what takes long, and not by number of tests.
    in_order = ["--no-loadscope-reorder"]
    notebooks = [path.relative_to(root).as_posix() for path in chapters(root / "notebooks")]
    # Its code cells are the same in all languages.
    instructor = ["publish", "notebooks", "--edition", "instructor"]
    instructor += [] if long else ["--lang", "en", *SOLVED]
    if not notebooks:
        raise Trouble("There are no notebooks in notebooks/ to test.")
    # Measuring takes nearly as long as what is measured. A few tests picked by hand can't be asked
    # to cover the whole course.
    cover = ["--cov=course", "--cov-report=term-missing:skip-covered", "--cov-fail-under=95"]
    chosen = ["--long", *(picked or cover)] if long else picked
    imports = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"
    return [
        ("style", [*module, "ruff", "check", "--quiet", "."]),
        ("layout", [*module, "ruff", "format", "--quiet", "--check", "."]),
        ("types", [*module, "mypy"]),
        ("imports", [str(python), "-c", imports]),
        ("instructor's edition", [*module, *instructor]),
        ("notebooks", [*module, "pytest", *nbval, *notebooks]),
        ("tests", [*module, "pytest", *workers, *parallel, *in_order, *chosen]),
    ]


def ran(
    name: str, argv: list[str], root: Path, env: dict[str, str], *, quietly: bool = False
) -> tuple[int, str]:
    """Run a stage; return its status and a line on its end, after what it said if that is kept."""
    begun = time.monotonic()
    out, err = (subprocess.PIPE, subprocess.STDOUT) if quietly else (None, None)
    done = subprocess.run(argv, cwd=root, env=env, text=True, stdout=out, stderr=err)
    end = f"== {name}: {time.monotonic() - begun:.1f} s"
    if code := done.returncode:
        end = f"== {name} failed with status {code}; the stages after it did not run."
    return code, (done.stdout or "") + end


def check(root: Path, python: Path, extra: Sequence[str]) -> int:
    """Run what takes no longer than a minute, as far as the first stage that fails."""
    # None of these waits, so that a third worker would only be one more that imports everything.
    quick = ["-m", "not browser and not slow", "-n", "2", *extra]
    todo = [stage for stage in stages(root, python, quick) if stage[0] not in LEFT_OUT]
    say(
        f"Left out, and in `test`: the {' and the '.join(sorted(LEFT_OUT))}; of the tests those in "
        "a browser, and those marked slow, which run the sandbox, kernels, builds and commands."
    )
    return run(root, todo)


def test(root: Path, python: Path, extra: Sequence[str]) -> int:
    """Run the stages up to the first that fails; the last line is pytest's own summary."""
    return run(root, stages(root, python, extra))


def run(root: Path, todo: Sequence[tuple[str, list[str]]]) -> int:
    """Run the stages in order, those of BESIDE beside the others, the last one after all."""
    *first, (last, last_argv) = todo
    code = 0
    with tempfile.TemporaryDirectory() as empty, ThreadPoolExecutor(1) as pool:
        progress = str(Path(empty) / "progress.json")
        env = {**os.environ, "COURSE_PROGRESS": progress, "PYTHONHASHSEED": "0"}
        # The workers have the cores: a second thread of PyTorch's waits, and computes to do so.
        env["OMP_NUM_THREADS"] = "1"
        # Hundreds of processes import the course, and each would compile it, and the tests, anew.
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        # Each notebook speaks the language of its folder, and the tests English.
        env.pop("COURSE_LANG", None)
        beside = {
            name: pool.submit(ran, name, argv, root, env, quietly=True)
            for name, argv in first
            if name in BESIDE
        }
        for name, argv in sorted(first, key=lambda stage: stage[0] in BESIDE):
            if code and name not in beside:
                continue
            say(f"== {name}")
            one, said = beside[name].result() if name in beside else ran(name, argv, root, env)
            say(said)
            code = code or one
        if code:
            return code
        say(f"== {last}")
        return subprocess.run(last_argv, cwd=root, env=env).returncode


def bench(root: Path, python: Path, names: Sequence[str]) -> int:
    """Run the benchmarks named, or all of them."""
    there = {path.stem: path for path in sorted((root / "benchmarks").glob("[!_]*.py"))}
    for name in names or there:
        if name not in there:
            raise Trouble(f"There is no benchmark {name!r}, only {', '.join(there)}.")
        say(f"== {name}")
        code = subprocess.run([str(python), str(there[name])], cwd=root).returncode
        if code:
            return code
    return 0
