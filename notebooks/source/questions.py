# %% [markdown]
# # Questions: what people ask, and what is so
#
# Each section stands alone: the answer first, then cells that prove it. Copy one into a notebook and
# change its numbers.

# %% [markdown] tags=["question:cat"]
# ## Why does `torch.cat` fail by one pixel in my U-Net, and how does every input size work?
#
# The way down rounds: a stride of 2 makes 17 of 33 and of 34, and the way up can't know which it was.
# Tell it: `up(y, output_size=skip.shape[-2:])`, or pad what comes up to the size of the skip connection.
# No fixed setting is right for all sizes.

# %%
import torch
from torch import nn

from course import Layer

down = nn.Conv1d(1, 1, kernel_size=3, stride=2, padding=1)
up = nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1)
layer = Layer(kernel_size=3, stride=2, padding=1)
for size in (32, 33, 34):
    skip = torch.ones(1, 1, size)
    y = down(skip)
    told = layer.output_size(layer.conv_output_size(size))
    mended = up(y, output_size=skip.shape[-1:])
    print(f"{size} → {y.shape[-1]} → {up(y).shape[-1]}, course: {told}, mended: {mended.shape[-1]}")

# %% [markdown]
# The usual pair, pooling by 2 and `kernel_size=2, stride=2`, misses every odd size. `output_size=` mends
# it, and so does padding by what the skip connection has, whatever made the difference:

# %%
import torch
from torch import nn
from torch.nn import functional as F

pool = nn.MaxPool2d(2)
up = nn.ConvTranspose2d(1, 1, kernel_size=2, stride=2)
for rows, columns in ((32, 48), (33, 48), (37, 51)):
    skip = torch.ones(1, 1, rows, columns)
    y = up(pool(skip))
    lacks_rows, lacks_columns = rows - y.shape[-2], columns - y.shape[-1]
    padded = F.pad(y, (0, lacks_columns, 0, lacks_rows))
    print(tuple(y.shape[-2:]), "→", tuple(torch.cat([padded, skip], dim=1).shape[-2:]))

# %% [markdown]
# **Often told:** "the same settings restore any size". With `kernel_size=5, stride=3, padding=2` a
# convolution makes 6 of 16, of 17 and of 18. The way back makes 16 of it, whatever it was.
#
# `output_padding=1` written into the model is no mend. In the first pair it is right for even sizes and
# breaks odd ones; after pooling by 2 it is right for odd sizes and breaks even ones. Or pad the input to a
# multiple of all strides together, once, and cut the result.
#
# [All sizes in the calculator](calculator.html#input_size=16,17&output_size=32,34),
# [chapter 06](06_size_formula.ipynb) on the rounding, and a whole model taken apart in
# [your own layer](own_layer.ipynb).

# %% [markdown] tags=["question:settings"]
# ## Which `kernel_size`, `stride` and `padding` make 8 into 100, or into 800?
#
# A stride of 100 makes 800 of 8: `kernel_size=100, stride=100`, or `kernel_size=200, stride=100,
# padding=50`, where outputs overlap. 100 takes `kernel_size=16, stride=12`: (8 − 1)·12 + 16.
# `find_layers(8, 100)` has more.

# %%
import torch
from torch import nn

from course import find_layers, output_size

print(find_layers(8, 800, stride=100))
for size, settings in (
    (800, {"kernel_size": 100, "stride": 100}),
    (800, {"kernel_size": 200, "stride": 100, "padding": 50}),
    (100, {"kernel_size": 16, "stride": 12}),
    (100, {"kernel_size": 24, "stride": 12, "padding": 4}),
):
    made = nn.ConvTranspose1d(1, 1, **settings)(torch.ones(1, 1, 8)).shape[-1]
    print(size, made, output_size(8, **settings))

# %% [markdown]
# The size that comes out of L numbers is (L − 1)·stride − 2·padding + dilation·(kernel_size − 1) +
# output_padding + 1. Begin with the stride: about what comes out divided by what goes in. Prefer a kernel
# of twice the stride: then every output has two taps, and none has more than another.
#
# One size is easily made by many settings. If several sizes must fit, ask for all of them at once, as in
# `find_layers([8, 9], [16, 18])`; few settings are left.
#
# Settings to a size, and sizes to settings, [in the calculator](calculator.html#input_size=8&output_size=100);
# the formula is taken apart in [chapter 06](06_size_formula.ipynb).

# %% [markdown] tags=["question:output-padding"]
# ## What is `output_padding`, and are its cells zeros?
#
# It makes the output longer at its end, and puts nothing in. Where `padding` has cut cells off there, they
# come back with the sums that they had. Only what lies beyond the cut is 0, or the bias: the last
# `output_padding − padding` cells at most.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
for padding, output_padding in ((0, 0), (1, 0), (1, 1), (0, 1)):
    options = {"stride": 2, "padding": padding, "output_padding": output_padding}
    y = F.conv_transpose1d(x, w, **options).flatten().int().tolist()
    print(f"padding={padding}, output_padding={output_padding}:", y)
    assert y == conv_transpose1d([1, 2, 3], [1, 1, 3], **options).tolist()

# %%
from course import draw

