# %% [markdown]
# # 13 Causal: no looking ahead
#
# A decoder in a phone call gets its inputs one after the other, and the sound of each has to leave at once. No
# output may wait for an input that has not come yet. A layer for which that holds is called **causal**.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has run a decoder live, on a microphone or a stream, and where it went wrong.

# %% tags=["setup"]
import torch
from torch import nn

from course import (
    check,
    conv_transpose1d,
    draw,
    explain,
    explore,
    hint,
    melody,
    output_size,
    show,
    solution,
    sound,
    spectrogram,
)


def torch_layer(kernel, bias=None, **parameters):
    """ConvTranspose1d with one channel and this kernel, in float64."""
    layer = nn.ConvTranspose1d(1, 1, len(kernel), bias=bias is not None, **parameters).double()
    layer.weight.data = torch.tensor([[kernel]], dtype=torch.float64)
    if bias is not None:
        layer.bias.data.fill_(bias)
    return layer.requires_grad_(False)


x = torch.tensor([[[1, 2, 3]]], dtype=torch.float64)
w = [1, 2, 3, 4]

# %% [markdown]
# ## Predict
#
# The kernel is `[1, 2, 3, 4]`, the stride 2. With each of the three inputs two outputs are due, six in all. The
# layer makes eight, so two have to go.
#
# **At which end do you cut, so that no output waits for an input that comes later?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: both off the beginning, one off each end, or both off the end.

# %% [markdown]
# ### The real call

# %%
y = torch_layer(w, stride=2)(x)
show(y)

# %% [markdown] slideshow={"slide_type": "notes"}
# Eight numbers. Let them say which input each number needs, before the picture says so.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], w, stride=2))

# %% [markdown]
# ### The picture
#
# Here time runs to the right. Each input stands where it arrives, and its stamp (the input times the kernel) lies
# below it. Output n is *due* with input `n // stride`, and *needs* all inputs up to the last one that reaches it.

# %%
draw([1, 2, 3], w, stride=2, view="time")

# %% [markdown] slideshow={"slide_type": "notes"}
# A stamp begins under its input and goes to the right. So no number is ever needed too early.

# %% [markdown]
# A stamp begins where its input arrives, and it only reaches to the right. So output n needs the inputs up to
# `n // stride`, whatever the kernel, and those have arrived. The layer is causal as it is.
#
# The last two numbers are *not final yet*: a fourth input would add to them. They are the ones to cut.

# %% slideshow={"slide_type": "skip"}
show(y[..., :6])

# %% [markdown] slideshow={"slide_type": "skip"}
# How many those are is worth a letter: `T = kernel_size − stride`, here 2. (With dilation,
# `dilation·(kernel_size − 1) + 1` stands for kernel_size.)

# %% [markdown]
# ## A wrong idea: six are six
#
# PyTorch's usual doubling is `padding=1`, which cuts one number at each end. *"That makes six as well, so it
# is the same but for a shift."*
#
# **Predict:** how many of the six now need an input that has not arrived? And if both go at the beginning?

# %% [markdown] slideshow={"slide_type": "notes"}
# Two numbers from each: for padding=1, and for two cut at the beginning.

# %%
draw([1, 2, 3], w, stride=2, padding=1, view="time")

# %% [markdown] slideshow={"slide_type": "notes"}
# The stamps have moved one cell to the left, and the inputs have not. Point at the two marked cells.

# %%
draw([1, 2, 3], w, stride=2, trim=(2, 0), view="time")

# %% [markdown] slideshow={"slide_type": "notes"}
# Four of six. The other two need no later input only because there is none.

# %% [markdown]
# A cut at the beginning moves all stamps to the left, and the inputs still come when they come. With one cell
# cut, half of the outputs look one input ahead; with two cut, all do. The two at the end are spared only because
# there is no further input, and they are not final.

# %% [markdown] slideshow={"slide_type": "skip"}
# An input that is 0, 0, 1 shows the same in numbers. The 1 arrives with output 4. **Predict:** at which output
# does each of the three ways begin to sound?

