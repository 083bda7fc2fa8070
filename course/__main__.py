"""The course from a terminal: `python -m course` says what there is."""

import os
import re
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from importlib.util import find_spec
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from . import __version__
from .axes import output_size
from .extras import NotInstalled, not_installed
from .lab.server import first, lab
from .lab.words import Trouble, say
from .language import speaking

COMMANDS = {
    "lab": "copy the chapters into a folder of yours and open them in JupyterLab",
    "sizes": "print the output size of a transposed convolution for each input size",
    "layers": "find the settings of a transposed convolution that make the sizes you want",
    "explain": "explain the transposed convolutions of a model",
    "error": "say what an error message of PyTorch means; exit with 1 if it is not recognised",
    "lint": "list what is wrong with a model's transposed convolutions; exit with 1 if anything is",
}
# How many numbers one range, as 3-7, may hold.
MOST = 10**6


class Parser(ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def parser() -> Parser:
    made = Parser(
        prog="python -m course",
        description=f"Transposed convolution as a stamp, version {__version__}.",
        epilog="For more about one command: python -m course lab --help",
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=__version__)
    commands = made.add_subparsers(dest="command", metavar="command")
    opens, sizes, layers, explains, errors, lints = (
        commands.add_parser(
            name, help=does, description=f"{does[0].upper()}{does[1:]}.", allow_abbrev=False
        )
        for name, does in COMMANDS.items()
    )
    opens.add_argument("folder", nargs="?", type=Path, default=Path("transposed-convolution"))
    opens.add_argument("--no-browser", action="store_true", help="only print the address")
    sizes.add_argument("--input-size", type=int, nargs="+", required=True, metavar="N")
    sizes.add_argument("--kernel-size", type=int, required=True, metavar="N")
    for name, usual in (("stride", 1), ("padding", 0), ("output-padding", 0), ("dilation", 1)):
        sizes.add_argument(f"--{name}", type=int, default=usual, metavar="N")
    for name in ("input-size", "output-size"):
        layers.add_argument(
            f"--{name}",
            type=size,
            nargs="+",
            required=True,
            metavar="N[,N…]",
            help="one or more sizes that one setting must fit; 7,9 for two axes",
        )
    for name in ("kernel-size", "stride", "padding", "output-padding", "dilation"):
        layers.add_argument(
            f"--{name}",
            type=numbers_in,
            nargs="+",
            default=SUPPRESS,
            metavar="N[-N]",
            help="numbers to try, as 4 or 3-7; with a comma for two axes",
        )
    layers.add_argument(
        "--even",
        action="store_true",
        help="only settings with the same number of taps in every phase",
    )
    for judges in (explains, lints):
        judges.add_argument(
            "model", metavar="module:Model", help="your model, or a function that returns it"
        )
        judges.add_argument(
            "--input",
            type=size,
            action="append",
            required=True,
            metavar="1,3,224,224",
            help="the size or full shape of the input; repeat for each further input",
        )
        judges.add_argument(
            "--skips",
            type=skip_sizes,
            metavar="28x28,none,112x112",
            help="the output size wanted from each layer in the order of their calls, or none",
        )
    errors.add_argument(
        "text", nargs="?", default="-", help="the message or a whole traceback; by default stdin"
    )
    for speaks in (opens, explains, errors, lints):
        speaks.add_argument(
            "--lang", default=os.environ.get("COURSE_LANG") or "en", help="the language, as ja"
        )
    lints.add_argument(
        "--causal", action="store_true", help="in 1-D layers, look-ahead is wrong, too"
    )
    return made


def numbers_in(text: str) -> tuple[range, ...]:
    """What to try along each axis, as in "4", "3-7" or, along two axes, "4,3-7"."""
    tried = []
    for part in text.split(","):
        ends = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if not ends:
            raise ArgumentTypeError(f"{part!r} is neither a number, as 4, nor a range, as 3-7")
        tried.append(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
        if not 0 <= tried[-1].stop - tried[-1].start - 1 < MOST:
            raise ArgumentTypeError(f"{part!r} must go up, and hold at most {MOST} numbers")
    return tuple(tried)


def together(name: str, words: list[tuple[range, ...]]) -> Any:
    """All the numbers given: one list for all axes, or one for each."""
    if len(set(map(len, words))) > 1:
        option = f"--{name.replace('_', '-')}"
        raise ValueError(f"{option} takes numbers for all axes or for each axis, not both at once.")
    return alone(tuple([*chain(*along)] for along in zip(*words, strict=True)))


def alone(given: Any) -> Any:
    """What is given, or the one thing in it."""
    return given if len(given) > 1 else given[0]


def settings(input_size: list[Any], output_size: list[Any], even: bool, **ranges: Any) -> object:
    """What find_layers finds; a single size is given to it as a number, not as a list."""
    from .models.search import find_layers

    given = (input_size, output_size)
    small, large = (alone([alone(one) for one in sizes]) for sizes in given)
    tried: dict[str, Any] = {name: together(name, words) for name, words in ranges.items()}
    return find_layers(small, large, **tried, even=even)


def size(text: str) -> tuple[int, ...]:
    """A size or shape as it is typed: 1,3,224,224 or 28x28."""
    try:
        return tuple(map(int, text.replace("x", ",").split(",")))
    except ValueError:
        rule = "write it as 224, 28x28 or 1,3,224,224"
        raise ArgumentTypeError(f"{text!r} is not a size: {rule}") from None


def skip_sizes(text: str) -> list[tuple[int, ...] | None]:
    return [None if one == "none" else size(one) for one in text.split(",")]


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


def judge(
    command: str, model: str, input: Sequence[Any], skips: Any, lang: str, causal: bool = False
) -> int:
    """Explain a model, or list what is wrong with it; the status is 1 if anything is."""
    from .models.lint import findings
    from .models.terminal import explained

    with speaking(lang):
        told = explained(model, input, skips)
        if command == "explain":
            print(told)
            return 0
        found = list(findings(told, causal))
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


def understand(text: str, lang: str) -> int:
    """Say what an error message means; the status is 1 if it is not recognised."""
    from .errors import meaning, not_recognised

    if text == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        if sys.stdin.isatty():
            say("Paste the message, then press Ctrl+D (on Windows: Ctrl+Z and Enter).")
        text = sys.stdin.read()
    with speaking(lang):
        found = meaning(text)
        print(found or not_recognised(), file=sys.stdout if found else sys.stderr)
    return int(found is None)


def main(arguments: Sequence[str]) -> int:
    chosen = vars(parser().parse_args(arguments))
    command = chosen.pop("command")
    try:
        if command == "lab":
            return open_lab(chosen["folder"], chosen["lang"], not chosen["no_browser"])
        if command == "error":
            return understand(**chosen)
        if command in ("explain", "lint"):
            return judge(command, **chosen)
        if command == "sizes":
            inputs = chosen.pop("input_size")
            print(*[output_size(one, **chosen) for one in inputs])
        elif command == "layers":
            print(settings(**chosen))
        else:
            parser().print_help()
    except (Trouble, NotInstalled, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (TypeError, ValueError) as error:
        # A parameter, a model, or the language in COURSE_LANG, that is not possible.
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        # A pipe of Windows has no arrow, which is no reason to print nothing.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