draw([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)

# %% [markdown]
# **Often told:** "output_padding adds zeros". With `padding=1, output_padding=1` the last number is 9: it
# is 3 · 3, it was cut off, and it is back. Only without padding is the cell that comes a 0.
#
# What it is for: a convolution of stride 2 makes 3 of 5 and of 6, so the way back from 3 has to be told
# which. That is also why it must be smaller than the stride (or the dilation): with 2, the size would
# belong to an input of 4.
#
# [Move its slider](05_output_padding.html#x=1,2,3&w=1,1,3&stride=2&padding=1&output_padding=1), or read
# [chapter 05](05_output_padding.ipynb).

# %% [markdown] tags=["question:causal"]
# ## Causal or streaming decoder: which side do I trim, how much, and why do chunks differ at the seam?
#
# Trim the end only, by `T = dilation·(kernel_size − 1) + 1 − stride` cells: each cell cut at the
# beginning makes outputs look ahead. In chunks, carry those T cells over and add the bias last: in each
# chunk it counts twice at the seam.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

w = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
late = torch.tensor([[[0.0, 0.0, 1.0]]])  # nothing, nothing, then a 1: what comes before place 4?
full = F.conv_transpose1d(late, w, stride=2).flatten().int().tolist()
assert full == conv_transpose1d([0, 0, 1], [1, 2, 3, 4], stride=2).tolist()
print("end trimmed:      ", full[:-2])
print("both, padding=1:  ", full[1:-1])
print("beginning trimmed:", full[2:])

# %% [markdown]
# The third input stands for places 4 and 5. Trimmed at the end, it starts there. With `padding=1` it is
# heard one place early, trimmed at the beginning two: a layer that looks ahead. Now chunk by chunk, with
# a bias of 10:

# %%
import torch
from torch.nn import functional as F

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
stride, bias = 2, torch.tensor([10.0])
T = w.shape[-1] - stride
print("whole:       ", F.conv_transpose1d(x, w, bias, stride).flatten().int().tolist())

carry, out, naive = torch.zeros(1, 1, T), [], torch.zeros(1, 1, 8)
for n, chunk in enumerate(x.split(1, dim=-1)):
    y = F.conv_transpose1d(chunk, w, stride=stride)
    y[..., :T] += carry
    out.append(y[..., :stride] + bias)
    carry = y[..., stride:]
    naive[..., n * stride : n * stride + 4] += F.conv_transpose1d(chunk, w, bias, stride)
print("with a carry:", torch.cat([*out, carry + bias], dim=-1).flatten().int().tolist())
print("bias in each:", naive.flatten().int().tolist())

# %% [markdown]
# A live decoder hands out all but the last T numbers, the carry: the next input still adds to it.
# `y[..., :L * stride]` trims right wherever T is 0 or more; `y[..., :-T]` is empty where T is 0. With a
# negative T nothing is left to trim: `output_padding=-T` makes `L * stride`.
#
# Watch time run [in the figure](13_causal.html#x=1,2,3&w=1,2,3,4&stride=2&view=time); all of it is in
# [chapter 13](13_causal.ipynb).

# %% [markdown] tags=["question:odd-stride"]
# ## Why does my audio decoder lose samples at an odd stride?
#
# With `kernel_size=2*stride` there are `stride` cells too many, and an odd number can't be cut in half:
# `padding=(stride + 1)//2` alone cuts one too many. `padding=(stride + 1)//2, output_padding=stride % 2`
# makes exactly `stride` samples of each input.

# %%
import torch
from torch import nn

from course import output_size


def size(stride, padding, output_padding=0):
    layer = nn.ConvTranspose1d(1, 1, 2 * stride, stride, padding, output_padding)
    made = layer(torch.ones(1, 1, 50)).shape[-1]
    assert made == output_size(50, 2 * stride, stride, padding, output_padding)
    return made


print("stride  50·stride  up alone  down alone  with output_padding")
for s in (2, 3, 4, 5, 8):
    up, down = (s + 1) // 2, s // 2
    print(f"{s:6}  {50 * s:9}  {size(s, up):8}  {size(s, down):10}  {size(s, up, s % 2):19}")

# %% [markdown]
# `padding=(kernel_size - stride)//2`, which many decoders have, is the column "down alone": one too many
# at an odd stride. Four layers with strides 8, 5, 4 and 2 and no `output_padding` make 320·L − 8 samples
# of L frames, as the one sample that the 5 loses is stretched by 4 and by 2.
#
# If the samples have to come from trained weights, pad or cut the sound by that number; if the model is
# yours, change the layer before training.
#
# Which settings hit L·5 for every L, [in the calculator](calculator.html#input_size=50,51&output_size=250,255);
# [chapter 13](13_causal.ipynb) says what the cut does in time, and [your own layer](own_layer.ipynb) finds
# such a layer in a model.

# %% [markdown] tags=["question:same"]
# ## `padding="same"` of Keras, TensorFlow or ONNX: what do I write in PyTorch?
#
# With `T = dilation·(kernel_size − 1) + 1 − stride`, write `padding=max(T, 0)//2, output_padding=max(-T,
# 0)` and keep the first `x.shape[-1]*stride` outputs. PyTorch itself takes no "same" here, and can't cut
# more at the end than at the beginning.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d


def same(x, w, stride):
    T = w.shape[-1] - stride
    y = F.conv_transpose1d(x, w, stride=stride, padding=max(T, 0) // 2, output_padding=max(-T, 0))
    return y[..., : x.shape[-1] * stride]


x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
print("full:             ", conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2).tolist())
print("Keras, SAME_UPPER:", same(x, w, 2).flatten().int().tolist())
lower = F.conv_transpose1d(x, w, stride=2, padding=1, output_padding=1)
print("ONNX SAME_LOWER:  ", lower.flatten().int().tolist())

# %% [markdown]
# One cell of seven has to go. Keras, TensorFlow, JAX and ONNX's SAME_UPPER cut it at the end, SAME_LOWER
# at the beginning: there `padding=ceil(T / 2), output_padding=T % 2` is enough (for T ≥ 0 and a stride of
# 2 or more). Any other two cuts are a negative pad of the full output. And a circular border is
# an input padded by what the layer can reach, cut again by the layer:

# %%
import torch
from torch.nn import functional as F

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
full = F.conv_transpose1d(x, w, stride=2)
print("full:            ", full.flatten().int().tolist())
print("cut 2 and 1:     ", F.pad(full, (-2, -1)).flatten().int().tolist())
around = F.pad(x, (1, 1), mode="circular")
circular = F.conv_transpose1d(around, w, stride=2, padding=1 + 1 * 2)
print("circular, cut 1: ", circular.flatten().int().tolist())

# %% [markdown]
# The circular one: m inputs on each side, and `padding + m·stride` in the layer; here m = 1, in general
# `max(0, (dilation·(kernel_size − 1) − padding + output_padding) // stride)`. `mode="replicate"` and
# `"reflect"` work the same way. The layer's own `padding_mode` takes "zeros" only.
#
# The calculator shows each layer [in the other libraries' words](calculator.html#input_size=3&kernel_size=3&stride=2);
# [chapter 11](11_elsewhere.ipynb) has the numbers that they answered.

# %% [markdown] tags=["question:checkerboard"]
# ## Which kernel and stride make no checkerboard? Is a kernel size that the stride divides enough?
#
# No size is enough: the weights decide. A constant stays flat exactly where the sums of all phases (every
# stride-th tap) are equal. At stride 2 `[1, 2, 3, 4]` has 4 and 6, and stripes; `[1, 2, 1]` has 2 and 2,
# and doesn't. `explain(layer, size)` measures yours.

# %%
import torch
from torch.nn import functional as F

from course import phase_sums

ones = torch.ones(1, 1, 5)
for kernel in ([1, 1, 1, 1], [1, 2, 3, 4], [1, 1, 3], [1, 2, 1]):
    w = torch.tensor([[kernel]], dtype=torch.float32)
    y = F.conv_transpose1d(ones, w, stride=2).flatten().int().tolist()
    print(kernel, "sums", phase_sums(kernel, 2).tolist(), "→", y[2:-2])

# %% [markdown]
# **Often told:** "divisible is enough", and "k4 s2 p1 avoids checkerboards". 2 divides 4, and
# `[1, 2, 3, 4]` makes 4, 6, 4, 6 of a constant all the same; `padding=1` only takes the ends away. 2
# doesn't divide 3, and `[1, 2, 1]` is flat. What a divisible size brings: every output has equally many
# taps, so weights that are all equal don't stripe. New, random ones still do: their phases are alike on
# average only, not in one layer.
#
# Every stride-th tap is a phase at `dilation=1`. With `dilation=2`, at stride 2, all taps of
# `[1, 1, 1, 1]` fall into one phase, and every other output is 0. With several channels the sums must
# agree for each pair of an input and an output channel.
#
# How bad is it in a trained model? `explain` says so for each layer, in parts of the mean:

# %%
import torch
from torch import nn

from course import explain

layer = nn.ConvTranspose1d(1, 1, kernel_size=4, stride=2, padding=1, bias=False)
layer.weight.data = torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])
print(explain(layer, 6).layers[0].head)

