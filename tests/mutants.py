"""Mutants knows ways to break the course, and who has to notice each."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from documented import ROOT


@dataclass(frozen=True)
class Mutant:
    """A text of one file replaced by another; ``witness`` is a row or law that must complain."""

    file: str
    text: str
    instead: str
    witness: str


MUTANTS = {
    "the kernel is not flipped": Mutant(
        "arithmetic.py",
        "kernel = np.ascontiguousarray(kernel.transpose(3, 0, 2, 1))",
        "kernel = np.ascontiguousarray(kernel.transpose(3, 0, 2, 1)[::-1])",
        "one_stamp",
    ),
    "overlapping stamps replace each other": Mutant(
        "arithmetic.py",
        "full[_at(map(Layer.landing, layers, tap, length))] += stamp.reshape(stamp_shape)",
        "full[_at(map(Layer.landing, layers, tap, length))] = stamp.reshape(stamp_shape)",
        "two_stamps",
    ),
    "padding is forgotten": Mutant(
        "layer.py",
        "return self.full_size(input_size) - 2 * self.padding + self.output_padding",
        "return self.full_size(input_size) + self.output_padding",
        "padding_1",
    ),
    "padding cuts on the right only": Mutant(
        "arithmetic.py",
        "slice(layer.padding, layer.padding + n) for layer",
        "slice(0, n) for layer",
        "padding_1",
    ),
    "padding cuts on the left only": Mutant(
        "layer.py",
        "return self.full_size(input_size) - 2 * self.padding + self.output_padding",
        "return self.full_size(input_size) - self.padding + self.output_padding",
        "padding_1",
    ),
    "the stride is one too long": Mutant(
        "arithmetic.py",
        "(stride, padding, output_padding, dilation)\n    return _conv_transpose(1,",
        "(stride + 1, padding, output_padding, dilation)\n    return _conv_transpose(1,",
        "two_stamps",
    ),
    "the last stride is counted as well": Mutant(
        "layer.py",
        "return (input_size - 1) * self.stride + self.dilation",
        "return input_size * self.stride + self.dilation",
        "stride_2_does_not_double",
    ),
    "output_padding appends zeros": Mutant(
        "arithmetic.py",
        "    y = full[_at(kept)].reshape(len(x), groups * out_per_group, *size)\n",
        "    y = full[_at(kept)].reshape(len(x), groups * out_per_group, *size)\n"
        "    y[..., size[-1] - layers[-1].output_padding :] = 0\n",
        "output_padding_1",
    ),
    "output_padding gives back on the left": Mutant(
        "arithmetic.py",
        "slice(layer.padding, layer.padding + n) for layer",
        "slice(max(0, layer.padding - layer.output_padding), "
        "max(0, layer.padding - layer.output_padding) + n) for layer",
        "output_padding_1",
    ),
    "the size knows no dilation": Mutant(
        "layer.py",
        "return (input_size - 1) * self.stride + self.dilation * (self.kernel_size - 1) + 1",
        "return (input_size - 1) * self.stride + self.kernel_size",
        "dilation",
    ),
    "the convolution's size is rounded up": Mutant(
        "layer.py",
        "return room // self.stride + 1",
        "return -(-room // self.stride) + 1",
        "three_rungs",
    ),
    "the convolution flips its kernel": Mutant(
        "arithmetic.py",
        "read = elements[_at(map(Layer.landing, layers, tap, size))]",
        "read = elements[..., ::-1][_at(map(Layer.landing, layers, tap, size))][..., ::-1]",
        "adjoint",
    ),
}


def copy_of_the_course(folder: Path, mutant: Mutant | None = None) -> Path:
    """A folder for PYTHONPATH that holds the course, broken by the mutant.

    Raises ValueError where the mutant's text is not there exactly once: after a change of the
    course it would otherwise break nothing, and prove nothing.
    """
    shutil.copytree(
        ROOT / "course", folder / "course", ignore=shutil.ignore_patterns("__pycache__")
    )
    if mutant:
        path = folder / "course" / mutant.file
        source = path.read_text(encoding="utf-8")
        if source.count(mutant.text) != 1:
            found = source.count(mutant.text)
            raise ValueError(f"{mutant.file} has {found} times, not once: {mutant.text}")
        path.write_text(source.replace(mutant.text, mutant.instead), encoding="utf-8")
    return folder
