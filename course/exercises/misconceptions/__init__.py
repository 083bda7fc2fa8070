"""The wrong ideas that readers have: what each makes of a layer, and the words that meet it.

A wrong idea about outputs takes a trace and returns the row that it leads to, or None where it has
nothing to say. One about sizes takes a layer and an input size and returns a size, one about zeros
inserted a row and a stride and returns a row. Where two of them lead to one answer, the exercise
names the likelier first.
"""

from .idea import Idea, Misconception, Numbers, got_if, idea_behind
from .outputs import OUTPUTS
from .planes import PLANES
from .sizes import SIZES
from .stretches import STRETCHES

__all__ = [
    "OUTPUTS",
    "PLANES",
    "SIZES",
    "STRETCHES",
    "Idea",
    "Misconception",
    "Numbers",
    "got_if",
    "idea_behind",
]
