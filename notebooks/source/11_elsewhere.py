# %% [markdown]
# # 11 Elsewhere: the same layer in other libraries
#
# ONNX, TensorFlow, Keras, JAX, MLX and SciPy have this layer, too. A model moves from one to another, nothing
# complains, the sizes may even fit, and the numbers are others.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has moved a model between libraries, and how they knew that it still was the same model.

# %% tags=["setup"]
import torch
from torch import nn
from torch.nn import functional as F

from course import check, conv_transpose1d, draw, explore, hint, replay, show, solution


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


x = torch.tensor([[[1.0, 2.0, 3.0]]])

# %% [markdown]
# ## One case for all
#
# The input is `[1, 2, 3]`, the kernel `[1, 1, 3]` and the stride 2, in every library. In PyTorch:

# %%
show(torch_layer(stride=2)(x), "pad 0")
show(torch_layer(stride=2, padding=1, output_padding=1)(x), "pad 1")

# %% [markdown] slideshow={"slide_type": "notes"}
# Two rows to remember: seven numbers in full, and six where only the first one is cut.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2))
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, padding=1, output_padding=1))

# %% [markdown] slideshow={"slide_type": "skip"}
# You need none of the other libraries. `replay` shows a call with the result that was recorded.

# %% [markdown] tags=["notebook"]
# Its button runs the call on your machine. To have all the libraries:
# `pip install jax flax keras tensorflow onnx onnxruntime scipy "mlx[cpu]"`.

# %% [markdown]
# ## Predict: JAX
#
# `x` and `w` hold the case, and `"VALID"` cuts nothing off. **What comes out?**
#
# ```python
# lax.conv_transpose(x, w, (2,), "VALID")
# ```

# %% [markdown] slideshow={"slide_type": "notes"}
# Same numbers, same stride, nothing cut. Ask for a reason to expect anything but the seven numbers.

# %%
replay("jax.default")

# %% [markdown] slideshow={"slide_type": "notes"}
# Seven numbers, and no row that we know. A 3 in front: where does a 3 come from? The last tap.

# %% [markdown]
# The size is right and the numbers are not. JAX puts zeros between the inputs, as in chapter 03, and
# then slides the kernel *as it stands*. That is stamping with the kernel turned round:

# %%
draw([1, 2, 3], [3, 1, 1], stride=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# Each stamp begins with the 3. Chapter 03's mistake, here it is the default.

# %% [markdown]
# One argument turns it back:

# %%
replay("jax.turned")

# %% [markdown] slideshow={"slide_type": "notes"}
# Warn them: a symmetric kernel, or one of ones, would have hidden it. transpose_kernel=True also
# lets in and out channels change places in the weight.

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict:** the kernel is `u = [1, 2, 1]`. Does JAX's default still differ from PyTorch?

# %% slideshow={"slide_type": "skip"}
replay("jax.symmetric")

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 2, 1], stride=2), "course")

# %% [markdown] slideshow={"slide_type": "skip"}
# A symmetric kernel hides the direction. Compare two libraries with a kernel such as `[1, 1, 3]`.

# %% [markdown]
# ## Predict: padding
#
# PyTorch's `padding=2` leaves 3 of the 7 numbers. JAX takes a pair, one number for each end. **How many
# come out with `[(2, 2)]`?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: 3, 7 or 11.

# %% slideshow={"slide_type": "skip"}
show(torch_layer(stride=2, padding=2)(x))

# %%
replay("jax.pad_2", "jax.pad_0")

# %% [markdown] slideshow={"slide_type": "notes"}
# JAX with 2 is PyTorch with 0, and the other way round. Only padding 1 hides it, with three taps.

# %% [markdown]
# All 7. In JAX padding means the zeros *around the stretched input* in which the kernel slides, so more
# of it makes more output. For PyTorch's `padding` it takes `dilation·(kernel_size − 1) − padding` of
# them: with three taps 2, 1, 0 stand for 0, 1, 2. Only for 1 both say the same.

# %% [markdown] slideshow={"slide_type": "skip"}
# JAX knows no `output_padding`: one more zero at the end does it. Newer versions also count as PyTorch
# does, with `use_consistent_padding=True`; there the end is padding 1 less output_padding 1.

# %% slideshow={"slide_type": "skip"}
replay("jax.alike", "jax.consistent")

