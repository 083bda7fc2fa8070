# %% [markdown]
# # 14 Upsampling: other ways to grow
#
# A picture becomes larger in many ways: by repeating pixels, by interpolation, by sub-pixel convolution, by
# unpooling. Most of them are the layer of this course with certain taps. So one can look at all of them with the
# same eyes.

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect ways to enlarge a picture that the room knows. Mark today which of them are a transposed convolution.

# %% tags=["setup"]
from itertools import product

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from course import (
    beliefs,
    check,
    conv_transpose1d,
    conv_transpose2d,
    draw,
    explore,
    find_layers,
    hint,
    image,
    motif,
    phase_sums,
    show,
    solution,
)


def row(numbers):
    """Numbers as one channel of one signal, in float64."""
    return torch.tensor([[numbers]], dtype=torch.float64)


def stamped(numbers, kernel, stride=2, padding=0):
    """What PyTorch's transposed convolution makes of them."""
    return F.conv_transpose1d(row(numbers), row(kernel), stride=stride, padding=padding)


# %% [markdown]
# ## Predict
#
# `interpolate` makes six numbers of `[4, 8, 12]`. Nearest repeats each one. Linear draws a line from one to the
# next; its new numbers lie a quarter of a step to the left and right of each old one.
#
# **Which kernel, at stride 2, makes a transposed convolution do the first, and which the second?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for the first kernel, two taps, and for the second, four.

# %% [markdown]
# ### The real call

# %%
show(F.interpolate(row([4, 8, 12]), scale_factor=2, mode="nearest"), "near")
show(F.interpolate(row([4, 8, 12]), scale_factor=2, mode="linear"), "line")

# %% [markdown] slideshow={"slide_type": "notes"}
# Each new number of the line lies a quarter of the way between two old ones: 5 is 3/4 of 4 and 1/4 of 8.

# %%
show(stamped([4, 8, 12], [1, 1]), "near")
show(stamped([4, 8, 12], [1 / 4, 3 / 4, 3 / 4, 1 / 4], padding=1), "line")

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearest agrees. Linear agrees but for the ends: 3 for 4, and 9 for 12.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([4, 8, 12], [1, 1], stride=2), "near")
show(conv_transpose1d([4, 8, 12], [1 / 4, 3 / 4, 3 / 4, 1 / 4], stride=2, padding=1), "line")

# %% [markdown]
# ### The picture
#
# Linear, four times as large, so that the numbers are whole: the kernel is `[1, 3, 3, 1]`.

