# %% [markdown]
# # 09 Two dimensions: the famous animations, with numbers
#
# The best-known pictures of this layer are moving squares without a number in them. You know stamps,
# strides and cuts by now: enough to read those animations, and to fill in their numbers.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has seen the blue and green animations, and who could say what happens in them. Nothing new
# is needed today: the same stamp, along two axes.

# %% tags=["setup"]
import torch
from torch import nn

from course import (
    animate,
    check,
    conv_transpose2d,
    conv_transpose3d,
    draw,
    explore,
    hint,
    show,
    solution,
    zero_insert,
)

X = [[1, 2], [3, 1]]
X3 = [[1, 2, 3], [3, 1, 2], [2, 3, 1]]
KERNEL = [[1, 1, 3], [2, 1, 1], [1, 1, 2]]


def torch_layer(**parameters):
    """ConvTranspose2d with one channel, no bias and the kernel above."""
    layer = nn.ConvTranspose2d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[KERNEL]], dtype=torch.float32)
    return layer


def rows(plane):
    """Print one channel, a line for each row."""
    for row in torch.as_tensor(plane).reshape(-1, plane.shape[-1]):
        show(row)


x = torch.tensor([[X]], dtype=torch.float32)

# %% [markdown]
# ## Predict
#
# The input is `[[1, 2], [3, 1]]`, the kernel has three rows of three taps, and `stride=2` holds both
# ways.
#
# **How many rows and columns come out? What stands in the first row?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote on the size first. The kernel's first row is 1, 1, 3: put it on the board.

# %% [markdown]
# ### The real call

# %%
rows(torch_layer(stride=2)(x).detach())

# %% [markdown] slideshow={"slide_type": "notes"}
# The first row is the one-dimensional result for the input 1, 2. Ask why no other row of the input
# has a share in it.

# %% slideshow={"slide_type": "skip"}
rows(conv_transpose2d(X, KERNEL, stride=2))

# %% [markdown]
# Five by five: each axis follows the formula of chapter 06 by itself. The first row is what
# `[1, 2]` and `[1, 1, 3]` make in one dimension, because only the stamps of the first input row
# reach it.

# %% [markdown]
# ### The picture
#
# Each input number stamps the whole kernel, scaled, on a square of the output.

