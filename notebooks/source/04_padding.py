# %% [markdown]
# # 04 Padding: what does it do on the way back?
#
# In a convolution, padding puts zeros around the input, and the output grows. A transposed
# convolution has an argument of the same name.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what padding does to the size of a convolution's output. Everybody says: larger. Keep that
# answer.

# %% tags=["setup"]
import torch
from torch import nn

from course import check, conv1d, conv_transpose1d, draw, explore, hint, show, solution


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


x = torch.tensor([[[1.0, 1.0]]])

# %% [markdown]
# ## Predict
#
# With the kernel `[1, 1, 3]` and stride 4, `[1, 1]` gives `[1, 1, 3, 0, 1, 1, 3]`: seven numbers.
#
# Now add `padding=1`. Are there nine, seven or five? **Write down all that come out.**

# %% [markdown] slideshow={"slide_type": "notes"}
# Three choices, one vote. Nine usually gets the most hands.

# %%
check("padding.one", ...)

# %% [markdown]
# ### The real call

# %% tags=["documented:padding_1"]
show(torch_layer(stride=4, padding=1)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# Five. Ask which two numbers are gone: one from each end.

# %% tags=["documented:padding_1"] slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1], [1, 1, 3], stride=4, padding=1))

# %% [markdown]
# Five. Here padding **cuts**: one cell off each end.

# %% [markdown]
# ### The picture
#
# The cut cells stay visible, crossed out. The numbering of the output starts behind the cut, so the
# first stamp now starts at −1.

# %%
draw([1, 1], [1, 1, 3], stride=4, padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# The crossed-out cells are computed and then cut. The output's index starts behind the cut.

# %% [markdown]
# ## There and back
#
# A transposed convolution is given the arguments of the convolution whose way back it is. So follow
# a signal there and back, both ways with 3 taps, stride 2 and padding 1.
#
# The way there is the convolution. It puts a zero at each end of the five numbers, which makes
# seven, and sums up three at a time:

# %%
signal = [2, 1, 3, 1, 2]
padded = [0, 2, 1, 3, 1, 2, 0]
small = conv1d(signal, [1, 1, 3], stride=2, padding=1)

show(padded, "7")
show(small, "3")

# %% [markdown] slideshow={"slide_type": "notes"}
# Go there first: five numbers, padded to seven, made into three. Let the room check one of the
# sums.

# %% [markdown]
# Now back: `[5, 7, 3]` is stamped, again with 3 taps and stride 2. **Predict:** without padding, how
# many cells come out?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: five, six or seven? The three numbers are stamped with stride 2.

# %%
check("padding.way_back", ...)

# %%
show(padded, "7")
show(conv_transpose1d(small, [1, 1, 3], stride=2), "7")
show(conv_transpose1d(small, [1, 1, 3], stride=2, padding=1), "5")

# %% [markdown] slideshow={"slide_type": "notes"}
# Seven, as many as the padded signal had. The ends stand where the zeros stood, so they never were
# signal.

# %% [markdown]
# ### Why it cuts
#
# Seven cells come out uncut, as many as the *padded* signal had. The first and the last of them
# stand where the zeros stood. They never were signal, so the same `padding=1` takes them off again,
# and five are left, as at the start.
#
# (Five cells, not the same five numbers. This operation restores sizes, not values.)

# %%
draw(small, [1, 1, 3], stride=2, padding=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# Sizes come back, values don't. That sentence answers half of all questions on this operation.

# %% [markdown]
# ### A wrong idea: padding makes it bigger
#
# It does in a convolution. Here every step of padding costs two cells:

# %%
for padding in (0, 1, 2, 3):
    y = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=padding)
    show(y, f"pad {padding}")

# %% [markdown] slideshow={"slide_type": "notes"}
# Read down: two cells fewer each time. This is the place to withdraw the vote for nine.

# %% [markdown]
# ## How far can one cut?
#
# Three inputs make seven cells at stride 2. `padding=3` leaves one of them. **Predict:** what does
# `padding=4` give?

# %% [markdown] slideshow={"slide_type": "notes"}
# If the room says an error, ask for its message in their own words before you show it.

# %%
check("padding.too_far", ...)

# %%
try:
    conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=4)
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "notes"}
# The message names the value, the rule and the nearest one that works. PyTorch refuses the same
# case.

# %% [markdown]
# PyTorch refuses it under the same condition. As long as a cell is left, padding may well be larger
# than the kernel; it is simply a deeper cut.

# %% [markdown]
# **Predict, then play:** two inputs make five cells at stride 2. Which padding leaves a single one?

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect a number. Ask those who say 4 at which end they cut.

# %%
check("padding.one_left", ...)

# %%
explore(
    [2, 3],
    [1, 1, 3],
    stride=2,
    padding=1,
    sliders=("stride", "input_size", "kernel_size", "padding"),
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Push padding until one number is left, then one further and read the sentence below the figure.

# %% [markdown] slideshow={"slide_type": "skip"}
# [padding 0](#padding=0) leaves all five, [padding 2](#padding=2) the middle one. Push the slider one
# further and read the sentence below the figure.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Input `[1, 2, 3]`, kernel `[1, 1, 3]`, stride 2, padding 1. **What comes out?**

# %% slideshow={"slide_type": "skip"}
check("padding.cut", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** **Choose stride and padding** so that `[1, 2, 3]` gives `[5, 2, 9]`.

# %% slideshow={"slide_type": "skip"}
check("padding.middle", dict(stride=..., padding=...))

# %% [markdown]
# **3.** *"One more padding makes the output two cells shorter, whatever the stride."* **True?** If not, give
# a case: `input_size`, `kernel_size`, `stride`, `padding`.

# %%
check("padding.two_less", dict(true=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# It is true, and nobody can find a case against it. Give two minutes before you say so.

# %% [markdown]
# **4.** **Write the cut.** `uncut` is the list of all sums. Mind the smallest padding there is.


# %%
def cut(uncut, padding):
    # your code
    ...


check("padding.trim", cut)

# %% [markdown] slideshow={"slide_type": "notes"}
# The trap is padding 0: `uncut[0:-0]` is empty.

# %% [markdown]
# **5.** **Repair.** The decoder's input has length 5. The skip connections have length 10 behind
# `decoder[0]` and 20 behind `decoder[1]`. Change **one** number.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(4, 2, kernel_size=4, stride=2),
    nn.ConvTranspose1d(2, 1, kernel_size=4, stride=2, padding=1),
)

check("padding.repair", decoder)

# %% [markdown] slideshow={"slide_type": "notes"}
# `decoder[0]` makes 12 of 5. Ask by how much that is too long, and which parameter takes exactly
# that off.

# %% [markdown]
# **To take away:** `padding` names what the convolution had added; on the way back it is cut off,
# `padding` cells at each end. Next: [05 output_padding](05_output_padding.ipynb), for when the size
# is one short.

# %% [markdown] slideshow={"slide_type": "notes"}
# Padding is named after what the other direction added.
