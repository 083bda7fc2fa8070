# %% [markdown]
# # 08 Why "transposed"
#
# A convolution multiplies and adds. So does a matrix. Write the convolution as one and turn it over
# its diagonal: there stand the stamps.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what the word “transposed” reminds people of. A matrix, and that is the whole answer.

# %% tags=["setup"]
import torch
from torch import nn
from torch.nn import functional

from course import check, conv1d, conv_matrix, conv_transpose1d, draw, explore, hint, show, solution


def torch_layer(**parameters):
    """ConvTranspose1d with one channel, no bias and the kernel [1, 1, 3]."""
    layer = nn.ConvTranspose1d(1, 1, kernel_size=3, bias=False, **parameters)
    layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
    return layer


kernel = torch.tensor([[[1.0, 1.0, 3.0]]])
five = torch.tensor([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
pair = torch.tensor([[[1.0, 2.0]]])

# %% [markdown]
# ## Predict
#
# Five numbers go through a *convolution* with the kernel `[1, 1, 3]` and stride 2. **How many come out,
# and which weight multiplies which input?**

# %% [markdown] slideshow={"slide_type": "notes"}
# This is the ordinary convolution, not ours. Two numbers come out; collect the weights of the second.

# %% [markdown]
# ### A convolution as a matrix

# %%
C = conv_matrix([1, 1, 3], input_size=5, stride=2)
print(C)

# %% [markdown] slideshow={"slide_type": "notes"}
# One row for each output, one column for each input. The second row is the first, two further.

# %% [markdown]
# Two come out. Each row of this matrix C makes one output: the kernel, two cells further on in each
# row, and 0 where an input is not used. The matrix times the input is the convolution:

# %%
show(functional.conv1d(five, kernel, stride=2), "PyTorch")
show(C @ [1, 2, 3, 4, 5], "C @ x")

# %% [markdown] slideshow={"slide_type": "notes"}
# 1·1 + 1·2 + 3·3 = 12. Let somebody do the 22.

# %% [markdown]
# ## Turn it over
#
# `C.T`, the transposed matrix, has the rows of C as its columns:

# %%
print(C.T)

# %% [markdown] slideshow={"slide_type": "notes"}
# Read the columns downwards: there are the stamps, the second one two cells further down.

# %% [markdown]
# **Predict** `C.T @ [1, 2]`. You have met these numbers in chapter 07.

# %% [markdown] slideshow={"slide_type": "notes"}
# Once the first column and twice the second. Collect the five numbers.

# %%
show(C.T @ [1, 2], "C.T @ x")
show(torch_layer(stride=2)(pair), "PyTorch")

# %% [markdown] slideshow={"slide_type": "notes"}
# A column is a stamp. That is all there is to the name.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 2], [1, 1, 3], stride=2), "course")

# %% [markdown]
# Each *column* of `C.T` is one stamp, and the matrix times `[1, 2]` adds up one times the first and
# two times the second. Each *row* says what meets in one output cell. Hence the name: the transposed
# convolution multiplies with the convolution's matrix, transposed.

# %% [markdown]
# ## The picture
#
# The same for `[1, 2, 3]`: a column is a stamp, and what stands in a row is what its output gathers.
# Point at a number to see it.
#
# **Predict, then play:** how far does a column move down against its neighbour with stride 3? And what
# does padding do to the matrix?

# %% [markdown] slideshow={"slide_type": "notes"}
# Two guesses: a number of rows for the stride, and rows or columns for padding.

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, view="matrix")

# %% [markdown] slideshow={"slide_type": "notes"}
# Stride 3 moves columns by three rows. Padding crosses out rows at both ends. Switch to the stamps and
# back, and follow one colour.

# %% [markdown] slideshow={"slide_type": "skip"}
# By three rows. Padding takes rows away at both ends. For the convolution these are columns of C: they
# would read the zeros around its input, so nobody needs them.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## output_padding in the matrix
#
# The same convolution of 6 numbers. It still makes 2, and never uses the last input, so C gets a
# column of zeros, and `C.T` a *row* of zeros:

# %% slideshow={"slide_type": "skip"}
C = conv_matrix([1, 1, 3], input_size=6, stride=2)
print(C)
show(C.T @ [1, 2], "C.T @ x")
show(torch_layer(stride=2, output_padding=1)(pair), "PyTorch")

# %% [markdown] slideshow={"slide_type": "skip"}
# The 0 at the end is what `output_padding=1` adds: the place of an input that was never used.

# %% [markdown]
# ## A wrong idea: it undoes the convolution
#
# The layer is often called *deconvolution*. Undoing has a name of its own, the inverse, and a test:
# there and back must give what you started from. **Predict** what comes back of `[1, 2, 3]`.

# %% [markdown] slideshow={"slide_type": "notes"}
# Three votes: [1, 2, 3], a multiple of it, or something else.

# %%
three = torch.tensor([[[1.0, 2.0, 3.0]]])
there = torch_layer(stride=2)(three)
show(functional.conv1d(there, kernel, stride=2))

# %% [markdown] slideshow={"slide_type": "notes"}
# Three numbers again, and none of them right. Size yes, values no.

# %% slideshow={"slide_type": "skip"}
there = conv_transpose1d([1, 2, 3], [1, 1, 3], stride=2)
show(conv1d(there, [1, 1, 3], stride=2))

# %% [markdown]
# Three numbers come back, the right size, and none of the right values.

# %% [markdown]
# ### Why not
#
# The matrix of there and back together shows it. An inverse would give 1 on the diagonal, 0 elsewhere:

# %%
C = conv_matrix([1, 1, 3], input_size=7, stride=2)
print(C @ C.T)

# %% [markdown] slideshow={"slide_type": "notes"}
# An inverse would give ones on the diagonal and zeros beside it. 11 is 1 + 1 + 9; the 3 is the
# overlap of two stamps.

# %% [markdown]
# Here 11 = 1·1 + 1·1 + 3·3 is a stamp times itself, and 3 = 3·1 the overlap of two neighbours. So the
# middle becomes 3·1 + 11·2 + 3·3 = 34.

# %% [markdown] slideshow={"slide_type": "skip"}
# The other way round it can't work at all. 5 numbers became 2, and 2 can't hold what 5 did:

# %% slideshow={"slide_type": "skip"}
there = conv1d([1, 2, 3, 4, 5], [1, 1, 3], stride=2)
show(conv_transpose1d(there, [1, 1, 3], stride=2))

# %% [markdown]
# ## Where it comes from: the gradient
#
# Training asks of each input how much the *loss* changes when it grows a little: the gradient. Let the
# loss be output 0 + 2·output 1 here. **Predict** the gradient that PyTorch finds for the 5 inputs.

# %% [markdown] slideshow={"slide_type": "notes"}
# Input 2 is used twice: in output 0 with the weight 3, and in output 1 with the weight 1, which counts
# twice.

# %%
five.requires_grad_()
functional.conv1d(five, kernel, stride=2).backward(pair)
show(five.grad)

# %% [markdown] slideshow={"slide_type": "notes"}
# The stamps of [1, 2] once more. Every training step of every convolution computes one.

# %% [markdown]
# `[1, 1, 5, 2, 6]` again. Output 0 used the first three inputs with the weights 1, 1 and 3, so its
# gradient 1 goes back to them as 1, 1 and 3: a stamp. Input 2 was used twice: 1·3 + 2·1 = 5.
#
# The gradient of a convolution with respect to its input *is* the transposed convolution of the gradient
# that arrives at its output. It has to restore the size, for every input gets one gradient. It has no
# reason to restore the values.

# %% [markdown] slideshow={"slide_type": "skip"}
# The converse holds, too. Transposing twice gives C again, so the gradient of a transposed convolution
# with respect to its input is the convolution, `[12, 22]` from above:

# %% slideshow={"slide_type": "skip"}
pair.requires_grad_()
torch_layer(stride=2)(pair).backward(five)
show(pair.grad)

# %% slideshow={"slide_type": "skip"}
show(conv1d([1, 2, 3, 4, 5], [1, 1, 3], stride=2))

# %% [markdown]
# ## One line: ⟨Cx, y⟩ = ⟨x, Cᵀy⟩
#
# Weigh the output of a convolution by y, or weigh its input by what the transposed convolution makes of
# y: it is the same number, for all x and y.

# %%
x, y = [1, 2, 3, 4, 5], [1, 2]
print(conv1d(x, [1, 1, 3], stride=2) @ y)
print(x @ conv_transpose1d(y, [1, 1, 3], stride=2))

# %% [markdown] slideshow={"slide_type": "notes"}
# 12 + 44, and 1 + 2 + 15 + 8 + 30. It is a good test for code of one's own.

# %% [markdown]
# Mathematicians call two operations with this law *adjoint*. It makes a good test of your own code: a
# flipped kernel or a wrong cut breaks it at once.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** A convolution had the kernel `[1, 1, 3]`, stride 2 and 5 inputs. The gradients `[2, 1]` arrive at its
# two outputs. **What are the gradients of the 5 inputs?**

# %% slideshow={"slide_type": "skip"}
check("transposed.gradient", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** The kernel is `[1, 1, 3]`, the stride 2. **Choose the input** that gives `[0, 0, 1, 1, 3]`, the second
# column of `C.T`.

# %% slideshow={"slide_type": "skip"}
check("transposed.column", dict(input=...))

# %% [markdown]
# **3.** *"A transposed convolution and then the convolution, with one kernel and one stride, give back the
# input."* **True?** With the `weight` `[0, 1, 0]` and stride 2 they do. If not always, give one that shows it.

# %%
check("transposed.undo", dict(true=..., weight=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask why [0, 1, 0] works: it moves numbers and nothing else.

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** *"⟨Cx, y⟩ = ⟨x, Cᵀy⟩ for every `x`, `y`, `weight` and `stride`."* **True?** If not, give a case.

# %% slideshow={"slide_type": "skip"}
check("transposed.inner", dict(true=...))

# %% [markdown]
# **5.** **Write the backward pass.** A convolution with the kernel `w` and this stride had `input_size`
# inputs, and the gradients `g` arrive at its outputs. Return the gradient of each input.


# %%
def backward(g, w, input_size, stride):
    # your code
    ...


check("transposed.backward", backward)

# %% [markdown] slideshow={"slide_type": "notes"}
# Five minutes. Some inputs may never have been used; ask what their gradient is.

# %% [markdown]
# **To take away:** the transposed convolution multiplies with the convolution's matrix, turned over. It is
# the convolution's gradient with respect to its input, and not its inverse. Next:
# [09 two dimensions](09_two_dimensions.ipynb) reads the animations.

# %% [markdown] slideshow={"slide_type": "notes"}
# Transposed, not inverted: if one sentence stays, let it be this.