# %% [markdown]
# ## Predict: `"same"`
#
# With `"same"` the output is as long as the input times the stride: 6 here. One of the 7 numbers has to
# go. **The first or the last?**

# %% [markdown] slideshow={"slide_type": "notes"}
# First or last? Both answers will be right, which is the trouble.

# %%
replay("onnx.upper", "onnx.lower", "keras.same", "tensorflow.same", "jax.same")

# %% [markdown] slideshow={"slide_type": "notes"}
# Four drop the last number, one the first. PyTorch's usual doubling drops the first.

# %% [markdown] slideshow={"slide_type": "skip"}
# ONNX has a name for both: `UPPER` cuts at the end, `LOWER` at the beginning. Keras, TensorFlow and JAX cut at
# the end. PyTorch has no `"same"`; its usual doubling, padding 1 with output_padding 1, cuts at the beginning.

# %% [markdown]
# **Predict, then play:** which sliders give `[1, 1, 5, 2, 9, 3]`, the `"same"` of Keras?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let them search for a minute. Then ask which end padding alone would have to cut.

# %%
explore([1, 2, 3], [1, 1, 3], stride=2)

# %% [markdown] slideshow={"slide_type": "notes"}
# None do. Padding cuts both ends, and output_padding gives back on the right.

# %% [markdown] slideshow={"slide_type": "skip"}
# None. Padding cuts at both ends and output_padding gives back on the right, so PyTorch's layer never
# cuts more on the right than on the left. A slice does: `layer(x)[..., :6]`.

# %% slideshow={"slide_type": "skip"}
show(torch_layer(stride=2)(x)[..., :6], "torch")
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2)[:6], "course")

# %% [markdown] slideshow={"slide_type": "skip"}
# ## `"same"` for every kernel and stride
#
# In full there are `T = kernel_size − stride` numbers too many. **Predict:** with four taps, `v = [1, 2, 3, 4]`,
# and stride 1 three have to go. How many at the beginning?

# %% slideshow={"slide_type": "skip"}
replay("keras.same_4", "tensorflow.same_4", "jax.same_4", "onnx.upper_4", "onnx.lower_4")

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2, 3], [1, 2, 3, 4]), "full")

# %% [markdown] slideshow={"slide_type": "skip"}
# One at the beginning and two at the end, and LOWER the other way round. So half of T goes at the beginning, rounded
# down, and the rest at the end. Where the kernel is shorter than the stride, T is negative, and zeros are
# put at the end. What is cut at the beginning and at the end, for all kernels up to 6 taps:
#
# | kernel_size | stride 1 | stride 2 | stride 3 | stride 4 |
# |---|---|---|---|---|
# | 1 | 0, 0 | 0, −1 | 0, −2 | 0, −3 |
# | 2 | 0, 1 | 0, 0 | 0, −1 | 0, −2 |
# | 3 | 1, 1 | 0, 1 | 0, 0 | 0, −1 |
# | 4 | 1, 2 | 1, 1 | 0, 1 | 0, 0 |
# | 5 | 2, 2 | 1, 2 | 1, 1 | 0, 1 |
# | 6 | 2, 3 | 2, 2 | 1, 2 | 1, 1 |

# %% [markdown] slideshow={"slide_type": "skip"}
# That is Keras, TensorFlow, JAX and ONNX's SAME_UPPER. With dilation the stamp's length stands for kernel_size. In
# PyTorch, for any of them:


# %% slideshow={"slide_type": "skip"}
def same(x, weight, stride=1, dilation=1):
    """What Keras, TensorFlow, JAX and ONNX's SAME_UPPER call "same": stride times as long."""
    more = dilation * (weight.shape[-1] - 1) + 1 - stride
    y = F.conv_transpose1d(
        x, weight, None, stride, max(more, 0) // 2, max(-more, 0), dilation=dilation
    )
    return y[..., : stride * x.shape[-1]]


