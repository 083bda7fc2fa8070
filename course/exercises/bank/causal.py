"""Exercises of chapter 13: what an output may depend on, and a layer that runs chunk by chunk."""

from ..answers import Exercise

EXERCISES: dict[str, Exercise] = {}