# %% [markdown]
# To be rid of it for all weights: grow by nearest neighbours, then convolve. That is a transposed
# convolution, too, whose phase sums are equal whatever the weights are.
#
# [The phases in a figure](10_artifacts.html#x=1,1,1&w=1,2,3,4&stride=2&view=phases), three mends in
# [chapter 10](10_artifacts.ipynb).

# %% [markdown] tags=["question:export"]
# ## Why do my numbers differ after export to ONNX, Core ML or TensorRT?
#
# Look at both ends: the same numbers moved by one mean that a cell is cut at the other end. PyTorch cuts
# `padding` cells at the beginning, `padding − output_padding` at the end. `output_shape` and `auto_pad`
# let the runtime choose; `pads` doesn't.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
full = F.conv_transpose1d(x, w, stride=2)


def cut(begin, end):
    return F.pad(full, (-begin, -end)).flatten().int().tolist()


print("full:                              ", full.flatten().int().tolist())
print("PyTorch, padding=1:                ", cut(1, 1))
print("PyTorch, padding=output_padding=1: ", cut(1, 0))
print("output_shape=[6], SAME_UPPER:      ", cut(0, 1))
mine = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1)
assert cut(1, 0) == mine.tolist()

# %% [markdown]
# In ONNX, `output_shape` with SAME_UPPER cuts the odd cell at the end; with any other `auto_pad`, also
# with none, at the beginning. onnxruntime follows that; the reference evaluator of the package `onnx`
# ignores `output_shape` without `auto_pad`. It also gets `groups` with more than one output each wrong.
#
# A file with uneven `pads=[a, b]`: cut the full output as here, or, where a ≥ b and a − b is smaller than
# the stride, write `padding=a, output_padding=a − b`.
#
# Before you compare, give the model an input like `[1, 2, 3]` and a kernel like `[1, 1, 3]`: a symmetric
# kernel hides a flip, and an input of ones hides which end was cut. ONNX's weight has PyTorch's layout.
# Core ML and TensorRT were not run for this page; the same two looks tell what they did.
#
# [The same layer in the other libraries' words](calculator.html#input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1),
# and what they answered, in [chapter 11](11_elsewhere.ipynb).

# %% [markdown] tags=["question:weights"]
# ## How do I convert Keras, JAX or Flax weights to PyTorch, and is a flip needed?
#
# PyTorch's weight is `(in, out // groups, k)`. Keras has `(k, out, in)`: `permute(2, 1, 0)`, no flip. JAX
# and Flax have `(k, in, out)` and turn it round: `permute(1, 2, 0).flip(-1)`; with
# `transpose_kernel=True` they are as Keras.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x = torch.tensor([[[1.0, 2.0, 3.0]]])
kernel = torch.tensor([1.0, 1.0, 3.0])
keras = kernel.view(3, 1, 1)  # (k, out, in)
jax = kernel.view(3, 1, 1)  # (k, in, out)
print(
    "Keras:       ",
    F.conv_transpose1d(x, keras.permute(2, 1, 0), stride=2).flatten().int().tolist(),
)
flipped = jax.permute(1, 2, 0).flip(-1)
print("JAX, default:", F.conv_transpose1d(x, flipped, stride=2).flatten().int().tolist())
print("course:      ", conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2).tolist())

