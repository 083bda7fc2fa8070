# %% [markdown]
# # 14 Upsampling: other ways to grow
#
# Nearest, linear, sub-pixel: a picture grows in many ways, and most of them are this layer.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask which ways to enlarge a picture they know.

# %% tags=["setup"]
from course import show

# %% [markdown]
# ## One case
#
# The input is `[1, 2, 3]`, as ever.

# %%
show([1, 2, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# Three numbers that are to become six.

# %% [markdown]
# **To take away:** most ways to grow are this layer with a certain kernel.