# %%
animate(X, KERNEL, stride=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Let it play twice. Then pause it and go step by step: where do two stamps overlap, and where four?

# %% [markdown]
# ## Predict: where stamps meet
#
# The four stamps are three cells wide and start two cells apart. **How many of them meet in the
# middle, at `y[2, 2]`, and which products make the 14 that stands there?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect the four taps first: each stamp meets the middle with another corner of the kernel.

# %%
animate(X, KERNEL, stride=2, view="gather")

# %% [markdown] slideshow={"slide_type": "notes"}
# 14: four products, one from each corner of the kernel. An input and its tap wear the same colour.

# %% [markdown]
# All four: 1·2 + 2·1 + 3·3 + 1·1 = 14. Neighbours share an edge, and edges cross in the middle. This
# is the same layer, told from the output: an input and the tap that it meets wear one colour.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Each axis has its own parameters
#
# Every parameter may be a pair, height first. **Predict** the size for `stride=(1, 2)` and
# `padding=(0, 1)`.

# %% slideshow={"slide_type": "skip"}
rows(torch_layer(stride=(1, 2), padding=(0, 1))(x).detach())

# %% [markdown] slideshow={"slide_type": "skip"}
# Four by three. Along the height the stamps overlap in two rows; along the width one column is cut
# off at each side.

# %% [markdown]
# ## The convolution beside it
#
# Forward, a convolution slides its kernel over the input and the zeros that padding puts around it.
# This one makes 3×3 of 6×6:

# %%
image = [[1, 2, 3, 1, 2, 3], [3, 1, 2, 3, 1, 2], [2, 3, 1, 2, 3, 1]] * 2
animate(image, KERNEL, stride=2, padding=1, transposed=False)

# %% [markdown] slideshow={"slide_type": "notes"}
# The kernel starts on the zeros and moves by two. The last row and column of the zeros are never
# touched: the floor of chapter 06.

# %% [markdown]
# ## The other reading: zeros in and around
#
# *A guide to convolution arithmetic* draws the way back as a convolution too: zeros between the
# inputs (the stride), zeros around them, the kernel **turned round**, and stride 1.

# %%
animate(X, KERNEL, stride=2, view="zero_insert")

# %% [markdown] slideshow={"slide_type": "notes"}
# This is the animation everybody knows. Count the zeros that are multiplied for nothing, then
# compare the output with the stamps' one: the same.

# %% [markdown]
# Both readings give the same 25 numbers. The stamps say where each number goes; the sliding says
# where it comes from, at the price of many products with 0. Chapter 03 did this along one axis.

# %% [markdown]
# ## A wrong idea: the white zeros are the padding
#
# In the famous animations zeros stand around the input. It looks as if `padding` put them there.
# **Predict:** with kernel size 3, how many stand at each side for `padding=0`, 1 and 2?

# %% [markdown] slideshow={"slide_type": "notes"}
# Most say 0, 1 and 2. One look at padding 0 above settles it: two zeros on each side.

# %%
for padding in (0, 1, 2):
    picture = animate(X3, KERNEL, padding=padding, view="zero_insert")
    print(f"padding {padding}:", picture.text.splitlines()[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# 2, 1, 0: padding takes zeros away. With kernel 3 and padding 1 both counts are 1, which is why the
# mistake lives so long.

# %% [markdown]
# 2, 1, 0: it is the other way round. There are `dilation·(kernel_size − 1) − padding` of them, so
# padding takes zeros away, and with them the outer sums. With kernel 3 and padding 1 both counts
# happen to be 1.

# %% [markdown]
# ## A wrong idea: slide the kernel as it is
#
# A stamp puts the first tap first. Whoever slides over the zeros has to turn the kernel round, both
# ways. Here are the zeros of the animation above, by hand, and the kernel turned along 0, 1 and 2 axes:

# %% slideshow={"slide_type": "skip"}
stretched = torch.zeros(1, 1, 7, 7)
stretched[:, :, 2:5:2, 2:5:2] = x
kernel = torch.tensor([[KERNEL]], dtype=torch.float32)

# %%
show(nn.functional.conv2d(stretched, kernel)[0, 0, 0], "flip 0")
show(nn.functional.conv2d(stretched, kernel.flip(-1))[0, 0, 0], "flip 1")
show(nn.functional.conv2d(stretched, kernel.flip(-1, -2))[0, 0, 0], "flip 2")

# %% [markdown] slideshow={"slide_type": "notes"}
# Only the last row is the layer's. A kernel that is the same from both ends would hide the mistake.

# %% [markdown]
# Only the last line is the first row of the layer.

# %% [markdown]
# **Predict, then play:** the live figure has 2 × 2 inputs and a 3 × 3 kernel. At which
# stride does no cell belong to two stamps? Which dilation leaves holes inside a stamp?

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at a corner, at an edge, at the middle. Then the stride up to 3.

# %%
explore([[1, 2], [3, 1]], [[1, 1, 3], [2, 1, 1], [1, 1, 2]], stride=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Stride 3: the stamps touch. Dilation 2: each stamp has holes, and others may fall into them.

# %% [markdown] slideshow={"slide_type": "skip"}
# At stride 3 the stamps touch and no cell belongs to two. Dilation 2 leaves holes, and other stamps
# may fall into them.

# %% [markdown]
# ## Which letter is which
#
# | in the guide | what it is | here |
# |---|---|---|
# | blue, cyan | what goes in, what comes out | input, output |
# | i, o | the *convolution's* sizes | output, input |
# | i′ | the size that goes in | input |
# | p′ | zeros around | `d·(k − 1) − padding` |
# | a | zeros at the bottom and right | `output_padding` |

# %% [markdown] slideshow={"slide_type": "notes"}
# Readers report the colours as swapped. They are not: blue goes in, both times. It is the letter i
# that stays with the convolution.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## A third axis
#
# Scans and videos have three axes, and each keeps its own stride, cut and size. The stamp is a block. The numbers
# 1 to 8 fill a cube of 2·2·2, and the kernel is a cube of ones. **Predict** the number in the very middle, and
# how many stamps meet there.

# %% slideshow={"slide_type": "skip"}
cube = torch.arange(1.0, 9).reshape(1, 1, 2, 2, 2)
ones = torch.ones(1, 1, 2, 2, 2)
volume = nn.functional.conv_transpose3d(cube, ones)
rows(volume[0, 0, 1])

# %% slideshow={"slide_type": "skip"}
rows(
    conv_transpose3d([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[1, 1], [1, 1]], [[1, 1], [1, 1]]])[1]
)

# %% slideshow={"slide_type": "skip"}
draw([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], [[[1, 1], [1, 1]], [[1, 1], [1, 1]]])

# %% [markdown] slideshow={"slide_type": "skip"}
# 36 = 1 + 2 + … + 8: all eight stamps meet there. In the middle of a face it is four of them, of an edge two, in a
# corner one.

# %% [markdown] slideshow={"slide_type": "skip"}
# No axis knows of the others. **Predict** the three sizes that this layer makes of 5, 6 and 7:

# %% slideshow={"slide_type": "skip"}
deep = nn.ConvTranspose3d(
    1, 1, kernel_size=(3, 4, 2), stride=(2, 2, 3), padding=(1, 1, 0), output_padding=(1, 0, 2)
)
show(deep(torch.zeros(1, 1, 5, 6, 7)).shape[2:])

# %% [markdown] slideshow={"slide_type": "skip"}
# Zero insertion at stride 2 makes 63 of 32. A square of 32·32 then has 63·63 cells, 3.9 times as many.
# **Predict:** how many times as many has a cube?

# %% slideshow={"slide_type": "skip"}
line = zero_insert([1] * 32, 2)
show([32**3, len(line) ** 3])

# %% [markdown] slideshow={"slide_type": "skip"}
# 250047 to 32768: **7.6 times** as many. Stamps pile up in the same way. Three ones at stride 2 put one or two
# stamps on a cell along one axis, and one to eight along three axes. Chapter 10 looks at what that does to a picture.

# %% [markdown]
# ## Exercises
#
# **1.** Input `[[1, 2], [3, 1]]`, kernel `[[1, 2], [1, 3]]`, stride 1. **What comes out?**

# %% [markdown] tags=["notebook"]
# Write it as rows, as in `[[1, 2], [3, 4]]`.

# %%
check("two_dimensions.overlap", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Three minutes, with squared paper. Only the middle cell has four products.

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** The guide's *arbitrary padding, no strides* leads from 6×6 back to 5×5 with a kernel of 4×4.
# **Choose stride and padding.**

# %% slideshow={"slide_type": "skip"}
check("two_dimensions.arbitrary", dict(stride=..., padding=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** *"The zeros drawn around the stretched input are as many as `padding` says."* **True?** For
# kernel size 3 and padding 1 it is. If not always, change what you need.

# %% slideshow={"slide_type": "skip"}
check("two_dimensions.zeros", dict(true=..., padding=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** **Write it yourself**, for one channel, with the stride alone. One line more than in chapter
# 02 decides where a product lands.


# %% slideshow={"slide_type": "skip"}
def stamps(x, w, stride):
    # your code
    ...


check("two_dimensions.stamps", stamps)

# %% [markdown]
# **5.** Now all parameters at once: stride 2, padding 2 and output_padding 1 lead from 3×3 back to
# 4×4. The input is `[[1, 2, 3], [3, 1, 2], [2, 4, 1]]`, the kernel that of this chapter. **What stands
# in the 2×2 corner at the bottom right?**

# %%
check("two_dimensions.corner", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Four input elements reach this corner. The last one's stamp starts at y[2, 2].

# %% [markdown]
# ## See it play
#
# Nothing in it is unknown any more.

# %%
animate(X3, KERNEL, stride=2, padding=1, output_padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# The green row and column are what output_padding brings back: real sums, at the bottom and right
# alone.

# %% [markdown]
# **To take away:** in two dimensions the stamp is a square, and each axis has its own stride, cut and
# size; the zeros in the famous animations only say the same thing from the output's side. Next:
# [10 artifacts](10_artifacts.ipynb) looks at what overlapping stamps do to a picture.

# %% [markdown] slideshow={"slide_type": "notes"}
# One stamp, two axes. Ask someone to tell the animation of the last slide in one sentence.