# %%
draw([4, 8, 12], [1, 3, 3, 1], stride=2, padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# At the ends a second stamp is missing: there stands 12 where 16 would keep the 4.

# %% [markdown]
# Two ones are nearest, everywhere. Quarters `[1, 3, 3, 1]` are linear, but for the ends: beyond the last number
# the layer sees nothing, and `interpolate` sees the last number once more. So give it that number, and cut a
# stride more at each end:

# %% slideshow={"slide_type": "skip"}
longer = F.pad(row([4, 8, 12]), (1, 1), mode="replicate")
show(longer)
show(stamped(longer[0, 0].tolist(), [1 / 4, 3 / 4, 3 / 4, 1 / 4], padding=1 + 2))

# %% [markdown] slideshow={"slide_type": "skip"}
# The taps of any stride, and the recipe for all of them. In two dimensions the kernel is the outer product of
# this row with itself, and each channel has a group of its own.


# %% slideshow={"slide_type": "skip"}
def linear_taps(stride):
    size = 2 * stride - stride % 2
    return 1 - np.abs(np.arange(size) - (size - 1) / 2) / stride


numbers = [4, 8, 12, 0, 8]
for stride in (2, 3, 4):
    show(np.rint(linear_taps(stride) * stride * (2 - stride % 2)), f"s {stride}")
    wanted = F.interpolate(row(numbers), scale_factor=stride, mode="linear")
    given = F.pad(row(numbers), (1, 1), mode="replicate")[0, 0].tolist()
    made = stamped(given, linear_taps(stride).tolist(), stride, stride // 2 + stride)
    print(torch.allclose(made, wanted))

# %% [markdown] slideshow={"slide_type": "skip"}
# The taps are printed as whole numbers: `[1, 3, 3, 1]` are quarters, `[1, 2, 3, 2, 1]` thirds, the last row
# eighths. FCN, an early segmentation network, and Caffe, its library, call this kernel *bilinear*.
#
# `align_corners=True` lays the first and the last number on the ends: `[4, 5.6, 7.2, 8.8, 10.4, 12]`. That is no
# transposed convolution: the 8 lands with the weights 0.4, 0.8, 0.8, 0.4, the 4 with 1, 0.6, 0.2, and a stamp is
# the same everywhere.

# %% [markdown]
# ## Sub-pixel convolution
#
# A convolution makes two channels instead of one, and their numbers are laid alternately:
# in two dimensions PyTorch calls the second step `PixelShuffle`.
#
# **Predict:** which two rows of two taps give what the kernel `[1, 2, 3, 4]` gives at stride 2?

# %% [markdown] slideshow={"slide_type": "notes"}
# Chapter 10 has the answer: the even outputs hear two taps, the odd ones the other two. And a convolution slides.

# %%
draw([1, 2, 3], [1, 2, 3, 4], stride=2, view="phases")

# %% [markdown] slideshow={"slide_type": "notes"}
# Phase 0 has the taps 1 and 3, phase 1 has 2 and 4. Sliding, they stand turned round.

# %%
two_rows = torch.stack([row([3, 1])[0], row([4, 2])[0]])
two_channels = F.conv1d(row([1, 2, 3]), two_rows, padding=1)
show(two_channels[0], "two")
show(two_channels.permute(0, 2, 1).reshape(1, 1, -1), "both")
show(stamped([1, 2, 3], [1, 2, 3, 4]), "layer")

# %% [markdown] slideshow={"slide_type": "notes"}
# The same eight numbers. Nothing was approximated: it is one layer written in two ways.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 2, 3, 4], stride=2))

# %% [markdown]
# `[3, 1]` and `[4, 2]`: the two phases of chapter 10, turned round, because a convolution slides. The two layers
# are **one layer with its weights rearranged**. Without a bias, what one can learn the other can.

# %% [markdown] slideshow={"slide_type": "skip"}
# **A wrong idea:** *"PixelShuffle has no overlap, so it has no checkerboard."* **Predict** what it makes of
# ones with the same two rows.

# %% slideshow={"slide_type": "skip"}
of_ones = F.conv1d(row([1, 1, 1, 1]), two_rows, padding=1)
show(of_ones.permute(0, 2, 1).reshape(1, 1, -1))

# %% [markdown] slideshow={"slide_type": "skip"}
# ### Both ways, in two dimensions
#
# From a convolution with `C·r²` output channels to the weight of a `ConvTranspose2d` with stride r. The flip is over
# the taps of the convolution, not inside a block of r by r:


# %% slideshow={"slide_type": "skip"}
def transposed_weight(weight, r):
    """(C·r², C_in, k, k) of a convolution to (C_in, C, k·r, k·r)."""
    size = weight.shape[-1]
    blocks = weight.view(-1, r, r, weight.shape[1], size, size).flip(4, 5)
    return blocks.permute(3, 0, 4, 1, 5, 2).reshape(weight.shape[1], -1, size * r, size * r)


def convolution_weight(weight, r):
    """The way back, for a kernel whose size r divides."""
    size = weight.shape[-1] // r
    blocks = weight.view(*weight.shape[:2], size, r, size, r).permute(1, 3, 5, 0, 2, 4)
    return blocks.flip(4, 5).reshape(-1, weight.shape[0], size, size)


picture = torch.arange(2.0 * 5 * 6).reshape(1, 2, 5, 6)
for r, size in product((2, 3), (1, 3, 5)):
    weight = torch.arange(3.0 * r * r * 2 * size * size).reshape(3 * r * r, 2, size, size) % 7
    shuffled = F.pixel_shuffle(F.conv2d(picture, weight, padding=size // 2), r)
    there = transposed_weight(weight, r)
    made = F.conv_transpose2d(picture, there, stride=r, padding=size // 2 * r)
    show(
        [
            r,
            size,
            (made - shuffled).abs().max(),
            (convolution_weight(there, r) - weight).abs().max(),
        ]
    )

# %% [markdown] slideshow={"slide_type": "skip"}
# Two zeros behind each pair: no difference, there and back, borders included. With k taps in the convolution,
# the layer's padding is `(k − 1 − padding of the convolution)·r`. On the way back, a kernel whose size r does not
# divide gets zeros at its end first. Only the bias differs: the convolution has r² of them for each channel, the
# transposed layer one.
#
# Other libraries lay the channels in another order. Eight channels, 0 to 7, become two of 2·2. The first is
# `[[0, 1], [2, 3]]` in PyTorch and in ONNX's DepthToSpace with mode CRD, but `[[0, 2], [4, 6]]` in ONNX's default
# mode DCR and in TensorFlow's `depth_to_space`.

# %% [markdown]
# ## Nearest, then a convolution
#
# Chapter 10 repaired the checkerboard by repeating each number first. **Predict:** nearest by 2, then a convolution
# with `[1, 2, 3]`: is that one transposed convolution, too? With which taps?

# %% [markdown] slideshow={"slide_type": "notes"}
# Give one input of 1 and see what comes out: that is the kernel. [0, 1, 1, 0] meets [1, 2, 3].

# %%
x3 = row([1, 10, 100])
show(F.conv1d(F.interpolate(x3, scale_factor=2, mode="nearest"), row([1, 2, 3]), padding=1), "two")
show(stamped([1, 10, 100], [3, 5, 3, 1], padding=1), "one")

# %% [markdown] slideshow={"slide_type": "notes"}
# The digits show each stamp: 5 is 3 + 2, the middle of the kernel was met twice.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 10, 100], [3, 5, 3, 1], stride=2, padding=1))
show(np.convolve([1, 1], [3, 2, 1]))

# %% [markdown]
# It is one layer with the taps `[3, 3 + 2, 2 + 1, 1]`: the row turned round, summed over two neighbours. Each phase
# sum is 3 + 2 + 1, so inside, away from the ends, it *can't* stripe a constant, whatever is learned.

# %% [markdown]
# **Predict, then play:** change a tap of `[3, 5, 3, 1]`, and then a second one so that the two sums are equal
# again. Is the new kernel also "nearest, then a convolution"?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let them find one, say [4, 5, 3, 2]. Then divide it by [1, 1] on the board: [4, 1, 2].

# %%
explore([1, 1, 1], [3, 5, 3, 1], stride=2, view="phases", sliders=("kernel_size", "stride"))

# %% [markdown] slideshow={"slide_type": "notes"}
# Whatever they find, it divides: 4, then 5 − 4 = 1, then 3 − 1 = 2, and 2 − 2 = 0 is left.

# %% [markdown]
# Always. Take `[4, 5, 3, 2]`: 4, then 5 − 4 = 1, then 3 − 1 = 2, and 2 − 2 leaves 0. So it is `[4, 1, 2]` summed
# over two neighbours: nearest, then the convolution `[2, 1, 4]`. In one dimension a kernel leaves no stripes on a
# constant **exactly if it is nearest upsampling, then a convolution**. `polydiv` divides by `[1, 1]` in this
# way. A remainder is left exactly where the phase sums differ:

# %% slideshow={"slide_type": "skip"}
for kernel in ([4, 5, 3, 2], [1, 3, 3, 1], [1, 2, 1], [1, 2, 3, 4]):
    divided, remainder = np.polydiv(kernel, [1, 1])
    show([*phase_sums(kernel, stride=2), *remainder], "sums, left")

# %% [markdown] slideshow={"slide_type": "skip"}
# Four taps are no promise: the sums of `[1, 2, 3, 4]` are 4 and 6, though the stride divides 4.
#
# In two dimensions flat asks for less. A 4·4 kernel at stride 2 has 16 numbers and four sums that must agree: three
# conditions, so 13 are free. Nearest and a 3·3 convolution has 9. These four ones have the sums 1, 1, 1, 1 and are no such kernel:

# %% slideshow={"slide_type": "skip"}
four = np.zeros((4, 4), dtype=int)
four[[0, 0, 1, 3], [0, 1, 0, 3]] = 1
show(phase_sums(four, stride=2))
show(conv_transpose2d(np.ones((3, 3)), four, stride=2)[2:-2, 2:-2])

# %% [markdown] slideshow={"slide_type": "skip"}
# ## A start with equal phases
#
# ICNR (chapter 10) starts a sub-pixel convolution with all r² filters of a channel equal. Then all *phases* are
# equal, not only their sums, and the picture begins as nearest upsampling of a convolution.
# **Predict** the kernel for two rows `[3, 1]`.

# %% slideshow={"slide_type": "skip"}
base = row([3, 1])
start = base.repeat_interleave(2, 0)
kernel = start.flip(-1).permute(1, 2, 0).reshape(1, 1, -1)
show(kernel)
show(stamped([1, 10, 100], kernel[0, 0].tolist()))

# %% [markdown] slideshow={"slide_type": "skip"}
# `[1, 1, 3, 3]`: blocks. `repeat_interleave` is the right word for several channels, too: `repeat` would mix them up.
# It is a start: one step of training takes the phases apart, as chapter 10 showed.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Max-unpooling
#
# Pooling keeps the largest of each two numbers, and where it stood. Unpooling puts it back there, and zeros
# elsewhere. **Predict:** is that a transposed convolution as well?

# %% slideshow={"slide_type": "skip"}
for numbers in ([1, 3, 2, 4], [3, 1, 2, 4]):
    pooled, places = F.max_pool1d(row(numbers), 2, return_indices=True)
    show(F.max_unpool1d(pooled, places, 2))

# %% [markdown] slideshow={"slide_type": "skip"}
# No kernel does both: of `[3, 4]` one time comes `[0, 3, 0, 4]`, the other time `[3, 0, 0, 4]`. It inserts zeros, as chapter 03 did,
# but where the *data* says. And where windows overlap, it does not add: the last one written stays.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Why untrained layers stripe
#
# Taps drawn at random have no equal sums. But are some *kernel sizes* worse? **Predict:** all kernels of
# three taps, each tap 1 or −1, meet ones at stride 2. The outputs are 0 on average. And their squares?

# %% slideshow={"slide_type": "skip"}
for size in (3, 4):
    kernels = product((-1, 1), repeat=size)
    squares = [conv_transpose1d([1, 1, 1], kernel, stride=2) ** 2 for kernel in kernels]
    show(np.mean(squares, 0), f"{size}")

# %% [markdown] slideshow={"slide_type": "skip"}
# With three taps the outputs of one phase are made of two taps, the others of one: 2, 1, 2. In two dimensions it is
# 4, 2, 2, 1. So an untrained layer stripes by itself where the stride does not divide the kernel size. Where it does, the
# *average* is even. One given kernel may still stripe, and training may bring it back.

# %% [markdown]
# ## Seen
#
# **Predict:** the cat of 8 by 8 becomes 16 by 16 in five ways. Which of them show blocks, which blur, which a
# checkerboard?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let them sort the five names before the picture.

# %%
cat = motif(8)
ways = {
    "nearest": [1, 1],
    "linear": [1, 3, 3, 1],
    "nearest, then [1, 3, 1]": [1, 4, 4, 1],
    "transposed, 3 taps": [2, 3, 2],
    "sub-pixel": [1, 2, 3, 4],
}
image(
    {
        name: conv_transpose2d(
            cat,
            np.outer(taps, taps),
            stride=2,
            padding=(len(taps) - 1) // 2,
            output_padding=len(taps) % 2,
        )
        for name, taps in ways.items()
    }
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearest: blocks. Linear and nearest with a convolution: blur. The last two: a checkerboard, until they are trained.

# %% [markdown] slideshow={"slide_type": "skip"}
# Blocks: nearest. Blurred: linear, and nearest with a convolution. A checkerboard: the last two, whose phase sums
# are 4 and 3, 4 and 6.

# %% [markdown]
# ## When to take which
#
# For stride 2 in two dimensions, one channel to one. Products are counted for each input pixel.
#
# | way | free numbers | products | a constant |
# |---|---|---|---|
# | nearest | 0 | 0 | flat; blocks |
# | linear | 0 | 16 | flat; blurred |
# | nearest, then 3·3 | 9 | 36, as one layer 16 | always flat |
# | transposed, 4·4 | 16 | 16 | flat if 4 sums agree |
# | sub-pixel, 3·3 | 36 | 36 | flat if 4 sums agree |
# | max-unpooling | 0 | 0 | zeros in between |

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for their own decoder: does it need to be free, or flat?

# %% [markdown] slideshow={"slide_type": "skip"}
# Resize first where nothing may stripe and detail is not the point. Take a transposed or sub-pixel layer where the
# network must learn its own way to grow; both need a good start, and the transposed one a kernel size that the
# stride divides. Sub-pixel with 3·3 is the same layer with 6·6 taps: freer than 4·4, and dearer.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Linear, but for a factor of 4: input `[1, 1, 2]`, kernel `[1, 3, 3, 1]`, stride 2, `padding=1`. **What comes out?**

# %% slideshow={"slide_type": "skip"}
check("upsampling.ends", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** Nearest by 2, then `conv1d` with `[2, 1, 4]`. **Which kernel** does the same at stride 2?

# %% slideshow={"slide_type": "skip"}
check("upsampling.one_kernel", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** A convolution with 3·3 taps to 4 channels, then `PixelShuffle(2)`. **How many taps** has the kernel of the one
# `ConvTranspose2d` that does the same? (One channel goes in.)

# %% slideshow={"slide_type": "skip"}
check("upsampling.taps", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** *"If the phase sums at stride 2 are equal, so are the phases."* For `[1, 1, 3, 3]` they are. **True?** If not, give a
# `weight`.

# %% slideshow={"slide_type": "skip"}
check("upsampling.equal", dict(true=..., weight=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **5.** **Write the rows** of the sub-pixel convolution that does what the kernel `w` does: one row for each phase, as
# `conv1d` takes it. All rows are equally long; a kernel that the stride doesn't divide gets zeros at its end.


# %% slideshow={"slide_type": "skip"}
def rows(w, stride):
    # your code
    ...


check("upsampling.rows", rows)

# %% [markdown]
# **6.** **Write the one kernel** that does nearest by `stride` and then `conv1d` with `c`.


# %%
def kernel_of(c, stride):
    # your code
    ...


check("upsampling.kernel_of", kernel_of)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five minutes. Each tap of the convolution meets the input stride times.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Where you are now
#
# You can predict any output of the layer, its size and its price, and say where a number comes from and what else
# would make it. Two helpers take that to your own decoder: `explain(layer, input_size)` tells what each of its
# layers does, and `find_layers` which settings make the sizes that you need.
#
# - The definition and the parameters' names: PyTorch's documentation of
#   [ConvTranspose1d](https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html).
# - The animations: Dumoulin and Visin, *A guide to convolution arithmetic*
#   ([arXiv 1603.07285](https://arxiv.org/abs/1603.07285)).
# - On a page of its own: [the calculator](calculator.html#input_size=7,8,31&output_size=14,16,62).

# %% [markdown] tags=["notebook"]
# What your exercises say so far, and the way back to any chapter: [00 start](00_start.ipynb). For exercises
# with new numbers, ten from the whole course each time, type `from course import review` into a cell, and
# `review()` below it.

# %% slideshow={"slide_type": "skip"}
print(find_layers([7, 8, 31], [14, 16, 62], padding=1))

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What do you believe now?
#
# The ten questions from the beginning. Take them again: does a picture come to mind with each answer now?

# %% slideshow={"slide_type": "skip"}
beliefs()

# %% [markdown]
# **To take away:** nearest, linear and sub-pixel are stamps, too. Ask of each way which taps it has, what its phases
# add up to, and what stands at the ends.

# %% [markdown] slideshow={"slide_type": "notes"}
# One sentence, said by the room: what is a transposed convolution?
