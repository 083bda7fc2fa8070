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
# Three inputs, a kernel of 3, stride 4, padding 2, output_padding 3. Draw the stamps on paper, or in
# your head. **Predict:** how many cells does the output have?

# %% [markdown] slideshow={"slide_type": "notes"}
# No formula yet: count stamps and cells. Collect a number.

# %%
check("size_formula.cells", ...)

# %%
draw([1, 2, 3], [1, 1, 3], stride=4, padding=2, output_padding=3, formula=True)

# %% [markdown] slideshow={"slide_type": "notes"}
# Ten. Show where each term of the last line stands in the picture.

# %% [markdown]
# ## The formula
#
# `(L − 1)·stride − 2·padding + dilation·(kernel_size − 1) + output_padding + 1`
#
# - `(L − 1)·stride`: from the first stamp's start to the last one's. L is the length of the input.
# - `dilation·(kernel_size − 1) + 1`: the length of the last stamp. (Dilation is 1 here: the taps lie
#   side by side. That makes it `kernel_size`.)
# - `− 2·padding`: the cut at both ends.
# - `+ output_padding`: what comes back at the right one.
#
# `output_size` computes it:

# %% [markdown] slideshow={"slide_type": "notes"}
# Read it as a walk: to the last stamp's start, then its length, minus the cuts, plus what comes
# back.

# %% slideshow={"slide_type": "skip"}
print(output_size(3, kernel_size=3, stride=4, padding=2, output_padding=3))

# %% [markdown]
# ## The convolution rounds down
#
# The convolution's own formula has a floor in it: `floor((L + 2·padding − kernel_size) / stride) + 1`.
# It counts the whole strides that fit. What is left over at the end is dropped.
#
# **Predict:** inputs of 16, 17 and 18 numbers go through a convolution with kernel 5, stride 3 and
# padding 2. How many different sizes come out?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: one size, two or three? The floor is the reason, so don't hurry past it.

# %%
check("size_formula.different", ...)

