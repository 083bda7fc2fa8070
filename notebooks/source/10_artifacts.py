# %% [markdown]
# # 10 Artifacts: a pattern nobody drew
#
# Decoders with transposed convolutions leave a pattern in images, the **checkerboard artifact**, and a
# whistle in audio, on an even grey and in a silent pause. You have all you need to say when, exactly.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has seen a checkerboard in a generated image. Today it becomes a sum of every second tap.

# %% tags=["setup"]
import numpy as np
import torch
from torch import nn

from course import (
    check,
    conv_transpose1d,
    conv_transpose2d,
    draw,
    explore,
    hint,
    image,
    melody,
    motif,
    phase_sums,
    show,
    solution,
    sound,
    spectrogram,
    tones,
)


def torch_layer(kernel, **parameters):
    """ConvTranspose1d with one channel, no bias and this kernel."""
    layer = nn.ConvTranspose1d(1, 1, len(kernel), bias=False, **parameters)
    layer.weight.data = torch.tensor([[kernel]], dtype=torch.float64)
    return layer


ones = torch.ones(1, 1, 4, dtype=torch.float64)

# %% [markdown]
# ## Predict
#
# Four equal numbers go in: `[1, 1, 1, 1]`. The kernel is `[1, 2, 3, 4]`, the stride 2, and 2 divides
# the 4 taps evenly.
#
# **Away from the two ends, are the numbers that come out equal too?**

# %% [markdown] slideshow={"slide_type": "notes"}
# Vote: equal or not. Many know the rule “choose a kernel size that the stride divides” and say equal.

# %% [markdown]
# ### The real call

# %%
show(torch_layer([1, 2, 3, 4], stride=2)(ones))

# %% [markdown] slideshow={"slide_type": "notes"}
# 4, 6, 4, 6. Leave the 1, 2 and 3, 4 at the ends aside: the neighbours are missing there.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 3, 4], stride=2))

# %% [markdown]
# Between the ends it goes 4, 6, 4, 6. An even grey would come out striped.

# %% [markdown]
# ### The picture
#
# One row for each tap, those that reach the even places first.

# %%
draw([1, 1, 1, 1], [1, 2, 3, 4], stride=2, view="phases")

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at y[2] and go up: taps 0 and 2, nothing else. At y[3] taps 1 and 3.

# %% [markdown]
# At stride 2 a tap keeps to the even places, or to the odd ones. So the kernel falls apart into two
# **phases**: `[1, 3]` makes the even outputs, `[2, 4]` the odd ones. Each phase is an ordinary convolution
# with taps of its own. The field calls this the **polyphase decomposition**.

# %% [markdown]
# ## Why: phase sums
#
# Where all inputs are 1, an output is simply the sum of its phase's taps. With stride s there are s
# phases, each with every s-th tap, so there are s such sums:

# %%
show(phase_sums([1, 2, 3, 4], stride=2))
show([1 + 3, 2 + 4])

# %% [markdown] slideshow={"slide_type": "notes"}
# The whole theory in one line. Ask for the sums of [1, 1, 3] at stride 2 before you go on: 4 and 1.

# %% [markdown]
# A constant input comes out constant, apart from the ends, **exactly when all phase sums are equal**.

# %% [markdown]
# **Predict, then play:** which one tap do you change, so that the two sums are equal? And what are the
# three sums at stride 3?

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask first: which one tap, and what value? There are four ways.

# %%
explore([1, 1, 1], [1, 2, 3, 4], stride=2, view="phases")

# %% [markdown] slideshow={"slide_type": "notes"}
# Click the tap 4 and type 2: the sums read 4 and 4. Put the 4 back, then stride 3: 5, 2, 3.

# %% [markdown]
# ## A wrong idea: it is the kernel size
#
# The common rule: a pattern comes exactly when the stride does not divide the kernel size.
#
# **Predict:** do 3 taps make a pattern at stride 2, whatever they are, and 4 taps none?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the rule speak first: what does it say of 3 taps, and of 4?

# %%
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 1], stride=2), "3 taps")
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 3, 4], stride=2), "4 taps")

# %% [markdown] slideshow={"slide_type": "notes"}
# Wrong both ways: it counts taps; what counts is their sum.

# %% slideshow={"slide_type": "skip"}
show(torch_layer([1, 2, 1], stride=2)(ones))
show(torch_layer([1, 2, 3, 4], stride=2)(ones))

# %% [markdown]
# Wrong both ways: the rule counts the taps of a phase, as if all taps were equal, and trained ones are not.

