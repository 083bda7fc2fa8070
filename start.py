"""Start, test and publish the course with one command each; needs nothing but Python itself."""

import sys

# Before the imports, which an older Python could not even read.
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info))

import argparse
import subprocess
from collections.abc import Sequence
from pathlib import Path

from launcher import checks
from launcher.environment import prepare
from launcher.lab import lab
from launcher.words import Trouble, sentence

ROOT = Path(__file__).resolve().parent

COMMANDS = {
    "lab": "open the chapters in JupyterLab, as copies of your own in my/",
    "test": "check everything; further arguments go to pytest",
    "notebooks": "build the notebooks from notebooks/source",
    "slides": "build the decks",
    "site": "build the pages, and the decks that they link to",
    "bench": "run the benchmarks, or only those named",
}
EXTRAS: "dict[str, set[str]]" = {
    "lab": set(),
    "notebooks": {"author"},
    "slides": {"author"},
    "site": {"author"},
    "test": {"author", "test"},
    "bench": {"author", "test"},
}


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description=__doc__,
        epilog="\n".join(f"  {name:10} {does}" for name, does in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", choices=COMMANDS, metavar="command")
    parser.add_argument("--cuda", action="store_true", help="on Linux, take torch's CUDA build")
    parser.add_argument("--no-browser", action="store_true", help="lab: only print the address")
    return parser


def run(command: str, extra: Sequence[str], cuda: bool, browser: bool) -> int:
    python = prepare(ROOT, EXTRAS[command], cuda)
    if command == "lab":
        return lab(ROOT, python, browser)
    if command == "test":
        return checks.test(ROOT, python, extra)
    if command == "bench":
        return checks.bench(ROOT, python, extra)
    argv = [str(python), "-m", "course.publish", command, *extra]
    return subprocess.run(argv, cwd=ROOT).returncode


def main(arguments: Sequence[str]) -> int:
    chosen, extra = parser().parse_known_args(arguments)
    if chosen.command is None:
        parser().print_help()
        return 0
    if chosen.command == "lab" and extra:
        parser().error(f"lab takes no {extra[0]}")
    try:
        return run(chosen.command, extra, chosen.cuda, not chosen.no_browser)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as error:
        print(sentence(str(error), str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