# %%
conv = nn.Conv1d(1, 1, kernel_size=5, stride=3, padding=2)
for size in (16, 17, 18):
    print(size, "→", conv(torch.ones(1, 1, size)).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# One. Ask what is left in the 6 numbers of the difference between 16, 17 and 18: nothing.

# %% [markdown]
# One. Three inputs share the size 6, and nothing in the 6 numbers says which it was.

# %% [markdown]
# ## There and back
#
# A transposed convolution with the same kernel_size, stride and padding takes these 6 numbers back.
# **Predict:** 17 numbers went in. How many come back?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: 16, 17 or 18? Then let somebody put 6 into the formula.

# %%
check("size_formula.there_and_back", ...)

# %% [markdown]
# ### A wrong idea: the same settings restore any size

# %%
back = nn.ConvTranspose1d(1, 1, kernel_size=5, stride=3, padding=2)
for size in (16, 17, 18):
    small = conv(torch.ones(1, 1, size))
    print(size, "→", small.shape[-1], "→", back(small).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# Only 16 survives: all three are 6 in the middle, and 6 has one way back.

# %% [markdown]
# Only 16 survives: all three are 6 in the middle, and 6 leads to one size. The U-Net of chapter 05 lost
# its pixel in the same way: 15 and 16 both become 8. So a skip connection fits for some input sizes and
# fails for others.

# %% [markdown]
# ## The ladder
#
# Somebody has to say which size is meant, and that is what output_padding is for. The picture has
# sizes on the left, what the convolution makes of them in the middle, and on the right the
# output_padding that leads back to each. Without output_padding, 6 gives 16. output_padding 1 gives
# one more, and so on.

# %%
ladder([16, 17, 18, 19, 20, 21], kernel_size=5, stride=3, padding=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Three sizes become 6, and output_padding says which of them is meant. Ask what output_padding 3
# would give: 19, which becomes 7.

# %% [markdown]
# Now the limit of chapter 05 makes sense. From 6, output_padding 3 would give 19, and 19 convolves to
# 7, not 6. Only an output_padding smaller than the stride gives a size that belongs to 6: 16, 17 or
# 18.
#
# You needn't work it out: ask for the size you want, and PyTorch finds the output_padding
# ([chapter 07](07_signature.ipynb)).

# %% slideshow={"slide_type": "skip"}
print(back(small, output_size=[17]).shape[-1])

# %% [markdown] slideshow={"slide_type": "skip"}
# `ladder` takes your own layer, too. With stride 1 no two sizes become one, and no output_padding is
# needed.

# %% slideshow={"slide_type": "skip"}
ladder([5, 6, 7, 8], kernel_size=3, stride=2, padding=1)

# %% [markdown]
# ## Doubling, exactly
#
# A decoder should make `2·L` of every L. With dilation 1, the formula has to give
#
# `(L − 1)·stride − 2·padding + kernel_size + output_padding = 2·L`
#
# One more input adds `stride` to the left side and 2 to the right side, so the stride has to be 2.
# Then `(L − 1)·2` is `2·L − 2`, and `2·L` goes away on both sides. What is left has no L in it:
#
# `kernel_size − 2 − 2·padding + output_padding = 0`

# %% [markdown] slideshow={"slide_type": "notes"}
# Do it on the board, line by line. The layer that doubles one size at stride 2 doubles them all.

# %% [markdown]
# **Predict:** with stride 2, padding 1 and no output_padding, which kernel_size doubles?

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect a number. Three taps are the layer from many tutorials.

# %%
check("size_formula.taps", ...)

# %%
print(output_size(16, kernel_size=3, stride=2, padding=1))
print(output_size(16, kernel_size=3, stride=2, padding=1, output_padding=1))
print(output_size(16, kernel_size=4, stride=2, padding=1))
print(output_size(16, kernel_size=2, stride=2))

# %% [markdown] slideshow={"slide_type": "notes"}
# 31 again, then three times 32. kernel_size 4 with padding 1 needs no output_padding.

# %% [markdown]
# Four taps. The first line is the layer of many tutorials: 3 − 2 − 2·1 + 0 is −1, so it is one short
# for every L. output_padding 1 mends that, and so does a kernel of 4. A kernel of 2 needs neither
# padding nor output_padding.

# %% [markdown]
# **Predict, then play:** kernel_size 3, stride 3, padding 2 and output_padding 1 make 6 of 3, as a
# doubling does. How many do they make of 4?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: 8 or another number? The stride is 3, and that decides.

# %%
check("size_formula.four", ...)

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# Set the question's stride, padding and output_padding: 3 numbers become 6, and 4 become 9. Back at
# stride 2, let the room find another way from 3 to 6 and move the input length: a true doubling holds for all.

# %% [markdown] slideshow={"slide_type": "skip"}
# The figure starts with stride 2 and padding 1, and makes 5 of 3. Find two different ways to make 6,
# and move the input length to see whether they double. Then compare:
# [output_padding 1](#kernel_size=3&stride=2&padding=1&output_padding=1) and
# [kernel_size 4](#kernel_size=4&stride=2&padding=1&output_padding=0) double,
# [stride 3 with padding 2 and output_padding 1](#kernel_size=3&stride=3&padding=2&output_padding=1)
# doesn't: it makes 9 of 4.

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
# One minute: which sizes become 6?

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
# **6.** **Repair.** The decoder's input has length 7. The skip connections have length 14 behind
# `decoder[0]`, 28 behind `decoder[1]` and 56 behind `decoder[2]`. Change **one** number.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(8, 4, kernel_size=4, stride=2, padding=1),
    nn.ConvTranspose1d(4, 2, kernel_size=3, stride=2, padding=1),
    nn.ConvTranspose1d(2, 1, kernel_size=4, stride=2, padding=1),
)

check("size_formula.repair", decoder)

# %% [markdown] slideshow={"slide_type": "notes"}
# Three layers, one of them wrong. `decoder[1]` makes 27 of 14.

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
