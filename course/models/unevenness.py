"""How uneven the phases of a layer are: what a constant input becomes."""

from dataclasses import dataclass

import numpy as np

from ..language import N_, tr
from ..tensors import Array

# Below 1 % of its size a ripple is lost in the 8 bits of an image. From 50 % on it is as plain as
# that of the textbook's checkerboard: a kernel of three ones with stride 2 has 67 %.
SLIGHT, STRONG = 0.01, 0.5
# Translators: how strong the checkerboard of a layer is, in a table below "checkerboard".
STRENGTHS = {"none": N_("none"), "slight": N_("slight"), "strong": N_("strong")}


@dataclass(frozen=True, eq=False)
class Unevenness:
    """How much the phase sums of each pair of channels differ, relative to their mean magnitude.

    pairs: (max − min) / mean of |sum| over the phases, of shape (C_in, C_out / groups). 0 means
    that a constant input stays constant. Sums that cancel don't make it infinite, because the mean
    is taken over magnitudes: the most is the number of phases.
    """

    pairs: Array

    @property
    def median(self) -> float:
        return float(np.median(self.pairs))

    @property
    def worst(self) -> float:
        return float(self.pairs.max())

    @property
    def strength(self) -> str:
        """A word for it; empty if the weight contains inf or nan.

        "none": the worst pair is below 1 %; "strong": the median is 50 % or more; else "slight".
        """
        if not np.isfinite(self.pairs).all():
            return ""
        if self.worst < SLIGHT:
            return "none"
        return "strong" if self.median >= STRONG else "slight"

    def __str__(self) -> str:
        strength = tr(STRENGTHS[self.strength])
        if self.pairs.size == 1:
            # Translators: stands behind the label "checkerboard"; {strength} is as in "slight", and
            # {worst} as in "40 %".
            template = N_("{strength}: phase sums differ by {worst} of their mean magnitude")
        else:
            template = N_(
                "{strength}: phase sums differ by {median} of their mean magnitude (median of "
                "{count} channel pairs; the worst {worst})"
            )
        return tr(
            template,
            strength=strength,
            median=percent(self.median),
            worst=percent(self.worst),
            count=self.pairs.size,
        )


def unevenness_of(sums: Array, spread: Array, flat: Array) -> Unevenness:
    """sums: (C_in, C_out / groups, *strides). Pairs that are flat but for rounding count as 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.abs(sums).mean(tuple(range(2, sums.ndim)))
        return Unevenness(np.where(flat, 0, spread / mean))


def legend() -> str:
    """What the words of ``strength`` mean."""
    return tr(
        "Checkerboard: how much the phase sums (the sums of every stride-th tap) differ, relative "
        "to their mean magnitude. None: the worst pair of channels is below {slight}; strong: the "
        "median is {strong} or more; slight: anything between.",
        slight=percent(SLIGHT),
        strong=percent(STRONG),
    )


def percent(ratio: float) -> str:
    """A ratio in whole percent.

    >>> [percent(ratio) for ratio in (0, 0.004, 0.666, 2)]
    ['0 %', '<1 %', '67 %', '200 %']
    """
    if not np.isfinite(ratio):
        return ""
    return "<1 %" if 0 < ratio < SLIGHT else f"{100 * ratio:.0f} %"
