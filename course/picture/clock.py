"""When each piece of an animated SVG is seen: CSS classes, each written once."""

from typing import NamedTuple

FAST, SLOW, MANY, HELD = 0.7, 1.0, 26, 4
"""Seconds of a frame where there are many and where there are few; how many is many; and for how
many frames the last one stays."""
EARLY = 0.02
"""Seconds into the first frame at which the clock starts: at 0 two frames would meet."""


class Spot(NamedTuple):
    """Where a panel's cell (0, 0) stands."""

    x: int
    y: int


class Clock:
    """The classes that let elements be seen in some frames, each written once."""

    def __init__(self, prefix: str, frames: int) -> None:
        self.prefix, self.frames = prefix, frames
        self.slots = frames + HELD - 1
        self.frame = SLOW if frames <= MANY else FAST
        self.names: dict[tuple[int, ...], str] = {}
        self.rules: dict[str, None] = {}

    def name(self, seen: tuple[int, ...]) -> str:
        """The class of what is seen in these frames; none is needed for what always is."""
        if len(seen) == self.frames:
            return ""
        if seen not in self.names:
            self.names[seen] = f"{self.prefix}-{len(self.names)}"
            self._time(seen)
        return self.names[seen]

    def moving(self, stays: dict[int, Spot]) -> str:
        """The class of what is seen only in these frames, at these places."""
        name = f"{self.prefix}-k{len(self.rules)}"
        stops = ""
        for n in range(self.slots + 1):
            if n in stays:
                x, y = stays[n]
                stops += f"{self._at(n)}{{visibility:visible;transform:translate({x}px,{y}px)}}"
            elif n - 1 in stays or n == 0:
                stops += f"{self._at(n)}{{visibility:hidden}}"
        self.rules[f"@keyframes {name}{{{stops}}}"] = None
        self.rules[f".{name}{{animation-name:{name}}}"] = None
        return name

    def is_still(self, seen: tuple[int, ...]) -> bool:
        """Whether it is seen where nothing moves."""
        return seen[-1] == self.frames - 1

    def _time(self, seen: tuple[int, ...]) -> None:
        slots = [*seen, *range(self.frames, self.slots)] if self.is_still(seen) else [*seen]
        starts = [n for n in slots if n - 1 not in slots]
        ends = [n + 1 for n in slots if n + 1 not in slots]
        name = self.names[seen]
        if len(starts) == 1:
            length, delay = ends[0] - starts[0], (starts[0] - self.slots) * self.frame - EARLY
            keys = f"{self.prefix}L{length}"
            shown, hidden = "0%", f"{self._at(length)},to"
            rule = f".{name}{{animation-name:{keys};animation-delay:{delay:.4g}s}}"
        else:
            keys = f"{name}k"
            ends = [end for end in ends if end < self.slots]
            shown = ",".join(map(self._at, starts))
            hidden = ",".join(map(self._at, ends if starts[0] == 0 else [0, *ends]))
            rule = f".{name}{{animation-name:{keys}}}"
        self.rules[
            f"@keyframes {keys}{{{shown}{{visibility:visible}}{hidden}{{visibility:hidden}}}}"
        ] = None
        self.rules[rule] = None

    def _at(self, slot: int) -> str:
        return f"{100 * slot / self.slots:.4g}%"

    def style(self) -> str:
        p = self.prefix
        return (
            f"<style>.{p} *{{animation-duration:{self.slots * self.frame:.4g}s;"
            f"animation-delay:-{EARLY}s;animation-timing-function:step-end;"
            "animation-iteration-count:infinite}"
            f"{''.join(self.rules)}"
            f"svg:hover .{p} *{{animation-play-state:paused}}"
            f"@media (prefers-reduced-motion:reduce),print{{.{p} *{{animation:none!important}}}}"
            "</style>"
        )
