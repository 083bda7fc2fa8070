"""A cat's face, what a decoder makes of it, and the size at which it misses a skip connection."""

from ..arithmetic import conv_transpose2d
from ..language import refused, tr
from .cells import image
from .picture import Picture

FACE = """
11111111
19111191
19911991
19999991
19199191
19944991
12999921
11111111
"""
UNTRAINED = [[2, 3, 2], [3, 4, 3], [2, 3, 2]]
"""A kernel whose phases have different sums: 8, 6, 6 and 4 at stride 2."""
PIXEL, MOST = 6, 512


def motif(size: int = 8) -> list[list[int]]:
    """A cat's face in greys from 1, dark, to 9, light.

    size: rows and columns, a multiple of 8, at most 512.

    >>> motif()[1]
    [1, 9, 1, 1, 1, 1, 9, 1]
    >>> motif(16)[2]
    [1, 1, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 1, 1]
    """
    rows = FACE.split()
    sizes = range(len(rows), MOST + 1, len(rows))
    if size not in sizes:
        rule = tr("it must be a multiple of 8 up to {most}, as in 32", most=MOST)
        raise ValueError(refused("size", repr(size), rule))
    times = sizes.index(size) + 1
    return [[int(grey) for grey in row for _ in range(times)] for row in rows for _ in range(times)]


def growing() -> Picture:
    """The face on its way through a decoder of two transposed convolutions: 8, 16, 32 rows."""
    small = motif()
    middle = conv_transpose2d(small, UNTRAINED, stride=2, padding=1, output_padding=1)
    large = conv_transpose2d(middle, UNTRAINED, stride=2, padding=1, output_padding=1)
    shows = tr("A cat's face grows, and a checkerboard of lighter and darker pixels covers it.")
    return image({"8": small, "8 → 16": middle, "16 → 32": large}, pixel=PIXEL, shows=shows)


def clash() -> Picture:
    """What the decoder makes without output_padding, beside what a skip connection brings."""
    middle = conv_transpose2d(motif(), UNTRAINED, stride=2, padding=1, output_padding=1)
    short = conv_transpose2d(middle, UNTRAINED, stride=2, padding=1)
    shows = tr("Two faces of a cat, the decoder's a row and a column short of the sharp one.")
    return image(
        {"16 → 31": short, "skip: 32": motif(32)}, pixel=PIXEL, same_size=True, shows=shows
    )
