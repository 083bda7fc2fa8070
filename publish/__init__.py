"""Turns the chapters' text sources into executed notebooks and slide decks.

An author's tool, `python -m publish`: no chapter and no other module imports it.
"""