def same_lower(x, weight, stride=1):
    """ONNX's SAME_LOWER, for a kernel at least as long as the stride."""
    more = weight.shape[-1] - stride
    y = F.conv_transpose1d(x, weight, stride=stride)
    return y[..., more - more // 2 : y.shape[-1] - more // 2]


four, five = torch.tensor([[[1.0, 2, 3, 4]]]), torch.tensor([[[5.0]]])
show(same(x, four), "upper")
show(same_lower(x, four), "lower")
show(same(x, five, stride=2), "short")

# %% slideshow={"slide_type": "skip"}
replay("keras.short", "onnxruntime.short")

# %% [markdown] slideshow={"slide_type": "skip"}
# The recorded numbers again. `short` is a kernel of one tap, 5, at stride 2: onnxruntime makes five of three, and
# ONNX's own reference puts the zero in front. There `"same"` means three different things.
#
# Five taps at stride 2, so T = 3: Keras's `"same"` is `padding=1` and then `[..., : 2 * L]`, for L inputs. LOWER needs no slice:
# `padding=2, output_padding=1`. In general, from stride 2 on, LOWER is `padding=ceil(T/2)` with
# `output_padding=T % 2`; at stride 1 an output_padding of 1 is refused. UPPER with an odd T always needs the slice.

# %% [markdown] slideshow={"slide_type": "skip"}
# ### A size instead of a padding
#
# TensorFlow and ONNX can be told the size.

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict** what they make of 6, and of less.

# %% slideshow={"slide_type": "skip"}
replay("tensorflow.same", "tensorflow.same_5")

# %% slideshow={"slide_type": "skip"}
replay("onnxruntime.shape_6", "onnxruntime.upper_6", "onnxruntime.shape_3", "onnxruntime.shape_8")

# %% [markdown] slideshow={"slide_type": "skip"}
# TensorFlow takes 5 or 6, the sizes of which a convolution with `"SAME"` and stride 2 makes 3. For 6 it cuts one at
# the end, for 5 one at each end. ONNX's `output_shape` cuts at the *beginning*
# first, unless auto_pad says SAME_UPPER; its `pads` no longer count. An exporter, which writes a model as ONNX,
# chooses an end for you where it writes `output_shape`.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Any two ends, and any border
#
# What no setting of PyTorch can cut, a slice can: take it all, then cut a at the beginning and b at the end.
# `F.pad` with negative numbers does both at once, and puts zeros on where they are positive.

# %% slideshow={"slide_type": "skip"}
in_full = torch_layer(stride=2)(x)
show(F.pad(in_full, (-2, -1)), "2, 1")
show(F.pad(in_full, (0, 1)), "0, −1")

# %% slideshow={"slide_type": "skip"}
draw([1, 2, 3], [1, 1, 3], stride=2, trim=(2, 1))

# %% [markdown] slideshow={"slide_type": "skip"}
# `padding_mode` is zeros only: PyTorch refuses any other for this layer. A border that goes round, or repeats, is
# made in front: put m inputs on each side, as many as can reach in from there, and cut what they stamp.
# **Predict** the first number if `[1, 2, 3]` goes round, for `[1, 2, 3, 4]`, stride 2 and padding 1. Zeros give 2.


# %% slideshow={"slide_type": "skip"}
def bordered(x, weight, mode, stride=1, padding=0, output_padding=0, dilation=1):
    """The layer with another border than zeros: "circular", "replicate" or "reflect"."""
    reach = dilation * (weight.shape[-1] - 1) - padding + output_padding
    m = max(0, reach // stride)
    longer = F.pad(x, (m, m), mode=mode)
    settings = {"stride": stride, "output_padding": output_padding, "dilation": dilation}
    return F.conv_transpose1d(longer, weight, padding=padding + m * stride, **settings)


show(F.conv_transpose1d(x, four, stride=2, padding=1), "zeros")
for mode in ("circular", "replicate", "reflect"):
    show(bordered(x, four, mode, stride=2, padding=1), mode)

# %% [markdown] slideshow={"slide_type": "skip"}
# 14 = 2·1 + 4·3: the last input stamps round the corner. Here m is 1. More inputs would change nothing, fewer would.

# %% [markdown]
# ## A wrong idea: the same call means the same
#
# Keras's layer has `output_padding` too, and it must stay below the stride as well. *"So it does what
# PyTorch's does."* With 0, Keras's `"same"` and PyTorch's padding 1 both give `[1, 5, 2, 9, 3]`.
# **Predict** Keras with 1.

# %% [markdown] slideshow={"slide_type": "notes"}
# PyTorch makes [1, 5, 2, 9, 3, 9] of it. Vote for that, or for something else.

# %%
replay("keras.same_0", "keras.same_1")

# %% [markdown] slideshow={"slide_type": "notes"}
# A 1 in front, not a 9 behind. Six numbers in both, so no size ever complains.

# %% [markdown]
# Here the output grows on the *left*: a 1 came back in front, no 9 behind. Both have six numbers, so no
# size will ever complain. People who moved their decoders
# [have asked why](https://github.com/keras-team/keras/issues/22876).

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict:** with stride 4 PyTorch makes 11 numbers, for nothing stands behind the last stamp. Do Keras
# and JAX?

# %% slideshow={"slide_type": "skip"}
replay("keras.wide", "keras.wide_0", "jax.wide")

# %% slideshow={"slide_type": "skip"}
show(torch_layer(stride=4)(x), "torch")
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=4), "course")

