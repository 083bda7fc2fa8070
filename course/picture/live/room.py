"""How high the drawings come to be that sliders can reach, so that a page keeps room for them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from ...layer import PARAMETERS, IllegalLayer
from ...values import Place
from ..limits import Reach
from .frames import Group, frame
from .sizes import COUNTS, is_square


def tallest(
    views: Iterable[str],
    reach: Mapping[str, Iterable[int]],
    languages: tuple[str, ...],
    first: Mapping[str, Place],
) -> dict[str, int]:
    """For each view how high its drawings come to be, in pixels, wherever the sliders are.

    reach: the least and the most of each slider. first: the shapes of x and w that the figure
    began with; those of planes that are no squares stay.
    """
    ends = {name: Reach(*map(int, both)) for name, both in reach.items()}
    shapes, kernels = (
        [(size,) * len(first[name]) for size in ends[slider].values]
        if is_square(first[name])
        else [first[name]]
        for slider, name in COUNTS.items()
    )
    # A longer kernel only adds rows, but a longer input can make the columns dense.
    reaches = tuple(ends[name] for name in PARAMETERS)
    return {view: _tallest(view, tuple(shapes), kernels[-1], reaches, languages) for view in views}


@lru_cache(maxsize=64)
def _tallest(
    view: str,
    shapes: tuple[Place, ...],
    kernel: Place,
    reaches: tuple[Reach, ...],
    languages: tuple[str, ...],
) -> int:
    """How high the drawings of a view come to be, in pixels, whatever the sliders are.

    Of all its groups it draws only states that make it high: nothing is dense, all is told.
    """
    stride, padding, output_padding, dilation = reaches
    cut, given = (min(max(1, ends.least), ends.most) for ends in (padding, output_padding))
    spread = dict.fromkeys((dilation.least, dilation.most))
    states = list(product(stride.values, [cut], [given], spread))
    highest = 0
    for shape, state in product(shapes, states):
        try:
            opening = frame(Group(view, shape, kernel), state, languages)[0]
        except IllegalLayer:
            continue
        highest = max(highest, int(opening.split('height="', 1)[1].split('"', 1)[0]))
    return highest
