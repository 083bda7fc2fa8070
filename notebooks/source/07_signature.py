# %% [markdown]
# # 07 The rest of the signature: dilation, channels, groups, bias
#
# Six chapters used one channel, taps side by side and no bias. The full call has a little more, and
# PyTorch refuses a little more. The stamps stay.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has used dilation or groups in a transposed convolution. Nothing today changes what a stamp
# is.

# %% tags=["setup"]
import torch
from torch import nn
from torch.nn import functional

from course import Layer, check, conv_transpose1d, draw, explore, hint, show, solution


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


x = torch.tensor([[[1.0, 2.0, 3.0]]])
kernel = torch.tensor([[[1.0, 1.0, 3.0]]])

# %% [markdown]
# ## Predict: dilation
#
# `dilation=2` moves the taps apart: from tap to tap it is two cells. The input is `[1, 2, 3]`, the
# stride 1. **What comes out?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Draw one stamp on the board first: 1, a free cell, 1, a free cell, 3. Then collect the length.

# %%
show(torch_layer(dilation=2)(x))

# %% [markdown] slideshow={"slide_type": "notes"}
# Seven numbers. Ask which stamps the 4 comes from: the first and the third.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 1, 3], dilation=2))

# %%
draw([1, 2, 3], [1, 1, 3], dilation=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Each stamp has holes, and the next stamp falls into them.

# %% [markdown]
# Stride is the distance between stamps, dilation the distance between the taps of one stamp. Tap `k`
# of input `i` lands at `i·stride + k·dilation − padding`.

# %% [markdown] slideshow={"slide_type": "skip"}
# The holes are not new: `[1, 1, 3]` with dilation 2 is the kernel `[1, 0, 1, 0, 3]`.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 0, 1, 0, 3]))

# %% [markdown]
# **Predict, then play:** dilation is 2 now. Set the stride to 2 as well: which cells does no stamp
# reach? And with stride 2 and dilation 3?

# %% [markdown] slideshow={"slide_type": "notes"}
# The stamps are five cells long and two apart, so most expect no gaps.

# %%
explore([1, 2, 3], [1, 1, 3], dilation=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Stride 2 and dilation 2: every odd cell stays empty, for all places are even. Dilation 3 mixes odd
# and even.

# %% [markdown] slideshow={"slide_type": "skip"}
# With [stride 2 and dilation 2](#stride=2&dilation=2) every place is even, so the odd cells stay 0
# although the stamps overlap. With [dilation 3](#stride=2&dilation=3) only the cells 1 and 9 do.

# %% [markdown]
# ## What dilation allows
#
# `output_padding` must be smaller than the stride *or the dilation* (chapter 05). So dilation 2 makes
# `output_padding=1` legal even with stride 1:

# %%
show(torch_layer(dilation=2, padding=1)(x), "op 0")
show(torch_layer(dilation=2, padding=1, output_padding=1)(x), "op 1")

# %% [markdown] slideshow={"slide_type": "notes"}
# A 9 comes back, a real sum, as in chapter 05. Then ask what the convolution makes of these 6.

# %% slideshow={"slide_type": "skip"}
draw([1, 2, 3], [1, 1, 3], dilation=2, padding=1, output_padding=1)

# %% [markdown]
# The 9 that padding had cut comes back. But the size does not go back: a convolution of those 6
# numbers gives 4, not 3.

# %% slideshow={"slide_type": "skip"}
conv = nn.Conv1d(1, 1, kernel_size=3, padding=1, dilation=2)
print(conv(torch.ones(1, 1, 5)).shape[-1], conv(torch.ones(1, 1, 6)).shape[-1])

# %% [markdown] slideshow={"slide_type": "skip"}
# Chapter 06's reason for the limit was the stride alone. Dilation makes a stamp longer and nothing
# ambiguous, so this wider limit comes from PyTorch's code, not from the sizes
# ([its developers have discussed that](https://github.com/pytorch/pytorch/issues/8826)).

# %% [markdown]
# ## Asking for a size: `output_size=`
#
# A PyTorch layer can be told the size that you want. With stride 2 and padding 1, the input `[1, 2, 3]`
# makes 5 numbers. **Predict** what comes out if you ask for 6, and for 7.

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes: does 6 append a zero? And is 7 refused, cut or filled up?

# %%
layer = torch_layer(stride=2, padding=1)
show(layer(x, output_size=[6]))
try:
    layer(x, output_size=[7])
except ValueError as error:
    print(str(error).split(" (")[0])

# %% [markdown] slideshow={"slide_type": "notes"}
# A 9, not a 0: it is output_padding again. The range is the stride's.

# %% [markdown]
# It chooses `output_padding` for this one call, nothing else. The convolution makes 3 of 5 and of 6, so
# either can be asked for. Of 7 it makes 4. The course says the same:

# %% slideshow={"slide_type": "skip"}
ours = Layer(kernel_size=3, stride=2, padding=1)
print(ours.output_padding_for(input_size=3, output_size=6))
try:
    ours.output_padding_for(input_size=3, output_size=7)
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "skip"}
# Only the layer itself takes `output_size`: `nn.Sequential` refuses it with a TypeError, and the functional call
# has no such argument.

# %% [markdown]
# ## Channels: the shape of the weight
#
# A convolution's weight is `(out_channels, in_channels, k)`. *"So is this one's."* **Predict:** is it?
# What shape is the weight for 4 channels in, 6 out and 3 taps?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote on the first number of the shape: 4 or 6?

# %%
print("Conv1d         ", tuple(nn.Conv1d(4, 6, 3).weight.shape))
print("ConvTranspose1d", tuple(nn.ConvTranspose1d(4, 6, 3).weight.shape))
print("groups=2       ", tuple(nn.ConvTranspose1d(4, 6, 3, groups=2).weight.shape))

# %% [markdown] slideshow={"slide_type": "notes"}
# Turned round, because the layer is. A convolution from 6 to 4 channels has the same weight.

# %% [markdown]
# <span id="channels-a-wrong-idea-about-the-weight"></span>It is the other way round:
# `(in_channels, out_channels / groups, k)`. That is the weight of the convolution from 6 to 4 channels,
# whose way back this layer is.

# %% [markdown]
# ## The sum over the input channels
#
# Two channels in, one out. Each input channel stamps with a kernel of its own, and all stamps add up
# on the same row. Channel 0 is `[1, 2]` with `[1, 1, 3]`:

# %%
draw([1, 2], [1, 1, 3], stride=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Put channel 1 on the board: [3, 0] with the kernel [1, 0, 2] makes [3, 0, 6, 0, 0]. Let the room add
# the two rows before the next slide.

# %% [markdown] slideshow={"slide_type": "skip"}
# Channel 1 is `[3, 0]` with the kernel `[1, 0, 2]`:

# %% slideshow={"slide_type": "skip"}
draw([3, 0], [1, 0, 2], stride=2)

# %%
two = torch.tensor([[[1.0, 2.0], [3.0, 0.0]]])
kernels = torch.tensor([[[1.0, 1.0, 3.0]], [[1.0, 0.0, 2.0]]])
show(functional.conv_transpose1d(two, kernels, stride=2), "groups=1")
show(functional.conv_transpose1d(two, kernels, stride=2, groups=2), "groups=2")

# %% [markdown] slideshow={"slide_type": "notes"}
# The first row is the sum of both channels. With two groups the rows stay apart.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d(two, kernels, stride=2), "groups=1")
show(conv_transpose1d(two, kernels, stride=2, groups=2), "groups=2")

# %% [markdown]
# `[1, 1, 5, 2, 6] + [3, 0, 6, 0, 0] = [4, 1, 11, 2, 6]`. With `groups=2` the channels don't mix: each
# group stamps on output channels of its own, and the two rows come out as they are.

# %% [markdown] slideshow={"slide_type": "skip"}
# ### A wrong idea: the sixth number is the dilation
#
# With `F` for `torch.nn.functional`, `F.conv1d(x, w, None, 3, 0, 2)` is a convolution without bias, with stride 3,
# padding 0 and dilation 2. **Predict** what the same call of `F.conv_transpose1d` makes of `[1, 2, 3]` and
# `[1, 1, 3]`.

# %% slideshow={"slide_type": "skip"}
show(functional.conv_transpose1d(x, kernel, None, 3, 0, 2), "sixth")
show(functional.conv_transpose1d(x, kernel, None, 3, 0, dilation=2), "named")

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=3, output_padding=2), "sixth")
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=3, dilation=2), "named")

