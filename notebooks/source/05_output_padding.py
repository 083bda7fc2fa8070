# %% [markdown]
# # 05 output_padding: one pixel short
#
# Think of a U-Net: its encoder halves an image's size, its decoder doubles it again, and *skip
# connections* join what has the same size on both sides. Yours has kernel_size 3, stride 2 and
# padding 1, there and back.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has seen an error about sizes in a U-Net: 16 on one side, 15 on the other. Today is about
# that pixel.

# %% tags=["setup"]
import torch
from torch import nn

from course import check, conv_transpose1d, draw, explore, hint, show, solution


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


x = torch.tensor([[[1.0, 1.0]]])

# %% [markdown]
# ## 16 becomes 8 becomes 15
#
# 16 pixels become 8 in the encoder. Then the decoder makes only 15 of them:

# %%
halved = nn.Conv1d(1, 1, kernel_size=3, stride=2, padding=1)
doubled = nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1)

small = halved(torch.ones(1, 1, 16))
print("16 →", small.shape[-1], "→", doubled(small).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# 16 and 15 can't be joined. Ask what people do then: crop, pad by hand, or find output_padding.

# %% [markdown]
# The skip connection brings 16, and 15 don't fit. `output_padding=1` adds the one that is missing.
# Its name promises padding at the output. What is in the new pixel?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what the name promises. “A zero at the output” is the answer to collect and to come back to.

# %% [markdown]
# ## Predict
#
# `[1, 1]` with stride 4 and padding 1 gives `[1, 3, 0, 1, 1]`.
#
# Add `output_padding=1`: one more number comes out. At which end, and is it a 0?
# **Write down all six.**

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes: left or right end, and 0 or something else. A 0 on the right usually gets the most
# hands.

# %%
check("output_padding.one", ...)

# %% [markdown]
# ### The real call

# %% tags=["documented:output_padding_1"]
show(torch_layer(stride=4, padding=1, output_padding=1)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# A 3, on the right. Ask where a 3 can come from: only from the last tap.

# %% tags=["documented:output_padding_1"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=1))

# %% [markdown]
# A 3 at the right end. A 3 can only be the kernel's last tap, so this number is a real sum: it is
# the very cell that padding had cut off there. The name misleads, and PyTorch's documentation warns
# of it: output_padding is no zero padding.

# %% [markdown]
# ### The picture
#
# What output_padding gives back is outlined in green. On the left, the cut stays.

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# The green outline is a cell that padding had cut and that came back. The left cut stays.

# %% [markdown]
# ## Predict: three at once
#
# Padding cut one cell at the right end. **What comes out with `output_padding=3`?**

# %% [markdown] slideshow={"slide_type": "notes"}
# One cell was cut there, and now three are asked for. Vote on the last three numbers.

# %%
check("output_padding.three", ...)

# %% tags=["documented:output_padding_3"]
show(torch_layer(stride=4, padding=1, output_padding=3)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# One real sum, then zeros. Ask why the zeros don't come first.

# %% tags=["documented:output_padding_3"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3))

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)

# %% [markdown] slideshow={"slide_type": "notes"}
# The window's edge moved past the last stamp. Nobody put zeros there: nothing was stamped.

# %% [markdown]
# <span id="predict-more-than-was-cut"></span>One cell comes back, as before. There was no more to give
# back, so the other two are cells that no stamp reaches, and their sum is 0.
#
# Think of the output as a window over the row of all sums. `padding` moves both its edges inwards,
# `output_padding` moves the right edge outwards again. Of the cells that this adds, the first
# `padding` are real sums, and zeros come behind them.

# %% [markdown]
# ## Where nothing was cut
#
# `[1, 2, 3]` with stride 2 and **no padding** gives `[1, 1, 5, 2, 9, 3, 9]`. **Predict:** with
# `output_padding=1`, which number comes eighth?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: a 9, a 3 or a 0. Ask what there is to give back.

# %%
check("output_padding.eighth", ...)

# %% [markdown]
# ### A wrong idea: output_padding appends zeros

# %%
with_cut = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
without_cut = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, output_padding=1)
show(with_cut, "pad 1")
show(without_cut, "pad 0")

# %% [markdown] slideshow={"slide_type": "notes"}
# 9 with padding, 0 without. “It appends zeros” is the second case taken for the rule.

# %% [markdown]
# With padding 1 the last number is 9 = 3·3, a real sum. With padding 0 there is nothing to give
# back, so the new cell is a true 0. "Appends zeros" describes the second case only.

# %% [markdown]
# ## How far does it go?
#
# **Predict, then play:** with stride 3 and padding 1, what is the largest output_padding that PyTorch
# takes?

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect a largest value. Those who say 1 think that only what was cut can come back.

# %%
check("output_padding.highest", ...)

# %%
explore(
    [1, 2, 3],
    [1, 1, 3],
    stride=3,
    padding=1,
    sliders=("stride", "input_size", "kernel_size", "padding", "output_padding"),
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Push output_padding until it stops and read the sentence. Then padding 2, and point at the
# outlined cells.

# %% [markdown] slideshow={"slide_type": "skip"}
# It goes up to 2, one less than the stride.
#
# Set [output_padding 2](#output_padding=2): the first new cell had been cut, the second is empty. Now
# [padding 2](#padding=2): both new cells had been cut, so both are real sums. With
# [padding 0](#padding=0) both are empty.

# %% [markdown]
# ### Why there is a limit
#
# `output_padding` has to be smaller than the stride (or than the dilation). PyTorch says so:

# %%
try:
    torch_layer(stride=2, output_padding=2)(x)
except RuntimeError as error:
    print(str(error).split(", but")[0])

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask why such a limit should exist before you read on. Two extra cells at stride 2 are a whole
# step.

# %% [markdown]
# That is no whim. At stride 2 and without padding, three inputs make 7 cells and four make 9.
# output_padding 2 would make 9 of three: a size that belongs to four already. Chapter 06 works that
# out. (Dilation comes in chapter 07.)

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Input `[1, 2, 3]`, kernel `[1, 1, 3]`, stride 2, padding 2, output_padding 1. **What comes out?**

# %% slideshow={"slide_type": "skip"}
check("output_padding.back", ...)

# %% [markdown]
# **2.** Input `[2, 1]`, stride 3, padding 1, output_padding 2. **What comes out?**

# %%
check("output_padding.beyond", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Two minutes. The second extra cell is the interesting one.

# %% [markdown]
# **3.** The kernel has 5 taps. **Choose the other parameters** so that 3 numbers become 6 and 10 become 20.

# %%
check("output_padding.double", dict(stride=..., padding=..., output_padding=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# Only one choice works. Ask which of its three numbers was found first.

# %% [markdown]
# **4.** *"The numbers that output_padding adds are always 0."* **True?** With the input `[1, 2]`, stride 2,
# padding 0 and output_padding 1 they are. If not always, change what you need.

# %%
check("output_padding.zeros", dict(true=..., padding=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# The wrong idea once more: change padding, and it breaks.

# %% [markdown]
# **5.** **Write the whole thing.** Your `stamps` of chapter 02, with a window: which places does it keep?


# %%
def transposed(x, w, stride, padding, output_padding):
    # your code
    ...


check("output_padding.transposed", transposed)

# %% [markdown] slideshow={"slide_type": "notes"}
# Ten minutes, in pairs. The window starts at `padding`; the question is where it ends.

# %% [markdown]
# **6.** **Repair.** The decoder's input has length 6. The skip connections have length 18 behind
# `decoder[0]` and 36 behind `decoder[1]`. Change **one** number.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(4, 2, kernel_size=5, stride=3, padding=2),
    nn.ConvTranspose1d(2, 1, kernel_size=4, stride=2, padding=1),
)

check("output_padding.repair", decoder)

# %% [markdown] slideshow={"slide_type": "notes"}
# Count layer by layer. `decoder[0]` makes 16 of 6, where 18 are wanted.

# %% [markdown]
# **To take away:** output_padding moves the right edge of the window outwards. Cells that padding cut
# come back first; beyond them nothing was stamped, so there are zeros. Next:
# [06 size formula](06_size_formula.ipynb) finds out where the U-Net's pixel was lost.

# %% [markdown] slideshow={"slide_type": "notes"}
# The edge of a window moves; nothing is appended.
