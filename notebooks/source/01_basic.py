# %% [markdown]
# # 01 Basic: one number goes in
#
# A convolution slides a short row of numbers, the **kernel**, over its input, multiplies and sums up:
# many numbers become one. A *transposed* convolution goes the other way. With it a U-Net or the
# generator of a GAN **upsamples** small **feature maps** (the numbers between two layers) to larger ones.

# %% [markdown] slideshow={"slide_type": "notes"}
# Recall the ordinary convolution in one sentence: many numbers become one. Leave open what the other
# way looks like.

# %% tags=["setup"]
import torch
from torch import nn

from course import check, conv1d, conv_transpose1d, draw, explore, hint, show, solution

# %% [markdown]
# ## Predict
#
# The kernel is `[1, 1, 3]`, the input `[1]`. **What comes out?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Take a vote: one number, three, or five? Many expect one, because a convolution shrinks its input.

# %%
check("basic.one_stamp", ...)

# %% [markdown]
# ### The real call
#
# PyTorch wants two more brackets: a batch of samples, and in each its **channels**, rows of numbers
# side by side. Here there is one of each. The kernel is set by hand, as a new layer starts with random
# numbers.

# %% tags=["documented:one_stamp"]
layer = nn.ConvTranspose1d(in_channels=1, out_channels=1, kernel_size=3, bias=False)
layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])

y = layer(torch.tensor([[[1.0]]]))
show(y)

# %% [markdown] slideshow={"slide_type": "notes"}
# The brackets are the batch and the channel axis, and the weight is set by hand. Look at the result
# only: the kernel came out.

# %% [markdown]
# One number in, the kernel out. The course's own function takes plain lists:

# %% tags=["documented:one_stamp"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1], [1, 1, 3]))

# %% [markdown]
# ### The picture