# %% [markdown] slideshow={"slide_type": "skip"}
# It runs, with `output_padding=2`: both rows have 11 numbers, and no size complains. This layer takes its arguments
# in another order, and `groups` comes *before* dilation:
#
# | call | after padding |
# |---|---|
# | `F.conv1d(x, w, bias, stride, padding, …)` | `dilation, groups` |
# | `F.conv_transpose1d(x, w, bias, stride, padding, …)` | `output_padding, groups, dilation` |
# | `nn.Conv1d(in, out, kernel, stride, padding, …)` | `dilation, groups, bias` |
# | `nn.ConvTranspose1d(in, out, kernel, stride, padding, …)` | `output_padding, groups, bias, dilation` |
#
# So write the names: `dilation=2`.

# %% [markdown]
# ## Bias
#
# `[1, 1]` with stride 4, padding 1 and output_padding 3 gave `[1, 3, 0, 1, 1, 3, 0, 0]`. Add a bias
# of 10. **Predict:** do the cells that no stamp reaches stay 0?

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: stays 0, becomes 10. And where two stamps overlap, is it 10 or 20?

# %%
layer = torch_layer(stride=4, padding=1, output_padding=3)
layer.bias = nn.Parameter(torch.tensor([10.0]))
show(layer(torch.tensor([[[1.0, 1.0]]])))

