"""The glossary: what the words mean, in numbers where possible, and which chapter shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from course.language import N_, language, speaking, tr

from ..html.render import text_html
from . import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..tree import Tree
    from .readme import Chapter


class Term(NamedTuple):
    """A term and its meaning, in English, and the chapter that shows it.

    there: how the chapter's text has it, where that is another word than the term.
    """

    name: str
    meaning: str
    chapter: str
    there: str = ""

    @property
    def anchor(self) -> str:
        """The term's place in the page, the same in every language."""
        return self.name.lower().replace(" ", "-")


TERMS = (
    Term(
        N_("transposed convolution"),
        N_(
            "The layer of this course: each input stamps the kernel, multiplied by that input, on "
            "the output, and overlapping stamps add up."
        ),
        "01_basic",
    ),
    Term(
        N_("kernel"),
        N_(
            "The numbers that a layer has learned and stamps with: `[1, 1, 3]` in most pictures "
            "here. In PyTorch they are in the layer's `weight`."
        ),
        "01_basic",
    ),
    Term(N_("tap"), N_("One number of the kernel: `[1, 1, 3]` has three taps."), "01_basic"),
    Term(
        N_("stamp"),
        N_(
            "A copy of the kernel, multiplied by one input: the input 2 stamps `[2, 2, 6]`. The "
            "word is this course's own."
        ),
        "01_basic",
    ),
    Term(
        N_("batch"),
        N_(
            "Several inputs that go through a layer in one call. Their number comes first in a "
            "tensor's shape: (8, 3, 32) are 8 inputs of 3 channels with 32 numbers each."
        ),
        "01_basic",
    ),
    Term(
        N_("feature map"),
        N_(
            "What a channel inside a network holds: numbers that say where, and how strongly, "
            "something was found in the input."
        ),
        "01_basic",
    ),
    Term(
        N_("upsampling"),
        N_(
            "Making a feature map larger, as from 8 numbers to 16. A transposed convolution is one "
            "way to do it; repeating every number is another."
        ),
        "01_basic",
        there="upsampl",
    ),
    Term(
        N_("GAN"),
        N_(
            "Two networks that are trained against each other: a generator makes images, and the "
            "other one tells them from real ones."
        ),
        "01_basic",
    ),
    Term(
        N_("generator"),
        N_(
            "The network of a GAN that makes an image of a few numbers and grows it step by step, "
            "as from 4 × 4 to 8 × 8 and 16 × 16."
        ),
        "01_basic",
    ),
    Term(
        N_("stride"),
        N_(
            "How far apart two neighbouring stamps start, in cells of the output. In a convolution "
            "it is how far the kernel moves over the input."
        ),
        "02_stride",
    ),
    Term(
        N_("overlap"),
        N_(
            "Cells of the output that two stamps share, and in which their numbers add up: with 3 "
            "taps at stride 1, neighbouring stamps share 2 cells."
        ),
        "02_stride",
    ),
    Term(
        N_("gap"),
        N_(
            "Cells between two stamps that neither of them reaches: with 3 taps at stride 4 there "
            "is 1. It holds 0, or the bias."
        ),
        "02_stride",
    ),
    Term(
        N_("decoder"),
        N_(
            "The half of a network that makes feature maps larger again, as from 16 to 32 and 64. "
            "Its layers are often transposed convolutions."
        ),
        "02_stride",
    ),
    Term(
        N_("skip connection"),
        N_(
            "The way by which a feature map of the encoder goes straight to the decoder's layer of "
            "the same size. The sizes have to agree: 31 and 32 do not."
        ),
        "02_stride",
    ),
    Term(
        N_("U-Net"),
        N_(
            "An encoder and a decoder with skip connections between them, made to say of each "
            "pixel of an image what it belongs to."
        ),
        "02_stride",
    ),
    Term(
        N_("zero insertion"),
        N_(
            "Putting zeros between the inputs, one fewer than the stride: at stride 4, `[1, 1]` "
            "becomes `[1, 0, 0, 0, 1]`. At stride 1, that gives the same output."
        ),
        "03_zero_insert",
        there="zero insert",
    ),
    Term(
        N_("fractionally-strided convolution"),
        N_(
            "Another name for the transposed convolution. Over an input with zeros inserted the "
            "kernel moves cell by cell, which at stride 2 is half a step of the input."
        ),
        "03_zero_insert",
    ),
    Term(
        N_("padding"),
        N_(
            "How many cells are cut off at each end of the output: padding 1 leaves 5 cells of 7. "
            "In a convolution it is how many zeros go before and behind the input."
        ),
        "04_padding",
    ),
    Term(
        N_("output_padding"),
        N_(
            "How many cells the output gets at its end, and there alone. Cells that the padding "
            "cut come back with their numbers; what goes beyond them holds 0, or the bias."
        ),
        "05_output_padding",
    ),
    Term(
        N_("size formula"),
        N_(
            "`(input_size − 1)·stride − 2·padding + dilation·(kernel_size − 1) + output_padding + "
            "1` is the output's size: 3 inputs and 3 taps at stride 2 give 7."
        ),
        "06_size_formula",
    ),
    Term(
        N_("floor"),
        N_(
            "Rounding down to a whole number, as a convolution's size formula does. So with 5 "
            "taps, stride 3 and padding 2, inputs of 16, 17 and 18 numbers all give 6."
        ),
        "06_size_formula",
    ),
    Term(
        N_("encoder"),
        N_("The half of a network that makes feature maps smaller, as from 64 to 32 and 16."),
        "06_size_formula",
    ),
    Term(
        N_("channel"),
        N_(
            "One of several rows or planes of numbers that a layer takes or gives side by side: "
            "an image has 3, for red, green and blue."
        ),
        "07_signature",
    ),
    Term(
        N_("weight"),
        N_(
            "The tensor that holds all kernels of a layer. Its shape is (in_channels, out_channels "
            "/ groups, kernel_size); a convolution has the first two the other way round."
        ),
        "07_signature",
    ),
    Term(
        N_("bias"),
        N_(
            "A number for each output channel that is added to all its cells, also to those that "
            "no stamp reaches."
        ),
        "07_signature",
    ),
    Term(
        N_("groups"),
        N_(
            "Into how many parts the channels are divided, which know nothing of each other: with "
            "2, the first half of the output channels comes from the first half of the input's."
        ),
        "07_signature",
    ),
    Term(
        N_("dilation"),
        N_("How far apart the taps are set: at dilation 2, three taps reach over 5 cells."),
        "07_signature",
    ),
    Term(
        N_("convolution"),
        N_(
            "The kernel moves over the input, and each output is a sum of products: of "
            "`[1, 2, 3, 4]`, the kernel `[1, 1, 3]` makes 1 + 2 + 9 = 12 and 2 + 3 + 12 = 17."
        ),
        "08_transposed",
    ),
    Term(
        N_("transpose"),
        N_(
            "A matrix with rows and columns exchanged: 3 rows of 5 numbers become 5 rows of 3. The "
            "layer multiplies by the transpose of a convolution's matrix."
        ),
        "08_transposed",
    ),
    Term(
        N_("deconvolution"),
        N_(
            "A loose name for the transposed convolution. Strictly it is what undoes a "
            "convolution, which this layer does not."
        ),
        "08_transposed",
    ),
    Term(
        N_("loss"),
        N_("One number that says how wrong a network's output is. Training makes it smaller."),
        "08_transposed",
    ),
    Term(
        N_("gradient"),
        N_(
            "How much the loss changes with each number, if that changes a little. A convolution's "
            "gradient for its input is a transposed convolution of the gradient for its output."
        ),
        "08_transposed",
    ),
    Term(
        N_("phase"),
        N_(
            "Every stride-th output, counted from one of the first: at stride 2, the outputs 0, 2, "
            "4, … are one phase, and 1, 3, 5, … the other."
        ),
        "10_artifacts",
    ),
    Term(
        N_("phase sum"),
        N_(
            "The sum of the taps that reach a phase. For `[1, 2, 3, 4]` at stride 2 they are 4 and "
            "6, and that is what an input of ones gives in turn, away from the ends."
        ),
        "10_artifacts",
    ),
    Term(
        N_("polyphase"),
        N_(
            "In signal processing, the kernel taken apart into one kernel for each phase: at "
            "stride 2, `[1, 2, 3, 4]` into `[1, 3]` and `[2, 4]`."
        ),
        "10_artifacts",
    ),
    Term(
        N_("checkerboard artifact"),
        N_(
            "A regular pattern of lighter and darker cells where the input is constant. It appears "
            "wherever the phase sums differ."
        ),
        "10_artifacts",
        there="checkerboard",
    ),
    Term(
        N_("imaging"),
        N_(
            "Copies of a tone at other heights, which come with inserted zeros: at 1000 samples a "
            "second, 100 Hz gets a copy at 900 Hz when every second sample of 2000 is a zero."
        ),
        "10_artifacts",
    ),
)
ANCHORS = {term.anchor for term in TERMS}


def page(tree: Tree, every: Sequence[Chapter]) -> str:
    """The glossary in the language spoken: by chapters, with what the other languages say."""
    others = [name for name in tree.editions() if name != language()]
    shown = [(c, [_shown(term, others) for term in TERMS if term.chapter == c.stem]) for c in every]
    terms = [term for _, own in shown for term in own]
    return pages.page(
        "glossary.html.j2",
        tree,
        every,
        "glossary.html",
        current=None,
        wholes="",
        parts=[(chapter, own) for chapter, own in shown if own],
        index=sorted(terms, key=lambda term: term["name"].lower()),
    )


def _shown(term: Term, others: Sequence[str]) -> dict[str, Any]:
    elsewhere = []
    for name in others:
        with speaking(name):
            elsewhere.append((name, tr(term.name)))
    meaning = pages.SHORT_CODE.sub('<code class="short">', text_html(tr(term.meaning)))
    return {"anchor": term.anchor, "name": tr(term.name), "meaning": meaning, "others": elsewhere}