# %% [markdown] slideshow={"slide_type": "skip"}
# Their `"valid"` has room for a whole stride behind each input, also behind the last: 3·4 = 12. In Keras
# `output_padding=0` is not the default, and gives PyTorch's 11.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What only some allow
#
# MLX takes a negative padding, which adds zeros, and any output_padding. Keras refuses a stride together
# with a dilation, where others don't mind.

# %% slideshow={"slide_type": "skip"}
replay("mlx.negative", "mlx.unbounded")

# %% slideshow={"slide_type": "skip"}
replay("keras.dilated", "onnx.dilated", "mlx.dilated")

# %% slideshow={"slide_type": "skip"}
show(torch_layer(stride=2, dilation=2)(x), "torch")
show(conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2, dilation=2), "course")

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Where the numbers of the weight stand
#
# A weight for 2 channels in, 5 out and 3 taps, and where the channels of the input are:
#
# | library | is called | input | weight |
# |---|---|---|---|
# | PyTorch | `ConvTranspose1d` | `(N, C, L)` | `(2, 5, 3)` |
# | ONNX | `ConvTranspose` | `(N, C, L)` | `(2, 5, 3)` |
# | Keras | `Conv1DTranspose` | `(N, L, C)` | `(3, 5, 2)` |
# | TensorFlow | `tf.nn.conv1d_transpose` | `(N, L, C)` | `(3, 5, 2)` |
# | JAX | `lax.conv_transpose` | `(N, L, C)` | `(3, 5, 2)` |
# | Flax | `nn.ConvTranspose` | `(N, L, C)` | `(3, 2, 5)` |
# | MLX | `ConvTranspose1d` | `(N, L, C)` | `(5, 3, 2)` |
# | SciPy | `upfirdn` | `(L,)` | `(3,)` |

# %% [markdown] slideshow={"slide_type": "skip"}
# JAX's row is with `transpose_kernel=True`; without it in and out change places, too. Flax, a library of layers on
# JAX, leaves it out by default. From PyTorch to
# Keras, TensorFlow or JAX it is `w.permute(2, 1, 0)`, to MLX `w.permute(1, 2, 0)`.
#
# To prove it, take the numbers 0 to 29 as PyTorch's weight `w2`, and send one input through it that is 1
# in channel 0 and 2 in channel 1. The first output of each of the 5 channels:

# %% slideshow={"slide_type": "skip"}
w2, x2 = torch.arange(30.0).reshape(2, 5, 3), torch.tensor([[[1.0], [2.0]]])
show(nn.functional.conv_transpose1d(x2, w2)[0, :, 0], "torch")
show(conv_transpose1d(x2, w2)[0, :, 0], "course")

# %% slideshow={"slide_type": "skip"}
replay("onnx.weight", "keras.weight", "tensorflow.weight", "jax.weight", "mlx.weight")

# %% slideshow={"slide_type": "skip"}
replay("keras.shape", "mlx.shape")

# %% [markdown] slideshow={"slide_type": "skip"}
# ### Lines to copy
#
# From a weight of theirs, as a tensor, to PyTorch's. Keras, TensorFlow and JAX with `transpose_kernel=True` want other
# axes and **no flip**: `permute(2, 1, 0)`. **Predict:** which axes for Flax's default, `(3, 2, 5)`, and does it
# want a flip?

# %% slideshow={"slide_type": "skip"}
replay("flax.default", "flax.weight")

# %% slideshow={"slide_type": "skip"}
from_flax = torch.arange(30.0).reshape(3, 2, 5).permute(1, 2, 0).flip(-1)
from_keras = torch.arange(30.0).reshape(3, 5, 2).permute(2, 1, 0)
from_mlx = torch.arange(30.0).reshape(5, 3, 2).permute(2, 0, 1)
show(F.conv_transpose1d(x2, from_flax)[0, :, 0], "flax")
show([*from_keras.shape, *from_mlx.shape], "shape")

