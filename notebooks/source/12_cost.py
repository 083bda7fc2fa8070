# %% [markdown]
# # 12 What it costs: does anybody insert zeros?
#
# Chapter 03 put zeros between the inputs, and the numbers came out right. Many descriptions of the layer
# stop there. Would you compute it like that, and does PyTorch?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for a show of hands: does PyTorch insert zeros? Write the number down for later.

# %% tags=["setup"]
import inspect

import numpy as np
import torch
from torch import nn

from course import (
    beliefs,
    check,
    conv_transpose1d,
    cost,
    counted,
    draw,
    explore,
    find_layers,
    hint,
    show,
    solution,
    timings,
)
from course.costs import WAYS

x, w = np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 3.0])
x_torch = torch.tensor([[[1.0, 2.0, 3.0]]], dtype=torch.float64)
np.seterr(invalid="ignore")  # NumPy would warn of the nan that this chapter makes on purpose


def torch_layer(kernel, **parameters):
    """ConvTranspose1d with one channel, no bias and this kernel, in float64."""
    layer = nn.ConvTranspose1d(1, 1, len(kernel), bias=False, **parameters)
    layer.weight.data = torch.tensor([[kernel]], dtype=torch.float64)
    return layer


# %% [markdown]
# ## Four ways to the same numbers
#
# | way | what it does |
# |---|---|
# | zeros | inserts the zeros, then slides the turned kernel over all of it |
# | stamps | each tap in turn, multiplied by all inputs, lands stride cells apart |
# | phases | stride small convolutions (chapter 10), each with the taps of one phase |
# | torch | asks `conv_transpose1d` |

# %% [markdown] slideshow={"slide_type": "notes"}
# Three ways we can look into, and one black box. Let pairs say which chapter each comes from.

# %%
show(torch_layer([1.0, 1.0, 3.0], stride=2)(x_torch), "layer")
for name, way in WAYS.items():
    show(way(x, w, 2), name)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five times the same row. From here on only the price differs.

# %% slideshow={"slide_type": "skip"}
print(inspect.getsource(WAYS["zeros"]))
print(inspect.getsource(WAYS["phases"]))

# %% [markdown] slideshow={"slide_type": "skip"}
# ## The picture
#
# Pale cells are inserted zeros, and pale stamps are what they are multiplied to: rows of 0.

# %% slideshow={"slide_type": "skip"}
draw([1, 2, 3], [1, 1, 3], stride=4, view="zero_insert")

# %% [markdown]
# **Predict, then play:** at stride 2, two of the five stamps are for nothing. At which stride are *more
# than* two thirds of them? Does a longer kernel change that?

# %% [markdown] slideshow={"slide_type": "notes"}
# At stride 4 it is six of nine: exactly two thirds, not more. At 5 it is eight of eleven.

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, view="zero_insert")

# %% [markdown] slideshow={"slide_type": "notes"}
# Count pale rows together. Then switch the view to the phases: nothing pale is left.

# %% [markdown]
# ## Predict
#
# 1000 numbers, a kernel of 4 taps, stride 2. A stamp takes 4 multiplications, so the stamps take 4000.
#
# **How many does a plain convolution of the stretched input take, and how many of them by an inserted
# zero?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Collect two numbers. The length of the stretched input is all it takes: 1999.

# %% [markdown] slideshow={"slide_type": "skip"}
# ### Counted by running
#
# `counted` runs a way with taps that write down whatever they are multiplied by. It tells how many
# multiplications there were, and how many by 0:

# %% slideshow={"slide_type": "skip"}
for name in ("zeros", "stamps", "phases"):
    show(counted(name, 3, kernel_size=3, stride=2), name)

# %% [markdown] slideshow={"slide_type": "skip"}
# So a formula will do for large sizes:
#
# - zeros: `((L − 1)·stride + 1)·kernel_size`, the stretched input times the taps;
# - stamps and phases: `L·kernel_size`. A phase has fewer taps, and all phases together have each once.

# %% [markdown]
# ### Counted by formula
#
# The 1000 numbers: multiplications, those by 0, and the bytes of the largest row held on the way.

# %% [markdown] slideshow={"slide_type": "notes"}
# Come back to the two predicted numbers before you show the result.

