"""A cat's face of 8 by 8 greys, which the course lets a decoder grow."""

FACE = """
91111119
97911979
99999999
91999919
91999919
99933999
69999996
16999961
"""


def motif() -> list[list[int]]:
    """The face: 8 rows of 8 greys, from 1, dark, to 9, light.

    >>> motif()[0]
    [9, 1, 1, 1, 1, 1, 1, 9]
    """
    return [[int(grey) for grey in row] for row in FACE.split()]