# %% [markdown]
# The second row is what JAX itself answers by default for this kernel: it slides it as it is, so the flip
# is part of the conversion. In 2-D the permutations are `(3, 2, 0, 1)` from Keras and `(2, 3, 0, 1)` from
# JAX, with both axes of taps flipped. The bias stays as it is.
#
# Different numbers of channels show a wrong axis, if the copy checks the shape. `copy_` does;
# `layer.weight.data = …` takes any shape and says nothing until the layer is called:

# %%
import torch
from torch import nn

keras = torch.arange(3 * 5 * 2.0).view(3, 5, 2)  # 3 taps, 5 outputs, 2 inputs
layer = nn.ConvTranspose1d(2, 5, kernel_size=3)
with torch.no_grad():
    try:
        layer.weight.copy_(keras.permute(1, 2, 0))
    except RuntimeError as error:
        print(error)
    layer.weight.copy_(keras.permute(2, 1, 0))
print(tuple(layer.weight.shape))

# %% [markdown]
# Then the size: Keras' "same" and "valid" are cuts of their own, see
# [what to write for them](question-same.html).
#
# Each library's call for a layer, [in the calculator](calculator.html#input_size=3&kernel_size=3&stride=2);
# weights with groups, depthwise ones and the recordings are in [chapter 11](11_elsewhere.ipynb).

# %% [markdown] tags=["question:bilinear"]
# ## Is a transposed convolution with bilinear weights the same as `nn.Upsample`, at the border too?
#
# Inside, exactly, for `align_corners=False`: at stride 2 with `[1, 3, 3, 1] / 4`, each channel by itself.
# At the border not: the layer sees zeros, interpolation repeats the edge. An input padded by 1
# (`mode="replicate"`) and `padding=3` make both equal.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x, w = torch.tensor([[[4.0, 8.0, 12.0]]]), torch.tensor([[[1.0, 3.0, 3.0, 1.0]]]) / 4
up = F.interpolate(x, scale_factor=2, mode="linear", align_corners=False)
print("interpolate:   ", up.flatten().tolist())
print("zeros outside: ", F.conv_transpose1d(x, w, stride=2, padding=1).flatten().tolist())
edged = F.pad(x, (1, 1), mode="replicate")
print("edge repeated: ", F.conv_transpose1d(edged, w, stride=2, padding=3).flatten().tolist())
print(
    "course:        ",
    (conv_transpose1d([4, 8, 12], [1, 3, 3, 1], stride=2, padding=1) / 4).tolist(),
)

# %% [markdown]
# In 2-D the kernel is the outer product, with `groups=channels`. For stride s the taps climb and fall:
# `kernel_size=2*s - s % 2, padding=s//2`, at stride 3 `[1, 2, 3, 2, 1] / 3`.

# %%
import torch
from torch.nn import functional as F

x = torch.arange(1.0, 13.0).view(1, 1, 3, 4)
row = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 4
w = torch.outer(row, row).view(1, 1, 4, 4)
up = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
edged = F.pad(x, (1, 1, 1, 1), mode="replicate")
print(torch.equal(up, F.conv_transpose2d(edged, w, stride=2, padding=3)))

# %% [markdown]
# With `align_corners=True` there is no such kernel: its weights change from place to place. And a layer
# that only *starts* with these weights, as in a fully convolutional network, leaves them at the first step
# of training.
#
# [The kernel at work](14_upsampling.html#x=4,8,12&w=1,3,3,1&stride=2&padding=1); nearest, bicubic and when
# to take which: [chapter 14](14_upsampling.ipynb).

# %% [markdown] tags=["question:pixelshuffle"]
# ## PixelShuffle or a transposed convolution: the same? How do I convert one into the other? ICNR?
#
# The same layer, its weights in another order: a convolution with kernel kc and padding pc, then
# `PixelShuffle(r)`, is a transposed one with kernel kc·r, stride r, padding (kc − 1 − pc)·r. ICNR is only
# how the weights start: all r² filters equal.

# %%
import torch
from torch.nn import functional as F


