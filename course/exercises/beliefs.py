"""What people believe of transposed convolution: ten questions whose wrong choices are beliefs.

Nothing here is computed; what is claimed is proved with torch in the tests.
"""

from ..language import N_
from .belief import Belief, Choice, Question


def _wrong(text: str, name: str, says: str, instead: str, chapter: str) -> Choice:
    return Choice(text, Belief(name, says, instead, chapter))


QUESTIONS = (
    Question(
        "overlap",
        N_("what one number makes of a kernel"),
        "01_basic",
        N_(
            "A transposed convolution has the input `[2, 1]`, the kernel `[1, 2, 1]` and stride 1 "
            "(from one input to the next it moves on by one place). What comes out?"
        ),
        (
            _wrong(
                N_("Nothing: three weights don't fit on two numbers"),
                "gathered",
                N_("The kernel slides over the input, as in a convolution."),
                N_("Each input writes the whole kernel: 2 numbers become 4."),
                "01_basic",
            ),
            Choice("`[2, 5, 4, 1]`"),
            _wrong(
                "`[2, 1, 2, 1]`",
                "overwritten",
                N_("A later stamp replaces an earlier one."),
                N_("Where they overlap they add up: 4 + 1 = 5 and 2 + 2 = 4."),
                "01_basic",
            ),
            _wrong(
                "`[2, 4, 2, 1, 2, 1]`",
                "side_by_side",
                N_("Stamps lie one behind the other."),
                N_("At stride 1 each starts one place after the one before: 4 numbers, not 6."),
                "02_stride",
            ),
        ),
    ),
    Question(
        "turned",
        N_("which way round the kernel lies"),
        "03_zero_insert",
        N_(
            "PyTorch's `conv1d`, a plain convolution, can make the same numbers: put zeros between "
            "the inputs and at both ends, and slide the kernel over them. Which way round must "
            "`[1, 1, 3]` lie?"
        ),
        (
            _wrong(
                N_("As it is: `[1, 1, 3]`"),
                "unflipped",
                N_("The kernel slides over the stretched input as it stands."),
                N_(
                    "Then `[1, 2, 3]` at stride 2 gives `[3, 1, 7, 2, 11, 3, 3]`; turned round it "
                    "gives `[1, 1, 5, 2, 9, 3, 9]`."
                ),
                "03_zero_insert",
            ),
            _wrong(
                N_("That makes no difference"),
                "direction_ignored",
                N_("The direction of the kernel doesn't matter."),
                N_(
                    "That holds for `[1, 2, 1]` and what else is the same from both ends; with "
                    "`[1, 1, 3]` the first number is 3 or 1."
                ),
                "03_zero_insert",
            ),
            Choice(N_("Turned round: `[3, 1, 1]`")),
        ),
    ),
    Question(
        "padding",
        N_("what padding does"),
        "04_padding",
        N_(
            "A transposed convolution makes 7 numbers of 3. Now its `padding` is raised from 0 to "
            "1, and nothing else changes. How many come out?"
        ),
        (
            Choice("5"),
            _wrong(
                "6",
                "padding_once",
                N_("`padding=1` cuts off one number."),
                N_("It cuts off one at each end: 7 become 5."),
                "04_padding",
            ),
            _wrong(
                "9",
                "padding_adds",
                N_("Padding makes the output longer."),
                N_("It undoes the padding of a convolution, so it cuts: 7 become 5."),
                "04_padding",
            ),
        ),
    ),
    Question(
        "output_padding",
        N_("what output_padding gives"),
        "05_output_padding",
        N_(
            "With the kernel `[1, 1, 3]`, `stride=2` and `padding=1`, `[1, 2, 3]` becomes "
            "`[1, 5, 2, 9, 3]`. Then `output_padding=1` puts one more number at the end. Which?"
        ),
        (
            _wrong(
                N_("0, as a filling"),
                "appended_zeros",
                N_("`output_padding` appends zeros."),
                N_("It first gives back what `padding` cut off, here 3 · 3 = 9."),
                "05_output_padding",
            ),
            Choice(N_("9, the last input times the last weight")),
            _wrong(
                N_("3, the last number once more"),
                "repeated_end",
                N_("`output_padding` repeats what stands at the end."),
                N_("It copies nothing: the row goes on, and the next number of it is 9."),
                "05_output_padding",
            ),
        ),
    ),
    Question(
        "doubles",
        N_("how long the output is"),
        "06_size_formula",
        N_(
            "16 numbers go into a transposed convolution with a kernel of 3, `stride=2` and "
            "`padding=1`. How many come out?"
        ),
        (
            _wrong(
                "8",
                "conv_formula",
                N_("A stride makes the output shorter, as in a convolution."),
                N_("Here it moves the stamps apart: 16 numbers become 31."),
                "02_stride",
            ),
            _wrong(
                "16",
                "size_kept",
                N_("A kernel of 3 with `padding=1` keeps the size."),
                N_("It does at stride 1; at stride 2, 16 become 31."),
                "06_size_formula",
            ),
            Choice("31"),
            _wrong(
                "32",
                "times_stride",
                N_("Stride 2 doubles the size."),
                N_("Only each further input adds 2: 15 · 2 + 3 − 2 = 31."),
                "06_size_formula",
            ),
        ),
    ),
    Question(
        "restores",
        N_("which size comes back"),
        "06_size_formula",
        N_(
            "With a kernel of 5, `stride=3` and `padding=2`, a convolution makes 6 numbers of 16, "
            "of 17 and of 18. How many does the transposed convolution with the same settings make "
            "of these 6?"
        ),
        (
            Choice("16"),
            _wrong(
                "18",
                "largest_size",
                N_("The longest possible row comes back."),
                N_("The shortest does, 16; `output_padding` 1 or 2 asks for 17 or 18."),
                "05_output_padding",
            ),
            _wrong(
                N_("As many as there were: 16, 17 or 18"),
                "restores",
                N_("The same settings restore the size."),
                N_("The convolution forgets which it was: 16, 17 and 18 all come back as 16."),
                "06_size_formula",
            ),
        ),
    ),
    Question(
        "weight",
        N_("how the weight is stored"),
        "07_signature",
        N_(
            "`nn.ConvTranspose1d(4, 8, kernel_size=3)` takes 4 channels and makes 8. What is the "
            "shape of its weight in PyTorch?"
        ),
        (
            _wrong(
                "`(8, 4, 3)`",
                "out_in",
                N_("The weight is stored as (out, in, taps)."),
                N_("That is a convolution's; here it is (in, out, taps): `(4, 8, 3)`."),
                "07_signature",
            ),
            _wrong(
                "`(3, 8, 4)`",
                "taps_first",
                N_("The weight is stored with its taps first."),
                N_("Keras does so; PyTorch has them last: `(4, 8, 3)`."),
                "11_elsewhere",
            ),
            Choice("`(4, 8, 3)`"),
        ),
    ),
    Question(
        "inverse",
        N_("whether it undoes a convolution"),
        "08_transposed",
        N_(
            "`[1, 2, 3]` goes through a transposed convolution, then through the convolution with "
            "the same kernel, `[1, 1, 3]`, and the same stride, 2. What comes out?"
        ),
        (
            _wrong(
                "`[1, 2, 3]`",
                "inverse",
                N_("A transposed convolution undoes a convolution."),
                N_("Only the size comes back: `[1, 2, 3]` becomes `[17, 34, 39]`."),
                "08_transposed",
            ),
            Choice(N_("Three numbers, but not these")),
            _wrong(
                N_("More than three numbers"),
                "stays_long",
                N_("What a transposed convolution made longer stays long."),
                N_("The convolution takes 7 numbers back to 3: `[17, 34, 39]`."),
                "08_transposed",
            ),
        ),
    ),
    Question(
        "stripes",
        N_("where stripes come from"),
        "10_artifacts",
        N_(
            "The input holds ones only, the kernel has 4 weights and the stride is 2. Away from "
            "its ends, is the output striped (does it go up and down)?"
        ),
        (
            _wrong(
                N_("Yes: where stamps overlap, there are stripes"),
                "overlap_stripes",
                N_("Overlapping stamps always leave stripes."),
                N_("`[1, 3, 3, 1]` overlaps at stride 2 as well, and gives 4, 4, 4, 4."),
                "10_artifacts",
            ),
            _wrong(
                N_("No: 2 divides 4, so every place gets two products"),
                "divides",
                N_("A stride that divides the kernel size leaves no stripes."),
                N_("`[1, 2, 3, 4]` at stride 2 gives 4, 6, 4, 6: what counts is the sums."),
                "10_artifacts",
            ),
            Choice(N_("That depends on the four weights")),
        ),
    ),
    Question(
        "elsewhere",
        N_("whether other libraries do the same"),
        "11_elsewhere",
        N_(
            "With a kernel of 3 and `stride=2`, PyTorch with `padding=1, output_padding=1` and "
            'Keras with `padding="same"` both make 6 numbers of 3. Are they the same?'
        ),
        (
            Choice(N_("No: each cuts at another end")),
            _wrong(
                N_("No: Keras turns the kernel round"),
                "keras_flips",
                N_("Keras turns the kernel round."),
                N_(
                    "JAX does by default; Keras's `[1, 1, 5, 2, 9, 3]` and PyTorch's "
                    "`[1, 5, 2, 9, 3, 9]` are cut from the same 7."
                ),
                "11_elsewhere",
            ),
            _wrong(
                N_("Yes: it is the same operation"),
                "same_everywhere",
                N_("The same layer gives the same numbers everywhere."),
                N_("Here PyTorch gives `[1, 5, 2, 9, 3, 9]` and Keras `[1, 1, 5, 2, 9, 3]`."),
                "11_elsewhere",
            ),
        ),
    ),
)
