"""The exercises that ask for a function: the smallest case that breaks it is found."""

import dis
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..language import N_, sentences, tr
from ..number_format import Number, apart, row
from ..trace import NAMES, Names, Trace
from .answers import RIGHT, Exercise, Verdict, not_checked, wrong
from .difference import alike, differs
from .failures import code_of
from .misconceptions import OUTPUTS, Idea, Misconception
from .sandbox import NotChecked, Run, Sandbox

Case = dict[str, Any]

IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}
"""What a function of nothing but dots, pass or a docstring is compiled to."""


@dataclass(frozen=True)
class Build(Exercise):
    """Write a function.

    cases: arguments for it, the smallest first. expected: what it should return, by PyTorch.
    trace: makes a case a trace, for the picture; None where cases are no layers. ideas: wrong ideas
    by their names in OUTPUTS. own_ideas: others, by name, each a function of a case. names: what
    the function calls a layer's input and output. other_lines: wrong lines for a line of the code,
    for where its lines are put in order (see ``parsons``).
    """

    signature: str
    cases: Callable[[], list[Case]]
    expected: Callable[[Case], Any]
    code: str
    trace: Callable[[Case], Trace] | None = None
    ideas: tuple[str, ...] = ()
    own_ideas: Mapping[str, Misconception] = field(default_factory=dict)
    names: Names = NAMES
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
        try:
            with Sandbox(answer, seconds) as sandbox:
                return self._tried(self.cases(), sandbox)
        except NotChecked as error:
            return not_checked(str(error))

    def _tried(self, cases: list[Case], sandbox: Sandbox) -> Verdict:
        mutated = False
        for case in cases:
            run = sandbox.call(**case)
            mutated = mutated or run.mutated
            if run.outcome == "value" and run.value is None and idle(sandbox.function):
                text = tr("{function} returns nothing so far.", function=self.signature)
                return Verdict("not attempted", text)
            if run.outcome != "value" or not self._right(case, run):
                verdict = self._failed(case, run, cases, sandbox)
                return replace(verdict, text=verdict.text + _aside(run, mutated, sandbox.here))
        text = _aside(Run("value"), mutated, sandbox.here).strip()
        return Verdict("right", text) if text else RIGHT

    def _right(self, case: Case, run: Run, wanted: Any = None) -> bool:
        """Whether a call returned what is wanted, or what is expected of the case."""
        wanted = self.expected(case) if wanted is None else wanted
        return same(run.value, wanted, tolerance(case, wanted, run.step))

    def _failed(self, case: Case, run: Run, cases: list[Case], sandbox: Sandbox) -> Verdict:
        call = f"{self.name}({', '.join(f'{name}={row(v)}' for name, v in case.items())})"
        if run.outcome != "value":
            # Translators: {call} is code, such as stamps(x=[1], w=[1]).
            text = f"{run.text}\n" + tr("The call was {call}.", call=call)
            return Verdict("exception", text) if run.outcome == "exception" else wrong(text)
        wanted = self.expected(case)
        value = settled(run.value, wanted, tolerance(case, wanted, run.step))
        returns = _returns(call, value, wanted, run.printed)
        idea, given = self._idea(cases, sandbox), flat(value)
        if self.trace is None or given is None:
            return wrong(returns, idea=idea)
        return differs(self.trace(case), given, idea, f"{returns}\n", True, self.names)

    def _idea(self, cases: list[Case], sandbox: Sandbox) -> Idea | None:
        """The first wrong idea with which the function agrees in all cases."""
        ideas = self.wrong_ways
        for case in cases:
            run = sandbox.call(**case)
            wanted = [(idea, idea.answer(case)) for idea in ideas]
            ideas = [idea for idea, want in wanted if want is None or self._right(case, run, want)]
            if not ideas:
                return None
        return ideas[0]

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


def same(value: Any, wanted: Any, within: float = 0.0) -> bool:
    """Whether two nested lists hold the same numbers, apart from rounding and outer axes of 1.

    A number that is wanted alone, a size or a count, is compared exactly. within: how far the
    numbers of a list may be off, where they came in a coarse type.
    """
    return bool(settled(value, wanted, within) == wanted)


def settled(value: Any, wanted: Any, within: float) -> Any:
    """The value without outer axes of 1, and with the numbers wanted where it is near to them."""
    while isinstance(value, list) and len(value) == 1 and depth(value) > depth(wanted):
        value = value[0]
    return _near(value, wanted, within) if isinstance(wanted, list) else value


def _near(value: Any, wanted: Any, within: float) -> Any:
    if isinstance(value, list) and isinstance(wanted, list):
        pairs = zip(value, wanted, strict=False)
        return [*(_near(*pair, within) for pair in pairs), *value[len(wanted) :]]
    if isinstance(value, list) or isinstance(wanted, list):
        return value
    return wanted if alike(value, wanted) or abs(value - wanted) <= within else value


def tolerance(case: Case, wanted: Any, step: float) -> float:
    """How far numbers of a type may be off that has this step from 1 to the next number.

    They are sums of products of those in the case, each rounded.
    """
    largest = max(map(abs, _numbers([*case.values()])), default=1)
    return 4 * step * max(1, largest**2, *map(abs, _numbers(wanted)))


def _numbers(value: Any) -> Iterator[Number]:
    if isinstance(value, list):
        for item in value:
            yield from _numbers(item)
    else:
        yield value


def idle(function: Any) -> bool:
    """Whether a function is still the one that the exercise gives, which does nothing."""
    code = code_of(function)
    return code is not None and {i.opname for i in dis.get_instructions(code)} <= IDLE


def depth(value: Any) -> int:
    return 1 + depth(value[0]) if isinstance(value, list) and value else int(value == [])


def flat(value: Any) -> list[Any] | None:
    """The value as one row of numbers; None for anything else."""
    while isinstance(value, list) and len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    if isinstance(value, list) and all(isinstance(v, int | float) for v in value):
        return value
    return None


def _returns(call: str, value: Any, wanted: Any, printed: str) -> str:
    given, right = apart(value, wanted)
    if value is not None:
        given = given if len(given) <= 300 else f"{given[:300]} …"
        text = N_("{call} returns {value}; it should return {wanted}.")
        return tr(text, call=call, value=given, wanted=right)
    nothing = N_("{call} returns nothing; it should return {wanted}.")
    if printed:
        mend = tr("What the function prints is not returned: write return instead of print.")
    else:
        mend = tr("End the function with return and its result.")
    return sentences([tr(nothing, call=call, wanted=right), mend])


def _aside(run: Run, mutated: bool, here: str) -> str:
    text = ""
    if mutated:
        text += "\n" + tr("Your function changes its arguments; work on a copy, as in list(x).")
    if run.printed:
        # Translators: "It" is the reader's function.
        text += "\n" + tr("It printed: {text}", text=run.printed[:400])
    return f"{text.rstrip()}\n{here}" if here else text
