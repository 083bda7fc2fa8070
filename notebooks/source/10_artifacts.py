# %% [markdown]
# # 10 Artifacts: a pattern nobody drew
#
# Decoders with transposed convolutions paint checkerboards into images and whistle in audio, on an
# even grey and in a silent pause. You have all you need to say when, exactly.

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
    phase_sums,
    show,
    solution,
    sound,
    spectrum,
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
# ## The real call

# %%
show(torch_layer([1, 2, 3, 4], stride=2)(ones))

# %% [markdown] slideshow={"slide_type": "notes"}
# 4, 6, 4, 6. Leave the 1, 2 and 3, 4 at the ends aside: the neighbours are missing there.

# %% slideshow={"slide_type": "skip"}
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 3, 4], stride=2))

# %% [markdown]
# Between the ends it goes 4, 6, 4, 6. An even grey would come out striped.

# %% [markdown]
# ## The picture
#
# One row for each tap, those that reach the even places first.

# %%
draw([1, 1, 1, 1], [1, 2, 3, 4], stride=2, view="phases")

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at y[2] and go up: taps 0 and 2, nothing else. At y[3] taps 1 and 3.

# %% [markdown]
# At stride 2 a tap keeps to the even places, or to the odd ones. So the kernel falls apart into two
# **phases**: `[1, 3]` makes the even outputs, `[2, 4]` the odd ones. Each phase is an ordinary convolution
# with taps of its own.

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
# **Guess, then play:** which one tap do you change, so that the two sums are equal? And what are the
# three sums at stride 3?

# %%
explore([1, 1, 1], [1, 2, 3, 4], stride=2, view="phases")

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask first: which one tap, and what value? There are four ways. Click the tap 4 and type 2: the sums
# read 4 and 4. Put the 4 back, then stride 3: 5, 2, 3.

# %% [markdown]
# ## A wrong idea: it is the kernel size
#
# The common rule: a pattern comes exactly when the stride does not divide the kernel size. At stride 2,
# then, 3 taps make one and 4 taps make none. Do they?

# %%
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 1], stride=2), "3 taps")
show(conv_transpose1d([1, 1, 1, 1], [1, 2, 3, 4], stride=2), "4 taps")

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the rule speak first. Wrong both ways: it counts taps; what counts is their sum.

# %% slideshow={"slide_type": "skip"}
show(torch_layer([1, 2, 1], stride=2)(ones))
show(torch_layer([1, 2, 3, 4], stride=2)(ones))

# %% [markdown]
# Wrong both ways: the rule counts the taps of a phase, as if all taps were equal, and trained ones are not.

# %% [markdown] slideshow={"slide_type": "skip"}
# A kernel size that the stride divides still helps: it gives each phase as many taps, so that a kernel of equal
# taps is flat. It promises no more.

# %% [markdown]
# ## Seen
#
# At stride 2 an image has 2 · 2 phases. Nine ones give them the sums 4, 2, 2 and 1; `[1, 2, 1]` both ways
# gives each a 4. The input has six columns, from 1 to 6.

# %% slideshow={"slide_type": "skip"}
nine_ones = np.ones((3, 3), int)
tent = np.outer([1, 2, 1], [1, 2, 1])
show(phase_sums(nine_ones, stride=2))
show(phase_sums(tent, stride=2))

# %%
grey = [[1, 2, 3, 4, 5, 6]] * 6
uneven = conv_transpose2d(grey, nine_ones, stride=2, padding=1)
even = conv_transpose2d(grey, tent, stride=2, padding=1)
image({"nine ones": uneven, "[1, 2, 1] both ways": even})

# %% [markdown] slideshow={"slide_type": "notes"}
# The same six columns in both: a checkerboard on the left, a smooth ramp on the right. The 4
# of the nine ones are the four corners.

# %% slideshow={"slide_type": "skip"}
layer = nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1, bias=False)
layer.weight.data = torch.ones(1, 1, 3, 3)
print((layer(torch.tensor([[grey]]).float()).detach().numpy() == uneven).all())

# %% [markdown]
# ## Heard
#
# Now sound: 2000 numbers a second become 8000, so the stride is 4. The input is a low tone of 250 Hz around
# a constant 20. Inside a network that is the usual case: after a ReLU, numbers don't lie around 0.
#
# **Predict:** the phase sums of the kernel are 2, 4, 6 and 8. What will you hear besides the low tone?

