"""Gives the processes that share long work."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def pool() -> ProcessPoolExecutor:
    """A process for each core, begun anew.

    One split off from a process that has threads, as PyTorch's, may wait for them without an end.
    """
    return ProcessPoolExecutor(mp_context=get_context("spawn"))
