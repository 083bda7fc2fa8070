"""Changed_code makes wrong code from right code, one small mistake at a time."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# What may be done by mistake to any number; to one that may be below 0; to one that may be broken.
TO_ANY = ("bool({})", "-({})")
TO_NEGATIVE = ("abs({})", "max({}, 0)", "max({}, 1)")
TO_BROKEN = ("int({})", "round({})")
INSTEAD = {"range": ("reversed",), "sum": ("max", "min", "len"), "len": ("sum", "max")}


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