def from_shuffle(w, r):
    """(C·r², C_in, kc, kc) of a convolution before PixelShuffle(r) → (C_in, C, kc·r, kc·r)."""
    channels, inputs, taps, _ = w.shape
    w = w.view(channels // r**2, r, r, inputs, taps, taps).flip(4, 5)
    return w.permute(3, 0, 4, 1, 5, 2).reshape(inputs, channels // r**2, taps * r, taps * r)


def to_shuffle(w, r):
    """The way back, for a kernel size that is a multiple of r: pad others with zeros at the end."""
    inputs, outputs, taps, _ = w.shape
    w = w.view(inputs, outputs, taps // r, r, taps // r, r).permute(1, 3, 5, 0, 2, 4)
    return w.reshape(outputs * r * r, inputs, taps // r, taps // r).flip(2, 3)


x = torch.arange(2 * 4 * 5.0).view(1, 2, 4, 5)
w = torch.arange(12 * 2 * 9.0).view(12, 2, 3, 3) % 7
shuffled = F.pixel_shuffle(F.conv2d(x, w, padding=1), 2)
stamped = F.conv_transpose2d(x, from_shuffle(w, 2), stride=2, padding=(3 - 1 - 1) * 2)
print(tuple(stamped.shape), torch.equal(shuffled, stamped))
print(torch.equal(w, to_shuffle(from_shuffle(w, 2), 2)))

# %% [markdown]
# Equal everywhere, borders included. The smallest case is a kernel of 1: four channels become a stamp of
# 2×2. In one axis, `[1, 2, 3, 4]` at stride 2 is two short rows, `[3, 1]` and `[4, 2]`, whose answers
# take turns:

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

rows = torch.tensor([[[3.0, 1.0]], [[4.0, 2.0]]])
turns = F.conv1d(torch.tensor([[[1.0, 2.0, 3.0]]]), rows, padding=1)[0].T.reshape(-1)
print(turns.int().tolist())
print(conv_transpose1d([1, 2, 3], [1, 2, 3, 4], stride=2).tolist())

# %% [markdown]
# On the way back, pc is kc − 1 − padding / r. Where r doesn't divide the padding, as in `kernel_size=4,
# stride=2, padding=1`, convert the layer without padding and cut the result by 1 at each end.
#
# Two differences remain. The shuffle has r² biases for each channel, the transposed layer one. And
# ONNX's DepthToSpace in its default mode, and TensorFlow's, order the channels in another way than
# PyTorch.
#
# ICNR copies one filter r² times (`repeat_interleave(r*r, 0)`), which is nearest-neighbour upsampling: no
# checkerboard at the start. One step of training undoes it.
#
# [Each phase is a short row of its own](14_upsampling.html#x=1,2,3&w=1,2,3,4&stride=2&view=phases):
# [chapter 14](14_upsampling.ipynb).

# %% [markdown] tags=["question:errors"]
# ## PyTorch stopped with an error at a transposed convolution: what does it want from me?
#
# Paste the message into the calculator, or after `python -m course error`: both say what is wrong with
# your numbers and what to write. The usual ones are below. Nearly all come at the call, not where the
# layer is made.

# %%
import torch
from torch import nn
from torch.nn import functional as F

from course.errors import meaning

x, w = torch.ones(1, 1, 3), torch.ones(1, 1, 3)
layer = nn.ConvTranspose1d(1, 1, 3, stride=2, padding=1)
calls = {
    "output_padding=2": lambda: F.conv_transpose1d(x, w, stride=2, output_padding=2),
    "padding=-1": lambda: F.conv_transpose1d(x, w, padding=-1),
    "stride=0": lambda: F.conv_transpose1d(x, w, stride=0),
    "dilation=0": lambda: F.conv_transpose1d(x, w, dilation=0),
    "no taps": lambda: F.conv_transpose1d(x, w[..., :0]),
    "nothing left": lambda: F.conv_transpose1d(x, w, padding=3),
    "one axis": lambda: F.conv_transpose1d(x[0, 0], w),
    "channels": lambda: F.conv_transpose1d(torch.ones(1, 8, 3), torch.ones(4, 8, 3)),
    "no input": lambda: F.conv_transpose1d(x[..., :0], w),
    "int64 input": lambda: layer(x.long()),
    "padding_mode": lambda: nn.ConvTranspose1d(1, 1, 3, padding_mode="circular"),
    'padding="same"': lambda: nn.ConvTranspose1d(1, 1, 3, padding="same")(x),
    "output_size=[7]": lambda: layer(x, output_size=[7]),
    "cat": lambda: torch.cat([torch.ones(1, 1, 31), torch.ones(1, 1, 32)], dim=1),
}
for name, call in calls.items():
    try:
        call()
    except (RuntimeError, ValueError, TypeError) as error:
        first = str(meaning(str(error))).split(". ")[0].splitlines()[0]
        print(f"{name}: {first.rstrip('.')}")

# %% [markdown]
# That is the first sentence of each; the rest says what to write. All of it for one message:

# %%
import torch
from torch import nn

from course.errors import meaning

layer = nn.ConvTranspose1d(1, 1, 3, stride=2, padding=1)
try:
    layer(torch.ones(1, 1, 3), output_size=[7])
except ValueError as error:
    print(error, meaning(str(error)), sep="\n\n")

# %% [markdown]
# PyTorch runs one axis as two, so a message about a 1-D layer speaks of a height of 1. A few of them read
# differently with a batch of two or more, or with another type of numbers.
#
# [Paste yours here](calculator.html#error). [Chapter 07](07_signature.ipynb) shows what is refused, and
# what would work.

# %% [markdown] tags=["question:three-dimensions"]
# ## `ConvTranspose3d`: how do sizes, stamps and checkerboards work in three dimensions?
#
# Each axis by itself, with the formula of one: kernel (3, 4, 2), stride (2, 2, 3), padding (1, 1, 0) and
# output_padding (1, 0, 2) make 10×12×22 of 5×6×7. Each number adds a scaled block (a stamp); at stride 2
# there are 8 phases.

# %%
import torch
from torch import nn
from torch.nn import functional as F

from course import conv_transpose3d, output_size

settings = {
    "kernel_size": (3, 4, 2),
    "stride": (2, 2, 3),
    "padding": (1, 1, 0),
    "output_padding": (1, 0, 2),
}
print(tuple(nn.ConvTranspose3d(1, 1, **settings)(torch.ones(1, 1, 5, 6, 7)).shape[2:]))
print([output_size(size, *each) for size, *each in zip((5, 6, 7), *settings.values(), strict=True)])

x, w = torch.arange(1.0, 9.0).view(1, 1, 2, 2, 2), torch.ones(1, 1, 2, 2, 2)
y = F.conv_transpose3d(x, w)[0, 0].int()
assert y.tolist() == conv_transpose3d(x[0, 0].int().tolist(), w[0, 0].int().tolist()).tolist()
for part in y:
    print(part.tolist())

# %% [markdown]
# 1 to 8 in a cube, stamped with a block of ones at stride 1: a corner has one stamp, an edge two, a face
# four, and the middle all eight, 36.
#
# A 3×3×3 kernel of ones at stride 2 puts 8, 4, 2 or 1 taps into a cell. That is the checkerboard of
# one axis, 2 and 1, cubed:

# %%
import torch
from torch.nn import functional as F

from course import phase_sums

ones = torch.ones(1, 1, 3, 3, 3)
print(F.conv_transpose3d(ones, ones, stride=2)[0, 0, 2:4, 2:4, 2:4].int().flatten().tolist())
print(phase_sums(ones.int().numpy(), 2).flatten().tolist())

# %% [markdown]
# Inserted zeros are dearer here: 32×32×32 numbers become 63×63×63 at stride 2, 7.6 times as
# many, and 125×125×125 at stride 4, nearly 60 times. Stamping does without them.
#
# [Sizes along three axes](calculator.html#axes=3&input_size=5,6,7&kernel_size=3,4,2&stride=2,2,3&padding=1,1,0&output_padding=1,0,2)
# in the calculator; [chapter 09](09_two_dimensions.ipynb) draws two and three.

# %% [markdown] tags=["question:receptive-field"]
# ## How large is the receptive field with transposed convolutions in the stack?
#
# Count from the output back: r outputs need at most `(r + K − 2) // stride + 1` inputs of a transposed
# layer, `(r − 1)·stride + K` of a convolution, K = dilation·(kernel_size − 1) + 1. `kernel_size=2*stride`
# alone, from stride 2 on: at most 3, however many layers.

# %%
import torch
from torch import nn

from course import explain


def seen(model, size=24):
    """The most inputs that one output depends on, by the gradient."""
    for parameter in model.parameters():
        nn.init.ones_(parameter)
    x = torch.ones(1, 1, size, requires_grad=True)
    y = model(x)
    rows = [torch.autograd.grad(y[0, 0, j], x, retain_graph=True)[0] for j in range(y.shape[-1])]
    return max(int(row.count_nonzero()) for row in rows)


up, conv = (4, 2, 1), (3, 1, 1)
for kinds in ("u", "uu", "uuu", "uc", "ucuc", "ucucuc"):
    made = [
        nn.ConvTranspose1d(1, 1, *up) if kind == "u" else nn.Conv1d(1, 1, *conv) for kind in kinds
    ]
    r = 1
    for kind in reversed(kinds):
        r = (r + 4 - 2) // 2 + 1 if kind == "u" else (r - 1) * 1 + 3
    model = nn.Sequential(*made)
    print(
        f"{kinds:7} rule {r}, gradient {seen(model)}, course {explain(model, 24).receptive_field}"
    )

# %% [markdown]
# u is a transposed layer with `kernel_size=4, stride=2, padding=1`, c a convolution of 3. In the middle of
# a decoder each u adds next to nothing, as its outputs lie closer and closer; the convolutions between
# widen the field.
#
# The rule counts the output that sees most. With dilation, or where a convolution has a stride of its own,
# it is a bound that may not be reached. With `kernel_size=stride` an output sees one input.
#
# The stack of a model pasted [into the calculator](calculator.html#chain); products and fields are in
# [chapter 12](12_cost.ipynb).

# %% [markdown] tags=["question:multiplications"]
# ## How many multiplications does a transposed convolution make, and why do counters differ by stride²?
#
# Numbers that go *in* × in_channels × out_channels / groups × taps. A counter that takes the numbers that
# come *out*, as for a convolution, counts about stride² times too many: 30720 in place of 7680 for
# `ConvTranspose2d(8, 4, 4, 2, 1, groups=2)` on 5×6.

# %%
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from course import explain

layer = nn.ConvTranspose2d(8, 4, kernel_size=4, stride=2, padding=1, groups=2)
x = torch.ones(1, 8, 5, 6)
print("rule:     ", 5 * 6 * 8 * (4 // 2) * 4 * 4)
print("course:   ", explain(layer, (5, 6)).products)
with FlopCounterMode(display=False) as counter:
    y = layer(x)
print("PyTorch:  ", counter.get_total_flops() // 2, "(its counter says two operations to each)")
print("by output:", y.shape[2] * y.shape[3] * 4 * (8 // 2) * 4 * 4)

# %% [markdown]
# Each input number meets each tap once, and that is all: a stamp has 16 taps whatever the stride.
# `padding` throws away what was made outside, 1344 of the 7680 here.
#
# fvcore 0.1.5 says 7680, ptflops 0.7.5 8160 (with one addition of the bias for each output), thop 0.1.1
# 30720 and torchinfo 1.8.0 31200, both by the output. So ask what a counter counts before you compare two
# models with it.
#
# [The same layer's size](calculator.html#axes=2&input_size=5,6&kernel_size=4&stride=2&padding=1&in_channels=8&out_channels=4&groups=2);
# the cost of each way is counted in [chapter 12](12_cost.ipynb).

# %% [markdown] tags=["question:fast"]
# ## Which way to compute a transposed convolution is fast, and is zero insertion slow?
#
# Adding up a scaled kernel for each input makes each product once. A convolution over inserted zeros makes
# about `stride` times as many along each axis, most by 0: twice at stride 2 in 1-D, 60 times at stride 4
# in 3-D. It can still win for long rows at stride 2.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d, cost, counted

for stride in (1, 2, 4, 8):
    ways = cost(1000, kernel_size=8, stride=stride)
    zeros, by_zero, _ = ways["zeros"]
    print(
        f"stride {stride}: stamps {ways['stamps'].multiplications}, zeros {zeros}, by a 0 {by_zero}"
    )
assert counted("zeros", 20, kernel_size=8, stride=4) == cost(20, 8, 4)["zeros"][:2]

x, w = torch.arange(1.0, 6.0), torch.tensor([1.0, 1.0, 3.0])
stretched = torch.zeros(9)
stretched[::2] = x
y = F.conv1d(stretched.view(1, 1, -1), w.flip(0).view(1, 1, -1), padding=2).flatten()
print(y.int().tolist())
print(conv_transpose1d([1, 2, 3, 4, 5], [1, 1, 3], stride=2).tolist())

# %% [markdown]
# Both ways give the same numbers; only the second row was made without zeros. PyTorch doesn't insert
# them: for float64 on a CPU it makes all stamps by one product of matrices and adds them up, which takes
# memory for every stamp at once. The phases are a third way: `stride` short convolutions whose answers
# take turns, with no zero and no such memory.
#
# Measured once on two cores: `np.convolve` over inserted zeros took 4 to 6 ms for a million samples at
# `kernel_size=4, stride=2`, adding tap by tap 10 to 11 ms. Time your own case.
#
# [See the zeros](12_cost.html#x=1,2,3&w=1,1,3&stride=4&view=zero_insert); times side by side in
# [chapter 12](12_cost.ipynb).

# %% [markdown] tags=["question:output-size"]
# ## Where does `output_size=` go in `nn.Sequential`, in `F.conv_transpose1d`, without a batch axis?
#
# Only the call of the layer itself takes it, `layer(x, output_size=[6])`, with or without a batch axis.
# Elsewhere pass `output_padding`: what is wanted, less the size that comes out with 0, if that lies from 0
# to stride − 1.

# %%
import torch
from torch import nn
from torch.nn import functional as F

from course import Layer

layer = nn.ConvTranspose1d(1, 1, 3, stride=2, padding=1, bias=False)
x = torch.ones(1, 1, 3)
print("batch of one: ", tuple(layer(x, output_size=[6]).shape))
print("without batch:", tuple(layer(x[0], output_size=[6]).shape))
for call in (
    lambda: nn.Sequential(layer)(x, output_size=[6]),
    lambda: F.conv_transpose1d(x, layer.weight, stride=2, padding=1, output_size=[6]),
    lambda: layer(x, output_size=6),
):
    try:
        call()
    except TypeError as error:
        print("TypeError:    ", str(error).splitlines()[0])

more = Layer(3, stride=2, padding=1).output_padding_for(3, 6)
y = F.conv_transpose1d(x, layer.weight, stride=2, padding=1, output_padding=more)
print("output_padding:", more, "→", tuple(y.shape))

# %% [markdown]
# It takes the place of the layer's own `output_padding` for that call, and asks for a size, not for more
# cells: a list with one number for each axis, or the whole shape. Batch and channels of a whole shape are
# not looked at.
#
# In a model, pass the size on: a module with `forward(self, x, size)` that calls
# `self.up(x, output_size=size)`, in place of `nn.Sequential`.
#
# Which sizes a layer can be asked for, [in the calculator](calculator.html#input_size=3&kernel_size=3&stride=2&padding=1);
# [chapter 07](07_signature.ipynb) has the whole signature, [chapter 06](06_size_formula.ipynb) the sizes.

# %% [markdown] tags=["question:positional-arguments"]
# ## Why does `F.conv_transpose1d(x, w, None, 3, 0, 2)` not dilate?
#
# Its sixth argument is `output_padding`, then come `groups` and `dilation`. In `F.conv1d` the sixth is
# `dilation`. So the call runs, says nothing, and returns other numbers. Write the names: `stride=3,
# dilation=2`.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
print("meant:  ", F.conv_transpose1d(x, w, stride=3, dilation=2).flatten().int().tolist())
print("course: ", conv_transpose1d([1, 2, 3], [1, 1, 3], stride=3, dilation=2).tolist())
print("written:", F.conv_transpose1d(x, w, None, 3, 0, 2).flatten().int().tolist())

# %% [markdown]
# The last row is `output_padding=2`: two cells at the end, no dilation. Even the sizes are the same here,
# 11 and 11, so no shape gives it away.
#
# | call | 4th | 5th | 6th | 7th | 8th |
# |---|---|---|---|---|---|
# | `F.conv1d(x, w, bias, …)` | `stride` | `padding` | `dilation` | `groups` | |
# | `F.conv_transpose1d(x, w, bias, …)` | `stride` | `padding` | `output_padding` | `groups` | `dilation` |
#
# The layers differ in the same way: in `nn.ConvTranspose1d` `dilation` comes after `bias`.
#
# [The dilated one, stamp by stamp](07_signature.html#x=1,2,3&w=1,1,3&stride=3&dilation=2);
# [chapter 07](07_signature.ipynb) has the order of all.

# %% [markdown] tags=["question:empty-slice"]
# ## Why is `y[..., :-n]` empty after trimming by a computed 0?
#
# `-0` is `0`, so `y[..., :-0]` means `y[..., :0]`: nothing. It happens where the kernel is as long as the
# stride and there is nothing to trim. Say what stays, not what goes: `y[..., :L * stride]`, or
# `y[..., :y.shape[-1] - n]`.

# %%
import torch
from torch.nn import functional as F

from course import conv_transpose1d

x = torch.tensor([[[1.0, 2.0, 3.0]]])
for kernel in ([1, 2, 3], [1, 2], [1]):
    n = len(kernel) - 2
    w = torch.tensor([[kernel]], dtype=torch.float32)
    y = F.conv_transpose1d(x, w, stride=2, output_padding=max(-n, 0)).flatten().int()
    course = conv_transpose1d([1, 2, 3], kernel, stride=2, output_padding=max(-n, 0))
    print(f"n = {n:2}: [:-n] {y[:-n].tolist()}, [:L * stride] {y[: 3 * 2].tolist()}")
    assert y.tolist() == course.tolist()

# %% [markdown]
# A kernel shorter than the stride leaves n = −1: then `[:-n]` is `[:1]` and keeps one number. There is
# nothing to trim there but a cell to add, which `output_padding` does.
#
# The same slip at the beginning does no harm, as `y[..., 0:]` is all of it. In NumPy, lists and strings
# `-0` is the same trap.
#
# [No cell too many at kernel 2, stride 2](13_causal.html#x=1,2,3&w=1,2&stride=2&view=time); how much to
# trim, and why at the end: [chapter 13](13_causal.ipynb).

# %% [markdown] tags=["question:deconvolution"]
# ## Is a transposed convolution a deconvolution: does it invert a convolution?
#
# No. It goes back to the size, not to the numbers: `[1, 2, 3]` through the layer with `[1, 1, 3]` at
# stride 2, convolved again, is `[17, 34, 39]`. A deconvolution solves for what went in. This layer is the
# convolution's matrix, transposed, and its gradient.

# %%
import numpy as np
import torch
from torch.nn import functional as F

from course import conv1d, conv_matrix, conv_transpose1d

x, w = torch.tensor([[[1.0, 2.0, 3.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
y = F.conv_transpose1d(x, w, stride=2)
print(
    "there:   ",
    y.flatten().int().tolist(),
    conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2).tolist(),
)
print(
    "and back:",
    F.conv1d(y, w, stride=2).flatten().int().tolist(),
    conv1d(y[0, 0].int().tolist(), [1, 1, 3], stride=2).tolist(),
)

C = conv_matrix([1, 1, 3], 7, stride=2)
print("Cᵀ x:    ", (C.T @ [1, 2, 3]).tolist())
solved = np.linalg.lstsq(C, np.array([1.0, 2.0, 3.0]), rcond=None)[0]
print("C solved:", (C @ solved).round(9).tolist())

# %% [markdown]
# The third row is the layer: C is the matrix of the convolution from 7 numbers to 3, turned over. The last
# row is a deconvolution: 7 numbers were found that C takes to 1, 2, 3. They are other numbers than the
# layer's.
#
# **Often told:** "deconvolution" for this layer. The word is older and means the inverse; "transposed" says
# what is done. "Fractionally-strided" is the same layer again, seen as a convolution over inserted zeros.
#
# [The matrix, alive](08_transposed.html#x=1,2,3&w=1,1,3&stride=2&view=matrix): [chapter 08](08_transposed.ipynb)
# on the name, [chapter 01](01_basic.ipynb) on the stamp.

# %% [markdown] tags=["question:depthwise"]
# ## What do `groups` do in a transposed convolution, and how do I write a depthwise one (512 channels)?
#
# They split the channels: outputs of a group see its inputs only. `nn.ConvTranspose1d(512, 512, 4, 2, 1,
# groups=512)` has one kernel for each channel, 2048 weights in place of a million. Their shape, (in, out
# // groups, k), is (512, 1, 4).

# %%
import torch
from torch import nn
from torch.nn import functional as F

from course import conv_transpose1d

for groups in (1, 2, 512):
    layer = nn.ConvTranspose1d(512, 512, 4, stride=2, padding=1, groups=groups, bias=False)
    print(f"groups={groups}:", tuple(layer.weight.shape), layer.weight.numel(), "weights")

x = torch.tensor([[[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]])
w = torch.tensor([[[1.0, 1.0, 3.0]], [[1.0, 0.0, 0.0]]])
y = F.conv_transpose1d(x, w, stride=2, groups=2)[0].int()
for channel in range(2):
    alone = conv_transpose1d(x[0, channel].int().tolist(), w[channel, 0].int().tolist(), stride=2)
    print(y[channel].tolist(), alone.tolist())

# %% [markdown]
# `in_channels` and `out_channels` both have to be multiples of `groups`. `out_channels=2 * in_channels`
# with `groups=in_channels` gives each channel two kernels.
#
# A fixed kernel for all channels, as for upsampling, is one row of weights repeated:
# `w.repeat(channels, 1, 1)` with `groups=channels`. And a convolution's weight has the other order,
# (out, in // groups, k): that of a depthwise one has the same shape all the same.
#
# [Groups in the calculator](calculator.html#input_size=3&kernel_size=4&stride=2&padding=1&in_channels=512&out_channels=512&groups=512);
# [chapter 07](07_signature.ipynb) draws channels and groups, [chapter 14](14_upsampling.ipynb) upsamples with them.

# %% [markdown] tags=["question:blank-figure"]
# ## A figure shows “Error displaying widget: model not found”, an exported page an empty `Out[1]`: why?
#
# A live figure lives in a kernel that has ended, and a notebook doesn't store its state. Run its cell again.
# Where only text shows, trust the notebook (`jupyter trust name.ipynb`). To hand a figure on, save it as a
# page: `figure.save("play.html")`.

# %%
import torch
from torch.nn import functional as F

from course import draw

x, w = torch.tensor([[[1.0, 1.0]]]), torch.tensor([[[1.0, 1.0, 3.0]]])
print(F.conv_transpose1d(x, w, stride=4).flatten().int().tolist())
draw([1, 1], [1, 1, 3], stride=4)

# %% [markdown]
# A picture of this course is stored as a drawing (SVG) and as text. A program shows what it can and what
# it trusts; the text is always there. `print(draw(…))` prints it.
#
# JupyterLab's own HTML export fetches its widgets from the network and shows nothing without it: an empty
# `Out[1]`. The pages of this course need no network, and a figure saved as a page runs by itself.
#
# A live figure [on a page](02_stride.html#x=1,1&w=1,1,3&stride=4); how the course is used:
# [chapter 00](00_start.ipynb).
