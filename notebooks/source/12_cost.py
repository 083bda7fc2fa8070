# %% [markdown]
# # 12 What it costs: does anybody insert zeros?
#
# Chapter 03 put zeros between the inputs, and the numbers came out right. Many descriptions of the layer
# stop there. Would you compute it like that, and does PyTorch? Then a real layer: what it multiplies, what it
# holds, and how far its outputs see.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for a show of hands: does PyTorch insert zeros? Write the number down for later.

# %% tags=["setup"]
import inspect

import numpy as np
import torch
from torch import nn

from course import (
    check,
    conv_transpose1d,
    conv_transpose2d,
    cost,
    counted,
    draw,
    explain,
    explore,
    hint,
    replay,
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
# | phases | stride small convolutions, each for every stride-th output, with the taps that reach it (chapter 10) |
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

# %% [markdown] slideshow={"slide_type": "skip"}
# At 4 it is 6 of 9, just two thirds; at 5 it is 8 of 11. Exercise 3 asks for the kernel again.

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
# The 1000 numbers: multiplications, those by 0, and the bytes of the largest row held on the way, 8 for each number.

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

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Measured
#
# Counting is exact, but nobody waits for a count. **Predict:** at stride 16 zeros multiply 16 times as often
# as stamps. Do they take 16 times as long? From which stride on are they slower at all?

# %% slideshow={"slide_type": "skip"}
timings("stride")

# %% [markdown] slideshow={"slide_type": "skip"}
# About 5 times as long at stride 16, not 16 times. Here they are slower from stride 2 on; at stride 1, where there is
# nothing to insert, it is the same. A multiplication has no fixed price: `np.convolve` goes over its row once, and stamping in NumPy
# goes over the output once for each tap.
#
# This is NumPy and **one channel**, in float64. Under the same conditions torch takes longer than stamps. That
# is no verdict on PyTorch, as the last measurement shows.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## A wrong idea: inserting zeros is always slow
#
# Now stride 2, where zeros multiply twice as often as stamps, whatever the kernel. **Predict:** for which
# kernel sizes do they take twice as long?

# %% slideshow={"slide_type": "skip"}
timings("kernel_size")

# %% [markdown] slideshow={"slide_type": "skip"}
# Less time than stamps for nearly every kernel, at twice the multiplications. The exception is 16 taps, the first
# size here above 11: up to there NumPy's `convolve` has a quicker road (`small_correlate` in its source).
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

# %% [markdown]
# ## Predict: a real layer
#
# A layer of a decoder has channels, groups, two axes and padding. This one's input has 5 rows of 6 cells:
#
# ```python
# nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, groups=2)
# ```
#
# **How many products do its stamps take?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask for the factors first. The groups are the one that most forget; padding is none.

# %% slideshow={"slide_type": "skip"}
layer = nn.ConvTranspose2d(8, 4, 4, stride=2, padding=1, groups=2)
cells, taps = 5 * 6, 4 * 4
show(cells * layer.in_channels * (layer.out_channels // layer.groups) * taps, "stamps")

# %% [markdown] slideshow={"slide_type": "skip"}
# Each of the 5·6 cells, in each of the 8 channels, is stamped with 4·4 taps into the 2 output channels of its
# group: 5·6·8·2·16 = 7680. In general it is `L·C_in·(C_out/groups)·taps` for each sample of a batch, where L counts
# cells of the *input*. In a layer of ones each product is 1, so its outputs add up to how many there are:


# %% slideshow={"slide_type": "skip"}
def products(**parameters):
    """How many products the outputs hold together."""
    ones = nn.ConvTranspose2d(8, 4, 4, stride=2, groups=2, bias=False, **parameters)
    nn.init.ones_(ones.weight)
    return int(ones(torch.ones(1, 8, 5, 6)).sum())


show(products(), "all")
show(products(padding=1), "kept")

# %% slideshow={"slide_type": "skip"}
ones, stamp = np.ones((1, 8, 5, 6)), np.ones((8, 2, 4, 4))
show(conv_transpose2d(ones, stamp, stride=2, groups=2).sum(), "all")
show(conv_transpose2d(ones, stamp, stride=2, padding=1, groups=2).sum(), "kept")

# %% [markdown] slideshow={"slide_type": "skip"}
# 1344 of them land where `padding` cuts. From here on all 7680 count, as the stamps make them; no additions,
# no bias. `explain` counts so, too:

# %% slideshow={"slide_type": "skip"}
show(explain(layer, (5, 6)).products, "explain")

# %% [markdown]
# ## A wrong idea: outputs times taps
#
# Many tools count what a layer takes.

# %% [markdown] slideshow={"slide_type": "notes"}
# The stamps take 5·6·8·2·16 = 7680. Ask who has quoted such a number in a report, and from which tool.

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict:** of five that are asked for this one, how many say 7680?

# %%
replay("fvcore.flops", "thop.macs")

# %% [markdown] slideshow={"slide_type": "notes"}
# Four times as many. Three others say 15360, 8160 and 31200. Which two of the five are wrong?

# %% slideshow={"slide_type": "skip"}
replay("torch.flops", "ptflops.macs", "torchinfo.macs")

# %% [markdown] slideshow={"slide_type": "skip"}
# One. The others have conventions of their own, or an error:
#
# | tool | says | counts |
# |---|---|---|
# | fvcore | 7680 | products, and calls them flops |
# | thop | 30720 | 4·10·12 = 480 outputs, each with all 16 taps for 4 input channels |
# | torch | 15360 | two for each product: a multiplication, an addition |
# | ptflops | 8160 | products, and one addition of a bias for each of the 480 outputs |
# | torchinfo | 31200 | 256 weights and 4 biases, each with all 10·12 places of the output |

# %% [markdown]
# thop and torchinfo count as for a convolution: *each output with every tap*.

# %% [markdown] slideshow={"slide_type": "notes"}
# A convolution is counted by its outputs, this layer by its inputs. That is the sentence to keep.

# %% [markdown] slideshow={"slide_type": "skip"}
# Here an output meets only the taps of its phase (chapter 10): 2 of 4 along each axis, 4 of 16 in all. With
# `stride` 2 their count is stride² = 4 times too large, with stride 4 it would be 16 times.
#
# So ask of any number of operations how the tool counts, and let it count a layer that you can count yourself.

# %% [markdown] tags=["notebook"]
# The buttons ask them on your machine: `pip install fvcore ptflops thop torchinfo`.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What is held
#
# In bytes, float32: weight and bias, and the output.

# %% slideshow={"slide_type": "skip"}
y = layer(torch.ones(1, 8, 5, 6))
show([sum(one.nbytes for one in layer.parameters()), y.nbytes])

# %% slideshow={"slide_type": "skip"}
told = explain(layer, (5, 6))
show([told.weight_bytes, told.output_bytes])

# %% [markdown] slideshow={"slide_type": "skip"}
# The weight stays as it is for larger pictures, the output grows with them. Zeros would stretch the input on every
# axis, so nearly stride times on each. With 64 channels and 32·32·32 cells, 8.4 MB become 64 MB at stride 2 and
# 500 MB at stride 4 (stride, cells, bytes):

# %% slideshow={"slide_type": "skip"}
for stride in (1, 2, 4):
    stretched = (32 - 1) * stride + 1
    print(stride, stretched**3, stretched**3 * 64 * 4)

# %% [markdown]
# ## Predict: how far an output sees
#
# Four layers with `kernel_size` 4, `stride` 2 and `padding` 1 make 64 cells of 4 (along each axis, that is DCGAN's
# decoder). An output of one such layer depends on at most 2 inputs.
#
# **On how many inputs of the *first* layer does an output of the last one depend, at most?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Usual answers: 16, 5, all 4. Write them down with a show of hands for each.

# %% [markdown] slideshow={"slide_type": "skip"}
# This number is the *receptive field*. To count it, send each input through alone and see which outputs it
# reaches:


# %% slideshow={"slide_type": "skip"}
def of_ones(made):
    """The layer with ones for weights, so that nothing cancels."""
    nn.init.ones_(made.weight)
    return made


def up(kernel_size, stride, padding=0):
    return of_ones(nn.ConvTranspose1d(1, 1, kernel_size, stride, padding, bias=False))


def seen(*layers, input_size=8):
    """For each output, how many inputs it depends on."""
    alone = torch.eye(input_size).unsqueeze(1)
    return (nn.Sequential(*layers)(alone) != 0).sum(0)[0]


# %%
for count in (1, 2, 3, 4, 5):
    show(seen(*[up(4, 2, padding=1)] * count).max(), f"{count}")

# %% [markdown] slideshow={"slide_type": "notes"}
# 2, then 3, and 3 for ever. Compare with the votes before you explain it.

# %% [markdown]
# Three, and no more with five layers.

# %% [markdown] slideshow={"slide_type": "skip"}
# Cell i of a row stamps the cells 2i − 1 to 2i + 2 of the next. Going back from output 22 of 64:
#
# | in a row of | 64 | 32 | 16 | 8 | 4 |
# |---|---|---|---|---|---|
# | cells | 22 | 10, 11 | 4, 5, 6 | 1, 2, 3 | 0, 1, 2 |
#
# Each step back adds a neighbour, and halves how far the cells lie apart. r neighbours depend on at most
# `floor((r + kernel_size − 2)/stride) + 1` inputs: 1 on 2, 2 on 3, and 3 on 3 again.

# %% [markdown] slideshow={"slide_type": "notes"}
# Do the way back on the board: 22, 10 and 11, then 4 to 6. The distances halve, one neighbour comes in.

# %% [markdown] slideshow={"slide_type": "skip"}
# [The calculator](calculator.html#input_size=4&kernel_size=4&stride=2&padding=1) has one such layer. In the
# picture, an output reads two inputs, at either end one:

# %% slideshow={"slide_type": "skip"}
draw([1, 1, 1, 1], [1, 1, 1, 1], stride=2, padding=1, view="gather")

# %% [markdown] slideshow={"slide_type": "skip"}
# ## A wrong idea: a deeper decoder sees more
#
# *"Each layer widens the view, as in a network of convolutions."* **Predict** the receptive fields of 1, 2, 3
# layers for other kernels and strides:

# %% slideshow={"slide_type": "skip"}
for kernel_size, stride in ((4, 2), (8, 4), (3, 2), (2, 2)):
    stacks = ([up(kernel_size, stride)] * count for count in (1, 2, 3))
    show([seen(*stack).max() for stack in stacks], f"{kernel_size}, {stride}")

# %% [markdown] slideshow={"slide_type": "skip"}
# With kernel_size = 2·stride it stays at 3, with 3 and 2 at 2, with kernel_size = stride at 1. What widens the view
# are convolutions, at stride 1. **Predict:** do two of them help more *before* three upsampling layers, or
# after them?


# %% slideshow={"slide_type": "skip"}
def conv(kernel_size):
    return of_ones(nn.Conv1d(1, 1, kernel_size, padding=kernel_size // 2, bias=False))


grown = [up(4, 2, padding=1)] * 3
show(seen(*grown).max(), "alone")
show(seen(*grown, conv(3), conv(3)).max(), "after")
show(seen(conv(3), conv(3), *grown).max(), "before")

# %% [markdown] slideshow={"slide_type": "skip"}
# Before: there each convolution adds two whole inputs. Behind three layers it adds two cells, and 8 of those make one
# input. What an output knows of its surroundings has to come together while the row is still short.

# %% [markdown] slideshow={"slide_type": "skip"}
# One convolution of 3 taps behind each layer: 3, 4, 5, and then 5 for ever.

# %% slideshow={"slide_type": "skip"}
for count in (1, 2, 3, 4, 5):
    show(seen(*[up(4, 2, padding=1), conv(3)] * count).max(), f"{count}")

# %% [markdown] slideshow={"slide_type": "skip"}
# HiFi-GAN makes 256 samples of each frame (one input), by layers of 16, 16, 4 and 4 taps at the strides 8, 8, 2 and 2.
# **Predict** for these four alone: of the 256 samples of a frame, do more see 2 frames or 3?

# %% slideshow={"slide_type": "skip"}
samples = seen(up(16, 8, 4), up(16, 8, 4), up(4, 2, 1), up(4, 2, 1))[3 * 256 : 4 * 256]
show([(samples == frames).sum() for frames in (2, 3)], "2, 3")

# %% [markdown] slideshow={"slide_type": "skip"}
# `explain(model, input_size)` tells all of this of your own model: for each transposed convolution its products,
# its bytes and its receptive field (None where it can't be followed, as through attention), then the model's. The
# four layers of before, with one channel (products, bytes of the weight and of the output, receptive field):

# %% slideshow={"slide_type": "skip"}
told = explain(nn.Sequential(*[up(4, 2, padding=1) for _ in range(4)]), 4)
for one in told.values():
    print(one.products, one.weight_bytes, one.output_bytes, one.receptive_field)
print(told.products, told.weight_bytes, told.output_bytes, told.receptive_field)

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
# **6.** `nn.ConvTranspose1d(4, 6, 3, stride=3, padding=2, groups=2)`, and an input of 3 numbers in each channel.
# **How many products** do the stamps take, before padding's cut?

# %% slideshow={"slide_type": "skip"}
check("cost.products", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **7.** *"With one layer more, an output depends on more inputs."* All layers are transposed convolutions with the
# same `kernel_size` and `stride`. **True?** From one layer with 4 taps and stride 2 to two it is. If not always,
# change what you need.

# %% slideshow={"slide_type": "skip"}
check("cost.deeper", dict(true=..., layers=...))

# %% [markdown]
# <span id="where-you-are-now"></span><span id="what-do-you-believe-now"></span>
#
# **To take away:** count this layer by its inputs: each makes one product for each tap and pair of channels.
# Inserted zeros, or outputs times taps, count up to stride times too many on each axis. Next:
# [13 causal](13_causal.ipynb) asks which inputs an output has to wait for.

# %% [markdown] slideshow={"slide_type": "notes"}
# One sentence, said by the room: why does a convolution's formula count this layer wrong?
