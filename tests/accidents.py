"""Accidents makes wrong functions from a right one: in its code, and in what goes in or comes out.

A function that is wrong and passes all cases of its exercise passes by accident.
"""

import ast
import json
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from types import FrameType
from typing import Any

Function = Callable[..., Any]
Case = dict[str, Any]
STEPS = 100_000
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# What may be done by mistake to any number; to one that may be below 0; to one that may be broken.
TO_ANY = ("bool({})", "-({})")
TO_NEGATIVE = ("abs({})", "max({}, 0)", "max({}, 1)")
TO_BROKEN = ("int({})", "round({})")
INSTEAD = {"range": ("reversed",), "sum": ("max", "min", "len"), "len": ("sum", "max")}


class Endless(Exception):
    """A function took too many steps."""


def function_of(code: str) -> Function:
    """The function that the code defines last."""
    names: dict[str, Any] = {}
    exec(compile(code, "reader", "exec"), names)
    return list(names.values())[-1]


def call(function: Function, case: Case) -> Any:
    """What the function returns for a copy of the case, which travels as into the sandbox.

    Raises Endless for a loop that goes on.
    """
    left = STEPS

    def trace(_frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Endless
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return function(**json.loads(json.dumps(case)))
    finally:
        sys.settrace(before)


# ---------------------------------------------------------------- in the code


def changed(code: str, lists: set[str]) -> Iterator[tuple[str, str]]:
    """Each code with one change in it, behind what was changed.

    lists: the arguments that hold numbers of any kind. All others count something, from 0 on.
    """
    tree = ast.parse(code)
    names = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - {"range"})
    names = sorted({*names, *(node.arg for node in ast.walk(tree) if isinstance(node, ast.arg))})
    names = [name for name in names if name not in INSTEAD]
    seen = {ast.unparse(tree)}
    for n, node in enumerate(ast.walk(tree)):
        for instead in [*expressions(node, names), *doings(node, lists), *statements(node)]:
            copy = deepcopy(tree)
            # Both trees are walked in the same order.
            replaced = Replaced(list(ast.walk(copy))[n], instead).visit(copy)
            made = ast.unparse(ast.fix_missing_locations(replaced))
            if made not in seen:
                seen.add(made)
                line = ast.unparse(node).partition("\n")[0]
                after = "; ".join(ast.unparse(i).replace("\n", " ") for i in instead) or "nothing"
                yield f"line {node.lineno}: {line} → {after}", made


class Replaced(ast.NodeTransformer):
    """Puts other nodes into one node's place; none for a statement is ``pass``."""

    def __init__(self, node: ast.AST, instead: list[Any]) -> None:
        self.node, self.instead = node, instead

    def visit(self, node: ast.AST) -> Any:
        if node is not self.node:
            return self.generic_visit(node)
        if isinstance(node, ast.stmt):
            return self.instead or [ast.Pass()]
        return self.instead[0]


def expression(code: str) -> ast.expr:
    return ast.parse(code, mode="eval").body


