# %% [markdown]
# # 05 output_padding: some of the cut comes back
#
# The name promises padding at the output, and many readers expect zeros. PyTorch's documentation
# warns that it is not zero padding. What is it, then?

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
# ## Predict
#
# `[1, 1]` with stride 4 and padding 1 gives `[1, 3, 0, 1, 1]`.
#
# **Add `output_padding=1`.** One more number comes out. At which end, and is it a 0?

# %% [markdown]
# ## The real call

# %% tags=["documented:output_padding_1"]
show(torch_layer(stride=4, padding=1, output_padding=1)(x))

# %% tags=["documented:output_padding_1"]
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=1))

# %% [markdown]
# A 3 at the right end. A 3 can only be the kernel's last tap, so this number is a real sum: it is
# the very cell that padding had cut off there.

# %% [markdown]
# ## The picture
#
# What output_padding gives back is outlined in green. On the left, the cut stays.

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=1)

# %% [markdown]
# ## Predict: more than was cut
#
# Padding cut one cell at the right end. **What does `output_padding=3` give?**

# %% tags=["documented:output_padding_3"]
show(torch_layer(stride=4, padding=1, output_padding=3)(x))

# %% tags=["documented:output_padding_3"]
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3))

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1, output_padding=3)

# %% [markdown]
# One cell comes back, as before. There was no more to give back, so the other two are cells that no
# stamp reaches, and their sum is 0.
#
# The zeros start `padding` cells into the gain: the first `padding` cells of it were cut ones, and
# only what lies beyond them is empty.

# %% [markdown]
# ## A wrong idea: output_padding appends zeros
#
# **Predict** the last number of both, for the input `[1, 2, 3]` and stride 2:

# %%
with_cut = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
without_cut = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, output_padding=1)
show(with_cut, "pad 1")
show(without_cut, "pad 0")

# %% [markdown]
# With padding 1 the last number is 9 = 3·3, a real sum. With padding 0 there is nothing to give
# back, so the new cell is a true 0. "Appends zeros" describes the second case only.

# %% [markdown]
# ## Why there is a limit
#
# `output_padding` has to be smaller than the stride (or than the dilation). PyTorch says so:

# %%
try:
    torch_layer(stride=2, output_padding=2)(x)
except RuntimeError as error:
    print(str(error).split(", but")[0])

# %% [markdown]
# That is no whim. Two extra cells at stride 2 are one whole stride, which is the size that one more
# input number would have given. The size would then belong to another input. Chapter 06 shows it on
# a ladder.

# %%
try:
    conv_transpose1d([1, 1], [1, 1, 3], stride=2, output_padding=2)
except ValueError as error:
    print(error)

# %% [markdown]
# **Predict, then play:** with stride 3, how far up does output_padding go? Which of the cells that it
# adds are real sums if padding is 2?

# %%
explore([1, 2, 3], [1, 1, 3], stride=3, padding=1)

# %% [markdown]
# ## Exercises
#
# **1.** Input `[1, 2, 3]`, kernel `[1, 1, 3]`, stride 3, padding 1, output_padding 1. **What comes out?**

# %%
check("output_padding.back", ...)

# %% [markdown]
# **2.** Input `[2, 1]`, stride 3, padding 1, output_padding 2. **What comes out?**

# %%
check("output_padding.beyond", ...)

# %% [markdown]
# **3.** The kernel has 3 taps. **Choose the other parameters** so that 3 numbers become 6 and 10 become 20.

# %%
check("output_padding.double", dict(stride=..., padding=..., output_padding=...))

# %% [markdown]
# **4.** *"The numbers that output_padding adds are always 0."* **True?** With the input `[1, 2]`, stride 2,
# padding 0 and output_padding 1 they are. If not always, change what you need.

# %%
check("output_padding.zeros", dict(true=..., padding=...))

# %% [markdown]
# **5.** **Write the whole thing.** Your `stamps` of chapter 02, with a window: which places does it keep?


# %%
def transposed(x, w, stride, padding, output_padding):
    # your code
    ...


check("output_padding.transposed", transposed)

# %% [markdown]
# **6.** **Repair.** 6 numbers come in. The skip connections bring 18 and 36. Change **one** number.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(4, 2, kernel_size=5, stride=3, padding=2),
    nn.ConvTranspose1d(2, 1, kernel_size=4, stride=2, padding=1),
)

check("output_padding.repair", decoder)

# %% [markdown]
# **To take away:** output_padding moves the right edge of the window outwards. Cells that padding cut
# come back first; beyond them nothing was stamped, so there are zeros. Next:
# [06 size formula](06_size_formula.ipynb) shows what it is for.
