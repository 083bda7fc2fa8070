"""How long draw takes: each view from a few cells to sixty, and stretches for more."""

from __future__ import annotations

from functools import partial

from _side_by_side import clock, side_by_side

from course import draw
from course.views import MANY_CELLS, VIEWS

FEW = (5, 10, 20, 40, MANY_CELLS)
MANY = (MANY_CELLS + 1, 1_000, 10_000, 100_000)


def drawn(view: str, cells: int) -> None:
    """Kernel 3, stride 2: 2·L + 1 output cells, and one more with output_padding."""
    extra = 1 - cells % 2
    draw(range((cells - 1) // 2), [1, 1, 3], view=view, stride=2, output_padding=extra)


if __name__ == "__main__":
    # Scatter last: it is the view that the others are compared with.
    views = list(reversed(VIEWS))
    print("ms to draw, and how often scatter's that is (medians, taken in turns)")
    print(f"{'output cells':>12}  " + "".join(f"{view:>20}" for view in views))
    for cells in FEW:
        rows = side_by_side({v: clock(partial(drawn, v, cells)) for v in views}, rounds=60)
        print(
            f"{cells:12}  "
            + "".join(f"{1000 * row.seconds:10.2f} {row.ratio:7.2f} x" for row in rows)
        )
    print("above, one view of stretches instead")
    for cells in MANY:
        rounds = 60 if cells < 10_000 else 7
        (row,) = side_by_side({"": clock(partial(drawn, "scatter", cells))}, rounds)
        print(f"{cells:12,}  {1000 * row.seconds:10.2f}")
