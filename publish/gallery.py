"""Draws the README's pictures into docs, and the named animations into docs/animations.

The names and parameters of the first eight are those of "A guide to convolution arithmetic"
(Dumoulin and Visin); numbers and drawings are the course's own.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from course.files import write_changed
from course.layer import Layer
from course.picture import draw
from course.picture.animation import animate
from course.picture.motif import clash, growing
from course.still import darkened, following

if TYPE_CHECKING:
    from pathlib import Path

    from course.picture import Picture

    from .tree import Tree

KERNELS = {
    2: [[1, 1], [1, 3]],
    3: [[1, 1, 3], [2, 1, 1], [1, 1, 2]],
    4: [[1, 1, 3, 1], [2, 1, 1, 1], [1, 1, 2, 1], [1, 2, 1, 1]],
}


# The size of a convolution's input along one axis, and its parameters, both ways alike.
NAMED = {
    "no_padding_no_strides": (4, Layer(3)),
    "arbitrary_padding_no_strides": (5, Layer(4, padding=2)),
    "same_padding_no_strides": (5, Layer(3, padding=1)),
    "full_padding_no_strides": (5, Layer(3, padding=2)),
    "no_padding_strides": (5, Layer(3, 2)),
    "padding_strides": (5, Layer(3, 2, padding=1)),
    "padding_strides_odd": (6, Layer(3, 2, padding=1)),
    "dilation": (7, Layer(3, dilation=2)),
    "side_by_side": (6, Layer(2, 2)),
    "dilation_strides": (7, Layer(3, 2, padding=2, dilation=3)),
}
README = """# Convolution arithmetic, with numbers

Each pair shows a convolution and the transposed one that leads back to its input's size: the kernel
slides, and the kernel is stamped. `python -m publish gallery` draws them anew.

The names and parameters of the first eight are those of V. Dumoulin and F. Visin, *A guide to
convolution arithmetic for deep learning*, [arXiv 1603.07285](https://arxiv.org/abs/1603.07285).
"""


def numbers(size: int) -> list[list[int]]:
    """A square of the digits 1, 2 and 3."""
    return [[(2 * r + c) % 3 + 1 for c in range(size)] for r in range(size)]


def way_back(size: int, layer: Layer) -> tuple[int, int]:
    """The input size and the output_padding of the transposed convolution that leads back."""
    small = layer.conv_output_size(size)
    return small, size - layer.output_size(small)


def animations() -> dict[str, Picture]:
    """Every animation under its file's name, without the ending."""
    made = {}
    for name, (size, layer) in NAMED.items():
        small, output_padding = way_back(size, layer)
        kernel = KERNELS[layer.kernel_size]
        drawn = partial(
            animate, stride=layer.stride, padding=layer.padding, dilation=layer.dilation
        )
        made[name] = drawn(numbers(size), kernel, transposed=False)
        made[f"{name}_transposed"] = drawn(numbers(small), kernel, output_padding=output_padding)
    return made


def page(pictures: dict[str, Picture]) -> str:
    """The gallery's own page, in Markdown."""
    parts = [README]
    for name in NAMED:
        parts.append(f"## {name.replace('_', ' ')}\n")
        pair = (name, f"{name}_transposed")
        parts += (f"![{pictures[file].alt}]({file}.svg)\n" for file in pair)
    return "\n".join(parts)


def files(tree: Tree) -> dict[Path, str]:
    """Each file of the gallery, and what stands in it.

    An animation is dark by itself where the page round it is dark. Each of the README's pictures is
    two, of which it asks for the one that the page's theme wants.
    """
    docs, pictures = tree.root / "docs", animations()
    stills = {
        "growing": growing(),
        "clash": clash(),
        "stamps": draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1),
    }
    folder = docs / "animations"
    return {
        **{docs / f"{name}.svg": still.svg for name, still in stills.items()},
        **{docs / f"{name}-dark.svg": darkened(still.svg) for name, still in stills.items()},
        **{folder / f"{name}.svg": following(picture.svg) for name, picture in pictures.items()},
        folder / "README.md": page(pictures),
    }


def build_gallery(tree: Tree) -> list[Path]:
    """Write the files that changed, and return them."""
    return [path for path, text in files(tree).items() if write_changed(path, text)]
