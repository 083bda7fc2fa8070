# %% [markdown]
# # Your own layer: explain, find_layers and an error message
#
# For somebody who has a layer or a model and wants an answer in its own numbers. Every output below is
# what the call prints, with small weights that you can check by hand.

# %% [markdown]
# ## One layer: `explain(layer, input_size)`
#
# What size comes out and why, what a constant input becomes, how far an output looks ahead, what the
# layer costs, and its stamps, drawn with the layer's own weights. `skips=[6]` says that a skip
# connection of 6 numbers waits for the output.

# %%
import torch
from torch import nn

from course import explain

layer = nn.ConvTranspose1d(1, 1, kernel_size=3, stride=2, padding=1, bias=False)
layer.weight.data = torch.tensor([[[1.0, 1.0, 3.0]]])
print(explain(layer, 3, skips=[6]))

# %% [markdown]
# The first line is the answer to the usual question: 5 against 6. The mends below it are in order, and
# each says for which input sizes it is right. Why a size misses by one: [chapter 06](06_size_formula.ipynb).
# What the phase sums 4 and 1 do to a picture: [chapter 10](10_artifacts.ipynb).

# %% [markdown]
# ## A whole model: which layer made the wrong size?
#
# `explain` runs the model once and leaves it as it was. Where two sizes clash, PyTorch stops. `explain`
# goes on, names the layer that made the size, and tries each mend at other input sizes.


# %%
class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.into = nn.Conv2d(3, 8, 3, padding=1)
        self.down = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.up = nn.ConvTranspose2d(16, 8, kernel_size=2, stride=2)
        self.out = nn.Conv2d(16, 1, 1)

    def forward(self, x):
        skip = self.into(x)
        y = self.up(self.down(skip))
        return self.out(torch.cat([y, skip], dim=1))


print(explain(UNet(), (33, 48)).misfit)

# %% [markdown]
# 48 columns fit and 33 rows don't: the way down makes 17 of 33 and of 34, and the way up knows only 34.
# The mend that holds for every size pads or cuts by what the skip connection has. A number that is
# written into the model is right for some sizes and breaks others, and the line says how many.

# %% [markdown]
# ## A large model: a table, and one layer at a time
#
# A decoder with the settings of a published audio codec, with all weights 1. Four upsamplings by 8, 5, 4
# and 2 should make 320 samples of each frame: 16000 of 50.

# %%
decoder = nn.Sequential(
    nn.ConvTranspose1d(64, 32, 16, stride=8, padding=4),
    nn.LeakyReLU(),
    nn.ConvTranspose1d(32, 16, 10, stride=5, padding=3),
    nn.LeakyReLU(),
    nn.ConvTranspose1d(16, 8, 8, stride=4, padding=2),
    nn.LeakyReLU(),
    nn.ConvTranspose1d(8, 1, 4, stride=2, padding=1),
)
for parameter in decoder.parameters():
    nn.init.ones_(parameter)
told = explain(decoder, 50)
print(told)

# %% [markdown]
# 15992 is 8 short. The second row shows where: 400 becomes 1999, because a stride of 5 can't be cut in
# half. `output_padding=1` in that layer makes 2000. [Chapter 13](13_causal.ipynb) says why.
#
# `told["2"]` is one layer of it, `told.uneven` those that turn a constant into stripes, `told.misfitting`
# those whose size clashes, and `print(told.full)` all.

# %%
print(told["2"].head)

# %% [markdown]
# ## Sizes that you want: `find_layers(input_size, output_size)`
#
# Which settings make 14 of 7, 16 of 8 and 62 of 31? The usual ones come first. `even=True` leaves only
# those whose phases have equally many taps.

# %%
from course import find_layers

print(find_layers([7, 8, 31], [14, 16, 62], padding=1))

# %% [markdown]
# Several axes go into a tuple. Where no setting makes all sizes, it says what to do instead.

# %%
print(find_layers((7, 8), (14, 17), stride=2, kernel_size=4))

# %%
print(find_layers([7, 8, 31], [14, 17, 62]))

# %% [markdown]
# On the site the [calculator](calculator.html#input_size=7,8,31&output_size=14,16,62) does the same while
# you type, and its address is a link to hand on.

# %% [markdown]
# ## An error message
#
# In a terminal `python -m course error "…"` says what PyTorch wants. Here is what it prints:

# %%
from course.errors import meaning

x, w = torch.ones(1, 1, 3), torch.ones(1, 1, 3)
try:
    torch.nn.functional.conv_transpose1d(x, w, stride=2, output_padding=2)
except RuntimeError as error:
    print(meaning(str(error)))

# %% [markdown]
# ## In a terminal, and before every merge
#
# ```
# pip install ".[torch]"        # in the course's folder
# python -m course explain nets.unet:UNet --input 1,3,224,224
# python -m course lint nets.unet:UNet --input 1,3,224,224
# ```
#
# `lint` lists sizes that clash, uneven phases and phases without taps, with `--causal` also what depends
# on later inputs, and ends with 1 if there is anything: a line in a build stops on it.
