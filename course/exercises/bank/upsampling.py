"""Exercises of chapter 14: the other ways to grow, and which of them are this layer."""

from ..answers import Exercise

EXERCISES: dict[str, Exercise] = {}
