"""The exercises that ask for a function: the smallest case that breaks it is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..language import N_, tr
from ..number_format import row
from ..trace import Trace
from .answers import RIGHT, Exercise, Verdict, wrong
from .difference import alike, differs
from .misconceptions import OUTPUTS, Idea, Misconception
from .sandbox import Run, Sandbox

Case = dict[str, Any]
ALIKE = 40
"""How many of the smallest cases decide whether a function does what a wrong idea does."""


@dataclass(frozen=True)
class Build(Exercise):
    """Write a function.

    cases: arguments for it, the smallest first. expected: what it should return, by PyTorch.
    trace: makes a case a trace, for the picture; None where cases are no layers. ideas: wrong ideas
    by their names in OUTPUTS. own_ideas: others, by name, each a function of a case. other_lines:
    wrong lines for a line of the code, for where its lines are put in order (see ``parsons``).
    """

    signature: str
    cases: Callable[[], list[Case]]
    expected: Callable[[Case], Any]
    code: str
    trace: Callable[[Case], Trace] | None = None
    ideas: tuple[str, ...] = ()
    own_ideas: Mapping[str, Misconception] = field(default_factory=dict)
    other_lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0]

    def judge(self, answer: object, seconds: float, /) -> Verdict:
        if not callable(answer):
            text = tr(
                "Give the function itself, without calling it: {function}.", function=self.name
            )
            return wrong(text)
        cases = self.cases()
        with Sandbox(answer, seconds) as sandbox:
            run = sandbox.call(**cases[0])
            if run.outcome == "value" and run.value is None:
                text = tr("{function} returns nothing so far.", function=self.signature)
                return Verdict("not attempted", text)
            for n, case in enumerate(cases):
                run = run if n == 0 else sandbox.call(**case)
                if run.outcome != "value" or not same(run.value, self.expected(case)):
                    verdict = self._failed(case, run, cases, sandbox)
                    return replace(verdict, text=verdict.text + _aside(run))
        return Verdict("right", _aside(run).strip()) if run.mutated else RIGHT

    def _failed(self, case: Case, run: Run, cases: list[Case], sandbox: Sandbox) -> Verdict:
        call = f"{self.name}({', '.join(f'{name}={row(v)}' for name, v in case.items())})"
        if run.outcome != "value":
            # Translators: {call} is code, such as stamps(x=[1], w=[1]).
            text = f"{run.text}\n" + tr("The call was {call}.", call=call)
            return Verdict("exception", text) if run.outcome == "exception" else wrong(text)
        returns = _returns(call, run.value, row(self.expected(case)))
        idea, given = self._idea(cases[:ALIKE], sandbox), flat(run.value)
        if self.trace is None or given is None:
            return wrong(returns, idea=idea)
        return differs(self.trace(case), given, idea, f"{returns}\n", reveal=True)

    def _idea(self, cases: list[Case], sandbox: Sandbox) -> Idea | None:
        """The wrong idea with which the function agrees in all small cases."""
        made = [(case, sandbox.call(**case).value) for case in cases]
        for idea in self.wrong_ways:
            wanted = [(idea.answer(case), value) for case, value in made]
            if all(want is None or same(value, want) for want, value in wanted):
                return idea
        return None

    @property
    def wrong_ways(self) -> list[Idea]:
        """Each wrong idea, and what it makes of a case (None: it doesn't apply)."""

        def of_outputs(name: str) -> Idea:
            idea, trace = OUTPUTS[name], self.trace
            assert trace is not None
            return Idea(name, idea.text, lambda case: idea.of(trace(case)))

        own = [Idea(name, *idea) for name, idea in self.own_ideas.items()]
        return [*own, *map(of_outputs, self.ideas)]

    def solution(self, name: str) -> str:
        return f"{self.code.strip()}\n\n\ncheck({name!r}, {self.name})"


def same(value: Any, wanted: Any) -> bool:
    """Whether two nested lists hold the same numbers, apart from rounding and outer axes of 1."""
    if isinstance(wanted, list):
        while isinstance(value, list) and len(value) == 1 and depth(value) > depth(wanted):
            value = value[0]
        return (
            isinstance(value, list) and len(value) == len(wanted) and all(map(same, value, wanted))
        )
    return isinstance(value, int | float) and alike(value, wanted)


def depth(value: Any) -> int:
    return 1 + depth(value[0]) if isinstance(value, list) and value else int(value == [])


def flat(value: Any) -> list[Any] | None:
    """The value as one row of numbers; None for anything else."""
    while isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    if isinstance(value, list) and all(isinstance(v, int | float) for v in value):
        return value
    return None


def _returns(call: str, value: Any, wanted: str) -> str:
    nothing = N_("{call} returns nothing; it should return {wanted}.")
    other = N_("{call} returns {value}; it should return {wanted}.")
    text = row(value)
    given = text if len(text) <= 300 else f"{text[:300]} …"
    return tr(nothing if value is None else other, call=call, value=given, wanted=wanted)


def _aside(run: Run) -> str:
    text = ""
    if run.mutated:
        text += "\n" + tr("Your function changes its arguments; work on a copy, as in list(x).")
    if run.printed:
        # Translators: "It" is the reader's function.
        text += "\n" + tr("It printed: {text}", text=run.printed[:400])
    return text
