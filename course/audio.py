"""Makes a melody, finds the tones of a signal, and writes it as a sound file."""

from io import BytesIO
from math import ceil
from wave import open as open_wave

import numpy as np
from numpy.typing import ArrayLike

from .language import refused, tr
from .layer import IllegalLayer, whole
from .tensors import Array, as_array

MOST = 80_000
"""Samples. A stored notebook holds what is heard, at a byte a sample."""
FASTEST = 2**32 - 1
"""Samples per second. A sound file has four bytes for them."""
SLOWEST = 3000
"""Samples per second. What has fewer no browser plays."""
WINDOW = 25
"""Hz. How far apart the frequencies of a spectrogram are; its windows are 1 / WINDOW s long."""
PITCHES = {"C": 400, "D": 450, "E": 500, "F": 533, "G": 600}
"""Hz."""
JOY = "E2 E2 F2 G2 G2 F2 E2 D2 C2 C2 D2 E2 E3 D1 D4"
"""Pitches, each with how many eighths of a second it takes: the Ode to Joy, by Beethoven."""


def melody() -> Array:
    """Four seconds of the Ode to Joy, 2000 whole numbers a second, from 10 to 30.

    (8000,). Each note is a sine of height 10 around 20, cut off with 50 numbers of 20.

    >>> melody()[:6]
    array([20, 30, 20, 10, 20, 30])
    """
    notes = []
    for note in JOY.split():
        n = np.arange(250 * int(note[1:]))
        wave = np.sin(2 * np.pi * PITCHES[note[0]] * n / 2000)
        notes.append(20 + np.rint(10 * wave * (n < len(n) - 50)).astype(int))
    return np.concatenate(notes)


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


def loudness(signal: ArrayLike, rate: int) -> Array:
    """The amplitude of each frequency, time by time: the short-time Fourier transform.

    signal: (L,), whose mean is taken away. rate: samples per second, at least 4 * WINDOW. Returns
    (windows, frequencies): windows fade at both ends (Hann) and overlap by half, frequencies go up
    to rate / 2 by WINDOW Hz. ValueError for a signal shorter than one window.
    """
    y, rate = row_of(signal), rate_of(rate)
    size = rate // WINDOW
    if size < 4 or len(y) < size:
        raise ValueError(
            tr(
                "signal of {count} samples is too short for a spectrogram at rate={rate}: give at "
                "least {least} samples, at a rate of at least {slowest}.",
                count=len(y),
                rate=rate,
                least=max(size, 4),
                slowest=4 * WINDOW,
            )
        )
    fade = 1 - np.cos(2 * np.pi * np.arange(size) / size)
    y = y.astype(float)
    windows = np.lib.stride_tricks.sliding_window_view(y - y.mean(), size)[:: size // 2]
    found = np.abs(np.fft.rfft(windows * fade)) / size
    found[:, 1 : (size + 1) // 2] *= 2
    return found


def wav(signal: ArrayLike, rate: int) -> bytes:
    """A mono sound file of 8 bits a sample, as loud as it can be; a constant is silence.

    signal: (L,), at most MOST samples; ValueError above. rate: samples per second; below SLOWEST
    there are further samples between those of the signal, on straight lines.
    """
    y, rate = row_of(signal), rate_of(rate)
    if len(y) > MOST:
        raise ValueError(
            tr(
                "signal of {count} samples is too long: at most {most} are stored.",
                count=len(y),
                most=MOST,
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
    samples = (128 + between).astype(np.uint8)
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