# %% slideshow={"slide_type": "skip"}
click = torch.tensor([[[0, 0, 1]]], dtype=torch.float64)
show(torch_layer(w, stride=2)(click)[..., :6], "right")
show(torch_layer(w, stride=2, padding=1)(click), "both")
show(torch_layer(w, stride=2)(click)[..., 2:], "left")

# %% slideshow={"slide_type": "skip"}
in_full = conv_transpose1d([0, 0, 1], w, stride=2)
show(in_full[:6], "right")
show(in_full[1:7], "both")
show(in_full[2:], "left")

# %% [markdown] slideshow={"slide_type": "skip"}
# At 4, at 3 and at 2: on time, one cell early, and a whole input early. The rule: **a cells cut at the beginning
# look up to** `ceil(a / stride)` **inputs ahead.** What is cut at the end has no part in it.

# %% [markdown]
# **Predict, then play:** from which `padding` on does an output need a later input? Does `output_padding` take
# that back?

# %% [markdown] slideshow={"slide_type": "notes"}
# From 1 on, at once. output_padding gives back at the end, where nothing looks ahead.

# %%
explore(
    [1, 2, 3],
    [1, 2, 3, 4],
    stride=2,
    view="time",
    sliders=("kernel_size", "stride", "padding", "output_padding"),
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Padding 1, then output_padding 1: the marked cells stay. Then kernel size 2: nothing is left to cut.

# %% [markdown] slideshow={"slide_type": "skip"}
# From 1 on, and no. `output_padding` gives back at the end, and the beginning stays cut. With a kernel of 2
# taps at stride 2 the stamps lie side by side, and there is nothing to cut.

# %% [markdown] slideshow={"slide_type": "skip"}
# `explain` says it of a layer of yours, and what to write instead:

# %% slideshow={"slide_type": "skip"}
print(explain(torch_layer(w, stride=2, padding=1), 3).layers[0].head)

# %% [markdown] slideshow={"slide_type": "skip"}
# ## The slice that is empty
#
# PyTorch has no setting that cuts more at the end than at the beginning, so a slice does it. Many write
# `y[..., :-T]`.
#
# **Predict:** the kernel has 2 taps and the stride is 2. What does that slice keep of `[1, 2, 2, 4, 3, 6]`?

# %% slideshow={"slide_type": "skip"}
side_by_side = torch_layer([1, 2], stride=2)(x)
show(side_by_side[..., :-0], ":-T")
show(side_by_side[..., : 2 * x.shape[-1]], "right")

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 2], stride=2)[: 2 * 3])

# %% [markdown] slideshow={"slide_type": "skip"}
# Nothing: −0 is 0, and `:0` is empty. Say how many to keep instead of how many to cut:
# `y[..., : stride * x.shape[-1]]`. It is right wherever T is 0 or more.

# %% [markdown] slideshow={"slide_type": "skip"}
# Where the kernel is shorter than the stride, T is negative and the output too *short*. `output_padding=-T`
# makes it whole, and cuts nothing:

# %% slideshow={"slide_type": "skip"}
show(torch_layer([5], stride=2, output_padding=1)(x))
show(conv_transpose1d([1, 2, 3], [5], stride=2, output_padding=1))

# %% [markdown]
# ## Chunk by chunk
#
# Now the layer runs live. Each input is a **chunk** of its own, the layer is called three times, and the
# results are put behind each other. The bias is 10.
#
# **Predict:** the whole gives `[11, 12, 15, 18, 19, 24]`. What do three calls give, each cut to its first two?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what the third call knows of the first two: nothing.

# %%
layer = torch_layer(w, bias=10, stride=2)
show(layer(x)[..., :6], "whole")
show(torch.cat([layer(x[..., i : i + 1])[..., :2] for i in range(3)], -1), "calls")

# %% [markdown] slideshow={"slide_type": "notes"}
# The first two agree. From then on the tail of the stamp before is missing: 3 and 4, then 6 and 8.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], w, stride=2)[:6] + 10, "whole")
calls = [conv_transpose1d([v], w, stride=2)[:2] + 10 for v in (1, 2, 3)]
show([number for call in calls for number in call], "calls")

