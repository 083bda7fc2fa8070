# %% [markdown]
# # 11 Elsewhere: the same layer in other libraries
#
# ONNX, Keras, JAX, MLX and SciPy have this layer, too. A model moves from one to another, nothing
# complains, the sizes may even fit, and the numbers are others.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has moved a model between libraries, and how they knew that it still was the same model.

# %% tags=["setup"]
import torch
from torch import nn

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
# `pip install jax keras onnx scipy "mlx[cpu]"`.

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
replay("onnx.upper", "onnx.lower", "keras.same", "jax.same")

# %% [markdown] slideshow={"slide_type": "notes"}
# Three drop the last number, one the first. PyTorch's usual doubling drops the first.

# %% [markdown]
# ONNX has a name for both: `UPPER` cuts at the end, `LOWER` at the beginning. Keras and JAX cut at the
# end. PyTorch has no `"same"`; its usual doubling, padding 1 with output_padding 1, cuts at the beginning.

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
# | JAX | `lax.conv_transpose` | `(N, L, C)` | `(3, 5, 2)` |
# | MLX | `ConvTranspose1d` | `(N, L, C)` | `(5, 3, 2)` |
# | SciPy | `upfirdn` | `(L,)` | `(3,)` |

# %% [markdown] slideshow={"slide_type": "skip"}
# JAX's row is with `transpose_kernel=True`; without it in and out change places, too. From PyTorch to
# Keras or JAX it is `w.permute(2, 1, 0)`, to MLX `w.permute(1, 2, 0)`.
#
# To prove it, take the numbers 0 to 29 as PyTorch's weight `w2`, and send one input through it that is 1
# in channel 0 and 2 in channel 1. The first output of each of the 5 channels:

# %% slideshow={"slide_type": "skip"}
w2, x2 = torch.arange(30.0).reshape(2, 5, 3), torch.tensor([[[1.0], [2.0]]])
show(nn.functional.conv_transpose1d(x2, w2)[0, :, 0], "torch")
show(conv_transpose1d(x2, w2)[0, :, 0], "course")

# %% slideshow={"slide_type": "skip"}
replay("onnx.weight", "keras.weight", "jax.weight", "mlx.weight")

# %% slideshow={"slide_type": "skip"}
replay("keras.shape", "mlx.shape")

# %% [markdown]
# ## The line that makes them agree
#
# All of these give `[1, 5, 2, 9, 3, 9]`, PyTorch's padding 1 with output_padding 1:

# %%
replay("onnx.alike", "jax.alike", "keras.alike", "scipy.alike", "mlx.alike")

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

# %% [markdown]
# **To take away:** a name is not a meaning. Send `[1, 2, 3]` through `[1, 1, 3]` at stride 2 in both
# libraries, and compare numbers, not sizes. Next: [12 cost](12_cost.ipynb) asks what the layer costs.

# %% [markdown] slideshow={"slide_type": "notes"}
# Six numbers on a sheet of paper find every difference of today.
