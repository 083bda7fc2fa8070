"""Tests touch nobody's progress, and hypothesis finds the same examples in every run."""

import os

from hypothesis import settings

settings.register_profile("course", derandomize=True, deadline=None, database=None)
# pytest --hypothesis-profile=explore looks elsewhere, and longer, than the last time.
settings.register_profile("explore", deadline=None, database=None, max_examples=2000)
settings.load_profile("course")

os.environ.pop("COURSE_PROGRESS", None)