def expressions(node: ast.AST, names: list[str]) -> Iterator[list[Any]]:
    """What may stand by mistake in the place of an expression."""
    if not isinstance(node, ast.expr) or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return
    match node:
        case ast.Constant(value=int(value)):
            yield from ([expression(str(other))] for other in (value - 1, value + 1))
        case ast.Name(id=name) if name in names:
            yield from ([expression(other)] for other in names if other != name)
        case ast.Call(func=ast.Name(id=name), args=[inside]):
            yield from (
                [expression(f"{other}({ast.unparse(inside)})")] for other in INSTEAD.get(name, ())
            )
            if name == "range":
                for other in ("{} - 1", "{} + 1", "1, {}", "1, {} + 1", "0, {}, 2", "min({}, 3)"):
                    yield [expression(f"range({other.format(ast.unparse(inside))})")]
        case ast.BinOp(left=left, op=operator, right=right):
            yield from ([left], [right])
            if isinstance(operator, ast.Sub):
                yield [ast.BinOp(right, operator, left)]
            for other in OPERATORS:
                yield [ast.BinOp(left, other(), right)]
        case ast.Compare(left=left, ops=operators, comparators=right):
            yield [expression("True")]
            for n, other in ((n, other) for n in range(len(operators)) for other in COMPARISONS):
                yield [ast.Compare(left, [*operators[:n], other(), *operators[n + 1 :]], right)]
        case ast.Subscript(value=value, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            for parts in ((None, upper, step), (lower, None, step), (lower, upper, None)):
                yield [ast.Subscript(value, ast.Slice(*parts), ast.Load())]
        case ast.Subscript(value=value, slice=index):
            yield [ast.Subscript(value, expression(f"-1 - ({ast.unparse(index)})"), ast.Load())]
            yield [ast.Subscript(value, expression("0"), ast.Load())]
        case ast.UnaryOp(operand=operand):
            yield [operand]
        case ast.ListComp():
            yield [expression(f"{ast.unparse(node)}[::-1]")]


def doings(node: ast.AST, lists: set[str]) -> Iterator[list[Any]]:
    """What may be done by mistake to an expression."""
    if not isinstance(node, ast.Name | ast.Subscript | ast.BinOp | ast.Call) or not isinstance(
        getattr(node, "ctx", ast.Load()), ast.Load
    ):
        return
    inside = list(without_len(node))
    doings = TO_ANY
    if any(isinstance(n, ast.Sub | ast.Subscript) for n in inside):
        doings += TO_NEGATIVE
    if any(isinstance(n, ast.Subscript) or getattr(n, "id", "") in lists for n in inside):
        doings += TO_BROKEN
    yield from ([expression(doing.format(ast.unparse(node)))] for doing in doings)


def without_len(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all in it, but what stands in ``len(…)``."""
    yield node
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "len"):
        for child in ast.iter_child_nodes(node):
            yield from without_len(child)


def statements(node: ast.AST) -> Iterator[list[Any]]:
    """What may stand by mistake in the place of a statement."""
    match node:
        case ast.AugAssign(target=target, value=value):
            place, given = ast.unparse(target), ast.unparse(value)
            yield []
            yield from (
                ast.parse(other.format(place=place, given=given)).body
                for other in (
                    "{place} = {given}",
                    "{place} -= {given}",
                    "{place} = {place} or {given}",
                    "{place} = max({place}, {given})",
                    "{place} = ({place} + {given}) / (2 if {place} else 1)",
                )
            )
        case ast.Assign():
            yield []
        case ast.For(body=body):
            yield [ast.For(node.target, node.iter, [*body, ast.Break()], [])]
            yield body
        case ast.If(body=body, test=test):
            yield body
            yield [ast.If(expression(f"not ({ast.unparse(test)})"), body, [])]


# ---------------------------------------------------------------- in what goes in or comes out


def each(of: Callable[[Any], Any], value: Any) -> Any:
    """A number, or nested lists of them, with something done to each number."""
    return [each(of, item) for item in value] if isinstance(value, list) else of(value)


def turned(value: Any) -> Any:
    """Rows as columns."""
    return list(map(list, zip(*value, strict=True)))


def innermost(of: Callable[[list[Any]], Any], value: Any) -> Any:
    """Nested lists, with something done to each row of numbers."""
    rows = bool(value) and isinstance(value[0], list)
    return [innermost(of, row) for row in value] if rows else of(value)


NUMBERS: dict[str, Callable[[Any], Any]] = {
    "cut to a whole number": int,
    "rounded": round,
    "rounded down": lambda v: v // 1,
    "with one digit": lambda v: round(v, 1),
    "without its sign": abs,
    "negative ones as 0": lambda v: max(v, 0),
    "ones below 1 as 1": lambda v: max(v, 1),
    "bounded by 9": lambda v: min(v, 9),
    "as truth": bool,
    "as its sign": lambda v: (v > 0) - (v < 0),
    "of 8 bits": lambda v: (int(v) + 128) % 256 - 128,
    "0 as 1": lambda v: v or 1,
}
LISTS: dict[str, Callable[[list[Any]], Any]] = {
    "sorted": sorted,
    "sorted downwards": lambda v: sorted(v, reverse=True),
    "reversed": lambda v: v[::-1],
    "without zeros": lambda v: [item for item in v if item != 0],
    "each once": lambda v: [item for n, item in enumerate(v) if item not in v[:n]],
    "without its first": lambda v: v[1:],
    "without its last": lambda v: v[:-1],
    "with a 0 behind": lambda v: [*v, 0],
    "with a 0 in front": lambda v: [0, *v],
    "moved on by one": lambda v: v[-1:] + v[:-1],
    "its first alone": lambda v: v[:1] * len(v),
    "summed up": lambda v: [sum(v[: n + 1]) for n in range(len(v))],
    "counted from 1": lambda v: list(range(1, len(v) + 1)),
    "counted from its first": lambda v: [v[0] + n for n in range(len(v))],
    "palindrome": lambda v: [v[min(n, len(v) - 1 - n)] for n in range(len(v))],
    **{f"its first {n} alone": lambda v, n=n: v[:n] for n in range(1, 6)},
    **{f"zeros from {n} on": lambda v, n=n: v[:n] + [0] * (len(v) - n) for n in range(1, 6)},
}
PARAMETERS: dict[str, Callable[[int], int]] = {
    "one more": lambda v: v + 1,
    "one less": lambda v: v - 1,
    "doubled": lambda v: 2 * v,
    "halved": lambda v: v // 2,
    "as truth": bool,
    "2 if above 1": lambda v: 2 if v > 1 else v,
    "negative": lambda v: -v,
    "odd or even": lambda v: v % 2,
    "the even one below": lambda v: v - v % 2,
    "the power of 2 below": lambda v: 1 << (v.bit_length() - 1) if v else 0,
    **{f"always {n}": lambda _, n=n: n for n in range(5)},
    **{f"at most {n}": lambda v, n=n: min(v, n) for n in range(1, 6)},
    "at least 2": lambda v: max(v, 2),
}


def around(right: Function, case: Case) -> Iterator[tuple[str, Function]]:
    """Wrong functions that use the right one, behind what each does. case: any one for it."""
    lists = [name for name, value in case.items() if isinstance(value, list)]
    numbers = [name for name in case if name not in lists]

    def with_argument(name: str, of: Callable[[Any], Any]) -> Function:
        return lambda **case: right(**{**case, name: of(case[name])})

    for name in lists:
        for told, of in NUMBERS.items():
            yield f"{name}: {told}", with_argument(name, lambda v, of=of: each(of, v))
        for told, of in LISTS.items():
            yield f"{name}: {told}", with_argument(name, of)
            if isinstance(case[name][0], list):
                rows = lambda v, of=of: innermost(of, v)  # noqa: E731
                yield f"{name}, rows: {told}", with_argument(name, rows)
        yield f"{name} itself", lambda name=name, **case: case[name]
        yield f"{name} itself, padded", lambda name=name, **case: [0, *case[name], 0]
        yield f"{name}: turned", with_argument(name, turned)
    for name in numbers:
        for told, of in PARAMETERS.items():
            yield f"{name}: {told}", with_argument(name, of)
    for alike in (lists, numbers):
        for one, other in ((a, b) for a in alike for b in alike if a != b):
            if one < other:
                yield (
                    f"{one} and {other} exchanged",
                    lambda one=one, other=other, **case: right(
                        **{**case, one: case[other], other: case[one]}
                    ),
                )
            yield (
                f"{other} for {one} too",
                lambda one=one, other=other, **case: right(**{**case, one: case[other]}),
            )
    yield from results(right, right(**case))
    yield "the first result again", remembering(right, lambda _: 0)
    if lists:
        yield "remembered by the sizes", remembering(right, sizes)


def results(right: Function, result: Any) -> Iterator[tuple[str, Function]]:
    """Wrong functions that change the right result. result: any one."""
    for told, of in NUMBERS.items():
        yield f"result: {told}", lambda of=of, **case: each(of, right(**case))
    for told, of in LISTS.items():
        yield f"result: {told}", lambda of=of, **case: of(right(**case))
        if isinstance(result, list) and isinstance(result[0], list):
            yield f"result, rows: {told}", lambda of=of, **case: innermost(of, right(**case))
    yield "result: turned", lambda **case: turned(right(**case))
    yield "result: one more", lambda **case: each(lambda v: v + 1, right(**case))


def sizes(value: Any) -> Any:
    """A case, or a value in it, without the numbers in its lists."""
    if isinstance(value, dict):
        return {name: sizes(v) if isinstance(v, list) else v for name, v in value.items()}
    return each(lambda _: 0, value)


def remembering(right: Function, key: Callable[[Case], Any]) -> Function:
    """A function that computes once for each key."""
    known: dict[str, Any] = {}

    def remembered(**case: Any) -> Any:
        name = str(key(case))
        if name not in known:
            known[name] = right(**case)
        return known[name]

    return remembered
