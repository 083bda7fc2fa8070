# %% [markdown]
# # 03 Zero insert: zeros between the numbers
#
# Most drawings of this layer show no stamps. They show an input pulled apart by zeros and a kernel that
# slides over it, and some libraries describe the layer that way. This chapter makes the detour so that
# you can read them; it also explains the name *fractionally-strided convolution*.

# %% [markdown] slideshow={"slide_type": "notes"}
# Most drawings on the web show this view, which is why they look so unlike stamps.

# %% tags=["setup"]
import numpy as np
import torch
from torch import nn

from course import check, conv_transpose1d, draw, explore, hint, show, solution, zero_insert


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


# %% [markdown]
# ## Predict
#
# Put three zeros between the two numbers of `[1, 1]` and use **stride 1**. The input is then
# `[1, 0, 0, 0, 1]`, the kernel `[1, 1, 3]`. **What comes out?**

# %% [markdown] slideshow={"slide_type": "notes"}
# If somebody asks: a 0 stamps three zeros. Vote on the length, then on the numbers.

# %%
check("zero_insert.by_hand", ...)

# %% [markdown]
# ### The real call

# %% tags=["documented:zeros_by_hand"]
x = torch.tensor([[[1.0, 0.0, 0.0, 0.0, 1.0]]])
show(torch_layer(stride=1)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# The same seven numbers as `[1, 1]` gave with stride 4. Let someone explain it before you do.

# %% tags=["documented:zeros_by_hand"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 0, 0, 0, 1], [1, 1, 3], stride=1))

# %% [markdown]
# The same seven numbers as `[1, 1]` with stride 4, in chapter 02. The zeros moved the second 1 to place 4,
# and with stride 1 its stamp starts where it stands.

# %% [markdown]
# ### The picture
#
# The inserted zeros and their stamps are pale: they take places and add nothing.

# %%
draw([1, 1], [1, 1, 3], stride=4, view="zero_insert")

# %% [markdown] slideshow={"slide_type": "notes"}
# Pale means: takes a place and adds nothing. Count the inserted zeros: stride − 1 of them, and none
# behind the last number.

# %% [markdown]
# `zero_insert` makes the stretched input. Between two neighbours go `stride − 1` zeros; none goes
# behind the last one.

# %% slideshow={"slide_type": "skip"}
show(zero_insert([1, 1], stride=4))

# %% [markdown]
# ## Why "fractionally strided"
#
# In the stretched input the kernel moves by one cell at a time. Measured in *original* elements,
# that is a quarter of a step with stride 4. Hence the name: a convolution whose stride is the
# fraction 1/4.

# %% [markdown] slideshow={"slide_type": "notes"}
# The name is about the stretched input. Nothing is ever moved by a quarter of a cell.

# %% [markdown]
# <span id="a-trap-the-kernel-is-flipped"></span>
#
# ## Sliding instead of stamping
#
# The drawings go one step further: they don't stamp the stretched input, they slide the kernel over it and
# sum up, as a convolution layer does. The kernel may hang over both ends (a layer gets two more zeros
# there, by its `padding=2`), so there are seven sums again.
#
# **Predict:** for `[1, 2, 3]` and stride 2, stamps give `[1, 1, 5, 2, 9, 3, 9]`. What does sliding
# `[1, 1, 3]`, as it stands, over `[1, 0, 2, 0, 3]` give?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote before anybody computes. Most say the same, since many texts put it like this.

# %%
check("zero_insert.sliding", ...)

# %% [markdown]
# ### The first number decides

# %%
stretched = zero_insert([1, 2, 3], stride=2)
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2), "conv_transpose1d")
show(np.correlate(stretched, [1, 1, 3], mode="full"), "correlate")

# %% [markdown] slideshow={"slide_type": "notes"}
# The first number decides: a 3 can't come first if stamps are right. Ask which tap was multiplied with which
# input.

# %% [markdown]
# `correlate` slides the kernel as it stands, and so do PyTorch's convolution layers. A 3 comes first, which
# no stamp could give: a kernel that comes in from the left arrives with its last tap first. To get the
# stamps, turn the kernel round (**flip** it). NumPy's `convolve` does that by itself:

