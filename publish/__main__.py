"""The author's commands: `python -m publish notebooks | slides | site | …`, see --help."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from course.language import ENGLISH, languages, speaking

from .tree import PublishError, Tree, all_made, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with a sentence on stderr when not."""
    options = _parser().parse_args(arguments)
    tree = Tree(options.root.resolve()) if options.root else this_tree()
    try:
        match options.command:
            case "notebooks":
                _notebooks(tree, options)
            case "slides":
                _slides(tree, options)
            case "site":
                _site(tree, options)
            case "gallery":
                from .gallery import build_gallery

                _print(build_gallery(tree), "All pictures in docs are up to date.")
            case "letters":
                from .html.letters import build_letters

                _print(build_letters())
            case "translations":
                _translations(tree)
            case _:
                return _check(tree)
    except PublishError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _print(lines: Iterable[object], if_none: str = "") -> None:
    for line in list(lines) or filter(None, [if_none]):
        print(line)


def _notebooks(tree: Tree, options: argparse.Namespace) -> None:
    from .chapter.notebooks import build_notebooks

    build = partial(
        build_notebooks,
        tree,
        options.chapters,
        force=options.force,
        output=options.output,
        edition=options.edition,
    )
    _print(_in_each(_languages(tree, options), build), "All notebooks are up to date.")


def _slides(tree: Tree, options: argparse.Namespace) -> None:
    from .deck.decks import build_decks

    chosen = _languages(tree, options)
    build = partial(build_decks, tree, options.chapters, force=options.force)
    _print(_in_each(chosen, build))
    for name in chosen:
        with speaking(name):
            print(f"The decks are listed in {tree.slides / 'index.html'}")


def _languages(tree: Tree, options: argparse.Namespace) -> tuple[str, ...]:
    """The languages to build in: the one asked for, or all."""
    return (options.lang,) if options.lang else tree.editions()


def _in_each(names: Iterable[str], build: Callable[[], list[Path]]) -> list[Path]:
    def speak(name: str) -> list[Path]:
        with speaking(name):
            try:
                return build()
            except PublishError as error:
                raise PublishError(f"In the edition {name}: {error}") from error

    return all_made(partial(speak, name) for name in names)


def _site(tree: Tree, options: argparse.Namespace) -> None:
    from .deck.decks import build_decks
    from .site.site import build_site

    decks = partial(build_decks, tree, force=options.force)
    _print(_in_each(tree.editions(), decks) if options.slides else ())
    _print(build_site(tree, force=options.force))
    shown = tree.site.relative_to(Path.cwd()) if tree.site.is_relative_to(Path.cwd()) else tree.site
    print(f"The site starts with {tree.site / 'index.html'}")
    print(f"Open that file, or run: python -m http.server -d {shown}")


def _translations(tree: Tree) -> None:
    from .translate.catalogues import faults, update

    for name in tree.editions():
        if name != ENGLISH:
            _print(update(tree, name))
    found = faults(tree)
    _print(found)
    print(f"{len(found)} translations want a hand." if found else "All is translated.")


def _check(tree: Tree) -> int:
    from .chapter.notebooks import differences
    from .translate.catalogues import faults

    if found := [*differences(tree), *faults(tree)]:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    print("Sources, translations and notebooks are in step.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publish", description=__doc__)
    parser.add_argument("--root", type=Path, help="another checkout than this one")
    commands = parser.add_subparsers(dest="command", required=True)
    notebooks = commands.add_parser("notebooks", help="execute the sources that changed")
    notebooks.add_argument("--output", type=Path, help="write there, and execute everything")
    notebooks.add_argument(
        "--edition",
        choices=["learner", "instructor"],
        default="learner",
        help="instructor: with the solutions, in dist/instructor",
    )
    slides = commands.add_parser("slides", help="make a deck of each chapter, in dist/slides")
    site = commands.add_parser("site", help="make the pages of all chapters, in dist/site")
    site.add_argument("--force", action="store_true", help="also make what is up to date")
    site.add_argument(
        "--no-slides", dest="slides", action="store_false", help="offer the decks as they are"
    )
    for command in (notebooks, slides):
        command.add_argument("--force", action="store_true", help="also build what is up to date")
        command.add_argument("--lang", choices=languages(), help="only this language's edition")
        command.add_argument("chapters", nargs="*", metavar="chapter", help="e.g. 02_stride")
    commands.add_parser(
        "gallery", help="draw the README's picture and the named animations, in docs"
    )
    commands.add_parser("letters", help="cut the letters of pages, decks and saved pictures")
    commands.add_parser("translations", help="bring the catalogues in step with the English")
    commands.add_parser("check", help="say which notebooks are out of step with their sources")
    return parser


sys.exit(main())
