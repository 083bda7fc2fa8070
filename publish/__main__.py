"""The author's commands: `python -m publish notebooks | slides | site | …`, see --help."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from course.language import ENGLISH, speaking

from .chapter.solutions import EDITIONS
from .tree import PublishError, Tree, this_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with a sentence on stderr when not."""
    options = _parser().parse_args(arguments)
    tree = Tree(options.root.resolve()) if options.root else this_tree()
    try:
        match options.command:
            case "notebooks":
                return _notebooks(tree, options)
            case "slides":
                return _slides(tree, options)
            case "site":
                return _site(tree, options)
            case "gallery":
                return _gallery(tree)
            case "letters":
                return _letters()
            case "translations":
                return _translations(tree)
            case _:
                return _check(tree)
    except PublishError as error:
        print(error, file=sys.stderr)
        return 1


def _notebooks(tree: Tree, options: argparse.Namespace) -> int:
    from .chapter.notebooks import build_notebooks

    def build() -> list[Path]:
        return build_notebooks(
            tree,
            options.chapters,
            force=options.force,
            output=options.output,
            edition=options.edition,
        )

    written = _in_each(_languages(tree, options), build)
    for notebook in written:
        print(notebook)
    if not written:
        print("All notebooks are up to date.")
    return 0


def _slides(tree: Tree, options: argparse.Namespace) -> int:
    from .deck.decks import build_decks

    chosen = _languages(tree, options)

    def build() -> list[Path]:
        return build_decks(tree, options.chapters, force=options.force, beside=chosen)

    for deck in _in_each(chosen, build):
        print(deck)
    for name in chosen:
        with speaking(name):
            print(f"The decks are listed in {tree.slides / 'index.html'}")
    return 0


def _languages(tree: Tree, options: argparse.Namespace) -> tuple[str, ...]:
    """The languages to build in: the one asked for, or all."""
    if options.lang is None:
        return tree.editions()
    if options.lang not in tree.editions():
        raise PublishError(
            f"--lang {options.lang}: there is no such edition, only {', '.join(tree.editions())}."
        )
    return (options.lang,)


def _in_each(languages: Iterable[str], build: Callable[[], list[Path]]) -> list[Path]:
    """Build in each language, also after one that failed; raise what failed in the end."""
    written, failures = [], []
    for name in languages:
        try:
            with speaking(name):
                written += build()
        except PublishError as error:
            failures.append(str(error) if name == ENGLISH else f"In the edition {name}: {error}")
    if failures:
        raise PublishError("\n".join(failures))
    return written


def _site(tree: Tree, options: argparse.Namespace) -> int:
    from .site.site import build_site

    written = []
    if options.slides:
        from .deck.decks import build_decks

        every = tree.editions()
        written += _in_each(every, lambda: build_decks(tree, force=options.force, beside=every))
    for path in [*written, *build_site(tree, force=options.force)]:
        print(path)
    shown = tree.site.relative_to(Path.cwd()) if tree.site.is_relative_to(Path.cwd()) else tree.site
    print(f"The site starts with {tree.site / 'index.html'}")
    print(f"Open that file, or run: python -m http.server -d {shown}")
    return 0


def _gallery(tree: Tree) -> int:
    from .gallery import build_gallery

    written = build_gallery(tree)
    for path in written:
        print(path)
    if not written:
        print("All animations are up to date.")
    return 0


def _letters() -> int:
    from .html.letters import build_letters

    for path in build_letters():
        print(path)
    return 0


def _translations(tree: Tree) -> int:
    from .translate.catalogues import faults, update

    for name in tree.editions():
        if name != ENGLISH:
            for path in update(tree, name):
                print(path)
    found = faults(tree)
    for sentence in found:
        print(sentence)
    print(f"{len(found)} translations want a hand." if found else "All is translated.")
    return 0


def _check(tree: Tree) -> int:
    from .chapter.notebooks import differences
    from .translate.catalogues import faults

    found = [*differences(tree), *faults(tree)]
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print("Sources, translations and notebooks are in step.")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m publish", description=__doc__)
    parser.add_argument("--root", type=Path, help="another checkout than this one")
    commands = parser.add_subparsers(dest="command", required=True)
    notebooks = commands.add_parser("notebooks", help="execute the sources that changed")
    notebooks.add_argument("--output", type=Path, help="write there, and execute everything")
    notebooks.add_argument(
        "--edition",
        choices=EDITIONS,
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
        command.add_argument("--lang", help="only this language's edition, e.g. ja")
        command.add_argument("chapters", nargs="*", metavar="chapter", help="e.g. 02_stride")
    commands.add_parser("gallery", help="draw the named animations, in docs/animations")
    commands.add_parser("letters", help="cut the letters of pages, decks and saved pictures")
    commands.add_parser("translations", help="bring the catalogues in step with the English")
    commands.add_parser("check", help="say which notebooks are out of step with their sources")
    return parser


sys.exit(main())
