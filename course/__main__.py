"""The course from a terminal: `python -m course` says what there is."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

from . import __version__
from .axes import output_size
from .extras import not_installed
from .lab.server import first, lab
from .lab.words import Trouble, say

COMMANDS = {
    "lab": "copy the chapters into a folder of your own and open them in JupyterLab",
    "sizes": "print the output size of a transposed convolution for each input size",
}


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help tells what is possible)\n")


def parser() -> Parser:
    made = Parser(
        prog="python -m course",
        description=f"Transposed convolution as a stamp, version {__version__}.",
        epilog="`python -m course lab --help` tells more about a command, here lab.",
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", metavar="command")
    opens, sizes = (
        commands.add_parser(
            name, help=does, description=f"{does.capitalize()}.", allow_abbrev=False
        )
        for name, does in COMMANDS.items()
    )
    opens.add_argument("folder", nargs="?", type=Path, default=Path("transposed-convolution"))
    opens.add_argument("--lang", default=os.environ.get("COURSE_LANG") or "en", help="e.g. ja")
    opens.add_argument("--no-browser", action="store_true", help="only print the address")
    sizes.add_argument("--input-size", type=int, nargs="+", required=True, metavar="N")
    sizes.add_argument("--kernel-size", type=int, required=True, metavar="N")
    for name, usual in (("stride", 1), ("padding", 0), ("output-padding", 0), ("dilation", 1)):
        sizes.add_argument(f"--{name}", type=int, default=usual, metavar="N")
    return made


def chapters() -> Path:
    """The folder of the notebooks: in the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "notebooks"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "notebooks"


def open_lab(folder: Path, language: str, browser: bool) -> int:
    if find_spec("jupyterlab") is None:
        raise Trouble(not_installed("jupyterlab"))
    start, target = first(chapters(), language), folder.resolve()
    say(f"Your copies of the chapters are in {target}.")
    return lab(chapters(), target, Path(sys.executable), browser, start)


def main(arguments: Sequence[str]) -> int:
    chosen = vars(parser().parse_args(arguments))
    command = chosen.pop("command")
    try:
        if command == "lab":
            return open_lab(chosen["folder"], chosen["lang"], not chosen["no_browser"])
        if command == "sizes":
            inputs = chosen.pop("input_size")
            print(*[output_size(one, **chosen) for one in inputs])
        else:
            parser().print_help()
    except (Trouble, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except ValueError as error:
        # A parameter, or the language in COURSE_LANG, that is not possible.
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
