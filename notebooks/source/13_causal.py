# %% [markdown]
# # 13 Causal: no looking ahead
#
# A decoder that speaks while it listens may not wait for inputs that have not come yet.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask who has run a decoder live.

# %% tags=["setup"]
from course import show

# %% [markdown]
# ## One case
#
# The input is `[1, 2, 3]`, one number after the other.

# %%
show([1, 2, 3])

# %% [markdown] slideshow={"slide_type": "notes"}
# One number for each moment.

# %% [markdown]
# **To take away:** what is cut at the beginning decides how far a layer looks ahead.