# %% [markdown] slideshow={"slide_type": "notes"}
# Once a cell, not once a stamp, and on empty cells too.

# %% slideshow={"slide_type": "skip"}
parameters = dict(stride=4, padding=1, output_padding=3)
show(conv_transpose1d([1, 1], [1, 1, 3], bias=[10], **parameters))

# %% [markdown]
# They become 10. The bias is added once to every cell of its output channel, at the very end.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## When PyTorch refuses
#
# A layer's constructor checks its channels, groups and padding_mode; nearly all else fails at the
# call. `ask` calls PyTorch and the course with the same arguments and prints what each of them says.


# %% slideshow={"slide_type": "skip"}
def ask(x=x, w=kernel, **parameters):
    shapes = [f"input {tuple(x.shape)}", f"weight {tuple(w.shape)}"]
    asked = [f"{name}={value}" for name, value in parameters.items()]
    print(*(asked or shapes), sep=", ")
    both = {"PyTorch": functional.conv_transpose1d, "course": conv_transpose1d}
    for who, call in both.items():
        try:
            print(f"  {who:<8} →", tuple(call(x, w, **parameters).shape))
        except (RuntimeError, ValueError, TypeError) as error:
            print(f"  {who:<8}", str(error).split(", but")[0])
    print()


# %% [markdown] slideshow={"slide_type": "skip"}
# **Numbers that make no sense.** A stamp moves on by at least 1, taps lie at least 1 apart, and what
# is cut or given back can't be negative.

# %% slideshow={"slide_type": "skip"}
ask(stride=0)
ask(dilation=0)
ask(dilation=-1)
ask(padding=-1)
ask(output_padding=-1)

# %% [markdown] slideshow={"slide_type": "skip"}
# **Numbers that don't fit each other.** output_padding makes a size that belongs to a longer input, or
# padding leaves nothing of the output. The 1d layer is computed as a 2d one of height 1, hence
# `(1 x 3)`.

# %% slideshow={"slide_type": "skip"}
ask(stride=2, output_padding=2)
ask(stride=1, dilation=2, output_padding=1)
ask(padding=3)

# %% [markdown] slideshow={"slide_type": "skip"}
# **Shapes that don't fit.** The input is `(N, C, L)` or `(C, L)`: for one row of numbers write
# `x[None]`. The weight begins with the *input* channels: `(8, 4, 3)` would take these 8. And neither
# may be empty along its length.