# %%
for name, of_way in cost(1000, kernel_size=4, stride=2).items():
    show(of_way, name)

# %% [markdown] slideshow={"slide_type": "notes"}
# 7996, and 3996 for nothing. The fourth row surprises in its last number: 32000 bytes.

# %% [markdown]
# The row of torch is what its
# [source](https://github.com/pytorch/pytorch/blob/main/aten/src/ATen/native/NaiveConvolutionTranspose2d.cpp)
# says for float64 on a CPU: one product of matrices makes all `L·kernel_size` products, side by side, then
# `col2im` adds them up at their places. Those are stamps, all held at once. Other types and machines take
# other roads.

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict** the three numbers of *zeros* for the strides 1, 2, 4, 8 and 16:

# %% slideshow={"slide_type": "skip"}
for stride in (1, 2, 4, 8, 16):
    show(cost(1000, kernel_size=4, stride=stride)["zeros"], f"{stride}")

# %% [markdown] slideshow={"slide_type": "skip"}
# Nearly stride times as many; the stamps stay at 4000. In two dimensions it is nearly stride · stride.

# %% [markdown]
# ## A wrong idea: PyTorch inserts zeros
#
# A dye shows it. In floating point, ∞ times a positive number is ∞, but ∞ times 0 is *not a number*. So
# put an ∞ into the kernel: wherever an inserted zero was multiplied, a nan comes out.
#
# **Predict** for each way how many of the 7 outputs are nan, and how many are ∞ (stride 2):

# %% [markdown] slideshow={"slide_type": "notes"}
# Two zeros inserted, three numbers. Vote on torch alone: 0 nans or 2?

# %%
dyed = np.array([1.0, np.inf, 3.0])
for name, way in WAYS.items():
    y = way(x, dyed, 2)
    show([np.isnan(y).sum(), np.isinf(y).sum()], name)

# %% [markdown] slideshow={"slide_type": "notes"}
# Only the first way shows the dye. Compare with the show of hands of the beginning.

# %% slideshow={"slide_type": "skip"}
y = torch_layer([1.0, np.inf, 3.0], stride=2)(x_torch)
y_course = conv_transpose1d(x, dyed, stride=2)
show([y.isnan().sum(), y.isinf().sum()], "layer")
show([np.isnan(y_course).sum(), np.isinf(y_course).sum()], "course")

# %% [markdown]
# No nan: on the CPU, PyTorch multiplied by no inserted zero. Where the times below were recorded, it was the
# same for float32, float16 and bfloat16, with 1 and with 64 channels. A GPU was not asked; your own can be, with the
# same kernel.

# %% [markdown]
# ## Measured
#
# Counting is exact, but nobody waits for a count. **Predict:** at stride 16 zeros multiply 16 times as often
# as stamps. Do they take 16 times as long? From which stride on are they slower at all?

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes: a factor at stride 16, and a stride. Both are usually too large or too small.

# %%
timings("stride")

# %% [markdown] slideshow={"slide_type": "notes"}
# The grey line is stamping. Press the button if you present from a kernel: your machine decides.

# %% [markdown]
# About 5 times as long at stride 16, not 16 times, and at stride 1, where there is nothing to insert, the
# same. A multiplication has no fixed price: `np.convolve` goes over its row once, and stamping in NumPy
# goes over the output once for each tap.
#
# This is NumPy and **one channel**, in float64. Under the same conditions torch takes longer than stamps. That
# is no verdict on PyTorch, as the last measurement shows.

# %% [markdown]
# ## A wrong idea: inserting zeros is always slow
#
# Now stride 2, where zeros multiply twice as often as stamps, whatever the kernel. **Predict:** for which
# kernel sizes do they take twice as long?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let someone defend “for all of them”. It is the natural answer.

# %%
timings("kernel_size")

# %% [markdown] slideshow={"slide_type": "notes"}
# Hardly anywhere. Twice the multiplications, and most of the time less time.

# %% [markdown]
# Less time than stamps for nearly every kernel, at twice the multiplications. The exception is 16 taps:
# up to 11, NumPy's `convolve` has a quicker road (`small_correlate` in its source).
#
# So "always slow" is wrong at stride 2 in NumPy, and right at stride 16 with 16 taps. The library, the
# stride and the sizes belong to the claim.