# %% [markdown] slideshow={"slide_type": "skip"}
# `permute(1, 2, 0)`, and a flip: the first line is JAX's kernel turned round, and with it the five numbers are the same.
# So it is for JAX by default. In two dimensions Keras and TensorFlow have `(kH, kW, out, in)`: `permute(3, 2, 0, 1)`.
# ONNX's weight is PyTorch's, with groups as well.
#
# Keras has no groups here. A depthwise layer, each channel for itself, is in Keras a weight `(k, C, C)` with zeros
# where out and in differ: take the diagonal, `(k, C)`, then `.T.unsqueeze(1)` with `groups=C`. The bias stays as it is.

# %% [markdown] slideshow={"slide_type": "skip"}
# ### What exporters and run times change
#
# - `output_shape` overrides `pads`, and cuts at the beginning first (above).
# - onnxruntime refuses an output_padding that is not smaller than stride or dilation, as PyTorch does; ONNX's checker lets it pass.
# - ONNX's reference evaluator adds the first group's bias to all groups. Compare with onnxruntime, not with it.
# - In float32 another order of the same sums differs in the last digits; whole numbers agree exactly.
#
# What PyTorch's own settings make of 3 numbers: [the calculator](calculator.html#input_size=3&kernel_size=3&stride=2&padding=1&output_padding=1),
# with the same call in the other libraries.

# %% [markdown]
# ## The line that makes them agree
#
# All of these give `[1, 5, 2, 9, 3, 9]`, PyTorch's padding 1 with output_padding 1:

# %%
replay("onnx.alike", "jax.alike", "keras.alike", "scipy.alike", "mlx.alike")

# %% slideshow={"slide_type": "skip"}
replay("onnxruntime.alike", "flax.alike", "tensorflow.alike")

# %% [markdown] slideshow={"slide_type": "notes"}
# Each cuts one cell on the left and none on the right, in its own words. SciPy and Keras slice.

# %% [markdown] slideshow={"slide_type": "skip"}
# Where a library can't say it, take all there is and slice: from `padding` on, as many as you want.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** JAX, without `transpose_kernel`: input `[1, 2]`, kernel `[1, 2, 4]`, stride 2, `"VALID"`. **What comes
# out?**

# %% slideshow={"slide_type": "skip"}
check("elsewhere.slid", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** ONNX, with the case of this chapter and `pads=[2, 1]`, the beginning first. **What comes out?**

# %% slideshow={"slide_type": "skip"}
check("elsewhere.pads", ...)

# %% [markdown]
# **3.** *"With three taps and stride 2, Keras's `"same"` gives what PyTorch gives with padding 1, if both have
# the same `output_padding`."* **True?** With 0 they agree. If not always, change what you need.

# %%
check("elsewhere.same", dict(true=..., output_padding=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# The wrong idea once more. Ask for an input for which even the counterexample agrees: all zeros.

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** **Move a weight.** `w[i][o][k]` is PyTorch's, as nested lists. Return it in the layout of Keras.


# %% slideshow={"slide_type": "skip"}
def layout(w):
    # your code
    ...


check("elsewhere.layout", layout)

# %% [markdown]
# **5.** **Choose the padding for JAX** (with `transpose_kernel=True`). Return the two numbers, the beginning
# first, that do what these parameters do in PyTorch.


# %%
def pad(kernel_size, padding, output_padding, dilation):
    # your code
    ...


check("elsewhere.pad", pad)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five minutes. Start from a kernel of three taps: 2, 1, 0 for padding 0, 1, 2.

# %% [markdown] slideshow={"slide_type": "skip"}
# **6.** **Write what `"same"` cuts** in Keras: two numbers, the beginning first. A negative one stands for zeros that are put on.


# %% slideshow={"slide_type": "skip"}
def cut(kernel_size, stride):
    # your code
    ...


check("elsewhere.cut", cut)

# %% [markdown]
# **To take away:** a name is not a meaning. Send `[1, 2, 3]` through `[1, 1, 3]` at stride 2 in both
# libraries, and compare numbers, not sizes. Next: [12 cost](12_cost.ipynb) asks what the layer costs.

# %% [markdown] slideshow={"slide_type": "notes"}
# Six numbers on a sheet of paper find every difference of today.