# %% [markdown]
# The first two agree. After that each call lacks what the stamp before it left over: `[3, 4]`, then
# `[6, 8]`. Each chunk sounds as if it were the first one.
#
# So keep it. The T numbers that are not final yet are **carried** to the next call and added to its first T.

# %% [markdown]
# **Predict:** now the carry is added. But each call adds its bias to all four of its numbers, also to the two that
# are carried. What comes out from the second chunk on?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask how often the bias is in the third number: once from each call.

# %%
carry = torch.zeros(1, 1, 2).double()
for i in range(3):
    made = layer(x[..., i : i + 1])
    made[..., :2] += carry
    carry = made[..., 2:]
    show(made[..., :2], f"{i}")

# %% [markdown] slideshow={"slide_type": "notes"}
# 25 instead of 15, and so on: ten too many in each. With a long kernel and short chunks it would be twenty.

# %% [markdown]
# 25 for 15, 28 for 18: the bias is in twice. With chunks of many inputs only the T numbers behind each seam are
# wrong, all by the same 10. With 6 taps and chunks of one input it is in three times. Stamp without the bias, carry
# without the bias, and add it once to what is handed out.

# %% [markdown] slideshow={"slide_type": "skip"}
# With all of that, chunk by chunk **is** the whole, for every way to split the input. In exercise 6 you write it.
# Nothing else has to be kept. At the end of the stream, what is carried and the bias are the last T numbers of the
# full output.
#
# What else a decoder has, chunk by chunk:
#
# | part | what to do |
# |---|---|
# | batch, channels | the carry has the shape (N, out_channels, T); each channel has its own bias |
# | padding p | the same stream: drop its first p numbers, once, and at the end the last p − output_padding |
# | layers in a row | one carry for each layer; what it hands out is the next one's chunk |
# | a causal convolution, stride 1 | keep its last `dilation·(kernel_size − 1)` inputs |
# | an activation | nothing: it takes each number alone |
# | a norm over time | can't be the same: it needs the whole |
#
# So a trained layer with padding needs no new training to run live. But it is p numbers late: `padding=1` makes
# `[2, 5, 8, 9, 14, 9]`, and the first call can hand out 2, the second 5 and 8.

# %% [markdown]
# ## Heard, chunk by chunk
#
# Two seconds of chapter 10's melody, 2000 numbers a second, become 8000 a second. The layer is causal, its stride 4,
# and its phase sums are all 5, so it adds no checkerboard. One run takes chunks of 1126 numbers, so that no seam falls
# on a change of note, and throws away what is left over.
#
# **Predict:** what do you hear, and how often?

# %% [markdown] slideshow={"slide_type": "notes"}
# 4000 numbers in chunks of 1126: three seams, a good half second apart.

# %% slideshow={"slide_type": "skip"}
played, smooth = melody()[:4000], [1, 2, 3, 4, 4, 3, 2, 1]
whole = conv_transpose1d(played, smooth, stride=4)[:16000]
chunks = [played[start : start + 1126] for start in range(0, 4000, 1126)]
calls = [conv_transpose1d(chunk, smooth, stride=4)[: 4 * len(chunk)] for chunk in chunks]
cut_off = [number for call in calls for number in call]
show(whole[4502:4510], "whole")
show(cut_off[4502:4510], "calls")

# %%
heard = {"whole": (whole, 8000), "in chunks, nothing carried": (cut_off, 8000)}
sound(heard)

# %% [markdown] slideshow={"slide_type": "notes"}
# Play both. Let them count the clicks of the second one.

# %% slideshow={"slide_type": "skip"}
spectrogram(heard)

