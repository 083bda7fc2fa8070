"""Tuning knows which tones a signal holds, and how it is written as a sound file."""

from io import BytesIO
from wave import open as open_wave

import numpy as np
from numpy.typing import ArrayLike

from .arithmetic import Array, as_array

LONGEST = 0.5
"""Seconds. A stored notebook holds its sounds, at a byte a sample."""


def tones(signal: ArrayLike, rate: int) -> dict[int, int]:
    """The tones of a signal that repeats itself: amplitude by frequency in Hz, 0 Hz the constant.

    signal: (L,), a whole number of its periods, in samples. rate: samples per second. Amplitudes
    are rounded to whole numbers, and those that round to 0 left out; frequencies are rounded to
    whole Hz. The discrete Fourier transform, folded at rate / 2.

    >>> tones([1, 5, 1, 5], rate=8000)
    {0: 3, 4000: 2}
    """
    y = row_of(signal)
    size = np.abs(np.fft.rfft(y)) / len(y)
    # All but the constant and the tone of half the rate stand in the transform twice.
    size[1 : (len(y) + 1) // 2] *= 2
    amplitudes = np.rint(size).astype(int).tolist()
    return {round(b * rate / len(y)): a for b, a in enumerate(amplitudes) if a}


def wav(signal: ArrayLike, rate: int) -> bytes:
    """A mono sound file of 8 bits a sample, as loud as it can be; a constant is silence.

    signal: (L,), at most LONGEST seconds; ValueError above. rate: samples per second.
    """
    y = row_of(signal)
    if len(y) > LONGEST * rate:
        raise ValueError(
            f"signal of {len(y)} samples is {len(y) / rate:g} seconds long at rate={rate}: "
            f"at most {LONGEST:g} are stored, so here {int(LONGEST * rate)} samples."
        )
    low, high = y.min(), y.max()
    # Whole numbers in, whole numbers out: the same bytes on every machine.
    swing = (2 * y - low - high) * 120 // max(high - low, 1)
    samples = (128 + swing).astype(np.uint8)
    file = BytesIO()
    with open_wave(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(1)
        written.setframerate(rate)
        written.writeframes(samples.tobytes())
    return file.getvalue()


def row_of(signal: ArrayLike) -> Array:
    """The signal as one row; outer axes of 1 are left away."""
    y = as_array("signal", signal)
    if y.ndim > 1 and max(y.shape[:-1]) == 1:
        y = y.reshape(-1)
    if y.ndim != 1 or y.dtype.kind == "c":
        raise ValueError(f"signal of shape {y.shape} does not fit: give one row of real numbers.")
    return y