# %% [markdown] slideshow={"slide_type": "notes"}
# A pattern that repeats every 4 samples, 8000 samples a second: at which pitch? 2000 Hz.

# %%
played = 20 + np.array([0, 7, 10, 7, 0, -7, -10, -7] * 100)
sound(played, rate=2000, name="input")

# %%
uneven = conv_transpose1d(played, [1, 2, 3, 4, 1, 2, 3, 4], stride=4, padding=2)
steady = slice(64, 3136)  # whole periods, away from the ends
sound(uneven[steady], rate=8000, name="output, uneven kernel")

# %% [markdown] slideshow={"slide_type": "notes"}
# Play it, not too loud. The whistle is the constant, made audible.

# %%
spectrum(uneven[steady], rate=8000, played=(0, 250))

# %% [markdown] slideshow={"slide_type": "notes"}
# The tallest orange bar stands where no tone was: 8000 divided by the stride.

# %% [markdown]
# The four sums come round 2000 times a second, 8000 divided by 4. That is a tone of 2000 Hz, with its double
# at 4000, made of the constant alone. Nobody played it, and it is louder than the tone that was played.

# %% [markdown]
# ## Three repairs
#
# The kernel before, then three whose phase sums are all 5:
#
# | repair | what it does |
# |---|---|
# | equal | a kernel chosen with equal phase sums, here a triangle |
# | resize | repeat each number 4 times, then an ordinary convolution with `[1, 3, 1]` |
# | start | a first kernel in which all phases have the same taps, `[2, 3]` |

# %% [markdown] slideshow={"slide_type": "notes"}
# Resize is a transposed convolution too: four ones, then the taps. Ask why its sums are always equal.

# %% slideshow={"slide_type": "skip"}
kernels = {
    "before": [1, 2, 3, 4, 1, 2, 3, 4],
    "equal": [1, 2, 3, 4, 4, 3, 2, 1],
    "resize": np.convolve([1, 1, 1, 1], [1, 3, 1]),
    "start": np.repeat([2, 3], 4),
}
for name, kernel in kernels.items():
    show(phase_sums(kernel, stride=4), name)

# %% [markdown]
# What is left of the tone at 2000 Hz? And are 1750 and 2250 Hz gone as well?

# %%
for name, kernel in kernels.items():
    sums = phase_sums(kernel, stride=4)
    found = tones(conv_transpose1d(played, kernel, stride=4)[steady], rate=8000)
    levels = [found.get(hertz, 0) for hertz in (2000, 1750, 2250)]
    show([max(sums) - min(sums), *levels], name)

# %% [markdown] slideshow={"slide_type": "notes"}
# Two votes before you turn the page. 57 becomes 0, three times; the side tones shrink and stay.

# %% [markdown]
# Spread of the phase sums, then the amplitudes at 2000, 1750 and 2250 Hz.

# %%
even = conv_transpose1d(played, kernels["equal"], stride=4, padding=2)
sound(even[steady], rate=8000, name="output, equal phase sums")

# %% [markdown] slideshow={"slide_type": "notes"}
# The same tone, without the whistle.

# %% slideshow={"slide_type": "skip"}
spectrum(even[steady], rate=8000, played=(0, 250))

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What the repairs do not promise
#
# Equal phase sums flatten a **constant**. Any other input still leaves tones around 2000 Hz, as those at
# 1750 and 2250 Hz show: only a smooth kernel makes them small. At the ends stamps are missing, and the sums
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

# %% [markdown]
# **5.** **A start without a pattern.** Make a kernel in which each of the `stride` phases has exactly the
# taps `v`, as `[2, 3]` at stride 4 above.


# %%
def start(v, stride):
    # your code
    ...


check("artifacts.start", start)

# %% [markdown] slideshow={"slide_type": "notes"}
# Where do the two taps of phase 0 stand? stride cells apart.

# %% [markdown]
# **To take away:** with stride s each output hears every s-th tap only. A constant stays constant exactly
# when the s phase sums are equal; a checkerboard, or a tone at rate/s, says that they are not. Next:
# [11 elsewhere](11_elsewhere.ipynb) looks for the same layer in other libraries.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask someone to test [1, 3, 2] at stride 2 in their head: 3 and 3.
