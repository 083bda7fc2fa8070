"""Finds the tones of a signal, and writes it as a sound file."""

from io import BytesIO
from math import ceil
from wave import open as open_wave

import numpy as np
from numpy.typing import ArrayLike

from .language import refused, tr
from .layer import IllegalLayer, whole
from .tensors import Array, as_array

LONGEST = 0.5
"""Seconds. A stored notebook holds its sounds, at a byte a sample."""
HEARD, MOST = 2.0, 24_000
"""Seconds that a sound is repeated for, and the samples that it has at most then."""
FASTEST = 2**32 - 1
"""Samples per second. A sound file has four bytes for them."""
SLOWEST = 3000
"""Samples per second. What has fewer no browser plays."""


def tones(signal: ArrayLike, rate: int) -> dict[int, int]:
    """The tones of a signal that repeats itself: amplitude by frequency in Hz, 0 Hz the constant.

    signal: (L,), a whole number of its periods, in samples. rate: samples per second. Amplitudes
    are rounded to whole numbers, and those that round to 0 left out; frequencies are rounded to
    whole Hz, of those that meet there the highest amplitude counts. The discrete Fourier transform,
    folded at rate / 2.

    >>> tones([1, 5, 1, 5], rate=8000)
    {0: 3, 4000: 2}
    """
    y, rate = row_of(signal), rate_of(rate)
    size = np.abs(np.fft.rfft(y.astype(np.float64))) / len(y)
    if not size.max() < 2**53:
        raise ValueError(
            tr("signal is too loud: its amplitudes must stay below 2**53, about 9e15.")
        )
    # All but the constant and the tone of half the rate stand in the transform twice.
    size[1 : (len(y) + 1) // 2] *= 2
    amplitudes = np.rint(size).astype(int).tolist()
    found: dict[int, int] = {}
    for b, amplitude in enumerate(amplitudes):
        hertz = round(b * rate / len(y))
        if amplitude > found.get(hertz, 0):
            found[hertz] = amplitude
    return found


def turns(count: int, rate: int) -> int:
    """How often a signal of so many samples is heard in a row.

    >>> turns(3072, 8000)
    6
    """
    return max(1, min(ceil(HEARD * rate / count), MOST // count))


def wav(signal: ArrayLike, rate: int, times: int = 1) -> bytes:
    """A mono sound file of 8 bits a sample, as loud as it can be; a constant is silence.

    signal: (L,), at most LONGEST seconds; ValueError above. rate: samples per second; below SLOWEST
    there are further samples between those of the signal, on straight lines. times: how often it is
    heard in a row, without a click if it is a whole number of its periods.
    """
    y, rate = row_of(signal), rate_of(rate)
    if len(y) > LONGEST * rate:
        raise ValueError(
            # Translators: at most {longest} seconds are stored.
            tr(
                "signal of {count} samples is {seconds} seconds long at rate={rate}: "
                "at most {longest} are stored, so here {samples} samples.",
                count=len(y),
                seconds=f"{len(y) / rate:g}",
                rate=rate,
                longest=f"{LONGEST:g}",
                samples=int(LONGEST * rate),
            )
        )
    # Whole numbers in, whole numbers out: the same bytes on every machine.
    loud = max(abs(float(y.min())), abs(float(y.max()))) > 2**50
    y = y.astype(np.float64 if loud or y.dtype.kind == "f" else np.int64)
    y = y / np.abs(y).max() if loud else y
    low, high = y.min(), y.max()
    swing = (2 * y - low - high) * 120 // (high - low or 1)
    finer = ceil(SLOWEST / rate)
    after, parts = np.roll(swing, -1), np.arange(finer)
    between = (swing[:, None] * (finer - parts) + after[:, None] * parts) // finer
    samples = np.tile((128 + between).astype(np.uint8).reshape(-1), times)
    file = BytesIO()
    with open_wave(file, "wb") as written:
        written.setparams((1, 1, rate * finer, 0, "NONE", ""))
        written.writeframes(samples.tobytes())
    return file.getvalue()


def row_of(signal: ArrayLike) -> Array:
    """The signal as one row; outer axes of 1 are left away."""
    y = as_array("signal", signal)
    if y.ndim > 1 and max(y.shape[:-1]) == 1:
        y = y.reshape(-1)
    if y.ndim != 1 or y.dtype.kind == "c":
        raise ValueError(
            tr(
                "signal of shape {shape} does not fit: give one row of real numbers.",
                shape=y.shape,
            )
        )
    if not np.isfinite(y).all():
        place = int(np.argmin(np.isfinite(y)))
        raise ValueError(refused(f"signal[{place}]", y[place], tr("it must be finite")))
    return y


def rate_of(rate: int) -> int:
    """The rate as a whole number; IllegalLayer or TypeError for what is no rate."""
    rate = whole("rate", rate)
    if not 1 <= rate <= FASTEST:
        # Translators: a rule, as in "rate=0 is not possible: …."
        rule = tr("it must be from {least} to {most}", least=1, most=FASTEST)
        raise IllegalLayer("rate", rate, rule, min(max(rate, 1), FASTEST))
    return rate
