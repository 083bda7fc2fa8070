# %% [markdown]
# # 01 Basic: one number, one stamp
#
# A convolution slides a kernel over an input and sums up, so that many numbers become one. A
# *transposed* convolution goes the other way: one number becomes many.
#
# This chapter feeds PyTorch's `ConvTranspose1d` the shortest input there is, a single 1.

# %% [markdown] slideshow={"slide_type": "notes"}
# Recall the ordinary convolution in one sentence: many numbers become one. Today one becomes many.

# %% tags=["setup"]
import torch
from torch import nn

from course import check, conv1d, conv_transpose1d, draw, explore, hint, show, solution

# %% [markdown]
# ## Predict
#
# The kernel is `[1, 1, 3]`. The input is `[1]`. **How many numbers come out, and which?**
#
# Write your guess down before you go on.

# %% [markdown] slideshow={"slide_type": "notes"}
# Take a vote: one number, three, or five? Many expect one, because a convolution shrinks its input.

# %%
check("basic.one_stamp", ...)

# %% [markdown]
# ### The real call
#
# PyTorch wants a batch and a channel axis around the numbers, hence the brackets. The weight is set
# by hand, because a new layer starts with random numbers; there is no bias.

# %% tags=["documented:one_stamp"]
layer = nn.ConvTranspose1d(in_channels=1, out_channels=1, kernel_size=3, bias=False)
layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])

y = layer(torch.tensor([[[1.0]]]))
show(y)

# %% [markdown] slideshow={"slide_type": "notes"}
# The brackets are the batch and the channel axis, and the weight is set by hand. Look at the result
# only: the kernel came out.

# %% [markdown]
# One number went in, and the kernel came out. The helper of this course says the same, on plain
# lists:

# %% tags=["documented:one_stamp"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1], [1, 1, 3]))

# %% [markdown]
# ### The picture

# %%
draw([1], [1, 1, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Walk down the rows: input, stamp, sum, output. With one stamp they are nearly the same, and that
# is the point.

# %% [markdown]
# The input stamped the kernel on the output, times 1.

# %% [markdown]
# ## Predict again
#
# **What does the input `[2]` give?** And `[-1]`?

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes, one for each input. Ask someone to say why before you turn the page.

# %%
show(layer(torch.tensor([[[2.0]]])))
show(layer(torch.tensor([[[-1.0]]])))

# %% [markdown] slideshow={"slide_type": "notes"}
# The number is a factor, nothing else. Ask what a 0 would stamp: three zeros, not nothing at all.

# %% [markdown]
# The number scales its stamp: `2 × [1, 1, 3]` and `−1 × [1, 1, 3]`. A 0 stamps three zeros.

# %% [markdown]
# ## Why this kernel
#
# With `[1, 1, 3]` a 3 in an output has one possible origin as long as the inputs are 0 and 1: the
# kernel's last tap. Had the kernel been `[1, 2, 3]`, a 3 could also be an overlap, 1 + 2, and one
# could not tell which.
#
# The kernel is asymmetric on purpose as well. Turned round it reads `[3, 1, 1]`, so a method that
# flips it by mistake is seen at once.

# %% [markdown] slideshow={"slide_type": "notes"}
# The 3 marks the last tap, so every number can be traced. An even or symmetric kernel would hide
# mistakes.

# %% [markdown]
# ## Two stamps
#
# With two numbers there are two stamps. The second one starts one cell further to the right. Here
# are two inputs of different size, so that you can tell the stamps apart.

# %%
draw([1, 10], [1, 1, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Read column by column. Ask which cells are shared, and why the 30 is not.

# %% [markdown]
# Read the picture column by column: where two stamps share a cell, the numbers add up. `11` is
# `1 + 10` and `13` is `3 + 10`.

# %% [markdown]
# **Predict, then play:** how many output cells does one input number reach? Point at an input;
# what lights up is its stamp and the sums that it has a share in. Then give the kernel a fourth tap.

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect guesses. The wrong idea to expect: a larger number reaches further.

# %%
explore([1, 10], [1, 1, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at the 10 and let the room count what lights up. Then move kernel_size to 4 and count again.

# %% [markdown]
# As many as the kernel has taps, however large the number is.

# %% [markdown] slideshow={"slide_type": "notes"}
# Reach depends on the kernel alone; the size of a number only changes the height of its stamp.

# %% [markdown]
# ## One operation, many names
#
# - **Transposed convolution**: its matrix is the transpose of a convolution's matrix.
# - **Fractionally-strided convolution**: it can be read as a convolution that moves by less than one
#   input element at a time. Chapter 03 shows how.
# - **Deconvolution**: common, and misleading. In signal processing that word means *undoing* a
#   convolution, that is, finding the input again. This operation does not do that.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has met which name. Warn of “deconvolution”: the next slide shows why.

# %% [markdown]
# ## It undoes nothing
#
# If it undid the convolution, then a convolution behind it would give the 1 back.
#
# **Predict:** stamp `[1]`, then convolve the result with the same kernel. Is it `[1]` again?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: yes, no, only sometimes. Those who know signal processing tend to say yes, because of the
# name.

# %%
check("basic.undone", ...)

# %%
stamped = conv_transpose1d([1], [1, 1, 3])
show(stamped)
show(conv1d(stamped, [1, 1, 3]))

# %% [markdown] slideshow={"slide_type": "notes"}
# The size is back, the value is not: 11 is 1 + 1 + 9. Keep the phrase “sizes, not values”; chapter
# 04 uses it again.

# %% [markdown]
# The convolution multiplies the stamp with the kernel and sums up: 1·1 + 1·1 + 3·3 = 11. The *size*
# is back at one number. The *value* is not.

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