# %%
show(np.correlate(stretched, [3, 1, 1], mode="full"), "correlate")
show(np.convolve(stretched, [1, 1, 3]), "convolve")

# %% [markdown] slideshow={"slide_type": "notes"}
# Turn the kernel round and all is well. NumPy's convolve turns it by itself, which is why the
# mistake goes unnoticed.

# %% [markdown]
# A symmetric kernel hides this mistake. That is one reason why ours is not symmetric.

# %% [markdown]
# ## From the output's side
#
# Stamps tell where each input goes. Often one asks the other way: why is *this* output number what it is?
# A kernel that slides answers that: wherever it lies, its products add up to one output. So change sides,
# pick one output cell, and collect the products that land on it.
#
# **Predict, then play:** with stride 1 and three taps, a cell in the middle adds up three products. How many
# with stride 3?

# %% [markdown] slideshow={"slide_type": "notes"}
# Change sides: stand on an output cell and ask which products land there. Collect a number for
# stride 3.

# %%
check("zero_insert.products", ...)

# %% [markdown]
# ### Point at an output
#
# Point at a cell in the middle, or touch it, at [stride 1](#stride=1), [stride 2](#stride=2) and
# [stride 3](#stride=3). Then switch to the [inserted zeros](#view=zero_insert): each product keeps its
# colour and travels to its new place.

# %%
explore(
    [1, 2, 3], [1, 1, 3], stride=2, view="gather", sliders=("stride", "input_size", "kernel_size")
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at an inner cell and read its terms from left to right: the taps run backwards. Then switch
# views and follow one colour.

# %% [markdown]
# One with stride 3: the larger the stride, the fewer stamps cover a cell. And the flip shows again: through
# the inputs from left to right, the taps run backwards.
#
# Does PyTorch compute it with zeros? Not on the CPU: at a large stride, most multiplications would be by 0.
# Inserting zeros is first of all a way of thinking. Chapter 12 measures when it is quick all the same.

# %% [markdown] slideshow={"slide_type": "notes"}
# Fewer stamps cover a cell at larger strides. Inserted zeros are a way of thinking first; chapter 12
# measures what they cost.

# %% [markdown]
# ## Exercises
#
# **1.** **Insert the zeros** of stride 3 into `[1, 2, 3]`.

# %%
check("zero_insert.stretch", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# One minute. Expect zeros behind the last number.

# %% [markdown]
# **2.** **Which stride** stretches 5 elements to 17?

# %%
check("zero_insert.how_long", dict(stride=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# Count the gaps, not the numbers: four gaps between five elements.

# %% [markdown]
# **3.** *"Insert the zeros, slide the kernel over them as it stands, and you have the transposed
# convolution."* **True?** For the kernel `[1, 2, 1]` it is. If it is not always, give a `weight` that
# shows it.

# %%
check("zero_insert.slide", dict(true=..., weight=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# Any kernel that reads differently backwards will do. Ask why `[1, 2, 1]` hides it.

# %% [markdown]
# **4.** **Write the stretching.** `x` is a list; return a list.


# %%
def stretch(x, stride):
    # your code
    ...


check("zero_insert.insert", stretch)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five minutes. Stride 1 must give the input back; that case is often forgotten.

# %% [markdown]
# **5.** **Write the matrix.** It has one row for each output and one column for each input, as in the matrix
# view above, and the matrix times `x` is the output. Return a list of rows.


# %%
def matrix(w, input_size, stride):
    # your code
    ...


check("zero_insert.matrix", matrix)

# %% [markdown] slideshow={"slide_type": "notes"}
# For the quick ones. One column is one stamp, moved down by the stride each time.

# %% [markdown]
# **To take away:** a stride equals `stride − 1` inserted zeros, followed by stamps with stride 1. To
# slide instead of stamp, turn the kernel round. Next: [04 padding](04_padding.ipynb) cuts.

# %% [markdown] slideshow={"slide_type": "notes"}
# Two readings of one operation. From here on use whichever is shorter.