# %% [markdown] slideshow={"slide_type": "skip"}
# A kernel size that the stride divides still helps: it gives each phase as many taps, so that a kernel of equal
# taps is flat. It promises no more.

# %% [markdown]
# ## Three repairs
#
# Each gives all phases the same sum:
#
# | repair | what it does |
# |---|---|
# | equal | a kernel chosen with equal phase sums, here a triangle |
# | resize | repeat each number, then an ordinary convolution with `[1, 3, 1]` |
# | start | a first kernel in which all phases have the same taps, `[2, 3]` |

# %% [markdown] slideshow={"slide_type": "notes"}
# Resize is a transposed convolution too: two ones, then the taps. Ask why its sums are always equal.

# %% slideshow={"slide_type": "skip"}
rows = {
    "before": [1, 1, 1],
    "equal": [1, 2, 1],
    "resize": np.convolve([1, 1], [1, 3, 1]),
    "start": np.repeat([2, 3], 2),
}
for name, row in rows.items():
    show(phase_sums(row, stride=2), name)

# %% [markdown]
# ## Seen
#
# An image takes such a row both ways: nine ones before, with the sums 4, 2, 2 and 1 in its 2 · 2 phases.
#
# **Predict:** a cat of 16 by 16 becomes twice as large. Each repair takes the checkerboard away. What does
# it leave at the edges of the cat?

# %% [markdown] slideshow={"slide_type": "notes"}
# One vote for each: sharp, blurred or in blocks?

# %%
cat = motif(16)
grown = {
    name: conv_transpose2d(cat, np.outer(row, row), stride=2, padding=1)
    for name, row in rows.items()
}
image(grown)

# %% [markdown] slideshow={"slide_type": "notes"}
# Same cat, same stride, four kernels. Look at an ear: one grey pixel wide, two, or a block.

# %% [markdown]
# Three times the checkerboard is gone, and something is left. The edge of an ear is blurred over one pixel
# with `equal` and over two with `resize`. `start` makes blocks of 2 by 2, until training moves the phases apart.

# %% slideshow={"slide_type": "skip"}
layer = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1, bias=False)
layer.weight.data = torch.ones(1, 1, 3, 3)
torch_cat = layer(torch.tensor([[cat]]).float())[0, 0].detach().numpy()
print((torch_cat == grown["before"]).all())

# %% [markdown]
# ## Heard
#
# Now sound: 2000 numbers a second become 8000, so the stride is 4. The input is a melody around a constant
# 20, with short pauses. Inside a network that is the usual case: after a ReLU, numbers don't lie around 0.
#
# **Predict:** the phase sums of the kernel are 2, 4, 6 and 8. What will you hear besides the melody, and
# what in the pauses?

# %% [markdown] slideshow={"slide_type": "notes"}
# A pattern that repeats every 4 samples, 8000 samples a second: at which pitch? 2000 Hz.

# %% slideshow={"slide_type": "skip"}
kernels = {
    "before": [1, 2, 3, 4, 1, 2, 3, 4],
    "equal": [1, 2, 3, 4, 4, 3, 2, 1],
    "resize": np.convolve([1, 1, 1, 1], [1, 3, 1]),
    "start": np.repeat([2, 3], 4),
}
for name, kernel in kernels.items():
    show(phase_sums(kernel, stride=4), name)

# %% slideshow={"slide_type": "skip"}
played = melody()
before, equal = (
    conv_transpose1d(played, kernels[name], stride=4, padding=2) for name in ("before", "equal")
)
heard = {"before": (before, 8000), "equal": (equal, 8000)}

# %%
sound({"input": (played, 2000), **heard})

# %% [markdown] slideshow={"slide_type": "notes"}
# Play all three, not too loud. The whistle is the constant, made audible: it goes on in the pauses.

# %%
spectrogram(heard)

# %% [markdown] slideshow={"slide_type": "notes"}
# The straight line at 2000 Hz was played by nobody: 8000 divided by the stride. Below it the melody, and
# mirrored above it the melody's images.

# %% [markdown]
# The four sums come round 2000 times a second, 8000 divided by 4. That is a tone of 2000 Hz, with its double
# at 4000, made of the constant alone. Nobody played it, and it is louder than the melody.

# %% [markdown] slideshow={"slide_type": "skip"}
# Signal processing calls this **imaging**: a tone of f Hz comes back at 2000 − f and 2000 + f, and so on
# round each multiple of 2000. The constant is 0 Hz, so its images are 2000 and 4000 themselves, where equal
# phase sums leave nothing.

