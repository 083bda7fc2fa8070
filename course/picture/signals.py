"""Lets signals be heard."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from numpy.typing import ArrayLike

from ..audio import rate_of, row_of, wav
from ..language import tr

Signals: TypeAlias = Mapping[str, tuple[ArrayLike, int]]
"""By name: a signal, (L,), and its samples per second."""


@dataclass(frozen=True)
class Sound:
    """Signals to be heard. In a notebook it shows a player for each, which holds the sound."""

    files: Mapping[str, bytes]
    """A sound file by the name of its player, which says how long it is."""
    text: str

    @property
    def html(self) -> str:
        players = []
        for name, file in self.files.items():
            data, told = b64encode(file).decode(), escape(name)
            players.append(
                f'<figure class="sound"><figcaption>{told}</figcaption>'
                f'<audio controls preload="metadata" aria-label="{told}" '
                f'src="data:audio/wav;base64,{data}"></audio></figure>'
            )
        return "".join(players)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def sound(signals: Signals) -> Sound:
    """Let signals be heard, each as loud as a sound file can hold it.

    signals: for each name (signal, rate): (L,), and its samples per second.

    >>> sound({"whistle": ([1, -1] * 8000, 8000)})
    whistle, 2 s: 16000 samples, 8000 a second.
    """
    files, lines = {}, []
    for name, (signal, rate) in named(signals):
        count, rate = len(row_of(signal)), rate_of(rate)
        # Translators: what a sound's player is called; s are seconds.
        player = tr("{name}, {seconds} s", name=name, seconds=f"{count / rate:.2g}")
        files[player] = wav(signal, rate)
        # Translators: {player} is as in "whistle, 2 s".
        lines.append(
            tr("{player}: {count} samples, {rate} a second.", player=player, count=count, rate=rate)
        )
    return Sound(files, "\n".join(lines))


def named(signals: Signals) -> Iterator[tuple[str, tuple[ArrayLike, int]]]:
    """The signals with their names; TypeError for what is none by name."""
    if not isinstance(signals, Mapping) or not signals:
        # Translators: an example of what somebody calls a signal.
        example = f"{{{tr('a name')!r}: ([0, 1, 0, -1], 8000)}}"
        raise TypeError(
            # Translators: the example is as in {'a name': ([0, 1, 0, -1], 8000)}.
            tr(
                "signals must be given by name, each with its samples per second, as in {example}.",
                example=example,
            )
        )
    for name, given in signals.items():
        if not isinstance(given, tuple) or len(given) != 2:
            raise TypeError(
                tr("{name} must be (signal, samples per second), as in ([0, 1], 8000).", name=name)
            )
        yield str(name), given