# %%
draw([1], [1, 1, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Walk down the rows: input, stamp, output. With one stamp they are nearly the same, and that is the
# point. Introduce the word tap here.

# %% [markdown]
# The input stamped the kernel, times 1. Each number of a kernel is called a **tap**; the last tap is
# the 3.

# %% [markdown]
# ## Predict again
#
# **What does the input `[2]` give?**

# %% [markdown] slideshow={"slide_type": "notes"}
# A quick vote. Ask someone to say why before you turn the page.

# %%
check("basic.scaled", ...)

# %%
show(layer(torch.tensor([[[2.0]]])))
show(layer(torch.tensor([[[-1.0]]])))

# %% [markdown] slideshow={"slide_type": "notes"}
# The number is a factor, nothing else. Ask what a 0 would stamp: three zeros, not nothing at all.

# %% [markdown]
# The number scales its stamp: here by 2, then by −1. A 0 stamps three zeros.

# %% [markdown]
# ## Two stamps
#
# Two numbers make two stamps. The second starts one cell further right.

# %%
draw([1, 10], [1, 1, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Read column by column. Ask which cells are shared, and why the 30 is not.

# %% [markdown]
# Read the picture column by column: where two stamps share a cell, the numbers add up. `11` is
# `1 + 10` and `13` is `3 + 10`.

# %% [markdown]
# **Predict, then play:** put a 100 in the place of the 10. How many output cells does it reach?

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect guesses. The wrong idea to expect: a larger number reaches further.

# %%
check("basic.reach", ...)

# %% [markdown]
# ### See how far it reaches
#
# Point at an input, or touch it: what lights up is its stamp and the sums that it has a share in. Then
# make the 10 [a 100](#x=1,100), and give the kernel [a fourth tap](#kernel_size=4).

# %%
explore([1, 10], [1, 1, 3], sliders=("input_size", "kernel_size"))

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at the 10 and let the room count what lights up. Then move kernel_size to 4 and count again.

# %% [markdown]
# It reaches as many cells as the kernel has taps: [three](#kernel_size=3) here, however large the
# number is.

# %% [markdown] slideshow={"slide_type": "notes"}
# Reach depends on the kernel alone; the size of a number only changes the height of its stamp.

# %% [markdown]
# ## Why this kernel
#
# As long as the inputs are 0 and 1, a 3 in an output can only be the last tap of `[1, 1, 3]`; with
# `[1, 2, 3]` it could also be an overlap, 1 + 2. Read backwards, the kernel is `[3, 1, 1]`, so a method
# that turns it round by mistake is seen at once.

# %% [markdown] slideshow={"slide_type": "notes"}
# The 3 marks the last tap, so every number can be traced. An even or symmetric kernel would hide
# mistakes.

# %% [markdown]
# <span id="it-undoes-nothing"></span>
#
# ## Does it undo a convolution?
#
# The layer is often called *deconvolution*, and in signal processing that word means undoing a
# convolution: finding its input again.
#
# **Predict:** stamp `[1]` with `[1, 1, 3]`, then convolve the result with the same kernel. Is it `[1]`
# again?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote before anybody computes. Those who know signal processing tend to say yes, because of the
# name.

# %%
check("basic.undone", ...)

# %% [markdown]
# ### There and back

# %%
stamped = conv_transpose1d([1], [1, 1, 3])
show(stamped)
show(conv1d(stamped, [1, 1, 3]))

# %% [markdown] slideshow={"slide_type": "notes"}
# The size is back, the value is not: 11 is 1 + 1 + 9. Keep the phrase “sizes, not values”; chapter
# 04 uses it again.

# %% [markdown]
# The convolution multiplies the stamp with the kernel and sums up: 1·1 + 1·1 + 3·3 = 11. The *size*
# is back at one number. The *value* is not: the layer undoes nothing.

# %% [markdown]
# ## One operation, many names
#
# - **Transposed convolution**: its matrix is the transpose of a convolution's matrix.
# - **Fractionally-strided convolution**: it can be read as a convolution that moves by less than one
#   input element at a time. Chapter 03 shows how.
# - **Deconvolution**: common, and misleading, as you have just seen.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has heard which name. Warn of “deconvolution”: 11 is not 1.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Two stamps, one cell apart: the input is `[1, 1]`, the kernel `[1, 1, 3]`. **What comes out?**

# %% slideshow={"slide_type": "skip"}
check("basic.two_stamps", ...)

# %% [markdown]
# **2.** The input is `[1, 0, 2]`: a hole in the middle. **What comes out?**

# %%
check("basic.hole", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Two minutes. Watch for answers that leave out the zeros of the middle stamp.

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** The other way round: **which input** makes `[2, 3, 7, 3]`? Fill in the list.

# %% slideshow={"slide_type": "skip"}
check("basic.which_input", dict(input=...))

# %% [markdown]
# **4.** A sentence from a forum: *"If all numbers are positive, the largest output is the largest input
# times the largest tap."* **True?** If not, give an input (and, if you like, a `weight`) that shows
# it.

# %% [markdown] tags=["notebook"]
# Write `true=True`, or `true=False` and your case.

# %%
check("basic.largest", dict(true=..., input=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# A counterexample needs overlap, so a single input can't do. Give three minutes and compare
# examples.

# %% [markdown]
# **5.** **Write it yourself.** `x` and `w` are lists, the stride is 1. Your function is tried on many cases;
# if one fails, you see the smallest.


# %%
def stamps(x, w):
    # your code
    ...


check("basic.stamps", stamps)

# %% [markdown] slideshow={"slide_type": "notes"}
# Pairs, ten minutes. The usual mistake is `=` where `+=` is meant; the check shows the smallest
# case.

# %% [markdown] tags=["notebook"]
# Stuck? `hint("basic.hole")` nudges, `hint("basic.hole", 2)` says more, `solution("basic.hole")`
# tells.

# %% [markdown]
# **To take away:** each input number stamps the kernel, scaled by that number, and overlapping stamps
# add up. Next: [02 stride](02_stride.ipynb) moves the stamps apart.

# %% [markdown] slideshow={"slide_type": "notes"}
# Let someone say it in their own words first.
