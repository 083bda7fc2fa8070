# %% [markdown]
# # Transposed convolution, stamp by stamp
#
# A **transposed convolution** makes small things larger. Here a picture of 8×8 pixels grows in a
# **decoder**, the half of a network that makes large out of small: two layers that nobody has trained yet.

# %% [markdown] slideshow={"slide_type": "notes"}
# The next slide says more than a definition. Turn the page at once.

# %%
from course import beliefs, check, conv_transpose2d, explore, hint, image, motif, progress, solution

cat, kernel = motif(), [[2, 3, 2], [3, 4, 3], [2, 3, 2]]
grown = conv_transpose2d(cat, kernel, stride=2, padding=1, output_padding=1)
large = conv_transpose2d(grown, kernel, stride=2, padding=1, output_padding=1)
image({"8": cat, "8 → 16": grown, "16 → 32": large}, pixel=6)

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask what they see before you say a word: a cat, and a grid over it. The cat went in, the grid did not.

# %% [markdown]
# The cat stays, and a **checkerboard** comes that nobody drew.
#
# Now leave out `output_padding=1`. The decoder makes 31 rows. A **skip connection** hands it the **feature
# map** of an earlier layer (that layer's numbers, one for each place), and this one has 32.

# %%
short = conv_transpose2d(grown, kernel, stride=2, padding=1)
image({"16 → 31": short, "skip: 32": motif(32)}, pixel=6, same_size=True)

# %% [markdown]
# The red row and column are missing, so the two can't be joined. PyTorch stops: “Sizes of tensors must match … Expected size 31 but got size 32”.

# %% [markdown] slideshow={"slide_type": "notes"}
# Who has met this sentence? One red row and one red column, and the training doesn't even start.

# %% [markdown]
# ## What it is for, and what goes wrong
#
# Transposed convolutions do the **upsampling**, small to large: in U-Nets (what does each pixel show?), in
# the generators of GANs (invented pictures), in super-resolution (sharper pictures) and in vocoders (sound
# from a spectrogram). What goes wrong is mostly one of the two things above: a checkerboard, or a size that
# is off by one. This course shows where both come from and what mends them, number by number.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who uses one of these networks. Then the promise: by chapter 6 the sizes fit, in chapter 10 the
# checkerboard goes.

# %% [markdown]
# ## A stamp
#
# Each number of the input **stamps** a scaled copy of the **kernel** on the output, and where stamps
# overlap, they add up. The kernel is a short row of numbers that the layer learns. That is all: the
# parameters only say where stamps land and what is cut off afterwards.

# %% [markdown] slideshow={"slide_type": "notes"}
# Say the one sentence of the whole course: each input number stamps the kernel. Everything after it
# is detail about where stamps land.

# %%
explore([1, 2, 3], [1, 1, 3], stride=2, sliders=("stride", "input_size"))

# %% [markdown] slideshow={"slide_type": "notes"}
# Point at an output cell and read its sum aloud. Most people have never seen numbers in this picture.
# Leave the stride alone for now: a question about it comes soon.

# %% [markdown] slideshow={"slide_type": "skip"}
# The picture is alive. Point at a number, or touch it, to see its sum. Click a number of the input or the
# kernel, or touch it again, to change it. Press Play to see one stamp after the other.

# %% [markdown] tags=["notebook"]
# The picture comes to life when you run its cell: click into the cell, then press **Shift + Enter**.
#
# [日本語版](ja/00_start.ipynb)もあります。

# %% [markdown]
# ## How to read this picture
#
# - **input**: three numbers. Each has a colour and a hatching of its own.
# - One row for each stamp: the kernel `[1, 1, 3]` times that number, at the place where it lands.
#   The grey arrows show the **stride**, from one stamp's start to the next.
# - **output**: what PyTorch returns. Each number is the sum of what stands above it.
# - The small numbers count places, from 0. Answers write x for the input, w for the kernel and y for the
#   output: y[2] is the third output.

# %% [markdown] slideshow={"slide_type": "notes"}
# Go back to the figure and walk down its rows once. The hatching is there for those who can't tell
# the colours apart.

# %% [markdown]
# ## Predict
#
# **What does a larger stride do to the output?** Decide before you move it.