# %% slideshow={"slide_type": "skip"}
ask(torch.ones(3))
ask(torch.ones(1, 8, 3), torch.ones(4, 8, 3))
ask(torch.ones(1, 1, 0))
ask(x, torch.ones(1, 1, 0))

# %% [markdown] slideshow={"slide_type": "skip"}
# **Types that don't fit.** PyTorch wants input and weight of one type; `x.float()` or
# `torch.tensor([1.0, 2.0])` mends it. The course, like NumPy, takes the wider of the two. (Of the
# integers, PyTorch computes int64 alone on the CPU.)

# %% slideshow={"slide_type": "skip"}
ask(x.long())

# %% [markdown] slideshow={"slide_type": "skip"}
# **Words.** `padding="same"` gets through the constructor, for convolutions know it, and fails at the
# call. Give the number: for kernel 3 and stride 1 it is 1. And `padding_mode` says what a convolution
# fills its border with; here the border is cut off, so only `"zeros"` is left.

# %% slideshow={"slide_type": "skip"}
same = nn.ConvTranspose1d(1, 1, kernel_size=3, padding="same")
try:
    same(x)
except TypeError as error:
    print("PyTorch ", str(error).split(", but")[0])
try:
    conv_transpose1d([1, 2, 3], [1, 1, 3], padding="same")
except TypeError as error:
    print("course  ", error)
try:
    nn.ConvTranspose1d(1, 1, kernel_size=3, padding_mode="reflect")
except ValueError as error:
    print("PyTorch ", error)

# %% [markdown]
# ## Exercises
#
# **1.** Input `[1, 2]`, kernel `[1, 1, 3]`, stride 2, dilation 3. **What comes out?**

# %%
check("signature.spread", ...)

# %% [markdown] slideshow={"slide_type": "notes"}
# Two minutes. Write the places of both stamps down first.

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** kernel_size 3, stride 1, padding 0. **Choose dilation and output_padding** so that 5 become 12.

# %% slideshow={"slide_type": "skip"}
check("signature.reach", dict(dilation=..., output_padding=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** *"Every size that output_padding can make can be asked for with output_size=."* **True?** The
# kernel has 3 taps. With stride 2, dilation 1 and output_padding 1 it is. If not always, change what
# you need.

# %% slideshow={"slide_type": "skip"}
check("signature.asks", dict(true=..., stride=..., dilation=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** *"ConvTranspose1d and Conv1d with the same arguments have weights of the same shape."* **True?**
# With 4 channels in and 4 out they do. If not always, give `out_channels` (or `in_channels`, or
# `groups`).

# %% slideshow={"slide_type": "skip"}
check("signature.weight", dict(true=..., out_channels=...))

# %% [markdown]
# **5.** **Write the channels.** `x` holds one row for each input channel, and `w[i][o]` is the kernel
# from input channel `i` to output channel `o`. Stride 1, no padding. Return one row for each output channel.


# %%
def channels(x, w):
    # your code
    ...


check("signature.channels", channels)

# %% [markdown] slideshow={"slide_type": "notes"}
# Chapter 01's stamps in two more loops. Ask for the number of rows first.

# %% [markdown] slideshow={"slide_type": "skip"}
# **6.** **Repair.** The decoder's input has length 6. The skip connections have length 12 behind
# `decoder[0]` and 24 behind `decoder[1]`. Change **one** number.

# %% slideshow={"slide_type": "skip"}
decoder = nn.Sequential(
    nn.ConvTranspose1d(4, 2, kernel_size=4, stride=2, padding=1),
    nn.ConvTranspose1d(2, 1, kernel_size=3, stride=2, padding=2, dilation=2),
)

check("signature.repair", decoder)

# %% [markdown]
# **To take away:** stride moves stamps, dilation spreads their taps, channels add up, a bias comes last.
# Next: [08 transposed](08_transposed.ipynb) explains the name.

# %% [markdown] slideshow={"slide_type": "notes"}
# Four sentences, one for each argument. The weight's shape is already a hint at the next chapter.
