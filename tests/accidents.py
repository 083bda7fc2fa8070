"""Accidents makes wrong functions from a right one, by what goes into it or comes out of it.

A function that is wrong and passes all cases of its exercise passes by accident.
"""

import json
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

Function = Callable[..., Any]
Case = dict[str, Any]
STEPS = 100_000


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
