# %% [markdown]
# # 02 Stride: where the next stamp goes
#
# In a convolution the stride is how far the kernel moves over the *input* from one sum to the next, and
# a larger stride makes the output shorter. Here nothing moves over the input: each of its numbers stamps
# once. So a stride can only say where, on the *output*, the next stamp starts.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what a larger stride does in a convolution: the output shrinks. Keep that in mind, it is about
# to turn round.

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
# ## Stride 1
#
# PyTorch's default is stride 1. The input is `[1, 1]`, so there are two equal stamps, and the second
# starts one cell after the first.

# %% tags=["documented:two_stamps"]
show(torch_layer(stride=1)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the room add up the two stamps before you press the key for the result.

# %% tags=["documented:two_stamps"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1], [1, 1, 3], stride=1))

# %%
draw([1, 1], [1, 1, 3], stride=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# Show the two shared cells. The 4 is 3 + 1, not a new number.

# %% [markdown]
# Two cells overlap and add up: 1 + 1 = 2 and 3 + 1 = 4. The 3 at the end is the second stamp's last
# tap.

# %% [markdown]
# ## Predict
#
# Now `stride=4`. Input and kernel stay as they are, and the second stamp starts four cells after the
# first. **What comes out?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote on the length first: 6, 7 or 8? Then let the room name the number in the middle.

# %%
check("stride.apart", ...)

# %% [markdown]
# ### The real call

# %% tags=["documented:stride_4"]
show(torch_layer(stride=4)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# Seven numbers and a 0. Ask where the 0 comes from before you turn the page.

# %% tags=["documented:stride_4"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4))

# %% [markdown]
# ### The picture

# %%
draw([1, 1], [1, 1, 3], stride=4)

# %% [markdown] slideshow={"slide_type": "notes"}
# Follow the grey arrow: four cells from start to start. The dotted cell is an empty sum, not a
# number somebody put there.

# %% [markdown]
# The grey arrow is the stride: four cells from start to start. A stamp is only three cells long, so no
# stamp reaches the cell in the middle. It is dotted in the picture, and its sum is the sum of nothing: 0.

# %% [markdown]
# ## Overlap, touch, gap
#
# With stride 1 the stamps overlap, with stride 4 there is a gap. In between there is a stride at which they
# touch: each stamp starts right behind the one before, with no overlap and no gap.
#
# **Predict, then play:** at which stride do stamps of three taps touch?

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect a number for three taps, and ask what it would be for four.

# %%
check("stride.touch", ...)

# %% [markdown]
# ### Move the stamps apart
#
# Go from [stride 1](#stride=1) to [stride 3](#stride=3) and on to [stride 4](#stride=4). Then give the
# kernel [a fourth tap](#kernel_size=4): what was a gap is filled.

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, sliders=("stride", "input_size", "kernel_size"))

# %% [markdown] slideshow={"slide_type": "notes"}
# Move the stride up from 1 and stop where the stamps touch. Then a fourth tap: they overlap again.

# %% [markdown]
# What happens between two stamps depends on the stride and the kernel size alone:
#
# | stride | between neighbours |
# |---|---|
# | smaller than the kernel | they overlap in `kernel_size − stride` cells |
# | equal to the kernel | they touch |
# | larger than the kernel | `stride − kernel_size` cells stay 0 |

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the room fill in the right column before you read it out. What decides is the difference of
# stride and kernel size.

# %%
for stride in (1, 2, 3, 4, 5):
    show(conv_transpose1d([1, 1], [1, 1, 3], stride=stride), f"{stride}")

# %% [markdown] slideshow={"slide_type": "notes"}
# Find the row of stride 3 first. Then read down: overlap shrinks, vanishes, becomes a gap.

# %% [markdown]
# ## Does stride 2 double the size?
#
# That is what it is used for. A **decoder** is the part of a network that makes small feature maps large
# again, layer by layer, and many have layers with 3 taps, stride 2 and `padding=1`.
#
# **Predict:** 16 numbers go in. How many come out? (Padding is chapter 04, so a guess will do.)

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearly everybody says 32. Ask those who don't to give their number, not their reason.

# %%
check("stride.sixteen", ...)

# %% [markdown]
# ### Count them

# %%
sixteen = torch.ones(1, 1, 16)
print(torch_layer(stride=2, padding=1)(sixteen).shape[-1])

# %% [markdown] slideshow={"slide_type": "notes"}
# It is 31: 33 cells less two. Where the two went is chapter 04's story. Don't derive the formula yet.

# %% [markdown]
# One is missing. The first stamp makes 3 cells, and each of the 15 *further* inputs adds 2: that is 33.
# The padding takes two of them away (chapter 04). Chapter 06 doubles exactly.

# %% [markdown]
# ## Exercises
#
# **1.** Input `[1, 2, 3]`, kernel `[1, 1, 3]`, stride 2. Find the cells that overlap. **What comes out?**

# %%
check("stride.by_two", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Two minutes. Ask for the overlapping cells by their index.

# %% [markdown]
# **2.** **Choose the stride** so that `[1, 1]` gives `[1, 1, 3, 1, 1, 3]`.

# %%
check("stride.side_by_side", dict(stride=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# A quick one: no overlap and no gap.

# %% [markdown]
# **3.** *"Stride 2 makes the output exactly twice as long as the input."* **True?** If not, give an
# `input_size` and a `kernel_size` (padding is 0).

# %%
check("stride.doubles", dict(true=..., kernel_size=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# One counterexample is enough. Hint, if needed: look at the kernel of 3.

# %% [markdown]
# **4.** **Give your function a stride.** Two things change: how long the output is, and where a product lands.


# %%
def stamps(x, w, stride):
    # your code
    ...


check("stride.stamps", stamps)

# %% [markdown] slideshow={"slide_type": "notes"}
# Only two lines of chapter 01 change. Ask for the length in words before anybody types.

# %% [markdown]
# **5.** **Repair.** The input of a decoder is 8 long. Its skip connections are 16 long behind `decoder[0]` and
# 32 behind `decoder[1]`, and one of the two does not fit. Change **one** number. (A **skip connection** hands an
# earlier feature map to the decoder, which must have made one of the same length by then.)

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(4, 2, kernel_size=4, stride=2, padding=1),
    nn.ConvTranspose1d(2, 1, kernel_size=3, stride=2, padding=1),
)

check("stride.repair", decoder)

# %% [markdown] slideshow={"slide_type": "notes"}
# Real code, real error. Let pairs count the sizes layer by layer before they change anything.

# %% [markdown]
# **To take away:** the stride is the distance from one stamp's start to the next, counted in output
# cells; gaps are 0. Next: [03 zero insert](03_zero_insert.ipynb) does the same without any stride.

# %% [markdown] slideshow={"slide_type": "notes"}
# The stride is a distance on the output. Ask someone to finish the sentence: “and where nothing
# lands …”
