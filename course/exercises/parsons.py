"""Asks for a short function line by line: its lines in order, each chosen from a few."""

import linecache
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from random import Random
from typing import Any

from ..language import N_, tr
from .answers import Verdict, wrong
from .build import Build
from .sandbox import SECONDS
from .typed import Form

MOST = 8
FILE = "<lines>"
# What Python's message begins with, and what is said in its place.
REFUSED = {
    "expected an indented block": N_(
        "Line {number} is not indented further than the line above it, which ends with a "
        "colon: {line}"
    ),
    "unexpected indent": N_(
        "Line {number} is indented further than the line above it, which does not end with a "
        "colon: {line}"
    ),
    "unindent does not match": N_("Line {number} is indented unlike any line above it: {line}"),
}
OTHERWISE = N_("Python can't read line {number}: {line}")


@dataclass(frozen=True)
class Parsons:
    """A Build exercise whose lines are put in order.

    head: the line with ``def``. groups: for each line of the solution, that line and the wrong ones
    that may stand in its place, all indented.
    """

    exercise: Build
    head: str
    groups: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> list[str]:
        """All lines in the order in which they are offered."""
        lines = [line for group in self.groups for line in group]
        Random(self.head).shuffle(lines)
        return lines

    @property
    def group_of(self) -> list[int]:
        """Of each line that is offered, which line of the solution it may stand for."""
        of = {line: n for n, group in enumerate(self.groups) for line in group}
        return [of[line] for line in self.lines]

    @property
    def right(self) -> list[int]:
        """The indices of the lines of the solution, in order."""
        lines = self.lines
        return [lines.index(group[0]) for group in self.groups]

    @property
    def form(self) -> Form:
        return {
            "kind": "lines",
            "head": self.head,
            "lines": self.lines,
            "take": len(self.groups),
        }

    def answers(self) -> Iterator[list[int]]:
        """Every order of the lines, with every choice where there are several."""
        lines = self.lines
        for order in permutations(self.groups):
            for chosen in product(*order):
                yield [lines.index(line) for line in chosen]

    def program(self, taken: Sequence[int]) -> str:
        """The function that these lines make."""
        return "\n".join([self.head, *(self.lines[index] for index in taken)]) + "\n"

    def reached(self, taken: Sequence[int]) -> str:
        """Its lines as far as they are ever reached: functions that share them do the same."""
        lines = self.program(taken).splitlines()
        ends = (n for n, line in enumerate(lines, 1) if line.startswith("    return"))
        return "\n".join(lines[: next(ends, None)])

    def fault(self, taken: Sequence[int]) -> str:
        """What keeps Python from reading these lines, or nothing."""
        program = self.program(taken)
        try:
            compile(program, FILE, "exec")
        except SyntaxError as error:
            code = program.splitlines()
            number = min(error.lineno or 1, len(code))
            said = (text for start, text in REFUSED.items() if error.msg.startswith(start))
            text = next(said, OTHERWISE)
            return tr(text, number=number, line=code[number - 1].strip())
        return ""

    def verdict(self, taken: Sequence[int], seconds: float = SECONDS) -> Verdict:
        """The verdict on these lines in this order: that on the function that they make."""
        if len(taken) != len(self.groups):
            return self.few(len(taken))
        if len({self.group_of[index] for index in taken}) < len(taken):
            return self.pair()
        if fault := self.fault(taken):
            return wrong(fault)
        return self.exercise.verdict(loaded(self.program(taken), self.exercise.name), seconds)

    def few(self, count: object) -> Verdict:
        """The verdict on another number of lines than is wanted."""
        text = N_("The function has {wanted} lines below its first one, and you took {count}.")
        return wrong(tr(text, wanted=len(self.groups), count=count))

    def pair(self) -> Verdict:
        """The verdict on two lines that are meant for one place."""
        return wrong(
            tr("Two of the lines that you took belong in the same place: take only one of them.")
        )


def loaded(program: str, name: str) -> Any:
    """The function of this name in a program; what it raises is found in its lines."""
    made: dict[str, Any] = {"__name__": "__main__"}
    linecache.cache[FILE] = (len(program), None, program.splitlines(keepends=True), FILE)
    exec(compile(program, FILE, "exec"), made)
    return made[name]


def parsons(exercise: Build) -> Parsons | None:
    """The exercise line by line; None for a function of too many lines."""
    head, *lines = exercise.code.strip().splitlines()
    if len(lines) >= MOST:
        return None
    groups = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        others = exercise.other_lines.get(line.strip(), ())
        groups.append((line, *(indent + other for other in others)))
    return Parsons(exercise, head, tuple(groups))
