"""What a layer makes with other numbers or parameters than those it has."""

from collections.abc import Callable
from itertools import product

from ...axes import Ints, parameters_of
from ...layer import IllegalLayer
from ...number_format import Number
from ...trace import Trace
from ...values import Place, Values, lists, nested
from .idea import Numbers


def with_other(trace: Trace, x: Values = (), w: Values = (), **changed: int) -> Numbers | None:
    """What other numbers or parameters would make, or None where these are not legal."""
    x, w = x or trace.x, w or trace.w
    parameters: dict[str, Ints] = {**parameters_of(trace.axes), **changed}
    try:
        return lists(Trace.of(x, w, dimensions=len(trace.axes), **parameters).y)
    except IllegalLayer:
        return None


def of_output(trace: Trace, of: Callable[[Place], Number]) -> Numbers:
    """What each place of the output holds."""
    return lists(nested([of(place) for place in product(*map(range, trace.size))], trace.size))