# %% [markdown] slideshow={"slide_type": "skip"}
# **Predict:** the first note has 500 Hz. How loud is 2000 Hz after each repair? And are its images at 1500
# and 2500 Hz gone as well?

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes before you turn the page: how loud is 2000 Hz after each repair, and are the first note's images
# gone, 1500 and 2500 Hz? 57 becomes 0, three times; the images shrink and stay.

# %%
for name, kernel in kernels.items():
    note = conv_transpose1d(played, kernel, stride=4)[64:1664]  # whole periods
    found = tones(note, rate=8000)
    show([found.get(hertz, 0) for hertz in (2000, 1500, 2500)], name)

# %% [markdown] slideshow={"slide_type": "notes"}
# The triangle is the smoothest of the three, so that it leaves least: 1 and 3.

# %% [markdown]
# The amplitudes at 2000, 1500 and 2500 Hz.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What the repairs do not promise
#
# Equal phase sums flatten a **constant**. Any other input still leaves images around 2000 Hz, as those at
# 1500 and 2500 Hz show: only a smooth kernel makes them small. At the ends stamps are missing, and the sums
# are not complete.

# %% [markdown] slideshow={"slide_type": "notes"}
# Say what was proven and what not: ends, other inputs, and training, which moves the taps of one phase
# and not of the others.

# %% [markdown] slideshow={"slide_type": "skip"}
# And a good start is only a start. What are the phase sums after one step of training that pulls down every
# fourth output?

# %% slideshow={"slide_type": "skip"}
layer = torch_layer([2, 2, 2, 2, 3, 3, 3, 3], stride=4)
layer(ones)[..., ::4].sum().backward()
show(phase_sums(layer.weight, stride=4)[0, 0], "start")
show(phase_sums(layer.weight - layer.weight.grad, stride=4)[0, 0], "trained")

# %% [markdown] slideshow={"slide_type": "skip"}
# The checkerboards in images are due to Odena, Dumoulin and Olah, *Deconvolution and Checkerboard
# Artifacts* ([Distill, 2016](https://distill.pub/2016/deconv-checkerboard/)), who also resize first; the start with equal phases is
# ICNR, by Aitken and others ([2017](https://arxiv.org/abs/1707.02937)); the tones in audio were studied by
# Pons and others ([2021](https://arxiv.org/abs/2010.14356)).

# %% [markdown] slideshow={"slide_type": "skip"}
# ## Exercises
#
# **1.** Input `[1, 1, 1, 1]`, kernel `[2, 1, 1]`, stride 2. **What comes out**, ends included?

# %% slideshow={"slide_type": "skip"}
check("artifacts.ones", ...)

# %% [markdown] slideshow={"slide_type": "skip"}
# **2.** **Choose the stride** so that `[1, 1, 1]` and the kernel `[1, 2, 2, 1]` give
# `[1, 2, 2, 2, 2, 2, 2, 2, 2, 1]`.

# %% slideshow={"slide_type": "skip"}
check("artifacts.flat", dict(stride=...))

# %% [markdown]
# **3.** *"If the stride divides the kernel size, the phase sums are equal."* For six ones at stride 3 they
# are. **True?** If not, give a `weight`.

# %%
check("artifacts.divides", dict(true=..., weight=...))

# %% [markdown] slideshow={"slide_type": "notes"}
# Nearly any weight will do; ask for the smallest one.

# %% [markdown] slideshow={"slide_type": "skip"}
# **4.** **Write `phase_sums` yourself**, for one row of taps. A phase may have no tap at all.


# %% slideshow={"slide_type": "skip"}
def sums(w, stride):
    # your code
    ...


check("artifacts.sums", sums)

# %% [markdown] slideshow={"slide_type": "skip"}
# **5.** **A start without a pattern.** Make a kernel in which each of the `stride` phases has exactly the
# taps `v`, as `[2, 3]` at stride 4 above.


# %% slideshow={"slide_type": "skip"}
def start(v, stride):
    # your code
    ...


check("artifacts.start", start)

# %% [markdown]
# **To take away:** with stride s each output hears every s-th tap only. A constant stays constant exactly
# when the s phase sums are equal; a checkerboard, or a tone at rate/s, says that they are not. Next:
# [11 elsewhere](11_elsewhere.ipynb) looks for the same layer in other libraries.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask someone to test [1, 3, 2] at stride 2 in their head: 3 and 3.
