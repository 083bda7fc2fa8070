"""Plays a signal in a notebook or on a page, and tells it in words where nothing can play."""

from base64 import b64encode
from dataclasses import dataclass

from numpy.typing import ArrayLike

from ..audio import rate_of, row_of, wav
from ..language import tr


@dataclass(frozen=True)
class Sound:
    """A short signal to be heard. In a notebook it shows a player, which holds the sound itself."""

    file: bytes
    text: str

    @property
    def html(self) -> str:
        return (
            f'<audio controls src="data:audio/wav;base64,{b64encode(self.file).decode()}"></audio>'
        )

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def sound(signal: ArrayLike, rate: int = 8000) -> Sound:
    """Let a signal be heard, as loud as a sound file can hold it.

    signal: (L,), at most half a second. rate: samples per second.

    >>> sound([1, -1] * 4, rate=8000)
    A sound of 8 samples, 0.001 s at 8000 samples per second.
    """
    count, rate = len(row_of(signal)), rate_of(rate)
    # Translators: s are seconds.
    told = tr(
        "A sound of {count} samples, {seconds} s at {rate} samples per second.",
        count=count,
        seconds=f"{count / rate:g}",
        rate=rate,
    )
    return Sound(wav(signal, rate), told)