# %% [markdown] slideshow={"slide_type": "skip"}
# A click at every seam. The four numbers behind it are too small (15 for 131), because the tail of the input
# before is missing. Four of 4504 are enough to hear it.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## An odd stride
#
# Outside of live decoders the usual setting is `kernel_size = 2·stride` with half a stride of padding, so that L
# inputs make exactly `stride·L`. **Predict:** half of 5 is no whole number. What makes 7 inputs into 35?

# %% [markdown] slideshow={"slide_type": "notes"}
# Rounded up or down, one is missing or there is one too many.

# %% slideshow={"slide_type": "skip"}
strides = (2, 3, 4, 5, 8, 10)
show([7 * s for s in strides], "7·s")
show([output_size(7, 2 * s, s, s // 2) for s in strides], "down")
show([output_size(7, 2 * s, s, -(-s // 2)) for s in strides], "up")
show([output_size(7, 2 * s, s, -(-s // 2), s % 2) for s in strides], "exact")

# %% [markdown] slideshow={"slide_type": "skip"}
# At an odd stride, half of it rounded down leaves one too many, rounded up one too few. `padding=ceil(stride / 2)`
# with `output_padding=stride % 2` is exact: it cuts `ceil(stride / 2)` at the beginning and `floor(stride / 2)` at the
# end. (And it looks ahead, as every padding does.)

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What codecs do
#
# In each of them a layer of stride s has a kernel of 2·s taps, so T is s. L is the number of inputs, and “one ahead”
# means that each layer looks one of its inputs ahead.
#
# | decoder | strides | what a layer cuts | what follows |
# |---|---|---|---|
# | EnCodec, 24 kHz | 8, 5, 4, 2 | T at the end | causal, s·L |
# | EnCodec, 48 kHz | 8, 5, 4, 2 | ceil(T/2) at the beginning, floor(T/2) at the end | one ahead, s·L |
# | Mimi | 8, 6, 5, 4 | T at the end | causal, s·L |
# | moshi, live | 8, 6, 5, 4 | carries T, without the bias | the whole |
# | DAC | 8, 5, 4, 2 | `padding=ceil(s/2)` | one ahead, 320·L − 8 |
# | HiFi-GAN | 8, 8, 2, 2 | `padding=s // 2` | one ahead, s·L |
# | Qwen3-Omni, “causal” | 8, 5, 4, 3 | T at *both* ends | one ahead, 480·L − 555 |

# %% [markdown] slideshow={"slide_type": "skip"}
# DAC has no output_padding: its layer of stride 5 makes one too few, and 4·2 are made of each. HiFi-GAN writes
# `(kernel_size − s) // 2`; 8 taps at stride 5 would make 5·L + 1. moshi's class is `StreamingConvTranspose1d`: compare
# yours with it after exercise 6.

# %% [markdown] slideshow={"slide_type": "skip"}
# The sizes of the last three, run for L = 10, with layers of one channel and any weights:

# %% slideshow={"slide_type": "skip"}
dac = nn.Sequential(*(nn.ConvTranspose1d(1, 1, 2 * s, s, -(-s // 2)) for s in (8, 5, 4, 2)))
ten = torch.zeros(1, 1, 10)
show([dac(ten).shape[-1], 320 * 10 - 8], "DAC")
show([nn.ConvTranspose1d(1, 1, 8, 5, padding=1)(ten).shape[-1], 5 * 10 + 1], "HiFi")
size = 10
for s in (8, 5, 4, 3):
    size = nn.ConvTranspose1d(1, 1, 2 * s, s)(torch.zeros(1, 1, size))[..., s:-s].shape[-1]
show([size, 480 * 10 - 555], "Qwen")

# %% [markdown] slideshow={"slide_type": "skip"}
# All this was read in their sources. A name does not make a layer causal: Qwen's cut at the beginning looks ahead. What
# such a layer makes of `[1, 2, 3]` with our kernel, and when:

# %% slideshow={"slide_type": "skip"}
draw([1, 2, 3], w, stride=2, trim=(2, 2), view="time")

# %% [markdown] slideshow={"slide_type": "skip"}
# And a whole decoder? A later layer's inputs are shorter. **Predict:** EnCodec's four layers at 48 kHz make 320 outputs
# of each input. How many outputs before its due one does an input begin to sound?

# %% slideshow={"slide_type": "skip"}
four = (nn.ConvTranspose1d(1, 1, 2 * s, s, -(-s // 2), s % 2, bias=False) for s in (8, 5, 4, 2))
heard_at = nn.Sequential(*four)(torch.tensor([[[0.0, 1, 0]]])).nonzero()[0, -1]
show(320 - heard_at)

# %% [markdown] slideshow={"slide_type": "skip"}
# 4·40 + 3·8 + 2·2 + 1 = 189: each layer's cut at the beginning, times the strides behind it. At 48000 a second these
# four layers alone are late by 4 ms.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## To copy
#
# A causal layer of any kernel and stride, for a whole signal. It makes stride times as many numbers, for a kernel
# shorter than the stride as well:

# %% slideshow={"slide_type": "skip"}
for kernel_size, stride in ((4, 2), (3, 2), (2, 2), (1, 2), (10, 5), (3, 7)):
    missing = max(0, stride - kernel_size)
    layer = nn.ConvTranspose1d(1, 1, kernel_size, stride, output_padding=missing).double()
    y = layer(x)[..., : stride * x.shape[-1]]
    show([kernel_size, stride, y.shape[-1]])

# %% [markdown] slideshow={"slide_type": "skip"}
# With other sizes: [the calculator](calculator.html#input_size=3&kernel_size=4&stride=2) has what one layer
# makes, and [which settings make 7 into 35](calculator.html#input_size=7&output_size=35).

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Kernel 8, stride 4, `padding=3`, and a long signal. **How many** of each 100 outputs in its middle need an
# input that has not arrived?

# %% slideshow={"slide_type": "skip"}
check("causal.many", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** Kernel 64, stride 4, `padding=46`. **How many inputs** does an output look ahead, at most?

# %% slideshow={"slide_type": "skip"}
check("causal.ahead", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **3.** A stride of 5 and a kernel of 10. **Choose** `padding` and `output_padding`, so that 7 becomes 35 and 8
# becomes 40.

# %% slideshow={"slide_type": "skip"}
check("causal.exact", dict(padding=..., output_padding=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** *"A layer that makes `stride·L` of every L inputs does not look ahead."* With `kernel_size=2` and stride 2 it
# does not. **True?** If not, give a layer.

# %% slideshow={"slide_type": "skip"}
check("causal.exactly", dict(true=..., kernel_size=..., padding=...))

# %% [markdown] slideshow={"slide_type": "skip"}
# **5.** **Write the cut.** `y` is all that a layer without padding makes of `input_size` inputs, as a list. Return the
# numbers that a causal layer hands out. (The kernel is at least as long as the stride.)


# %% slideshow={"slide_type": "skip"}
def causal(y, input_size, stride):
    # your code
    ...


check("causal.causal", causal)

# %% [markdown]
# **6.** **Write the stream.** `chunks` is a list of lists, each the inputs of one call. Return a list with what each
# call hands out, so that together it is what the causal layer makes of the whole. (Here, too, the kernel is at
# least as long as the stride.)


# %%
def stream(chunks, w, stride, bias):
    # your code
    ...


check("causal.stream", stream)

# %% [markdown] slideshow={"slide_type": "notes"}
# Ten minutes and about a dozen lines. Start from a list that is as long as the carry and this call's outputs.

# %% [markdown] tags=["notebook"]
# To hear yours, in a cell below:
# `sound({"mine": (sum(stream([list(c) for c in chunks], smooth, 4, 0), []), 8000)})`

# %% [markdown]
# **To take away:** what is cut at the beginning decides how far a layer looks ahead, and nothing else does. What
# is not final at the end is cut, or carried to the next chunk, and the bias is added once. Next:
# [14 upsampling](14_upsampling.ipynb) asks what else makes a signal longer.

# %% [markdown] slideshow={"slide_type": "notes"}
# One sentence from the room: why is the usual padding no choice for a live decoder?