# %% [markdown] slideshow={"slide_type": "skip"}
# From 100 numbers to a million, torch stays the slowest and stamps the next; zeros and phases change
# places:

# %% slideshow={"slide_type": "skip"}
timings("input_size")

# %% [markdown]
# ## A decoder has channels
#
# Now as many channels in as out, and float32. Stamps are the course's own `conv_transpose1d`; zeros are
# PyTorch's `conv1d` of the stretched input. **Predict:** who is first with 64 channels, who is last?

# %% [markdown] slideshow={"slide_type": "notes"}
# With channels every product of numbers becomes a product of matrices. Who is best at those?

# %%
timings("channels")

# %% [markdown] slideshow={"slide_type": "notes"}
# Here inserted zeros lose even though PyTorch itself multiplies them. That is the case of a decoder.

# %% [markdown]
# With 64 channels torch is ahead of stamps, and several times as fast as the same library with zeros put in.
# In your own network, call `ConvTranspose1d`. (With one channel and 200 numbers it is mostly the calls that
# take time, and the course's function checks more than the stamps above.)

# %% [markdown]
# ## When zeros are fine
#
# | fine | not |
# |---|---|
# | stride 1 or 2 in one dimension: at most twice the multiplications | large strides, or two dimensions: up to stride² |
# | one line to check a result with | memory is short: the stretched input is stride times as long |
# | a library that has only a plain convolution | the kernel may hold ∞ or nan: they would spoil other outputs, too |

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for a case of their own: which stride, which size, and which column is it?

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** 10 numbers, kernel_size 3, stride 4. **How many multiplications** does the way with zeros take?

# %% slideshow={"slide_type": "skip"}
check("cost.zeros", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** *"From stride 3 on, most of these multiplications are by an inserted zero."* **True?** With 10 numbers,
# 3 taps and stride 3 it is. If not always, give an `input_size`.

# %% slideshow={"slide_type": "skip"}
check("cost.most", dict(true=..., input_size=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** *"The kernel size doesn't change the share of multiplications by an inserted zero."* **True?** If not,
# give two sizes, `kernel_size` and `other_size`, for which it does.

# %% slideshow={"slide_type": "skip"}
check("cost.share", dict(true=..., kernel_size=..., other_size=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** **Write the count** of the way with zeros.


# %% slideshow={"slide_type": "skip"}
def count(input_size, kernel_size, stride):
    # your code
    ...


check("cost.count", count)

# %% [markdown]
# **5.** **Write one phase**: the outputs r, r + stride, r + 2·stride and so on, without a multiplication by an
# inserted zero. (r is smaller than the stride and than the number of taps.)


# %%
def phase(x, w, stride, r):
    # your code
    ...


check("cost.phase", phase)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five minutes. Chapter 01's stamps, with some of the taps.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Where you are now
#
# You can predict any output of the layer, its size and its price, and say where a number comes from. Two
# helpers take that to your own decoder: `explain(layer, input_size)` tells what each of its layers does, and
# `find_layers` which settings make the sizes that you need.
#
# - The definition and the parameters' names: PyTorch's documentation of
#   [ConvTranspose1d](https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html).
# - The animations: Dumoulin and Visin, *A guide to convolution arithmetic*
#   ([arXiv 1603.07285](https://arxiv.org/abs/1603.07285)).

# %% [markdown] tags=["notebook"]
# What your exercises say so far, and the way back to any chapter: [00 start](00_start.ipynb). For exercises
# with new numbers, ten from the whole course each time, type `from course import review` into a cell, and
# `review()` below it.

# %% slideshow={"slide_type": "skip"}
print(find_layers([7, 8, 31], [14, 16, 62], padding=1))

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What do you believe now?
#
# The ten questions from the beginning. Take them again: does a picture come to mind with each answer now?

# %% slideshow={"slide_type": "skip"}
beliefs()

# %% [markdown]
# **To take away:** a transposed convolution is a stamp. Zeros, phases, matrices and gradients are other ways
# to the same sum.

# %% [markdown] slideshow={"slide_type": "notes"}
# One sentence, said by the room: what is a transposed convolution?
