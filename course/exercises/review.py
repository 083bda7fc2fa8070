"""Asks ten exercises of the whole course again, each with numbers that nobody has seen."""

from dataclasses import dataclass
from random import Random, SystemRandom

from ..errors.values import unknown
from ..language import tr
from . import makers
from .answers import Exercise
from .bank import CHAPTERS
from .build import Build
from .makers import MAKERS, Made
from .reach import Reach
from .repair import Repair, decoder
from .spot import Spot

COUNT = 10
SEEDS = 1_000
