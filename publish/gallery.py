"""Gallery knows the named animations, by their parameters, and draws them into docs/animations.

The names and parameters of the first eight are those of "A guide to convolution arithmetic"
(Dumoulin and Visin); numbers and drawings are the course's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from course.files import write_whole
from course.layer import Layer
from course.picture.animation import animate

if TYPE_CHECKING:
    from pathlib import Path

    from course.picture import Picture

    from .tree import Tree

KERNELS = {
    2: [[1, 1], [1, 3]],
    3: [[1, 1, 3], [2, 1, 1], [1, 1, 2]],
    4: [[1, 1, 3, 1], [2, 1, 1, 1], [1, 1, 2, 1], [1, 2, 1, 1]],
}


class Convolution(NamedTuple):
    """A convolution both ways alike; ``size`` is that of its input, along one axis."""

    size: int
    padding: int
    kernel_size: int
    stride: int
    dilation: int = 1

    @property
    def layer(self) -> Layer:
        return Layer(self.kernel_size, self.stride, self.padding, dilation=self.dilation)

    @property
    def back(self) -> tuple[int, int]:
        """The input size and the output_padding of the transposed one that leads back."""
        small = self.layer.conv_output_size(self.size)
        return small, self.size - self.layer.output_size(small)


NAMED = {
    "no_padding_no_strides": Convolution(4, 0, 3, 1),
    "arbitrary_padding_no_strides": Convolution(5, 2, 4, 1),
    "same_padding_no_strides": Convolution(5, 1, 3, 1),
    "full_padding_no_strides": Convolution(5, 2, 3, 1),
    "no_padding_strides": Convolution(5, 0, 3, 2),
    "padding_strides": Convolution(5, 1, 3, 2),
    "padding_strides_odd": Convolution(6, 1, 3, 2),
    "dilation": Convolution(7, 0, 3, 1, 2),
    "side_by_side": Convolution(6, 0, 2, 2),
    "dilation_strides": Convolution(7, 2, 3, 2, 3),
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


def animations() -> dict[str, Picture]:
    """Every animation under its file's name, without the ending."""
    made = {}
    for name, of in NAMED.items():
        small, output_padding = of.back
        kernel = KERNELS[of.kernel_size]
        made[name] = animate(
            numbers(of.size),
            kernel,
            stride=of.stride,
            padding=of.padding,
            dilation=of.dilation,
            transposed=False,
        )
        made[f"{name}_transposed"] = animate(
            numbers(small),
            kernel,
            stride=of.stride,
            padding=of.padding,
            output_padding=output_padding,
            dilation=of.dilation,
        )
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
    """Each file of the gallery, and what stands in it."""
    folder, pictures = tree.root / "docs" / "animations", animations()
    drawn = {folder / f"{name}.svg": picture.svg for name, picture in pictures.items()}
    return {**drawn, folder / "README.md": page(pictures)}


def build_gallery(tree: Tree) -> list[Path]:
    """Write the files that changed, and return them."""
    written = []
    for path, text in files(tree).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
            written.append(path)
    return written
