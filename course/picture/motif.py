"""A cat's face of 8 by 8 greys, which the course lets a decoder grow."""

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


def motif() -> list[list[int]]:
    """The face: 8 rows of 8 greys, from 1, dark, to 9, light.

    >>> motif()[1]
    [1, 9, 1, 1, 1, 1, 9, 1]
    """
    return [[int(grey) for grey in row] for row in FACE.split()]
