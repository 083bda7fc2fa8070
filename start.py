"""Start, test and publish the course with one command each; needs nothing but Python itself."""

import sys

# Before the imports, which an older Python could not even read.
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info))

import argparse
import os
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

from course.lab.server import first, lab
from course.lab.words import Trouble
from launcher import checks
from launcher.address import set_address
from launcher.environment import prepare
from launcher.words import sentence

ROOT = Path(__file__).resolve().parent

AUTHOR = {"lab", "author"}
EVERYTHING = {*AUTHOR, "ja", "print", "test"}
# Each with what it is for, and the extras of the course that it needs.
COMMANDS: "dict[str, tuple[str, set[str]]]" = {
    "lab": ("open the chapters in JupyterLab, as copies of your own in my/", {"lab"}),
    "test": ("check everything; further arguments go to pytest", EVERYTHING),
    "check": ("check within a minute what can be; says what it leaves to `test`", EVERYTHING),
    "notebooks": ("build the notebooks from notebooks/source", AUTHOR),
    "slides": ("build the decks", AUTHOR),
    "site": ("build the pages, and the decks that they link to", AUTHOR),
    "translations": (
        "bring the translations in step with the English, and say what they lack",
        {"author"},
    ),
    "bench": ("run the benchmarks, or only those named", EVERYTHING),
    "address": ("write the repository's address, OWNER/REPO, where it must stand", set()),
}


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="start.py",
        description=__doc__,
        epilog="\n".join(f"  {name:12} {does}" for name, (does, _) in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", choices=COMMANDS, metavar="command")
    parser.add_argument("--cuda", action="store_true", help="on Linux, take torch's CUDA build")
    parser.add_argument(
        "--lang",
        default=os.environ.get("COURSE_LANG") or None,
        help="lab: open the course in this language, e.g. ja; notebooks, slides: build only that",
    )
    parser.add_argument("--no-browser", action="store_true", help="lab: only print the address")
    return parser


def run(command: str, extra: Sequence[str], cuda: bool, browser: bool, lang: str | None) -> int:
    if command == "address":
        if len(extra) != 1:
            raise Trouble("address takes one OWNER/REPO, or '' to take it away.")
        set_address(ROOT, extra[0])
        return 0
    # Before minutes of installing: a language that is not there is no reason for those.
    opens = first(ROOT / "notebooks", lang or "en") if command == "lab" else ""
    python = prepare(ROOT, COMMANDS[command][1] | spoken(lang), cuda)
    if command == "lab":
        return lab(ROOT / "notebooks", ROOT / "my", python, browser, opens)
    stages = {"test": checks.test, "check": checks.check, "bench": checks.bench}
    if command in stages:
        return stages[command](ROOT, python, extra)
    one = ["--lang", lang] if lang and command in {"notebooks", "slides"} else []
    argv = [str(python), "-m", "publish", command, *one, *extra]
    return subprocess.run(argv, cwd=ROOT).returncode


def spoken(lang: str | None) -> set[str]:
    """The extra with what a language needs, its fonts and JupyterLab's words, if it has one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {lang} & set(project["optional-dependencies"]) if lang else set()


def main(arguments: Sequence[str]) -> int:
    chosen, extra = parser().parse_known_args(arguments)
    if chosen.command is None:
        parser().print_help()
        return 0
    if chosen.command == "lab" and extra:
        parser().error(f"lab takes no {extra[0]}")
    try:
        return run(chosen.command, extra, chosen.cuda, not chosen.no_browser, chosen.lang)
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
