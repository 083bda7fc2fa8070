# %% [markdown]
# # 06 The size formula: which size did you mean?
#
# Everything so far in one line, and the reason why output_padding exists.

# %% [markdown] slideshow={"slide_type": "notes"}
# All parameters are known by now. Today they go into one line, and output_padding gets its reason.

# %% tags=["setup"]
import torch
from torch import nn

from course import check, conv_transpose1d, draw, explore, hint, ladder, output_size, show, solution

# %% [markdown]
# ## Count it in the picture
#
# Two inputs, a kernel of 3, stride 4, padding 1, output_padding 3. **Predict the number of output
# cells** before you look at the last line of the picture.

# %% [markdown] slideshow={"slide_type": "notes"}
# No formula yet: count stamps and cells. Collect a number.

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)

# %% [markdown] slideshow={"slide_type": "notes"}
# Eight. Show where each term of the last line stands in the picture.

# %% [markdown]
# ## The formula
#
# `(L − 1)·stride − 2·padding + dilation·(kernel_size − 1) + output_padding + 1`
#
# - `(L − 1)·stride`: from the first stamp's start to the last one's.
# - `dilation·(kernel_size − 1) + 1`: the length of the last stamp. (Dilation is 1 here: the taps lie
#   side by side.)
# - `− 2·padding`: the cut at both ends.
# - `+ output_padding`: what comes back at the right one.
#
# `output_size` computes it:

# %% [markdown] slideshow={"slide_type": "notes"}
# Read it as a walk: to the last stamp's start, then its length, minus the cuts, plus what comes
# back.

# %% slideshow={"slide_type": "skip"}
print(output_size(2, kernel_size=3, stride=4, padding=1, output_padding=3))

# %% [markdown]
# ## The convolution rounds down
#
# The convolution's own formula has a floor in it: `floor((L + 2·padding − kernel_size) / stride) + 1`.
# It counts whole strides, and what is left over at the end is dropped.
#
# **Predict:** inputs of 16, 17 and 18 numbers go through a convolution with kernel 5, stride 3 and
# padding 2. How many different sizes come out?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: one size, two or three? The floor is the reason, so don't hurry past it.

