"""The environment in .venv: made once, brought up to date when what it should hold changes."""

import hashlib
import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from course.files import write_whole
from course.lab.words import Trouble, say, tail
from launcher.words import conflicting, sentence, unfit

CPU_INDEX = "https://download.pytorch.org/whl/cpu"


def python_of(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(root: Path) -> Path:
    """Return the file that says what is installed, written only when all of it is."""
    return root / ".venv" / "installed.json"


def prepare(root: Path, extras: set[str], cuda: bool = False) -> Path:
    """Make .venv hold the course with these extras, and return its Python."""
    python, stamp = python_of(root), read_stamp(root)
    # A second command must not undo what the first one needed.
    extras = extras | set(stamp.get("extras", []))
    cuda = cuda or bool(stamp.get("cuda"))
    wanted = {"root": str(root), "pins": fingerprint(root), "extras": sorted(extras), "cuda": cuda}
    if python.exists() and stamp == wanted:
        return python
    # First of all, so that whatever interrupts the rest leaves no claim to be complete.
    stamp_of(root).unlink(missing_ok=True)
    if not stamp or not python.exists():
        make(root)
    begun = time.monotonic()
    if sys.platform == "linux":
        install_linux_torch(root, cuda)
    say("Installing the course and what it needs (the first time takes some minutes) ...")
    course = f".[{','.join(sorted(extras))}]" if extras else "."
    failure = pip(root, "install", "-c", "requirements.txt", "-e", course)
    if failure is not None:
        otherwise = f"Installing failed: {tail(failure)} (all of it: .venv/install.log)"
        raise Trouble(sentence(failure, why(root, failure) or otherwise))
    write_whole(stamp_of(root), json.dumps(wanted))
    say(f"Installed in {time.monotonic() - begun:.0f} s.")
    return python


def why(root: Path, failure: str) -> str | None:
    """Return what pip's log means for the reader; where it names a conflict only, ask pip again."""
    pins = conflicting(failure)
    for pin in pins:
        said = pip(root, "install", "--dry-run", "--ignore-installed", "--no-deps", pin)
        if meaning := said and unfit(said):
            return meaning
    if pins:
        named = " and ".join(pin.replace("==", " ") for pin in pins)
        return (
            f"{named} does not fit what else is asked for (all of it: .venv/install.log): tell us."
        )
    return unfit(failure)


def fingerprint(root: Path) -> str:
    """Return a hash of everything that decides what is installed."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    pins = (root / "requirements.txt").read_text("utf-8")
    asked = [project["dependencies"], project["optional-dependencies"], pins]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


def read_stamp(root: Path) -> dict[str, Any]:
    """Return what the last complete installation recorded, empty if there was none."""
    try:
        stamp = json.loads(stamp_of(root).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    # A moved folder leaves paths to the old place all over its environment.
    return stamp if isinstance(stamp, dict) and stamp.get("root") == str(root) else {}


def make(root: Path) -> None:
    say("Making a Python environment in .venv ...")
    argv = [sys.executable, "-m", "venv", "--clear", str(root / ".venv")]
    made = subprocess.run(argv, capture_output=True, text=True)
    if made.returncode:
        said = made.stdout + made.stderr
        raise Trouble(sentence(said, f"Making .venv failed: {tail(said)}"))


def install_linux_torch(root: Path, cuda: bool) -> None:
    """Install torch's CPU build first: the usual one for Linux brings 4 GB of CUDA along."""
    if cuda:
        # A CPU build already there would satisfy the same pin.
        pip(root, "uninstall", "--yes", "torch")
        return
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    pin = next(line for line in lines if line.startswith("torch=="))
    say("Installing PyTorch for the CPU (about 200 MB) ...")
    once = ["--retries", "0", "--timeout", "15", "--no-deps", "--index-url", CPU_INDEX]
    if pip(root, "install", *once, pin) is not None:
        say("PyTorch's CPU index did not serve it; the usual index does, with CUDA (4 GB).")


def pip(root: Path, command: str, *arguments: str) -> str | None:
    """Run pip, its words kept in install.log; return None, or what it said when it failed."""
    argv = [str(python_of(root)), "-m", "pip", command, "--no-input", *arguments]
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_PROGRESS_BAR": "off"}
    path = root / ".venv" / "install.log"
    with path.open("ab") as log:
        start = log.tell()
        done = subprocess.run(argv, cwd=root, env=env, stdout=log, stderr=subprocess.STDOUT)
    return path.read_bytes()[start:].decode("utf-8", "replace") if done.returncode else None