# %% [markdown] slideshow={"slide_type": "notes"}
# The first vote. In a convolution a larger stride makes the output shorter, so many hands go up for
# that.

# %%
check("start.stride", ...)

# %% [markdown]
# ### Move the stride
#
# Go back to the figure and move the stride: from [1](#stride=1) to [2](#stride=2) to [3](#stride=3). The
# output gets longer each time, because the last stamp starts further right.

# %% [markdown] slideshow={"slide_type": "notes"}
# Now move the stride, slowly, and let the room count the output's cells each time.

# %% [markdown]
# ## How the course works
#
# Each chapter takes 10 to 15 minutes and shows one behaviour: a question, your prediction, the real
# PyTorch call, the picture of it, why it is so, and five or six exercises, from one minute to ten.
#
# | chapter | question |
# |---|---|
# | [01 basic](01_basic.ipynb) | What comes out when one number goes in? |
# | [02 stride](02_stride.ipynb) | Where does the next stamp go? |
# | [03 zero insert](03_zero_insert.ipynb) | What have zeros to do with a stride? |
# | [04 padding](04_padding.ipynb) | What does padding do here, and why? |
# | [05 output_padding](05_output_padding.ipynb) | What does it give back, and what not? |
# | [06 size formula](06_size_formula.ipynb) | Why is output_padding needed at all? |
#
# Eight more go deeper: [07 signature](07_signature.ipynb), [08 transposed](08_transposed.ipynb),
# [09 two dimensions](09_two_dimensions.ipynb), [10 artifacts](10_artifacts.ipynb),
# [11 elsewhere](11_elsewhere.ipynb), [12 cost](12_cost.ipynb), [13 causal](13_causal.ipynb) and
# [14 upsampling](14_upsampling.ipynb).

# %% [markdown] tags=["notebook"]
# Run a cell with **Shift + Enter**. Change any number and run the cell again: you work on a copy of
# your own, so nothing can break.

# %% [markdown] slideshow={"slide_type": "notes"}
# Each chapter stands for about 15 minutes. Insist on predictions: a vote by show of hands is
# enough.

# %% [markdown]
# ## What do you believe?
#
# Three minutes before the first chapter: ten questions that nearly everybody answers from what they know
# of convolutions. Decide before you look anything up. Your answers show which of the usual beliefs are
# yours, and which chapter shows what is so instead. No score is kept, and nothing is sent anywhere.

# %% [markdown] slideshow={"slide_type": "notes"}
# Open the first page of the course's site, read a question aloud and count hands for each answer. Say
# nothing about which is right: at the end of the course you ask again.

# %% slideshow={"slide_type": "skip"}
beliefs()

# %% [markdown]
# ## How exercises answer
#
# You are told whether your answer is right, and if it is not, what you may have had in mind and where
# it first goes wrong. Try it with a wrong answer, too: `[1, 1, 2, 6]`, for instance.
#
# **Exercise.** The kernel is `[1, 1, 3]` and the input is `[1, 2]`. The second stamp starts one cell
# after the first. What is the output?

# %% [markdown] slideshow={"slide_type": "notes"}
# Let everybody write four numbers down before anyone speaks. Expect `[1, 1, 3, 2, 2, 6]` from those
# who lay the stamps side by side.

# %% [markdown] tags=["notebook"]
# Put your answer in the place of the dots and run the cell.

# %%
check("start.first", ...)

# %% [markdown] tags=["notebook"]
# Not sure? A nudge is one line away, and `solution("start.first")` gives the answer with the reason.

# %% tags=["notebook"]
hint("start.first")

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What you have done
#
# Your progress is kept on this machine and nowhere else.

# %% [markdown] tags=["notebook"]
# `progress()` shows it, chapter by chapter. It is one small file: on Binder, download that before you
# leave, and restore it when you come back.

# %% tags=["notebook"]
progress()

# %% [markdown]
# **To take away:** predict first, then look. A prediction that fails teaches more than a result that
# scrolls by. Go on with [01 basic](01_basic.ipynb).

# %% [markdown] slideshow={"slide_type": "notes"}
# A wrong prediction is the useful kind. Nobody is marked here.