# %%
conv = nn.Conv1d(1, 1, kernel_size=5, stride=3, padding=2)
for size in (16, 17, 18):
    print(size, "becomes", conv(torch.ones(1, 1, size)).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# One. Ask what is left in the 6 numbers of the difference between 16, 17 and 18: nothing.

# %% [markdown]
# One. Three inputs share the size 6, and nothing in the 6 numbers says which it was.

# %% [markdown]
# ## The ladder
#
# The way back has to choose. Without output_padding it takes the lowest rung. output_padding picks
# the rung.

# %%
ladder([16, 17, 18, 19, 20, 21], kernel_size=5, stride=3, padding=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Three rungs lead to 6, and output_padding picks one of them. Ask where output_padding 3 would
# lead: to a rung of 7.

# %% [markdown]
# Now the limit of chapter 05 makes sense. output_padding 3 would lead from 6 to 19, but 19 is a rung
# of 7: a convolution of 19 numbers gives 7, not 6. A size is yours only for output_padding smaller
# than the stride.

# %% slideshow={"slide_type": "skip"}
transposed = nn.ConvTranspose1d(1, 1, kernel_size=5, stride=3, padding=2, output_padding=2)
print(transposed(torch.ones(1, 1, 6)).shape[-1])

# %% [markdown]
# ## A wrong idea: the same settings restore any size
#
# Same kernel, same stride, same padding, there and back:

# %%
back = nn.ConvTranspose1d(1, 1, kernel_size=5, stride=3, padding=2)
for size in (16, 17, 18):
    print(size, "there and back:", back(conv(torch.ones(1, 1, size))).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the room say the three numbers before the result appears. Only 16 survives.

# %% [markdown]
# Only 16 survives. This is why a skip connection in an encoder and decoder fits for some input sizes
# and fails for others.

# %% [markdown]
# ## Doubling, exactly
#
# The size is `2·L` for every L if the stride is 2 and the rest of the formula adds up to 0:
# `kernel_size − 2 − 2·padding + output_padding = 0`. **Predict** which of these double 16:

# %% [markdown] slideshow={"slide_type": "notes"}
# Four layers, one vote each. The first is the one from many tutorials.

# %%
print(output_size(16, kernel_size=3, stride=2, padding=1))
print(output_size(16, kernel_size=3, stride=2, padding=1, output_padding=1))
print(output_size(16, kernel_size=4, stride=2, padding=1))
print(output_size(16, kernel_size=2, stride=2))

# %% [markdown] slideshow={"slide_type": "notes"}
# 31 again, then three times 32. kernel_size 4 with padding 1 needs no output_padding.

# %% [markdown]
# The first does not; the other three do.
#
# **Predict, then play:** the figure starts with stride 2 and padding 1, and 3 numbers become 5. Find
# two different ways to make them 6. Move the input length: does it still double?

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# One way is output_padding 1; let the room find another. Then move the input length: a true
# doubling holds for all.

# %% [markdown] slideshow={"slide_type": "skip"}
# The ladder takes your own layer, too. With stride 1 each size has a rung of its own, and no
# output_padding is needed.

# %% slideshow={"slide_type": "skip"}
ladder([5, 6, 7, 8], kernel_size=3, stride=2, padding=1)

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** 16 numbers, kernel_size 4, stride 2, padding 3: **how many come out?** Use the formula.

# %% slideshow={"slide_type": "skip"}
check("size_formula.not_double", ...)

# %% [markdown]
# **2.** kernel_size 7, stride 3, padding 3: **which output_padding** leads from 6 back to 18?

# %%
check("size_formula.rung", dict(output_padding=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# One minute with the ladder in mind.

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** **Double** 16 and 5, this time without output_padding.

# %% slideshow={"slide_type": "skip"}
check("size_formula.double", dict(kernel_size=..., stride=..., padding=...))

# %% [markdown]
# **4.** *"A transposed convolution with the same kernel_size, stride and padding restores the size that the
# convolution started from."* A printed book says so. **True?** If not, give a `size` (and other
# `kernel_size`, `stride`, `padding` than 5, 3, 2, if you like).

# %%
check("size_formula.restores", dict(true=..., size=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# The sentence stands in print. One size is enough to refute it.

# %% [markdown]
# **5.** **Write the formula.** You can see every term of it in the picture.


# %%
def size(input_size, kernel_size, stride, padding, output_padding, dilation):
    # your code
    ...


check("size_formula.size", size)

# %% [markdown] slideshow={"slide_type": "notes"}
# Term by term, from the picture. Watch for a forgotten + 1.

# %% [markdown]
# **6.** **Repair.** 7 numbers come in, and the skip connections bring 14, 28 and 56. Change **one** number.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(8, 4, kernel_size=4, stride=2, padding=1),
    nn.ConvTranspose1d(4, 2, kernel_size=3, stride=2, padding=1),
    nn.ConvTranspose1d(2, 1, kernel_size=4, stride=2, padding=1),
)

check("size_formula.repair", decoder)

# %% [markdown] slideshow={"slide_type": "notes"}
# Three layers, one of them wrong. 14 becomes 27 in the second.

# %% [markdown]
# ## Where to go next
#
# The six chapters so far are the core: one channel, one dimension. The well-known animations of
# [A guide to convolution arithmetic](https://github.com/vdumoulin/conv_arithmetic) (Dumoulin and
# Visin, [arXiv 1603.07285](https://arxiv.org/abs/1603.07285)) make sense now; chapter 09 reads them,
# with numbers in them.

# %% [markdown] slideshow={"slide_type": "notes"}
# Show one of the animations, if there is time, and ask where its stride is.

# %% [markdown]
# **To take away:** the convolution's floor makes several sizes into one; output_padding says which of
# them you want back. Next: [07 signature](07_signature.ipynb) has the rest of the arguments.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask once more why output_padding exists. The answer should contain the word “floor”.
